"""Documents → an agenda: what is due when and by whom, what recurs, what names no day, what is to be reached by year.

It is built from the ledger's own rows, so that page and ledger say the same. Units go by their full names; a unit whose
region is not known is kept apart from those of other notices' regions, since 市教育局 is another one there. Not here:
the page (`delivery.deadline_page`), nor finding deadlines (`facts.deadlines`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final, Literal

from policyparse.delivery.calendar_file import NoDay, find_occasion
from policyparse.delivery.ledger_rows import LEDGER, TARGETS, Cell, Json, LedgerSheet, day

State = Literal["overdue", "unclear", "soon", "later", "begins"]
SOON: Final = timedelta(days=30)
# Within so many days from the day of judging, and no more often, what recurs is shown on its days.
WINDOW: Final = timedelta(days=365)
MOST_OCCURRENCES: Final = 12
# 各县〔市、区〕, 各县〈市、区〉: brackets that NFKC leaves apart.
_ROUND: Final = str.maketrans("〔〕〈〉[]", "()()()")


@dataclass(frozen=True, slots=True)
class Charge:
    """A unit that answers for something: its full name, the region that tells it from others (None where its name
    does), whether it is a class of units, and its role."""

    name: str
    where: str | None
    group: bool
    role: str

    @property
    def key(self) -> tuple[str, str | None]:
        """The same for the same unit in other notices, however wide its brackets are printed."""
        return unicodedata.normalize("NFKC", self.name).replace(" ", "").translate(_ROUND), self.where


@dataclass(frozen=True, slots=True)
class Due:
    """One thing with one of its times. ``row`` is its row in the ledger, by heading.

    ``first`` and ``last`` are the days of the time; ``latest`` is the later reading of an ambiguous end. ``rule``: by
    which it recurs; then ``last`` is the day of one occurrence, or None for the rule itself.
    """

    row: Mapping[str, Cell]
    what: str
    kind: str
    words: str
    first: date | None
    last: date | None
    latest: date | None
    rule: str | None
    units: tuple[Charge, ...]

    @property
    def day(self) -> date | None:
        """The day by which it is filed: the last, else the first."""
        return self.last or self.first

    def state(self, as_of: date | None) -> State:
        """How it stands on that day; without one nothing is overdue, nor soon."""
        if self.last is None:
            return "begins"
        if as_of is None:
            return "later"
        if self.last < as_of:
            return "unclear" if self.latest and self.latest >= as_of else "overdue"
        return "soon" if self.last <= as_of + SOON else "later"


@dataclass(slots=True)
class Agenda:
    """What documents set out to do: ``dated`` by day, ``recurring``, ``ongoing``, ``undated`` (no day follows from the
    words), ``targets`` (rows of the ledger's sheet by heading); counts of notices, and of tasks without any time."""

    as_of: date | None = None
    notices: int = 0
    tasks_without_time: int = 0
    dated: list[Due] = field(default_factory=list)
    recurring: list[Due] = field(default_factory=list)
    ongoing: list[Due] = field(default_factory=list)
    undated: list[Due] = field(default_factory=list)
    targets: list[Mapping[str, Cell]] = field(default_factory=list)

    def add(self, document: Json) -> None:
        """Enter a document (plain values)."""
        self.notices += 1
        self.targets += _rows(TARGETS, document)
        for due in (*_task_dues(document), *_target_dues(document)):
            if due.rule:
                self.recurring.append(due)
                self.dated += occurrences(due, document["metadata"], self.as_of)
            elif due.day is not None:
                self.dated.append(due)
            else:
                (self.ongoing if due.kind == "ongoing" else self.undated).append(due)
        self.tasks_without_time += sum(not task["deadlines"] for task in document["tasks"])


def agenda(documents: Iterable[Json], as_of: date | None = None) -> Agenda:
    """The agenda of documents, what is dated in the order of its days. Recurrences need ``dateutil`` for their days."""
    made = Agenda(as_of)
    for document in documents:
        made.add(document)
    made.dated.sort(key=lambda due: due.day or date.max)
    return made


def _rows(sheet: LedgerSheet, document: Json) -> list[Mapping[str, Cell]]:
    """A sheet's rows of a document, by heading."""
    headings = [heading for heading, _ in sheet.headings]
    return [dict(zip(headings, row, strict=True)) for row in sheet.rows(document)]


def _task_dues(document: Json) -> Iterator[Due]:
    where = _places_of(document)
    for task, row in zip(document["tasks"], _rows(LEDGER, document), strict=True):
        units = tuple(_charge(unit, where, document) for unit in task["responsible"])
        for time in task["deadlines"]:
            yield _due(row, task["action"], time, units)


def _target_dues(document: Json) -> Iterator[Due]:
    """Times of targets that no task holds; the others fall due with their task, or stand among the targets by year."""
    for target, row in zip(document["targets"], _rows(TARGETS, document), strict=True):
        if target["time"] and not target["task_id"]:
            words = f"{target['scope'] or ''}{target['indicator']}：{target['quantity']['raw']}"
            yield _due(row, words, target["time"], ())


def _due(row: Mapping[str, Cell], what: str, time: Json, units: tuple[Charge, ...]) -> Due:
    latest = day(time.get("latest")) if time["ambiguous"] else None
    return Due(
        row, what, time["kind"], time["raw"], day(time["start"]), day(time["end"]), latest, time["recurrence"], units
    )  # fmt: skip


def _places_of(document: Json) -> Mapping[str, bool]:
    """Whether the region of a unit is known, by its full name."""
    return {unit["canonical"]: unit["region"] is not None for unit in document["units"]}


def _charge(unit: Json, known: Mapping[str, bool], document: Json) -> Charge:
    name, region = unit["canonical"] or unit["name"], document["metadata"].get("jurisdiction")
    where = region["name"] if region and not known.get(name) else None
    return Charge(name, where, unit["group"], unit["role"])


def occurrences(due: Due, metadata: Json, as_of: date | None) -> list[Due]:
    """What recurs, once for each of its days in the window from ``as_of`` on; none without it, or without dateutil."""
    if as_of is None or due.rule is None:
        return []
    try:
        from dateutil.rrule import rrulestr
    except ImportError:
        return []
    time = {"start": due.first, "end": due.last, "recurrence": due.rule, "raw": due.words, "kind": due.kind}
    try:
        occasion = find_occasion(time, metadata)
    except NoDay:
        return []
    days = rrulestr(occasion.rule, dtstart=datetime.combine(occasion.first, datetime.min.time()))
    since = datetime.combine(as_of, datetime.min.time())
    found = days.xafter(since, inc=True)
    within = (one.date() for one in islice(found, MOST_OCCURRENCES) if one <= since + WINDOW)
    return [replace(due, first=None, last=one) for one in within]

"""The lexicon of organs: short and generic names (教体局, 市委编办's 委编办) and the official names they stand for.

Loads ``data/organs.tsv`` once, when first asked; a user's table in the same form adds to it (``read_rows``,
``lexicon_with``), and brings the user's units of measure along. A row may hold in one region only, or for notices of a
certain time. Not here: region prefixes, reading of prose, opening of files, and any name that no table holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from policyparse.language.table_rows import BadRow, table_rows
from policyparse.language.units import MEASURES, Measures, UnitWord
from policyparse.lazy_regex import inline

LEVELS: Final = ("state", "province", "city", "county", "local")
KINDS: Final = ("government", "party", "mass", "vertical", "institution")


@dataclass(frozen=True, slots=True)
class OrganRow:
    """A row of the table; the head of ``organs.tsv`` explains its columns.

    ``full`` "" means known but never completed; {} in it is the region, {s} its stem. ``begins`` and ``ends`` are the
    first and the last day on which ``short`` had this meaning, None where it is not bounded. ``whole``: no region goes
    in front of ``full``; no column of the table.
    """

    short: str
    full: str
    kind: str = "government"
    level: str = "local"
    region: str = ""
    begins: date | None = None
    ends: date | None = None
    source: str = ""
    note: str = ""
    whole: bool = False

    @property
    def official(self) -> str:
        """The official name without its region: 税务局 of 国家税务总局{}税务局."""
        return self.full.rpartition("}")[2] if "}" in self.full else self.full


class Lexicon:
    """Rows by short name, and every known ending (short names and the official ones) for matching in text.

    ``measures`` are the units of measure that go with it: a user's words travel together.
    """

    def __init__(
        self, rows: Iterable[OrganRow], own: tuple[OrganRow, ...] = (), measures: Measures = MEASURES
    ) -> None:  # fmt: skip
        """``own``: a user's rows, asked before ``rows``."""
        self.own = own
        self.measures = measures
        self.rows = (*rows, *own)
        self._by_short = _by_short(self.rows)
        self._own_by_short = _by_short(own)
        for row in self.rows:
            self._add_official(row)
        self.names = frozenset(self._by_short)
        self.last_characters = frozenset(name[-1] for name in self.names)
        self.endings = re.compile("[" + "".join(map(re.escape, sorted(self.last_characters))) + "]")
        lengths: dict[str, set[int]] = {}
        for name in self.names:
            lengths.setdefault(name[-1], set()).add(len(name))
        self._lengths = {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}
        self._changes = _changes(self.rows)

    def __reduce__(self) -> tuple[Callable[..., Lexicon], tuple[tuple[OrganRow, ...], tuple[UnitWord, ...]]]:
        """To a worker process goes only what is a user's own."""
        return lexicon_with, self.own_words

    @property
    def own_words(self) -> tuple[tuple[OrganRow, ...], tuple[UnitWord, ...]]:
        """What is a user's own: organs, units of measure."""
        return self.own, self.measures.own

    def _add_official(self, row: OrganRow) -> None:
        """The official name counts as known too: 人力资源和社会保障局, and 委组织部 of 中共{}委组织部."""
        if len(row.official) >= 3 and row.official not in self._by_short:
            self._by_short[row.official] = {row.level: [OrganRow(row.official, row.full, row.kind, row.level)]}

    def row(self, short: str, level: str) -> OrganRow | None:
        """A row of that name at that level, the last of several; None where the level does not know it."""
        found = self._by_short.get(short, {}).get(level)
        return found[-1] if found else None

    def any_row(self, short: str) -> OrganRow | None:
        """The row of that name at whatever level, local ones first."""
        levels = self._by_short.get(short, {})
        return next((levels[level][-1] for level in reversed(LEVELS) if level in levels), None)

    def is_local(self, short: str) -> bool:
        """Whether a region's organ is called so: only these take a prefix that a list shares."""
        return any(level != "state" for level in self._by_short.get(short, ()))

    def meaning(self, short: str, levels: Sequence[str], region: str = "", day: date | None = None) -> OrganRow | None:
        """What the name meant in that region on that day: the row of the first of ``levels`` that knows it.

        A user's rows are asked first, at every level, but for those that did not hold yet.
        A row of the region goes before those of all regions. Where several rows hold, or where none did yet, the name
        is known but not completed (``full`` is ""); a name that is still printed after its last day keeps its meaning.
        """
        if short in self._own_by_short:
            begun = {
                level: [row for row in rows if row.begins is None or day is None or row.begins <= day]
                for level, rows in self._own_by_short[short].items()
            }
            if found := _meaning(begun, levels, region, day):
                return found
        known = self._by_short.get(short)
        return _meaning(known, levels, region, day) if known else None

    def era(self, day: date | None) -> date | None:
        """The first day of the time around ``day`` in which no name changes: equal eras, equal meanings."""
        if day is None:
            return None
        at = bisect_right(self._changes, day)
        return self._changes[at - 1] if at else date.min

    def ending_at(self, text: str, end: int, floor: int = 0) -> int:
        """Where the longest known name begins that ends at ``end`` and not before ``floor``; -1 where there is none."""
        for length in self._lengths.get(text[end - 1], ()) if end else ():
            start = end - length
            if start >= floor and text[start:end] in self.names:
                return start
        return -1

    def starting_at(self, text: str, start: int = 0) -> str:
        """The longest known name that begins at ``start``, or ""."""
        for end in range(min(len(text), start + 24), start + 1, -1):
            if text[start:end] in self.names:
                return text[start:end]
        return ""

    def with_rows(self, rows: Iterable[OrganRow]) -> Lexicon:
        """This lexicon with a user's rows, which go before its own."""
        return Lexicon(self.rows, (*self.own, *rows), self.measures)


def _by_short(rows: Iterable[OrganRow]) -> dict[str, dict[str, list[OrganRow]]]:
    """Rows by name and level, in their order."""
    found: dict[str, dict[str, list[OrganRow]]] = {}
    for row in rows:
        found.setdefault(row.short, {}).setdefault(row.level, []).append(row)
    return found


def _meaning(known: dict[str, list[OrganRow]], levels: Sequence[str], region: str, day: date | None) -> OrganRow | None:
    """What the rows of one name, by level, say for that region and day."""
    for level in levels:
        if rows := known.get(level):
            if len(rows) == 1 and not rows[0].region:
                return _on_day(rows, day)
            there = [row for row in rows if row.region == region] if region else []
            if there or (rows := [row for row in rows if not row.region]):
                return _on_day(there or rows, day)
    return None


def _changes(rows: Iterable[OrganRow]) -> list[date]:
    """The days on which some name begins to mean something, or no longer does."""
    begins = {row.begins for row in rows if row.begins}
    return sorted(begins | {row.ends + timedelta(days=1) for row in rows if row.ends and row.ends < date.max})


def _on_day(rows: list[OrganRow], day: date | None) -> OrganRow:
    """The one meaning that rows of one name and level had on that day; without a day, the one they all give."""
    last = rows[-1]
    if last.official == last.short and len(rows) == 1:
        return last  # printed in full: no date makes it doubtful
    begun = rows if day is None else [row for row in rows if row.begins is None or row.begins <= day]
    if day is None:  # of meanings that are over, one that nobody knows decides nothing
        held = [row for row in rows if row.full or row.ends is None]
    else:
        held = [row for row in begun if row.ends is None or day <= row.ends]
    if not held and begun:
        held = [max(begun, key=lambda row: row.ends or date.max)]
    if len({row.full for row in held}) == 1:
        return held[-1]
    return OrganRow(last.short, "", last.kind, last.level, last.region)


def read_rows(text: str) -> list[OrganRow]:
    """The rows of a table in the form of ``organs.tsv``; only the columns ``short`` and ``full`` must be there.

    Raises BadRow.
    """
    return [organ_row(cells, number) for number, cells in table_rows(text, COLUMNS[:2], COLUMNS[2:])]


#: What the columns with a reserved word, or a plainer one, for a name are called in OrganRow.
_FIELDS: Final = {"from": "begins", "until": "ends"}
COLUMNS: Final = tuple({field: column for column, field in _FIELDS.items()}.get(f.name, f.name)
                       for f in fields(OrganRow) if f.name != "whole")  # fmt: skip


def organ_row(cells: dict[str, str], number: int) -> OrganRow:
    """The row of a line's cells; an empty cell is the column's default. Raises BadRow."""
    if not cells.get("short"):
        raise BadRow(number, "no short name")
    for column, allowed in (("kind", KINDS), ("level", LEVELS)):
        if cells.get(column) and cells[column] not in allowed:
            raise BadRow(number, f"{column} {cells[column]!r} is none of {', '.join(allowed)}")
    full = cells.pop("full", "")
    if inline(r"[{}]").search(full.replace("{}", "").replace("{s}", "")):
        raise BadRow(number, f"full {full!r}: only {{}} and {{s}} stand for the region")
    begins, ends = _day(cells.pop("from", ""), number), _day(cells.pop("until", ""), number)
    if begins and ends and ends < begins:
        raise BadRow(number, "until lies before from")
    rest: dict[str, Any] = {name: cell for name, cell in cells.items() if cell}
    return OrganRow(full=full, begins=begins, ends=ends, **rest)


def _day(cell: str, number: int) -> date | None:
    if not cell:
        return None
    try:
        if len(cell) == 10:  # Python reads other ISO forms as well; one is enough
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise BadRow(number, f"{cell!r} is no day of the form 2018-03-21")


@cache
def default_lexicon() -> Lexicon:
    """The lexicon that ships with policyparse."""
    return Lexicon(read_rows((files("policyparse") / "data" / "organs.tsv").read_text(encoding="utf-8")))


@lru_cache(4)
def lexicon_with(rows: tuple[OrganRow, ...], units: tuple[UnitWord, ...] = ()) -> Lexicon:
    """The lexicon that ships with policyparse with a user's organs and units; made once for the same words."""
    return Lexicon(default_lexicon().rows, rows, Measures(units) if units else MEASURES)

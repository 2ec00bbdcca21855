"""A document's or a gold file's labels as flat, comparable items: what the scorer counts.

For: reading plain dicts in the shape of the contract's document JSON, leniently in type (dates or ISO texts, numbers
of any exact kind), and gold files as such dicts. Not for: which items match (pairing.py), nor counting (score.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from policyparse.errors import PolicyParseError
from policyparse.gold.model import GoldFile
from policyparse.gold.wording import fold, fold_title

Json = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a document says of how sure it is of a fact: the rule that made it, and its confidence; gold claims none."""

    rule: str
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is right or wrong as a whole.

    ``key`` decides equality, ``shown`` is what a person reads in a list of misses, ``slot`` says what it answers to
    (the metadata field, the task), so that a wrong answer can be shown beside the right one; ``owner`` is the key of
    the item without which this one cannot be right (a unit's task); ``fact`` the id of the fact that it is of,
    ``part`` the words of its own that stand in or behind the quote (a unit's name).
    """

    key: Key
    shown: str
    quote: str = ""
    slot: Key = ()
    owner: Key | None = None
    claim: Claim | None = None
    fact: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class UnitLabel:
    """A responsible unit of a task: who, its full name, its role, and whether it is a class of units."""

    name: str
    canonical: str
    role: str
    group: bool


@dataclass(frozen=True, slots=True)
class TimeLabel:
    """A time, with dates as ISO texts."""

    raw: str
    key: Key
    precision: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class TaskLabel:
    """A task: its key (origin, number, action), what else is said of it, and the action of the task it refines."""

    item: Item
    measure: str | None
    refines: str | None
    units: tuple[UnitLabel, ...]
    deadlines: tuple[TimeLabel, ...]


@dataclass(frozen=True, slots=True)
class NumberLabel:
    """A target or threshold: ``amount`` is (value, low, high, ratio), ``task`` the action of the task that holds it."""

    kind: Literal["target", "threshold"]
    origin: str | None
    subject: str
    scope: str | None
    condition: str | None
    nature: str | None
    amount: Key
    comparator: str
    unit: str | None
    per: frozenset[str]
    basis: str
    approximate: bool
    time: TimeLabel | None
    task: str | None
    quote: str
    raw: str
    claim: Claim | None = None
    fact: str | None = None

    @property
    def shown(self) -> str:
        """The fact in one line, as a person reads it in a list of misses."""
        parts = [self.kind, f"{self.scope}｜{self.subject}" if self.scope else self.subject]
        parts.append(f"{self.comparator} {_amount_shown(self.amount)} {self.unit or ''}".rstrip())
        return " · ".join([*parts, *([_time_shown(self.time.key)] if self.time else [])])


@dataclass(frozen=True, slots=True)
class Labels:
    """All that is scored of one notice."""

    metadata: tuple[Item, ...]
    citations: tuple[Item, ...]
    rows: tuple[Item, ...]
    tasks: tuple[TaskLabel, ...]
    numbers: tuple[NumberLabel, ...]


def read_labels(document: Json) -> Labels:
    """The labels of a document in the contract's shape; a list that is not there counts as empty.

    Raises PolicyParseError ("corrupt") where the dict has another shape.
    """
    tasks = _objects(document, "tasks")
    actions = {str(task.get("id")): str(task.get("action", "")) for task in tasks}
    try:
        return Labels(
            metadata=tuple(_metadata(_object(document, "metadata"))),
            citations=tuple(_citation(citation) for citation in _objects(document, "citations")),
            rows=tuple(_rows(_objects(document, "tables"))),
            tasks=tuple(_task(task, actions) for task in tasks),
            numbers=tuple(_number_labels(document, actions)),
        )
    except (KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise PolicyParseError("corrupt", f"no document in the contract's shape: {error!r}", _name(document)) from None


def gold_as_document(gold: GoldFile) -> dict[str, Any]:
    """The gold file as a dict in the shape of the document JSON, as far as the scorer reads that."""
    labels = gold.model_dump(by_alias=True)
    for kind in ("citations", "tasks", "targets", "thresholds"):
        for place, fact in enumerate(labels[kind], 1):
            fact.setdefault("id", f"{kind[:2]}{place}")
            fact["evidence"] = {"quote": fact.pop("quote")}
            if kind in ("targets", "thresholds"):
                fact["task_id"] = fact.pop("task")
    kinds = ("metadata", "citations", "tables", "tasks", "targets", "thresholds")
    source = {"name": gold.document, "sha256": gold.sha256}
    return {"schema_version": "1.0", "source": source} | {kind: labels[kind] for kind in kinds}


def _name(document: Json) -> str | None:
    source = document.get("source")
    return str(source["name"]) if isinstance(source, Mapping) and source.get("name") else None


def _object(document: Json, key: str) -> Json:
    given = document.get(key)
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise PolicyParseError("corrupt", f"{key} should be an object", _name(document))
    return given


def _objects(document: Json, key: str) -> Sequence[Json]:
    given = document.get(key)
    if given is None:
        return ()
    if not isinstance(given, list | tuple) or not all(isinstance(entry, Mapping) for entry in given):
        raise PolicyParseError("corrupt", f"{key} should be a list of objects", _name(document))
    return given


def _quote(fact: Json) -> str:
    evidence = fact.get("evidence")
    return str(evidence.get("quote", "")) if isinstance(evidence, Mapping) else ""


def _id(fact: Json) -> str | None:
    return str(fact["id"]) if fact.get("id") else None


def _claim(fact: Json) -> Claim | None:
    evidence = fact.get("evidence")
    if not isinstance(evidence, Mapping) or evidence.get("confidence") is None:
        return None
    return Claim(str(evidence.get("rule", "")), _decimal(evidence["confidence"]) or Decimal(0))


def _text(given: object) -> str | None:
    if given is not None and not isinstance(given, str):
        raise TypeError(f"{given!r} where a text belongs")
    return given or None


def _folded(text: object) -> str | None:
    return None if text is None or text == "" else fold(str(text))


def _day(given: object) -> str | None:
    # str() of a date is its ISO form, so dates and ISO texts meet here.
    return None if given is None else str(given)


def _decimal(given: object) -> Decimal | None:
    if given is None:
        return None
    if isinstance(given, bool):
        raise TypeError("a truth value where a number belongs")
    return Decimal(str(given))


def _metadata(metadata: Json) -> Iterator[Item]:
    def point(field: str, value: object, key: object) -> Item:
        return Item((field, key), f"{field}: {value}", slot=(field,))

    for field in ("title", "subject_title", "doc_type", "signed_date", "printed_date"):
        value = metadata.get(field)
        if value is not None and value != "":
            yield point(field, value, fold(str(value)))
    number = metadata.get("doc_number")
    if number is not None:
        raw = number["raw"] if isinstance(number, Mapping) else number
        yield point("doc_number", raw, fold(str(raw)))
    for field in ("issuers", "addressees"):
        for value in metadata.get(field) or ():
            yield point(field, value, fold(str(value)))
    for entry in metadata.get("attachments") or ():
        key = (_folded(entry.get("number")), fold_title(entry["title"]))
        yield point("attachments", f"{entry.get('number') or '–'} {entry['title']}", key)
    period = metadata.get("period") or {}
    start, end = _day(period.get("start")), _day(period.get("end"))
    if start or end:
        yield point("period", f"{start or ''}/{end or ''}", (start, end))


def _citation(citation: Json) -> Item:
    number = citation.get("doc_number")
    raw = number.get("raw") if isinstance(number, Mapping) else number
    title, relation = str(citation["title"]), str(citation["relation"])
    shown = f"《{title}》{raw or ''} [{relation}]"
    key, slot = (fold_title(title), _folded(raw), relation), (fold_title(title),)
    return Item(key, shown, _quote(citation), slot, claim=_claim(citation), fact=_id(citation))


def _rows(tables: Sequence[Json]) -> Iterator[Item]:
    for place, table in enumerate(tables, 1):
        for row in table["rows"]:
            cells = tuple(fold(str(cell)) for cell in row)
            yield Item((str(table["kind"]), cells), f"[{table['kind']}] {' | '.join(map(str, row))}", f"table {place}")


def _task(task: Json, actions: Mapping[str, str]) -> TaskLabel:
    number, action = task.get("number"), str(task["action"])
    key = (str(task["origin"]), _folded(number), fold(action))
    shown = f"[{task['origin']}] {number or '–'} {action}"
    referred = task.get("refines")
    return TaskLabel(
        item=Item(key, shown, _quote(task), claim=_claim(task), fact=_id(task)),
        measure=_text(task.get("measure")),
        refines=None if referred is None else actions.get(str(referred), f"(no task {referred})"),
        units=tuple(_unit(unit) for unit in task.get("responsible") or ()),
        deadlines=tuple(_time(time) for time in task.get("deadlines") or ()),
    )


def _unit(unit: Json) -> UnitLabel:
    name = str(unit["name"])
    return UnitLabel(name, str(unit.get("canonical") or name), str(unit["role"]), bool(unit["group"]))


def _time(time: Json) -> TimeLabel:
    key = (str(time["kind"]), _day(time.get("start")), _day(time.get("end")), _text(time.get("recurrence")))
    return TimeLabel(str(time.get("raw", "")), key, str(time.get("precision")), bool(time.get("ambiguous")))


def _number_labels(document: Json, actions: Mapping[str, str]) -> Iterator[NumberLabel]:
    for kind, key, subject in (("target", "targets", "indicator"), ("threshold", "thresholds", "subject")):
        for fact in _objects(document, key):
            quantity, time, task = fact["quantity"], fact.get("time"), fact.get("task_id")
            ratio = quantity.get("ratio")
            ends = tuple(_decimal(quantity.get(end)) for end in ("value", "low", "high"))
            yield NumberLabel(
                kind="target" if kind == "target" else "threshold",
                origin=_text(fact.get("origin")),
                subject=str(fact[subject]),
                scope=_text(fact.get("scope")),
                condition=_text(fact.get("condition")),
                nature=_text(fact.get("nature")),
                amount=(*ends, None if ratio is None else tuple(_decimal(side) for side in ratio)),
                comparator=str(quantity["comparator"]),
                unit=_text(quantity.get("unit")),
                per=frozenset(fold(str(word)) for word in quantity.get("per") or ()),
                basis=str(quantity.get("basis")),
                approximate=bool(quantity.get("approximate")),
                time=None if time is None else _time(time),
                task=None if task is None else actions.get(str(task), f"(no task {task})"),
                quote=_quote(fact),
                raw=str(quantity.get("raw", "")),
                claim=_claim(fact),
                fact=_id(fact),
            )


def _amount_shown(amount: Key) -> str:
    value, low, high, ratio = amount
    if ratio is not None:
        return ":".join(_plain(side) for side in ratio)
    return f"{_plain(low)}-{_plain(high)}" if value is None else _plain(value)


def _plain(number: Decimal | None) -> str:
    if number is None:
        return "?"
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _time_shown(key: Key) -> str:
    kind, start, end, recurrence = key
    return " ".join(part for part in (kind, recurrence, f"{start or ''}/{end or ''}" if start or end else None) if part)


def show_time(time: TimeLabel) -> str:
    """A time in one line, as a person reads it in a list of misses."""
    return f"{_time_shown(time.key)} ({time.raw})"

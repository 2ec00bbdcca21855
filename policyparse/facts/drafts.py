"""Facts while they are being found: light records that hold spans of the text, before places, ids and models are made.

Not here: the contract's models (`facts.assembly` builds them at the end).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from policyparse.language.unit_lists import Role
from policyparse.language.values import Quantity, Time

Span = tuple[int, int]


class CellSpot(NamedTuple):
    """A cell of one of the outline's tables, by the numbers of table, row (header counted) and column."""

    table: int
    row: int
    column: int


class UnitDraft(NamedTuple):
    """A responsible unit; ``span`` is None where it was inferred."""

    raw: str
    name: str
    role: Role
    group: bool
    span: Span | None
    rule: str
    cell: CellSpot | None = None


class TimeDraft(NamedTuple):
    """A time with its place."""

    time: Time
    span: Span | None
    rule: str
    cell: CellSpot | None = None

    def key(self) -> tuple[object, ...]:
        """Equal for two times that resolve to the same."""
        return (self.time.kind, self.time.start, self.time.end, self.time.recurrence)


@dataclass(slots=True)
class TaskDraft:
    """A task. ``spans``: where its own words stand (paragraphs of the item, or the work cell)."""

    origin: Literal["prose", "table"]
    number: str | None
    measure: str | None
    action: str
    quote: Span
    section: int | None
    rule: str
    spans: list[Span]
    table: int | None = None
    row: int | None = None
    cell: CellSpot | None = None
    units: list[UnitDraft] = field(default_factory=list)
    times: list[TimeDraft] = field(default_factory=list)
    refines: int | None = None
    """Index of the prose task that a row details."""


@dataclass(slots=True)
class NumberDraft:
    """A target or a threshold."""

    kind: Literal["target", "threshold"]
    origin: Literal["prose", "table"]
    subject: str
    scope: str | None
    quantity: Quantity
    quantity_span: Span | None
    quote: Span
    section: int | None
    rule: str
    confidence: float
    task: int | None = None
    condition: str | None = None
    time: TimeDraft | None = None
    nature: str | None = None
    cell: CellSpot | None = None


@dataclass(frozen=True, slots=True)
class CitationDraft:
    """A 《title》 with its number."""

    title: str
    doc_number: str | None
    relation: Literal["issued", "basis", "amends", "mention"]
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Unused:
    """A number, time, unit or document number that became no fact: which step set it aside and why."""

    kind: Literal["number", "time", "unit", "doc_number"]
    raw: str
    span: Span
    stage: str
    reason: str

"""Marks: which stretch of the notice belongs to which row of the review page.

Not here: how they are drawn (`sheet_html`, `text_html`). A row is a fact, a derived unit or deadline, a field of the
metadata, a diagnostic or a sentence without a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyparse.contract import Place, PolicyDocument, TimeValue
    from policyparse.pipeline import SilentSentence
    from policyparse.review.sheets import SheetPicture

KINDS = (
    "tasks", "units", "deadlines", "targets", "thresholds", "citations", "metadata", "diagnostics", "unexplained",
)  # fmt: skip
"""What the page has tables of, in their order."""


Box = tuple[int, float, float, float, float]
"""Page (1-based), then x0, top, x1, bottom in points as displayed."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text (code points, end excluded) that leads to a row; ``regions``: its boxes on the pages."""

    row: str
    kind: str
    start: int
    end: int
    regions: tuple[Box, ...]


def metadata_row(field: str) -> str:
    """The id of a metadata field's row."""
    return f"metadata-{field}"


def marks_of(
    document: PolicyDocument, unexplained: Sequence[SilentSentence], sheets: Sequence[SheetPicture]
) -> tuple[Mark, ...]:
    """All marks, each once, in the order of the text, the longer ones first."""
    found = [*_of_facts(document), *_of_derived(document), *_of_metadata(document), *_of_doubts(document)]
    for number, sentence in enumerate(unexplained):
        span = sentence_span(document.text, sentence)
        boxes = tuple(box for sheet in sheets for box in sheet.boxes(*span))
        found.append(Mark(unexplained_row(number), "unexplained", *span, boxes))
    rank = {kind: place for place, kind in enumerate(KINDS)}
    unique = dict.fromkeys(mark for mark in found if mark.end > mark.start)
    return tuple(sorted(unique, key=lambda mark: (mark.start, -mark.end, rank[mark.kind], mark.row)))


def unexplained_row(number: int) -> str:
    """The id of the row of a sentence without a fact, by its place in their list."""
    return f"unexplained-{number + 1}"


def diagnostic_row(number: int) -> str:
    """The id of a diagnostic's row, by its place in their list."""
    return f"diagnostics-{number + 1}"


def sentence_span(text: str, sentence: SilentSentence) -> tuple[int, int]:
    """Where the words of a silent sentence stand: its start may have blanks before them."""
    start = text.find(sentence.text, sentence.start) if sentence.text else -1
    start = sentence.start if start < 0 else start
    return start, start + len(sentence.text)


def _of_facts(document: PolicyDocument) -> Iterator[Mark]:
    for task in document.tasks:
        yield _mark(task.id, "tasks", task.evidence)
    for target in document.targets:
        yield from _of_number(target.id, "targets", target.evidence, target.quantity.place)
    for bound in document.thresholds:
        yield from _of_number(bound.id, "thresholds", bound.evidence, bound.quantity.place)
    for citation in document.citations:
        yield _mark(citation.id, "citations", citation.evidence)


def _of_number(row: str, kind: str, evidence: Place, quantity: Place | None) -> Iterator[Mark]:
    """The sentence of a number; where the number stands elsewhere (another cell), that too."""
    yield _mark(row, kind, evidence)
    if quantity is not None and not _within(quantity, evidence):
        yield _mark(row, kind, quantity)


def _within(inner: Place, outer: Place) -> bool:
    return outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


def _of_derived(document: PolicyDocument) -> Iterator[Mark]:
    """Units where tasks name them, deadlines where tasks and targets do."""
    units = {unit.canonical: unit.id for unit in document.units}
    deadlines = {moment(due.time): due for due in document.deadlines}
    for task in document.tasks:
        for unit in task.responsible:
            if unit.place is not None and unit.canonical in units:
                yield _mark(units[unit.canonical], "units", unit.place)
    for due in document.deadlines:
        yield _mark(due.id, "deadlines", due.evidence)
    times = [time for task in document.tasks for time in task.deadlines]
    times += [target.time for target in document.targets if target.time is not None and target.task_id is None]
    for time in times:
        known = deadlines.get(moment(time))
        if known is not None and time.place is not None:
            yield _mark(known.id, "deadlines", time.place)


def moment(time: TimeValue) -> tuple[object, ...]:
    """What makes two times one deadline."""
    return time.kind, time.start, time.end, time.recurrence


def _of_metadata(document: PolicyDocument) -> Iterator[Mark]:
    places = document.metadata.places
    for field in type(places).model_fields:
        held = getattr(places, field)
        for place in held if isinstance(held, tuple) else (held,):
            if place is not None:
                yield _mark(metadata_row(field), "metadata", place)


def _of_doubts(document: PolicyDocument) -> Iterator[Mark]:
    for number, doubt in enumerate(document.diagnostics):
        if doubt.place is not None:
            yield _mark(diagnostic_row(number), "diagnostics", doubt.place)


def _mark(row: str, kind: str, place: Place) -> Mark:
    boxes = tuple((r.page, float(r.x0), float(r.top), float(r.x1), float(r.bottom)) for r in place.regions)
    return Mark(row, kind, place.span.start, place.span.end, boxes)

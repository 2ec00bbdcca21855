"""The stretches of a document's text on which its facts stand, each with a label and the id of its fact.

For: tools that mark spans (spaCy, displaCy). Not for: making their objects (`delivery.spacy_doc`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from policyparse.contract import PolicyDocument, Target, Task
from policyparse.contract.place import Place
from policyparse.contract.values import TimeValue

LABELS: Final = ("TASK", "UNIT", "DEADLINE", "TARGET", "THRESHOLD", "QUANTITY", "CITATION")


class FactSpan(NamedTuple):
    """``text[start:end]`` shows the fact with that id; a deadline or unit has one for each place that prints it."""

    start: int
    end: int
    label: str
    id: str


def fact_spans(document: PolicyDocument) -> list[FactSpan]:
    """All of them in reading order, the longer of two that begin together first; each once."""
    found = {FactSpan(place.span.start, place.span.end, label, id_) for label, id_, place in _placed(document)}
    return sorted(found, key=lambda one: (one.start, -one.end, LABELS.index(one.label), one.id))


def _placed(document: PolicyDocument) -> Iterator[tuple[str, str, Place]]:
    for task in document.tasks:
        yield "TASK", task.id, task.evidence
    yield from _units(document)
    yield from _deadlines(document)
    for target in document.targets:
        yield "TARGET", target.id, target.evidence
        if target.quantity.place is not None:
            yield "QUANTITY", target.id, target.quantity.place
    for threshold in document.thresholds:
        yield "THRESHOLD", threshold.id, threshold.evidence
        if threshold.quantity.place is not None:
            yield "QUANTITY", threshold.id, threshold.quantity.place
    for citation in document.citations:
        yield "CITATION", citation.id, citation.evidence


def _units(document: PolicyDocument) -> Iterator[tuple[str, str, Place]]:
    ids = {unit.canonical: unit.id for unit in document.units}
    for task in document.tasks:
        for unit in task.responsible:
            if unit.place is not None and unit.canonical in ids:
                yield "UNIT", ids[unit.canonical], unit.place


def _deadlines(document: PolicyDocument) -> Iterator[tuple[str, str, Place]]:
    """The times of the tasks and targets that a deadline names, where they are printed."""
    owners: dict[str, Task | Target] = {task.id: task for task in document.tasks}
    owners |= {target.id: target for target in document.targets}
    for deadline in document.deadlines:
        yield "DEADLINE", deadline.id, deadline.evidence
        for owner in (*deadline.task_ids, *deadline.target_ids):
            fact = owners.get(owner)
            times = fact.deadlines if isinstance(fact, Task) else (fact.time,) if fact is not None else ()
            for time in times:
                if time is not None and time.place is not None and _date(time) == _date(deadline.time):
                    yield "DEADLINE", deadline.id, time.place


def _date(time: TimeValue) -> tuple[object, ...]:
    return time.kind, time.start, time.end, time.recurrence

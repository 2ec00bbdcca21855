"""A document without the facts that are less sure than a floor, its derived lists made to fit.

For: ``PolicyDocument.sure``. Not here: how sure a rule is (each rule says so), nor what a recogniser's doubt takes off
it (`facts.placing`).
"""

from __future__ import annotations

from collections.abc import Set
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from policyparse.contract.diagnostics import Diagnostic
from policyparse.contract.facts import Citation, Deadline, Target, Task, Threshold, Unit
from policyparse.contract.place import Evidence
from policyparse.contract.values import TimeValue

if TYPE_CHECKING:
    from policyparse.contract.document import PolicyDocument

Fact = TypeVar("Fact", Task, Target, Threshold, Citation)


def keep_sure(document: PolicyDocument, least: float, spared: Set[str] = frozenset()) -> PolicyDocument:
    """The document with the facts whose evidence is at least so sure; a diagnostic counts those left out.

    Facts whose ids are ``spared`` stay however unsure they are.

    What leads to a task that went leads nowhere (None); deadlines and units stay where a sure task or target has them.
    """
    floor = Decimal(str(least))
    tasks = _sure(document.tasks, floor, spared)
    kept = {task.id for task in tasks}
    tasks = tuple(
        task if task.refines is None or task.refines in kept else task.model_copy(update={"refines": None})
        for task in tasks
    )
    targets = tuple(_linked(one, kept) for one in _sure(document.targets, floor, spared))
    thresholds = tuple(_linked(one, kept) for one in _sure(document.thresholds, floor, spared))
    citations = _sure(document.citations, floor, spared)
    counts = {
        "tasks": len(document.tasks) - len(tasks),
        "targets": len(document.targets) - len(targets),
        "thresholds": len(document.thresholds) - len(thresholds),
        "citations": len(document.citations) - len(citations),
    }
    if not any(counts.values()):
        return document
    gone = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    message = f"left out as less sure than {floor}: {gone}"
    note = Diagnostic(code="low_confidence", severity="info", message=message, place=None)
    changed = {
        "tasks": tasks,
        "targets": targets,
        "thresholds": thresholds,
        "citations": citations,
        "deadlines": _deadlines(document, tasks, targets),
        "units": _units(document.units, kept),
        "diagnostics": (*document.diagnostics, note),
    }
    return document.model_copy(update=changed)


def _sure(facts: tuple[Fact, ...], floor: Decimal, spared: Set[str]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.evidence.confidence >= floor or fact.id in spared)


Number = TypeVar("Number", Target, Threshold)


def _linked(number: Number, kept: set[str]) -> Number:
    """A number that leads to no task that went."""
    if number.task_id is None or number.task_id in kept:
        return number
    return number.model_copy(update={"task_id": None})


def _deadlines(
    document: PolicyDocument, tasks: tuple[Task, ...], targets: tuple[Target, ...]
) -> tuple[Deadline, ...]:  # fmt: skip
    """The deadlines that a kept task or target still has; shown by the first of these where the former one went."""
    found = []
    by_id: dict[str, Task | Target] = {task.id: task for task in tasks}
    by_id |= {target.id: target for target in targets}
    for deadline in document.deadlines:
        owners = [by_id[one] for one in (*deadline.task_ids, *deadline.target_ids) if one in by_id]
        if not owners:
            continue
        changed: dict[str, object] = {
            "task_ids": tuple(one for one in deadline.task_ids if one in by_id),
            "target_ids": tuple(one for one in deadline.target_ids if one in by_id),
        }
        if owners[0].id != (*deadline.task_ids, *deadline.target_ids)[0]:
            changed |= _shown_by(document, deadline, owners[0])
        found.append(deadline.model_copy(update=changed))
    return tuple(found)


def _shown_by(document: PolicyDocument, deadline: Deadline, owner: Task | Target) -> dict[str, object]:
    """The deadline's words as another of its tasks or targets prints them."""
    times = owner.deadlines if isinstance(owner, Task) else (owner.time,)
    time = next(one for one in times if one is not None and _date(one) == _date(deadline.time))
    place = time.place or owner.evidence
    quote = document.text[place.span.start : place.span.end]
    evidence = Evidence(
        **{name: getattr(place, name) for name in ("span", "page", "regions", "source", "cell")},
        quote=quote,
        rule=deadline.evidence.rule,
        confidence=deadline.evidence.confidence,
    )
    what = owner.action if isinstance(owner, Task) else owner.indicator
    return {"time": time, "what": what, "evidence": evidence}


def _date(time: TimeValue) -> tuple[object, ...]:
    return time.kind, time.start, time.end, time.recurrence


def _units(units: tuple[Unit, ...], kept: set[str]) -> tuple[Unit, ...]:
    """The units with the tasks that stayed; those without any are gone."""
    found = []
    for unit in units:
        assignments = tuple(one for one in unit.assignments if one.task_id in kept)
        if assignments:
            found.append(unit.model_copy(update={"assignments": assignments}))
    return tuple(found)

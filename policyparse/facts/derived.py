"""The lists that follow from the facts by no rule of their own: deadlines, one a distinct time; units, each once.

Not here: finding times or units. Works on the values of tasks and targets, before they are records.
"""

from __future__ import annotations

from policyparse.contract.place import Evidence
from policyparse.contract.values import TimeValue
from policyparse.facts.identity import Ids
from policyparse.facts.placing import Placer, Plain
from policyparse.language.regions import Region, jurisdiction_of


def derived_deadlines(tasks: list[Plain], targets: list[Plain], ids: Ids, placer: Placer) -> list[Plain]:
    """One for each distinct time of a task, or of a target without a task, in the order of their first mention."""
    found: dict[tuple[object, ...], Plain] = {}

    def note(time: TimeValue, what: str, evidence: Evidence) -> Plain:
        key = (time.kind, time.start, time.end, time.recurrence)
        place = time.place or evidence
        return found.setdefault(key, {"time": time, "what": what, "task_ids": [], "target_ids": [], "place": place})

    for task in tasks:
        for time in task["deadlines"]:
            entry = note(time, task["action"], task["evidence"])
            if entry["task_ids"][-1:] != [task["id"]]:  # only the task at hand can stand there already
                entry["task_ids"].append(task["id"])
    for target in targets:
        if target["time"] is not None and target["task_id"] is None:
            note(target["time"], target["indicator"], target["evidence"])["target_ids"].append(target["id"])
    deadlines = []
    for key, entry in found.items():
        place = entry.pop("place")
        span = place.span.start, place.span.end
        evidence = placer.evidence(span, "deadline.derived", 0.95, None, place.cell)
        owners = {name: tuple(entry[name]) for name in ("task_ids", "target_ids")}
        deadlines.append({"id": ids.give("d", *key), **entry, **owners, "evidence": evidence})
    return deadlines


def derived_units(tasks: list[Plain], ids: Ids) -> list[Plain]:
    """Each responsible unit once, by its canonical name, with the tasks that it answers for."""
    found: dict[str, Plain] = {}
    for task in tasks:
        for unit in task["responsible"]:
            name = unit["canonical"]
            entry = found.get(name)
            if entry is None:
                entry = found[name] = {
                    "id": ids.give("u", name),
                    "name": unit["name"],
                    "canonical": name,
                    "region": region_ref(jurisdiction_of(name)),
                    "group": unit["group"],
                    "assignments": [],
                }
            entry["assignments"].append({"task_id": task["id"], "role": unit["role"]})
    return list(found.values())


def region_ref(region: Region | None) -> Plain | None:
    """A region as the contract prints it."""
    return {"name": region.name, "code": region.code} if region is not None else None

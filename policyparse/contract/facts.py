"""The facts: tasks, targets, thresholds, citations; and the derived lists of deadlines and units.

Not here: how they are found (`facts`). Labels are those of the annotation guide.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from policyparse.contract.base import Model
from policyparse.contract.place import Evidence, Place
from policyparse.contract.values import QuantityValue, RegionRef, TimeValue

Origin = Literal["prose", "table"]
Role = Literal["lead", "support", "responsible"]


class Responsible(Model):
    """A unit that answers for a task."""

    raw: str = Field(description="the unit as printed")
    name: str = Field(description="its name with what a list shares restored (教体局 after 市 → 市教体局)")
    canonical: str = Field(description="full official name with its region where known, else `name`")
    role: Role = Field(description="lead (牵头), support (配合), or responsible")
    group: bool = Field(description="true for a class of units (各中职学校, 相关部门)")
    place: Place | None = Field(description="where it is printed; null where inferred")


class Task(Model):
    """The smallest unit of work that the notice hands out: a table row or a prose item."""

    id: str = Field(description="id within the document, stable under changes elsewhere")
    origin: Origin = Field(description="from prose or from a task table")
    number: str | None = Field(description="its marker without dots and brackets")
    measure: str | None = Field(description="nearest heading or measure cell above it, without marker")
    action: str = Field(description="what is to be done: the work cell, or the item's heading sentence")
    section_id: str | None = Field(description="section in which it stands")
    table_id: str | None = Field(description="table in which it stands; null for prose")
    refines: str | None = Field(description="id of the prose task that a table row details; null otherwise")
    responsible: tuple[Responsible, ...] = Field(description="units that answer for it, as printed order")
    deadlines: tuple[TimeValue, ...] = Field(description="times by, during or from which it is due")
    evidence: Evidence = Field(description="the words that prove it")


class Target(Model):
    """A result with a number that the notice sets out to reach."""

    id: str = Field(description="id within the document, stable under changes elsewhere")
    origin: Origin = Field(description="from prose or from a table")
    indicator: str = Field(description="what is counted or measured, without verb and number")
    scope: str | None = Field(description="for whom or where (全市中职学校); null where not said")
    quantity: QuantityValue = Field(description="the number to reach")
    time: TimeValue | None = Field(description="when it is due; null where not said")
    nature: str | None = Field(description="约束性 or 预期性 where printed")
    task_id: str | None = Field(description="task whose row or item holds the words; null in a goals section")
    section_id: str | None = Field(description="section in which it stands")
    evidence: Evidence = Field(description="the words that prove it")


class Threshold(Model):
    """A number that limits, permits, qualifies or sets a rate, with no due date."""

    id: str = Field(description="id within the document, stable under changes elsewhere")
    origin: Origin = Field(description="from prose or from a table")
    subject: str = Field(description="what is bounded, and for whom")
    quantity: QuantityValue = Field(description="the bound")
    condition: str | None = Field(description="the case in which it holds; null where not said")
    task_id: str | None = Field(description="task whose row or item holds the words")
    section_id: str | None = Field(description="section in which it stands")
    evidence: Evidence = Field(description="the words that prove it")


class Citation(Model):
    """A 《title》 of a policy, law, plan or standard, once for each place where it stands."""

    id: str = Field(description="id within the document, stable under changes elsewhere")
    title: str = Field(description="the title inside 《》")
    doc_number: str | None = Field(description="its document number as printed; null where none")
    organ_code: str | None = Field(description="code word of the number, where it parses")
    year: int | None = Field(description="year of the number, where it parses")
    serial: int | None = Field(description="serial of the number, where it parses")
    relation: Literal["issued", "basis", "amends", "mention"] = Field(
        description="issued by this notice, its basis, amended by it, or merely mentioned"
    )
    evidence: Evidence = Field(description="the words that prove it")


class Deadline(Model):
    """Derived: one for each distinct time of a task, or of a target without a task."""

    id: str = Field(description="id within the document")
    time: TimeValue = Field(description="the time")
    what: str = Field(description="what is due: the task's action or the target's indicator")
    task_ids: tuple[str, ...] = Field(description="tasks that are due")
    target_ids: tuple[str, ...] = Field(description="targets that are due")
    evidence: Evidence = Field(description="the words that prove it")


class UnitAssignment(Model):
    """One task of a unit."""

    task_id: str = Field(description="id of the task")
    role: Role = Field(description="the unit's role in it")


class Unit(Model):
    """Derived: each responsible unit of the notice once."""

    id: str = Field(description="id within the document")
    name: str = Field(description="name as restored from the text")
    canonical: str = Field(description="full official name with its region where known, else `name`")
    region: RegionRef | None = Field(description="the region it belongs to, where known")
    group: bool = Field(description="true for a class of units")
    assignments: tuple[UnitAssignment, ...] = Field(description="its tasks, in their order")

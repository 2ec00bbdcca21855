"""The stretches of a notice whose numbers are looked at together: paragraphs, items, cells of work and of sentences.

Not here: what becomes of their numbers (`facts.numbers`), tables that are read by their columns
(`facts.indicator_tables`, `facts.limit_tables`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policyparse.facts.drafts import CellSpot, TaskDraft, TimeDraft
from policyparse.facts.number_times import goals_lead
from policyparse.facts.standards import without_marker
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline, OutlinedTable
from policyparse.outline.sections import Section

CLOSING_TIME = regex("[^，,；;。（）()]{0,8}[）)]")
LABEL_BEFORE = regex(r"(?:时限|时间|期限|节点|进度)(?:要求|安排)?\s*[：:]\s*$")
STATE = regex("(?:现有|发展|工作|现实|建设)(?:基础|现状|成效|成就|背景|环境)|主要(?:成效|成就)|回顾|面临形势|形势分析")
LONGEST_STATE = 16
SENTENCE_IN_CELL = 12  # characters: a shorter cell names or counts


class Area(NamedTuple):
    """A stretch of text whose numbers are looked at together, and where it stands.

    ``lead``: the time that reaches over the whole (a goals lead, a row's deadline); ``task``: index of its task.
    """

    start: int
    end: int
    origin: str
    section: int | None
    task: int | None
    in_goals: bool
    lead: TimeDraft | None
    cell: CellSpot | None = None
    whole: int = -1
    bounds_only: bool = False
    """Where the paragraph or cell begins, its marker included; and whether only printed bounds count there."""


def areas_of(outline: Outline, tasks: list[TaskDraft]) -> Iterable[Area]:
    """All areas of a notice: sections that hand out no work, tasks, cells."""
    worked = {
        index
        for task in tasks
        if task.origin == "prose" and task.section is not None
        for index in (
            task.section,
            *(c for c in outline.sections[task.section].children if outline.classes[c] in ("case", "rule")),
        )
    }
    for section, kind in zip(outline.sections, outline.classes, strict=True):
        if kind != "goals" and (section.index in worked or _tells_the_present(outline, section)):
            continue
        lead = goals_lead(outline, section) if kind == "goals" else None
        for start, end in section.paragraphs:
            begin = without_marker(outline.text, start, end)
            yield Area(begin, end, "prose", section.index, None, kind == "goals", lead, None, start)
    for index, task in enumerate(tasks):
        if task.origin == "prose":
            lead = next((t for t in task.times if _is_labelled(outline.text, t)), None)
        else:
            lead = next((t for t in task.times if t.cell is not None), None)
        for start, end in task.spans:
            begin = without_marker(outline.text, start, end)
            yield Area(begin, end, task.origin, task.section, index, False, lead, task.cell, start)
    rows = {task.cell for task in tasks}
    for number, table in enumerate(outline.tables):
        yield from _areas_of_table(outline, number, table, rows)


def _areas_of_table(outline: Outline, number: int, table: OutlinedTable, rows: set[CellSpot | None]) -> Iterable[Area]:
    """Cells of policies and of work whose row hands out none; sentences in the cells of tables of another kind."""
    kind = table.columns.kind
    columns = table.columns.of("policy" if kind == "policies" else "work")
    for cell in table.block.cells:
        spot = CellSpot(number, cell.draft.row, cell.draft.column)
        if cell.draft.row < table.block.draft.header_rows or spot in rows or kind == "indicators":
            continue
        if cell.draft.column in columns or (kind == "other" and len(cell.text) >= SENTENCE_IN_CELL):
            begin = without_marker(outline.text, cell.start, cell.end)
            section = table.section
            yield Area(begin, cell.end, "table", section, None, False, None, spot, cell.start, kind == "other")


def _tells_the_present(outline: Outline, section: Section) -> bool:
    """现有基础, 发展现状, 主要成效: a section that tells what has been reached."""
    current: Section | None = section
    while current is not None:
        start, end = current.heading
        if end - start <= LONGEST_STATE and STATE.search(outline.text, start, end):
            return True
        current = outline.sections[current.parent] if current.parent is not None else None
    return False


def _is_labelled(text: str, draft: TimeDraft) -> bool:
    """A time behind 完成时限：, or in a closing bracket （2025年底前完成）, reaches over its whole item."""
    if draft.span is not None and CLOSING_TIME.match(text[draft.span[1] : draft.span[1] + 14]):
        before = text[max(0, draft.span[0] - 80) : draft.span[0]]
        if before.rfind("（") > before.rfind("）") or before.rfind("(") > before.rfind(")"):
            return True
    return draft.span is not None and bool(LABEL_BEFORE.search(text[max(0, draft.span[0] - 16) : draft.span[0]]))

"""Tasks of prose: the smallest numbered or headed items of the operative part.

Not here: the rows of task tables (`facts.table_tasks`), the numbers in an item (`facts.numbers`).
"""

from __future__ import annotations

import re

from policyparse.facts.deadlines import deadlines_of_item
from policyparse.facts.drafts import TaskDraft, UnitDraft
from policyparse.facts.responsibility import BRACKET, LABEL, is_unit_list, once_each, units_of_item
from policyparse.outline.outline import Outline
from policyparse.outline.sections import Section

# A closing paragraph that speaks to all belongs to no item.
TO_ALL = re.compile(r"^(?:各(?:地|级|市|县|区|部门|单位|有关)|请各|本(?:方案|计划|意见|通知|办法|措施)自|特此|此件|附件)")
LONGEST_TO_ALL = 400


def prose_tasks(outline: Outline) -> list[TaskDraft]:
    """One task for each operative section without sections below it, in reading order."""
    tasks: list[TaskDraft] = []
    sections = outline.sections
    attachments_count = not any(
        not s.children and c == "operative" and s.part == "body" for s, c in zip(sections, outline.classes, strict=True)
    )
    for section, kind in zip(sections, outline.classes, strict=True):
        if section.children or kind != "operative" or section.style == "attachment":
            continue
        if section.part == "attachment" and not attachments_count:
            continue
        tasks.append(_task(outline, section))
    return tasks


def _task(outline: Outline, section: Section) -> TaskDraft:
    text = outline.text
    start, end = _without_label(text, *section.heading)
    quote_end = end + 1 if text[end : end + 1] == "。" else end
    spans = _own_paragraphs(outline, section)
    task = TaskDraft(
        "prose", section.marker, _measure(outline, section), text[start:end], (section.start, quote_end),
        section.index, "task.item", spans,
    )
    task.units = once_each([*_declared_above(outline, section), *units_of_item(text, spans)])
    task.times = deadlines_of_item(outline, spans)
    return task


def _without_label(text: str, start: int, end: int) -> tuple[int, int]:
    """A heading without the bracket of units that closes it, and without its last mark."""
    while start < end and text[start] in " \u3000":
        start += 1
    for match in reversed(list(BRACKET.finditer(text, start, end))):
        inside = match.group(1)
        if match.end() >= end and (LABEL.search(inside) or is_unit_list(inside)):
            end = match.start()
    while end > start and text[end - 1] in "：:；;，, ":
        end -= 1
    return start, end


def _measure(outline: Outline, section: Section) -> str | None:
    """The nearest heading above."""
    if section.parent is None:
        return None
    parent = outline.sections[section.parent]
    start, end = _without_label(outline.text, *parent.heading)
    return outline.text[start:end].rstrip("。") or None


def _own_paragraphs(outline: Outline, section: Section) -> list[tuple[int, int]]:
    """The item's paragraphs; the notice's last words to all are not the last item's."""
    paragraphs = list(section.paragraphs)
    is_last = section.index == len(outline.sections) - 1 or outline.sections[section.index + 1].style == "attachment"
    if is_last and len(paragraphs) > 1:
        start, end = paragraphs[-1]
        if TO_ALL.match(outline.text[start:end]) and end - start <= LONGEST_TO_ALL:
            paragraphs.pop()
    return paragraphs


def _declared_above(outline: Outline, section: Section) -> list[UnitDraft]:
    """Units that a heading above declares in its bracket hold for every item below it."""
    found: list[UnitDraft] = []
    parent = section.parent
    while parent is not None:
        above = outline.sections[parent]
        for match in BRACKET.finditer(outline.text, *above.heading):
            if LABEL.search(match.group(1)):
                found += units_of_item(outline.text, [above.heading])
                break
        parent = above.parent
    return found

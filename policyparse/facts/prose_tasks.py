"""Tasks of prose: the smallest numbered or headed items of the operative part.

Not here: the rows of task tables (`facts.table_tasks`), the numbers in an item (`facts.numbers`).
"""

from __future__ import annotations

from policyparse.facts.deadlines import deadlines_of_item
from policyparse.facts.declared_units import Declared, declared_leads, once_each
from policyparse.facts.drafts import TaskDraft, UnitDraft
from policyparse.facts.duty_paragraphs import units_by_paragraph
from policyparse.facts.inherited_units import spread_closing_units, units_above, units_as_heading
from policyparse.facts.responsibility import units_of_item
from policyparse.facts.unit_labels import BRACKET, LABEL, STRONG_LABEL, is_second_sign, is_unit_list
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.spelling import half_marks_of
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline
from policyparse.outline.sections import Section

# A closing paragraph that speaks to all belongs to no item.
TO_ALL = regex(
    r"^(?:各(?:地|级|市|县|区|部门|单位|有关)|请各|(?:本|以上)(?:方案|计划|意见|通知|办法|措施|政策|举措|规定|细则|要点|制度)自|特此|此件|附件|抄送|[（(](?:此件|联系人|信息公开|主动公开)|联系人|主动公开)"
)
# What such a paragraph goes on with: whom to ask, what to report at once, who sees to it that all is carried out.
TO_ALL_TOO = regex(
    r"^[^。，]{2,16}负责[^。]{0,30}本(?:方案|计划|意见|通知|办法|规定)的?(?:贯彻)?(?:落实|实施|执行)|联系人[：:及]|联系(?:方式|电话)[：:]|请(?:及时|迅速|立即)[^。；]{0,24}(?:报告|反馈|联系|报送|上报)"
)
OTHERS_TOLD = regex(r"(?:各|请各|[省市县区州][^，。；]{1,16}?(?:要|应|须))")
WORK_TITLE = regex(r"任务|项目|分工|方案|措施|举措|行动|计划|要点")
SHEET_TITLE = regex(
    r"指南|[任申责承合说报]\w{1,2}书$|流程|评分|评价|标准|名单|模板|样表|样式|须知|说明|申请|审批表|登记表|汇总表|统计表|考核表|指标"
)
LONGEST_TO_ALL = 400
LONGEST_MEASURE = 44


def prose_tasks(outline: Outline, lexicon: Lexicon | None = None) -> list[TaskDraft]:
    """One task for each operative section without sections below it, listed cases aside, in reading order."""
    sections = outline.sections
    declared = declared_leads(outline.spelled)
    leaves = [
        section
        for section in sections
        if outline.classes[section.index] == "operative"
        and all(
            outline.classes[child] in ("case", "rule") or sections[child].style == "box" for child in section.children
        )
    ]
    # A heading with nothing below it but a table of work: its rows are the tasks.
    tabled = {table.section for table in outline.tables if table.columns.kind == "tasks"}
    body_has_work = any(section.part == "body" for section in leaves)
    above: dict[int, list[UnitDraft]] = {}
    measures: dict[int | None, str | None] = {None: None}  # by the parent, whose items share it
    tasks: list[TaskDraft] = []
    for section in leaves:
        if section.style == "attachment" or (section.index in tabled and len(section.paragraphs) == 1):
            continue
        if section.part == "attachment" and body_has_work and not _hands_out_work(outline, section):
            continue
        if section.parent not in measures:
            measures[section.parent] = _measure(outline, section, lexicon)
        tasks.append(_task(outline, section, measures[section.parent], declared, above, lexicon))
    spread_closing_units(outline, tasks)
    return tasks


def _hands_out_work(outline: Outline, section: Section) -> bool:
    """An attachment whose title makes its items work too: a list of projects or tasks, no form, no scoring sheet."""
    top = section
    while top.parent is not None:
        top = outline.sections[top.parent]
    title = outline.text[top.heading[0] : top.heading[1]]
    return bool(WORK_TITLE.search(title)) and not SHEET_TITLE.search(title)


def _task(
    outline: Outline,
    section: Section,
    measure: str | None,
    declared: Declared,
    above: dict[int, list[UnitDraft]],
    lexicon: Lexicon | None,
) -> TaskDraft:
    text, spelled = outline.text, outline.spelled
    start, end = _without_label(spelled, *section.heading, lexicon)
    quote_end = end + 1 if text[end : end + 1] == "。" else end
    spans = _own_paragraphs(outline, section)
    task = TaskDraft(
        "prose",
        section.marker,
        measure,
        text[start:end],
        (section.start, quote_end),
        section.index,
        "task.item",
        spans,
    )
    inherited = units_above(outline, section, declared, above, lexicon) + units_as_heading(spelled, section, lexicon)
    divided = units_by_paragraph(spelled, section.heading, spans, lexicon)
    units = once_each([*inherited, *divided, *units_of_item(spelled, spans, declared, lexicon)])
    task.units = [_as_printed(unit, text) for unit in units] if spelled is not text else units
    task.times = deadlines_of_item(outline, spans)
    return task


def _as_printed(unit: UnitDraft, text: str) -> UnitDraft:
    """A unit that was read in the text with its marks in full width, with the marks as they stand."""
    raw = text[slice(*unit.span)] if unit.span else unit.raw
    return unit if raw == unit.raw else unit._replace(raw=raw, name=half_marks_of(unit.name, raw))


def _without_label(text: str, start: int, end: int, lexicon: Lexicon | None) -> tuple[int, int]:
    """A heading without the bracket of units that closes it, and without its last mark."""
    while start < end and text[start] in " \u3000":
        start += 1
    closes = start < end and text[end - 1] in "）)】〕]"
    has_colon = text.find("：", start, end) >= 0 or text.find(":", start, end) >= 0
    label = STRONG_LABEL.search(text, start, end) if has_colon else None
    if label and label.start() > start and text[label.start() - 1] not in "（(〔【[":
        end = label.start()
    for match in reversed(list(BRACKET.finditer(text, start, end))) if closes else ():
        inside = match.group(1)
        names_units = LABEL.search(inside) or is_unit_list(inside, lexicon)
        if match.end() >= end and names_units and not is_second_sign(text, match.start(), inside, lexicon):
            end = match.start()
    while end > start and text[end - 1] in "：:；;，, ":
        end -= 1
    return start, end


def _closes_with_units(text: str, start: int, end: int) -> bool:
    """Whether the paragraph ends in the bracket of an item's units, so that the item ends there too."""
    if text[end - 1 : end] not in ("）", ")", "〕", "】"):
        return False
    last = [match for match in BRACKET.finditer(text, start, end) if match.end() == end]
    return any(LABEL.search(match[1]) or is_unit_list(match[1]) for match in last)


def _measure(outline: Outline, section: Section, lexicon: Lexicon | None) -> str | None:
    """The nearest heading above; an item that says its whole sentence heads what it lists, but is no heading."""
    parent = section.parent
    while parent is not None:
        above = outline.sections[parent]
        start, end = _without_label(outline.spelled, *above.heading, lexicon)
        if end - start <= LONGEST_MEASURE or above.parent is None:
            return outline.text[start:end].rstrip("。") or None
        parent = above.parent
    return None


def _own_paragraphs(outline: Outline, section: Section) -> list[tuple[int, int]]:
    """The item's paragraphs; the notice's last words to all are not the last item's."""
    paragraphs = list(section.paragraphs)
    for child in section.children:
        below = outline.sections[child]
        if below.style != "box":  # a box of a plan is work of its own
            paragraphs += below.paragraphs
    paragraphs.sort()
    following = section.index + len(section.children) + 1
    is_last = following >= len(outline.sections) or (
        outline.sections[following].style == "attachment" or outline.sections[following].document != section.document
    )
    while is_last and len(paragraphs) > 1:
        if section.heading[1] >= paragraphs[-2][1] - 1:
            break  # 三、组织实施|各地要于6月底前出台细则。: all that the item says
        start, end = paragraphs[-1]
        words = outline.text[start:end]
        to_all = len(words) <= LONGEST_TO_ALL and (TO_ALL.match(words) or TO_ALL_TOO.search(words))
        if not to_all and not _closes_with_units(outline.text, *paragraphs[-2]):
            break
        paragraphs.pop()
    if is_last and paragraphs:
        paragraphs[-1] = _up_to_units(outline.text, *paragraphs[-1])
    return paragraphs


def _up_to_units(text: str, start: int, end: int) -> tuple[int, int]:
    """The last item's words up to the bracket of its units, where those behind it tell others what to do."""
    for match in reversed(list(BRACKET.finditer(text, start, end))):
        if LABEL.search(match[1]) or is_unit_list(match[1]):
            return (start, match.end()) if OTHERS_TOLD.match(text, match.end(), end) else (start, end)
    return start, end

"""Targets and thresholds of prose and of work cells: every quantity is looked at once, and becomes one or is set aside.

Not here: the rules that decide (`facts.number_rules`), the subject (`facts.subjects`), indicator tables.
"""

# Each rule's examples stay on their rows.
# ruff: noqa: E501

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from policyparse.facts.deadlines import reference_date, times_in
from policyparse.facts.distribution import LONGEST_CLAUSE, MARK, distributed, joined_rank
from policyparse.facts.drafts import CellSpot, NumberDraft, TaskDraft, TimeDraft, Unused
from policyparse.facts.number_rules import DECISIONS, Circumstances, decide, governed_by_result
from policyparse.facts.number_times import bare_year, goals_lead, stated_time
from policyparse.facts.prose_tasks import prose_tasks
from policyparse.facts.sentences import Stretch, around, clauses, sentences
from policyparse.facts.subjects import VERB_AT_START, Neighbourhood, Subject, clean_left, find_subject, verb_at_end
from policyparse.language.quantities import find_quantities
from policyparse.language.rules import Rule
from policyparse.language.values import Mention, Quantity, Time
from policyparse.layout.markers import read_marker
from policyparse.outline.outline import Outline

RESPONSIBILITY = re.compile(r"[（(〔【](?:[^（(〔【]{0,4})(?:责任|牵头|配合|完成时限|负责)[^）)〕】]*[）)〕】]")
CLOSING_TIME = re.compile("[^，,；;。（）()]{0,8}[）)]")
TOLD = re.compile(
    "(?:^|[，,；;])(?:目前|去年|上年|截至目前|近年来|今年以来|已累计|累计已)[，,]?[^，,；;]{0,40}$|已(?:经)?(?:建成|完成|实现|达到)[^，,；;]{0,8}$"
)
LABEL_BEFORE = re.compile(r"(?:时限|时间|期限|节点|进度)(?:要求|安排)?\s*[：:]\s*$")
TOLD_BY = re.compile("[前年已]")  # a character that all that is told so holds
OPENING_YEAR = re.compile(r"[ 　]*((?:19|20)\d\d) ?年[，,]")
LONGEST_CONDITION = 80
FAR = 200  # characters: no word that decides about a number stands further away
NO_QUANTITY = Quantity("")
TITLE = re.compile("《[^》]*》")
NAME = re.compile("“[^“”。；]{1,60}”")


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
    """Where the paragraph or cell begins, its marker included."""


def find_numbers_in(outline: Outline, tasks: list[TaskDraft]) -> tuple[list[NumberDraft], list[Unused]]:
    """All targets and thresholds of prose, work cells and policy cells, in reading order."""
    found: list[NumberDraft] = []
    unused: list[Unused] = []
    for area in sorted(_areas(outline, tasks), key=attrgetter("start")):
        drafts, aside = _read_area(outline, area)
        found += drafts
        unused += aside
    return _dated_elsewhere(found), unused


def _areas(outline: Outline, tasks: list[TaskDraft]) -> Iterable[Area]:
    worked = {
        index
        for task in tasks
        if task.origin == "prose" and task.section is not None
        for index in (task.section, *outline.sections[task.section].children)
    }
    for section, kind in zip(outline.sections, outline.classes, strict=True):
        if kind == "goals":
            lead = goals_lead(outline, section)
            for start, end in section.paragraphs:
                yield Area(start, end, "prose", section.index, None, True, lead)
        elif section.index not in worked:
            for start, end in section.paragraphs:
                yield Area(start, end, "prose", section.index, None, False, None)
    for index, task in enumerate(tasks):
        if task.origin == "prose":
            lead = next((t for t in task.times if _is_labelled(outline.text, t)), None)
        else:
            lead = next((t for t in task.times if t.cell is not None), None)
        for start, end in task.spans:
            marker = read_marker(outline.text[start:end])
            begin = start + (marker.length if marker else 0)
            yield Area(begin, end, task.origin, task.section, index, False, lead, task.cell, start)
    for number, table in enumerate(outline.tables):
        if table.columns.kind == "policies":
            for cell in table.block.cells:
                if cell.draft.row >= table.block.draft.header_rows and cell.draft.column in table.columns.of("policy"):
                    spot = CellSpot(number, cell.draft.row, cell.draft.column)
                    yield Area(cell.start, cell.end, "table", table.section, None, False, None, spot)


def _is_labelled(text: str, draft: TimeDraft) -> bool:
    """A time behind 完成时限：, or in a closing bracket （2025年底前完成）, reaches over its whole item."""
    if draft.span is not None and CLOSING_TIME.match(text[draft.span[1] : draft.span[1] + 14]):
        before = text[max(0, draft.span[0] - 80) : draft.span[0]]
        if before.rfind("（") > before.rfind("）") or before.rfind("(") > before.rfind(")"):
            return True
    return draft.span is not None and bool(LABEL_BEFORE.search(text[max(0, draft.span[0] - 16) : draft.span[0]]))


# No quantity is without one of these: digits, numerals of either style, and the words for a half, a doubling, all.
MAY_COUNT = re.compile("[0-9〇○零一二三四五六七八九十百千万亿两双半翻倍全壹贰叁肆伍陆柒捌玖拾佰仟廿卅几数多]")


def _read_area(outline: Outline, area: Area) -> tuple[list[NumberDraft], list[Unused]]:
    found: list[NumberDraft] = []
    unused: list[Unused] = []
    if not MAY_COUNT.search(outline.folded, area.start, area.end):
        return found, unused
    text = outline.text[area.start : area.end]
    mentions = find_quantities(text, folded=outline.folded[area.start : area.end])
    if not mentions:
        return found, unused
    hidden = sorted(match.span() for pattern in (RESPONSIBILITY, TITLE, NAME) for match in pattern.finditer(text))
    moved = [Mention(m.start + area.start, m.end + area.start, m.raw, m.value, m.rule) for m in mentions]
    context = _Context(outline, area, moved)
    for index, (local, mention) in enumerate(zip(mentions, moved, strict=True)):
        if _inside(hidden, local.start):
            unused.append(_unused(mention, "numbers", "inside a title, a quoted name or a bracket of responsibility"))
            continue
        draft, reason = _read_number(context, index)
        if draft is not None:
            found.append(draft)
        else:
            unused.append(_unused(mention, "numbers", reason))
    return found, unused


def _unused(mention: Mention[Quantity], stage: str, reason: str) -> Unused:
    return Unused("number", mention.raw, (mention.start, mention.end), stage, reason)


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    """Whether a position lies in one of the spans, sorted by their starts."""
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return any(a <= position < b for a, b in spans[max(0, index - 2) : index + 1])


class _Context:
    """What the numbers of one area share: its sentences with their clauses and times, each read once."""

    def __init__(self, outline: Outline, area: Area, numbers: list[Mention[Quantity]]) -> None:
        self.outline = outline
        self.text = outline.text
        self.area = area
        self.numbers = numbers
        self.starts = [number.start for number in numbers]
        self._sentences = sentences(outline.text, area.start, area.end)
        self._times = times_in(outline, area.whole if area.whole >= 0 else area.start, area.end)
        self._time_starts = [time.start for time in self._times]
        self._clauses: dict[int, list[Stretch]] = {}

    def sentence_at(self, position: int) -> tuple[Stretch, list[Stretch], list[Mention[Time]]]:
        """The sentence around a position, its clauses and its times."""
        index = around(self._sentences, position)
        sentence = self._sentences[index]
        if index not in self._clauses:
            self._clauses[index] = clauses(self.text, sentence)
        low, high = (bisect_left(self._time_starts, edge) for edge in (sentence.start, sentence.end))
        return sentence, self._clauses[index], self._times[low:high]

    def numbers_in(self, start: int, end: int) -> tuple[int, int]:
        """Indices of the first number at or after ``start`` and of the first at or after ``end``."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def _read_number(context: _Context, index: int) -> tuple[NumberDraft | None, str]:
    mention, area, text = context.numbers[index], context.area, context.text
    sentence, parts, times = context.sentence_at(mention.start)
    place = around(parts, mention.start)
    clause = parts[place]
    near, segment = _neighbourhood(context, sentence, parts, place, index)
    span, whole = (clause.start, clause.end), (sentence.start, sentence.end)
    edges = sentence.start, mention.start
    semicolon = max(text.rfind("；", *edges), text.rfind(";", *edges)) + 1
    in_clause = [known for known in times if clause.start <= known.start < mention.start]
    bare = bare_year(text, span, mention.start) if not in_clause else None
    time = bare or stated_time(times, whole, span, mention.start, semicolon)
    own_time = time or area.lead
    if _is_past(context.outline, text[max(sentence.start, mention.start - FAR) : mention.start], own_time):
        return None, "a fact of the past or the present"
    circumstances = Circumstances(
        mention.value,
        near,
        text[clause.start : min(clause.end, mention.end + FAR)][-2 * FAR :],
        text[max(sentence.start, clause.start - FAR) : clause.start],
        area.in_goals,
        own_time is not None,
        governed_by_result(near),
    )
    rule = decide(circumstances)
    if rule is None:
        return None, "no verb of result, no bound, no due date"
    if rule.verdict == "none":
        return None, rule.purpose
    quantity = _per_of_time(mention.value, own_time)
    subject = _distributed(context, clause, index, find_subject(near, quantity))
    if subject is None:
        return None, "the words around it name no indicator"
    is_target = rule.verdict == "target"
    draft = NumberDraft(
        "target" if is_target else "threshold",
        "table" if area.origin == "table" else "prose",
        subject.words,
        subject.scope,
        quantity,
        (mention.start, mention.end),
        segment,
        area.section,
        f"{rule.id}+{subject.pattern}",
        rule.confidence,
        area.task,
        None if is_target else _condition(circumstances),
        own_time if is_target else None,
        None,
        area.cell,
    )
    return draft, ""


def _is_past(outline: Outline, before: str, time: TimeDraft | None) -> bool:
    """A number whose time lies before the notice, or that the sentence tells of as reached already."""
    own = reference_date(outline)
    if own is not None and time is not None and time.time.kind == "by" and time.time.end is not None:
        return time.time.end < own and time.cell is None
    if time is not None:
        return False
    opening = OPENING_YEAR.match(before)
    return bool(TOLD_BY.search(before) and TOLD.search(before)) or (
        own is not None and opening is not None and int(opening.group(1)) < own.year
    )


def _condition(c: Circumstances) -> str | None:
    """The case in which a threshold holds: what stands before it and ends in 的 (…符合国家规定的，可按…)."""
    words = c.sentence_before.rstrip("，,")
    if words.endswith("的") and 4 <= len(words) <= LONGEST_CONDITION:
        return words
    return None


def _distributed(context: _Context, clause: Stretch, index: int, subject: Subject | None) -> Subject | None:
    """The subject that 分别 gives a number."""
    if clause.end - clause.start > LONGEST_CLAUSE:
        return subject
    words = context.text[clause.start : clause.end]
    if MARK not in words:
        return subject
    low, high = context.numbers_in(clause.start, clause.end)
    starts = [start - clause.start for start in context.starts[low:high]]
    own = distributed(words, starts, context.starts[index] - clause.start)
    if own is None and subject is not None:
        own = joined_rank(words, starts, context.starts[index] - clause.start, subject.words)
    if own is None:
        return subject
    return subject._replace(words=own) if subject else Subject(own, None, "noun_before", "")


def _per_of_time(quantity: Quantity, time: TimeDraft | None) -> Quantity:
    """每年 before a verb is a recurring time and counts for each number that it reaches."""
    match = re.search(r"每(?:年|半年|季度|月|周)$", time.time.raw) if time and time.time.kind == "recurring" else None
    if match is None or quantity.per:
        return quantity
    return replace(quantity, per=(match.group(),))


def _neighbourhood(
    context: _Context, sentence: Stretch, parts: list[Stretch], place: int, index: int
) -> tuple[Neighbourhood, tuple[int, int]]:
    """The words around a number within its clause, its bracket and its place in a list; and the quote's span."""
    text, mention, clause = context.text, context.numbers[index], parts[place]
    start, end = max(clause.start, mention.start - FAR), min(clause.end, mention.end + FAR)
    bracket = _bracket_around(text, start, end, mention)
    head = text[start : bracket[0]] if bracket else ""
    quote_start = start
    if bracket is not None:
        start, end = bracket[0] + 1, bracket[1]
    first, last = context.numbers_in(start, end)
    verb = ""
    segment_start = start
    if first < index:
        cut = _list_cut(text, context.numbers[index - 1].end, mention.start)
        if cut is not None:
            segment_start = cut
            verb = _list_verb(text[start : context.numbers[first].start])
    if index + 1 < last:
        cut = _list_cut(text, mention.end, context.numbers[index + 1].start)
        end = cut - 1 if cut is not None else end
    before = text[max(parts[place - 1].start, clause.start - FAR) : clause.start] if place else ""
    after = text[clause.end : min(parts[place + 1].end, clause.end + FAR)] if place + 1 < len(parts) else ""
    near = Neighbourhood(
        text[segment_start : mention.start],
        text[mention.end : end].rstrip("。；;，,：:！？!?"),
        head,
        before.rstrip("，,；;：:"),
        after.rstrip("。，,；;：:"),
        verb,
        text[sentence.start : clause.start][:FAR],
    )
    quote = (quote_start, bracket[1] + 1) if bracket is not None else (segment_start, end)
    return near, _trim(text, *quote)


def _bracket_around(text: str, start: int, end: int, mention: Mention[Quantity]) -> tuple[int, int] | None:
    """The round bracket that holds a number, by the places of its two marks."""
    if text.rfind("（", start, mention.start) < 0 and text.rfind("(", start, mention.start) < 0:
        return None
    depth = 0
    for position in range(mention.start - 1, start - 1, -1):
        if text[position] in "）)":
            depth += 1
        elif text[position] in "（(":
            if depth == 0:
                for closing in range(mention.end, end):
                    if text[closing] in "）)":
                        return position, closing
                return None
            depth -= 1
    return None


def _list_cut(text: str, start: int, end: int) -> int | None:
    """Where a list goes on between two of its numbers: behind the last 、 or comma there."""
    cut = max(text.rfind(mark, start, end) for mark in "、，,；;和及")
    return cut + 1 if cut >= 0 and (text[cut] not in "和及" or cut + 1 == end) else None


def _list_verb(left: str) -> str:
    """The verb with which a list opens, shared by all its members."""
    words = clean_left(left, NO_QUANTITY)
    match = verb_at_end(words) or VERB_AT_START.match(words)
    if match:
        return match.group()
    inner = re.search(r"(?:嫁接|重组|建设|建成|打造|培育|培养|引进|新增|新建|创建|实施|完成|达到)", words)
    return inner.group() if inner else ""


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ，,。；;：:、\n":
        start += 1
    while end > start and text[end - 1] in " ，,。；;：:、\n":
        end -= 1
    return start, end


def _dated_elsewhere(found: list[NumberDraft]) -> list[NumberDraft]:
    """An undated bound in prose that the notice itself dates in a row is a target in both places."""
    dated = {
        (n.quantity.value, n.quantity.low, n.quantity.high, n.quantity.ratio, n.quantity.unit): n
        for n in found
        if n.kind == "target" and n.origin == "table" and n.time is not None
    }
    result: list[NumberDraft] = []
    for number in found:
        q = number.quantity
        twin = dated.get((q.value, q.low, q.high, q.ratio, q.unit))
        if (
            number.kind == "threshold"
            and number.rule.startswith(("number.bound", "number.standing"))
            and twin
            and number.origin == "prose"
            and _alike(number.subject, twin.subject)
        ):
            number = replace(number, kind="target", rule="number.dated_elsewhere+" + number.rule.split("+")[1])
        result.append(number)
    return result


def _alike(first: str, second: str) -> bool:
    pairs = [{s[i : i + 2] for i in range(len(s) - 1)} for s in (first, second)]
    return bool(pairs[0] and pairs[1]) and 2 * len(pairs[0] & pairs[1]) >= 0.6 * (len(pairs[0]) + len(pairs[1]))


def judge(text: str) -> tuple[list[NumberDraft], list[Unused]]:
    """The numbers of a text as a notice would have them; a bare sentence is taken as the first item of a measure."""
    from policyparse.layout.compose import compose_manuscript
    from policyparse.outline.outline import outline
    from policyparse.reading.text_file import pages_of_text

    notice = text if read_marker(text) else f"一、重点任务\n1. 事项。{text}"
    outlined = outline(compose_manuscript(pages_of_text(notice, notice.encode(), "text", "text/plain", "text")))
    return find_numbers_in(outlined, prose_tasks(outlined))


def _decided(text: str) -> list[Mention[str]]:
    """Mentions for the rules' examples: the number's words, under the rule that decided."""
    found, unused = judge(text)
    mentions = [Mention(0, 0, n.quantity.raw, n.quantity.raw, n.rule.split("+")[0]) for n in found]
    reasons = {rule.purpose: rule.id for rule in DECISIONS}
    return mentions + [Mention(0, 0, one.raw, one.raw, reasons[one.reason]) for one in unused if one.reason in reasons]


def _named(text: str) -> list[Mention[str]]:
    """Mentions for the subject patterns' examples: the subject's words, under the pattern that found it."""
    return [Mention(0, 0, n.quantity.raw, n.subject, "subject." + n.rule.split("+")[1]) for n in judge(text)[0]]


RULES: tuple[Rule, ...] = (
    *(Rule(d.id, d.purpose, d.examples, d.near_misses, find=_decided) for d in DECISIONS),
    Rule("subject.share_of_whole", "X达到Y的50%: X占Y的比例",
         (("到2025年，中职学位容量达到高中阶段学位总数的50%。", "中职学位容量占高中阶段学位总数的比例"),
          ("兼容设施建筑面积比例不得超过项目总建筑面积的15%。", "兼容设施建筑面积占项目总建筑面积的比例")),
         ("到2025年，覆盖率达到90%。",), find=_named),
    Rule("subject.share_that_serves", "X超过60%服务于Y",
         (("到2025年，新增布点数超过60%服务于紧缺岗位。", "新增布点数服务于紧缺岗位的比例"),
          ("足额提取职工教育经费，60%以上用于一线培训。", "职工教育经费用于一线培训的比例")),
         ("到2025年，服务于企业的比例达到60%。",), find=_named),
    Rule("subject.drawn_share", "可提取60%用于Y",
         (("净收入可提取60%用于劳动报酬。", "净收入提取用于劳动报酬的比例"),
          ("转让收益可提取70%用于奖励。", "转让收益提取用于奖励的比例")),
         ("建设2个基地。",), find=_named),
    Rule("subject.share_of_noun", "占Y达到50%, 不低于20%的X",
         (("保证实践性教学课时占总课时一半以上。", "实践性教学课时占总课时的比例"),
          ("到2025年，双师型教师占专业教师比例达到50%。", "双师型教师占专业教师比例")),
         ("建设占地50亩的基地2个。",), find=_named),
    Rule("subject.duration", "a span of time and what it measures",
         (("落实教师5年一周期的全员轮训制度。", "教师全员轮训周期"), ("落实教师每年至少1个月在企业实训。", "教师在企业实训时间")),
         ("建设2个基地。",), find=_named),
    Rule("subject.coverage", "实现X全覆盖",
         (("继续推进年报编制工作，实现各县区全覆盖。", "年报编制工作"), ("实现网络安全监测全覆盖。", "网络安全监测")),
         ("建设2个基地。",), find=_named),
    Rule("subject.grant", "对X给予50万元奖补: who gets it and what it is",
         (("对新认定的高新技术企业给予50万元奖励。", "认定的高新技术企业奖励"), ("对种粮大户，按每亩100元的标准给予补贴。", "种粮大户补贴")),
         ("建设2个基地。",), find=_named),
    Rule("subject.noun_behind", "建设2个X",
         (("建设2个开放型实践中心。", "开放型实践中心"), ("建设50个资源库、100门一流课程。", "资源库")),
         ("全市双师型教师达到600人。",), find=_named),
    Rule("subject.bracket", "X（每校不少于1门）",
         (("共同开发一流核心课程（达标校每校不少于1门）。", "一流核心课程"), ("打造教学资源库（A档学校每校不少于1个）。", "教学资源库")),
         ("建设实践中心2个。",), find=_named),
    Rule("subject.noun_before", "X达到600人, 培训X1万人次",
         (("全市双师型教师达到600人。", "双师型教师"), ("引进龙头企业5家。", "龙头企业")),
         ("建设2个基地。",), find=_named),
    Rule("subject.noun_before_clause", "X增长，达到3000人",
         (("到2025年，在校生规模稳步增长，达到3000人以上。", "在校生规模"), ("到2025年，外贸总额持续扩大，达到50亿元。", "外贸总额")),
         ("建设2个基地。",), find=_named),
)  # fmt: skip

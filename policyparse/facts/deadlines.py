"""Times of tasks: every time by, during or from which an item's or a row's own work is due, each resolved date once.

Not here: reading a time (`language.times`), times of targets (`facts.number_times`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from policyparse.facts.drafts import CellSpot, TimeDraft
from policyparse.facts.unit_labels import DEADLINE_LABEL_END, is_unit_list
from policyparse.language.time_patterns import OF_TERM
from policyparse.language.times import find_times, may_hold_times, read_deadline_cell
from policyparse.language.values import Mention, Time
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline

LABEL_STOP = regex(r"[；;。）)〕】\]\n]|(?:责任|牵头|配合|协办|主办|参与)(?:单位|部门)")
OF_WHOM = regex(
    r"(?:第[一二三四五六七八九十百\d]{1,4}条|[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])? ?"
    r"(?:其中|同时|凡)?对(?!标|接|照|外|口|于?全[省市县区州国]|应)"
)
OF_WHOM_ENDS = regex(r"[^。；;\n]{0,60}?(?:的|给予|免征|减征|按|予以|享受|实行|补助|奖励)")
# 当年9月底前完成修复的，… names those whom it concerns; 实现…的目标的 is rare.
OF_THOSE = regex(r"[^，,。；;：:、\n]{2,30}(?<!目)的(?:[，,]|按(?!时|期|要求|规定)|给予|予以|享受)")
# 2022年底前完成的项目: what was done by then, not what is due; 2022年底前完成改造。 in a notice of early 2023 is due.
OF_WHAT = regex(r"[，,]?[^，,。；;\n]{0,14}(?:的|已)|[，,]?(?:我|全)[省市县区]")
# 落实好“十四五”时期农村客运补贴政策: the plan names what is done; “十四五”期间，建成… is when.
OF_PLAN = regex("[\u4e00-\u9fff]“?$")
AT_PLAN = regex("(?:[在于到至从自]|力争|确保|争取|预计|计划|全市|全省|全国|全区|全县|我[市省区县])“?$")
# 本文件自2023年1月12日起实施: from when the notice holds, and no work.
HOLDS = regex("(?:正式)?(?:施行|实施|执行|生效)")
OWN = regex(
    "(?:本(?:文件|通知|意见|方案|措施|办法|细则|规定|政策|规划|计划)|(?:上述|以上)[^，。；;\n]{0,8}(?:政策|措施|规定|标准|价格|条款|事项))"
    "[^。；;\n]{0,12}$"
)
UNITS_IN_BRACKET = regex("(?:牵头|负责|配合|按职责|单位[：:]|部门[：:])[^（(〔【]{0,400}[，,；;] ?$")
# 办理时限：3个工作日内: how long a case may take, from its own beginning; 完成时限：3个月内 runs from the notice.
CASE_LIMIT = regex(r"(?:办理|办结|目标|承诺|法定|受理|审批|审核|审查|响应|处理|答复|反馈)(?:时限|时间|期限) ?[：:]$")
# （一）动员部署阶段（2023年3月）。 — the time of a stage, in the bracket behind its name.
OF_STAGE = regex(r"[^。；;：:]{0,30}(?:阶段|环节|步骤) ?[（(](?P<time>[^（()）]{3,24})[）)]")
# （二）数据资料收集（2021年9月）。 — the time of an item, in the bracket that ends its heading.
OF_ITEM = regex(
    r"(?:第[一二三四五六七八九十]{1,2}(?:阶段|步)[：:，,]? ?|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．] ?)?"
    r"[^。；;：:，,（()）《\n]{2,30}[（(](?P<time>[^（()）]{2,24})[）)](?=[。\n]|$)"
)
TIME_ALONE = regex(
    r"(?:(?:19|20)\d\d ?年 ?)?\d{1,2} ?月(?: ?\d{1,2} ?日|份|[上中下]旬|底|初)?前?"
    r"(?: ?[-—–－~～至到]{1,2} ?(?:(?:19|20)\d\d ?年 ?)?(?:\d{1,2} ?月)?(?: ?\d{1,2} ?日|份|[上中下]旬|底|初)?前?)?"
)
# （四）第四季度：完成施工。 — the time that an item begins with, and a colon.
OPENS_ITEM = regex(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．] ?)?(?P<time>(?:(?:19|20)\d\d ?年 ?)?"
    r"(?:第?[一二三四] ?季度|\d{1,2} ?月[^：:。，；、的\n]{0,14}|[上下]半年))(?:：|:(?!\d\d))"
)
TIME_CLOSES = regex(
    r"[，,；;](?P<time>(?:(?:19|20)\d\d ?年|全年|年内|年底|长期|持续|常年|\d{1,2} ?月|第?[一二三四] ?季度)"
    r"[^，,；;。（()）：:]{0,16})[）)〕】]"
)
LONGEST_UNITS = 400
SPELT_OUT = regex(r"[（(] ?(?:19|20)\d\d ?年? ?[-—–－~～至到]{1,2} ?(?:19|20)\d\d ?年?[）)]")
LONGEST_SLOGAN = 60
LATELY = 100  # days
EMPTY = regex(r"^[—–\-/无\s]*$")


def reference_date(outline: Outline) -> date | None:
    """The notice's own date: of signing, else of printing, else of publication."""
    head = outline.masthead
    for printed in (head.signed_date, head.printed_date, head.published_date):
        if printed is not None:
            return printed.value
    return None


def plan_year(outline: Outline) -> int | None:
    """The year of 年底前: a one-year plan's own; that of the notice's number where the notice has no date."""
    head = outline.masthead
    if head.period is not None and head.period.value[0].year == head.period.value[1].year:
        return head.period.value[0].year
    if head.doc_number is not None and reference_date(outline) is None:
        return head.doc_number.value.year
    return None


def times_in(outline: Outline, start: int, end: int) -> list[Mention[Time]]:
    """Times of a stretch of prose, offsets in the manuscript's text; each stretch is read once."""
    known = outline.times.get((start, end))
    if known is None:
        found: list[Mention[Time]] = []
        if may_hold_times(outline.folded, start, end):
            folded = outline.folded[start:end]
            found = find_times(outline.text[start:end], reference_date(outline), plan_year(outline), folded=folded)
        known = outline.times[(start, end)] = [_moved(mention, start) for mention in found]
    return known


def times_in_cell(outline: Outline, start: int, end: int) -> list[Mention[Time]]:
    """Times of a deadline cell or label; each is read once."""
    known = outline.cell_times.get((start, end))
    if known is None:
        text = outline.text[start:end]
        found: list[Mention[Time]] = []
        if not EMPTY.match(text):
            folded = outline.folded[start:end]
            found = read_deadline_cell(text, reference_date(outline), plan_year(outline), folded=folded)
        known = outline.cell_times[(start, end)] = [_moved(mention, start) for mention in found]
    return known


def _moved(mention: Mention[Time], base: int) -> Mention[Time]:
    return Mention(mention.start + base, mention.end + base, mention.raw, mention.value, mention.rule)


def deadlines_of_item(outline: Outline, spans: Iterable[tuple[int, int]]) -> list[TimeDraft]:
    """The deadlines of a prose item: its label's first, then those of its sentences."""
    labelled: list[TimeDraft] = []
    spoken: list[TimeDraft] = []
    for start, end in spans:
        labels = _label_stretches(outline.text, start, end) + _stage_stretch(outline.text, start, end)
        labels += [
            tail for tail in _unit_tails(outline.text, start, end) if not any(a <= tail[0] < b for a, b in labels)
        ]
        for a, b in labels:
            of_a_case = CASE_LIMIT.search(outline.text, start, a) is not None
            times = times_in_cell(outline, a, b)
            labelled += [_draft(time, None) for time in times if not (of_a_case and time.value.kind == "within")]
        for mention in times_in(outline, start, end):
            if mention.value.kind == "ongoing":
                is_term = outline.text.endswith(OF_TERM, start, mention.start)
                labelled += [_draft(mention, None)] * (is_term or _closes_units(outline.text, start, mention))
                continue
            if mention.value.kind == "within" and SPELT_OUT.match(outline.folded, mention.end, end):
                continue  # 用3年时间（2021年至2023年）: the bracket says which
            if _is_past(outline, mention) or _qualifies(outline.text, start, end, mention):
                continue
            if not any(a <= mention.start < b for a, b in labels):
                spoken.append(_draft(mention, None))
    return merge_times(labelled, spoken)


def _qualifies(text: str, start: int, end: int, mention: Mention[Time]) -> bool:
    """对年内新投产的企业给予奖励, 年内完成修复的，…: a time that says of whom, not by when; nor one in a slogan."""
    if _in_slogan(text, start, mention) or _is_attribute(text, start, mention):
        return True
    if OF_THOSE.match(text, mention.end, end):
        return True
    clause = max(text.rfind(mark, start, mention.start) for mark in "，,。；;：:\n") + 1
    if not OF_WHOM.match(text, max(clause, start), mention.start + 1):
        return False
    return OF_WHOM_ENDS.match(text, mention.end) is not None


def _is_attribute(text: str, start: int, mention: Mention[Time]) -> bool:
    """Whether the time belongs to a noun that is acted on, or to the notice itself."""
    ahead = max(start, mention.start - 20)
    if mention.value.kind == "from":
        return HOLDS.match(text, mention.end) is not None and OWN.search(text, ahead, mention.start) is not None
    if mention.rule != "time.plan" or mention.value.kind != "during":
        return False
    ends_clause = text[mention.end : mention.end + 1] in "，,。；;"
    return (
        not ends_clause
        and bool(OF_PLAN.search(text, ahead, mention.start))
        and not AT_PLAN.search(text, ahead, mention.start)
    )


def _is_past(outline: Outline, mention: Mention[Time]) -> bool:
    """A date of a year before the notice's own is a fact of the past: 1983年12月10日前建成的住宅, 自2016年6月起，….

    A plan that goes out early in the year may still print what was due at the end of the last, or begun with it.
    """
    own, end = reference_date(outline), mention.value.end
    if own is not None and mention.value.kind == "from" and mention.value.start is not None:
        return mention.value.start.year < own.year and (own - mention.value.start).days > LATELY
    if own is None or end is None or end.year >= own.year or mention.value.kind not in ("by", "during"):
        return False
    lately = end.year == own.year - 1 and outline.text[mention.end - 1] == "前"
    return not lately or OF_WHAT.match(outline.text, mention.end) is not None


def _closes_units(text: str, start: int, mention: Mention[Time]) -> bool:
    """（市行政审批局牵头，长期推进）: the time of an item, in the bracket of its units."""
    if text[mention.end : mention.end + 1] not in ("）", ")", "〕", "】"):
        return False
    opened = max(text.rfind(mark, start, mention.start) for mark in "（(〔【")
    return opened >= 0 and UNITS_IN_BRACKET.search(text, opened, mention.start) is not None


def _in_slogan(text: str, start: int, mention: Mention[Time]) -> bool:
    """“洽谈即预审、拿地即开工、年内须竣工”: within a short quotation, and not at its very beginning (“十四五”期间)."""
    quote = text.rfind("“", max(start, mention.start - LONGEST_SLOGAN), mention.start)
    if quote < 0 or quote == mention.start - 1 or "”" in text[quote : mention.start]:
        return False
    return text.find("”", mention.end, quote + LONGEST_SLOGAN) > 0


def merge_times(labelled: list[TimeDraft], spoken: list[TimeDraft]) -> list[TimeDraft]:
    """Each resolved date once; where label and text agree on a recurrence or a date, the label's words stand."""
    kept: list[TimeDraft] = []
    for draft in (*labelled, *spoken):
        if any(draft.key() == known.key() for known in kept):
            continue
        if draft in spoken and any(_says_more(label.time, draft.time) for label in labelled):
            continue
        kept.append(draft)
    return kept


def _says_more(label: Time, text: Time) -> bool:
    """每年5月 in the label says all that 每年 in the text says."""
    return bool(
        label.recurrence and text.recurrence and text.start is None and label.recurrence.startswith(text.recurrence)
    )


def _label_stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words behind 完成时限： and its like, up to the next label or the bracket's end."""
    found: list[tuple[int, int]] = []
    if text.find("：", start, end) < 0 and text.find(":", start, end) < 0:
        return found
    for match in DEADLINE_LABEL_END.finditer(text, start, end):
        stop = LABEL_STOP.search(text, match.end(), end)
        found.append((match.end(), stop.start() if stop else end))
    return found


def _stage_stretch(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The words in the bracket behind the name of a stage that opens the item: 部署阶段（2023年3月）."""
    stage = OF_STAGE.match(text, start, end)
    if stage is None and (opened := OPENS_ITEM.match(text, start, end)):
        stage = opened
    if stage is None and (item := OF_ITEM.match(text, start, end)) and TIME_ALONE.fullmatch(item["time"]):
        stage = item
    return [stage.span("time")] if stage else []


def _unit_tails(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """（市卫健委，2024年第三季度）, （市教育局，长期坚持）: the time behind the units of a bracket."""
    found: list[tuple[int, int]] = []
    for match in TIME_CLOSES.finditer(text, start, end):
        opened = _opening(text, max(start, match.start() - LONGEST_UNITS), match.start())
        if opened is not None and is_unit_list(text[opened + 1 : match.start()], None, offices_too=True):
            found.append(match.span("time"))
    return found


def _opening(text: str, start: int, end: int) -> int | None:
    """The bracket that is open at ``end``; None where none is, from ``start`` on."""
    depth = 0
    for at in range(end - 1, start - 1, -1):
        if text[at] in "）)〕】":
            depth += 1
        elif text[at] in "（(〔【":
            if depth == 0:
                return at
            depth -= 1
    return None


def _draft(mention: Mention[Time], cell: CellSpot | None) -> TimeDraft:
    return TimeDraft(mention.value, (mention.start, mention.end), mention.rule or "time", cell)


def row_deadlines(
    outline: Outline, cells: list[tuple[tuple[int, int], CellSpot]], work: tuple[int, int]
) -> list[TimeDraft]:
    """The deadlines of a table row: its deadline cells', then those that its work cell speaks of."""
    labelled = [_draft(mention, spot) for (start, end), spot in cells for mention in times_in_cell(outline, start, end)]
    spoken = [_draft(mention, None) for mention in times_in(outline, *work) if mention.value.kind != "ongoing"]
    return merge_times(labelled, spoken)

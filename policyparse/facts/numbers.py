"""Targets and thresholds of prose and of work cells: every quantity is looked at once, and becomes one or is set aside.

Not here: the rules that decide (`facts.number_rules`), the subject (`facts.subjects`), indicator tables.
"""

# Each rule's examples stay on their rows.

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from policyparse.facts.conditions import condition_of
from policyparse.facts.deadlines import reference_date
from policyparse.facts.distribution import (
    EACH,
    LONGEST_CLAUSE,
    MARK,
    distributed,
    joined_rank,
    measures_each,
    members_behind,
    places_each,
    rates_listed,
    receivers_listed,
)
from policyparse.facts.drafts import NumberDraft, TaskDraft, TimeDraft, Unused
from policyparse.facts.neighbourhoods import FAR, neighbourhood
from policyparse.facts.number_areas import Area, areas_of
from policyparse.facts.number_context import NumberContext, hidden_in, is_inside
from policyparse.facts.number_lists import dated_elsewhere, first_of_list, last_of_list
from policyparse.facts.number_reasons import Circumstances, governed_by_result
from policyparse.facts.number_rules import DECISIONS, NumberRule, decide
from policyparse.facts.number_times import as_draft, bare_year, opening_year, stated_time, whole_year
from policyparse.facts.phrases import (
    DURATION_UNITS,
    LEADING,
    WHOLE_REGION,
    Neighbourhood,
    Subject,
    clean_left,
    split_scope,
    without_times,
    without_verb,
)
from policyparse.facts.sentences import Stretch, around
from policyparse.facts.standards import borne_by, each_of
from policyparse.facts.subjects import find_subject, returning_duty
from policyparse.language.quantities import find_quantities
from policyparse.language.units import MEASURES, Measures
from policyparse.language.values import Mention, Quantity, Time
from policyparse.lazy_regex import inline, regex
from policyparse.outline.outline import Outline

TOLD = regex(
    "(?:^|[，,；;])(?:目前|去年|上年(?!度营业|度末|度研|度平|度主|度实|度销|度纳|度产|同期)|截至目前|近年来|今年以来|已累计|累计已)[，,]?[^，,；;]{0,40}$|已(?:经)?(?:建成|完成|实现|达到)[^，,；;]{0,8}$"
)
TOLD_BY = regex("[前年已]")  # a character that all that is told so holds
# 政策延续到2023年12月31日: how long a rule is valid, no due date.
VALID_UNTIL = regex(r"(?:延续|延长|执行|实施|施行|有效期?|期限|暂定|保留|顺延)(?:期限?|时间)?(?:为|自)?[至到]?$")
OPENING_YEAR = regex(r"[ 　]{0,40}+((?:19|20|１９|２０)\d\d) ?年[，,]")


def find_numbers_in(
    outline: Outline, tasks: list[TaskDraft], measures: Measures = MEASURES
) -> tuple[list[NumberDraft], list[Unused]]:
    """All targets and thresholds of prose, work cells and policy cells, in reading order."""
    found: list[NumberDraft] = []
    unused: list[Unused] = []
    for area in sorted(areas_of(outline, tasks), key=attrgetter("start")):
        drafts, aside = _read_area(outline, area, measures)
        found += drafts
        unused += aside
    return dated_elsewhere(found), unused


# No quantity is without one of these: digits, numerals of either style, and the words for a half, a doubling, all.
MAY_COUNT = regex("[0-9〇○零兆一二三四五六七八九十百千万亿两双半翻倍全壹贰叁肆伍陆柒捌玖拾佰仟廿卅几数多]")


def _read_area(outline: Outline, area: Area, measures: Measures) -> tuple[list[NumberDraft], list[Unused]]:
    found: list[NumberDraft] = []
    unused: list[Unused] = []
    if not MAY_COUNT.search(outline.folded, area.start, area.end):
        return found, unused
    text = outline.text[area.start : area.end]
    mentions = find_quantities(text, folded=outline.folded[area.start : area.end], measures=measures)
    if not mentions:
        return found, unused
    hidden = hidden_in(text)
    moved = [Mention(m.start + area.start, m.end + area.start, m.raw, m.value, m.rule) for m in mentions]
    context = NumberContext(outline, area, moved)
    for index, (local, mention) in enumerate(zip(mentions, moved, strict=True)):
        if is_inside(hidden, local.start):
            unused.append(_unused(mention, "numbers", "inside a title, a quoted name or a bracket of responsibility"))
            continue
        drafts, reason = _read_number(context, index)
        if area.bounds_only and (mention.value.comparator == "=" or any(draft.kind == "target" for draft in drafts)):
            drafts, reason = [], "a value in a table of another kind"
        found += drafts
        if not drafts:
            unused.append(_unused(mention, "numbers", reason))
    return found, unused


def _unused(mention: Mention[Quantity], stage: str, reason: str) -> Unused:
    return Unused("number", mention.raw, (mention.start, mention.end), stage, reason)


def _read_number(context: NumberContext, index: int) -> tuple[list[NumberDraft], str]:
    """The facts that a number gives (one for each of those it is handed to), else none and the reason."""
    mention, area, text = context.numbers[index], context.area, context.text
    sentence, parts, times = context.sentence_at(mention.start)
    place = around(parts, mention.start)
    clause = parts[place]
    first = first_of_list(context, clause, index)
    near, segment = _neighbourhood_in_list(context, sentence, parts, place, index, first)
    own_time = _time_of(context, sentence, clause, times, index)
    if own_time is None:
        own_time = (context.lead_before(sentence) if area.in_goals else None) or area.lead
    if _is_past(context.outline, text[max(sentence.start, mention.start - FAR) : mention.start], own_time):
        return [], "a fact of the past or the present"
    circumstances = Circumstances(
        mention.value,
        near,
        text[clause.start : min(clause.end, mention.end + FAR)][-2 * FAR :],
        near.earlier,
        area.in_goals,
        own_time is not None,
        governed_by_result(near),
        own_time is not None and own_time.time.kind not in ("recurring", "within"),
    )
    decided = decide(circumstances)
    rule = decided or _goes_on(context, sentence, near, mention.value)
    rule = _as_before(context, sentence, rule, mention.value)
    rule = _part_of(context, sentence, rule, near, mention.value)
    if rule is None:
        return [], "no verb of result, no bound, no due date"
    if rule.verdict == "none":
        return [], rule.purpose
    quantity = _with_shared_basis(mention.value, near)
    quantity = _per_of_time(quantity if decided is rule else _changed_alike(context, quantity), own_time)
    subject = find_subject(near, quantity)
    if subject is not None:
        rule, quantity = _by_subject(rule, quantity, subject, circumstances)
        if rule.id == "number.routine":
            subject = returning_duty(near, quantity, subject)
    is_target = rule.verdict == "target"
    borne = [] if is_target else borne_by(near, quantity)
    subjects = borne or _handed_out(context, clause, index, first, subject, is_target)
    if not subjects:
        return [], "the words around it name no indicator"
    context.decided = sentence.start, rule, quantity
    preceding = text[max(area.start, sentence.start - FAR) : sentence.start]
    return [
        NumberDraft(
            "target" if is_target else "threshold",
            "table" if area.origin == "table" else "prose",
            one.words,
            None if one.pattern in CLASSED else one.scope or (_whole_region(near) if is_target else None),
            quantity,
            (mention.start, mention.end),
            segment,
            area.section,
            f"{rule.id}+{one.pattern}",
            rule.confidence,
            area.task,
            None if is_target else condition_of(near, one, preceding),
            own_time if is_target else None,
            None,
            area.cell,
        )
        for one in subjects
    ], ""


def _goes_on(context: NumberContext, sentence: Stretch, near: Neighbourhood, quantity: Quantity) -> NumberRule | None:
    """播种面积达到172万亩，产量14.2亿斤: a bare value behind its noun is what the sentence had before."""
    if context.decided is None or context.decided[0] != sentence.start or near.head or near.right.strip():
        return None
    rule = context.decided[1]
    bare = BARE_VALUE.match(near.left.strip(" ，,、；;")) if rule.id in CONTINUED else None
    return rule if bare is not None and quantity.unit not in DURATION_UNITS else None


def _as_before(
    context: NumberContext, sentence: Stretch, rule: NumberRule | None, quantity: Quantity
) -> NumberRule | None:
    """确保核心企业满足率100%，上下游企业满足率超过60%: a bare bound on a share goes with the share before it."""
    if rule is None or rule.id != "number.bound" or quantity.unit != "%" or context.decided is None:
        return rule
    start, before, _ = context.decided
    return before if start == sentence.start and before.id in ("number.reached", "number.made") else rule


def _part_of(
    context: NumberContext, sentence: Stretch, rule: NumberRule | None, near: Neighbourhood, quantity: Quantity
) -> NumberRule | None:
    """完成投资100亿元，其中工业投资60亿元: a part is what the whole is, where both are counted alike."""
    if context.decided is None or not near.left.lstrip(" ，,；;").startswith("其中"):
        return rule
    start, before, whole = context.decided
    weak = rule is None or rule.id in ("number.bound", "number.each", "number.standing_share")
    alike = start == sentence.start and whole.unit == quantity.unit
    return before if weak and alike and before.verdict == "target" else rule


def _changed_alike(context: NumberContext, quantity: Quantity) -> Quantity:
    """新增基金30只，其中国家级10只: what goes on with the number before changes as that does."""
    before = context.decided[2] if context.decided is not None else None
    alike = before is not None and before.unit == quantity.unit and before.basis in ("increase", "decrease")
    alike = alike and quantity.unit not in ("%", "‰", "百分点")
    return replace(quantity, basis=before.basis) if alike and before is not None else quantity


def _whole_region(near: Neighbourhood) -> str | None:
    """全市播种面积达到500万亩，产量达到200万吨: the region that opens a sentence reaches its later clauses."""
    opens = WHOLE_REGION.match(LEADING.sub("", without_times(near.opening))) if near.opening else None
    return opens.group(1) if opens is not None else None


def _by_subject(
    rule: NumberRule, quantity: Quantity, subject: Subject, circumstances: Circumstances
) -> tuple[NumberRule, Quantity]:
    """The rule and quantity as the pattern of the subject has them: a qualifier or a payment is no target's."""
    if rule.verdict == "target" and subject.pattern == "qualifier":
        rule, quantity = QUALIFIED, circumstances.quantity
    if rule.id == "number.made" and subject.pattern == "payment" and not circumstances.due:
        rule = PROVIDED
    if subject.pattern == "payment" and "给予" in circumstances.near.left:
        quantity = replace(quantity, basis="level")  # 对新增企业给予10万元
    return rule, quantity


def _neighbourhood_in_list(
    context: NumberContext, sentence: Stretch, parts: list[Stretch], place: int, index: int, first: int
) -> tuple[Neighbourhood, tuple[int, int]]:
    """The words around a number, and its clause; of a list's later members what stands before is the first one's."""
    near, segment = neighbourhood(context.text, context.numbers, sentence, parts, place, index, context.heading)
    if first != index:
        shared, _ = neighbourhood(context.text, context.numbers, sentence, parts, place, first, context.heading)
        near = shared._replace(right=near.right, rest=near.rest, after=near.after)
    last = last_of_list(context, parts[place], index)
    if last != index and not near.right.strip():
        shared, _ = neighbourhood(context.text, context.numbers, sentence, parts, place, last, context.heading)
        near = near._replace(right=shared.right, rest=shared.rest)
    return near, segment


def _time_of(
    context: NumberContext, sentence: Stretch, clause: Stretch, times: list[Mention[Time]], index: int
) -> TimeDraft | None:
    """The time that the number's own sentence states for it."""
    text, mention = context.text, context.numbers[index]
    times = [time for time in times if not (time.value.kind == "within" and OF_CASE.match(text, time.end))]
    times = [time for time in times if not VALID_UNTIL.search(text, max(sentence.start, time.start - 12), time.start)]
    listed = _listed_time(context, clause, times, index)
    if listed is not None:
        return listed
    span, whole = (clause.start, clause.end), (sentence.start, sentence.end)
    edges = sentence.start, mention.start
    semicolon = max(text.rfind("；", *edges), text.rfind(";", *edges)) + 1
    in_clause = [known for known in times if clause.start <= known.start < mention.start]
    bare = bare_year(text, span, mention.start) if not in_clause else None
    stated = bare or stated_time(times, whole, span, mention.start, semicolon)
    stated = whole_year(context.outline, whole, mention.start, stated) or stated
    stretch = max(sentence.start, semicolon), sentence.end
    if stated is not None and stated.span is not None and stretch[0] <= stated.span[0] < mention.start:
        return stated
    return opening_year(text, stretch, clause.start) or stated


def _listed_time(context: NumberContext, clause: Stretch, times: list[Mention[Time]], index: int) -> TimeDraft | None:
    """到2025年、2030年，覆盖率分别达到50%、60%: each value of a list has its own year."""
    at = context.text.find(MARK, clause.start, context.numbers[index].start)
    if at < 0 or len(times) < 2:
        return None
    low, high = context.numbers_in(at, clause.end)
    due = [time for time in times if time.end <= at and time.value.kind == "by"]
    joined = due and all(one.end <= other.start <= one.end + 2 for one, other in pairwise(due))
    return as_draft(due[index - low]) if joined and len(due) == high - low else None


#: 在1年内参加岗前培训的，给予补贴: when a case happened, not when a number is due.
OF_CASE = regex("[^，,。；;\n]{2,30}的[，,]|[，,]?(?:按|给予|予以|免|减|享受|可(?!持)|不得|不予)")
# Patterns whose class is the case in which the value holds, no scope.
CLASSED = ("standard", "borne_by", "posts")
QUALIFIED, PROVIDED = (
    next(rule for rule in DECISIONS if rule.id == f"number.{name}") for name in ("qualified", "provided")
)
# What a value follows without a word of reaching: 产量14.2亿斤, “小升规”20家.
BARE_VALUE = regex(
    "(?!其中|占地|总投资|共|合计|涉及|目前|已|约|由|从|按|在|对|以|第|近|每|含|不含)[\u4e00-\u9fff“”]{2,14}$"
)
CONTINUED = frozenset(
    f"number.{name}"
    for name in ("reached", "dated_bound", "made", "growth", "bound", "laid_down", "rate", "standing_share")
)


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


def _handed_out(
    context: NumberContext, clause: Stretch, index: int, first: int, subject: Subject | None, is_target: bool
) -> list[Subject]:
    """The subjects of a number: one, or those that 分别 or 均 hands it to."""
    own = [subject] if subject is not None else []
    if subject is not None and subject.pattern == "payment" and (paid := _paid_apart(context, clause, index, subject)):
        return paid
    if clause.end - clause.start > LONGEST_CLAUSE or (subject is not None and subject.pattern == "payment"):
        return own
    quantity = context.numbers[index].value
    words = context.text[clause.start : clause.end]
    before = words[: context.numbers[index].start - clause.start]
    if not is_target and subject is not None and (given := each_of(before)):
        return [subject._replace(words=name) for name in given]
    if MARK in words:
        low, high = context.numbers_in(clause.start, clause.end)
        starts = [start - clause.start for start in context.starts[low:high]]
        position = context.starts[index] - clause.start
        name = distributed(words, starts, position)
        if name is not None and subject is not None and subject.pattern == "drawn_share":
            return [subject._replace(words=name + subject.words)]
        if name is None and subject is not None:
            ranked = joined_rank(words, starts, position, subject.words)
            if ranked is not None:
                return [subject._replace(words=ranked)]
        if name is not None:
            name = without_verb(LEADING.sub("", without_times(name)))[1]
            scope, name = split_scope(name)
            return [subject._replace(words=name, scope=scope) if subject else Subject(name, scope, "noun_before", "")]
        if is_target and subject is not None and high - low == 1 and MARK in before:
            shared = members_behind(subject.words)
            if shared:  # 分别推出20项“免申办”事项和“即申即办”事项: as many of each
                return [subject._replace(words=name) for name in shared]
        places = places_each(before) if subject is not None and is_target and first == index else []
        return [own[0]._replace(scope=place) for place in places] or own
    told = subject is not None and subject.pattern == "noun_before" and quantity.unit == "%"
    if subject is not None and told and (rates := rates_listed(subject.words)):
        return [subject._replace(words=name) for name in rates]
    if is_target and subject is not None and subject.pattern == "noun_before" and EACH.search(before):
        each = measures_each(clean_left(before, Quantity("")))
        return [subject._replace(words=name.removeprefix(subject.scope or "")) for name in each] or own
    return own


def _paid_apart(context: NumberContext, clause: Stretch, index: int, subject: Subject) -> list[Subject]:
    """对就业困难人员和高校毕业生分别给予2000元和5000元: each amount is for one of those who are paid."""
    at = context.text.find(MARK, clause.start, context.numbers[index].start)
    low, high = context.numbers_in(at, clause.end) if at >= 0 else (0, 0)
    members = receivers_listed(subject.words) if high - low >= 2 else []
    return [subject._replace(words=members[index - low])] if members and len(members) == high - low else []


def _with_shared_basis(quantity: Quantity, near: Neighbourhood) -> Quantity:
    """新增31个体育设施、90条健身路径: the verb with which a list opens says of each member that it is new."""
    if near.verb not in ("新增", "净增", "增设") or quantity.basis != "level" or near.left.strip():
        return quantity
    return quantity if quantity.unit in ("%", "‰", None) else replace(quantity, basis="increase")


def _per_of_time(quantity: Quantity, time: TimeDraft | None) -> Quantity:
    """每年 before a verb is a recurring time and counts for each number that it reaches."""
    match = (
        inline(r"每(?:年|半年|季度|月|周)$").search(time.time.raw) if time and time.time.kind == "recurring" else None
    )
    if match is None or quantity.per:
        return quantity
    return replace(quantity, per=(match.group(),))

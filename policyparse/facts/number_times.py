"""The time of a target: of its clause, else its sentence, else its row or closing bracket, else the goals section.

A stated time reaches to the end of its sentence; the lead of a goals section (到2025年，…) reaches over that section.
Not here: reading a time (`language.times`), deadlines of tasks (`facts.deadlines`).
"""

from __future__ import annotations

from datetime import date

from policyparse.facts.deadlines import plan_year, reference_date, times_in
from policyparse.facts.drafts import TimeDraft
from policyparse.language.values import Mention, Time
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline
from policyparse.outline.sections import Section

OPENS_WITHIN = 40  # characters
HEADS_YEAR = regex(r"\s{0,8}(?:[^，,。；;：:\d]{2,8}[，,：:]\s{0,8})?")
RESULT_KINDS = ("by", "during", "within", "from")


def stated_time(
    times: list[Mention[Time]], sentence: tuple[int, int], clause: tuple[int, int], position: int, semicolon: int = 0
) -> TimeDraft | None:
    """The time that reaches a number at ``position``: of its clause, else earlier in its sentence, the nearest first.

    ``semicolon``: where the stretch between semicolons begins. A due date outweighs 每年, which then only says how
    often; a recurrence with a start is a due time of its own.
    """

    if not times:
        return None

    def nearest(kinds: tuple[str, ...], start: int, end: int) -> Mention[Time] | None:
        fitting = [m for m in times if m.value.kind in kinds and start <= m.start and m.end <= end]
        return fitting[-1] if fitting else None

    for kinds in (RESULT_KINDS, ("recurring",)):
        # 每年 reaches no further than the next semicolon: 每年表彰200名；三年累计培训1万人。
        reach = sentence[0] if kinds == RESULT_KINDS else max(sentence[0], semicolon)
        found = nearest(kinds, clause[0], position) or nearest(kinds, reach, position)
        if found is None:
            behind = [m for m in times if m.value.kind in kinds and position <= m.start and m.end <= clause[1]]
            found = behind[0] if behind and kinds == RESULT_KINDS else None
        if found is not None:
            return as_draft(found)
    return None


BARE_YEAR = regex(
    r"(?:^|(?<=[\n，,；;。：:（(、—]))[ 　]*((?:19|20|１９|２０)\d\d) ?年"
    r"(?:度(?!预算|计划|任务|考核|报告|工作|评价|评估|目标|会计|部门|决算|审计|总结|绩效))?"
    r"(?=[^\d度底末初前起内以间至到-][^，,]{2,})"
)


def bare_year(text: str, clause: tuple[int, int], position: int) -> TimeDraft | None:
    """2025年毛入园率达到95%: a year that opens the clause of a number dates it, whatever word follows."""
    if text.find("年", clause[0], position) < 0:
        return None
    found = None
    for match in BARE_YEAR.finditer(text, clause[0], position):
        found = match
    if found is None:
        return None
    span = found.start(1), found.end()
    time = Time(text[slice(*span)], "by", None, date(int(found.group(1)), 12, 31), None, "year")
    return TimeDraft(time, span, "time.bare_year")


def opening_year(text: str, sentence: tuple[int, int], clause: int) -> TimeDraft | None:
    """2023年播种面积达到500万亩，总产量达到200万吨: the year that opens the sentence dates its later clauses too.

    So does one behind a heading of few words (做大总量，2022年，市场主体23万户). ``sentence`` may be part of one.
    """
    if clause <= sentence[0]:
        return None
    found = bare_year(text, (sentence[0], min(clause, sentence[0] + OPENS_WITHIN)), clause + 3)
    if found is None or found.span is None or found.span[1] > clause:
        return None
    return found if HEADS_YEAR.fullmatch(text, sentence[0], found.span[0]) else None


def whole_year(
    outline: Outline, sentence: tuple[int, int], position: int, stated: TimeDraft | None
) -> TimeDraft | None:
    """全年绿地建设不少于200公顷: 全年 is the plan's year, else the notice's, where no nearer time is stated."""
    at = outline.text.rfind("全年", sentence[0], position)
    if at < 0 or outline.text[at + 2 : at + 3] == "龄":
        return None
    own = reference_date(outline)
    year = plan_year(outline) or (own.year if own else None)
    if year is None or (stated is not None and stated.span is not None and stated.span[0] > at):
        return None
    time = Time("全年", "during", date(year, 1, 1), date(year, 12, 31), None, "year")
    return TimeDraft(time, (at, at + 2), "time.whole_year")


def as_draft(mention: Mention[Time]) -> TimeDraft:
    """A mention in the manuscript as a time with its place."""
    return TimeDraft(mention.value, (mention.start, mention.end), mention.rule or "time")


def goals_lead(outline: Outline, section: Section) -> TimeDraft | None:
    """The time with which a goals section or one above it opens; an item's own opening outweighs its section's."""
    current: Section | None = section
    while current is not None:
        for start, end in current.paragraphs:
            first = outline.text.find("。", start, end)
            for mention in times_in(outline, start, end):
                if mention.value.kind in ("by", "during", "within") and (
                    mention.start <= start + 30 or mention.start < first
                ):
                    return as_draft(mention)
        current = outline.sections[current.parent] if current.parent is not None else None
        if current is not None and outline.classes[current.index] != "goals":
            break
    return None

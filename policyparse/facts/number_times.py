"""The time of a target: of its clause, else its sentence, else its row or closing bracket, else the goals section.

A stated time reaches to the end of its sentence; the lead of a goals section (到2025年，…) reaches over that section.
Not here: reading a time (`language.times`), deadlines of tasks (`facts.deadlines`).
"""

from __future__ import annotations

from policyparse.facts.deadlines import times_in
from policyparse.facts.drafts import TimeDraft
from policyparse.language.values import Mention, Time
from policyparse.outline.outline import Outline
from policyparse.outline.sections import Section

RESULT_KINDS = ("by", "during", "within", "from")


def stated_time(
    times: list[Mention[Time]], sentence: tuple[int, int], clause: tuple[int, int], position: int
) -> TimeDraft | None:
    """The time that reaches a number at ``position``: of its clause, else earlier in its sentence, the nearest first.

    A due date outweighs 每年, which then only says how often; a recurrence with a start is a due time of its own.
    """

    def nearest(kinds: tuple[str, ...], start: int, end: int) -> Mention[Time] | None:
        fitting = [m for m in times if m.value.kind in kinds and start <= m.start and m.end <= end]
        return fitting[-1] if fitting else None

    for kinds in (RESULT_KINDS, ("recurring",)):
        found = nearest(kinds, clause[0], position) or nearest(kinds, sentence[0], position)
        if found is None:
            behind = [m for m in times if m.value.kind in kinds and position <= m.start and m.end <= clause[1]]
            found = behind[0] if behind and kinds == RESULT_KINDS else None
        if found is not None:
            return as_draft(found)
    return None


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

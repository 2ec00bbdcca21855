"""What the numbers of one area share: its sentences, clauses and times; and the stretches whose numbers are no facts.

Not here: what a number is (`facts.numbers`), the words around it (`facts.neighbourhoods`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from policyparse.facts.deadlines import times_in
from policyparse.facts.drafts import TimeDraft
from policyparse.facts.number_areas import Area
from policyparse.facts.number_rules import NumberRule
from policyparse.facts.number_times import as_draft
from policyparse.facts.payments import payment_heading
from policyparse.facts.sentences import Stretch, around, clauses, sentences
from policyparse.facts.standards import heading_words
from policyparse.language.values import Mention, Quantity, Time
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline

RESPONSIBILITY = regex(r"[（(〔【](?:[^（(〔【]{0,4})(?:责任|牵头|配合|完成时限|负责)[^）)〕】]{0,600}[）)〕】]")
OPENING = 6  # characters before a time that still opens its sentence: 力争到2025年
TITLE = regex("《[^》]{0,400}》")
# “产区保持三个月销量，销区保持六个月销量”的要求 quotes what is asked, no name.
NAME = regex("“[^“”。；]{1,60}”(?!的(?:要求|标准|规定))|“[^“”。；]{1,8}”")


def hidden_in(text: str) -> list[tuple[int, int]]:
    """The brackets of responsibility, titles and quoted names of a text; each is looked for behind its opening mark."""
    found: list[tuple[int, int]] = []
    if "（" in text or "(" in text or "〔" in text or "【" in text:
        found += [match.span() for match in RESPONSIBILITY.finditer(text)]
    if "《" in text:
        found += [match.span() for match in TITLE.finditer(text)]
    if "“" in text:
        found += [match.span() for match in NAME.finditer(text)]
    return sorted(found)


def is_inside(spans: list[tuple[int, int]], position: int) -> bool:
    """Whether a position lies in one of the spans, sorted by their starts."""
    if not spans:
        return False
    index = bisect_right(spans, (position, 1 << 60)) - 1
    return any(a <= position < b for a, b in spans[max(0, index - 2) : index + 1])


class NumberContext:
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
        #: The sentence of the number read last that became a fact, the rule that made it one, and its value.
        self.decided: tuple[int, NumberRule, Quantity] | None = None
        headed, whose = heading_words(outline, area.section, area.start)
        self.heading = headed, whose, payment_heading(outline, area.section)

    def sentence_at(self, position: int) -> tuple[Stretch, list[Stretch], list[Mention[Time]]]:
        """The sentence around a position, its clauses and its times."""
        index = around(self._sentences, position)
        sentence = self._sentences[index]
        if index not in self._clauses:
            self._clauses[index] = clauses(self.text, sentence)
        low = bisect_left(self._time_starts, sentence.start)
        high = bisect_left(self._time_starts, sentence.end, low)
        return sentence, self._clauses[index], self._times[low:high]

    def lead_before(self, sentence: Stretch) -> TimeDraft | None:
        """到2020年，…。到2025年，…。…: the time with which the nearest sentence before this one opens."""
        for time in reversed(self._times[: bisect_left(self._time_starts, sentence.start)]):
            index = around(self._sentences, time.start)
            opens = index >= 0 and time.start <= self._sentences[index].start + OPENING
            if opens and time.value.kind in ("by", "during", "within"):
                return as_draft(time)
        return None

    def numbers_in(self, start: int, end: int) -> tuple[int, int]:
        """Indices of the first number at or after ``start`` and of the first at or after ``end``."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

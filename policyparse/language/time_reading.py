"""A pass over one folded text: what its times resolve against, and what one time says for those beside it.

Not here: what a time means (`language.time_points`, `language.time_ranges`, `language.time_reader`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from policyparse.language import time_patterns as patterns
from policyparse.language.calendar_points import Point, point_at
from policyparse.language.recurrences import recurrence_at
from policyparse.language.spelling import skip_blanks_left
from policyparse.language.values import Time

HALF_A_YEAR = 183  # days


class FoundTime(NamedTuple):
    """A time, where it stands, and the rule that found it."""

    start: int
    end: int
    time: Time
    rule: str


@dataclass(slots=True)
class Reading:
    """One pass over one text: the folded text and what its times resolve against."""

    text: str
    reference: date | None
    default_year: int | None
    cell: bool
    point_read: tuple[int, Point | None] = (-1, None)
    """The place whose point was read last, and the point: a range and a single point are tried one after the other."""
    carried: dict[int, int] = field(default_factory=dict)
    """The years that members of a list of dates take from its other members, by the places of these members."""
    shared_to: int = -1
    """Where the last list of points ended that a verb behind it makes due."""
    to_end: int = -1
    """Where the last point behind 到 ended: what a list joins to it is due as it is."""
    yearly_to: int = -1
    """Where the sentence ends that said 每年: its other months come back each year too."""
    has_joint: bool = field(init=False)
    """Whether a dash, 至 or 到 stands anywhere: without one no range need be tried."""

    def __post_init__(self) -> None:
        self.has_joint = patterns.JOINT.search(self.text) is not None

    def recurring(self, start: int, index: int, since: date | None) -> FoundTime | None:
        found = recurrence_at(self.text, index, self.cell)
        if found is None:
            return None
        if found.rule.startswith("FREQ=YEARLY;BYMONTH") and found.end > self.yearly_to:
            border = patterns.SENTENCE_END.search(self.text, found.end)
            self.yearly_to = border.start() if border else len(self.text)
        time = Time("", "recurring", since, None, found.rule, found.precision, found.ambiguous)
        return FoundTime(start, found.end, time, "time.recurring")

    def with_to(self, start: int) -> int:
        at = skip_blanks_left(self.text, start)
        to = patterns.TO.search(self.text, max(0, at - 3), at)
        return to.start() if to and to[0] != "在" else start

    def of_a_case(self, index: int) -> bool:
        """自认定当年起, 投产达效后当年年末: the year of a case's own event, which no notice dates."""
        if self.text[index : index + 2] not in ("当年", "次年"):
            return False
        before = self.text[index - 1 : index]
        return before.isalpha() and not before.isascii() and before not in "在于到至从自对由将即和及与或"

    def first_point(self, index: int) -> Point | None:
        before = self.text[index - 1 : index]
        if before.isascii() and before.isdigit():
            return None
        if self.point_read[0] != index:
            self.point_read = index, point_at(self.text, index)
        point = self.point_read[1]
        if point is not None and point.year is None and before in (".", "/", "-", "第", "每", "年"):
            return point if before == "." and patterns.ITEM_DOT.search(self.text, max(0, index - 6), index) else None
        if point is not None and point.shift is not None and self.of_a_case(index):
            return None
        return point

    def year_of(self, point: Point) -> tuple[int | None, bool]:
        """The year of a point, and whether it was only guessed to be the next."""
        if point.year is not None:
            return point.year, False
        if point.start in self.carried:
            return self.carried[point.start], False
        own = self.reference.year if self.reference else None
        if point.shift is not None:
            base = own if own is not None else self.default_year
            return (base + point.shift, False) if base is not None else (None, False)
        year = self.default_year if self.default_year is not None else own
        if year is None or self.reference is None:
            return year, False
        last = point.last_day(year)
        return (year + 1, True) if last is not None and last < self.reference else (year, False)

    def carry_years(self, members: list[Point]) -> None:
        """From a member with a year to those after it, and back to those before it, each new year's turn counted."""
        for forward in (True, False):
            ordered = members if forward else members[::-1]
            for known, other in pairwise(ordered):
                year = known.year if known.year is not None else self.carried.get(known.start)
                if year is None or other.year is not None or other.start in self.carried:
                    continue
                first, last = (known, other) if forward else (other, known)
                turned = (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
                self.carried[other.start] = year + turned * (1 if forward else -1)

    def year_begun(self, point: Point, year: int) -> int:
        """What began in the plan's year goes on, and so does what began in the months before the notice."""
        if self.default_year is not None:
            return self.default_year
        own = self.reference
        first = point.first_day(own.year) if own is not None and year > own.year else None
        return own.year if own is not None and first is not None and (own - first).days <= HALF_A_YEAR else year

    def is_of_what_is_made(self, start: int, end: int) -> bool:
        """编制2030年达标区域的方案: the year belongs to what the verb right before it makes."""
        made = patterns.MAKES.search(self.text, max(0, start - 2), start)
        return made is not None and patterns.WHAT_IS_MADE.match(self.text, end) is not None

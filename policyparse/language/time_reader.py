"""One time at one place of a folded text: points, ranges, recurrences, spans, and what they resolve to.

Not here: where in a text times are looked for, and which of those found are due (`language.times`); the patterns
(`language.time_patterns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from policyparse.language import time_patterns as patterns
from policyparse.language.calendar_points import Point, add_span, integer, iso_rest, point_at, year_of
from policyparse.language.durations import ISSUED, WITHIN, is_within
from policyparse.language.recurrences import Recurrence, next_month_at, one_each_at, recurrence_at, turn_at
from policyparse.language.spelling import skip_blanks, skip_blanks_left
from policyparse.language.values import Precision, Time, TimeKind

HALF_A_YEAR = 183  # days


class FoundTime(NamedTuple):
    start: int
    end: int
    time: Time
    rule: str


@dataclass(slots=True)
class TimeReader:
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

    def at(self, index: int) -> FoundTime | None:
        """The time whose words begin at ``index``."""
        text = self.text
        first = text[index]
        if first == "每":
            return self._recurring(index, index, None)
        if first in "按逐分":
            return self._turning(index, turn_at(text, index))
        if first == "自":
            return self._from_issue(index)
        if first in "长持常随":
            return self._alone(index, patterns.ONGOING, "ongoing", "time.ongoing")
        if first == "即" and (until := patterns.FROM_NOW_TO.match(self.text, index)) is not None:
            return self._from_now_to(index, until.end())
        if first == "即" and (since := patterns.FROM_NOW.match(self.text, index)) is not None:
            return FoundTime(index, since.end(), Time("", "from", self.reference, None, None, "day"), "time.from")
        if first in "立即":
            return self._alone(index, patterns.AT_ONCE, "by", "time.at_once")
        if first == "年":
            return self._year_end(index)
        if first == "全":
            return self._whole_year(index)
        if first == "次" and (monthly := self._turning(index, next_month_at(text, index))):
            return monthly
        if first == "明" and text.startswith("今明两年", index - 1):
            return self._this_year_and_next(index - 1)
        if first == "一" and (each := self._turning(index, one_each_at(text, index))):
            return each
        return self._plan(index) or self.range_at(index) or self._point(index) or self._span(index)

    # --- recurrences and words --------------------------------------------------------------------------------

    def _recurring(self, start: int, index: int, since: date | None) -> FoundTime | None:
        found = recurrence_at(self.text, index, self.cell)
        if found is None:
            return None
        if found.rule.startswith("FREQ=YEARLY;BYMONTH") and found.end > self.yearly_to:
            border = patterns.SENTENCE_END.search(self.text, found.end)
            self.yearly_to = border.start() if border else len(self.text)
        time = Time("", "recurring", since, None, found.rule, found.precision, found.ambiguous)
        return FoundTime(start, found.end, time, "time.recurring")

    def _turning(self, index: int, found: Recurrence | None) -> FoundTime | None:
        time = Time("", "recurring", None, None, found.rule, found.precision) if found else None
        return FoundTime(index, found.end, time, "time.recurring") if found and time else None

    def _this_year_and_next(self, start: int) -> FoundTime:
        """今明两年: the notice's year and the one behind it."""
        year = self.reference.year if self.reference else None
        first, last = (date(year, 1, 1), date(year + 1, 12, 31)) if year else (None, None)
        return FoundTime(start, start + 4, Time("", "during", first, last, None, "year"), "time.range")

    def _from_issue(self, index: int) -> FoundTime | None:
        """自印发之日起，…要: from this notice's day; from the day of something else, which is not told."""
        match = patterns.FROM_ISSUE.match(self.text, index)
        if match is None:
            return None
        first = self.reference if not match["what"] or match["what"].startswith("本") else None
        return FoundTime(index, match.end(), Time("", "from", first, None, None, "day"), "time.from")

    def _from_now_to(self, index: int, at: int) -> FoundTime | None:
        """即日起至12月底: from the notice's own day to the point."""
        last = point_at(self.text, at)
        year = self._year_of(last)[0] if last is not None else None
        if last is None or year is None or self.reference is None:
            return None
        close = patterns.CLOSE.match(self.text, last.end)
        start = index - 1 if self.text[index - 1 : index] == "自" else index
        end = close.end() if close is not None else last.end
        return self._during(start, end, self.reference, last.last_day(year), last.precision)

    def _alone(self, index: int, pattern: re.Pattern[str], kind: TimeKind, rule: str) -> FoundTime | None:
        """长期坚持, 立即: a time in a cell, or where it stands alone between borders."""
        match = pattern.match(self.text, index)
        if match is None:
            return None
        before, behind = self.text[index - 1 : index] if index else "", self.text[match.end() : match.end() + 1]
        free = (not before or before in patterns.OPENS) and (not behind or behind in patterns.CLOSES)
        closes = bool(behind) and behind in ")）〕】" and before in ",，"  # （市公安局牵头，长期推进）
        is_term = self.text.endswith(patterns.OF_TERM, 0, index)
        whole = self.cell or closes or is_term or (free and bool(before) and before not in "。；;\n\t,，、")
        return FoundTime(index, match.end(), Time("", kind), rule) if whole else None

    def _plan(self, index: int) -> FoundTime | None:
        """“十四五”期间: the fifth year plan N runs from 1951 + 5N on (第六个五年计划: 1981 to 1985)."""
        match = patterns.PLAN.match(self.text, index) if self.text[index] in "十三四五六七八九" else None
        if match is None:
            return None
        number = integer(match["number"])
        if number is None or not 3 <= number < 1000:
            return None
        first = 1951 + 5 * number
        if not self.cell and self.reference is not None and date(first + 4, 12, 31) < self.reference:
            return None  # a fact of the past
        start = index - 1 if self.text[index - 1 : index] in ("“", '"', "‘", "「") else index
        if match["what"] in ("末", "期末", "末期", "规划末", "时期末", "期间末"):
            start = self._with_to(start)
            return FoundTime(
                start, match.end(), Time("", "by", None, date(first + 4, 12, 31), None, "plan"), "time.plan"
            )
        time = Time("", "during", date(first, 1, 1), date(first + 4, 12, 31), None, "plan")
        return FoundTime(start, match.end(), time, "time.plan")

    def _with_to(self, start: int) -> int:
        at = skip_blanks_left(self.text, start)
        to = patterns.TO.search(self.text, max(0, at - 3), at)
        return to.start() if to and to[0] != "在" else start

    # --- ranges -----------------------------------------------------------------------------------------------

    def range_at(self, index: int) -> FoundTime | None:
        text = self.text
        if (
            not self.has_joint
            or text[index] not in patterns.NUMERALS
            or (text[index - 1 : index].isdigit() and text[index - 1 : index].isascii())
        ):
            return None
        for pattern, reader in (
            (patterns.SCHOOL_YEARS, self._school_year),
            (patterns.YEARS, self._years),
            (patterns.MONTHS, self._months),
            (patterns.DAYS, self._days),
        ):
            match = pattern.match(text, index)
            if match is not None:
                found = reader(match)
                if found is not None:
                    return found
        return self._points(index)

    def _during(
        self, start: int, end: int, first: date | None, last: date | None, precision: Precision
    ) -> FoundTime | None:
        if first is not None and last is not None and last < first:
            return None
        period = patterns.PERIOD.match(self.text, end)
        return FoundTime(
            start, period.end() if period else end, Time("", "during", first, last, None, precision), "time.range"
        )

    def _years(self, match: re.Match[str]) -> FoundTime | None:
        low, high = year_of(match[1]), year_of(match[2])
        if low is None or high is None or low > high:
            return None
        if self._is_of_what_is_made(match.start(), match.end()):
            return None
        close = patterns.CLOSE.match(self.text, match.end())
        return self._during(
            match.start(), close.end() if close else match.end(), date(low, 1, 1), date(high, 12, 31), "year"
        )

    def _school_year(self, match: re.Match[str]) -> FoundTime | None:
        """2022-2023学年: from 1 September to 31 August (学年 as schools count it)."""
        low, high = year_of(match[1]), year_of(match[2])
        if low is None or high != low + 1:
            return None
        return self._during(match.start(), match.end(), date(low, 9, 1), date(high, 8, 31), "year")

    def _months(self, match: re.Match[str]) -> FoundTime | None:
        low, high = integer(match[2]), integer(match[3])
        if low is None or high is None or not 1 <= low < high <= 12:
            return None
        last = Point(
            match.start(), match.end(), year_of(match[1]) if match[1] else None, None, high, None, None, "month"
        )
        year, ambiguous = self._year_of(last)
        if year is None:
            return self._during(match.start(), match.end(), None, None, "month")
        found = self._during(match.start(), match.end(), date(year, low, 1), last.last_day(year), "month")
        return found._replace(time=replace(found.time, ambiguous=ambiguous)) if found else None

    def _days(self, match: re.Match[str]) -> FoundTime | None:
        month, low, high = integer(match[2]), integer(match[3]), integer(match[4])
        if month is None or low is None or high is None or not 1 <= low < high <= 31 or not 1 <= month <= 12:
            return None
        year_printed = year_of(match[1]) if match[1] else None
        first = Point(match.start(), match.end(), year_printed, None, month, low, None, "day")
        last = first._replace(day=high)
        year, _ = self._year_of(last)
        if year is None:
            return self._during(match.start(), match.end(), None, None, "day")
        if last.last_day(year) is None:
            return None
        return self._during(match.start(), match.end(), first.first_day(year), last.last_day(year), "day")

    def _points(self, index: int) -> FoundTime | None:
        """3月1日至4月15日, 2023年9月至2024年6月: two points; the second takes the first one's year and month."""
        first = self.first_point(index)
        if first is None:
            return None
        separator = patterns.SEPARATOR.match(self.text, first.end)
        last = point_at(self.text, separator.end()) if separator else None
        if separator is not None and first.day is not None and self.text[first.end - 1].isdigit():
            last = last or iso_rest(self.text, separator.end(), first)
        if last is None:
            return None
        if last.year is None and last.shift is None:
            last = last._replace(year=first.year, shift=first.shift)
        elif first.year is None and first.shift is None:
            first = first._replace(year=last.year, shift=last.shift)
        year, ambiguous = self._year_of(last)
        start_year = first.year if first.year is not None else year
        if year is None or start_year is None:
            return self._during(index, last.end, None, None, last.precision)
        found = self._during(index, last.end, first.first_day(start_year), last.last_day(year), last.precision)
        return found._replace(time=replace(found.time, ambiguous=ambiguous)) if found else None

    # --- points -----------------------------------------------------------------------------------------------

    def _of_a_case(self, index: int) -> bool:
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
        if point is not None and point.shift is not None and self._of_a_case(index):
            return None
        return point

    def _year_of(self, point: Point) -> tuple[int | None, bool]:
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

    def _point(self, index: int) -> FoundTime | None:
        point = self.first_point(index)
        if point is None:
            return None
        text = self.text
        year, guessed = self._year_of(point)
        if point.precision == "year" and (feast := patterns.BEFORE_FEAST.match(text, point.end)) is not None:
            return self._before_feast(point, year, feast)
        since = patterns.FROM.match(text, point.end)
        if since is not None:
            return self._from(point, year, since.end())
        if patterns.SINCE.match(text, point.end) or patterns.ALREADY.search(text, max(0, index - 4), index):
            return None
        close = patterns.CLOSE.match(text, point.end)
        if close is not None and self._reports(index, close.end()):
            return None
        if close is not None:
            return self._by(point, year, guessed, close.end(), False)
        before = patterns.BEFORE.match(text, point.end)
        if before is not None:
            return self._by(point, year, guessed, before.end(), point.day is None)
        if (early := self._shared_close(point)) is not None:
            return self._by(point, *self._year_of(point), point.end, early)
        if self.cell:
            inside = patterns.INSIDE.match(text, point.end)
            return self._by(point, year, guessed, inside.end() if inside else point.end, False)
        return self._bare(point, year, guessed)

    def _before_feast(self, point: Point, year: int | None, feast: re.Match[str]) -> FoundTime:
        """2024年国庆节前: by the eve of the feast; the day of one by the moon (2024年春节前) is not told."""
        day = patterns.FEASTS.get(feast["feast"])
        eve = date(year, *day) - timedelta(days=1) if day is not None and year is not None and year > 1 else None
        start = point.start if self.cell else self._with_to(point.start)
        return FoundTime(start, feast.end(), Time("", "by", None, eve, None, "day"), "time.by")

    def _shared_close(self, point: Point) -> bool | None:
        """4月10日、7月10日和2024年1月10日前: what closes a list closes each of its members; None where nothing does.

        True where the bound is the day before (4月、6月前). A year that one member prints counts for its neighbours.
        """
        text = self.text
        for members in self._lists(point):
            end = members[-1].end
            close, before = patterns.CLOSE.match(text, end), patterns.BEFORE.match(text, end)
            if close is not None or before is not None:
                self._carry_years(members)
                return close is None and point.day is None
        return None

    def _lists(self, point: Point) -> Iterator[list[Point]]:
        """The list of points of one precision that begins with ``point``, longer by one each time."""
        members = [point]
        while len(members) <= 12 and (joint := patterns.LIST_JOINT.match(self.text, members[-1].end)) is not None:
            following = point_at(self.text, joint.end())
            if following is None or following.precision != point.precision or following.shift is not None:
                return
            members.append(following)
            yield members

    def _shares_verb(self, point: Point) -> bool:
        """2023年、2024年分别完成…, 第一、三季度各开展…: the verb behind the last of a list is that of all."""
        for members in self._lists(point):
            end = members[-1].end
            if patterns.DUE_VERB.match(self.text, end) or patterns.EACH_ITS_VALUE.match(self.text, end):
                self._carry_years(members)
                self.shared_to = end
                return True
        return False

    def _carry_years(self, members: list[Point]) -> None:
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

    def _reports(self, index: int, end: int) -> bool:
        """截至2022年底，我省已…: a report of what is done."""
        at = skip_blanks_left(self.text, index)
        until = (
            self.text[max(0, at - 3) : at].rstrip("到止至").endswith("截") or self.text[max(0, at - 2) : at] == "截至"
        )
        return until and patterns.DONE.match(self.text, end) is not None

    def _from(self, point: Point, year: int | None, end: int) -> FoundTime | None:
        at = skip_blanks_left(self.text, point.start)
        start = at - 1 if self.text[at - 1 : at] in ("从", "自") else point.start
        if point.year is None and point.shift is None and year is not None:
            year = self._year_begun(point, year)
        first = point.first_day(year) if year is not None else None
        if year is not None and first is None:
            return None
        every = skip_blanks(self.text, end)
        if self.text[every : every + 1] in (",", "，", "、"):
            every = skip_blanks(self.text, every + 1)
        if self.text[every : every + 1] == "每":
            recurring = self._recurring(start, every, first)
            if recurring is not None:
                return recurring
        return FoundTime(start, end, Time("", "from", first, None, None, point.precision), "time.from")

    def _year_begun(self, point: Point, year: int) -> int:
        """What began in the plan's year goes on, and so does what began in the months before the notice."""
        if self.default_year is not None:
            return self.default_year
        own = self.reference
        first = point.first_day(own.year) if own is not None and year > own.year else None
        return own.year if own is not None and first is not None and (own - first).days <= HALF_A_YEAR else year

    def _by(self, point: Point, year: int | None, guessed: bool, end: int, early: bool) -> FoundTime | None:
        """Due by a point: by its last day, or, before a bare month or year, by the day before it (``latest``: end)."""
        start = point.start if self.cell else self._with_to(point.start)
        if start < self.yearly_to and point.year is None and point.shift in (None, 1) and point.month and not early:
            time = Time("", "recurring", None, None, point.each_year(), point.precision)
            return FoundTime(start, end, time, "time.recurring")
        if year is None:
            return FoundTime(start, end, Time("", "by", None, None, None, point.precision, early), "time.by")
        last, first = point.last_day(year), point.first_day(year)
        if last is None or first is None:
            return None
        if early:
            eve = first - timedelta(days=1) if first > date.min else first
            return FoundTime(start, end, Time("", "by", None, eve, None, point.precision, True, last), "time.before")
        return FoundTime(start, end, Time("", "by", None, last, None, point.precision, guessed), "time.by")

    def _bare(self, point: Point, year: int | None, guessed: bool) -> FoundTime | None:
        """A point with nothing behind it is due only after 到, before a verb, or as the lead of a sentence."""
        text, end = self.text, point.end
        if point.shift is not None and point.shift < 0:
            return None
        at = skip_blanks_left(text, point.start)
        last = point.last_day(year) if year is not None else None
        past = self.reference is not None and last is not None and last < self.reference
        to = patterns.TO.search(text, max(0, at - 3), at)
        if 0 <= self.to_end < point.start and patterns.LIST_JOINT.fullmatch(text, self.to_end, point.start):
            self.to_end = end
            return self._by(point, year, guessed, end, False)
        if to is not None and to[0] != "在":
            self.to_end = end
            if to[0].startswith("截") and (patterns.DONE.match(text, end) or past):
                return None
            if patterns.REACHED.search(text, max(0, at - 3), at) or text[end : end + 1] == "的":
                return None
            return self._by(point, year, guessed, end, False)
        inside = patterns.INSIDE.match(text, end)
        if inside is not None:
            return self._by(point, year, guessed, inside.end(), False)
        if patterns.GOAL.match(text, end):
            return self._by(point, year, guessed, end, False)
        to_come = point.day is not None and not (past or guessed) and self.reference is not None
        if to_come and patterns.ON_DAY.search(text, max(0, at - 2), at) and text[end : end + 1] not in "，,。的）)":
            return self._by(point, year, guessed, end, False)
        if not past and point.year is not None and patterns.AIMED.search(text, max(0, at - 3), at):
            return self._by(point, year, guessed, end, False)
        if (
            past
            or guessed
            or (text[end - 2 : end] == "年度" and not patterns.YEAR_OF_PLAN.match(text, end))
            or text[point.start : point.start + 2] in ("当年", "次年")
        ):
            return None
        if patterns.NAME_AHEAD.match(text, end) or (
            point.precision == "year" and self._is_of_what_is_made(point.start, end)
        ):
            return None
        due = patterns.DUE_VERB.match(text, end) or patterns.YEAR_OF_BOUND.match(text, end)
        is_due = due is not None or end <= self.shared_to or self._shares_verb(point)
        if is_due and text[at - 1 : at] not in ("的", "较", "比", "第"):
            return self._by(point, year, guessed, end, False)
        opens = at == 0 or text[at - 1] in "。；;\n\t\r：:—－-（(" or patterns.ITEM_DOT.search(text, max(0, at - 6), at)
        comma = skip_blanks(text, end)
        leads = text[comma : comma + 1] in (",", "，") and (
            opens or (text[at - 1] in ",，" and patterns.DUE_VERB.match(text, comma + 1) is not None)
        )
        if leads and self.reference is not None and last is not None:
            return self._by(point, year, guessed, end, False)
        if point.day is not None and self.reference is not None and patterns.CLOSES_AT.search(text, max(0, at - 8), at):
            return self._by(point, year, guessed, end, False)
        return None

    def _is_of_what_is_made(self, start: int, end: int) -> bool:
        """编制2030年达标区域的方案: the year belongs to what the verb right before it makes."""
        made = patterns.MAKES.search(self.text, max(0, start - 2), start)
        return made is not None and patterns.WHAT_IS_MADE.match(self.text, end) is not None

    def _year_end(self, index: int) -> FoundTime | None:
        """年底前, 年内, 月底前 with no year of their own."""
        text = self.text
        match = patterns.ALONE_YEAR.match(text, index)
        at = skip_blanks_left(text, index)
        before = text[at - 1 : at] if at else ""
        if match is None or before.isdigit() or (before and before in f"{patterns.N}两几多半每上去前近历往月"):
            return None
        if patterns.PAST.match(text, match.end()) or (at > 1 and self._of_a_case(at - 2)):
            return None
        year, _ = self._year_of(Point(index, match.end(), None, None, 12))
        end = date(year, 12, 31) if year is not None and 1 <= year <= 9999 else None
        start = index if self.cell else self._with_to(index)
        return FoundTime(start, match.end(), Time("", "by", None, end, None, "year"), "time.by")

    def _whole_year(self, index: int) -> FoundTime | None:
        """全年实现…: from the first to the last day of the notice's year."""
        match = patterns.WHOLE_YEAR.match(self.text, index) or (self.cell and patterns.ALL_YEAR.match(self.text, index))
        if not match:
            return None
        year = self.default_year or (self.reference.year if self.reference else None)
        first, last = (date(year, 1, 1), date(year, 12, 31)) if year and 1 <= year <= 9999 else (None, None)
        return FoundTime(index, match.end(), Time("", "during", first, last, None, "year"), "time.range")

    # --- spans ------------------------------------------------------------------------------------------------

    def _span(self, index: int) -> FoundTime | None:
        text = self.text
        if text[index] in "未今其":
            match = patterns.FUTURE.match(text, index)
            return self._within(match, "年", index, match.end()) if match else None
        match = patterns.SPAN.match(text, index) if text[index] in patterns.SPAN_FIRST else None
        before = text[index - 1 : index]
        if match is None or before in (".", "第", "每", "-", "数") or (before.isascii() and before.isdigit()):
            return None
        unit = match["unit"].replace("个", "")
        if not is_within(text, index, match.end(), unit):
            return None
        tail = WITHIN.match(text, match.end())
        at = skip_blanks_left(text, index)
        lead = patterns.USE.search(text, max(0, at - 2), at) or ISSUED.search(text, max(0, at - 10), at)
        return self._within(match, unit, lead.start() if lead else index, tail.end() if tail else match.end())

    def _within(self, match: re.Match[str], unit: str, start: int, end: int) -> FoundTime | None:
        words = match["count"]
        if words == "半":
            count, step = 6, "月"
            if unit not in ("年", "周年"):
                return None
        else:
            number = integer(words)
            if number is None:
                return None
            count, step = number, unit
        last = add_span(self.reference, count, step) if self.reference else None
        time = Time("", "within", self.reference, last, None, patterns.UNIT_PRECISION.get(unit, "day"))
        return FoundTime(start, end, time, "time.within")

"""Times at one point of the calendar, and whether something is due by it: 2025年底前, 4月10日、7月10日前, 自3月1日起.

Not here: which day a point is (`language.calendar_points`), ranges (`language.time_ranges`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from policyparse.language import time_patterns as patterns
from policyparse.language.calendar_points import Point, point_at
from policyparse.language.spelling import skip_blanks, skip_blanks_left
from policyparse.language.time_reading import FoundTime, Reading
from policyparse.language.values import Time


def due_point_at(reading: Reading, index: int) -> FoundTime | None:
    point = reading.first_point(index)
    if point is None:
        return None
    text = reading.text
    year, guessed = reading.year_of(point)
    if point.precision == "year" and (feast := patterns.BEFORE_FEAST.match(text, point.end)) is not None:
        return _before_feast(reading, point, year, feast)
    since = patterns.FROM.match(text, point.end)
    if since is not None:
        return _from(reading, point, year, since.end())
    if patterns.SINCE.match(text, point.end) or patterns.ALREADY.search(text, max(0, index - 4), index):
        return None
    close = patterns.CLOSE.match(text, point.end)
    if close is not None and _reports(reading, index, close.end()):
        return None
    if close is not None:
        return _by(reading, point, year, guessed, close.end(), False)
    before = patterns.BEFORE.match(text, point.end)
    if before is not None:
        return _by(reading, point, year, guessed, before.end(), point.day is None)
    if (early := _shared_close(reading, point)) is not None:
        return _by(reading, point, *reading.year_of(point), point.end, early)
    if reading.cell:
        inside = patterns.INSIDE.match(text, point.end)
        return _by(reading, point, year, guessed, inside.end() if inside else point.end, False)
    return _bare(reading, point, year, guessed)


def _before_feast(reading: Reading, point: Point, year: int | None, feast: re.Match[str]) -> FoundTime:
    """2024年国庆节前: by the eve of the feast; the day of one by the moon (2024年春节前) is not told."""
    day = patterns.FEASTS.get(feast["feast"])
    eve = date(year, *day) - timedelta(days=1) if day is not None and year is not None and year > 1 else None
    start = point.start if reading.cell else reading.with_to(point.start)
    return FoundTime(start, feast.end(), Time("", "by", None, eve, None, "day"), "time.by")


def _shared_close(reading: Reading, point: Point) -> bool | None:
    """4月10日、7月10日和2024年1月10日前: what closes a list closes each of its members; None where nothing does.

    True where the bound is the day before (4月、6月前). A year that one member prints counts for its neighbours.
    """
    text = reading.text
    for members in _lists(reading, point):
        end = members[-1].end
        close, before = patterns.CLOSE.match(text, end), patterns.BEFORE.match(text, end)
        if close is not None or before is not None:
            reading.carry_years(members)
            return close is None and point.day is None
    return None


def _lists(reading: Reading, point: Point) -> Iterator[list[Point]]:
    """The list of points of one precision that begins with ``point``, longer by one each time."""
    members = [point]
    while len(members) <= 12 and (joint := patterns.LIST_JOINT.match(reading.text, members[-1].end)) is not None:
        following = point_at(reading.text, joint.end())
        if following is None or following.precision != point.precision or following.shift is not None:
            return
        members.append(following)
        yield members


def _shares_verb(reading: Reading, point: Point) -> bool:
    """2023年、2024年分别完成…, 第一、三季度各开展…: the verb behind the last of a list is that of all."""
    for members in _lists(reading, point):
        end = members[-1].end
        if patterns.DUE_VERB.match(reading.text, end) or patterns.EACH_ITS_VALUE.match(reading.text, end):
            reading.carry_years(members)
            reading.shared_to = end
            return True
    return False


def _reports(reading: Reading, index: int, end: int) -> bool:
    """截至2022年底，我省已…: a report of what is done."""
    at = skip_blanks_left(reading.text, index)
    until = (
        reading.text[max(0, at - 3) : at].rstrip("到止至").endswith("截") or reading.text[max(0, at - 2) : at] == "截至"
    )
    return until and patterns.DONE.match(reading.text, end) is not None


def _from(reading: Reading, point: Point, year: int | None, end: int) -> FoundTime | None:
    at = skip_blanks_left(reading.text, point.start)
    start = at - 1 if reading.text[at - 1 : at] in ("从", "自") else point.start
    if point.year is None and point.shift is None and year is not None:
        year = reading.year_begun(point, year)
    first = point.first_day(year) if year is not None else None
    if year is not None and first is None:
        return None
    every = skip_blanks(reading.text, end)
    if reading.text[every : every + 1] in (",", "，", "、"):
        every = skip_blanks(reading.text, every + 1)
    if reading.text[every : every + 1] == "每":
        recurring = reading.recurring(start, every, first)
        if recurring is not None:
            return recurring
    return FoundTime(start, end, Time("", "from", first, None, None, point.precision), "time.from")


def _by(reading: Reading, point: Point, year: int | None, guessed: bool, end: int, early: bool) -> FoundTime | None:
    """Due by a point: by its last day, or, before a bare month or year, by the day before it (``latest``: end)."""
    start = point.start if reading.cell else reading.with_to(point.start)
    if start < reading.yearly_to and point.year is None and point.shift in (None, 1) and point.month and not early:
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


def _bare(reading: Reading, point: Point, year: int | None, guessed: bool) -> FoundTime | None:
    """A point with nothing behind it is due only after 到, before a verb, or as the lead of a sentence."""
    text, end = reading.text, point.end
    if point.shift is not None and point.shift < 0:
        return None
    at = skip_blanks_left(text, point.start)
    last = point.last_day(year) if year is not None else None
    past = reading.reference is not None and last is not None and last < reading.reference
    to = patterns.TO.search(text, max(0, at - 3), at)
    if 0 <= reading.to_end < point.start and patterns.LIST_JOINT.fullmatch(text, reading.to_end, point.start):
        reading.to_end = end
        return _by(reading, point, year, guessed, end, False)
    if to is not None and to[0] != "在":
        reading.to_end = end
        if to[0].startswith("截") and (patterns.DONE.match(text, end) or past):
            return None
        if patterns.REACHED.search(text, max(0, at - 3), at) or text[end : end + 1] == "的":
            return None
        return _by(reading, point, year, guessed, end, False)
    inside = patterns.INSIDE.match(text, end)
    if inside is not None:
        return _by(reading, point, year, guessed, inside.end(), False)
    if patterns.GOAL.match(text, end):
        return _by(reading, point, year, guessed, end, False)
    to_come = point.day is not None and not (past or guessed) and reading.reference is not None
    if to_come and patterns.ON_DAY.search(text, max(0, at - 2), at) and text[end : end + 1] not in "，,。的）)":
        return _by(reading, point, year, guessed, end, False)
    if not past and point.year is not None and patterns.AIMED.search(text, max(0, at - 3), at):
        return _by(reading, point, year, guessed, end, False)
    if (
        past
        or guessed
        or (text[end - 2 : end] == "年度" and not patterns.YEAR_OF_PLAN.match(text, end))
        or text[point.start : point.start + 2] in ("当年", "次年")
    ):
        return None
    if patterns.NAME_AHEAD.match(text, end) or (
        point.precision == "year" and reading.is_of_what_is_made(point.start, end)
    ):
        return None
    due = patterns.DUE_VERB.match(text, end) or patterns.YEAR_OF_BOUND.match(text, end)
    is_due = due is not None or end <= reading.shared_to or _shares_verb(reading, point)
    if is_due and text[at - 1 : at] not in ("的", "较", "比", "第"):
        return _by(reading, point, year, guessed, end, False)
    opens = at == 0 or text[at - 1] in "。；;\n\t\r：:—－-（(" or patterns.ITEM_DOT.search(text, max(0, at - 6), at)
    comma = skip_blanks(text, end)
    leads = text[comma : comma + 1] in (",", "，") and (
        opens or (text[at - 1] in ",，" and patterns.DUE_VERB.match(text, comma + 1) is not None)
    )
    if leads and reading.reference is not None and last is not None:
        return _by(reading, point, year, guessed, end, False)
    if point.day is not None and reading.reference is not None and patterns.CLOSES_AT.search(text, max(0, at - 8), at):
        return _by(reading, point, year, guessed, end, False)
    return None


def year_end(reading: Reading, index: int) -> FoundTime | None:
    """年底前, 年内, 月底前 with no year of their own."""
    text = reading.text
    match = patterns.ALONE_YEAR.match(text, index)
    at = skip_blanks_left(text, index)
    before = text[at - 1 : at] if at else ""
    if match is None or before.isdigit() or (before and before in f"{patterns.N}两几多半每上去前近历往月"):
        return None
    if patterns.PAST.match(text, match.end()) or (at > 1 and reading.of_a_case(at - 2)):
        return None
    year, _ = reading.year_of(Point(index, match.end(), None, None, 12))
    end = date(year, 12, 31) if year is not None and 1 <= year <= 9999 else None
    start = index if reading.cell else reading.with_to(index)
    return FoundTime(start, match.end(), Time("", "by", None, end, None, "year"), "time.by")

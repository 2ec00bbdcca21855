"""Times with a beginning and an end: 2023—2025年, 3月1日至4月15日, 全年, 即日起至12月底.

Not here: single points and what makes them due (`language.time_points`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from policyparse.language import time_patterns as patterns
from policyparse.language.calendar_points import Point, integer, iso_rest, point_at, year_of
from policyparse.language.time_reading import FoundTime, Reading
from policyparse.language.values import Precision, Time


def this_year_and_next(reading: Reading, start: int) -> FoundTime:
    """今明两年: the notice's year and the one behind it."""
    year = reading.reference.year if reading.reference else None
    first, last = (date(year, 1, 1), date(year + 1, 12, 31)) if year else (None, None)
    return FoundTime(start, start + 4, Time("", "during", first, last, None, "year"), "time.range")


def from_now_to(reading: Reading, index: int, at: int) -> FoundTime | None:
    """即日起至12月底: from the notice's own day to the point."""
    last = point_at(reading.text, at)
    year = reading.year_of(last)[0] if last is not None else None
    if last is None or year is None or reading.reference is None:
        return None
    close = patterns.CLOSE.match(reading.text, last.end)
    start = index - 1 if reading.text[index - 1 : index] == "自" else index
    end = close.end() if close is not None else last.end
    return during(reading, start, end, reading.reference, last.last_day(year), last.precision)


def range_at(reading: Reading, index: int) -> FoundTime | None:
    text = reading.text
    if (
        not reading.has_joint
        or text[index] not in patterns.NUMERALS
        or (text[index - 1 : index].isdigit() and text[index - 1 : index].isascii())
    ):
        return None
    for pattern, reader in (
        (patterns.SCHOOL_YEARS, _school_year),
        (patterns.YEARS, _years),
        (patterns.MONTHS, _months),
        (patterns.DAYS, _days),
    ):
        match = pattern.match(text, index)
        if match is not None:
            found = reader(reading, match)
            if found is not None:
                return found
    return _points(reading, index)


def during(
    reading: Reading, start: int, end: int, first: date | None, last: date | None, precision: Precision
) -> FoundTime | None:
    if first is not None and last is not None and last < first:
        return None
    period = patterns.PERIOD.match(reading.text, end)
    return FoundTime(
        start, period.end() if period else end, Time("", "during", first, last, None, precision), "time.range"
    )


def _years(reading: Reading, match: re.Match[str]) -> FoundTime | None:
    low, high = year_of(match[1]), year_of(match[2])
    if low is None or high is None or low > high:
        return None
    if reading.is_of_what_is_made(match.start(), match.end()):
        return None
    close = patterns.CLOSE.match(reading.text, match.end())
    return during(
        reading, match.start(), close.end() if close else match.end(), date(low, 1, 1), date(high, 12, 31), "year"
    )


def _school_year(reading: Reading, match: re.Match[str]) -> FoundTime | None:
    """2022-2023学年: from 1 September to 31 August (学年 as schools count it)."""
    low, high = year_of(match[1]), year_of(match[2])
    if low is None or high != low + 1:
        return None
    return during(reading, match.start(), match.end(), date(low, 9, 1), date(high, 8, 31), "year")


def _months(reading: Reading, match: re.Match[str]) -> FoundTime | None:
    low, high = integer(match[2]), integer(match[3])
    if low is None or high is None or not 1 <= low < high <= 12:
        return None
    last = Point(match.start(), match.end(), year_of(match[1]) if match[1] else None, None, high, None, None, "month")
    year, ambiguous = reading.year_of(last)
    if year is None:
        return during(reading, match.start(), match.end(), None, None, "month")
    found = during(reading, match.start(), match.end(), date(year, low, 1), last.last_day(year), "month")
    return found._replace(time=replace(found.time, ambiguous=ambiguous)) if found else None


def _days(reading: Reading, match: re.Match[str]) -> FoundTime | None:
    month, low, high = integer(match[2]), integer(match[3]), integer(match[4])
    if month is None or low is None or high is None or not 1 <= low < high <= 31 or not 1 <= month <= 12:
        return None
    year_printed = year_of(match[1]) if match[1] else None
    first = Point(match.start(), match.end(), year_printed, None, month, low, None, "day")
    last = first._replace(day=high)
    year, _ = reading.year_of(last)
    if year is None:
        return during(reading, match.start(), match.end(), None, None, "day")
    if last.last_day(year) is None:
        return None
    return during(reading, match.start(), match.end(), first.first_day(year), last.last_day(year), "day")


def _points(reading: Reading, index: int) -> FoundTime | None:
    """3月1日至4月15日, 2023年9月至2024年6月: two points; the second takes the first one's year and month."""
    first = reading.first_point(index)
    if first is None:
        return None
    separator = patterns.SEPARATOR.match(reading.text, first.end)
    last = point_at(reading.text, separator.end()) if separator else None
    by_hour = ":" in reading.text[first.start : first.end]  # 4月1日9:00—17:00
    if separator is not None and first.day is not None and reading.text[first.end - 1].isdigit() and not by_hour:
        last = last or iso_rest(reading.text, separator.end(), first)
    if last is None:
        return None
    if last.year is None and last.shift is None:
        last = last._replace(year=first.year, shift=first.shift)
    elif first.year is None and first.shift is None:
        first = first._replace(year=last.year, shift=last.shift)
    year, ambiguous = reading.year_of(last)
    start_year = first.year if first.year is not None else year
    if year is None or start_year is None:
        return during(reading, index, last.end, None, None, last.precision)
    found = during(reading, index, last.end, first.first_day(start_year), last.last_day(year), last.precision)
    return found._replace(time=replace(found.time, ambiguous=ambiguous)) if found else None


def whole_year(reading: Reading, index: int) -> FoundTime | None:
    """全年实现…: from the first to the last day of the notice's year."""
    match = patterns.WHOLE_YEAR.match(reading.text, index) or (
        reading.cell and patterns.ALL_YEAR.match(reading.text, index)
    )
    if not match:
        return None
    year = reading.default_year or (reading.reference.year if reading.reference else None)
    first, last = (date(year, 1, 1), date(year, 12, 31)) if year and 1 <= year <= 9999 else (None, None)
    return FoundTime(index, match.end(), Time("", "during", first, last, None, "year"), "time.range")

"""The time that begins at one place of a folded text, of whatever kind: a point, a range, a recurrence, a span, a word.

Not here: where in a text times are looked for, and which of those found are due (`language.times`); the patterns
(`language.time_patterns`).
"""

from __future__ import annotations

import re
from datetime import date

from policyparse.language import time_patterns as patterns
from policyparse.language.calendar_points import add_span, integer
from policyparse.language.durations import ISSUED, WITHIN, is_within
from policyparse.language.recurrences import Recurrence, next_month_at, one_each_at, turn_at
from policyparse.language.spelling import skip_blanks_left
from policyparse.language.time_points import due_point_at, year_end
from policyparse.language.time_ranges import from_now_to, range_at, this_year_and_next, whole_year
from policyparse.language.time_reading import FoundTime, Reading
from policyparse.language.values import Time, TimeKind


def time_at(reading: Reading, index: int) -> FoundTime | None:
    """The time whose words begin at ``index``."""
    text = reading.text
    first = text[index]
    if first == "每":
        return reading.recurring(index, index, None)
    if first in "按逐分":
        return _turning(reading, index, turn_at(text, index))
    if first == "自":
        return _from_issue(reading, index)
    if first in "长持常随":
        return _alone(reading, index, patterns.ONGOING, "ongoing", "time.ongoing")
    if first == "即" and (until := patterns.FROM_NOW_TO.match(reading.text, index)) is not None:
        return from_now_to(reading, index, until.end())
    if first == "即" and (since := patterns.FROM_NOW.match(reading.text, index)) is not None:
        return FoundTime(index, since.end(), Time("", "from", reading.reference, None, None, "day"), "time.from")
    if first in "立即":
        return _alone(reading, index, patterns.AT_ONCE, "by", "time.at_once")
    if first == "年":
        return year_end(reading, index)
    if first == "全":
        return whole_year(reading, index)
    if first == "次" and (monthly := _turning(reading, index, next_month_at(text, index))):
        return monthly
    if first == "明" and text.startswith("今明两年", index - 1):
        return this_year_and_next(reading, index - 1)
    if first == "一" and (each := _turning(reading, index, one_each_at(text, index))):
        return each
    return _plan(reading, index) or range_at(reading, index) or due_point_at(reading, index) or _span(reading, index)


def _turning(reading: Reading, index: int, found: Recurrence | None) -> FoundTime | None:
    time = Time("", "recurring", None, None, found.rule, found.precision) if found else None
    return FoundTime(index, found.end, time, "time.recurring") if found and time else None


def _from_issue(reading: Reading, index: int) -> FoundTime | None:
    """自印发之日起，…要: from this notice's day; from the day of something else, which is not told."""
    match = patterns.FROM_ISSUE.match(reading.text, index)
    if match is None:
        return None
    first = reading.reference if not match["what"] or match["what"].startswith("本") else None
    return FoundTime(index, match.end(), Time("", "from", first, None, None, "day"), "time.from")


def _alone(reading: Reading, index: int, pattern: re.Pattern[str], kind: TimeKind, rule: str) -> FoundTime | None:
    """长期坚持, 立即: a time in a cell, or where it stands alone between borders."""
    match = pattern.match(reading.text, index)
    if match is None:
        return None
    before, behind = reading.text[index - 1 : index] if index else "", reading.text[match.end() : match.end() + 1]
    free = (not before or before in patterns.OPENS) and (not behind or behind in patterns.CLOSES)
    closes = bool(behind) and behind in ")）〕】" and before in ",，"  # （市公安局牵头，长期推进）
    is_term = reading.text.endswith(patterns.OF_TERM, 0, index)
    whole = reading.cell or closes or is_term or (free and bool(before) and before not in "。；;\n\t,，、")
    return FoundTime(index, match.end(), Time("", kind), rule) if whole else None


def _plan(reading: Reading, index: int) -> FoundTime | None:
    """“十四五”期间: the fifth year plan N runs from 1951 + 5N on (第六个五年计划: 1981 to 1985)."""
    match = patterns.PLAN.match(reading.text, index) if reading.text[index] in "十三四五六七八九" else None
    if match is None:
        return None
    number = integer(match["number"])
    if number is None or not 3 <= number < 1000:
        return None
    first = 1951 + 5 * number
    if not reading.cell and reading.reference is not None and date(first + 4, 12, 31) < reading.reference:
        return None  # a fact of the past
    start = index - 1 if reading.text[index - 1 : index] in ("“", '"', "‘", "「") else index
    if match["what"] in ("末", "期末", "末期", "规划末", "时期末", "期间末"):
        start = reading.with_to(start)
        return FoundTime(start, match.end(), Time("", "by", None, date(first + 4, 12, 31), None, "plan"), "time.plan")
    time = Time("", "during", date(first, 1, 1), date(first + 4, 12, 31), None, "plan")
    return FoundTime(start, match.end(), time, "time.plan")


def _span(reading: Reading, index: int) -> FoundTime | None:
    text = reading.text
    if text[index] in "未今其":
        match = patterns.FUTURE.match(text, index)
        return _within(reading, match, "年", index, match.end()) if match else None
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
    return _within(reading, match, unit, lead.start() if lead else index, tail.end() if tail else match.end())


def _within(reading: Reading, match: re.Match[str], unit: str, start: int, end: int) -> FoundTime | None:
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
    last = add_span(reading.reference, count, step) if reading.reference else None
    time = Time("", "within", reading.reference, last, None, patterns.UNIT_PRECISION.get(unit, "day"))
    return FoundTime(start, end, time, "time.within")

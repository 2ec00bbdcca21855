"""A point in the calendar as words give it (2024年1月底, 6月上旬, 三季度末, 上半年), and the dates it covers.

Purpose: one pattern for a point and its first and last day. Not for: whether the point is a due time (times.py).
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from policyparse.language import chinese
from policyparse.language.spelling import BLANKS as B
from policyparse.language.values import Precision
from policyparse.lazy_regex import inline, regex

_HAN = "〇零一二三四五六七八九"
YEAR = f"(?:(?:19|20)[0-9]{{2}}|2 0[0-9]{{2}}|[一二][{_HAN}Oo0]{{3}})"
_SMALL = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
#: What may stand behind a day: its weekday in brackets, an hour. (周五) 17:00, 上午9时, 24时
_CLOCK = (
    f"(?:{B}[(](?:周|星期|礼拜)[一二三四五六日天][)])?"
    f"(?:{B}(?:上午|下午|中午|晚上|晚|零)?{B}[0-2]?[0-9](?::[0-5][0-9](?!:)|[时点](?:[0-5]?[0-9]分|整)?)|{B}(?:(?:上午|下午|中午|晚上)(?=前|之前|以前)|(?:上午|下午|当[天日])?下班(?=前|之前|以前)))?"
)
_PART = (
    f"(?P<month>{_SMALL}){B}(?:月份?{B}(?:(?P<day>{_SMALL}){B}[日号]{_CLOCK}|(?P<third>上中旬|中下旬|[上中下]旬))?)"
    f"|(?P<quarter>第?{B}[1-4一二三四]{B}季度|前三季度)|(?P<half>[上下]半年)|(?P<term>[春秋]季?学期)"
)
POINT = regex(
    f"(?:(?P<year>{YEAR}){B}(?:年度?|(?=-{_SMALL}月))|(?P<relative>今年|本年度?|当年|明年|次年|去年|上年)){B}(?:{_PART})?"
    f"|(?P<iso>(?:19|20)[0-9]{{2}}(?P<mark>[-/.])[01]?[0-9](?:(?P=mark)[0-3]?[0-9])?)(?![0-9年]|(?P=mark)[0-9])"
    f"|{_PART.replace('?P<month>', '?P<month2>').replace('?P<day>', '?P<day2>').replace('?P<third>', '?P<third2>').replace('?P<quarter>', '?P<quarter2>').replace('?P<half>', '?P<half2>').replace('?P<term>', '?P<term2>')}"
)
#: Years counted from the notice's own: 今年, 明年.
_RELATIVE = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "次年": 1, "去年": -1, "上年": -1}


#: The second end of a dotted range, which repeats neither year nor month: 2026.4.27-4.30, 2026/4/27-30.
_ISO_REST = regex("(?:([01]?[0-9])[-/.])?([0-3]?[0-9])(?![0-9.年月日/-])")


class Point(NamedTuple):
    """A point in the calendar; ``year`` None where none is printed, ``shift`` a year counted from the notice's."""

    start: int
    end: int
    year: int | None
    shift: int | None
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    precision: Precision = "year"
    third: int = 0
    """The part of the month that it ends with: 1 to 3 for 上旬, 中旬 (上中旬), 下旬 (中下旬)."""

    def first_day(self, year: int) -> date | None:
        """The first day that the point covers."""
        return _date(year, self.month or 1, self.day or (self.third * 10 - 9 if self.third else 1))

    def last_day(self, year: int) -> date | None:
        """The last day that the point covers."""
        if self.day is not None:
            return _date(year, self.month or 12, self.day)
        month = self.last_month or self.month or 12
        return _date(year, month, self.third * 10 if self.third in (1, 2) else month_end(year, month))

    def each_year(self) -> str:
        """The rule of its last day in every year (RFC 5545, 3.3.10); the year that is printed does not count."""
        third = (10, 20, -1)[self.third - 1] if self.third else -1
        day = self.day if self.day is not None else third
        return f"FREQ=YEARLY;BYMONTH={self.last_month or self.month or 12};BYMONTHDAY={day}"


def month_end(year: int, month: int) -> int:
    """The number of the month's last day."""
    return monthrange(year, month)[1]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def integer(words: str) -> int | None:
    """A small number in digits or Chinese numerals."""
    words = words.replace(" ", "")
    if words.isascii() and words.isdigit():
        return int(words)
    return chinese.value_of(words)


def year_of(words: str) -> int | None:
    """2025, 二〇二五, 二O二五: a year of four digits in either script."""
    words = words.replace(" ", "")  # 2 021年: recognisers of paper see gaps
    if words.isascii() and words.isdigit():
        return int(words)
    return chinese.value_of("".join("〇" if character in "Oo0" else character for character in words))


PARTS = ("month", "day", "third", "quarter", "half", "term")
TWINS = tuple(f"{name}2" for name in PARTS)  # the same groups in the pattern's second form


def point_at(text: str, index: int) -> Point | None:
    """The calendar point that begins at ``index`` of a folded text, if it is a possible one."""
    match = POINT.match(text, index)
    if match is None:
        return None
    if match["iso"]:
        return _iso(match)
    year = year_of(match["year"]) if match["year"] else None
    shift = _RELATIVE.get(match["relative"]) if match["relative"] else None
    groups = {
        name: first or second
        for name, first, second in zip(PARTS, match.group(*PARTS), match.group(*TWINS), strict=True)
    }
    return _point(index, match.end(), year, shift, groups)


def _point(start: int, end: int, year: int | None, shift: int | None, groups: dict[str, str | None]) -> Point | None:
    if groups["quarter"]:
        if groups["quarter"] == "前三季度":
            return Point(start, end, year, shift, 1, None, 9, "quarter")
        number = integer(groups["quarter"].replace("第", "").replace("季度", "").replace(" ", "")) or 1
        return Point(start, end, year, shift, number * 3 - 2, None, number * 3, "quarter")
    if groups["half"]:
        first = 1 if groups["half"][0] == "上" else 7
        return Point(start, end, year, shift, first, None, first + 5, "half")
    if groups["term"]:  # schools begin on 1 September and by 1 March; the months are those within the calendar year
        first, last = (9, 12) if groups["term"][0] == "秋" else (2, 7)
        return Point(start, end, year, shift, first, None, last, "half")
    if not groups["month"]:
        return Point(start, end, year, shift) if year is not None or shift is not None else None
    month = integer(groups["month"])
    if month is None or not 1 <= month <= 12:
        return None
    if groups["day"]:
        day = integer(groups["day"])
        if day is None or not 1 <= day <= month_end(year or 2024, month):  # 2024: a leap year, any day may be meant
            return None
        return Point(start, end, year, shift, month, day, None, "day")
    third = "上中下".index(groups["third"][-2]) + 1 if groups["third"] else 0
    return Point(start, end, year, shift, month, None, None, "month", third)


def _iso(match: re.Match[str]) -> Point | None:
    parts = [int(part) for part in inline("[-/.]").split(match["iso"])]
    if not 1 <= parts[1] <= 12:
        return None
    if len(parts) == 2:
        return Point(match.start(), match.end(), parts[0], None, parts[1], None, None, "month")
    if not 1 <= parts[2] <= month_end(parts[0], parts[1]):
        return None
    return Point(match.start(), match.end(), parts[0], None, parts[1], parts[2], None, "day")


def iso_rest(text: str, index: int, first: Point) -> Point | None:
    """The other end of a range of dotted dates that began with ``first``: 4.30 of 2026.4.27-4.30."""
    match = _ISO_REST.match(text, index)
    if match is None or first.day is None or first.year is None:
        return None
    month, day = int(match[1]) if match[1] else first.month or 1, int(match[2])
    if not 1 <= month <= 12 or not 1 <= day <= month_end(first.year, month):
        return None
    return Point(index, match.end(), first.year, None, month, day, None, "day")


def add_span(day: date, count: int, unit: str) -> date | None:
    """``day`` plus so many years, months, weeks or days; the month's last day where the day does not exist."""
    try:
        if unit in ("年", "周年"):
            year, month = day.year + count, day.month
        elif unit in ("月", "季度"):
            months = day.year * 12 + day.month - 1 + count * (3 if unit == "季度" else 1)
            year, month = divmod(months, 12)
            month += 1
        elif unit in ("天", "日", "自然日", "周", "星期"):
            return date.fromordinal(day.toordinal() + count * (7 if unit in ("周", "星期") else 1))
        else:
            return None
        return date(year, month, min(day.day, month_end(year, month)))
    except (ValueError, OverflowError, IndexError):
        return None

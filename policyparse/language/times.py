"""Times in prose and in deadline cells: due dates, periods, spans from the notice's date, recurrences.

Purpose: ``find_times`` (what work is due by, during or from), ``read_deadline_cell`` (the text of a cell or label,
where a bare month is a due date) and ``find_dates`` (every calendar date, due or not). Not for: linking.
``reference`` is the notice's own date: without it, what is relative keeps null dates. No clock is read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from policyparse.language import time_patterns as patterns
from policyparse.language.calendar_points import YEAR, year_of
from policyparse.language.spelling import fold
from policyparse.language.time_ranges import range_at
from policyparse.language.time_reader import time_at
from policyparse.language.time_reading import FoundTime, Reading
from policyparse.language.time_rules import cell_rules, date_rules, time_rules
from policyparse.language.values import Mention, Time
from policyparse.lazy_regex import inline, regex


def _read(
    text: str, folded: str | None, reference: date | None, default_year: int | None, cell: bool
) -> list[Mention[Time]]:
    found: list[Mention[Time]] = []
    first = patterns.START.search(text)
    if first is None:
        return found
    folded = fold(text) if folded is None else folded
    starts = [match.start() for match in patterns.START.finditer(folded, first.start())]
    titles = [] if cell else [match.span() for match in patterns.TITLE.finditer(folded)] if "《" in folded else []
    reading = Reading(folded, reference, default_year, cell)
    position, title = 0, 0
    for index in starts:
        if index < position:
            continue
        while title < len(titles) and titles[title][1] <= index:
            title += 1
        if title < len(titles) and titles[title][0] < index:
            continue
        one = time_at(reading, index)
        if one is None:
            continue
        if one.rule == "time.range" and not cell and patterns.NAMED.search(folded, max(0, index - 5), index):
            position = one.end
            continue
        start = max(one.start, found[-1].end if found else 0)
        raw = text[start : one.end]
        found.append(Mention(start, one.end, raw, _printed_as(raw, one.time), one.rule))
        position = one.end
    return found


def _printed_as(raw: str, time: Time) -> Time:
    """A time with its words; ``dataclasses.replace`` would take as long as reading it."""
    return Time(raw, time.kind, time.start, time.end, time.recurrence, time.precision, time.ambiguous, time.latest)


def may_hold_times(folded: str, start: int, end: int) -> bool:
    """False for a stretch of a folded text in which no time can begin."""
    return patterns.START.search(folded, start, end) is not None


def find_times(
    text: str, reference: date | None = None, default_year: int | None = None, *, folded: str | None = None
) -> list[Mention[Time]]:
    """The times in running prose by, during or from which something is due.

    ``default_year`` is the year of 3月底前 and 年底前: the section's or the plan's. A bare 2024年4月 is a due time only
    before a verb of doing, after 到/至/截至, or with 底/末/前/内; all other dates are in ``find_dates``.
    ``folded``: the text as ``spelling.fold`` makes it, where the caller has it.
    """
    return _read(text, folded, reference, default_year, cell=False)


_LONE_YEAR = regex(f" *({YEAR}) *$")


def read_deadline_cell(
    text: str, reference: date | None = None, default_year: int | None = None, *, folded: str | None = None
) -> list[Mention[Time]]:
    """The times in the text of a deadline cell or label (完成时限：2022年), where every bare point is a due date."""
    folded = fold(text) if folded is None else folded
    lone = _LONE_YEAR.match(folded)
    if lone is not None:
        year = year_of(lone[1])
        if year is not None:
            raw = text[lone.start(1) : lone.end(1)]
            time = Time(raw, "by", None, date(year, 12, 31), None, "year")
            return [Mention(lone.start(1), lone.end(1), raw, time, "time.by")]
    return _read(text, folded, reference, default_year, cell=True)


def find_dates(text: str) -> list[Mention[Time]]:
    """Every calendar date or range that prints its year, due or not (signatures, names, facts of the past)."""
    folded = fold(text)
    reading = Reading(folded, None, None, True)
    found: list[Mention[Time]] = []
    position = 0
    for match in inline("[0-9一二]").finditer(folded):
        index = match.start()
        if index < position:
            continue
        one = range_at(reading, index)
        if one is None or one.time.end is None:
            point = reading.first_point(index)
            last = point.last_day(point.year) if point is not None and point.year is not None else None
            if point is None or last is None:
                continue
            one = FoundTime(index, point.end, Time("", "by", None, last, None, point.precision), "date.point")
        position = one.end
        raw = text[index:position]
        rule = "date.point" if one.rule == "date.point" else "date.range"
        found.append(Mention(index, position, raw, replace(one.time, raw=raw), rule))
    return found


RULES = time_rules(find_times) + cell_rules(read_deadline_cell) + date_rules(find_dates)

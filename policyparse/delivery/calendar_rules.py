"""A rule of recurrence (每年4月, 每季度) as the days on which it falls due: each period's last, from a start on.

For: `delivery.calendar_file`. Not for: finding rules in words (`language.recurrences`). Needs the extra ``calendar``
(dateutil comes with icalendar).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from policyparse.lazy_regex import regex

# What a rule of language.recurrences can hold; anything else is not understood sooner than misread.
_PART = regex(
    "FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)|INTERVAL=[1-9][0-9]{0,2}|BYMONTH=[0-9]{1,2}(?:,[0-9]{1,2})*"
    "|BYMONTHDAY=-?[0-9]{1,2}"
)
# 每季度首月5日前, 每季度次月10日前: the month of the period in which a day stands, where the words name it.
_FIRST_MONTH = regex("首月|第[一1]个?月|次月")
_SECOND_MONTH = regex("第[二2]个?月")
SHORTEST_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST_YEAR = 9000  # beyond it dates overflow, and no notice speaks of it


@dataclass(frozen=True, slots=True)
class DueDays:
    """The first day due, and the RFC 5545 rule by which the others follow it."""

    first: date
    rule: str


def due_days(rule: str, words: str, after: date | None, since: date | None, until: date | None) -> DueDays | None:
    """The days due after ``after`` (the notice's day) and not before ``since`` (the plan's first); one may be None.

    ``until`` ends the rule, unless no day would be left. None where no day follows from the rule. Raises ValueError
    for a rule that is not understood.
    """
    from dateutil.rrule import rrulestr

    parts = _parts(rule)
    start = max(day for day in (after and after + timedelta(days=1), since) if day is not None)
    if start.year > LAST_YEAR:
        return None
    dated, counted_from = _with_day(parts), _counted_from(parts, words, start)
    days = rrulestr(_written(dated), dtstart=datetime.combine(counted_from, datetime.min.time()))
    # February has its 29th within eight years; a rule without any day would be sought to the year 9999.
    latest = counted_from.replace(year=counted_from.year + 9 * int(parts.get("INTERVAL", "1")), day=1)
    days = days.replace(until=datetime.combine(latest, datetime.min.time()))
    first = days.after(datetime.combine(start, datetime.min.time()), inc=True)
    if first is None:
        return None
    if until is not None and until >= first.date():
        dated["UNTIL"] = until.strftime("%Y%m%d")
    return DueDays(first.date(), _written(dated))


def _written(parts: Mapping[str, str]) -> str:
    return ";".join(f"{key}={value}" for key, value in parts.items())


def _parts(rule: str) -> dict[str, str]:
    said = rule.split(";")
    parts = dict(part.split("=", 1) for part in said if _PART.fullmatch(part))
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    day = abs(int(parts.get("BYMONTHDAY", "1")))
    if len(parts) < len(said) or "FREQ" not in parts or not 1 <= day <= 31 or not 1 <= min(months) <= max(months) <= 12:
        raise ValueError(f"the rule {rule} is not understood")
    return parts


def _with_day(parts: Mapping[str, str]) -> dict[str, str]:
    """The rule with a day: where it has none, the last of its period; where a month lacks its day, the last too."""
    dated, step, day = dict(parts), parts["FREQ"], int(parts.get("BYMONTHDAY", "-1"))
    months = [int(month) for month in parts.get("BYMONTH", "").split(",") if month]
    if step == "WEEKLY":
        dated["BYDAY"] = "SU"
    elif step == "YEARLY" and not months:
        dated |= {"BYMONTH": "12", "BYMONTHDAY": "31"} if "BYMONTHDAY" not in parts else {}
    elif step == "YEARLY":
        lacks = len(months) == 1 and day > SHORTEST_MONTHS[months[0] - 1]
        dated["BYMONTHDAY"] = "-1" if lacks else str(day)
    elif step == "MONTHLY" and day > 28:
        dated |= {"BYMONTHDAY": ",".join(map(str, range(28, day + 1))), "BYSETPOS": "-1"}
    elif step == "MONTHLY":
        dated["BYMONTHDAY"] = str(day)
    return dated


def _counted_from(parts: Mapping[str, str], words: str, start: date) -> date:
    """A day from which the rule's intervals are counted, so that they end where periods end (quarters in March …)."""
    step, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    if step == "YEARLY":
        return date(start.year + interval - 1, 1, 1)
    if step != "MONTHLY":
        return start
    if interval == 1 or 12 % interval:
        months = start.month - 1 + interval - 1
        return date(start.year + months // 12, months % 12 + 1, 1)
    if _FIRST_MONTH.search(words):
        return date(start.year, 1, 1)
    if _SECOND_MONTH.search(words):
        return date(start.year, 2, 1)
    return date(start.year, interval, 1)

"""A rule of recurrence (RFC 5545) in words that a person reads: FREQ=YEARLY;BYMONTH=4 → 每年4月, every year in April.

For: pages, which show the words beside the rule. Not for: finding rules in words (`language.recurrences`), nor the days
of a rule (`calendar_rules`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from policyparse.delivery.html_page import Label
from policyparse.lazy_regex import regex

_PART: Final = regex(
    "FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)|INTERVAL=[1-9][0-9]{0,2}|BYMONTH=(?:[1-9]|1[0-2])(?:,(?:[1-9]|1[0-2])){0,11}"
    "|BYMONTHDAY=(?:-1|[1-9]|[12][0-9]|3[01])(?:,(?:-1|[1-9]|[12][0-9]|3[01])){0,30}|BYDAY=(?:MO|TU|WE|TH|FR|SA|SU)"
)
_STEPS: Final = {
    "DAILY": Label("天", "day"), "WEEKLY": Label("周", "week"), "MONTHLY": Label("个月", "month"),
    "YEARLY": Label("年", "year"),
}  # fmt: skip
# Steps that people do not count.
_NAMED: Final = {
    ("MONTHLY", "1"): Label("每月", "every month"), ("MONTHLY", "3"): Label("每季度", "every quarter"),
    ("MONTHLY", "6"): Label("每半年", "every half-year"),
}  # fmt: skip
# Not those of `calendar`, which follow the machine's locale.
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rule_words(rule: str) -> Label | None:
    """The rule in Chinese and English; None for one that is not understood."""
    said = rule.split(";")
    parts = dict(part.split("=", 1) for part in said if _PART.fullmatch(part))
    if len(parts) < len(said) or "FREQ" not in parts:
        return None
    step = _step(parts["FREQ"], parts.get("INTERVAL", "1"))
    return Label(step.zh + _chinese_days(parts, step.zh), " ".join([step.en, *_english_days(parts)]))


def _step(frequency: str, interval: str) -> Label:
    if (frequency, interval) in _NAMED:
        return _NAMED[frequency, interval]
    one = _STEPS[frequency]
    if interval == "1":
        return Label(f"每{one.zh}", f"every {one.en}")
    return Label(f"每{interval}{one.zh}", f"every {interval} {one.en}s")


def _listed(parts: Mapping[str, str], key: str) -> list[int]:
    return [int(part) for part in parts.get(key, "").split(",") if part]


def _chinese_days(parts: Mapping[str, str], step: str) -> str:
    months, days = _listed(parts, "BYMONTH"), _listed(parts, "BYMONTHDAY")
    said = "、".join(f"{month}月" for month in months)
    if days:
        said += "" if len(months) == 1 or step == "每月" else "的"  # 4月25日, 每月25日; 4月、10月的25日
        said += "、".join("最后一日" if day == -1 else f"{day}日" for day in days)
    if "BYDAY" in parts:
        said += ("" if step == "每周" else "的周") + "一二三四五六日"[_WEEKDAYS.index(parts["BYDAY"])]
    return said


def _english_days(parts: Mapping[str, str]) -> Iterator[str]:
    if months := _listed(parts, "BYMONTH"):
        yield "in " + ", ".join(_MONTHS[month - 1] for month in months)
    if days := _listed(parts, "BYMONTHDAY"):
        yield "on " + ", ".join("the last day" if day == -1 else f"day {day}" for day in days)
    if "BYDAY" in parts:
        yield f"on {_DAYS[_WEEKDAYS.index(parts['BYDAY'])]}"

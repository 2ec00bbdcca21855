"""Documents → one iCalendar file (RFC 5545): each deadline an all-day event on its last day, or a recurring one.

What names no day becomes no event, and is said. Needs the extra ``calendar`` (icalendar). Not here: the days of a rule
(`delivery.calendar_rules`), nor finding deadlines (`facts.deadlines`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from policyparse.delivery.atomic import atomic_file
from policyparse.delivery.calendar_rules import due_days
from policyparse.delivery.extras import needs
from policyparse.delivery.flat_tables import Json
from policyparse.delivery.ledger_rows import day, notice_day, time_words
from policyparse.delivery.remarks import Remark, plain_text
from policyparse.lazy_regex import regex

PRODUCER = "-//policyparse//policyparse//ZH"
CALENDAR_NAME = "政策工作时限"
NO_DATE = date(1970, 1, 1)
SUMMARY_LENGTH, QUOTE_LENGTH, QUOTES = 200, 500, 5
# Some clients take these for the end of a line.
_OTHER_LINE_ENDS = regex("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_END = b"END:VCALENDAR\r\n"
ROLES = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位"}


class NoDay(Exception):
    """A deadline that names no day for a calendar; the message says why."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When an event is: its days, both included, and the rule by which it comes again."""

    first: date
    last: date
    rule: str | None = None


def write_calendar(documents: Iterable[Json], path: Path, alarm_days: int | None = None) -> tuple[Remark, ...]:
    """Write all deadlines; with ``alarm_days`` each event has an alarm so many days before it is due.

    Returns the deadlines that became no event ("no_event"), with the reason. Raises ValueError for ``alarm_days``
    below 0, OSError, and PolicyParseError ("missing_extra") without icalendar.
    """
    if alarm_days is not None and alarm_days < 0:
        raise ValueError(f"alarm_days: {alarm_days}, it cannot be below 0")
    with needs("calendar"):
        import icalendar
    calendar = icalendar.Calendar()
    for key, value in (("prodid", PRODUCER), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"),
                       ("x-wr-calname", CALENDAR_NAME)):  # fmt: skip
        calendar.add(key, value)
    remarks = []
    with atomic_file(path) as part, part.open("wb") as file:
        file.write(calendar.to_ical().removesuffix(_END))
        for document in documents:
            facts = {fact["id"]: fact for kind in ("tasks", "targets") for fact in document[kind]}
            for deadline in document["deadlines"]:
                try:
                    occasion = find_occasion(deadline["time"], document["metadata"])
                except NoDay as reason:
                    message = f"{deadline['id']} “{deadline['time']['raw']}”: {reason}"
                    remarks.append(Remark(document["document_id"], "no_event", message))
                else:
                    file.write(_event(document, deadline, facts, occasion, alarm_days).to_ical())
        file.write(_END)
    return tuple(remarks)


def find_occasion(time: Json, metadata: Json) -> Occasion:
    """The days on which a time falls due: its last day, all days of a span (during), its first day (from).

    Raises NoDay.
    """
    start, end = day(time["start"]), day(time["end"])
    if time["recurrence"]:
        return _recurring(time, metadata, start, end)
    if time["kind"] == "during" and start and end and start <= end:
        return Occasion(start, end)
    last = end or start
    if last is None:
        raise NoDay("it names no day")
    return Occasion(last, last)


def _recurring(time: Json, metadata: Json, start: date | None, end: date | None) -> Occasion:
    period = metadata["period"]
    after, since = notice_day(metadata), start or day(period["start"])
    if after is None and since is None:
        raise NoDay("neither the notice nor its plan says from when the rule holds")
    until = end or day(period["end"]) or day(metadata["valid_until"])
    try:
        found = due_days(time["recurrence"], time["raw"], after, since, until)
    except ValueError as error:
        raise NoDay(str(error)) from error
    if found is None or (end is not None and found.first > end):
        raise NoDay("no day is left by the rule")
    return Occasion(found.first, found.first, found.rule)


def _event(document: Json, deadline: Json, facts: Json, occasion: Occasion, alarm_days: int | None) -> Any:
    import icalendar

    metadata = document["metadata"]
    event = icalendar.Event()
    event.add("uid", _line(f"{deadline['id']}.{document['document_id']}@policyparse"))
    stamp = notice_day(metadata) or day(metadata["period"]["start"]) or NO_DATE
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("dtstart", occasion.first)
    if occasion.last < date.max:
        event.add("dtend", occasion.last + timedelta(days=1))
    if occasion.rule is not None:
        event.add("rrule", icalendar.vRecur.from_ical(occasion.rule))
    due = [facts[name] for name in (*deadline["task_ids"], *deadline["target_ids"]) if name in facts]
    summary = _summary(deadline, due)
    event.add("summary", summary)
    event.add("description", "\n".join(_description(document, deadline, due)))
    # A file name and no address: nothing in a notice can make a calendar go anywhere.
    event.add("url", quote(document["source"]["name"].encode("utf-8", "replace"), safe=""))
    event.add("transp", "TRANSPARENT")
    if alarm_days is not None:
        event.add_component(_alarm(summary, alarm_days, occasion))
    return event


def _alarm(summary: str, alarm_days: int, occasion: Occasion) -> Any:
    """An alarm at the beginning of the day that lies so many days before the last one."""
    import icalendar

    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    if occasion.first == occasion.last:
        alarm.add("trigger", timedelta(days=-alarm_days))
    else:  # counted from the event's end, which is the midnight after its last day
        alarm.add("trigger", timedelta(days=-alarm_days - 1), parameters={"related": "END"})
    return alarm


def _summary(deadline: Json, due: Sequence[Json]) -> str:
    units = _units(due)
    leads = units["lead"] or units["responsible"]
    begins = deadline["time"]["kind"] == "from" and not deadline["time"]["end"]
    what = _clipped(_line(deadline["what"]), SUMMARY_LENGTH)
    return f"{'起始：' if begins else ''}{what}" + (
        f"（{_line(leads[0])}{'等' if len(leads) > 1 else ''}）" if leads else ""
    )


def _units(due: Sequence[Json]) -> dict[str, list[str]]:
    """The names of the units of all tasks that are due, by role, each once."""
    found: dict[str, dict[str, None]] = {role: {} for role in ROLES}
    for fact in due:
        for unit in fact.get("responsible", ()):
            found[unit["role"]][unit["name"]] = None
    return {role: list(names) for role, names in found.items()}


def _description(document: Json, deadline: Json, due: Sequence[Json]) -> Iterator[str]:
    metadata, number = document["metadata"], document["metadata"]["doc_number"]
    yield f"时限：{_line(time_words(deadline['time']))}"
    quotes = dict.fromkeys((deadline["evidence"]["quote"], *(fact["evidence"]["quote"] for fact in due[:QUOTES])))
    for words in quotes:
        yield f"原文：{_clipped(_line(words), QUOTE_LENGTH)}"
    for role, names in _units(due).items():
        if names:
            yield f"{ROLES[role]}：{_line('、'.join(names))}"
    if metadata["title"]:
        yield f"文件：{_line(metadata['title'])}"
    if number:
        yield f"文号：{_line(number['raw'])}"
    if metadata["issuers"]:
        yield f"发文机关：{_line('、'.join(metadata['issuers']))}"
    yield f"来源文件：{_line(document['source']['name'])}"


def _line(text: str) -> str:
    return " ".join(_OTHER_LINE_ENDS.sub(" ", plain_text(text)).split())


def _clipped(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"

"""Deadlines as a calendar: on which days they fall, what a person reads there, and that the file is plain iCalendar."""

from __future__ import annotations

import copy
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policyparse
from policyparse.delivery.calendar_file import write_calendar
from policyparse.delivery.rule_words import rule_words

icalendar = pytest.importorskip("icalendar")
rrule = pytest.importorskip("dateutil.rrule")

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
NAMES = (
    "nanchang-chanjiao-ronghe-8623-2023.txt", "anhui-tizhenshichangxinxin-2023.txt", "guofa-2018-39-cujin-jiuye.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    return [policyparse.parse(NOTICES / name).to_dict() for name in NAMES]


@pytest.fixture
def document(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """A document of one's own, signed on 2023-05-23, of no plan, and with one deadline."""
    made = copy.deepcopy(documents[0])
    made["metadata"] |= {"signed_date": "2023-05-23", "period": {"start": None, "end": None}, "valid_until": None}
    made["deadlines"] = made["deadlines"][:1]
    return made


def a_time(**said: Any) -> dict[str, Any]:
    """A time of which only some fields are said."""
    empty = {"start": None, "end": None, "recurrence": None, "latest": None, "ambiguous": False, "precision": "day"}
    return {"raw": "时限", "kind": "by", **empty, **said}


def events_of(path: Path) -> list[Any]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def event_for(document: dict[str, Any], folder: Path, **said: Any) -> Any:
    """The one event of a document whose deadline is at this time."""
    document["deadlines"][0]["time"] = a_time(**said)
    assert write_calendar([document], folder / "due.ics") == ()
    (event,) = events_of(folder / "due.ics")
    return event


def days_of(event: Any, count: int = 4) -> list[date]:
    """The first days on which a recurring event falls."""
    first = datetime.combine(event["dtstart"].dt, datetime.min.time())
    days = rrule.rrulestr(event["rrule"].to_ical().decode(), dtstart=first)
    return [day.date() for day in islice(days, count)]


def test_every_deadline_is_an_event_or_is_said(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    said = write_calendar(documents, tmp_path / "due.ics")
    events = {str(event["uid"]) for event in events_of(tmp_path / "due.ics")}
    wanted = {
        f"{one['id']}.{document['document_id']}@policyparse" for document in documents for one in document["deadlines"]
    }
    assert events <= wanted
    assert len(events) + len(said) == sum(len(document["deadlines"]) for document in documents)


def test_a_deadline_is_an_all_day_event_on_its_last_day(document: dict[str, Any], tmp_path: Path) -> None:
    event = event_for(document, tmp_path, kind="by", end="2024-01-31")
    assert event["dtstart"].dt == date(2024, 1, 31) and event["dtend"].dt == date(2024, 2, 1)
    assert b"DTSTART;VALUE=DATE:20240131\r\n" in (tmp_path / "due.ics").read_bytes()
    assert "rrule" not in event


def test_what_holds_during_a_span_fills_it(document: dict[str, Any], tmp_path: Path) -> None:
    event = event_for(document, tmp_path, kind="during", start="2023-07-01", end="2023-08-31")
    assert event["dtstart"].dt == date(2023, 7, 1) and event["dtend"].dt == date(2023, 9, 1)


def test_what_is_due_within_a_span_is_due_on_its_last_day(document: dict[str, Any], tmp_path: Path) -> None:
    event = event_for(document, tmp_path, kind="within", start="2023-05-23", end="2023-06-22")
    assert event["dtstart"].dt == date(2023, 6, 22)


def test_what_begins_on_a_day_is_shown_there(document: dict[str, Any], tmp_path: Path) -> None:
    event = event_for(document, tmp_path, kind="from", start="2024-01-01")
    assert event["dtstart"].dt == date(2024, 1, 1) and event["summary"].startswith("起始：")


def test_an_ambiguous_time_is_due_on_the_earlier_day_and_says_so(document: dict[str, Any], tmp_path: Path) -> None:
    event = event_for(document, tmp_path, end="2024-03-31", latest="2024-04-30", ambiguous=True)
    assert event["dtstart"].dt == date(2024, 3, 31) and "2024-04-30" in event["description"]


def test_people_read_what_who_and_where_it_is_said(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_calendar(documents, tmp_path / "due.ics")
    deadline = next(one for one in documents[0]["deadlines"] if one["what"].startswith("建立健全专业动态调整机制"))
    event = next(one for one in events_of(tmp_path / "due.ics") if deadline["id"] in one["uid"])
    assert event["summary"] == "建立健全专业动态调整机制，优化中职学校专业设置。（相关县区教体局等）"
    task = next(task for task in documents[0]["tasks"] if task["id"] == deadline["task_ids"][0])
    for words in (deadline["evidence"]["quote"], " ".join(task["evidence"]["quote"].split()), "洪教职成字〔2023〕8号",
                  documents[0]["metadata"]["title"], NAMES[0]):  # fmt: skip
        assert words in event["description"]


def test_the_lead_unit_goes_before_others(document: dict[str, Any], tmp_path: Path) -> None:
    unit = {"raw": "", "canonical": "", "group": False, "place": None}
    task = next(task for task in document["tasks"] if task["id"] == document["deadlines"][0]["task_ids"][0])
    task["responsible"] = [
        {**unit, "name": "各县区", "role": "responsible"},
        {**unit, "name": "市教育局", "role": "lead"},
    ]
    assert event_for(document, tmp_path, end="2024-01-31")["summary"].endswith("（市教育局）")


def test_the_stamp_is_the_notices_day_and_never_the_clock(document: dict[str, Any], tmp_path: Path) -> None:
    assert event_for(document, tmp_path, end="2024-01-31")["dtstamp"].dt == datetime(2023, 5, 23, tzinfo=UTC)
    document["metadata"] |= {"signed_date": None, "printed_date": None, "published_date": None, "effective_from": None}
    assert event_for(document, tmp_path, end="2024-01-31")["dtstamp"].dt == datetime(1970, 1, 1, tzinfo=UTC)


def test_the_same_documents_give_the_same_bytes(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    for name in ("one.ics", "two.ics"):
        write_calendar(documents, tmp_path / name, alarm_days=7)
    assert (tmp_path / "one.ics").read_bytes() == (tmp_path / "two.ics").read_bytes()


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        # A rule without a day falls on the last day of its period, the first after 23 May 2023.
        ("FREQ=YEARLY", ["2023-12-31", "2024-12-31", "2025-12-31", "2026-12-31"]),
        ("FREQ=YEARLY;BYMONTH=4", ["2024-04-30", "2025-04-30", "2026-04-30", "2027-04-30"]),
        ("FREQ=YEARLY;BYMONTH=2", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"]),
        ("FREQ=YEARLY;BYMONTH=6,12", ["2023-06-30", "2023-12-31", "2024-06-30", "2024-12-31"]),
        ("FREQ=MONTHLY", ["2023-05-31", "2023-06-30", "2023-07-31", "2023-08-31"]),
        ("FREQ=MONTHLY;INTERVAL=2", ["2023-06-30", "2023-08-31", "2023-10-31", "2023-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["2023-06-30", "2023-12-31", "2024-06-30", "2024-12-31"]),
        ("FREQ=MONTHLY;INTERVAL=5", ["2023-09-30", "2024-02-29", "2024-07-31", "2024-12-31"]),
        ("FREQ=YEARLY;INTERVAL=3", ["2025-12-31", "2028-12-31", "2031-12-31", "2034-12-31"]),
        ("FREQ=WEEKLY", ["2023-05-28", "2023-06-04", "2023-06-11", "2023-06-18"]),
        ("FREQ=WEEKLY;INTERVAL=2", ["2023-05-28", "2023-06-11", "2023-06-25", "2023-07-09"]),
        ("FREQ=DAILY", ["2023-05-24", "2023-05-25", "2023-05-26", "2023-05-27"]),
        # One with a day keeps it; in a month that lacks it, it falls on the last.
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=31", ["2023-07-31", "2024-01-31", "2024-07-31", "2025-01-31"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28"]),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=23", ["2024-05-23", "2025-05-23", "2026-05-23", "2027-05-23"]),
        ("FREQ=MONTHLY;BYMONTHDAY=25", ["2023-05-25", "2023-06-25", "2023-07-25", "2023-08-25"]),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", ["2023-06-30", "2023-09-30", "2023-12-31", "2024-03-31"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2023-05-31", "2023-06-30", "2023-07-31", "2023-08-31"]),
    ],
)
def test_recurring_deadlines(document: dict[str, Any], tmp_path: Path, rule: str, first: list[str]) -> None:
    event = event_for(document, tmp_path, kind="recurring", recurrence=rule)
    assert [day.isoformat() for day in days_of(event)] == first
    # Clients show the first day whether or not the rule holds it; here it always does.
    assert event["dtstart"].dt.isoformat() == first[0]


@pytest.mark.parametrize(
    ("words", "first"),
    [("每季度末月25日前", "2023-06-25"), ("每季度首月5日前", "2023-07-05"), ("每季度第二个月5日前", "2023-08-05")],
)
def test_the_month_of_a_quarter_is_the_one_that_is_named(
    document: dict[str, Any], tmp_path: Path, words: str, first: str
) -> None:
    rule = f"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={first[-2:].lstrip('0')}"
    event = event_for(document, tmp_path, kind="recurring", recurrence=rule, raw=words)
    assert days_of(event, 2)[0].isoformat() == first
    assert days_of(event, 2)[1].month == (date.fromisoformat(first).month + 2) % 12 + 1


def test_a_plan_begins_and_ends_the_rules_of_its_notice(document: dict[str, Any], tmp_path: Path) -> None:
    document["metadata"]["period"] = {"start": "2024-01-01", "end": "2025-12-31"}
    event = event_for(document, tmp_path, kind="recurring", recurrence="FREQ=YEARLY;BYMONTH=4")
    assert [day.isoformat() for day in days_of(event)] == ["2024-04-30", "2025-04-30"]


def test_a_rule_that_only_begins_after_its_plan_is_not_ended_by_it(document: dict[str, Any], tmp_path: Path) -> None:
    document["metadata"]["period"] = {"start": "2023-01-01", "end": "2023-12-31"}
    event = event_for(document, tmp_path, kind="recurring", recurrence="FREQ=YEARLY;BYMONTH=4")
    assert days_of(event, 2) == [date(2024, 4, 30), date(2025, 4, 30)]


def test_a_plan_without_a_notices_day_begins_its_rules(document: dict[str, Any], tmp_path: Path) -> None:
    document["metadata"] |= {"signed_date": None, "printed_date": None, "published_date": None, "effective_from": None}
    document["metadata"]["period"] = {"start": "2022-01-01", "end": None}
    event = event_for(document, tmp_path, kind="recurring", recurrence="FREQ=MONTHLY;INTERVAL=3")
    assert event["dtstart"].dt == date(2022, 3, 31)


def test_a_rule_with_ends_of_its_own_keeps_to_them(document: dict[str, Any], tmp_path: Path) -> None:
    said = {"kind": "recurring", "recurrence": "FREQ=YEARLY", "start": "2024-01-01", "end": "2026-12-31"}
    assert days_of(event_for(document, tmp_path, **said)) == [date(year, 12, 31) for year in (2024, 2025, 2026)]


@pytest.mark.parametrize(
    ("time", "dated", "reason"),
    [
        (a_time(kind="recurring", recurrence="FREQ=YEARLY"), False, "neither the notice nor its plan"),
        (a_time(kind="within", raw="3年内"), True, "names no day"),
        (a_time(kind="ongoing", raw="长期"), True, "names no day"),
        (a_time(kind="recurring", recurrence="FREQ=HOURLY"), True, "not understood"),
        (a_time(kind="recurring", recurrence="FREQ=YEARLY;BYMONTH=13"), True, "not understood"),
        (a_time(kind="recurring", recurrence="X\r\nATTACH:http://example.com"), True, "not understood"),
        (a_time(kind="recurring", recurrence="FREQ=YEARLY", end="2022-12-31"), True, "no day is left"),
    ],
)
def test_what_names_no_day_is_no_event_and_is_said(
    document: dict[str, Any], tmp_path: Path, time: dict[str, Any], dated: bool, reason: str
) -> None:
    if not dated:
        document["metadata"] |= {"signed_date": None, "printed_date": None, "published_date": None}
    document["deadlines"][0]["time"] = time
    (remark,) = write_calendar([document], tmp_path / "due.ics")
    assert events_of(tmp_path / "due.ics") == []
    assert (remark.document_id, remark.code) == (document["document_id"], "no_event")
    assert reason in remark.message and document["deadlines"][0]["id"] in remark.message


def test_alarms_come_by_option_so_many_days_before_the_last_day(document: dict[str, Any], tmp_path: Path) -> None:
    assert event_for(document, tmp_path, end="2024-01-31").walk("VALARM") == []
    for said, trigger in (({}, timedelta(days=-7)), ({"kind": "during", "start": "2024-01-01"}, timedelta(days=-8))):
        document["deadlines"][0]["time"] = a_time(end="2024-01-31", **said)
        write_calendar([document], tmp_path / "due.ics", alarm_days=7)
        (alarm,) = events_of(tmp_path / "due.ics")[0].walk("VALARM")
        assert alarm["trigger"].dt == trigger
        # Of a span the days are counted from its end, the midnight after the last day.
        assert alarm["trigger"].params.get("RELATED") == ("END" if said else None)
    with pytest.raises(ValueError, match="below 0"):
        write_calendar([document], tmp_path / "due.ics", alarm_days=-1)


def test_the_link_is_the_files_name_and_no_address(document: dict[str, Any], tmp_path: Path) -> None:
    for name, link in (("通知.pdf", "%E9%80%9A%E7%9F%A5.pdf"), ("http://e.com/a", "http%3A%2F%2Fe.com%2Fa")):
        document["source"]["name"] = name
        assert event_for(document, tmp_path, end="2024-01-31")["url"] == link


HOSTILE = st.text(st.sampled_from('甲\r\n\\;:,"\x00\x0b\x85\u2028\ud800 BEGIN:VEVENT=end'), max_size=200)


@given(what=HOSTILE, title=HOSTILE, name=HOSTILE)
def test_no_words_of_a_notice_become_lines_of_the_calendar(
    documents: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory, what: str, title: str, name: str
) -> None:
    document = copy.copy(documents[0])
    deadline = {**document["deadlines"][0], "what": what, "time": a_time(end="2024-01-31")}
    document |= {"deadlines": [deadline], "metadata": {**document["metadata"], "title": title}}
    document |= {"source": {**document["source"], "name": name}}
    path = tmp_path_factory.mktemp("calendar") / "due.ics"
    write_calendar([document], path, alarm_days=1)
    (event,) = events_of(path)
    assert event.errors == []
    lines = path.read_bytes().split(b"\r\n")
    assert all(len(line) <= 75 and not {*line} & {0, 10, 11, 13} for line in lines)
    assert [line for line in lines if line.startswith((b"BEGIN", b"END"))] == [
        b"BEGIN:VCALENDAR", b"BEGIN:VEVENT", b"BEGIN:VALARM", b"END:VALARM", b"END:VEVENT", b"END:VCALENDAR",
    ]  # fmt: skip


def test_no_documents_give_an_empty_calendar(tmp_path: Path) -> None:
    assert write_calendar([], tmp_path / "due.ics") == ()
    calendar = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes())
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")


# The rules in words.


@pytest.mark.parametrize(
    ("rule", "zh", "en"),
    [
        ("FREQ=YEARLY;BYMONTH=4", "每年4月", "every year in April"),
        ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=25", "每年3月、9月的25日", "every year in March, September on day 25"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", "每年6月最后一日", "every year in June on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "每月15日、最后一日", "every month on day 15, the last day"),
        ("FREQ=MONTHLY;INTERVAL=3", "每季度", "every quarter"),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1", "每半年的最后一日", "every half-year on the last day"),
        ("FREQ=YEARLY;INTERVAL=2", "每2年", "every 2 years"),
        ("FREQ=WEEKLY;BYDAY=MO", "每周一", "every week on Monday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "每2周的周五", "every 2 weeks on Friday"),
    ],
)
def test_a_rule_is_said_in_words(rule: str, zh: str, en: str) -> None:
    assert rule_words(rule) == (zh, en)


@pytest.mark.parametrize(
    "rule", ["", "每年", "FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=13", "FREQ=DAILY;COUNT=3", "INTERVAL=2"]
)
def test_a_rule_that_is_not_understood_has_no_words(rule: str) -> None:
    assert rule_words(rule) is None

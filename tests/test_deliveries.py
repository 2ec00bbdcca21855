"""Deliveries of folder runs: several at once, the same after every run, and one that fails stops no other.

Not for: what stands in a workbook, calendar or database (test_workbook.py, test_calendar_file.py, test_database.py).
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from folder_runs import FACTS, NUMBERED, documents_of, run_here
from test_database import a_schema, needs_postgres, rows_in

from policyparse import PolicyParseError
from policyparse.batch.convert import convert
from policyparse.batch.manifest import open_manifest
from policyparse.batch.run_report import Delivered, Run
from policyparse.cli import main
from policyparse.delivery.database import Database
from policyparse.delivery.flat_tables import TABLES

for library in ("sqlalchemy", "xlsxwriter", "icalendar", "pyarrow"):
    pytest.importorskip(library)

ALL = ("json", "jsonl", "csv", "parquet", "xlsx", "ics", "sqlite")
REVISED = FACTS.replace("30所", "40所")
OTHER = FACTS.replace("关于建设示范校的通知", "关于召开全市教育工作会议的通知")
DATELESS = NUMBERED.replace(
    "到2025年，建成示范校30所以上。", "一、组织检查。每年组织一次。\n责任单位：各县教育局\n完成时限：长期坚持"
)


@pytest.fixture(autouse=True)
def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Three notices with a target each."""
    (tmp_path / "in").mkdir()
    for number in range(3):
        text = FACTS.replace("8号", f"{20 + number}号").replace("30所", f"{50 + number}所")
        (tmp_path / "in" / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "in"


def run(inbox: Path, *to: str, **options: Any) -> Run:
    return convert(inbox, inbox.parent / "out", to=to, **options)


def states(done: Run) -> dict[str, str]:
    return {one.name: one.state for one in done.delivered}


def indicators(path: Path) -> list[tuple[str, str]]:
    """What the database's table of targets says: document and words."""
    with sqlite3.connect(path) as database:
        found = database.execute("SELECT document_id, raw FROM targets ORDER BY 1, 2").fetchall()
    database.close()
    return found


def sqlite_of(inbox: Path) -> Path:
    return inbox.parent / "out" / "policyparse.sqlite"


def failing(done: Run) -> Delivered:
    (found,) = (one for one in done.delivered if one.state == "failed")
    return found


def test_all_forms_are_made_at_once(inbox: Path) -> None:
    done = run(inbox, *ALL)
    assert set(states(done).values()) == {"written"}
    made = {Path(path).parts[0] for path in documents_of(inbox.parent / "out") if not path.endswith(".txt.json")}
    assert made == {"documents.jsonl", "csv", "parquet", "ledger.xlsx", "deadlines.ics", "policyparse.sqlite"}


def test_a_second_run_writes_none_of_them(inbox: Path) -> None:
    run(inbox, *ALL)
    before = documents_of(inbox.parent / "out")
    assert set(states(run(inbox, *ALL)).values()) == {"unchanged"}
    assert documents_of(inbox.parent / "out") == before


@pytest.mark.parametrize("name", ["ledger.xlsx", "deadlines.ics", "policyparse.sqlite"])
def test_what_was_deleted_is_made_again(inbox: Path, name: str) -> None:
    run(inbox, *ALL)
    (inbox.parent / "out" / name).unlink()
    assert sorted(states(run(inbox, *ALL)).values()) == ["unchanged"] * 6 + ["written"]
    assert (inbox.parent / "out" / name).is_file()
    assert len(indicators(sqlite_of(inbox))) == 3


def test_into_a_database_goes_only_what_changed(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(inbox, "sqlite")
    delivered: list[str] = []
    plain = Database.deliver

    def noted(self: Database, document: Any) -> Any:
        delivered.append(document["source"]["name"])
        return plain(self, document)

    monkeypatch.setattr(Database, "deliver", noted)
    (inbox / "001.txt").write_text(FACTS, encoding="utf-8")
    run(inbox, "sqlite")
    assert delivered == ["001.txt"]
    assert [raw for _, raw in indicators(sqlite_of(inbox))].count("30所以上") == 1
    assert len(indicators(sqlite_of(inbox))) == 3


def test_a_revision_replaces_the_old_facts_and_what_goes_out_no_more_is_taken_out(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text(FACTS, encoding="utf-8")
    (inbox / "b.txt").write_text(OTHER, encoding="utf-8")
    run(inbox, "sqlite")
    ((first, _), (second, _)) = indicators(sqlite_of(inbox))
    assert second == f"{first}~2"
    # Now the second is a revision of the first: its own id is given out no more.
    (inbox / "b.txt").write_text(REVISED, encoding="utf-8")
    assert states(run(inbox, "sqlite")) == {"sqlite": "written"}
    assert indicators(sqlite_of(inbox)) == [(first, "40所以上")]


def test_a_database_that_others_fill_too_keeps_their_notices(inbox: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'shared.sqlite'}"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_text(FACTS, encoding="utf-8")
    convert(tmp_path / "other", tmp_path / "other-out", to=[url])
    run(inbox, url)
    (inbox / "000.txt").write_text(OTHER, encoding="utf-8")
    run(inbox, url)
    assert "30所以上" in [raw for _, raw in indicators(tmp_path / "shared.sqlite")]


def test_a_kill_between_database_and_manifest_is_made_good(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has a notice that the manifest does not call delivered; then it goes out no more."""

    class Killed(BaseException):
        """As a signal ends a run."""

    plain = Database.deliver

    def killed(self: Database, document: Any) -> Any:
        plain(self, document)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Database, "deliver", killed)
        with pytest.raises(Killed):
            run(inbox, "sqlite")
    assert len(indicators(sqlite_of(inbox))) == 1
    for number in range(3):
        (inbox / f"{number:03}.txt").write_text(FACTS.replace("30", str(50 + number)), encoding="utf-8")
    run(inbox, "sqlite")
    assert [raw for _, raw in indicators(sqlite_of(inbox))] == ["52所以上"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:////nosuch/folder/facts.sqlite", "unable to open database file"),
        ("postgresql://nobody:secret@127.0.0.1:1/nothing?connect_timeout=2", "refused"),
    ],
)
def test_a_database_out_of_reach_is_said_and_the_run_goes_on(inbox: Path, url: str, words: str) -> None:
    if url.startswith("postgresql"):
        pytest.importorskip("psycopg")
    done = run(inbox, url, "xlsx")
    assert done.failed and done.count("done") == 3
    assert words in (failing(done).message or "")
    assert states(done)["xlsx"] == "written"
    report = (inbox.parent / "out" / "run-report.json").read_text(encoding="utf-8")
    assert words in report and "secret" not in report
    assert b"secret" not in (inbox.parent / "out" / ".policyparse" / "manifest.sqlite").read_bytes()
    assert main(["convert", str(inbox), str(inbox.parent / "out"), "--to", url, "--quiet"]) == 1


def test_a_database_that_is_back_gets_all_that_it_missed(inbox: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'below' / 'facts.sqlite'}"
    assert failing(run(inbox, url)).name == "facts.sqlite"
    (tmp_path / "below").mkdir()
    assert set(states(run(inbox, url)).values()) == {"written"}
    assert len(indicators(tmp_path / "below" / "facts.sqlite")) == 3


def test_one_notice_that_a_database_refuses_keeps_no_other_out(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Database.deliver

    def refused(self: Database, document: Any) -> Any:
        if document["source"]["name"] == "001.txt":
            raise PolicyParseError("corrupt", "two rows of one key")
        return plain(self, document)

    with monkeypatch.context() as patched:
        patched.setattr(Database, "deliver", refused)
        assert "two rows of one key" in (failing(run(inbox, "sqlite")).message or "")
    assert len(indicators(sqlite_of(inbox))) == 2
    assert states(run(inbox, "sqlite")) == {"sqlite": "written"}


def test_an_output_that_somebody_broke_fails_deliveries_and_not_the_run(inbox: Path) -> None:
    run(inbox, "json")
    (inbox.parent / "out" / "001.txt.json").write_text("{}", encoding="utf-8")
    done = run(inbox, "sqlite", "xlsx", "jsonl")
    assert states(done) == {"sqlite": "failed", "xlsx": "failed", "jsonl": "written"}
    assert len(indicators(sqlite_of(inbox))) == 2


@pytest.mark.parametrize("url", ["mysql://host/name", "http://example.invalid/x", "://", "sqlite+nosuch:///x"])
def test_a_wrong_url_is_an_error_before_any_work(inbox: Path, url: str) -> None:
    with pytest.raises(PolicyParseError, match="unsupported"):
        run(inbox, url)
    assert not (inbox.parent / "out").exists()


def test_commas_part_forms_and_stay_in_urls(inbox: Path, tmp_path: Path) -> None:
    target, url = str(tmp_path / "out"), f"sqlite:///{tmp_path}/a,1.sqlite"
    assert main(["convert", str(inbox), target, "--to", f"{url},jsonl,ics", "--quiet"]) == 0
    assert (tmp_path / "a,1.sqlite").is_file()
    assert (tmp_path / "out" / "documents.jsonl").is_file() and (tmp_path / "out" / "deadlines.ics").is_file()


def test_an_odd_name_of_out_holds_its_database(inbox: Path, tmp_path: Path) -> None:
    convert(inbox, tmp_path / "out?a=%20#1", to=["sqlite"])
    assert (tmp_path / "out?a=%20#1" / "policyparse.sqlite").is_file()


def test_what_a_calendar_left_out_is_in_every_report(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text(DATELESS, encoding="utf-8")
    for state in ("written", "unchanged"):
        (delivered,) = run(inbox, "ics").delivered
        assert delivered.state == state
        assert {remark.code for remark in delivered.remarks} == {"no_event"}
        report = json.loads((tmp_path / "out" / "run-report.json").read_text(encoding="utf-8"))
        assert report["deliveries"][0]["remarks"][0]["code"] == "no_event"
        assert "no_event" in (tmp_path / "out" / "run-report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["sqlite", "parquet"])
def test_numbers_that_a_table_left_out_are_in_every_report(inbox: Path, form: str) -> None:
    large = FACTS.replace("全市建成示范校30所以上", "全市示范校比例达到30.12345678901%")
    (inbox / "large.txt").write_text(large, encoding="utf-8")
    for state in ("written", "unchanged"):
        (delivered,) = run(inbox, form).delivered
        assert (delivered.state, {remark.code for remark in delivered.remarks}) == (state, {"number_left_out"})


def test_alarms_are_an_option_that_writes_the_calendar_anew(inbox: Path) -> None:
    run(inbox, "ics")
    calendar = inbox.parent / "out" / "deadlines.ics"
    assert b"VALARM" not in calendar.read_bytes()
    assert states(run(inbox, "ics", alarm_days=7)) == {"ics": "written"}
    assert b"VALARM" in calendar.read_bytes()
    assert states(run(inbox, "ics", alarm_days=7)) == {"ics": "unchanged"}
    with pytest.raises(ValueError, match="alarm_days"):
        run(inbox, "ics", alarm_days=-1)


def test_a_manifest_of_the_first_version_goes_on(inbox: Path) -> None:
    run(inbox, "jsonl")
    with sqlite3.connect(inbox.parent / "out" / ".policyparse" / "manifest.sqlite") as old:
        old.executescript(
            "ALTER TABLE files DROP COLUMN corrected; ALTER TABLE deliveries DROP COLUMN remarks;"
            "DROP TABLE delivered; DROP TABLE corrections; PRAGMA user_version = 1;"
        )
    old.close()
    done = run(inbox, "jsonl", "sqlite")
    assert done.converted == 0
    assert states(done) == {"jsonl": "unchanged", "sqlite": "written"}
    with open_manifest(inbox.parent / "out") as manifest:
        assert manifest.waiting(2) == 0


@needs_postgres
def test_a_server_is_brought_up_to_date_like_a_file(inbox: Path) -> None:
    with a_schema() as url:
        assert set(states(run(inbox, url)).values()) == {"written"}
        (inbox / "001.txt").write_text(REVISED, encoding="utf-8")
        (inbox / "000.txt").write_text(FACTS.replace("8号", "20号").replace("30所", "70所"), encoding="utf-8")
        assert set(states(run(inbox, url)).values()) == {"written"}
        assert set(states(run(inbox, url)).values()) == {"unchanged"}
        (raw,) = [place for place, column in enumerate(TABLES[6].columns) if column.name == "raw"]
        assert sorted(str(row[raw]) for row in rows_in(url)["targets"]) == ["40所以上", "52所以上", "70所以上"]

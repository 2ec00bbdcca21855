"""What a run says of itself: the report for programs and its page, the deliveries, the words on stderr.

Not for: the run's work (test_convert.py), nor what stands in a delivery (test_plain_files.py).
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from folder_runs import NUMBERED, documents_of, run_here, write_notices
from html_pages import assert_self_contained, rows_of, tree_of, words_of

from policyparse import PolicyParseError
from policyparse.batch import progress
from policyparse.batch.convert import convert
from policyparse.batch.corrections import CorrectionNote
from policyparse.batch.manifest import Replacement
from policyparse.batch.run_page import report_page
from policyparse.batch.run_report import Delivered, Row, Run
from policyparse.cli import main
from policyparse.delivery.code_words import CAUSES
from policyparse.delivery.registry import DELIVERIES, Delivery
from policyparse.delivery.remarks import Remark
from policyparse.errors import EXIT_CODES

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    write_notices(tmp_path / "in", 2)
    (tmp_path / "in" / "empty.txt").touch()
    return tmp_path / "in"


def command(inbox: Path, *options: str) -> int:
    return main(["convert", str(inbox), str(inbox.parent / "out"), *options])


# The report.


def test_a_report_says_what_was_replaced_by_what(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    (inbox / "a.txt").write_text(NUMBERED, encoding="utf-8")
    first = convert(inbox, out).rows[0]
    (inbox / "b.txt").write_text(NUMBERED.replace("30所", "40所"), encoding="utf-8")
    convert(inbox, out)
    report = json.loads((out / "run-report.json").read_text(encoding="utf-8"))
    assert report["replaced"] == [
        {"path": "a.txt", "what": "superseded", "document_id": first.document_id, "by": "b.txt"}
    ]
    assert [(file["role"], file["of"]) for file in report["files"]] == [("superseded", "b.txt"), ("current", None)]
    assert (report["done"], report["converted"]) == (2, 1)


def test_what_a_killed_run_replaced_is_told_by_the_next_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    (inbox / "a.txt").write_text(NUMBERED, encoding="utf-8")
    convert(inbox, out)
    (inbox / "a.txt").write_text(NUMBERED.replace("30所", "40所"), encoding="utf-8")

    def killed(*given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("policyparse.batch.convert.write_report", killed)
        with pytest.raises(KeyboardInterrupt):
            convert(inbox, out)
    assert [one.what for one in convert(inbox, out).replaced] == ["rewritten"]
    assert convert(inbox, out).replaced == ()


def test_what_stood_in_out_before_the_first_run_is_not_replaced_without_a_row(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    write_notices(inbox, 3)
    convert(inbox, out)
    (out / "000.txt.json").write_text("{}", encoding="utf-8")  # somebody's own
    (out / "001.txt.json").unlink()
    (out / ".policyparse" / "manifest.sqlite").unlink()
    done = convert(inbox, out)
    assert (done.converted, [(one.path, one.what) for one in done.replaced]) == (3, [(b"000.txt", "rewritten")])
    assert convert(inbox, out).replaced == ()


def test_a_page_shows_hostile_names_and_messages_as_text() -> None:
    hostile = "<script src='//x'>&\"'\u202e"
    run = Run(
        (Row(hostile, "failed", "corrupt", hostile), Row("a.txt", "done", of=hostile, role="duplicate")),
        (Replacement(hostile.encode(), "superseded", hostile, hostile.encode()),),
        (Delivered(hostile, "failed", hostile, (Remark(hostile, hostile, hostile),)),),
        corrections=(CorrectionNote(hostile, "failed", hostile),),
    )
    page = report_page(run)
    assert_self_contained(page)
    assert not {element.tag for element in tree_of(page).iter()} & {"script", "link", "img", "a", "iframe"}
    assert "&lt;script" in page and "\u202e" not in page
    assert not re.search(r"https?:", page)


def test_a_page_begins_with_what_failed_and_does_not_grow_without_end() -> None:
    rows = tuple(Row(f"{number:05}.txt", "done") for number in range(5000))
    page = report_page(Run((*rows, Row("z.txt", "failed", "empty", "no bytes"))))
    assert page.index("z.txt") < page.index("00000.txt")
    assert len(page) < 800_000
    assert "3001 more files are in run-report.json" in page and "另有 3001 个文件，见 run-report.json" in page


def test_a_page_says_what_became_of_a_file_in_both_languages() -> None:
    counts = {"tasks": 3, "targets": 12}
    run = Run(
        (
            Row("a.pdf", "done", output="a.pdf.json", document_id="doc-1", role="current", counts=counts),
            Row("b.pdf", "failed", "encrypted", "a password is needed"),
            Row("c.pdf", "done", document_id="doc-1", role="duplicate", of="a.pdf"),
            Row(".d", "skipped", "hidden", "hidden files and folders are not read"),
        ),
        converted=2,
    )
    tree = tree_of(report_page(run))
    (table,) = tree.xpath("//table[@class='files']")
    rows = rows_of(table)
    assert rows[0][:3] == ["b.pdf", "失败", "文件有密码encrypted: a password is needed"]
    assert rows[1] == ["a.pdf", "完成", "", "doc-1", "现行", "3", "12", "", "", "", "", ""]
    assert rows[2][3:5] == ["doc-1", "重复a.pdf"]
    assert [row[:2] for row in rows_of(table, "en")][::3] == [["b.pdf", "failed"], [".d", "skipped"]]
    assert [words_of(tile) for tile in tree.xpath("//ul[@class='tiles']/li")] == [
        "2完成",
        "1失败",
        "1跳过",
        "2本次转换",
    ]


def test_every_error_and_every_file_passed_over_has_its_words() -> None:
    assert EXIT_CODES.keys() <= CAUSES.keys()
    assert {"hidden", "link", "partial", "arriving", "not_written"} <= CAUSES.keys()


# Deliveries.


def test_every_form_is_written_and_then_left_until_something_changes(inbox: Path) -> None:
    out = inbox.parent / "out"
    pytest.importorskip("pyarrow")
    words = ["json", "jsonl", "csv", "parquet"]
    assert [one.state for one in convert(inbox, out, to=words).delivered] == ["written"] * 4
    assert {"documents.jsonl", "csv/tasks.csv", "parquet/tasks.parquet"} <= documents_of(out).keys()
    assert {one.state for one in convert(inbox, out, to=words).delivered} == {"unchanged"}
    (out / "csv" / "tasks.csv").unlink()
    assert [one.state for one in convert(inbox, out, to=words).delivered] == [
        "unchanged",
        "unchanged",
        "written",
        "unchanged",
    ]
    (inbox / "new.txt").write_text(NUMBERED, encoding="utf-8")
    assert {one.state for one in convert(inbox, out, to=words).delivered} == {"written"}
    assert len((out / "documents.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_delivery_that_fails_is_a_failure_of_the_run_and_is_tried_again(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (inbox / "empty.txt").unlink()

    def full(documents: object, target: Path) -> tuple[Remark, ...]:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setitem(DELIVERIES, "csv", Delivery("csv", full))
        assert command(inbox, "--to", "csv") == 1
    assert "--to csv: failed: [Errno 28] No space left on device" in capsys.readouterr().err
    assert command(inbox, "--to", "csv") == 0


def test_a_missing_library_is_named_before_anything_is_done(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        DELIVERIES, "parquet", Delivery("parquet", lambda *given: (), (), "tables", ("no_such_library",))
    )
    with pytest.raises(PolicyParseError, match=r"missing_extra: .*policyparse\[tables\]"):
        convert(inbox, inbox.parent / "out", to=["parquet"])
    assert not (inbox.parent / "out").exists()


def test_a_form_that_there_is_not_is_wrong_usage(inbox: Path, capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        command(inbox, "--to", "csv,word")
    assert "no form 'word'; there is json, jsonl, csv, parquet" in capsys.readouterr().err


def test_forms_may_be_a_list_or_repeated(inbox: Path) -> None:
    command(inbox, "--to", "jsonl, csv", "--to", "json", "--quiet")
    report = json.loads((inbox.parent / "out" / "run-report.json").read_text(encoding="utf-8"))
    assert [one["to"] for one in report["deliveries"]] == ["jsonl", "csv", "json"]


# Words on stderr.


def test_quiet_says_nothing(inbox: Path, capsys: Captured) -> None:
    assert command(inbox, "--quiet") == 1
    assert capsys.readouterr() == ("", "")


def test_log_json_is_an_object_a_line(inbox: Path, capsys: Captured) -> None:
    command(inbox, "--log-json")
    out, err = capsys.readouterr()
    events = [json.loads(line) for line in err.splitlines()]
    assert out == ""
    assert [event["event"] for event in events] == ["planned", "file", "file", "file", "finished"]
    assert events[0]["files"] == 3
    assert {event["path"]: event["code"] for event in events[1:4]} == {
        "000.txt": None,
        "001.txt": None,
        "empty.txt": "empty",
    }
    assert (events[-1]["done"], events[-1]["failed"], events[-1]["converted"]) == (2, 1, 3)


def test_quiet_and_log_json_exclude_each_other(inbox: Path) -> None:
    with pytest.raises(SystemExit):
        command(inbox, "--quiet", "--log-json")


def test_without_a_terminal_a_plain_line_comes_every_few_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    now = [100.0]
    monkeypatch.setattr("policyparse.batch.progress.time.monotonic", lambda: now[0])
    lines = progress.Lines()
    told = lines.told()
    told.planned(100)
    for number in range(10):
        now[0] += 2.0
        told.done(Row(f"{number}.txt", "failed" if number == 1 else "done"))
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "3 of 100 files, 0.5 a second, 1 failed, 3 min 14 s left"
    assert len(said) == 3


def test_on_a_terminal_there_is_a_bar_with_rate_and_failures(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    assert command(inbox) == 1
    shown = terminal.getvalue()
    assert "3/3" in shown and "1 failed" in shown and "/s" in shown
    assert shown.endswith("2 done, 1 failed, 0 skipped\n")


def test_of_many_files_the_summary_names_those_that_failed() -> None:
    rows = tuple(Row(f"{number}.txt", "done", counts={"tasks": 1}) for number in range(100))
    said = progress.summary(Run((*rows, Row("bad.txt", "failed", "empty", "no bytes"))), 140)
    assert "bad.txt" in said and "empty: no bytes" in said
    assert "7.txt" not in said


@pytest.mark.parametrize("size", ["10M", "x", "0", "-1G", ""])
def test_a_size_of_memory_that_no_worker_can_live_with_is_wrong_usage(inbox: Path, size: str) -> None:
    with pytest.raises(SystemExit):
        command(inbox, "--memory", size)

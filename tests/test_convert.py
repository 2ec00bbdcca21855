"""Folder runs: an output and a row a file, whatever else lies in the folder, and the same files after every run.

Not for: what is in the documents; runs after the first (test_convert_again.py); poison (test_poison.py); the command
line's own words (test_cli.py).
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from folder_runs import NOTICE, files_of, run_here

import policyparse
from policyparse import Limits, PolicyParseError
from policyparse.batch import planning
from policyparse.batch.convert import Told, convert
from policyparse.batch.planning import plan_run
from policyparse.batch.run_report import Run
from policyparse.delivery.atomic import write_atomically


@pytest.fixture(autouse=True)
def without_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a run does with one file is the same in any process; the slow tests have real ones."""
    if request.node.get_closest_marker("slow") is None:
        monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two good notices of one stem, one in a folder below, and three bad files."""
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (folder / "a.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "a.md").write_text(NOTICE.replace("30", "40"), encoding="utf-8")
    (folder / "below" / "通知.txt").write_text(NOTICE.replace("2025", "2026"), encoding="gb18030")
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text("\u3000\n \n", encoding="utf-8")
    (folder / "junk.txt").write_bytes(bytes(range(256)) * 20)
    return folder


def run(source: Path, target: Path, **options: Any) -> Run:
    """One folder run."""
    return convert(source, target, **options)


def test_every_good_notice_has_its_document_and_every_file_its_row(inbox: Path, tmp_path: Path) -> None:
    done = run(inbox, tmp_path / "out")
    assert sorted(files_of(tmp_path / "out")) == [
        "a.md.json", "a.txt.json", "below/通知.txt.json", "run-report.html", "run-report.json",
    ]  # fmt: skip
    assert [(row.path, row.state, row.code) for row in done.rows] == [
        ("a.md", "done", None),
        ("a.txt", "done", None),
        ("below/通知.txt", "done", None),
        ("blank.txt", "failed", "empty"),
        ("empty.txt", "failed", "empty"),
        ("junk.txt", "failed", "unreadable"),
    ]
    assert policyparse.load(tmp_path / "out" / "a.txt.json") == policyparse.parse(inbox / "a.txt")


def test_the_report_has_a_row_a_file(inbox: Path, tmp_path: Path) -> None:
    done = run(inbox, tmp_path / "out")
    report = json.loads((tmp_path / "out" / "run-report.json").read_text(encoding="utf-8"))
    assert (report["done"], report["failed"], report["skipped"]) == (3, 3, 0)
    assert [row["path"] for row in report["files"]] == [row.path for row in done.rows]
    first = report["files"][1]
    assert first["output"] == "a.txt.json"
    assert first["counts"]["targets"] == len(policyparse.parse(inbox / "a.txt").targets)
    assert report["files"][4]["message"]
    assert str(tmp_path) not in json.dumps(report)


@pytest.mark.slow
def test_runs_are_the_same_with_any_number_of_workers(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "one")
    run(inbox, tmp_path / "two", workers=2)
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_rows_are_told_as_they_come(inbox: Path, tmp_path: Path) -> None:
    told: list[str] = []
    run(inbox, tmp_path / "out", told=Told(done=lambda row: told.append(row.path)))
    assert len(told) == 6


def test_outputs_inside_the_inbox_are_not_read_again(inbox: Path) -> None:
    first = run(inbox, inbox / "out")
    again = run(inbox, inbox / "out")
    assert first.rows == again.rows


@pytest.mark.skipif(os.name == "nt", reason="no pipes there, and links only for some users")
def test_hidden_files_links_and_pipes_are_skipped_with_a_row(inbox: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(NOTICE, encoding="utf-8")
    (inbox / ".hidden.txt").write_text(NOTICE, encoding="utf-8")
    (inbox / ".git").mkdir()
    (inbox / ".git" / "config").touch()
    (inbox / "link-out.txt").symlink_to(outside)
    (inbox / "link-in.txt").symlink_to("a.txt")
    (inbox / "link-folder").symlink_to("below", target_is_directory=True)
    (inbox / "link-circle").symlink_to("link-circle")
    os.mkfifo(inbox / "pipe.txt")
    rows = {row.path: (row.state, row.code) for row in run(inbox, tmp_path / "out").rows}
    assert rows[".hidden.txt"] == rows[".git"] == ("skipped", "hidden")
    assert rows["link-out.txt"] == rows["link-folder"] == rows["link-circle"] == ("skipped", "link")
    assert rows["link-in.txt"] == ("done", None)
    assert rows["pipe.txt"] == ("skipped", "not_a_file")
    assert ".git/config" not in rows


def test_one_notice_in_two_files_is_delivered_once(inbox: Path, tmp_path: Path) -> None:
    (inbox / "copy.txt").write_text(NOTICE, encoding="utf-8")
    done = run(inbox, tmp_path / "out")
    rows = {row.path: row for row in done.rows}
    assert rows["copy.txt"].document_id == rows["a.txt"].document_id
    assert (rows["copy.txt"].role, rows["copy.txt"].of, rows["copy.txt"].output) == ("duplicate", "a.txt", None)
    assert (rows["a.txt"].role, rows["a.txt"].of) == ("current", None)
    assert not (tmp_path / "out" / "copy.txt.json").exists()


def test_one_file_may_stand_for_the_folder(inbox: Path, tmp_path: Path) -> None:
    done = run(inbox / "a.txt", tmp_path / "out")
    assert [row.output for row in done.rows] == ["a.txt.json"]


def test_an_empty_folder_gives_an_empty_report(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert run(tmp_path / "in", tmp_path / "out").rows == ()
    assert (tmp_path / "out" / "run-report.json").is_file()


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyParseError, match="nosuch: not_found"):
        plan_run(tmp_path / "nosuch", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_outputs_never_land_on_inputs(inbox: Path) -> None:
    with pytest.raises(ValueError, match="among the inputs"):
        plan_run(inbox, inbox)
    (inbox / "in").mkdir()
    # IN/in/a would be written to OUT/in/a.json, which is IN/a.json.
    (inbox / "in" / "a").write_text(NOTICE, encoding="utf-8")
    (inbox / "a.json").write_text(NOTICE, encoding="utf-8")
    with pytest.raises(ValueError, match="among the inputs"):
        plan_run(inbox, inbox.parent)


@pytest.mark.parametrize("name", ["csv", "parquet", ".policyparse", ".policyparse/duplicates"])
def test_no_folder_that_runs_fill_is_an_inbox(inbox: Path, name: str) -> None:
    (inbox / name).mkdir(parents=True)
    (inbox / name / "a.txt").write_text(NOTICE, encoding="utf-8")
    with pytest.raises(ValueError, match="among the inputs"):
        plan_run(inbox / name, inbox)


def test_an_inbox_may_lie_in_out_where_outputs_go_elsewhere(inbox: Path) -> None:
    first = run(inbox, inbox.parent)
    again = run(inbox, inbox.parent)
    assert (inbox.parent / "a.txt.json").is_file()
    assert (again.converted, again.rows) == (0, first.rows)


def test_an_out_that_is_a_file_is_an_error(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(PolicyParseError, match="out: not_a_file"):
        run(inbox, tmp_path / "out")


def test_outputs_that_cannot_be_written_are_rows(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "a.txt.json").mkdir(parents=True)
    rows = {row.path: row for row in run(inbox, tmp_path / "out").rows}
    assert rows["a.txt"].code == "not_written"
    assert rows["a.md"].state == "done"
    assert not [path for path in files_of(tmp_path / "out") if path.endswith(".part")]


def test_no_part_of_a_file_is_left_where_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    target.write_text("before", encoding="utf-8")

    def fail(source: object, destination: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(target, "after")
    assert files_of(tmp_path) == {"a.json": b"before"}


def test_limits_hold_for_every_file(inbox: Path, tmp_path: Path) -> None:
    done = run(inbox, tmp_path / "out", limits=Limits(file_bytes=10))
    assert {row.code for row in done.rows} == {"too_large", "empty"}
    assert sorted(files_of(tmp_path / "out")) == ["run-report.html", "run-report.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such names")
def test_names_of_odd_bytes_are_spelled_out_in_the_report(inbox: Path, tmp_path: Path) -> None:
    (inbox / os.fsdecode(b"\xb9.txt")).write_text(NOTICE.replace("30", "50"), encoding="utf-8")
    rows = {row.path: row for row in run(inbox, tmp_path / "out").rows}
    assert rows["\\xb9.txt"].output == "\\xb9.txt.json"
    assert (tmp_path / "out" / os.fsdecode(b"\xb9.txt.json")).is_file()


@pytest.mark.parametrize("name", ["x" * 251, "x" * 255, "通" * 85])
def test_names_too_long_for_an_output_are_shortened(inbox: Path, tmp_path: Path, name: str) -> None:
    (inbox / name).write_text(NOTICE.replace("30", "50"), encoding="utf-8")
    row = {row.path: row for row in run(inbox, tmp_path / "out").rows}[name]
    assert row.output is not None and re.fullmatch(f"{name[0]}+~[0-9a-f]{{12}}[.]json", row.output)
    assert (tmp_path / "out" / row.output).is_file()


def test_a_notice_called_as_the_report_keeps_its_document(inbox: Path, tmp_path: Path) -> None:
    (inbox / "run-report").write_text(NOTICE.replace("30", "50"), encoding="utf-8")
    row = {row.path: row for row in run(inbox, tmp_path / "out").rows}["run-report"]
    assert row.output is not None and row.output.startswith("run-report~")


@pytest.mark.parametrize("name", ["run-report.json", "run-report.html", "Run-Report.JSON", "ledger.xlsx"])
def test_a_folder_called_as_a_file_of_the_run_keeps_its_documents(inbox: Path, name: str) -> None:
    (inbox / name).mkdir()
    (inbox / name / "b.txt").write_text(NOTICE.replace("30", "77"), encoding="utf-8")
    done = convert(inbox, inbox.parent / "out", to=["json"])
    (row,) = (row for row in done.rows if row.path == f"{name}/b.txt")
    assert row.state == "done" and row.output is not None and row.output.startswith(f"{name}~")
    assert (inbox.parent / "out" / row.output).is_file() and (inbox.parent / "out" / "run-report.html").is_file()


@pytest.mark.parametrize("path", ["b.txt.json/c.txt", "B.TXT.JSON/c.txt", "d.json/b.txt.json/c.txt"])
def test_a_folder_called_as_an_output_keeps_its_documents(inbox: Path, tmp_path: Path, path: str) -> None:
    for name, number in ((path, "77"), (str(Path(path).parent.with_name("b.txt")), "78")):
        (inbox / name).parent.mkdir(parents=True, exist_ok=True)
        (inbox / name).write_text(NOTICE.replace("30", number), encoding="utf-8")
    done = run(inbox, tmp_path / "out")
    outputs = {row.path: row.output for row in done.rows if row.state == "done"}
    assert re.fullmatch("(d.json~[0-9a-f]{12}/)?b.txt.json~[0-9a-f]{12}/c.txt.json", str(outputs[path]), re.IGNORECASE)
    assert all((tmp_path / "out" / str(output)).is_file() for output in outputs.values())
    assert run(inbox, tmp_path / "out").converted == 0


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such names")
@pytest.mark.parametrize("name", [b"two\nlines.txt", "南昌.txt".encode("gbk"), b"tab\t.txt"])
def test_any_name_that_the_system_keeps_has_its_output(inbox: Path, tmp_path: Path, name: bytes) -> None:
    (inbox / os.fsdecode(name)).write_text(NOTICE.replace("30", "50"), encoding="utf-8")
    done = run(inbox, tmp_path / "out")
    assert done.count("done") == 4
    assert (tmp_path / "out" / os.fsdecode(name + b".json")).is_file()
    json.loads((tmp_path / "out" / "run-report.json").read_text(encoding="utf-8"))
    assert run(inbox, tmp_path / "out").converted == 0


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="there the two names are one file")
def test_names_that_differ_in_case_have_an_output_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "A.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "in" / "a.txt").write_text(NOTICE.replace("30", "50"), encoding="utf-8")
    assert {row.output for row in run(tmp_path / "in", tmp_path / "out").rows} == {"A.txt.json", "a.txt.json"}
    monkeypatch.setattr(planning, "folds_case", lambda target: True)
    first, second = (row.output or "" for row in run(tmp_path / "in", tmp_path / "folding").rows)
    assert first == "A.txt.json"
    assert second.casefold() != first.casefold()

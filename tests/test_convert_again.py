"""Runs after the first: only what changed is converted, revisions replace, nothing is replaced without a word.

Not for: kills of a whole run (test_kills.py), the judging itself (test_identity.py).
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from folder_runs import NUMBERED, documents_of, files_of, run_here, write_notices

import policyparse
from policyparse import Limits
from policyparse.batch import one_notice
from policyparse.batch.convert import convert
from policyparse.batch.run_report import Row, Run
from policyparse.reading.opening import read_file

OTHER = NUMBERED.replace("关于建设示范校的通知", "关于召开全市教育工作会议的通知")
REVISED = NUMBERED.replace("30所", "40所")


@pytest.fixture(autouse=True)
def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    write_notices(tmp_path / "in", 3)
    return tmp_path / "in"


def run(inbox: Path, **options: Any) -> Run:
    return convert(inbox, inbox.parent / "out", **options)


def rows(done: Run) -> dict[str, Row]:
    return {row.path: row for row in done.rows}


def write(inbox: Path, name: str, text: str) -> None:
    inbox.mkdir(exist_ok=True)
    (inbox / name).write_text(text, encoding="utf-8")


def output(inbox: Path, name: str) -> Any:
    return json.loads((inbox.parent / "out" / f"{name}.json").read_text(encoding="utf-8"))


# Only what is new or changed.


def test_a_second_run_converts_nothing_and_says_the_same(inbox: Path) -> None:
    first = run(inbox, to=["jsonl"])
    before = files_of(inbox.parent / "out")
    second = run(inbox, to=["jsonl"])
    assert (first.converted, second.converted) == (3, 0)
    assert first.rows == second.rows
    assert [one.state for one in second.delivered] == ["unchanged"]
    after = files_of(inbox.parent / "out")
    assert documents_of(inbox.parent / "out").items() <= before.items()
    assert after.keys() == before.keys()


def test_a_new_file_alone_is_converted(inbox: Path) -> None:
    run(inbox)
    write(inbox, "new.txt", NUMBERED)
    assert run(inbox).converted == 1


def test_a_changed_file_is_converted_and_its_replacement_told(inbox: Path) -> None:
    old = rows(run(inbox))["001.txt"]
    write(inbox, "001.txt", NUMBERED)
    done = run(inbox)
    assert done.converted == 1
    assert [(one.path, one.what, one.document_id) for one in done.replaced] == [
        (b"001.txt", "rewritten", old.document_id)
    ]
    assert output(inbox, "001.txt")["metadata"]["doc_number"]["serial"] == 8
    assert run(inbox).replaced == ()


def test_a_file_with_a_new_time_and_the_old_bytes_is_not_converted(inbox: Path) -> None:
    run(inbox)
    os.utime(inbox / "001.txt", (1, 1))
    assert run(inbox).converted == 0


def test_bytes_of_the_same_length_and_moment_are_told_apart(inbox: Path) -> None:
    run(inbox)
    before = (inbox / "001.txt").stat()
    write(inbox, "001.txt", (inbox / "001.txt").read_text(encoding="utf-8").replace("1001", "2001"))
    os.utime(inbox / "001.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run(inbox).converted == 1


def test_a_settled_file_is_not_even_read(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in inbox.iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    run(inbox)
    monkeypatch.setattr("policyparse.batch.planning.stamp_of", lambda *given: pytest.fail("it was read"))
    assert run(inbox).converted == 0


def test_a_missing_output_is_made_again(inbox: Path) -> None:
    run(inbox)
    (inbox.parent / "out" / "001.txt.json").unlink()
    assert run(inbox).converted == 1
    assert (inbox.parent / "out" / "001.txt.json").is_file()


def test_other_settings_and_other_versions_convert_everything(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(inbox)
    assert run(inbox, min_confidence=0.5).converted == 3
    assert run(inbox, min_confidence=0.5).converted == 0
    monkeypatch.setattr("policyparse.batch.settings.__version__", "9.9.9")
    assert run(inbox, min_confidence=0.5).converted == 3


def test_limits_concern_failures_alone(inbox: Path) -> None:
    write(inbox, "large.txt", NUMBERED * 40)
    limits = Limits(file_bytes=5000)
    assert run(inbox, limits=limits).count("failed") == 1
    assert run(inbox, limits=limits).converted == 0
    again = run(inbox)
    assert (again.converted, again.count("failed")) == (1, 0)


def test_what_failed_is_left_until_asked_for(inbox: Path) -> None:
    (inbox / "empty.txt").touch()
    assert rows(run(inbox))["empty.txt"].code == "empty"
    assert run(inbox).converted == 0
    assert run(inbox, retry_failed=True).converted == 1


def test_a_wrong_password_is_tried_again_with_another(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = Path(__file__).parents[1] / "corpus" / "pdf" / "encrypted_user.pdf"
    (inbox / "locked.pdf").write_bytes(locked.read_bytes())
    assert rows(run(inbox))["locked.pdf"].code == "encrypted"
    assert run(inbox).converted == 0
    assert rows(run(inbox, password="wrong"))["locked.pdf"].code == "encrypted"


def test_a_failure_of_the_surroundings_is_tried_again(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(one_notice, "write_through", full)
        assert {row.code for row in run(inbox).rows} == {"not_written"}
    assert run(inbox).count("done") == 3


def test_a_file_that_turns_bad_keeps_its_document(inbox: Path) -> None:
    run(inbox)
    write(inbox, "001.txt", "\n")
    row = rows(run(inbox))["001.txt"]
    assert (row.state, row.code, row.output) == ("failed", "empty", "001.txt.json")
    assert row.note == "the document of what the file was before is kept"
    assert (inbox.parent / "out" / "001.txt.json").is_file()


def test_a_file_that_is_gone_keeps_its_document(inbox: Path) -> None:
    (inbox / "empty.txt").touch()
    run(inbox)
    (inbox / "001.txt").unlink()
    (inbox / "empty.txt").unlink()
    done = run(inbox, to=["jsonl"])
    assert rows(done)["001.txt"].note == "no longer in the inbox; its document is kept"
    assert "empty.txt" not in rows(done)
    assert len((inbox.parent / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_file_that_vanishes_before_it_is_read_is_a_row(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(function: Any, items: Any, *rest: Any) -> Any:
        for item in items:
            item.path.unlink() if item.path.name == "001.txt" else None
            yield item, function(item)

    monkeypatch.setattr("policyparse.batch.convert.run_each", vanish)
    done = run(inbox)
    assert rows(done)["001.txt"].code == "not_found"
    assert done.count("done") == 2


def test_a_file_that_changes_while_it_is_read_is_tried_again(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = [1, 2]

    def growing(path: Path, *rest: Any) -> bytes:
        data = read_file(path, *rest)
        if sizes and path.name == "001.txt":
            path.write_bytes(data + b" " * sizes.pop())
        return data

    monkeypatch.setattr(one_notice, "read_file", growing)
    assert run(inbox).count("done") == 3
    assert output(inbox, "001.txt")["source"]["size_bytes"] == (inbox / "001.txt").stat().st_size


# Files of one document_id.


def test_a_duplicate_is_recorded_and_delivered_once(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    for name in ("a.txt", "b.txt"):
        write(inbox, name, NUMBERED)
    done = rows(run(inbox, to=["jsonl"]))
    assert (done["b.txt"].role, done["b.txt"].of, done["b.txt"].output) == ("duplicate", "a.txt", None)
    assert sorted(documents_of(tmp_path / "out")) == ["a.txt.json", "documents.jsonl"]
    assert run(inbox).converted == 0


def test_a_renamed_file_takes_the_place_of_its_old_name(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    write(inbox, "a.txt", NUMBERED)
    run(inbox, to=["jsonl"])
    (inbox / "a.txt").rename(inbox / "b.txt")
    done = rows(run(inbox, to=["jsonl"]))
    assert done["b.txt"].role == "current"
    assert output(inbox, "b.txt")["source"]["name"] == "b.txt"
    assert not (tmp_path / "out" / "a.txt.json").exists()
    assert len((tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_a_revision_replaces_what_went_out_and_the_earlier_is_kept(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    write(inbox, "b.txt", NUMBERED)
    first = run(inbox, to=["jsonl"])
    write(inbox, "a.txt", REVISED)
    done = run(inbox, to=["jsonl"])
    assert (rows(done)["b.txt"].role, rows(done)["b.txt"].of) == ("superseded", "a.txt")
    assert rows(done)["a.txt"].document_id == rows(first)["b.txt"].document_id
    assert [(one.path, one.what, one.by) for one in done.replaced] == [(b"b.txt", "superseded", b"a.txt")]
    assert (tmp_path / "out" / "b.txt.json").is_file()
    lines = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 and "40所" in lines[0]


def test_a_file_edited_after_another_came_is_the_later_one(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    write(inbox, "a.txt", NUMBERED)
    write(inbox, "b.txt", REVISED)
    assert rows(run(inbox))["b.txt"].role == "current"
    write(inbox, "a.txt", NUMBERED.replace("30所", "50所"))
    assert {path: row.role for path, row in rows(run(inbox)).items()} == {"a.txt": "current", "b.txt": "superseded"}


def test_another_notice_of_the_same_number_gets_a_suffix_and_a_diagnostic(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    write(inbox, "a.txt", NUMBERED)
    write(inbox, "b.txt", OTHER)
    done = rows(run(inbox, to=["csv"]))
    plain = policyparse.parse(inbox / "b.txt").document_id
    assert (done["a.txt"].document_id, done["b.txt"].document_id) == (plain, f"{plain}~2")
    assert done["b.txt"].role == "conflict"
    written = policyparse.load(tmp_path / "out" / "b.txt.json")
    assert written.document_id == f"{plain}~2"
    assert [one.code for one in written.diagnostics][-1] == "id_conflict"
    assert (tmp_path / "out" / "csv" / "documents.csv").read_text(encoding="utf-8-sig").count(f"{plain}~2") == 1
    before = documents_of(tmp_path / "out")
    again = run(inbox, to=["csv"])
    assert (again.converted, again.replaced, documents_of(tmp_path / "out")) == (0, (), before)
    run(inbox, min_confidence=0.01)
    assert documents_of(tmp_path / "out")["b.txt.json"] == before["b.txt.json"]


def test_a_duplicate_stands_for_itself_when_the_first_becomes_another(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    for name in ("a.txt", "b.txt"):
        write(inbox, name, NUMBERED)
    run(inbox)
    write(inbox, "a.txt", "关于别的事的通知\n\n各县教育局：\n到2026年，建成学校50所。\n\n南昌市教育局\n2024年4月5日\n")
    done = run(inbox)
    assert rows(done)["b.txt"].role == "current"
    assert output(inbox, "b.txt") == json.loads(policyparse.parse(inbox / "b.txt").to_json())
    assert done.converted == 1


def test_roles_do_not_depend_on_the_order_of_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = tmp_path / "in"
    for name, text in (("a", NUMBERED), ("b", REVISED), ("c", NUMBERED), ("d", OTHER), ("e", REVISED)):
        write(inbox, f"{name}.txt", text)
    forth = convert(inbox, tmp_path / "forth")
    monkeypatch.setattr(
        "policyparse.batch.convert.run_each", lambda f, items, *rest: run_here(f, [*items][::-1], *rest)
    )
    back = convert(inbox, tmp_path / "back")
    assert [(row.path, row.role, row.of, row.document_id) for row in forth.rows] == [
        (row.path, row.role, row.of, row.document_id) for row in back.rows
    ]
    assert documents_of(tmp_path / "forth") == documents_of(tmp_path / "back")


# The manifest.


def test_a_run_that_was_killed_goes_on(inbox: Path) -> None:
    run(inbox)
    with sqlite3.connect(inbox.parent / "out" / ".policyparse" / "manifest.sqlite") as manifest:
        manifest.execute("UPDATE files SET state = 'running' WHERE path = ?", (b"001.txt",))
    manifest.close()
    done = run(inbox)
    assert (done.converted, done.count("done")) == (1, 3)


def test_two_runs_do_not_work_on_one_folder(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(*given: Any) -> Any:
        with pytest.raises(policyparse.PolicyParseError, match="another run is at work"):
            run(inbox)
        return run_here(*given)

    monkeypatch.setattr("policyparse.batch.convert.run_each", meanwhile)
    assert run(inbox).count("done") == 3


def test_a_damaged_manifest_is_named_and_how_to_go_on(inbox: Path) -> None:
    run(inbox)
    manifest = inbox.parent / "out" / ".policyparse" / "manifest.sqlite"
    manifest.write_bytes(b"no database" * 100)
    with pytest.raises(policyparse.PolicyParseError, match=r"corrupt: .* delete it"):
        run(inbox)
    manifest.unlink()
    assert run(inbox).converted == 3


def test_a_manifest_of_a_newer_version_is_left_alone(inbox: Path) -> None:
    run(inbox)
    connection = sqlite3.connect(inbox.parent / "out" / ".policyparse" / "manifest.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(policyparse.PolicyParseError, match="a newer policyparse made it"):
        run(inbox)

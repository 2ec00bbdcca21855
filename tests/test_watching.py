"""A watched folder: files are taken when they stand still, a burst is one run, and the end leaves nothing half written.

Time is told by a clock of the tests', and a run is a list of what it was given; the slow tests watch a real folder.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from folder_runs import NOTICE, NUMBERED, documents_of, run_here, write_notices

from policyparse import PolicyParseError
from policyparse.batch.convert import convert, prepare
from policyparse.batch.inbox import InboxFile, Passed, is_partial
from policyparse.batch.run_report import Row, Run
from policyparse.batch.watching import LOOK_EVERY, PATIENCE, Found, Watch, moments

SETTLE = 2.0
ROOT = Path(__file__).parents[1]


class Watched:
    """A watch over ``inbox`` with its own clock; ``runs``: of each run the files that it was to read."""

    def __init__(self, inbox: Path, failed: bool = False) -> None:
        self.now = 1000.0
        self.runs: list[list[str]] = []
        self.arriving: list[list[str]] = []
        self.said: list[str] = []
        self.failed = failed
        self.watch = Watch(inbox, inbox.parent / "out", self._run, self.said.append, SETTLE, lambda: self.now)

    def _run(self, found: Found) -> Run:
        self.runs.append([entry.shown for entry in found if isinstance(entry, InboxFile)])
        self.arriving.append([entry.shown for entry in found if isinstance(entry, Passed) and entry.code == "arriving"])
        return Run((Row("x", "failed"),) if self.failed else ())

    def look(self, after: float = SETTLE, changed: bool = False) -> bool:
        self.now += after
        return self.watch.look(changed)

    def settled(self) -> Watched:
        """With what is in the folder already run."""
        self.look(0, changed=True)
        assert self.look()
        self.runs.clear()
        self.arriving.clear()
        return self


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    write_notices(tmp_path / "in", 2)
    return tmp_path / "in"


def grow(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("又一行\n")


def test_what_is_there_is_converted_when_it_stands_still(inbox: Path) -> None:
    watched = Watched(inbox)
    assert not watched.look(0, changed=True)
    assert not watched.look(SETTLE / 2)
    assert watched.look(SETTLE / 2)
    assert watched.runs == [["000.txt", "001.txt"]]


def test_without_news_there_is_no_run_and_nothing_is_looked_at(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(inbox).settled()
    assert not watched.look(1, changed=True)
    monkeypatch.setattr("policyparse.batch.watching.plan_run", lambda *given: pytest.fail("it looked"))
    assert not watched.look(1)


def test_a_file_that_grows_is_waited_for(inbox: Path) -> None:
    watched = Watched(inbox).settled()
    for _ in range(5):
        grow(inbox / "new.txt")
        assert not watched.look(SETTLE / 2, changed=True)
    assert not watched.look(SETTLE / 2)
    assert watched.look(SETTLE / 2)
    assert watched.runs == [["000.txt", "001.txt", "new.txt"]]


def test_a_file_whose_time_is_set_back_is_waited_for_as_well(inbox: Path) -> None:
    """Copying programs keep the original's time: only that nothing changes says that a file is whole."""
    watched = Watched(inbox).settled()
    grow(inbox / "old.txt")
    os.utime(inbox / "old.txt", (1, 1))
    assert not watched.look(0, changed=True)
    assert watched.look()


def test_a_file_that_grows_for_ever_keeps_others_waiting_for_a_while_only(inbox: Path) -> None:
    watched = Watched(inbox).settled()
    (inbox / "whole.txt").write_text(NUMBERED, encoding="utf-8")
    for _ in range(100):
        grow(inbox / "log.txt")
        if watched.look(SETTLE / 2, changed=True):
            break
    assert watched.runs == [["000.txt", "001.txt", "whole.txt"]]
    assert watched.arriving == [["log.txt"]]
    assert watched.now <= 1000 + SETTLE * (PATIENCE + 3)


@pytest.mark.parametrize(
    "name", ["a.pdf.part", "a.TMP", "a.pdf.crdownload", "~$通知.docx", ".a.txt.swp", "a.txt.filepart"]
)
def test_partial_names_are_no_notices_until_they_are_renamed(inbox: Path, name: str) -> None:
    watched = Watched(inbox).settled()
    (inbox / name).write_text(NUMBERED, encoding="utf-8")
    watched.look(0, changed=True)
    assert not watched.look()
    (inbox / name).rename(inbox / "a.txt")
    watched.look(0, changed=True)
    assert watched.look()
    assert watched.runs == [["000.txt", "001.txt", "a.txt"]]


@pytest.mark.parametrize("name", ["通知.pdf", "part.txt", "~通知.txt", "a.parts", "tmp"])
def test_other_names_are_notices(name: str) -> None:
    assert not is_partial(name)


def test_partial_names_are_skipped_with_a_row_in_every_run(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)
    (inbox / "a.pdf.part").touch()
    rows = {row.path: (row.state, row.code) for row in convert(inbox, inbox.parent / "out").rows}
    assert rows["a.pdf.part"] == ("skipped", "partial")


def test_a_burst_of_a_thousand_files_is_one_run(inbox: Path) -> None:
    watched = Watched(inbox).settled()
    for start in range(0, 1000, 100):
        for number in range(start, start + 100):
            (inbox / f"burst-{number:04}.txt").write_text(NUMBERED, encoding="utf-8")
        watched.look(1, changed=True)
    watched.look()
    assert [len(run) for run in watched.runs] == [1002]


def test_renames_and_deletions_are_runs_and_no_trouble(inbox: Path) -> None:
    watched = Watched(inbox).settled()
    (inbox / "000.txt").rename(inbox / "zzz.txt")
    (inbox / "001.txt").unlink()
    watched.look(0, changed=True)
    watched.look()
    assert watched.runs == [["zzz.txt"]]


def test_a_file_that_vanishes_while_it_is_looked_at_is_not_there(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watched = Watched(inbox)
    gone = InboxFile(inbox / "gone.txt", Path("gone.txt"))
    from policyparse.batch.planning import plan_run

    monkeypatch.setattr("policyparse.batch.watching.plan_run", lambda *given: [*plan_run(*given), gone])
    assert watched.settled().look(1) is False


def test_what_no_notification_told_is_found_after_a_while(inbox: Path) -> None:
    watched = Watched(inbox).settled()
    grow(inbox / "untold.txt")
    assert not watched.look(1)
    watched.look(LOOK_EVERY)
    assert watched.look()
    assert len(watched.runs) == 1


def test_failures_are_tried_again_after_a_while_and_not_at_once(inbox: Path) -> None:
    watched = Watched(inbox, failed=True).settled()
    assert not watched.look(1, changed=True)
    assert watched.look(LOOK_EVERY)


def test_a_new_correction_is_a_reason_to_run(inbox: Path) -> None:
    watched = Watched(inbox)
    watched.watch.corrections = inbox.parent / "mended"
    watched.watch.corrections.mkdir()
    watched.settled()
    (watched.watch.corrections / "a.json").touch()
    assert watched.look(LOOK_EVERY)
    assert not watched.look(LOOK_EVERY)


def test_a_folder_that_is_away_for_a_time_is_said_and_waited_for(inbox: Path) -> None:
    watched = Watched(inbox).settled()
    inbox.rename(inbox.parent / "away")
    assert not watched.look(1, changed=True)
    assert "not_found" in watched.said[0]
    (inbox.parent / "away").rename(inbox)
    grow(inbox / "new.txt")
    watched.look(1, changed=True)
    assert watched.look()


def test_a_folder_that_never_was_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PolicyParseError, match="not_found"):
        Watched(tmp_path / "nosuch").look(0, changed=True)


def test_a_file_that_arrives_anew_keeps_its_document_meanwhile(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)
    job = prepare(inbox.parent / "out")
    one, two = (InboxFile(inbox / name, Path(name)) for name in ("000.txt", "001.txt"))
    job.run([one, two])
    row = job.run([Passed("000.txt", "arriving", "it is still being written", b"000.txt"), two]).rows[0]
    assert (row.state, row.code, row.output) == ("skipped", "arriving", "000.txt.json")
    assert row.note == "the document of what the file was before is kept"
    (inbox / "000.txt").write_text(NUMBERED, encoding="utf-8")
    again = job.run([one, two])
    assert (again.converted, again.rows[0].state) == (1, "done")


def test_failures_are_retried_on_request_in_the_first_run_alone(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)
    (inbox / "empty.txt").touch()
    files = [InboxFile(inbox / name, Path(name)) for name in ("000.txt", "001.txt", "empty.txt")]
    job = prepare(inbox.parent / "out", retry_failed=True)
    assert [each.run(files).converted for each in (job, job, job.next())] == [3, 1, 0]


# A real folder.


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def happened(found: Iterator[bool]) -> bool:
    """Whether a change is told within a few moments."""
    return any(next(found) for _ in range(40))


def test_changes_of_a_folder_are_told_and_those_of_outputs_are_not(inbox: Path) -> None:
    pytest.importorskip("watchfiles")
    (inbox / "out").mkdir()
    found = moments(inbox, inbox / "out", 0.1)
    assert next(found)
    grow(inbox / "new.txt")
    assert happened(found)
    until(lambda: not next(found))
    grow(inbox / "out" / "a.json")
    assert not any(next(found) for _ in range(5))


def test_a_folder_made_anew_is_watched_again(inbox: Path) -> None:
    pytest.importorskip("watchfiles")
    found = moments(inbox, inbox.parent / "out", 0.1)
    assert next(found)
    inbox.rename(inbox.parent / "away")
    until(lambda: next(found))
    inbox.mkdir()
    until(lambda: next(found))
    until(lambda: not next(found))
    grow(inbox / "new.txt")
    assert happened(found)


@pytest.fixture
def watching(inbox: Path) -> Iterator[subprocess.Popen[bytes]]:
    pytest.importorskip("watchfiles")
    options = ("--watch", "--settle", "0.2", "--workers", "2", "--to", "jsonl", "--log-json")
    command = [sys.executable, "-m", "policyparse", "convert", str(inbox), str(inbox.parent / "out"), *options]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    try:
        until((inbox.parent / "out" / "run-report.html").is_file)
        yield running
    finally:
        running.kill()
        running.wait()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_in_order(inbox: Path, watching: subprocess.Popen[bytes], ending: signal.Signals) -> None:
    out = inbox.parent / "out"
    (inbox / "new.txt.part").write_text(NOTICE, encoding="utf-8")
    (inbox / "new.txt.part").rename(inbox / "new.txt")
    until((out / "new.txt.json").is_file)
    watching.send_signal(ending)
    assert watching.wait(30) == 0
    assert watching.stderr is not None and b"Traceback" not in watching.stderr.read()


def workers_of(running: subprocess.Popen[bytes]) -> set[int]:
    tasks = Path(f"/proc/{running.pid}/task").glob("*/children")
    children = {int(child) for task in tasks for child in task.read_text().split()}
    spawned = {child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()}
    return spawned


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="it does not say there which processes there are")
def test_workers_stay_from_one_batch_to_the_next_and_go_with_the_watch(
    inbox: Path, watching: subprocess.Popen[bytes]
) -> None:
    workers = workers_of(watching)
    assert len(workers) == 2
    for name in ("second.txt", "third.txt"):
        (inbox / name).write_text(NUMBERED.replace("8号", f"{len(name)}号"), encoding="utf-8")
        until((inbox.parent / "out" / f"{name}.json").is_file)
        assert workers_of(watching) == workers
    watching.send_signal(signal.SIGTERM)
    assert watching.wait(30) == 0
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_a_burst_with_renames_and_deletions_ended_in_the_middle_loses_nothing(
    inbox: Path, watching: subprocess.Popen[bytes]
) -> None:
    out = inbox.parent / "out"
    for number in range(1000):
        text = NOTICE.replace("30所", f"{5000 + number}所")
        (inbox / f"burst-{number:04}.txt").write_text(text, encoding="utf-8")
    until(lambda: len(list(out.glob("burst-*.json"))) > 100)
    (inbox / "burst-0001.txt").rename(inbox / "renamed.txt")
    (inbox / "burst-0999.txt").unlink()
    watching.send_signal(signal.SIGTERM)
    assert watching.wait(60) == 0
    assert not list(out.rglob("*.part")) and not (out / ".policyparse" / "spool").exists()
    for path in out.glob("*.json"):
        json.loads(path.read_bytes())
    done = convert(inbox, out, workers=2, to=["jsonl"])
    assert done.count("failed") == 0
    # Every text that is still in the inbox goes out once; a row a file, and two for the one that was renamed.
    lines = [json.loads(line)["text"] for line in (out / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len(set(lines)) and len(lines) in (1001, 1002)
    assert len([path for path in documents_of(out) if path.endswith(".txt.json")]) in (1001, 1002)

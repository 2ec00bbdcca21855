"""``kill -9`` of a whole run at many moments: the next run goes on, and ends as if nothing had been.

A moderate number here; ``scripts/kill_runs.py`` does it at more moments over more files.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from folder_runs import NUMBERED, documents_of, write_notices

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="no such signals there")]
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 notices, a copy, a revision and another notice of the same number among them."""
    folder = tmp_path_factory.mktemp("inbox")
    write_notices(folder, 36)
    other = NUMBERED.replace("关于建设示范校的通知", "关于召开全市教育工作会议的通知")
    for name, text in (("a", NUMBERED), ("b", NUMBERED.replace("30所", "40所")), ("c", NUMBERED), ("d", other)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def start(inbox: Path, out: Path) -> subprocess.Popen[bytes]:
    options = ("--workers", "2", "--to", "jsonl,csv", "--quiet")
    command = [sys.executable, "-m", "policyparse", "convert", str(inbox), str(out), *options]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def finish(inbox: Path, out: Path) -> dict[str, bytes]:
    assert start(inbox, out).wait(120) == 0
    return documents_of(out)


def made(out: Path) -> int:
    return len(list(out.glob("*.json")))


@pytest.fixture(scope="module")
def undisturbed(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return finish(inbox, tmp_path_factory.mktemp("clean") / "out")


@pytest.mark.parametrize("whole_group", [True, False])
def test_killed_at_several_moments_it_ends_as_if_undisturbed(
    inbox: Path, undisturbed: dict[str, bytes], tmp_path: Path, whole_group: bool
) -> None:
    out = tmp_path / "out"
    for outputs in (0, 1, 10, 25, 38):
        running = start(inbox, out)
        ends = time.monotonic() + 60
        while made(out) < outputs and running.poll() is None and time.monotonic() < ends:
            time.sleep(0.005)
        if whole_group:
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
        running.wait()
    assert finish(inbox, out) == undisturbed
    assert not list(out.rglob("*.part"))


def test_terminated_it_ends_in_order(inbox: Path, undisturbed: dict[str, bytes], tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = start(inbox, out)
    while made(out) < 5 and running.poll() is None:
        time.sleep(0.005)
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) in (0, 130)
    assert not list((out / ".policyparse").glob("spool"))
    assert finish(inbox, out) == undisturbed

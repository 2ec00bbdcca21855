"""Folder runs in real processes: files that harm their process, disks that are full, folders that refuse.

Not for: what is remembered between runs (test_convert_again.py).
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import poison
import pytest
from folder_runs import documents_of, write_notices

from policyparse import PolicyParseError, convert
from policyparse.batch import convert as folder
from policyparse.batch.planning import Wishes, plan_run
from policyparse.batch.pool import GIGABYTE, Bounds
from policyparse.batch.settings import Settings

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="no such signals, limits or folders elsewhere")
pytestmark = [pytest.mark.slow, linux_only]


def test_of_40_files_8_are_poison_and_32_are_delivered(tmp_path: Path) -> None:
    inbox, out = tmp_path / "in", tmp_path / "out"
    write_notices(inbox, 32)
    for kind in poison.POISONS:
        (inbox / f"poison-{kind}.txt").write_text("毒", encoding="utf-8")
    work = folder.Work(poison.read, Bounds(poison.seconds, GIGABYTE), 2, Wishes(Settings()))
    done = folder.run(plan_run(inbox, out), out, work, [], folder.Told())
    assert (done.count("done"), done.count("failed")) == (32, 8)
    assert len(documents_of(out)) == 32
    rows = {row.path: row for row in done.rows}
    for kind, (code, words) in poison.CAUSES.items():
        row = rows[f"poison-{kind}.txt"]
        assert row.code == code and words in (row.message or ""), kind
    again = folder.run(plan_run(inbox, out), out, work, [], folder.Told())
    assert (again.converted, again.rows) == (0, done.rows)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip("file systems may not be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def said_of_full_disk(inbox: Path, out: Path) -> bool:
    """Whether a run says that the disk is full: of single files, or of its own record."""
    try:
        done = convert(inbox, out)
    except PolicyParseError as error:
        return "full" in str(error) or os.strerror(errno.ENOSPC) in str(error)
    return {row.code for row in done.rows if row.state == "failed"} == {"not_written"}


def test_on_a_full_disk_nothing_is_lost_and_a_later_run_goes_on(tmp_path: Path, small_disk: Path) -> None:
    inbox, out = tmp_path / "in", small_disk / "out"
    write_notices(inbox, 5)
    filler = small_disk / "filler"
    out.mkdir()
    convert(inbox / "000.txt", out)
    (inbox / "big.txt").write_text((inbox / "001.txt").read_text(encoding="utf-8") * 4000, encoding="utf-8")
    free = os.statvfs(small_disk)
    filler.write_bytes(b"x" * max(free.f_bavail * free.f_frsize - 300_000, 0))
    assert said_of_full_disk(inbox, out)
    (inbox / "big.txt").unlink()
    filler.unlink()
    done = convert(inbox, out)
    assert (done.count("done"), done.count("failed")) == (5, 0)
    assert len(documents_of(out)) == 5


def test_an_out_that_cannot_be_written_to_is_one_clear_error(tmp_path: Path) -> None:
    write_notices(tmp_path / "in", 1)
    with pytest.raises(PolicyParseError, match="unreadable: OUT cannot be made"):
        convert(tmp_path / "in", Path("/proc/policyparse-out"))


def test_a_manifest_that_cannot_be_written_is_one_clear_error(tmp_path: Path, small_disk: Path) -> None:
    write_notices(tmp_path / "in", 1)
    out = small_disk / "out"
    convert(tmp_path / "in", out)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    try:
        with pytest.raises(PolicyParseError, match="unreadable: the record of runs cannot be written"):
            convert(tmp_path / "in", out)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)

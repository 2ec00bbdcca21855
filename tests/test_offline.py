"""No network and no telemetry: the main job makes the same where the network is cut off, and asks for no address.

For: a guard in Python, which works everywhere, and Linux's own, where a user may set it up. Not for: links in notices
(test_hostile.py); programs that are started for old Word formats.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTICE = ROOT / "corpus" / "notices" / "nanchang-chanjiao-ronghe-8623-2023.txt"
CUT_OFF = ["unshare", "--net", "--map-root-user"]
# Audit events that Python itself raises, also for what libraries do: PEP 578.
GUARD = """
import sys
def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request"):
        address = arguments[1] if event == "socket.connect" else arguments[0]
        if not (event == "socket.connect" and isinstance(address, (str, bytes))):  # a socket in the file system
            sys.stderr.write(f"NETWORK {event} {address}\\n")
            raise OSError("no network here")
sys.addaudithook(guard)
from policyparse.cli import main
sys.exit(main(sys.argv[1:]))
"""


def inbox(folder: Path) -> Path:
    """A notice in every format that needs no other program."""
    folder.mkdir()
    stem = "nanchang-zhijiao-gongzuo-yaodian-2019"
    for path in (
        NOTICE,
        *(ROOT / "corpus" / "renderings").glob(f"{stem}.*"),
        *(ROOT / "corpus" / "other").glob("*.ofd"),
    ):
        shutil.copy(path, folder)
    return folder


def outputs(out: Path) -> dict[str, bytes]:
    paths = [path for path in out.rglob("*") if path.is_file() and ".policyparse" not in path.parts]
    return {str(path.relative_to(out)): path.read_bytes() for path in paths if not path.name.startswith("run-report")}


def ran(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=500)


@pytest.mark.slow
def test_the_main_job_asks_for_no_address(tmp_path: Path) -> None:
    forms = "jsonl,csv,xlsx,ics,sqlite,parquet"
    for needed in ("pyarrow", "xlsxwriter", "icalendar", "sqlalchemy"):
        pytest.importorskip(needed, reason="the extras tables, calendar and db")
    command = [
        sys.executable,
        "-c",
        GUARD,
        "convert",
        str(inbox(tmp_path / "in")),
        str(tmp_path / "out"),
        "--to",
        forms,
    ]
    done = ran(command, ROOT)
    assert done.returncode == 0 and "NETWORK" not in done.stderr, done.stderr
    assert len(outputs(tmp_path / "out")) > 10


GOLD = ROOT / "corpus" / "gold" / f"{NOTICE.name}.gold.json"
COMMANDS = (
    ["parse", str(NOTICE)], ["explain", str(NOTICE)], ["schema"], ["--version"], ["review", str(NOTICE), "--out", "OUT"],
    ["validate", str(GOLD), "--notices", str(NOTICE.parent), "--report", "OUT"], ["deadlines", "IN", "--out", "OUT"],
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_command_asks_for_an_address(command: list[str], tmp_path: Path) -> None:
    shutil.copy(NOTICE, tmp_path)
    places = {"IN": str(tmp_path), "OUT": str(tmp_path / "out.html")}
    done = ran([sys.executable, "-c", GUARD, *(places.get(word, word) for word in command)], ROOT)
    assert done.returncode == 0 and "NETWORK" not in done.stderr, done.stderr


def test_the_guard_sees_what_it_is_to_see() -> None:
    asks = GUARD.replace("from policyparse.cli import main", "import urllib.request").replace(
        "sys.exit(main(sys.argv[1:]))", "urllib.request.urlopen('http://127.0.0.1:9/')"
    )
    assert "NETWORK" in ran([sys.executable, "-c", asks], ROOT).stderr


def test_a_recognised_page_asks_for_no_address() -> None:
    pytest.importorskip("rapidocr", reason="pages are recognised with the extra ocr")
    done = ran([sys.executable, "-c", GUARD, "parse", str(ROOT / "corpus" / "scans" / "head-and-seal.jpg")], ROOT)
    assert done.returncode == 0 and "NETWORK" not in done.stderr, done.stderr


@pytest.mark.slow
def test_the_main_job_makes_the_same_where_the_network_is_cut_off(tmp_path: Path) -> None:
    if (
        shutil.which("unshare") is None
        or subprocess.run([*CUT_OFF, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this user may not cut a process off the network (unshare --net)")
    source = inbox(tmp_path / "in")
    job = [sys.executable, "-m", "policyparse", "convert", str(source)]
    assert ran([*job, str(tmp_path / "with"), "--workers", "2"], ROOT).returncode == 0
    done = ran([*CUT_OFF, *job, str(tmp_path / "without"), "--workers", "2"], ROOT)
    assert done.returncode == 0, done.stderr
    assert outputs(tmp_path / "without") == outputs(tmp_path / "with") != {}

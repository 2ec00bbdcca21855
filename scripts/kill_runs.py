"""``kill -9`` of a folder run at random moments, again and again until it is done: nothing lost, nothing doubled.

For: what ``tests/test_kills.py`` does in small. Prints a line a kill, and exits 1 where the outputs are not byte for
byte those of an undisturbed run.

    python3 scripts/kill_runs.py [--files 300] [--kills 20] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from make_notices import write


def start(inbox: Path, out: Path) -> subprocess.Popen[bytes]:
    options = ("--workers", "2", "--to", "jsonl,csv", "--quiet")
    command = [sys.executable, "-m", "policyparse", "convert", str(inbox), str(out), *options]
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def outputs(out: Path) -> dict[str, bytes]:
    """All files of a run but its own record and its reports, which say what that run did."""
    paths = (path.relative_to(out) for path in sorted(out.rglob("*")) if path.is_file())
    return {
        path.as_posix(): (out / path).read_bytes()
        for path in paths
        if path.parts[0] != ".policyparse" and not path.name.startswith("run-report.")
    }


def rows(out: Path) -> object:
    """What the report says of every file."""
    return json.loads((out / "run-report.json").read_text(encoding="utf-8"))["files"]


def killed_again_and_again(inbox: Path, out: Path, kills: int, longest: float, chance: random.Random) -> None:
    """Runs, each killed after some time, every second one without its workers."""
    for kill in range(kills):
        running = start(inbox, out)
        time.sleep(chance.uniform(0.0, longest))
        still = running.poll() is None
        if still and kill % 2:
            running.kill()
        elif still:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        made = len(list(out.rglob("*.txt.json"))) if out.exists() else 0
        print(f"kill {kill + 1:2}: {'' if still else 'too late, '}{made} documents there", flush=True)


def compared(clean: Path, killed: Path) -> list[str]:
    """What differs between the two outcomes."""
    expected, found = outputs(clean), outputs(killed)
    differences = [f"lost: {name}" for name in expected.keys() - found.keys()]
    differences += [f"too many: {name}" for name in found.keys() - expected.keys()]
    differences += [f"differs: {name}" for name in expected.keys() & found.keys() if expected[name] != found[name]]
    if rows(clean) != rows(killed):
        differences.append("the reports' files differ")
    return sorted(differences)


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill a folder run at random moments and see that nothing is lost.")
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        inbox, clean, killed = (Path(place) / name for name in ("in", "clean", "killed"))
        write(inbox, chosen.files)
        began = time.monotonic()
        start(inbox, clean).wait()
        seconds = time.monotonic() - began
        print(f"undisturbed: {chosen.files} files in {seconds:.1f} s", flush=True)
        # On the average a kill comes when its share of the work is done, and a start takes a second or two.
        longest = 2 * seconds / chosen.kills + 2.5
        killed_again_and_again(inbox, killed, chosen.kills, longest, random.Random(chosen.seed))
        last = start(inbox, killed).wait()
        differences = compared(clean, killed)
    good = f"after {chosen.kills} kills: every output is byte for byte that of the undisturbed run"
    print("\n".join(differences) or good)
    return 1 if differences or last else 0


if __name__ == "__main__":
    sys.exit(main())

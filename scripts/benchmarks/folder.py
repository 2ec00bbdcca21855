"""A folder run in files a second: one worker and two, beside a plain loop and two plain loops at once.

For: the same files by turns; two loops at once are what no two workers can beat on this machine. What a run costs a
notice beyond parsing, forcing to the disk apart. Short files, 10 and 100 times as many: their rate, a second run with
nothing new, the parent's memory. Each part runs in a process of its own (``folder_part``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from make_notices import write

from benchmarks.contest import FACTORS, Costs, Plan, Row, row_of
from benchmarks.folder_part import WARM, Measured

FILES = 48  # of full length, in each round
SHORT = 600  # characters: where the number of files is what matters
SMALLEST = 40  # short files
PARTS = (("plain loop", "loop", 1), ("two plain loops at once", "loop", 2))
RUNS = (("policyparse, 1 worker", 1), ("policyparse, 2 workers", 2))
WHAT = "folder of notices → JSON files"


def rows(plan: Plan) -> list[Row]:
    """Rates by turns, the overhead, and the growth."""
    with tempfile.TemporaryDirectory() as place:
        return [*_by_turns(Path(place), plan), *_growing(Path(place), plan)]


def _by_turns(place: Path, plan: Plan) -> list[Row]:
    """In each round every way, one after the other, on the same files, and others in the next round."""
    write(place / "in", FILES * plan.rounds)
    paths = sorted((place / "in").rglob("*.txt"))
    costs: dict[str, list[float]] = {who: [] for who, *_ in (*RUNS, *PARTS)}
    runs: list[Measured] = []
    for number in range(plan.rounds):
        inbox, out = place / f"round-{number}", place / f"out-{number}"
        inbox.mkdir()
        for path in paths[number * FILES : (number + 1) * FILES]:
            path.rename(inbox / path.name)
        for who, kind, at_once in PARTS:
            parts = _measured([(kind, inbox, out, 1)] * at_once)
            costs[who].append(1 / sum(part["files"] / part["seconds"] for part in parts))
        for who, workers in RUNS:
            (run,) = _measured([("run", inbox, place / f"out-{number}-{workers}", workers)])
            costs[who].append(run["seconds"] / run["files"])
            runs += [run] if workers == 1 else []
        print(f"  {WHAT}: round {number + 1} of {plan.rounds}", file=sys.stderr, flush=True)
    ours: Costs = {1: costs[RUNS[0][0]]}
    found = [row_of(WHAT, RUNS[0][0], "files/s", {1: 1}, ours)]
    found += [row_of(WHAT, who, "files/s", {1: 1}, {1: taken}, ours) for who, taken in list(costs.items())[1:]]
    return found + _overhead(runs)


def _overhead(runs: Sequence[Measured]) -> list[Row]:
    """What of one worker's time was parsing, what forcing to the disk, what all else; measured in these runs."""
    of_each = {
        "parsing": [run["parse"] / run["files"] for run in runs],
        "forcing to the disk": [run["fsync"] / run["files"] for run in runs],
        "all else": [(run["seconds"] - run["parse"] - run["fsync"]) / run["files"] for run in runs],
    }
    return [row_of("a notice of such a run", who, "ms", {1: 1}, {1: taken}) for who, taken in of_each.items()]


def _growing(place: Path, plan: Plan) -> list[Row]:
    """Short files with two workers: how the time of a run and of a second one grows, and the parent's memory."""
    first: Costs = {}
    second: Costs = {}
    memory: Costs = {}
    amounts: dict[int, float] = {}
    for factor in FACTORS:
        count = factor * SMALLEST
        amounts[factor] = count - 2 * WARM  # so many are left when the workers are warm
        for turn in range(plan.rounds):
            inbox, out = place / f"many-{count}-{turn}", place / f"many-out-{count}-{turn}"
            write(inbox, count, SHORT)
            _settle(inbox)
            (run,) = _measured([("run", inbox, out, 2)])
            begun = time.perf_counter()
            _measured([("run", inbox, out, 2)])
            second.setdefault(factor, []).append(time.perf_counter() - begun)
            first.setdefault(factor, []).append(run["seconds"])
            memory.setdefault(factor, []).append(run["peak"])
        print(f"  {count} short files: {median(first[factor]):.3g} s", file=sys.stderr, flush=True)
    what = "folder of short files"
    return [
        row_of(what, RUNS[1][0], "files/s", amounts, first),
        row_of(what, "a second run, nothing new", "ms", amounts, second),
        row_of(what, "the parent's peak memory", "MB", amounts, memory),
    ]


def _measured(parts: Sequence[Sequence[object]]) -> list[Measured]:
    """Each part in a process of its own, all at once."""
    command = [sys.executable, str(Path(__file__).with_name("folder_part.py"))]
    running = [
        subprocess.Popen([*command, *map(str, part)], stdout=subprocess.PIPE, encoding="utf-8") for part in parts
    ]
    answers = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise RuntimeError("a part of the measurement failed")
    return [json.loads(answer) for answer in answers]


def _settle(inbox: Path) -> None:
    """Give files an old time: what came just now is hashed once more by the next run."""
    for path in inbox.rglob("*.txt"):
        os.utime(path, (1_700_000_000, 1_700_000_000))

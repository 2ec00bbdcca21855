"""Starts: what ``import policyparse``, ``policyparse --help`` and ``policyparse parse small.txt`` take.

For: processor milliseconds of whole processes (on a quiet machine a person waits as long), from compiled files,
beside a bare start of the same Python.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import environment

from benchmarks import peers
from benchmarks.contest import Contest, Peer, Plan, Row, Size, Work, measure, seconds_of_children

ROUNDS = 15  # at least: a start is short and the machine's other work shows in it
BARE = [sys.executable, "-c", "pass"]
OF_BARE = 0.5  # within two bare starts
PARSE = 600.0  # ms


def rows(plan: Plan) -> list[Row]:
    """A contest for each way to start."""
    compileall.compile_dir(environment.ROOT / "policyparse", quiet=1)
    program = Path(sys.executable).with_name("policyparse.exe" if os.name == "nt" else "policyparse")
    plan = replace(plan, rounds=max(plan.rounds, ROUNDS))
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "small.txt"
        small.write_text(min(peers.notices().values(), key=len), encoding="utf-8")
        ways: list[tuple[str, Sequence[str], float | None, float | None]] = [
            ("import policyparse", [sys.executable, "-c", "import policyparse"], None, OF_BARE),
            ("policyparse --help", [str(program), "--help"], None, None),
            ("policyparse parse small.txt", [str(program), "parse", str(small)], PARSE, None),
        ]
        found: list[Row] = []
        for what, command, aim, of_bare in ways:
            bare = Peer("python -c pass", lambda: _start(BARE), of_bare)
            contest = Contest(what, "ms", [Size(1, 1, None)], _start(command), [bare], aim, cost=seconds_of_children)
            found += measure(contest, plan)
    return found


def _start(command: Sequence[str]) -> Work:
    return lambda given: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)

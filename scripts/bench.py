"""How fast: ``python3 scripts/bench.py [PART ...]`` measures policyparse beside its peers and prints one table.

    python3 scripts/bench.py                       # all parts; an hour or so on two cores
    python3 scripts/bench.py text pdf --rounds 7   # some parts, more rounds
    python3 scripts/bench.py --json FILE           # the rows as JSON, too

For: medians of rounds in which ours and the peers take turns, each peer's ratio within the round, the growth from 1 to
10 and 100 times the input, and the aims that were set. It makes an environment of its own from requirements-bench.lock
(which needs the network, once), and each part runs in a process of its own. Not for: tests; nothing here fails.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import os
import pickle
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import environment
from benchmarks.contest import Plan, Row
from benchmarks.table import as_data, as_text, machine

LOCK = environment.ROOT / "requirements-bench.lock"
PARTS = ("text", "language", "pdf", "formats", "recognition", "folder", "starts", "memory")
ON_BOTH_CORES = ("folder", "starts")


def main() -> int:
    """Enter the environment, run the parts, print the table."""
    chosen = _options()
    beside = environment.environment_folder()
    environment.enter(beside.with_name(f"{beside.name}-bench"), LOCK)
    plan = Plan(chosen.rounds, chosen.longest)
    if chosen.into:
        _run_here(chosen.parts[0], plan, chosen.into)
        return 0
    said, rows, failed = machine(), [], []
    with tempfile.TemporaryDirectory() as folder:
        for part in PARTS:
            if part in chosen.parts or not chosen.parts:
                print(f"{part} ...", file=sys.stderr, flush=True)
                found = _run_apart(part, plan, Path(folder) / part)
                rows += found or []
                failed += [part] if found is None else []
    said["rounds"] = f"{plan.rounds}, median; a peer's run that would take more than {plan.longest:g} s is left out"
    if failed:
        said["parts that failed"] = ", ".join(failed)
    print(as_text(rows, said))
    if chosen.json:
        chosen.json.write_text(json.dumps(as_data(rows, said), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure policyparse beside its peers.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; default: all")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count; default: 5")
    parser.add_argument(
        "--longest", type=float, default=10.0, metavar="S", help="seconds a peer's run may take; default: 10"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there, too")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    unknown = [part for part in chosen.parts if part not in PARTS]
    if unknown or chosen.rounds < 1:
        parser.error(f"no such part: {', '.join(unknown)}" if unknown else "--rounds is 1 or more")
    return chosen


def _run_apart(part: str, plan: Plan, into: Path) -> list[Row] | None:
    """The rows of a part, measured in a process of its own; None where it failed, which its own words have said."""
    command = [sys.executable, str(Path(__file__).resolve()), part, "--into", str(into)]
    command += ["--rounds", str(plan.rounds), "--longest", str(plan.longest)]
    ran = subprocess.run(command, stdout=sys.stderr, env=environment.clean_environment(), check=False)
    if ran.returncode or not into.exists():
        return None
    rows: list[Row] = pickle.loads(into.read_bytes())  # our own, of a moment ago
    return rows


def _run_here(part: str, plan: Plan, into: Path) -> None:
    warnings.simplefilter("ignore")  # peers' code is not ours to mend
    logging.disable(logging.WARNING)
    if part not in ON_BOTH_CORES and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    rows: list[Row] = importlib.import_module(f"benchmarks.{part}").rows(plan)
    into.write_bytes(pickle.dumps(rows))


if __name__ == "__main__":
    sys.exit(main())

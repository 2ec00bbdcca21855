"""Fuzzing: ``python3 scripts/fuzz.py TARGET [--runs N | --seconds S]``, TARGET a reader, language, pipeline or all.

For: finding input that ends neither in a document nor in a documented error, with atheris, which is led by the branches
that an input reaches. What is found is kept in tests/crashes/TARGET, where tests/test_crashes.py runs it from then on;
the exit code is then 1. It makes an environment of its own beside the other one, from requirements-fuzz.lock.
Not for: tests; a run is random unless ``--seed`` is given. Linux on x86-64 alone has a ready-made atheris.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import environment

LOCK = environment.ROOT / "requirements-fuzz.lock"
LOOP = environment.ROOT / "scripts" / "fuzzing" / "loop.py"
CRASHES = environment.ROOT / "tests" / "crashes"
LONGEST_INPUT = {
    "text": 4000, "markdown": 4000, "language": 1000, "web_page": 4000, "web_archive": 6000, "pipeline": 30_000
}  # fmt: skip
"""Bytes; 60,000 for others."""
DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)|^#(\d+)\t", re.MULTILINE)


def main() -> int:
    """Fuzz one target or all, a line each; 1 where anything was found."""
    from fuzzing.targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("target", choices=[*TARGETS, "all"])
    bound = parser.add_mutually_exclusive_group()
    bound.add_argument("--runs", type=int, help="executions of each target; default: 20000")
    bound.add_argument("--seconds", type=int, help="seconds for each target")
    parser.add_argument("--seed", type=int, default=0, help="of the random choices; 0: another one each time")
    parser.add_argument("--found", type=Path, help="a folder for inputs that reached something new, to go on from")
    chosen = parser.parse_args()
    bounds = [f"-max_total_time={chosen.seconds}"] if chosen.seconds else [f"-runs={chosen.runs or 20_000}"]
    targets = list(TARGETS) if chosen.target == "all" else [chosen.target]
    sound = [fuzz(target, [*bounds, f"-seed={chosen.seed}"], chosen.found) for target in targets]
    return 0 if all(sound) else 1


def fuzz(target: str, bounds: list[str], found: Path | None = None) -> bool:
    """Whether a target came through; prints how many inputs were tried and what was kept."""
    keep = CRASHES / target
    keep.mkdir(parents=True, exist_ok=True)
    before = set(keep.iterdir())
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="policyparse-fuzz-") as made:
        ran = _run(target, bounds, found / target if found else Path(made), keep)
    counts = [int(one or other) for one, other in DONE.findall(ran.stderr)]
    new = sorted(set(keep.iterdir()) - before)
    took = time.monotonic() - began
    print(f"{target}: {max(counts, default=0):,} executions in {took:.0f} s, {len(new)} kept", flush=True)
    for line in ran.stderr.splitlines():
        if line.startswith("KEPT "):
            print(f"  {line[5:]}", flush=True)
    if ran.returncode or not counts:
        print("\n".join(ran.stderr.splitlines()[-30:]), file=sys.stderr)
    if not any(keep.iterdir()):
        keep.rmdir()
    return not new and ran.returncode == 0 and bool(counts)


def _run(target: str, bounds: list[str], corpus: Path, keep: Path) -> subprocess.CompletedProcess[str]:
    """The loop on a target, to its end; ``corpus`` takes the first inputs, and those that reached something new."""
    from fuzzing.seeds import seeds

    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(target)):
        (corpus / f"seed-{number:04}").write_bytes(data)
    options = [*bounds, f"-max_len={LONGEST_INPUT.get(target, 60_000)}", "-len_control=0", "-print_final_stats=1"]
    command = [sys.executable, str(LOOP), target, str(corpus), str(keep), *options]
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdout=quiet, stderr=subprocess.PIPE, text=True, errors="replace", check=False)


if __name__ == "__main__":
    beside = environment.environment_folder()
    environment.enter(beside.with_name(f"{beside.name}-fuzz"), LOCK)
    sys.exit(main())

"""How fast: ``python3 scripts/bench.py`` measures text → PolicyDocument beside JioNLP's extract_time, in tables.

For: one answer on one machine: characters a second on one core, warm, both in one run on the same notices, turn by
turn; the growth of the cost from 10 thousand to 1 million characters; ``policyparse --help`` beside a bare start.
Not for: tests; nothing here passes or fails. It makes an environment of its own, ``.venv-bench``.
"""

from __future__ import annotations

import compileall
import contextlib
import gc
import io
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import linear_regression, median

import environment

FOLDER = environment.ROOT / ".venv-bench"
PEER = "jionlp==1.5.31"
NOTICES = environment.ROOT / "corpus" / "notices"
ROUNDS = 7
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
STARTS = 15


def main() -> None:
    """Make the environment, and print the three measurements from inside it."""
    if Path(sys.prefix).resolve() != FOLDER.resolve():
        try:
            python = environment.ensure(FOLDER, (PEER,))
        except environment.SetupError as error:
            sys.exit(f"bench.py: {error}")
        command = [str(python), str(Path(__file__).resolve())]
        sys.exit(subprocess.run(command, env=environment.clean_environment(), check=False).returncode)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    notices = {path.name: path.read_text(encoding="utf-8") for path in sorted(NOTICES.glob("*.txt"))}
    side_by_side(notices)
    growth("".join(notices.values()))
    starts()


def side_by_side(notices: dict[str, str]) -> None:
    """Characters a second of both, a row a notice and one over all; medians of rounds taken in turn."""
    ours, theirs = _ours(), _theirs()
    seconds: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in notices}
    for turn in range(ROUNDS + 1):
        if turn == 1:
            # Each side's tables would slow the other's garbage collection; no user loads both.
            gc.collect()
            gc.freeze()
        for name, text in notices.items():
            measured = _seconds(ours, text), _seconds(theirs, text)
            if turn:  # the first round warms both up
                for list_, value in zip(seconds[name], measured, strict=True):
                    list_.append(value)
    print(f"\nOne core, warm, median of {ROUNDS} rounds in turn, characters a second\n")
    print(f"{'notice':<14}{'characters':>12}{'policyparse':>14}{'extract_time':>14}{'times as fast':>15}")
    sums = [0.0, 0.0]
    for number, (name, text) in enumerate(notices.items(), 1):
        pair = [median(values) for values in seconds[name]]
        sums = [total + value for total, value in zip(sums, pair, strict=True)]
        print(_row(str(number), len(text), pair))
    print(_row("all", sum(map(len, notices.values())), sums))


def growth(text: str) -> None:
    """Seconds for longer and longer texts, and the exponent of the fitted power law (1.0 is linear)."""
    ours = _ours()
    points = []
    print(f"\nGrowth: the notices over and over\n\n{'characters':>12}{'seconds':>10}{'characters a second':>22}")
    for size in SIZES:
        long = (text * (size // len(text) + 1))[:size]
        taken = median(_seconds(ours, long) for _ in range(3 if size < 300_000 else 1))
        points.append((math.log(size), math.log(taken)))
        print(f"{size:>12,}{taken:>10.3f}{size / taken:>22,.0f}")
    print(f"\nfitted exponent {_slope(points):.2f}")


def starts() -> None:
    """``policyparse --help`` beside a bare Python start, both from compiled files."""
    compileall.compile_dir(environment.ROOT / "policyparse", quiet=1)
    program = environment.python_of(FOLDER).with_name("policyparse.exe" if os.name == "nt" else "policyparse")
    commands = {"bare": [sys.executable, "-c", "pass"], "help": [str(program), "--help"]}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            taken[name].append(time.perf_counter() - begin)
    bare, own = (median(values) for values in taken.values())
    print(
        f"\nStart: python -c pass {bare * 1000:.0f} ms, policyparse --help {own * 1000:.0f} ms: {own / bare:.1f} times"
    )


def _ours() -> Callable[[str], object]:
    import policyparse

    limits = policyparse.Limits(seconds=3600)
    return lambda text: policyparse.parse_text(text, limits=limits)


def _theirs() -> Callable[[str], object]:
    # It greets on import and prints a traceback for every text that it stumbles over: neither belongs in the tables.
    with _silence():
        import jionlp

    def extract(text: str) -> object:
        with _silence():
            # A fixed time base, as a notice's own date would be.
            return jionlp.ner.extract_time(text, time_base={"year": 2023, "month": 1, "day": 1})

    return extract


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def _seconds(function: Callable[[str], object], text: str) -> float:
    begin = time.perf_counter()
    function(text)
    return time.perf_counter() - begin


def _row(name: str, characters: int, pair: list[float]) -> str:
    ours, theirs = pair
    return f"{name:<14}{characters:>12,}{characters / ours:>14,.0f}{characters / theirs:>14,.0f}{theirs / ours:>15.1f}"


def _slope(points: list[tuple[float, float]]) -> float:
    return linear_regression([x for x, _ in points], [y for _, y in points]).slope


if __name__ == "__main__":
    main()

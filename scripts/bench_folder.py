"""How fast a folder run is: ``python3 scripts/bench_folder.py`` compares it with a plain loop, in one table.

For: files a second with one worker and with two; what a run costs a document beyond parsing, writing and forcing to the
disk shown apart; a second run with nothing new; the parent's memory as the folder grows. Needs the package's own
environment. Not for: tests; nothing here passes or fails.

    python3 scripts/bench_folder.py [--files 400] [--many 10000]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TextIO

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from make_notices import write

SHORT = 600  # characters: where the number of files is what matters


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure folder runs.")
    parser.add_argument("--files", type=int, default=400, help="files of full length; default: 400")
    parser.add_argument("--many", type=int, default=10_000, help="short files for the second run; default: 10000")
    parser.add_argument("--one-run", nargs=3, metavar=("IN", "OUT", "WORKERS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one_run:
        inbox, out, workers = chosen.one_run
        print(json.dumps(one_run(Path(inbox), Path(out), int(workers))))
        return
    with tempfile.TemporaryDirectory() as place:
        full_length(Path(place), chosen.files)
        many_files(Path(place), chosen.many)


def full_length(place: Path, files: int) -> None:
    """The first table: a plain loop, one worker, two workers."""
    inbox = place / "in"
    write(inbox, files)
    loop = plain_loop(inbox, place / "loop")
    one, two = (measured(inbox, place / f"out-{workers}", workers) for workers in (1, 2))
    show(f"plain loop, {files} files", f"{files / loop.total:.1f} files a second")
    for name, seconds in (("parse", loop.parse), ("to JSON", loop.dump), ("write", loop.write), ("fsync", loop.fsync)):
        show(f"  {name}", f"{1000 * seconds / files:.1f} ms a document")
    show("one worker", f"{one['rate']:.1f} files a second")
    show("two workers", f"{two['rate']:.1f} files a second, {two['rate'] / one['rate']:.2f} times one")
    beyond = 1000 / one["rate"] - 1000 * (loop.total - loop.write - loop.fsync) / files
    written = 1000 * (loop.write + loop.fsync) / files
    show("one worker, beyond parsing and to JSON", f"{beyond:.1f} ms a document, {written:.1f} of it write and fsync")
    waits = 1000 * (1 / one["rate"] - one["worked"] / files)
    show("  of it outside the worker's function", f"{waits:.1f} ms a document")


def many_files(place: Path, files: int) -> None:
    """The second table: the same folder again, and the parent's memory."""
    for count in (files // 10, files):
        inbox, out = place / f"many-{count}", place / f"many-out-{count}"
        write(inbox, count, SHORT)
        settle(inbox)
        first, second = measured(inbox, out, 2), measured(inbox, out, 2)
        show(f"{count} short files", f"{first['rate']:.1f} files a second")
        memory = f"{first['before']:.0f} MB after the first file, {first['after']:.0f} MB after the last"
        memory += f", at its highest {first['peak']:.0f} MB"
        show("  parent's memory", memory)
        show("  a second run", f"{second['seconds']:.2f} s from start to end, {second['converted']} converted")


@dataclass
class Loop:
    """Seconds that the parts of a plain loop took, and all of it."""

    parse: float = 0.0
    dump: float = 0.0
    write: float = 0.0
    fsync: float = 0.0

    @property
    def total(self) -> float:
        return self.parse + self.dump + self.write + self.fsync


def plain_loop(inbox: Path, out: Path) -> Loop:
    """Parse, dump, write and fsync one file after the other in this process, warm."""
    import policyparse

    paths = sorted(inbox.rglob("*.txt"))
    policyparse.parse(paths[0])
    out.mkdir()
    loop = Loop()
    for number, path in enumerate(paths):
        document = timed(loop, "parse", partial(policyparse.parse, path))
        text = timed(loop, "dump", document.to_json)
        with (out / f"{number}.json").open("w", encoding="utf-8") as file:
            timed(loop, "write", partial(write_through, file, text))
            timed(loop, "fsync", partial(os.fsync, file.fileno()))
    return loop


def write_through(file: TextIO, text: str) -> None:
    file.write(text)
    file.flush()


def timed(loop: Loop, part: str, work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = work()
    setattr(loop, part, getattr(loop, part) + time.perf_counter() - began)
    return result


def measured(inbox: Path, out: Path, workers: int) -> dict[str, Any]:
    """One run in a process of its own, so that its memory is its own; ``seconds`` from start to end."""
    began = time.perf_counter()
    command = [sys.executable, __file__, "--one-run", str(inbox), str(out), str(workers)]
    ran = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    found: dict[str, Any] = json.loads(ran.stdout)
    return {**found, "seconds": time.perf_counter() - began}


def one_run(inbox: Path, out: Path, workers: int) -> dict[str, float]:
    """``rate``: files a second from the end of the first few, when all workers are up, to the last."""
    import resource

    from policyparse.batch.convert import Told, convert

    times: list[float] = []
    memory: list[float] = []
    worked: list[float] = []

    def done(row: Any) -> None:
        times.append(time.perf_counter())
        worked.append(row.seconds or 0.0)
        if len(times) in (1, len(times) // 500 * 500):
            memory.append(resident())

    run = convert(inbox, out, workers, told=Told(done=done))
    memory.append(resident())
    warm = 4 * workers
    span = times[-1] - times[warm - 1] if len(times) > warm else 0.0
    rate = (len(times) - warm) / span if span else 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    # The first answers hold the start of the workers.
    typical = sum(worked[warm:]) / max(len(worked) - warm, 1) * len(worked)
    return {
        "rate": rate, "peak": peak, "converted": run.converted, "worked": typical, "before": memory[0],
        "after": memory[-2] if len(memory) > 1 else memory[0],
    }  # fmt: skip


def resident() -> float:
    """Megabytes that this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def settle(inbox: Path) -> None:
    """Give files an old time: what came just now is hashed once more by the next run."""
    for path in inbox.rglob("*.txt"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def show(what: str, value: str) -> None:
    print(f"{what:42} {value}", flush=True)


if __name__ == "__main__":
    main()

"""How fast a folder run is: ``python3 scripts/bench_folder.py`` compares it with a plain loop, in one table.

For: files a second in a plain loop, with one worker and with two, by turns on the same files, so that a machine that is
slower now than a moment ago is so for all of them; beside it what two plain loops at once reach here, which no run can
beat; what a run costs a document beyond parsing, forcing to the disk shown apart; a second run with nothing new; the
parent's memory as the folder grows. Needs the package's own environment. Not for: tests; nothing here passes or fails.

    python3 scripts/bench_folder.py [--files 400] [--rounds 4] [--many 10000]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from make_notices import write

SHORT = 600  # characters: where the number of files is what matters
WARM = 4  # files a worker, while workers start
WORKERS = (1, 2)
Measured = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure folder runs.")
    parser.add_argument("--files", type=int, default=400, help="files of full length; default: 400")
    parser.add_argument("--rounds", type=int, default=4, help="parts of these that are run by turns; default: 4")
    parser.add_argument("--many", type=int, default=10_000, help="short files for the second run; default: 10000")
    parser.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        kind, inbox, out, *workers = chosen.part
        part = plain_loop(Path(inbox)) if kind == "loop" else one_run(Path(inbox), Path(out), int(workers[0]))
        print(json.dumps(part))
        return
    with tempfile.TemporaryDirectory() as place:
        if chosen.files:
            by_turns(Path(place), chosen.files, chosen.rounds)
        if chosen.many:
            many_files(Path(place), chosen.many)


def by_turns(place: Path, files: int, rounds: int) -> None:
    """The first table: in each round a plain loop, two at once, one worker and two workers, on files of its own."""
    each = max(files // rounds, 5 * WARM * max(WORKERS))
    write(place / "in", each * rounds)
    paths = sorted((place / "in").rglob("*.txt"))
    found: list[Measured] = []
    for number in range(rounds):
        inbox = place / f"round-{number}"
        inbox.mkdir()
        for path in paths[number * each : (number + 1) * each]:
            path.rename(inbox / path.name)
        found.append(one_round(inbox, place / f"out-{number}"))
        show(f"round {number + 1} of {rounds}", said_of(found[-1:]))
    show(f"all {each * rounds} files", said_of(found))
    overhead([one["run"][1] for one in found])


def one_round(inbox: Path, out: Path) -> Measured:
    """What each way of working took for the same files, one after the other."""
    stolen = stolen_seconds()
    (loop,) = measured([("loop", inbox, out)])
    pair = measured([("loop", inbox, out)] * 2)
    runs = {}
    for workers in WORKERS:
        (runs[workers],) = measured([("run", inbox, out.with_name(f"{out.name}-{workers}"), workers)])
    return {"loop": loop, "pair": pair, "run": runs, "stolen": stolen_seconds() - stolen}


def said_of(rounds: Sequence[Measured]) -> str:
    """Files a second of each way; the ratios are of times that were measured side by side."""
    loop = rate(one["loop"] for one in rounds)
    pair = sum(rate(one["pair"][place] for one in rounds) for place in (0, 1))
    one, two = (rate(found["run"][workers] for found in rounds) for workers in WORKERS)
    stolen = sum(found["stolen"] for found in rounds)
    return (
        f"files a second: plain loop {loop:.1f}, two at once {pair:.1f} ({pair / loop:.2f} times), "
        f"one worker {one:.1f}, two workers {two:.1f} ({two / one:.2f} times); taken by other machines {stolen:.1f} s"
    )


def rate(parts: Iterable[Measured]) -> float:
    held = list(parts)
    return float(sum(part["files"] for part in held) / sum(part["seconds"] for part in held))


def per_document(parts: Sequence[Measured], what: str) -> float:
    """Milliseconds."""
    return float(1000 * sum(part[what] for part in parts) / sum(part["files"] for part in parts))


def overhead(runs: Sequence[Measured]) -> None:
    """What one worker's runs took beside parsing, all of it measured in these runs themselves."""
    whole, parse, fsync, dump = (per_document(runs, what) for what in ("seconds", "parse", "fsync", "dump"))
    show("one worker, from file to file", f"{whole:.1f} ms a document")
    show("  parsing", f"{parse:.1f} ms")
    show("  fsync", f"{fsync:.1f} ms")
    show("  all else: the overhead", f"{whole - parse - fsync:.1f} ms, {dump:.1f} of it making JSON text")
    worker, parsing, parent = (per_document(runs, what) for what in ("worker_cpu", "parse_cpu", "parent_cpu"))
    said = f"worker {worker - parsing:.1f} ms beside {parsing:.1f} of parsing, parent {parent:.1f} ms"
    show("  the overhead in processor time", f"{worker - parsing + parent:.1f} ms: {said}")


def many_files(place: Path, files: int) -> None:
    """The second table: the same folder again, and the parent's memory."""
    for count in (files // 10, files):
        inbox, out = place / f"many-{count}", place / f"many-out-{count}"
        write(inbox, count, SHORT)
        settle(inbox)
        (first,) = measured([("run", inbox, out, 2)])
        began = time.perf_counter()
        (second,) = measured([("run", inbox, out, 2)])
        show(f"{count} short files", f"{rate([first]):.1f} files a second")
        memory = f"{first['before']:.0f} MB after the first file, {first['after']:.0f} MB after the last"
        memory += f", at its highest {first['peak']:.0f} MB"
        show("  parent's memory", memory)
        took = time.perf_counter() - began
        show("  a second run", f"{took:.2f} s from start to end, {second['converted']} converted")


def measured(parts: Sequence[Sequence[object]]) -> list[Measured]:
    """Each part in a process of its own, all at once."""
    command = [sys.executable, __file__, "--part"]
    running = [
        subprocess.Popen([*command, *map(str, part)], stdout=subprocess.PIPE, encoding="utf-8") for part in parts
    ]
    answers = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit("a part of the measurement failed")
    return [json.loads(answer) for answer in answers]


def plain_loop(inbox: Path) -> Measured:
    """Parse and write as JSON text one file after the other, warm; without writing to the disk."""
    import policyparse

    paths = sorted(inbox.rglob("*.txt"))
    for path in paths[:WARM]:
        policyparse.parse(path).to_json()
    began = time.perf_counter()
    for path in paths:
        policyparse.parse(path).to_json()
    return {"seconds": time.perf_counter() - began, "files": len(paths)}


@dataclass(frozen=True)
class Timed:
    """The library's parse for workers, which notes what of a worker's time is parsing, making JSON text, and fsync."""

    notes: Path

    def __call__(self, data: bytes, name: str) -> Any:
        import policyparse
        from policyparse.delivery import json_file

        if getattr(os.fsync, "__name__", "") != "noting":
            os.fsync = self._noting("fsync", os.fsync)
            json_file.document_to_bytes = self._noting("dump", json_file.document_to_bytes)
            policyparse.parse = self._noting("parse", policyparse.parse)
        return policyparse.parse(data, name=name)

    def _noting(self, what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """``work`` that notes its seconds, its processor seconds, and those of the process when it began."""
        notes = (self.notes / f"{what}-{os.getpid()}").open("a", buffering=1)

        def noting(*given: Any, **named: Any) -> Any:
            began, before = time.perf_counter(), time.process_time()
            result = work(*given, **named)
            took, worked = time.perf_counter() - began, time.process_time() - before
            notes.write(f"{took} {worked} {before}\n")
            return result

        return noting


def one_run(inbox: Path, out: Path, workers: int) -> Measured:
    """A folder run; times are from the end of the first few files, when all workers are up, to the last."""
    import resource

    from policyparse.batch.convert import Told, Work, run
    from policyparse.batch.planning import Wishes, plan_run
    from policyparse.batch.settings import Settings

    moments: list[tuple[float, float]] = []
    memory: list[float] = []

    def done(row: object) -> None:
        moments.append((time.perf_counter(), time.process_time()))
        if len(moments) in (1, len(moments) // 500 * 500):
            memory.append(resident())

    settings = Settings()
    with tempfile.TemporaryDirectory() as notes:
        work = Work(Timed(Path(notes)), settings.cost(), workers, Wishes(settings))
        ran = run(plan_run(inbox, out), out, work, (), Told(done=done))
        warm = WARM * workers if len(moments) > WARM * workers else 0
        files = len(moments) - warm
        times = {what: files * noted(Path(notes), what, 0) for what in ("parse", "dump", "fsync")}
        times["parse_cpu"] = files * noted(Path(notes), "parse", 1)
        times["worker_cpu"] = files * between(Path(notes))
    memory.append(resident())
    first, last = (moments[warm - 1], moments[-1]) if warm else ((0.0, 0.0), (1.0, 1.0))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "files": files, "seconds": last[0] - first[0], "parent_cpu": last[1] - first[1], **times,
        "converted": ran.converted, "peak": peak, "before": memory[0],
        "after": memory[-2] if len(memory) > 1 else memory[0],
    }  # fmt: skip


def noted(notes: Path, what: str, column: int) -> float:
    """The mean of what workers noted, without each one's first files."""
    found = [row[column] for rows in noted_rows(notes, what) for row in rows[WARM:]]
    return sum(found) / max(len(found), 1)


def between(notes: Path) -> float:
    """The mean processor time of a worker from the beginning of one parse to that of the next."""
    held = [rows for rows in noted_rows(notes, "parse") if len(rows) > WARM + 1]
    files = sum(len(rows) - WARM - 1 for rows in held)
    return sum(rows[-1][2] - rows[WARM][2] for rows in held) / max(files, 1)


def noted_rows(notes: Path, what: str) -> Iterator[list[list[float]]]:
    """What each worker noted, a row a file."""
    for path in notes.glob(f"{what}-*"):
        yield [[float(number) for number in line.split()] for line in path.read_text().splitlines()]


def resident() -> float:
    """Megabytes that this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def stolen_seconds() -> float:
    """Processor time since the start that a virtual machine was not given; 0 where the system does not say."""
    try:
        return int(Path("/proc/stat").read_text().split()[8]) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError, ValueError):
        return 0.0


def settle(inbox: Path) -> None:
    """Give files an old time: what came just now is hashed once more by the next run."""
    for path in inbox.rglob("*.txt"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def show(what: str, value: str) -> None:
    print(f"{what:42} {value}", flush=True)


if __name__ == "__main__":
    main()

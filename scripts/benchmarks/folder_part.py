"""One part of measuring a folder: a process that parses a folder in a plain loop, or in a run, and tells what it took.

For: ``folder``, which runs it as a script: ``folder_part.py loop|run INBOX OUT WORKERS``. It prints JSON: seconds,
files and, of a run, what of a worker's time was parsing, making JSON text and forcing to the disk, and the parent's
memory.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WARM = 4  # files a worker, while workers start
Measured = dict[str, Any]


def main() -> None:
    """The order is the command line's."""
    kind, inbox, out, workers = sys.argv[1:]
    print(json.dumps(plain_loop(Path(inbox)) if kind == "loop" else one_run(Path(inbox), Path(out), int(workers))))


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


if __name__ == "__main__":
    main()

"""A process that does one thing with one file, and prints the most memory that it held, in megabytes.

For: ``memory``, which runs it as a script: ``peak.py WAY FILE``. Not here: what is compared.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks import pdf_peers, peers
from benchmarks.contest import Work, silence
from benchmarks.pdf import document

MEGABYTE = 1024 if sys.platform.startswith("linux") else 1024 * 1024


def main() -> None:
    """The order is the command line's."""
    way, path = sys.argv[1], Path(sys.argv[2])
    with silence():
        _do(way, path)
    print(own_peak())


def _do(way: str, path: Path) -> None:
    if path.suffix == ".txt":
        work: Work = peers.jionlp_times() if way == "JioNLP extract_time" else _parse_text
        work(path.read_text(encoding="utf-8"))
        return
    ways = {
        "pdfplumber text + tables": pdf_peers.pdfplumber_tables,
        "pypdfium2: characters, boxes, paths": pdf_peers.pypdfium2_handover,
    }
    work = ways[way]() if way in ways else document
    work(path.read_bytes())


def _parse_text(text: str) -> object:
    import policyparse

    return policyparse.parse_text(text, limits=policyparse.Limits(seconds=3600))


def own_peak() -> float:
    """The most that this process has held so far, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count what the parent held when it forked
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


if __name__ == "__main__":
    main()

"""How fast PDFs are read: ``python scripts/bench_pdf.py [FOLDER ...]`` measures bytes → Manuscript beside pdfplumber.

For: milliseconds a page of reading, layout and tables (facts apart) beside pdfplumber's extract_text and
extract_tables on the same pages, file by file in turn in one run on one core; and the peak memory of the longest file
beside that of its first 20 pages. Scans, locked and broken files are left out.
Not for: tests; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

from pdf_scoring.tables import is_ruled

FOLDERS = [ROOT / "corpus" / "pdf", ROOT / "corpus" / "pdf-more"]
LONG = "long_200_pages"
FIRST = 20
MEGABYTE = 1024 if sys.platform.startswith("linux") else 1024 * 1024


def main() -> None:
    """Print both measurements."""
    parser = argparse.ArgumentParser(description="Measure the reading of PDFs beside pdfplumber.")
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="hold <slug>.pdf with <slug>.truth.json")
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many rounds counts; the first warms up")
    parser.add_argument("--long", action="store_true", help="measure the time of files of 100 pages and more, too")
    parser.add_argument("--peak-of", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.peak_of:
        _ours(chosen.peak_of.read_bytes(), chosen.peak_of.name)
        print(_own_peak())
        return
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts, hundreds of times
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    paths = [path for folder in chosen.folders for path in sorted(folder.glob("*.pdf"))]
    side_by_side(paths, chosen.rounds, 10_000 if chosen.long else 99)
    for path in paths:
        if path.stem == LONG:
            memory(path)


def side_by_side(paths: list[Path], rounds: int, most_pages: int) -> None:
    """Milliseconds a page of both, a row a file and one over all pages; medians of rounds taken in turn."""
    print(f"{'file':28} {'pages':>5} {'policyparse':>12} {'pdfplumber':>11} {'times as fast':>14}")
    sums: dict[str, list[float]] = {"all": [0, 0, 0]}
    for path in paths:
        truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
        if truth.get("expect_error") or truth.get("scanned") or truth.get("garbled") or truth.get("password"):
            continue
        if truth.get("scanned_pages"):
            continue
        pages = truth["pages"]
        if pages > most_pages:
            continue
        data = path.read_bytes()
        ours, theirs = [], []
        for turn in range(rounds + 1):
            taken = _seconds_ours(data, path.name), _seconds_theirs(path)
            if turn:
                ours.append(taken[0])
                theirs.append(taken[1])
        row = pages, median(ours), median(theirs)
        unruled = any(not is_ruled(truth, table) for table in truth["tables"])
        for group in ("all", "with unruled tables" if unruled else "prose and ruled tables"):
            sums[group] = [sum(pair) for pair in zip(sums.get(group, [0, 0, 0]), row, strict=True)]
        _row(path.stem, *row)
    for group, (count, own, other) in sums.items():
        if count:
            _row(group, int(count), own, other)


def _row(name: str, pages: int, ours: float, theirs: float) -> None:
    print(
        f"{name:28} {pages:5} {1000 * ours / pages:9.1f} ms {1000 * theirs / pages:8.1f} ms {theirs / ours:14.2f}",
        flush=True,
    )


def _seconds_ours(data: bytes, name: str) -> float:
    begun = time.process_time()
    _ours(data, name)
    return time.process_time() - begun


def _ours(data: bytes, name: str) -> None:
    from policyparse.layout.compose import compose_manuscript
    from policyparse.reading.limits import Clock, Limits, Reading
    from policyparse.reading.sniffing import read

    limits = Limits(seconds=600)
    compose_manuscript(read(Reading(data, name, limits, Clock(limits.seconds, name))))


def _seconds_theirs(path: Path) -> float:
    import pdfplumber

    begun = time.process_time()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()  # else it keeps every page's objects
    return time.process_time() - begun


def memory(path: Path) -> None:
    """Peak memory of reading a long file, and its first pages alone, each in a process of its own."""
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "first.pdf"
        whole = pypdfium2.PdfDocument(path)
        part = pypdfium2.PdfDocument.new()
        part.import_pages(whole, list(range(FIRST)))
        part.save(first)
        count = len(whole)
        small, large = _peak(first), _peak(path)
    sizes = f"{FIRST} pages {small:.0f} MB, {count} pages {large:.0f} MB"
    print(f"\npeak memory of {path.stem}: {sizes}: {large / small:.2f} times")


def _own_peak() -> int:
    """The most memory that this process has held, in the platform's unit of ru_maxrss."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would count what the parent held when it forked
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _peak(path: Path) -> float:
    command = [sys.executable, str(Path(__file__).resolve()), "--peak-of", str(path)]
    ran = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return int(ran.stdout.split()[-1]) / MEGABYTE


if __name__ == "__main__":
    main()

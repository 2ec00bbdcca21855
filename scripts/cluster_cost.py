"""What very many notices cost on paper: ``python3 scripts/cluster_cost.py`` measures one of each kind, and reckons.

For: docs/cluster.md. First the measured: seconds of processor time that notices of the corpus take, by kind, warm, on
one machine. Then what follows from them for 1 and 100 million notices: core hours, days, money. What is not measured
but assumed (how many notices are of which kind, pages of a scan, what a core costs, what a cluster adds) is an option,
and printed. Needs the package's own environment. Not for: tests, nor for the speed of a folder run (bench.py folder).

    python3 scripts/cluster_cost.py [--mix web=45,pdf=25,scan=10,docx=10,text=5,ofd=5] [--price 0.05] [--cores 16,64]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import mean

import environment

sys.path.insert(0, str(environment.ROOT))

# Globs below corpus/, a kind. Files that are hard on purpose (passwords, damage) are none of these.
KINDS = {
    "text": ("notices/*.txt",),
    "web": ("notices/*.html",),
    "pdf": ("notices/*.pdf", "renderings/*.pdf"),
    "docx": ("renderings/*.docx",),
    "ofd": ("other/*.ofd",),
    "scan": ("scans/*.jpg", "pdf/scan_150dpi.pdf", "pdf-more/scan_*.pdf"),
}
NOTICES = (1_000_000, 100_000_000)
MIX = "web=45,pdf=25,scan=10,docx=10,text=5,ofd=5"


@dataclass(frozen=True, slots=True)
class Measured:
    """Means over the files of a kind: characters, pages (0 where it has none), seconds of processor time to parse and
    write as JSON, and to make the rows of all tables of it; bytes of JSON."""

    files: int
    characters: float
    pages: float
    parse: float
    rows: float
    size: float


def main() -> None:
    chosen = arguments()
    measured = {kind: measure(kind, chosen.rounds) for kind in KINDS if chosen.mix.get(kind)}
    show_measured(measured)
    show_reckoned(measured, chosen)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure a notice of each kind, and reckon what millions cost.")
    parser.add_argument("--mix", type=_mix, default=_mix(MIX), help=f"notices in a hundred, a kind; default: {MIX}")
    parser.add_argument("--scan-pages", type=float, default=4, help="pages of a scanned notice; default: 4")
    parser.add_argument("--overhead", type=float, default=0.3, help="share that a cluster adds; default: 0.3")
    parser.add_argument("--price", type=float, default=0.05, help="of a core with its memory, an hour; default: 0.05")
    parser.add_argument("--cores", type=_numbers, default=[16, 64, 256], help="default: 16,64,256")
    parser.add_argument("--rounds", type=int, default=3, help="each file so often, the least counts; default: 3")
    return parser.parse_args()


def measure(kind: str, rounds: int) -> Measured:
    """The files of a kind, once it is warm."""
    paths = sorted(path for glob in KINDS[kind] for path in (environment.ROOT / "corpus").glob(glob))
    each(paths[0])
    found = [each(path, rounds) for path in paths]
    return Measured(len(paths), *(mean(values) for values in zip(*found, strict=True)))


def each(path: Path, rounds: int = 1) -> tuple[float, float, float, float, float]:
    """Characters, pages, seconds to parse and to make rows, bytes of JSON. Other work on a machine only ever adds."""
    import policyparse
    from policyparse.delivery.flat_tables import flat_rows

    limits = policyparse.Limits(seconds=3600)
    parsing, making = [], []
    for _ in range(rounds):
        began = time.process_time()
        document = policyparse.parse(path, limits=limits)
        text = document.to_json(indent=None)
        parsing.append(time.process_time() - began)
        began = time.process_time()
        flat_rows(json.loads(text, parse_float=Decimal))
        making.append(time.process_time() - began)
    return len(document.text), len(document.pages), min(parsing), min(making), len(text.encode())


def show_measured(measured: dict[str, Measured]) -> None:
    print("Measured: means over the files, seconds of processor time\n")
    print("| kind | files | characters | pages | parse, s | rows, s | JSON, KB | parse a page, s |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for kind, one in measured.items():
        page = f"{one.parse / one.pages:.3f}" if one.pages else ""
        print(
            f"| {kind} | {one.files} | {one.characters:,.0f} | {one.pages:.1f} | {one.parse:.3f} | {one.rows:.4f} "
            f"| {one.size / 1024:,.0f} | {page} |"
        )


def show_reckoned(measured: dict[str, Measured], chosen: argparse.Namespace) -> None:
    whole = sum(chosen.mix.values())
    shares = {kind: chosen.mix[kind] / whole for kind in measured}
    costs = {kind: seconds(kind, one, chosen.scan_pages) for kind, one in measured.items()}
    average = sum(shares[kind] * costs[kind] for kind in measured)
    mixed = ", ".join(f"{kind} {share:.0%}" for kind, share in shares.items())
    print(f"\nAssumed: {mixed}; {chosen.scan_pages:g} pages a scan; {chosen.overhead:.0%} more for the cluster;")
    print(f"{chosen.price:g} for a core hour. So a notice takes {average:.2f} s of a core, and without scans ", end="")
    rest = 1 - shares.get("scan", 0.0)
    plain = sum(shares[kind] * costs[kind] for kind in measured if kind != "scan")
    print(f"{plain / rest:.2f} s." if rest else "none.")
    print(f"\n| notices | of them scans | core hours | money | {' | '.join(f'{n} cores' for n in chosen.cores)} |")
    print(f"| --- | --- | --- | --- |{' --- |' * len(chosen.cores)}")
    for notices in NOTICES:
        for label, cost in rows(shares, average, plain, rest):
            hours = notices * cost * (1 + chosen.overhead) / 3600
            times = " | ".join(_duration(hours / cores) for cores in chosen.cores)
            print(f"| {notices:,} | {label} | {hours:,.0f} | {hours * chosen.price:,.0f} | {times} |")


def rows(shares: dict[str, float], average: float, plain: float, rest: float) -> Iterator[tuple[str, float]]:
    """Seconds a notice, with scans and without."""
    if "scan" in shares:
        yield f"{shares['scan']:.0%}", average
    if rest:
        yield "none", plain / rest


def seconds(kind: str, one: Measured, scan_pages: float) -> float:
    """Processor time a notice, from its bytes to the rows of all tables; a scan by its pages."""
    parse = one.parse / one.pages * scan_pages if kind == "scan" else one.parse
    return parse + one.rows


def _duration(hours: float) -> str:
    return f"{hours / 24:,.1f} days" if hours >= 48 else f"{hours:,.1f} hours"


def _mix(text: str) -> dict[str, float]:
    mix = {kind: float(share) for kind, _, share in (word.partition("=") for word in text.split(","))}
    if not mix.keys() <= KINDS.keys() or not any(mix.values()):
        raise ValueError(text)
    return mix


def _numbers(text: str) -> list[int]:
    return [int(word) for word in text.split(",")]


if __name__ == "__main__":
    main()

"""The most memory that a process holds which parses one file, in megabytes, beside peers with the same file.

For: text notices of 10 thousand to 1 million characters, and the first 2, 20 and 200 pages of a PDF, nothing of it
recognised from images. The exponent is of the whole process, most of which is Python and the libraries at small sizes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import pdf, peers, text
from benchmarks.contest import FACTORS, OURS, Contest, Peer, Plan, Row, Size, Work, answered, measure

MOST_TEXT = 300.0  # MB
MOST_PDF = 500.0


def rows(plan: Plan) -> list[Row]:
    """Two contests."""
    with tempfile.TemporaryDirectory() as place:
        texts, files = Path(place), Path(place)
        for factor in FACTORS:
            (texts / f"{factor}.txt").write_text(peers.repeated(factor * text.SMALLEST), encoding="utf-8")
            (files / f"{factor}.pdf").write_bytes(pdf.first_pages(pdf.LONG, factor * pdf.SMALLEST))
        return [
            *_contest("peak memory: text", "txt", texts, text.SMALLEST, ["JioNLP extract_time"], MOST_TEXT, plan),
            *_contest(
                "peak memory: PDF", "pdf", files, pdf.SMALLEST,
                ["pypdfium2: characters, boxes, paths", "pdfplumber text + tables"], MOST_PDF, plan,
            ),
        ]  # fmt: skip


def _contest(what: str, suffix: str, place: Path, unit: int, others: list[str], most: float, plan: Plan) -> list[Row]:
    sizes = [Size(factor, factor * unit, place / f"{factor}.{suffix}") for factor in FACTORS]
    return measure(Contest(what, "MB", sizes, _peak(OURS), [_peer(who) for who in others], most, cost=answered), plan)


def _peer(who: str) -> Peer:
    return Peer(who, lambda: _peak(who))


def _peak(way: str) -> Work:
    script = str(Path(__file__).with_name("peak.py"))

    def measured(path: Path) -> float:
        ran = subprocess.run([sys.executable, script, way, str(path)], stdout=subprocess.PIPE, check=True, text=True)
        return float(ran.stdout.split()[-1])

    return measured

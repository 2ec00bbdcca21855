"""PDF → characters, → text and tables, → PolicyDocument, in milliseconds a page, beside the libraries that read PDFs.

For: every file of corpus/pdf and corpus/pdf-more that is digital text, those with unruled tables apart, since these
take another way; and the first 2, 20 and 200 pages of one long file. "To text and tables" is all up to the manuscript:
characters, layout and tables, facts apart. Scans, locked and broken files are left out.
"""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import environment
from pdf_scoring.tables import is_ruled

from benchmarks import pdf_peers
from benchmarks.contest import Contest, Peer, Plan, Row, Size, Work, measure

if TYPE_CHECKING:
    from policyparse.reading.limits import Reading
    from policyparse.reading.pages import Pages

FOLDERS = [environment.ROOT / "corpus" / name for name in ("pdf", "pdf-more")]
LONG = environment.ROOT / "corpus" / "pdf" / "long_200_pages.pdf"
SMALLEST = 2  # pages
FACTORS = (1, 10, 100)
LONGEST = 99  # pages of a file among the others
OTHERWISE = ("expect_error", "scanned", "garbled", "password", "scanned_pages")
OF_PDFIUM = 0.4  # ours takes at most 2.5 times what it needs to hand over the same
OF_PDFPLUMBER = 3.0  # times as fast
EXPONENT = 1.05


def rows(plan: Plan) -> list[Row]:
    """Three ways far into a file, each on the two kinds of files and on the long one."""
    corpus, unruled = _files()
    grown = [Size(factor, factor * SMALLEST, [first_pages(LONG, factor * SMALLEST)]) for factor in FACTORS]
    found: list[Row] = []
    for name, files in (("prose and ruled tables", corpus), ("with unruled tables", unruled)):
        sizes = [Size(1, sum(pages for _, pages in files), [data for data, _ in files])]
        found += _stages(f"{len(files)} PDFs, {name}", sizes, [], plan)
    slow = [
        Peer("camelot lattice", lambda: _each(pdf_peers.camelot_tables())),
        Peer("img2table", lambda: _each(pdf_peers.img2table_tables())),
    ]
    return [*found, *_stages("one PDF by pages", grown, slow, plan)]


def _stages(inputs: str, sizes: list[Size], slow: list[Peer], plan: Plan) -> list[Row]:
    """A contest each for characters, tables and document; ``slow``: peers for tables."""
    handover = pdf_peers.pypdfium2_handover
    characters = [
        Peer("pypdfium2: characters, boxes, paths", lambda: _each(handover())),
        Peer("pypdfium2: text alone", lambda: _each(pdf_peers.pypdfium2_text())),
        Peer("pdfminer.six characters", lambda: _each(pdf_peers.pdfminer_characters())),
        Peer("pdfplumber characters", lambda: _each(pdf_peers.pdfplumber_characters())),
    ]
    tables = [
        Peer("pypdfium2: characters, boxes, paths", lambda: _each(handover()), OF_PDFIUM),
        Peer("pdfplumber text + tables", lambda: _each(pdf_peers.pdfplumber_tables()), OF_PDFPLUMBER),
        *slow,
    ]
    # Facts are reported apart: what the way to the document takes has no aim of its own.
    beside = [replace(tables[1], aim=None)]
    growth = EXPONENT if len(sizes) > 1 else None
    contests = [
        Contest(f"{inputs}: to characters", "ms/page", sizes, _each(_characters), characters, exponent_aim=growth),
        Contest(f"{inputs}: to text and tables", "ms/page", sizes, _each(_manuscript), tables, exponent_aim=growth),
        Contest(f"{inputs}: to document", "ms/page", sizes, _each(document), beside, exponent_aim=growth),
    ]
    return [row for contest in contests for row in measure(contest, plan)]


def _files() -> tuple[list[tuple[bytes, int]], list[tuple[bytes, int]]]:
    """Bytes and number of pages of the files without, and with, unruled tables."""
    kinds: tuple[list[tuple[bytes, int]], list[tuple[bytes, int]]] = ([], [])
    for path in sorted(path for folder in FOLDERS for path in folder.glob("*.pdf")):
        truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
        over_a_scan = any("scan" in feature for feature in truth.get("features", ()))
        if over_a_scan or any(truth.get(key) for key in OTHERWISE) or truth["pages"] > LONGEST:
            continue
        unruled = any(not is_ruled(truth, table) for table in truth["tables"])
        kinds[unruled].append((path.read_bytes(), truth["pages"]))
    return kinds


def first_pages(path: Path, count: int) -> bytes:
    """A PDF of the first pages of another."""
    import pypdfium2

    whole, part, written = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new(), io.BytesIO()
    part.import_pages(whole, list(range(min(count, len(whole)))))
    part.save(written)
    return written.getvalue()


def _reading(data: bytes) -> Reading:
    from policyparse.reading.limits import Clock, Limits, Reading

    limits = Limits(seconds=3600)
    return Reading(data, "notice.pdf", limits, Clock(limits.seconds, "notice.pdf"))


def _characters(data: bytes) -> Pages:
    from policyparse.reading.sniffing import read

    return read(_reading(data))


def _manuscript(data: bytes) -> object:
    from policyparse.layout.compose import compose_manuscript

    return compose_manuscript(_characters(data))


def document(data: bytes) -> object:
    """All of it."""
    import policyparse

    return policyparse.parse(data, name="notice.pdf", limits=policyparse.Limits(seconds=3600))


def _each(work: Work) -> Work:
    def each(files: list[bytes]) -> None:
        for data in files:
            work(data)

    return each

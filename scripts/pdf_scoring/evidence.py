"""The measure of evidence: the words of each fact stand inside the regions that it names, and little else does.

The page is read with pypdfium2 by itself, character by character, and each character counts where its middle stands.
Not here: whether the fact is right. On scanned pages nothing can be read back: there regions must lie on the page.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pdf_scoring.tally import Tally, flat, short
from policyparse.contract import PolicyDocument
from policyparse.contract.place import Evidence, Region

SLACK = 1.0
"""Points by which a character's middle may lie outside."""
FINE = 100
"""Steps to a point in pdfium's whole-numbered device coordinates."""
PLAIN = str.maketrans(
    "⺠⺟⻋⻅⻆⻉⻓⻔⻘⻚⻛⻝⻢⻥⻩⻰―", "民母车见角贝长门青页风食马鱼黄龙—"
)  # NFKC leaves these radicals alone

Character = tuple[str, float, float]


def evidence(path: Path, password: str | None, document: PolicyDocument) -> Tally:
    """Facts whose quote is found in its regions, which hold at most twice its characters."""
    tally = Tally()
    if not document.pages:
        return tally
    pdf = pdfium.PdfDocument(path, password=password)

    @cache
    def page(number: int) -> tuple[Character, ...]:
        return tuple(_characters(pdf[number - 1]))

    sizes = {page.number: (float(page.width), float(page.height)) for page in document.pages}
    for kind, one in _all_evidence(document):
        problem = ""
        if not one.regions:
            problem = "no regions"
        elif any(not _lies_on(region, sizes) for region in one.regions):
            problem = "a region off its page"
        elif document.source.text_layer == "native":
            inside = [
                char
                for number in sorted({region.page for region in one.regions})
                for char in _inside(page(number), [region for region in one.regions if region.page == number])
            ]
            quote, found = Counter(_plain(one.quote)), Counter(_plain("".join(inside)))
            lacking = quote - found
            if lacking:
                problem = f"not in its regions: {''.join(lacking.elements())[:20]}"
            elif found.total() > 2 * quote.total() + 10:
                problem = f"{found.total()} characters in the regions of {quote.total()}"
        tally.check(not problem, f"{kind} on {one.page}: {problem}: {short(one.quote)}")
    pdf.close()
    return tally


def _all_evidence(document: PolicyDocument) -> Iterator[tuple[str, Evidence]]:
    for kind in ("tasks", "targets", "thresholds", "deadlines", "units", "citations"):
        for fact in getattr(document, kind):
            if hasattr(fact, "evidence"):
                yield kind[:-1], fact.evidence


def _lies_on(region: Region, sizes: dict[int, tuple[float, float]]) -> bool:
    width, height = sizes.get(region.page, (0.0, 0.0))
    return -1 <= region.x0 < region.x1 <= width + 1 and -1 <= region.top < region.bottom <= height + 1


def _characters(page: pdfium.PdfPage) -> Iterator[Character]:
    """Each character with its middle on the page as displayed, in points, origin top left."""
    width, height = page.get_size()
    steps = round(width * FINE), round(height * FINE)
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    across, down = ctypes.c_int(), ctypes.c_int()
    for place in range(text.count_chars()):
        raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        middle = (left.value + right.value) / 2, (bottom.value + top.value) / 2
        raw.FPDF_PageToDevice(page, 0, 0, *steps, 0, *middle, across, down)
        yield chr(raw.FPDFText_GetUnicode(text, place)), across.value / FINE, down.value / FINE


def _inside(characters: tuple[Character, ...], regions: list[Region]) -> Iterator[str]:
    boxes = [
        (float(one.x0) - SLACK, float(one.top) - SLACK, float(one.x1) + SLACK, float(one.bottom) + SLACK)
        for one in regions
    ]
    for char, x, y in characters:
        if any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes):
            yield char


def _plain(text: str) -> str:
    return flat(unicodedata.normalize("NFKC", text.translate(PLAIN)))

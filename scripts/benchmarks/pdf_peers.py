"""The libraries that read PDFs, each as a function from a file's bytes to as much as it is asked for.

For: ``pdf``. Not here: turning what they give into anything; each is called as its own documents say.
"""

from __future__ import annotations

import ctypes
import io
import logging
from typing import Any

from benchmarks.contest import Work


def pypdfium2_handover() -> Work:
    """Characters, their boxes and the points of paths, as pypdfium2 hands them over; nothing is made of them."""
    import pypdfium2
    import pypdfium2.raw as raw

    def hand_over(data: bytes) -> object:
        document = pypdfium2.PdfDocument(data)
        found = []
        for page in document:
            textpage = page.get_textpage()
            count = textpage.count_chars()
            characters = [raw.FPDFText_GetUnicode(textpage, index) for index in range(count)]
            boxes = [textpage.get_charbox(index, loose=True) for index in range(count)]
            paths = [_points(path, raw) for path in page.get_objects([raw.FPDF_PAGEOBJ_PATH])]
            found.append((characters, boxes, paths))
            textpage.close()
            page.close()
        document.close()
        return found

    return hand_over


def _points(path: Any, raw: Any) -> list[tuple[int, float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    found = []
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        found.append((raw.FPDFPathSegment_GetType(segment), x.value, y.value))
    return found


def pypdfium2_text() -> Work:
    """The text alone, a string a page."""
    import pypdfium2

    def text(data: bytes) -> object:
        document = pypdfium2.PdfDocument(data)
        found = [page.get_textpage().get_text_range() for page in document]
        document.close()
        return found

    return text


def pdfminer_characters() -> Work:
    """pdfminer.six: every page laid out, down to its characters with their boxes."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar

    _quieten()

    def characters(data: bytes) -> object:
        found: list[tuple[str, Any]] = []
        for page in extract_pages(io.BytesIO(data)):
            left = [page]
            while left:
                item = left.pop()
                if isinstance(item, LTChar):
                    found.append((item.get_text(), item.bbox))
                elif hasattr(item, "__iter__"):
                    left.extend(item)
        return found

    return characters


def pdfplumber_characters() -> Work:
    """pdfplumber: characters, lines, rectangles and curves as dictionaries."""
    return _plumbed(lambda page: (page.chars, page.lines, page.rects, page.curves))


def pdfplumber_tables() -> Work:
    """pdfplumber: text and tables."""
    return _plumbed(lambda page: (page.extract_text(), page.extract_tables()))


def _plumbed(of_page: Work) -> Work:
    import pdfplumber

    _quieten()

    def plumb(data: bytes) -> object:
        found = []
        with pdfplumber.open(io.BytesIO(data)) as document:
            for page in document.pages:
                found.append(of_page(page))
                page.close()  # else it keeps every page's objects
        return found

    return plumb


def camelot_tables() -> Work:
    """camelot: ruled tables (``lattice``)."""
    import camelot

    _quieten()
    return lambda data: camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice", suppress_stdout=True)


def img2table_tables() -> Work:
    """img2table: tables with the text of the file's own layer."""
    from img2table.document import PDF

    return lambda data: PDF(data).extract_tables()


def _quieten() -> None:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of fonts, hundreds of times

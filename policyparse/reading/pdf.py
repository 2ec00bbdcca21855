"""The reader of PDF: bytes → Pages whose sheets hold every glyph with its box, and the rulings that are drawn.

Not here: lines, columns and tables (`layout`, `tables`), and whether a page must be recognised as an image
(`reading.scanned`). Text and shapes come from pdfium; nothing is rendered, run or followed.
"""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages
from policyparse.reading.pdf_progress import PdfProgress, check_page_count
from policyparse.reading.pdf_repair import with_end
from policyparse.reading.pdf_shapes import read_shapes
from policyparse.reading.pdf_text import read_glyphs
from policyparse.reading.pdf_view import View
from policyparse.reading.scanned import recognise_where_needed
from policyparse.reading.stand_in_font import install as install_stand_in

READER = "pdf 1"


def read_pdf(reading: Reading) -> Pages:
    """Pages of a PDF. Raises ``encrypted``, ``corrupt``, ``too_large``, ``timeout`` or ``missing_extra``.

    A page that cannot be read is flagged and left out; a file without text gives Pages without characters.
    """
    document = open_document(reading)
    try:
        return _read(document, reading)
    finally:
        document.close()


def open_document(reading: Reading) -> pdfium.PdfDocument:
    """The open document, its password tried and its pages counted."""
    install_stand_in()
    try:
        document = pdfium.PdfDocument(reading.data, password=reading.password)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            words = "a password is needed" if reading.password is None else "the password does not open it"
            raise PolicyParseError("encrypted", words, reading.name) from error
        document = _repaired(reading)
    count = len(document)
    try:
        check_page_count(count, reading)
    except PolicyParseError:
        document.close()
        raise
    return document


def _repaired(reading: Reading) -> pdfium.PdfDocument:
    """The document of a file that was cut off, with an end put to it."""
    repaired = with_end(reading.data)
    try:
        if repaired is not None:
            return pdfium.PdfDocument(repaired)
    except pdfium.PdfiumError:
        pass
    raise PolicyParseError("corrupt", "no readable PDF; the file may be cut off", reading.name)


def _read(document: pdfium.PdfDocument, reading: Reading) -> Pages:
    done = PdfProgress.begun(reading)
    for index in range(len(document)):
        reading.clock.check()
        try:
            page = document[index]
        except pdfium.PdfiumError:
            done.flag_unreadable(index + 1)
            continue
        try:
            _read_page(page, index + 1, reading, done)
        finally:
            page.close()
        done.check_size(reading)
    return done.pages(reading, READER)


def _read_page(page: Any, number: int, reading: Reading, done: PdfProgress) -> None:
    """One page: its glyphs and shapes; where its text layer is missing or garbage, what is recognised in its image."""
    view = View.of(page)
    check = reading.clock.check
    shapes = read_shapes(page, view, check)
    text = read_glyphs(page, view, done.recorder, reading.limits.characters - len(done.recorder), check)
    if text.cut or shapes.cut:
        done.flagged.append(("unreadable_page", f"page {number} draws more than is looked at; the rest is left out"))
    recognised = recognise_where_needed(page, view, text, shapes, number, reading)
    done.add_page(number, view, text, shapes, recognised)

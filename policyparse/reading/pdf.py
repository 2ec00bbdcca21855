"""The reader of PDF: bytes → Pages whose sheets hold every glyph with its box, and the rulings that are drawn.

Not here: lines, columns and tables (`layout`, `tables`), and whether a page must be recognised as an image
(`reading.scanned`). Text and shapes come from pdfium; nothing is rendered, run or followed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from policyparse.errors import PolicyParseError
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Layer, Pages, Sheet, Source
from policyparse.reading.pdf_shapes import Shapes, read_shapes
from policyparse.reading.pdf_text import read_glyphs
from policyparse.reading.pdf_view import View
from policyparse.reading.scanned import Recognised, recognise_where_needed

READER = "pdf 1"
MEDIA_TYPE = "application/pdf"
TAIL = 2048  # the end-of-file mark stands in the last bytes: PDF 1.7, implementation note 18


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
    try:
        document = pdfium.PdfDocument(reading.data, password=reading.password)
        count = len(document)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            words = "a password is needed" if reading.password is None else "the password does not open it"
            raise PolicyParseError("encrypted", words, reading.name) from error
        raise PolicyParseError("corrupt", "no readable PDF; the file may be cut off", reading.name) from error
    if count > reading.limits.pages:
        document.close()
        raise PolicyParseError("too_large", f"{count:,} pages, the limit is {reading.limits.pages:,}", reading.name)
    if not count:
        document.close()
        raise PolicyParseError("corrupt", "a PDF without pages", reading.name)
    return document


@dataclass(slots=True)
class _Progress:
    """What has been read so far of one document."""

    recorder: GlyphRecorder
    sheets: list[Sheet]
    flagged: list[tuple[str, str]]
    layers: set[Layer]


def _read(document: pdfium.PdfDocument, reading: Reading) -> Pages:
    done = _Progress(GlyphRecorder(), [], [], set())
    if b"%%EOF" not in reading.data[-TAIL:]:
        done.flagged.append(("recovered_file", "the file is damaged or cut off; what could be recovered was read"))
    for index in range(len(document)):
        reading.clock.check()
        try:
            page = document[index]
        except pdfium.PdfiumError:
            done.flagged.append(("unreadable_page", f"page {index + 1} cannot be read"))
            continue
        try:
            _read_page(page, index + 1, reading, done)
        finally:
            page.close()
        if len(done.recorder) > reading.limits.characters:
            most = reading.limits.characters
            raise PolicyParseError("too_large", f"more than {most:,} characters", reading.name)
    if not done.sheets:
        raise PolicyParseError("corrupt", "no page of the file can be read", reading.name)
    characters, glyphs = done.recorder.finish()
    if not characters.strip():
        done.flagged.append(("no_text", "no page holds any text"))
    layer: Layer = "native" if not done.layers else done.layers.pop() if len(done.layers) == 1 else "mixed"
    digest = hashlib.sha256(reading.data).hexdigest()
    source = Source(reading.name, MEDIA_TYPE, digest, len(reading.data), layer, READER)
    return Pages(source, characters, (0,), tuple(done.flagged), False, (), tuple(done.sheets), glyphs)


def _read_page(page: Any, number: int, reading: Reading, done: _Progress) -> None:
    """One page: its glyphs and shapes; where its text layer is missing or garbage, what is recognised in its image."""
    view = View.of(page)
    start = len(done.recorder)
    check = reading.clock.check
    shapes = read_shapes(page, view, check)
    text = read_glyphs(page, view, done.recorder, reading.limits.characters - start, check)
    if text.cut or shapes.cut:
        done.flagged.append(("unreadable_page", f"page {number} draws more than is looked at; the rest is left out"))
    if text.outside:
        done.flagged.append(("outside_page", f"{text.outside} character(s) beyond the edge of page {number} left out"))
    recognised = recognise_where_needed(page, view, text, shapes, number, reading)
    layer: Layer = "native"
    if recognised is not None:
        layer = _record(recognised, text, done)
    else:
        done.recorder.add(text.characters, text.boxes, text.styles)
    if done.recorder and len(done.recorder) > start:
        done.layers.add(layer)
    rulings, fills = _drawn(shapes, recognised)
    sheet = Sheet(
        number, view.width, view.height, view.rotation, start, len(done.recorder), rulings, fills, layer
    )  # fmt: skip
    done.sheets.append(sheet)


def _record(recognised: Recognised, text: Any, done: _Progress) -> Layer:
    """Adds what was recognised, behind the page's own text where that is to be kept; returns the sheet's layer."""
    done.flagged += recognised.flagged
    kept = recognised.keeps_text and text.characters
    if kept:
        done.recorder.add(text.characters, text.boxes, text.styles)
    if recognised.characters:
        styles = [done.recorder.style(style) for style in recognised.styles]
        done.recorder.add(recognised.characters, recognised.boxes, styles, recognised.confidence)
    return ("mixed" if kept else "ocr") if recognised.characters else "native"


def _drawn(shapes: Shapes, recognised: Recognised | None) -> tuple[Any, Any]:
    rulings, fills = shapes.drawing.finish()
    return (*rulings, *(recognised.rulings if recognised else ())), fills

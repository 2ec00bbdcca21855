"""The reader of OFD (GB/T 33190-2016): the documents of a package, page by page → sheets, glyph boxes, rulings.

For: the order of pages, what of a page is laid over what, limits, and what is flagged. Annotations, signatures and
their stamps are not the notice's and are left out. Not here: the package (`ofd_package`), what pages refer to
(`ofd_document`), drawing (`ofd_drawing`); nor lines, watermarks and tables, which layout finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from policyparse.errors import PolicyParseError
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.limits import Reading
from policyparse.reading.ofd_canvas import Canvas
from policyparse.reading.ofd_document import Document, area_of, document_roots, read_document
from policyparse.reading.ofd_drawing import Walk
from policyparse.reading.ofd_package import Package, PartError, child, children, folder_of, tag_of, text_of
from policyparse.reading.ofd_scanned import recognise_sheet
from policyparse.reading.ofd_values import POINTS, Matrix
from policyparse.reading.pages import Pages, Sheet, Source
from policyparse.reading.scanned import Recognised

READER = "ofd 1"
MEDIA_TYPE = "application/ofd"
SCAN = 0.5  # of the sheet lies under pictures where the sheet may be a scan
STRIP = 0.02  # of the sheet: the smallest picture that may be a part of a scan


class PageImage(NamedTuple):
    """A picture that makes up a sheet, or a strip of it, as it stands in the file.

    ``format`` as the file declares it (``PNG``, ``JPEG``, ``TIFF``, ``BMP``, ``GBIG2``), maybe empty. ``place`` leads
    from the unit square, the image's upper left corner at 0 0 and its lower right one at 1 1, to points on the sheet.
    """

    sheet: int
    data: bytes
    format: str
    place: Matrix


@dataclass(slots=True)
class Opened:
    """A package whose documents are read and whose pages are counted."""

    package: Package
    documents: list[Document]
    flagged: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    """Characters of texts that are not to be seen."""

    def pages(self) -> Iterator[tuple[int, Document, str | None]]:
        """Number, document and member of every page, from 1 on over all documents."""
        number = 0
        for document in self.documents:
            for member in document.pages:
                number += 1
                yield number, document, member


def read_ofd(reading: Reading) -> Pages:
    """Pages of an OFD file; sheets that are pictures without text are recognised.

    Raises PolicyParseError ``corrupt``, ``encrypted``, ``empty``, ``too_large``, ``timeout`` or ``missing_extra``.
    """
    opened = _open(reading)
    recorder, sheets, seen = GlyphRecorder(), list[Sheet](), False
    for number, document, member in opened.pages():
        reading.clock.check()
        start = len(recorder)
        try:
            canvas = _drawn(opened, reading, document, member, number, recorder)
        except PartError as error:
            opened.flagged.append(("unreadable_page", f"page {number} cannot be read: {error}"))
            continue
        canvas.record()
        is_scan = not canvas.has_letters() and _is_covered(canvas)
        seen = seen or canvas.has_letters() or is_scan
        sheet = Sheet(number, canvas.width, canvas.height, 0, start, len(recorder), *canvas.shapes())
        if is_scan:
            pictures = list(_images(opened, canvas, number))
            found = recognise_sheet(pictures, canvas.width, canvas.height, number, reading)
            sheet = _recognised(sheet, found, recorder, opened)
        sheets.append(sheet)
    if not sheets and any(document.pages for document in opened.documents):
        raise PolicyParseError("corrupt", "no page of the file can be read", reading.name)
    if not seen:
        raise PolicyParseError("empty", "no text and no page image in the file", reading.name)
    return _pages(opened, reading, recorder, sheets)


def pictures_of(reading: Reading) -> Iterator[tuple[int, list[PageImage]]]:
    """Number of each page and the larger pictures on it, for showing the page; raises as ``read_ofd`` does."""
    opened, recorder = _open(reading), GlyphRecorder()
    for number, document, member in opened.pages():
        reading.clock.check()
        try:
            canvas = _drawn(opened, reading, document, member, number, recorder)
        except PartError:
            continue
        yield number, list(_images(opened, canvas, number))


def _pages(opened: Opened, reading: Reading, recorder: GlyphRecorder, sheets: list[Sheet]) -> Pages:
    characters, glyphs = recorder.finish()
    flagged = opened.flagged
    if not characters.strip():
        if missing := [said for code, said in flagged if code == "recognition_missing"]:
            raise PolicyParseError("missing_extra", missing[0].partition(": ")[2], reading.name)
        flagged.append(("no_text", "no page holds any text"))
    if opened.hidden:
        flagged.append(("hidden_text", f"{opened.hidden} character(s) that are not to be seen left out"))
    flagged.extend(_annotations(opened, reading))
    layers = [sheet.layer for sheet in sheets if sheet.end > sheet.start]
    source = Source.of(reading.name, reading.data, MEDIA_TYPE, READER, layers)
    return Pages(source, characters, (0,), tuple(flagged), False, (), tuple(sheets), glyphs)


def _recognised(sheet: Sheet, found: Recognised, recorder: GlyphRecorder, opened: Opened) -> Sheet:
    """The sheet of a scan with what was recognised on it."""
    opened.flagged += found.flagged
    if not found.characters:
        return sheet
    styles = [recorder.style(style) for style in found.styles]
    recorder.add(found.characters, found.boxes, styles, list(found.confidence))
    rulings = (*sheet.rulings, *found.rulings)
    return replace(sheet, end=len(recorder), rulings=rulings, layer="ocr", skew=found.skew)


def _images(opened: Opened, canvas: Canvas, number: int) -> Iterator[PageImage]:
    """The pictures of a sheet that are large enough to be a part of a scan."""
    for picture in canvas.pictures:
        if picture.covered(canvas.width, canvas.height) < STRIP:
            continue
        try:
            data = opened.package.read(picture.media.member)
        except PartError:
            continue
        yield PageImage(number, data, picture.media.format, picture.place)


def _open(reading: Reading) -> Opened:
    package = Package(reading)
    opened = Opened(package, [])
    try:
        roots = list(document_roots(package))
    except PartError as error:
        raise PolicyParseError("corrupt", str(error), reading.name) from error
    count, most = 0, reading.limits.pages
    for number, member in enumerate(roots, start=1):
        reading.clock.check()
        try:
            opened.documents.append(read_document(package, member))
        except PartError as error:
            opened.flagged.append(("unreadable_document", f"document {number} of the package cannot be read: {error}"))
            continue
        opened.flagged.extend(
            ("unreadable_resources", f"document {number}: {words}") for words in opened.documents[-1].broken
        )
        count += len(opened.documents[-1].pages)
        if count > most:
            raise PolicyParseError("too_large", f"{count:,} pages or more, the limit is {most:,}", reading.name)
    if roots and not opened.documents:
        raise PolicyParseError("corrupt", opened.flagged[0][1], reading.name)
    return opened


def _drawn(
    opened: Opened, reading: Reading, document: Document, member: str | None, number: int, recorder: GlyphRecorder
) -> Canvas:
    """A page with its templates, drawn. Raises PartError where the page itself cannot be read."""
    page = opened.package.xml(member)
    assert member is not None
    for resource in children(page, "PageRes"):
        found = opened.package.find(resource.text, folder_of(member))
        try:
            if found is not None:
                document.resources.add(opened.package, found)
        except PartError as error:
            opened.flagged.append(("unreadable_resources", f"page {number}: {error}"))
    area = area_of(child(page, "Area")) or document.area
    most = reading.limits.characters
    canvas = Canvas(recorder, area.width * POINTS, area.height * POINTS, most + 1 - len(recorder))
    walk = Walk(document.resources, reading.clock)
    below, above = _templates(opened, document, page, number)
    for part in (*below, page, *above):
        walk.draw(part, canvas)
    if canvas.full:
        raise PolicyParseError("too_large", f"more than {most:,} characters", reading.name)
    if canvas.cut:
        opened.flagged.append(("unreadable_page", f"page {number} draws more than is looked at; the rest is left out"))
    if canvas.outside:
        words = f"{canvas.outside} character(s) beyond the edge of page {number} left out"
        opened.flagged.append(("outside_page", words))
    opened.hidden += canvas.hidden
    return canvas


def _templates(
    opened: Opened, document: Document, page: etree._Element, number: int
) -> tuple[list[etree._Element], list[etree._Element]]:
    """The templates below and above a page (7.7); what a template refers to as its own template is not followed."""
    below: list[etree._Element] = []
    above: list[etree._Element] = []
    for entry in children(page, "Template"):
        template = document.templates.get(entry.get("TemplateID", ""))
        if template is None:
            continue
        order = entry.get("ZOrder")
        foreground = template.foreground if order is None else order == "Foreground"
        try:
            (above if foreground else below).append(opened.package.xml(template.member))
        except PartError as error:
            opened.flagged.append(("unreadable_page", f"the template of page {number} cannot be read: {error}"))
    return below, above


def _is_covered(canvas: Canvas) -> bool:
    """Whether so much of the sheet lies under pictures that it may be a scan."""
    return sum(picture.covered(canvas.width, canvas.height) for picture in canvas.pictures) >= SCAN


def _annotations(opened: Opened, reading: Reading) -> Iterator[tuple[str, str]]:
    """What is said of annotations (chapter 15), none of which is read: how many of them hold text."""
    count = 0
    for document in opened.documents:
        if document.annotations is None:
            continue
        try:
            listed = list(children(opened.package.xml(document.annotations), "Page"))
        except PartError:
            continue
        for page in listed:
            reading.clock.check()
            member = opened.package.find(text_of(page, "FileLoc"), folder_of(document.annotations))
            try:
                annotations = opened.package.xml(member)
            except PartError:
                continue
            count += sum(any(tag_of(inner) == "TextCode" for inner in entry.iter()) for entry in annotations)
    if count:
        yield "annotations", f"{count} annotation(s) with text (stamps, watermarks, notes) left out"

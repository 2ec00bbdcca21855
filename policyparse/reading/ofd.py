"""The reader of OFD (GB/T 33190-2016): the documents of a package, page by page → sheets, glyph boxes, rulings.

For: the order of pages, what of a page is laid over what, limits, and what is flagged. Annotations, signatures and
their stamps are not the notice's and are left out. Not here: the package (`ofd_package`), what pages refer to
(`ofd_document`), drawing (`ofd_drawing`); nor lines, watermarks and tables, which layout finds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading
from policyparse.reading.ofd_canvas import Canvas, Ink, Picture
from policyparse.reading.ofd_document import Document, area_of, document_roots, read_document
from policyparse.reading.ofd_drawing import Walk
from policyparse.reading.ofd_package import Package, PartError, child, children, folder_of, tag_of, text_of
from policyparse.reading.ofd_values import POINTS, Matrix
from policyparse.reading.pages import Pages, Sheet, Source

READER = "ofd 1"
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
    """Pages of an OFD file; sheets that are pictures without text have no characters (see ``page_images``).

    Raises PolicyParseError ``corrupt``, ``encrypted``, ``empty``, ``too_large`` or ``timeout``.
    """
    opened = _open(reading)
    ink, sheets, pictured, unread = Ink(), list[Sheet](), False, 0
    for number, document, member in opened.pages():
        reading.clock.check()
        start = len(ink)
        try:
            canvas = _drawn(opened, reading, document, member, number, ink)
        except PartError as error:
            unread += 1
            opened.flagged.append(("unreadable_page", f"page {number} cannot be read: {error}"))
            canvas = Canvas(ink, document.area.width * POINTS, document.area.height * POINTS)
        pictured = pictured or _is_covered(canvas)
        sheets.append(Sheet(number, canvas.width, canvas.height, 0, start, len(ink), tuple(canvas.rulings)))
    _check_some_text(reading, ink, pictured, unread, len(sheets))
    if opened.hidden:
        opened.flagged.append(("hidden_text", f"{opened.hidden} character(s) that are not to be seen left out"))
    opened.flagged.extend(_annotations(opened, reading))
    source = Source(
        reading.name, "application/ofd", hashlib.sha256(reading.data).hexdigest(), len(reading.data), "native", READER
    )
    flagged = tuple(dict.fromkeys(opened.flagged))
    return Pages(source, ink.characters(), (0,), flagged, sheets=tuple(sheets), glyphs=ink.glyphs())


def page_images(reading: Reading, sheets: Collection[int]) -> Iterator[PageImage]:
    """The pictures that cover sheets of these numbers, one at a time, for a recogniser; in the order of the sheets.

    Nothing for a sheet less than half of which lies under pictures, nor for one that cannot be read. A scan that is
    stored in strips gives each of them. Raises as ``read_ofd`` does.
    """
    opened = _open(reading)
    for number, document, member in opened.pages():
        if number not in sheets:
            continue
        reading.clock.check()
        try:
            canvas = _drawn(opened, reading, document, member, number, Ink())
        except PartError:
            continue
        for picture in canvas.pictures if _is_covered(canvas) else ():
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


def _drawn(opened: Opened, reading: Reading, document: Document, member: str | None, number: int, ink: Ink) -> Canvas:
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
    canvas = Canvas(ink, area.width * POINTS, area.height * POINTS)
    walk = Walk(document.resources, reading.clock, reading.limits.characters + 1)
    below, above = _templates(opened, document, page, number)
    for part in (*below, page, *above):
        walk.draw(part, canvas)
    if len(ink) > reading.limits.characters:
        words = f"more than {reading.limits.characters:,} characters"
        raise PolicyParseError("too_large", words, reading.name)
    if canvas.cut:
        opened.flagged.append(("unreadable_page", f"page {number} draws more than is looked at; the rest is left out"))
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
    pictures: list[Picture] = canvas.pictures
    return sum(picture.covered(canvas.width, canvas.height) for picture in pictures) >= SCAN


def _check_some_text(reading: Reading, ink: Ink, pictured: bool, unread: int, count: int) -> None:
    if ink.has_letters(0, len(ink)) or pictured:
        return
    if unread and unread == count:
        raise PolicyParseError("corrupt", "no page of the file can be read", reading.name)
    raise PolicyParseError("empty", "no text and no page image in the file", reading.name)


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

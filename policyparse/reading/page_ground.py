"""Pages as they look, in colour and small enough to stand in a web page: the ground of the review page.

Not here: the grey PNG of ``explain --draw`` (`page_image`), reading, and what is drawn on the ground. Pages of which
there is no picture (an OFD's text, a page that cannot be rendered) have none: whoever shows them draws the characters.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from PIL import Image

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages, Sheet

PDF, OFD = "application/pdf", "application/ofd"
POINTS_PER_INCH = 72
DPI = 120.0
LEAST_DPI = 60.0
PAGES_IN_FULL = 25  # of longer notices each page is drawn smaller, so that the whole stays small
MOST_PAGES = 400  # of these at least the text is shown
SECONDS_A_PAGE = 0.3  # that drawing may take longer than reading alone
MOST_BYTES = 360_000  # of one page
MOST_PIXELS = 12_000_000
COLOURS = 16  # black type with smooth edges, and a red head or seal
QUALITY = 62  # of JPEG, for pages that are photographs


class Ground(NamedTuple):
    """A page's picture as a browser takes it, as wide and high as the sheet is displayed."""

    data: bytes
    media_type: str


def grounds_of(reading: Reading, pages: Pages) -> dict[int, Ground]:
    """The pictures of the sheets by their number. What cannot be drawn is left out; raises ``timeout``."""
    found: dict[int, Ground] = {}
    dpi = max(LEAST_DPI, DPI * min(1.0, math.sqrt(PAGES_IN_FULL / max(1, len(pages.sheets)))))
    reading.clock.extend(SECONDS_A_PAGE * min(len(pages.sheets), MOST_PAGES))
    drawn = _drawn(reading, pages, dpi / POINTS_PER_INCH) if len(pages.sheets) <= MOST_PAGES else iter(())
    for number, image in drawn:
        reading.clock.check()
        found[number] = _packed(image)
    return found


def _drawn(reading: Reading, pages: Pages, scale: float) -> Iterator[tuple[int, Any]]:
    """Number and image of each page; ``scale`` in pixels a point."""
    if not pages.sheets:
        return
    media_type = pages.source.media_type
    if media_type == PDF:
        yield from _of_pdf(reading, pages, scale)
    elif media_type == OFD:
        yield from _of_ofd(reading, pages, scale)
    elif media_type.startswith("image/"):
        yield from _of_image(reading, pages, scale)


def _of_pdf(reading: Reading, pages: Pages, scale: float) -> Iterator[tuple[int, Any]]:
    from policyparse.reading.pdf import open_document

    document = open_document(reading)
    try:
        for sheet in pages.sheets:
            try:
                page = document[sheet.number - 1]
            except pdfium.PdfiumError:
                continue
            try:
                turn = (sheet.rotation - int(page.get_rotation())) % 360
                bitmap = page.render(scale=_bounded(sheet, scale), rotation=turn, may_draw_forms=False)
                yield sheet.number, bitmap.to_pil().convert("RGB")
                bitmap.close()
            except (pdfium.PdfiumError, MemoryError):
                continue
            finally:
                page.close()
    finally:
        document.close()


def _of_image(reading: Reading, pages: Pages, scale: float) -> Iterator[tuple[int, Any]]:
    from policyparse.reading.image_file import decoded_pages

    wanted = {sheet.number: sheet for sheet in pages.sheets}
    for number, image in decoded_pages(reading):
        sheet = wanted.get(number)
        if sheet is not None:
            upright = image.rotate(-sheet.rotation, expand=True) if sheet.rotation else image
            yield number, upright.resize(_size(sheet, _bounded(sheet, scale)), Image.Resampling.LANCZOS)


def _of_ofd(reading: Reading, pages: Pages, scale: float) -> Iterator[tuple[int, Any]]:
    from policyparse.reading.ofd import pictures_of
    from policyparse.reading.ofd_scanned import laid_on_sheet

    wanted = {sheet.number: sheet for sheet in pages.sheets}
    try:
        for number, pictures in pictures_of(reading):
            sheet = wanted.get(number)
            if sheet is not None and pictures:
                yield number, laid_on_sheet(pictures, sheet.width, sheet.height, _bounded(sheet, scale), reading)[0]
    except PolicyParseError as error:
        if error.code == "timeout":
            raise


def _bounded(sheet: Sheet, scale: float) -> float:
    return min(scale, math.sqrt(MOST_PIXELS / max(1.0, sheet.width * sheet.height)))


def _size(sheet: Sheet, scale: float) -> tuple[int, int]:
    return max(1, round(sheet.width * scale)), max(1, round(sheet.height * scale))


def _packed(image: Any) -> Ground:
    """Few colours as PNG where that is smaller, as it is of drawn pages; else JPEG, smaller until it fits."""
    drawn = _written(image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE), "PNG")
    photograph = _written(image, "JPEG", quality=QUALITY)
    if len(drawn) <= min(len(photograph), MOST_BYTES):
        return Ground(drawn, "image/png")
    while len(photograph) > MOST_BYTES and min(image.size) > 400:
        image = image.resize((image.width * 4 // 5, image.height * 4 // 5), Image.Resampling.LANCZOS)
        photograph = _written(image, "JPEG", quality=QUALITY)
    return Ground(photograph, "image/jpeg")


def _written(image: Any, form: str, **how: int) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()

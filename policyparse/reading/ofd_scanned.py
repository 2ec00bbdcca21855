"""Sheets of an OFD file that are pictures without text: the pictures laid on one page, and what is recognised in it.

Not here: recognition itself (`recognition`), which sheets there are (`ofd`).
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading
from policyparse.reading.scanned import POINTS_PER_INCH, Recognised, placed

if TYPE_CHECKING:
    from policyparse.reading.ofd import PageImage

MOST_PIXELS = 120_000_000
"""Of one picture; a page of A3 at 600 dpi has 70 million."""


def recognise_sheet(
    pictures: list[PageImage], width: float, height: float, number: int, reading: Reading
) -> Recognised:  # fmt: skip
    """What is recognised on a sheet of ``width`` by ``height`` points that these pictures make up.

    Without the extra ``ocr`` the sheet is flagged ``recognition_missing``; a picture that cannot be decoded, or is
    turned, is flagged ``unreadable_page``.
    """
    from policyparse.reading.recognition import RENDER_DPI, recognise, require_recognition

    try:
        require_recognition(reading.name)
    except PolicyParseError as error:
        return Recognised(flagged=(("recognition_missing", f"page {number}: {error.message}"),))
    sheet, flagged = laid_on_sheet(pictures, width, height, RENDER_DPI / POINTS_PER_INCH, number)
    reading.clock.extend(reading.limits.seconds_per_recognised_page)
    found = placed(recognise(sheet, width, height, reading.clock, number), width, height, keeps_text=False)
    return found if not flagged else _flagged(found, flagged)


def laid_on_sheet(
    pictures: list[PageImage], width: float, height: float, scale: float, number: int = 1
) -> tuple[Any, list[tuple[str, str]]]:
    """A sheet of ``width`` by ``height`` points with its pictures, ``scale`` pixels a point; what could not be laid."""
    from PIL import Image

    sheet = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    flagged: list[tuple[str, str]] = []
    for picture in pictures:
        (x0, top), (x1, bottom) = picture.place.point(0, 0), picture.place.point(1, 1)
        size = round((x1 - x0) * scale), round((bottom - top) * scale)
        try:
            image = Image.open(io.BytesIO(picture.data))
            if min(size) < 1 or image.width * image.height > MOST_PIXELS:
                raise ValueError("turned, empty or too large")
            sheet.paste(image.convert("RGB").resize(size), (round(x0 * scale), round(top * scale)))
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            flagged.append(("unreadable_page", f"a picture of page {number} cannot be read: {type(error).__name__}"))
    return sheet, flagged


def _flagged(found: Recognised, flagged: list[tuple[str, str]]) -> Recognised:
    return replace(found, flagged=(*found.flagged, *flagged))

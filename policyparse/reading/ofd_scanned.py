"""Sheets of an OFD file that are pictures without text: the pictures laid on one page, and what is recognised in it.

Not here: recognition itself (`recognition`), which sheets there are (`ofd`).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading
from policyparse.reading.scanned import POINTS_PER_INCH, Recognised, held_scale, placed

if TYPE_CHECKING:
    from policyparse.reading.ofd import PageImage

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
"""GB/T 33190-2016, 10.4, and what writers use besides; Pillow knows others that would run programs."""


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
    scale = held_scale(width, height, RENDER_DPI / POINTS_PER_INCH, reading)
    sheet, flagged = laid_on_sheet(pictures, width, height, scale, reading, number)
    reading.clock.extend(reading.limits.seconds_per_recognised_page)
    found = placed(recognise(sheet, width, height, reading.clock, number), width, height, keeps_text=False)
    return found if not flagged else _flagged(found, flagged)


def laid_on_sheet(
    pictures: list[PageImage], width: float, height: float, scale: float, reading: Reading, number: int = 1
) -> tuple[Any, list[tuple[str, str]]]:
    """A sheet of ``width`` by ``height`` points with its pictures, ``scale`` pixels a point; what could not be laid."""
    from PIL import Image

    sheet = Image.new("RGB", (max(1, round(width * scale)), max(1, round(height * scale))), "white")
    flagged: list[tuple[str, str]] = []
    for picture in pictures:
        try:
            _paste(picture, sheet, scale, reading)
        except PolicyParseError:
            raise
        except Exception as error:  # what Pillow raises for broken files is no closed list
            flagged.append(("unreadable_page", f"a picture of page {number} cannot be read: {type(error).__name__}"))
    return sheet, flagged


def _paste(picture: PageImage, sheet: Any, scale: float, reading: Reading) -> None:
    """One picture in its place. Raises ValueError for one that is turned, empty or larger than a sheet can show, and
    whatever its decoder raises."""
    from PIL import Image

    (x0, top), (x1, bottom) = picture.place.point(0, 0), picture.place.point(1, 1)
    size = round((x1 - x0) * scale), round((bottom - top) * scale)
    with warnings.catch_warnings(action="ignore"):
        image = Image.open(io.BytesIO(picture.data), formats=FORMATS)
        reading.limits.hold(image.width * image.height, "pixels", reading.name)
        if min(size) < 1 or size[0] * size[1] > reading.limits.pixels:
            raise ValueError("turned, empty or too large")
        sheet.paste(image.convert("RGB").resize(size), (round(x0 * scale), round(top * scale)))


def _flagged(found: Recognised, flagged: list[tuple[str, str]]) -> Recognised:
    return replace(found, flagged=(*found.flagged, *flagged))

"""The reader of image files: PNG, JPEG and TIFF of one or many pages → Pages, every page read by recognition.

Not here: recognition itself (``recognition``), images inside of PDF and OFD. Pillow is loaded when a file is read.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from policyparse.errors import PolicyParseError
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages, Sheet, Source, Style
from policyparse.reading.recognition import RecognisedPage, recognise, require_recognition

READER = "image 1"
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "TIFF": "image/tiff"}
FORMATS = ("PNG", "JPEG", "TIFF")
A4 = (595.3, 841.9)
"""Points, for images that do not tell their resolution."""
PLAUSIBLE_DPI = (60.0, 1300.0)
SHORTEST_SIDE, LONGEST_SIDE = 100.0, 1300.0
"""Points; the longer side of A3 has 1191. A page beyond them has a resolution that is not its own, such as the 72 of a
camera."""


def read_image_file(reading: Reading) -> Pages:
    """Pages of an image file.

    Raises PolicyParseError ``corrupt``, ``too_large``, ``timeout``, ``empty`` (no text on any page) or
    ``missing_extra``. A page that cannot be decoded is flagged and left out.
    """
    require_recognition(reading.name)
    # Pillow warns of what it finds odd in a file, and of bombs by its own measure; ours is Limits.pixels.
    with warnings.catch_warnings(action="ignore"), _open(reading) as image:
        count = _count(image, reading)
        reading.limits.hold(count, "pages", reading.name)
        media_type = MEDIA_TYPES[str(image.format)]
        book = _Book()
        for index in range(count):
            reading.clock.check()
            _read_page(image, index, reading, book)
    if not book.sheets:
        raise PolicyParseError("corrupt", "no page of the image can be decoded", reading.name)
    pages = book.finish(reading, media_type)
    if not pages.characters.strip():
        if any(code == "recovered_file" for code, _ in book.flagged):
            raise PolicyParseError("corrupt", "the image is cut off before any text", reading.name)
        raise PolicyParseError("empty", "no text was found in the image", reading.name)
    return pages


def decoded_pages(reading: Reading) -> Iterator[tuple[int, Any]]:
    """Number (1-based) and RGB image of each page that can be decoded, upright as its EXIF says; not recognised."""
    with _open(reading) as image:
        count = 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))
        for index in range(min(count, reading.limits.pages)):
            try:
                image.seek(index)
                if image.width * image.height <= reading.limits.pixels:
                    yield index + 1, _decode(image, index, reading.data)[0]
            except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, MemoryError):
                continue


class _Book:
    """What has been read so far of one file."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.flagged: list[tuple[str, str]] = []
        self._recorder = GlyphRecorder()

    def __len__(self) -> int:
        """Characters so far."""
        return len(self._recorder)

    def add(self, page: RecognisedPage, number: int) -> None:
        """One recognised page."""
        start = len(self._recorder)
        boxes = tuple(list(column) for column in (page.x0, page.top, page.x1, page.bottom))
        styles = [self._recorder.style(Style("", round(size, 1))) for size in page.size]
        self._recorder.add(page.characters, boxes, styles, list(page.confidence))
        self.flagged += page.flagged
        span = (start, len(self._recorder))
        sheet = Sheet(number, page.width, page.height, page.turn, *span, page.rulings, layer="ocr", skew=page.skew)
        self.sheets.append(sheet)

    def finish(self, reading: Reading, media_type: str) -> Pages:
        """All that was read."""
        source = Source.of(reading.name, reading.data, media_type, READER, ["ocr"])
        characters, glyphs = self._recorder.finish()
        return Pages(source, characters, (0,), tuple(self.flagged), False, (), tuple(self.sheets), glyphs)


def _open(reading: Reading) -> Any:
    """The opened image, of which no pixel has been decoded yet; the size of each page is looked at before it is."""
    from PIL import Image

    try:
        return Image.open(io.BytesIO(reading.data), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise PolicyParseError("too_large", "an image of more pixels than any page has", reading.name) from error
    except Exception as error:  # what Pillow raises for broken files is no closed list
        raise PolicyParseError("corrupt", "no readable image; the file may be cut off", reading.name) from error


def _count(image: Any, reading: Reading) -> int:
    """Pages of the file; the further images of a camera's file (MPO) are previews of the first."""
    try:
        return 1 if image.format == "MPO" else int(getattr(image, "n_frames", 1))
    except Exception as error:  # what Pillow raises for broken files is no closed list
        raise PolicyParseError("corrupt", "the pages of the image cannot be told apart", reading.name) from error


def _read_page(image: Any, index: int, reading: Reading, book: _Book) -> None:
    """Page ``index`` (0-based); one that cannot be decoded at all is flagged and left out."""
    number = index + 1
    try:
        image.seek(index)
        reading.limits.hold(image.width * image.height, "pixels", reading.name)
        pixels, whole = _decode(image, index, reading.data)
    except PolicyParseError:
        raise
    except Exception as error:  # as above
        book.flagged.append(("unreadable_page", f"page {number} cannot be decoded ({type(error).__name__})"))
        return
    if not whole:
        book.flagged.append(("recovered_file", f"page {number} is cut off; what could be decoded was read"))
    pixels, width, told = _measured(pixels, image.info.get("dpi"))
    if not told:
        book.flagged.append(("assumed_page_size", f"page {number} tells no resolution and was taken to be A4"))
    reading.clock.extend(reading.limits.seconds_per_recognised_page)
    book.add(recognise(pixels, width, width * pixels.height / pixels.width, reading.clock, number), number)
    reading.limits.hold(len(book), "characters", reading.name)


def _decode(image: Any, index: int, data: bytes) -> tuple[Any, bool]:
    """The page as an RGB image, turned as its EXIF says, and whether all of it could be decoded."""
    from PIL import Image, ImageFile, ImageOps

    whole = True
    try:
        image.load()
    except OSError:
        whole = False
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        image.seek(index)
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before
    return _as_rgb(ImageOps.exif_transpose(image)), whole


def _as_rgb(image: Any) -> Any:
    """Any mode as RGB, alpha laid on white; 16-bit grey by its upper byte."""
    from PIL import Image

    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 256).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return image.convert("RGB")


def _measured(image: Any, dpi: Any) -> tuple[Any, float, bool]:
    """The image with square pixels, its width in points, and whether the file told it.

    Without a resolution that makes a sheet of paper, the longer side is taken for A4's.
    """
    try:
        across, down = float(dpi[0]), float(dpi[1])
        told = all(PLAUSIBLE_DPI[0] <= one <= PLAUSIBLE_DPI[1] for one in (across, down))
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        across = down = 0.0
        told = False
    if told:
        sides = sorted((image.width * 72 / across, image.height * 72 / down))
        told = sides[0] >= SHORTEST_SIDE and sides[1] <= LONGEST_SIDE
    if not told:
        return image, A4[1] * image.width / max(image.width, image.height), False
    width = image.width * 72 / across
    if abs(across - down) > 0.02 * across:
        # A fax has half as many rows as columns an inch.
        image = image.resize((image.width, round(image.height * across / down)))
    return image, width, True

"""A page of a PDF as a grey PNG, as displayed: the ground on which findings are drawn (``explain --draw``).

Not here: reading; recognition of scans, which renders for itself. The PNG is written by hand (RFC 2083), so that no
imaging library is needed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium

from policyparse.reading.limits import Reading
from policyparse.reading.pdf import open_document
from policyparse.reading.pdf_progress import MEDIA_TYPE

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY_OF_8_BITS = (8, 0, 0, 0, 0)  # bit depth, colour type, compression, filter, interlace
SCALE = 1.5  # pixels a point
MOST_PIXELS = 25_000_000  # of one page: larger ones are drawn at a smaller scale


@contextmanager
def images_of(reading: Reading, media_type: str) -> Iterator[Callable[[int], bytes | None]]:
    """A function from a page's number (1-based) to its PNG, None where the page cannot be rendered."""
    if media_type != MEDIA_TYPE:
        yield lambda number: None
        return
    document = open_document(reading)
    try:
        yield lambda number: _rendered(document, number)
    finally:
        document.close()


def _rendered(document: Any, number: int) -> bytes | None:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            return _png(bitmap)
        finally:
            bitmap.close()
    except pdfium.PdfiumError:
        return None
    finally:
        page.close()


def _png(bitmap: Any) -> bytes:
    rows = memoryview(bitmap.buffer).cast("B")
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    lines = b"".join(b"\0" + rows[y * stride : y * stride + width].tobytes() for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, *GREY_OF_8_BITS)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines, 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

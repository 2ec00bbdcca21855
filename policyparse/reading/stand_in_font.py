"""A stand-in for Chinese fonts that neither the file embeds nor the machine has, so that pdfium reads such text too.

pdfium measures a text by its glyphs' ink and passes over text that has none: on a machine without Chinese fonts, as
servers are, single characters and turned lines of a file that embeds no fonts would be lost. The stand-in has a dot at
the foot and one at the head of the em for every character: enough to be measured, next to nothing where a page is
rendered. It serves only where the machine itself offers no font. Not here: reading text (`reading.pdf_text`).
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable
from functools import cache
from typing import Any

import pypdfium2.raw as raw

# Character sets that pdfium asks a font for (fpdf_sysfontinfo.h): Shift JIS, Hangul, GB 2312, Big 5.
CJK = frozenset((raw.FXFONT_SHIFTJIS_CHARSET, raw.FXFONT_HANGEUL_CHARSET, raw.FXFONT_GB2312_CHARSET,
                 raw.FXFONT_CHINESEBIG5_CHARSET))  # fmt: skip
HANDLE = 1  # what stands for the font in pdfium's calls; never the address of another
NAME = b"Policyparse Stand-in\0"
EM, ASCENT, DESCENT = 1000, 880, -120  # units
WIDTH, DOT = 100, 4  # of the ink: narrower than any character, so that its advance alone tells how wide it is
# All characters that draw something, surrogates and private use aside.
DRAWN = ((0x21, 0x7E), (0xA1, 0x1FFF), (0x2010, 0x2FFF), (0x3001, 0xD7FF), (0xF900, 0xFFFD), (0x20000, 0x3FFFF))
_kept: list[Any] = []  # what pdfium calls must not be collected


def install() -> None:
    """Lets pdfium ask here for fonts; once a process, and harmless where the machine has all that is asked for."""
    if _kept:
        return
    machine = raw.FPDF_GetDefaultSystemFontInfo()
    if not machine:
        return
    calls = _Calls(machine.contents, machine)
    types = dict(raw.FPDF_SYSFONTINFO._fields_)
    info = raw.FPDF_SYSFONTINFO(version=1)
    for name, call in calls.by_name().items():
        made = types[name](call)
        _kept.append(made)
        setattr(info, name, made)
    _kept.append(info)
    raw.FPDF_SetSystemFontInfo(ctypes.byref(info))


class _Calls:
    """pdfium's questions, answered by the machine's own fonts first."""

    def __init__(self, machine: Any, pointer: Any) -> None:
        self._machine = machine
        self._pointer = pointer

    def by_name(self) -> dict[str, Callable[..., Any]]:
        """The functions by their names in the structure; Release is left out, since nothing is to be released."""
        return {
            "EnumFonts": self._enumerate,
            "MapFont": self._map,
            "GetFont": self._get,
            "GetFontData": self._data,
            "GetFaceName": self._name,
            "GetFontCharset": self._charset,
            "DeleteFont": self._delete,
        }

    def _enumerate(self, _: Any, mapper: Any) -> None:
        if self._machine.EnumFonts:
            self._machine.EnumFonts(self._pointer, mapper)

    def _map(self, _: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        found: int | None = self._machine.MapFont(self._pointer, weight, italic, charset, pitch, face, exact)
        return found or (HANDLE if charset in CJK else None)

    def _get(self, _: Any, face: Any) -> int | None:
        found: int | None = self._machine.GetFont(self._pointer, face) if self._machine.GetFont else None
        return found

    def _data(self, _: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != HANDLE:
            return int(self._machine.GetFontData(self._pointer, font, table, buffer, size))
        return _hand_over(font_file() if table == 0 else _tables().get(struct.pack(">I", table), b""), buffer, size)

    def _name(self, _: Any, font: int, buffer: Any, size: int) -> int:
        if font != HANDLE:
            return int(self._machine.GetFaceName(self._pointer, font, buffer, size))
        return _hand_over(NAME, buffer, size)

    def _charset(self, _: Any, font: int) -> int:
        if font == HANDLE:
            return int(raw.FXFONT_GB2312_CHARSET)
        return int(self._machine.GetFontCharset(self._pointer, font))

    def _delete(self, _: Any, font: int) -> None:
        if font != HANDLE and self._machine.DeleteFont:
            self._machine.DeleteFont(self._pointer, font)


def _hand_over(data: bytes, buffer: Any, size: int) -> int:
    """Copies what fits the buffer; the whole length, so that pdfium can come with a larger one."""
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


@cache
def font_file() -> bytes:
    """The stand-in as a TrueType file (ISO/IEC 14496-22): a header, a directory of tables, the tables."""
    tables = sorted(_tables().items())
    at = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in tables:
        directory += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    power = 1 << (len(tables).bit_length() - 1)
    header = struct.pack(">IHHHH", 0x10000, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    return header + directory + body


@cache
def _tables() -> dict[bytes, bytes]:
    """Glyph 0, for what is missing, and glyph 1, for every character, are the same."""
    glyph = _glyph()
    box = (0, DESCENT, WIDTH, ASCENT)
    # Format 13, many to one: groups of characters that share a glyph.
    groups = b"".join(struct.pack(">III", first, last, 1) for first, last in DRAWN)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII", 13, 0, 16 + len(groups), 0, len(DRAWN))
    head = struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, EM, 0, 0, *box, 0, 8, 2, 0, 0)
    return {
        b"cmap": cmap + groups,
        b"glyf": glyph * 2,
        b"head": head,
        b"hhea": struct.pack(">IhhhHhhhh", 0x10000, ASCENT, DESCENT, 0, EM, 0, 0, WIDTH, 1)
        + struct.pack(">7hH", *bytes(7), 2),
        b"hmtx": struct.pack(">HhHh", EM, 0, EM, 0),
        b"loca": struct.pack(">HHH", 0, len(glyph) // 2, len(glyph)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 8, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }


def _glyph() -> bytes:
    """Two square contours of four points each, their coordinates as differences in two bytes."""
    corners = [
        (x + dx, y + dy)
        for x, y in ((0, DESCENT), (WIDTH - DOT, ASCENT - DOT))
        for dx, dy in ((0, 0), (0, DOT), (DOT, DOT), (DOT, 0))
    ]
    steps = [(x - a, y - b) for (x, y), (a, b) in zip(corners, [(0, 0), *corners], strict=False)]
    data = struct.pack(">hhhhh", 2, 0, DESCENT, WIDTH, ASCENT) + struct.pack(">HHH", 3, 7, 0)
    data += bytes([1]) * len(corners)  # on the curve
    data += b"".join(struct.pack(">h", x) for x, _ in steps) + b"".join(struct.pack(">h", y) for _, y in steps)
    return data + bytes(-len(data) % 4)

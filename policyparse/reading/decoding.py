"""Bytes → characters: byte order marks, UTF-8, UTF-16, GB18030, in that order of trust.

Not here: what the characters mean. A byte string that no encoding explains is an error, never a guess.
"""

from __future__ import annotations

import codecs

from policyparse.errors import PolicyParseError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(sorted(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B}))
CONTROL_SHARE_OF_BINARY = 0.02  # a text file holds next to no control characters; junk holds about one in ten


DECLARED = {
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
DAMAGE_BORNE = 0.001  # characters of a page that may be broken where it says its encoding


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The characters of a text file, without its byte order mark.

    ``declared``: the encoding that the file itself states, in lower case. UTF-8 that holds throughout outweighs it, as
    chance cannot make it; but it goes before GB18030, which fits almost any bytes, and bears a few broken characters
    (cut off in the middle by content systems), which become U+FFFD.

    Raises PolicyParseError ``unreadable`` where no known encoding fits or the bytes are no text.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, name)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _decode_as(data, wide, name)
    if _is_binary(data):
        raise PolicyParseError("unreadable", "binary content, no text", name=name)
    stated = DECLARED.get(declared or "")
    for encoding in ("utf-8", *([stated] if stated else []), "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding in ("utf-8", stated) or _is_plausible(text):
            return text
    if stated:
        text = data.decode(stated, "replace")
        if text.count("\ufffd") <= max(1, DAMAGE_BORNE * len(text)):
            return text
    raise PolicyParseError("unreadable", "the encoding is none of UTF-8, UTF-16, GB18030", name=name)


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise PolicyParseError("corrupt", f"invalid {encoding} at byte {error.start}", name=name) from error
    return text.removeprefix("\ufeff")


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark shows in its line breaks and ASCII digits: every second byte zero."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2 or b"\0" not in head:
        return None
    for encoding, line_feed in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        breaks = sum(head[i : i + 2] == line_feed for i in range(0, len(head) - 1, 2))
        if breaks and not any(head[i : i + 2] == b"\0\0" for i in range(0, len(head) - 1, 2)):
            return encoding
    return None


def _is_binary(data: bytes) -> bool:
    head = data[:65536]
    controls = len(head) - len(head.translate(None, CONTROLS))
    return controls > max(3, CONTROL_SHARE_OF_BINARY * len(head))


def _is_plausible(text: str) -> bool:
    """GB18030 accepts almost any bytes: a real text in it is mostly common Chinese, ASCII and punctuation."""
    head = text[:20000]
    common = sum(
        character < "\x7f"
        or "\u4e00" <= character <= "\u9fa5"
        or "\u3000" <= character <= "\u303f"
        or "\uff00" <= character <= "\uffef"
        or "\u2010" <= character <= "\u2040"
        or character in "·×÷°±"
        for character in head
    )
    return common >= 0.9 * len(head)

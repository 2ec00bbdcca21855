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
DAMAGE_BORNE = 0.001  # share of a page's characters that may be broken


def decode(data: bytes, name: str) -> str:
    """The characters of a text file, without its byte order mark.

    Raises PolicyParseError ``unreadable`` where no known encoding fits or the bytes are no text.
    """
    marked = _by_marks(data, name)
    if marked is not None:
        return marked
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_plausible(text):
            return text
    raise PolicyParseError("unreadable", "the encoding is none of UTF-8, UTF-16, GB18030", name=name)


def decode_page(data: bytes, name: str, declared: str | None) -> str:
    """The characters of a page that may state its encoding (in lower case), rightly or wrongly.

    UTF-8 that holds outweighs what is stated, as chance cannot make it; GB18030 fits almost any bytes and comes last.
    A few broken characters, cut in the middle by content systems, become U+FFFD. Raises as ``decode`` does.
    """
    marked = _by_marks(data, name)
    if marked is not None:
        return marked
    stated = DECLARED.get(declared or "")
    for encoding in dict.fromkeys(("utf-8", stated or "gb18030", "gb18030")):
        text = data.decode(encoding, "replace")
        broken = text.count("\ufffd")
        wide = sum(character > "\x7f" for character in text) if broken else 0
        if not broken or (encoding == "utf-8" and broken <= max(1, DAMAGE_BORNE * wide) and wide >= 40 * broken):
            sound = True
        else:
            sound = encoding != "utf-8" and broken <= max(1, DAMAGE_BORNE * len(text))
        if sound and (encoding in ("utf-8", stated) or _is_plausible(text)):
            return text
    raise PolicyParseError("unreadable", "the encoding is none of UTF-8, UTF-16, GB18030, Big5", name=name)


def _by_marks(data: bytes, name: str) -> str | None:
    """The characters where a byte order mark or the zeros of UTF-16 tell the encoding; raises for binary content."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, name)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _decode_as(data, wide, name)
    if _is_binary(data):
        raise PolicyParseError("unreadable", "binary content, no text", name=name)
    return None


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

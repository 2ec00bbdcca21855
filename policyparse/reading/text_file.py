"""The reader of plain text: bytes → Pages of one endless page.

Not here: page marks, wraps and tables in the text; those are `layout` and `tables`.
"""

from __future__ import annotations

from policyparse.errors import PolicyParseError
from policyparse.reading.decoding import decode
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages, Source, find_line_starts

READER = "text 1"


def read_text_file(reading: Reading) -> Pages:
    """Pages of a plain text file. Raises PolicyParseError ``empty``, ``unreadable`` or ``corrupt``."""
    return pages_of_text(decode(reading.data, reading.name), reading.data, reading.name, "text/plain", READER)


def pages_of_text(characters: str, data: bytes, name: str, media_type: str, reader: str) -> Pages:
    """Pages of characters already decoded; raises ``empty`` where there is nothing but blanks."""
    if not characters.strip(" \t\r\n\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\x00\x85"):
        raise PolicyParseError("empty", "no text in the file", name=name)
    source = Source.of(name, data, media_type, reader)
    return Pages(source, characters, find_line_starts(characters))

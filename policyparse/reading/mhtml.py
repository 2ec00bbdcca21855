"""The reader of web archives (MHTML): .doc files that Word saved as "single file web page". Their page is read.

Not here: reading the page (`web_page`). The archive's other parts, pictures and styles, are not looked at.
"""

from __future__ import annotations

import dataclasses
import email
import email.policy

from policyparse.errors import PolicyParseError
from policyparse.reading.decoding import DECLARED
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages, Source
from policyparse.reading.web_page import read_web_page

READER = "web archive 1"
MEDIA_TYPE = "multipart/related"
FURTHER = frozenset({"iso-8859-1", "latin1", "windows-1252", "utf-16", "utf-16le", "utf-16be"})
"""Charsets that archives name besides those of pages; any other word is no charset that a notice is written in."""


def read_web_archive(reading: Reading) -> Pages:
    """Pages of a web archive. Raises PolicyParseError ``corrupt`` where it holds no page, or what the web reader
    raises."""
    try:
        archive = email.message_from_bytes(reading.data, policy=email.policy.default)
        page = next((part for part in archive.walk() if part.get_content_type() == "text/html"), None)
        payload = page.get_payload(decode=True) if page is not None else None
        charset = page.get_content_charset() if page is not None else None
    except (ValueError, LookupError, RecursionError) as error:
        raise PolicyParseError("corrupt", f"a broken web archive: {error}", reading.name) from error
    if not isinstance(payload, bytes):
        raise PolicyParseError("corrupt", "the web archive holds no page", reading.name)
    pages = read_web_page(dataclasses.replace(reading, data=_in_utf8(payload, charset)))
    source = Source.of(reading.name, reading.data, MEDIA_TYPE, READER)
    return dataclasses.replace(pages, source=source)


def _in_utf8(page: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 where the archive says its charset and that holds; else as it is, for the web reader."""
    known = DECLARED.get(charset or "") or (charset if charset in FURTHER else None)
    try:
        return page.decode(known).encode("utf-8") if known else page
    except UnicodeError:
        return page

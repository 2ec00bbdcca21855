"""What must hold of any input whatever: an answer in time, a documented error, quotes that stand in the text.

For: the fuzz targets, and the tests that run kept crashes. Not for: whether facts are right. A broken law raises
AssertionError, so that it looks like any other mistake of the program.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from policyparse import PolicyDocument, load
from policyparse.contract import Evidence, Place
from policyparse.errors import EXIT_CODES, PolicyParseError
from policyparse.reading.pages import Pages

LONGEST = 5.0
"""Seconds of processor time that a small input may take."""


def survive(run: Callable[[bytes], object], data: bytes) -> None:
    """Runs a target on some bytes; raises what no input may raise, AssertionError where it took too long."""
    began = time.process_time()
    try:
        run(data)
    except PolicyParseError as error:
        if error.code not in EXIT_CODES or error.code == "internal":
            raise (error.__cause__ or error) from error
        if not str(error).isprintable():
            raise AssertionError("the error is not one printable line") from error
    took = time.process_time() - began
    assert took <= LONGEST, f"hang: {took:.1f} s for {len(data):,} bytes"


def check_pages(pages: Pages) -> None:
    """What a reader hands on fits together: a box for each character, sheets one after another."""
    size = len(pages.characters)
    pages.characters.encode("utf-8")
    if pages.glyphs is not None:
        for column in (pages.glyphs.x0, pages.glyphs.top, pages.glyphs.x1, pages.glyphs.bottom, pages.glyphs.style):
            assert len(column) == size, "as many boxes as characters"
    end = 0
    for sheet in pages.sheets:
        assert end <= sheet.start <= sheet.end <= size, "sheets in order"
        assert sheet.width > 0 and sheet.height > 0, "a page has a size"
        end = sheet.end


def check_document(document: PolicyDocument) -> None:
    """Evidence quotes what stands at its place; written and read again it is the same document."""
    for place in places(document):
        start, end = place.span.start, place.span.end
        assert 0 <= start <= end <= len(document.text), "a place in the text"
        if isinstance(place, Evidence):
            assert document.text[start:end] == place.quote, "text[start:end] == quote"
    written = document.to_json()
    again = load(written.encode("utf-8"))
    assert again == document and again.to_json() == written, "load(dump(x)) == x"


def places(value: Any) -> Iterator[Place]:
    """All places in a record, at any depth."""
    if isinstance(value, Place):
        yield value
    if isinstance(value, BaseModel):
        for held in value.__dict__.values():
            yield from places(held)
    elif isinstance(value, tuple | list):
        for held in value:
            yield from places(held)

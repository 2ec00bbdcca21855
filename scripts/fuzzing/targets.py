"""What is fuzzed: each reader, the language functions, the whole way from bytes to a document.

For: scripts/fuzz.py, and tests/test_crashes.py, which runs what it found. Not for: where inputs come from. Recognition
takes seconds a page, so it is not run: a page that needs it is flagged as it is without the extra ``ocr``, and the
target ``image`` puts fixed answers in the place of the two networks; all around them runs.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from unittest.mock import patch

from fuzzing.laws import check_document, check_pages
from policyparse import Limits, parse
from policyparse.reading.limits import Clock, Reading
from policyparse.reading.sniffing import reader_named

LIMITS = Limits(seconds=20, file_bytes=1 << 20, unpacked_bytes=1 << 24, pages=50, characters=200_000)
READERS = {
    "text": "text",
    "markdown": "markdown",
    "web_page": "web page",
    "web_archive": "web archive",
    "pdf": "pdf",
    "docx": "docx",
    "ofd": "ofd",
    "image": "image",
}
"""Targets that are readers → the reader's name in ``sniffing.READERS``."""


def read_with(reader: str) -> Callable[[bytes], None]:
    """A target that hands bytes to a reader, whatever they are."""

    def run(data: bytes) -> None:
        order = Reading(data, "fuzz", LIMITS, Clock(LIMITS.seconds, "fuzz"))
        check_pages(reader_named(reader)(order))

    return run


def language(data: bytes) -> None:
    """All functions of ``policyparse.language`` on a text: they raise nothing and quote in order what stands there."""
    from policyparse import language as functions

    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    finders = (functions.find_numbers, functions.find_quantities, functions.find_organs, functions.find_titles,
               functions.find_dates, functions.read_deadline_cell)  # fmt: skip
    found = [finder(text) for finder in finders]
    found.append(functions.find_times(text, reference=date(2024, 2, 29), default_year=2024))
    for mentions in found:
        end = 0
        for mention in mentions:
            assert text[mention.start : mention.end] == mention.raw, "text[start:end] == raw"
            assert end <= mention.start < mention.end, "in order, none empty"
            end = mention.end
    functions.parse_doc_number(text)


def pipeline(data: bytes) -> None:
    """Bytes to a document as ``policyparse.parse`` does it, every law of a document held to."""
    check_document(parse(data, "fuzz", limits=LIMITS))


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{name: read_with(reader) for name, reader in READERS.items()},
    "language": language,
    "pipeline": pipeline,
}


@contextmanager
def surroundings(target: str) -> Iterator[None]:
    """While it lasts, a target runs as it is fuzzed: without recognition, or with fixed answers in its place."""
    with ExitStack() as stack:
        if target == "image":
            from policyparse.reading import image_file, recognition

            stack.enter_context(patch.object(image_file, "require_recognition", lambda name: None))
            stack.enter_context(patch.object(recognition, "_detect", _lines_found))
            stack.enter_context(patch.object(recognition, "_read", _line_read))
        else:
            stack.enter_context(patch.dict(sys.modules, {"rapidocr": None}))
        yield


def _lines_found(scan: object) -> list[object]:
    """Three lines down a page, whatever it shows."""
    from policyparse.reading.scan_lines import Box

    high, wide = scan.grey.shape  # type: ignore[attr-defined]
    return [Box(wide // 8, high * at // 8, wide * 7 // 8 + 1, high * at // 8 + max(1, high // 16)) for at in (1, 3, 5)]


def _line_read(grey: object, box: object) -> object:
    """One text, spread over the line."""
    from policyparse.reading.scan_characters import LineReading

    text = "到2025年（含），新建学校20所。"
    step = (box.x1 - box.x0) / len(text)  # type: ignore[attr-defined]
    return LineReading.of([(one, (at + 0.5) * step, 0.9) for at, one in enumerate(text)])

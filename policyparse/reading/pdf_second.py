"""The second reader of PDF, by pdfplumber: bytes → Pages, like those of `reading.pdf`, so that either checks the other.

Used only when asked for (``reader="pdfplumber"``): it is several times as slow, and knows neither opacity nor glyphs'
own shapes. Pages without usable text are recognised as by the first reader. Not here: lines, columns and tables; which
of the two is right where they differ (scripts/compare_readers.py shows it).
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages
from policyparse.reading.pdf import open_document
from policyparse.reading.pdf_progress import PdfProgress, check_page_count
from policyparse.reading.plumbed_page import PlumbedPage
from policyparse.reading.scanned import recognise_where_needed

READER = f"pdfplumber {pdfplumber.__version__}"


def read_with_pdfplumber(reading: Reading) -> Pages:
    """Pages of a PDF. Raises ``encrypted``, ``corrupt``, ``too_large`` or ``timeout``.

    A page that cannot be read is flagged and left out; a file without text gives Pages without characters.
    """
    with _quiet():
        document, pages = _open(reading)
        try:
            return _read(pages, reading)
        finally:
            document.close()


def _open(reading: Reading) -> tuple[Any, list[Any]]:
    """The open document and its pages, which are not read yet."""
    try:
        document = pdfplumber.open(io.BytesIO(reading.data), password=reading.password, raise_unicode_errors=False)
        pages = document.pages
    except MemoryError:
        raise
    except Exception as error:  # pdfminer meets damage with errors of any kind
        cause = error.args[0] if error.args else None
        # Old files spell their passwords in Latin-1: one in Chinese is none of theirs.
        if isinstance(cause, PDFPasswordIncorrect | UnicodeEncodeError):
            words = "a password is needed" if reading.password is None else "the password does not open it"
            raise PolicyParseError("encrypted", words, reading.name) from error
        raise PolicyParseError("corrupt", "no readable PDF; the file may be cut off", reading.name) from error
    check_page_count(len(pages), reading)
    return document, pages


def _read(pages: list[Any], reading: Reading) -> Pages:
    done = PdfProgress.begun(reading)
    for number, page in enumerate(pages, 1):
        reading.clock.check()
        try:
            _read_page(PlumbedPage(page), number, reading, done)
        except (MemoryError, PolicyParseError):
            raise
        except Exception:  # as above
            done.flag_unreadable(number)
        finally:
            page.close()
            getattr(page.pdf.doc, "_cached_objs", {}).clear()  # else it keeps every object of the file, unpacked
        done.check_size(reading)
    return done.pages(reading, READER)


def _read_page(page: PlumbedPage, number: int, reading: Reading, done: PdfProgress) -> None:
    text, shapes = page.text(done.recorder), page.shapes()
    recognised = recognise_where_needed(_Rendered(reading, number), page.view, text, shapes, number, reading)
    done.add_page(number, page.view, text, shapes, recognised)


class _Rendered:
    """A page as pdfium draws it: pdfplumber draws none. It is opened only when it must be recognised."""

    def __init__(self, reading: Reading, number: int) -> None:
        self._reading = reading
        self._number = number

    def get_size(self) -> tuple[float, float]:
        """Width and height in points."""
        document = open_document(self._reading)
        try:
            size: tuple[float, float] = document[self._number - 1].get_size()
            return size
        finally:
            document.close()

    def render(self, **how: Any) -> Any:
        """What pypdfium2's pages give."""
        document = open_document(self._reading)
        try:
            return document[self._number - 1].render(**how)
        finally:
            document.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """pdfminer warns of every fault that it reads past; what matters becomes a diagnostic."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)

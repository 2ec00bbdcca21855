"""Limits and options: how much of an untrusted file is looked at, for how long, and how the caller wants it read.

Not here: the wall clock of a folder run, which kills a worker from outside (`batch`).
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from policyparse.errors import PolicyParseError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one document; what is beyond them ends as ``too_large`` or ``timeout``, never as a hang.

    ``seconds`` of wall clock, checked between stages and between pages, and
    ``seconds_per_recognised_page`` more for each page that is read from its image; ``file_bytes`` before anything is
    decoded; ``unpacked_bytes`` of all members of a container (DOCX, OFD) together; ``members`` of a container;
    ``xml_depth`` of elements in one another in a member, at most 256, which libxml2 holds to by itself; ``pages`` of a
    paged file; ``pixels`` of a page's image, and of a picture that is to be read; ``table_cells`` in all, empty ones
    too; ``characters`` of text in all. Memory is no limit of a document but of a process: ``parse_many`` and
    ``convert`` take it.
    """

    seconds: float = 30.0
    seconds_per_recognised_page: float = 20.0
    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 200 * 1024 * 1024
    members: int = 50_000
    xml_depth: int = 256
    pages: int = 3000
    pixels: int = 120_000_000  # a page of A3 at 600 dpi has 70 million
    table_cells: int = 300_000
    characters: int = 10_000_000

    def hold(self, found: int, limit: str, name: str, more: str = "") -> None:
        """Raises PolicyParseError ``too_large`` where more was found than the limit of that name allows.

        ``more``: "or more" where it was not counted to the end.
        """
        most = getattr(self, limit)
        if found > most:
            what = f"{found:,} {limit.replace('_', ' ')}{more and ' ' + more}"
            raise PolicyParseError("too_large", f"{what}, the limit is {most:,}", name)


class Clock:
    """Ends a parse that has run out of time; asked between stages and, by readers, between pages."""

    def __init__(self, seconds: float, name: str) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds
        self._name = name

    def check(self) -> None:
        """Raises PolicyParseError ``timeout`` when the time is up."""
        if time.monotonic() > self._end:
            raise PolicyParseError("timeout", f"more than {self._seconds:g} s", name=self._name)

    def extend(self, seconds: float) -> None:
        """Allow so much more: a page that must be read from its image takes longer than others."""
        self._end += seconds
        self._seconds += seconds

    @property
    def left(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self._end - time.monotonic())


@dataclass(frozen=True, slots=True)
class Reading:
    """One order to a reader: the bytes, the name to call them by in errors, and how they are to be read.

    ``reader`` is the caller's choice among readers of one format (None: the best). ``table_settings`` override how
    tables are found on pages, in pdfplumber's words.
    """

    data: bytes
    name: str
    limits: Limits = field(default_factory=Limits)
    clock: Clock = field(default_factory=lambda: Clock(30.0, "data"))
    password: str | None = None
    reader: str | None = None
    table_settings: tuple[tuple[str, object], ...] = ()

    def let_go(self) -> None:
        """Lets go of the bytes once they are read: a large file need not stand in memory while its facts are found."""
        object.__setattr__(self, "data", b"")

"""How the notices of a run are read and what each may cost, and when a change of that means to convert again.

For: folder runs. Not for: where things are read from or written to.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Set
from dataclasses import astuple, dataclass, field
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from policyparse import __version__
from policyparse.batch.pool import GIGABYTE, Bounds
from policyparse.reading.limits import Limits

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.language.organ_lexicon import Lexicon

Reads = Callable[[bytes, str], "PolicyDocument"]

# A parse has its own clock; a worker is killed only where that clock is no longer looked at, so a little later.
GRACE = 10.0
# Pages that are read from their image prolong that clock one by one; so much is allowed for before it counts as a hang.
RECOGNISED_PAGES = 100
NEVER_RECOGNISED = frozenset({".txt", ".md", ".htm", ".html", ".mht", ".mhtml", ".docx", ".rtf"})


@dataclass(frozen=True)
class Settings:
    """Options of ``parse`` for every notice of a run; ``memory``: bytes a worker, None for the default."""

    limits: Limits = field(default_factory=Limits)
    password: str | None = None
    table_settings: Mapping[str, object] | None = None
    lexicon: Lexicon | None = None
    min_confidence: float = 0.0
    memory: int | None = None

    def reads(self) -> Reads:
        """Bytes and a file name → document; it can be sent to a worker."""
        return partial(_parse, self, self.min_confidence)

    def reads_all(self) -> Reads:
        """The same, all facts in it, however unsure."""
        return partial(_parse, self, 0.0)

    @cached_property
    def reading(self) -> str:
        """A digest of what decides what a document says: it is converted again where this is another.

        The password is none of that, and a digest of it must not lie about.
        """
        own = self.lexicon.own_words if self.lexicon else ((), ())
        table = sorted((self.table_settings or {}).items())
        return _digest(__version__, table, own, self.min_confidence)

    def reading_with(self, spared: Set[str]) -> str:
        """The same for a document of which these facts stay however unsure they are."""
        return _digest(self.reading, sorted(spared)) if spared else self.reading

    @cached_property
    def bounds(self) -> str:
        """A digest of what decides whether there is a document: a failure is tried again where this is another."""
        return _digest(astuple(self.limits), self.memory_a_worker)

    @cached_property
    def memory_a_worker(self) -> int:
        if self.memory is not None:
            return self.memory
        return 4 * GIGABYTE if _recognition_installed() else 2 * GIGABYTE

    def cost(self) -> Bounds:
        """What one file may cost before its worker is killed."""
        return Bounds(partial(_patience, self.limits, _recognition_installed()), self.memory_a_worker)


def _parse(settings: Settings, least: float, data: bytes, name: str) -> PolicyDocument:
    from policyparse.api import parse

    return parse(
        data,
        name=name,
        password=settings.password,
        limits=settings.limits,
        table_settings=settings.table_settings,
        lexicon=settings.lexicon,
        min_confidence=least,
    )


def _patience(limits: Limits, recognised: bool, item: str | os.PathLike[str]) -> float:
    seconds = limits.seconds + GRACE
    if recognised and Path(os.fsdecode(item)).suffix.lower() not in NEVER_RECOGNISED:
        seconds += RECOGNISED_PAGES * limits.seconds_per_recognised_page
    return seconds


def _recognition_installed() -> bool:
    return find_spec("rapidocr") is not None


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]

"""What a worker of the correcting server does with one file: find its facts, or make its page.

For: `review.notices`, which sends orders to processes that a bad file may kill. Not for: whose turn it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from policyparse.batch.settings import Settings
    from policyparse.contract.corrections import Correction

KINDS: Final = ("tasks", "targets", "thresholds", "citations")


@dataclass(frozen=True, slots=True)
class PageOrder:
    """What a page is told: the corrections that hold, whether the notice is checked, where to save, the language."""

    corrections: Mapping[str, Correction]
    checked: bool
    url: str
    version: str
    language: str


@dataclass(frozen=True, slots=True)
class Order(os.PathLike[str]):
    """A file to read; ``page``: what its page is told, where that is wanted. ``key`` and ``stamp`` come back with it."""

    path: Path
    page: PageOrder | None = None
    key: str = ""
    stamp: tuple[int, int] = (0, 0)

    def __fspath__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a notice: its facts by id, a digest of all that was found, and the document as JSON."""

    document_id: str
    title: str
    facts: tuple[str, ...]
    seen: str
    document: bytes

    def plain(self) -> dict[str, Any]:
        """The document as plain values, with exact numbers."""
        document: dict[str, Any] = json.loads(self.document.decode("utf-8", "surrogatepass"), parse_float=Decimal)
        return document


def read_notice(settings: Settings, order: Order) -> Found:
    """Parse a notice. Raises PolicyParseError."""
    from policyparse.api import parse
    from policyparse.delivery.json_file import document_to_bytes
    from policyparse.gold.from_document import digest_of

    document = parse(
        order.path,
        password=settings.password,
        limits=settings.limits,
        table_settings=settings.table_settings,
        lexicon=settings.lexicon,
        min_confidence=settings.min_confidence,
    )
    facts = tuple(fact.id for kind in KINDS for fact in getattr(document, kind))
    title = document.metadata.title or document.metadata.subject_title or ""
    return Found(document.document_id, title, facts, digest_of(document.to_dict()), document_to_bytes(document))

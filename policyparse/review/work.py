"""What a worker of the correcting server does with one file: find its facts, or make its page.

For: `review.notices`, which sends orders to processes that a bad file may kill. Not for: whose turn it is.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from policyparse.batch.settings import Settings
    from policyparse.contract import PolicyDocument
    from policyparse.contract.corrections import Correction
    from policyparse.pipeline import Study
    from policyparse.review.labels import Language

KINDS: Final = ("tasks", "targets", "thresholds", "citations")


@dataclass(frozen=True, slots=True)
class PageOrder:
    """What a page is told: the corrections that hold, whether the notice is checked, where to save, the language."""

    corrections: Mapping[str, Correction]
    checked: bool
    url: str
    version: str
    language: Language


@dataclass(frozen=True, slots=True)
class Order(os.PathLike[str]):
    """A file to read as it was at ``stamp``; ``page``: what its page is told, where that is wanted."""

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
    """What is found in a notice. Raises PolicyParseError."""
    from policyparse.api import parse

    return _found(parse(order.path, **_how(settings)))


def open_notice(settings: Settings, order: Order) -> Found | bytes:
    """The same of a notice that somebody opens, or where the order has one, its page as HTML.

    The notice is kept for the pages that follow each correction: recognising a scan anew would take a minute. Raises
    PolicyParseError.
    """
    from policyparse.review.page import Saving
    from policyparse.review.render import page_of

    known = str(order.path), order.stamp
    study = next((one for name, one in _opened if name == known), None)
    if study is None:
        from policyparse import api

        study = api.study(order.path, **_how(settings))
        _opened.append((known, study))
    if order.page is None:
        return _found(study.explanation.document)
    said = order.page
    page = page_of(
        study,
        corrections=said.corrections,
        saving=Saving(said.url, said.version),
        checked=said.checked,
        language=said.language,
    )
    return page.encode("utf-8", "replace")


# In the worker: the notices that were opened last.
_opened: deque[tuple[object, Study]] = deque(maxlen=3)


def _how(settings: Settings) -> dict[str, Any]:
    return {
        "password": settings.password,
        "limits": settings.limits,
        "table_settings": settings.table_settings,
        "lexicon": settings.lexicon,
        "min_confidence": settings.min_confidence,
    }


def _found(document: PolicyDocument) -> Found:
    from policyparse.delivery.json_file import document_to_bytes
    from policyparse.gold.from_document import digest_of

    facts = tuple(fact.id for kind in KINDS for fact in getattr(document, kind))
    title = document.metadata.title or document.metadata.subject_title or ""
    return Found(document.document_id, title, facts, digest_of(document.to_dict()), document_to_bytes(document))

"""Documents matched with their gold files, and scored: what ``policyparse validate`` does.

For: finding gold files and telling which document each is about. Not for: scoring one (score.py), printing (report.py).
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from policyparse.errors import PolicyParseError
from policyparse.gold.model import GoldFile, load_gold
from policyparse.gold.report import Report
from policyparse.gold.score import score

GOLD_SUFFIX: Final = ".gold.json"

Entry = TypeVar("Entry")


class HasJson(Protocol):
    """A document that can be written as JSON, such as a PolicyDocument."""

    def to_json(self) -> str:
        """The document as JSON text."""


Document = Mapping[str, Any] | HasJson
StrPath = str | os.PathLike[str]
GoldSource = StrPath | GoldFile | Iterable[StrPath | GoldFile]


def validate(documents: Iterable[Document], gold: GoldSource) -> Report:
    """Score documents against gold: a folder of ``*.gold.json``, a file, or several files or loaded gold files.

    A gold file's ``document`` is matched with the document of that file name (``source.name``). Gold without a document
    counts as all missed; a document without gold is named in the report and not scored.

    Raises GoldError for a gold file that is malformed, and PolicyParseError: "not_found" where there is no gold file;
    "corrupt" for a document of another shape, or where two documents or two gold files are about one notice.
    """
    golds = _by_name(((entry.document, entry) for entry in read_golds(gold)), "gold files")
    documents = [documents] if isinstance(documents, Mapping) else documents  # one document is meant, not its keys
    given = _by_name(((_source_name(entry), entry) for entry in map(_as_dict, documents)), "documents")
    scores = tuple(score(given.get(name, {}), entry) for name, entry in golds.items())
    return Report(
        scores,
        missing=tuple(entry.document for name, entry in golds.items() if name not in given),
        unscored=tuple(_source_name(entry) for name, entry in given.items() if name not in golds),
    )


def read_golds(gold: GoldSource) -> list[GoldFile]:
    """The gold files of a folder (by name), a path, or several; loaded ones as they are. Raises as ``validate``."""
    if isinstance(gold, GoldFile):
        return [gold]
    if isinstance(gold, str | os.PathLike):
        return [load_gold(path) for path in gold_paths(Path(gold))]
    return [found for entry in gold for found in read_golds(entry)]


def gold_paths(path: Path) -> list[Path]:
    """The gold files at ``path``, file or folder. Raises PolicyParseError ("not_found") for a folder without any."""
    if not path.is_dir():
        return [path]
    paths = sorted(entry for entry in path.iterdir() if entry.name.endswith(GOLD_SUFFIX))
    if not paths:
        raise PolicyParseError("not_found", f"no *{GOLD_SUFFIX} in this folder", path.name)
    return paths


def _as_dict(document: Document) -> Mapping[str, Any]:
    if isinstance(document, Mapping):
        return document
    # Decimals, so that no number passes through binary floating point on its way to the comparison.
    loaded = json.loads(document.to_json(), parse_float=Decimal)
    if not isinstance(loaded, dict):
        raise PolicyParseError("corrupt", "a document's JSON should be an object")
    return loaded


def _source_name(document: Mapping[str, Any]) -> str:
    source = document.get("source")
    name = source.get("name") if isinstance(source, Mapping) else None
    if not isinstance(name, str) or not name:
        raise PolicyParseError("corrupt", "a document without source.name cannot be matched with its gold")
    return name


def _by_name(entries: Iterable[tuple[str, Entry]], what: str) -> dict[str, Entry]:
    named: dict[str, Entry] = {}
    for name, entry in entries:
        # File systems differ in how they compose characters; the name is the same.
        composed = unicodedata.normalize("NFC", name)
        if composed in named:
            raise PolicyParseError("corrupt", f"two {what} are about this notice", name)
        named[composed] = entry
    return named

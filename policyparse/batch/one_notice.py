"""One file in a worker: bytes → document → JSON in the spool, and a small record of it for the parent.

For: folder runs; the parent never holds a document. Not for: the file's final place, nor its role among others.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from policyparse.batch.identity import title_key
from policyparse.delivery.atomic import write_atomically
from policyparse.errors import PolicyParseError, one_line
from policyparse.reading.opening import printable_name, read_file

if TYPE_CHECKING:
    from policyparse.batch.settings import Reads
    from policyparse.contract import PolicyDocument

COUNTED = ("tasks", "targets", "thresholds", "deadlines", "units", "citations", "diagnostics")
READS_TRIED = 3
# File systems keep times more or less finely; a file that changed this shortly before it was read may change again
# without its time showing it.
UNSETTLED_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Order(os.PathLike[str]):
    """A file to convert: ``key`` is its row in the manifest, ``spool`` where its JSON is to be written."""

    key: bytes
    path: Path
    spool: Path

    def __fspath__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when it was read; ``mtime_ns`` is None where it may change without its time showing it."""

    size: int | None = None
    mtime_ns: int | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the manifest keeps of a document."""

    document_id: str
    text_sha256: str
    title: str
    signed_date: str | None
    json_sha256: str
    counts: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a file: ``facts``, or a ``code`` and ``message``; see ``manifest.Entry`` for ``lasting``."""

    stamp: Stamp = field(default_factory=Stamp)
    facts: Facts | None = None
    code: str | None = None
    message: str | None = None
    lasting: bool = True
    seconds: float = 0.0


def convert_one(order: Order, reads: Reads, file_bytes: int) -> Finding:
    """Read, parse, write. Whatever ``reads`` raises but PolicyParseError goes through."""
    started = time.monotonic()
    try:
        data, stamp = read_settled(order.path, file_bytes)
    except PolicyParseError as error:
        # Not what the file says but that it cannot be got at, unless it is its size.
        return Finding(code=error.code, message=one_line(error.message), lasting=error.code == "too_large")
    try:
        document = reads(data, order.path.name)
    except PolicyParseError as error:
        lasting = error.code != "missing_extra"
        return Finding(stamp, None, error.code, one_line(error.message), lasting, time.monotonic() - started)
    json_text = document.to_json() + "\n"
    try:
        write_atomically(order.spool, json_text)
    except OSError as error:
        return Finding(stamp, None, "not_written", error.strerror or "the output cannot be written", lasting=False)
    return Finding(stamp, facts_of(document, json_text), seconds=time.monotonic() - started)


def read_settled(path: Path, file_bytes: int) -> tuple[bytes, Stamp]:
    """A file's bytes as they were at one moment.

    Raises PolicyParseError as ``read_file`` does, and "unreadable" for a file that changes while it is read.
    """
    name = printable_name(path.name)
    for _ in range(READS_TRIED):
        before = _look_at(path)
        data = read_file(path, file_bytes, name)
        if before is not None and before == _look_at(path):
            size, mtime_ns = before
            settled = time.time_ns() - mtime_ns > UNSETTLED_NS
            return data, Stamp(size, mtime_ns if settled else None, hashlib.sha256(data).hexdigest())
    raise PolicyParseError("unreadable", "it changed while it was read", name)


def stamp_of(path: Path, file_bytes: int) -> Stamp:
    """What a file is now, as far as it can be told: the digest is None for a file that is too large to be read."""
    try:
        return read_settled(path, file_bytes)[1]
    except PolicyParseError:
        found = _look_at(path)
        return Stamp() if found is None else Stamp(*found)


def _look_at(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns


def facts_of(document: PolicyDocument, json_text: str) -> Facts:
    """The small record of a document that was written as ``json_text``."""
    from policyparse.facts.identity import digest

    metadata = document.metadata
    return Facts(
        document.document_id,
        digest(document.text, digits=64),
        title_key(metadata.title or metadata.subject_title),
        metadata.signed_date.isoformat() if metadata.signed_date else None,
        hashlib.sha256(json_text.encode("utf-8")).hexdigest(),
        json.dumps({kind: len(getattr(document, kind)) for kind in COUNTED}),
    )

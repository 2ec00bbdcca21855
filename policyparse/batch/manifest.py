"""What a folder of outputs remembers of its runs: ``OUT/.policyparse/manifest.sqlite``, a row a file of the inbox.

For: folder runs, which go on from it after a kill and pass over what is done. Nothing in it is needed to read the
outputs; deleted, it only costs converting everything anew. Not for: deciding anything (`convert`, `identity`).

A row outlives failures: what it says of a document (``document_id`` … ``json_sha256``) is that of the last good parse,
what it says of the file (``size`` … ``message``) that of the last attempt.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Literal

from policyparse.batch.identity import Role
from policyparse.delivery.remarks import Remark
from policyparse.errors import PolicyParseError

FOLDER = ".policyparse"
NAME = "manifest.sqlite"
VERSION = 2
# Work is committed so often; what a kill undoes is done again.
COMMIT_SECONDS = 0.5
CHUNK = 200
Remarks = tuple[Remark, ...]
State = Literal["new", "running", "done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: one path of the inbox, relative, as the bytes that the system calls it by.

    ``shown`` and ``output`` are that path and its output's; ``place`` is equal for outputs that would be one file.
    ``mtime_ns`` is None where the file changed so shortly before it was read that its time proves nothing.
    ``reading`` and ``bounds`` are digests of the settings of the last attempt. ``lasting`` tells a failure of the file
    from one of its surroundings (a full disk, a file that vanished), which is always tried again. ``keeper`` is the
    path of the file that stands for this one. ``seen`` is the number of the last run that found the path.
    ``corrected`` is a digest of the corrections that stand in the output, None where it is as it was parsed.
    """

    path: bytes
    shown: str
    output: bytes
    place: bytes | None
    arrival: int
    state: State
    seen: int
    size: int | None = None
    mtime_ns: int | None = None
    sha256: str | None = None
    reading: str | None = None
    bounds: str | None = None
    code: str | None = None
    message: str | None = None
    lasting: bool = True
    seconds: float | None = None
    document_id: str | None = None
    delivered_id: str | None = None
    text_sha256: str | None = None
    title: str | None = None
    signed_date: str | None = None
    json_sha256: str | None = None
    counts: str | None = None
    role: Role | None = None
    keeper: bytes | None = None
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Replacement:
    """Something that was there and is no longer what it was: a line of the run report.

    ``what``: "rewritten" (the output says something else now), or the role that the file's document has now.
    """

    path: bytes
    what: str
    document_id: str
    by: bytes | None = None


COLUMNS = tuple(column.name for column in fields(Entry))
SCHEMA = f"""
CREATE TABLE files ({", ".join(COLUMNS)}, PRIMARY KEY (path)) WITHOUT ROWID;
CREATE INDEX files_state ON files (state, arrival);
CREATE INDEX files_document ON files (document_id);
CREATE UNIQUE INDEX files_place ON files (place);
CREATE TABLE replacements (number INTEGER PRIMARY KEY, path, what, document_id, by, reported NOT NULL DEFAULT 0);
CREATE TABLE deliveries (name PRIMARY KEY, digest);
CREATE TABLE counters (name PRIMARY KEY, value);
INSERT INTO counters VALUES ('run', 0), ('arrival', 0);
"""
# What each version after the first adds; a column stands at the end here and in Entry.
STEPS = {
    2: """
ALTER TABLE deliveries ADD COLUMN remarks;
CREATE TABLE delivered (name, document_id, stamp, remarks, PRIMARY KEY (name, document_id)) WITHOUT ROWID;
CREATE TABLE corrections (file PRIMARY KEY, content);
""",
}
_GET = f"SELECT {', '.join(COLUMNS)} FROM files"
_VALUES = attrgetter(*COLUMNS)
_PUT = f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * len(COLUMNS))})"


class Manifest:
    """An open manifest; only one run at a time has it. Use ``open_manifest``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._committed = time.monotonic()

    def commit(self, only_when_due: bool = False) -> None:
        """Make what was put last; ``only_when_due``: unless that was done a moment ago."""
        now = time.monotonic()
        if not only_when_due or now - self._committed > COMMIT_SECONDS:
            self._db.commit()
            self._committed = now

    def next(self, counter: Literal["run", "arrival"]) -> int:
        """The next number of that kind, 1 at first."""
        self._db.execute("UPDATE counters SET value = value + 1 WHERE name = ?", (counter,))
        (value,) = self._db.execute("SELECT value FROM counters WHERE name = ?", (counter,)).fetchone()
        return int(value)

    def get(self, path: bytes) -> Entry | None:
        return next(self._entries("WHERE path = ?", path), None)

    def put(self, *entries: Entry) -> None:
        self._db.executemany(_PUT, map(_VALUES, entries))

    def mark_seen(self, path: bytes, run: int) -> None:
        """A path that was found again, and nothing new about it."""
        self._db.execute("UPDATE files SET seen = ? WHERE path = ?", (run, path))

    def is_taken(self, place: bytes) -> bool:
        """Whether some file has its output at that place."""
        return self._db.execute("SELECT 1 FROM files WHERE place = ?", (place,)).fetchone() is not None

    def release_running(self) -> None:
        """What an earlier run was at when it was killed is as good as new; that is no failure of the file."""
        self._db.execute("UPDATE files SET state = 'new' WHERE state = 'running'")

    def forget_unseen(self, run: int) -> None:
        """Paths that are gone from the inbox: rows that gave a document stay, the others go."""
        self._db.execute("DELETE FROM files WHERE seen < ? AND document_id IS NULL", (run,))

    def waiting(self, run: int) -> int:
        """How many of the files that a run found have to be converted."""
        (count,) = self._db.execute("SELECT COUNT(*) FROM files WHERE state = 'new' AND seen = ?", (run,)).fetchone()
        return int(count)

    def take_new(self, run: int) -> Iterator[Entry]:
        """These files in order of arrival, marked as running as they are taken."""
        where = "WHERE state = 'new' AND seen = ? ORDER BY arrival LIMIT ?"
        while chunk := list(self._entries(where, run, CHUNK)):
            self.put(*(replace(entry, state="running") for entry in chunk))
            self.commit()
            yield from chunk

    def entries(self) -> Iterator[Entry]:
        """All rows by path."""
        return self._entries("ORDER BY path")

    def delivered(self) -> Iterator[Entry]:
        """The rows whose documents go out, by path: neither duplicates nor superseded."""
        return self._entries("WHERE document_id IS NOT NULL AND role IN ('current', 'conflict') ORDER BY path")

    def shared(self) -> Iterator[list[Entry]]:
        """The rows of each document_id that several files have or had."""
        sql = (
            "SELECT document_id FROM files WHERE document_id IS NOT NULL GROUP BY document_id "
            "HAVING COUNT(*) > 1 OR MAX(role IS NULL OR role <> 'current') ORDER BY document_id"
        )
        for (document_id,) in self._db.execute(sql).fetchall():
            yield list(self._entries("WHERE document_id = ?", document_id))

    def of_document(self, document_id: str) -> list[Entry]:
        """The rows that gave a document of this id, by path."""
        return list(self._entries("WHERE document_id = ? ORDER BY path", document_id))

    def replaced(self, *replacements: Replacement) -> None:
        """Note replacements for the next report."""
        rows = [(one.path, one.what, one.document_id, one.by) for one in replacements]
        self._db.executemany("INSERT INTO replacements (path, what, document_id, by) VALUES (?, ?, ?, ?)", rows)

    def unreported(self) -> list[Replacement]:
        """What was replaced since the last report that was written, in the order it happened."""
        sql = "SELECT path, what, document_id, by FROM replacements WHERE NOT reported ORDER BY number"
        return [Replacement(*row) for row in self._db.execute(sql)]

    def mark_reported(self) -> None:
        self._db.execute("UPDATE replacements SET reported = 1 WHERE NOT reported")

    def delivery(self, name: str) -> tuple[str, Remarks] | None:
        """The digest of what was last delivered under that name, and what was said of it."""
        row = self._db.execute("SELECT digest, remarks FROM deliveries WHERE name = ?", (name,)).fetchone()
        return None if row is None else (row[0], _remarks(row[1]))

    def set_delivery(self, name: str, digest: str, remarks: Remarks) -> None:
        self._db.execute("INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?)", (name, digest, _as_text(remarks)))

    def in_database(self, name: str) -> dict[str, str | None]:
        """The documents that went into a database, each with its stamp; None where it may not be all there."""
        return dict(self._db.execute("SELECT document_id, stamp FROM delivered WHERE name = ?", (name,)))

    def put_in_database(self, name: str, document_id: str, stamp: str | None, remarks: Remarks = ()) -> None:
        row = (name, document_id, stamp, _as_text(remarks))
        self._db.execute("INSERT OR REPLACE INTO delivered VALUES (?, ?, ?, ?)", row)

    def out_of_database(self, name: str, document_id: str) -> None:
        """Forget a document that was taken out of a database."""
        self._db.execute("DELETE FROM delivered WHERE name = ? AND document_id = ?", (name, document_id))

    def database_remarks(self, name: str) -> Remarks:
        """What was said of the documents that a database holds."""
        sql = "SELECT remarks FROM delivered WHERE name = ? AND remarks IS NOT NULL ORDER BY document_id"
        return tuple(remark for (text,) in self._db.execute(sql, (name,)) for remark in _remarks(text))

    def to_correct(self, document_ids: Mapping[str, str]) -> list[Entry]:
        """The rows whose outputs are corrected, or go out under one of these ids, by path.

        Beside each id stands the one that its notice was parsed with.
        """
        found = {entry.path: entry for entry in self._entries("WHERE corrected IS NOT NULL")}
        for name, parsed in document_ids.items():
            for entry in self._entries("WHERE document_id = ? AND delivered_id = ?", parsed, name):
                found[entry.path] = entry
        return [found[path] for path in sorted(found)]

    def corrections(self) -> dict[str, bytes]:
        """The files of corrections that hold, as they were read."""
        return dict(self._db.execute("SELECT file, content FROM corrections ORDER BY file"))

    def set_corrections(self, files: Mapping[str, bytes]) -> None:
        self._db.execute("DELETE FROM corrections")
        self._db.executemany("INSERT INTO corrections VALUES (?, ?)", files.items())

    def _entries(self, where: str, *values: object) -> Iterator[Entry]:
        for row in self._db.execute(f"{_GET} {where}", values):
            yield Entry(*row)


@contextmanager
def open_manifest(target: Path) -> Iterator[Manifest]:
    """The manifest of a folder of outputs, made where there is none; nothing that is done in the block is lost.

    Raises PolicyParseError: "unreadable" where it cannot be written to or another run has it, "corrupt" where it is no
    manifest, "unsupported" where a newer version made it. Errors of the database in the block become these as well.
    """
    folder = target / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PolicyParseError("unreadable", f"OUT cannot be written to: {error.strerror}") from error
    with _told(f"{FOLDER}/{NAME}"), _sole_run(folder / "lock.sqlite"):
        connection = sqlite3.connect(folder / NAME, timeout=10, check_same_thread=False)
        try:
            _prepare(connection)
            yield Manifest(connection)
        finally:
            try:
                connection.commit()
            finally:
                connection.close()


def _prepare(connection: sqlite3.Connection) -> None:
    # A kill of the process loses nothing with this; a power cut perhaps the last moments, which are then done again.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise PolicyParseError("unsupported", f"a newer policyparse made it (version {version})", f"{FOLDER}/{NAME}")
    if version < VERSION:
        # A manifest that is made has all columns of files at once.
        added = "ALTER TABLE files ADD COLUMN corrected;" if version == 1 else SCHEMA
        steps = "".join(STEPS[number] for number in range(2, VERSION + 1) if number > version)
        # In one transaction, so that a run that is killed here leaves none that is half made.
        connection.executescript(f"BEGIN; {added} {steps} PRAGMA user_version = {VERSION}; COMMIT;")


def _as_text(remarks: Remarks) -> str | None:
    said = [[one.document_id, one.code, one.message] for one in remarks]
    return json.dumps(said, ensure_ascii=False) if said else None


def _remarks(text: str | None) -> Remarks:
    return tuple(Remark(*parts) for parts in json.loads(text)) if text else ()


@contextmanager
def _sole_run(path: Path) -> Iterator[None]:
    """A lock that the system lets go of when its process ends, however it ends."""
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_BUSY":
            raise PolicyParseError("unreadable", "another run is at work on OUT", path.parent.parent.name) from error
        raise
    finally:
        lock.close()


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise PolicyParseError("unreadable", f"the record of runs cannot be written: {error}", name) from error
    except sqlite3.DatabaseError as error:
        said = f"the record of runs is damaged ({error}); delete it, and the next run converts everything anew"
        raise PolicyParseError("corrupt", said, name) from error


def path_key(relative: Path) -> bytes:
    """A relative path as the key of its row."""
    return os.fsencode(relative.as_posix())


def path_of(key: bytes) -> Path:
    """The relative path of a key."""
    return Path(os.fsdecode(key))

"""The corrections of a folder of notices on the disk: kept at once, whole after any crash, by several writers.

For: the correcting server and the export of gold. The folder is one that ``convert --corrections`` reads, and what
holds is judged as there: files by name, and one that contradicts a file before it holds nothing. Not for: what a
correction does to a document (`delivery.correcting`), nor the corrections that runs remember (`batch.corrections`).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, Final

from policyparse.batch.corrections import MOST_BYTES, merge, read_correction_file
from policyparse.contract.corrections import Correction, CorrectionFile
from policyparse.delivery.atomic import write_atomically
from policyparse.delivery.json_text import dump_json
from policyparse.errors import PolicyParseError, one_line
from policyparse.reading.opening import printable_name, read_file

FORMAT: Final = "policyparse-corrections/1"
LOCK: Final = ".lock"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person said of one notice. ``checked``: it was looked through as a whole.

    ``seen`` is a digest of what was found in it then, None where that is not known.
    """

    corrections: Mapping[str, Correction] = field(default_factory=dict)
    checked: bool = False
    seen: str | None = None

    def version(self) -> str:
        """What is said of each fact as one word: a writer that hands it back says what it knew."""
        return _version({fact: _digest(plain(one)) for fact, one in self.corrections.items()})

    def checked_as(self, seen: str) -> bool:
        """Whether it is checked, where ``seen`` is what is found in it now."""
        return self.checked and self.seen in (None, seen)


NOTHING: Final = Kept()


class Changed(Exception):
    """Somebody else said something of the same fact in the meantime; ``kept`` is what is kept now."""

    def __init__(self, kept: Kept) -> None:
        super().__init__("another correction of this fact was kept in the meantime")
        self.kept = kept


@dataclass(frozen=True, slots=True)
class Look:
    """The folder as it is: the good files by name, what holds by document_id, what is wrong with the others.

    ``checked``: the notices that are, each with what was found in it then.
    """

    files: Mapping[str, CorrectionFile]
    by_document: Mapping[str, Mapping[str, Correction]]
    checked: Mapping[str, str | None]
    problems: Mapping[str, str]

    def kept(self, document_id: str) -> Kept:
        """What holds of one notice."""
        seen = self.checked.get(document_id)
        return Kept(self.by_document.get(document_id, {}), document_id in self.checked, seen)

    def homes(self, document_id: str) -> list[str]:
        """The files that say something of a notice."""
        files = self.files.items()
        return [name for name, file in files if document_id in file.documents or document_id in file.checked]


class CorrectionStore:
    """A folder of corrections. Made where it is not there, with the first word that is to be kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, tuple[tuple[int, ...], CorrectionFile | str]] = {}
        self._reading = Lock()

    def look(self) -> Look:
        """What holds now, whoever wrote it. Raises PolicyParseError ("unreadable") for a folder that cannot be read."""
        files: dict[str, CorrectionFile] = {}
        by_document: dict[str, dict[str, Correction]] = {}
        checked: dict[str, str | None] = {}
        problems: dict[str, str] = {}
        for name, read in self._files().items():
            if isinstance(read, str):
                problems[name] = read
                continue
            try:
                merge(by_document, read.documents)
                files[name] = read
                for document_id, seen in read.checked.items():
                    checked.setdefault(document_id, seen)
            except PolicyParseError as error:
                problems[name] = one_line(error.message)
        return Look(files, by_document, checked, problems)

    def kept(self, document_id: str) -> Kept:
        """What holds of one notice now. Raises as ``look``."""
        return self.look().kept(document_id)

    def keep(self, document_id: str, name: str, version: object, fact: str, correction: Correction | None) -> Kept:
        """Keep what is said of one fact (None takes it back), and give what holds then.

        ``name``: the file to keep it in, where no file says anything of the notice yet. ``version``: what the writer
        knew (``Kept.version``). It is on the disk when this returns. Raises Changed where the writer did not know what
        is said of this fact, and PolicyParseError ("unreadable") where it cannot be kept.
        """
        with self._alone():
            look = self.look()
            before = look.kept(document_id)
            known = _facts_of(version).get(fact)
            there = before.corrections.get(fact)
            if there == correction:
                return before
            if known != (None if there is None else _digest(plain(there))):
                raise Changed(before)
            said = {one: what for one, what in before.corrections.items() if one != fact}
            if correction is not None:
                said[fact] = correction
            return self._write(look, document_id, name, replace(before, corrections=said))

    def check(self, document_id: str, name: str, checked: bool, seen: str | None) -> Kept:
        """Keep that a notice was looked through as a whole when ``seen`` was found in it, or that it was not.

        Takes and raises as ``keep``, but Changed.
        """
        with self._alone():
            look = self.look()
            before = look.kept(document_id)
            after = replace(before, checked=checked, seen=seen if checked else None)
            return before if after == before else self._write(look, document_id, name, after)

    def _write(self, look: Look, document_id: str, name: str, kept: Kept) -> Kept:
        """In one file, whatever files held it before: the first gets all, then the others lose it, then it changes.

        So there is no moment at which two files contradict each other.
        """
        home, *others = look.homes(document_id) or [name]
        if home in look.problems:
            said = f"nothing can be kept in it: {look.problems[home]}"
            raise PolicyParseError("unreadable", said, printable_name(home))
        files = dict(look.files)
        if others:
            self._put(files, home, document_id, look.kept(document_id))
            for other in others:
                self._put(files, other, document_id, NOTHING)
        self._put(files, home, document_id, kept)
        return kept

    def _put(self, files: dict[str, CorrectionFile], name: str, document_id: str, kept: Kept) -> None:
        """What one file says of one notice. Raises PolicyParseError ("unreadable")."""
        before = files.get(name) or CorrectionFile(schema=FORMAT, documents={})
        documents = {one: said for one, said in before.documents.items() if one != document_id}
        checked = {one: seen for one, seen in before.checked.items() if one != document_id}
        if kept.corrections:
            documents[document_id] = dict(kept.corrections)
        if kept.checked:
            checked[document_id] = kept.seen
        after = CorrectionFile(schema=FORMAT, documents=documents, checked=checked)
        try:
            if documents or checked or kept is not NOTHING:
                write_atomically(self.folder / name, dump_json(_plain_file(after)) + "\n")
            else:  # all that it said stands elsewhere now
                (self.folder / name).unlink(missing_ok=True)
            _settle(self.folder)
        except OSError as error:
            raise PolicyParseError(
                "unreadable", f"cannot be written: {error.strerror}", printable_name(name)
            ) from error
        files[name] = after

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other thread or process writes meanwhile; the system lets go of the lock when its process ends."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / LOCK).open("ab")
        except OSError as error:
            said = f"cannot be written to: {error.strerror}"
            raise PolicyParseError("unreadable", said, printable_name(self.folder.name)) from error
        with lock:  # closed, it is free
            _take(lock)
            for left in self.folder.glob(".policyparse-*.part"):  # of a writer that was killed
                with suppress(OSError):
                    left.unlink()
            yield

    def _files(self) -> dict[str, CorrectionFile | str]:
        """Each file that is there, or what is wrong with it; one that stands still is read once."""
        found: dict[str, tuple[tuple[int, ...], CorrectionFile | str]] = {}
        with self._reading:
            for path in self._paths():
                stamp = _stamp(path)
                if stamp is None:
                    continue  # it went meanwhile
                known = self._read.get(path.name)
                found[path.name] = known if known and known[0] == stamp else (stamp, _read(path))
            self._read = found
        return {name: read for name, (_, read) in found.items()}

    def _paths(self) -> list[Path]:
        try:
            paths = [path for path in self.folder.iterdir() if path.suffix == ".json" and path.name[0] != "."]
        except FileNotFoundError:
            return []
        except OSError as error:
            said = error.strerror or "cannot be listed"
            raise PolicyParseError("unreadable", said, printable_name(self.folder.name)) from error
        return sorted(paths)


if sys.platform == "win32":
    import msvcrt

    def _take(lock: BinaryIO) -> None:
        lock.seek(0)
        while True:
            with suppress(OSError):  # it gives up after ten seconds
                msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                return

else:
    import fcntl

    def _take(lock: BinaryIO) -> None:
        """Wait until nobody else has it."""
        fcntl.flock(lock, fcntl.LOCK_EX)


def plain(correction: Correction) -> dict[str, Any]:
    """A correction as plain values, without what it does not say."""
    return {name: value for name, value in correction.model_dump().items() if value is not None}


def _plain_file(file: CorrectionFile) -> dict[str, Any]:
    documents = {
        document_id: {fact: plain(one) for fact, one in facts.items()} for document_id, facts in file.documents.items()
    }
    return {"schema": FORMAT, "documents": documents, **({"checked": file.checked} if file.checked else {})}


def _read(path: Path) -> CorrectionFile | str:
    name = printable_name(path.name)
    try:
        return read_correction_file(read_file(path, MOST_BYTES, name), name)
    except PolicyParseError as error:
        return one_line(error.message)


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    # A file that is replaced is another on the disk, however alike in size and time.
    return found.st_mtime_ns, found.st_size, found.st_ino


def version_after(version: object, fact: str, correction: Correction | None) -> str:
    """What a writer knows that knew a version and said this of a fact: of the others it knows no more than before."""
    known = {one: said for one, said in _facts_of(version).items() if one != fact}
    return _version(known if correction is None else {**known, fact: _digest(plain(correction))})


def _version(known: Mapping[str, str]) -> str:
    return json.dumps(known, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _facts_of(version: object) -> Mapping[str, str]:
    """What a version says of each fact; nothing where it is no version of ours."""
    try:
        known = json.loads(version) if isinstance(version, str) else {}
    except (ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _digest(said: Mapping[str, Any]) -> str:
    written = dump_json({name: said[name] for name in sorted(said)})
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _settle(folder: Path) -> None:
    """Force a renaming in the folder to the disk, where the system can be told to."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)

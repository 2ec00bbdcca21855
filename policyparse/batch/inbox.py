"""The files of a folder that a run should read, and why the others are passed over.

For: folder runs. Not for: judging content; whatever is a plain, visible file inside the folder is handed on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policyparse.errors import PolicyParseError
from policyparse.reading.opening import printable_name


@dataclass(frozen=True, slots=True)
class InboxFile(os.PathLike[str]):
    """A file to read: where it is, and its path relative to the folder."""

    path: Path
    relative: Path

    def __fspath__(self) -> str:
        return str(self.path)

    @property
    def shown(self) -> str:
        """The relative path with "/", as valid text."""
        return printable_name(self.relative.as_posix())


@dataclass(frozen=True, slots=True)
class Passed:
    """A file or folder that is not read, and why.

    ``code`` is "hidden", "link", "not_a_file", "partial" for a name of files that are not whole yet, "arriving" for a
    file of a watched folder that still grows, or "unreadable" for a folder. ``key`` is the path's as the manifest knows
    it, where the file may be read another time.
    """

    shown: str
    code: str
    message: str
    key: bytes | None = None


# What browsers, copying programs and office programs call files that are not whole yet, or never notices.
PARTIAL = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".opdownload", ".!ut")
LOCKS = "~$"


def is_partial(name: str) -> bool:
    """Whether the name is one of files that are still being written, or of an open document's lock."""
    return name.lower().endswith(PARTIAL) or name.startswith(LOCKS)


def look_through(source: Path, leave_out: Path) -> Iterator[InboxFile | Passed]:
    """Every file below ``source``, or ``source`` itself where it is a file; ``leave_out`` is a folder not to enter.

    Raises PolicyParseError "not_found" where there is no ``source``.
    """
    if not source.exists():
        raise PolicyParseError("not_found", "no such file or folder", printable_name(source.name or str(source)))
    if not source.is_dir():
        yield InboxFile(source, Path(source.name))
        return
    yield from _below(source, Path(), source.resolve(), leave_out.resolve())


def _below(folder: Path, relative: Path, root: Path, leave_out: Path) -> Iterator[InboxFile | Passed]:
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield Passed(printable_name(relative.as_posix()), "unreadable", error.strerror or "cannot be listed")
        return
    for entry in entries:
        path, below = folder / entry.name, relative / entry.name
        reason = _reason_to_pass(entry, path, root)
        if reason is not None:
            yield Passed(printable_name(below.as_posix()), *reason)
        elif not entry.is_dir():
            yield InboxFile(path, below)
        elif path.resolve() != leave_out:
            yield from _below(path, below, root, leave_out)


def _reason_to_pass(entry: os.DirEntry[str], path: Path, root: Path) -> tuple[str, str] | None:
    if entry.name.startswith("."):
        return "hidden", "hidden files and folders are not read"
    if entry.is_symlink():
        try:
            inside = path.resolve().is_relative_to(root)
        except (OSError, RuntimeError):  # links that lead in a circle
            inside = False
        if not inside or entry.is_dir():
            return "link", "links to folders or out of the folder are not followed"
    elif not entry.is_dir() and not entry.is_file():
        return "not_a_file", "a device, pipe or socket"
    if is_partial(entry.name) and not entry.is_dir():
        return "partial", "files of such names are still being written, or no notices"
    return None

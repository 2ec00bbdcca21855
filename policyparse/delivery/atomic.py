"""Files that are there whole or not at all: written beside their place, forced to the disk, then renamed.

For: everything that writes a file. Not for: what stands in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from policyparse.errors import PolicyParseError

_numbers = count()


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes ``path`` when the block ends well, and is gone when it does not.

    The folder is made where it is not there. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Short, since file systems bound the length of names; hidden, so that no run reads it.
    part = path.parent / f".policyparse-{os.getpid()}-{next(_numbers)}.part"
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(part, path)
    finally:
        with suppress(OSError):
            part.unlink()


def write_atomically(path: Path, text: str) -> None:
    """Write UTF-8 text with plain newlines so that the file is there whole or not at all. Raises OSError."""
    with atomic_file(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")


def write_through(path: Path, data: bytes) -> None:
    """Write in its place and force to the disk: half a file where that is cut short. Raises OSError."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_file(path: Path, text: str) -> None:
    """As `write_atomically`, for a file that a person asked for: raises PolicyParseError ("unreadable")."""
    try:
        write_atomically(path, text)
    except OSError as error:
        raise PolicyParseError("unreadable", f"cannot be written: {error.strerror}", path.name) from error

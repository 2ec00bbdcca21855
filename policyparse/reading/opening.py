"""Getting at a file's bytes: what stands in the way of reading it, and its name as text that can be printed.

Not here: what the bytes are (`sniffing`) nor how they are read (the readers).
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from policyparse.errors import PolicyParseError


def read_file(path: Path, file_bytes: int | None = None, name: str | None = None) -> bytes:
    """All bytes of a regular file of at most ``file_bytes`` bytes (None: any size); errors call it ``name``.

    Raises PolicyParseError "not_found", "not_a_file", "too_large" (before anything is read) or "unreadable".
    """
    name = name or printable_name(path.name or str(path))
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PolicyParseError("not_found", "no such file", name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise PolicyParseError("unreadable", _reason(error), name) from error
    if stat.S_ISDIR(found.st_mode):
        raise PolicyParseError("not_a_file", "a folder where a file belongs", name)
    if not stat.S_ISREG(found.st_mode):
        raise PolicyParseError("not_a_file", "a device, pipe or socket where a file belongs", name)
    check_size(found.st_size, file_bytes, name)
    try:
        with path.open("rb") as file:
            # One byte more than allowed: the file may have grown since it was looked at.
            data = file.read() if file_bytes is None else file.read(file_bytes + 1)
    except OSError as error:
        raise PolicyParseError("unreadable", _reason(error), name) from error
    check_size(len(data), file_bytes, name)
    return data


def check_size(size: int, file_bytes: int | None, name: str) -> None:
    """Raises PolicyParseError "too_large" for a size in bytes above the limit (None: no limit)."""
    if file_bytes is not None and size > file_bytes:
        raise PolicyParseError("too_large", f"{size:,} bytes or more, the limit is {file_bytes:,}", name)


def printable_name(name: str) -> str:
    r"""A file name as valid Unicode text: bytes that are no UTF-8 are spelled out as ``\xe9``."""
    try:
        name.encode("utf-8")
        return name
    except UnicodeEncodeError:
        pass
    try:
        return os.fsencode(name).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # a lone surrogate that stands for no byte
        return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or "cannot be read"

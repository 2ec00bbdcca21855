"""Where a cluster run reads and writes: a folder that all its machines share, or object storage by its URL.

For: cluster runs, on the driver and on the workers. Not for: folder runs, which know folders of this machine only and
need no pyarrow; nor for what the files hold.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from policyparse.batch.inbox import Passed, is_partial, look_through
from policyparse.batch.one_notice import read_settled
from policyparse.errors import PolicyParseError
from policyparse.reading.opening import check_size, printable_name

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

StrPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, a file, or a bucket with a prefix: ``path`` as ``filesystem`` (of pyarrow) knows it."""

    filesystem: FileSystem
    path: str

    @property
    def is_local(self) -> bool:
        """Whether it is a folder (or a file) as this machine's programs see it."""
        return bool(self.filesystem.type_name == "local")

    @property
    def name(self) -> str:
        """What messages call it; never a URL, which may hold a key."""
        return printable_name(self.path.rstrip("/").rpartition("/")[2] or self.path)

    def below(self, relative: str) -> str:
        """A path in it."""
        return f"{self.path.rstrip('/')}/{relative}" if relative else self.path

    def read(self, relative: str, most: int) -> bytes:
        """All bytes of a file in it, "" for itself; raises PolicyParseError as ``read_file`` does."""
        path = self.below(relative)
        name = printable_name(path.rpartition("/")[2])
        if self.is_local:
            return read_settled(Path(path), most)[0]
        try:
            with self.filesystem.open_input_stream(path) as stream:
                data: bytes = stream.read(most + 1)
        except FileNotFoundError as error:
            raise PolicyParseError("not_found", "no such file", name) from error
        except OSError as error:
            raise PolicyParseError("unreadable", _said(error), name) from error
        check_size(len(data), most, name)
        return data

    def open_input(self, relative: str) -> BinaryIO:
        """A file in it, for reading at any position. Raises OSError."""
        opened: BinaryIO = self.filesystem.open_input_file(self.below(relative))
        return opened

    @contextmanager
    def writing(self, relative: str) -> Iterator[Any]:
        """A stream to a file in it, which replaces what was there.

        Raises PolicyParseError ("unreadable") where it cannot be written, also for an OSError of the block.
        """
        try:
            with self.filesystem.open_output_stream(self.below(relative)) as stream:
                yield stream
        except OSError as error:
            raise PolicyParseError("unreadable", f"OUT cannot be written to: {_said(error)}", self.name) from error

    def make(self, folders: Sequence[str]) -> None:
        """Make it, empty, with these folders.

        Raises ValueError where it holds something already, PolicyParseError ("unreadable") where it cannot be made.
        """
        from pyarrow.fs import FileSelector, FileType

        try:
            if self.filesystem.get_file_info(self.path).type == FileType.File or self.filesystem.get_file_info(
                FileSelector(self.path, allow_not_found=True)
            ):
                raise ValueError(f"{self.name} holds something already; a cluster run takes an OUT of its own")
            for folder in folders:
                self.filesystem.create_dir(self.below(folder), recursive=True)
        except OSError as error:
            raise PolicyParseError("unreadable", f"OUT cannot be made: {_said(error)}", self.name) from error


def place_of(where: StrPath | Place) -> Place:
    """A path, or a URL that pyarrow knows: ``s3://bucket/prefix``, ``gs://…``, ``abfs://…``, ``hdfs://…``, ``file://…``.
    A place is itself.

    Raises PolicyParseError: "unsupported" for another URL, "unreadable" where its storage cannot be reached.
    """
    from pyarrow.fs import FileSystem, LocalFileSystem

    if isinstance(where, Place):
        return where
    path = os.fsdecode(where)
    if "://" not in path:
        return Place(LocalFileSystem(), os.path.abspath(path))
    scheme = path.partition("://")[0]
    try:
        return Place(*FileSystem.from_uri(path))
    except OSError as error:
        raise PolicyParseError("unreadable", f"{scheme} storage cannot be reached: {_said(error)}") from error
    except ValueError as error:
        raise PolicyParseError("unsupported", f"no storage can be had by such a {scheme} URL") from error


def notices_of(inbox: Place, out: Place) -> list[str | Passed]:
    """Paths in ``inbox`` of the notices of a run, "" for itself, and what is passed over, in the order of a folder run.

    Raises PolicyParseError "not_found" where there is no such place, "unreadable" where it cannot be listed.
    """
    if inbox.is_local:
        path = Path(inbox.path)
        single = path.is_file()
        leave_out = Path(out.path) if out.is_local else path / ".policyparse"
        return [
            found if isinstance(found, Passed) else "" if single else found.relative.as_posix()
            for found in look_through(path, leave_out)
        ]
    try:
        return list(_listed(inbox, out))
    except FileNotFoundError as error:
        raise PolicyParseError("not_found", "no such file or folder", inbox.name) from error
    except OSError as error:
        raise PolicyParseError("unreadable", f"IN cannot be listed: {_said(error)}", inbox.name) from error


def _listed(inbox: Place, out: Place) -> Iterator[str | Passed]:
    """The same of a storage; raises OSError."""
    from pyarrow.fs import FileSelector, FileType

    if inbox.filesystem.get_file_info(inbox.path).type == FileType.File:
        yield ""
        return
    start = len(inbox.below("x")) - 1
    outputs = out.below("x")[:-1] if out.filesystem.equals(inbox.filesystem) else None
    infos = inbox.filesystem.get_file_info(FileSelector(inbox.path, recursive=True))
    paths = [info.path for info in infos if info.type == FileType.File]
    for path in sorted(paths, key=lambda path: path.split("/")):
        relative = path[start:]
        if outputs is not None and path.startswith(outputs):
            continue
        if any(part.startswith(".") for part in relative.split("/")):
            yield Passed(relative, "hidden", "hidden files and folders are not read")
        elif is_partial(relative.rpartition("/")[2]):
            yield Passed(relative, "partial", "files of such names are still being written, or no notices")
        else:
            yield relative


def _said(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__

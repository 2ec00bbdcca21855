"""The package of an OFD file: a ZIP container whose parts name one another by path, and the XML in them.

For: opening it within limits, finding a part from where it is named, parsing a part without entities, DTD or network.
Not for: what the parts say (`ofd_document`, `ofd_drawing`).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from policyparse.errors import PolicyParseError
from policyparse.reading.broken import BROKEN_ZIP, PACKINGS
from policyparse.reading.limits import Reading
from policyparse.reading.xml_tree import XmlError, parse_xml

MAX_XML_BYTES = 16 * 1024 * 1024  # a tree takes tens of times its bytes; pages have 5 to 500 kB


class PartError(Exception):
    """A part of the package that is missing or broken; the words say which and why."""


class Package:
    """An open OFD package. Members are called by the names that ``find`` gives."""

    def __init__(self, reading: Reading) -> None:
        """Raises PolicyParseError ``corrupt``, ``encrypted`` or ``too_large``."""
        self._reading = reading
        self._seen: set[str] = set()
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(reading.data))
        except BROKEN_ZIP as error:
            raise PolicyParseError("corrupt", f"a broken ZIP container: {error}", reading.name) from error
        # Not is_dir(), which takes the last character of a name that may have none.
        members = [member for member in self._zip.infolist() if not member.filename.endswith("/")]
        self._check_declared(members)
        self._members = {_joined("", member.filename): member for member in members}
        self._folded = {path.casefold(): path for path in reversed(self._members)}
        if any(member.flag_bits & 1 for member in members) or self.find("/Encryptions.xml"):
            raise PolicyParseError("encrypted", "the OFD package is encrypted", reading.name)

    def _check_declared(self, members: list[zipfile.ZipInfo]) -> None:
        self._reading.limits.hold(len(members), "members", self._reading.name)
        self._check_size(sum(member.file_size for member in members))

    def _check_size(self, size: int) -> None:
        self._reading.limits.hold(size, "unpacked_bytes", self._reading.name)

    def find(self, loc: str | None, folder: str = "") -> str | None:
        """The member that an ST_Loc in a part of ``folder`` names, or None.

        Backslashes are slashes, ``..`` ends at the package's root. Where there is no such member, the loc is tried
        from the root and without regard to case, as writers of such files expect.
        """
        if not loc or not loc.strip():
            return None
        for start in (folder, ""):
            path = _joined(start, loc.strip())
            if path in self._members:
                return path
            if path.casefold() in self._folded:
                return self._folded[path.casefold()]
        return None

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises PartError, and PolicyParseError ``too_large`` when all read are too many."""
        info = self._members[member]
        if info.compress_type not in PACKINGS:
            raise PartError(f"{member} is packed in a way that OFD does not use")
        try:
            with self._zip.open(info) as stream:
                # One byte more than declared: a member that holds more than that fails by its checksum.
                data = stream.read(info.file_size + 1)
        except BROKEN_ZIP as error:
            raise PartError(f"{member} cannot be unpacked") from error
        if member not in self._seen:
            self._seen.add(member)
            self._unpacked += len(data)
            self._check_size(self._unpacked)
        return data

    def xml(self, member: str | None) -> etree._Element:
        """The root element of a member. Raises PartError where there is none or it cannot be parsed."""
        if member is None:
            raise PartError("a part that the package names is not in it")
        if self._members[member].file_size > MAX_XML_BYTES:
            raise PartError(f"{member} has more than {MAX_XML_BYTES:,} bytes")
        data = self.read(member)
        try:
            return parse_xml(data, self._reading, member)
        except XmlError as error:
            raise PartError(f"{member} {error}") from error


def folder_of(member: str) -> str:
    """The folder of a member, from which the locs in it start."""
    return member.rpartition("/")[0]


def joined(folder: str, loc: str | None) -> str:
    """The path of a folder that a part of ``folder`` names, such as BaseLoc of a resource file."""
    return _joined(folder, (loc or "").strip())


def _joined(folder: str, loc: str) -> str:
    loc = loc.replace("\\", "/")
    parts: list[str] = []
    for part in (loc if loc.startswith("/") else f"{folder}/{loc}").split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def tag_of(element: etree._Element) -> str:
    """The name without namespace, since writers differ in it; empty for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(parent: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The child elements of these names, in order; all where no name is given."""
    if parent is not None:
        for child in parent:
            tag = tag_of(child)
            if tag and (not names or tag in names):
                yield child


def child(parent: etree._Element | None, *way: str) -> etree._Element | None:
    """The first descendant along these names, or None."""
    for name in way:
        parent = next(children(parent, name), None)
    return parent


def text_of(parent: etree._Element | None, *way: str) -> str | None:
    """The text of the first descendant along these names, without blanks around it; None where there is none."""
    found = child(parent, *way)
    return found.text.strip() if found is not None and found.text else None

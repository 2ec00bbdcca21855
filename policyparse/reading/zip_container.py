"""The members of a ZIP container (DOCX) as bytes and as XML trees, within the limits for an untrusted file.

A container may claim little and unpack to much, so sizes are compared as declared and as they come. Not here: what
the members mean, nor parsing them (`xml_tree`).
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from policyparse.errors import PolicyParseError
from policyparse.reading.broken import BROKEN_ZIP, PACKINGS
from policyparse.reading.limits import Reading
from policyparse.reading.xml_tree import XmlError, parse_xml

PIECE = 1 << 20


class ZipContainer:
    """A container opened for one reading; counts what it has unpacked in all."""

    def __init__(self, reading: Reading) -> None:
        """Raises PolicyParseError ``corrupt``, or ``too_large`` for too many members or too large a declared sum."""
        self._reading = reading
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(reading.data))
        except BROKEN_ZIP as error:
            raise self._corrupt(f"a broken ZIP container: {error}") from error
        infos = self._zip.infolist()
        declared = sum(info.file_size for info in infos)
        reading.limits.hold(len(infos), "members", reading.name)
        reading.limits.hold(declared, "unpacked_bytes", reading.name)
        self._members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
        self._unpacked = 0

    def __contains__(self, member: str) -> bool:
        return member.lower() in self._members

    def read(self, member: str) -> bytes:
        """The bytes of a member. Raises ``corrupt``, ``encrypted``, ``too_large`` or ``timeout``."""
        info = self._members.get(member.lower())
        if info is None:
            raise self._corrupt(f"the part {member} is missing")
        if info.flag_bits & 1:
            raise PolicyParseError("encrypted", f"the part {member} is encrypted", self._reading.name)
        if info.compress_type not in PACKINGS:
            raise self._corrupt(f"the part {member} is packed in a way that DOCX does not use")
        pieces: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(PIECE):
                    self._unpacked += len(piece)
                    self._reading.limits.hold(self._unpacked, "unpacked_bytes", self._reading.name, "or more")
                    self._reading.clock.check()
                    pieces.append(piece)
        except BROKEN_ZIP as error:
            raise self._corrupt(f"the part {member} cannot be unpacked: {error}") from error
        return b"".join(pieces)

    def tree(self, member: str, renamed: tuple[tuple[str, str], ...] = ()) -> etree._Element:
        """The root element of an XML member; ``renamed`` are namespaces to read as other ones.

        Raises what ``read`` raises, and ``corrupt`` for XML that is not well-formed or nested too deep.
        """
        data = self.read(member)
        for old, new in renamed:
            data = data.replace(old.encode(), new.encode())
        try:
            return parse_xml(data, self._reading, member)
        except XmlError as error:
            raise self._corrupt(f"the part {member} {error}") from error

    def _corrupt(self, words: str) -> PolicyParseError:
        return PolicyParseError("corrupt", words, self._reading.name)

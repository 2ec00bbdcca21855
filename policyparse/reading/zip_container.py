"""The members of a ZIP container (DOCX) as bytes and as XML trees, within the limits for an untrusted file.

A container may claim little and unpack to much, so sizes are compared as declared and as they come. XML is parsed
without entities, DTD, network or depth beyond libxml2's 256. Not here: what the members mean.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from policyparse.errors import PolicyParseError
from policyparse.reading.broken import BROKEN_ZIP, PACKINGS
from policyparse.reading.limits import Reading

MOST_MEMBERS = 10_000
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
        if len(infos) > MOST_MEMBERS:
            raise self._too_large(f"{len(infos):,} members, the limit is {MOST_MEMBERS:,}")
        if declared > reading.limits.unpacked_bytes:
            raise self._too_large(f"{declared:,} bytes unpacked, the limit is {reading.limits.unpacked_bytes:,}")
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
                    if self._unpacked > self._reading.limits.unpacked_bytes:
                        limit = self._reading.limits.unpacked_bytes
                        raise self._too_large(f"more than {limit:,} bytes unpacked")
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
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._corrupt(f"the part {member} is no sound XML: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:  # ECMA-376 part 2 allows none
            raise self._corrupt(f"the part {member} has a document type, which the format does not allow")
        return root

    def _corrupt(self, words: str) -> PolicyParseError:
        return PolicyParseError("corrupt", words, self._reading.name)

    def _too_large(self, words: str) -> PolicyParseError:
        return PolicyParseError("too_large", words, self._reading.name)

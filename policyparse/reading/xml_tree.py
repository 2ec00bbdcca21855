"""XML of an untrusted file as a tree: no entities, no document type, no network, no more depth than allowed.

For: the readers of DOCX and OFD. Not for: HTML (`markup`), nor where the bytes come from.
"""

from __future__ import annotations

from lxml import etree

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading

DEEPEST = 256
"""What libxml2 allows of itself."""
NO_DOCUMENT_TYPE = "has a document type, which the format does not allow"


class XmlError(Exception):
    """XML that is not read; the words say why, to be put behind the name of the part."""


def parse_xml(data: bytes, reading: Reading, part: str) -> etree._Element:
    """The root element of some XML; comments and processing instructions are left out.

    Raises XmlError for what is not well-formed or has a document type, and PolicyParseError ``too_large`` for more
    depth than ``Limits.xml_depth`` or a text of more than 10 million bytes in one element.
    """
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # UTF-16 read without its zeros
        raise XmlError(NO_DOCUMENT_TYPE)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise PolicyParseError("too_large", f"the part {part}: {error}", reading.name) from error
        raise XmlError(f"is no sound XML: {error}") from error
    except ValueError as error:
        raise XmlError(f"is no sound XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding in which it could not be seen
        raise XmlError(NO_DOCUMENT_TYPE)
    most = reading.limits.xml_depth
    if most < DEEPEST and root.xpath(f"boolean(/{'/'.join('*' * (most + 1))})"):
        words = f"the part {part} has elements more than {most} deep in one another"
        raise PolicyParseError("too_large", words, reading.name)
    return root

"""Which reader reads these bytes: by what they are, not by what the file is called.

Not here: the readers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Limits
from policyparse.reading.pages import Pages
from policyparse.reading.text_file import read_text_file

Reader = Callable[[bytes, str], Pages]

SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP container (DOCX, OFD, XLSX …)"),
    (b"\xd0\xcf\x11\xe0", "OLE container (DOC, WPS …)"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "program"),
    (b"GIF8", "GIF image"),
)

# A page begins with markup: a declaration, comments, then an element that only pages begin with; or an element of
# text whose name is closed again, as in an article saved without its page. Bytes of UTF-16 are looked at without NULs.
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+(?:<\?xml[^>]{0,200}>\s*+|<!--.{0,2000}?-->\s*+)*"
    rb"(?:<!doctype\s+html|<(?:html|head|body|meta|title)[\s>]"
    rb"|<(div|p|table|article|section|span|h[1-6])[\s>].*</\1\s*>)",
    re.IGNORECASE | re.DOTALL,
)
PAGE_HEAD = 65536


def read(data: bytes, name: str, limits: Limits) -> Pages:
    """Pages of some bytes. Raises PolicyParseError ``empty``, ``too_large``, ``unsupported`` or a reader's error."""
    if len(data) > limits.file_bytes:
        raise PolicyParseError("too_large", f"{len(data)} bytes, the limit is {limits.file_bytes}", name=name)
    if not data:
        raise PolicyParseError("empty", "the file has no bytes", name=name)
    return pick_reader(data, name)(data, name)


def pick_reader(data: bytes, name: str) -> Reader:
    """The reader for these bytes; raises ``unsupported`` where there is none."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            raise PolicyParseError("unsupported", f"{kind} is not read by this version", name=name)
    if PAGE.match(data[:PAGE_HEAD].replace(b"\0", b"")):
        from policyparse.reading.web_page import read_web_page  # loads its parser only for a page

        return read_web_page
    return read_text_file

"""Which reader reads these bytes: by what they are, not by what the file is called.

Not here: the readers; each is loaded only when a file needs it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib import import_module

from policyparse.errors import PolicyParseError
from policyparse.lazy_regex import regex
from policyparse.reading.broken import BROKEN_ZIP
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages

Reader = Callable[[Reading], Pages]

READERS: dict[str, tuple[str, str]] = {
    "text": ("policyparse.reading.text_file", "read_text_file"),
    "markdown": ("policyparse.reading.markdown", "read_markdown"),
    "web page": ("policyparse.reading.web_page", "read_web_page"),
    "web archive": ("policyparse.reading.mhtml", "read_web_archive"),
    "pdf": ("policyparse.reading.pdf", "read_pdf"),
    "pdfplumber": ("policyparse.reading.pdf_second", "read_with_pdfplumber"),
    "image": ("policyparse.reading.image_file", "read_image_file"),
    "docx": ("policyparse.reading.docx", "read_docx"),
    "office": ("policyparse.reading.office", "read_office"),
    "ofd": ("policyparse.reading.ofd", "read_ofd"),
}
"""Reader → module and function. A reader's name stands in ``source.reader`` before its version."""

SECOND_READERS = {"pdfplumber": "pdf"}
"""Readers that are used only when asked for → the reader whose files they read."""

SIGNATURES: tuple[tuple[bytes, str, str | None], ...] = (
    (b"\xd0\xcf\x11\xe0", "an OLE container that holds no Word document", None),
    (b"\x89PNG", "PNG image", "image"),
    (b"\xff\xd8\xff", "JPEG image", "image"),
    (b"II*\0", "TIFF image", "image"),
    (b"MM\0*", "TIFF image", "image"),
    (b"BM", "BMP image", None),
    (b"{\\rtf", "RTF", "office"),
    (b"\x7fELF", "program", None),
    (b"GIF8", "GIF image", None),
    (b"Rar!", "RAR archive", None),
    (b"7z\xbc\xaf", "7z archive", None),
)
WORD_STREAM = "WordDocument".encode("utf-16-le")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4: a DOCX under a password
PDF_HEAD = 1024  # the header may stand anywhere in the first bytes: PDF 1.7, implementation note 13

# A web archive begins with mail headers, one of which says that parts belong together: RFC 2557.
WEB_ARCHIVE = re.compile(
    rb"\s*(?:[!-9;-~]{1,60}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,30}?content-type:\s*multipart/related\b",
    re.IGNORECASE,
)
ARCHIVE_HEAD = 4096
WORD_XML = re.compile(rb"<\?mso-application\s+progid=.Word\.Document")  # Word 2003 XML and Word's flat XML
WORD_MAIN = regex(r"word/document\d*\.xml")  # some editors number the main part

# A page begins with markup: a declaration, comments, then an element that only pages begin with; or an element of
# text whose name is closed again, as in an article saved without its page. Bytes of UTF-16 are looked at without NULs.
PAGE = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+(?:<\?xml[^>]{0,200}>\s*+|<!--.{0,2000}?-->\s*+)*"
    rb"(?:<!doctype\s+html|<(?:html|head|body|meta|title)[\s>]"
    rb"|<(div|p|table|article|section|span|h[1-6])[\s>].*</\1\s*>)",
    re.IGNORECASE | re.DOTALL,
)
PAGE_HEAD = 65536

# What is surely Markdown, and no notice prints. Each pattern begins with a character that the search runs through for:
# a heading (a page mark is none), a line that begins bold, a table written as HTML; then, where a stroke and a dash
# touch, the line below a table's header; and a head of labels between fences.
MARKDOWN_SIGNS = (
    (b"# ", re.compile(rb"#(?<![^\n]#)#{0,5}[ \t]+(?![ \t]*Page\b)[^\s#]")),
    (b"**", re.compile(rb"\*(?<![^\n]\*)\*[^*\s][^*\n]{0,600}\*\*")),
    (b"<table", re.compile(rb"<(?<![^\n]<)(?:html><body><)?table[ >]")),
    (b"<TABLE", re.compile(rb"<(?<![^\n]<)(?:HTML><BODY><)?TABLE[ >]")),
)
DELIMITER_SIGNS = (b"-|", b"- |", b"|-", b"| -", b"|:", b"| :")
DELIMITER = re.compile(
    rb"^\|?[ \t]*+:?-{3,}+:?[ \t]*+(?:\|[ \t]*+:?-{3,}+:?[ \t]*+){1,60}+\|?[ \t]*+\r?$", re.MULTILINE
)
FENCED = re.compile(rb"---[ \t]*\r?\n(?:[^\n:]{1,60}:[^\n]{0,1500}\n){2,40}---[ \t]*\r?(?:\n|\Z)")


def read(reading: Reading) -> Pages:
    """Pages of some bytes. Raises PolicyParseError ``empty``, ``too_large``, ``unsupported`` or a reader's error."""
    reading.limits.hold(len(reading.data), "file_bytes", reading.name)
    if not reading.data:
        raise PolicyParseError("empty", "the file has no bytes", name=reading.name)
    kind = pick_reader(reading.data, reading.name)
    if reading.reader is not None and reading.reader != kind:
        if SECOND_READERS.get(reading.reader) != kind:
            words = f"a file for the reader {kind!r}, not {reading.reader!r}"
            raise PolicyParseError("unsupported", words, reading.name)
        kind = reading.reader
    pages = reader_named(kind)(reading)
    reading.limits.hold(len(pages.characters), "characters", reading.name)
    reading.limits.hold(sum(table.rows * table.columns for table in pages.tables), "table_cells", reading.name)
    return pages


def reader_named(kind: str) -> Reader:
    """The function of a reader, its module loaded."""
    module, function = READERS[kind]
    reader: Reader = getattr(import_module(module), function)
    return reader


def pick_reader(data: bytes, name: str) -> str:
    """The name of the reader for these bytes; raises ``unsupported`` where there is none."""
    if b"%PDF-" in data[:PDF_HEAD]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _in_container(data, name)
    if data.startswith(SIGNATURES[0][0]):
        if ENCRYPTED_STREAM in data:
            raise PolicyParseError("encrypted", "the document is protected by a password", name)
        if WORD_STREAM in data:
            return "office"
    for signature, kind, reader in SIGNATURES:
        if data.startswith(signature):
            if reader is None and not (signature == b"BM" and not data[6:10] == b"\0\0\0\0"):
                raise PolicyParseError("unsupported", f"{kind} is not read", name=name)
            if reader is not None:
                return reader
    if WORD_XML.search(data[:ARCHIVE_HEAD]):
        return "office"
    if WEB_ARCHIVE.match(data[:ARCHIVE_HEAD]):
        return "web archive"
    if PAGE.match(data[:PAGE_HEAD].replace(b"\0", b"")):
        return "web page"
    return "markdown" if is_markdown(data) else "text"


def is_markdown(data: bytes) -> bool:
    """Whether a text holds marks that are surely Markdown."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data[:64]:  # UTF-16
        data = data.replace(b"\0", b"")
    if any(sign in data and pattern.search(data) for sign, pattern in MARKDOWN_SIGNS):
        return True
    if data.startswith(b"---") and FENCED.match(data):
        return True
    if b"|" not in data:
        return False
    return any(sign in data for sign in DELIMITER_SIGNS) and DELIMITER.search(data) is not None


def _in_container(data: bytes, name: str) -> str:
    """The reader for a ZIP container, by the members that its format demands."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            members = {member.filename.lstrip("/").lower() for member in container.infolist()[:10_000]}
    except BROKEN_ZIP as error:
        raise PolicyParseError("corrupt", f"a broken ZIP container: {error}", name) from error
    if any(map(WORD_MAIN.fullmatch, members)):
        return "docx"
    if "ofd.xml" in members:
        return "ofd"
    if "[content_types].xml" in members or "mimetype" in members:
        raise PolicyParseError("unsupported", "an office file that is no Word document is not read", name)
    raise PolicyParseError("unsupported", "a ZIP archive is not read; unpack it first", name)

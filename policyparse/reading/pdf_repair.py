"""A PDF whose end is lost → the same bytes with an end: a trailer, and where it is lost, too, a catalogue of the pages.

For: files that were cut off, which pdfium alone does not open without the trailer. Not here: opening, and files whose
pages stand in compressed object streams; of these nothing can be told without the lost end.
"""

from __future__ import annotations

import re

OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s{1,3}(\d{1,5})\s{1,3}obj\b")
END = re.compile(rb"endobj|\bstream\b")
LOOKED_AT = 2000  # bytes of an object: its type stands there
TYPE = re.compile(rb"/Type\s{0,3}/(Catalog|Pages|Page)\b")
NUMBER = 4_000_000  # of objects that are added: no file has so many, and pdfium takes no more than 4,194,304


def with_end(data: bytes) -> bytes | None:
    """The file with a new end; None where no page can be found in it."""
    found: dict[bytes, list[bytes]] = {b"Catalog": [], b"Pages": [], b"Page": []}
    for head in OBJECT.finditer(data):
        inner = data[head.end() : head.end() + LOOKED_AT]
        end = END.search(inner)
        if end is None and head.end() + LOOKED_AT >= len(data):
            break  # the object at which the file was cut
        kind = TYPE.search(inner, 0, end.start() if end else LOOKED_AT)
        if kind is not None:
            found[kind.group(1)].append(b"%s %s R" % head.groups())
    pages = list(dict.fromkeys(found[b"Page"]))
    if not pages:
        return None
    if found[b"Catalog"] and found[b"Pages"]:
        return data + b"\ntrailer\n<< /Root %s >>\nstartxref\n0\n%%%%EOF\n" % found[b"Catalog"][-1]
    listed = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(pages))
    catalogue = b"<< /Type /Catalog /Pages %d 0 R >>" % NUMBER
    added = b"\n%d 0 obj\n%s\nendobj\n%d 0 obj\n%s\nendobj\n" % (NUMBER, listed, NUMBER + 1, catalogue)
    return data + added + b"trailer\n<< /Root %d 0 R >>\nstartxref\n0\n%%%%EOF\n" % (NUMBER + 1)

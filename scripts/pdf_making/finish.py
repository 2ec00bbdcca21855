"""What is done to every PDF once it is drawn: counting, looking up where tables and sentences stand, squeezing.

Not here: drawing.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from pdf_making.model import Made, Notice, Truth, truth_of


def page_texts(data: bytes, password: str | None = None) -> list[str]:
    """Each page's text without white space, radicals folded."""
    pdf = pdfium.PdfDocument(data, password=password)
    return ["".join(unicodedata.normalize("NFKC", page.get_textpage().get_text_range()).split()) for page in pdf]


def squeezed(data: bytes) -> bytes:
    """The same PDF with its objects packed and without a clock's traces."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=True,
            deterministic_id=True,
        )
        return out.getvalue()


RADICALS = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}
RADICALS |= dict(zip("页长风车见贝门马鱼龙母青黄民", "⻚⻓⻛⻋⻅⻉⻔⻢⻥⻰⺟⻘⻩⺠", strict=True))


def with_radicals(data: bytes) -> bytes:
    """The same PDF whose fonts say radicals for plain characters that share their glyph, as browsers' prints do."""

    def entry(found: re.Match[bytes]) -> bytes:
        char = chr(int(found[2], 16))
        return found[1] + b"<%04X>" % ord(RADICALS.get(char, char))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
                table = thing.ToUnicode.read_bytes()
                parts = re.split(rb"(beginbfchar.*?endbfchar)", table, flags=re.DOTALL)
                parts[1::2] = [re.sub(rb"(<[0-9A-Fa-f]+>\s*)<([0-9A-Fa-f]{4})>", entry, part) for part in parts[1::2]]
                thing.ToUnicode.write(b"".join(parts))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return squeezed(out.getvalue())


def finish(one: Notice, data: bytes, producer: str, features: Sequence[str], squeeze: bool = True, **more: Any) -> Made:
    """PDF and truth; pages of tables and sentences over page breaks are looked up unless they are given."""
    if squeeze:
        data = squeezed(data)
    texts = page_texts(data)
    more.setdefault("table_pages", [_pages_of(table.filled()[table.header_rows :], texts) for table in one.tables])
    truth = truth_of(one, len(texts), producer, features, **more)
    if "cross_page_checks" not in more:
        truth["cross_page_checks"] = crossing(truth, texts)
    return data, truth


def crossing(truth: Truth, texts: list[str]) -> list[str]:
    """Sentences whose begin stands at the foot of one page and whose end on the next."""
    found = []
    for check in truth["text_checks"]:
        sentence = "".join(unicodedata.normalize("NFKC", check).split())
        if any(sentence in text for text in texts):
            continue
        for cut in range(1, len(sentence)):
            begin, end = sentence[:cut][-12:], sentence[cut:][:12]
            if any(begin in text and end in after for text, after in pairwise(texts)):
                found.append(check)
                break
    return found


def _pages_of(rows: list[list[str]], texts: list[str]) -> list[int]:
    """Pages on which the rows' longest cells stand, by their first and last letters."""
    on = set()
    for row in rows:
        cell = "".join(unicodedata.normalize("NFKC", max(row, key=len)).split())
        for number, text in enumerate(texts, 1):
            if (len(cell) >= 4 and cell in text) or (len(cell) >= 20 and (cell[:10] in text or cell[-10:] in text)):
                on.add(number)
    return sorted(on)

"""Small PDFs for tests, written object by object: words, lines and grids by their place on a page.

Places are in points from the upper left corner, as policyparse gives them. The font is not embedded: a Chinese font by
its name, so that any character of GB 18030's first plane can be written. Not for: PDFs as producers write them
(corpus/pdf, corpus/pdf-more).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 595.0, 842.0
ASCENT = 0.88  # ems from a glyph's top to its baseline
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]"
    b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"
)


class Paper:
    """One page while it is written on."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.width, self.height = width, height
        self.content: list[str] = []

    def words(
        self, x: float, top: float, text: str, size: float = 16, grey: float = 0, matrix: str = "1 0 0 1"
    ) -> Paper:
        """Text whose em box begins at (x, top); ``matrix`` turns it around the start of its baseline."""
        y = self.height - top - ASCENT * size
        self.content.append(f"BT {grey} g /F1 {size} Tf {matrix} {x:.2f} {y:.2f} Tm <{_code(text)}> Tj ET")
        return self

    def prose(self, x: float, top: float, text: str, ems: int, size: float = 16, step: float = 28) -> float:
        """A paragraph wrapped at ``ems`` characters, its first line indented by two; returns where it ends."""
        line, rest, left = text[: ems - 2], text[ems - 2 :], x + 2 * size
        while line:
            self.words(left, top, line, size)
            line, rest, left, top = rest[:ems], rest[ems:], x, top + step
        return top

    def line(self, x0: float, top: float, x1: float, bottom: float, dashed: bool = False) -> Paper:
        """A ruling of half a point."""
        dash = "[3 2] 0 d" if dashed else "[] 0 d"
        self.content.append(
            f"{dash} 0.5 w 0 G {x0} {self.height - top} m {x1} {self.height - bottom} l S"
        )  # fmt: skip
        return self

    def fill(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0.9) -> Paper:
        """A filled rectangle."""
        self.content.append(f"{grey} g {x0} {self.height - bottom} {x1 - x0} {bottom - top} re f")
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Paper:
        """Four rulings."""
        for edge in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
            self.line(*edge)
        return self

    def cells(self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 12) -> Paper:
        """The words of a table, each cell's lines (parted by newline) from its upper left corner on."""
        for row, top in zip(rows, ys, strict=False):
            for cell, x in zip(row, xs, strict=False):
                for number, line in enumerate(cell.split("\n")):
                    if line:
                        self.words(x + 4, top + 6 + number * 1.3 * size, line, size)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Paper:
        """All rulings of a table."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self


def pdf(*papers: Paper, page: str = "", spelled: Mapping[str, str] | None = None) -> bytes:
    """The file of some pages.

    ``page``: more entries of each page's dictionary, such as ``/Rotate 90``; ``spelled``: what a glyph's character is
    said to be, as for ligatures.
    """
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONT]
    if spelled:
        objects[2] = FONT[:-2].replace(b"UniGB-UCS2-H", b"Identity-H") + b"/ToUnicode 4 0 R>>"
        objects.append(_stream(_to_unicode(spelled)))
    kids = []
    for paper in papers:
        objects.append(_stream("\n".join(paper.content)))
        box = f"{paper.width} {paper.height}"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>>>{page}>>".encode("ascii")
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _stream(content: str) -> bytes:
    data = zlib.compress(content.encode("ascii"))
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(data), data)


def _to_unicode(spelled: Mapping[str, str]) -> str:
    pairs = "\n".join(f"<{_code(glyph)}> <{_code(words)}>" for glyph, words in spelled.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Spelled def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(spelled)} beginbfchar\n{pairs}\nendbfchar\n"
        "endcmap end end"
    )


def _code(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _file(objects: Sequence[bytes]) -> bytes:
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return data + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)

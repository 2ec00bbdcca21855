"""Small and monstrous PDFs for tests, written object by object, so that a test shows what is wrong with them.

Not here: any test; and nothing of the package under test is used.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

A4 = "[0 0 595 842]"
NOTICE = (
    "某市人民政府办公室关于印发某市工作要点的通知",
    "各区人民政府，市政府各部门：",
    "一、加强组织领导。各有关部门要在2025年6月底前完成全部任务。",
    "二、推进项目建设。到2025年，新建学校20所，新增学位8000个以上。",
)


def pdf(objects: Sequence[str | bytes], trailer: str = "", root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a sound cross-reference table."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, inner in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + (inner.encode() if isinstance(inner, str) else inner) + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += f"trailer\n<< /Size {len(objects) + 1} /Root {root} 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(made)


def stream(content: str | bytes, entries: str = "") -> bytes:
    """A stream object, deflated."""
    packed = zlib.compress(content.encode("latin-1") if isinstance(content, str) else content, 6)
    return f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"


FONTS = (
    "/Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts"
    " [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo << /Registry (Adobe)"
    " /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4"
    " /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>] >> >>"
)


def page_of(content: str | bytes, box: str = A4, resources: str = "", more: Sequence[str | bytes] = (), page: str = "") -> bytes:  # fmt: skip
    """A PDF of one page that draws this; ``more`` are objects from 5 on, ``page`` further entries of the page."""
    return pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R {page} /Resources << {FONTS} {resources} >> >>",
            stream(content),
            *more,
        ]
    )


def shown(text: str, x: float, y: float, size: float = 12, matrix: str = "1 0 0 1") -> str:
    """The operators that show a text."""
    return f"BT /F1 {size} Tf {matrix} {x:.2f} {y:.2f} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def notice_lines(size: float = 12, matrix: str = "1 0 0 1") -> str:
    """The operators that show a short notice."""
    return "".join(shown(line, 60, 780 - 24 * number, size, matrix) for number, line in enumerate(NOTICE))


def many_pages(count: int) -> bytes:
    """A PDF of so many pages, all with the same words."""
    kids = " ".join(f"{number + 5} 0 R" for number in range(count))
    return pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
            stream(notice_lines()),
            "<< >>",
            *(
                f"<< /Type /Page /Parent 2 0 R /MediaBox {A4} /Contents 3 0 R /Resources << {FONTS} >> >>"
                for _ in range(count)
            ),
        ]
    )


def forms_in_forms(depth: int, width: int = 1) -> bytes:
    """A page that draws a form XObject that draws another … ``width`` times each, the innermost with text and a line."""
    forms: list[bytes] = []
    for level in range(depth):
        inner = 6 + level
        named = f"/Resources << {FONTS} /XObject << /X {inner} 0 R >> >>"
        content = "/X Do\n" * width if level < depth - 1 else notice_lines() + "50 50 m 500 50 l S\n"
        forms.append(stream(content, f"/Type /XObject /Subtype /Form /BBox {A4} {named}"))
    return page_of("/X Do\n", resources="/XObject << /X 5 0 R >>", more=forms)

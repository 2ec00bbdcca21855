"""Small OFD packages for tests, put together from XML strings; lengths in millimetres as in the format."""

from __future__ import annotations

import io
import zipfile

from policyparse.reading.limits import Limits, Reading
from policyparse.reading.ofd import read_ofd
from policyparse.reading.pages import Pages

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FONTS = '<ofd:Fonts><ofd:Font ID="1" FontName="仿宋"/><ofd:Font ID="2" FontName="黑体"/></ofd:Fonts>'


def xml(name: str, inner: str, attributes: str = "") -> str:
    """A part of the package."""
    return f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} {NAMESPACE} {attributes}>{inner}</ofd:{name}>'


def text_object(text: str, boundary: str = "20 30 100 10", code: str = 'X="0" Y="5"', **attributes: str) -> str:
    """A text of 5 mm whose baseline is 5 mm below the boundary's top."""
    given = {"Font": "1", "Size": "5", "Boundary": boundary} | attributes
    written = " ".join(f'{key}="{value}"' for key, value in given.items())
    return f"<ofd:TextObject {written}><ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>"


def path_object(data: str, boundary: str = "0 0 210 297", inner: str = "", **attributes: str) -> str:
    """A path in page coordinates."""
    written = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return (
        f'<ofd:PathObject Boundary="{boundary}" {written}>{inner}'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def page(drawn: str, before: str = "") -> str:
    """A page with one layer."""
    return xml("Page", f'{before}<ofd:Content><ofd:Layer ID="9">{drawn}</ofd:Layer></ofd:Content>')


def document(pages: int, common: str = "", after: str = "") -> str:
    """Document.xml of an A4 document whose resources stand in PublicRes.xml."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(pages))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    return xml(
        "Document",
        f"<ofd:CommonData>{area}<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{after}",
    )


def members(*pages: str, common: str = "", resources: str = "", after: str = "") -> dict[str, str | bytes]:
    """The members of a package with one document."""
    parts: dict[str, str | bytes] = {
        "OFD.xml": xml("OFD", "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"),
        "Doc_0/Document.xml": document(len(pages), common, after),
        "Doc_0/PublicRes.xml": xml("Res", FONTS + resources, 'BaseLoc="Res"'),
    }
    for number, content in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = content
    return parts


def packed(parts: dict[str, str | bytes]) -> bytes:
    """The package's bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


def order(data: bytes, limits: Limits | None = None) -> Reading:
    """An order to the reader."""
    return Reading(data, "notice.ofd", limits or Limits())


def read_pages(*pages: str, common: str = "", resources: str = "", after: str = "") -> Pages:
    """What the reader makes of a package with these pages."""
    return read_ofd(order(packed(members(*pages, common=common, resources=resources, after=after))))


def box_of(pages: Pages, offset: int) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom of a character, in millimetres rounded to 0.01."""
    glyphs = pages.glyphs
    assert glyphs is not None
    sides = glyphs.x0[offset], glyphs.top[offset], glyphs.x1[offset], glyphs.bottom[offset]
    x0, top, x1, bottom = (round(side * 25.4 / 72, 2) for side in sides)
    return x0, top, x1, bottom

"""Small DOCX files for tests, written part by part, so that a test shows the XML that it is about.

Not here: any test; and nothing of the package under test is used.
"""

from __future__ import annotations

import io
import zipfile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def docx(body: str, **parts: str) -> bytes:
    """A DOCX with this body; ``numbering``, ``styles``, ``header`` … are the insides of further parts."""
    roots = {"numbering": "numbering", "styles": "styles", "header": "hdr", "footer": "ftr"}
    members = {
        f"word/{kind}.xml": f"<w:{roots[kind]} {NAMESPACES}>{text}</w:{roots[kind]}>" for kind, text in parts.items()
    }
    related = "".join(
        f'<Relationship Id="r{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in sorted(parts)
    )
    related += f'<Relationship Id="out" Type="{OFFICE}/attachedTemplate" Target="http://host.invalid/a" TargetMode="External"/>'
    return container(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument"'
            ' Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            **members,
        }
    )


def container(members: dict[str, str]) -> bytes:
    """A ZIP container of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return made.getvalue()


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str = "", properties: str = "") -> str:
    """A paragraph of plain text or of runs."""
    inner = content if content.startswith("<") or not content else r(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(content: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(content, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def level(at: int, number_format: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of a list; its marker touches the text."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, nums: dict[int, str] | None = None) -> str:
    """One definition (1) with these levels and lists of it: number → what the list overrides."""
    made = "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="1"/>{override}</w:num>'
        for name, override in (nums or {1: ""}).items()
    )
    return f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>{made}'


def cell(content: str, properties: str = "") -> str:
    """A cell of one paragraph, or of the given blocks."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; plain text becomes a cell."""
    made = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table with grid columns of these widths, in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str = "") -> str:
    """A complex field with its stored result."""
    between = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>{between}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

"""Renders the five founding notices as documents: ``python scripts/render_notices.py [OUT]`` (corpus/renderings).

Each notice, as parsed from its text, becomes a web page, a Word document, a PDF that Chromium prints from the page and
a PDF that LibreOffice makes from the document; so the readers of these formats are tested on words whose facts are
known. For: making the files anew where a producer changes. Needs Chromium, LibreOffice, python-docx and the fonts Noto
Serif CJK, Noto Sans CJK and WenQuanYi Micro Hei. Not for: CI, which reads the files that are committed.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from policyparse.layout.manuscript import TableBlock
from policyparse.layout.markers import ATTACHMENT
from policyparse.outline.outline import Outline
from policyparse.pipeline import find_in_bytes
from policyparse.reading.limits import Reading
from policyparse.tables.draft import TableDraft

NOTICES = (
    "nanchang-chanjiao-ronghe-8623-2023",
    "jiangxi-chanjiao-ronghe-shifanqu",
    "gongqingcheng-zhiye-jiaoyu-tizhi-peiyou",
    "nanchang-zhijiao-gongzuo-yaodian-2019",
    "jiangxi-zhijiao-jigong-ruogan-cuoshi",
)
Kind = Literal["organ", "number", "title", "addressee", "text", "signature", "attachment", "caption", "table"]
# Sizes and margins of GB/T 9704-2012: text in 仿宋 三号 (16 pt) on 156 x 225 mm, 22 lines to a page, titles in 二号.
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
# Chromium draws Noto's outlines as Type 3 glyphs and embeds this one as TrueType; pages take turns.
SECOND_SERIF = "WenQuanYi Micro Hei"
TEXT_POINTS, TITLE_POINTS, CELL_POINTS, LINE_POINTS = 16, 22, 10.5, 28.95
MARGINS_MM = (37, 26, 35, 28)  # top, right, bottom, left
TEXT_WIDTH_MM = 210 - MARGINS_MM[1] - MARGINS_MM[3]


@dataclass(frozen=True)
class Piece:
    """A paragraph or table and how it is set. ``bold``: characters from its start that are a heading."""

    kind: Kind
    text: str = ""
    bold: int = 0
    table: TableDraft | None = None
    widths: tuple[float, ...] = field(default=())
    """Columns' shares of the text width."""


def pieces_of(outline: Outline) -> list[Piece]:
    """A notice's blocks with the look that their part in it asks for."""
    headings = {s.start: s.heading[1] for s in outline.sections}
    found: list[Piece] = []
    for number, block in enumerate(outline.manuscript.blocks):
        if isinstance(block, TableBlock):
            found.append(Piece("table", table=block.draft, widths=_widths(block.draft)))
            continue
        text = outline.text[block.start : block.end]
        kind = _kind(outline, number, text)
        if found and found[-1].kind == "attachment" and kind == "text":
            kind = "caption"
        heading = headings.get(block.start, block.start) - block.start
        found.append(Piece(kind, text, min(heading, len(text)) if kind == "text" else 0))
    return found


def _kind(outline: Outline, number: int, text: str) -> Kind:
    parts = outline.parts
    single: dict[int, Kind] = {
        parts.title: "title",
        parts.issued_title: "caption",
        parts.addressee: "addressee",
        parts.number_line: "number",
    }
    if number in single:
        return single[number]
    if number in parts.letterhead:
        return "organ"
    if number in parts.signature or number in parts.dates:
        return "signature"
    return "attachment" if ATTACHMENT.fullmatch(text) else "text"


def _widths(table: TableDraft) -> tuple[float, ...]:
    """Shares of the text width: what a column's longest cell needs in one line, less where that is much."""
    longest = [2] * table.columns
    for cell in table.cells:
        if cell.colspan == 1:
            longest[cell.column] = max(longest[cell.column], len(cell.strand.text))
    needed = [min(length, 3 + length**0.6) * CELL_POINTS + 16 for length in longest]
    return tuple(points / sum(needed) for points in needed)


def _style(serif: str) -> str:
    top, right, bottom, left = MARGINS_MM
    return f"""
@page {{ size: A4; margin: {top}mm {right}mm {bottom}mm {left}mm;
  @bottom-center {{ content: "— " counter(page) " —"; font: 14pt "{serif}", serif; }} }}
body {{ font: {TEXT_POINTS}pt/{LINE_POINTS}pt "{serif}", serif; margin: 0 auto; max-width: {TEXT_WIDTH_MM}mm; }}
p {{ margin: 0; text-indent: 2em; text-align: justify; }}
h1, h2 {{ font-size: {TITLE_POINTS}pt; line-height: 35pt; font-weight: normal; text-align: center; margin: 20pt 0; }}
.organ, .number {{ text-align: center; text-indent: 0; }}
.addressee, .attachment {{ text-indent: 0; }}
.attachment {{ break-before: page; font-family: "{SANS}", sans-serif; }}
.signature {{ text-align: right; margin-right: 4em; }}
table {{ border-collapse: collapse; width: 100%; font-size: {CELL_POINTS}pt; line-height: 16pt; table-layout: fixed; }}
td, th {{ border: 0.75pt solid black; padding: 2pt 4pt; text-align: left; }}
th {{ text-align: center; font-family: "{SANS}", sans-serif; font-weight: normal; }}
""".strip()


def as_page(pieces: list[Piece], serif: str) -> str:
    """A web page, its text in a font."""
    title = next((p.text for p in pieces if p.kind in ("title", "caption")), "")
    body = "\n".join(_piece_in_page(piece) for piece in pieces)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{html.escape(title)}</title>\n'
        f"<style>\n{_style(serif)}\n</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _piece_in_page(piece: Piece) -> str:
    if piece.table:
        return _table_in_page(piece.table, piece.widths)
    text = html.escape(piece.text, quote=False)
    if piece.kind in ("title", "caption"):
        tag = "h1" if piece.kind == "title" else "h2"
        return f"<{tag}>{text}</{tag}>"
    if piece.bold:
        text = f"<b>{html.escape(piece.text[: piece.bold], False)}</b>{html.escape(piece.text[piece.bold :], False)}"
    return f"<p>{text}</p>" if piece.kind == "text" else f'<p class="{piece.kind}">{text}</p>'


def _table_in_page(table: TableDraft, widths: tuple[float, ...]) -> str:
    rows = [""] * table.rows
    for cell in sorted(table.cells):
        tag = "th" if cell.row < table.header_rows else "td"
        spans = "".join(
            f' {name}="{span}"' for name, span in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if span > 1
        )
        rows[cell.row] += f"<{tag}{spans}>{html.escape(cell.strand.text, False)}</{tag}>"
    lines = [f"<tr>{row}</tr>" for row in rows]
    columns = "".join(f'<col style="width:{100 * share:.1f}%">' for share in widths)
    head, body = "\n".join(lines[: table.header_rows]), "\n".join(lines[table.header_rows :])
    return f"<table>\n<colgroup>{columns}</colgroup>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def write_document(pieces: list[Piece], path: Path) -> None:
    """A Word document."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, MARGINS_MM)
    section.footer_distance = Mm(25)
    _number_pages(section.footer.paragraphs[0])
    core = document.core_properties
    core.author, core.comments, core.created, core.modified = "", "", datetime(2024, 1, 1), datetime(2024, 1, 1)
    _default_font(document)
    for piece in pieces:
        if piece.table:
            _table_in_document(document, piece.table, piece.widths)
        else:
            _piece_in_document(document.add_paragraph(), piece)
    document.save(str(path))


def _default_font(document: Any) -> None:
    from docx.shared import Pt

    style = document.styles["Normal"]
    style.font.size = Pt(TEXT_POINTS)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = Pt(LINE_POINTS)
    _set_font(style, "仿宋_GB2312")


def _set_font(owner: Any, name: str) -> None:
    """A run's or style's font for Chinese text, which Word keeps apart from that for Latin."""
    from docx.oxml.ns import qn

    owner.font.name = "Times New Roman"
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _number_pages(paragraph: Any) -> None:
    """— N — in the foot, N a field."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    paragraph.add_run(" —")


def _piece_in_document(paragraph: Any, piece: Piece) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    if piece.kind in ("title", "caption", "organ", "number"):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif piece.kind == "signature":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif piece.kind == "attachment":
        paragraph.paragraph_format.page_break_before = True
    elif piece.kind == "text":
        indent = f'<w:ind {nsdecls("w")} w:firstLineChars="200" w:firstLine="640"/>'
        paragraph._p.get_or_add_pPr().append(parse_xml(indent))
    if piece.bold:
        paragraph.add_run(piece.text[: piece.bold]).bold = True
    run = paragraph.add_run(piece.text[piece.bold :])
    if piece.kind in ("title", "caption"):
        run.font.size = Pt(TITLE_POINTS)
        paragraph.paragraph_format.line_spacing = Pt(35)
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(16)
        _set_font(run, "方正小标宋简体")
    elif piece.kind == "attachment":
        _set_font(run, "黑体")


def _table_in_document(document: Any, table: TableDraft, widths: tuple[float, ...]) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    made = document.add_table(rows=table.rows, cols=table.columns, style="Table Grid")
    made.autofit = False
    for column, share in zip(made.columns, widths, strict=True):
        column.width = Mm(share * TEXT_WIDTH_MM)
        for cell in column.cells:
            cell.width = column.width
    for row in made.rows[: table.header_rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for one in table.cells:
        cell = made.cell(one.row, one.column)
        if one.rowspan > 1 or one.colspan > 1:
            cell = cell.merge(made.cell(one.row + one.rowspan - 1, one.column + one.colspan - 1))
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = Pt(16)
        run = paragraph.add_run(one.strand.text)
        run.font.size = Pt(CELL_POINTS)
        if one.row < table.header_rows:
            _set_font(run, "黑体")


def print_page(page: Path, pdf: Path) -> None:
    """Chromium prints a page; nothing is fetched, nothing is kept of the browser's own folder."""
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory() as own:
        _run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                f"--user-data-dir={own}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.resolve().as_uri(),
            ]
        )  # fmt: skip


FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
{}
</fontconfig>""".replace(
    "{}",
    "\n".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{font}</string></edit></match>'
        for name, font in (("仿宋_GB2312", SERIF), ("方正小标宋简体", SERIF), ("黑体", SANS))
    ),
)


def convert_document(document: Path, pdf: Path) -> None:
    """LibreOffice makes a PDF; offices' fonts, which are not free, are stood in for by Noto."""
    with tempfile.TemporaryDirectory() as own:
        fonts = Path(own) / "fonts.conf"
        fonts.write_text(FONTS, encoding="utf-8")
        profile = f"-env:UserInstallation={(Path(own) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", own, str(document)]
        _run(command, {**os.environ, "FONTCONFIG_FILE": str(fonts)})
        shutil.move(Path(own) / f"{document.stem}.pdf", pdf)


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, timeout=180, env=environment, capture_output=True)


def main() -> None:
    """Render every notice."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "corpus" / "renderings"
    out.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(NOTICES):
        notice = ROOT / "corpus" / "notices" / f"{name}.txt"
        pieces = pieces_of(find_in_bytes(Reading(notice.read_bytes(), notice.name)).outline)
        page, document = out / f"{name}.html", out / f"{name}.docx"
        page.write_text(as_page(pieces, SECOND_SERIF if number % 2 else SERIF), encoding="utf-8")
        write_document(pieces, document)
        print_page(page, out / f"{name}.chromium.pdf")
        convert_document(document, out / f"{name}.libreoffice.pdf")
        print(f"rendered: {name}")


if __name__ == "__main__":
    main()

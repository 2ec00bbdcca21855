"""First inputs of each fuzz target: short stretches of the corpus's notices, as they are and in every format.

For: scripts/fuzz.py. Small on purpose: a fuzzer tries thousands of small inputs a second and few large ones. Not for:
tests of what notices say.
"""

from __future__ import annotations

import base64
import io
import random
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
sys.path.insert(0, str(ROOT / "tests"))

import bad_pdfs
import docx_files
import ofd_packages

STRETCH = 300
"""Characters of a seed of text."""
SMALL_PDF = 20_000
SMALL_PART = 80_000
FORMS = (("RGB", "JPEG"), ("L", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("1", "TIFF"), ("L", "TIFF"))
"""Modes of Pillow's images and formats in which they are written."""
Seeds = list[bytes]


def seeds(target: str) -> Seeds:
    """The first inputs of a target, the same each time."""
    return MAKERS[target]()


def stretches(length: int = STRETCH, every: int = 5) -> list[str]:
    """Stretches of notices, from line to line: the first of each, and some of the rest."""
    chosen = random.Random(7)
    found = []
    for path in sorted((CORPUS / "notices").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        starts = [0, *(one.end() for one in re.finditer("\n", text))]
        found += [text[start : start + length] for start in [0, *chosen.sample(starts, min(every, len(starts)))]]
    return [one for one in found if one.strip()]


def _text() -> Seeds:
    made = [one.encode() for one in stretches()]
    first = stretches(120)[:6]
    return made + [one.encode(code) for one in first for code in ("gb18030", "utf-16", "utf-16-le", "utf-8-sig")]


def _markdown() -> Seeds:
    """Lines of notices under headings, in bold, in lists, in tables of strokes and of tags."""
    made = []
    for one in stretches(200, 2):
        lines = [line for line in one.split("\n") if line]
        rows = "".join(f"| {line[:9]} | {line[9:].replace('|', '')} |\n" for line in lines)
        tags = "".join(f"<tr><td rowspan=2>{line[:9]}</td><td>{line[9:]}</td></tr>" for line in lines)
        made.append("\n\n".join(f"{mark}{line}" for mark, line in zip("#>-*", lines, strict=False)).encode())
        made.append(f"# **{lines[0]}**\n\n| 序号 | 任务 |\n| --- | --- |\n{rows}\n<table>{tags}</table>".encode())
    return [*made, "---\n标题: 通知\n文号: 府发〔2023〕1号\n---\n> 注\n\n[附件](a.docx) $\\geq 5\\%$".encode()]


def _web_page() -> Seeds:
    page = "<html><head><meta charset=utf-8><title>{}</title></head><body><div id=content>{}</div></body></html>"
    made = []
    for one in stretches(200, 2):
        lines = one.split("\n")
        body = "".join(f"<p align=center>{line}</p>" for line in lines)
        cells = "".join(f"<tr><td>{line[:9]}</td><td colspan=2>{line[9:]}</td></tr>" for line in lines)
        made += [page.format(lines[0], body).encode(), page.format(lines[0], f"<table>{cells}</table>").encode()]
    for path in sorted((CORPUS / "renderings").glob("*.html")):
        whole = path.read_text(encoding="utf-8")
        made += [whole[:2000].encode(), whole[-2000:].encode()]
    return made


def _web_archive() -> Seeds:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    part = 'Content-Type: text/html; charset="{}"\r\nContent-Transfer-Encoding: {}\r\n\r\n'
    made = []
    for page in _web_page()[:20]:
        for code, way, body in (
            ("utf-8", "base64", base64.encodebytes(page)),
            ("gb2312", "8bit", page.decode("utf-8", "ignore").encode("gb18030")),
        ):
            made.append((head + part.format(code, way)).encode() + body + b"\r\n--b--\r\n")
    return made


def _pdf() -> Seeds:
    """Pages whose content is not packed, so that a change of a byte is a change of a word; and small whole files."""
    down = "".join(f"{60 + 90 * n} 500 m {60 + 90 * n} 700 l S\n" for n in range(6))
    table = down + "".join(f"60 {500 + 40 * n} m 510 {500 + 40 * n} l S\n" for n in range(6))
    contents = [bad_pdfs.notice_lines(), table + bad_pdfs.notice_lines(), bad_pdfs.notice_lines(1, "12 0 0 12")]
    for one in stretches(60, 1)[:20]:
        lines = one.split("\n")
        contents.append("".join(bad_pdfs.shown(line, 60, 780 - 24 * n) for n, line in enumerate(lines)))
    made = [_open_page(content) for content in contents]
    made += [bad_pdfs.forms_in_forms(2), bad_pdfs.many_pages(2), bad_pdfs.page_of(bad_pdfs.notice_lines())]
    return made + [path.read_bytes() for path in sorted(CORPUS.rglob("*.pdf")) if path.stat().st_size < SMALL_PDF]


def _open_page(content: str) -> bytes:
    resources = f"/Resources << {bad_pdfs.FONTS} >>"
    body = content.encode("latin-1")
    return bad_pdfs.pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox {bad_pdfs.A4} /Contents 4 0 R /Rotate 0 {resources} >>",
            b"<< /Length %d >>\nstream\n" % len(body) + body + b"\nendstream",
        ]
    )


def _docx() -> Seeds:
    made = []
    levels = docx_files.lists(docx_files.level(0, "chineseCounting", "%1、"), docx_files.level(1, "decimal", "%1.%2"))
    for one in stretches(150, 1)[:30]:
        lines = one.split("\n")
        body = "".join(docx_files.p(_escaped(line)) for line in lines)
        numbered = "".join(docx_files.item(_escaped(line), 1, n % 2) for n, line in enumerate(lines))
        rows = (docx_files.row(_escaped(line[:8]), _escaped(line[8:])) for line in lines)
        table = docx_files.table(*rows, widths=(900, 900))
        made += [docx_files.docx(body), docx_files.docx(numbered, numbering=levels), docx_files.docx(body + table)]
    more = docx_files.p(docx_files.field("PAGE", "3") + docx_files.r("共3页", "<w:vanish/>"))
    made.append(docx_files.docx(more, styles="", header=docx_files.p("某市公报"), footer=more))
    return made + [_without_pictures(path.read_bytes()) for path in sorted((CORPUS / "renderings").glob("nan*.docx"))]


def _ofd() -> Seeds:
    made = []
    for one in stretches(60, 1)[:20]:
        lines = enumerate(one.split("\n"))
        drawn = "".join(ofd_packages.text_object(_escaped(line), f"20 {30 + 9 * n} 170 10") for n, line in lines)
        path = ofd_packages.path_object("M 20 30 L 190 30 B 1 2 3 4 5 6 C", inner="<ofd:StrokeColor Value='0 0 0'/>")
        made.append(ofd_packages.packed(ofd_packages.members(ofd_packages.page(drawn + path))))
    delta = ofd_packages.text_object("通知", code='X="0" Y="5" DeltaX="g 1 5"', CTM="1 0 0 1 0 0")
    made.append(ofd_packages.packed(ofd_packages.members(ofd_packages.page(delta), ofd_packages.page(delta))))
    return made + [_without_pictures(path.read_bytes()) for path in sorted((CORPUS / "other").glob("*.ofd"))]


def _image() -> Seeds:
    """Strips of the corpus's scans, small, in every form that is read."""
    from PIL import Image

    made = []
    for path in sorted((CORPUS / "scans").glob("*.jpg")):
        with Image.open(path) as whole:
            for share, size in ((0.2, 240), (0.4, 160), (0.6, 120)):
                left, top = round(whole.width * share), round(whole.height * share)
                strip = whole.crop((left, top, left + 2 * size, top + size))
                for mode, kind in FORMS:
                    stream = io.BytesIO()
                    strip.convert(mode).save(stream, kind, dpi=(200, 200))
                    made.append(stream.getvalue())
    stream = io.BytesIO()
    page = Image.new("1", (90, 60), 1)
    page.save(stream, "TIFF", save_all=True, append_images=[page, page], compression="group4")
    return [*made, stream.getvalue()]


def _pipeline() -> Seeds:
    """A notice's head and some of its body as text, and some of every other format."""
    notices = [one.encode() for one in stretches(500, 3)]
    others = [_markdown(), _web_page(), _web_archive(), _pdf(), _docx(), _ofd()]
    return notices + [one for kind in others for one in kind[:12] if len(one) < 3 * SMALL_PDF]


def _without_pictures(data: bytes) -> bytes:
    """The container's XML alone, not packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            if name.endswith((".xml", ".rels")) and old.getinfo(name).file_size < SMALL_PART:
                new.writestr(name, old.read(name))
    return made.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").strip() or "无"


MAKERS: dict[str, Callable[[], Seeds]] = {
    "text": _text, "markdown": _markdown, "web_page": _web_page, "web_archive": _web_archive,
    "pdf": _pdf, "docx": _docx, "ofd": _ofd, "image": _image, "language": _text, "pipeline": _pipeline,
}  # fmt: skip

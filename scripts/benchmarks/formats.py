"""DOCX, HTML and OFD → PolicyDocument in milliseconds, beside what a library takes to give the bare text.

For: a notice of each format, and the same with its content 10 and 100 times over. Not here: PDF (``pdf``), images
(``recognition``), ``.doc``, whose time is LibreOffice's.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import environment

from benchmarks.contest import FACTORS, Contest, Peer, Plan, Row, Size, Work, measure

SOURCE = environment.ROOT / "corpus" / "renderings" / "nanchang-chanjiao-ronghe-8623-2023"
OFD = environment.ROOT / "corpus" / "other" / "luqiao-weisheng-2011-76-pifu.ofd"
EXPONENT = 1.05
Members = dict[str, bytes]


def rows(plan: Plan) -> list[Row]:
    """A contest a format."""
    return [
        *_contest("DOCX", "docx", _long_docx, Peer("python-docx: text alone", _python_docx), plan),
        *_contest("HTML", "html", _long_html, Peer("lxml: text alone", _lxml_html), plan),
        *_contest("OFD", "ofd", _long_ofd, Peer("zipfile + lxml: XML alone", _ofd_parts), plan),
    ]


def _contest(name: str, suffix: str, long: Callable[[int], bytes], peer: Peer, plan: Plan) -> list[Row]:
    sizes = [Size(factor, factor, long(factor)) for factor in FACTORS]
    contest = Contest(f"{name} → document", "ms", sizes, _ours(suffix), [peer], exponent_aim=EXPONENT)
    return measure(contest, plan)


def _ours(suffix: str) -> Work:
    import policyparse

    limits = policyparse.Limits(seconds=3600)
    return lambda data: policyparse.parse(data, name=f"notice.{suffix}", limits=limits)


def _long_docx(factor: int) -> bytes:
    members = _members(SOURCE.with_suffix(".docx").read_bytes())
    main = members["word/document.xml"].decode()
    start, end = main.index("<w:body>") + len("<w:body>"), main.rindex("<w:sectPr")
    members["word/document.xml"] = (main[:start] + main[start:end] * factor + main[end:]).encode()
    return _packed(members)


def _long_html(factor: int) -> bytes:
    text = SOURCE.with_suffix(".html").read_text(encoding="utf-8")
    start, end = text.index(">", text.index("<body")) + 1, text.rindex("</body>")
    return (text[:start] + text[start:end] * factor + text[end:]).encode()


def _long_ofd(factor: int) -> bytes:
    """The same pages listed again and again, each time as parts of their own."""
    members = _members(OFD.read_bytes())
    main = members["Doc_0/Document.xml"].decode()
    pages = re.findall(r'<ofd:Page ID="\d+" BaseLoc="Pages/(\w+)/Content.xml"/>', main)
    listed = []
    for turn in range(factor):
        for number, page in enumerate(pages):
            copy = f"Pages/{page}_{turn}/Content.xml"
            members[f"Doc_0/{copy}"] = members[f"Doc_0/Pages/{page}/Content.xml"]
            listed.append(f'<ofd:Page ID="{10_000 + turn * len(pages) + number}" BaseLoc="{copy}"/>')
    start, end = main.index("<ofd:Pages>") + len("<ofd:Pages>"), main.index("</ofd:Pages>")
    members["Doc_0/Document.xml"] = (main[:start] + "".join(listed) + main[end:]).encode()
    return _packed(members)


def _members(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}


def _packed(members: Members) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def _python_docx() -> Work:
    import docx

    def text(data: bytes) -> object:
        document = docx.Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return [paragraph.text for paragraph in document.paragraphs] + cells

    return text


def _lxml_html() -> Work:
    from lxml import html

    return lambda data: html.fromstring(data).text_content()


def _ofd_parts() -> Work:
    from lxml import etree

    def parts(data: bytes) -> object:
        return [etree.fromstring(part) for name, part in _members(data).items() if name.endswith(".xml")]

    return parts

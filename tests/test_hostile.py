"""Content that means harm stays text: formulas, markup, control characters, paths, entities, links to the network.

For: one test a way of attack, through the whole way from a file to what an office opens. ``PAGES`` lists the pages that
are made of notices: whoever adds one adds a line. Not for: limits (test_limits.py), damage (test_bad_files.py).
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import docx_files
import ofd_packages
import pytest

from policyparse import PolicyParseError, convert, parse, parse_text
from policyparse.cli import main

ATTACKS = ('=HYPERLINK("http://evil.invalid","a")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)", "＝1+1", "\u3000=1+1")
MARKUP = (
    '<script>alert(1)</script><img src="http://evil.invalid/a" onerror=alert(1)>"\'><a href=javascript:alert(1)>&lt;'
)
BIDI = "\u202e\u2066\u200f"
ESCAPES = "\x1b[31m\x9b31m\x85\x7f"


def notice(words: str, unit: str = "市教育局") -> str:
    """A notice with hostile words wherever a fact takes words from."""
    return (
        f"洪教字〔2023〕8号\n\n南昌市教育局关于印发{words}工作要点的通知\n\n各县教育局：\n一、建设目标\n到2025年，全市{words}示范校达到30所。\n"
        f"二、重点任务\n1.{words}建设示范校。各县建设{words}示范校。\n责任单位：{unit}\n完成时限：2025年12月底前\n"
        f"任务\t责任单位\t完成时限\n{words}\t{unit}、{words}\t2025年6月底前\n建设示范校\t{words}\t2025年7月底前\n\n南昌市教育局\n2023年4月5日\n"
    )


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Path]:
    """A folder run over notices with these names and texts; where it wrote to."""

    def converted(files: dict[str, str], *to: str) -> Path:
        inbox, out = tmp_path / "inbox", tmp_path / "out"
        inbox.mkdir()
        for name, text in files.items():
            (inbox / name).write_text(text, encoding="utf-8")
        convert(inbox, out, to=list(to) or ["json"])
        return out

    return converted


# formulas


@pytest.mark.slow
def test_no_cell_of_csv_or_workbook_is_a_formula(run: Callable[..., Path]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="reads the workbook back")
    pytest.importorskip("xlsxwriter", reason="the extra tables")
    out = run({f"{n}.txt": notice(words).replace("8号", f"{n}号") for n, words in enumerate(ATTACKS, 1)}, "csv", "xlsx")
    cells = [
        cell
        for path in (out / "csv").glob("*.csv")
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells) and any("calc" in cell for cell in cells)
    assert not [cell for cell in cells if re.match(r"[\s\u3000]*[=+@＝＋＠]", cell)]
    assert not [cell for cell in cells if re.match(r"\s*-(?![\d.]+$)", cell)]
    book = openpyxl.load_workbook(out / "ledger.xlsx")
    held = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in held)
    assert not [cell for cell in held if cell.data_type == "f" or cell.hyperlink]


# markup and pages


def deadline_page(out: Path) -> str:
    assert main(["deadlines", str(out), "--out", str(out / "deadlines.html"), "--as-of", "2024-01-01"]) == 0
    return (out / "deadlines.html").read_text(encoding="utf-8")


def review_page(out: Path) -> str:
    (source,) = [path for path in (out.parent / "inbox").iterdir() if path.stat().st_size]
    assert main(["review", str(source), "--out", str(out / "review.html")]) == 0
    return (out / "review.html").read_text(encoding="utf-8")


PAGES: dict[str, Callable[[Path], str]] = {
    "run report": lambda out: (out / "run-report.html").read_text(encoding="utf-8"),
    "deadlines": deadline_page,
    "review": review_page,
}
"""Name → the page's text, given the folder of a run over hostile notices; the page of scores is in test_score_page.py."""


class Live(HTMLParser):
    """Collects what a page would run, load or lead to outside itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            outside = name in ("src", "href", "action", "srcset") and not (value or "").startswith(("#", "data:image/"))
            if name.startswith("on") or outside or "javascript:" in (value or "").lower():
                self.found.append(f"{tag} {name}={value}")
        if tag in ("iframe", "object", "embed", "base"):
            self.found.append(tag)
        self.runs = tag == "script" and dict(attrs).get("type") != "application/json"

    def handle_data(self, data: str) -> None:
        if self.runs and ("alert(" in data or "evil" in data):
            self.found.append(data)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_markup_in_names_and_notices_stays_text_on_every_page(page: str, run: Callable[..., Path]) -> None:
    name = "<img src=x onerror=alert(1)>&\"'.txt"
    text = PAGES[page](run({name: notice(MARKUP), "空<script>.txt": ""}, "jsonl"))
    live = Live()
    live.feed(text)
    assert not live.found
    assert "onerror=alert(1)" in text and not re.search("<img src=(?:x|.?http)|<script>alert", text)


def test_markup_in_a_text_is_text_and_a_script_on_a_web_page_is_no_text() -> None:
    assert "<script>alert(1)</script>" in parse_text(notice(MARKUP)).text
    page = f"<html><body><script>evil()</script><style>evil</style><p>{notice('')}</p><p onclick=evil()>完</p></body></html>"
    assert "evil" not in parse(page.encode()).text


# control and bidi characters


@pytest.mark.slow
def test_names_with_controls_are_spelled_out_in_logs_and_pages(
    run: Callable[..., Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = f"a{BIDI}\x1b[31mtxt.fdp"
    out = run({name: ""})
    page = (out / "run-report.html").read_text(encoding="utf-8")
    assert "a\\u202e\\u2066\\u200f\\x1b[31mtxt.fdp" in page and not set(page) & set(f"\x1b{BIDI}")
    for options in ([], ["--log-json"]):
        assert main(["convert", str(tmp_path / "inbox"), str(tmp_path / f"out{len(options)}"), *options]) == 1
    assert main(["parse", str(tmp_path / "inbox" / name)]) == 10
    said = capfd.readouterr().err
    assert "txt.fdp" in said and not set(said) & set(f"\x1b{BIDI}")


@pytest.mark.parametrize("way", [["parse", "--format", "table"], ["parse", "--format", "md"], ["explain"]])
def test_what_is_printed_of_a_notice_does_not_steer_the_terminal(
    way: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(notice(f"甲{ESCAPES}乙{BIDI}丙"), encoding="utf-8")
    assert main([way[0], str(path), *way[1:]]) == 0
    said = capfd.readouterr().out
    assert "示范校" in said and not set(said) & set(f"\x1b\x9b\x85\x7f{BIDI}")


def test_a_text_holds_no_control_but_tab_and_newline() -> None:
    text = parse_text(notice(f"甲{ESCAPES}乙")).text
    assert not [character for character in text if character < " " and character not in "\t\n"]


# paths

CLIMBING = ("../../evil.xml", "/etc/evil.xml", "..\\..\\evil.xml", "C:\\evil.xml", "a/../../../evil.xml")


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_members_that_climb_out_are_written_nowhere(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = tmp_path / "a" / "b"
    work.mkdir(parents=True)
    monkeypatch.chdir(work)
    members: dict[str, str | bytes] = dict.fromkeys(CLIMBING, "evil")
    if kind == "docx":
        members |= {
            "word/document.xml": f"<w:document {docx_files.NAMESPACES}><w:body>{docx_files.p('通知')}</w:body></w:document>"
        }
        members |= {"_rels/.rels": relations("officeDocument", "../../word/document.xml", "Internal")}
    else:
        members |= ofd_packages.members(ofd_packages.page(ofd_packages.text_object("通知")))
    assert parse(ofd_packages.packed(members), "../../evil.docx").source.name == "evil.docx"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_part_outside_the_package_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text(ofd_packages.page(ofd_packages.text_object("机密")), encoding="utf-8")
    for loc in (str(secret), f"../../../../../..{secret}", secret.as_uri()):
        members = ofd_packages.members(ofd_packages.page(ofd_packages.text_object("通知")))
        members["Doc_0/Document.xml"] = str(members["Doc_0/Document.xml"]).replace("Pages/Page_0/Content.xml", loc)
        with pytest.raises(PolicyParseError) as caught:
            parse(ofd_packages.packed(members))
        assert caught.value.code == "corrupt"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_outputs_stay_in_their_folder_whatever_a_file_is_called(run: Callable[..., Path], tmp_path: Path) -> None:
    names = (
        "..\\..\\evil.txt",
        "....txt",
        "..%2f..%2fevil.txt",
        "a\nb.txt",
        "-rf.txt",
        "$(id).txt",
        "con.txt",
        " .txt",
    )
    out = run({name: notice(name.strip()) for name in names})
    outside = [path for path in tmp_path.rglob("*") if path.is_file() and not path.is_relative_to(out)]
    assert {path.parent.name for path in outside} == {"inbox"} and len(outside) == len(names)
    rows = json.loads((out / "run-report.json").read_text(encoding="utf-8"))["files"]
    assert len(rows) == len(names)
    assert all((out / row["output"]).resolve().parent == out.resolve() for row in rows if row["output"])


# entities and links


def relations(kind: str, target: str, mode: str) -> str:
    """A part of relations with one of them."""
    return (
        f'<Relationships xmlns="{docx_files.RELATIONS}"><Relationship Id="r1" Type="{docx_files.OFFICE}/{kind}"'
        f' Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


def test_entities_of_a_web_page_are_those_of_html_alone() -> None:
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>{notice("&x;甲&amp;乙")}</p></body></html>'
    text = parse(page.encode()).text
    assert "root:" not in text and "甲&乙" in text


AWAY = "http://127.0.0.1:9/evil"
LINKED = {
    "docx": docx_files.container(
        {
            "[Content_Types].xml": docx_files.TYPES,
            "_rels/.rels": relations("officeDocument", "word/document.xml", "Internal"),
            "word/_rels/document.xml.rels": relations("attachedTemplate", AWAY, "External"),
            "word/document.xml": f"<w:document {docx_files.NAMESPACES}><w:body>{docx_files.p('关于印发要点的通知')}"
            f'<w:p><w:r><w:instrText>INCLUDEPICTURE "{AWAY}"</w:instrText></w:r><w:hyperlink r:id="r1"><w:r><w:t>链接</w:t></w:r>'
            "</w:hyperlink></w:p><w:altChunk r:id='r1'/></w:body></w:document>",
        }
    ),
    "main part elsewhere": docx_files.container(
        {"_rels/.rels": relations("officeDocument", AWAY, "External"), "word/document.xml": f"<w:document {docx_files.NAMESPACES}><w:body>{docx_files.p('通知')}</w:body></w:document>"}
    ),
    "web page": (
        f"<html><head><base href='{AWAY}'><link rel=stylesheet href={AWAY}><meta http-equiv=refresh content='0;url={AWAY}'></head><body>"
        f"<iframe src={AWAY}></iframe><img src={AWAY}><object data={AWAY}></object><p>关于印发要点的通知</p><a href='{AWAY}.doc'>附件</a></body></html>"
    ).encode(),
    "ofd": ofd_packages.packed(
        ofd_packages.members(
            ofd_packages.page(ofd_packages.text_object("关于印发要点的通知")),
            resources=f'<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>{AWAY}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
        )
    ),
    "xml with an outside grammar": docx_files.container(
        {"word/document.xml": f'<!DOCTYPE a SYSTEM "{AWAY}"><w:document {docx_files.NAMESPACES}><w:body/></w:document>'}
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LINKED)
def test_links_to_the_network_are_never_followed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def ask(*arguments: object, **named: object) -> None:
        asked.append(arguments)
        raise OSError("no network in this test")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, ask, raising=False)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, ask)
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    if kind == "xml with an outside grammar":
        with pytest.raises(PolicyParseError, match="corrupt"):
            parse(LINKED[kind])
    else:
        assert "通知" in parse(LINKED[kind]).text
    assert not asked

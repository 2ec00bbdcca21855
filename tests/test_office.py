"""Older Word formats: LibreOffice makes them DOCX; without it, a clear error. And .doc files that are something else."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from docx_files import docx, item, level, lists, p, row, table

import policyparse
from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Clock, Reading
from policyparse.reading.pages import Pages
from policyparse.reading.sniffing import pick_reader, read

TITLE = "某市人民政府办公室关于印发某市数据工作方案的通知"
SENTENCE = "到2025年，建成数据平台10个。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
STREAM = "WordDocument".encode("utf-16-le")

needs_libreoffice = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed"
)


def rtf(*paragraphs: str) -> bytes:
    """RTF as Word writes it for code page 936: Chinese as bytes of GB18030, two by two."""
    words = "\\par\n".join(
        "".join(
            char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode("gb18030")) for char in one
        )
        for one in paragraphs
    )
    head = "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}\\f0 "
    return (head + words + "\\par}").encode("ascii")


def pages_of(data: bytes, seconds: float = 60.0) -> Pages:
    return read(Reading(data, "通知.doc", clock=Clock(seconds, "通知.doc")))


def error_of(data: bytes, seconds: float = 60.0) -> PolicyParseError:
    with pytest.raises(PolicyParseError) as caught:
        pages_of(data, seconds)
    return caught.value


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice, alone on the PATH but for the system's own tools; the test writes it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    tools = [tool for name in ("sh", "sleep", "cat", "mkdir") if (tool := shutil.which(name))]
    for tool in tools:
        (folder / Path(tool).name).symlink_to(tool)
    monkeypatch.setenv("PATH", str(folder))
    return folder / "soffice"


def write_program(program: Path, script: str) -> None:
    program.write_text(f"#!{program.parent / 'sh'}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


class TestWithoutLibreOffice:
    @pytest.mark.parametrize("data", [rtf(TITLE, SENTENCE), OLE + STREAM])
    def test_the_error_says_what_to_install(self, data: bytes, program: Path) -> None:
        error = error_of(data)
        assert error.code == "missing_extra"
        assert "libreoffice-writer" in error.message and "PATH" in error.message

    def test_a_document_under_a_password_is_encrypted(self, program: Path) -> None:
        header = b"\xec\xa5" + bytes(8) + (0x0100).to_bytes(2, "little")
        assert error_of(OLE + header.ljust(512, b"\0") + STREAM).code == "encrypted"
        assert error_of(OLE + "EncryptedPackage".encode("utf-16-le")).code == "encrypted"

    def test_a_plain_header_is_not_encrypted(self, program: Path) -> None:
        assert error_of(OLE + (b"\xec\xa5" + bytes(10)).ljust(512, b"\0") + STREAM).code == "missing_extra"

    @pytest.mark.skipif(os.name != "posix", reason="shell scripts stand in for LibreOffice")
    def test_a_conversion_that_gives_nothing_is_corrupt(self, program: Path) -> None:
        write_program(program, "exit 0")
        assert error_of(rtf(SENTENCE)).code == "corrupt"

    @pytest.mark.skipif(os.name != "posix", reason="shell scripts stand in for LibreOffice")
    def test_the_program_and_its_children_end_with_the_time(self, program: Path, tmp_path: Path) -> None:
        written = tmp_path / "children"
        write_program(program, f"sleep 300 &\necho $! > {written}\nsleep 300")
        begun = time.monotonic()
        assert error_of(rtf(SENTENCE), seconds=1.0).code == "timeout"
        assert time.monotonic() - begun < 20
        child = int(written.read_text())
        for _ in range(50):  # a killed child stays in the process table until its new parent looks
            state = Path(f"/proc/{child}/stat")
            if not state.exists() or state.read_text().split()[2] == "Z":
                break
            time.sleep(0.1)
        else:
            pytest.fail("a child of the program is still alive")

    @pytest.mark.skipif(os.name != "posix", reason="shell scripts stand in for LibreOffice")
    def test_it_is_told_to_run_no_macro_and_to_reach_no_network(self, program: Path, tmp_path: Path) -> None:
        seen = tmp_path / "seen"
        write_program(program, f'{{ cat profile/user/*.xcu; echo "$1 $http_proxy $HOME"; }} > {seen}')
        assert error_of(rtf(SENTENCE)).code == "corrupt"
        told = seen.read_text(encoding="utf-8")
        for setting in ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent"):
            assert f'oor:name="{setting}" oor:op="fuse"><value>true<' in told
        assert "ooInetHTTPSProxyName" in told and "http://127.0.0.1:9" in told
        assert "-env:UserInstallation=file://" in told and str(Path.home()) not in told.splitlines()[-1].split()

    @pytest.mark.skipif(os.name != "posix", reason="shell scripts stand in for LibreOffice")
    def test_the_result_is_read_and_the_source_stays_the_file(self, program: Path, tmp_path: Path) -> None:
        ready = tmp_path / "ready.docx"
        ready.write_bytes(docx(p(TITLE) + table(row("任务", "时限"), row("建设", "6月"))))
        # The folder for the result is the last argument but one; LibreOffice makes it.
        write_program(
            program,
            f'while [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"\ncat {ready} > "$2/notice.docx"',
        )
        data = rtf(TITLE)
        pages = pages_of(data)
        assert (pages.source.reader, pages.source.media_type) == ("office 1", "application/rtf")
        assert pages.source.size_bytes == len(data) and len(pages.tables) == 1


@needs_libreoffice
@pytest.mark.slow
class TestWithLibreOffice:
    def test_rtf_in_gb18030(self) -> None:
        pages = pages_of(rtf(TITLE, "各区人民政府：", SENTENCE))
        assert pages.characters == f"{TITLE}\n各区人民政府：\n{SENTENCE}\n"
        assert pages.source.reader == "office 1"

    def test_doc_with_numbering_and_a_table(self, tmp_path: Path) -> None:
        numbering = lists(level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"))
        body = (
            p(TITLE) + item("总体要求", 1) + item("主要目标", 1, 1) + p(SENTENCE) + item("重点任务", 1)
            + table(row("序号", "工作任务", "责任单位"), row("1", "建设平台", "市数据局"), row("2", "汇聚数据", "市财政局"), widths=(1000, 4000, 3000))
            + p("以上请落实。")
        )  # fmt: skip
        (tmp_path / "notice.docx").write_bytes(docx(body, numbering=numbering))
        program = shutil.which("soffice") or shutil.which("libreoffice") or ""
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "doc:MS Word 97", "notice.docx"]
        subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=True)
        document = policyparse.parse(tmp_path / "notice.doc")
        assert document.source.media_type == "application/msword"
        assert "一、总体要求\n（一）主要目标\n" in document.text and "二、重点任务\n" in document.text
        assert document.tables[0].rows == (("1", "建设平台", "市数据局"), ("2", "汇聚数据", "市财政局"))

    def test_word_2003_xml(self) -> None:
        data = (
            '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
            '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
            f"<w:body><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:body></w:wordDocument>"
        ).encode()
        assert pages_of(data).characters == SENTENCE + "\n"

    def test_junk_behind_a_right_beginning_is_an_error_and_no_text(self) -> None:
        assert error_of(OLE + STREAM + bytes(range(256)) * 20).code in ("corrupt", "empty")


class TestDocFilesThatAreSomethingElse:
    HTML = f'<html><head><meta charset="utf-8"></head><body><h1>{TITLE}</h1><p>各区人民政府：</p><p>{SENTENCE * 3}</p></body></html>'

    @pytest.mark.parametrize(
        ("data", "reader"),
        [(HTML.encode(), "web page"), (docx(p(TITLE)), "docx"), (rtf(TITLE), "office"), (TITLE.encode(), "text")],
    )
    def test_they_are_known_by_their_content(self, data: bytes, reader: str) -> None:
        assert pick_reader(data, "通知.doc") == reader

    @pytest.mark.parametrize(
        ("charset", "encoding"), [("utf-8", "base64"), ("gb2312", "quoted-printable"), ("unicode", "base64")]
    )
    def test_a_web_archive_that_word_saved(self, charset: str, encoding: str) -> None:
        page = self.HTML if charset == "utf-8" else self.HTML.replace("utf-8", charset)
        body = page.encode({"unicode": "utf-16", "gb2312": "gb18030"}.get(charset, charset))
        pages = pages_of(web_archive(body, charset, encoding))
        assert TITLE in pages.characters and SENTENCE * 3 in pages.characters
        assert (pages.source.media_type, pages.source.reader) == ("multipart/related", "web archive 1")

    def test_a_web_archive_without_a_page_is_corrupt(self) -> None:
        archive = web_archive(b"x", "utf-8", "base64").replace(b"text/html", b"image/png")
        assert error_of(archive).code == "corrupt"

    def test_a_text_that_begins_like_a_mail_is_text(self) -> None:
        assert pick_reader(f"Subject: {TITLE}\n\n{SENTENCE}".encode(), "a.doc") == "text"


def web_archive(page: bytes, charset: str, encoding: str) -> bytes:
    """A single file web page, its page in one of the two encodings that Word uses."""
    import base64
    import quopri

    packed = base64.encodebytes(page) if encoding == "base64" else quopri.encodestring(page)
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="----=_Next"\r\n\r\n'
        "This document is a Single File Web Page.\r\n\r\n------=_Next\r\nContent-Location: file:///C:/notice.htm\r\n"
        f'Content-Transfer-Encoding: {encoding}\r\nContent-Type: text/html; charset="{charset}"\r\n\r\n'
    )
    return head.encode() + packed + b"\r\n------=_Next--\r\n"

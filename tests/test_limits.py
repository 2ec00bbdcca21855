"""Every limit on a notice is held by default and by option, with the code that says so, on a file that trips it.

For: ``Limits``, ``--limit`` and ``--memory``. Not for: damage (test_bad_files.py), the pool (test_pool.py).
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from dataclasses import fields
from pathlib import Path

import bad_pdfs
import docx_files
import ofd_packages
import pytest

from policyparse import Limits, PolicyParseError, parse
from policyparse.cli import LIMIT_NAMES, main

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
NOTICE = "某市人民政府关于印发工作要点的通知\n各县区人民政府：\n一、到2025年，新建学校20所。\n"


def refused(data: bytes | str | Path, **limits: float) -> str:
    """Code and words of the error."""
    with pytest.raises(PolicyParseError) as caught:
        parse(data.encode() if isinstance(data, str) else data, "notice", limits=Limits(**limits))  # type: ignore[arg-type]
    return f"{caught.value.code}: {caught.value.message}"


def container(members: dict[str, str], kind: str) -> bytes:
    """A DOCX or OFD with further members, or with others in their place."""
    made = io.BytesIO()
    given = io.BytesIO(docx_files.docx(docx_files.p(NOTICE)) if kind == "docx" else ofd())
    with zipfile.ZipFile(given) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in {**{name: old.read(name).decode() for name in old.namelist()}, **members}.items():
            new.writestr(name, text)
    return made.getvalue()


def ofd(page: str | None = None) -> bytes:
    return ofd_packages.packed(ofd_packages.members(page or ofd_packages.page(ofd_packages.text_object("通知"))))


def table(rows: int, columns: int) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>某局{row}事{n}</td>' for n in range(columns))}</tr>" for row in range(rows))
    return f"<html><body><p>{NOTICE}</p><table>{lines}</table></body></html>"


def png(width: int, height: int) -> bytes:
    """A white PNG that states this size and holds little."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def picture_page(width: int, height: int, box: str = bad_pdfs.A4) -> bytes:
    """A PDF page under one black picture that states this size."""
    entries = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 1"
    )
    _, _, across, down = (float(edge) for edge in box.strip("[]").split())
    return bad_pdfs.page_of(
        f"{across} 0 0 {down} 0 0 cm /X Do\n", box, "/XObject << /X 5 0 R >>", [bad_pdfs.stream(b"\0" * 1000, entries)]
    )


def test_file_bytes() -> None:
    assert refused(NOTICE, file_bytes=40).startswith("too_large: ")
    assert refused(b" " * (20 * 1024 * 1024 + 1)) == "too_large: 20,971,521 bytes or more, the limit is 20,971,520"
    assert parse(NOTICE.encode(), limits=Limits(file_bytes=len(NOTICE.encode()))).tasks is not None


def test_characters() -> None:
    assert refused(NOTICE, characters=20) == "too_large: 45 characters, the limit is 20"
    assert refused(docx_files.docx(docx_files.p(NOTICE)), characters=20).startswith("too_large: more than 20 char")
    assert refused(CORPUS / "pdf" / "rl_row_split.pdf", characters=200).startswith("too_large: ")


def test_pages() -> None:
    assert refused(bad_pdfs.many_pages(5), pages=4) == "too_large: 5 pages, the limit is 4"
    assert refused(bad_pdfs.many_pages(3001)) == "too_large: 3,001 pages, the limit is 3,000"
    two = ofd_packages.packed(ofd_packages.members(*[ofd_packages.page(ofd_packages.text_object("通知"))] * 2))
    assert refused(two, pages=1).startswith("too_large: 2 pages")


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_members_of_a_container(kind: str) -> None:
    many = container({f"a/{number}.txt": "" for number in range(40)}, kind)
    assert "members, the limit is 30" in refused(many, members=30)
    assert parse(many).text


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_unpacked_bytes_as_declared_and_as_they_come(kind: str) -> None:
    large = container({"a/large.xml": " " * 3_000_000}, kind)
    assert len(large) < 20_000
    assert "unpacked bytes" in refused(large, unpacked_bytes=2_000_000)
    part = "word/document.xml" if kind == "docx" else "Doc_0/Document.xml"
    lying = container({part: f"<a>{' ' * 3_000_000}</a>"}, kind).replace(
        struct.pack("<I", 3_000_007), struct.pack("<I", 100)
    )
    assert refused(lying, unpacked_bytes=2_000_000).split(":")[0] in ("too_large", "corrupt")


def test_a_member_that_is_packed_in_another_way_is_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("word/document.xml", "<a/>")
    assert refused(made.getvalue()) == "corrupt: the part word/document.xml is packed in a way that DOCX does not use"


@pytest.mark.parametrize("kind", ["docx", "ofd"])
def test_depth_of_xml(kind: str) -> None:
    def nested(depth: int) -> bytes:
        if kind == "docx":
            return docx_files.docx("<w:sdt>" * depth + docx_files.p(NOTICE) + "</w:sdt>" * depth)
        drawn = ofd_packages.text_object("通知")
        return ofd(ofd_packages.page("<ofd:PageBlock>" * depth + drawn + "</ofd:PageBlock>" * depth))

    assert refused(nested(300)).startswith("too_large: the part ")
    assert "more than 20 deep" in refused(nested(30), xml_depth=20)
    assert parse(nested(10), limits=Limits(xml_depth=20)).text


def test_a_web_page_of_any_depth_is_read_so_far() -> None:
    assert "20所" in parse(f"<html><body>{'<div>' * 2000}{NOTICE}{'</div>' * 2000}</body></html>".encode()).text
    assert refused(f"<html><body>{'<div>' * 6000}{NOTICE}</body></html>").startswith("too_large: more than 5000")


def test_table_cells() -> None:
    assert refused(table(10, 10), table_cells=99) == "too_large: 100 table cells, the limit is 99"
    assert parse(table(10, 10).encode(), limits=Limits(table_cells=100)).tables
    rows = docx_files.table(*(docx_files.row("甲", "乙", "丙") for _ in range(5)), widths=(9, 9, 9))
    assert refused(docx_files.docx(docx_files.p(NOTICE) + rows), table_cells=14).startswith("too_large: 15 table")
    assert "table cells" in refused(NOTICE + "\n".join(f"{n}\t甲\t乙" for n in range(9)), table_cells=20)
    assert "table cells" in refused(CORPUS / "pdf" / "rl_row_split.pdf", table_cells=5)


def test_pixels() -> None:
    pytest.importorskip("rapidocr", reason="images are read with the extra ocr")
    assert refused(png(3000, 3000), pixels=8_000_000) == "too_large: 9,000,000 pixels, the limit is 8,000,000"
    assert refused(png(100_000, 100_000)).startswith("too_large: ")
    assert refused(picture_page(20_000, 20_000)) == "too_large: 400,000,000 pixels, the limit is 120,000,000"


def test_a_page_larger_than_any_sheet_is_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("rapidocr", reason="images are read with the extra ocr")
    from policyparse.reading import recognition

    drawn: list[int] = []

    def seen(image: object, *rest: object) -> None:
        high, wide = image.shape[:2]  # type: ignore[attr-defined]
        drawn.append(high * wide)
        raise PolicyParseError("timeout", "enough seen")

    monkeypatch.setattr(recognition, "recognise", seen)
    for box, least, most in (("[0 0 14400 14400]", 7_000_000, 8_100_000), (bad_pdfs.A4, 3_800_000, 3_900_000)):
        refused(picture_page(100, 100, box))
        assert least < drawn.pop() < most


def test_seconds() -> None:
    assert refused(CORPUS / "pdf" / "long_200_pages.pdf", seconds=0.05) == "timeout: more than 0.05 s"


def test_every_limit_but_the_seconds_is_an_option_of_the_command_line() -> None:
    assert {field.name for field in fields(Limits)} == {*LIMIT_NAMES, "seconds", "seconds_per_recognised_page"}


def test_the_command_line_takes_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    assert main(["parse", str(notice), "--limit", "characters=20", "--limit", "pages=3"]) == 14
    assert "通知.txt: too_large: 45 characters, the limit is 20" in capsys.readouterr().err
    assert main(["explain", str(notice), "--limit", "file_bytes=1G"]) == 0
    assert main(["convert", str(tmp_path), str(tmp_path / "out"), "--limit", "characters=20", "--quiet"]) == 1
    (row,) = json.loads((tmp_path / "out" / "run-report.json").read_text(encoding="utf-8"))["files"]
    assert row["code"] == "too_large"
    for wrong in ("colour=3", "pages", "pages=many", "pages=0", "seconds=3"):
        with pytest.raises(SystemExit) as caught:
            main(["parse", str(notice), "--limit", wrong])
        assert caught.value.code == 2


@pytest.mark.slow
def test_memory_bounds_a_process_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "通知.txt").write_text(NOTICE, encoding="utf-8")
    assert main(["parse", str(tmp_path / "通知.txt"), "--memory", "600M"]) == 0
    assert json.loads(capsys.readouterr().out)["text"].startswith("某市")
    packed = zlib.compressobj(9)
    blanks = b"".join([*(packed.compress(b" " * 1_000_000) for _ in range(900)), packed.flush()])
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(blanks) + blanks + b"\nendstream"
    bomb = bad_pdfs.page_of("").split(b"4 0 obj")[0]
    (tmp_path / "bomb.pdf").write_bytes(bomb + b"4 0 obj\n" + stream + b"\nendobj\n%%EOF")
    assert main(["parse", str(tmp_path / "bomb.pdf"), "--memory", "600M"]) in (14, 20)
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "memory" in said and "Traceback" not in said
    with pytest.raises(SystemExit):
        main(["parse", "-", "--memory", "600M"])

"""What bad input gets: the error's code or a document with a diagnostic, in time, never a crash or an empty success.

For: every paged and container format, through the library and the command line. Not for: what good files hold.
"""

from __future__ import annotations

import io
import json
import random
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import bad_pdfs
import docx_files
import ofd_packages
import pytest

from policyparse import Limits, PolicyParseError, parse
from policyparse.errors import EXIT_CODES
from policyparse.reading import pdf_shapes, pdf_text

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SMALL = Limits(seconds=60, unpacked_bytes=20_000_000)
TABLE = "".join(
    f"{60 + 90 * n} 500 m {60 + 90 * n} 700 l S 60 {500 + 40 * n} m 510 {500 + 40 * n} l S\n" for n in range(6)
)


def outcome(data: bytes | Path, limits: Limits | None = None, password: str | None = None) -> str:
    """The error's code, or ``document`` and the codes of its diagnostics."""
    try:
        document = parse(data, password=password, limits=limits or Limits(seconds=60))
    except PolicyParseError as error:
        return error.code
    assert document.text or document.diagnostics, "an empty success"
    return " ".join(["document", *sorted({one.code for one in document.diagnostics} - {"no_notice"})])


# PDF


def test_a_protected_pdf_opens_with_its_password_alone() -> None:
    locked = CORPUS / "pdf-more" / "user_password_rc4.pdf"
    assert outcome(locked) == "encrypted"
    assert outcome(locked, password="wrong") == "encrypted"
    assert outcome(locked, password="moyang-2025").startswith("document")
    assert outcome(CORPUS / "pdf-more" / "owner_password_only.pdf").startswith("document")


def test_a_damaged_pdf_is_recovered_and_said_to_be() -> None:
    whole = bad_pdfs.page_of(bad_pdfs.notice_lines())
    for cut in (whole[: whole.index(b"xref")], whole[:-60], whole[:-15]):
        document = parse(cut)
        assert "新建学校20所" in document.text
        assert "recovered_file" in {one.code for one in document.diagnostics}


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + bytes(range(256)) * 20, b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF"])
def test_a_pdf_of_which_nothing_is_left_is_corrupt(data: bytes) -> None:
    assert outcome(data) == "corrupt"


def test_no_bytes_and_blank_pages() -> None:
    assert outcome(b"") == "empty"
    assert outcome(CORPUS / "pdf-more" / "blank_pages.pdf") == "document no_text"
    assert outcome(bad_pdfs.page_of("")) == "document no_text"


def test_a_pdf_of_ten_thousand_pages_is_too_large_at_once() -> None:
    data = bad_pdfs.many_pages(10_000)
    started = time.process_time()
    assert outcome(data) == "too_large"
    assert time.process_time() - started < 2


def test_of_a_page_with_too_many_characters_only_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_text, "MOST_CHARACTERS", 30)
    document = parse(bad_pdfs.page_of(bad_pdfs.notice_lines()))
    assert document.text.startswith("某市人民政府办公室") and "学校" not in document.text
    assert "unreadable_page" in {one.code for one in document.diagnostics}


@pytest.mark.parametrize("bound", ["MOST_OBJECTS", "MOST_LINES"])
def test_of_a_page_with_too_many_shapes_only_the_first_are_looked_at(
    bound: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(pdf_shapes, bound, 5)
    assert outcome(bad_pdfs.page_of(TABLE + bad_pdfs.notice_lines())) == "document unreadable_page"


def test_the_time_limit_cuts_the_layout_of_a_crowded_page() -> None:
    chosen = random.Random(3)
    words = (
        bad_pdfs.shown("字", chosen.uniform(0, 580), chosen.uniform(0, 830), chosen.uniform(4, 12)) for _ in range(9000)
    )
    data = bad_pdfs.page_of("".join(words) + TABLE)
    from policyparse.layout.compose import compose_manuscript
    from policyparse.reading.limits import Clock, Reading
    from policyparse.reading.sniffing import read

    pages = read(Reading(data, "crowded.pdf"))
    with pytest.raises(PolicyParseError) as caught:
        compose_manuscript(pages, check=Clock(0.0, "crowded.pdf").check)
    assert caught.value.code == "timeout"


def rows_of_lines(count: int) -> str:
    """Horizontal and vertical lines over the whole page, all crossing."""
    across = "".join(f"20 {20 + 800 * n / count:.2f} m 570 {20 + 800 * n / count:.2f} l S\n" for n in range(count))
    down = "".join(f"{20 + 550 * n / count:.2f} 20 m {20 + 550 * n / count:.2f} 820 l S\n" for n in range(count))
    return across + down


@pytest.mark.parametrize(
    "content",
    [
        rows_of_lines(2000),
        "".join(f"{20 + n / 8:.2f} {20 + n / 6:.2f} {550 - n / 4:.2f} {790 - n / 3:.2f} re S\n" for n in range(1000)),
        "0.9 g " + "".join(f"50 {20 + n / 10:.2f} 500 8 re f\n" for n in range(3000)),
    ],
    ids=["crossing lines", "boxes in boxes", "overlapping fills"],
)
def test_a_drawing_is_no_table(content: str) -> None:
    assert outcome(bad_pdfs.page_of(content + bad_pdfs.notice_lines())).startswith("document")


def test_forms_in_forms_are_followed_so_far_and_no_farther() -> None:
    assert "新建学校20所" in parse(bad_pdfs.forms_in_forms(5)).text
    assert outcome(bad_pdfs.forms_in_forms(2000)) == "document no_text"
    own = f"/Type /XObject /Subtype /Form /BBox {bad_pdfs.A4} /Resources << {bad_pdfs.FONTS} /XObject << /X 5 0 R >> >>"
    again = bad_pdfs.stream("/X Do\n" + bad_pdfs.notice_lines(), own)
    assert outcome(bad_pdfs.page_of("/X Do\n", resources="/XObject << /X 5 0 R >>", more=[again])).startswith(
        "document"
    )


BOXES = (
    "[nan nan nan nan]", "[-1e400 -1e400 1e400 1e400]", f"[0 0 1{'0' * 30} 1{'0' * 30}]", "[0 0 100000000 100000000]",
    "[-500 -800 -1 -1]", "[0 0 -595 -842]", "[595 842 0 0]", "[0 0 0 0]", "[0 0 595 0.001]", "[/a /b /c /d]", "[0 0]",
)  # fmt: skip


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("entry", ["MediaBox", "CropBox"])
def test_a_page_whose_box_is_nonsense_has_a_size_all_the_same(box: str, entry: str) -> None:
    content = bad_pdfs.notice_lines() + TABLE
    data = bad_pdfs.page_of(content, box) if entry == "MediaBox" else bad_pdfs.page_of(content, page=f"/CropBox {box}")
    document = parse(data)
    (page,) = document.pages
    assert 1 <= page.width <= 40_000 and 1 <= page.height <= 40_000
    assert document.text or document.diagnostics


@pytest.mark.parametrize("size", ["0", "-12", "0." + "0" * 20 + "1", "2000", "1" + "0" * 30])
@pytest.mark.parametrize(
    "matrix",
    [
        "1 0 0 1",
        "0 0 0 0",
        "-1 0 0 1",
        "1 0 0 -1",
        "0.7 0.7 -0.7 0.7",
        f"1{'0' * 30} 0 1{'0' * 30} 1",
        f"1{'0' * 400} 0 0 1",
    ],
)
def test_text_of_absurd_size_and_angle_gives_a_document(size: str, matrix: str) -> None:
    content = bad_pdfs.notice_lines(1, matrix).replace("/F1 1 Tf", f"/F1 {size} Tf")
    assert outcome(bad_pdfs.page_of(content)).startswith("document")


# containers


def zip_bomb(data: bytes, member: str, size: int) -> bytes:
    """The container with one member more, which unpacks to so many blanks."""
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as file, file.open(member, "w", force_zip64=True) as stream:
        for _ in range(size // 1_000_000):
            stream.write(b" " * 1_000_000)
    return made.getvalue()


def with_size(data: bytes, old: int, new: int) -> bytes:
    """The container whose headers state another size."""
    return data.replace(struct.pack("<I", old), struct.pack("<I", new))


def docx(body: str = "<w:p><w:r><w:t>各有关部门要在2025年6月底前完成。</w:t></w:r></w:p>") -> bytes:
    return docx_files.docx(body)


def ofd() -> bytes:
    return ofd_packages.packed(ofd_packages.members(ofd_packages.page(ofd_packages.text_object("通知"))))


def replaced(data: bytes, member: str, text: bytes) -> bytes:
    """The container with other bytes in one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == member else old.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "member"), [(docx(), "word/media/a.xml"), (ofd(), "Doc_0/a.xml")], ids=["docx", "ofd"]
)
def test_a_zip_bomb_is_too_large_before_it_is_unpacked(data: bytes, member: str) -> None:
    bomb = zip_bomb(data, member, 40_000_000)
    assert len(bomb) < 100_000
    assert outcome(bomb, SMALL) == "too_large"


def test_a_member_that_is_larger_than_it_says_does_not_get_through() -> None:
    size = 40_000_000
    blown = replaced(docx(), "word/document.xml", b" " * size)
    assert outcome(with_size(blown, size, 1000), SMALL) in ("corrupt", "too_large")
    page = "Doc_0/Pages/Page_0/Content.xml"
    assert outcome(with_size(replaced(ofd(), page, b" " * size), size, 1000), SMALL) in ("corrupt", "too_large")


def test_members_that_share_their_bytes_do_not_add_up() -> None:
    """A bomb of overlapping entries: the directory names one packed member thousands of times."""
    made = io.BytesIO(zip_bomb(docx(), "word/media/0.xml", 1_000_000))
    with zipfile.ZipFile(made, "a") as file:
        first = file.infolist()[-1]
        for number in range(1, 3000):
            copy = zipfile.ZipInfo(f"word/media/{number}.xml")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits"):
                setattr(copy, name, getattr(first, name))
            file.filelist.append(copy)
        file._didModify = True  # type: ignore[attr-defined]
    assert outcome(made.getvalue()) == "too_large"


LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    "entity", [LAUGHS, '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'], ids=["laughs", "file"]
)
def test_entities_are_not_resolved(entity: str) -> None:
    with zipfile.ZipFile(io.BytesIO(docx())) as file:
        document = file.read("word/document.xml").decode().replace("各有关部门", "&j;各有关部门")
    assert outcome(replaced(docx(), "word/document.xml", (entity + document).encode())) == "corrupt"
    assert outcome(replaced(ofd(), "OFD.xml", entity.encode() + b"<x>&j;</x>")) == "corrupt"


def test_spans_of_a_hundred_thousand_are_bounded_by_the_cells_there_are() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="100000"/></w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = "".join(f"<w:tr>{cell.format(n)}{cell.format('某局')}</w:tr>" for n in range(3))
    assert outcome(docx(f"<w:tbl>{rows}</w:tbl>")).startswith("document")
    rows = "".join(f"<tr><td colspan=100000 rowspan=100000>{n}<td colspan=100000>某局</tr>" for n in range(3))
    assert outcome(f"<html><body><p>关于印发要点的通知</p><table>{rows}</table></body></html>".encode()).startswith(
        "document"
    )


def test_an_image_that_unpacks_to_too_much_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    assert outcome(bomb) in ("too_large", "missing_extra")


def test_a_file_of_two_gigabytes_is_too_large_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2 * 1024**3)
    started = time.process_time()
    assert outcome(path) == "too_large"
    with path.open("rb") as file, pytest.raises(PolicyParseError, match="too_large"):
        parse(file)
    assert time.process_time() - started < 2


# the command line


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("加密.pdf", (CORPUS / "pdf-more" / "user_password_rc4.pdf").read_bytes(), "encrypted"),
        ("坏.pdf", b"%PDF-1.7\njunk", "corrupt"),
        ("空.pdf", b"", "empty"),
        ("弹.docx", zip_bomb(docx(), "word/a.xml", 212_000_000), "too_large"),
        ("坏.ofd", ofd()[:-40], "corrupt"),
    ],
)
def test_the_command_line_says_it_in_one_line(
    name: str, data: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from policyparse.cli import main

    path = tmp_path / name
    path.write_bytes(data)
    assert main(["parse", str(path)]) == next(number for known, number in EXIT_CODES.items() if known == code)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1 and f"{name}: {code}: " in said.err and "Traceback" not in said.err


def test_the_command_line_takes_a_password(capsys: pytest.CaptureFixture[str]) -> None:
    from policyparse.cli import main

    assert main(["parse", str(CORPUS / "pdf-more" / "user_password_rc4.pdf"), "--password", "moyang-2025"]) == 0
    assert json.loads(capsys.readouterr().out)["pages"]


# mutations


def mutated(data: bytes, chosen: random.Random) -> bytes:
    """The file with flipped bits, a hole, a cut, a doubled stretch, other numbers or exchanged references."""
    at, length = chosen.randrange(len(data)), chosen.randrange(1, max(2, len(data) // 4))
    kind = chosen.randrange(5)
    if kind == 0:
        changed = bytearray(data)
        for _ in range(chosen.choice((1, 10, 100))):
            changed[chosen.randrange(len(data))] ^= 1 << chosen.randrange(8)
        return bytes(changed)
    if kind == 1:
        return data[:at] + data[at + length :]
    if kind == 2:
        return data[: at + 1]
    if kind == 3:
        return data[: at + length] + data[at:]
    words = data.split(b" ")
    for _ in range(10):
        words[chosen.randrange(len(words))] = chosen.choice(
            (b"0", b"-1", b"4294967296", b"3", b"1e9", chosen.choice(words))
        )
    return b" ".join(words)


def mutations(count: int) -> Iterator[tuple[str, bytes]]:
    """Broken copies of files of every format, the same ones each time; without such as are pictures."""
    slugs = ("rl_row_split.pdf", "typst_hlines.pdf", "watermark.pdf", "newspaper_2col.pdf")
    stem = "gongqingcheng-zhiye-jiaoyu-tizhi-peiyou"
    files = [CORPUS / "pdf" / slug for slug in slugs]
    files += [CORPUS / "renderings" / f"{stem}{suffix}" for suffix in (".docx", ".html")]
    files += sorted((CORPUS / "other").glob("*.ofd"))
    contents = [(file.name, file.read_bytes()) for file in files]
    for seed in range(count):
        chosen = random.Random(seed)
        name, data = contents[seed % len(contents)]
        for _ in range(chosen.choice((1, 1, 2))):
            data = mutated(data, chosen)
        yield f"{seed} {name}", data


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that look like images are not recognised: that takes seconds each and is tested elsewhere."""
    monkeypatch.setitem(sys.modules, "rapidocr", None)


def assert_survived(data: bytes) -> None:
    code = outcome(data)
    assert code not in ("internal", "timeout"), code


@pytest.mark.usefixtures("without_recognition")
def test_broken_copies_give_a_document_or_an_error() -> None:
    for _, data in mutations(21):
        assert_survived(data)


@pytest.mark.slow
@pytest.mark.usefixtures("without_recognition")
def test_many_broken_copies_give_a_document_or_an_error() -> None:
    for _, data in mutations(700):
        assert_survived(data)


# memory and long work


@pytest.mark.slow
def test_a_page_of_a_million_characters_ends_in_time() -> None:
    line = "".join(chr(0x4E00 + n % 3000) for n in range(1000))
    data = bad_pdfs.page_of("".join(bad_pdfs.shown(line, 20, 830 - 0.8 * n, 0.55) for n in range(1000)))
    started = time.process_time()
    # Signs as small as that may be taken for a picture of text, which cannot be read everywhere.
    found = outcome(data, Limits(seconds=120))
    assert "unreadable_page" in found or found == "missing_extra"
    assert time.process_time() - started < 60


@pytest.mark.slow
def test_a_page_of_two_hundred_thousand_lines_ends_in_time() -> None:
    data = bad_pdfs.page_of(rows_of_lines(100_000) + bad_pdfs.notice_lines())
    assert outcome(data, Limits(seconds=120)) == "document unreadable_page"


PEAK = """
import re, sys
from pathlib import Path
from policyparse.layout.compose import compose_manuscript
from policyparse.reading.limits import Reading
from policyparse.reading.sniffing import read
compose_manuscript(read(Reading(Path(sys.argv[1]).read_bytes(), "long.pdf")))
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1))
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel for the peak")
def test_two_hundred_pages_take_little_more_memory_than_twenty(tmp_path: Path) -> None:
    import pypdfium2

    whole = CORPUS / "pdf" / "long_200_pages.pdf"
    first = tmp_path / "first.pdf"
    part = pypdfium2.PdfDocument.new()
    part.import_pages(pypdfium2.PdfDocument(whole), list(range(20)))
    part.save(first)

    def peak(path: Path) -> int:
        ran = subprocess.run([sys.executable, "-c", PEAK, str(path)], stdout=subprocess.PIPE, check=True)
        return int(ran.stdout)

    assert peak(whole) <= 1.5 * peak(first)

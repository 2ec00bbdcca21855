"""Reading of PDF by either reader: which character stands where, and what becomes of locked, damaged and huge files.

Each test of a page runs with both readers, since each is the other's check. Not here: lines, columns, tables
(test_page_layout, test_rulings).
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_files import HEIGHT, WIDTH, Paper, pdf

import policyparse
from policyparse.errors import ErrorCode
from policyparse.reading.limits import Clock, Limits, Reading
from policyparse.reading.pages import Pages
from policyparse.reading.pdf import read_pdf
from policyparse.reading.pdf_second import read_with_pdfplumber

ROOT = Path(__file__).resolve().parents[1]
MORE = ROOT / "corpus" / "pdf-more"
READERS = (read_pdf, read_with_pdfplumber)
Box = tuple[float, ...]
Reader = Callable[[Reading], Pages]

both = pytest.mark.parametrize("reader", READERS, ids=["pdfium", "pdfplumber"])


def read(reader: Reader, data: bytes, password: str | None = None, limits: Limits | None = None) -> Pages:
    limits = limits or Limits()
    return reader(Reading(data, "通知.pdf", limits, Clock(limits.seconds, "通知.pdf"), password))


def box(pages: Pages, at: int) -> Box:
    g = pages.glyphs
    assert g is not None
    return tuple(round(edges[at], 1) for edges in (g.x0, g.top, g.x1, g.bottom))


def code(reader: Reader, data: bytes, password: str | None = None, limits: Limits | None = None) -> ErrorCode:
    with pytest.raises(policyparse.PolicyParseError) as caught:
        read(reader, data, password, limits)
    assert caught.value.name == "通知.pdf"
    return caught.value.code


@both
def test_a_glyph_has_the_box_of_its_em(reader: Reader) -> None:
    pages = read(reader, pdf(Paper().words(100, 72, "通知")))
    assert pages.characters == "通知"
    assert box(pages, 0) == (100, 72, 116, 88)
    assert box(pages, 1) == (116, 72, 132, 88)
    sheet = pages.sheets[0]
    assert (sheet.number, sheet.width, sheet.height, sheet.rotation) == (1, WIDTH, HEIGHT, 0)
    assert (sheet.start, sheet.end) == (0, 2)


@both
def test_digits_are_half_as_wide_and_as_high(reader: Reader) -> None:
    pages = read(reader, pdf(Paper().words(100, 72, "到2025年")))
    assert pages.characters == "到2025年"
    # The ink of the font that the machine offers may stand out of its advance by a little.
    assert box(pages, 1) == pytest.approx((116, 72, 124, 88), abs=0.3)


@both
@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        (90, (HEIGHT - 88, 100, HEIGHT - 72, 116)),
        (180, (WIDTH - 116, HEIGHT - 88, WIDTH - 100, HEIGHT - 72)),
        (270, (72, WIDTH - 116, 88, WIDTH - 100)),
    ],
)
def test_places_are_those_of_the_page_as_displayed(reader: Reader, rotation: int, expected: Box) -> None:
    pages = read(reader, pdf(Paper().words(100, 72, "通知"), page=f"/Rotate {rotation}"))
    sheet = pages.sheets[0]
    assert (sheet.width, sheet.height) == ((WIDTH, HEIGHT) if rotation == 180 else (HEIGHT, WIDTH))
    assert sheet.rotation == rotation
    assert box(pages, 0) == expected
    assert pages.glyphs is not None
    assert pages.glyphs.styles[0].angle == rotation


@both
def test_a_page_set_sideways_and_turned_back_is_upright(reader: Reader) -> None:
    # Landscape tables come so: the text runs up the sheet, and /Rotate shows it upright.
    paper = Paper().words(100, 700, "重点任务分工表", matrix="0 1 -1 0")
    pages = read(reader, pdf(paper, page="/Rotate 90"))
    assert pages.glyphs is not None
    assert [style.angle for style in pages.glyphs.styles] == [0]
    x0, top, x1, bottom = box(pages, 0)
    assert (x1 - x0, bottom - top) == (16, 16)


@both
@pytest.mark.parametrize(
    ("rotation", "expected"), [(0, (50, 32, 66, 48)), (90, (HEIGHT - 30 - 88, 50, HEIGHT - 30 - 72, 66))]
)
def test_what_is_cropped_away_is_left_out_and_said(reader: Reader, rotation: int, expected: Box) -> None:
    # 50 points cut off at the left, 40 at the top, 30 at the foot.
    paper = Paper().words(100, 72, "通知").words(60, 10, "裁切标记")
    pages = read(reader, pdf(paper, page=f"/Rotate {rotation}/CropBox[50 30 {WIDTH} {HEIGHT - 40}]"))
    assert pages.characters == "通知"
    assert box(pages, 0) == expected
    assert pages.flagged == (("outside_page", "4 character(s) beyond the edge of page 1 left out"),)
    shown = (WIDTH - 50, HEIGHT - 70)
    assert (pages.sheets[0].width, pages.sheets[0].height) == (shown if rotation == 0 else shown[::-1])


@both
def test_colour_and_angle_of_a_watermark_are_kept(reader: Reader) -> None:
    slant = "0.866 0.5 -0.5 0.866"
    pages = read(reader, pdf(Paper().words(100, 400, "征求意见稿", 44, grey=0.8, matrix=slant)))
    assert pages.glyphs is not None
    [style] = pages.glyphs.styles
    assert (style.angle, style.colour, style.size) == (330, (204, 204, 204), 44)


@both
def test_rulings_are_lines_and_thin_boxes_and_fills_are_areas(reader: Reader) -> None:
    paper = Paper().line(80, 200, 500, 200).fill(80, 230, 500, 231, 0).fill(80, 300, 500, 340, 0.9)
    sheet = read(reader, pdf(paper.words(100, 72, "通知"))).sheets[0]
    assert [tuple(map(round, ruling)) for ruling in sheet.rulings] == [(80, 200, 500, 200), (80, 230, 500, 230)]
    assert [tuple(map(round, fill)) for fill in sheet.fills] == [(80, 300, 500, 340)]


@both
def test_a_white_line_and_a_white_area_are_not_seen(reader: Reader) -> None:
    paper = Paper().fill(80, 200, 500, 201, 1).fill(80, 300, 500, 340, 1).words(100, 72, "通知")
    sheet = read(reader, pdf(paper)).sheets[0]
    assert not sheet.rulings and not sheet.fills


@both
def test_a_ligature_shares_its_box_among_its_characters(reader: Reader) -> None:
    # Typst's and LibreOffice's fonts draw ffi as one glyph that is called by three characters.
    pages = read(reader, pdf(Paper().words(100, 72, "※"), spelled={"※": "ffi"}))
    assert pages.characters == "ffi"
    ends = [box(pages, at)[::2] for at in range(3)]
    assert ends == [(100, 105.3), (105.3, 110.7), (110.7, 116)]


@both
def test_two_lines_of_one_cell_in_one_column_are_no_ligature(reader: Reader) -> None:
    # 序 over 号, at the same place from side to side.
    pages = read(reader, pdf(Paper().words(100, 72, "序", 12).words(100, 88, "号", 12)))
    assert box(pages, 0)[::2] == box(pages, 1)[::2] == (100, 112)


@both
@pytest.mark.parametrize("name", ["user_password_rc4", "encrypted_user"])
def test_a_locked_file_needs_its_password(reader: Reader, name: str) -> None:
    data = next(path for path in (ROOT / "corpus").rglob(f"{name}.pdf")).read_bytes()
    assert code(reader, data) == "encrypted"
    assert code(reader, data, "不对") == "encrypted"


@both
def test_the_password_opens_it(reader: Reader) -> None:
    data = (MORE / "user_password_rc4.pdf").read_bytes()
    assert "通知" in read(reader, data, "moyang-2025").characters


@both
def test_an_owner_password_alone_locks_nothing(reader: Reader) -> None:
    assert read(reader, (MORE / "owner_password_only.pdf").read_bytes()).flagged == ()


@both
def test_a_file_cut_off_in_its_first_object_is_corrupt(reader: Reader) -> None:
    assert code(reader, pdf(Paper().words(100, 72, "通知"))[:200]) == "corrupt"
    assert code(reader, (ROOT / "corpus" / "pdf" / "truncated.pdf").read_bytes()) == "corrupt"


@both
def test_a_file_without_its_end_is_recovered_and_said_so(reader: Reader) -> None:
    data = pdf(Paper().words(100, 72, "通知"))
    pages = read(reader, data[: data.index(b"startxref")])
    assert pages.characters == "通知"
    assert [said for said, _ in pages.flagged] == ["recovered_file"]


@both
def test_a_table_of_objects_that_points_astray_is_made_anew(reader: Reader) -> None:
    assert len(read(reader, (MORE / "damaged_xref.pdf").read_bytes()).characters) > 200
    data = pdf(Paper().words(100, 72, "通知"))
    assert read(reader, data.replace(b"startxref\n", b"startxref\n9")).characters == "通知"


@both
def test_blank_pages_are_a_document_with_a_diagnostic(reader: Reader) -> None:
    pages = read(reader, pdf(Paper(), Paper()))
    assert len(pages.sheets) == 2 and pages.characters == ""
    assert pages.flagged == (("no_text", "no page holds any text"),)


def test_blank_pages_and_zero_bytes_at_the_door() -> None:
    document = policyparse.parse(MORE / "blank_pages.pdf")
    assert document.tasks == () and "no_text" in [one.code for one in document.diagnostics]
    with pytest.raises(policyparse.PolicyParseError) as caught:
        policyparse.parse(MORE / "zero_bytes.pdf")
    assert caught.value.code == "empty"


@both
def test_no_pages_and_too_many_pages(reader: Reader) -> None:
    assert code(reader, pdf()) == "corrupt"
    three = pdf(*[Paper().words(100, 72, "通知")] * 3)
    assert code(reader, three, limits=Limits(pages=2)) == "too_large"
    assert len(read(reader, three, limits=Limits(pages=3)).sheets) == 3


@both
def test_more_characters_than_the_limit(reader: Reader) -> None:
    assert code(reader, pdf(Paper().words(0, 72, "通知" * 10, 10)), limits=Limits(characters=12)) == "too_large"


@both
def test_the_clock_is_looked_at_between_pages(reader: Reader) -> None:
    data = pdf(*[Paper().words(100, 72, "通知")] * 3)
    with pytest.raises(policyparse.PolicyParseError) as caught:
        reader(Reading(data, "通知.pdf", Limits(), Clock(-1.0, "通知.pdf")))
    assert caught.value.code == "timeout"


@both
def test_a_page_that_cannot_be_read_is_left_out_and_named(reader: Reader) -> None:
    data = pdf(Paper().words(100, 72, "通知"), Paper().words(100, 72, "附件"))
    pages = read(reader, data.replace(b"/Kids[5 0 R 7 0 R]", b"/Kids[5 0 R 9 0 R]"))
    assert pages.characters == "通知"


def test_a_glyph_without_a_character_is_the_replacement_character() -> None:
    # pdfminer says (cid:7); a reader of text must not meet such words.
    known = "各地各部门要高度重视压实责任"
    pages = read(read_with_pdfplumber, pdf(Paper().words(60, 72, known + "龘"), spelled={c: c for c in known}))
    assert pages.characters == known + "\ufffd"


def test_what_goes_on_under_pdfminer_is_not_said_aloud(caplog: pytest.LogCaptureFixture) -> None:
    read(read_with_pdfplumber, (MORE / "damaged_xref.pdf").read_bytes())
    assert not caplog.records


def test_pages_of_the_second_reader_are_let_go() -> None:
    def peak(count: int) -> int:
        paper = Paper().grid(range(60, 500, 40), (100, 700))
        for top in range(100, 700, 120):
            paper.words(60, top, "各地各部门要高度重视", 20)
        data = pdf(*[paper] * count)
        tracemalloc.start()
        try:
            read(read_with_pdfplumber, data)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)  # what is loaded once
    assert (peak(9) - peak(3)) / 6 < 0.2 * peak(1)

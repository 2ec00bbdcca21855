"""OFD files: where each character stands, which lines are rulings, what is left out, and what no file can do."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from ofd_packages import (
    box_of,
    document,
    members,
    order,
    packed,
    page,
    path_object,
    read_pages,
    text_object,
    xml,
)

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Clock, Limits, Reading
from policyparse.reading.ofd import read_ofd
from policyparse.reading.pages import Pages, Style
from policyparse.reading.sniffing import read

TITLE = "关于印发工作方案的通知"
MM = 72 / 25.4
CORPUS = Path(__file__).parent.parent / "corpus" / "other"


def style_of(pages: Pages, offset: int = 0) -> Style:
    assert pages.glyphs is not None
    return pages.glyphs.styles[pages.glyphs.style[offset]]


def rulings_of(pages: Pages) -> list[tuple[float, ...]]:
    """x0, top, x1, bottom in millimetres."""
    return [tuple(round(side / MM, 2) for side in line) for line in pages.sheets[0].rulings]


def error_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(PolicyParseError) as caught:
        read_ofd(order(data, limits))
    return caught.value.code


def changed(**parts: str | bytes | None) -> bytes:
    """A package of one page with some members replaced (``Doc_0__Document.xml``), None to take one out."""
    whole = members(page(text_object(TITLE)))
    for name, content in parts.items():
        path = name.replace("__", "/")
        if content is None:
            del whole[path]
        else:
            whole[path] = content
    return packed(whole)


# Where characters stand


def test_a_character_spans_its_advance_and_the_height_of_its_font_around_the_baseline() -> None:
    pages = read_pages(page(text_object("到2025年", code='X="1" Y="5" DeltaX="5 2.5 2.5 2.5 2.5"')))
    assert pages.characters == "到2025年"
    assert box_of(pages, 0) == (21.0, 30.6, 26.0, 35.6)
    assert box_of(pages, 1) == (26.0, 30.6, 28.5, 35.6)
    assert box_of(pages, 5) == (36.0, 30.6, 41.0, 35.6)  # the last one: an em, for which no offset is given


def test_g_n_v_stands_for_n_offsets() -> None:
    short = read_pages(page(text_object("建成平台10个", code='X="0" Y="5" DeltaX="g 4 5 2.5 2.5"')))
    whole = read_pages(page(text_object("建成平台10个", code='X="0" Y="5" DeltaX="5 5 5 5 2.5 2.5"')))
    assert [box_of(short, at) for at in range(7)] == [box_of(whole, at) for at in range(7)]


def test_an_offset_beyond_the_em_leaves_a_gap_between_boxes() -> None:
    pages = read_pages(page(text_object("序号任务", code='X="0" Y="5" DeltaX="5 40 5"')))
    assert box_of(pages, 1) == (25.0, 30.6, 30.0, 35.6)
    assert box_of(pages, 2)[0] == 65.0


def test_characters_without_offsets_follow_one_another_by_their_own_width() -> None:
    pages = read_pages(page(text_object("第3季度")))
    assert [box_of(pages, at)[0] for at in range(4)] == [20.0, 25.0, 27.5, 32.5]


def test_every_character_has_a_box_blanks_and_entities_too() -> None:
    pages = read_pages(page(text_object("A&amp;B &lt;试行&gt;", code='X="0" Y="5" DeltaX="g 8 3"')))
    assert pages.characters == "A&B <试行>"
    assert pages.glyphs is not None and len(pages.glyphs.x0) == len(pages.characters)
    assert box_of(pages, 3) == (29.0, 30.6, 32.0, 35.6)


def test_indentation_of_the_xml_is_no_text() -> None:
    pages = read_pages(page(text_object("\n      各区人民政府：\n    ", code='X="0" Y="5" DeltaX="g 6 5"')))
    assert pages.characters == "各区人民政府："


def test_hscale_narrows_the_glyph_and_not_the_offsets() -> None:
    pages = read_pages(page(text_object("文件", code='X="0" Y="5" DeltaX="6"', HScale="0.6")))
    assert box_of(pages, 0) == (20.0, 30.6, 23.0, 35.6)
    assert box_of(pages, 1) == (26.0, 30.6, 29.0, 35.6)


def test_a_ligature_shares_its_glyph_and_a_rare_character_may_count_twice() -> None:
    transform = (
        '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="1"><ofd:Glyphs>7</ofd:Glyphs></ofd:CGTransform>'
    )
    object_ = text_object("fi表", code='X="0" Y="5" DeltaX="4"').replace(
        "<ofd:TextCode", transform + "<ofd:TextCode", 1
    )
    pages = read_pages(page(object_))
    assert [box_of(pages, at)[::2] for at in range(3)] == [(20.0, 22.0), (22.0, 24.0), (24.0, 29.0)]
    rare = read_pages(page(text_object("𬭛工局", code='X="0" Y="5" DeltaX="2.5 2.5 5"')))
    assert [box_of(rare, at)[::2] for at in range(3)] == [(20.0, 25.0), (25.0, 30.0), (30.0, 35.0)]


def test_an_escaped_character_is_read_where_the_offsets_agree() -> None:
    pages = read_pages(page(text_object(r"\3400局", code='X="0" Y="5" DeltaX="5"')))
    assert pages.characters == "㐀局"
    assert read_pages(page(text_object(r"\3400局", code='X="0" Y="5" DeltaX="g 5 3"'))).characters == r"\3400局"


def test_text_that_holds_glyph_numbers_only_is_kept_as_it_stands() -> None:
    assert read_pages(page(text_object("¤¤¤", code='X="0" Y="5" DeltaX="5 5"'))).characters == "¤¤¤"


def test_texts_follow_one_another_in_the_order_of_the_file() -> None:
    pages = read_pages(page(text_object("市发展改革委", "20 200 60 8") + text_object("责任单位：", "20 30 60 8")))
    assert pages.characters == "市发展改革委责任单位："


# How characters look


def test_style_has_the_size_as_displayed_and_the_colour() -> None:
    fill = '<ofd:FillColor Value="#ee #20 #25" Alpha="51"/>'
    object_ = text_object(TITLE, Font="2", CTM="2 0 0 2 0 0").replace("<ofd:TextCode", fill + "<ofd:TextCode", 1)
    assert style_of(read_pages(page(object_))) == Style("黑体", round(10 * MM, 2), 0, (238, 32, 37), 0.2)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ('Value="255 0 0"', (255, 0, 0)),
        ('Value="128" ColorSpace="5"', (128, 128, 128)),
        ('Value="0 0 0 255" ColorSpace="6"', (0, 0, 0)),
        ('Value="0 255 255 0" ColorSpace="6"', (255, 0, 0)),
        ('Value="red"', (0, 0, 0)),
        ("", (0, 0, 0)),
    ],
)
def test_grey_and_cmyk_become_red_green_blue(colour: str, expected: tuple[int, int, int]) -> None:
    spaces = (
        '<ofd:ColorSpaces><ofd:ColorSpace ID="5" Type="GRAY"/><ofd:ColorSpace ID="6" Type="CMYK"/></ofd:ColorSpaces>'
    )
    object_ = text_object(TITLE).replace("<ofd:TextCode", f"<ofd:FillColor {colour}/><ofd:TextCode", 1)
    assert style_of(read_pages(page(object_), resources=spaces)).colour == expected


def test_opacity_of_object_and_colour_multiply_and_unfilled_text_has_none() -> None:
    object_ = text_object(TITLE, Alpha="128").replace("<ofd:TextCode", '<ofd:FillColor Alpha="128"/><ofd:TextCode', 1)
    assert style_of(read_pages(page(object_))).opacity == pytest.approx(0.252)
    assert style_of(read_pages(page(text_object(TITLE, Fill="false")))).opacity == 0


def test_a_rotating_matrix_turns_boxes_and_style() -> None:
    pages = read_pages(page(text_object("机密", "100 100 50 50", 'X="0" Y="0" DeltaX="5"', CTM="0 1 -1 0 0 0")))
    assert style_of(pages).angle == 90
    assert box_of(pages, 0) == (99.4, 100.0, 104.4, 105.0)
    assert box_of(pages, 1) == (99.4, 105.0, 104.4, 110.0)


def test_a_slanting_watermark_is_kept_with_its_angle() -> None:
    pages = read_pages(page(text_object("内部资料", CTM="0.7071 -0.7071 0.7071 0.7071 0 0") + text_object(TITLE)))
    assert style_of(pages).angle == 315
    assert style_of(pages, 5).angle == 0
    assert pages.characters == "内部资料" + TITLE


def test_char_direction_turns_glyphs_and_read_direction_leads_the_line() -> None:
    turned = read_pages(
        page(text_object("附件", code='X="0" Y="0" DeltaY="5"', CharDirection="90", ReadDirection="90"))
    )
    assert style_of(turned).angle == 90
    assert [box_of(turned, at) for at in (0, 1)] == [(19.4, 30.0, 24.4, 35.0), (19.4, 35.0, 24.4, 40.0)]
    upright = read_pages(page(text_object("责任", code='X="0" Y="5"', ReadDirection="90")))
    assert style_of(upright).angle == 0
    assert [box_of(upright, at) for at in (0, 1)] == [(20.0, 30.6, 25.0, 35.6), (20.0, 35.6, 25.0, 40.6)]


def test_text_that_is_not_to_be_seen_is_left_out_and_said() -> None:
    pages = read_pages(page(text_object("旧稿作废", Visible="false") + text_object(TITLE)))
    assert pages.characters == TITLE
    assert pages.flagged == (("hidden_text", "4 character(s) that are not to be seen left out"),)


def test_text_beyond_the_edge_of_the_sheet_is_left_out_and_said() -> None:
    pages = read_pages(page(text_object("旧稿", "300 20 60 8") + text_object(TITLE)))
    assert pages.characters == TITLE
    assert pages.flagged == (("outside_page", "2 character(s) beyond the edge of page 1 left out"),)


# Rulings


def test_axis_parallel_strokes_are_rulings_and_slanting_ones_and_curves_are_not() -> None:
    drawn = path_object("M 20 50 L 190 50 M 20 50 L 20 80 M 20 50 L 60 90 M 20 60 B 30 60 40 60 50 60 Q 55 60 60 60")
    assert rulings_of(read_pages(page(drawn + text_object(TITLE)))) == [(20, 50, 190, 50), (20, 50, 20, 80)]


def test_a_rectangle_gives_four_rulings_and_a_thin_filled_one_gives_one() -> None:
    rectangle = path_object("M 20 50 L 190 50 L 190 60 L 20 60 C")
    assert set(rulings_of(read_pages(page(rectangle + text_object(TITLE))))) == {
        (20, 50, 190, 50), (20, 60, 190, 60), (20, 50, 20, 60), (190, 50, 190, 60),
    }  # fmt: skip
    thin = path_object("M 20 50 L 190 50 L 190 50.4 L 20 50.4 C", Stroke="false", Fill="true")
    assert rulings_of(read_pages(page(thin + text_object(TITLE)))) == [(20, 50.2, 190, 50.2)]


def test_a_filled_rectangle_is_an_area() -> None:
    shade = path_object("M 20 50 L 190 50 L 190 60 L 20 60", Stroke="false", Fill="true")
    sheet = read_pages(page(shade + text_object(TITLE))).sheets[0]
    assert sheet.rulings == ()
    assert [[round(side / MM, 2) for side in fill] for fill in sheet.fills] == [[20, 50, 190, 60]]


def test_a_table_of_paths_gives_the_grid_of_its_rulings() -> None:
    rows = "".join(path_object("S 0 0 L 170 0 C", f"20 {top} 170 0.35", Fill="true") for top in (50, 60, 70))
    columns = "".join(path_object("M 0 0 L 0 20", f"{left} 50 0.35 20") for left in (20, 40, 190))
    cells = text_object("序号", "21 52 18 8") + text_object("任务", "41 52 100 8")
    assert rulings_of(read_pages(page(rows + columns + cells))) == [
        (20, 50, 190, 50), (20, 60, 190, 60), (20, 70, 190, 70), (20, 50, 20, 70), (40, 50, 40, 70), (190, 50, 190, 70),
    ]  # fmt: skip


def test_boundary_and_matrix_place_a_path() -> None:
    pages = read_pages(page(path_object("M 0 0 L 10 0", "50 60 1 20", CTM="0 2 -2 0 0 0") + text_object(TITLE)))
    assert rulings_of(pages) == [(50, 60, 50, 80)]


def test_what_is_white_clear_or_unpainted_rules_nothing() -> None:
    line, white = "M 20 50 L 190 50", '<ofd:StrokeColor Value="255 255 255"/>'
    sheet = '<ofd:FillColor Value="255 255 255"/>'
    drawn = (
        path_object(line, inner=white)
        + path_object(line, Alpha="0")
        + path_object(line, Stroke="false")
        + path_object("M 0 0 L 210 0 L 210 297 L 0 297 C", inner=sheet, Stroke="false", Fill="true")
    )
    assert rulings_of(read_pages(page(drawn + text_object(TITLE)))) == []


def test_width_and_colour_come_from_drawing_parameters_that_stand_on_one_another() -> None:
    parameters = (
        '<ofd:DrawParams><ofd:DrawParam ID="3" LineWidth="8"><ofd:StrokeColor Value="255 255 255"/></ofd:DrawParam>'
        '<ofd:DrawParam ID="4" Relative="3"/><ofd:DrawParam ID="5" Relative="6" LineWidth="8"/>'
        '<ofd:DrawParam ID="6" Relative="5"/></ofd:DrawParams>'
    )
    line = "M 20 50 L 190 50"
    white = read_pages(page(path_object(line, DrawParam="4") + text_object(TITLE)), resources=parameters)
    assert rulings_of(white) == []
    bar = read_pages(page(path_object(line, DrawParam="6") + text_object(TITLE)), resources=parameters)
    assert [[round(side / MM, 2) for side in fill] for fill in bar.sheets[0].fills] == [[20, 46, 190, 54]]


def test_rulings_end_at_the_edge_of_the_sheet() -> None:
    pages = read_pages(page(path_object("M -100 50 L 900 50 M 10 400 L 200 400") + text_object(TITLE)))
    assert rulings_of(pages) == [(0, 50, 210, 50)]


def test_a_path_that_cannot_be_read_on_is_read_as_far_as_it_goes() -> None:
    pages = read_pages(page(path_object("M 20 50 L 190 50 X 3 4 L 190 90 L") + text_object(TITLE)))
    assert rulings_of(pages) == [(20, 50, 190, 50)]


# Pages, documents, and what lies in one another


def test_a_page_has_its_own_area_or_the_documents() -> None:
    own = "<ofd:Area><ofd:PhysicalBox>0 0 297 210</ofd:PhysicalBox></ofd:Area>"
    pages = read_pages(page(text_object(TITLE)), page(text_object("附件"), own))
    assert [(sheet.number, round(sheet.width / MM), round(sheet.height / MM)) for sheet in pages.sheets] == [
        (1, 210, 297),
        (2, 297, 210),
    ]
    assert [pages.characters[sheet.start : sheet.end] for sheet in pages.sheets] == [TITLE, "附件"]
    assert pages.sheet_at(len(TITLE)).number == 2


def test_templates_are_drawn_below_or_above_the_page() -> None:
    common = (
        '<ofd:TemplatePage ID="30" BaseLoc="Tpls/Head.xml"/>'
        '<ofd:TemplatePage ID="31" BaseLoc="Tpls/Foot.xml" ZOrder="Foreground"/>'
    )
    uses = '<ofd:Template TemplateID="31"/><ofd:Template TemplateID="30" ZOrder="Background"/><ofd:Template TemplateID="99"/>'
    parts = members(page(text_object(TITLE), uses), common=common)
    # A template that names itself is drawn once.
    parts["Doc_0/Tpls/Head.xml"] = page(text_object("某市人民政府文件"), '<ofd:Template TemplateID="30"/>')
    parts["Doc_0/Tpls/Foot.xml"] = page(text_object("— 1 —"))
    assert read_ofd(order(packed(parts))).characters == f"某市人民政府文件{TITLE}— 1 —"


def test_all_documents_of_a_package_are_read_and_their_pages_counted_on() -> None:
    parts = members(page(text_object("通知正文")))
    parts["OFD.xml"] = xml(
        "OFD",
        "<ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>",
    )
    parts["Doc_1/Document.xml"] = document(1)
    parts["Doc_1/PublicRes.xml"] = xml("Res", '<ofd:Fonts><ofd:Font ID="1" FontName="楷体"/></ofd:Fonts>')
    parts["Doc_1/Pages/Page_0/Content.xml"] = page(text_object("附件1"))
    pages = read_ofd(order(packed(parts)))
    assert [sheet.number for sheet in pages.sheets] == [1, 2]
    assert pages.characters == "通知正文附件1"
    assert (style_of(pages, 0).font, style_of(pages, 4).font) == ("仿宋", "楷体")


def test_blocks_in_blocks_and_composites_are_drawn_where_they_stand() -> None:
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8" Width="50" Height="50"><ofd:Content>'
        + text_object("牵头单位", "10 0 40 10")
        + '<ofd:CompositeObject ID="70" ResourceID="8" Boundary="0 0 50 50"/>'  # itself: not drawn again
        "</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    drawn = (
        f"<ofd:PageBlock><ofd:PageBlock>{text_object(TITLE)}</ofd:PageBlock></ofd:PageBlock>"
        '<ofd:CompositeObject ID="71" ResourceID="8" Boundary="100 200 50 50" CTM="0.5 0 0 0.5 0 0"/>'
    )
    pages = read_pages(page(drawn), resources=unit)
    assert pages.characters == TITLE + "牵头单位"
    assert box_of(pages, len(TITLE)) == (105.0, 200.3, 107.5, 202.8)


def test_annotations_and_signatures_are_not_the_notices() -> None:
    after = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    parts = members(page(text_object(TITLE)), after=after)
    parts["Doc_0/Annots/Annotations.xml"] = xml(
        "Annotations", '<ofd:Page PageID="0"><ofd:FileLoc>P0.xml</ofd:FileLoc></ofd:Page>'
    )
    stamp = f'<ofd:Annot Type="Stamp"><ofd:Appearance Boundary="0 0 50 50">{text_object("校对专用章")}</ofd:Appearance></ofd:Annot>'
    parts["Doc_0/Annots/P0.xml"] = xml("PageAnnot", stamp)
    pages = read_ofd(order(packed(parts)))
    assert pages.characters == TITLE
    assert [code for code, _ in pages.flagged] == ["annotations"]


def test_paths_may_be_written_with_backslashes_another_case_or_beyond_the_root() -> None:
    parts = members(page(text_object(TITLE)))
    entry = parts["Doc_0/Document.xml"]
    assert isinstance(entry, str)
    for written in (
        r"pages\page_0\content.xml",
        "../../../Doc_0/Pages/Page_0/Content.xml",
        "/Doc_0/./Pages/Page_0/Content.xml",
    ):
        changed_entry = entry.replace("Pages/Page_0/Content.xml", written)
        assert read_ofd(order(packed(parts | {"Doc_0/Document.xml": changed_entry}))).characters == TITLE


def test_a_writer_with_another_namespace_is_read() -> None:
    parts = {
        name: content.replace("http://www.ofdspec.org/2016", "http://www.ofdspec.org")
        for name, content in members(page(text_object(TITLE))).items()
        if isinstance(content, str)
    }
    assert read_ofd(order(packed(dict(parts)))).characters == TITLE


# Pages that are pictures


def scan(boundary: str = "0 0 210 297", count: int = 1) -> dict[str, str | bytes]:
    media = '<ofd:MultiMedias><ofd:MultiMedia ID="40" Type="Image" Format="PNG"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>'
    image = f'<ofd:ImageObject ResourceID="40" Boundary="{boundary}" CTM="210 0 0 297 0 0"/>'
    parts = members(*[page(image)] * count, resources=media)
    parts["Doc_0/Res/scan.png"] = b"\x89PNG picture"
    return parts


def test_a_scan_that_cannot_be_decoded_is_said() -> None:
    pytest.importorskip("rapidocr", reason="needs the extra ocr")
    pages = read_ofd(order(packed(scan(count=2))))
    assert [(sheet.start, sheet.end) for sheet in pages.sheets] == [(0, 0), (0, 0)]
    assert [code for code, _ in pages.flagged].count("unreadable_page") == 2


@pytest.mark.slow
def test_a_scan_is_recognised_where_its_picture_stands() -> None:
    pytest.importorskip("rapidocr", reason="needs the extra ocr")
    parts = scan()
    parts["Doc_0/Res/scan.png"] = (Path(__file__).parents[1] / "corpus" / "scans" / "head-and-seal.jpg").read_bytes()
    pages = read_ofd(order(packed(parts)))
    assert pages.source.text_layer == "ocr" and pages.sheets[0].layer == "ocr"
    assert "通知" in pages.characters and pages.glyphs is not None
    assert all(0 <= x <= 210 * MM for x in pages.glyphs.x0)


def test_a_scan_without_the_extra_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.reading.recognition.find_spec", lambda name: None)
    assert error_of(packed(scan())) == "missing_extra"


def test_a_small_picture_makes_no_scan() -> None:
    parts = scan()
    content = parts["Doc_0/Pages/Page_0/Content.xml"]
    assert isinstance(content, str)
    parts["Doc_0/Pages/Page_0/Content.xml"] = content.replace("210 0 0 297 0 0", "30 0 0 30 0 0")
    assert error_of(packed(parts)) == "empty"


def test_a_picture_that_is_not_in_the_package_is_none() -> None:
    parts = scan()
    del parts["Doc_0/Res/scan.png"]
    assert error_of(packed(parts)) == "empty"


# What no file can do


def test_a_broken_page_is_said_and_the_others_are_read() -> None:
    pages = read_pages(page(text_object(TITLE)), "<ofd:Page", page(text_object("附件")))
    assert pages.characters == TITLE + "附件"
    assert [sheet.number for sheet in pages.sheets] == [1, 3]
    ((code, message),) = pages.flagged
    assert code == "unreadable_page" and "page 2" in message


def test_a_package_of_which_nothing_can_be_read_is_corrupt() -> None:
    assert error_of(packed(members("<no", "xml"))) == "corrupt"
    assert error_of(changed(**{"OFD.xml": "no xml"})) == "corrupt"
    assert error_of(changed(**{"Doc_0__Document.xml": None})) == "corrupt"
    assert error_of(changed(**{"Doc_0__Pages__Page_0__Content.xml": None})) == "corrupt"
    assert error_of(b"PK\x03\x04 and no more") == "corrupt"
    assert error_of(changed()[:-40]) == "corrupt"


def test_a_document_that_cannot_be_read_is_said_and_the_next_one_is_read() -> None:
    parts = members(page(text_object(TITLE)))
    parts["OFD.xml"] = xml(
        "OFD",
        "<ofd:DocBody><ofd:DocRoot>Doc_9/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
    )
    pages = read_ofd(order(packed(parts)))
    assert pages.characters == TITLE
    assert [code for code, _ in pages.flagged] == ["unreadable_document"]


def test_missing_resources_are_said_and_the_text_is_read_without_them() -> None:
    pages = read_ofd(order(changed(**{"Doc_0__PublicRes.xml": None})))
    assert pages.characters == TITLE
    assert style_of(pages).font == ""
    assert [code for code, _ in pages.flagged] == ["unreadable_resources"]


def test_a_package_without_text_is_empty() -> None:
    assert error_of(packed(members(page("")))) == "empty"
    assert error_of(packed(members(page(text_object("\u3000 "))))) == "empty"
    assert error_of(packed(members())) == "empty"


def test_an_encrypted_package_is_said_to_be_so() -> None:
    assert error_of(changed(**{"Encryptions.xml": "<Encryptions/>"})) == "encrypted"
    data = bytearray(changed())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag of an encrypted member in the ZIP's directory
    assert error_of(bytes(data)) == "encrypted"


def test_a_package_that_unpacks_to_too_much_is_too_large() -> None:
    bomb = changed(**{"Doc_0__Res__big.bin": bytes(3_000_000)})
    assert len(bomb) < 10_000
    assert error_of(bomb, Limits(unpacked_bytes=1_000_000)) == "too_large"


def test_a_member_that_holds_more_than_it_declares_is_broken_not_swallowed() -> None:
    data = bytearray(packed(members(page(text_object(TITLE)), page(" " * 5_000_000))))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as container:
        offset = container.getinfo("Doc_0/Pages/Page_1/Content.xml").header_offset
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"Doc_0/Pages/Page_1/Content.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    data[offset + 22 : offset + 26] = struct.pack("<I", 1000)
    pages = read_ofd(order(bytes(data)))
    assert pages.characters == TITLE
    assert [code for code, _ in pages.flagged] == ["unreadable_page"]


def test_too_many_pages_or_characters_are_too_large() -> None:
    data = packed(members(*[page(text_object(TITLE))] * 4))
    assert error_of(data, Limits(pages=3)) == "too_large"
    assert error_of(data, Limits(characters=40)) == "too_large"
    assert len(read_ofd(order(data, Limits(pages=4, characters=44))).characters) == 44


def test_the_clock_is_looked_at_between_pages() -> None:
    data = packed(members(page(text_object(TITLE))))
    with pytest.raises(PolicyParseError) as caught:
        read_ofd(Reading(data, "notice.ofd", clock=Clock(-1.0, "notice.ofd")))
    assert caught.value.code == "timeout"


@pytest.mark.parametrize(
    "deltas",
    ["g 1000000000 5", "g 1000000000", "g", "g -3 5", "g 1e9 5", "nan inf -inf", "1e400 5", "x y", "g g g 5 5", ""],
)
def test_offsets_can_be_as_wrong_as_they_like(deltas: str) -> None:
    pages = read_pages(page(text_object(TITLE, code=f'X="0" Y="5" DeltaX="{deltas}" DeltaY="{deltas}"')))
    assert pages.characters == TITLE
    assert pages.glyphs is not None
    for sides in (pages.glyphs.x0, pages.glyphs.top, pages.glyphs.x1, pages.glyphs.bottom):
        assert all(abs(side) < 1e30 for side in sides)


def test_numbers_out_of_all_bounds_do_no_harm() -> None:
    wild = text_object(
        TITLE,
        "nan inf 1e999 -5",
        'X="1e308" Y="-1e308"',
        Size="1e300",
        CTM="1e200 1e200 1e200 1e200 nan 0",
        Alpha="nan",
    )
    pages = read_pages(page(wild + path_object("M 1e308 1e308 L -1e308 1e308", LineWidth="nan")))
    assert pages.characters == TITLE[0]  # the others stand beyond the sheet
    assert pages.glyphs is not None and abs(pages.glyphs.x1[0]) < 1e30


def test_entities_and_document_types_are_refused() -> None:
    laughing = (
        '<!DOCTYPE Page [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        '<Page><Content><Layer><TextObject Size="5"><TextCode>&b;</TextCode></TextObject></Layer></Content></Page>'
    )
    reaching = laughing.replace('<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">', '<!ENTITY a SYSTEM "file:///etc/passwd">')
    for content in (laughing, reaching, laughing.encode("utf-16")):
        parts = members(page(text_object(TITLE)), "")
        parts["Doc_0/Pages/Page_1/Content.xml"] = content
        pages = read_ofd(order(packed(parts)))
        assert pages.characters == TITLE
        assert [code for code, _ in pages.flagged] == ["unreadable_page"]


def test_blocks_without_end_and_composites_that_multiply_are_cut_and_said() -> None:
    deep = "<ofd:PageBlock>" * 200 + text_object("附件") + "</ofd:PageBlock>" * 200
    pages = read_pages(page(text_object(TITLE) + deep))
    assert pages.characters == TITLE
    assert [code for code, _ in pages.flagged] == ["unreadable_page"]
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="u{level}"><ofd:Content>'
        + f'<ofd:CompositeObject ResourceID="u{level + 1}"/>' * 20
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for level in range(30)
    )
    started = time.monotonic()
    many = read_pages(
        page(text_object(TITLE) + '<ofd:CompositeObject ResourceID="u0"/>'),
        resources=f"<ofd:CompositeGraphicUnits>{units}</ofd:CompositeGraphicUnits>",
    )
    assert many.characters == TITLE
    assert [code for code, _ in many.flagged] == ["unreadable_page"]
    assert time.monotonic() - started < 15


# The whole way


def test_a_real_notice_is_read_as_printed() -> None:
    data = (CORPUS / "luqiao-weisheng-2011-76-pifu.ofd").read_bytes()
    pages = read(Reading(data, "pifu.ofd"))
    assert (pages.source.media_type, pages.source.reader, pages.source.text_layer) == (
        "application/ofd",
        "ofd 1",
        "native",
    )
    assert [(round(sheet.width), round(sheet.height), len(sheet.rulings)) for sheet in pages.sheets] == [
        (595, 842, 1),
        (595, 842, 2),
    ]
    first, second = (pages.characters[sheet.start : sheet.end] for sheet in pages.sheets)
    assert "路卫发〔2011〕76号关于同意张阿三同志辞职的批复区中医院：" in first
    assert second.endswith("2011年3月10日印发— 2 —")
    at = pages.characters.index("关于同意")
    assert style_of(pages, at) == Style("小标宋体", 21.83)
    assert style_of(pages).colour == (238, 32, 37)
    assert rulings_of(pages) == [(28, 83.49, 184, 83.49)]


def test_lxml_is_loaded_only_when_it_is_used() -> None:
    code = "import sys, policyparse; policyparse.parse_text('关于数据工作的通知'); print('lxml' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )

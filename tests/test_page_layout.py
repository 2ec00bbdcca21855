"""Pages → text in reading order: columns, furniture, footnotes and their calls, watermarks, boxes, newspapers.

Pages are written here word by word (pdf_files). Not here: tables (test_bands, test_continuation), joining of sentences by
their words (test_layout).
"""

from __future__ import annotations

from pathlib import Path

from pdf_files import Paper, pdf

import policyparse

HEAD = "松岚市教育局关于深化产教融合的通知"
FIRST = "各县区教育局要支持职业学校与企业共建产业学院，到二〇二五年每县至少建成一所，并把建设情况纳入年度考核。"
SECOND = "市财政局安排专项资金，对建成的产业学院给予补助，补助标准由市教育局会同市财政局另行制定后印发执行。"
THIRD = "各职业学校应当在每年九月底前报送上一学年产教融合工作总结，由市教育局汇总后向社会公布有关情况。"


def text(*papers: Paper) -> str:
    return policyparse.parse(pdf(*papers)).text


def lines(*papers: Paper) -> list[str]:
    return text(*papers).split("\n")


def codes(*papers: Paper) -> list[str]:
    return [one.code for one in policyparse.parse(pdf(*papers)).diagnostics]


def sheet(*paragraphs: str, top: float = 140) -> Paper:
    paper = Paper()
    for paragraph in paragraphs:
        top = paper.prose(80, top, paragraph, 27)
    return paper


def test_wrapped_lines_are_one_paragraph_and_indents_begin_one() -> None:
    assert lines(sheet(FIRST, SECOND)) == [FIRST, SECOND]


def test_a_sentence_goes_on_over_the_page() -> None:
    paper, following = Paper(), Paper()
    paper.prose(80, 680, FIRST[:25], 27)
    following.words(80, 100, FIRST[25:]).prose(80, 128, SECOND, 27)
    assert lines(paper, following) == [FIRST, SECOND]


def test_the_order_is_the_pages_not_the_files() -> None:
    paper = Paper()
    paper.prose(80, 400, SECOND, 27)
    paper.prose(80, 140, FIRST, 27)
    assert lines(paper) == [FIRST, SECOND]


def test_columns_are_read_one_after_the_other() -> None:
    paper = Paper().words(120, 80, HEAD, 20)
    left = paper.prose(60, 140, FIRST * 2, 14, 15, 22)
    right = paper.prose(310, 140, SECOND * 2, 14, 15, 22)
    assert left > 250 and right > 250
    assert lines(paper) == [HEAD, FIRST * 2, SECOND * 2]


def test_a_gap_inside_one_paragraph_is_no_gutter() -> None:
    # 二〇二五年　　月　　日: letters spaced out on a few lines part no columns.
    paper = sheet(FIRST, SECOND)
    paper.words(80, 500, "联系人：").words(330, 500, "联系电话：").words(80, 528, "地址：").words(330, 528, "邮编：")
    found = text(paper)
    assert FIRST in found and SECOND in found
    assert found.index("联系人") < found.index("联系电话") < found.index("地址")


def test_page_numbers_in_every_shape_are_furniture() -> None:
    for shape in ("— 1 —", "- 1 -", "1", "第 1 页 共 3 页", "第1页", "1/3", "Page 1 of 3"):
        assert lines(sheet(FIRST).words(270, 780, shape, 14)) == [FIRST], shape


def test_a_running_head_that_comes_again_is_furniture() -> None:
    papers = [
        sheet(paragraph).words(80, 50, "松岚市人民政府公报 2024年第3期", 10) for paragraph in (FIRST, SECOND, THIRD)
    ]
    assert lines(*papers) == [FIRST, SECOND, THIRD]
    assert codes(*papers).count("page_furniture") == 1


def test_what_a_browser_prints_at_the_edges_is_furniture() -> None:
    papers = [
        sheet(*words)
        .words(30, 20, "2024/3/5 09:12", 9)
        .words(250, 20, "关于深化产教融合的通知", 9)
        .words(30, 815, "https://jyj.songlan.gov.cn/art/1.html", 9)
        .words(550, 815, f"{page}/2", 9)
        for page, words in enumerate(((FIRST, SECOND), (THIRD, FIRST)), 1)
    ]
    assert lines(*papers) == [FIRST, SECOND, THIRD, FIRST]


def test_an_attachment_label_at_the_top_is_no_furniture() -> None:
    papers = [Paper().words(80, 80, f"附件{number}") for number in (1, 2, 3)]
    for paper in papers:
        paper.prose(80, 140, FIRST, 27)
    assert [line for line in lines(*papers) if line.startswith("附件")] == ["附件1", "附件2", "附件3"]


def test_a_number_that_is_a_line_of_the_text_stays() -> None:
    assert "2025" in lines(sheet(FIRST).words(80, 400, "2025", 16))


def test_footnotes_are_lifted_out_with_their_calls() -> None:
    paper = (
        Paper().words(112, 140, "建设产业学院").words(208, 138, "①", 8).words(216, 140, "十所，培训技能人才三千人。")
    )
    paper.line(80, 700, 200, 700)
    paper.words(80, 706, "①产业学院是指学校与企业共同举办的二级学院。", 10)
    paper.prose(80, 168, FIRST, 27)
    document = policyparse.parse(pdf(paper))
    assert document.text == f"建设产业学院十所，培训技能人才三千人。\n{FIRST}"
    assert "footnotes" in [one.code for one in document.diagnostics]


def test_an_exponent_is_no_call() -> None:
    paper = Paper().words(112, 140, "新增绿地120万m").words(216, 138, "2", 8).words(221, 140, "，种植乔木三千株。")
    assert text(paper) == "新增绿地120万m²，种植乔木三千株。"


def test_a_small_note_without_a_label_stays() -> None:
    assert "注：数据由市统计局提供。" in text(sheet(FIRST).words(80, 700, "注：数据由市统计局提供。", 10))


def test_a_watermark_across_the_page_is_dropped() -> None:
    paper = sheet(FIRST, SECOND).words(150, 400, "征求意见稿", 60, 0.8, "0.866 0.5 -0.5 0.866")
    assert lines(paper) == [FIRST, SECOND]
    assert "watermark" in codes(paper)


def test_large_pale_words_are_a_watermark_and_small_pale_ones_are_not() -> None:
    assert "内部资料" not in text(sheet(FIRST, SECOND).words(200, 300, "内部资料", 60, 0.85))
    assert "来源：市统计局" in text(sheet(FIRST, SECOND).words(80, 400, "来源：市统计局", 12, 0.7))


def test_a_red_head_is_no_watermark() -> None:
    paper = sheet(FIRST).words(150, 80, "松岚市教育局文件", 36)
    paper.content[-1] = paper.content[-1].replace("0 g", "1 0 0 rg", 1)
    assert "松岚市教育局文件" in text(paper)


def test_words_drawn_twice_to_look_bold_stand_once() -> None:
    paper = Paper()
    for number, letter in enumerate(HEAD):
        paper.words(100 + 20 * number, 80, letter, 20).words(100.4 + 20 * number, 80, letter, 20)
    paper.prose(80, 140, FIRST, 27)
    for reader in ("pdf", "pdfplumber"):
        assert policyparse.parse(pdf(paper), reader=reader).text == f"{HEAD}\n{FIRST}"


def test_a_box_around_prose_is_read_in_its_place_and_is_no_table() -> None:
    paper = sheet(FIRST)
    paper.box(70, 240, 520, 360).words(200, 250, "专栏1 产教融合工程", 14)
    paper.prose(80, 280, SECOND, 26)
    paper.prose(80, 400, THIRD, 27)
    document = policyparse.parse(pdf(paper))
    assert document.tables == ()
    assert document.text.split("\n") == [FIRST, "专栏1 产教融合工程", SECOND, THIRD]


def test_a_frame_around_the_whole_page_changes_nothing() -> None:
    assert lines(sheet(FIRST, SECOND).box(50, 60, 545, 780)) == [FIRST, SECOND]


def test_an_article_in_a_box_of_a_newspaper_is_left_out() -> None:
    document = policyparse.parse(policyparse_root() / "corpus" / "pdf" / "newspaper_2col.pdf")
    assert "云上课堂" not in document.text
    assert "foreign_matter" in [one.code for one in document.diagnostics]


def policyparse_root() -> Path:
    return Path(__file__).resolve().parents[1]


def test_radicals_are_folded_to_the_characters_they_stand_for() -> None:
    paper = Paper().words(112, 140, "通知", 16)
    found = policyparse.parse(pdf(paper, spelled={"通": "⼾", "知": "⻚"})).text
    assert found == "户页"

"""DOCX: what a Word document prints becomes text, in its order; what it does not print is left out and said."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK
from docx_files import cell, container, docx, field, item, level, lists, p, r, row, table

import policyparse
from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Clock, Limits, Reading
from policyparse.reading.number_formats import print_number
from policyparse.reading.pages import GivenTable, Pages
from policyparse.reading.sniffing import pick_reader, read

SENTENCE = "到2025年，建成数据平台10个。"


def pages_of(body: str, **parts: str) -> Pages:
    return read(Reading(docx(body, **parts), "通知.docx"))


def lines_of(body: str, **parts: str) -> list[str]:
    return pages_of(body, **parts).characters.splitlines()


def codes_of(body: str, **parts: str) -> list[str]:
    return [code for code, _ in pages_of(body, **parts).flagged]


def error_of(data: bytes, **limits: int) -> str:
    with pytest.raises(PolicyParseError) as caught:
        read(Reading(data, "通知.docx", Limits(**limits)))
    return caught.value.code


def cells_of(pages: Pages, made: GivenTable) -> dict[tuple[int, int], str]:
    return {(one.row, one.column): pages.characters[one.start : one.end] for one in made.cells}


class TestParagraphs:
    def test_a_paragraph_is_a_line_and_an_empty_one_a_gap(self) -> None:
        pages = pages_of(p("关于印发方案的通知") + p() + p("各区人民政府：") + p(SENTENCE))
        assert pages.characters == f"关于印发方案的通知\n\n各区人民政府：\n{SENTENCE}\n"
        assert (pages.has_lines, pages.source.reader) == (False, "docx 1")
        assert pages.source.media_type.endswith("wordprocessingml.document")

    def test_a_document_of_another_library_is_read_alike(self) -> None:
        document = python_docx.Document()
        document.add_heading("某市数据工作方案", 0)
        document.add_paragraph("各区人民政府：").add_run().add_break(WD_BREAK.LINE)
        document.add_paragraph(SENTENCE)
        made = io.BytesIO()
        document.save(made)
        text = read(Reading(made.getvalue(), "a.docx")).characters
        assert text == f"某市数据工作方案\n各区人民政府：\n\n{SENTENCE}\n"

    def test_tabs_in_prose_are_blanks_and_breaks_are_lines(self) -> None:
        body = p("<w:r><w:tab/><w:t>联系人：张三</w:t><w:tab/><w:t>电话：123</w:t><w:br/><w:t>地址</w:t><w:cr/></w:r>")
        assert pages_of(body).characters == " 联系人：张三 电话：123\n地址\n\n"

    def test_hyphens(self) -> None:
        assert lines_of(p("<w:r><w:t>2</w:t><w:noBreakHyphen/><w:t>3个</w:t><w:softHyphen/><w:t>平台</w:t></w:r>")) == [
            "2-3个平台"
        ]

    def test_links_content_controls_and_smart_tags_keep_their_words(self) -> None:
        body = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{p('一、总体要求')}</w:sdtContent></w:sdt>" + p(
            f'{r("见")}<w:hyperlink r:id="out">{r("附件")}</w:hyperlink><w:smartTag>{r("。")}</w:smartTag>'
        )
        assert lines_of(body) == ["一、总体要求", "见附件。"]

    def test_formulas_stay_in_the_sentence(self) -> None:
        formula = (
            "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
        )
        assert lines_of(p(r("比例为") + formula + r("。"))) == ["比例为a/b。"]

    def test_raised_digits_do_not_run_into_the_number(self) -> None:
        raised = '<w:vertAlign w:val="superscript"/>'
        power = "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>"
        body = p(
            r("建设5×10") + r("4", raised) + r("m") + r("2", raised) + r("，合") + power + r("亩") + r("（注）", raised)
        )
        assert lines_of(body) == ["建设5×10⁴m²，合10⁴亩（注）"]

    def test_phonetic_guides_are_dropped(self) -> None:
        ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{r('wō')}</w:rt><w:rubyBase>{r('涡')}</w:rubyBase></w:ruby></w:r>"
        assert lines_of(p(ruby + r("阳县"))) == ["涡阳县"]

    def test_a_dropped_initial_joins_its_paragraph(self) -> None:
        assert lines_of(p("为", '<w:framePr w:dropCap="drop"/>') + p("贯彻落实")) == ["为贯彻落实"]

    def test_strict_documents_are_read(self) -> None:
        data = docx(p(SENTENCE))
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            members = {name: file.read(name).decode() for name in file.namelist()}
        old, new = (
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        strict = container({name: text.replace(old, new) for name, text in members.items()})
        assert read(Reading(strict, "a.docx")).characters == SENTENCE + "\n"


class TestSymbols:
    @pytest.mark.parametrize(
        ("font", "code", "printed"),
        [
            ("Wingdings", "F0FC", "✓"), ("Wingdings", "F0FE", "☑"), ("Wingdings", "F0A8", "□"), ("Wingdings 2", "0052", "☑"),
            ("Wingdings 2", "F050", "✓"), ("Symbol", "F0B3", "≥"), ("Symbol", "F0A3", "≤"), ("Symbol", "F0B4", "×"),
            ("宋体", "2460", "①"), ("Wingdings", "F081", "①"),
        ],
    )  # fmt: skip
    def test_symbols_become_the_characters_they_draw(self, font: str, code: str, printed: str) -> None:
        assert lines_of(p(f'{r("占比")}<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>{r("90%")}')) == [
            f"占比{printed}90%"
        ]

    def test_letters_in_a_symbol_font_are_symbols(self) -> None:
        assert lines_of(p(r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r("新建"))) == ["✓新建"]

    def test_an_unknown_symbol_is_said(self) -> None:
        body = p(f'<w:r><w:sym w:font="Wingdings" w:char="F021"/></w:r>{r(SENTENCE)}')
        assert lines_of(body) == ["\ufffd" + SENTENCE] and codes_of(body) == ["unknown_symbols"]


class TestNumbering:
    def test_levels_of_a_notice(self) -> None:
        numbering = lists(
            level(0, "chineseCounting", "%1、"), level(1, "chineseCountingThousand", "（%2）"),
            level(2, "decimal", "%3."), level(3, "decimalEnclosedCircle", "%4"),
        )  # fmt: skip
        body = "".join(
            item(text, 1, at)
            for text, at in [("总体要求", 0), ("指导思想", 1), ("主要目标", 1), ("规模", 2), ("质量", 2), ("税收", 3), ("就业", 3),
                             ("重点任务", 0), ("建设平台", 1), ("汇聚数据", 2)]
        )  # fmt: skip
        assert lines_of(body, numbering=numbering) == [
            "一、总体要求", "（一）指导思想", "（二）主要目标", "1.规模", "2.质量", "①税收", "②就业",
            "二、重点任务", "（一）建设平台", "1.汇聚数据",
        ]  # fmt: skip

    def test_chapters_articles_that_run_on_and_legal_numbers(self) -> None:
        numbering = lists(
            level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>'),
            level(2, "decimal", "%1.%2.%3", "<w:isLgl/>"),
        )  # fmt: skip
        body = (
            item("总则", 1)
            + item("目的", 1, 1)
            + item("原则", 1, 1)
            + item("管理", 1)
            + item("范围", 1, 1)
            + item("甲", 1, 2)
        )
        assert lines_of(body, numbering=numbering) == [
            "第一章总则",
            "第一条目的",
            "第二条原则",
            "第二章管理",
            "第三条范围",
            "2.3.1甲",
        ]

    def test_lists_of_one_definition_go_on_unless_one_starts_anew(self) -> None:
        anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        fifth = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
        numbering = lists(level(0, "decimal", "%1."), nums={1: "", 2: "", 3: anew, 4: fifth})
        body = "".join(item("甲", which) for which in (1, 1, 2, 3, 3, 1, 4, 4))
        assert lines_of(body, numbering=numbering) == [f"{n}.甲" for n in (1, 2, 3, 1, 2, 3, 5, 6)]

    def test_a_list_may_redefine_a_level(self) -> None:
        override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride>'
        numbering = lists(level(0, "decimal", "%1."), nums={1: override})
        assert lines_of(item("甲", 1) + item("乙", 1), numbering=numbering) == ["A)甲", "B)乙"]

    def test_numbering_comes_from_styles_and_their_parents_and_can_be_switched_off(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
        )
        numbering = lists(
            level(0, "chineseCounting", "%1、", '<w:pStyle w:val="1"/>'), level(1, "chineseCounting", "（%2）")
        )
        off = '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        body = (
            p("总体要求", '<w:pStyle w:val="1"/>') + p("指导思想", '<w:pStyle w:val="3"/>') + p("标题", off)
            + p("重点任务", '<w:pStyle w:val="2"/>') + p("正文", '<w:pStyle w:val="loop"/>')
        )  # fmt: skip
        assert lines_of(body, numbering=numbering, styles=styles) == [
            "一、总体要求",
            "（一）指导思想",
            "标题",
            "二、重点任务",
            "正文",
        ]

    def test_a_heading_style_stands_at_the_level_that_names_it(self) -> None:
        style = '<w:style w:type="paragraph" w:styleId="{0}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        numbering = lists(
            level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>')
        )  # fmt: skip
        body = p("总体要求", '<w:pStyle w:val="h1"/>') + p("主要目标", '<w:pStyle w:val="h2"/>')
        assert lines_of(body, numbering=numbering, styles=style.format("h1") + style.format("h2")) == [
            "一、总体要求",
            "（一）主要目标",
        ]

    def test_a_definition_may_stand_in_a_numbering_style(self) -> None:
        numbering = (
            f'<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="s"/>{level(0, "decimal", "%1.")}</w:abstractNum>'
            '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="s"/></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
        )
        styles = (
            '<w:style w:type="numbering" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        assert lines_of(item("甲", 2) + item("乙", 2), numbering=numbering, styles=styles) == ["1.甲", "2.乙"]

    def test_old_properties_of_a_tracked_change_do_not_number(self) -> None:
        change = '<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
        assert lines_of(p("正文", change), numbering=lists(level(0, "decimal", "%1."))) == ["正文"]

    def test_a_level_that_has_not_come_is_printed_as_begun(self) -> None:
        numbering = lists(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"))
        assert lines_of(item("甲", 1, 1) + item("乙", 1), numbering=numbering) == ["1.1甲", "1乙"]

    def test_bullets_and_markers_with_room_behind(self) -> None:
        bullet = level(0, "bullet", "\uf06c", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>').replace(
            '<w:suff w:val="nothing"/>', ""
        )
        assert lines_of(item("建设平台", 1), numbering=lists(bullet)) == ["● 建设平台"]

    def test_leading_zeros_of_a_custom_format(self) -> None:
        zeros = (
            '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom"'
            ' w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
            '</mc:AlternateContent><w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl>'
        )
        assert lines_of(item("甲", 1) + item("乙", 1), numbering=lists(zeros)) == ["009甲", "010乙"]

    def test_row_numbers_of_a_table_are_printed(self) -> None:
        body = table(row("序号", "任务"), row(cell(item("", 1)), "建设平台"), row(cell(item("", 1)), "汇聚数据"))
        assert lines_of(body, numbering=lists(level(0, "decimal", "%1"))) == [
            "序号\t任务",
            "1\t建设平台",
            "2\t汇聚数据",
        ]

    @pytest.mark.parametrize(
        ("number_format", "value", "printed"),
        [
            ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCounting", 100, "一〇〇"),
            ("chineseCountingThousand", 101, "一百零一"), ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 2020, "二千零二十"), ("chineseCountingThousand", 12345, "12345"),
            ("japaneseCounting", 12, "十二"), ("ideographDigital", 12, "一二"), ("chineseLegalSimplified", 10, "壹拾"),
            ("decimalFullWidth", 12, "１２"), ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedCircle", 36, "㊱"),
            ("decimalEnclosedCircle", 51, "51"), ("upperLetter", 28, "BB"), ("lowerRoman", 1994, "mcmxciv"),
            ("ideographTraditional", 11, "11"), ("ideographZodiacTraditional", 60, "癸亥"), ("decimalZero", 7, "07"),
            ("unheard-of", 7, "7"), ("upperRoman", 0, "0"), ("decimal", -1, "-1"),
        ],
    )  # fmt: skip
    def test_number_formats(self, number_format: str, value: int, printed: str) -> None:
        assert print_number(value, number_format) == printed


class TestChanges:
    def test_the_text_reads_as_if_all_changes_were_accepted(self) -> None:
        body = p(
            f"{r('到2025年，建成平台')}<w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins>{r('10')}</w:ins>{r('个')}"
            f"<w:moveFrom>{r('旧处')}</w:moveFrom><w:moveTo>{r('。')}</w:moveTo>"
        )
        assert lines_of(body) == ["到2025年，建成平台10个。"] and codes_of(body) == ["tracked_changes"]

    def test_a_deleted_paragraph_mark_joins_and_a_deleted_paragraph_vanishes(self) -> None:
        gone = "<w:rPr><w:del/></w:rPr>"
        body = (
            p("建成平台", gone)
            + p("10个。")
            + p("<w:del><w:r><w:delText>废</w:delText></w:r></w:del>", gone)
            + p("二、保障")
        )
        assert lines_of(body) == ["建成平台10个。", "二、保障"]

    def test_a_joined_paragraph_takes_the_number_of_the_one_that_stays(self) -> None:
        numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        body = p("建成平台", numbered + "<w:rPr><w:del/></w:rPr>") + item("10个。", 1) + item("汇聚数据。", 1)
        assert lines_of(body, numbering=lists(level(0, "decimal", "%1."))) == ["1.建成平台10个。", "2.汇聚数据。"]
        run_in = p("主要目标", numbered + "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + p("。建成平台10个。")
        assert lines_of(run_in, numbering=lists(level(0, "chineseCounting", "（%1）"))) == [
            "（一）主要目标。建成平台10个。"
        ]

    def test_a_deleted_row_is_gone(self) -> None:
        body = table(row("任务", "时限"), row("建设", "6月"), row("废止", "7月", properties="<w:del/>"))
        assert lines_of(body) == ["任务\t时限", "建设\t6月"]


class TestLeftOut:
    def test_hidden_text_by_run_or_style(self) -> None:
        styles = '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        body = p(
            r("甲", "<w:vanish/>")
            + r("乙", '<w:rStyle w:val="h"/>')
            + r("丙", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')
            + r("丁")
        )
        assert lines_of(body, styles=styles) == ["丙丁"] and codes_of(body, styles=styles) == ["hidden_text"]

    def test_notes_leave_the_sentence_and_are_counted(self) -> None:
        call = '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:endnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
        body = p(r("建成平台") + call + r("10个。"))
        assert lines_of(body) == ["建成平台10个。"]
        assert pages_of(body).flagged == (("footnotes", "2 foot- or endnote(s) left out of the running text"),)

    def test_headers_and_footers_are_furniture_and_said_where_they_hold_words(self) -> None:
        said = pages_of(p(SENTENCE), header=p("某市人民政府文件"), footer=p("第 1 页 共 3 页"))
        assert said.characters == SENTENCE + "\n"
        assert said.flagged == (("page_headers", "1 page header(s) or footer(s) left out: 某市人民政府文件"),)

    def test_a_table_of_contents_and_its_heading(self) -> None:
        toc = "".join(
            [
                p("目　录"),
                p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
                  f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("一、总体要求")}{field("PAGEREF a", "1")}'),
                p("二、重点任务2"),
                p(r("三、保障3") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
            ]
        )  # fmt: skip
        body = p("工作方案") + toc + p("一、总体要求")
        assert lines_of(body) == ["工作方案", "一、总体要求"] and codes_of(body) == ["contents_list"]

    def test_a_field_that_never_ends_loses_nothing_but_itself(self) -> None:
        begun = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
        assert lines_of(p(begun + r("甲")) + p(SENTENCE)) == ["", SENTENCE]
        begun += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        assert lines_of(p(begun + r("甲")) + p(SENTENCE)) == ["甲", SENTENCE]

    def test_fields_give_their_results_and_page_numbers_nothing(self) -> None:
        body = p(
            r("截至") + field("DATE", "2025年") + r("第") + field(" PAGE ", "3") + r("页") + field("REF x", "附件1")
        )
        assert lines_of(body) == ["截至2025年第页附件1"]
        assert lines_of(p('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>' + r("页"))) == ["页"]

    def test_enclosed_characters_and_ticked_boxes(self) -> None:
        box = field("FORMCHECKBOX").replace(
            'w:fldCharType="begin"/>', 'w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>', 1
        )  # fmt: skip
        assert lines_of(p(field(r"eq \o\ac(○,3)") + r("建设") + field(r"eq \o\ac(□,√)") + box)) == ["③建设☑☑"]

    def test_pictures_and_embedded_documents_are_said(self) -> None:
        body = (
            p(f"{r(SENTENCE)}<w:r><w:drawing><a:graphic><a:blip/></a:graphic></w:drawing></w:r>")
            + '<w:altChunk r:id="out"/>'
        )
        assert codes_of(body) == ["pictures", "embedded_documents"]

    def test_a_document_of_pictures_is_empty_and_says_so(self) -> None:
        with pytest.raises(PolicyParseError, match=r"empty: no text in the file: 1 picture"):
            pages_of(p("<w:r><w:drawing><a:blip/></w:drawing></w:r>"))


class TestTextBoxes:
    BOX = "<w:r><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing></w:r>"

    def test_a_text_box_stands_where_it_is_anchored(self) -> None:
        before, after = self.BOX.format(p("某市人民政府文件")), self.BOX.format(p("注：含县级"))
        assert lines_of(p(before + r("某政发〔2023〕8号") + after) + p(SENTENCE)) == [
            "某市人民政府文件", "某政发〔2023〕8号", "注：含县级", SENTENCE,
        ]  # fmt: skip

    def test_its_newer_and_older_form_are_one(self) -> None:
        words = f"<w:txbxContent>{p('某市人民政府文件')}</w:txbxContent>"
        both = (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{words}</wps:txbx></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{words}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert [line for line in lines_of(p(both)) if line] == ["某市人民政府文件"]

    def test_vml_boxes_and_word_art(self) -> None:
        old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('特急')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        art = '<w:r><w:pict><v:shape><v:textpath string="某市人民政府"/></v:shape></w:pict></w:r>'
        assert [line for line in lines_of(p(old) + p(art)) if line] == ["特急", "某市人民政府"]

    def test_numbering_runs_through_text_boxes(self) -> None:
        body = item("甲", 1) + p(self.BOX.format(item("乙", 1))) + item("丙", 1)
        assert [line for line in lines_of(body, numbering=lists(level(0, "decimal", "%1."))) if line] == [
            "1.甲",
            "2.乙",
            "3.丙",
        ]


SPAN = '<w:gridSpan w:val="{0}"/>'.format
BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


class TestTables:
    def test_merged_cells_both_ways(self) -> None:
        body = p("分工如下：") + table(
            row(cell("序号", BEGINS), cell("工作任务", SPAN(2)), cell("责任单位", BEGINS), properties="<w:tblHeader/>"),
            row(cell("", GOES_ON), "任务", "时限", cell("", GOES_ON)),
            row("1", "建设平台", "6月底前", cell("市数据局", BEGINS)),
            row("2", "汇聚数据", "年底前", cell("", GOES_ON)),
        ) + p("以上请落实。")  # fmt: skip
        pages = pages_of(body)
        (made,) = pages.tables
        assert pages.characters[made.start : made.end] == (
            "序号\t工作任务\t\t责任单位\n\t任务\t时限\t\n1\t建设平台\t6月底前\t市数据局\n2\t汇聚数据\t年底前\t\n"
        )
        assert (made.rows, made.columns, made.header_rows) == (4, 4, 2)
        spans = {(one.row, one.column): (one.rowspan, one.colspan) for one in made.cells}
        assert (spans[0, 0], spans[0, 1], spans[0, 3], spans[2, 3]) == ((2, 1), (1, 2), (2, 1), (2, 1))
        assert cells_of(pages, made)[2, 1] == "建设平台" and len(made.cells) == 12

    def test_the_whole_way_to_tasks(self) -> None:
        body = p("关于印发任务分工的通知") + table(
            row("序号", "工作任务", "责任单位", "完成时限"),
            row("1", "建成数据平台10个", cell("市数据局", BEGINS), "2025年6月底前"),
            row("2", "归集数据100万条", cell("", GOES_ON), "2025年12月底前"),
        )  # fmt: skip
        document = policyparse.parse(docx(body), name="分工.docx")
        assert [[unit.name for unit in task.responsible] for task in document.tasks] == [["市数据局"], ["市数据局"]]
        assert document.tables[0].rows[1] == ("2", "归集数据100万条", "市数据局", "2025年12月底前")
        assert all(
            document.text[t.evidence.span.start : t.evidence.span.end] == t.evidence.quote for t in document.tasks
        )

    def test_own_line_breaks_of_a_cell_end_no_row_and_its_tabs_are_blanks(self) -> None:
        body = table(row("任务", "单位"), row(cell(p("建设<w:tab/>平台".join(("<w:r><w:t>", "</w:t></w:r>")).replace("<w:tab/>", "</w:t><w:tab/><w:t>")) + p("10个")), "市数据局\u2028市财政局"))  # fmt: skip
        assert pages_of(body).characters.split("\n")[1] == "建设 平台\v10个\t市数据局\v市财政局"

    def test_rows_that_begin_or_end_short(self) -> None:
        body = table(
            row("甲", "乙", "丙"), row("丁", "戊", properties='<w:gridBefore w:val="1"/>'), row("己", properties='<w:gridAfter w:val="2"/>')
        )  # fmt: skip
        assert lines_of(body) == ["甲\t乙\t丙", "\t丁\t戊", "己\t\t"]

    def test_columns_count_where_cells_begin_whatever_spans_claim(self) -> None:
        pages = pages_of(table(row(cell("合计", SPAN(100000)), "5"), row(cell("其中", SPAN(100000)), "3")))
        assert (pages.tables[0].columns, pages.characters) == (2, "合计\t5\n其中\t3\n")

    def test_a_border_drawn_a_little_off_makes_no_column(self) -> None:
        body = table(
            row("任务", cell("单位", SPAN(2))), row(cell("建设", SPAN(2)), "市数据局"), row("汇聚", cell("市财政局", SPAN(2))), widths=(2000, 40, 3000)
        )  # fmt: skip
        assert lines_of(body) == ["任务\t单位", "建设\t市数据局", "汇聚\t市财政局"]

    def test_a_cell_goes_on_below_a_border_drawn_a_little_off(self) -> None:
        body = table(
            row("任务", cell("单位", SPAN(2))), row("建设", cell("市数据局", SPAN(2) + BEGINS)), row(cell("汇聚", SPAN(2)), cell("", GOES_ON)),
            widths=(2000, 40, 3000),
        )  # fmt: skip
        assert [one.rowspan for one in pages_of(body).tables[0].cells] == [1, 1, 1, 2, 1]

    def test_a_merge_that_goes_on_with_nothing_is_a_cell_of_its_own(self) -> None:
        body = table(row(cell("甲", SPAN(2) + BEGINS), "乙"), row(cell("丙", GOES_ON), "丁", "戊"))
        assert lines_of(body) == ["甲\t\t乙", "丙\t丁\t戊"]

    def test_old_horizontal_merging(self) -> None:
        body = table(
            row(cell("合计", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "5"), row("甲", "乙", "3")
        )
        pages = pages_of(body)
        assert pages.characters == "合计\t\t5\n甲\t乙\t3\n" and pages.tables[0].cells[0].colspan == 2

    def test_cells_and_rows_in_content_controls(self) -> None:
        controlled = f"<w:sdt><w:sdtContent>{cell('建设')}</w:sdtContent></w:sdt>"
        body = table(
            row("任务", "时限"), f"<w:sdt><w:sdtContent><w:tr>{controlled}{cell('6月')}</w:tr></w:sdtContent></w:sdt>"
        )
        assert lines_of(body) == ["任务\t时限", "建设\t6月"]

    def test_a_frame_of_one_cell_is_unwrapped_with_the_table_in_it(self) -> None:
        inner = table(row("任务", "时限"), row("建设", "6月"))
        pages = pages_of(table(row(cell(p("一、总体要求") + inner + p(SENTENCE)))))
        assert pages.characters == f"一、总体要求\n任务\t时限\n建设\t6月\n{SENTENCE}\n" and len(pages.tables) == 1

    def test_a_table_inside_a_cell_flows_into_it(self) -> None:
        inner = table(row("东区", "西区"), row("3个", "4个"))
        pages = pages_of(
            table(
                row("工作任务的名称", "责任单位与范围"),
                row(cell(p("建设") + inner + p("")), "市数据局、市财政局、市教育局、市卫生健康委"),
            )
        )
        assert (
            pages.characters.split("\n")[1] == "建设\v东区\v西区\v3个\v4个\t市数据局、市财政局、市教育局、市卫生健康委"
        )
        assert len(pages.tables) == 1

    def test_words_that_a_merged_cell_covers_are_said(self) -> None:
        assert codes_of(table(row(cell("甲", BEGINS), "乙"), row(cell("盖住", GOES_ON), "丙"))) == ["covered_cells"]

    def test_two_tables_stay_two(self) -> None:
        one = table(row("任务", "时限"), row("建设", "6月"))
        assert len(pages_of(one + p() + one).tables) == 2


class TestUntrustedFiles:
    def test_a_bomb_is_too_large_as_declared_and_as_it_comes(self) -> None:
        bomb = container({"word/document.xml": " " * 3_000_000})
        assert error_of(bomb, unpacked_bytes=1_000_000) == "too_large"
        lying = bytearray(bomb)
        for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
            place = bytes(lying).index(signature) + at
            lying[place : place + 4] = (1000).to_bytes(4, "little")
        assert error_of(bytes(lying), unpacked_bytes=1_000_000) in ("too_large", "corrupt")

    def test_too_many_members(self) -> None:
        assert error_of(container({f"m{n}": "" for n in range(10_001)} | {"word/document.xml": "<a/>"})) in (
            "too_large",
            "unsupported",
        )

    def test_a_document_type_is_refused_so_that_no_entity_is_expanded_and_no_words_are_lost_in_one(self) -> None:
        head = '<!DOCTYPE w:document [<!ENTITY a "膨胀"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        with zipfile.ZipFile(io.BytesIO(docx(p(SENTENCE) + p("<w:r><w:t>前&amp;a;&a;&b;后</w:t></w:r>")))) as file:
            members = {name: file.read(name).decode() for name in file.namelist()}
        members["word/document.xml"] = head + members["word/document.xml"]
        assert error_of(container(members)) == "corrupt"

    @pytest.mark.parametrize(
        "document",
        ["", "<w:document", "<a/>", "<w:document xmlns:w='x'><w:body/></w:document>", "<a>" * 50, "\0\0"],
    )
    def test_broken_xml_is_corrupt(self, document: str) -> None:
        assert error_of(container({"word/document.xml": document})) == "corrupt"

    def test_a_cut_file_is_corrupt(self) -> None:
        data = docx(p(SENTENCE * 500))
        assert error_of(data[: len(data) // 2]) == "corrupt"

    def test_damaged_members_are_corrupt(self) -> None:
        data = bytearray(docx(p("".join(chr(0x4E00 + n * 7 % 20000) for n in range(3000)))))
        at = data.index(b"word/document.xml") + 60
        data[at : at + 200] = bytes(200)
        assert error_of(bytes(data)) == "corrupt"

    def test_the_parts_a_document_may_lack_may_be_missing(self) -> None:
        body = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>"
        assert read(Reading(container({"word/document.xml": body}), "a.docx")).characters == "甲\n"

    def test_no_text_is_empty(self) -> None:
        assert error_of(docx(p() + p("\u3000 "))) == "empty"
        assert error_of(docx("")) == "empty"

    def test_deep_nesting_neither_overflows_nor_goes_unsaid(self) -> None:
        body = p("里")
        for _ in range(60):
            body = table(row(cell(body + p("外"))))
        pages = pages_of(body + p(SENTENCE))
        assert pages.characters.count("外") == 39 and "deep_nesting" in dict(pages.flagged)

    def test_a_sparse_giant_table_is_written_as_paragraphs(self) -> None:
        body = table(row(*["甲"] * 400), *[row("乙", cell("丙", SPAN(399))) for _ in range(300)])
        pages = pages_of(body)
        assert not pages.tables and [code for code, _ in pages.flagged] == ["table_too_large"]

    def test_more_characters_than_allowed_are_too_large(self) -> None:
        assert error_of(docx(p(SENTENCE * 100)), characters=500) == "too_large"

    def test_time_that_is_up_ends_the_reading(self) -> None:
        with pytest.raises(PolicyParseError, match="timeout"):
            read(Reading(docx(p(SENTENCE)), "a.docx", clock=Clock(-1, "a.docx")))

    def test_junk_in_attributes_is_borne(self) -> None:
        numbering = lists(level(0, "decimal", "%1.").replace('w:start w:val="1"', 'w:start w:val="x"'), nums={1: ""})
        bad = '<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="1"/></w:numPr>'
        assert lines_of(p("甲", bad), numbering=numbering) == ["0.甲"]
        assert lines_of(item("乙", 99999999999) + item("丙", 1, 999), numbering=numbering) == ["乙", "丙"]
        assert lines_of(table(row(cell("甲", SPAN(-3)), cell("乙", SPAN("二"))), row("丙", "丁"))) == [
            "甲\t乙",
            "丙\t丁",
        ]


def test_a_docx_is_known_by_its_content_whatever_its_name() -> None:
    document = policyparse.parse(docx(p("关于印发方案的通知") + p(SENTENCE)), name="通知.doc")
    assert (document.source.name, document.source.reader) == ("通知.doc", "docx 1")
    renumbered = container({"[Content_Types].xml": "<Types/>", "word/document2.xml": ""})
    assert pick_reader(renumbered, "a.docx") == "docx"


def test_lxml_is_loaded_only_when_a_document_needs_it() -> None:
    code = "import sys, policyparse; policyparse.parse(b'text'); print('lxml' in sys.modules, 'docx' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "False False\n"
    )

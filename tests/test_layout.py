"""Layout of text: what is put back together, what is taken out, and where each character comes from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyparse.layout.compose import compose_manuscript
from policyparse.layout.manuscript import Manuscript, Paragraph
from policyparse.layout.markers import number_of, read_marker
from policyparse.layout.strand import inserted, join, remove, strand_of
from policyparse.reading.text_file import pages_of_text


def manuscript(text: str) -> Manuscript:
    return compose_manuscript(pages_of_text(text, text.encode("utf-8", "surrogatepass"), "t.txt", "text/plain", "text"))


def paragraphs(text: str) -> list[str]:
    made = manuscript(text)
    return [made.text[b.start : b.end] for b in made.blocks if isinstance(b, Paragraph)]


def codes(text: str) -> list[str]:
    return [note.code for note in manuscript(text).notes]


BODY = "健全区域协同发展机制,强化省市县三级联动,加大产业政策、财政政策、社会政策供给,形成系统推进的良好格局"


class TestPageMarks:
    def test_a_mark_glued_to_the_text_goes_and_the_sentence_goes_on(self) -> None:
        assert paragraphs("建立部省协调工作机制,健全区域协同发展机制,强化\n— 2 —省市县三级联动。") == [
            "建立部省协调工作机制,健全区域协同发展机制,强化省市县三级联动。"
        ]

    def test_a_mark_glued_to_the_next_item(self) -> None:
        assert paragraphs("给予激励。\n— 15 —32. 健全尽职免责机制。") == ["给予激励。", "32. 健全尽职免责机制。"]

    def test_a_garbled_mark_before_an_attachment(self) -> None:
        assert paragraphs("科衔接培养。\n— — 81附件2\n主要指标") == ["科衔接培养。", "附件2", "主要指标"]

    def test_marks_of_compilations(self) -> None:
        assert paragraphs("推动\n\n# Page 12:\n产业升级,提质增效。") == ["推动产业升级,提质增效。"]

    def test_a_dash_that_opens_a_paragraph_is_no_mark(self) -> None:
        assert paragraphs("———在强化政策集成上走在前。") == ["———在强化政策集成上走在前。"]

    def test_marks_are_summed_up_in_one_diagnostic(self) -> None:
        assert codes("一、甲。\n— 1 —\n二、乙。\n— 2 —") == ["page_marks"]


class TestWraps:
    def test_a_column_break_inside_a_word(self) -> None:
        assert paragraphs("5. 优化机制。建立由人社\n\n部门牵头,多方参与的机制。") == [
            "5. 优化机制。建立由人社部门牵头,多方参与的机制。"
        ]

    def test_a_break_between_number_and_bound(self) -> None:
        assert paragraphs("足额提取职工教育经费,60%以\n\n上用于一线职工。") == [
            "足额提取职工教育经费,60%以上用于一线职工。"
        ]

    def test_a_break_before_a_date_that_ends_the_sentence(self) -> None:
        assert paragraphs("20.给予开户手续费优惠，政策执行至\n2024 年9 月30 日。\n21.设立基金。") == [
            "20.给予开户手续费优惠，政策执行至2024 年9 月30 日。",
            "21.设立基金。",
        ]

    def test_a_heading_does_not_swallow_its_text(self) -> None:
        assert paragraphs("一、总体思路\n\n深入贯彻重要指示精神，聚焦目标。") == [
            "一、总体思路",
            "深入贯彻重要指示精神，聚焦目标。",
        ]

    def test_a_heading_sentence_cut_in_the_middle_is_told_by_its_siblings(self) -> None:
        items = ["1.提高技术", "技能人才待遇水平。按照国家政策，推动职业学校毕业生在落户方面享受同等待遇。"]
        behind = "2.健全经费投入机制。建立与办学规模相适应的财政投入制度。"
        assert paragraphs("\n".join([*items, behind])) == ["".join(items), behind]

    def test_a_heading_among_headings_keeps_its_line(self) -> None:
        heading, text = "(四)着力构建多元化的办学格局", "鼓励社会力量参与职业教育。发挥企业办学主体作用。"
        siblings = ["(五)着力健全改革发展保障机制", "1.提高技术技能人才待遇水平。按照国家、省有关政策执行。"]
        assert paragraphs("\n".join([heading, text, *siblings])) == [heading, text, *siblings]

    def test_a_heading_without_siblings_keeps_its_line(self) -> None:
        lines = ["1.申报时间", "即日起至12月31日。逾期不再受理。", "（1）纸质材料。一式三份，送市教育局职成科。"]
        assert paragraphs("\n".join(lines)) == lines

    def test_a_title_broken_over_lines(self) -> None:
        assert paragraphs("南昌市2019年职业教育和\n\n成人教育工作要点") == ["南昌市2019年职业教育和成人教育工作要点"]

    def test_a_title_broken_inside_its_marks(self) -> None:
        assert paragraphs("教育部印发《关于深化改革\n打造示范区的实施方案》的通知\n各有关单位:") == [
            "教育部印发《关于深化改革打造示范区的实施方案》的通知",
            "各有关单位:",
        ]

    def test_letterhead_number_and_title_stay_apart(self) -> None:
        assert paragraphs("南昌市教育局\n\n洪教职成字〔2023〕8号\n\n关于印发《方案》的通知") == [
            "南昌市教育局",
            "洪教职成字〔2023〕8号",
            "关于印发《方案》的通知",
        ]

    def test_signature_and_date_stay_apart(self) -> None:
        assert paragraphs("请认真执行。\n南昌市教育局\n2019年3月7日") == [
            "请认真执行。",
            "南昌市教育局",
            "2019年3月7日",
        ]


class TestBlanks:
    def test_blanks_inside_chinese_text_go(self) -> None:
        assert paragraphs("产教\u3000融合 与\u200b发展。") == ["产教融合与发展。"]

    def test_blanks_around_digits_stay_as_printed(self) -> None:
        assert paragraphs("达到 30 个。") == ["达到 30 个。"]

    def test_a_blank_does_not_part_the_digits_of_a_year(self) -> None:
        broken = "应在2 021年底前、到20 23年、于202 5 年完成，每年 20 个，占12 023年均值。"
        assert paragraphs(broken) == ["应在2021年底前、到2023年、于2025 年完成，每年 20 个，占12 023年均值。"]

    def test_half_width_marks_stay_as_printed(self) -> None:
        assert paragraphs("推进校企合作,深化产教融合;完善机制。") == ["推进校企合作,深化产教融合;完善机制。"]

    def test_radicals_are_folded_to_the_characters_they_print(self) -> None:
        assert paragraphs("⼾籍与⻚面。") == ["户籍与页面。"]

    def test_controls_and_surrogates_never_reach_the_text(self) -> None:
        text = manuscript("推进\x00工作\ud800。").text
        assert not any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in text if c not in "\t\n")


class TestFootnotes:
    TEXT = (
        "围绕产业体系¹，拓展内容，牵头组建的职教集团\n\n¹“4+4+X”产业体系，即四大产业（汽车等）。\n\n（联盟）达到30个。"
    )

    def test_body_and_call_are_lifted_out_and_the_sentence_joined(self) -> None:
        assert paragraphs(self.TEXT) == ["围绕产业体系，拓展内容，牵头组建的职教集团（联盟）达到30个。"]
        assert codes(self.TEXT) == ["footnotes"]

    def test_a_square_metre_is_no_call(self) -> None:
        assert paragraphs("建筑面积不少于200m²，绿地不少于50m²。") == ["建筑面积不少于200m²，绿地不少于50m²。"]


class TestForeignMatter:
    NOTICE = "1. 改革模式。办好学校。\n\n定力 魄力 活力\n\n(上接第1版)\n\n总投资150亿元的项目开工。\n\n2. 创新模式。建设基地。"

    def test_a_continued_article_between_two_items_goes(self) -> None:
        assert paragraphs(self.NOTICE) == ["1. 改革模式。办好学校。", "2. 创新模式。建设基地。"]
        assert "foreign_matter" in codes(self.NOTICE)

    def test_a_caption_goes_with_its_photographer(self) -> None:
        assert paragraphs("(三)营造氛围。\n\n近日,民警开展宣讲。\n\n通讯员 赵某某摄") == ["(三)营造氛围。"]

    def test_an_article_without_a_notice_around_it_is_kept(self) -> None:
        assert paragraphs("去年，全市引进项目50个。") == ["去年，全市引进项目50个。"]


class TestSlips:
    TEXT = "印发《关于深化改革的实施方案》的通知\n现将《关于深化改革的实施方案影印发给你们。"

    def test_an_open_title_is_closed_where_the_title_is_known(self) -> None:
        assert paragraphs(self.TEXT)[1] == "现将《关于深化改革的实施方案》影印发给你们。"
        assert codes(self.TEXT) == ["unclosed_title"]

    def test_an_unknown_open_title_stays_as_printed(self) -> None:
        assert paragraphs("落实《关于某事的意见，推进工作。") == ["落实《关于某事的意见，推进工作。"]


class TestSourceMap:
    def test_every_character_leads_back_to_its_line_and_column(self) -> None:
        source = "标题\n\n一、工作\n推进建设,强化\n— 2 —联动。\n"
        made = manuscript(source)
        lines = source.split("\n")
        for offset, character in enumerate(made.text):
            line, column, _, _ = made.locate(offset, offset + 1)
            if character != "\n":
                assert lines[line - 1][column - 1] == character

    def test_an_inserted_character_points_at_its_neighbour(self) -> None:
        made = manuscript(TestSlips.TEXT)
        at = made.text.index("》影")
        assert made.locate(at, at + 1)[:2] == made.locate(at - 1, at)[:2]

    @given(st.text(alphabet="一、（二）1.5。，《》“”附件 \t\n\u3000¹²—页第年月个甲乙丙abc:：", max_size=120))
    def test_any_text_maps_back(self, text: str) -> None:
        if not text.strip(" \t\n\u3000"):
            return
        made = manuscript(text)
        for offset, character in enumerate(made.text):
            low, _ = made.source_map.raw_span(offset, offset + 1)
            if character not in "\n\t》 ":
                assert text[low] == character


class TestStrands:
    def test_slices_and_joins_keep_the_way_back(self) -> None:
        strand = strand_of("甲 乙丙\u200b丁", 0, 6)
        assert strand.text == "甲乙丙丁"
        assert [strand[i : i + 1].raw_start for i in range(4)] == [0, 2, 3, 5]
        assert join((strand[2:], strand[:2])).text == "丙丁甲乙"
        assert remove(strand, [(1, 2)]).text == "甲丙丁"
        assert inserted("》", 3).raw_start == 3


class TestMarkers:
    def test_styles(self) -> None:
        found = {
            text: (m.style, m.number, m.label)
            for text in ("一、甲", "（十二）乙", "3. 丙", "3．丙", "(4)丁", "⑤戊", "第六条 己")
            if (m := read_marker(text))
        }
        assert found == {
            "一、甲": ("chinese", 1, "一"), "（十二）乙": ("chinese_bracket", 12, "十二"), "3. 丙": ("digit", 3, "3"),
            "3．丙": ("digit", 3, "3"), "(4)丁": ("digit_bracket", 4, "4"), "⑤戊": ("circle", 5, "⑤"),
            "第六条 己": ("article", 6, "第六条"),
        }  # fmt: skip

    def test_one_of_several_told_in_words(self) -> None:
        marker = read_marker("二是强化窗口建设。")
        assert marker and (marker.label, marker.number, marker.length) == ("二是", 2, 2)

    def test_near_misses(self) -> None:
        for text in ("其一是甲", "1.5万元", "2023年", "一、二、三产业融合", "（市、区）", "十九大"):
            assert read_marker(text) is None, text

    def test_numbers(self) -> None:
        assert [number_of(label) for label in ("十", "十一", "二十", "九十九", "一百零二", "⑳", "07")] == [
            10,
            11,
            20,
            99,
            102,
            20,
            7,
        ]

"""Lines into paragraphs: printed lines that a converter ends behind commas too, and what ends with a mark and stands alone."""

from __future__ import annotations

from policyparse.layout.compose import compose_manuscript
from policyparse.outline.outline import outline
from policyparse.reading.text_file import pages_of_text

FULL_LINES = "\n".join(
    ["各地各部门要结合实际认真抓好贯彻落实并及时总结工作中的好经验好做法加强宣传推广"[:39] + "，"] * 6
)
WRAPPED = f"""{FULL_LINES}抓好落实。
一、公开重点
1.及时公开黄河流域生态保护和高质量发展先行区建设、
乡村全面振兴样板区建设、
铸
牢中华民族共同体意识示范区建设和创新驱动战略、
产业振兴战略、生态优先战略、
依法治
区战略、共同富裕战略，以及重点产业、区域经济高质量发展新格局政策体系等方面的政
策法规、工作方案、典型案例、创新成果，做好标志性项目落地、重大政策创新等关键节点的
集中推介。
2.全面落实工作方案，每年集中组织政府开放活动，设置答疑、座谈、体验等环节，安排
熟悉业务的领导干部现场解答、听取建议，
有序引导社会公众参与社会管理和基层治理；
政
府开放的主题和内容，鼓励通过网络公开征集意见的方式予以确定。
二、工作程序
第十一条省营商环境局会同省财政厅，
于每年10 月底前编制下一年度省级年度建设计
划，报省政府批准后实施。
第十二条年度建设计划下达后必须严格执行，未纳入年度建设计划的项目原则上不予审批、
不予安排资金，不得未批先建。
"""


def headings(text: str) -> list[str]:
    made = outline(compose_manuscript(pages_of_text(text, text.encode(), "t.txt", "text/plain", "text")))
    return [made.text[slice(*section.heading)] for section in made.sections]


def test_a_printed_line_that_comes_in_pieces_goes_on_where_it_was_full() -> None:
    found = headings(WRAPPED)
    assert found[1].startswith("及时公开") and found[1].endswith("集中推介")
    assert found[2].endswith("予以确定")
    assert found[4] == "省营商环境局会同省财政厅，于每年10 月底前编制下一年度省级年度建设计划，报省政府批准后实施"


def test_a_dot_behind_the_next_number_of_a_list_is_no_decimal_mark() -> None:
    items = [f"{number}.开展工作，抓好落实。" for number in range(1, 5)]
    assert headings("\n".join(["一、任务", *items, "5.5 个地级市要组团开展调研。"]))[-1] == "5 个地级市要组团开展调研"


def test_a_number_with_decimals_that_follows_no_list_is_none_of_an_item() -> None:
    assert headings("一、任务\n1.开展工作，抓好落实。\n3.5 个百分点的增幅要保持。") == ["任务", "开展工作，抓好落实"]


def lines(text: str) -> list[str]:
    """The paragraphs of a text, blanks aside."""
    made = compose_manuscript(pages_of_text(text, text.encode(), "t.txt", "text/plain", "text"))
    return [paragraph.replace(" ", "") for paragraph in made.text.split("\n") if paragraph.strip()]


def test_a_bare_marker_opens_the_line_behind_it() -> None:
    text = "第二章 职责\n第五条\n市行政审批局负责统筹规划全市电子证照管理工作。\n第六条\n市大数据中心负责建设管理。\n（二）\n同等效力。\n"
    assert lines(text)[1:] == [
        "第五条市行政审批局负责统筹规划全市电子证照管理工作。",
        "第六条市大数据中心负责建设管理。",
        "（二）同等效力。",
    ]


PIECES = """第五条
市行政审批局负责统筹规划、
协调推进、
指导监督全市电子证照管理工作，
负
责建立完善电子证照生成归集和共享服务工作机制，负责发布更新电子证照目录责任清单，
具有法律效力的，以数字方式存储和传输的各类证件、证明、执照、牌照、批文、鉴定报告
等电子材料的，应当依法制作并且与实体证照同步生成同步发放，实时推送归集有效期内的
历史证照数据应归尽归，按照标准规范生成的电子证照在市域范围内各用证单位之间共享互
认，市县两级自建业务系统应当与市电子证照系统实现数据对接，做到全市统一。
第六条
市大数据中心负责市电子证照系统的建设管理、
共享应用的技术支撑和证照信
息的安全保障。
"""


def test_the_wrap_is_told_where_most_lines_are_pieces_of_a_printed_one() -> None:
    first, second = lines(PIECES)
    assert first.startswith("第五条市行政审批局负责统筹规划、协调推进、指导监督全市电子证照管理工作，负责建立")
    assert second == "第六条市大数据中心负责市电子证照系统的建设管理、共享应用的技术支撑和证照信息的安全保障。"


def test_lines_that_are_whole_paragraphs_have_no_wrap() -> None:
    text = "一、加强组织领导\n各部门要高度重视。\n二、强化督导\n市政府办公室定期通报。\n"
    assert lines(text) == ["一、加强组织领导", "各部门要高度重视。", "二、强化督导", "市政府办公室定期通报。"]


def test_an_items_line_that_is_a_quotation_is_no_paragraph() -> None:
    text = "第十条确需使用\n《白银市国土空间总体规划》\n确定的城镇建设用地范围外的国有未利用地，可以供地。\n（十）\n继续开展\n“政务公开主题日”\n活动。\n"
    assert lines(text) == [
        "第十条确需使用《白银市国土空间总体规划》确定的城镇建设用地范围外的国有未利用地，可以供地。",
        "（十）继续开展“政务公开主题日”活动。",
    ]
    assert lines("（一）总体要求\n《湖北省行动方案》印发以来，各地抓紧落实。\n")[0] == "（一）总体要求"


def test_a_date_broken_behind_its_year_goes_on() -> None:
    assert lines("执行期限从2023 年1 月16 日起至2023\n年12 月31 日。\n") == [
        "执行期限从2023年1月16日起至2023年12月31日。"
    ]


def test_who_issues_over_two_lines_of_a_compiled_title() -> None:
    title = "21.\n佛山市工程建设项目审批制度改革工作领导小组办公室\n关于印发佛山市分级分类审批管理实施方案的通知\n各区人民政府：\n"
    assert (
        lines(title)[0]
        == "21.佛山市工程建设项目审批制度改革工作领导小组办公室关于印发佛山市分级分类审批管理实施方案的通知"
    )
    two = "8. 深圳市前海深港现代服务业合作区管理局国家税务总局深\n圳市税务局关于印发十八条措施的通知\n各有关单位：\n"
    assert lines(two)[0] == "8.深圳市前海深港现代服务业合作区管理局国家税务总局深圳市税务局关于印发十八条措施的通知"
    assert lines("1.省发展改革委\n负责统筹协调。\n")[0] == "1.省发展改革委"


def test_a_bracket_inside_a_wrapped_name_begins_no_paragraph() -> None:
    wrapped = "三、扩大范围\n（三）鼓励有条件的苏木乡镇（街道）便民服务中心和嘎查村\n（社区）便民服务站可选择性开展线下“全区通办”业务。\n"
    assert headings(WRAPPED + wrapped)[-1] == (
        "鼓励有条件的苏木乡镇（街道）便民服务中心和嘎查村（社区）便民服务站可选择性开展线下“全区通办”业务"
    )


def test_a_sentence_goes_on_behind_levels_in_a_bracket() -> None:
    broken = "推动试点。各地根据实际，至少选择1个县\n（市、区）\n开展跨部门综合监管试点。\n"
    assert lines(WRAPPED + broken)[-1].endswith("至少选择1个县（市、区）开展跨部门综合监管试点。")


def test_an_ordinal_whose_one_before_stands_inside_begins_no_item_behind_a_wrapped_sentence() -> None:
    text = "二、主要任务\n（一）完善清单。一是调整事项清单，动态调整全系统随机抽查事项。\n二\n是完善名录库。\n（二）规范程序。做好准备工作。\n"
    assert headings(WRAPPED + text)[-2:] == ["完善清单", "规范程序"]


def test_an_open_bracket_of_units_goes_on_behind_a_full_stop() -> None:
    text = "强化投诉处理。\n〔市政府办公室，市发展改革委、各县（区）人民政府。\n逗号前为牵头单位〕\n"
    assert lines(WRAPPED + text)[-1] == "〔市政府办公室，市发展改革委、各县（区）人民政府。逗号前为牵头单位〕"


def test_ordinals_that_run_on_in_a_paragraph_of_theirs_are_an_item_each() -> None:
    text = "二、主要任务\n2.提升审批效率\n一是按照“一企一册”原则，编制手册。二是开展带设计方案供应。三是推广区域评估。\n3.加强监管\n一是健全机制。\n"
    assert headings(text)[2:] == [
        "按照“一企一册”原则，编制手册",
        "开展带设计方案供应",
        "推广区域评估",
        "加强监管",
        "健全机制",
    ]


def test_ordinals_inside_an_item_are_its_sentences_wherever_the_line_was_wrapped() -> None:
    inside = "（三）压实责任。一是成立工作专班，由主要负责同志牵头抓总统筹推进各项工作任务落地。\n二是明确任务分工。三是加强督查。\n"
    assert headings(f"{WRAPPED}三、保障措施\n{inside}")[-1] == "压实责任"


def test_ordinals_out_of_turn_part_nothing() -> None:
    text = "二、主要任务\n2.提升审批效率\n一是编制手册。三是推广评估，其中二是重点。\n"
    assert headings(text)[2:] == ["编制手册"]

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

"""Notices in Markdown, as converters write them: the same facts as in print, every word at its line of the file."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policyparse
from policyparse import PolicyDocument
from policyparse.reading.markdown import pages_of_markdown
from policyparse.reading.sniffing import pick_reader

NOTICE = """\
# 关于开展2024年安全生产检查的通知

各镇人民政府，各街道办事处：

## 一、检查内容

**1. 隐患排查。** 2024年3月底前完成自查。（责任单位：区应急局）

2\\. 整改落实。整改率达到**98%**。（责任单位：区应急局、区住建局）

区安委会办公室

2024年1月5日
"""
PRINTED = NOTICE.replace("**", "").replace("# ", "").replace("#", "").replace("\\", "")


def words(text: str) -> str:
    """What is read, the characters of no width left out."""
    return pages_of_markdown(text, text.encode(), "n.md").characters.replace("\u2060", "")


def facts(document: PolicyDocument) -> list[object]:
    return [
        document.metadata.title,
        document.metadata.addressees,
        [(task.action, task.number, task.measure, [unit.name for unit in task.responsible]) for task in document.tasks],
        [(target.indicator, target.quantity.value) for target in document.targets],
        document.metadata.signed_date,
    ]


def test_a_notice_reads_as_it_does_in_print() -> None:
    read = policyparse.parse_text(NOTICE)
    assert facts(read) == facts(policyparse.parse_text(PRINTED))
    assert [task.action for task in read.tasks] == ["隐患排查", "整改落实"]
    assert read.source.media_type == "text/markdown"


def test_evidence_stands_in_the_line_of_the_file_that_prints_it() -> None:
    read = policyparse.parse_text(NOTICE)
    place = read.targets[0].evidence.source
    assert place is not None
    assert NOTICE.split("\n")[place.line - 1].startswith("2\\. 整改落实")
    assert NOTICE.split("\n")[place.line - 1][place.column - 1 :].startswith("整改率")


def test_the_rows_of_a_table_of_strokes_are_tasks() -> None:
    table = """\
        # 任务分工表

        | 序号 | 工作任务 | 责任单位 | 完成时限 |
        | :-- | --- | --- | --: |
        | 1 | **建设**平台<br>和接口 | 市大数据局 | 2023年12月底前 |
        | 2 | 培育企业 | 市工信局 | 2024年6月底前 |
        """
    read = policyparse.parse_text(textwrap.dedent(table))
    assert read.tables[0].header == ("序号", "工作任务", "责任单位", "完成时限")
    assert [row[1] for row in read.tables[0].rows] == ["建设平台 和接口", "培育企业"]
    found = [(task.number, task.responsible[0].name, str(task.deadlines[0].end)) for task in read.tasks]
    assert found == [("1", "市大数据局", "2023-12-31"), ("2", "市工信局", "2024-06-30")]


def test_a_table_of_tags_keeps_its_merged_cells() -> None:
    table = (
        "# 任务分工表\n\n<html><body><table><tr><td rowspan=\"2\">序号</td><td colspan='2'>任务</td><td rowspan=2>责任单位</td>"
        "</tr><tr><td>内容</td><td>时限</td></tr><tr><td>1</td><td>开展排查</td><td>2024年5月底前</td><td>区应急局</td></tr>"
        "</table></body></html>\n\n附件：检查表\n"
    )
    read = policyparse.parse_text(table)
    assert read.tables[0].header == ("序号", "任务/内容", "任务/时限", "责任单位")
    assert read.tables[0].rows == (("1", "开展排查", "2024年5月底前", "区应急局"),)
    assert [unit.name for unit in read.tasks[0].responsible] == ["区应急局"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("合格率$\\geq 95\\%$。", "合格率≥ 95%。"),
        ("新建$20\\sim 30$家。", "新建20～ 30家。"),
        ("见[附件](http://a.example/b.docx)。", "见附件。"),
        ("![印章](images/seal.jpg)完", "完"),
        ("面积5&nbsp;亩，A&amp;B", "面积5\u00a0亩，A&B"),
        ("__市发改委__牵头", "市发改委牵头"),
        ("完成~~5~~6项", "完成56项"),
        ("- 市财政局负责", "● 市财政局负责"),
        ("> （一）加强领导", "（一）加强领导"),
        ("<center>通知</center>", "\n通知\n"),
        ("***\n\n---\n第一条", "\n\n\n第一条"),
        # what is printed with the same characters and marks nothing
        ("每平方米5*8元，3 * 4米", "每平方米5*8元，3 * 4米"),
        ("#1机组、第#2号", "#1机组、第#2号"),
        ("- 5 -", "● 5 -"),
        ("2-3个、——第一", "2-3个、——第一"),
        ("<5%的企业，收入>100万元", "<5%的企业，收入>100万元"),
        ("a_b_c@gov.example", "a_b_c@gov.example"),
        ("奖励$100$美元或￥50", "奖励100美元或￥50"),
        ("[2023]8号和〔2023〕9号", "[2023]8号和〔2023〕9号"),
    ],
)
def test_marks_go_and_words_stay(written: str, read: str) -> None:
    assert words(written) == read


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        ("# 关于印发方案的通知\n", "markdown"),
        ("正文\n## 一、目标\n", "markdown"),
        ("**一、目标**\n内容\n", "markdown"),
        ("|序号|任务|\n|---|---|\n|1|建设|\n", "markdown"),
        ("---\n标题: 通知\n文号: 府发〔2023〕1号\n---\n正文\n", "markdown"),
        ("任务表\n<table><tr><td>1</td></tr></table>\n", "markdown"),
        ("# Page 3:\n一、目标\n", "text"),
        ("#1机组检修\n", "text"),
        ("——到2025年\n----\n", "text"),
        ("张**、李**两人\n", "text"),
        ("联系人 | 电话\n王某 | 123\n", "text"),
    ],
)
def test_text_is_markdown_by_marks_that_no_notice_prints(text: str, reader: str) -> None:
    assert pick_reader(text.encode(), "n.txt") == reader


def test_a_head_of_labels_between_fences_is_metadata() -> None:
    front = """\
        ---
        标题: 关于开展2024年安全生产检查的通知
        文号: 徐府办发〔2017〕16号
        发布单位: 徐汇区人民政府办公室
        发布日期: 2017-07-14
        层级: 区级
        类型: 实施意见
        ---

        > 本文由脚本提取，以官方页面为准。依《中华人民共和国著作权法》整理。

        """
    read = policyparse.parse_text(textwrap.dedent(front) + NOTICE)
    assert read.metadata.title == "关于开展2024年安全生产检查的通知"
    assert read.metadata.doc_number is not None and read.metadata.doc_number.raw == "徐府办发〔2017〕16号"
    assert str(read.metadata.published_date) == "2017-07-14"
    assert read.citations == () and "层级" not in read.text
    assert [said.code for said in read.diagnostics] == ["page_frame", "page_frame"]


MARKED = st.text(alphabet="任务一、。（）1 \n\t|-#*_`~[]()<>table/tr/td&;$\\%!>\u3000", max_size=200)


@given(MARKED)
def test_as_many_characters_as_the_file_and_never_an_accident(text: str) -> None:
    if not text.strip(" \t\r\n\v\f\u00a0\u3000"):
        return
    try:
        pages = pages_of_markdown(text, text.encode(), "n.md")
    except policyparse.PolicyParseError:  # nothing but marks
        assert not any(one.isalnum() for one in words(text + "完").removesuffix("完"))
        return
    assert len(pages.characters) == len(text)
    last = 0
    for table in pages.tables:
        assert last <= table.start < table.end <= len(text)
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)
        assert all(cell.row + cell.rowspan <= table.rows for cell in table.cells)
        assert all(cell.column + cell.colspan <= table.columns for cell in table.cells)
        last = table.end
    policyparse.parse_text(text)


def test_blanks_below_a_class_and_rows_of_one_cell_span_as_they_do_in_print() -> None:
    table = """\
        # 任务分工表

        | 序号 | 领域 | 工作任务 | 责任单位 | 备注 |
        | --- | --- | --- | --- | --- |
        | 一、改革 | | | | |
        | 1 | 准入 | 开办企业 | 市市场监管局 | |
        | 2 |  | 一照多址 | 市税务局 | |
        | 二、服务 | | | | |
        | 3 | 办事 | 一件事 | 市政务服务局 | |
        """
    read = policyparse.parse_text(textwrap.dedent(table))
    assert [(task.number, task.measure) for task in read.tasks] == [("1", "准入"), ("2", "准入"), ("3", "办事")]
    assert [row[1] for row in read.tables[0].rows] == ["", "准入", "准入", "", "办事"]


def test_a_row_of_one_cell_heads_the_tasks_below_it_where_no_column_does() -> None:
    table = "# 分解表\n\n| 序号 | 任务内容 | 责任单位 |\n| - | - | - |\n| 一、改革（2项） | | |\n| 1 | 开办企业 | 市税务局 |\n".replace(
        "| - | - | - |", "| --- | --- | --- |"
    )
    (task,) = policyparse.parse_text(table).tasks
    assert (task.number, task.measure, task.action) == ("1", "改革（2项）", "开办企业")

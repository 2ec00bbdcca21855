"""Tables that exist only as text: tab rows, one cell a line, numbered rows without tabs."""

from __future__ import annotations

from policyparse.layout.compose import compose_manuscript
from policyparse.layout.manuscript import Manuscript, TableBlock
from policyparse.reading.text_file import pages_of_text
from policyparse.tables.columns import read_header
from policyparse.tables.draft import TableDraft


def manuscript(text: str) -> Manuscript:
    return compose_manuscript(pages_of_text(text, text.encode(), "t.txt", "text/plain", "text"))


def tables(text: str) -> list[TableDraft]:
    return [block.draft for block in manuscript(text).blocks if isinstance(block, TableBlock)]


def rows(table: TableDraft) -> list[list[str]]:
    return [[cell.strand.text if cell else "" for cell in row] for row in table.grid()]


class TestTabRows:
    TEXT = "序号\t推进举措\t工作内容\t责任单位\n一\t强化合作\t1. 打造案例。\t市教育局\n\t\t2. 开发课程。\t各学校\n\n二\t深化融合\t3. 举办学院。\t各学校"

    def test_blank_cells_continue_the_cell_above_and_a_gap_does_not_end_the_table(self) -> None:
        (table,) = tables(self.TEXT)
        assert table.header() == ("序号", "推进举措", "工作内容", "责任单位")
        assert rows(table) == [
            ["一", "强化合作", "1. 打造案例。", "市教育局"],
            ["一", "强化合作", "2. 开发课程。", "各学校"],
            ["二", "深化融合", "3. 举办学院。", "各学校"],
        ]

    def test_a_merged_cell_stands_in_the_text_once(self) -> None:
        assert manuscript(self.TEXT).text.count("强化合作") == 1

    def test_one_tabbed_line_is_no_table(self) -> None:
        assert tables("联系人：张某\t电话：123") == []


class TestCellLines:
    TEXT = (
        "\t序号\n\t目标任务\n\t责任部门\n\n\t1\n\t打造队伍\n\t市人社局、\n市教体局\n\n\t序号\n\t目标任务\n\t责任部门\n\n"
        "\t2\n\t\n\t市财政局"
    )

    def test_repeated_header_goes_wrapped_cell_joins_lone_tab_is_a_span(self) -> None:
        (table,) = tables(self.TEXT)
        assert rows(table) == [["1", "打造队伍", "市人社局、市教体局"], ["2", "打造队伍", "市财政局"]]


class TestNumberedRows:
    VALUES = (
        "主要指标\n序号 指 标\n2025年\n目标值 2030 目标值 年 2035 目标值 年\n1\n市域产教联合体\n10个 15个\n20个\n"
        "2 “双师型”教师占比 60% 65% 70%\n3\n创新平台数\n(含重点实验室、\n中试平台等)\n15个\n30个 100个\n— 19"
    )

    def test_a_value_table_without_tabs_comes_out_whole(self) -> None:
        (table,) = tables(self.VALUES)
        assert table.header() == ("序号", "指标", "2025年目标值", "2030年目标值", "2035年目标值")
        assert rows(table) == [
            ["1", "市域产教联合体", "10个", "15个", "20个"],
            ["2", "“双师型”教师占比", "60%", "65%", "70%"],
            ["3", "创新平台数(含重点实验室、中试平台等)", "15个", "30个", "100个"],
        ]

    DISPLACED = "序号 政 策 内 容\n1\n。 指导建立拨款制度\n2\n、 、 协调支持 所左右长三角 大湾区 经济带学校 10\n, 、 开展共建 在培养 建设等方面深度合\n。作\n"

    def test_displaced_marks_go_back_into_their_holes(self) -> None:
        (table,) = tables(self.DISPLACED)
        assert rows(table)[0] == ["1", "指导建立拨款制度。"]
        assert rows(table)[1] == [
            "2",
            "协调支持10所左右长三角、大湾区、经济带学校开展共建,在培养、建设等方面深度合作。",
        ]

    def test_what_is_not_certain_stays_as_printed_with_a_diagnostic(self) -> None:
        made = manuscript("序号 政 策 内 容\n1\n。 指导建立制度\n2\n、 、 、 、 支持甲 乙\n3\n。 支持丙\n")
        assert [note.code for note in made.notes if note.code == "scrambled_row"] == ["scrambled_row"]

    def test_numbered_prose_is_no_table(self) -> None:
        assert tables("序号如下。\n1. 推进建设。\n2. 完善机制。") == []


class TestColumns:
    def test_task_table(self) -> None:
        columns = read_header(("序号", "目标任务", "主要任务", "责任部门", "完成时限"))
        assert (columns.kind, columns.roles) == ("tasks", ("number", "measure", "work", "unit", "deadline"))

    def test_other_words_for_the_same(self) -> None:
        assert read_header(("序号", "重点任务", "工作举措", "牵头单位", "配合单位", "时间节点")).roles == (
            "number", "measure", "work", "unit", "unit", "deadline",
        )  # fmt: skip

    def test_indicator_table(self) -> None:
        assert read_header(("序号", "指标", "2025年目标值", "2030年目标值")).kind == "indicators"

    def test_policy_table(self) -> None:
        assert read_header(("序号", "政策内容")).kind == "policies"

    def test_anything_else(self) -> None:
        assert read_header(("姓名", "电话")).kind == "other"

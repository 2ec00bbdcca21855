"""Task tables whose cells stand one below the other: header, rows cut by pages, and what is no such table."""

from __future__ import annotations

from policyparse.layout.compose import compose_manuscript
from policyparse.layout.manuscript import Manuscript, TableBlock
from policyparse.reading.text_file import pages_of_text
from policyparse.tables.draft import TableDraft


def manuscript(text: str) -> Manuscript:
    return compose_manuscript(pages_of_text(text, text.encode(), "t.txt", "text/plain", "text"))


def tables(text: str) -> list[TableDraft]:
    return [block.draft for block in manuscript(text).blocks if isinstance(block, TableBlock)]


def rows(table: TableDraft) -> list[list[str]]:
    return [[cell.strand.text if cell else "" for cell in row] for row in table.grid()]


HEADER = "序号\n工作任务\n责任单位\n完成时限\n"
# The work's column is 20 characters wide, the units' 8, the deadlines' 6.
DUE = (
    "2025年绿色社区建设任务清单\n" + HEADER + "1\n"
    "开展老旧小区绿化改造，新增小微绿地不少于三处，\n同步修缮步道和照明设施。\n市住房城乡建设局\n、市林业局\n2025年6月\n底前\n"
    "2\n"
    "建立垃圾分类督导员队伍。\n市城市管理局\n长期坚持\n"
    "3\n"
    "完善社区充电设施布局，在条件允许的小区建设电\n动自行车集中充电棚，消除\n\n# Page 2:\n"
    + HEADER
    + "飞线充电隐患。\n市应急管理局、市\n消防救援支队\n2025年9月\n底前\n"
    "4\n"
    "组织节水宣传进社区活动，评选节水型家庭一百户\n。\n市水利局\n2025年12月\n底前\n"
    "\n抄送：市委办公室，市人大常委会办公室。\n"
)


class TestStackedCells:
    def test_each_line_goes_to_its_column_and_a_row_cut_by_a_page_is_one(self) -> None:
        (table,) = tables(DUE)
        assert table.header() == ("序号", "工作任务", "责任单位", "完成时限")
        assert rows(table) == [
            [
                "1",
                "开展老旧小区绿化改造，新增小微绿地不少于三处，同步修缮步道和照明设施。",
                "市住房城乡建设局、市林业局",
                "2025年6月底前",
            ],
            ["2", "建立垃圾分类督导员队伍。", "市城市管理局", "长期坚持"],
            [
                "3",
                "完善社区充电设施布局，在条件允许的小区建设电动自行车集中充电棚，消除飞线充电隐患。",
                "市应急管理局、市消防救援支队",
                "2025年9月底前",
            ],
            ["4", "组织节水宣传进社区活动，评选节水型家庭一百户。", "市水利局", "2025年12月底前"],
        ]

    def test_the_text_behind_the_table_stays_text(self) -> None:
        assert manuscript(DUE).text.rstrip().endswith("抄送：市委办公室，市人大常委会办公室。")

    def test_a_row_without_measure_takes_that_of_the_row_above(self) -> None:
        text = (
            "序号\n重点任务\n主要内容\n牵头部门\n责任单位\n1\n1.优化企业开\n办服务\n推进电子营业执照在市公共资源\n交易平台中的应用。\n"
            "市市场监管委\n市政务服务办、市委\n网信办\n2\n拓展电子营业执照服务功能。\n市市场监管委\n—\n"
            "3\n2.提高项目开\n工建设效率\n完善办案辅助功能模块，开展部\n门间数据互通共享。\n市规划资源局\n市政务服务办\n"
        )
        (table,) = tables(text)
        assert [row[1] for row in rows(table)] == ["1.优化企业开办服务", "1.优化企业开办服务", "2.提高项目开工建设效率"]
        assert rows(table)[1][3:] == ["市市场监管委", "—"]


class TestNearMisses:
    def test_the_word_in_a_sentence_is_no_header(self) -> None:
        assert tables("序号\n按附件填写。\n1\n推进建设。\n2\n完善机制。\n3\n加强督导。\n") == []

    def test_number_and_content_alone_are_no_task_table(self) -> None:
        assert tables("序号\n内容\n1\n推进建设。\n2\n完善机制。\n3\n加强督导。\n") == []

    def test_two_rows_are_too_few(self) -> None:
        assert tables(HEADER + "1\n推进建设。\n市水利局\n长期\n2\n完善机制。\n市教育局\n长期\n") == []

    def test_cells_that_name_no_units_make_no_table(self) -> None:
        assert tables(HEADER + "".join(f"{n}\n推进建设。\n越快越好\n再说吧\n" for n in range(1, 6))) == []

"""Tables over several pages: one table with one header, no row lost, and the reason for each join recorded.

Each test writes the two pages of one table. Not here: finding a table on a page (test_rulings, test_bands).
"""

from __future__ import annotations

from collections.abc import Sequence

from pdf_files import Paper, pdf

import policyparse
from policyparse.contract import PolicyDocument, Table

XS = (80, 120, 300, 420, 520)
HEADER = ("序号", "重点任务", "责任单位", "完成时限")
FIRST = (
    ("1", "建设产教联合体", "市教育局", "2024年6月"),
    ("2", "培育融合型企业", "市发改委", "2024年12月"),
)
SECOND = (
    ("3", "调整专业设置", "市教育局", "2025年3月"),
    ("4", "发布需求目录", "市人社局", "每年5月"),
)
Rows = Sequence[Sequence[str]]


def page(top: float, rows: Rows, step: float = 40, open_bottom: bool = False, open_top: bool = False) -> Paper:
    """A ruled table from ``top`` on; on the open sides its vertical rulings go on without a horizontal one."""
    ys = [top + step * number for number in range(len(rows) + 1)]
    paper = Paper()
    for number, y in enumerate(ys):
        if not (open_top and number == 0) and not (open_bottom and number == len(rows)):
            paper.line(XS[0], y, XS[-1], y)
    for x in XS:
        paper.line(x, ys[0], x, ys[-1])
    return paper.cells(XS, ys, rows)


def parse(*papers: Paper) -> PolicyDocument:
    return policyparse.parse(pdf(*papers))


def joined(*papers: Paper) -> tuple[Table, str]:
    """The one table, and the reasons for joining its parts."""
    document = parse(*papers)
    [table] = document.tables
    return table, "; ".join(one.message for one in document.diagnostics if one.code == "joined_table")


def test_rows_without_a_header_go_on_with_the_table_before() -> None:
    table, why = joined(page(600, (HEADER, *FIRST)), page(80, SECOND))
    assert table.header == HEADER
    assert table.rows == FIRST + SECOND
    assert table.pages == (1, 2)
    assert why == "table goes on from page 1 to page 2: same columns"


def test_a_repeated_header_stands_once() -> None:
    table, why = joined(page(600, (HEADER, *FIRST)), page(80, (HEADER, *SECOND)))
    assert table.rows == FIRST + SECOND
    assert "header repeated" in why


def test_the_words_continued_are_no_text() -> None:
    for mark in ("（续表）", "续表", "重点任务分工表（续）", "续表1"):
        document = parse(page(600, (HEADER, *FIRST)), page(120, (HEADER, *SECOND)).words(260, 90, mark, 14))
        assert [len(table.rows) for table in document.tables] == [4], mark
        assert "续" not in document.text, mark


def test_a_table_under_a_title_of_its_own_is_another_one() -> None:
    document = parse(
        page(600, (HEADER, *FIRST)), page(140, (HEADER, *SECOND)).words(200, 100, "附件2 重点项目清单", 18)
    )
    assert [table.rows for table in document.tables] == [FIRST, SECOND]


def test_a_table_with_other_columns_is_another_one() -> None:
    other = Paper().grid((80, 300, 520), (80, 120, 160))
    other.cells((80, 300), (80, 120), (("项目名称", "总投资"), ("实训基地", "3000万元")))
    assert len(parse(page(600, (HEADER, *FIRST)), other).tables) == 2


def test_prose_between_parts_parts_the_tables() -> None:
    following = page(300, (HEADER, *SECOND))
    following.prose(80, 100, "附件二列明了下一年度的重点任务，请各单位对照落实。", 27)
    assert [len(table.rows) for table in parse(page(600, (HEADER, *FIRST)), following).tables] == [2, 2]


def test_page_numbers_between_parts_do_not() -> None:
    papers = [page(600, (HEADER, *FIRST)), page(80, SECOND)]
    for number, paper in enumerate(papers, 1):
        paper.words(280, 790, f"— {number} —", 14)
    assert joined(*papers)[0].rows == FIRST + SECOND


def test_a_row_that_the_break_cuts_is_one_row() -> None:
    cut = ("3", "调整专业设置，建立", "市教育局", "2025年3月")
    rest = ("", "动态调整机制", "", "")
    table, why = joined(page(600, (HEADER, *FIRST, cut), open_bottom=True), page(80, (rest, SECOND[1]), open_top=True))
    assert table.rows == (*FIRST, ("3", "调整专业设置，建立动态调整机制", "市教育局", "2025年3月"), SECOND[1])
    assert "a row cut by the page's end put together" in why


def test_the_pieces_of_a_cut_row_keep_their_pages() -> None:
    cut = ("3", "调整专业设置，建立", "市教育局", "2025年3月")
    papers = page(600, (HEADER, *FIRST, cut), open_bottom=True), page(80, (("", "动态调整机制", "", ""), SECOND[1]))
    table, _ = joined(*papers)
    [cell] = [cell for cell in table.cells if cell.text.startswith("调整专业设置")]
    assert cell.place is not None
    assert [region.page for region in cell.place.regions] == [1, 2]
    assert all(region.top > 600 or region.page == 2 for region in cell.place.regions)


def test_a_span_over_the_break_reaches_over_it() -> None:
    # 类别 stands in the first column over all rows, two on this page and two on the next.
    def part(top: float, rows: Rows, header: bool) -> Paper:
        ys = [top + 40 * number for number in range(len(rows) + 1)]
        paper = Paper()
        for number, y in enumerate(ys):
            whole = number in (0, len(rows)) or (header and number == 1)
            paper.line(XS[0] if whole else XS[1], y, XS[-1], y)
        for x in XS:
            paper.line(x, ys[0], x, ys[-1])
        return paper.cells(XS, ys, rows)

    above = (("类别", *HEADER[1:]), ("人才", *FIRST[0][1:]), ("", *FIRST[1][1:]))
    below = (("", *SECOND[0][1:]), ("", *SECOND[1][1:]))
    table, why = joined(part(600, above, True), part(80, below, False))
    assert [row[0] for row in table.rows] == ["人才"] * 4
    assert "cells over the page's end put together" in why


def test_no_row_is_lost_over_many_pages() -> None:
    rows = [(str(number), f"任务第{number}项", "市教育局", "2025年") for number in range(1, 61)]
    papers = [page(80, (HEADER, *rows[:15]))] + [page(80, rows[at : at + 15]) for at in (15, 30, 45)]
    table, _ = joined(*papers)
    assert table.rows == tuple(rows)
    assert table.pages == (1, 2, 3, 4)
    assert [cell.place.page for cell in table.cells if cell.place and cell.column == 0][::15] == [1, 1, 2, 3, 4]


def test_an_unruled_table_goes_on_too() -> None:
    ys = [600 + 30 * number for number in range(5)]
    first = Paper()
    for y in (ys[0], ys[1], ys[3]):
        first.line(80, y, 520, y)
    first.cells(XS, ys, (HEADER, *FIRST))
    second = Paper()
    for y in (80, 110, 170):
        second.line(80, y, 520, y)
    second.cells(XS, (80, 110, 140), (HEADER, *SECOND))
    assert joined(first, second)[0].rows == FIRST + SECOND

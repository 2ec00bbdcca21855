"""Tables without vertical rulings: three lines, row rules, stripes, nothing at all; and prose that is no table.

Not here: ruled grids (test_rulings), tables over several pages (test_continuation).
"""

from __future__ import annotations

from collections.abc import Sequence

from pdf_files import Paper, pdf

import policyparse
from policyparse.contract import Table

XS = (80, 120, 330, 440)
HEADER = ("序号", "重点任务", "责任单位", "完成时限")
ROWS = (
    ("1", "建设市域产教联合体", "市教育局", "2024年6月"),
    ("2", "培育产教融合型企业", "市发展改革委", "2024年12月"),
    ("3", "建立专业动态调整机制", "市教育局", "2025年3月"),
    ("4", "发布人才需求目录", "市人社局", "每年5月"),
)
SENTENCE = "各地各部门要高度重视，压实责任，确保各项任务按期完成，并将落实情况报送市教育局。"


def tables(paper: Paper) -> tuple[Table, ...]:
    return policyparse.parse(pdf(paper)).tables


def only(paper: Paper) -> Table:
    [table] = tables(paper)
    return table


def written(paper: Paper, rows: Sequence[Sequence[str]], ys: Sequence[float]) -> Paper:
    return paper.cells(XS, ys, rows)


def steps(count: int, first: float = 150, step: float = 30) -> list[float]:
    return [first + number * step for number in range(count)]


def test_three_lines_are_a_table() -> None:
    ys = steps(6)
    paper = Paper().words(200, 100, "重点任务分工表", 18)
    for y in (ys[0], ys[1], ys[5]):
        paper.line(80, y, 520, y)
    table = only(written(paper, (HEADER, *ROWS), ys))
    assert table.header == HEADER
    assert table.rows == ROWS
    assert table.caption == "重点任务分工表"


def test_a_rule_under_each_row_is_a_table() -> None:
    ys = steps(6)
    paper = Paper()
    for y in ys:
        paper.line(80, y, 520, y)
    assert only(written(paper, (HEADER, *ROWS), ys)).rows == ROWS


def test_a_rule_under_each_row_keeps_wrapped_cells_whole() -> None:
    ys = [150, 180, 230, 280]
    rows = (
        ("1", "建设市域产教联合体，培育产教融合\\n型企业十家".replace("\\n", "\n"), "市教育局", "2024年6月"),
        ("2", "建立专业动态调整机制，每年发布人\n才需求目录", "市人社局", "每年5月"),
    )
    paper = Paper()
    for y in ys:
        paper.line(80, y, 520, y)
    found = only(written(paper, (HEADER, *rows), ys)).rows
    assert found == tuple(tuple(cell.replace("\n", "") for cell in row) for row in rows)


def test_stripes_are_a_table() -> None:
    ys = steps(6)
    paper = Paper()
    for top in (ys[0], ys[2], ys[4]):
        paper.fill(80, top, 520, top + 30)
    assert only(written(paper, (HEADER, *ROWS), ys)).rows == ROWS


def test_filled_rows_that_follow_one_another_are_a_table() -> None:
    ys = steps(6)
    paper = Paper()
    for number, top in enumerate(ys[:5]):
        paper.fill(80, top, 520, top + 30, 0.8 if number == 0 else 0.9 + 0.02 * (number % 2))
    assert only(written(paper, (HEADER, *ROWS), ys)).rows == ROWS


def test_columns_alone_are_a_table() -> None:
    assert only(written(Paper(), (HEADER, *ROWS), steps(6))).rows == ROWS


def test_columns_alone_among_prose_are_a_table() -> None:
    paper = written(Paper(), (HEADER, *ROWS), steps(6, 250))
    paper.prose(80, 120, SENTENCE, 27)
    paper.prose(80, 480, SENTENCE, 27)
    document = policyparse.parse(pdf(paper))
    [table] = document.tables
    assert table.rows == ROWS
    assert document.text.startswith(SENTENCE) and document.text.endswith(SENTENCE)


def test_each_cell_leads_to_its_own_place() -> None:
    table = only(written(Paper(), (HEADER, *ROWS), steps(6)))
    for cell in table.cells:
        assert cell.place is not None
        [region] = cell.place.regions
        assert abs(float(region.x0) - (XS[cell.column] + 4)) < 1
        assert abs(float(region.top) - (150 + 30 * cell.row + 6)) < 1


def test_prose_is_no_table() -> None:
    paper = Paper()
    top = 120.0
    for _ in range(5):
        top = paper.prose(80, top, SENTENCE, 27)
    assert tables(paper) == ()


def test_lists_with_numbers_are_no_table() -> None:
    paper = Paper()
    for number, words in enumerate(("加强组织领导。", "落实经费保障。", "强化督导考核。", "营造良好氛围。")):
        paper.words(112, 140 + 28 * number, f"（{'一二三四'[number]}）{words}")
    assert tables(paper) == ()


def test_two_rules_around_a_heading_are_no_table() -> None:
    paper = Paper().line(80, 100, 520, 100).line(80, 140, 520, 140).words(200, 110, "松岚市教育局文件", 20)
    paper.prose(80, 180, SENTENCE, 27)
    assert tables(paper) == ()


def test_a_signature_and_a_date_are_no_table() -> None:
    paper = Paper()
    paper.prose(80, 120, SENTENCE, 27)
    paper.words(300, 300, "松岚市教育局").words(300, 328, "2024年3月5日")
    paper.words(80, 400, "（联系人：何一鸣").words(260, 400, "联系电话：0791—1234567）")
    assert tables(paper) == ()


def test_prose_in_two_columns_is_no_table() -> None:
    paper = Paper()
    for x in (60, 310):
        top = 120.0
        for _ in range(3):
            top = paper.prose(x, top, SENTENCE, 14, 15, 22)
    assert tables(paper) == ()


def test_a_filled_box_around_prose_is_no_table() -> None:
    paper = Paper().fill(70, 110, 530, 230)
    paper.prose(80, 120, SENTENCE, 27)
    assert tables(paper) == ()

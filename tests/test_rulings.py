"""Rulings → grids: edges put together, merged cells told by missing walls, open sides; and the settings for it.

Places are in points. Not here: reading of rulings from a file (test_pdf), words in cells (test_page_layout).
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from pdf_files import Paper, pdf

import policyparse
from policyparse.reading.drawn_lines import Drawing, dotted_rulings
from policyparse.reading.pages import Ruling
from policyparse.tables.rulings import Grid, GridCell, TableSettings, find_boxes, find_edges, find_grids

SETTINGS = TableSettings()
XS: tuple[float, ...] = (80, 120, 300, 520)
YS: tuple[float, ...] = (100, 130, 160, 190)


def across(y: float, x0: float = XS[0], x1: float = XS[-1]) -> Ruling:
    return Ruling(x0, y, x1, y)


def down(x: float, top: float = YS[0], bottom: float = YS[-1]) -> Ruling:
    return Ruling(x, top, x, bottom)


def grids(*rulings: Ruling) -> list[Grid]:
    return find_grids(rulings, SETTINGS)[0]


def spans(grid: Grid) -> list[tuple[int, ...]]:
    return [tuple(cell) for cell in grid.cells if cell.rowspan > 1 or cell.colspan > 1]


def test_a_full_grid_has_a_cell_for_each_row_and_column() -> None:
    [grid] = grids(*map(across, YS), *map(down, XS))
    assert grid.xs == XS
    assert grid.ys == YS
    assert grid.cells == tuple(GridCell(row, column, 1, 1) for row in range(3) for column in range(3))
    assert list(grid.box) == [80, 100, 520, 190]
    assert not grid.open_top and not grid.open_bottom


def test_a_point_is_in_the_cell_around_it() -> None:
    [grid] = grids(*map(across, YS), *map(down, XS))
    assert grid.cell_at(100, 110) == (0, 0)
    assert grid.cell_at(520, 190) == (2, 2)
    assert grid.cell_at(79, 110) is None


def test_borders_drawn_cell_by_cell_are_one_edge() -> None:
    # Word and browsers draw each cell's own border, ends a little apart and off.
    pieces = [
        Ruling(x0 + 0.4, y + shift, x1 - 0.4, y + shift)
        for shift, (x0, x1) in zip((0, 0.6, -0.5), pairwise(XS), strict=True)
        for y in YS
    ]
    rows, _ = find_edges(pieces, SETTINGS)
    assert [(edge.start, edge.end) for edge in rows] == [(80.4, 519.6)] * 4


def test_a_missing_wall_makes_a_wide_cell() -> None:
    [grid] = grids(*map(across, YS), down(80), down(120), down(300, 130, 190), down(520))
    assert spans(grid) == [(0, 1, 1, 2)]


def test_a_missing_floor_makes_a_tall_cell() -> None:
    # 类别 stands over three rows: the rules between them begin right of it.
    rules = (across(100), across(130, 120), across(160, 120), across(190))
    [grid] = grids(*rules, *map(down, XS))
    assert spans(grid) == [(0, 0, 3, 1)]


def test_a_block_of_cells_without_walls_is_one_cell() -> None:
    rulings = [across(100), across(130, 300), across(160), across(190), down(80), down(120, 160), down(300), down(520)]
    [grid] = grids(*rulings)
    assert spans(grid) == [(0, 0, 2, 2)]


def test_a_double_line_is_one_border() -> None:
    [grid] = grids(*map(across, YS), across(102.5), across(187.5), *map(down, XS), down(82.5), down(517.5))
    assert len(grid.xs) == 4 and len(grid.ys) == 4


def test_dashes_that_touch_by_tolerance_are_a_line_and_wider_ones_are_not() -> None:
    dashes = [Ruling(x, 130, x + 3, 130) for x in range(80, 520, 5)]
    assert find_edges(dashes, SETTINGS)[0] == [(130, 80, 518)]
    far = [Ruling(x, 130, x + 4, 130) for x in range(80, 520, 10)]
    assert len(find_edges(far, SETTINGS)[0]) == 44


def test_dots_in_a_row_are_a_line() -> None:
    drawing = Drawing()
    for x in range(80, 520, 3):
        drawing.box(x, 130, x + 1, 131)
    rulings, fills = drawing.finish()
    assert [tuple(map(round, ruling)) for ruling in rulings] == [(80, 130, 518, 130)] and fills == ()
    assert dotted_rulings([(x, 130.0) for x in range(80, 95, 3)]) == []  # an ellipsis is none


def test_sides_left_open_are_closed_where_the_rules_end() -> None:
    # The outer borders at the left and right are not printed, as in many tables of official notices.
    [grid] = grids(*map(across, YS), down(120), down(300))
    assert grid.xs == XS
    assert len(grid.cells) == 9


def test_a_table_that_the_page_cuts_is_open_at_its_foot() -> None:
    [grid] = grids(*map(across, YS[:3]), *map(down, XS))
    assert grid.open_bottom and not grid.open_top
    assert grid.ys == YS
    [grid] = grids(*map(across, YS[1:]), *map(down, XS))
    assert grid.open_top and not grid.open_bottom


def test_a_lone_box_is_no_grid() -> None:
    box = (across(100), across(190), down(80), down(520))
    assert grids(*box) == []
    assert find_boxes(box, SETTINGS) == [(80, 100, 520, 190)]


def test_a_rule_by_itself_belongs_to_no_grid() -> None:
    found, loose = find_grids([across(60), *map(across, YS), *map(down, XS)], SETTINGS)
    assert len(found) == 1
    assert [edge.at for edge in loose] == [60]


def test_two_tables_on_a_page_are_two_grids_from_the_top_down() -> None:
    lower = [Ruling(x0, y0 + 300, x1, y1 + 300) for x0, y0, x1, y1 in (*map(across, YS), *map(down, XS))]
    found = grids(*lower, *map(across, YS), *map(down, XS))
    assert [grid.box[1] for grid in found] == [100, 400]


def test_two_tables_side_by_side_are_two_grids() -> None:
    beside = [Ruling(x0 + 500, y0, x1 + 500, y1) for x0, y0, x1, y1 in (*map(across, YS), *map(down, XS))]
    assert len(grids(*beside, *map(across, YS), *map(down, XS))) == 2


def test_settings_have_pdfplumbers_names() -> None:
    assert TableSettings.of([("snap_tolerance", 4), ("join_tolerance", 0.5)]) == TableSettings(4.0, 0.5)
    assert TableSettings.of([]) == TableSettings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("snap_tolerence", 4, "no table setting 'snap_tolerence'; there is snap_tolerance, join_tolerance"),
        ("snap_tolerance", "4", "must be a number of points from 0 to 100"),
        ("snap_tolerance", True, "must be a number of points"),
        ("snap_tolerance", -1, "must be a number of points"),
        ("snap_tolerance", float("nan"), "must be a number of points"),
        ("edge_min_length", 1000, "must be a number of points"),
    ],
)
def test_settings_that_are_none_are_refused_in_words(name: str, value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        TableSettings.of([(name, value)])
    with pytest.raises(policyparse.PolicyParseError, match=said) as caught:
        policyparse.parse(pdf(Paper().words(100, 72, "通知")), table_settings={name: value})
    assert caught.value.code == "unsupported"


def test_a_setting_changes_what_is_found() -> None:
    # Rules whose ends miss the walls by 4 points: a table only for those who say so.
    paper = Paper().words(100, 72, "关于印发重点任务分工表的通知")
    for y in (100, 130, 160):
        paper.line(84, y, 296, y).line(304, y, 516, y)
    for x in (80, 300, 520):
        paper.line(x, 100, x, 160)
    paper.cells((84, 304), (100, 130), (("任务", "责任单位"), ("推进产教融合", "市教育局")))
    assert policyparse.parse(pdf(paper)).tables == ()
    wide = {"intersection_tolerance": 5, "join_tolerance": 9}
    [table] = policyparse.parse(pdf(paper), table_settings=wide).tables
    assert table.rows == (("推进产教融合", "市教育局"),)

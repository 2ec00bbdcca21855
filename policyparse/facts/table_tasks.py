"""Tasks of task tables: one for each logical row, and the prose item that each row details.

Not here: recognising a table or its columns (`tables`).
"""

from __future__ import annotations

from policyparse.facts.deadlines import row_deadlines
from policyparse.facts.declared_units import Declared, declared_leads, once_each
from policyparse.facts.drafts import CellSpot, TaskDraft, UnitDraft
from policyparse.facts.identity import NO_WORD
from policyparse.facts.responsibility import units_in_label
from policyparse.facts.unit_labels import is_unit_list
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organ_names import is_whole, split_prefix
from policyparse.language.unit_lists import Role
from policyparse.layout.manuscript import PlacedCell
from policyparse.layout.markers import Marker, read_marker
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline, OutlinedTable
from policyparse.tables.columns import YEAR_HEADER

SCORING = regex(r"[奖加扣减]{1,2}分(?:项目|项|事项|情形|标准)?$")
PIECE = 4  # characters: shorter pieces are shared by all texts on one subject
ENOUGH = 0.6  # share of a row's pieces that its item must hold for the text to outweigh the heading
LIKE = 5  # characters at their beginning that a heading and a measure must share to be one
COMMON = 40  # a piece that more items hold tells none of them apart
LEAD_HEADER = regex("牵头|主办|主责|第一责任")
SUPPORT_HEADER = regex("配合|协办|参与|协同|协助|支持")


def table_tasks(outline: Outline, prose: list[TaskDraft], lexicon: Lexicon | None = None) -> list[TaskDraft]:
    """Tasks of all task tables in reading order; `refines` counts in ``prose``."""
    tasks: list[TaskDraft] = []
    work = [(n, t) for n, t in enumerate(outline.tables) if t.columns.kind == "tasks" and t.columns.of("work")]
    declared = declared_leads(outline.spelled) if work else None
    declared = None if declared == "all" else declared  # 括号内为牵头单位 speaks of brackets, not of cells
    for number, table in work:
        tasks += _tasks_of(outline, number, table, declared, lexicon)
    if tasks and prose:
        index = _ItemIndex(prose, outline.text, tasks)
        for task in tasks:
            task.refines = index.refined(task)
    return tasks


def rows_of(table: OutlinedTable) -> list[dict[int, PlacedCell]]:
    """For each data row the placed cell that covers each column, spans filled down."""
    placed = {(cell.draft.row, cell.draft.column): cell for cell in table.block.cells}
    rows: list[dict[int, PlacedCell]] = []
    for drafts in table.block.draft.grid():
        rows.append({c: placed[(d.row, d.column)] for c, d in enumerate(drafts) if d is not None})
    return rows


def _tasks_of(
    outline: Outline, number: int, table: OutlinedTable, declared: Declared, lexicon: Lexicon | None
) -> list[TaskDraft]:
    work = table.columns.of("work")
    columns = work if YEAR_HEADER.search(table.header[work[0]]) else work[-1:]  # a task for each row and year
    tasks: list[TaskDraft] = []
    above: str | None = None
    for offset, row in enumerate(rows_of(table)):
        above = _heading_of_rows(table, row) or above
        for column in columns:
            cell = row.get(column)
            if cell is None or not cell.text or _is_section_row(table, row) or _is_scoring(table, row):
                continue
            spot = CellSpot(number, table.block.draft.header_rows + offset, column)
            task = _task(outline, table, row, cell, spot, declared, lexicon)
            task.measure = task.measure or above
            tasks.append(task)
    return tasks


def _heading_of_rows(table: OutlinedTable, row: dict[int, PlacedCell]) -> str | None:
    """The words of a row of one cell over its whole width, which head the rows below it."""
    cells = {cell.start: cell for cell in row.values()}
    if len(cells) != 1:
        return None
    (cell,) = cells.values()
    marker = read_marker(cell.text)
    return cell.text[marker.length if marker else 0 :].strip() if cell.draft.colspan == len(table.header) > 1 else None


def _task(
    outline: Outline,
    table: OutlinedTable,
    row: dict[int, PlacedCell],
    cell: PlacedCell,
    spot: CellSpot,
    declared: Declared,
    lexicon: Lexicon | None,
) -> TaskDraft:
    marker = _own_marker(cell.text)
    action = cell.text[marker.length :] if marker else cell.text
    task = TaskDraft(
        "table",
        marker.label if marker else _cell_text(table, row, "number"),
        _cell_text(table, row, "measure"),
        action,
        (cell.start, cell.end),
        table.section,
        "task.row",
        [(cell.start, cell.end)],
        spot.table,
        spot.row,
        spot,
    )
    task.units = _units(outline, table, row, spot, declared, lexicon)
    cells = [
        ((row[c].start, row[c].end), CellSpot(spot.table, spot.row, c))
        for c in table.columns.of("deadline")
        if c in row
    ]
    cells += _year_above(table, spot)
    task.times = row_deadlines(outline, cells, (cell.start, cell.end))
    return task


def _year_above(table: OutlinedTable, spot: CellSpot) -> list[tuple[tuple[int, int], CellSpot]]:
    """The heading of a column of work that names the year in which the work is due."""
    return [
        ((cell.start, cell.end), CellSpot(spot.table, cell.draft.row, cell.draft.column))
        for cell in table.block.cells
        if cell.draft.row < table.block.draft.header_rows
        and cell.draft.column <= spot.column < cell.draft.column + cell.draft.colspan
        and YEAR_HEADER.search(cell.text)
    ]


def _own_marker(text: str) -> Marker | None:
    """The marker of a work cell; none where the cell lists several steps: 1.…。2.…。"""
    marker = read_marker(text)
    if marker is None or marker.number != 1:
        return marker
    second = text[: marker.length].replace(marker.label, str(2) if marker.label.isdigit() else "二").strip()
    return None if second in text[marker.length :] else marker


def _is_section_row(table: OutlinedTable, row: dict[int, PlacedCell]) -> bool:
    """A row that heads those below it: numbered in another style (二、 above 1, 2, 3), and no unit answers for it."""
    if _cell_text(table, row, "unit") is not None:
        return False
    own = _cell_text(table, row, "number") or ""
    return (
        bool(own)
        and not own.isdigit()
        and any((_cell_text(table, other, "number") or "").isdigit() for other in rows_of(table))
    )


def _is_scoring(table: OutlinedTable, row: dict[int, PlacedCell]) -> bool:
    """A row that only says how points are given and taken (奖扣分项目): it hands out no work."""
    return SCORING.search(_cell_text(table, row, "measure") or "") is not None


def _cell_text(table: OutlinedTable, row: dict[int, PlacedCell], role: str) -> str | None:
    """Text of the right-most cell with a role, without its marker."""
    for column in reversed([c for c, found in enumerate(table.columns.roles) if found == role]):
        if column in row and row[column].text:
            text = row[column].text
            marker = read_marker(text) if role == "measure" else None
            words = text[marker.length :] if marker else text
            return words.strip("、.．（）() ") if role == "number" else words
    return None


def _units(
    outline: Outline,
    table: OutlinedTable,
    row: dict[int, PlacedCell],
    spot: CellSpot,
    declared: Declared,
    lexicon: Lexicon | None,
) -> list[UnitDraft]:
    found: list[UnitDraft] = []
    for column in table.columns.of("unit"):
        if column not in row:
            continue
        units = [
            unit
            for start, end in _unit_lines(outline, row[column], lexicon)
            for unit in units_in_label(outline.text, start, end, "unit.cell", declared, lexicon)
        ]
        for unit in units:
            role = unit.role if unit.role != "responsible" else _role_of_column(table.header[column])
            place = CellSpot(spot.table, spot.row, column)
            found.append(UnitDraft(unit.raw, unit.name, role, unit.group, unit.span, unit.rule, place))
    return once_each(found)


def _unit_lines(outline: Outline, cell: PlacedCell, lexicon: Lexicon | None) -> list[tuple[int, int]]:
    """The lines of a cell that prints one unit below the other, without marks; else the cell: a wrap cuts names."""
    lines = outline.manuscript.source_lines(cell.start, cell.end)
    words = [outline.text[start:end] for start, end in lines]
    if len(lines) > 1 and all(
        is_unit_list(line, lexicon) or (is_whole(line, lexicon) and split_prefix(line, lexicon)[0]) for line in words
    ):
        return lines
    return [(cell.start, cell.end)]


def _role_of_column(heading: str) -> Role:
    if LEAD_HEADER.search(heading) and not SUPPORT_HEADER.search(heading):
        return "lead"
    if SUPPORT_HEADER.search(heading) and not LEAD_HEADER.search(heading):
        return "support"
    return "responsible"


def _cut(text: str) -> list[str]:
    """All stretches of so many letters and digits."""
    compact = NO_WORD.sub("", text)
    return [compact[i : i + PIECE] for i in range(len(compact) - PIECE + 1)]


def _pieces(text: str) -> frozenset[str]:
    return frozenset(_cut(text))


class _ItemIndex:
    """The prose items by their words, so that each row finds the item that it details without reading all of them."""

    def __init__(self, prose: list[TaskDraft], text: str, rows: list[TaskDraft]) -> None:
        self._wanted = {words: _pieces(words) for row in rows for words in (row.action, row.measure or "")}
        self._items: dict[str, list[int]] = {}
        self._headings: dict[str, list[tuple[str, int]]] = {}
        for number, item in enumerate(prose):
            heading = NO_WORD.sub("", item.action)
            self._headings.setdefault(heading[:LIKE], []).append((heading, number))
        asked = frozenset[str]().union(*self._wanted.values())
        for number, item in enumerate(prose):
            for piece in asked.intersection(_cut(" ".join(text[a:b] for a, b in item.spans))):
                self._items.setdefault(piece, []).append(number)

    def refined(self, task: TaskDraft) -> int | None:
        """The item that a row details: the one that its measure names, unless another holds the row's very words."""
        shares = self._shares(task.action)
        best = min(shares, key=lambda number: (-shares[number], number), default=None)
        named = self._named(task.measure)
        if best is None or shares[best] < ENOUGH:
            return named
        if named is not None and shares.get(named, 0.0) >= 0.5 * shares[best]:
            return named
        return best

    def _shares(self, words: str) -> dict[int, float]:
        """For each item that holds any: the share of the words' pieces that it holds."""
        wanted = self._wanted[words]
        counted: dict[int, int] = {}
        for piece in wanted:
            holders = self._items.get(piece, ())
            if len(holders) <= COMMON:
                for holder in holders:
                    counted[holder] = counted.get(holder, 0) + 1
        return {number: count / len(wanted) for number, count in counted.items()}

    def _named(self, measure: str | None) -> int | None:
        """The item whose heading the measure repeats, or the only one whose text holds it whole."""
        key = NO_WORD.sub("", measure or "")
        if len(key) < 3:
            return None
        for heading, number in self._headings.get(key[:LIKE], ()):
            if key == heading or (len(key) >= LIKE and (heading.startswith(key) or key.startswith(heading))):
                return number
        holding = [number for number, share in self._shares(measure or "").items() if share == 1.0]
        return holding[0] if len(holding) == 1 else None

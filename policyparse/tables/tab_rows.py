"""Tables written as tab rows: one row a line, cells by tab, blank cells under a span; gaps inside the table.

Not here: tables with one cell a line (`tables.cell_lines`) or without tabs (`tables.numbered_rows`).
"""

from __future__ import annotations

from policyparse.layout.lines import Line
from policyparse.layout.strand import Strand, strand_of
from policyparse.tables.columns import read_header
from policyparse.tables.draft import TableDraft, spans_from_blanks

MINIMUM_TABS = 1
LONGEST_HEADING = 30  # characters above the first of two columns
JUDGED_ROWS = 200  # by so many it is told at the latest that lines with tabs are no table
LARGEST_GAP = 3  # blank lines that a table may go over, e.g. at a page's end


def read_tab_rows(characters: str, lines: list[Line], at: int) -> tuple[TableDraft, int] | None:
    """The table that begins at line ``at``, and the line after it; None where no such table begins there.

    A line without tabs right below a row continues that row's last cell.
    """
    if not _is_row(lines[at]) or at + 1 >= len(lines):
        return None
    widths: list[int] = []
    end = at
    while end < len(lines) and (end == at or lines[end].gap <= LARGEST_GAP) and _is_row(lines[end]):
        widths.append(_raw(characters, lines[end]).count("\t") + 1)
        end += 1
        if len(widths) == JUDGED_ROWS and not _is_table(characters, lines[at], widths):
            return None
    if len(widths) < 2 or not _is_table(characters, lines[at], widths):
        return None
    width = max(widths)
    rows = [_cells(characters, line) for line in lines[at:end]]
    for row in rows:
        row.extend([Strand("", ())] * (width - len(row)))
    rows = _without_repeated_header(rows)
    roles = read_header(tuple(cell.text for cell in rows[0])).roles
    fill = [role not in ("value", "note", "other") for role in roles]
    return TableDraft(len(rows), width, 1, spans_from_blanks(rows, 1, fill)), end


def _is_table(characters: str, first: Line, widths: list[int]) -> bool:
    """Whether most rows are as wide as the widest; two columns need a short word above the first."""
    width = max(widths)
    if widths.count(width) < len(widths) / 2:
        return False
    return width != 2 or 0 < len(_cells(characters, first)[0].text) <= LONGEST_HEADING


def _raw(characters: str, line: Line) -> str:
    return characters[line.raw_start : line.raw_end].rstrip(" \r\t")


def _is_row(line: Line) -> bool:
    return line.tabs >= MINIMUM_TABS


def _cells(characters: str, line: Line) -> list[Strand]:
    cells: list[Strand] = []
    start = line.raw_start
    for part in _raw(characters, line).split("\t"):
        cells.append(strand_of(characters, start, start + len(part)))
        start += len(part) + 1
    return cells


def _without_repeated_header(rows: list[list[Strand]]) -> list[list[Strand]]:
    """The header once: a row that prints it again marks a new page, no work."""
    header = [cell.text for cell in rows[0]]
    return [rows[0], *(row for row in rows[1:] if [cell.text for cell in row] != header)]

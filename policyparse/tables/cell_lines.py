"""Tables written with one cell a line: each cell begins with a tab, a blank line ends the row.

Word tables turned to text look so: the header is printed again on each page, a cell may go on over lines without a
tab, a lone tab is a cell under a span. Not here: rows by tab (`tables.tab_rows`).
"""

from __future__ import annotations

from policyparse.layout.lines import Line
from policyparse.layout.strand import Strand, join
from policyparse.tables.columns import read_header
from policyparse.tables.draft import TableDraft, spans_from_blanks

FEWEST_COLUMNS = 2
MOST_COLUMNS = 60  # no sheet of paper has room for more; a text whose every paragraph begins with a tab is no row


def read_cell_lines(lines: list[Line], at: int) -> tuple[TableDraft, int] | None:
    """The table that begins at line ``at``, and the line after it; None where no such table begins there."""
    if not lines[at].indented or lines[at].tabs:
        return None
    rows: list[list[Strand]] = []
    end, width = at, MOST_COLUMNS
    while end < len(lines) and lines[end].indented and not lines[end].tabs and (end == at or lines[end].gap):
        row, end = _read_row(lines, end, width)
        if not row or (not rows and len(row) < FEWEST_COLUMNS):
            return None
        rows.append(row)
        width = len(rows[0])
    if len(rows) < 2:
        return None
    header = [cell.text for cell in rows[0]]
    rows = [rows[0], *(row for row in rows[1:] if [cell.text for cell in row] != header)]
    for row in rows:
        row.extend([Strand("", ())] * (width - len(row)))
    fill = [role not in ("value", "note", "other") for role in read_header(tuple(header)).roles]
    return TableDraft(len(rows), width, 1, spans_from_blanks(rows, 1, fill)), end


def _read_row(lines: list[Line], at: int, most: int) -> tuple[list[Strand], int]:
    """The cells of a row and the line after it; none where there are more than ``most``."""
    cells: list[list[Strand]] = []
    end = at
    while end < len(lines) and (end == at or lines[end].gap == 0):
        line = lines[end]
        if line.indented and len(cells) == most:
            return [], end
        if line.indented:
            cells.append([line.strand])
        else:
            cells[-1].append(line.strand)
        end += 1
    # Joined once: what follows a lone tab may be the whole rest of a text without blank lines.
    return [join(parts) if len(parts) > 1 else parts[0] for parts in cells], end

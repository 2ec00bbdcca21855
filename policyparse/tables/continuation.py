"""Tables that go on over a page's end → one table: headers once, cut rows and cut spans put together again.

No row is lost: what is joined says why (``flagged``), and each cell still leads to its own page. Not here: finding
tables on a page; tables in text.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyparse.layout.flow import PageLine
from policyparse.layout.lines import Line
from policyparse.layout.manuscript import Note
from policyparse.layout.strand import Strand, inserted, join
from policyparse.lazy_regex import regex
from policyparse.tables.draft import CellDraft, TableDraft
from policyparse.tables.page_tables import PageTable, filled_down

CONTINUED = regex(
    r".{0,30}?[（(\[【]?\s*(?:续表?|接上[表页]|续上[表页])\s*[\dA-Z一二三四五六七八九十]{0,3}\s*[）)\]】]?.{0,12}"
)
SHIFT = 8.0  # points by which borders of columns may move from page to page
STRETCH = 0.04  # of a table's width by which a border may move
USUAL = 0.8  # share of a column's cells that are filled, for a blank one to be a sign
SENTENCE_END = "。；;！？"


def join_continued(parts: Sequence[PageLine | PageTable]) -> tuple[list[Line | TableDraft], list[Note]]:
    """Lines and tables in reading order, each table's parts on following pages joined to it."""
    found: list[Line | PageTable] = []
    reasons: dict[int, list[str]] = {}
    last: PageTable | None = None
    at = 0
    while at < len(parts):
        item = parts[at]
        if isinstance(item, PageLine):
            following = parts[at + 1] if at + 1 < len(parts) else None
            marked = _is_continuation_mark(item) and last is not None and isinstance(following, PageTable)
            if marked and _goes_on(last, following, marked=True):  # the mark says only what is done here
                at += 1
                continue
            found.append(_line(item))
            last = None
        elif last is not None and _goes_on(last, item, marked=False):
            reasons.setdefault(id(last), []).append(_join(last, item))
        else:
            found.append(item)
            last = item
        at += 1
    notes: list[Note] = []
    result: list[Line | TableDraft] = []
    for part in found:
        if isinstance(part, PageTable):
            notes += [Note("joined_table", "info", said) for said in reasons.get(id(part), ())]
            cells = tuple(sorted(part.cells, key=lambda cell: (cell.row, cell.column)))
            result.append(TableDraft(part.rows, part.width, min(part.header_rows, part.rows), cells))
        else:
            result.append(part)
    return result, notes


def _line(item: PageLine) -> Line:
    return Line(item.strand, item.strand.raw_start, item.strand.raw_end, 0, flow=item.flow)


def _is_continuation_mark(line: PageLine) -> bool:
    return len(line.strand.text) <= 40 and bool(CONTINUED.fullmatch(line.strand.text))


def _goes_on(table: PageTable | None, part: PageLine | PageTable | None, marked: bool) -> bool:
    """Whether a part on the following page belongs to a table: the same columns, and no other header of its own."""
    if table is None or not isinstance(part, PageTable) or part.sheet != table.sheet + 1 or part.captions:
        return False
    if table.width != part.width:
        return False
    if _repeats_header(table, part):
        return True
    return _same_columns(table, part) and (marked or not _has_own_header(table, part))


def _same_columns(table: PageTable, part: PageTable) -> bool:
    if not (table.ruled and part.ruled):
        return True
    size, other = table.columns[-1] - table.columns[0], part.columns[-1] - part.columns[0]
    for border, moved in zip(table.columns, part.columns, strict=True):
        away = abs((border - table.columns[0]) - (moved - part.columns[0]))
        share = abs((border - table.columns[0]) / size - (moved - part.columns[0]) / other)
        if away > SHIFT and share > STRETCH:
            return False
    return True


def _plain(texts: Sequence[str]) -> list[str]:
    return ["".join(text.split()) for text in texts]


def _repeats_header(table: PageTable, part: PageTable) -> bool:
    rows = table.header_rows
    return part.rows >= rows and all(_plain(table.texts(n)) == _plain(part.texts(n)) for n in range(rows))


def _has_own_header(table: PageTable, part: PageTable) -> bool:
    """A first row of short words, all filled, none of them a number, that shares words with the table's own header."""
    first = _plain(part.texts(0))
    header = _plain(table.texts(0))
    return sum(a == b and bool(a) for a, b in zip(first, header, strict=True)) * 2 >= len(header) and first != header


def _join(table: PageTable, part: PageTable) -> str:
    """Adds a part to its table; returns what was done and why, in words."""
    said = [f"table goes on from page {table.sheet} to page {part.sheet}: same columns"]
    skipped = 0
    if _repeats_header(table, part):
        skipped = table.header_rows
        said.append("header repeated")
    cells = [cell._replace(row=cell.row - skipped) for cell in part.cells if cell.row >= skipped]
    rows = part.rows - skipped
    if rows:
        if _is_cut_row(table, cells):
            said.append("a row cut by the page's end put together")
            cells, removed = _join_cut_row(table, cells)
        else:
            cells, spans = _join_spans(table, cells)
            removed = 0
            if spans:
                said.append("cells over the page's end put together")
        first = table.rows - removed
        table.cells += [cell._replace(row=cell.row + first) for cell in cells]
        table.rows = first + rows
    if not table.ruled:
        table.cells.sort(key=lambda cell: (cell.row, cell.column))
        filled_down(table)
    table.sheet = part.sheet
    table.open_bottom = part.open_bottom
    table.full = part.full
    return "; ".join(said)


def _last_cells(table: PageTable) -> dict[int, int]:
    """For each column where a cell begins that reaches the last row: the cell's index."""
    return {
        cell.column: number for number, cell in enumerate(table.cells) if cell.row + cell.rowspan == table.rows
    }  # fmt: skip


def _spanning(table: PageTable, cells: Sequence[CellDraft]) -> set[int]:
    """Columns in which cells stand over several rows."""
    below = [cell for cell in table.cells if cell.row >= table.header_rows]
    return {cell.column for cell in (*below, *cells) if cell.rowspan > 1}


def _is_cut_row(table: PageTable, cells: Sequence[CellDraft]) -> bool:
    """Whether the first row goes on with the last one: a column that is filled in every row is blank in it."""
    if table.rows <= table.header_rows:
        return False
    first = {cell.column: cell for cell in cells if cell.row == 0}
    last = _last_cells(table)
    filled = {column for column, cell in first.items() if cell.strand.text}
    if not filled or not filled <= last.keys():
        return False
    spanning = _spanning(table, cells)
    leaves = [column for column in first if column not in spanning] or [max(first)]
    blank = [column for column in leaves if column not in filled and _is_usually_filled(table, column)]
    if blank:
        # Filled on both sides of the break, or on one side here and on the other there.
        return any(table.cells[last[column]].strand.text for column in (*filled, *blank) if column in last)
    return bool(table.open_bottom and not (set(first) - filled)) and all(
        not table.cells[last[c]].strand.text.endswith(tuple(SENTENCE_END)) for c in filled
    )


def _is_usually_filled(table: PageTable, column: int) -> bool:
    found = [cell for cell in table.cells if cell.column == column and cell.row >= table.header_rows]
    return sum(bool(cell.strand.text) for cell in found) >= USUAL * len(found)


def _join_cut_row(table: PageTable, cells: list[CellDraft]) -> tuple[list[CellDraft], int]:
    """The cells of the first row join those of the last; returns the other cells, and 1 for the row that is saved."""
    last = _last_cells(table)
    others: list[CellDraft] = []
    for cell in cells:
        if cell.row > 0:
            others.append(cell)
            continue
        if cell.column not in last:
            if cell.rowspan > 1:
                others.append(cell._replace(row=1, rowspan=cell.rowspan - 1))
            continue
        number = last[cell.column]
        above = table.cells[number]
        strand = _together(above.strand, cell.strand)
        table.cells[number] = above._replace(strand=strand, rowspan=above.rowspan + cell.rowspan - 1)
    return others, 1


def _together(above: Strand, below: Strand) -> Strand:
    if not above.text or not below.text:
        return above if above.text else below
    if above.text[-1].isascii() and above.text[-1].isalpha() and below.text[0].isascii() and below.text[0].isalpha():
        return join((above, inserted(" ", below.raw_start), below))
    return join((above, below))


def _join_spans(table: PageTable, cells: list[CellDraft]) -> tuple[list[CellDraft], int]:
    """Cells of the last row go on into blank ones of the first row; returns the other cells and how many went on."""
    if table.rows <= table.header_rows:
        return cells, 0
    last = _last_cells(table)
    spanning = _spanning(table, cells)
    leaves_filled = any(c.row == 0 and c.strand.text and c.column not in spanning for c in cells)
    others: list[CellDraft] = []
    joined = 0
    for cell in cells:
        number = last.get(cell.column)
        above = table.cells[number] if number is not None else None
        if cell.row or above is None or number is None or above.colspan != cell.colspan:
            others.append(cell)
            continue
        goes_on = not cell.strand.text and above.strand.text and _is_usually_filled(table, cell.column)
        comes_late = cell.strand.text and not above.strand.text and cell.column in spanning and leaves_filled
        if goes_on or comes_late:
            strand = above.strand if above.strand.text else cell.strand
            table.cells[number] = replace_cell(above, strand, above.rowspan + cell.rowspan)
            joined += 1
        else:
            others.append(cell)
    return others, joined


def replace_cell(cell: CellDraft, strand: Strand, rowspan: int) -> CellDraft:
    """A cell with another text and height."""
    return cell._replace(strand=strand, rowspan=rowspan)

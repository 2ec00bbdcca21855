"""Task tables turned to text cell by cell: each row its running number alone on a line, then the lines of its cells.

The header's cells stand one below the other too, 序号 first, and again at each page; where it cuts a row, both parts
hold lines of each column. Not here: which line is whose (`tables.cell_borders`), tables of values by the year and of
one text (`tables.numbered_rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from policyparse.language.organ_names import is_whole
from policyparse.layout.lines import Line, display_width
from policyparse.layout.strand import EMPTY, Strand, join
from policyparse.lazy_regex import regex
from policyparse.tables.cell_borders import (
    EMPTY_MARK,
    MARKER,
    Borders,
    ColumnForm,
    Item,
    find_borders,
    words_not_units,
)
from policyparse.tables.columns import Columns, read_header
from policyparse.tables.draft import TableDraft, spans_from_blanks
from policyparse.tables.numbered_rows import NUMBER_HEADING

CONTINUES = regex(r"[及和与或（(、/]")
SENTENCE_END = regex(r"。(?=[^。，、；”）》]{2,20}$|[—/无]$)")
MOST_HEADER_LINES = 9
LONGEST_HEADING = 12
FEWEST_ROWS = 3
MOST_ROW_LINES = 120
SAMPLE = 30  # rows from which a column's first width is taken
SAMPLE_LINES = 16
FEWEST_WRAPPED = 3
MOST_UNREAD = 5  # one row in so many may hold words in a units cell that are no units


@dataclass(slots=True)
class _Row:
    """A row: its number, and its lines in the parts into which page ends cut it."""

    number: Strand
    parts: list[list[Item]]
    lines: list[int]
    borders: Borders | None = None

    def cell(self, column: int) -> list[Item]:
        """The items of a column in all parts."""
        if self.borders is None:
            return []
        begin = self.borders[column - 1] if column else tuple(0 for _ in self.parts)
        ends = self.borders[column]
        return [item for part, start, end in zip(self.parts, begin, ends, strict=True) for item in part[start:end]]


def read_stacked_cells(
    lines: list[Line], at: int, ends: Sequence[bool], check: Callable[[], None] = lambda: None
) -> tuple[TableDraft, int] | None:
    """The table whose header begins with line ``at``, and the line after it; None where none can be put together.

    ``ends[i]`` is true where line i begins a structure that no table row can hold. ``check`` is called for each row: it
    raises when the time is up.
    """
    header = _read_header(lines, at)
    if header is None:
        return None
    headings, columns, first = header
    rows = _collect_rows(lines, at, first, ends)
    if len(rows) < FEWEST_ROWS:
        return None
    forms = [ColumnForm(role) for role in columns.roles[1:]]
    _share_out(rows, forms, check)
    if sum(_is_unread(row, forms) for row in rows) * MOST_UNREAD > len(rows):
        return None
    return _draft(headings, columns, rows), _end_of(rows[-1], len(forms))


def _read_header(lines: list[Line], at: int) -> tuple[list[Strand], Columns, int] | None:
    """The headings, what they mean and the line of the first row, where they head a task table."""
    if not NUMBER_HEADING.match(lines[at].text):
        return None
    first = at + 1
    while first < min(at + 1 + MOST_HEADER_LINES, len(lines)) and lines[first].text != "1":
        if len(lines[first].text) > LONGEST_HEADING or lines[first].tabs:
            return None
        first += 1
    if first >= len(lines) or lines[first].text != "1" or first - at < 3:
        return None
    best: tuple[tuple[int, int], list[Strand], Columns] | None = None
    for whole in product((True, False), repeat=first - at - 2):  # whether each heading ends with its line
        headings = _headings([line.strand for line in lines[at:first]], (True, *whole))
        columns = read_header(tuple(heading.text for heading in headings))
        unknown = sum(role in ("other", "unit_of_measure") for role in columns.roles)
        known = columns.kind == "tasks" and "work" in columns.roles and "unit" in columns.roles
        rank = (unknown + any(CONTINUES.match(heading.text) for heading in headings), -len(headings))
        if known and columns.roles.count("number") == 1 and (best is None or rank < best[0]):
            best = (rank, headings, columns)
    return (best[1], best[2], first) if best and "value" not in best[2].roles else None


def _headings(lines: list[Strand], whole: tuple[bool, ...]) -> list[Strand]:
    groups: list[list[Strand]] = [[lines[0]]]
    for line, parted in zip(lines[1:], whole, strict=True):
        if parted:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [join(group) for group in groups]


def _collect_rows(lines: list[Line], at: int, first: int, ends: Sequence[bool]) -> list[_Row]:
    """The rows by their running numbers, headers that are printed again taken out; none after a gap in the numbers."""
    header = [line.text for line in lines[at:first]]
    rows: list[_Row] = []
    gaps = 0
    current = first
    while current < len(lines) and not ends[current]:
        line = lines[current]
        if line.text == str(len(rows) + 1):
            rows.append(_Row(line.strand, [[]], []))
        elif line.text == header[0]:
            if [again.text for again in lines[current : current + len(header)]] != header:
                break
            rows[-1].parts.append([])
            current += len(header)
            continue
        elif len(rows[-1].lines) >= MOST_ROW_LINES or (
            line.gap > gaps and not line.joined and _is_last(rows, lines, current)
        ):
            break
        else:
            items = _items(line.strand)
            rows[-1].parts[-1] += items
            rows[-1].lines += [current] * len(items)
        gaps = max(gaps, 0 if line.joined else line.gap)
        current += 1
    for row in rows:
        row.parts = [part for part in row.parts if part] or [[]]
    return rows


def _is_last(rows: list[_Row], lines: list[Line], at: int) -> bool:
    """Whether no next running number comes: what stands behind a gap may then be the text behind the table."""
    following = str(len(rows) + 1)
    return not any(line.text == following for line in lines[at : at + MOST_ROW_LINES])


def _items(strand: Strand) -> list[Item]:
    """The line; as two where a unit's name stands behind the sentence that ends a cell."""
    found = SENTENCE_END.search(strand.text)
    if found and (is_whole(strand.text[found.end() :]) or EMPTY_MARK.match(strand.text[found.end() :])):
        pieces = [strand[: found.end()], strand[found.end() :].strip()]
    else:
        pieces = [strand]
    return [Item(piece, display_width(piece.text)) for piece in pieces]


def _share_out(rows: list[_Row], forms: list[ColumnForm], check: Callable[[], None]) -> None:
    """The borders of all rows; ``forms`` become what the rows show of the columns."""
    sample = [row for row in rows[:-1] if len(row.parts) == 1 and len(row.parts[0]) <= SAMPLE_LINES][:SAMPLE]
    widest = _percentile(sorted(max((item.width for part in row.parts for item in part), default=0) for row in rows))
    for number, form in enumerate(forms):  # the work's column is the widest, a measure's much narrower
        if form.role == "work":
            forms[number] = replace(form, width=widest)
        elif form.role == "measure":
            forms[number] = replace(form, limit=widest * 3 // 4)
    for row in sample:
        check()
        row.borders = find_borders(row.parts, forms)
    forms[:] = [_seen(form, sample, column) for column, form in enumerate(forms)]
    whole = [row for row in rows[:-1] if len(row.parts) == 1]
    for row in whole:
        check()
        row.borders = find_borders(row.parts, forms)
    forms[:] = [_seen(form, whole, column) for column, form in enumerate(forms)]
    for row in rows[:-1]:
        check()
        row.borders = find_borders(row.parts, forms)
    rows[-1].borders = find_borders(rows[-1].parts, forms, may_end_early=True)


def _seen(form: ColumnForm, rows: list[_Row], column: int) -> ColumnForm:
    """The column's form as its cells show it: as wide as its lines that a next one continues."""
    cells = [cell for row in rows if (cell := row.cell(column))]
    if not cells:
        return form
    wrapped = sorted(item.width for cell in cells for item, _ in pairwise(cell))
    every = sorted(item.width for cell in cells for item in cell)
    widths = wrapped if len(wrapped) >= FEWEST_WRAPPED else every
    texts = ["".join(item.text for item in cell) for cell in cells]
    stops = sum(text[-1] in "。！；;" for text in texts) / len(texts)
    marked = sum(MARKER.match(text) is not None for text in texts) / len(texts)
    return replace(form, width=_percentile(widths), stops=stops, marked=marked)


def _percentile(widths: list[int]) -> int:
    """The width that 95 of 100 lines do not exceed: a line with a glued cell is wider than any."""
    return widths[-1 - len(widths) // 20]


def _is_unread(row: _Row, forms: list[ColumnForm]) -> bool:
    """Whether the row could not be shared out, its units are missing or their cells hold words that are no units."""
    if row.borders is None:
        return True
    if not any(row.cell(column) for column, form in enumerate(forms) if form.role == "unit"):
        return True
    for column, form in enumerate(forms):
        text = "".join(item.text for item in row.cell(column))
        if form.role == "work" and not text:
            return True
        if form.role == "unit" and text and not EMPTY_MARK.match(text) and words_not_units(text):
            return True
    return False


def _draft(headings: list[Strand], columns: Columns, rows: list[_Row]) -> TableDraft:
    """The table; a row that could not be shared out keeps its text whole in the column of the work."""
    grid = [headings]
    flagged: list[tuple[str, str]] = []
    work = columns.of("work")[0]
    for row in rows:
        cells = [row.number]
        for column in range(len(headings) - 1):
            items = row.cell(column)
            if row.borders is None and column + 1 == work:
                items = [item for part in row.parts for item in part]
            cells.append(join(item.strand for item in items) if items else EMPTY)
        if row.borders is None:
            flagged.append(("scrambled_row", f"row {row.number.text}: its cells cannot be told apart, left as printed"))
        grid.append(cells)
    fill = [role in ("measure", "deadline") for role in columns.roles]
    return TableDraft(len(grid), len(headings), 1, spans_from_blanks(grid, 1, fill), tuple(flagged))


def _end_of(row: _Row, columns: int) -> int:
    """The line after the last row: behind the last of its items that a column took."""
    taken = sum(len(row.cell(column)) for column in range(columns)) if row.borders else len(row.lines)
    return row.lines[taken - 1] + 1

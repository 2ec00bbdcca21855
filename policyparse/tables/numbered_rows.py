"""Tables that lost their tabs: a header that begins with 序号, then rows numbered 1, 2, 3 …, cells in reading order.

Two forms are put back: rows that end in one value a year column, and rows of one text. Not here: any table without
a running number, which this cannot tell from prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policyparse.layout.lines import Line
from policyparse.layout.strand import Strand, join
from policyparse.lazy_regex import regex
from policyparse.tables.displaced_marks import restore_marks
from policyparse.tables.draft import CellDraft, TableDraft

HEADER = regex(r"^(序 ?号|编 ?号) ?\S")
NUMBER_HEADING = regex(r"(?:序 ?号|编 ?号)$")  # alone on its line: `tables.stacked_cells`
YEAR = regex(r"(?:19|20|１９|２０)\d\d")
YEAR_PARTS = regex(r"((?:19|20|１９|２０)\d\d) ?(年)?|(年)|([^\s\d年]+)")
VALUE = regex(r"[≥≤><＞＜约]?\d[\d.,]*[%％]?[^\s\d，。；、]{0,5}$")
NUMBER = regex(r"\d{1,4}(?=\s|$)")
TOKEN = regex(r"\S+")
MOST_HEADER_LINES = 8
FEWEST_ROWS = 2


def read_numbered_rows(
    characters: str, lines: list[Line], at: int, ends: Sequence[bool], elsewhere: str
) -> tuple[TableDraft, int] | None:
    """The table whose header is line ``at``, and the line after it; None where none can be put together.

    ``ends[i]`` is true where line i begins a structure that no table row can hold (an attachment, a heading).
    """
    if not HEADER.match(lines[at].text) or lines[at].tabs:
        return None
    first = _first_row(characters, lines, at)
    if first is None:
        return None
    rows, end = _collect_rows(characters, lines, first, ends)
    if len(rows) < FEWEST_ROWS:
        return None
    header = join_header(lines[at:first])
    years = _year_columns(header)
    draft = _value_table(header, years, rows) if years else _text_table(header, rows, elsewhere)
    return (draft, end) if draft else None


def _first_row(characters: str, lines: list[Line], at: int) -> int | None:
    for number in range(at + 1, min(at + 1 + MOST_HEADER_LINES, len(lines))):
        if _number_of(_as_printed(characters, lines[number]), 1):
            return number
    return None


def _as_printed(characters: str, line: Line) -> Strand:
    """The line with all its blanks: one behind a number parts two cells."""
    start = line.strand.raw_start
    return Strand(characters[start : line.strand.raw_end], ((0, start, True),))


def _number_of(line: Strand, number: int) -> re.Match[str] | None:
    """The running number that begins the line, where it is the one that is due; in digits of either width."""
    found = NUMBER.match(line.text)
    return found if found and int(found[0]) == number else None


def _collect_rows(
    characters: str, lines: list[Line], first: int, ends: Sequence[bool]
) -> tuple[list[list[Strand]], int]:
    """The lines of each row, its number first, with all their blanks, until the numbering stops."""
    rows: list[list[Strand]] = []
    at = first
    while at < len(lines) and not ends[at]:
        line = _as_printed(characters, lines[at])
        number = _number_of(line, len(rows) + 1)
        if number:
            rows.append([line[: number.end()], line[number.end() :].strip()])
        elif rows and lines[at].gap <= 1:
            rows[-1].append(line)
        else:
            break
        at += 1
    return [[part for part in row if part.text] for row in rows], at


def join_header(lines: list[Line]) -> Strand:
    """The header's lines as one strand, a blank between two lines taken as no more than a wrap."""
    parts: list[Strand] = []
    for line in lines:
        parts.append(line.strand)
    return join(parts)


def _year_columns(header: Strand) -> list[Strand]:
    """Headings such as 2030年目标值, put together from the years and the words that come once a year."""
    found = YEAR.search(header.text)
    if not found:
        return []
    tail = header[found.start() :]
    years: list[Strand] = []
    marks: list[Strand] = []
    words: list[Strand] = []
    for match in YEAR_PARTS.finditer(tail.text):
        part = tail[match.start() : match.end()]
        if match.group(1):
            years.append(part)
        elif match.group(3):
            marks.append(part)
        else:
            words.append(part)
    bare = [number for number, year in enumerate(years) if not year.text.endswith("年")]
    if len(marks) not in (0, len(bare)) or len(words) not in (0, len(years)):
        return []
    for number, mark in zip(bare, marks, strict=False):
        years[number] = join((years[number].strip(), mark))
    return [join((year, words[number])) if words else year for number, year in enumerate(years)]


def _value_table(header: Strand, years: list[Strand], rows: list[list[Strand]]) -> TableDraft | None:
    count = len(years)
    found = YEAR.search(header.text)
    label = header[2 : found.start() if found else 2].strip()
    cells = [CellDraft(0, 0, header[:2]), CellDraft(0, 1, label)]
    cells += [CellDraft(0, 2 + number, year) for number, year in enumerate(years)]
    for number, row in enumerate(rows, start=1):
        tokens = [part[match.start() : match.end()] for part in row[1:] for match in TOKEN.finditer(part.text)]
        values = tokens[-count:]
        if len(tokens) <= count or not all(VALUE.match(value.text) for value in values):
            return None
        cells += [CellDraft(number, 0, row[0]), CellDraft(number, 1, join(tokens[:-count]))]
        cells += [CellDraft(number, 2 + place, value) for place, value in enumerate(values)]
    return TableDraft(len(rows) + 1, 2 + count, 1, tuple(cells))


def _text_table(header: Strand, rows: list[list[Strand]], elsewhere: str) -> TableDraft:
    cells = [CellDraft(0, 0, header[:2]), CellDraft(0, 1, header[2:].strip())]
    flagged: list[tuple[str, str]] = []
    for number, row in enumerate(rows, start=1):
        parts: list[Strand] = []
        changed = 0
        for line in row[1:]:
            restored = restore_marks(line, elsewhere)
            if restored is None:
                flagged.append(
                    ("scrambled_row", f"row {number}: punctuation stands apart from its text, left as printed")
                )
            elif restored.text != line.text:
                changed += 1
            parts.append(restored or line)
        if changed:
            flagged.append(("restored_row", f"row {number}: punctuation put back in {changed} line(s)"))
        cells += [CellDraft(number, 0, row[0]), CellDraft(number, 1, join(parts))]
    return TableDraft(len(rows) + 1, 2, 1, tuple(cells), tuple(flagged))

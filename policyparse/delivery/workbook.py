"""Documents → an office's ledger (工作台账) as one XLSX workbook: tasks, targets by year, thresholds, hints.

No cell is ever a live formula or link, none longer than a spreadsheet takes; memory does not grow with the notices, and
the same documents give the same bytes. Needs the extra ``tables`` (xlsxwriter). Not here: what stands in the rows
(`delivery.ledger_rows`).
"""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from policyparse.delivery.atomic import atomic_file
from policyparse.delivery.extras import needs
from policyparse.delivery.ledger_rows import (
    DIAGNOSTICS,
    LEDGER,
    SOURCE_HEADINGS,
    TARGETS,
    THRESHOLDS,
    Cell,
    Json,
    LedgerSheet,
    notice_day,
)
from policyparse.delivery.plain_files import FORMULA
from policyparse.delivery.remarks import Remark, plain_text

CHARACTERS_A_CELL = 32_767  # of UTF-16, as spreadsheets count
ROWS_A_SHEET = 1_048_576  # the heading's among them
CUT_MARK = "…（已截断）"
LARGEST_EXPONENT = 300  # of binary numbers, nearly
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets do not agree which day a number is
NO_DATE = datetime(1980, 1, 1)
CUT_MESSAGE = "单元格内容超过32,767个字符，已截断，全文见文件"
FONT = {"font_name": "宋体", "font_size": 10}
BORDER = {"border": 1, "border_color": "#BFBFBF"}
PATTERNS = {"text": "General", "number": "General", "large": "#,##0", "day": "yyyy-mm-dd"}
LINE_HEIGHT, TALLEST = 14.5, 405.0  # points; a row can be no taller than 409
OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    "use_zip64": True,
}  # fmt: skip


def write_workbook(documents: Iterable[Json], path: Path, rows_a_sheet: int = ROWS_A_SHEET) -> tuple[Remark, ...]:
    """Write the ledger; a sheet that is full goes on in a second one.

    Returns what was cut ("cell_cut"), which the sheet of hints says too. Raises OSError, and PolicyParseError
    ("missing_extra") without xlsxwriter.
    """
    with needs("tables"):
        import xlsxwriter
        from xlsxwriter.exceptions import FileCreateError
    with atomic_file(path) as part, TemporaryDirectory(prefix="policyparse-") as spool:
        book = _Book(xlsxwriter.Workbook(str(part), {**OPTIONS, "tmpdir": spool}), rows_a_sheet)
        with closing(_RowsByYear(Path(spool) / "targets")) as targets:
            try:
                _fill(book, documents, targets)
            except sqlite3.Error as error:
                raise OSError(str(error)) from error
            finally:
                try:
                    book.workbook.close()
                except FileCreateError as error:
                    raise OSError(*getattr(error.args[0], "args", error.args)) from error
    return tuple(book.remarks)


def _fill(book: _Book, documents: Iterable[Json], targets: _RowsByYear) -> None:
    ledger, by_year, thresholds, hints = (
        _Series(book, sheet, hints=sheet is DIAGNOSTICS) for sheet in (LEDGER, TARGETS, THRESHOLDS, DIAGNOSTICS)
    )
    newest: date | None = None
    for document in documents:
        for series in (ledger, thresholds, hints):
            for row in series.sheet.rows(document):
                series.write(row, document, hints)
        for row in TARGETS.rows(document):
            targets.add(row, _heads(document))
        own_day = notice_day(document["metadata"])
        newest = max(own_day, newest or own_day) if own_day else newest
    for row, heads in targets:
        by_year.write(row, heads, hints)
    for series in (ledger, by_year, thresholds, hints):
        series.finish()
    # The clock would make each file another.
    made = datetime(newest.year, newest.month, newest.day) if newest else NO_DATE
    book.workbook.set_properties({"title": LEDGER.name, "author": "policyparse", "created": made})


def _heads(document: Json) -> Json:
    """As much of a document as a hint about one of its rows needs."""
    kept = ("title", "doc_number", "issuers")
    return {
        "document_id": document["document_id"],
        "metadata": {key: document["metadata"][key] for key in kept},
        "source": {"name": document["source"]["name"]},
    }


@dataclass
class _Book:
    """The workbook, its cell formats, and what had to be cut."""

    workbook: Any
    rows_a_sheet: int
    remarks: list[Remark] = field(default_factory=list)
    formats: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def cell_format(self, kind: str, quoted: bool = False) -> Any:
        """The format of plain cells that hold this kind of value; ``quoted`` text stays text when a person edits it."""
        if (kind, quoted) not in self.formats:
            align, pattern = "left" if kind == "text" else "center", PATTERNS[kind]
            look = {"text_wrap": True, "align": align, "valign": "vcenter", "num_format": pattern, **FONT, **BORDER}
            self.formats[kind, quoted] = self.workbook.add_format({**look, "quote_prefix": quoted})
        return self.formats[kind, quoted]

    def head_format(self) -> Any:
        """The format of headings."""
        if ("", False) not in self.formats:
            look = {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#DDEBF7"}
            self.formats["", False] = self.workbook.add_format({**look, **FONT, **BORDER})
        return self.formats["", False]


class _Series:
    """A sheet and, when it is full, the next ones of its kind."""

    def __init__(self, book: _Book, sheet: LedgerSheet, hints: bool) -> None:
        self.book, self.sheet, self.is_hints = book, sheet, hints
        self.count = 0
        self._begin()

    def _begin(self) -> None:
        self.count += 1
        self.row = 1
        self.page = self.book.workbook.add_worksheet(self.sheet.name + (f"（{self.count}）" if self.count > 1 else ""))
        self.page.freeze_panes(1, 0)
        self.page.set_landscape()
        self.page.set_paper(8)  # A3
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)
        self.page.set_row(0, 24)
        for place, (_, width) in enumerate(self.sheet.headings):
            self.page.set_column(place, place, width)
        for place, (heading, _) in enumerate(self.sheet.headings):
            self.page.write_string(0, place, heading, self.book.head_format())

    def write(self, row: Sequence[Cell], document: Json, hints: _Series) -> None:
        """One row; what has to be cut in it becomes a remark, and a row of ``hints``."""
        if self.row >= self.book.rows_a_sheet:
            self.finish()
            self._begin()
        self.page.set_row(self.row, self._height(row))
        cut = [place for place, value in enumerate(row) if self._write_cell(place, value)]
        for heights in (self.page.row_info, self.page.row_sizes):  # xlsxwriter would keep those of all rows
            heights.pop(self.row - 1, None)
        self.row += 1
        for place in cut:
            message = f"{CUT_MESSAGE}：{self.page.get_name()}，第{self.row}行，{self.sheet.headings[place][0]}"
            self.book.remarks.append(Remark(document["document_id"], "cell_cut", message))
            if not self.is_hints:
                hint = {"severity": "warning", "code": "cell_cut", "message": message, "place": None}
                for said in DIAGNOSTICS.rows({**document, "diagnostics": [hint]}):
                    hints.write(said, document, hints)

    def _height(self, row: Sequence[Cell]) -> float:
        """Points that the row's wrapped text takes; not every program finds that out by itself."""
        widths = (width for _, width in self.sheet.headings)
        texts = [(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
        lines = max((_lines(text, width) for text, width in texts), default=1)
        return min(LINE_HEIGHT * lines + 3, TALLEST)

    def _write_cell(self, place: int, value: Cell) -> bool:
        """Whether the text had to be cut."""
        if isinstance(value, int | Decimal) and _is_exact(value):
            large = Decimal(value) == int(value) and abs(int(value)) >= 10_000
            self.page.write_number(self.row, place, value, self.book.cell_format("large" if large else "number"))
        elif isinstance(value, date) and value >= FIRST_DAY:
            self.page.write_datetime(self.row, place, value, self.book.cell_format("day"))
        elif value is None:
            self.page.write_blank(self.row, place, None, self.book.cell_format("text"))
        else:
            text = _spelled(value) if isinstance(value, Decimal) else str(value)
            shown = cell_text(text)
            self.page.write_string(self.row, place, shown, self.book.cell_format("text", _looks_live(shown)))
            return shown.endswith(CUT_MARK) and shown != plain_text(text)
        return False

    def finish(self) -> None:
        """Filters over the rows that are there; what only programs read is not printed."""
        last, columns = max(self.row - 1, 1), [heading for heading, _ in self.sheet.headings]
        self.page.autofilter(0, 0, last, len(columns) - 1)
        self.page.print_area(0, 0, last, columns.index(SOURCE_HEADINGS[0][0]))


class _RowsByYear:
    """Rows kept on the disk until all are there, then given by year, those without one last."""

    def __init__(self, path: Path) -> None:
        self.rows = sqlite3.connect(path, isolation_level=None)
        self.rows.execute("PRAGMA journal_mode = OFF")
        self.rows.execute("PRAGMA synchronous = OFF")
        self.rows.execute("CREATE TABLE kept (year INTEGER, place INTEGER PRIMARY KEY, row BLOB)")
        self.rows.execute("BEGIN")

    def add(self, row: Sequence[Cell], heads: Json) -> None:
        self.rows.execute("INSERT INTO kept (year, row) VALUES (?, ?)", (row[0], pickle.dumps((row, heads))))

    def __iter__(self) -> Iterator[tuple[Sequence[Cell], Json]]:
        for (kept,) in self.rows.execute("SELECT row FROM kept ORDER BY year IS NULL, year, place"):
            yield pickle.loads(kept)

    def close(self) -> None:
        self.rows.close()


def cell_text(text: str) -> str:
    """The text as a cell holds it: no longer than a spreadsheet takes, no character that breaks the file."""
    text = plain_text(text)
    if len(text) > CHARACTERS_A_CELL // 2 and _units(text) > CHARACTERS_A_CELL:
        kept = text.encode("utf-16-le")[: 2 * (CHARACTERS_A_CELL - _units(CUT_MARK))].decode("utf-16-le", "ignore")
        return kept + CUT_MARK
    # xlsxwriter takes such a text for XML of its own and would write it as it is.
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def _lines(text: str, width: int) -> int:
    """Lines that the text takes in a column of ``width`` digits; a Chinese character is two of them wide."""
    room = max(width - 2, 1)
    return sum(max(1, -(-(len(line) + sum(char > "\u2e7f" for char in line)) // room)) for line in text.split("\n"))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _is_exact(value: int | Decimal) -> bool:
    """Whether a spreadsheet, whose numbers are binary with 15 digits, shows all digits of it."""
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > LARGEST_EXPONENT:
        return False
    digits = format(exact, "f").lstrip("-").replace(".", "").strip("0")  # normalize() would round
    return len(digits) <= 15


def _spelled(value: Decimal) -> str:
    """Digit by digit, unless that would be a page of zeros."""
    return format(value, "f") if value.is_finite() and abs(value.adjusted()) <= LARGEST_EXPONENT else str(value)


def _looks_live(text: str) -> bool:
    return text.lstrip(" \u3000\u00a0\n").startswith(FORMULA)

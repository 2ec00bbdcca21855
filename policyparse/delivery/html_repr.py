"""A document or a table as a notebook shows it: a few small HTML tables, every word from the notice escaped.

For: ``_repr_html_``, which Jupyter and its kin ask for. Not for: the review page, nor pages of a folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Final

from policyparse.delivery.html_page import words
from policyparse.delivery.overview import Sheet, sheets

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument, Table
    from policyparse.contract.structure import Cell

FACT_ROWS: Final = 10
TABLE_ROWS: Final = 100
MOST_CELLS: Final = 5000
LONGEST: Final = 300  # characters of a cell
MOST_SPANNED: Final = 1000  # rows or columns; browsers take no more
STYLE: Final = "text-align:left;vertical-align:top;white-space:normal"
OPEN_SHEETS: Final = ("Notice", "Tasks", "Targets")


def document_html(document: PolicyDocument) -> str:
    """What the notice says of itself, the counts of its facts, and the first rows of each kind; most folded away."""
    said = document.metadata
    name = said.title or said.subject_title or document.source.name
    kinds = ("tasks", "targets", "thresholds", "deadlines", "units", "citations", "diagnostics")
    counts = " · ".join(f"{len(getattr(document, kind))} {kind}" for kind in kinds)
    parts = [f"<p><strong>{_shown(name)}</strong><br>{escape(document.document_id)}<br>{counts}</p>"]
    parts += [_sheet(sheet) for sheet in sheets(document)]
    return f'<div class="policyparse">{"".join(parts)}</div>'


def table_html(table: Table) -> str:
    """A table with its merged cells as printed, its header rows as such; so many rows that a notebook stays usable."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    count = max((cell.row + cell.rowspan for cell in table.cells), default=0)
    header, bottom = count - len(table.rows), min(count, TABLE_ROWS)
    caption = f"<caption>{_shown(table.caption)}</caption>" if table.caption else ""
    lines, left = [], MOST_CELLS
    for row in range(bottom):  # one that holds nothing but cells from above has a line too
        cells = sorted(rows.get(row, ()), key=lambda cell: cell.column)[: max(left, 0)]
        left -= len(cells)
        lines.append("<tr>" + "".join(_cell(cell, row < header, bottom) for cell in cells) + "</tr>")
    more = _more(count - bottom, "rows")
    return f'<div class="policyparse"><table>{caption}{"".join(lines)}</table>{more}</div>'


def _cell(cell: Cell, heads: bool, bottom: int) -> str:
    """A printed cell; one that goes on below the last row shown ends there."""
    name = "th" if heads else "td"
    rowspan, colspan = min(cell.rowspan, bottom - cell.row, MOST_SPANNED), min(cell.colspan, MOST_SPANNED)
    spans = (f' rowspan="{rowspan}"' if rowspan > 1 else "") + (f' colspan="{colspan}"' if colspan > 1 else "")
    return f'<{name}{spans} style="{STYLE}">{_shown(cell.text)}</{name}>'


def _sheet(sheet: Sheet) -> str:
    """A kind of fact with its first rows; the ones that matter most stand open."""
    lines = [_row("th", sheet.header)] if sheet.title != "Notice" else []
    lines += [_row("td", row) for row in sheet.rows[:FACT_ROWS]]
    table = f"<table>{''.join(lines)}</table>{_more(len(sheet.rows) - FACT_ROWS, 'rows')}"
    opened = " open" if sheet.title in OPEN_SHEETS else ""
    return f"<details{opened}><summary>{escape(sheet.title)} ({len(sheet.rows)})</summary>{table}</details>"


def _row(name: str, cells: Iterable[str]) -> str:
    shown = (f'<{name} style="{STYLE}">{_shown(cell)}</{name}>' for cell in cells)
    return f"<tr>{''.join(shown)}</tr>"


def _more(count: int, what: str) -> str:
    return f"<p>… and {count} more {what}</p>" if count > 0 else ""


def _shown(text: str) -> str:
    """Words as HTML shows them; long ones cut."""
    return words(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")

"""Rows of a plain table: a line of column names, then a row a line, cells parted by tabs; # begins a comment.

For: the lexicons in ``policyparse/data`` and those of users. Not for: what a row means (each lexicon reads its own),
nor opening files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence


class BadRow(ValueError):
    """A line of a lexicon that is no row: ``line`` counts from 1, the message says what is wrong."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


def table_rows(text: str, needed: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column of each row; the columns ``needed`` must be there, ``others`` may be.

    Raises BadRow for a line of names that is missing or wrong, and for more cells than there are columns.
    """
    columns: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = _columns(cells, number, needed, others)
            continue
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise BadRow(number, f"{len(cells)} cells under {len(columns)} columns")
        yield number, dict(zip(columns, cells, strict=False))
    if not columns:
        raise BadRow(1, "no line of column names")


def first_names(text: str) -> list[str]:
    """The cells of the first line that is neither blank nor a comment: what a table's columns are called."""
    for line in text.removeprefix("\ufeff").splitlines():
        if line.strip() and not line.startswith("#"):
            return [cell.strip() for cell in line.split("\t")]
    return []


def _columns(cells: list[str], number: int, needed: Sequence[str], others: Sequence[str]) -> list[str]:
    unknown = [cell for cell in cells if cell not in needed and cell not in others]
    if unknown or len(set(cells)) < len(cells) or not set(needed) <= set(cells):
        must = f"the columns must be {', '.join(needed)} and any of {', '.join(others)}, parted by tabs"
        raise BadRow(number, must)
    return cells

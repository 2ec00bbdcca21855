"""What a DOCX consists of once it is read: paragraphs and tables, in document order.

Not here: how they are found in the XML (`docx_body`, `docx_tables`) or written out (`docx_writing`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell with its place in the table's grid, 0-based, and what stands in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its cells row by row, each once."""

    rows: int
    columns: int
    header_rows: int
    cells: tuple[Cell, ...]


Block = str | Table
"""A string is a paragraph; line breaks inside it are newlines."""


@dataclass(slots=True)
class LeftOut:
    """What was not taken into the text, counted by kind while reading."""

    counts: Counter[str] = field(default_factory=Counter)

    def note(self, kind: str, times: int = 1) -> None:
        """Count something that is left out; ``kind`` is one of ``MESSAGES``."""
        self.counts[kind] += times

    def flagged(self) -> tuple[tuple[str, str], ...]:
        """(diagnostic code, message) for each kind that occurred."""
        return tuple((code, words.format(self.counts[code])) for code, words in MESSAGES.items() if self.counts[code])


MESSAGES = {
    "footnotes": "{} foot- or endnote(s) left out of the running text",
    "tracked_changes": "{} stretch(es) deleted or moved away by tracked changes left out: read as if all were accepted",
    "hidden_text": "{} character(s) of hidden text left out",
    "comments": "{} comment(s) left out",
    "contents_list": "{} line(s) of tables of contents left out",
    "pictures": "{} picture(s), chart(s) or embedded object(s) that may hold words are not read",
    "embedded_documents": "{} document(s) embedded as another format left out",
    "unknown_symbols": "{} character(s) of a symbol font that cannot be read",
    "deep_nesting": "{} table(s) or text box(es) nested too deep left out",
    "table_too_large": "{} table(s) with too many cells written as paragraphs",
    "covered_cells": "{} cell(s) with words that a merged cell covers left out",
}
"""Diagnostic code → its message, with the count."""

"""Tables without vertical rulings: found by the bands in which their columns stand, and by what begins their rows.

Not here: ruled tables (`tables.rulings`); tables in plain text.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyparse.layout.glyph_lines import VisualLine
from policyparse.reading.pages import Sheet
from policyparse.tables.cell_text import CellText
from policyparse.tables.page_tables import PageTable
from policyparse.tables.rulings import Edge


def find_band_tables(
    lines: list[VisualLine], loose: Sequence[Edge], sheet: Sheet, text: CellText
) -> tuple[list[PageTable], list[VisualLine]]:  # fmt: skip
    """The tables without vertical rulings among the lines of a sheet, and the lines outside them."""
    return [], lines

"""Sections and tables of a document.

Not here: how headings and cells are found (`outline`, `tables`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from policyparse.contract.base import Model
from policyparse.contract.place import Place, Span


class Section(Model):
    """A headed part or numbered item; the tree is a list in reading order, linked by `parent_id`."""

    id: str = Field(description="id within the document")
    parent_id: str | None = Field(description="id of the section above; null at the top")
    marker: str | None = Field(description="its marker without dots and brackets (一, 1, 附件); null where none")
    level: int = Field(ge=1, description="depth in the tree, 1 at the top")
    heading: str = Field(description="heading as printed, without its marker")
    span: Span = Field(description="from its marker to the end of all that stands below it")


class Cell(Model):
    """One printed cell; a merged cell stands here once."""

    row: int = Field(ge=0, description="0-based first row, the header counted")
    column: int = Field(ge=0, description="0-based first column")
    rowspan: int = Field(ge=1, description="rows that it covers")
    colspan: int = Field(ge=1, description="columns that it covers")
    text: str = Field(description="its text as printed, without line wraps")
    place: Place | None = Field(description="where it stands; null for a cell without text")


class Table(Model):
    """A table with its logical rows."""

    id: str = Field(description="id within the document")
    kind: Literal["tasks", "indicators", "policies", "other"] = Field(description="what its rows are")
    caption: str | None = Field(description="its title as printed; null where none")
    header: tuple[str, ...] = Field(description="column headings; two levels as 'upper/lower'")
    rows: tuple[tuple[str, ...], ...] = Field(
        description="logical rows without the header, a vertical span filled down, a horizontal one in its first cell"
    )
    cells: tuple[Cell, ...] = Field(description="the printed cells, header included")
    pages: tuple[int, ...] = Field(description="physical pages, 1-based; empty where the format has none")
    section_id: str | None = Field(description="section in which it stands; null outside sections")

    def _repr_html_(self) -> str:
        """What a notebook shows: the table with its merged cells."""
        from policyparse.delivery.html_repr import table_html

        return table_html(self)

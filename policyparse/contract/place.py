"""Where something stands: in the document's text, on a page, in the source file, in a table cell; and Evidence.

Not here: how places are found; that is the manuscript's source map.
"""

from __future__ import annotations

from pydantic import Field

from policyparse.contract.base import Model, Number, Share


class Span(Model):
    """A stretch of the document's ``text``, in Unicode code points, end excluded."""

    start: int = Field(ge=0, description="offset of the first character in `text`, in Unicode code points")
    end: int = Field(ge=0, description="offset after the last character in `text`")


class Region(Model):
    """A rectangle on a page as displayed (after rotation and crop), origin top left, in points, rounded to 0.1."""

    page: int = Field(ge=1, description="physical page number, 1-based")
    x0: Number = Field(description="left edge in points")
    top: Number = Field(description="upper edge in points, from the top of the page")
    x1: Number = Field(description="right edge in points")
    bottom: Number = Field(description="lower edge in points, from the top of the page")


class SourceSpan(Model):
    """Where the words stand in the source file, for formats with lines."""

    line: int = Field(ge=1, description="line of the first character in the file, 1-based")
    column: int = Field(ge=1, description="column of the first character in its line, 1-based, in code points")
    end_line: int = Field(ge=1, description="line of the last character, 1-based")
    end_column: int = Field(ge=1, description="column after the last character, 1-based")


class CellRef(Model):
    """A cell of one of the document's tables."""

    table_id: str = Field(description="id of the table")
    row: int = Field(ge=0, description="0-based row, the header counted")
    column: int = Field(ge=0, description="0-based column")


class Place(Model):
    """Where the words stand: in `text`, on the page, in the file, in a table."""

    span: Span = Field(description="the stretch of the document's `text`")
    page: int | None = Field(description="physical page of the first character, 1-based; null without pages")
    regions: tuple[Region, ...] = Field(description="rectangles on the pages, one a line or cell; empty without pages")
    source: SourceSpan | None = Field(description="line and column in the file; null where the format has no lines")
    cell: CellRef | None = Field(description="the table cell that holds the words; null outside tables")


class Evidence(Place):
    """The words that prove a fact: always ``text[span.start:span.end] == quote``."""

    quote: str = Field(description="the words themselves, exactly as in `text`")
    rule: str = Field(description="id of the rule that made the fact; `policyparse explain` prints them")
    confidence: Share = Field(description="how sure the rule is of this fact, 0 to 1")


class Page(Model):
    """One physical page of the source."""

    number: int = Field(ge=1, description="physical page number, 1-based")
    width: Number = Field(description="width in points, as displayed")
    height: Number = Field(description="height in points, as displayed")
    rotation: int = Field(description="rotation stored in the file, in degrees clockwise: 0, 90, 180 or 270")

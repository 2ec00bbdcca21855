"""Laws of evidence on pages: every fact has its page and regions, and the words stand inside them, by either reader.

Tested on the corpus's PDFs and on an OFD. Not here: whether a fact is right (test_pdf_floors measures the text and
tables).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import policyparse
from policyparse.contract import PolicyDocument

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from compare_readers import compare  # noqa: E402
from pdf_scoring.evidence import evidence  # noqa: E402

PDFS = [
    ROOT / "corpus" / folder / f"{name}.pdf"
    for folder, name in (
        ("pdf", "rl_row_split"),  # a row cut by the page's end
        ("pdf", "weasy_rotate90"),  # a page set sideways
        ("pdf", "xetex_digital"),  # tables with horizontal rules, footnotes
        ("pdf", "newspaper_2col"),
        ("pdf", "watermark"),
        ("pdf-more", "cropped_attachments"),
        ("pdf-more", "chromium_vertical_cells"),
        ("pdf-more", "drawn_rotated_tiny"),
        ("pdf-more", "typst_columns_pages"),
        ("pdf-more", "drawn_seal_watermark"),  # letters drawn twice
        ("pdf-more", "qt_zebra"),
    )
]
PAGED = [*PDFS, *(ROOT / "corpus" / "other").glob("*.ofd")]
KINDS = ("tasks", "targets", "thresholds", "citations")
SLACK = 0.2  # regions are rounded to a tenth

on_pdfs = pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
on_paged = pytest.mark.parametrize("path", PAGED, ids=lambda path: path.stem)


@cache
def parsed(path: Path) -> PolicyDocument:
    return policyparse.parse(path)


def places(value: Any) -> Iterator[dict[str, Any]]:
    """Every Place and Evidence in a document as plain values."""
    if isinstance(value, dict):
        if "regions" in value and "span" in value:
            yield value
        for inner in value.values():
            yield from places(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from places(inner)


@on_paged
def test_every_place_has_a_page_and_regions_on_its_pages(path: Path) -> None:
    document = parsed(path)
    sizes = {page.number: (page.width, page.height) for page in document.pages}
    found = list(places(document.model_dump()))
    assert found
    for place in found:
        assert place["regions"], place
        assert place["page"] == place["regions"][0]["page"]
        for region in place["regions"]:
            width, height = sizes[region["page"]]
            assert -SLACK <= region["x0"] < region["x1"] <= float(width) + SLACK
            assert -SLACK <= region["top"] < region["bottom"] <= float(height) + SLACK


@on_paged
def test_every_quote_is_the_text_at_its_span(path: Path) -> None:
    document = parsed(path)
    facts = [fact for kind in KINDS for fact in getattr(document, kind)]
    for fact in facts:
        span = fact.evidence.span
        assert document.text[span.start : span.end] == fact.evidence.quote
    for table in document.tables:
        for cell in table.cells:
            if cell.place is not None:
                assert document.text[cell.place.span.start : cell.place.span.end] == cell.text


@on_pdfs
def test_the_characters_inside_the_regions_hold_the_quote(path: Path) -> None:
    tally = evidence(path, None, parsed(path))
    assert tally.misses == []


@on_paged
def test_the_pages_of_a_table_are_those_of_its_cells(path: Path) -> None:
    for table in parsed(path).tables:
        pages = {region.page for cell in table.cells if cell.place for region in cell.place.regions}
        assert list(table.pages) == sorted(pages)


@on_pdfs
def test_the_second_reader_gives_the_same_facts_in_the_same_tables(path: Path) -> None:
    assert [(kind, words) for kind, words in compare(path) if kind != "text"] == []


def test_a_text_has_lines_and_no_pages() -> None:
    document = policyparse.parse_text("关于工作的通知\n一、任务\n（一）新建学校10所。（市教育局负责）\n")
    assert document.pages == () and document.tasks
    for place in places(document.model_dump()):
        assert place["page"] is None and place["regions"] == () and place["source"]["line"] >= 1

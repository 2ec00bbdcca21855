"""Documents in a notebook: data frames with exact values, and HTML in which a notice's words stay words.

Not for: the rows themselves (test_plain_files.py), which frames share with CSV.
"""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import policyparse
from policyparse import PolicyDocument, PolicyParseError
from policyparse.contract.structure import Cell, Table
from policyparse.delivery.flat_tables import TABLES, flat_rows
from policyparse.delivery.html_repr import FACT_ROWS, LONGEST, TABLE_ROWS

NOTICE = Path(__file__).resolve().parents[1] / "corpus" / "notices" / "nanchang-chanjiao-ronghe-8623-2023.txt"
each_library = pytest.mark.parametrize("library", ["pandas", "polars"])


@pytest.fixture(scope="module")
def document() -> PolicyDocument:
    return policyparse.parse(NOTICE)


# Data frames.


def records(frame: Any, library: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = frame.to_dict("records") if library == "pandas" else frame.to_dicts()
    return found


@each_library
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_frame_has_the_rows_and_columns_of_the_flat_table(document: PolicyDocument, library: Any, table: Any) -> None:
    module = pytest.importorskip(library)
    frame = document.to_frame(table.name, library)
    assert isinstance(frame, module.DataFrame)
    assert list(frame.columns) == [column.name for column in table.columns]
    rows = [tuple(row.values()) for row in records(frame, library)]
    missing = module.NA if library == "pandas" else None
    found = [tuple(None if value is missing else value for value in row) for row in rows]
    assert found == flat_rows(document.to_dict())[table.name]


@each_library
def test_numbers_stay_decimals_and_dates_dates(document: PolicyDocument, library: Any) -> None:
    pytest.importorskip(library)
    first = records(document.to_frame("targets", library), library)[0]
    assert (first["indicator"], first["value"], first["ends"]) == ("订单式培养的技术技能人才", 8000, date(2025, 12, 31))
    assert isinstance(first["value"], Decimal) and type(first["ends"]) is date
    assert first["low"] is None and not first["approximate"]


@each_library
def test_a_frame_without_rows_has_its_columns_and_types(library: Any) -> None:
    pytest.importorskip(library)
    empty = policyparse.parse_text("今天天气很好。").to_frame("targets", library)
    assert len(empty) == 0 and "quote" in empty.columns
    full = policyparse.parse(NOTICE).to_frame("targets", library)
    assert list(empty.dtypes) == list(full.dtypes)


def test_a_number_that_polars_cannot_hold_is_left_out_and_said() -> None:
    pytest.importorskip("polars")
    document = policyparse.parse_text("某市行动方案\n一、任务\n（一）到2025年，投资达到10000000000000000亿元。\n")
    huge = document.targets[0].quantity.value
    assert huge == Decimal(10) ** 24  # fits
    large = document.targets[0].quantity.model_copy(update={"value": Decimal(10) ** 30})
    changed = document.model_copy(update={"targets": (document.targets[0].model_copy(update={"quantity": large}),)})
    with pytest.warns(UserWarning, match="value 10{30} does not fit"):
        assert changed.to_frame("targets", "polars")["value"].to_list() == [None]
    pytest.importorskip("pandas")
    assert changed.to_frame("targets", "pandas")["value"].tolist() == [Decimal(10) ** 30]


def test_tasks_are_what_is_given_unless_asked(document: PolicyDocument) -> None:
    pytest.importorskip("pandas")
    assert document.to_frame().equals(document.to_frame("tasks", "pandas"))


def test_another_kind_or_library_is_refused(document: PolicyDocument) -> None:
    with pytest.raises(PolicyParseError, match="unsupported: no table 'task'; there is documents, sections, tasks"):
        document.to_frame("task")
    with pytest.raises(PolicyParseError, match="unsupported: no library 'dask'; there is pandas, polars"):
        document.to_frame("tasks", "dask")  # type: ignore[arg-type]


def test_the_library_that_is_there_is_taken_and_none_is_said(
    document: PolicyDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("polars")
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert type(document.to_frame("tasks")).__module__.startswith("polars")
    with pytest.raises(PolicyParseError, match="missing_extra: pandas not installed; pip install pandas"):
        document.to_frame("tasks", "pandas")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(PolicyParseError, match="missing_extra: pandas and polars not installed; pip install pandas"):
        document.to_frame("tasks")


# HTML.


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.found)


PLAIN = {"div", "p", "strong", "br", "details", "summary", "table", "caption", "tr", "th", "td"}


def html_of(shown: Any) -> Elements:
    page = Elements(shown._repr_html_())
    assert {name for name, _ in page.found} <= PLAIN
    assert {attribute for _, attributes in page.found for attribute in attributes} <= {
        "class", "style", "open", "rowspan", "colspan",
    }  # fmt: skip
    return page


def test_a_document_shows_its_head_counts_and_first_facts(document: PolicyDocument) -> None:
    page = html_of(document)
    assert "洪教职成字〔2023〕8号" in page.text and document.document_id in page.text
    assert "23 tasks · 40 targets · 1 thresholds" in page.text
    assert "8000 人" in page.text and "by 2025-12-31" in page.text
    assert f"… and {len(document.targets) - FACT_ROWS} more rows" in page.text
    assert page.count("summary") == 8
    assert [attributes for name, attributes in page.found if name == "details" and "open" in attributes] == [
        {"open": None}
    ] * 3
    assert len(document._repr_html_()) < 60_000


def test_a_table_shows_its_merged_cells(document: PolicyDocument) -> None:
    (table,) = document.tables
    page = html_of(table)
    assert page.count("th") == 5 and page.count("tr") == len(table.rows) + 1
    assert page.count("td") + page.count("th") == len(table.cells)
    spans = sorted(int(str(attributes["rowspan"])) for _, attributes in page.found if "rowspan" in attributes)
    assert spans == sorted(cell.rowspan for cell in table.cells if cell.rowspan > 1)
    assert page.text.startswith("南昌市中等职业教育产教融合“8623”行动计划任务清单序号推进举措")


def cell(row: int, column: int, text: str, rowspan: int = 1, colspan: int = 1) -> Cell:
    return Cell(row=row, column=column, rowspan=rowspan, colspan=colspan, text=text, place=None)


def table_of(*cells: Cell, rows: int) -> Table:
    return Table(
        id="b1", kind="other", caption=None, header=("甲", "乙"), rows=(("1", "2"),) * rows, cells=cells, pages=(), section_id=None
    )  # fmt: skip


def test_a_row_of_nothing_but_merged_cells_keeps_its_line() -> None:
    table = table_of(
        cell(0, 0, "甲"), cell(0, 1, "乙"), cell(1, 0, "1", 2), cell(1, 1, "2", 2), cell(3, 0, "3", 1, 2), rows=3
    )
    page = html_of(table)
    assert page.count("tr") == 4 and page.count("th") == 2
    assert [attributes.get("colspan") for name, attributes in page.found if name == "td"] == [None, None, "2"]


def test_a_long_table_ends_and_says_so() -> None:
    table = table_of(cell(0, 0, "甲", 1, 2), *(cell(row, 0, str(row), 50_000) for row in range(1, 200)), rows=50_198)
    page = html_of(table)
    assert page.count("tr") == TABLE_ROWS and "more rows" in page.text
    assert max(int(str(a["rowspan"])) for _, a in page.found if "rowspan" in a) < TABLE_ROWS
    assert html_of(table_of(rows=0)).count("tr") == 0


def test_words_of_a_notice_stay_words() -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
    text = (
        f"某市关于{attack}的通知\n一、任务\n（一）{attack}。到2025年，建成{attack}30所。（{attack}负责）\n"
        f"表1 {attack}\n序号\t任务{attack}\t责任单位\n1\t{attack}\t市教育局\n2\t乙\t市教育局\n"
    )
    document = policyparse.parse_text(text)
    assert document.tables
    for shown in (document, *document.tables):
        page = html_of(shown)
        assert "<script>alert(1)</script>" in page.text


def test_marks_of_direction_turn_nothing_in_a_notebook() -> None:
    shown = policyparse.parse_text(
        "关于完成\u202e0021\u202c家的通知\n一、任务\n到2025年，全市建成示范校30所以上。"
    )._repr_html_()
    assert "0021" in shown and "\u202e" not in shown and "\u202c" not in shown


def test_long_words_are_cut() -> None:
    document = policyparse.parse_text(f"某市行动方案\n一、任务\n（一）{'推进改革发展稳定' * 500}。（市教育局负责）\n")
    page = html_of(document)
    assert "…" in page.text and len(page.text) < 20 * LONGEST

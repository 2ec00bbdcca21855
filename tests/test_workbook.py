"""The ledger as a workbook: what an office finds in it, and that nothing in a notice can run, break or vanish in it."""

from __future__ import annotations

import copy
import os
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import policyparse
from policyparse import PolicyParseError
from policyparse.delivery.code_words import code_words
from policyparse.delivery.remarks import Remark, plain_text
from policyparse.delivery.workbook import CHARACTERS_A_CELL, CUT_MARK, cell_text, write_workbook

openpyxl = pytest.importorskip("openpyxl")
pytest.importorskip("xlsxwriter")

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
SHEETS = ["工作台账", "目标", "标准与限额", "提示"]


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    names = ("nanchang-chanjiao-ronghe-8623-2023.txt", "guofa-2018-42-nongye-jixiehua.html")
    return [policyparse.parse(NOTICES / name).to_dict() for name in names]


@pytest.fixture
def document(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """A document of one's own to change."""
    return copy.deepcopy(documents[0])


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_row_a_task_with_what_an_office_asks(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    assert write_workbook(documents, tmp_path / "ledger.xlsx") == ()
    book = opened(tmp_path / "ledger.xlsx")
    assert book.sheetnames == SHEETS
    rows = rows_of(book["工作台账"])
    assert [(row["文件标识"], row["条目标识"]) for row in rows] == [
        (document["document_id"], task["id"]) for document in documents for task in document["tasks"]
    ]
    row = next(row for row in rows if row["工作任务"].startswith("各中职学校制定产教融合实施方案"))
    assert row["文件标题"] == documents[0]["metadata"]["title"]
    assert row["文号"] == "洪教职成字〔2023〕8号"
    assert row["发文机关"] == "南昌市教育局"
    assert row["责任单位"] == "相关县区教体局、各中职学校"
    assert row["完成时限"] == "2024年1月底"
    assert row["截止日期"] == datetime(2024, 1, 31)
    assert row["来源文件"] == "nanchang-chanjiao-ronghe-8623-2023.txt"
    assert isinstance(row["行号"], int)
    assert 0 < row["置信度"] <= 1


def test_lead_and_support_stand_in_columns_of_their_own(document: dict[str, Any], tmp_path: Path) -> None:
    unit = {"raw": "", "name": "", "canonical": "", "group": False, "place": None}
    roles = (("市教育局", "lead"), ("市财政局", "support"), ("市人社局", "support"), ("各县区", "responsible"))
    document["tasks"][0]["responsible"] = [{**unit, "name": name, "role": role} for name, role in roles]
    write_workbook([document], tmp_path / "ledger.xlsx")
    row = rows_of(opened(tmp_path / "ledger.xlsx")["工作台账"])[0]
    assert (row["牵头单位"], row["责任单位"], row["配合单位"]) == ("市教育局", "各县区", "市财政局、市人社局")


def test_the_date_of_a_task_with_several_times_is_the_first_it_is_due(document: dict[str, Any], tmp_path: Path) -> None:
    by = {"kind": "by", "start": None, "recurrence": None, "precision": "day", "ambiguous": False, "place": None}
    ends = (("2025年底前", "2025-12-31", None), ("2024年4月前", "2024-03-31", "2024-04-30"))
    document["tasks"][0]["deadlines"] = [
        {**by, "raw": raw, "end": end, "latest": latest, "ambiguous": latest is not None} for raw, end, latest in ends
    ]
    write_workbook([document], tmp_path / "ledger.xlsx")
    row = rows_of(opened(tmp_path / "ledger.xlsx")["工作台账"])[0]
    assert row["截止日期"] == datetime(2024, 3, 31)
    assert row["完成时限"] == "2025年底前\n2024年4月前（另解：2024-04-30）"


def test_targets_stand_by_year_those_without_one_last(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_workbook(documents, tmp_path / "ledger.xlsx")
    rows = rows_of(opened(tmp_path / "ledger.xlsx")["目标"])
    assert len(rows) == sum(len(document["targets"]) for document in documents)
    years = [row["年度"] for row in rows]
    assert years == sorted(years, key=lambda year: (year is None, year or 0))
    row = next(row for row in rows if row["指标"] == "订单式培养的技术技能人才")
    assert (row["年度"], row["范围"], row["数值"], row["单位"]) == (2025, "全市中职学校", 8000, "人")
    assert row["截止日期"] == datetime(2025, 12, 31)


def test_targets_of_a_task_stand_in_its_row(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_workbook(documents, tmp_path / "ledger.xlsx")
    rows = {(row["文件标识"], row["条目标识"]): row for row in rows_of(opened(tmp_path / "ledger.xlsx")["工作台账"])}
    found = 0
    for document in documents:
        for target in document["targets"]:
            if target["task_id"]:
                assert target["quantity"]["raw"] in rows[document["document_id"], target["task_id"]]["目标指标"]
                found += 1
    assert found


def test_thresholds_and_diagnostics_have_their_sheets(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_workbook(documents, tmp_path / "ledger.xlsx")
    book = opened(tmp_path / "ledger.xlsx")
    for sheet, kind in (("标准与限额", "thresholds"), ("提示", "diagnostics")):
        assert len(rows_of(book[sheet])) == sum(len(document[kind]) for document in documents) > 0


def test_sheets_have_filters_a_frozen_heading_wrapped_text_and_widths(
    documents: list[dict[str, Any]], tmp_path: Path
) -> None:
    write_workbook(documents, tmp_path / "ledger.xlsx")
    for sheet in opened(tmp_path / "ledger.xlsx"):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
        assert all(sheet.column_dimensions[cell.column_letter].width > 4 for cell in sheet[1])
        assert sheet.print_title_rows == "$1:$1"


LIVE = ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "＝1", "{=1}", "http://example.com", "mailto:a"]


@pytest.mark.parametrize("words", LIVE)
def test_no_cell_is_a_formula_or_a_link(document: dict[str, Any], tmp_path: Path, words: str) -> None:
    document["metadata"]["title"] = document["tasks"][0]["action"] = document["targets"][0]["indicator"] = words
    document["thresholds"] = document["thresholds"][:1]
    for threshold in document["thresholds"]:
        threshold["subject"] = words
    write_workbook([document], tmp_path / "ledger.xlsx")
    book = opened(tmp_path / "ledger.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert book["工作台账"]["A2"].value == words
    with zipfile.ZipFile(tmp_path / "ledger.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [name for name, part in parts.items() if name.startswith("xl/worksheets/") and b"<f>" in part]
    assert not [name for name in parts if "externalLink" in name or name.startswith("xl/worksheets/_rels")]


@pytest.mark.parametrize(
    "words", ["<r><t>x</t></r>", "<r>&</r>", "a<b>&c", "_x000D_", "x\x00\x07y", "\ud800", "\ufffe"]
)
def test_no_words_break_the_file(document: dict[str, Any], tmp_path: Path, words: str) -> None:
    document["tasks"][0]["action"] = words
    write_workbook([document], tmp_path / "ledger.xlsx")
    found = rows_of(opened(tmp_path / "ledger.xlsx")["工作台账"])[0]["工作任务"]
    # openpyxl leaves _x005F_, by which a literal _x is kept apart from an escape, as it stands.
    assert found.replace("_x005F_", "_").rstrip() == plain_text(words)


def test_numbers_are_numbers_and_long_ones_keep_all_their_digits_as_text(
    document: dict[str, Any], tmp_path: Path
) -> None:
    values = [
        Decimal("0.1"),
        Decimal("2000000"),
        Decimal("1234567890123456.7"),
        Decimal("-3.5"),
        10**30 + 1,
        Decimal("1E+9999"),
    ]
    quantity = document["targets"][0]["quantity"]
    target = {**document["targets"][0], "time": None}
    document["targets"] = [{**target, "quantity": {**quantity, "value": value}} for value in values]
    write_workbook([document], tmp_path / "ledger.xlsx")
    shown = [row["数值"] for row in rows_of(opened(tmp_path / "ledger.xlsx")["目标"])]
    assert shown == [0.1, 2000000, "1234567890123456.7", -3.5, str(10**30 + 1), "1E+9999"]


def test_ranges_and_ratios(document: dict[str, Any], tmp_path: Path) -> None:
    target = {**document["targets"][0], "time": None}
    empty = {**target["quantity"], "value": None, "low": None, "high": None, "ratio": None}
    document["targets"] = [
        {**target, "quantity": {**empty, "low": 2, "high": 3, "comparator": "range"}},
        {**target, "quantity": {**empty, "ratio": [Decimal(20), 1]}},
    ]
    write_workbook([document], tmp_path / "ledger.xlsx")
    between, ratio = rows_of(opened(tmp_path / "ledger.xlsx")["目标"])
    assert (between["比较"], between["下限"], between["上限"], between["数值"]) == ("区间", 2, 3, None)
    assert ratio["数值"] == "20:1"


def test_a_cell_that_is_too_long_is_cut_with_a_mark_and_said(document: dict[str, Any], tmp_path: Path) -> None:
    document["tasks"][0]["action"] = "长" * 40_000
    said = write_workbook([document], tmp_path / "ledger.xlsx")
    book = opened(tmp_path / "ledger.xlsx")
    shown = book["工作台账"]["G2"].value
    assert len(shown) == CHARACTERS_A_CELL and shown.endswith(CUT_MARK)
    assert [(remark.document_id, remark.code) for remark in said] == [(document["document_id"], "cell_cut")]
    hint = next(row for row in rows_of(book["提示"]) if row["代码"] == "cell_cut")
    assert "工作台账，第2行，工作任务" in hint["详情"]
    assert hint["说明"] == code_words()["cell_cut"].zh
    assert hint["文件标识"] == document["document_id"]


@given(st.text(max_size=50).map(lambda text: text * 1000))
def test_no_cell_is_longer_than_a_spreadsheet_takes(text: str) -> None:
    assert len(cell_text(text).encode("utf-16-le")) // 2 <= CHARACTERS_A_CELL


def test_a_full_sheet_goes_on_in_a_second_one(document: dict[str, Any], tmp_path: Path) -> None:
    document["tasks"] = document["tasks"][:7]
    write_workbook([document], tmp_path / "ledger.xlsx", rows_a_sheet=4)
    book = opened(tmp_path / "ledger.xlsx")
    pages = ["工作台账", "工作台账（2）", "工作台账（3）"]
    assert [len(rows_of(book[page])) for page in pages] == [3, 3, 1]
    assert [row["条目标识"] for page in pages for row in rows_of(book[page])] == [t["id"] for t in document["tasks"]]
    assert book[pages[2]].freeze_panes == "A2" and book[pages[2]].auto_filter.ref == book[pages[2]].dimensions


def test_the_same_documents_give_the_same_bytes(
    documents: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workbook(documents, tmp_path / "one.xlsx")
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", "Asia/Shanghai" if os.environ.get("TZ") != "Asia/Shanghai" else "UTC")
        time.tzset()
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)
    write_workbook(documents, tmp_path / "two.xlsx")
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    # The newest notice's own day, and not today.
    assert opened(tmp_path / "one.xlsx").properties.created.date() == date(2023, 12, 12)


def test_no_documents_give_a_workbook_with_headings(tmp_path: Path) -> None:
    write_workbook([], tmp_path / "ledger.xlsx")
    book = opened(tmp_path / "ledger.xlsx")
    assert book.sheetnames == SHEETS and book["工作台账"]["A1"].value == "文件标题"


def test_a_run_that_breaks_off_leaves_the_former_workbook(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    def broken() -> Iterator[dict[str, Any]]:
        yield documents[0]
        raise PolicyParseError("unreadable", "gone")

    (tmp_path / "ledger.xlsx").write_bytes(b"former")
    with pytest.raises(PolicyParseError, match="gone"):
        write_workbook(broken(), tmp_path / "ledger.xlsx")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("ledger.xlsx", b"former")]


def test_remarks_are_plain_values() -> None:
    assert Remark("a", "b", "c") == Remark("a", "b", "c")

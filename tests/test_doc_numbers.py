"""Document numbers: 141 as government sites print them, odd ones included, and what only looks like one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyparse.language.doc_numbers import find_doc_numbers, parse_doc_number, why_no_doc_number

_SAMPLE = Path(__file__).resolve().parent.parent / "corpus" / "docnumbers" / "docnumbers.csv"


def _rows() -> list[dict[str, str]]:
    lines = [line for line in _SAMPLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["printed"])
def test_a_number_as_sites_print_it(row: dict[str, str]) -> None:
    number = parse_doc_number(row["printed"])
    if not row["organ_code"]:
        assert number is None
        return
    assert number is not None
    assert (number.organ_code, str(number.year), str(number.serial)) == (row["organ_code"], row["year"], row["serial"])


@pytest.mark.parametrize(
    ("text", "raw", "code", "year", "serial"),
    [
        ("洪教职成字〔2023〕8号", "洪教职成字〔2023〕8号", "洪教职成字", 2023, 8),
        ("国发[2018〕 42 号", "国发[2018〕42号", "国发", 2018, 42),
        ("赣教发【2018】3号 ", "赣教发【2018】3号", "赣教发", 2018, 3),
        ("国办函（２００５）５７号", "国办函（２００５）５７号", "国办函", 2005, 57),
        ("和政发〔2020〕1号", "和政发〔2020〕1号", "和政发", 2020, 1),
        ("国发〔86〕12号", "国发〔86〕12号", "国发", 1986, 12),
        ("商流通函2026年第371号", "商流通函2026年第371号", "商流通函", 2026, 371),
        ("2023年第5号 公告", "2023年第5号公告", "公告", 2023, 5),
        ("(78)交公路字412号", "(78)交公路字412号", "交公路字", 1978, 412),
        ("京政办发〔二〇二三〕5号", "京政办发〔二〇二三〕5号", "京政办发", 2023, 5),
        ("银发[2020]第12号文", "银发[2020]第12号文", "银发", 2020, 12),
        ("晋政办发〔2012〕18", "晋政办发〔2012〕18", "晋政办发", 2012, 18),
    ],
)
def test_brackets_and_blanks_are_read_through(text: str, raw: str, code: str, year: int, serial: int) -> None:
    number = parse_doc_number(text)
    assert number is not None
    assert (number.raw, number.organ_code, number.year, number.serial) == (raw, code, year, serial)


@pytest.mark.parametrize(
    "text",
    [
        "2023年8号",
        "第12号令",
        "〔2023〕8号",
        "2023年第5号",
        "国发〔1823〕4号",
        "国发〔2018〕42号和国办发〔2019〕4号",
        "ABC(2020)1号",
        "(2019)最高法民终347号",
        "国令第707号",
        "",
    ],
)
def test_what_is_no_single_number_gives_none(text: str) -> None:
    assert parse_doc_number(text) is None


def test_numbers_in_a_sentence_keep_what_leads_up_to_them_outside() -> None:
    text = "根据国发〔2018〕3号和国办发〔2019〕4号，以及《意见》（豫政办 〔2014〕158号），2023年8号楼交付。"
    found = find_doc_numbers(text)
    assert [m.raw for m in found] == ["国发〔2018〕3号", "国办发〔2019〕4号", "豫政办 〔2014〕158号"]
    assert found[2].value.raw == "豫政办〔2014〕158号"


@given(st.one_of(st.text(), st.text(alphabet="国发根据和字公告〔〕[]（）2018年第 号令\n《》")))
def test_any_text_gives_sorted_mentions_that_quote_it(text: str) -> None:
    parse_doc_number(text)
    found = find_doc_numbers(text)
    assert all(text[m.start : m.end] == m.raw for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("国令第707号", "without a year"),
        ("省政府令 第127号", "without a year"),
        ("发文字号：", "nothing behind it"),
        ("〔2023〕8号", "without an organ's code"),
        ("国发〔2018〕42号和国办发〔2019〕4号", "two or more"),
    ],
)
def test_a_line_that_looks_like_a_number_says_why_it_has_no_parts(line: str, words: str) -> None:
    assert words in (why_no_doc_number(line) or "")


@pytest.mark.parametrize("line", ["国发〔2018〕42号", "幸福路第5号", "各市、县人民政府：", "", "2023年8号楼"])
def test_a_line_that_has_its_parts_or_is_no_number_needs_no_reason(line: str) -> None:
    assert why_no_doc_number(line) is None

"""《Titles》 in text: nested, wrapped, left open, with the number in the bracket behind them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyparse.language.titles import find_titles


def _read(text: str) -> list[tuple[str, str | None]]:
    return [(m.value.title, m.value.doc_number) for m in find_titles(text)]


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        (
            "《关于进一步推进社区教育发展的意见》（教职成〔2016〕4号）",
            "关于进一步推进社区教育发展的意见",
            "教职成〔2016〕4号",
        ),
        ("《实施意见》（赣教发〔2018〕3号 ）", "实施意见", "赣教发〔2018〕3号"),
        ("《企业知识产权管理规范》(GB/T 29490-2013)", "企业知识产权管理规范", "GB/T29490-2013"),
        ("标准应满足DL/T 741-2019《架空输电线路运行规程》的规定", "架空输电线路运行规程", "DL/T741-2019"),
        ("推广ETC《用户手册》", "用户手册", None),
        ("《创新管理指南》（ISO56005/56002）", "创新管理指南", "ISO56005/56002"),
        ("关于印发《方案》的通知(九府发〔2021〕5号)", "方案", "九府发〔2021〕5号"),
        ("《办法》（财政部令第87号，以下简称《办法》）", "办法", "财政部令第87号"),
        ("《意见》（以下简称《意见》）", "意见", None),
        ("《行动计划(2023-2025年)》", "行动计划(2023-2025年)", None),
        ("《国务院关于印发〈方案〉的通知》", "国务院关于印发〈方案〉的通知", None),
        ("《国务院关于印发《方案》的通知》", "国务院关于印发《方案》的通知", None),
        ("《中等职业教育 产教\n融合“8623”²行动计划》", "中等职业教育产教融合“8623”行动计划", None),
        ("《Open Data 指南》", "Open Data 指南", None),
    ],
)
def test_a_title_and_its_number(text: str, title: str, number: str | None) -> None:
    assert _read(text)[0] == (title, number)


def test_a_title_left_open_swallows_nothing() -> None:
    text = "现将《示范区的实施方案影印发给你们,请认真执行。依据《职业学校兼职教师管理办法》和《规定》"
    assert _read(text) == [("职业学校兼职教师管理办法", None), ("规定", None)]


def test_every_place_of_a_title_counts() -> None:
    assert _read("《规定》修订《规定》") == [("规定", None), ("规定", None)]


@pytest.mark.parametrize("text", ["《》", "没有书名号", "只有右半边》", "《\n\n新的一段》"])
def test_no_title(text: str) -> None:
    assert _read(text) == []


@given(st.one_of(st.text(), st.text(alphabet="《》〈〉（）国发〔2018〕4号的通知。\n 关于")))
def test_any_text_gives_sorted_mentions_that_quote_it(text: str) -> None:
    found = find_titles(text)
    assert all(text[m.start : m.end] == m.raw for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))

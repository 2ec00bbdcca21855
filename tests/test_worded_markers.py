"""Items counted in words: what they are called, where they nest, and words that only look like them."""

from __future__ import annotations

import pytest

from policyparse import parse_text

HEAD = "某市工作方案\n一、重点任务\n"
TAIL = "某市人民政府办公室\n2023年6月20日\n"


def items(body: str) -> list[tuple[str | None, str]]:
    return [(task.number, task.action) for task in parse_text(HEAD + body + TAIL).tasks]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("第一，加强领导。成立专班。\n第二，保障资金。安排经费。\n", [("第一", "加强领导"), ("第二", "保障资金")]),
        ("任务一：稳定面积。扩种。\n任务二：抓好管理。指导。\n", [("任务一", "稳定面积"), ("任务二", "抓好管理")]),
        (
            "第一阶段：动员部署（7月）。召开会议。\n第二阶段：组织实施。落实措施。\n",
            [("第一阶段", "动员部署（7月）"), ("第二阶段", "组织实施")],
        ),
        (
            "（一）健全机制\n第一，建立台账。逐项登记。\n第二，定期通报。按月晾晒。\n（二）加强督查。通报结果。\n",
            [("第一", "建立台账"), ("第二", "定期通报"), ("二", "加强督查")],
        ),
    ],
)
def test_a_list_that_counts_on_from_one(body: str, found: list[tuple[str, str]]) -> None:
    assert items(body) == found


def test_a_bracket_stands_below_a_digit_only_where_that_is_a_heading() -> None:
    asked = "1.责任制落实情况；\n2.隐患治理情况。\n检查方式\n（一）自查自改。各单位自查。\n（二）集中检查。组织检查。\n"
    assert [number for number, _ in items(asked)] == ["1", "2", "一", "二"]
    headed = "1.健全机制。\n2.加强监管\n（一）自查自改。各单位自查。\n（二）集中检查。组织检查。\n"
    assert [task.measure for task in parse_text(HEAD + headed + TAIL).tasks][1:] == ["加强监管", "加强监管"]


@pytest.mark.parametrize(
    "body",
    [
        "（一）健全机制。\n第一，建立台账。\n（二）加强督查。\n",  # one alone
        "（一）健全机制。\n第二，建立台账。\n第三，定期通报。\n（二）加强督查。\n",  # not from one on
        "（一）健全机制。\n第一批项目开工。\n第二批项目竣工。\n（二）加强督查。\n",
        "（一）健全机制。第一，建立台账。第二，定期通报。\n（二）加强督查。\n",  # in one paragraph
    ],
)
def test_words_that_are_no_markers(body: str) -> None:
    assert [number for number, _ in items(body)] == ["一", "二"]

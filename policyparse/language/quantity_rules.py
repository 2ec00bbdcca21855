"""The rules of quantities as records: what each looks for, with examples and near misses.

Purpose: the proof beside the code of quantities.py, walked by tests/test_rules.py. Not for: the reading itself.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from policyparse.language.rules import Rule
from policyparse.language.values import Mention


def quantity_rules(find: Callable[[str], Sequence[Mention[Any]]]) -> tuple[Rule, ...]:
    """The rules, each bound to the function that makes their mentions."""
    return (
        Rule(
            "quantity.plain", "a number and its unit, with no bounding word",
            (("建设2个基地", "=2 个"), ("投资200万元", "=2000000 元"), ("建成一所学校", "=1 所"), ("0.39元/千瓦时", "=0.39 元/千瓦时")),
            ("四个转化", "一校一策", "“8623”行动", "〔2023〕8号", "2023年", "第3次", "15分钟养老服务圈", "二级及以上", "双一流", "1+X"),
            find=find,
        ),
        Rule(
            "quantity.bounded", "a number and unit with a comparator before or behind",
            (("不少于5个", ">=5 个"), ("不得低于3项", ">=3 项"), ("低于3项", "<3 项"), ("100人以内", "<=100 人"), ("近200亿元", "~20000000000 元 approx")),
            ("不少于若干", "以上各项", "最近3年内"),
            find=find,
        ),
        Rule(
            "quantity.percent", "a share: %, 百分之, 百分点",
            (("达到60％", "=60 %"), ("百分之二十", "=20 %"), ("提高5个百分点", "=5 百分点 increase"), ("33%以上", ">=33 %")),
            ("百分制", "百分点"), ("%", "％", "百分", "千分", "‰", "基点"), find=find,
        ),
        Rule(
            "quantity.range", "two numbers with one unit",
            (("2-3个", "2..3 个"), ("3至5所", "3..5 所"), ("２～３次", "2..3 次"), ("300-500万元", "3000000..5000000 元"), ("两三个月", "2..3 月")),
            ("2023-2025年", "1-3", "4月26日至28日"), find=find,
        ),
        Rule(
            "quantity.two_sided", "a lower and an upper bound that meet",
            (("500万元及以上至1000万元以下", "5000000..10000000 元"), ("5人以上10人以下", "5..10 人")),
            ("5人以上", "不少于5人、不超过3项"), find=find,
        ),
        Rule(
            "quantity.ratio", "the ratio of two numbers",
            (("生师比不低于20:1", ">=20:1"), ("比例不低于5∶5", ">=5:5"), ("20 : 1", "=20:1")),
            ("8:30开会", "5:3:2"), (":", "：", "∶", "比"), find=find,
        ),
        Rule(
            "quantity.fraction", "a fraction of a whole",
            (("三分之一", "=1:3"), ("2/3以上", ">=2:3")),
            ("2024/1/15", "百分之二"), ("分之", "/"), find=find,
        ),
        Rule(
            "quantity.word", "an amount said by a word: 全覆盖, 翻一番, 一半",
            (("实现全覆盖", "=100 %"), ("翻一番", "=2 倍 increase"), ("一半以上", ">=50 %")),
            ("全部", "覆盖面"), ("全覆盖", "翻", "半"), find=find,
        ),
    )  # fmt: skip

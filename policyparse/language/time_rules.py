"""The rules of times as records: what each looks for, with examples and near misses.

Purpose: the proof beside the code of times.py, walked by tests/test_rules.py. Not for: the reading itself.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from policyparse.language.rules import Rule
from policyparse.language.values import Mention

_Find = Callable[[str], Sequence[Mention[Any]]]


def time_rules(find: _Find) -> tuple[Rule, ...]:
    """The rules of running prose."""
    return (
        Rule(
            "time.by", "due by the end of a point: with 底/末, after 到, before a verb",
            (("2024年1月底前", "by 2024-01-31"), ("到2025年，", "by 2025-12-31"), ("2022年启动建设", "by 2022-12-31"), ("2025年目标值", "by 2025-12-31"), ("年底前", "by")),
            ("2023年12月12日印发", "2016年，", "2023年度预算", "截至2022年底,我省已与", "去年7月"),
            find=find,
        ),
        Rule(
            "time.before", "before a month or year that has no 底: the eve, with the end as the latest reading",
            (("2024年4月前", "by 2024-03-31 or 2024-04-30"), ("2020年前", "by 2019-12-31 or 2020-12-31")),
            ("2024年4月底前", "2024年3月15日前"), ("前",), find=find,
        ),
        Rule(
            "time.range", "from one point to another",
            (("2023-2025年", "during 2023-01-01..2025-12-31"), ("2024年3月至6月", "during 2024-03-01..2024-06-30")),
            ("2-3个", "行动计划(2023-2025年)", "2-5年左右"), find=find,
        ),
        Rule(
            "time.plan", "the period or end of a five-year plan",
            (("“十四五”期间", "during 2021-01-01..2025-12-31"), ("到“十五五”末", "by 2030-12-31")),
            ("“十四五”规划", "“十四五”制造业"), ("五",), find=find,
        ),
        Rule(
            "time.from", "from a point on",
            (("2021年起从持有证书", "from 2021-01-01.."), ("从2025年开始", "from 2025-01-01..")),
            ("2021年以来", "2021年起草"), ("起", "始"), find=find,
        ),
        Rule(
            "time.recurring", "every year, quarter or month",
            (("每年4月完成", "recurring FREQ=YEARLY;BYMONTH=4"), ("每年6月底前", "recurring FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"),
             ("每月25日前", "recurring FREQ=MONTHLY;BYMONTHDAY=25"), ("每年遴选2-3个", "recurring FREQ=YEARLY"),
             ("从2025年起，每年遴选", "recurring 2025-01-01.. FREQ=YEARLY")),
            ("每年订单式培养班不少于5个", "每年至少1个月在企业", "每人每月500元", "每年培训规模不少于1万人"), ("每", "一"), find=find,
        ),
        Rule(
            "time.within", "a span that runs from the notice's date",
            (("力争3年内建成", "within"), ("两年之内建成", "within"), ("用2-5年左右的时间", "within"), ("10个工作日内", "within")),
            ("受理后5个工作日内", "近3年内", "压缩至3个工作日内", "3年以上", "毕业2年内"), find=find,
        ),
        Rule(
            "time.ongoing", "work without an end, where it stands as a time",
            (("完成时限：长期坚持", "ongoing"), ("(持续推进)", "ongoing")),
            ("持续推进改革", "中长期贷款"), ("长期", "持续", "常", "随时"), find=find,
        ),
        Rule(
            "time.at_once", "at once, where it stands as a time",
            (("整改时限：立行立改", "by"), ("(即知即改)", "by")),
            ("立即组织力量", "即将"), ("立", "即"), find=find,
        ),
    )  # fmt: skip


def cell_rules(find: _Find) -> tuple[Rule, ...]:
    """The rules of deadline cells, whose bare points are due dates."""
    return (
        Rule(
            "time.by", "a bare point in a deadline cell",
            (("2024 年 12 月", "by 2024-12-31"), ("2022年", "by 2022-12-31"), ("2024.06", "by 2024-06-30"), ("2025", "by 2025-12-31")),
            ("长期", "每年4月"), find=find,
        ),
    )  # fmt: skip


def date_rules(find: _Find) -> tuple[Rule, ...]:
    """Calendar dates, due or not."""
    return (
        Rule(
            "date.point", "a date that prints its year",
            (("2023年12月12日印发", "by 2023-12-12"), ("二○一九年三月七日", "by 2019-03-07"), ("２０２４年　４月", "by 2024-04-30")),
            ("3月底", "〔2023〕8号", "2023年2月30日"), find=find,
        ),
        Rule(
            "date.range", "two dates that bound a period",
            (("(2023-2025年)", "during 2023-01-01..2025-12-31"), ("2022年9月1日至2023年8月31日", "during 2022-09-01..2023-08-31")),
            ("2-3个", "2023年"), find=find,
        ),
    )  # fmt: skip

"""What the counted are to do, said of them: 10家企业完成智能化改造 counts 完成智能化改造的企业.

For: the noun behind a number, where a predicate follows it, alone (企业完成…) or behind the last of a list (54家网站和
26家新媒体完成…). Not here: whether the number is a target (`facts.number_reasons`), other nouns (`facts.subjects`).
"""

from __future__ import annotations

from policyparse.lazy_regex import regex

COUNTED_DOERS = frozenset("家个所名人户项条辆座台种件位")
_WHO = "(?:[\u4e00-\u9fff]|（[省市县区州旗、]{1,6}）){1,16}?"
_DOES = (
    "(?=[完获入通进纳取接加开实])(?<!分别)(?P<does>(?:完成|获得|获评|获批|入选|通过(?!率)|进入|纳入|取得|接入|加入|开展|实现)"
    r"(?:[^的，,；;。：:、（(\d]|、(?!\d)){2,30}?)(?:[，,；;。]|(?<!合)并(?![联发行购网轨])|$)"
)
DOES = regex(rf"(?P<who>{_WHO})(?:积极|全面|全部|率先|成功|顺利)?{_DOES}")
LISTED_DO = regex(rf"{_WHO}(?:[、和及与]\d+ ?[{''.join(sorted(COUNTED_DOERS))}]{_WHO})+{_DOES}")
_GOES_ON = regex(r"[、和及与]\d")
_WORK_AT_END = regex("(?:工作|任务)$")
GUIDED = ("指导", "帮助", "引导", "督促", "协助")


def said_of_counted(noun: str, rest: str) -> str:
    """企业完成智能化改造 → 完成智能化改造的企业; another noun stays, and what 分别 hands out.

    ``rest``: the words from the number to its clause's end, where a list's last member says what all of it do.
    """
    own = told = DOES.match(noun)
    if own is None and "的" not in noun and _GOES_ON.search(rest):
        told = LISTED_DO.match(rest.replace("\n", ""))
    if told is None:
        return noun
    who = own["who"] if own is not None else noun
    does = _WORK_AT_END.sub("", told["does"])
    return f"{does}的{who}"


def is_guided(left: str, right: str) -> bool:
    """指导200家企业完成数字化诊断: the guided reach what is counted."""
    return left.endswith(GUIDED) and DOES.match(right) is not None

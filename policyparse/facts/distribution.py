"""分别: one clause that hands several numbers to several subjects, or one number to each of several.

A率和B率分别达到30%、35% → A率 30%, B率 35%; 用水、用气报装时限分别压缩至2.5、5个工作日 → the shared tail restored;
8所甲、10所乙分别进入“丙”“丁”行列 → 进入“丙”行列的甲. Not here: clauses without 分别.
"""

from __future__ import annotations

import re

MARK = "分别"
MEMBERS = re.compile("[、和及与]|以及")
QUOTED = re.compile("“[^“”]{1,30}”")
LONGEST_CLAUSE = 160


def members_before(words: str) -> list[str]:
    """The subjects that stand before 分别, a tail that only the last one prints restored to each."""
    words = re.split("[，,；;：:]", words)[-1]
    members = [member for member in MEMBERS.split(words) if member]
    if len(members) < 2:
        return []
    last = members[-1]
    shortest = min(len(member) for member in members[:-1])
    tail = last[len(members[-2]) :] if len(last) >= len(members[-2]) + 3 and len(members[-2]) <= 6 else ""
    if tail and shortest >= 1 and not any(member.endswith(tail[-2:]) for member in members[:-1]):
        return [*(member + tail for member in members[:-1]), last]
    return members


def distributed(clause: str, number_starts: list[int], start: int) -> str | None:
    """The subject of the number at ``start`` of a clause with 分别, else None. Offsets count in the clause.

    ``number_starts``: where all numbers of the clause stand.
    """
    at = clause.find(MARK)
    if at < 0 or len(clause) > LONGEST_CLAUSE:
        return None
    behind = [position for position in number_starts if position > at]
    if start in behind:
        members = members_before(clause[:at])
        return members[behind.index(start)] if len(members) == len(behind) and len(behind) >= 2 else None
    return None


def joined_rank(clause: str, number_starts: list[int], start: int, noun: str) -> str | None:
    """8所甲、10所乙分别进入“丙”“丁”行列 → 进入“丙”行列的甲, for the number at ``start``."""
    at = clause.find(MARK)
    before = [position for position in number_starts if position < at]
    if at < 0 or start not in before or len(before) < 2:
        return None
    phrase = re.split("[，,；;。]", clause[at + len(MARK) :])[0]
    quoted = list(QUOTED.finditer(phrase))
    if len(quoted) != len(before):
        return None
    own = quoted[before.index(start)].group()
    return phrase[: quoted[0].start()] + own + phrase[quoted[-1].end() :] + "的" + noun

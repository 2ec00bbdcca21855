"""The case in which a threshold holds: …符合国家规定的，可按…; 对境内首发上市的企业给予….

Not here: the subject (`facts.subjects`).
"""

from __future__ import annotations

import re

from policyparse.facts.phrases import Neighbourhood, Subject
from policyparse.facts.receivers import paid_for
from policyparse.facts.time_limits import event_of
from policyparse.lazy_regex import inline, regex

LONGEST_CONDITION = 80
#: 年度限额300元，同时患有两种疾病的: what was laid down before is no part of the case.
VALUE_STATED = regex(
    r"^.{0,80}(?<![上下于过少足\d.])[\d.]{1,12}+ ?[万亿]?(?:元|%|％|个?百分点|折|倍)[，,](?=[^，,]+的$)"
)
#: 新增20个泊位，对认定为配送企业的: nor what was counted before.
COUNTED_BEFORE = regex(r"^.{0,120}\d[^，,]*[，,](?=对(?![照应标接外口比])[^，,]+的$)")
ONCE_PAID = regex("(?:补贴|补助|奖励|资助|津贴)(?:政策)?的次数$")
GIVEN = regex(
    r".*对([^，,。；;]{2,60}?)(?:再|分别|一次性)*(?:给予|发放)([^，,。；;\d]{0,8}(?:补贴|补助|奖励|资助|津贴))[^。]{0,400}。$",
    re.S,
)
IN_SPAN = regex(r"在[^，,]{1,8}(?:期间|期内)$")
PAID = ("payment", "paid_back")
# 具备3年以上企业工作经历并具有高职以上学历的人员: the other thing that is asked of the same persons.
ALSO = regex(r"^[^，,。；;]{0,16}[并且]((?:具有|具备|取得|持有)[^，,。；;的]{2,24})的")
SEMICOLON = regex("[；;]")
LABELS = regex(r"^[（(〔【](?:责任|牵头|配合)[^）)〕】]*[）)〕】]|^(?:对于?|其中|对因)(?=[^应照])")


def condition_of(near: Neighbourhood, subject: Subject, preceding: str = "") -> str | None:
    """What stands before a threshold and ends in 的, or the class that a payment is for.

    ``preceding``: the sentence before, whose class holds for a rule about the payment that it names.
    """
    if subject.pattern in ("standard", "borne_by", "posts") and subject.scope:
        return subject.scope
    words = _bare(near.earlier.rstrip("，,"))
    if words.endswith("的"):
        words = _bare(COUNTED_BEFORE.sub("", VALUE_STATED.sub("", words)))
    if subject.pattern == "time_limit":
        event, case = event_of(near), words if words.endswith("的") and len(words) <= LONGEST_CONDITION else None
        return f"{case}，{event}" if case and event else event or case
    if words.endswith("的") and 4 <= len(words) <= LONGEST_CONDITION:
        return words
    with_it = ALSO.search(near.rest)
    if with_it is not None:
        return with_it.group(1)
    if subject.pattern in PAID:
        named = paid_for(near)
        return named if named is not None and len(named) <= LONGEST_CONDITION else None
    if ONCE_PAID.search(subject.words) and preceding:
        return _class_before(subject.words, preceding)
    return near.whose or None


def _class_before(words: str, preceding: str) -> str | None:
    """对X再给予生活费补贴。生活费补贴政策每人只享受一次 → X."""
    given = GIVEN.match(preceding)
    if given is None or given.group(2) not in words:
        return None
    named = IN_SPAN.sub("", inline("^其中").sub("", given.group(1)))
    return named if 2 <= len(named) <= LONGEST_CONDITION else None


def _bare(words: str) -> str:
    """Without a bracket of responsibility or 对 before it; of a longer sentence the part behind its last semicolon."""
    words = SEMICOLON.split(words)[-1]
    words = LABELS.sub("", words).lstrip("，, ")
    return LABELS.sub("", words)

"""The case in which a threshold holds: …符合国家规定的，可按…; 对境内首发上市的企业给予….

Not here: the subject (`facts.subjects`).
"""

from __future__ import annotations

import re

from policyparse.facts.payments import paid_for
from policyparse.facts.phrases import Neighbourhood, Subject

LONGEST_CONDITION = 80
LABELS = re.compile(r"^[（(〔【](?:责任|牵头|配合)[^）)〕】]*[）)〕】]|^(?:对于?|其中|对因)(?=[^应照])")


def condition_of(near: Neighbourhood, subject: Subject) -> str | None:
    """What stands before a threshold and ends in 的, or the class that a payment is for."""
    words = _bare(near.earlier.rstrip("，,"))
    if words.endswith("的") and 4 <= len(words) <= LONGEST_CONDITION:
        return words
    if subject.pattern == "payment":
        named = paid_for(near)
        return named if named is not None and len(named) <= LONGEST_CONDITION else None
    return None


def _bare(words: str) -> str:
    """Without a bracket of responsibility or 对 before it; of a longer sentence the part behind its last semicolon."""
    words = re.split("[；;]", words)[-1]
    words = LABELS.sub("", words)
    return LABELS.sub("", words)

"""Short names that a notice gives organs itself: 省…领导小组办公室（以下简称省工改办） → the name in full.

Not here: short names that are in use everywhere (`language.organ_lexicon`).
"""

from __future__ import annotations

from policyparse.language.organ_names import LEVEL_WORD
from policyparse.language.regions import region_name_at
from policyparse.lazy_regex import regex

GIVEN = regex(
    r"(?P<full>[\u4e00-\u9fff“”]{6,50}(?:办公室|领导小组|委员会|指挥部|专班|联席会议|[局厅院]|中心|公司))"
    r"[（(]以下(?:统一|均|统)?简称[：:]?[“\"]?(?P<short>[\u4e00-\u9fff]{2,14})[”\"]?[）)]"
)
HINT = "简称"
# Where the name may begin: behind a verb, a preposition or 的 of the words before it.
BEFORE_NAME = regex("[的由经向报对为与和及在于]|成立|组建|设立|建立")
OFFICE_OF_GROUP = "领导小组办公室"


def short_names(text: str) -> dict[str, str]:
    """Each short name that the text gives an organ, with the name in full; an office's tells its group's too."""
    found: dict[str, str] = {}
    if HINT not in text:
        return found
    for match in GIVEN.finditer(text):
        full, short = _beginning(match["full"]), match["short"]
        if not full or len(short) >= len(full):
            continue
        found[short] = full
        if full.endswith(OFFICE_OF_GROUP) and short.endswith("办"):
            found[short[:-1] + "领导小组"] = full.removesuffix("办公室")
    return found


def in_full(name: str, known: dict[str, str]) -> str:
    """The name with the short name that it is, or that it begins with before 各成员单位 or 办公室, put in full."""
    if name in known:
        return known[name]
    for short, full in known.items():
        if name.startswith(short) and name[len(short) :].startswith(("各", "成员", "办公室", "全体")):
            return full + name[len(short) :]
    return name


def _beginning(words: str) -> str:
    """The name in words that may begin before it: it opens with a region or a level; "" where none does."""
    starts = [0, *(match.end() for match in BEFORE_NAME.finditer(words))]
    return next((words[at:] for at in starts if region_name_at(words, at) or LEVEL_WORD.match(words, at)), "")

"""When two wordings count as the same: the folding and the likeness that the scorer compares with.

For: texts that two readers copied from one notice, where a bracket's width or a blank is no difference.
Not for: changing any text that is given out; the folded form is for comparing only.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# What NFKC leaves apart though readers type either: brackets, quotation marks, dashes, dots, the ratio colon.
_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("〔〖【｟⟨〈[", "("),
        **dict.fromkeys("〕〗】｠⟩〉]", ")"),
        **dict.fromkeys("“”„‟「」『』〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("‐‑‒–—―−~〜～﹣", "-"),
        **dict.fromkeys("•‧∙⋅・●", "·"),
        "∶": ":",
        "〇": "○",
    }
)

LIKE_ENOUGH: Final = 0.5


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text for comparing: NFKC, brackets, quotation marks and dashes of one kind, no blanks, nothing invisible."""
    # A bullet and a ratio colon are mapped first: NFKC would turn some of them into something else.
    alike = unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE)
    return "".join(char for char in alike if unicodedata.category(char) not in ("Cc", "Cf", "Zs", "Zl", "Zp"))


def fold_title(text: str) -> str:
    """A title folded, without 《》 around the whole of it: some readers write them, some do not."""
    folded = fold(text)
    inner = folded[1:-1]
    return inner if folded[:1] == "《" and folded[-1:] == "》" and "》" not in inner.split("《", 1)[0] else folded


@lru_cache(maxsize=65536)
def _bigrams(folded: str) -> frozenset[str]:
    return frozenset(folded[place : place + 2] for place in range(len(folded) - 1))


def likeness(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 1: Dice's coefficient over the folded texts' character pairs; 1 if equal."""
    one, other = fold(one), fold(other)
    if one == other:
        return 1.0
    pairs, others = _bigrams(one), _bigrams(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def overlap(one: str, other: str) -> float:
    """How much of the shorter quote lies in the longer, 0 to 1, by character pairs: a sentence holds its clauses."""
    pairs, others = _bigrams(fold(one)), _bigrams(fold(other))
    shorter = min(len(pairs), len(others))
    return len(pairs & others) / shorter if shorter else 0.0


def same_subject(one: str, other: str) -> bool:
    """The lenient rule for what a number is about, since careful readers name one thing with more or fewer words.

    Right if, folded, the two are equal, or one holds the other and the shorter has at least half of the longer's
    length, or their likeness is at least ``LIKE_ENOUGH``.
    """
    shorter, longer = sorted((fold(one), fold(other)), key=len)
    if shorter and shorter in longer and 2 * len(shorter) >= len(longer):
        return True
    return likeness(one, other) >= LIKE_ENOUGH

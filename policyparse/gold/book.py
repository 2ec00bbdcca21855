"""The counts and misses of one comparison while it is under way.

For: score.py and numbers.py, which enter here what they find. Not for: deciding what is right, nor for readers of
figures, who get the frozen ``Scores`` of tally.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from policyparse.gold.labels import Claim
from policyparse.gold.tally import Miss, Tally, Verdict
from policyparse.gold.wording import fold


@dataclass(slots=True)
class Book:
    """The counts and misses of one comparison while it is under way."""

    document: str
    complete: frozenset[str]
    kinds: dict[str, Tally] = field(default_factory=dict)
    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    def judges(self, needed: Sequence[str]) -> bool:
        """Whether a find without counterpart is wrong: only where the gold is complete in all that is ``needed``."""
        return self.complete.issuperset(needed)

    def count(self, kind: str, expected: int, found: int, right: int, judged: bool) -> None:
        """Enter a kind's tally."""
        if judged:
            self.kinds[kind] = Tally(right, found - right, expected - right)
        else:
            self.kinds[kind] = Tally(right, 0, expected - right, right, judged=False)

    def judge(self, kind: str, claims: Sequence[Claim | None], right: Collection[int]) -> None:
        """Enter whether each claim of a kind is right; ``right`` holds the places of those that are."""
        for place, claim in enumerate(claims):
            if claim is not None:
                self.verdicts.append(Verdict(kind, claim.rule, claim.confidence, place in right))

    def miss(
        self,
        kind: str,
        expected: str | None,
        found: str | None,
        quote: str,
        follows: str | None = None,
        fact: str | None = None,
        part: str = "",
    ) -> None:
        """List a difference; ``fact`` is the id of what was found."""
        self.misses.append(Miss(self.document, kind, expected, found, quote, follows, fact, part))

    def compare(
        self,
        name: str,
        expected: object,
        found: object,
        quote: str,
        fact: str | None = None,
        same: bool | None = None,
    ) -> None:
        """Enter a field of a matched fact, and its miss; ``fact`` is the found one, ``same`` overrides equality."""
        same = expected == found if same is None else same
        self.of[name] += 1
        self.right[name] += same
        if not same:
            self.miss(name, _shown(expected), _shown(found), quote, fact=fact)

    def compare_words(
        self, name: str, expected: str | None, found: str | None, quote: str, fact: str | None = None
    ) -> None:
        """As ``compare`` for texts, folded; two empty ones say nothing and are not counted."""
        if expected or found:
            self.compare(name, expected, found, quote, fact, fold(expected or "") == fold(found or ""))

    def compare_links(
        self, name: str, expected: str | None, found: str | None, quote: str, fact: str | None = None
    ) -> None:
        """As ``compare_words`` for the task that a fact belongs to: gold that lacks tasks may lack just that one."""
        if expected or self.judges(("tasks",)):
            self.compare_words(name, expected, found, quote, fact)


def _shown(value: object) -> str | None:
    if isinstance(value, frozenset):
        return "、".join(sorted(value)) or None
    return None if value is None or value == "" else str(value)

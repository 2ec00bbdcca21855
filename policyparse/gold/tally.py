"""What is counted: right, wrong and missed by kind, the misses themselves, and their sums over notices.

For: figures that say plainly what they are of. Not for: deciding what is right (score.py), nor printing (report.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# In the order in which reports show them.
KINDS: Final = (
    "metadata", "citations", "tables", "tasks", "units", "canonical", "roles", "deadlines",
    "numbers", "targets", "thresholds", "told_apart",
)  # fmt: skip
FIELDS: Final = (
    "measure", "refines", "group", "precision", "ambiguous",
    "comparator", "unit", "per", "basis", "approximate", "time", "scope", "condition", "nature", "task",
    "indicator_exact",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """Right (``tp``), found but wrong (``fp``) and missed (``fn``) facts of a kind.

    ``unjudged`` of the ``tp`` are from notices whose gold does not claim to be complete: they count for recall only.
    A figure is None where nothing was judged for it, and 1.0 where there was nothing to find and nothing was found.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0
    unjudged: int = 0
    judged: bool = True

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.tp + other.tp,
            self.fp + other.fp,
            self.fn + other.fn,
            self.unjudged + other.unjudged,
            self.judged or other.judged,
        )

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None where no gold was complete."""
        right = self.tp - self.unjudged
        if not self.judged:
            return None
        if right + self.fp == 0:
            return 1.0 if self.fn == 0 else 0.0
        return right / (right + self.fp)

    @property
    def recall(self) -> float:
        """The share of what should be found that was found."""
        if self.tp + self.fn == 0:
            return 1.0 if self.fp == 0 else 0.0
        return self.tp / (self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where precision is."""
        if self.precision is None:
            return None
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of the matched facts have a field right. 1.0 where none had it to compare."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Accuracy) -> Accuracy:
        return Accuracy(self.right + other.right, self.of + other.of)

    @property
    def share(self) -> float:
        """Right ones among all, 0 to 1."""
        return self.right / self.of if self.of else 1.0


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document's ``text`` from ``start`` to ``end`` (code points), with the rest of their sentence."""

    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Miss:
    """One difference. ``expected`` is None for what should not have been found, ``found`` for what was not found.

    ``follows`` names the kind whose own miss, listed there, brings this one about (a missed task's units). ``fact`` is
    the id of the fact that was found, ``part`` the words of a unit or time that hangs on what is quoted, ``passage``
    where the notice says it; None where that is not known.
    """

    document: str
    kind: str
    expected: str | None
    found: str | None
    quote: str = ""
    follows: str | None = None
    fact: str | None = None
    part: str = ""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a fact that the document was so sure of is right: for the calibration of confidences."""

    kind: str
    rule: str
    confidence: Decimal
    right: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """How one document compares with its gold: tallies by ``KINDS``, accuracies by ``FIELDS``, every miss.

    ``verdicts``: of each task, target, threshold and citation found where the gold is complete in its kind.
    """

    document: str
    kinds: Mapping[str, Tally]
    fields: Mapping[str, Accuracy]
    misses: tuple[Miss, ...]
    verdicts: tuple[Verdict, ...] = ()

"""A measure's tally: how many of how many were right, and what was missed; and the text folding all measures share.

Not here: any measure.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Truth = dict[str, Any]
"""One `<slug>.truth.json`; corpus/pdf/README.md explains the fields."""
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(slots=True)
class Tally:
    """``right`` of ``asked``; ``misses`` says in words what was not right."""

    right: int = 0
    asked: int = 0
    misses: list[str] = field(default_factory=list)

    def check(self, good: bool, miss: str) -> None:
        """Count one question; ``miss`` is kept where it was answered wrongly."""
        self.asked += 1
        self.right += good
        if not good:
            self.misses.append(miss)

    def add(self, other: Tally) -> None:
        """Take in another tally of the same measure."""
        self.right += other.right
        self.asked += other.asked
        self.misses += other.misses

    @property
    def share(self) -> float:
        """Right answers in all answers; 1 where nothing was asked."""
        return self.right / self.asked if self.asked else 1.0


def flat(text: str) -> str:
    """The text without any white space."""
    # A raised digit counts as the digit: 120km² and 120km2 are the same words.
    return "".join(text.split()).translate(RAISED)


def short(text: str, most: int = 60) -> str:
    """The text for a list of misses."""
    text = flat(text)
    return text if len(text) <= most else f"{text[: most - 1]}…"

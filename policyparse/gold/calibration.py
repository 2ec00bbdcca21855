"""How far confidences keep their word: of the facts claimed at 0.9, nine in ten should be right.

For: the report's curve, and whoever sets the confidences of rules. Not for: deciding what is right (score.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from policyparse.gold.tally import Verdict

STEP = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Bin:
    """The facts of one stretch of confidence, kind or rule: how many, what they claimed on average, how many right."""

    name: str
    claimed: Decimal
    facts: int
    right: int

    @property
    def share(self) -> float:
        """The right ones among them, 0 to 1."""
        return self.right / self.facts


def curve(verdicts: Iterable[Verdict]) -> list[Bin]:
    """The calibration curve: bins of 0.05 of claimed confidence, rising; empty ones left out."""
    return _grouped(verdicts, lambda one: _stretch(one.confidence))


def by_kind(verdicts: Iterable[Verdict]) -> list[Bin]:
    """What each kind of fact claimed and what was right, by the kind's name."""
    return _grouped(verdicts, lambda one: one.kind)


def by_rule(verdicts: Iterable[Verdict]) -> list[Bin]:
    """The same by kind and rule, "targets count_of_result+noun_behind"."""
    return _grouped(verdicts, lambda one: f"{one.kind} {one.rule}")


def _stretch(confidence: Decimal) -> str:
    """The bin's name: 0.90 for what lies from 0.90 to below 0.95."""
    low = min((confidence / STEP).to_integral_value(ROUND_FLOOR) * STEP, Decimal("0.95"))
    return f"{low:.2f}"


def _grouped(verdicts: Iterable[Verdict], name: Callable[[Verdict], str]) -> list[Bin]:
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(name(verdict), []).append(verdict)
    return [
        Bin(
            key,
            sum((one.confidence for one in ones), Decimal(0)) / len(ones),
            len(ones),
            sum(one.right for one in ones),
        )
        for key, ones in sorted(groups.items())
    ]

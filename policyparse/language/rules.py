"""A rule as data: what it looks for, the words it needs, and its own proof.

Purpose: one frozen record that every reading module hangs its patterns on, and ``shown``, the short form in which
examples state a value. ``tests/test_rules.py`` walks the ``RULES`` of every module. Not here: any rule itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from policyparse.language.values import Mention, Quantity, Time


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of reading a stretch of text.

    ``literals``: a text must hold at least one of them for the rule to be worth trying (() = always worth it).
    ``examples``: (text, what ``shown`` gives for the rule's first mention there), at least two.
    ``near_misses``: texts in which this rule must find nothing, at least one.
    ``find``: the function whose mentions carry this rule's id in ``Mention.rule``.
    """

    id: str
    purpose: str
    examples: tuple[tuple[str, str], ...]
    near_misses: tuple[str, ...]
    literals: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    find: Callable[[str], Sequence[Mention[Any]]] | None = None

    def found_in(self, text: str) -> list[Mention[Any]]:
        """The mentions in ``text`` that this rule made."""
        if self.find is None or not self.may_match(text):
            return []
        return [mention for mention in self.find(text) if mention.rule == self.id]

    def may_match(self, text: str) -> bool:
        """False where none of the required literals stands in ``text``."""
        return not self.literals or any(literal in text for literal in self.literals)


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _quantity(quantity: Quantity) -> str:
    if quantity.ratio is not None:
        body = f"{_number(quantity.ratio[0])}:{_number(quantity.ratio[1])}"
    elif quantity.comparator == "range":
        body = f"{_number(quantity.low)}..{_number(quantity.high)}"
    else:
        body = _number(quantity.value)
    sign = "" if quantity.comparator == "range" else quantity.comparator
    shown_unit = f" {quantity.unit}" if quantity.unit else ""
    extras = [f"/{word}" for word in quantity.per]
    extras += [quantity.basis] if quantity.basis != "level" else []
    extras += ["approx"] if quantity.approximate else []
    return " ".join([f"{sign}{body}{shown_unit}", *extras])


def _time(time: Time) -> str:
    parts: list[str] = [time.kind]
    if time.start or time.end:
        parts.append(f"{time.start or ''}..{time.end or ''}" if time.start else f"{time.end}")
    if time.recurrence:
        parts.append(time.recurrence)
    if time.ambiguous:
        parts.append(f"or {time.latest}" if time.latest else "ambiguous")
    return " ".join(parts)


def shown(value: object) -> str:
    """The short form of a value that rule examples are written in."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Quantity):
        return _quantity(value)
    if isinstance(value, Time):
        return _time(value)
    for name in ("name", "title", "raw"):
        if not isinstance(value, str) and hasattr(value, name):
            return str(getattr(value, name))
    return str(value)

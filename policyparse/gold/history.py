"""The floors that scores were held to over time: a file of JSON lines, one a change, the oldest first.

For: the score report's lines over time, and scripts/check_floors.py, which adds a line whenever floors change. There is
no clock: a line has the date that it was given, or none. Not for: deciding what a floor is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from policyparse.delivery.json_text import dump_json
from policyparse.errors import PolicyParseError
from policyparse.reading.opening import read_file

MOST_BYTES: Final = 32 * 1024**2


@dataclass(frozen=True, slots=True)
class PinnedSet:
    """A set of notices: how many, and its floors by kind or field, 0 to 1."""

    notices: int
    floors: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Pinning:
    """All floors as they were after one change: when (None: not said), why, and each set by its title."""

    day: date | None
    note: str
    sets: Mapping[str, PinnedSet]


def read_history(path: Path) -> tuple[Pinning, ...]:
    """The changes in the file's order; empty lines are passed over.

    Raises PolicyParseError: "not_found", "not_a_file", "too_large", "unreadable", or "corrupt" with the line.
    """
    found = []
    for number, line in enumerate(read_file(path, MOST_BYTES, path.name).split(b"\n"), 1):
        if line.strip():
            try:
                found.append(_pinning(json.loads(line.decode("utf-8-sig"), parse_float=Decimal)))
            except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
                said = f"line {number}: no line of a history of floors: {type(error).__name__}: {error}"
                raise PolicyParseError("corrupt", said, path.name) from error
    return tuple(found)


def history_line(day: date | None, note: str, sets: Mapping[str, PinnedSet]) -> str:
    """A change as a line of the file, without its newline."""
    shape = {title: {"notices": one.notices, "floors": dict(one.floors)} for title, one in sets.items()}
    return dump_json({"date": day, "note": note, "sets": shape}, indent=None)


def _pinning(line: Mapping[str, Any]) -> Pinning:
    day, sets = line["date"], line["sets"]
    return Pinning(
        None if day is None else date.fromisoformat(day),
        str(line.get("note") or ""),
        {str(title): PinnedSet(int(one["notices"]), _floors(one["floors"])) for title, one in sets.items()},
    )


def _floors(given: Mapping[str, Any]) -> dict[str, Decimal]:
    floors = {str(name): Decimal(str(floor)) for name, floor in given.items()}
    wrong = [name for name, floor in floors.items() if not 0 <= floor <= 1]  # NaN is neither
    if wrong:
        raise ValueError(f"{wrong[0]} is no share")
    return floors

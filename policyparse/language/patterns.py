"""Users' ``patterns.jsonl`` in the format of spaCy's SpanRuler: phrases that become organs or units of measure.

A line is ``{"label": …, "pattern": …}``, with ``"id"`` where output is to call it by another name. A pattern of tokens
is kept as it is: only spaCy has tokens (``policyparse.spacy_component``). Not for: opening files, matching.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from policyparse.language.organ_lexicon import OrganRow, organ_row
from policyparse.language.table_rows import BadRow
from policyparse.language.units import UnitWord, unit_word

ORGAN_LABELS: Final = ("ORG", "UNIT")
MEASURE_LABEL: Final = "UNIT_OF_MEASURE"
LABELS: Final = (*ORGAN_LABELS, MEASURE_LABEL)
KEYS: Final = ("label", "pattern", "id")
LONGEST_PHRASE = 100


class TokenPattern(NamedTuple):
    """A pattern of tokens on ``line``: what spaCy's Matcher takes, and what the words it finds are to become."""

    line: int
    label: str
    tokens: tuple[Mapping[str, Any], ...]
    name: str


class Patterns(NamedTuple):
    """What a file of patterns holds, by what it becomes."""

    organs: tuple[OrganRow, ...]
    units: tuple[UnitWord, ...]
    tokens: tuple[TokenPattern, ...]


def read_patterns(text: str) -> Patterns:
    """The patterns of a file, a JSON object a line. Raises BadRow for a line that is none, or of another label."""
    organs: list[OrganRow] = []
    units: list[UnitWord] = []
    tokens: list[TokenPattern] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        label, pattern, name = _fields(line, number)
        if isinstance(pattern, list):
            if label != MEASURE_LABEL:
                organs_of("某", number, name)  # so that a bad id is told now, and not by a notice
            tokens.append(TokenPattern(number, label, tuple(pattern), name))
        elif label == MEASURE_LABEL:
            units.append(unit_word(pattern, number, name))
        else:
            organs += organs_of(pattern, number, name)
    return Patterns(tuple(organs), tuple(units), tuple(tokens))


def organs_of(words: str, line: int, name: str) -> tuple[OrganRow, ...]:
    """A phrase as an organ, a row or two: called by its ``name``, without one as it is printed.

    What a user calls an organ is its whole name, before whatever region it is printed: one is put only where the name
    has a place for it ({} or {s}, as in ``organs.tsv``). Raises BadRow.
    """
    if "{" in name:
        return (organ_row({"short": words, "full": name}, line),)
    row = organ_row({"short": words, "full": name or words, "level": "state"}, line)
    return (row, replace(row, level="local", whole=True)) if name else (row,)


def _fields(line: str, number: int) -> tuple[str, str | list[Mapping[str, Any]], str]:
    """Label, pattern and id of a line."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRow(number, f"no JSON: {error}") from error
    if not isinstance(said, dict):
        raise BadRow(number, 'a pattern should be a JSON object: {"label": "ORG", "pattern": "…"}')
    if unknown := [key for key in said if key not in KEYS]:
        raise BadRow(number, f"unknown key {unknown[0]!r}; there is {', '.join(KEYS)}")
    label, pattern, name = said.get("label"), said.get("pattern"), said.get("id", "")
    if label not in LABELS:
        raise BadRow(number, f"label {label!r} is none of {', '.join(LABELS)}")
    if not isinstance(name, str):
        raise BadRow(number, "id should be a text")
    if isinstance(pattern, list):
        if not pattern or not all(isinstance(token, dict) for token in pattern):
            raise BadRow(number, "a pattern of tokens should be a list of JSON objects, one a token")
        return label, pattern, name.strip()
    words = pattern.strip() if isinstance(pattern, str) else ""
    if not words or len(words) > LONGEST_PHRASE or len(words.split()) > 1:
        raise BadRow(number, f"pattern should be a phrase without blanks, up to {LONGEST_PHRASE} characters, or tokens")
    return label, words, name.strip()

"""Sentences and clauses of a paragraph, by their marks; the neighbourhood in which a number or a time has its meaning.

Not here: words and their borders (`facts.subjects`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from policyparse.lazy_regex import regex

SENTENCE_END = regex("[。！？!?；;]")
RATIO = regex(r"\d[:：]\d|\d,\d{3}(?!\d)")  # 5:5 and 1,000 are one number
LONGEST = 2_000  # characters: nobody writes such a sentence, and a number is read in the whole of its own
OPENERS, CLOSERS = "（(《“〔【「", "）)》”〕】」"


START = attrgetter("start")


class Stretch(NamedTuple):
    """``text[start:end]`` of the manuscript."""

    start: int
    end: int


@cache
def _borders(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(OPENERS + CLOSERS + marks)}]")


def split_at(text: str, start: int, end: int, marks: str) -> list[Stretch]:
    """Stretches between the given marks, each with its mark, brackets and quotes kept whole up to ``LONGEST``."""
    found: list[Stretch] = []
    stretch = partial(tuple.__new__, Stretch)  # a third of the time that Stretch() takes
    depth = 0
    at = start
    for match in _borders(marks).finditer(text, start, end):
        character = match[0]
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth -= depth > 0
        elif depth == 0 and not (character in ":：," and RATIO.match(text, match.start() - 1)):
            found.append(stretch((at, match.end())))
            at = match.end()
    if at < end:
        found.append(stretch((at, end)))
    if end - start <= LONGEST:
        return found
    return [Stretch(at, min(at + LONGEST, one.end)) for one in found for at in range(one.start, one.end, LONGEST)]


def sentences(text: str, start: int, end: int) -> list[Stretch]:
    """The sentences of a paragraph; a full stop inside brackets or quotes does not end one."""
    return split_at(text, start, end, "。！？!?")


def clauses(text: str, sentence: Stretch) -> list[Stretch]:
    """The clauses of a sentence, at commas and semicolons outside brackets."""
    return split_at(text, sentence.start, sentence.end, "，,；;。！？!?：:")


def around(stretches: list[Stretch], position: int) -> int:
    """Index of the stretch that holds a position, in ascending stretches without gaps; -1 where none does."""
    number = bisect_right(stretches, position, key=START) - 1
    return number if number >= 0 and position < stretches[number].end else -1

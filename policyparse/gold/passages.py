"""Where a notice says what a miss is about: the gold's words looked up in the document's text, with their sentence.

For: score.py, whose misses a person wants to see in place. Gold files quote and give no offsets, so here, and only
here, words are searched for. Not for: what is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from policyparse.gold.tally import Miss, Passage
from policyparse.gold.wording import fold
from policyparse.lazy_regex import regex

SENTENCE_ENDS: Final = "。！？；\n"
CONTEXT, WORDS_SHOWN = 160, 600
# What is shorter stands anywhere, unless it is all there is to look for.
_TELLING = 5
# A notice's tasks name their units and times in the same item or row, or behind the next few.
PART_WITHIN: Final = 1500
# "attachments: 1 ", "[tasks] ": how a list of misses names what the value is of.
_FIELD: Final = regex(r"^(?:attachments: \S+ |\w+: |\[\w+\] )")
_BETWEEN_CELLS: Final = regex(r"\s*[\t\n|]\s*")


def placed(misses: Iterable[Miss], document: Mapping[str, Any]) -> tuple[Miss, ...]:
    """The misses with their passages in the document's text, as far as they can be told."""
    places = _Places(document)
    return tuple(replace(miss, passage=places.passage(miss)) for miss in misses)


class _Places:
    """A document's text, folded for looking up, and where its facts stand."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        text = document.get("text")
        self.text = text if isinstance(text, str) else ""
        self.document = document

    def passage(self, miss: Miss) -> Passage | None:
        """Where the miss stands: the gold's words, nearest to the found fact; else that fact's own."""
        if not self.text:
            return None
        own = self._spans.get(miss.fact) if miss.fact else None
        found = (self._find(words, own[0] if own else 0) for words in _sought(miss))
        span = next((span for span in found if span is not None), own)
        if span is not None and miss.part:
            span = self._find(miss.part, span[0], PART_WITHIN) or span
        return _passage(self.text, *span) if span else None

    @cached_property
    def _spans(self) -> dict[str, tuple[int, int]]:
        kinds = ("tasks", "targets", "thresholds", "citations")
        facts = [fact for kind in kinds for fact in self.document.get(kind) or () if isinstance(fact, Mapping)]
        spans = {str(fact.get("id")): _span(fact.get("evidence"), len(self.text)) for fact in facts}
        return {name: span for name, span in spans.items() if span is not None}

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        """The text as quotes are compared, and where in the text each of its characters stands."""
        pieces = [fold(char) for char in self.text]
        return "".join(pieces), [place for place, piece in enumerate(pieces) for _ in piece]

    def _find(self, words: str, near: int, within: int | None = None) -> tuple[int, int] | None:
        """The span of the words that begins nearest to a place; with ``within``, at most so far behind it."""
        folded, places = self._folded
        sought = fold(words)
        starts = []
        at = folded.find(sought) if sought else -1
        while at >= 0:
            if within is None or 0 <= places[at] - near <= within:
                starts.append(at)
            at = folded.find(sought, at + 1)
        if not starts:
            return None
        best = min(starts, key=lambda start: abs(places[start] - near))
        return places[best], places[best + len(sought) - 1] + 1


def _sought(miss: Miss) -> Iterator[str]:
    """What to look for: the quote, its longest cell; for metadata and rows, which are quoted by nothing, the value."""
    values = (miss.expected or "", miss.found or "") if miss.kind in ("metadata", "tables") else (miss.quote,)
    for value in values:
        words = _FIELD.sub("", value) if value is not miss.quote else value
        yield words
        cells = [cell for cell in _BETWEEN_CELLS.split(words) if len(cell) >= _TELLING]
        yield from sorted(cells, key=len, reverse=True)


def _span(place: object, length: int) -> tuple[int, int] | None:
    """A place's span, where it is one within the text."""
    span = place.get("span") if isinstance(place, Mapping) else None
    if not isinstance(span, Mapping):
        return None
    start, end = span.get("start"), span.get("end")
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    return (start, end) if 0 <= start < end <= length else None


def _passage(text: str, start: int, end: int) -> Passage:
    """The words with what of their sentence stands before and behind them; what is too long is cut."""
    first = max((text.rfind(mark, 0, start) + 1 for mark in SENTENCE_ENDS), default=0)
    ends = [place for mark in SENTENCE_ENDS if (place := text.find(mark, max(start, end - 1))) >= 0]
    last = max(end, min(ends) + 1 if ends else len(text))
    before, words, after = text[first:start], text[start:end], text[end:last]
    before = before if len(before) <= CONTEXT else "…" + before[-CONTEXT:]
    words = words if len(words) <= WORDS_SHOWN else words[:WORDS_SHOWN] + "…"
    after = after if len(after) <= CONTEXT else after[:CONTEXT] + "…"
    return Passage(start, end, before, words, after.rstrip("\n"))

"""The way of the data: bytes → Pages → Manuscript → Outline → Facts → PolicyDocument. Read this first.

Each stage is a function from one named type to the next; none reaches back. Not here: any stage's work.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Limits

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.facts.find import Facts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UnusedMention:
    """A number, time or unit that became no fact: where it stands, which stage set it aside and why."""

    kind: str
    raw: str
    start: int
    end: int
    line: int
    column: int
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document and what became no fact, in reading order."""

    document: PolicyDocument
    unused: tuple[UnusedMention, ...]


def parse_bytes(data: bytes, name: str, limits: Limits) -> PolicyDocument:
    """The document of a file's bytes; raises PolicyParseError."""
    from policyparse.facts.assembly import assemble

    return assemble(find_in_bytes(data, name, limits))


def find_in_bytes(data: bytes, name: str, limits: Limits) -> Facts:
    """The facts of a file's bytes as drafts, stage by stage; ``limits.seconds`` is checked between stages."""
    from policyparse.facts.find import find_facts
    from policyparse.layout.compose import compose_manuscript
    from policyparse.outline.outline import outline
    from policyparse.reading.sniffing import read

    clock = _Clock(limits.seconds, name)
    pages = clock.check(read(data, name, limits))
    manuscript = clock.check(compose_manuscript(pages))
    outlined = clock.check(outline(manuscript))
    return clock.check(find_facts(outlined))


def explain_bytes(data: bytes, name: str, limits: Limits) -> Explanation:
    """The document and every number, time and unit mention that became no fact."""
    from policyparse.facts.assembly import assemble
    from policyparse.facts.explaining import unused_mentions

    facts = find_in_bytes(data, name, limits)
    document = assemble(facts)
    found = []
    for one in unused_mentions(facts, document):
        line, column, _, _ = facts.outline.manuscript.locate(*one.span)
        found.append(UnusedMention(one.kind, one.raw, *one.span, line, column, one.stage, one.reason))
    return Explanation(document, tuple(found))


class _Clock:
    """Ends a parse that has run out of time, between two stages."""

    def __init__(self, seconds: float, name: str) -> None:
        self._end = time.monotonic() + seconds
        self._seconds = seconds
        self._name = name

    def check(self, value: T) -> T:
        if time.monotonic() > self._end:
            raise PolicyParseError("timeout", f"more than {self._seconds:g} s", name=self._name)
        return value

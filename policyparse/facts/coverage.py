"""Which sentences look as if they held a fact and gave none: a number, a time, or a word of duty in them.

For: ``explain`` and the report across a folder, whose commonest cases are the next work on the rules. Not here: why a
single mention became no fact (`facts.explaining`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from policyparse.contract import PolicyDocument
from policyparse.facts.drafts import Unused
from policyparse.facts.explaining import ITEM_MARKER, NO_UNIT, value_spans
from policyparse.facts.sentences import sentences
from policyparse.layout.manuscript import Paragraph
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline

DUTY = regex("责任|牵头|负责")
BARE = regex(r"[\d.,，〇零一二三四五六七八九十百千万亿两]+")  # a number without any unit counts nothing
# What these set aside is no fact on any notice: it would only hide the sentences that matter.
SETTLED = frozenset({ITEM_MARKER, NO_UNIT})


class Silent(NamedTuple):
    """A sentence without a fact: its span, what in it looks like one ("number", "time", "duty"), and why it is none."""

    span: tuple[int, int]
    cues: tuple[str, ...]
    words: str
    reason: str


def silent_sentences(outline: Outline, document: PolicyDocument, unused: Sequence[Unused]) -> list[Silent]:
    """The sentences in reading order in which no value of a fact stands, though something in them looks like one."""
    used = sorted(value_spans(document))
    units = {unit.raw for task in document.tasks for unit in task.responsible}
    found: list[Silent] = []
    for start, end in _sentences(outline):
        if any(a < end and start < b for a, b in used):
            continue
        inside = [one for one in unused if start <= one.span[0] < end and _may_be_one(one)]
        cues = tuple(kind for kind in ("number", "time") if any(one.kind == kind for one in inside))
        duty = DUTY.search(outline.text, start, end)
        if not cues and (duty is None or any(unit in outline.text[start:end] for unit in units)):
            continue  # a unit that its item names twice has its place where it stands first
        first = next((one for one in inside if one.kind in cues), None)
        words = first.raw if first else duty.group() if duty else ""
        reason = first.reason if first else "a word of duty without a named unit"
        found.append(Silent((start, end), (*cues, "duty") if duty else cues, words, reason))
    return found


def _may_be_one(mention: Unused) -> bool:
    return mention.reason not in SETTLED and not (mention.kind == "number" and BARE.fullmatch(mention.raw))


def _sentences(outline: Outline) -> Iterator[tuple[int, int]]:
    for block in outline.manuscript.blocks:
        stretches = [(block.start, block.end)] if isinstance(block, Paragraph) else [c[1:] for c in block.cells]
        for start, end in stretches:
            yield from sentences(outline.text, start, end)

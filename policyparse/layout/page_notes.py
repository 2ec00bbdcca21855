"""Footnotes of a page: small lines at its foot that begin with a label, and the raised calls that lead to them.

Not here: notes in plain text (`layout.footnotes`), notes at a document's end.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyparse.layout.glyph_lines import GlyphLines, VisualLine
from policyparse.layout.strand import Strand, remove
from policyparse.lazy_regex import regex

SMALL = 0.93  # of the body's size
LOWER_PART = 0.35  # of the page's height: footnotes begin below that
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LABEL = regex(
    rf"([{SUPERSCRIPTS}]{{1,2}}|[①-⑳]|[\[［〔]\d{{1,2}}[\]］〕]|\*{{1,3}}|※|[ivx]{{1,4}}(?=[ 　“《]|[\u4e00-\u9fff])"
    r"|\d{1,2}(?=[ 　“《.、]|[^\d.%年月日]))"
)
PLAIN = str.maketrans(SUPERSCRIPTS, "0123456789")


def take_notes(
    lines: Sequence[VisualLine], maker: GlyphLines, body: float, height: float
) -> tuple[list[VisualLine], list[VisualLine], frozenset[str]]:
    """The lines above the footnotes, the footnotes' lines, and their labels as plain characters."""
    ordered = sorted(lines, key=lambda line: line.top)
    start = len(ordered)
    while start and ordered[start - 1].size <= SMALL * body:
        start -= 1
    if start:  # else a page of notes alone
        start = next((n for n in range(start, len(ordered)) if ordered[n].top > LOWER_PART * height), len(ordered))
    labels: set[str] = set()
    first = None
    for number in range(start, len(ordered)):
        found = LABEL.match(maker.strand(ordered[number]).text)
        if not start and number == 0 and not found:
            break
        if found:
            first = number if first is None else first
            labels.add(_plain(found.group()))
    if first is None:
        return ordered, [], frozenset()
    return ordered[:first], ordered[first:], frozenset(labels)


def without_calls(strand: Strand, raised: frozenset[int], labels: frozenset[str]) -> Strand:
    """The strand without those raised stretches of its text that are labels of the page's footnotes."""
    calls: list[tuple[int, int]] = []
    for number, (start, raw, copied) in enumerate(strand.runs):
        end = strand.runs[number + 1][0] if number + 1 < len(strand.runs) else len(strand.text)
        for at in range(start, end):
            if copied and raw + at - start in raised:
                if calls and calls[-1][1] == at:
                    calls[-1] = calls[-1][0], at + 1
                else:
                    calls.append((at, at + 1))
    text = strand.text
    calls = [
        (start, end)
        for start, end in calls
        if _plain(text[start:end]) in labels and not (start and text[start - 1].isascii() and text[start - 1].isalnum())
    ]  # behind a Latin letter or a digit it is an exponent: km², 10³
    return remove(strand, calls) if calls else strand


def _plain(label: str) -> str:
    return label.translate(PLAIN).strip("[]［］〔〕")

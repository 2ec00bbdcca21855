"""Footnotes in text: bodies that stand between the lines, and the calls in the sentence that lead to them.

Only superscript digits are taken for calls, and only where a body with the same digits is found: 50m² has none.
Not here: notes at the end of a document under a heading of their own.
"""

from __future__ import annotations

from policyparse.layout.lines import Line
from policyparse.layout.strand import remove
from policyparse.lazy_regex import regex

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
BODY = regex(f"([{SUPERSCRIPTS}]+) ?(?=[^{SUPERSCRIPTS}])")
CALL = regex(f"(?<=[^a-zA-Z㎡{SUPERSCRIPTS}])[{SUPERSCRIPTS}]+")
SENTENCE_END = "。！？”）"


def drop_footnotes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines without footnote bodies and calls, and the lines that were bodies."""
    if {line.strand.text[0] for line in lines}.isdisjoint(SUPERSCRIPTS):
        return lines, []
    bodies: dict[int, str] = {}
    body: str | None = None
    for number, line in enumerate(lines):
        match = BODY.match(line.text)
        if match:
            body = match.group(1)
        elif body is not None and (line.gap or line.joined or lines[number - 1].text.endswith(tuple(SENTENCE_END))):
            body = None
        if body is not None:
            bodies[number] = body
    if not bodies:
        return lines, []
    marks = set(bodies.values())
    kept: list[Line] = []
    after_body = False
    for number, line in enumerate(lines):
        if number in bodies:
            after_body = True
            continue
        calls = [match.span() for match in CALL.finditer(line.text) if match.group() in marks]
        strand = remove(line.strand, calls) if calls else line.strand
        kept.append(line.with_strand(strand, line.joined or after_body))
        after_body = False
    return kept, [lines[number] for number in bodies]

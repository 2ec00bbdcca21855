"""Why a number, a time or a unit of the text became no fact.

Mentions are searched once more over the whole text with the language functions; each that no fact holds gets the
reason noted by the step that set it aside, else the reason that its place in the outline gives.
Not here: making facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from policyparse.contract import Place, PolicyDocument
from policyparse.facts.deadlines import plan_year, reference_date
from policyparse.facts.drafts import Unused
from policyparse.facts.find import Facts
from policyparse.language.doc_numbers import why_no_doc_number
from policyparse.language.numerals import find_numbers
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organs import find_organs
from policyparse.language.quantities import find_quantities
from policyparse.language.times import find_dates, find_times
from policyparse.language.units import MEASURES
from policyparse.lazy_regex import inline
from policyparse.outline.outline import Outline

Span = tuple[int, int]
ITEM_MARKER = "the marker of an item"
NO_UNIT = "a number without a unit of quantity: part of a name, an ordinal or a slogan"


def unused_mentions(facts: Facts, document: PolicyDocument) -> list[Unused]:
    """Every number, time, unit and document number mention that no fact holds, in reading order."""
    text = facts.outline.text
    found = list({one.span: one for one in facts.unused}.values())
    taken = bytearray(len(text))
    for start, end in (*value_spans(document), *(one.span for one in found)):
        taken[start:end] = b"\1" * (end - start)
    for line in inline(r"\S[^\n\t]*").finditer(text):
        if reason := why_no_doc_number(line[0]):
            found.append(Unused("doc_number", line[0].strip(), line.span(), "language", reason))
            taken[line.start() : line.end()] = b"\1" * len(line[0])
    for kind, (start, end) in _mentions(facts.outline, facts.lexicon):
        if not any(taken[start:end]):
            found.append(Unused(kind, text[start:end], (start, end), *_reason(facts.outline, kind, (start, end))))
            taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda one: (one.span, one.kind))


def value_spans(document: PolicyDocument) -> list[Span]:
    """Stretches that prove a value of a fact or of the metadata."""
    spans: list[Span] = []

    def note(place: Place | None) -> None:
        if place is not None:
            spans.append((place.span.start, place.span.end))

    for task in document.tasks:
        for unit in task.responsible:
            note(unit.place)
        for time in task.deadlines:
            note(time.place)
    for threshold in document.thresholds:
        note(threshold.quantity.place)
    for target in document.targets:
        note(target.quantity.place)
        if target.time is not None:
            note(target.time.place)
    for citation in document.citations:
        note(citation.evidence)
    for _, value in document.metadata.places:
        for place in value if isinstance(value, tuple) else (value,):
            note(place)
    return spans


def _mentions(outline: Outline, lexicon: Lexicon | None) -> Iterator[tuple[Literal["number", "time", "unit"], Span]]:
    text = outline.text
    for mention in find_times(text, reference_date(outline), plan_year(outline)):
        yield "time", (mention.start, mention.end)
    for date in find_dates(text):
        yield "time", (date.start, date.end)
    for quantity in find_quantities(text, measures=lexicon.measures if lexicon else MEASURES):
        yield "number", (quantity.start, quantity.end)
    for number in find_numbers(text):
        yield "number", (number.start, number.end)
    for organ in find_organs(text, lexicon):
        yield "unit", (organ.start, organ.end)


def _reason(outline: Outline, kind: str, span: Span) -> tuple[str, str]:
    """(stage, reason) by where a mention stands."""
    text = outline.text
    if (
        kind == "number"
        and inline(r"[、.．]").match(text[span[1] : span[1] + 1])
        and text[max(0, span[0] - 1) : span[0]] in ("", "\n", "\t")
    ):
        return "outline", ITEM_MARKER
    section = next((s for s in reversed(outline.sections) if s.start <= span[0] < s.end), None)
    if section is None:
        return "outline", "in front of the first section, or behind the last"
    if outline.classes[section.index] == "general":
        return "outline", "in a section of general requirements"
    if kind == "number":
        return "language", NO_UNIT
    if kind == "time":
        return "facts", "a date that only qualifies, or that a task or target already has"
    return "facts", "named in no form that makes it responsible"

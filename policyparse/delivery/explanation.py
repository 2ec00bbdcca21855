"""An explanation as a person reads it: which rule made each fact, and what became none, why.

For: ``policyparse explain``. Not for: finding the reasons (`pipeline`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from policyparse.delivery.overview import Sheet, aligned

if TYPE_CHECKING:
    from policyparse.contract import Evidence, PolicyDocument
    from policyparse.pipeline import Explanation

SILENT_FIELDS = ("text", "cues", "cue", "reason", "start", "page", "line", "column")
UNUSED_FIELDS = ("kind", "raw", "start", "page", "line", "column", "stage", "reason")


def explanation_text(explanation: Explanation, width: int = 140) -> str:
    """Aligned tables: the facts with their rules; the mentions that became none, why; the sentences that gave none."""
    facts = tuple(
        (_position(evidence), kind, evidence.rule, f"{evidence.confidence:f}", what, _clipped(evidence.quote))
        for kind, what, evidence in _facts(explanation.document)
    )
    unused = tuple(
        (_spot(entry.page, entry.line, entry.column, entry.start), entry.kind, entry.raw, entry.stage, entry.reason)
        for entry in explanation.unused
    )
    silent = tuple(
        (_spot(one.page, one.line, one.column, one.start), "+".join(one.cues), one.reason, _clipped(one.text))
        for one in explanation.silent
    )
    return "\n".join(
        (
            aligned(Sheet("Facts", ("at", "kind", "rule", "confidence", "what", "quote"), facts), width),
            aligned(Sheet("Not used", ("at", "kind", "words", "set aside by", "because"), unused), width),
            aligned(Sheet("Sentences without a fact", ("at", "holds", "because", "sentence"), silent), width),
        )
    )


def explanation_dict(explanation: Explanation) -> dict[str, Any]:
    """The same as plain values: ``facts`` (kind, what, rule, confidence, start, quote), ``unused`` and ``silent``."""
    return {
        "facts": [
            {
                "kind": kind,
                "what": what,
                "rule": evidence.rule,
                "confidence": evidence.confidence,
                "start": evidence.span.start,
                "quote": evidence.quote,
            }
            for kind, what, evidence in _facts(explanation.document)
        ],
        "unused": [{key: getattr(entry, key) for key in UNUSED_FIELDS} for entry in explanation.unused],
        "silent": [{key: getattr(entry, key) for key in SILENT_FIELDS} for entry in explanation.silent],
    }


def _facts(document: PolicyDocument) -> Iterator[tuple[str, str, Evidence]]:
    for task in document.tasks:
        yield "task", task.action, task.evidence
    for target in document.targets:
        yield "target", target.indicator, target.evidence
    for threshold in document.thresholds:
        yield "threshold", threshold.subject, threshold.evidence
    for citation in document.citations:
        yield "citation", citation.title, citation.evidence


def _position(evidence: Evidence) -> str:
    line, column = (evidence.source.line, evidence.source.column) if evidence.source else (None, None)
    return _spot(evidence.page, line, column, evidence.span.start)


def _spot(page: int | None, line: int | None, column: int | None, start: int) -> str:
    """Line and column, else the page, else the offset in the document's text."""
    if line is not None:
        return f"{line}:{column}"
    return f"p. {page}" if page is not None else str(start)


def _clipped(quote: str, length: int = 60) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"

"""What many notices say that became no fact: their silent sentences counted by kind, the commonest first.

For: ``policyparse explain FOLDER``. Not for: one notice (`delivery.explanation`), nor finding them (`facts.coverage`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from policyparse.delivery.overview import Sheet, aligned
from policyparse.lazy_regex import regex

if TYPE_CHECKING:
    from policyparse.pipeline import Explanation, SilentSentence

NUMERAL = regex(r"\d[\d,.，]*|[〇零一二三四五六七八九十百千万亿两]+")
SHOWN = 40  # rows of a report for a terminal


def coverage_dict(explanations: Mapping[str, Explanation]) -> dict[str, Any]:
    """``notices``: sentences with a fact's value or a cue for one, and the silent ones; ``commonest``: what they share.

    A kind of silent sentence is its cues, the shape of its first cue (numerals as #) and the reason; each with its
    count, in how many notices it stands, and an example.
    """
    kinds: dict[tuple[str, str, str], list[tuple[str, SilentSentence]]] = {}
    for name, explanation in explanations.items():
        for sentence in explanation.silent:
            shape = NUMERAL.sub("#", sentence.cue)
            kinds.setdefault(("+".join(sentence.cues), shape, sentence.reason), []).append((name, sentence))
    ordered = sorted(kinds.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {
        "notices": [
            {"name": name, "facts": _facts(explanation), "silent": len(explanation.silent)}
            for name, explanation in explanations.items()
        ],
        "commonest": [
            {
                "cues": cues,
                "shape": shape,
                "reason": reason,
                "count": len(found),
                "notices": len({name for name, _ in found}),
                "example": found[0][1].text,
                "in": found[0][0],
            }
            for (cues, shape, reason), found in ordered
        ],
    }


def coverage_text(explanations: Mapping[str, Explanation], width: int = 140) -> str:
    """The same for a terminal: a row a notice, then the commonest kinds of silent sentences."""
    report = coverage_dict(explanations)
    notices = tuple((one["name"], str(one["facts"]), str(one["silent"])) for one in report["notices"])
    keys = ("count", "notices", "cues", "shape", "reason", "example")
    common = _rows(report["commonest"][:SHOWN], keys)
    return "\n".join(
        (
            aligned(Sheet("Notices", ("notice", "facts", "sentences without"), notices), width),
            aligned(
                Sheet(
                    "Commonest sentences without a fact", ("count", "in", "cues", "words", "because", "example"), common
                ),
                width,
            ),
        )
    )


def _facts(explanation: Explanation) -> int:
    document = explanation.document
    return len(document.tasks) + len(document.targets) + len(document.thresholds)


def _rows(entries: Iterable[Mapping[str, Any]], keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(" ".join(str(entry[key]).split())[:80] for key in keys) for entry in entries)

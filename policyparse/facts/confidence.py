"""How sure a fact is: the share of a rule's finds that were right on the labelled notices (``data/confidence.tsv``).

A rule with few finds is drawn towards its kind's share; a rule without any has that of its first part, else of its
kind. ``scripts/calibrate.py`` measures and writes the table. Not here: a recogniser's doubt (`facts.placing`).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def confidence_of(kind: str, rule: str) -> float:
    """The confidence of a rule's facts of a kind ("tasks", "targets", "thresholds", "citations"), 0 to 1."""
    table = _table()
    for name in (rule, rule.split("+")[0], "*"):
        known = table.get((kind, name))
        if known is not None:
            return known
    return 0.5


@cache
def _table() -> dict[tuple[str, str], float]:
    lines = (files("policyparse") / "data" / "confidence.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "kind\t"))]
    return {(kind, rule): float(confidence) for kind, rule, _, _, confidence in rows}

"""Gold files, and how right documents are when held against them.

For: ``validate`` and what it returns, the loading of gold files, the scorer. Loads pydantic, so import it when needed.
Not for: parsing notices; the labels' meaning is ANNOTATION.md's.
"""

from __future__ import annotations

from policyparse.gold.labels import gold_as_document
from policyparse.gold.model import GoldError, GoldFile, load_gold
from policyparse.gold.report import Report
from policyparse.gold.score import score
from policyparse.gold.tally import FIELDS, KINDS, Accuracy, Miss, Scores, Tally
from policyparse.gold.validation import validate

__all__ = [
    "FIELDS",
    "KINDS",
    "Accuracy",
    "GoldError",
    "GoldFile",
    "Miss",
    "Report",
    "Scores",
    "Tally",
    "gold_as_document",
    "load_gold",
    "score",
    "validate",
]

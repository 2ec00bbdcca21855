"""Measures how often each rule is right on corpus/gold: ``python scripts/calibrate.py [--write]``.

Prints a row a kind and rule with its finds, the right ones and the confidence that follows; ``--write`` sets
``policyparse/data/confidence.tsv`` so. For: maintainers, after rules or gold changed. Not for: judging a change.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

import policyparse
from policyparse.gold import validate
from policyparse.gold.validation import read_golds

TABLE = ROOT / "policyparse" / "data" / "confidence.tsv"
# A rule counts as if it had been seen so often more, with its kind's share of right ones.
DRAWN = 8
HEADER = """\
# How often each rule was right on the labelled notices of corpus/: finds, right ones, and the confidence of its facts.
# Written by scripts/calibrate.py. "*" is the kind as a whole; a rule's first part stands for all patterns behind its +.
kind\trule\tfacts\tright\tconfidence
"""


def main() -> int:
    """Measure, print, and write the table where that is asked for."""
    parser = argparse.ArgumentParser(description="Confidences of rules from the labelled notices.")
    parser.add_argument("--write", action="store_true", help=f"write {TABLE.relative_to(ROOT)}")
    chosen = parser.parse_args()
    golds = read_golds(ROOT / "corpus" / "gold")
    documents = [policyparse.parse(ROOT / "corpus" / "notices" / gold.document) for gold in golds]
    facts, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for verdict in validate(documents, golds).verdicts:
        for rule in {verdict.rule, verdict.rule.split("+")[0], "*"}:
            facts[verdict.kind, rule] += 1
            right[verdict.kind, rule] += verdict.right
    table = HEADER + "".join(f"{line}\n" for line in _rows(facts, right))
    sys.stdout.write(table)
    if chosen.write:
        TABLE.write_text(table, encoding="utf-8", newline="\n")
    return 0


def _rows(facts: Counter[tuple[str, str]], right: Counter[tuple[str, str]]) -> Iterator[str]:
    for kind, rule in sorted(facts):
        known, good = facts[kind, rule], right[kind, rule]
        whole = right[kind, "*"] / facts[kind, "*"]
        share = whole if rule == "*" else (good + DRAWN * whole) / (known + DRAWN)
        yield f"{kind}\t{rule}\t{known}\t{good}\t{min(share, 0.99):.2f}"


if __name__ == "__main__":
    sys.exit(main())

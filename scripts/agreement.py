"""Print how far two labellers agree, by kind, and every difference: ``python scripts/agreement.py A_DIR B_DIR``.

For: maintainers who settle two independent readings of the same notices. Not for: scoring the program's own output.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from policyparse.errors import PolicyParseError
from policyparse.gold.agreement import agreement, agreement_table, differences
from policyparse.gold.model import GoldError, GoldFile, load_gold
from policyparse.gold.validation import gold_paths


def main() -> int:
    """Compare two folders (or files). Exit code 1 where a gold file was malformed (it is named and left out)."""
    parser = argparse.ArgumentParser(description="Agreement of two labellers over the same notices.")
    parser.add_argument("a", type=Path, metavar="A_DIR", help="the first labeller's *.gold.json (folder or file)")
    parser.add_argument("b", type=Path, metavar="B_DIR", help="the second labeller's")
    parser.add_argument("--all", action="store_true", help="list also differences that follow from another one")
    chosen = parser.parse_args()
    try:
        (first, bad_first), (second, bad_second) = _load(chosen.a), _load(chosen.b)
        report = agreement(first, second)
    except PolicyParseError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(f"{len(report.scores)} notices; A is {chosen.a}, B is {chosen.b}\n")
    print("\n".join(agreement_table(report)))
    for name in report.missing:
        print(f"\nonly A has labelled {name}")
    for name in report.unscored:
        print(f"\nonly B has labelled {name}")
    print("\n".join(differences(report, causes_only=not chosen.all)))
    return 1 if bad_first or bad_second else 0


def _load(place: Path) -> tuple[list[GoldFile], int]:
    """The gold files of a labeller, and how many were refused; the refused ones' mistakes go to stderr, all of them."""
    golds, refused = [], 0
    for path in gold_paths(place):
        try:
            golds.append(load_gold(path))
        except GoldError as error:
            refused += 1
            for line, words in error.problems:
                print(f"{path}:{line}: {words}", file=sys.stderr)
    return golds, refused


if __name__ == "__main__":
    sys.exit(main())

"""Scores of the notices in corpus/ against corpus/floors.json: no change may lower them unsaid.

Notices are kept in sets, each with floors of its own: a set is closed once it is made, so new notices never move old
floors. ``python scripts/check_floors.py`` fails where a score lies under its floor, where a set's files are not those
that its floors were set for, or where a notice is in no set. ``--add SET [NOTICE ...]`` makes a set of notices that are
in none; ``--raise`` sets floors to the scores where these are higher; ``--lower REASON`` sets them to the scores
whatever they are, and keeps the reason. What changes the floors adds a line to corpus/floors-history.jsonl, dated by
``--date`` (there is no clock), which ``policyparse validate --history`` draws. For: CI, and whoever improves a rule.
Not for: judging a score.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

import policyparse
from policyparse.delivery.json_text import dump_json
from policyparse.gold import FIELDS, KINDS, GoldFile
from policyparse.gold.history import PinnedSet, history_line, read_history
from policyparse.gold.report import Report
from policyparse.gold.validation import GOLD_SUFFIX, read_golds

GOLD, NOTICES, FLOORS = (ROOT / "corpus" / name for name in ("gold", "notices", "floors.json"))
HISTORY = ROOT / "corpus" / "floors-history.jsonl"
Scores = dict[str, Decimal]
Kept = dict[str, Any]


def main() -> int:
    """Check the scores, or set the floors anew; exit code 1 where a check fails."""
    parser = argparse.ArgumentParser(description="Check the scores of corpus/ against their floors.")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="higher", action="store_true", help="raise floors to the present scores")
    change.add_argument("--lower", metavar="REASON", help="set floors to the present scores, and say why")
    change.add_argument(
        "--add", nargs="+", metavar=("SET", "NOTICE"), help="make a set of these, or all loose, notices"
    )
    parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="a change's day, for the history")
    parser.add_argument("--misses", action="store_true", help="list every miss")
    chosen = parser.parse_args()
    golds = {gold.document: gold for gold in read_golds(GOLD)}
    kept: Kept = json.loads(FLOORS.read_text(encoding="utf-8"), parse_float=Decimal) if FLOORS.exists() else {}
    loose = sorted(set(golds) - {name for one in kept.values() for name in one["notices"]})
    if chosen.add:
        title, *wanted = chosen.add
        if title in kept or not loose or not set(wanted) <= set(loose):
            parser.error("--add takes a new set, and notices that have gold and are in no set")
        kept[title] = {"notices": sorted(wanted) or loose, "corpus": "", "floors": {}, "lowered": []}
        loose = [name for name in loose if name not in kept[title]["notices"]]
    problems = []
    for title, one in kept.items():
        report = _report([golds[name] for name in one["notices"] if name in golds])
        _show(title, report, chosen.misses)
        problems += [
            f"{title}: {words}" for words in _check(one, report, chosen.lower, bool(chosen.higher or chosen.add))
        ]
    if (chosen.higher or chosen.add or chosen.lower is not None) and not problems:
        FLOORS.write_text(dump_json(kept) + "\n", encoding="utf-8", newline="\n")
        print(f"{FLOORS.relative_to(ROOT)} is written")
        _remember(kept, chosen.date, chosen.lower or (f"added: {chosen.add[0]}" if chosen.add else "raised"))
    problems += [f"{name} is in no set: --add SET" for name in loose]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _remember(kept: Kept, day: date | None, note: str) -> None:
    """Add the floors to the history, where they are others than its last."""
    sets = {title: PinnedSet(len(one["notices"]), one["floors"]) for title, one in kept.items()}
    known = read_history(HISTORY)
    if not known or known[-1].sets != sets:
        with HISTORY.open("a", encoding="utf-8", newline="\n") as history:
            history.write(history_line(day, note, sets) + "\n")


def _check(one: Kept, report: Report, lower: str | None, may_rise: bool) -> list[str]:
    """What is wrong with a set; its floors are set anew in place where that was asked for and is allowed."""
    scores, floors = _scores(report), one["floors"]
    below = {name: floor for name, floor in floors.items() if name not in scores or scores[name] < floor}
    if lower is not None and below:
        changes = {name: [floor, scores.get(name)] for name, floor in below.items()}
        one["lowered"].append({"reason": lower, "floors": changes})
    elif below:
        return [f"{name} {scores.get(name, 'not judged')} is below its floor {floor}" for name, floor in below.items()]
    if lower is not None or may_rise:
        one["floors"], one["corpus"] = scores, _corpus_hash(one["notices"])
    elif one["corpus"] != _corpus_hash(one["notices"]):
        return ["notices or gold have changed since the floors were set: --raise (or --lower REASON)"]
    return []


def _corpus_hash(names: Iterable[str]) -> str:
    """SHA-256 over the names and bytes of notices and their gold files."""
    digest = hashlib.sha256()
    for name in names:
        for path in (NOTICES / name, GOLD / f"{name}{GOLD_SUFFIX}"):
            content = path.read_bytes() if path.is_file() else b""
            digest.update(f"{path.name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return digest.hexdigest()


def _report(golds: list[GoldFile]) -> Report:
    documents = []
    for result in policyparse.parse_many(NOTICES / gold.document for gold in golds):
        if result.document is None:
            print(result.error, file=sys.stderr)
        else:
            documents.append(result.document)
    return policyparse.validate(documents, golds)


def _show(title: str, report: Report, misses: bool) -> None:
    text = report.to_text()
    shown = text if misses else text.split("\nBy document, fields")[0]
    print(f"== {title}: {len(report.scores)} notices\n\n{shown}")


def _scores(report: Report) -> Scores:
    """F1 of each kind and share of each field, cut to three digits; what was not judged is left out."""
    fields = {name: report.field(name) for name in FIELDS}
    reached = {name: report.overall(name).f1 for name in KINDS}
    reached |= {name: field.share for name, field in fields.items() if field.of}
    cut = Decimal("0.001")
    return {
        name: Decimal(repr(round(figure, 9))).quantize(cut, ROUND_FLOOR)
        for name, figure in reached.items()
        if figure is not None
    }


if __name__ == "__main__":
    sys.exit(main())

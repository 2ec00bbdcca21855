"""Scores of the PDFs in corpus/ against corpus/floors-pdf.json: no change may lower them unsaid.

PDFs are kept in sets, each with floors of its own: a set is closed once it is made, so new files never move old floors.
``python scripts/check_pdf_floors.py`` fails where a measure of scripts/score_pdfs.py lies under its floor, where a
set's files are not those that its floors were set for, or where a PDF is in no set. ``--add SET [FOLDER/FILE ...]``
makes a set of files that are in none; ``--raise`` sets floors to the scores where these are higher; ``--lower REASON``
sets them to the scores whatever they are, and keeps the reason. Scans count only where the extra [ocr] is installed.
For: CI, and whoever improves reading, layout or tables. Not for: judging a score; facts (scripts/check_floors.py).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Collection, Iterable
from decimal import ROUND_FLOOR, Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

from pdf_scoring.tally import Tally
from score_pdfs import GROUPS, SHOWN, Score, is_scan, score_file

from policyparse.delivery.json_text import dump_json

CORPUS = ROOT / "corpus"
FOLDERS = ("pdf", "pdf-more")
FLOORS = CORPUS / "floors-pdf.json"
TRUTH = ".truth.json"
TEXTS, SCANS = GROUPS
OCR = ("rapidocr", "onnxruntime")
Kept = dict[str, Any]
Floors = dict[str, dict[str, Decimal]]
"""Group ("as text", "scans") → measure → share of right answers."""


def main() -> int:
    """Check the scores, or set the floors anew; exit code 1 where a check fails."""
    parser = argparse.ArgumentParser(description="Check the scores of the PDFs in corpus/ against their floors.")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="higher", action="store_true", help="raise floors to the present scores")
    change.add_argument("--lower", metavar="REASON", help="set floors to the present scores, and say why")
    change.add_argument("--add", nargs="+", metavar=("SET", "FILE"), help="make a set of these, or all loose, PDFs")
    parser.add_argument("--misses", action="store_true", help="list everything that is not right")
    chosen = parser.parse_args()
    kept = read_floors()
    loose = sorted(all_files() - {name for one in kept.values() for name in one["files"]})
    if chosen.add:
        title, *wanted = chosen.add
        if title in kept or not loose or not set(wanted) <= set(loose):
            parser.error("--add takes a new set, and PDFs of corpus/ that are in no set, as pdf-more/qt_zebra")
        kept[title] = {"files": sorted(wanted) or loose, "corpus": "", "floors": {}, "lowered": []}
        loose = [name for name in loose if name not in kept[title]["files"]]
    problems = []
    for title, one in kept.items():
        scores = scores_of(one["files"])
        _show(title, scores, chosen.misses)
        may_rise = bool(chosen.higher or chosen.add)
        problems += [f"{title}: {words}" for words in check(one, shares(scores), chosen.lower, may_rise)]
    if (chosen.higher or chosen.add or chosen.lower is not None) and not problems:
        FLOORS.write_text(dump_json(kept) + "\n", encoding="utf-8", newline="\n")
        print(f"{FLOORS.relative_to(ROOT)} is written")
    problems += [f"{name} is in no set: --add SET" for name in loose]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def read_floors() -> Kept:
    """The sets with their floors; none before the first ``--add``."""
    return json.loads(FLOORS.read_text(encoding="utf-8"), parse_float=Decimal) if FLOORS.exists() else {}


def all_files() -> set[str]:
    """Every PDF with known truth, as "folder/slug"."""
    return {
        f"{folder}/{path.name.removesuffix(TRUTH)}"
        for folder in FOLDERS
        for path in (CORPUS / folder).glob(f"*{TRUTH}")
    }


def scores_of(names: Iterable[str], without: Collection[str] = ()) -> list[Score]:
    """The scores of files but for ``without``; scans only where they can be recognised."""
    paths = [CORPUS / f"{name}{TRUTH}" for name in names if name not in without]
    reads_scans = all(map(find_spec, OCR))
    return [score_file(path) for path in paths if path.exists() and (reads_scans or not is_scan(path))]


def shares(scores: list[Score]) -> Floors:
    """For each group the share of right answers of each measure that was asked, cut to three digits."""
    found: Floors = {}
    for score in scores:
        found.setdefault(score.group, {})
    for group, measures in found.items():
        ours = [score for score in scores if score.group == group]
        for name in SHOWN:
            total = Tally()
            for score in ours:
                total.add(score.tallies.get(name, Tally()))
            if total.asked:
                measures[name] = _cut(total.share)
        edits, size = (sum(score.prose_error[part] for score in ours) for part in (0, 1))
        if size:
            measures["prose, by character"] = _cut(max(0.0, 1 - edits / size))
    return found


def below(floors: Floors, reached: Floors) -> list[str]:
    """The measures that lie under their floors, in words; a group that was not measured is passed over."""
    return [
        f"{group}: {name} {reached[group].get(name, 'not judged')} is below its floor {floor}"
        for group, measures in floors.items()
        if group in reached
        for name, floor in measures.items()
        if reached[group].get(name, Decimal(-1)) < floor
    ]


def check(one: Kept, reached: Floors, lower: str | None, may_rise: bool) -> list[str]:
    """What is wrong with a set; its floors are set anew in place where that was asked for and is allowed."""
    too_low = below(one["floors"], reached)
    if lower is not None and too_low:
        one["lowered"].append({"reason": lower, "floors": too_low})
    elif too_low:
        return too_low
    if lower is not None or may_rise:
        one["floors"] |= reached
        one["corpus"] = corpus_hash(one["files"])
    elif one["corpus"] != corpus_hash(one["files"]):
        return ["PDFs or their truth have changed since the floors were set: --raise (or --lower REASON)"]
    return []


def corpus_hash(names: Iterable[str]) -> str:
    """SHA-256 over the names and bytes of PDFs and their truth."""
    digest = hashlib.sha256()
    for name in names:
        for path in (CORPUS / f"{name}.pdf", CORPUS / f"{name}{TRUTH}"):
            content = path.read_bytes() if path.is_file() else b""
            digest.update(f"{name}{path.suffix}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return digest.hexdigest()


def _cut(share: float) -> Decimal:
    return Decimal(repr(round(share, 9))).quantize(Decimal("0.001"), ROUND_FLOOR)


def _show(title: str, scores: list[Score], misses: bool) -> None:
    print(f"== {title}: {len(scores)} PDFs")
    for group, measures in shares(scores).items():
        print(f"{group}: " + ", ".join(f"{name} {share}" for name, share in measures.items()))
    if misses:
        for score in scores:
            for name, tally in score.tallies.items():
                for miss in tally.misses:
                    print(f"    {score.slug}: {name}: {miss}")


if __name__ == "__main__":
    sys.exit(main())

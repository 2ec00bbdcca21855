"""Scores of PDFs with known truth: ``python scripts/score_pdfs.py FOLDER [SLUG ...]`` prints a table, a line a file.

For: whoever works on reading, layout and tables; ``--misses`` lists what is not right, ``--json`` is for machines,
``--reader pdfplumber`` scores the second reader. Not for: facts (``policyparse validate``), speed
(scripts/bench.py), the making of the files (scripts/make_pdfs.py). corpus/pdf/README.md explains the truth.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

from pdf_scoring import text
from pdf_scoring.evidence import evidence
from pdf_scoring.tables import table_measures
from pdf_scoring.tally import Tally, Truth

import policyparse

SHOWN = {
    "outcome": "outcome",
    "text": "text_checks",
    "cross": "over page breaks",
    "calls": "footnote calls out",
    "notes": "footnotes out",
    "furn": "furniture out",
    "foreign": "foreign text out",
    "cells ruled": "cells, ruled tables",
    "rows ruled": "rows, ruled tables",
    "cells unruled": "cells, unruled tables",
    "rows unruled": "rows, unruled tables",
    "headers": "headers",
    "two-level headers": "two-level headers",
    "captions": "table titles",
    "pages": "pages of tables",
    "no more tables": "found tables that are tables",
    "meta": "metadata",
    "evidence": "evidence in its regions",
}
"""Measure → what it counts."""
GROUPS = ("as text", "scans")


@dataclass(slots=True)
class Score:
    """What became of one file."""

    slug: str
    group: str
    seconds: float = 0.0
    tallies: dict[str, Tally] = field(default_factory=dict)
    prose_error: tuple[int, int] = (0, 0)
    whole_error: tuple[int, int] = (0, 0)


def main() -> int:
    """Score each file that has a truth file and print the table."""
    parser = argparse.ArgumentParser(description="Score policyparse on PDFs with known truth.")
    parser.add_argument("folder", type=Path, help="holds <slug>.pdf with <slug>.truth.json")
    parser.add_argument("slugs", nargs="*", help="only these files")
    parser.add_argument("--reader", help="insist on this reader, e.g. pdfplumber")
    parser.add_argument("--misses", action="store_true", help="list everything that is not right")
    parser.add_argument("--json", action="store_true", help="print all as JSON instead")
    chosen = parser.parse_intermixed_args()
    truths = sorted(chosen.folder.glob("*.truth.json"))
    if chosen.slugs:
        truths = [path for path in truths if path.name.removesuffix(".truth.json") in chosen.slugs]
    if not truths:
        parser.error(f"no truth files in {chosen.folder}")
    scores = []
    for path in truths:
        scores.append(score_file(path, chosen.reader))
        if not chosen.json:
            _show_line(scores[-1], first=len(scores) == 1)
            if chosen.misses:
                _show_misses(scores[-1])
    if chosen.json:
        print(json.dumps(_as_json(scores), ensure_ascii=False, indent=1))
    else:
        _show_totals(scores)
    return 0


def score_file(truth_path: Path, reader: str | None = None) -> Score:
    """Parse the PDF beside a truth file and compare."""
    slug = truth_path.name.removesuffix(".truth.json")
    path = truth_path.with_name(f"{slug}.pdf")
    truth: Truth = json.loads(truth_path.read_text(encoding="utf-8"))
    score = Score(slug, GROUPS[is_scan(truth_path)])
    outcome = score.tallies["outcome"] = Tally()
    password: str | None = truth.get("password")
    if password is not None:
        locked = _parse(path, None, reader)
        outcome.check(_code(locked) == "encrypted", f"without password {_code(locked)}, not encrypted")
    begun = time.perf_counter()
    document = _parse(path, password, reader)
    score.seconds = time.perf_counter() - begun
    expected = truth.get("expect_error")
    said = f"{document}" if isinstance(document, policyparse.PolicyParseError) else "a document"
    outcome.check(_code(document) == expected, f"{said}, not {expected or 'a document'}")
    if isinstance(document, policyparse.PolicyParseError):
        if expected is None:
            _measure(score, truth, policyparse.parse_text("无"), path)  # nothing of the truth is in it
            for name in ("notes", "furn", "foreign"):
                score.tallies[name].right = 0
            for tally in score.tallies.values():
                if tally is not outcome:
                    tally.misses.clear()  # the outcome says it all
        return score
    if truth.get("expect_diagnostic"):
        outcome.check(bool(document.diagnostics), "no diagnostic")
    if document.pages:
        outcome.check(len(document.pages) == truth["pages"], f"{len(document.pages)} pages, not {truth['pages']}")
    _measure(score, truth, document, path)
    return score


def is_scan(truth_path: Path) -> bool:
    """Whether pages of the file must be recognised as images."""
    truth: Truth = json.loads(truth_path.read_text(encoding="utf-8"))
    return any(truth.get(key) for key in ("scanned", "garbled", "scanned_pages"))


def _measure(score: Score, truth: Truth, document: policyparse.PolicyDocument, path: Path) -> None:
    score.tallies |= {
        "text": text.text_checks(truth, document),
        "cross": text.sentences(truth, document, "cross_page_checks"),
        "calls": text.sentences(truth, document, "footnote_call_checks"),
        "notes": text.absent(truth, document, "footnotes"),
        "furn": text.furniture(truth, document),
        "foreign": text.absent(truth, document, "foreign"),
        "meta": text.metadata(truth, document),
        "evidence": evidence(path, truth.get("password"), document),
    }
    score.tallies |= table_measures(truth, document)
    if score.group == "scans":
        score.prose_error = text.prose_error(truth, document)
        score.whole_error = text.whole_error(truth, document)


def _parse(
    path: Path, password: str | None, reader: str | None
) -> policyparse.PolicyDocument | policyparse.PolicyParseError:
    try:
        return policyparse.parse(path, password=password, reader=reader, limits=policyparse.Limits(seconds=600))
    except policyparse.PolicyParseError as error:
        return error


def _code(result: policyparse.PolicyDocument | policyparse.PolicyParseError) -> str | None:
    return result.code if isinstance(result, policyparse.PolicyParseError) else None


def _show_line(score: Score, first: bool) -> None:
    names = [name for name in SHOWN if name not in ("two-level headers", "captions", "pages", "no more tables")]
    if first:
        print(f"{'file':28} {'s':>6} " + " ".join(f"{_head(name):>9}" for name in names) + f" {'tables+':>8}")
    cells = []
    for name in names:
        tally = score.tallies.get(name, Tally())
        cells.append(f"{tally.right}/{tally.asked}" if tally.asked else "·")
    extra = score.tallies.get("no more tables", Tally())
    print(
        f"{score.slug:28} {score.seconds:6.2f} "
        + " ".join(f"{cell:>9}" for cell in cells)
        + f" {extra.asked - extra.right:>8}",
        flush=True,
    )


def _head(name: str) -> str:
    return name.replace("unruled", "unr.").replace("ruled", "rul.")


def _show_misses(score: Score) -> None:
    for name, tally in score.tallies.items():
        for miss in tally.misses:
            print(f"    {name}: {miss}")


def _show_totals(scores: list[Score]) -> None:
    for group in GROUPS:
        ours = [score for score in scores if score.group == group]
        if not ours:
            continue
        print(f"\n{group}: {len(ours)} files, {sum(score.seconds for score in ours):.1f} s")
        for name, words in SHOWN.items():
            tally = _total(ours, name)
            if tally.asked:
                print(f"  {words:32} {tally.right:5} of {tally.asked:5}  {tally.share:.3f}")
        for words, key in (("prose", "prose_error"), ("whole text", "whole_error")):
            edits, size = (sum(getattr(score, key)[part] for score in ours) for part in (0, 1))
            if size:
                print(f"  character error rate, {words:10} {edits:5} of {size:5}  {100 * edits / size:.2f} %")


def _total(scores: list[Score], name: str) -> Tally:
    total = Tally()
    for score in scores:
        total.add(score.tallies.get(name, Tally()))
    return total


def _as_json(scores: list[Score]) -> dict[str, Any]:
    files = {
        score.slug: {
            "group": score.group,
            "seconds": round(score.seconds, 3),
            "prose_error": score.prose_error,
            "whole_error": score.whole_error,
            "measures": {
                name: {"right": tally.right, "asked": tally.asked, "misses": tally.misses}
                for name, tally in score.tallies.items()
            },
        }
        for score in scores
    }
    totals = {
        group: {
            name: [tally.right, tally.asked]
            for name in SHOWN
            if (tally := _total([score for score in scores if score.group == group], name)).asked
        }
        for group in GROUPS
    }
    return {"files": files, "totals": totals}


if __name__ == "__main__":
    sys.exit(main())

"""What a change wins and loses, notice by notice: ``python scripts/gains.py [--against REF] [--misses]``.

The package as it was at a commit (HEAD unless told) and as it stands in the working tree parse the same notices and
are scored against the same gold. Every kind whose right, wrong or missed facts changed is a row; then the misses that
went and those that came. For: whoever changes a rule, before the commit. Not for: floors (``check_floors.py``).
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
Report = dict[str, Any]
Miss = tuple[str, str, str, str]


def main() -> int:
    """Print the gains and losses; exit code 1 where anything was lost."""
    parser = argparse.ArgumentParser(description="Gains and losses by document against a commit.")
    parser.add_argument("--against", default="HEAD", metavar="REF", help="the commit to compare with (HEAD)")
    parser.add_argument("--gold", type=Path, default=ROOT / "corpus" / "gold", help="folder of gold files")
    parser.add_argument("--notices", type=Path, default=ROOT / "corpus" / "notices", help="folder of their notices")
    parser.add_argument("--misses", action="store_true", help="list the misses that went and came")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "archive", chosen.against, "policyparse"], cwd=ROOT, check=True, capture_output=True
        ).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as tree:
            tree.extractall(folder, filter="data")
        before = _scored(Path(folder), chosen.gold, chosen.notices)
        after = _scored(ROOT, chosen.gold, chosen.notices)
    lost = _print_kinds(before, after)
    if chosen.misses:
        _print_misses(before, after)
    return 1 if lost else 0


def _scored(tree: Path, gold: Path, notices: Path) -> Report:
    """The report of the package in ``tree``."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "report.json"
        command = [sys.executable, "-m", "policyparse", "validate", str(gold), "--notices", str(notices)]
        done = subprocess.run(
            [*command, "--report", str(target)],
            env={**os.environ, "PYTHONPATH": str(tree)},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if not target.exists():
            sys.exit(f"gains.py: {done.stderr.strip() or 'no report was written'}")
        report: Report = json.loads(target.read_text(encoding="utf-8"))
        return report


def _print_kinds(before: Report, after: Report) -> bool:
    """A row for each document and kind that changed, and the totals; whether anything was lost."""
    lost = False
    old = {one["document"]: one["kinds"] for one in before["documents"]}
    rows = [(one["document"], old.get(one["document"], {}), one["kinds"]) for one in after["documents"]]
    for name, was, now in [*rows, ("all", before["overall"]["kinds"], after["overall"]["kinds"])]:
        for kind, score in now.items():
            earlier = was.get(kind, {"tp": 0, "fp": 0, "fn": 0, "f1": 0.0})
            if all(earlier[part] == score[part] for part in ("tp", "fp", "fn")):
                continue
            lost = lost or (name != "all" and score["f1"] < earlier["f1"])
            mark = "lost" if score["f1"] < earlier["f1"] else "won"
            counts = ", ".join(
                f"{word} {score[part] - earlier[part]:+d}"
                for word, part in (("right", "tp"), ("wrong", "fp"), ("missed", "fn"))
            )
            print(f"{mark:5}{name:50} {kind:11} {earlier['f1']:.3f} → {score['f1']:.3f}  ({counts})")
    return lost


def _misses(report: Report) -> Counter[Miss]:
    return Counter(
        (one["document"], miss["kind"], str(miss["expected"]), str(miss["found"]))
        for one in report["documents"]
        for miss in one["misses"]
        if not miss.get("follows")
    )


def _print_misses(before: Report, after: Report) -> None:
    old, new = _misses(before), _misses(after)
    for title, misses in (("mended", old - new), ("new", new - old)):
        for document, kind, expected, found in sorted(misses.elements()):
            print(f"{title:7}{document[:30]:31} {kind:11} expected {expected} | found {found}")


if __name__ == "__main__":
    sys.exit(main())

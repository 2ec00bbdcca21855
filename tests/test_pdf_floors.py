"""The scores of the corpus's PDFs lie at or above their floors, and the check of the floors tells when they do not.

Here the long file is left out, for time; scripts/check_pdf_floors.py, which CI runs, reads it too. Scans count only
where the extra [ocr] is installed, and there only. Not here: how scores are made (test_pdf_scoring).
"""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import check_pdf_floors as floors  # noqa: E402
from score_pdfs import is_scan  # noqa: E402

KEPT = floors.read_floors()
TEXTS = floors.TEXTS
HALF = {TEXTS: {"cells ruled": Decimal("0.500")}}


@pytest.mark.parametrize("title", [title for title in KEPT if title != "long"])
def test_scores_are_at_their_floors(title: str) -> None:
    native = [name for name in KEPT[title]["files"] if not is_scan(floors.CORPUS / f"{name}{floors.TRUTH}")]
    reached = floors.shares(floors.scores_of(native))
    assert floors.below(KEPT[title]["floors"], reached) == []


def test_every_pdf_is_in_one_set() -> None:
    files = [name for one in KEPT.values() for name in one["files"]]
    assert sorted(files) == sorted(floors.all_files())


@pytest.mark.parametrize("title", KEPT)
def test_the_floors_are_those_of_these_files(title: str) -> None:
    assert KEPT[title]["corpus"] == floors.corpus_hash(KEPT[title]["files"])


def test_a_score_under_its_floor_is_named() -> None:
    low = {TEXTS: {"cells ruled": Decimal("0.499")}}
    assert floors.below(HALF, low) == ["as text: cells ruled 0.499 is below its floor 0.500"]
    assert floors.below(HALF, {TEXTS: {}}) == ["as text: cells ruled not judged is below its floor 0.500"]
    assert floors.below(HALF, HALF) == []


def test_a_group_that_was_not_measured_is_passed_over() -> None:
    assert floors.below(HALF, {}) == []


def test_floors_rise_when_asked_and_fall_only_with_a_reason() -> None:
    low, high = ({TEXTS: {"cells ruled": Decimal(share)}} for share in ("0.400", "0.600"))

    def one() -> floors.Kept:
        return {"files": [], "corpus": floors.corpus_hash([]), "floors": dict(HALF), "lowered": []}

    kept = one()
    assert floors.check(kept, high, None, False) == [] and kept["floors"] == HALF
    assert floors.check(kept, high, None, True) == [] and kept["floors"] == high
    kept = one()
    assert floors.check(kept, low, None, True) != [] and kept["floors"] == HALF
    assert floors.check(kept, low, "表格改用另一种读法", False) == [] and kept["floors"] == low
    assert kept["lowered"][0]["reason"] == "表格改用另一种读法"


def test_changed_files_need_their_floors_set_anew() -> None:
    kept: floors.Kept = {"files": [], "corpus": "another", "floors": dict(HALF), "lowered": []}
    assert floors.check(kept, HALF, None, False) != []
    assert floors.check(kept, HALF, None, True) == [] and kept["corpus"] == floors.corpus_hash([])

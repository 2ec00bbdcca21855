"""Counted work is held by its pins: dearer by more than the tolerance fails, cheaper is pinned when asked, dearer pins
take a reason. And counting gives the same number each time. Not here: the pins themselves (scripts/count_work.py).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import count_work as work  # noqa: E402


def kept(**pins: int) -> work.Kept:
    return {"loosened": [], "pins": {work.place_of_pins(): {"bytecode": pins}}}


def pinned(book: work.Kept) -> dict[str, int]:
    found: dict[str, int] = book["pins"][work.place_of_pins()]["bytecode"]
    return found


def test_a_count_within_the_tolerance_passes_and_moves_no_pin() -> None:
    book = kept(DOCX=1000)
    assert work.check(book, {"bytecode": {"DOCX": 1050}}) == []
    assert work.check(book, {"bytecode": {"DOCX": 400}}) == []
    assert pinned(book) == {"DOCX": 1000}


def test_a_dearer_job_is_named_with_its_share() -> None:
    problems = work.check(kept(DOCX=1000), {"bytecode": {"DOCX": 1051}})
    assert problems == ["DOCX: 1,051 bytecode, +5.1% beside its pin: --loosen REASON"]


def test_tightening_pins_what_is_lower_or_new_and_lets_nothing_dearer_through() -> None:
    book = kept(DOCX=1000, PDF=1000)
    problems = work.check(book, {"bytecode": {"DOCX": 900, "PDF": 1100, "OFD": 7}}, tighten=True)
    assert pinned(book) == {"DOCX": 900, "PDF": 1000, "OFD": 7}
    assert len(problems) == 1 and problems[0].startswith("PDF")


def test_loosening_keeps_the_reason_and_both_counts() -> None:
    book = kept(DOCX=1000, PDF=1000)
    assert work.check(book, {"bytecode": {"DOCX": 1200, "PDF": 900}}, loosen="numbering is read, too") == []
    assert pinned(book) == {"DOCX": 1200, "PDF": 900}
    assert book["loosened"] == [{"reason": "numbering is read, too", "pins": {"bytecode, DOCX": [1000, 1200]}}]


def test_elsewhere_nothing_fails_and_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    book = {"loosened": [], "pins": {"PyPy 9.9, Plan9 mips": {"bytecode": {"DOCX": 1}}}}
    assert work.check(book, {"bytecode": {"DOCX": 1000}}) == []
    assert f"nothing is pinned for {work.place_of_pins()}" in capsys.readouterr().out


def test_the_pins_are_of_the_jobs() -> None:
    book = json.loads(work.PINS.read_text(encoding="utf-8"))
    for kinds in book["pins"].values():
        assert all(list(pins) == list(work.jobs()) for pins in kinds.values())


@pytest.mark.slow
def test_the_same_work_counts_the_same_each_time() -> None:
    first, second = work.count_bytecode(), work.count_bytecode()
    assert first == second
    assert all(count > 1000 for count in first.values())

"""The notices that measurements are made with: as many as wanted, each one of its own, the same every time."""

from __future__ import annotations

import sys
from pathlib import Path

import policyparse

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from make_notices import notices, varied


def test_the_same_number_gives_the_same_notices() -> None:
    assert list(notices(50)) == list(notices(50))
    assert len({name for name, _ in notices(50)}) == len({text for _, text in notices(50)}) == 50


def test_number_title_and_figures_are_varied() -> None:
    text = "洪教字〔2023〕8号\n\n关于建设示范校的通知\n\n各县教育局：\n到2025年，建成示范校30所以上。\n"
    assert (
        varied(text, 7)
        == "洪教字〔2023〕10007号\n\n关于建设示范校的通知（第10007号）\n\n各县教育局：\n到2025年，建成示范校37所以上。\n"
    )


def test_each_is_a_notice_of_its_own() -> None:
    found = {policyparse.parse_text(text).document_id for _, text in notices(40, 1500)}
    assert len(found) == 40

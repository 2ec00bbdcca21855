"""Laws of every reader in language: never raises, quotes what stands there, keeps order, reads either width alike."""
# ruff: noqa: RUF005

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyparse.language import find_dates, find_numbers, find_quantities, find_times, read_deadline_cell
from policyparse.language.values import Mention

Reader = Callable[[str], Sequence[Mention[Any]]]


def _times_with_reference(text: str) -> Sequence[Mention[Any]]:
    return find_times(text, reference=date(2023, 12, 12), default_year=2024)


_READERS: list[Reader] = [
    find_numbers,
    find_quantities,
    find_times,
    _times_with_reference,
    read_deadline_cell,
    find_dates,
]
_PIECES = st.sampled_from(
    list(
        "0123456789一二三四五六七八九十百千万亿两半〇Oo年月日天周个名所家%％‰.,，、。；：:()（）“”《》 　\t\n-—~～至到前后内底末起每均"
        "约近余多几第不得少于超过以上下左右增长提高压缩\x00\ud800\u200b"
    )
    + ["十四五", "期间", "印发之日起", "工作日", "百分之", "分之", "长期", "翻一番"]
)
_TEXT = st.one_of(
    st.lists(_PIECES, max_size=40).map("".join), st.text(st.characters(exclude_categories=()), max_size=60)
)


@pytest.mark.parametrize("reader", _READERS)
@settings(max_examples=250, deadline=None)
@given(text=_TEXT)
def test_never_raises_and_quotes_in_order(reader: Reader, text: str) -> None:
    end = 0
    for mention in reader(text):
        assert text[mention.start : mention.end] == mention.raw
        assert mention.start >= end
        assert mention.end > mention.start
        assert getattr(mention.value, "raw", mention.raw) == mention.raw
        end = mention.end


_TO_FULL = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789%"}


@pytest.mark.parametrize("reader", _READERS)
@settings(max_examples=150, deadline=None)
@given(text=st.lists(_PIECES, max_size=30).map("".join).filter(lambda text: "," not in text and "，" not in text))
def test_full_width_reads_like_half_width(reader: Reader, text: str) -> None:
    def values(mentions: Sequence[Mention[Any]]) -> list[tuple[int, int, object]]:
        return [
            (m.start, m.end, replace(m.value, raw="", **_quiet(m.value)) if hasattr(m.value, "raw") else m.value)
            for m in mentions
        ]

    assert values(reader(text.translate(_TO_FULL))) == values(reader(text))


def _quiet(value: object) -> dict[str, Any]:
    """``per`` quotes the text too."""
    return {"per": ()} if hasattr(value, "per") else {}


@pytest.mark.parametrize(
    "unit", ["1", "一", "每", "《", "(", " ", "2023年", "不少于", "5、", "十", "1,000,", "每年4月、"]
)
def test_cost_is_linear_on_monotonous_text(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    for reader in _READERS:
        began = time.perf_counter()
        reader(text)
        assert time.perf_counter() - began < 10  # quadratic cost would be far beyond

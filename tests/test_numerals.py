"""Numbers: every spelling of a numeral gives its exact value; slogans and names give none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyparse.language import chinese, find_numbers


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("二〇二五", ["2025"]),
        ("二O一一年", ["2011"]),
        ("二○一九", ["2019"]),
        ("一百二十万", ["1200000"]),
        ("两", ["2"]),
        ("两千五百", ["2500"]),
        ("一万零五", ["10005"]),
        ("十几名", ["10"]),
        ("1.5万", ["15000"]),
        ("１．５万", ["15000"]),
        ("3000多人", ["3000"]),
        ("1,140.7亿元", ["114070000000"]),
        ("１，０００元", ["1000"]),
        ("惠及1，200人", ["1200"]),
        ("到2025，300人参加", ["2025", "300"]),
        ("分1，2，3人三组", ["1", "2", "3", "3"]),
        ("总数二十三家", ["23"]),
        ("300 万元", ["3000000"]),
        ("20余万人", ["200000"]),
        ("2-3个", ["2", "3"]),
        ("5∶5", ["5", "5"]),
        ("百分之二十", ["0.2"]),
        ("百亿元", ["10000000000"]),
        ("10千瓦", ["10"]),
        ("5百分点", ["5"]),
        ("三十五", ["35"]),
        ("廿五", ["25"]),
        ("壹佰元", ["100"]),
        ("三点五亿", ["350000000"]),
    ],
)
def test_number(text: str, values: list[str]) -> None:
    assert [format(mention.value, "f") for mention in find_numbers(text)] == values


def test_fractions_keep_more_than_twelve_digits() -> None:
    (third,) = find_numbers("三分之一")
    assert third.value == Decimal(1) / Decimal(3)
    assert third.raw == "三分之一"


@pytest.mark.parametrize(
    "text",
    [
        "一校一策",
        "一县一特色",
        "进一步统一思想",
        "十九大",
        "二十届三中全会",
        "三中全会",
        "千家万户",
        "万众一心",
        "百千万人才工程",
        "“十四五”规划",
        "八一建军节",
        "一带一路",
        "十分重要",
        "千方百计",
        "三八红旗手",
        "第一",
        "一体化",
        "七台河市",
        "若干",
        "数以万计",
        "几十所学校",
        "数十家企业",
        "几十万个学位",
    ],
)
def test_no_number(text: str) -> None:
    assert find_numbers(text) == []


_ONES = "零一二三四五六七八九"


def _write(number: int) -> str:
    """The textbook way of writing 1 to 9999 in Chinese."""
    words, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + _ONES[digit] + name
            gap = False
        else:
            gap = True
    return words


@given(st.integers(1, 9999))
def test_what_is_written_is_read(number: int) -> None:
    assert chinese.value_of(_write(number)) == number
    assert chinese.value_of(_write(number) + "万") == number * 10**4


@given(st.integers(0, 10**12), st.integers(0, 999))
def test_digits_of_either_width_agree(whole: int, fraction: int) -> None:
    half = f"{whole}.{fraction:03}个"
    full = half.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789."})
    assert [mention.value for mention in find_numbers(half)] == [Decimal(f"{whole}.{fraction:03}")]
    assert [mention.value for mention in find_numbers(full)] == [Decimal(f"{whole}.{fraction:03}")]

"""Which text layers can be used, and which parts of a page must be read from its image."""

from __future__ import annotations

import random

import pytest

from policyparse.reading.garbled import COMMON, areas_to_recognise, judge_layer, must_be_recognised

PROSE = "各县（区）卫生健康局要于2023年11月30日前制定实施方案，报市卫生健康委备案；每年6月20日前报送工作总结。"


@pytest.mark.parametrize(
    "characters",
    [
        PROSE,
        "The Administration shall publish the list of approved projects before 30 June 2025. " * 3,
        "GDP PUE 5G SCI EI CSSCI\n12.5 13.0 3,400",
        "12.5% 13 3,400 — 8",
        "目录\n一、总体要求……………………1\n二、重点任务……………………3",
        "— 1 —",
        "附件",
        "张伟 王芳 李娜 刘洋 陈静 杨磊 赵敏 黄强 周杰 吴倩 徐斌",
        "\uf06c 加强领导\n\uf06c 落实责任\n" + PROSE,
        "Ⅰ类 Ⅱ类 Ⅲ类",
    ],
)
def test_what_can_be_read_is_usable(characters: str) -> None:
    assert judge_layer(characters) == "usable"


@pytest.mark.parametrize(
    "characters",
    [
        "\x01\x04\x05\x06\x07\x08\t\n\x0b\x0c\x0e\x0f\x10 \x11\x12",
        'Ï„‰hÊ,682ÌflJÓ£§• ç Ôð,ÒÚW çáÛÙ© ™´¨ÑıO ffiWì÷8ˆ˜w¯˜ ˘w fl˙|Ê˚"8†Ã2¸˝˛–Â©',
        "(cid:12)(cid:33)(cid:9)(cid:120)",
        "\ufffd" * 40 + "2025",
        "\ue001\ue002\ue003\ue004\ue005年\ue006\ue007",
        "'[?['",
        "".join(chr(33 + (ord(one) - 4) % 94) for one in "Theadministrationshallpublishthelistofprojects" * 5),
    ],
)
def test_what_no_one_would_print_is_garbled(characters: str) -> None:
    assert judge_layer(characters) == "garbled"


@pytest.mark.parametrize("shift", [1, 7, 29, 1000])
def test_characters_of_a_shifted_font_are_garbled(shift: int) -> None:
    moved = "".join(chr(0x4E00 + (ord(one) - 0x4E00 + shift) % 20900) if "一" <= one <= "鿿" else one for one in PROSE)
    assert judge_layer(moved) == "garbled"


def test_chinese_characters_by_lot_are_garbled() -> None:
    lot = random.Random(1)
    assert judge_layer("".join(chr(lot.randint(0x4E00, 0x9FA5)) for _ in range(200))) == "garbled"


@pytest.mark.parametrize("characters", ["", " \n\t", "\u3000\xa0"])
def test_blanks_are_empty(characters: str) -> None:
    assert judge_layer(characters) == "empty"


def test_the_table_of_common_characters_is_whole() -> None:
    assert len(COMMON) == 500
    assert all("一" <= one <= "鿿" for one in COMMON)


def test_a_page_is_read_from_its_image_where_its_text_is_missing_or_garbage() -> None:
    assert must_be_recognised("", image_share=0.9, paths=0)
    assert must_be_recognised("", image_share=0.0, paths=500)
    assert must_be_recognised("\x01\x02\x03\x04", image_share=0.0, paths=0)
    assert not must_be_recognised("", image_share=0.01, paths=2)
    assert not must_be_recognised(PROSE, image_share=0.9, paths=500)


def test_an_image_without_text_is_an_area_to_recognise() -> None:
    image = (50.0, 100.0, 550.0, 500.0)
    above = [(60.0 + 10 * column, 60.0, 70.0 + 10 * column, 70.0) for column in range(30)]
    assert areas_to_recognise([image], above, 600, 800) == (image,)


def test_an_image_under_its_own_text_layer_is_none() -> None:
    image = (0.0, 0.0, 600.0, 800.0)
    lines = [(20.0 + 12 * x, 20.0 + 20 * y, 32.0 + 12 * x, 32.0 + 20 * y) for x in range(40) for y in range(35)]
    assert areas_to_recognise([image], lines, 600, 800) == ()


def test_an_emblem_is_none() -> None:
    assert areas_to_recognise([(10.0, 10.0, 60.0, 60.0)], [], 600, 800) == ()


def test_an_image_under_a_few_lines_comes_in_strips() -> None:
    footer = [(250.0 + 10 * x, 760.0, 260.0 + 10 * x, 770.0) for x in range(5)]
    assert areas_to_recognise([(0.0, 0.0, 600.0, 800.0)], footer, 600, 800) == (
        (0.0, 0.0, 600.0, 760.0),
        (0.0, 770.0, 600.0, 800.0),
    )

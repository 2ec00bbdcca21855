"""Numbers as a word processor prints them in automatic numbering: 1 → 一, 壹, ①, １, a, i, 甲.

Formats are those of ECMA-376 part 1, 17.18.59 (ST_NumberFormat). Not here: reading such numbers
(`language.numerals`), and counting (`docx_numbering`).
"""

from __future__ import annotations

from collections.abc import Callable

COUNTING = ("〇一二三四五六七八九", "十百千")
LEGAL = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LONGEST_LETTERS = 30  # aa, bb … repeats a letter each 26 numbers; beyond this the number is junk


def print_number(value: int, number_format: str) -> str:
    """A number in a format; in decimal digits where the format is unknown or does not reach so far."""
    printer = PRINTERS.get(number_format)
    return (printer(value) if printer and value >= 0 else "") or str(value)


def _chinese(value: int, digits: str, places: str, first_one: bool = False) -> str:
    """21 → 二十一, 101 → 一百零一, 10 → 十 (with ``first_one``: 壹拾); "" beyond 9999."""
    if value >= 10_000:
        return ""
    if value == 0:
        return digits[0]
    zero = "零"
    printed = ""
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            name = "" if digit == 1 and place == 1 and not printed and not first_one else digits[digit]
            printed += name + (places[place - 1] if place else "")
        elif printed and not printed.endswith(zero) and value % 10**place:
            printed += zero
    return printed


def _digit_by_digit(value: int) -> str:
    return "".join(COUNTING[0][int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    """一 to 九十九; from 100 on digit by digit, 一〇〇."""
    return _chinese(value, *COUNTING) if value < 100 else _digit_by_digit(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return ""
    printed = ""
    for size, letters in ROMAN:
        printed += letters * (value // size)
        value %= size
    return printed


def _letter(value: int) -> str:
    times, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (times + 1) if value and times < LONGEST_LETTERS else ""


def _ordinal(value: int) -> str:
    suffix = "th" if 10 < value % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{suffix}"


def _from(first: str, last: int) -> Callable[[int], str]:
    """A run of characters in Unicode: 1 is ``first``, and so on up to ``last``."""
    return lambda value: chr(ord(first) + value - 1) if 1 <= value <= last else ""


def _circle(value: int) -> str:
    """① to ㊿ in the three runs in which Unicode has them."""
    if value <= 20:
        return _from("①", 20)(value)
    return _from("㉑", 15)(value - 20) if value <= 35 else _from("㊱", 15)(value - 35)


def _one_of(names: str) -> Callable[[int], str]:
    return lambda value: names[value - 1] if 1 <= value <= len(names) else ""


def _stem_and_branch(value: int) -> str:
    return STEMS[(value - 1) % 10] + BRANCHES[(value - 1) % 12] if 1 <= value <= 60 else ""


def _full_width(value: int) -> str:
    return str(value).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _thousand(value: int) -> str:
    return _chinese(value, *COUNTING)


PRINTERS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _thousand,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "chineseLegalSimplified": lambda value: _chinese(value, *LEGAL, first_one=True),
    "ideographLegalTraditional": lambda value: _chinese(value, *LEGAL_TRADITIONAL, first_one=True),
    "ideographTraditional": _one_of(STEMS),
    "ideographZodiac": _one_of(BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda value: f"{value:02}",
    "numberInDash": lambda value: f"- {value} -",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
}

"""Chinese numerals into integers: 一百二十万, 二〇二五, 两, 廿, 壹佰.

Purpose: the value of a run of numeral characters, or None where the run is a name and no number (百千万, 十四五, 三八).
Not for: finding runs in text, Arabic digits, units.
"""

from __future__ import annotations

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "两": 2, "O": 0, "o": 0, "0": 0}
_DIGITS |= {character: value for value, character in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
_ALL_DIGITS = frozenset(_DIGITS)
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "萬": 10**4, "億": 10**8}
_MULTIPLIERS = _TENS | _MYRIADS
_LONGEST = 24

#: The characters of which a Chinese numeral is made.
CHARACTERS = "〇零一二三四五六七八九十百千万亿两廿卅壹贰叁肆伍陆柒捌玖拾佰仟萬億"


def value_of(run: str) -> int | None:
    """The integer that ``run`` writes, else None. ``run`` holds numeral characters only."""
    if run in _DIGITS:
        return _DIGITS[run]
    if not run or len(run) > _LONGEST:
        return None
    run = run.replace("廿", "二十").replace("卅", "三十")
    if _ALL_DIGITS.issuperset(run):
        return _positional(run)
    return _grouped(run)


def _positional(run: str) -> int | None:
    """二〇二五: four digits, or some with a zero in them; 三八 or 三五 alone is a name or a guess."""
    if len(run) == 4 or (len(run) > 2 and any(_DIGITS[c] == 0 for c in run[1:])):
        return int("".join(str(_DIGITS[character]) for character in run))
    return None


def _grouped(run: str) -> int | None:
    """一百二十万: each multiplier smaller than the one before inside its group of four."""
    total = section = 0
    digit: int | None = None
    last_ten, last_myriad = 10**4, 10**16
    for position, character in enumerate(run):
        if character in _DIGITS:
            value = _DIGITS[character]
            if digit:
                return None
            digit = value if value else None
        elif character in _TENS:
            ten = _TENS[character]
            if ten >= last_ten or (digit is None and not (ten == 10 and section == 0)):
                return None
            section, digit, last_ten = section + (digit or 1) * ten, None, ten
        else:
            myriad = _MYRIADS[character]
            group = section + (digit or 0)
            if myriad == 10**8 and position and run[position - 1] in "万萬" and not group:
                total, last_myriad = total * 10**8, 10**8
                continue
            if not group or myriad >= last_myriad:
                return None
            total, section, digit, last_ten, last_myriad = total + group * myriad, 0, None, 10**4, myriad
    return total + section + _last(run, digit)


def _last(run: str, digit: int | None) -> int:
    """A digit at the end: 两千五 is 2500, 二十五 is 25, 一万零五 is 10005."""
    if not digit:
        return 0
    if len(run) > 2:
        before = _MULTIPLIERS.get(run[-2], 10)
        return digit * before // 10
    return digit


def leading_multiplier(run: str) -> int | None:
    """百万, 千亿, 百: multipliers without a digit, which count only where words around them say so."""
    if run in ("百", "千"):
        return _TENS[run]
    if run in ("万", "亿"):
        return _MYRIADS[run]
    if len(run) == 2 and run[0] in "百千十" and run[1] in "万亿":
        return _TENS[run[0]] * _MYRIADS[run[1]]
    return 10**12 if run == "万亿" else None

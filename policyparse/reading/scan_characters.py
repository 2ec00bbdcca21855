"""Characters of a recognised line: where each stands, how large they are, and which marks are of full width.

For: ``recognition``. Not here: what the line says (the recogniser's work). Loaded only when a page is recognised: it
imports numpy. Pixels count from the left and top of the line's box.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import Final

import numpy as np
import numpy.typing as npt

FULL_OF_EM = 0.92
"""A Chinese character's ink, as a share of its em."""
FIGURE_OF_EM = 0.72
"""A figure's or capital's ink."""
FIGURE_ABOVE = 0.17
"""What of the em lies above a figure."""

WIDE: Final = {"(": "（", ")": "）", ":": "：", ";": "；", ",": "，", "?": "？", "!": "！"}
FULL_WIDTH: Final = {code + 0xFEE0: chr(code) for code in range(0x30, 0x7B) if chr(code).isalnum()}
"""Figures and letters that a recogniser took for those of full width, which are not what notices are set in."""
NARROW: Final = {wide: narrow for narrow, wide in WIDE.items()}
SLIM, EVEN = 11.5, 1.4
"""A dash is so many times as long as thick; 一 is 7 to 10 times in type without serifs, and uneven in type with them.

Measured on nine common fonts at 22 to 44 pixels; bold type without serifs does not tell them apart."""
DASHES: Final = "-–—一－―"


@dataclass(frozen=True, slots=True)
class LineReading:
    """What a recogniser read in a line: its characters, how sure it was of each, where the middle of each stands."""

    text: str
    middles: tuple[float, ...]
    confidence: tuple[float, ...]

    @classmethod
    def of(cls, found: list[tuple[str, float | None, float]]) -> LineReading:
        """From characters with middle and confidence; a blank, of which no middle is known, stands between others."""
        middles: list[float] = []
        for index, (_, middle, _) in enumerate(found):
            if middle is None:
                later = next((one[1] for one in found[index:] if one[1] is not None), middles[-1])
                middle = (middles[-1] + later) / 2
            middles.append(middle)
        return cls("".join(one[0] for one in found), tuple(middles), tuple(one[2] for one in found))


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line's characters with left and right of each; one top, bottom and font size for all, in pixels."""

    text: str
    left: tuple[float, ...]
    right: tuple[float, ...]
    confidence: tuple[float, ...]
    top: float
    bottom: float
    size: float
    changed: int = 0
    """Marks whose width was set by measure, against what the recogniser read."""


def place(reading: LineReading, ink: npt.NDArray[np.uint8], usual: float) -> PlacedLine:
    """Where the characters of a line stand; ``ink`` is 255 where there is some; ``usual`` is the page's font size."""
    top, bottom, size = _height(reading.text, ink, usual)
    columns = (ink > 0).sum(axis=0)
    edges = _edges(reading, columns, size)
    left, right = tuple(edges[:-1]), tuple(edges[1:])
    line = PlacedLine(reading.text, left, right, reading.confidence, top, bottom, size)
    return _with_widths(line, columns, reading.middles)


def is_chinese(character: str) -> bool:
    """Whether it is one Chinese character."""
    return "㐀" <= character <= "鿿"


def is_full(character: str) -> bool:
    """Whether a character takes a whole em: Chinese characters and their marks."""
    return character >= "⺀" or character in "“”‘’—…①②③④⑤⑥⑦⑧⑨⑩〇○"


def _height(text: str, ink: npt.NDArray[np.uint8], usual: float) -> tuple[float, float, float]:
    """Top, bottom and font size, from the height of the ink and the kind of characters that make it."""
    rows = np.flatnonzero((ink > 0).any(axis=1))
    if not len(rows):
        return 0.0, float(ink.shape[0]), usual or float(ink.shape[0])
    first, last = float(rows[0]), float(rows[-1] + 1)
    middle, high = (first + last) / 2, last - first
    if any(is_chinese(one) and one not in "一二三" for one in text):
        size = high / FULL_OF_EM
        return middle - size / 2, middle + size / 2, size
    if any(one.isdigit() or one.isupper() for one in text):
        size = high / FIGURE_OF_EM
        return first - FIGURE_ABOVE * size, first + (1 - FIGURE_ABOVE) * size, size
    size = max(usual, high)
    return middle - size / 2, middle + size / 2, size


def _edges(reading: LineReading, columns: npt.NDArray[np.int64], size: float) -> list[float]:
    """The borders between characters, one more than there are characters: where least ink is near the middle ground."""
    inked = np.flatnonzero(columns)
    start, end = (float(inked[0]), float(inked[-1] + 1)) if len(inked) else (0.0, float(len(columns)))
    text, middles = reading.text, reading.middles
    edges = [start]
    for before, after, first, second in zip(text, text[1:], middles, middles[1:], strict=False):
        share = 0.5 if is_full(before) == is_full(after) else (0.64 if is_full(before) else 0.36)
        aim = first + share * (second - first)
        edges.append(max(edges[-1], min(end, _valley(columns, aim, 0.22 * size))))
    return [*edges, max(edges[-1], end)]


def _valley(columns: npt.NDArray[np.int64], aim: float, reach: float) -> float:
    """The middle of the least inked stretch within reach of where a border is expected."""
    low, high = max(0, round(aim - reach)), min(len(columns), round(aim + reach) + 1)
    if high <= low:
        return aim
    part = columns[low:high]
    least = np.flatnonzero(part == part.min()) + low
    return float(least[np.abs(least - aim).argmin()]) + 0.5


def _with_widths(line: PlacedLine, columns: npt.NDArray[np.int64], middles: tuple[float, ...]) -> PlacedLine:
    """The line with brackets, commas, colons and dashes of the width that they have on the page."""
    pitch = _pitch(line.text, middles) or line.size
    text = list(line.text.translate(FULL_WIDTH))
    marks = [index for index, mark in enumerate(text) if mark in WIDE or mark in NARROW]
    measured = {index: _takes_an_em(line.text, index, middles, pitch) for index in marks}
    for index in marks:
        options = (
            _is_chinese_bracket(line.text, index),
            measured[index],
            measured.get(_mate(line.text, index)),
            _beside_chinese(line.text, index),
        )
        one = next((option for option in options if option is not None), None)
        if one is not None:
            narrow = NARROW.get(text[index], text[index])
            text[index] = WIDE[narrow] if one else narrow
    for index, mark in enumerate(line.text):
        if mark in DASHES:
            text[index] = _dash(line, index, columns)
    changed = sum(new != old for new, old in zip(text, line.text, strict=True))
    return replace(line, text="".join(text), changed=changed) if changed else line


def _pitch(text: str, middles: tuple[float, ...]) -> float | None:
    """From one Chinese character to the next, in pixels; None where no two pairs stand together."""
    steps = [
        middles[at + 1] - middles[at]
        for at in range(len(text) - 1)
        if is_chinese(text[at]) and is_chinese(text[at + 1])
    ]
    return float(median(steps)) if len(steps) >= 2 else None


def _takes_an_em(text: str, index: int, middles: tuple[float, ...], pitch: float) -> bool | None:
    """Whether a mark is of full width, by the room between the characters beside it; None where that does not tell."""
    before, after = text[max(0, index - 1) : index], text[index + 1 : index + 2]
    if not (_is_plain(before) and _is_plain(after)):
        return None
    room = (middles[index + 1] - middles[index - 1]) / pitch - _half(before) - _half(after)
    return True if room > 0.72 else False if room < 0.62 else None


def _is_chinese_bracket(text: str, index: int) -> bool | None:
    """A bracket that Chinese words stand before, or behind it, is of full width (GB/T 15834-2011, 5.1)."""
    for at in (index, _mate(text, index)):
        outer = text[max(0, at - 1) : at] if text[at] in "(（" else text[at + 1 : at + 2]
        if at >= 0 and text[at] in "()（）" and outer and is_chinese(outer):
            return True
    return None


def _beside_chinese(text: str, index: int) -> bool | None:
    """At an end of the line, where there is no room to measure, a mark is as wide as a Chinese character beside it."""
    beside = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
    return True if any(is_chinese(one) for one in beside) else None


def _mate(text: str, index: int) -> int:
    """Where the bracket that belongs to a bracket stands, -1 where it has none."""
    opening, mark = "(（", text[index]
    if mark not in "()（）":
        return -1
    if mark in opening:
        return min((at for at in range(index + 1, len(text)) if text[at] in ")）"), default=-1)
    return max((at for at in range(index) if text[at] in opening), default=-1)


def _is_plain(character: str) -> bool:
    """Whether it stands in the middle of its own room, as marks do not."""
    return bool(character) and (
        is_chinese(character) or character == "%" or (character.isascii() and character.isalnum())
    )


def _half(character: str) -> float:
    """Half of its width, in em."""
    return 0.5 if is_chinese(character) else 0.42 if character == "%" else 0.26


def _dash(line: PlacedLine, index: int, columns: npt.NDArray[np.int64]) -> str:
    """A dash by its ink: a hyphen is short; alone in a cell, a dash is of one thickness and thinner than 一.

    Within words 一 is left as it is read: it is a hundred times as frequent there as a dash.
    """
    mark, text = line.text[index], line.text
    part = columns[max(0, round(line.left[index])) : round(line.right[index])]
    thick = part[part > 0]
    beside = text[max(0, index - 1) : index] + text[index + 1 : index + 2]
    if mark == "一" and beside and not all(one.isdigit() for one in beside):
        return mark
    if mark == "一" and not beside:
        middling = float(np.median(thick)) if len(thick) else 1.0
        even = len(thick) > 0 and float(np.percentile(thick, 95)) <= EVEN * middling
        return "—" if even and len(thick) >= SLIM * middling else mark
    return "—" if len(thick) > 0.7 * line.size else "-" if mark in "一－" else mark

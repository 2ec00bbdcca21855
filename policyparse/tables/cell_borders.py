"""Where the cells of a row end whose lines stand one below the other, in the order of the columns.

Every way to share the lines out is weighed by what the columns' roles say of their cells (units are names, a work is
sentences, a deadline is a time) and by the columns' widths: all lines of a cell but its last are full. A row that a
page end cuts holds each column's lines in both parts; their borders are chosen together. Not here: header and rows
(`tables.stacked_cells`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod
from typing import NamedTuple

from policyparse.language.organ_lexicon import default_lexicon
from policyparse.language.organ_names import is_group, is_whole, split_prefix
from policyparse.language.times import read_deadline_cell
from policyparse.language.unit_lists import split_units
from policyparse.layout.strand import Strand
from policyparse.lazy_regex import regex
from policyparse.tables.columns import Role

EMPTY_MARK = regex(r"[—–―\-－/／\\无略]{1,4}$")
LASTING = regex(r"长期|持续|全年|常年|经常|即知即改|立行立改")
MARKER = regex(r"\d{1,2}[.．、]|[（(]?[一二三四五六七八九十]{1,3}[、）)]")
PAUSES = "，、。；：,;:）)》”"
OPENINGS = "《（(“〔"
NAME_MARKS = frozenset("、，,；;。 等和与及：:（）()《》“”")
MOST_WAYS = 60_000  # to share out the lines of one row; more than any printed row has
LONGEST_UNITS = 300
LONGEST_DEADLINE = 60
MOST_BESIDE = 12  # characters of a deadline cell that are no time: 前完成并长期坚持
# Costs: what speaks against a border. One clear sign outweighs two faint ones.
STRONG, PLAIN, FAINT = 4.0, 2.5, 0.5
HOPELESS = 12.0


class Item(NamedTuple):
    """A line of a row, or what stands on it behind the cell before; ``width`` in columns of a Latin letter."""

    strand: Strand
    width: int

    @property
    def text(self) -> str:
        """The line's words."""
        return self.strand.text


@dataclass(frozen=True, slots=True)
class ColumnForm:
    """What is known of a column: its width (0: not yet), and how many of its cells end with 。 or begin with a marker.

    ``limit``: what no line of it exceeds while the width is not known. ``stops`` and ``marked`` are shares of 1.
    """

    role: Role
    width: int = 0
    limit: int = 0
    stops: float = 0.6
    marked: float = 0.0


Borders = tuple[tuple[int, ...], ...]
"""For each column the item behind its last, in each part of the row."""


def find_borders(
    parts: Sequence[Sequence[Item]], columns: Sequence[ColumnForm], may_end_early: bool = False
) -> Borders | None:
    """The best way to share the items of a row's ``parts`` out to the columns.

    None where there are too many ways or none that could be. ``may_end_early``: the row is the last, and what no
    column takes is the text behind the table.
    """
    if prod((len(part) + 1) * (len(part) + 2) // 2 for part in parts) > MOST_WAYS:
        return None
    last = tuple(len(part) for part in parts)
    best: dict[tuple[int, ...], tuple[float, Borders]] = {tuple(0 for _ in parts): (0.0, ())}
    for number, column in enumerate(columns):
        ending = number == len(columns) - 1 and not may_end_early
        reached: dict[tuple[int, ...], tuple[float, Borders]] = {}
        for begin, (cost, way) in sorted(best.items(), key=lambda state: state[1][0]):
            for end in [last] if ending else _ends(begin, last):
                if end in reached and cost >= reached[end][0]:  # the cheapest come first: most need no look
                    continue
                total = cost + _cell_cost(column, parts, begin, end)
                if total < HOPELESS * len(columns) and (end not in reached or total < reached[end][0]):
                    reached[end] = (total, (*way, end))
        best = reached
    if not may_end_early:
        return best[last][1] if last in best else None
    left = {end: cost + _unread_cost(sum(last) - sum(end)) for end, (cost, _) in best.items()}
    chosen = min(left, key=lambda end: (left[end], [-place for place in end]), default=None)
    return best[chosen][1] if chosen is not None else None


def _unread_cost(lines: int) -> float:
    return PLAIN + FAINT * lines / 4 if lines else 0.0


def _ends(begin: tuple[int, ...], last: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return product(*(range(start, end + 1) for start, end in zip(begin, last, strict=True)))


def _cell_cost(
    column: ColumnForm, parts: Sequence[Sequence[Item]], begin: tuple[int, ...], end: tuple[int, ...]
) -> float:
    items = [item for part, start, stop in zip(parts, begin, end, strict=True) for item in part[start:stop]]
    cost = _layout_cost(items, column)
    cost += STRONG * (bool(items) and items[0].text[0] in "、，。；")  # no cell begins with a mark
    if cost >= HOPELESS:
        return HOPELESS * 2
    following = parts[0][end[0]].text if end[0] < len(parts[0]) else ""
    return cost + _text_cost(column, items, following)


def _layout_cost(items: list[Item], column: ColumnForm) -> float:
    """Lines that are too wide for the column, and lines that end early though the cell goes on."""
    width = column.width
    limit = width + 2 if width else column.limit
    if not limit:
        return 0.0
    cost = 0.0
    filled = 0
    for number, item in enumerate(items):
        cost += STRONG * (item.width > limit)
        filled += item.width
        if number == len(items) - 1:
            break
        if filled >= width - max(3, width // 7):
            filled = 0
        elif item.text[-1] not in PAUSES and items[number + 1].text[0] not in OPENINGS:
            # The source breaks lines at marks too; the rest of the printed line then stands on the next.
            cost += PLAIN
            filled = 0
    return cost


def _text_cost(column: ColumnForm, items: list[Item], following: str) -> float:
    text = "".join(item.text for item in items)
    if column.role == "work":
        return _work_cost(column, text)
    if column.role == "measure":
        return _measure_cost(column, text, following)
    if column.role == "unit":
        return _units_cost(items, text)
    if column.role == "deadline":
        return _deadline_cost(text)
    return FAINT * len(items)


def _work_cost(column: ColumnForm, text: str) -> float:
    if not text:
        return HOPELESS
    broken = STRONG if text[-1] in "，、：" else 0.0
    return broken + (0.0 if text[-1] in "。！；;" else STRONG * column.stops)


def _measure_cost(column: ColumnForm, text: str, following: str) -> float:
    """A measure is a short heading; rows go without one where it spans them."""
    if not text:
        return 0.0
    cost = FAINT
    cost += STRONG * (text[-1] in PAUSES[:8] or "。" in text or len(text) > 40)
    cost += STRONG * (following[:1] in OPENINGS and bool(following))
    return cost + STRONG * (column.marked > 0.5 and not MARKER.match(text))


def _deadline_cost(text: str) -> float:
    if not text:
        return PLAIN
    if EMPTY_MARK.match(text):
        return 0.0
    times = read_deadline_cell(text, default_year=2000) if len(text) <= LONGEST_DEADLINE else []
    if not times and not (len(text) <= LONGEST_DEADLINE and LASTING.search(text)):
        return STRONG * 1.5
    beside = len(text) - sum(time.end - time.start for time in times)
    return PLAIN * (beside > MOST_BESIDE) + STRONG * bool(split_units(text))


def _units_cost(items: list[Item], text: str) -> float:
    """Nothing where the cell is a list of units, whole at both ends."""
    if not text:
        return PLAIN
    if EMPTY_MARK.match(text):
        return 0.0
    if "。" in text[:-1] or len(text) > LONGEST_UNITS:
        return HOPELESS
    cost = STRONG * 1.5 * words_not_units(text)
    cost += STRONG * (text[-1] in "、，,和与")
    first = text.split("、")[0].split("，")[0]
    cost += FAINT * (not split_prefix(first)[0] and not is_group(first))
    return cost + PLAIN * _run_together(items)


def words_not_units(text: str) -> int:
    """How many stretches of a units cell are the name of no unit."""
    missing = 0
    at = 0
    entries = split_units(text)
    for start, end in [*((entry.start, entry.end) for entry in entries), (len(text), len(text))]:
        missing += bool(set(text[at:start]) - NAME_MARKS)
        at = max(at, end)
    return missing


def _run_together(items: list[Item]) -> int:
    """How often a line ends with a whole name and the next begins a new one, without a mark between them."""
    lexicon = default_lexicon()
    found = 0
    name = ""
    for item, following in pairwise(items):
        name = (name + item.text.replace("，", "、")).split("、")[-1]
        begun = following.text.replace("，", "、").split("、")[0]
        if name and begun and is_whole(name, lexicon) and (split_prefix(begun)[0] or begun[0] in "各—"):
            found += 1
            name = ""
    return found

"""Where rows begin in a table without rules between them: by numbers, by gaps, by lines that end before their column.

Not here: columns and regions (`tables.bands`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policyparse.layout.glyph_lines import VisualLine
from policyparse.lazy_regex import inline, regex
from policyparse.tables.cell_text import CLOSING, CellText

SAME_BASE = 0.35  # ems by which baselines of one line may differ
WIDE_STEP = 1.22  # times the smallest step: room that a row's padding leaves
NUMBER = regex(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.、．]?")
WHOLE = regex(r"[≥≤><＞＜~～约]?[-+]?[\d.,，]+(?:[~～—–-][\d.,]+)?(?:%|％|‰|[\u4e00-\u9fff]{1,2})?|[-—–/％%‰]+")
SENTENCE_END = "。；;"


@dataclass(slots=True)
class _Base:
    """All that stands on one baseline: for each column its text, left and right end."""

    top: float
    bottom: float
    size: float
    cells: dict[int, tuple[str, float, float]]

    @property
    def middle(self) -> float:
        """Middle of the line."""
        return (self.top + self.bottom) / 2


def split_rows(
    lines: Sequence[VisualLine],
    borders: Sequence[float],
    top: float,
    bottom: float,
    text: CellText,
    rights: Mapping[int, float] | None = None,
) -> list[float]:
    """The borders of the rows from ``top`` to ``bottom``; ``rights``: how far each column's words reach in all rows."""
    bases = _bases(lines, borders, text)
    if len(bases) < 2:
        return [top, bottom]
    starts = _by_numbers(bases) or _by_words(bases, rights or _rights(bases))
    found = [top]
    for start in starts:
        if start:
            found.append((bases[start - 1].bottom + bases[start].top) / 2)
    return [*found, bottom]


def _bases(lines: Sequence[VisualLine], borders: Sequence[float], text: CellText) -> list[_Base]:
    bases: list[_Base] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        cells: dict[int, tuple[str, float, float]] = {}
        for piece in line.pieces:
            column = sum(border <= (piece.x0 + piece.x1) / 2 for border in borders[1:-1])
            said, x0, x1 = cells.get(column, ("", piece.x0, piece.x1))
            cells[column] = said + text.said(piece), min(x0, piece.x0), max(x1, piece.x1)
        last = bases[-1] if bases else None
        if last is not None and abs((line.top + line.bottom) / 2 - last.middle) <= SAME_BASE * line.size:
            last.cells.update(cells)
        else:
            bases.append(_Base(line.top, line.bottom, line.size, cells))
    return bases


def _rights(bases: Sequence[_Base]) -> dict[int, float]:
    rights: dict[int, float] = {}
    for base in bases:
        for column, (_, _, x1) in base.cells.items():
            rights[column] = max(rights.get(column, 0.0), x1)
    return rights


def _by_numbers(bases: Sequence[_Base]) -> list[int] | None:
    """Rows by the numbers of the first column: each begins one; None where they do not count on."""
    anchors = [n for n, base in enumerate(bases) if 0 in base.cells and NUMBER.fullmatch(base.cells[0][0])]
    firsts = [n for n, base in enumerate(bases) if 0 in base.cells]
    if len(anchors) < 2 or len(anchors) < len(firsts) - 1 or not _counts_on([bases[n].cells[0][0] for n in anchors]):
        return None
    header = [] if anchors[0] == 0 else [0]
    if all(not _has_words_before(bases, anchors, n) for n in range(len(anchors))):
        return [*header, *anchors]
    return [*header, *_centred_starts(bases, anchors, bool(header))]


def _counts_on(numbers: Sequence[str]) -> bool:
    values = [int(found.group()) for number in numbers if (found := inline(r"\d+").search(number))]
    return len(values) != len(numbers) or all(b == a + 1 for a, b in pairwise(values))


def _has_words_before(bases: Sequence[_Base], anchors: Sequence[int], number: int) -> bool:
    """Whether the line above a number belongs to its row: the number stands at the middle of its row's lines."""
    at = anchors[number]
    if at == 0 or (number and anchors[number - 1] == at - 1):
        return False
    step = bases[at].middle - bases[at - 1].middle
    before = bases[at - 1].middle - bases[at - 2].middle if at > 1 else step
    return step < 0.8 * bases[at].size or (number > 0 and step * WIDE_STEP < before and at - 2 > anchors[number - 1])


def _centred_starts(bases: Sequence[_Base], anchors: Sequence[int], header: bool) -> list[int]:
    """Rows whose numbers stand at their middle: cut between two numbers where the gap is widest, else half-way."""
    starts = [1 if header else 0]
    if header:
        starts = [min(range(1, anchors[0] + 1), key=lambda n: -(bases[n].top - bases[n - 1].bottom))]
    for first, second in pairwise(anchors):
        middle = (bases[first].middle + bases[second].middle) / 2
        cuts = range(first + 1, second + 1)
        gaps = {n: bases[n].top - bases[n - 1].bottom for n in cuts}
        widest = max(gaps.values())
        best = [n for n in cuts if gaps[n] >= widest - 0.1 * bases[n].size]
        starts.append(min(best, key=lambda n: abs((bases[n].top + bases[n - 1].bottom) / 2 - middle)))
    return starts


def _by_words(bases: Sequence[_Base], rights: Mapping[int, float]) -> list[int]:
    steps = [b.middle - a.middle for a, b in pairwise(bases)]
    if min(steps) < 0.9 * bases[0].size:
        return _by_gaps(bases)
    most = max(len(base.cells) for base in bases)
    if len(bases[0].cells) < most and len(bases[0].cells) < 0.7 * most:  # cells stand at the middle of their rows
        return _centred_starts(bases, [n for n, base in enumerate(bases) if len(base.cells) == most], False)
    wide = [step > WIDE_STEP * min(steps) for step in steps]
    scores = [_score(a, b, rights) for a, b in pairwise(bases)]
    narrow = [score for score, is_wide in zip(scores, wide, strict=True) if not is_wide]
    # Where lines that stand close go on with one another, the room between rows tells the rows.
    gaps_tell = sum(wide) >= 2 and len(narrow) >= 2 and sum(score <= 0 for score in narrow) > 0.5 * len(narrow)
    if gaps_tell:
        return [0, *(n + 1 for n, is_wide in enumerate(wide) if is_wide)]
    return [0, *(n + 1 for n, score in enumerate(scores) if score + 1.6 * wide[n] > 0)]


def _by_gaps(bases: Sequence[_Base]) -> list[int]:
    """Rows whose cells are centred, so that their lines interleave: parted where nothing stands beside the gap."""
    starts = [0]
    for number in range(1, len(bases)):
        gap = bases[number].top - max(base.bottom for base in bases[:number])
        if gap > 0.45 * bases[number].size:
            starts.append(number)
    return starts


def _score(before: _Base, base: _Base, rights: Mapping[int, float]) -> float:
    """How much speaks for a row that begins here: cells that come from nowhere or follow a line that was not full."""
    score = 0.0
    for column, (said, _, _) in base.cells.items():
        above = before.cells.get(column)
        if above is None:
            score += 2.0  # within a row set from the top, no cell begins below another's first line
        elif said[:1] in CLOSING:
            score -= 3.0
        elif _is_full(above, said, rights[column], base.size):
            score -= 1.5
        else:
            score += 1.5
    if len(base.cells) < len(before.cells):
        score -= 0.5
    return score


def _is_full(above: tuple[str, float, float], said: str, right: float, size: float) -> bool:
    """Whether a cell's line had no room for what begins the next one; numbers are never wrapped."""
    words = above[0]
    if words.endswith(tuple(SENTENCE_END)) or (WHOLE.fullmatch(words) and WHOLE.fullmatch(said)):
        return False
    needed = _word(said) + (1.0 if said[1:2] in CLOSING and len(said) > 1 else 0.0)
    return (right - above[2]) / size < needed - 0.05


def _word(text: str) -> float:
    length = 0
    while length < len(text) and text[length].isascii() and not text[length].isspace():
        length += 1
    return 0.55 * length if length else 1.0

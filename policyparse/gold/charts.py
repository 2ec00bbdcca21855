"""Scores as pictures: bars, the calibration curve, floors over time; each an inline SVG in the page's own colours.

For: the score report. Every picture stands beside the same figures as text. Not for: the figures (tally.py,
calibration.py, history.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policyparse.delivery.html_page import said, words
from policyparse.gold.calibration import Bin
from policyparse.gold.history import Pinning

# Dark enough on white to be told apart (3:1 and more); the dashes tell them apart without colour.
COLOURS: Final = ("#1f5fa8", "#b3470a", "#1d7a46", "#8a3fa0", "#7a5c00", "#b0235f", "#0f7d86", "#5b5f66")
DASHES: Final = ("", "7 3", "2 3", "9 3 2 3", "4 2", "1 2", "12 3", "6 2 1 2 1 2")


@dataclass(frozen=True, slots=True)
class Plot:
    """A rectangle of a picture onto which shares are drawn: its edges in pixels, and the shares at its ends."""

    left: float
    top: float
    right: float
    bottom: float
    low_x: float = 0.0
    high_x: float = 1.0
    low_y: float = 0.0
    high_y: float = 1.0

    def x(self, value: float) -> float:
        """The pixel column of a value."""
        return round(self.left + (value - self.low_x) / (self.high_x - self.low_x) * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        """The pixel row of a value."""
        return round(self.bottom - (value - self.low_y) / (self.high_y - self.low_y) * (self.bottom - self.top), 1)


def bar(share: float | None) -> str:
    """A share, 0 to 1, as a bar; the figure itself stands beside it."""
    width = 0 if share is None else round(min(max(share, 0.0), 1.0) * 140, 1)
    return (
        '<svg class="bar" viewBox="0 0 140 8" width="140" height="8" aria-hidden="true">'
        f'<rect class="track" width="140" height="8"/><rect class="fill" width="{width}" height="8"/></svg>'
    )


def calibration_chart(bins: Sequence[Bin]) -> str:
    """The share that is right over the confidence claimed; on the dotted line the claim is kept to the letter.

    A circle a bin, the larger the more facts it has, with their number.
    """
    low = min([0.5, *(math.floor(float(one.claimed) * 10) / 10 for one in bins)])
    plot = Plot(52, 30, 540, 296, low_x=low)
    points = [(plot.x(float(one.claimed)), plot.y(one.share), one) for one in bins]
    line = " ".join(f"{x},{y}" for x, y, _ in points)
    pieces = [
        *_axes(plot, 5),
        f'<line class="ideal" x1="{plot.x(low)}" y1="{plot.y(low)}" x2="{plot.x(1)}" y2="{plot.y(1)}"/>',
        f'<polyline class="curve" points="{line}"/>',
        *(_point(plot, x, y, one) for x, y, one in points),
        _caption(296, 338, "所称置信度", "confidence claimed", "middle"),
        _caption(4, 14, "正确的比例", "share that is right", "start"),
    ]
    return _picture(560, 346, "校准曲线 Calibration curve", pieces)


def _point(plot: Plot, x: float, y: float, one: Bin) -> str:
    radius = round(4 + 2.2 * math.log10(one.facts), 1)
    below = y < (plot.top + plot.bottom) / 2
    at = y + radius + 13 if below else y - radius - 4
    told = f"{float(one.claimed):.3f} → {one.share:.3f} ({one.right}/{one.facts})"
    return (
        f'<circle class="point" cx="{x}" cy="{y}" r="{radius}"><title>{told}</title></circle>'
        f'<text x="{x}" y="{at:.1f}" text-anchor="middle">{one.facts}</text>'
    )


def history_chart(name: str, history: Sequence[Pinning], titles: Sequence[str]) -> str:
    """The floors of one kind over the changes, a line a set."""
    held = [
        float(pinning.sets[title].floors[name])
        for pinning in history
        for title in titles
        if title in pinning.sets and name in pinning.sets[title].floors
    ]
    low = min(math.floor(min(held, default=0.9) * 10 - 1e-9) / 10, 0.9)
    plot = Plot(34, 8, 272, 112, high_x=max(len(history) - 1, 1), low_y=max(low, 0.0))
    pieces = [*_axes(plot, 2, across=False)]
    for place, title in enumerate(titles):
        pieces += _line(plot, place, title, _steps(name, history, title))
    pieces += [_day(plot, history, 0, "start"), _day(plot, history, len(history) - 1, "end")]
    return _picture(280, 130, name, pieces)


def legend(titles: Sequence[str], notices: Mapping[str, int]) -> str:
    """Which line is which set, with its number of notices."""
    samples = (
        f'<li><svg width="34" height="10" aria-hidden="true"><line x2="34" y1="5" y2="5"{_stroke(place)}/></svg> '
        f"{words(title)} ({notices.get(title, 0)})</li>"
        for place, title in enumerate(titles)
    )
    return f'<ul class="legend">{"".join(samples)}</ul>\n'


def _steps(name: str, history: Sequence[Pinning], title: str) -> list[tuple[int, float]]:
    """At which changes the set has such a floor, and the floor."""
    sets = ((place, pinning.sets.get(title)) for place, pinning in enumerate(history))
    return [(place, float(one.floors[name])) for place, one in sets if one is not None and name in one.floors]


def _line(plot: Plot, place: int, title: str, steps: Sequence[tuple[int, float]]) -> Iterator[str]:
    if not steps:
        return
    points = " ".join(f"{plot.x(step)},{plot.y(floor)}" for step, floor in steps)
    told = f"<title>{words(title)}: {steps[0][1]:.3f} → {steps[-1][1]:.3f}</title>"
    yield f'<polyline class="floor"{_stroke(place)} points="{points}">{told}</polyline>'
    step, floor = steps[-1]
    yield f'<circle r="2.6" cx="{plot.x(step)}" cy="{plot.y(floor)}" fill="{COLOURS[place % len(COLOURS)]}"/>'


def _stroke(place: int) -> str:
    dashes = DASHES[(place + place // len(COLOURS)) % len(DASHES)]  # no two alike among 64
    return f' stroke="{COLOURS[place % len(COLOURS)]}" stroke-width="2"' + (
        f' stroke-dasharray="{dashes}"' if dashes else ""
    )


def _day(plot: Plot, history: Sequence[Pinning], place: int, anchor: str) -> str:
    day = history[place].day
    x = plot.left if anchor == "start" else plot.right
    return f'<text x="{x}" y="{plot.bottom + 14}" text-anchor="{anchor}">{day or f"#{place + 1}"}</text>'


def _axes(plot: Plot, steps: int, across: bool = True) -> Iterator[str]:
    """Lines and figures at equal steps; ``across``: along the lower edge too."""
    for step in range(steps + 1):
        value = plot.low_y + (plot.high_y - plot.low_y) * step / steps
        y = plot.y(value)
        yield f'<line class="grid" x1="{plot.left}" y1="{y}" x2="{plot.right}" y2="{y}"/>'
        yield f'<text x="{plot.left - 6}" y="{y + 4}" text-anchor="end">{value:.2f}</text>'
        if across:
            value = plot.low_x + (plot.high_x - plot.low_x) * step / steps
            x = plot.x(value)
            yield f'<line class="grid" x1="{x}" y1="{plot.top}" x2="{x}" y2="{plot.bottom}"/>'
            yield f'<text x="{x}" y="{plot.bottom + 17}" text-anchor="middle">{value:.2f}</text>'


def _caption(x: float, y: float, zh: str, en: str, anchor: str) -> str:
    both = (("zh", zh), ("en", en))
    return "".join(f'<text class="{key}" x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>' for key, text in both)


def _picture(width: int, height: int, name: str, pieces: Sequence[str]) -> str:
    drawn = "".join(pieces)
    return (
        f'<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{words(name)}">{drawn}</svg>'
    )


def named_chart(zh: str, en: str, chart: str) -> str:
    """A picture under its name."""
    return f"<figure><figcaption>{said(zh, en)}</figcaption>{chart}</figure>"

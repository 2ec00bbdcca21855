"""Units by months: how much is due from whom when, a table a year; each figure leads to what it counts.

For: `deadline_page`. Not for: what is due (`agenda`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from policyparse.delivery.agenda import Due
from policyparse.delivery.deadline_rows import Units, unit_title
from policyparse.delivery.html_page import said

# Rows a year; units below have least to do, and the list has what is due from them.
MOST_UNITS: Final = 500
NOBODY: Final = -1


def month_anchor(day: date) -> str:
    """The id of a month's part of the list."""
    return f"m-{day:%Y-%m}"


def grids(dues: Sequence[Due], units: Units, as_of: date | None) -> Iterator[str]:
    """A table a year, folded but for the one to look at: that of ``as_of``, else the fullest."""
    years: dict[int, list[Due]] = {}
    for due in dues:
        if due.day is not None:
            years.setdefault(due.day.year, []).append(due)
    shown = _shown_year(years, as_of)
    yield '<div class="folds">\n'
    for year in sorted(years):
        count = said(f"{len(years[year])}项", f"{len(years[year])} items")
        yield f'<details class="year"{" open" if year == shown else ""}><summary>{year} '
        yield f'<span class="soft">{count}</span></summary>\n'
        yield from _grid(year, years[year], units, as_of)
        yield "</details>\n"
    yield "</div>\n"


def _shown_year(years: Mapping[int, Sequence[Due]], as_of: date | None) -> int | None:
    if as_of is not None and years:
        return min(years, key=lambda year: (abs(year - as_of.year), -year))
    return max(years, key=lambda year: (len(years[year]), year), default=None)


def _grid(year: int, dues: Sequence[Due], units: Units, as_of: date | None) -> Iterator[str]:
    counts, late = _counted(dues, units, as_of)
    totals: Counter[int] = Counter()
    for (place, _), count in counts.items():
        totals[place] += count
    ranked = sorted(totals, key=lambda place: (place == NOBODY, -totals[place], place))
    yield '<div class="wide grid"><table><thead><tr>'
    yield f'<th scope="col">{said("责任单位", "unit")}</th>'
    for month in range(1, 13):
        now = ' class="now"' if as_of and (as_of.year, as_of.month) == (year, month) else ""
        yield f'<th scope="col"{now}>{said(f"{month}月", date(2000, month, 1).strftime("%b"))}</th>'
    yield f'<th scope="col">{said("合计", "all")}</th></tr></thead><tbody>\n'
    for place in ranked[:MOST_UNITS]:
        cells = "".join(_cell(place, date(year, month, 1), counts, late) for month in range(1, 13))
        head = f'<a href="#list" data-u="{place}">{_title(place, units)}</a>'
        yield f'<tr><th scope="row">{head}</th>{cells}<td class="number">{totals[place]}</td></tr>\n'
    yield "</tbody></table></div>\n"
    if len(ranked) > MOST_UNITS:
        yield f'<p class="warn">{len(ranked) - MOST_UNITS} {said("个单位未列出", "units more")}</p>\n'


def _counted(
    dues: Sequence[Due], units: Units, as_of: date | None
) -> tuple[Counter[tuple[int, int]], set[tuple[int, int]]]:
    """How many things are due by unit and month, each once however often it recurs; where one of them is overdue."""
    seen: set[tuple[int, int, object, object]] = set()
    late: set[tuple[int, int]] = set()
    for due in dues:
        if due.day is not None:
            for place in units.of(due):
                seen.add((place, due.day.month, due.row["文件标识"], due.row["条目标识"]))
                if due.state(as_of) == "overdue":
                    late.add((place, due.day.month))
    return Counter((place, month) for place, month, *_ in seen), late


def _title(place: int, units: Units) -> str:
    return said("（未写明责任单位）", "(no unit named)") if place == NOBODY else unit_title(units.charges[place])


def _cell(place: int, month: date, counts: Mapping[tuple[int, int], int], late: set[tuple[int, int]]) -> str:
    key = place, month.month
    if key not in counts:
        return "<td></td>"
    # Overdue is not said by colour alone.
    style, mark = (' class="bad"', "!") if key in late else ("", "")
    link = f'href="#{month_anchor(month)}" data-u="{place}" data-m="{month:%Y-%m}"'
    return f"<td><a {link}{style}>{counts[key]}{mark}</a></td>"

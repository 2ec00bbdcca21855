"""Targets by year: a table a year, a row an indicator of a notice with the value to reach, and its other years beside.

For: `deadline_page`. Not for: what the targets are (`ledger_rows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from policyparse.delivery.deadline_rows import proof
from policyparse.delivery.html_page import said, words
from policyparse.delivery.ledger_rows import BASES, COMPARATORS, Cell

Row = Mapping[str, Cell]
Indicator = tuple[Cell, Cell, Cell]
# More are no help to a person, and slow to open; the ledger has them all.
MOST_ROWS: Final = 5000
SIGNS: Final = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "range": ""}
_SIGN_OF: Final = {zh: SIGNS[comparator] for comparator, zh in COMPARATORS.items()}
_BASIS_OF: Final = {
    BASES["increase"]: ("增加", "increase"),
    BASES["decrease"]: ("减少", "decrease"),
    BASES["annual_growth"]: ("年均增长", "growth a year"),
}
# From so much on a number is read more easily in 万 or 亿; the value stays the same.
MYRIAD: Final = ((Decimal(10) ** 8, Decimal(10) ** 8, "亿"), (Decimal(10) ** 5, Decimal(10) ** 4, "万"))
DIGITS_READ: Final = 7


def targets_by_year(targets: Sequence[Row], as_of: date | None) -> Iterator[str]:
    """A folded table a year, open the year of ``as_of`` (else the fullest); targets without a year come last."""
    shown = targets[:MOST_ROWS]
    years: dict[int | None, list[Row]] = {}
    for row in shown:
        years.setdefault(_year(row), []).append(row)
    ordered = sorted(years, key=lambda year: (year is None, year or 0))
    named = [year for year in ordered if year is not None] or ordered
    opened = max(named, key=lambda year: -abs((year or 0) - as_of.year) if as_of else len(years[year]))
    beside = _by_indicator(shown)
    yield '<div class="folds">\n'
    for year in ordered:
        name = said(f"{year}年", str(year)) if year else said("未写年份", "no year")
        yield f'<details class="targets"{" open" if year == opened else ""}><summary>{name} '
        yield f'<span class="soft">{said(f"{len(years[year])}项", f"{len(years[year])} items")}</span></summary>\n'
        yield from _table(years[year], beside)
        yield "</details>\n"
    yield "</div>\n"
    if len(targets) > MOST_ROWS:
        told = said("项目标未列出，见台账。", "targets more are in the ledger.")
        yield f'<p class="warn">{len(targets) - MOST_ROWS} {told}</p>\n'


def _table(rows: Sequence[Row], beside: Mapping[Indicator, Sequence[Row]]) -> Iterator[str]:
    heads = (
        ("指标", "indicator"),
        ("数值", "value"),
        ("其他年份", "other years"),
        ("原文", "words"),
        ("依据", "said in"),
    )
    yield '<table class="dues"><thead><tr>' + "".join(f'<th scope="col">{said(zh, en)}</th>' for zh, en in heads)
    yield "</tr></thead><tbody>\n"
    for row in rows:
        scope = f'<span class="soft">{words(row["范围"])}</span> ' if row["范围"] else ""
        nature = f' <span class="chip">{words(row["性质"])}</span>' if row["性质"] else ""
        others = [one for one in beside[_indicator(row)] if _year(one) != _year(row)]
        told = "<br>".join(f'<span class="soft">{_year(one) or "–"}:</span> {value(one)}' for one in others)
        cells = (scope + words(row["指标"]) + nature, f"<b>{value(row)}</b>", told, words(row["原文"]), proof(row))
        yield '<tr data-u="-1">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"
    yield "</tbody></table>\n"


def _by_indicator(targets: Sequence[Row]) -> dict[Indicator, list[Row]]:
    found: dict[Indicator, list[Row]] = {}
    for row in targets:
        found.setdefault(_indicator(row), []).append(row)
    return found


def _indicator(row: Row) -> Indicator:
    """The same indicator of the same notice, whatever the year."""
    return row["文件标识"], row["范围"], row["指标"]


def _year(row: Row) -> int | None:
    year = row["年度"]
    return year if isinstance(year, int) else None


def value(row: Row) -> str:
    """The value of a ledger's row as HTML: how it binds, number and unit, per what."""
    if row["下限"] is not None or row["上限"] is not None:
        number = f"{_number(row['下限'])}–{_number(row['上限'])}"
    else:
        number = _number(row["数值"])
    basis = said(*_BASIS_OF[str(row["口径"])]) + " " if str(row["口径"]) in _BASIS_OF else ""
    sign = _SIGN_OF.get(str(row["比较"]), "")
    per = f"，{row['计量范围']}" if row["计量范围"] else ""
    return basis + words(f"{sign}{number}{row['单位'] or ''}{per}")


def _number(given: Cell) -> str:
    """A number as people write it: 3000亿, 1,200, 0.5; a ratio as it is."""
    if not isinstance(given, Decimal):
        return "" if given is None else str(given)
    for least, unit, name in MYRIAD:
        if abs(given) >= least and len(_plain(given / unit)) <= DIGITS_READ:
            return _plain(given / unit) + name
    return f"{given:,f}"


def _plain(number: Decimal) -> str:
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain

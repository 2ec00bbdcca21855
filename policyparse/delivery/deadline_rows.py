"""Rows of the deadlines' page: what is due, by whom, in which words, and where the notice says so.

For: `deadline_page` and `deadline_grid`. Not for: what is due (`agenda`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from policyparse.delivery.agenda import Charge, Due
from policyparse.delivery.html_page import said, words
from policyparse.delivery.ledger_rows import Cell
from policyparse.delivery.rule_words import rule_words

STATES: Final = {
    "overdue": ("逾期", "overdue", "bad"),
    "unclear": ("两解，可能逾期", "two readings, may be overdue", "warn"),
    "soon": ("30天内", "within 30 days", "good"),
    "begins": ("起始", "begins", ""),
    "later": ("", "", ""),
}
ROLES: Final = {"lead": ("牵头", "lead"), "support": ("配合", "support"), "responsible": ("", "")}


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a page, the busiest first: by its place here a row names a unit."""

    charges: Sequence[Charge]
    places: Mapping[tuple[str, str | None], int]

    def of(self, due: Due) -> list[int]:
        """The places of a due's units, each once; -1 where none is named."""
        return sorted({self.places[unit.key] for unit in due.units}) or [-1]


def ranked_units(dues: Iterable[Due]) -> Units:
    """The units by how much is due from them, then by name."""
    counts: dict[tuple[str, str | None], int] = {}
    named: dict[tuple[str, str | None], Charge] = {}
    for due in dues:
        for unit in {unit.key: unit for unit in due.units}.values():
            named.setdefault(unit.key, unit)
            counts[unit.key] = counts.get(unit.key, 0) + 1
    ranked = sorted(named, key=lambda key: (-counts[key], key[0], key[1] or ""))
    return Units([named[key] for key in ranked], {key: place for place, key in enumerate(ranked)})


def due_table(dues: Iterable[Due], units: Units, as_of: date | None, dated: bool = True) -> Iterator[str]:
    """A table of what is due; ``dated``: with its days and how it stands."""
    heads = [("完成日期", "due")] if dated else []
    heads += [("工作任务", "task"), ("责任单位", "units"), ("时限原文", "words of the time"), ("依据", "said in")]
    yield f'<table class="dues{" dated" if dated else ""}"><thead><tr>'
    yield "".join(f'<th scope="col">{said(zh, en)}</th>' for zh, en in heads) + "</tr></thead><tbody>\n"
    for due in dues:
        yield due_row(due, units, as_of, dated)
    yield "</tbody></table>\n"


def due_row(due: Due, units: Units, as_of: date | None, dated: bool = True) -> str:
    """One row; ``data-u`` names its units by place, ``data-s`` how it stands."""
    state = due.state(as_of)
    cells = [_days(due, as_of)] if dated else []
    number = f'<span class="soft">{words(due.row["编号"])}</span> ' if due.row.get("编号") else ""
    cells += [number + words(due.what), unit_names(due.units), _time(due, dated), proof(due.row)]
    places = " ".join(map(str, units.of(due)))
    return f'<tr data-u="{places}" data-s="{state}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>\n"


def unit_names(units: Sequence[Charge]) -> str:
    """The units with their roles; a dash for none."""
    return "、".join(_unit(unit) for unit in units) or '<span class="soft">–</span>'


def _unit(unit: Charge) -> str:
    zh, en = ROLES.get(unit.role, (unit.role, unit.role))
    role = f'<span class="soft nowrap">{said(f"（{zh}）", f" ({en})")}</span>' if zh else ""
    return words(unit.name) + role


def unit_title(unit: Charge) -> str:
    """A unit's name where it stands alone: with the region that tells it from others, and whether it is a class."""
    where = f' <span class="soft">{words(unit.where)}</span>' if unit.where else ""
    return (
        words(unit.name) + where + (f' <span class="chip">{said("一类单位", "a class")}</span>' if unit.group else "")
    )


def _days(due: Due, as_of: date | None) -> str:
    zh, en, style = STATES[due.state(as_of)]
    shown = [f'<span class="nowrap">{due.first} –</span> '] if due.first and due.last and due.first < due.last else []
    shown.append(f'<b class="nowrap">{due.day}</b>')
    if due.latest:
        shown.append(f'<br><span class="soft">{said("另解", "or")} <span class="nowrap">{due.latest}</span></span>')
    if zh:
        shown.append(f'<br><span class="chip {style}">{said(zh, en)}</span>')
    return "".join(shown)


def _time(due: Due, dated: bool) -> str:
    """The words of a time; of what recurs, that it does so, or by which rule where no days are shown."""
    recurs = f'<span class="chip">{said("循环", "recurs")}</span>' if dated else _rule(due.rule or "", due.words)
    recurs = f" {recurs}" if due.rule else ""
    ambiguous = f' <span class="chip warn">{said("两解", "two readings")}</span>' if due.latest else ""
    return words(due.words) + recurs + ambiguous


def _rule(rule: str, printed: str) -> str:
    """A rule in words, unless the notice prints the same, and as it is."""
    zh, en = rule_words(rule) or ("", "")
    told = said("" if zh == printed else zh, en) if en else ""
    return f'<span class="soft place">{told} <code>{words(rule)}</code></span>'


def proof(row: Mapping[str, Cell]) -> str:
    """Where it is said: title and number of the notice, its file, page and line."""
    title, number = row["文件标题"] or "", row["文号"] or ""
    place = [words(row["来源文件"])]
    if row["页码"] is not None:
        place.append(said(f"第{row['页码']}页", f"page {row['页码']}"))
    if row["行号"] is not None:
        place.append(said(f"第{row['行号']}行", f"line {row['行号']}"))
    head = " ".join(words(part) for part in (number, title) if part)
    return f'<span class="title">{head}</span><span class="soft place">{" · ".join(place)}</span>'

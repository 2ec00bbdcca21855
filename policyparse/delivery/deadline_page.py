"""Deadlines at a glance: one page of what all documents of a folder set out to do, by unit, month and year.

For: ``policyparse deadlines``. It can be read without its script, which only searches and narrows down. Not for: the
rows (`agenda`, `deadline_rows`), the tables (`deadline_grid`, `target_years`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from importlib.util import find_spec
from typing import Final

from policyparse import __version__
from policyparse.delivery.agenda import Agenda, Due
from policyparse.delivery.deadline_grid import grids, month_anchor
from policyparse.delivery.deadline_rows import Units, due_table, ranked_units
from policyparse.delivery.html_page import Label, Language, html_page, said, shipped, words
from policyparse.delivery.target_years import targets_by_year

# More rows are slow to open and no help to a person; the ledger has them all.
MOST_ROWS: Final = 8000
# As many rows are shown at once; of more, the months away from the day of judging are folded.
ROWS_OPEN: Final = 300
NEAR: Final = timedelta(days=100)


def deadline_page(agenda: Agenda, language: Language = "zh") -> str:
    """The whole page."""
    units = ranked_units((*agenda.dated, *agenda.recurring, *agenda.undated, *agenda.ongoing))
    body = (
        *_head(agenda, units), *_search(), *_grids(agenda, units), *_list(agenda, units),
        *_without_day(agenda, units), *_targets(agenda),
    )  # fmt: skip
    styles = (shipped("delivery", "deadline_page.css"),)
    title = Label("期限一览", "Deadlines at a glance")
    return "".join(html_page(title, body, styles, language, shipped("delivery", "deadline_page.js")))


def _head(agenda: Agenda, units: Units) -> Iterator[str]:
    yield f"<h1>{said('期限一览', 'Deadlines at a glance')}</h1>\n<p>"
    if agenda.as_of is None:
        yield said(
            "未给定日期，不判断是否逾期（--as-of）。", "No day was given, so nothing is judged overdue (--as-of)."
        )
    else:
        yield said(f"以 {agenda.as_of} 为准；", f"As of {agenda.as_of}; ")
        yield said("只按日期判断，不知是否已办结。", "judged by dates alone: what is done is not known here.")
    yield f' <span class="soft">policyparse {words(__version__)}</span></p>\n'
    states = Counter(due.state(agenda.as_of) for due in agenda.dated)
    tiles = [
        (agenda.notices, "份通知", "notices", ""),
        (len(units.charges), "个责任单位", "units", ""),
        (len(agenda.dated), "项有日期", "with a day", ""),
    ]
    if agenda.as_of is not None:
        tiles += [
            (states["overdue"], "项逾期", "overdue", "overdue"),
            (states["soon"], "项30天内到期", "within 30 days", "soon"),
        ]
    tiles += [
        (len(agenda.recurring), "项循环", "recurring", ""),
        (len(agenda.undated) + len(agenda.ongoing), "项无日期", "without a day", ""),
        (agenda.tasks_without_time, "项任务未写时限", "tasks say no time", ""),
    ]
    yield '<ul class="tiles">'
    for figure, zh, en, state in tiles:
        shown = f"<b>{figure}</b>{said(zh, en)}"
        yield f'<li><a href="#list" data-s="{state}">{shown}</a></li>' if state and figure else f"<li>{shown}</li>"
    yield "</ul>\n"


def _search() -> Iterator[str]:
    """What the script fills with life; without it, it stays hidden."""
    yield '<div class="search screen" hidden><label>'
    yield f'{said("查找", "search")} <input type="search" id="search" autocomplete="off"></label> '
    yield f'<button type="button" id="clear" hidden>{said("显示全部", "show all")}</button> '
    yield '<output id="chosen" aria-live="polite"></output></div>\n'


def _grids(agenda: Agenda, units: Units) -> Iterator[str]:
    yield f'<h2 id="grid">{said("单位与月份", "Units by months")}</h2>\n'
    if not agenda.dated:
        yield f"<p>{said('没有带日期的事项。', 'Nothing has a day.')}</p>\n"
        return
    told = said("数字为当月到期的事项数，! 表示有逾期。", "How much is due in a month; ! where some is overdue.")
    yield f'<p class="soft">{told}</p>\n'
    yield from grids(agenda.dated, units, agenda.as_of)


def _list(agenda: Agenda, units: Units) -> Iterator[str]:
    yield f'<h2 id="list">{said("按时间先后", "What is due when")}</h2>\n'
    shown = _bounded(agenda.dated, agenda.as_of)
    if len(shown) < len(agenda.dated):
        rest = len(agenda.dated) - len(shown)
        yield f'<p class="warn">{rest} {said("项未列出，见台账。", "items more are in the ledger.")}</p>\n'
    months: dict[str, list[Due]] = {}
    for due in shown:
        if due.day is not None:
            months.setdefault(month_anchor(due.day), []).append(due)
    yield '<div class="folds">\n'
    for name, dues in months.items():
        day = dues[0].day or date.max
        is_open = len(shown) <= ROWS_OPEN or (agenda.as_of is not None and abs(day - agenda.as_of) <= NEAR)
        yield f'<details class="month" id="{name}"{" open" if is_open else ""}><summary>'
        yield said(f"{day.year}年{day.month}月", f"{day:%B %Y}")
        yield f' <span class="soft">{said(f"{len(dues)}项", f"{len(dues)} items")}</span></summary>\n'
        yield from due_table(dues, units, agenda.as_of)
        yield "</details>\n"
    yield "</div>\n"


def _bounded(dues: Sequence[Due], as_of: date | None) -> Sequence[Due]:
    """Those nearest to the day of judging, the latest without one, in their order."""
    if len(dues) <= MOST_ROWS:
        return dues
    if as_of is None:
        return dues[-MOST_ROWS:]
    nearest = sorted(dues, key=lambda due: abs((due.day or date.max) - as_of))[:MOST_ROWS]
    return sorted(nearest, key=lambda due: due.day or date.max)


def _without_day(agenda: Agenda, units: Units) -> Iterator[str]:
    """What recurs, what names no day, and what has no end."""
    notes = {
        "recurring": said("未来一年内的各次已列入上面。", "Its days within a year are in the list above.")
        if agenda.as_of is not None and find_spec("dateutil") is not None
        else said(
            "各次日期须给定 --as-of，并安装 policyparse[calendar]。", "Its days need --as-of and policyparse[calendar]."
        ),
        "undated": said("原文的起算日不明，推不出日期。", "No day follows from the words of the notice."),
        "ongoing": said("长期、持续推进的事项。", "What goes on and on."),
    }
    for name, zh, en in (
        ("recurring", "循环事项", "What recurs"),
        ("undated", "推不出日期的时限", "Times without a day"),
        ("ongoing", "长期事项", "Without an end"),
    ):
        dues: list[Due] = getattr(agenda, name)
        if dues:
            yield f'<h2 id="{name}">{said(zh, en)} <span class="soft">{len(dues)}</span></h2>\n'
            yield f'<p class="soft">{notes[name]}</p>\n<details{" open" if len(dues) <= ROWS_OPEN else ""}>'
            yield f"<summary>{said('列表', 'list')}</summary>\n"
            yield from due_table(dues[:MOST_ROWS], units, agenda.as_of, dated=False)
            yield "</details>\n"


def _targets(agenda: Agenda) -> Iterator[str]:
    if agenda.targets:
        yield f'<h2 id="targets">{said("分年度目标", "Targets by year")}</h2>\n'
        yield from targets_by_year(agenda.targets, agenda.as_of)

"""Thresholds of tables of limits: a row's class and a column's head name what is limited, each cell gives the limit.

Only tables whose caption speaks of limits or standards, and cells that hold a quantity and nothing else. Not here:
indicator tables (`facts.indicator_tables`), sentences in cells (`facts.numbers`).
"""

from __future__ import annotations

from dataclasses import replace

from policyparse.facts.drafts import CellSpot, NumberDraft
from policyparse.facts.table_tasks import rows_of
from policyparse.language.quantities import find_quantities
from policyparse.language.units import MEASURES, Measures
from policyparse.language.values import Mention, Quantity
from policyparse.layout.manuscript import PlacedCell
from policyparse.lazy_regex import regex
from policyparse.outline.outline import Outline, OutlinedTable

LIMITS = regex(
    "限值|限量|限额|定额|(?<!评分)(?<!考核)(?<!考评)(?<!评价)标准(?!化)|最高|最低|上限|下限|阈值|费率|税率|收费"
)
NO_MEASURE = regex("序号|编号|代码|备注|说明|依据|文件|分值|得分|权重|日期|时间|电话|年份|数量|比重")
UNIT = regex(r"[（(/]([^（()）]{1,12})[)）]?$|单位[：:]\s*([^\s，。；）)]{1,12})")
SYMBOL = regex(r"[（(][A-Za-z0-9,，._ ₀-₉]{1,8}[)）]$")
NUMBER = regex(r"[≤≥<>＜＞不低高少多大小于超过以下上内 ]{0,5}\d[\d.,]*(?:[-—~～至]\d[\d.,]*)?")


def limits_of_tables(outline: Outline, measures: Measures = MEASURES) -> list[NumberDraft]:
    """The limits of all such tables, in reading order."""
    found: list[NumberDraft] = []
    for number, table in enumerate(outline.tables):
        if table.columns.kind == "other" and table.caption and len(table.header) > 1:
            caption = outline.text[slice(*table.caption)]
            if LIMITS.search(caption):
                found += _limits(number, table, caption, measures)
    return found


def _limits(number: int, table: OutlinedTable, caption: str, measures: Measures) -> list[NumberDraft]:
    found: list[NumberDraft] = []
    first = table.block.draft.header_rows
    for offset, row in enumerate(rows_of(table)):
        names = [column for column in sorted(row) if row[column].text and not NUMBER.match(row[column].text)]
        name = next((c for c in names if not NO_MEASURE.search(table.header[c])), None)
        for column in sorted(row):
            if (
                name is None
                or column <= name
                or row[column].draft.column != column
                or NO_MEASURE.search(table.header[column])
            ):
                continue
            mention = _limit(row[column].text, table.header[column], caption, measures)
            if mention is not None:
                spot = CellSpot(number, first + offset, column)
                found.append(_draft(table, row[name], row[column], mention, spot))
    return found


def _limit(cell: str, head: str, caption: str, measures: Measures) -> Mention[Quantity] | None:
    """The quantity that is all a cell holds; without a unit of its own it takes that of its head or caption."""
    words = cell.strip()
    found = find_quantities(words, measures=measures)
    if len(found) == 1 and (found[0].value.unit or found[0].value.ratio) and found[0].raw == words:
        return found[0]
    if not NUMBER.fullmatch(words):
        return None
    named = UNIT.search(head) or UNIT.search(caption)
    unit = (named.group(1) or named.group(2)) if named else ""
    with_unit = find_quantities(words + unit, measures=measures) if unit else []
    if len(with_unit) != 1 or with_unit[0].raw != words + unit:
        return None
    return Mention(0, len(words), words, replace(with_unit[0].value, raw=words), with_unit[0].rule)


def _draft(
    table: OutlinedTable, name: PlacedCell, cell: PlacedCell, mention: Mention[Quantity], spot: CellSpot
) -> NumberDraft:
    head = SYMBOL.sub("", table.header[spot.column])
    measure = UNIT.sub("", head).strip() or head
    start = cell.start + cell.text.find(mention.raw)
    return NumberDraft(
        "threshold",
        "table",
        name.text + measure.replace("/", ""),
        None,
        mention.value,
        (start, start + len(mention.raw)),
        (min(name.start, cell.start), max(name.end, cell.end)),
        table.section,
        "number.limit_table",
        0.9,
        None,
        None,
        None,
        None,
        spot,
    )

"""Targets of indicator tables: one for each row and each column of values.

Not here: recognising the table and its columns (`tables`), targets in work cells (`facts.numbers`).
"""

from __future__ import annotations

from dataclasses import replace

from policyparse.facts.deadlines import reference_date, times_in_cell
from policyparse.facts.drafts import CellSpot, NumberDraft, TimeDraft, Unused
from policyparse.facts.table_tasks import rows_of
from policyparse.language.quantities import find_quantities
from policyparse.language.units import MEASURES, Measures
from policyparse.language.values import Mention, Quantity
from policyparse.layout.manuscript import PlacedCell
from policyparse.lazy_regex import inline, regex
from policyparse.outline.outline import Outline, OutlinedTable

PRESENT = regex(r"现状|基期|基数|实际|上年|完成情况|当前")
SPREAD = regex(r"校均|生均|人均|户均|亩均|户均|年均|班均")


def indicator_targets(
    outline: Outline, measures: Measures = MEASURES
) -> tuple[list[NumberDraft], list[Unused]]:  # fmt: skip
    """Targets of all indicator tables in reading order, and the value cells that hold no quantity."""
    found: list[NumberDraft] = []
    unused: list[Unused] = []
    for number, table in enumerate(outline.tables):
        if table.columns.kind == "indicators":
            for offset, row in enumerate(rows_of(table)):
                row_number = table.block.draft.header_rows + offset
                drafts, aside = _row_targets(outline, number, table, row_number, row, measures)
                found += drafts
                unused += aside
    return found, unused


def _row_targets(
    outline: Outline,
    number: int,
    table: OutlinedTable,
    row_number: int,
    row: dict[int, PlacedCell],
    measures: Measures,
) -> tuple[list[NumberDraft], list[Unused]]:
    found: list[NumberDraft] = []
    unused: list[Unused] = []
    names = [c for c in table.columns.of("indicator") if c in row and row[c].text]
    if not names:
        return found, unused
    name = row[names[-1]]
    header = table.header
    unit = next((row[c].text for c in table.columns.of("unit_of_measure") if c in row), "")
    nature = next((row[c].text for c in table.columns.of("nature") if c in row), None)
    for column in table.columns.of("value"):
        if column not in row or not row[column].text or PRESENT.search(header[column]):
            continue
        if not inline("目标|计划|预期").search(header[column]) and _lies_behind(outline, header[column]):
            continue
        cell = row[column]
        mention = _quantity(cell.text, unit, measures)
        if mention is None:
            unused.append(
                Unused("number", cell.text, (cell.start, cell.end), "indicator_tables", "no quantity in the value cell")
            )
            continue
        spot = CellSpot(number, row_number, column)
        found.append(
            _target(outline, table, name, cell, mention, _header_time(outline, table, number, column), nature, spot)
        )
    return found, unused


def _lies_behind(outline: Outline, heading: str) -> bool:
    """A column of a year before the notice's own tells what has been reached."""
    year, own = inline(r"(?:19|20|１９|２０)\d\d").search(heading), reference_date(outline)
    return year is not None and own is not None and int(year.group()) < own.year


def _quantity(text: str, unit: str, measures: Measures) -> Mention[Quantity] | None:
    """The cell's quantity; a bare number takes the unit of its row."""
    found = find_quantities(text, measures=measures)
    if found and (found[0].value.unit or found[0].value.ratio or not unit):
        return found[0]
    bare = text.strip().strip("[]【】（）()")
    bounded = inline(r"^(\D*[\d.,]+)(\D*)$").match(bare)
    bare = bounded.group(1) + unit.strip("（）() ") + bounded.group(2) if bounded else bare + unit.strip("（）() ")
    with_unit = find_quantities(bare, measures=measures)
    if with_unit:
        value = replace(with_unit[0].value, raw=text.strip())
        start = len(text) - len(text.lstrip())
        return Mention(start, start + len(text.strip()), text.strip(), value, with_unit[0].rule)
    with_unit = find_quantities(text.strip() + unit.strip("（）() "), measures=measures)
    if not with_unit:
        return found[0] if found else None
    mention = with_unit[0]
    end = min(mention.end, len(text))
    return Mention(
        mention.start,
        end,
        text[mention.start : end],
        replace(mention.value, raw=text[mention.start : end]),
        mention.rule,
    )


def _header_time(outline: Outline, table: OutlinedTable, number: int, column: int) -> TimeDraft | None:
    cell = next(
        (c for c in table.block.cells if c.draft.row < table.block.draft.header_rows and c.draft.column == column), None
    )
    if cell is None:
        return None
    found = times_in_cell(outline, cell.start, cell.end)
    if not found:
        return None
    spot = CellSpot(number, cell.draft.row, column)
    return TimeDraft(replace(found[0].value, raw=cell.text), (cell.start, cell.end), "time.header", spot)


def _target(
    outline: Outline,
    table: OutlinedTable,
    name: PlacedCell,
    cell: PlacedCell,
    mention: Mention[Quantity],
    time: TimeDraft | None,
    nature: str | None,
    spot: CellSpot,
) -> NumberDraft:
    spread = SPREAD.search(name.text)
    quantity = mention.value
    if spread and spread.group() not in quantity.per:
        quantity = replace(quantity, per=(*quantity.per, spread.group()))
    span = (cell.start + mention.start, cell.start + mention.end)
    return NumberDraft(
        "target",
        "table",
        name.text,
        None,
        quantity,
        span,
        (min(name.start, cell.start), max(name.end, cell.end)),
        table.section,
        "number.indicator_table",
        0.98,
        None,
        None,
        time,
        nature,
        spot,
    )

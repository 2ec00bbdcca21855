"""Measures of tables: cells, rows and headers exactly right, tables too many; ruled and unruled apart.

A grid is the header and the rows: a vertical span filled down, a horizontal one in its first column. A table of the
truth that was found in pieces is met by its best piece alone. Not here: where cells stand on the page (`evidence`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from pdf_scoring.tally import Tally, Truth, flat, short
from policyparse.contract import PolicyDocument, Table

Row = list[str]
UNRULED = re.compile(r"horizontal rules|three-line|booktabs|borderless|zebra")


def table_measures(truth: Truth, document: PolicyDocument) -> dict[str, Tally]:
    """Tallies by measure; `cells`, `rows` end in ` ruled` or ` unruled`."""
    names = ("cells ruled", "cells unruled", "rows ruled", "rows unruled")
    tallies = {
        name: Tally() for name in (*names, "headers", "two-level headers", "captions", "pages", "no more tables")
    }
    wanted: list[dict[str, Any]] = truth.get("tables", [])
    pairs = _pair(wanted, document.tables)
    for number, want in enumerate(wanted):
        kind = "ruled" if is_ruled(truth, want) else "unruled"
        found = document.tables[pairs[number]] if number in pairs else None
        _compare(want, found, tallies, kind)
    if not truth.get("tables_not_listed"):
        for place, table in enumerate(document.tables):
            if place not in pairs.values():
                words = " | ".join(map(short, table.header))
                tallies["no more tables"].check(
                    False, f"a table too many, {len(table.rows)} rows on {table.pages}: {words}"
                )
            else:
                tallies["no more tables"].check(True, "")
    return tallies


def is_ruled(truth: Truth, table: dict[str, Any]) -> bool:
    """Whether the table has rulings in both directions, as the truth says."""
    ruled = table.get("ruled", truth.get("ruled"))
    return bool(ruled) if ruled is not None else not any(UNRULED.search(name) for name in truth.get("features", []))


def _pair(wanted: list[dict[str, Any]], found: tuple[Table, ...]) -> dict[int, int]:
    """Truth table → found table, the pairs with most cells in common first."""
    overlaps = []
    for number, want in enumerate(wanted):
        words = Counter(cell for row in (want["header"], *want["rows"]) for cell in map(flat, row) if cell)
        for place, table in enumerate(found):
            own = Counter(cell for row in (table.header, *table.rows) for cell in map(flat, row) if cell)
            overlaps.append((_likeness(words, own), -place, number))
    pairs: dict[int, int] = {}
    for likeness, place, number in sorted(overlaps, reverse=True):
        if likeness > 0 and number not in pairs and -place not in pairs.values():
            pairs[number] = -place
    return pairs


def _likeness(wanted: Counter[str], found: Counter[str]) -> float:
    """Cells in common; where there are hardly any, characters in common, so that a torn table is still compared."""
    common = (wanted & found).total()
    letters, own = (Counter("".join(words.elements())) for words in (wanted, found))
    share = (letters & own).total() / max(1, letters.total(), own.total())
    return common + share if common or share > 0.5 else 0.0


def _compare(want: dict[str, Any], found: Table | None, tallies: dict[str, Tally], kind: str) -> None:
    name = short(want["title"] or "|".join(want["header"]), 20)
    header, rows = [flat(cell) for cell in want["header"]], [[flat(cell) for cell in row] for row in want["rows"]]
    got_header = [flat(cell) for cell in found.header] if found else []
    got_rows = [[flat(cell) for cell in row] for row in found.rows] if found else []
    lines = _align(rows, got_rows)
    for at, (row, got) in enumerate(
        [(header, got_header), *((row, _at(got_rows, lines[at])) for at, row in enumerate(rows))]
    ):
        where = f"{name} row {at}" if at else f"{name} header"
        if not got:
            tallies[f"cells {kind}"].asked += len(row)
            tallies[f"cells {kind}"].misses.append(
                f"{where}: {'not found' if found else 'table not found'}: {' | '.join(map(short, row))}"
            )
        else:
            _compare_cells(row, got, tallies[f"cells {kind}"], where)
        if at:
            tallies[f"rows {kind}"].check(row == got, f"{where}: {' | '.join(map(short, got)) or 'not found'}")
    if header:
        words = f"{name}: {' | '.join(got_header)}, not {' | '.join(header)}"
        tallies["headers"].check(got_header == header, words)
        if want.get("header_levels") and any("/" in cell for cell in header):
            tallies["two-level headers"].check(got_header == header, words)
    for place, got in enumerate(got_rows):
        if place not in lines:
            tallies[f"rows {kind}"].check(False, f"{name}: a row too many: {' | '.join(map(short, got))}")
    caption, pages = flat(found.caption or "") if found else "", list(found.pages) if found else []
    if want["title"]:
        tallies["captions"].check(caption == flat(want["title"]), f"{name}: {caption or 'none'}")
    if want.get("pages"):
        tallies["pages"].check(pages == want["pages"], f"{name}: on {pages}, not {want['pages']}")


def _compare_cells(row: Row, got: Row, tally: Tally, where: str) -> None:
    own = Tally()
    for column, cell in enumerate(row):
        found = got[column] if column < len(got) else ""
        good = found == cell and column < len(got)
        own.check(good, f"{where} column {column + 1}: “{short(found)}”, not “{cell}”")
    if not own.right and len(row) > 1:
        own.misses = [f"{where}: {' | '.join(map(short, got))}, not {' | '.join(map(short, row))}"]
    tally.add(own)


def _align(rows: list[Row], found: list[Row]) -> list[int | None]:
    """For each row of the truth the found row that stands for it, in order, so that most cells agree."""
    best = [[0.0] * (len(found) + 1) for _ in range(len(rows) + 1)]
    gain = [[_agreement(row, got) for got in found] for row in rows]
    for at in range(len(rows) - 1, -1, -1):
        for to in range(len(found) - 1, -1, -1):
            best[at][to] = max(best[at + 1][to], best[at][to + 1], best[at + 1][to + 1] + gain[at][to])
    lines: list[int | None] = []
    to = 0
    for at in range(len(rows)):
        while to < len(found) and best[at][to] == best[at][to + 1]:
            to += 1
        if to < len(found) and best[at][to] == best[at + 1][to + 1] + gain[at][to]:
            lines.append(to)
            to += 1
        else:
            lines.append(None)
    return lines


def _agreement(row: Row, got: Row) -> float:
    """Cells that agree; a little for letters in common, so that a row with no cell right still finds its like."""
    cells = sum(one == other for one, other in zip(row, got, strict=False))
    letters, own = Counter("".join(row)), Counter("".join(got))
    return cells + 0.5 * (letters & own).total() / max(1, letters.total(), own.total())


def _at(rows: list[Row], place: int | None) -> Row:
    return rows[place] if place is not None else []

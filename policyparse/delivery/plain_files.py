"""Documents → one JSON Lines file, or a folder of CSV files: what any program reads.

CSV is for Excel too: UTF-8 with a byte order mark, and no cell that a spreadsheet would take for a formula. Not here:
Parquet, workbooks, databases.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path

from policyparse.delivery.atomic import atomic_file
from policyparse.delivery.flat_tables import TABLES, Json, Value
from policyparse.delivery.json_text import dump_json

# What spreadsheets take for the beginning of a formula, behind blanks too (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_jsonl(documents: Iterable[Json], path: Path) -> None:
    """One document a line, as its JSON file has it. Raises OSError."""
    with atomic_file(path) as part, part.open("w", encoding="utf-8", newline="\n") as lines:
        for document in documents:
            lines.write(dump_json(document, indent=None) + "\n")


def write_csv(documents: Iterable[Json], folder: Path) -> None:
    """``tasks.csv``, ``targets.csv`` …: a file a flat table, its columns in the first row. Raises OSError."""
    with ExitStack() as stack:
        writers = []
        for table in TABLES:
            part = stack.enter_context(atomic_file(folder / f"{table.name}.csv"))
            file = stack.enter_context(part.open("w", encoding="utf-8-sig", newline=""))
            writer = csv.writer(file)
            writer.writerow([column.name for column in table.columns])
            writers.append((table, writer))
        for document in documents:
            for table, writer in writers:
                writer.writerows([_shown(value) for value in row] for row in table.rows(document))


def _shown(value: Value) -> str:
    """A value as a cell: numbers digit by digit, dates as ISO, flags as 0 and 1, text that is no formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | date):
        return str(value)
    return f"'{value}" if value.lstrip(" \u3000\u00a0\n").startswith(FORMULA) else value

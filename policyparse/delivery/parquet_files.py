"""Documents → Parquet: a file (or a part of one) a flat table, its column types the same whatever the documents hold.

Needs the extra ``tables`` (pyarrow). Not here: the rows (`delivery.flat_tables`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyparse.delivery.atomic import atomic_file
from policyparse.delivery.extras import needs
from policyparse.delivery.flat_tables import TABLES, FlatTable, Json, Row, holds_number, left_out
from policyparse.delivery.remarks import Remark

if TYPE_CHECKING:
    import pyarrow

ROWS_A_GROUP = 50_000


def write_parquet(documents: Iterable[Json], folder: Path) -> tuple[Remark, ...]:
    """``tasks.parquet``, ``targets.parquet`` …; partition-friendly: document_id is the first column of each.

    Returns the numbers that no column can hold ("number_left_out"); their words stand beside. Raises OSError, and
    PolicyParseError ("missing_extra") without pyarrow.
    """
    with needs("tables"):
        import pyarrow  # noqa: F401
    with ExitStack() as stack:
        parts = {table.name: stack.enter_context(atomic_file(folder / f"{table.name}.parquet")) for table in TABLES}
        return write_tables(documents, parts)


def write_tables(documents: Iterable[Json], parts: Mapping[str, Any]) -> tuple[Remark, ...]:
    """The same into a path, or a stream open for writing, a table; returns what that does. Raises OSError."""
    from pyarrow import parquet

    remarks: list[Remark] = []
    with ExitStack() as stack:
        writers = []
        for table in TABLES:
            shape = schema(table)
            writer = stack.enter_context(parquet.ParquetWriter(parts[table.name], shape))
            writers.append((table, shape, writer, list[Row]()))
        for document in documents:
            for table, shape, writer, waiting in writers:
                waiting.extend(_fitting(table, table.rows(document), remarks))
                if len(waiting) >= ROWS_A_GROUP:
                    _flush(shape, writer, waiting)
        for _, shape, writer, waiting in writers:
            _flush(shape, writer, waiting)
    return tuple(remarks)


def _fitting(table: FlatTable, rows: Iterable[Row], remarks: list[Remark]) -> Iterator[Row]:
    """The rows, without the numbers that do not fit: one of them would keep the tables of all notices from being."""
    decimals = [place for place, column in enumerate(table.columns) if column.kind == "decimal"]
    for row in rows:
        held = row
        for place in decimals:
            value = row[place]
            if isinstance(value, Decimal) and not holds_number(value):
                remarks.append(left_out(row, table.name, table.columns[place].name, value))
                held = (*held[:place], None, *held[place + 1 :])
        yield held


def schema(table: FlatTable) -> pyarrow.Schema:
    """The Arrow schema of a flat table: numbers are decimal128(38, 10), dates date32."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(), "integer": pa.int64(), "decimal": pa.decimal128(38, 10), "date": pa.date32(),
        "flag": pa.bool_(),
    }  # fmt: skip
    return pa.schema([pa.field(column.name, kinds[column.kind]) for column in table.columns])


def _flush(shape: pyarrow.Schema, writer: Any, rows: list[Row]) -> None:
    import pyarrow as pa

    if rows:
        columns = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), shape, strict=True)]
        writer.write_table(pa.Table.from_arrays(columns, schema=shape))
        rows.clear()

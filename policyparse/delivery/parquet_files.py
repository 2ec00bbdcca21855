"""Documents → Parquet: a file (or a part of one) a flat table, its column types the same whatever the documents hold.

Needs the extra ``tables`` (pyarrow). Not here: the rows (`delivery.flat_tables`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyparse.delivery.atomic import atomic_file
from policyparse.delivery.extras import needs
from policyparse.delivery.flat_tables import TABLES, FlatTable, Json, Row

if TYPE_CHECKING:
    import pyarrow

ROWS_A_GROUP = 50_000


def write_parquet(documents: Iterable[Json], folder: Path) -> None:
    """``tasks.parquet``, ``targets.parquet`` …; partition-friendly: document_id is the first column of each.

    Raises OSError, and PolicyParseError ("missing_extra") without pyarrow.
    """
    with needs("tables"):
        import pyarrow  # noqa: F401
    with ExitStack() as stack:
        parts = {table.name: stack.enter_context(atomic_file(folder / f"{table.name}.parquet")) for table in TABLES}
        write_tables(documents, parts)


def write_tables(documents: Iterable[Json], parts: Mapping[str, Any]) -> None:
    """The same into a path, or a stream open for writing, a table. Raises OSError."""
    from pyarrow import parquet

    with ExitStack() as stack:
        writers = []
        for table in TABLES:
            shape = schema(table)
            writer = stack.enter_context(parquet.ParquetWriter(parts[table.name], shape))
            writers.append((table, shape, writer, list[Row]()))
        for document in documents:
            for table, shape, writer, waiting in writers:
                waiting.extend(table.rows(document))
                if len(waiting) >= ROWS_A_GROUP:
                    _flush(shape, writer, waiting)
        for _, shape, writer, waiting in writers:
            _flush(shape, writer, waiting)


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

"""The tables of a database and the steps from one version of them to the next.

For: `delivery.database`. Not for: columns and rows (`delivery.flat_tables`). Whoever changes the flat tables raises
VERSION and adds a step; tests/golden/database-schema.txt shows that it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from policyparse.delivery.flat_tables import TABLES
from policyparse.errors import PolicyParseError

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData, Table

VERSION: Final = 1
VERSION_TABLE: Final = "policyparse_schema"


@cache
def _metadata() -> MetaData:
    import sqlalchemy as sql

    kinds: dict[str, Any] = {
        "text": sql.Text(), "integer": sql.BigInteger(), "decimal": sql.Numeric(38, 10), "date": sql.Date(),
        "flag": sql.Boolean(),
    }  # fmt: skip
    # SQLite has no decimals; its numbers come back as the decimals they were written as.
    kinds["decimal"] = kinds["decimal"].with_variant(_sqlite_decimal(), "sqlite")
    metadata = sql.MetaData()
    for table in TABLES:
        keys = {column.name for column in table.columns[: table.keys]}
        columns = [
            sql.Column(column.name, kinds[column.kind], primary_key=column.name in keys, autoincrement=False)
            for column in table.columns
        ]
        sql.Table(table.name, metadata, *columns)
    only = sql.Column("only", sql.Integer, primary_key=True, autoincrement=False)
    sql.Table(VERSION_TABLE, metadata, only, sql.Column("version", sql.Integer, nullable=False))
    return metadata


def _sqlite_decimal() -> Any:
    from decimal import Decimal

    from sqlalchemy import Numeric
    from sqlalchemy.types import TypeDecorator

    class SqliteDecimal(TypeDecorator[Decimal]):  # type: ignore[misc]  # SQLAlchemy's types are not looked at
        """Decimals as SQLite's own numbers, so that they compare and add as numbers do."""

        impl = Numeric(38, 10, asdecimal=False)
        cache_ok = True

        def process_bind_param(self, value: Decimal | None, dialect: object) -> int | float | None:
            if value is None:
                return None
            return int(value) if value == int(value) and abs(value) < 2**63 else float(value)

        def process_result_value(self, value: float | None, dialect: object) -> Decimal | None:
            return None if value is None else Decimal(repr(value))

    return SqliteDecimal()


def tables() -> tuple[Table, ...]:
    """The tables in the order of the flat tables."""
    return tuple(_metadata().tables[table.name] for table in TABLES)


def add_what_is_missing(connection: Connection) -> None:
    """A step: tables and columns that are not there yet; old rows have nothing in them until delivered again."""
    from sqlalchemy import inspect
    from sqlalchemy.schema import CreateColumn

    _metadata().create_all(connection)
    quoted = connection.dialect.identifier_preparer.format_table
    for table in tables():
        there = {column["name"] for column in inspect(connection).get_columns(table.name)}
        for column in table.columns:
            if column.name not in there:
                said = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f"ALTER TABLE {quoted(table)} ADD COLUMN {said}")


# The step that leads to each version after the first.
STEPS: Final[Mapping[int, Callable[[Connection], None]]] = {}


def migrate(
    connection: Connection,
    name: str,
    version: int = VERSION,
    steps: Mapping[int, Callable[[Connection], None]] = STEPS,
) -> None:
    """Make the tables, or lead them step by step to ``version``, within the connection's transaction.

    Raises PolicyParseError "unsupported" where a newer policyparse or somebody else made tables of these names.
    """
    from sqlalchemy import inspect, select, text

    if connection.dialect.name == "postgresql":  # two that begin at once make the tables once
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('policyparse schema'))"))
    kept = _metadata().tables[VERSION_TABLE]
    there = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in there:
        foreign = sorted(there & {table.name for table in TABLES})
        if foreign:
            raise PolicyParseError("unsupported", f"it has tables of another origin: {', '.join(foreign)}", name)
        _metadata().create_all(connection)
        connection.execute(kept.insert(), {"only": 1, "version": version})
        return
    found = connection.execute(select(kept.c.version)).scalar_one()
    if found > version:
        said = f"its tables are of version {found}, made by a newer policyparse; this one knows {version}"
        raise PolicyParseError("unsupported", said, name)
    for number in range(found + 1, version + 1):
        steps[number](connection)
    if found < version:
        connection.execute(kept.update(), {"version": version})

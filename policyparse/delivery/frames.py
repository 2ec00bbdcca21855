"""A document's flat tables as data frames of pandas or polars, whichever is installed.

Neither is a dependency: a user of notebooks has one. Not here: the rows (`delivery.flat_tables`).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from policyparse.delivery.flat_tables import TABLES, FlatTable, Row, holds_number, left_out
from policyparse.delivery.json_file import document_to_dict
from policyparse.errors import PolicyParseError

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument

LIBRARIES: Final = ("pandas", "polars")


def to_frame(document: PolicyDocument, kind: str, library: str | None = None) -> Any:
    """One flat table of a document: ``kind`` is a name of ``flat_tables.TABLES``, the columns are those of CSV.

    Numbers are exact Decimals and dates are dates in both libraries. pandas holds these, and texts, as objects, None
    where there is none, and whole numbers and flags as Int64 and boolean; polars has types for all, its decimals with
    38 digits, 10 of them behind the point: a number that does not fit is null there, with a warning.

    Raises PolicyParseError: "unsupported" for another kind or library, "missing_extra" where the library, or both, are
    not installed.
    """
    table = next((one for one in TABLES if one.name == kind), None)
    if table is None:
        names = ", ".join(one.name for one in TABLES)
        raise PolicyParseError("unsupported", f"no table {kind!r}; there is {names}")
    rows = list(table.rows(document_to_dict(document)))
    return _of_pandas(table, rows) if _chosen(library) == "pandas" else _of_polars(table, rows)


def _chosen(library: str | None) -> str:
    """The library to use: the one asked for, else the first that is installed."""
    if library is not None and library not in LIBRARIES:
        raise PolicyParseError("unsupported", f"no library {library!r}; there is {', '.join(LIBRARIES)}")
    wanted = LIBRARIES if library is None else (library,)
    for name in wanted:
        if _is_installed(name):
            return name
    raise PolicyParseError("missing_extra", f"{' and '.join(wanted)} not installed; pip install {wanted[0]}")


def _is_installed(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ValueError:  # known to be absent
        return False


def _of_pandas(table: FlatTable, rows: Sequence[Row]) -> Any:
    pandas = import_module("pandas")
    types = {"integer": "Int64", "flag": "boolean"}
    columns = {
        column.name: pandas.Series([row[place] for row in rows], dtype=types.get(column.kind, "object"))
        for place, column in enumerate(table.columns)
    }
    return pandas.DataFrame(columns, columns=[column.name for column in table.columns])


def _of_polars(table: FlatTable, rows: Sequence[Row]) -> Any:
    polars = import_module("polars")
    types = {
        "text": polars.String, "integer": polars.Int64, "decimal": polars.Decimal(38, 10), "date": polars.Date,
        "flag": polars.Boolean,
    }  # fmt: skip
    columns = []
    for place, column in enumerate(table.columns):
        exact = column.kind == "decimal"
        values = [_held(table, row, place) if exact else row[place] for row in rows]
        columns.append(polars.Series(column.name, values, dtype=types[column.kind]))
    return polars.DataFrame(columns)


def _held(table: FlatTable, row: Row, place: int) -> Decimal | None:
    """A number where a column of exact numbers holds all its digits; else None, which is said."""
    value = row[place]
    if not isinstance(value, Decimal) or holds_number(value):
        return value if isinstance(value, Decimal) else None
    warnings.warn(left_out(row, table.name, table.columns[place].name, value).message, stacklevel=5)
    return None

"""Plain values and records of the contract → JSON text, each number digit by digit as it is.

For: everything that is written as JSON. A document is written right from its records, in their own key order: several
times as fast as by way of plain values and a general encoder, and each of thousands of notices is written. Not for:
reading JSON, nor files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring as _quoted
from math import isfinite
from operator import itemgetter
from typing import Any

from pydantic import BaseModel

# A value and where its container's lines begin ("" where all stands on one line) → its text.
Writer = Callable[[Any, str], str]
SHAPES_KEPT = 1024


def dump_json(value: Any, indent: int | None = 1) -> str:
    """Plain values (dicts, lists, str, numbers, bool, None, dates) and records as JSON text, in their own key order.

    ``indent`` is 1, or None for all on one line. Raises TypeError for what has no JSON form.
    """
    if indent not in (None, 1):
        raise ValueError(f"indent: {indent}; there is 1, or None")
    return _text(value, "" if indent is None else "\n")


def _text(value: Any, line: str) -> str:
    writer = _WRITERS.get(type(value))
    if writer is None:
        writer = _WRITERS[type(value)] = _writer_of(value)
    return writer(value, line)


def _record(record: BaseModel, line: str) -> str:
    values, shape, whole = _shape(type(record), line)
    if whole:
        return shape % values(record.__dict__)
    inner = line and line + " "
    # What most values are is written here: a call for each of them takes longer than all the rest.
    return shape % tuple(
        [
            value if (kind := type(value)) is int
            else _quoted(value) if kind is str
            else "null" if value is None
            else _text(value, inner)
            for value in values(record.__dict__)
        ]
    )  # fmt: skip


@lru_cache(SHAPES_KEPT)
def _shape(kind: type[BaseModel], line: str) -> tuple[Callable[[dict[str, Any]], tuple[Any, ...]], str, bool]:
    """What takes the values out of a kind of record, its text with a place for each, and whether all are whole."""
    names = tuple(kind.model_fields)
    values = itemgetter(*names) if len(names) > 1 else lambda fields: tuple(fields[name] for name in names)
    members = [f"{_quoted(name)}: ".replace("%", "%%") + "%s" for name in names]
    whole = all(field.annotation is int for field in kind.model_fields.values())
    return values, _joined("{", members, "}", line), whole


def _mapping(value: dict[str, Any], line: str) -> str:
    inner = line and line + " "
    return _joined("{", [f"{_quoted(name)}: {_text(held, inner)}" for name, held in value.items()], "}", line)


def _list(value: Sequence[Any], line: str) -> str:
    inner = line and line + " "
    return _joined("[", [_text(held, inner) for held in value], "]", line)


def _joined(opening: str, parts: list[str], closing: str, line: str) -> str:
    if not parts:
        return opening + closing
    if not line:
        return opening + ", ".join(parts) + closing
    return f"{opening}{line} {f',{line} '.join(parts)}{line}{closing}"


def _decimal(value: Decimal, line: str) -> str:
    """0.0000001, never 1E-7; without zeros behind that say nothing."""
    if not value.is_finite():
        raise TypeError(f"{value!r} has no JSON form")
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def _float(value: float, line: str) -> str:
    if not isfinite(value):
        raise TypeError(f"{value!r} has no JSON form")
    return repr(value)


_WRITERS: dict[type, Writer] = {
    str: lambda value, line: _quoted(value),
    int: lambda value, line: int.__repr__(value),
    bool: lambda value, line: "true" if value else "false",
    type(None): lambda value, line: "null",
    float: _float,
    Decimal: _decimal,
    date: lambda value, line: f'"{value.isoformat()}"',
    dict: _mapping,
    list: _list,
    tuple: _list,
}


def _writer_of(value: object) -> Writer:
    """The writer of a kind that was not met before: a record, or one derived from the kinds above."""
    if isinstance(value, BaseModel):
        return _record
    for kind, writer in _WRITERS.items():
        if isinstance(value, kind):
            return writer
    raise TypeError(f"{type(value).__name__} has no JSON form")

"""The common ground of all contract models: frozen, closed, exact numbers.

Not here: any field of any concept. Tuples stand for lists so that a document cannot be changed after it is built.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SerializationInfo, WithJsonSchema


class Model(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Record = TypeVar("Record", bound=Model)
NEW, SET = object.__new__, object.__setattr__  # past what a frozen record allows itself
_NAMES: dict[type[Model], set[str]] = {}


def slim(record: Record) -> Record:
    """The record and all in it, their sets of field names shared with all records of a kind.

    Alone such a set takes as much as all the rest of a record; a long document has tens of thousands. For records whose
    fields were all given.
    """
    names = _NAMES.setdefault(type(record), record.__pydantic_fields_set__)
    if record.__pydantic_fields_set__ == names:
        object.__setattr__(record, "__pydantic_fields_set__", names)
    for value in record.__dict__.values():
        for part in value if type(value) is tuple else (value,):
            if isinstance(part, Model) and part.__pydantic_fields_set__ is not _NAMES.get(type(part)):
                slim(part)
    return record


def record_of(kind: type[Record], values: dict[str, Any]) -> Record:
    """A record of values that are known to be right, all its fields among them: nothing is checked or converted.

    Several times as fast as validation, for the records that a document has by the thousand.
    """
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES.setdefault(kind, set(values))
    record = NEW(kind)
    SET(record, "__dict__", values)
    SET(record, "__pydantic_fields_set__", names)
    SET(record, "__pydantic_extra__", None)
    SET(record, "__pydantic_private__", None)
    return record


def plain_number(value: Decimal) -> Decimal | int:
    """An exact decimal as the shortest plain JSON number: an int where it is whole, else without trailing zeros."""
    if value == value.to_integral_value():
        return int(value)
    return Decimal(format(value, "f").rstrip("0"))  # not normalize(), which rounds to 28 digits


def written_number(value: Decimal, info: SerializationInfo) -> Decimal | int | float:
    """The same for pydantic's own writing of JSON, which knows floats and no decimals.

    A number of which a float has other digits stays a decimal, and is told by the context (a list) where there is one.
    """
    if not info.mode_is_json():
        return plain_number(value)
    number = _binary_number(value)
    if number is None:
        if isinstance(info.context, list):
            info.context.append(value)
        return plain_number(value)
    return number


@lru_cache(4096)
def _binary_number(value: Decimal) -> int | float | None:
    """The number that everybody writes with just these digits, and without an exponent."""
    plain = plain_number(value)
    if isinstance(plain, int):
        return plain if abs(plain) < 2**53 else None
    within = PLAIN_FLOATS[0] <= abs(plain) < PLAIN_FLOATS[1]
    return float(plain) if within and repr(float(plain)) == str(plain) else None


PLAIN_FLOATS = Decimal("0.0001"), Decimal(10) ** 15
Share = Annotated[
    Decimal,
    PlainSerializer(written_number, when_used="always"),
    Field(ge=0, le=1),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
"""A number from 0 to 1."""

Number = Annotated[
    Decimal,
    PlainSerializer(written_number, when_used="always"),
    WithJsonSchema({"type": "number"}),
]
"""An exact decimal number, written as a plain JSON number; a float is taken by its shortest decimal spelling."""

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

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


Record = TypeVar("Record", bound=Model)
NEW = object.__new__
# What a record is made of, set past what a frozen one allows itself; twice as fast so as by object.__setattr__.
SET_VALUES, SET_NAMES, SET_EXTRA, SET_PRIVATE = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
_NAMES: dict[type[Model], set[str]] = {}


def record_of(kind: type[Record], values: dict[str, Any]) -> Record:
    """A record of values that are known to be right, all its fields among them: nothing is checked or converted.

    Several times as fast as validation, for the records that a document has by the thousand. The set of field names is
    shared by all records of a kind: alone it takes as much as all the rest of a record.
    """
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES.setdefault(kind, set(values))
    record = NEW(kind)
    SET_VALUES(record, values)
    SET_NAMES(record, names)
    SET_EXTRA(record, None)
    SET_PRIVATE(record, None)
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

"""The common ground of all contract models: frozen, closed, exact numbers.

Not here: any field of any concept. Tuples stand for lists so that a document cannot be changed after it is built.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema


class Model(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    _all_fields: ClassVar[set[str]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """One set of names for all records of a kind."""
        cls._all_fields = set(cls.model_fields)

    def model_post_init(self, context: Any) -> None:
        """Lets records whose fields were all given share the set of their names: it takes as much as all the rest."""
        if len(self.__pydantic_fields_set__) == len(self._all_fields):
            object.__setattr__(self, "__pydantic_fields_set__", self._all_fields)


def plain_number(value: Decimal) -> Decimal | int:
    """An exact decimal as the shortest plain JSON number: an int where it is whole, else without trailing zeros."""
    if value == value.to_integral_value():
        return int(value)
    return Decimal(format(value, "f").rstrip("0"))  # not normalize(), which rounds to 28 digits


Share = Annotated[
    Decimal,
    PlainSerializer(plain_number, when_used="always"),
    Field(ge=0, le=1),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
"""A number from 0 to 1."""

Number = Annotated[
    Decimal,
    PlainSerializer(plain_number, when_used="always"),
    WithJsonSchema({"type": "number"}),
]
"""An exact decimal number, written as a plain JSON number; a float is taken by its shortest decimal spelling."""

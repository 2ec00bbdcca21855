"""Quantities and times as they stand in a document: the values of `policyparse.language`, with their place.

Not here: how words become values.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from policyparse.contract.base import Model, Number
from policyparse.contract.place import Place


class QuantityValue(Model):
    """A number with its unit and how it binds. Exactly one of value, low with high, or ratio is set."""

    raw: str = Field(description="the words, from the bounding word to the unit where they touch")
    comparator: Literal["=", ">=", ">", "<=", "<", "~", "range"] = Field(
        description="how the number binds: '=' plain, '~' approximately, 'range' from low to high, else a bound"
    )
    value: Number | None = Field(description="the number written out (200万元 is 2000000); null for ranges and ratios")
    low: Number | None = Field(description="lower end of a range, included; null otherwise")
    high: Number | None = Field(description="upper end of a range, included; null otherwise")
    unit: str | None = Field(description="unit or counted noun as printed ('人', '%', '元/千瓦时'); null for ratios")
    per: tuple[str, ...] = Field(description="distributive words as printed (每校, 每年, 生均); empty where none")
    basis: Literal["level", "increase", "decrease", "annual_growth"] = Field(
        description="what the number states: a level reached, an amount of increase or decrease, or yearly growth"
    )
    approximate: bool = Field(description="true for 左右, 约, 近, 余, 多")
    ratio: tuple[Number, Number] | None = Field(description="[20, 1] for 20:1; null otherwise")
    place: Place | None = Field(description="where the words stand; null where the value was inferred")


class TimeValue(Model):
    """When something is due or holds; dates are inclusive at both ends."""

    raw: str = Field(description="the words as printed")
    kind: Literal["by", "during", "from", "within", "recurring", "ongoing"] = Field(
        description="by a date, during a span, from a date on, within a span from a date, recurring, or ongoing"
    )
    start: date | None = Field(description="first day, ISO date; null where open or unknown")
    end: date | None = Field(description="last day, ISO date; null where open or unknown")
    recurrence: str | None = Field(description="RFC 5545 recurrence rule without the prefix 'RRULE:'; null if none")
    precision: Literal["day", "month", "quarter", "half", "year", "plan"] = Field(
        description="how finely the words speak; 'plan' is a five-year plan period"
    )
    ambiguous: bool = Field(description="true where the words allow two readings (2024年4月前)")
    latest: date | None = Field(default=None, description="the later reading of an ambiguous end; null otherwise")
    place: Place | None = Field(description="where the words stand; null where the value was inferred")


class RegionRef(Model):
    """An administrative division of China."""

    name: str = Field(description="full name of the division")
    code: str | None = Field(description="division code (GB/T 2260, six digits); null where not known")

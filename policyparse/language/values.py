"""The values that words turn into: light records for numbers, quantities, times, organs, titles.

Purpose: one vocabulary between ``language`` (which makes these) and ``facts`` (which links them).
Not here: parsing of any kind, pydantic, places on a page. The contract mirrors these fields for output.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeVar

Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Basis = Literal["level", "increase", "decrease", "annual_growth"]
TimeKind = Literal["by", "during", "from", "within", "recurring", "ongoing"]
Precision = Literal["day", "month", "quarter", "half", "year", "plan"]

T = TypeVar("T")


class Mention(NamedTuple, Generic[T]):
    """A stretch of text and what it means: ``text[start:end] == raw``, offsets in code points.

    ``rule`` names the rule that read it, where one did.
    """

    start: int
    end: int
    raw: str
    value: T
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and how it binds. Exactly one of ``value``, ``low``/``high``, ``ratio`` is set."""

    raw: str
    comparator: Comparator = "="
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    per: tuple[str, ...] = ()
    basis: Basis = "level"
    approximate: bool = False
    ratio: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """When something is due or holds: inclusive dates, or an RFC 5545 recurrence without ``RRULE:``."""

    raw: str
    kind: TimeKind
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None
    precision: Precision = "day"
    ambiguous: bool = False
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A document number such as 洪教职成字〔2023〕8号, taken apart (GB/T 9704-2012, 7.2.5)."""

    raw: str
    organ_code: str
    year: int
    serial: int


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ, office, institution or group that can be handed work.

    ``name`` as printed without blanks; ``canonical`` the full official name with its region, else None;
    ``group`` is true for a class of organs (各中职学校, 相关部门).
    """

    name: str
    canonical: str | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A 《title》 with the document number printed behind it, if any."""

    title: str
    doc_number: str | None = None

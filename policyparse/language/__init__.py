"""Text to values: numbers, quantities, times, organs, titles. Pure functions that know no notice and never raise.

The names load when first used (PEP 562), so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyparse.language.doc_numbers import parse_doc_number
    from policyparse.language.numerals import find_numbers
    from policyparse.language.organs import find_organs
    from policyparse.language.quantities import find_quantities
    from policyparse.language.times import find_dates, find_times, read_deadline_cell
    from policyparse.language.titles import find_titles

_HOMES = {
    "find_numbers": "numerals",
    "find_quantities": "quantities",
    "find_times": "times",
    "find_dates": "times",
    "read_deadline_cell": "times",
    "find_organs": "organs",
    "find_titles": "titles",
    "parse_doc_number": "doc_numbers",
}

__all__ = [
    "find_dates",
    "find_numbers",
    "find_organs",
    "find_quantities",
    "find_times",
    "find_titles",
    "parse_doc_number",
    "read_deadline_cell",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)

"""policyparse: Chinese policy notices in, typed facts out, each with the words and the place that prove it.

For: the public names. Each loads when it is first used (PEP 562), so that ``import policyparse`` and
``policyparse --help`` cost next to nothing. Not for: code of its own; the functions are in ``policyparse.api``.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what type checkers take for typing.TYPE_CHECKING, which would cost a third of the start
if TYPE_CHECKING:
    from typing import Any

    from policyparse import language
    from policyparse.api import ParseResult, load, parse, parse_many, parse_text, read_lexicon, validate
    from policyparse.batch.convert import convert
    from policyparse.contract import PolicyDocument
    from policyparse.errors import PolicyParseError
    from policyparse.reading.limits import Limits

__version__ = "0.1.0"

__all__ = [
    "Limits",
    "ParseResult",
    "PolicyDocument",
    "PolicyParseError",
    "__version__",
    "convert",
    "language",
    "load",
    "parse",
    "parse_many",
    "parse_text",
    "read_lexicon",
    "validate",
]

_HOMES = {
    "Limits": "policyparse.reading.limits",
    "ParseResult": "policyparse.api",
    "PolicyDocument": "policyparse.contract",
    "PolicyParseError": "policyparse.errors",
    "convert": "policyparse.batch.convert",
    "load": "policyparse.api",
    "parse": "policyparse.api",
    "parse_many": "policyparse.api",
    "parse_text": "policyparse.api",
    "read_lexicon": "policyparse.api",
    "validate": "policyparse.api",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "language":
        return import_module("policyparse.language")
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)

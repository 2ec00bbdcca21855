"""Patterns that are compiled when they are first used: a short notice uses one in five of the 750 that there are.

For: ``regex``, for those at the top of a module; compiling them all would take more than half of a cold start. Not
for: patterns made in a function, which are used at once (``re.compile``).
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class LazyPattern:
    """Stands for a compiled pattern; its methods become that one's own, so that a later call costs no more."""

    __slots__ = ("_compiled", "_flags", "pattern", *_METHODS)

    def __init__(self, words: str, flags: int) -> None:
        self.pattern = words
        self._flags = flags

    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, compiled now if it has not been; raises re.error where it is none."""
        compiled = re.compile(self.pattern, self._flags)
        for name in _METHODS:
            setattr(self, name, getattr(compiled, name))
        return compiled

    def __getattr__(self, name: str) -> Any:
        """Whatever else a pattern has, and its methods before they are first used."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.compiled(), name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


def regex(words: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, which is done when the pattern is first used."""
    return cast("re.Pattern[str]", LazyPattern(words, flags))

"""Patterns that are compiled when they are first used: a short notice uses one in five of the 750 that there are.

For: ``regex``, for those at the top of a module; compiling them all would take more than half of a cold start. Not
for: patterns made in a function, which are used at once (``re.compile``).
"""

from __future__ import annotations

import re
import sys
from functools import cache, partial
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class LazyPattern:
    """Stands for a compiled pattern: its methods compile it when first called, and are then that pattern's own.

    The name that its module has for it is the compiled pattern's from then on, so that later calls cost no more;
    whoever else holds it (a tuple, a module that imports it) goes on with these methods. There is no ``__getattr__``:
    it would make each of their calls slower.
    """

    __slots__ = ("_flags", "_home", "pattern", *_METHODS)

    def __init__(self, words: str, flags: int, home: dict[str, Any]) -> None:
        """``home``: the names of the module that it stands in."""
        self.pattern = words
        self._flags = flags
        self._home = home
        for name in _METHODS:
            setattr(self, name, partial(self._first, name))

    def compiled(self) -> re.Pattern[str]:
        """The pattern itself, compiled now if it has not been; raises re.error where it is none."""
        compiled = re.compile(self.pattern, self._flags)
        for name in _METHODS:
            setattr(self, name, getattr(compiled, name))
        for name in [name for name, held in self._home.items() if held is self]:
            self._home[name] = compiled
        return compiled

    def _first(self, name: str, *given: Any, **named: Any) -> Any:
        return getattr(self.compiled(), name)(*given, **named)

    @property
    def flags(self) -> int:
        """As a compiled pattern has them."""
        return self.compiled().flags

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return self.compiled().groups

    @property
    def groupindex(self) -> dict[str, int]:
        """The numbers of the groups that have a name."""
        return dict(self.compiled().groupindex)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


@cache
def inline(words: str) -> re.Pattern[str]:
    """A pattern that is written where it is used: ``inline("…").sub("", text)``.

    ``re.sub`` and its like keep 512 patterns for the whole process and then compile those that went out again and
    again; there are more here, and those of ``regex`` count among them.
    """
    return re.compile(words)


def regex(words: str, flags: int = 0) -> re.Pattern[str]:
    """As ``re.compile``, which is done when the pattern is first used."""
    return cast("re.Pattern[str]", LazyPattern(words, flags, sys._getframe(1).f_globals))

"""The commands of the command line: each takes the parsed arguments, does its work and returns an exit code.

For: ``policyparse.cli``, which loads this when a command runs. Not for: arguments (cli.py), nor work that the library
does; a command calls it, shows what came, and says what went wrong.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Final

from policyparse.commands.folders import convert
from policyparse.commands.invocation import UsageError, say
from policyparse.commands.notices import explain, parse, schema
from policyparse.commands.reviewing import gold, review
from policyparse.commands.scoring import deadlines, validate

__all__ = ["COMMANDS", "UsageError", "say"]

COMMANDS: Final[dict[str, Callable[[Namespace], int]]] = {
    "parse": parse,
    "convert": convert,
    "validate": validate,
    "deadlines": deadlines,
    "explain": explain,
    "review": review,
    "gold": gold,
    "schema": schema,
}

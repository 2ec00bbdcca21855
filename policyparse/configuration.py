"""``policyparse.toml``: options of the command line that are the same every time, from a file.

For: ``policyparse.cli``, which asks for it before a command runs; what is said on the command line wins. Not for: the
library, whose functions take what they need as arguments and read no such file.
"""

from __future__ import annotations

import re
import tomllib
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from policyparse.errors import PolicyParseError
from policyparse.lazy_regex import inline
from policyparse.reading.decoding import decode
from policyparse.reading.opening import printable_name, read_file

FILE_NAME: Final = "policyparse.toml"
LARGEST: Final = 1024 * 1024  # bytes


def configure(chosen: Namespace) -> None:
    """Give the options that the command line left open what the configuration says, else their default.

    The file is that of ``--config``, or ``policyparse.toml`` in the current folder where there is one. Raises
    PolicyParseError with its name and the line that is wrong.
    """
    if hasattr(chosen, "config"):
        place = Path(chosen.config if chosen.config is not None else FILE_NAME)
        if chosen.config is not None or place.is_file():
            _fill(chosen, read_configuration(place), place.parent)
    if getattr(chosen, "min_confidence", 0.0) is None:
        chosen.min_confidence = 0.0


def read_configuration(place: Path) -> dict[str, Any]:
    """What the file says, each key known and each value of its kind.

    Raises PolicyParseError: "not_found", "not_a_file", "too_large", "unreadable", or "corrupt" and the line.
    """
    name = printable_name(place.name or str(place))
    text = decode(read_file(place, LARGEST, name), name).replace("\r\n", "\n")

    def refuse(key: str, words: str) -> PolicyParseError:
        return PolicyParseError("corrupt", f"line {_line_of(text, key)}: {words}", name)

    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PolicyParseError("corrupt", _with_line_in_front(str(error)), name) from error
    for key, value in said.items():
        if key not in KEYS:
            raise refuse(key, f"unknown key {key!r}; there is {', '.join(KEYS)}")
        should_be, holds = KEYS[key]
        if not holds(value):
            raise refuse(key, f"{key} should be {should_be}")
    for key, value in said.get("table_settings", {}).items():
        if problem := _no_table_setting(key, value):
            raise refuse(key, problem)
    return said


def _fill(chosen: Namespace, said: Mapping[str, Any], folder: Path) -> None:
    """Into the options that are there and were left open; paths count from the file's folder."""
    for name in ("min_confidence", "timeout", "workers"):
        if name in said and getattr(chosen, name, ...) is None:
            setattr(chosen, name, said[name])
    # Documents that are parsed already are scored without a lexicon.
    parses = getattr(chosen, "notices", ...) is not None
    if "lexicon" in said and parses and getattr(chosen, "lexicon", ...) is None:
        chosen.lexicon = str(folder / said["lexicon"])
    if hasattr(chosen, "table_setting"):
        chosen.table_setting = [*said.get("table_settings", {}).items(), *chosen.table_setting]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


#: Each key with what its value should be, in words and as a check.
KEYS: Final[dict[str, tuple[str, Callable[[Any], bool]]]] = {
    "lexicon": ("the path of a folder or file", lambda value: isinstance(value, str) and bool(value)),
    "min_confidence": ("a number from 0 to 1", lambda value: _is_number(value) and 0 <= value <= 1),
    "timeout": ("a number of seconds above 0", lambda value: _is_number(value) and 0 < value < float("inf")),
    "workers": ("a whole number from 1 on", lambda value: _is_number(value) and isinstance(value, int) and value >= 1),
    "table_settings": ("a table of names and points", lambda value: isinstance(value, dict)),
}


def _no_table_setting(name: str, value: object) -> str:
    """Why this is no table setting, "" where it is one."""
    from policyparse.tables.rulings import TableSettings

    try:
        TableSettings.of([(name, value)])
    except ValueError as error:
        return str(error)
    return ""


def _with_line_in_front(message: str) -> str:
    """tomllib's "… (at line 2, column 9)" as "line 2: …"."""
    told = inline(r"(?s)(.*?) \(at (?:line (\d+), column \d+|(end of document))\)").fullmatch(message)
    if told is None:
        return message
    return f"line {told[2]}: {told[1]}" if told[2] else f"{told[1]} at the end"


def _line_of(text: str, key: str) -> int:
    """The first line that sets a key or opens a table of that name; 1 where it is written in a way of its own."""
    sets = re.compile(rf"\s*\[{{0,2}}(?:[^#\"']*[\s.{{,])?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    return next((number for number, line in enumerate(text.split("\n"), 1) if sets.match(line)), 1)

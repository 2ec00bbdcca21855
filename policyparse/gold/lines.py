"""JSON with the line on which each key and list item stands, so that a mistake can be shown where it is.

For: files that people write by hand (gold files). Numbers come back exact: int or Decimal, never float.
Not for: judging what the JSON means; not a general parser (the values themselves are read by ``json``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from policyparse.lazy_regex import regex

Path = tuple[str | int, ...]

# On JSON that ``json`` has accepted, these three are all the tokens there can be.
_TOKEN = regex(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_LONGEST_INT = 40


class JsonProblem(ValueError):
    """JSON that cannot be read: ``line`` (1-based) and what is wrong there."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class LocatedJson:
    """A JSON value with the line of each of its keys and list items."""

    value: Any
    lines: Mapping[Path, int]

    def line_of(self, path: Sequence[str | int]) -> int:
        """The line of what stands at ``path``; of its nearest surrounding that is there, where it is missing."""
        for length in range(len(path), -1, -1):
            line = self.lines.get(tuple(path[:length]))
            if line is not None:
                return line
        return 1


def read_json(data: bytes) -> LocatedJson:
    """Read UTF-8 JSON, with or without a byte order mark.

    Raises JsonProblem, with the line, for bad UTF-8, bad syntax, a key given twice and nesting too deep to follow.
    NaN and numbers beyond all measure come back as ``Decimal("NaN")``, for whoever knows which line that is on.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonProblem(data.count(b"\n", 0, error.start) + 1, "not UTF-8") from None
    try:
        value = json.loads(text, parse_float=_exact, parse_int=_integer, parse_constant=lambda _: Decimal("NaN"))
    except json.JSONDecodeError as error:
        raise JsonProblem(error.lineno, f"not JSON: {error.msg} (column {error.colno})") from None
    except RecursionError:
        raise JsonProblem(1, "nested too deeply") from None
    return LocatedJson(value, _walk(text))


def _exact(printed: str) -> Decimal:
    try:
        return Decimal(printed)
    except InvalidOperation:  # an exponent beyond what decimal can hold
        return Decimal("NaN")


def _integer(printed: str) -> int | Decimal:
    # int() refuses thousands of digits with an error that knows no line; Decimal takes them, the model refuses them.
    return int(printed) if len(printed) <= _LONGEST_INT else _exact(printed)


@dataclass(slots=True)
class _Frame:
    """An object or array that is open while walking: where it is and which key or index comes next."""

    path: Path
    is_object: bool
    key: str | int | None

    @property
    def awaits_key(self) -> bool:
        return self.is_object and self.key is None

    def next(self) -> None:
        self.key = None if self.is_object else int(self.key or 0) + 1


def _walk(text: str) -> dict[Path, int]:
    """The line of each key and item. Raises JsonProblem where an object gives a key twice."""
    lines: dict[Path, int] = {}
    frames: list[_Frame] = []
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        mark = token.group()
        line += text.count("\n", counted, token.start())
        counted = token.start()
        frame = frames[-1] if frames else None
        if mark in ("}", "]"):
            frames.pop()
        elif mark == "," and frame:
            frame.next()
        elif mark == ":":
            continue
        elif frame and frame.awaits_key:
            frame.key = str(json.loads(mark))
            path = (*frame.path, frame.key)
            if path in lines:
                raise JsonProblem(line, f"the key {frame.key!r} is given twice")
            lines[path] = line
        else:
            path = (*frame.path, frame.key) if frame and frame.key is not None else ()
            lines.setdefault(path, line)
            if mark in ("{", "["):
                frames.append(_Frame(path, mark == "{", None if mark == "{" else 0))
    return lines

"""The facts that the documentation shows, made from the notices it names; and the text of such a notice.

For: scripts/run_docs.py. Not for: running anything else.

A fact is asked for as ``NOTICE KIND "WORDS" KEYS``: of the first entry of that list of the document whose quote, or
else whose JSON, holds the words, these keys. A key with dots is a value inside another (``evidence.quote``). What is
null, false or empty is left out, and so are places inside. ``metadata`` and ``source`` take no words.
"""

from __future__ import annotations

import shlex
from functools import lru_cache
from pathlib import Path
from typing import Any

from policyparse import PolicyDocument, parse
from policyparse.delivery.json_text import dump_json

WIDTH = 82  # columns of a line of JSON, as wide as a page shows without scrolling; what is longer is parted
LEFT_OUT = ("place", "regions", "places")
NOTHING: tuple[Any, ...] = (None, [], {}, "")


def fact_text(root: Path, asked: str) -> str:
    """The JSON of the fact that is asked for, as a page shows it; raises ValueError where there is none."""
    notice, kind, *rest = shlex.split(asked)
    found: Any = _values(root / notice)[kind]
    if isinstance(found, list):
        words, *rest = rest
        found = next(iter(_holding(found, words)), None)
        if found is None:
            raise ValueError(f"{notice} has no {kind} with the words {words}")
    picked: dict[str, Any] = {}
    for key in rest:
        _pick(picked, found, key)
    return _shown(picked) + "\n"


@lru_cache(16)
def _document(path: Path) -> PolicyDocument:
    return parse(path)


@lru_cache(16)
def _values(path: Path) -> dict[str, Any]:
    return _document(path).to_dict()


def notice_text(root: Path, notice: str) -> str:
    """The text of a notice as its document has it."""
    return _document(root / notice).text


def _holding(entries: list[Any], words: str) -> list[Any]:
    quoted = [one for one in entries if words in one.get("evidence", {}).get("quote", "")]
    return quoted or [one for one in entries if words in dump_json(one, None)]


def _pick(picked: dict[str, Any], value: dict[str, Any], key: str) -> None:
    """Take over what stands under a dotted key."""
    head, _, rest = key.partition(".")
    if rest:
        _pick(picked.setdefault(head, {}), value[head], rest)
    elif (bare := _bare(value[head])) not in NOTHING:
        picked[head] = bare


def _bare(value: Any) -> Any:
    """A value without what says nothing, and without places."""
    if isinstance(value, dict):
        kept = {key: _bare(inner) for key, inner in value.items() if key not in LEFT_OUT}
        return {key: inner for key, inner in kept.items() if inner is not False and inner not in NOTHING}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _shown(value: Any, pad: str = "") -> str:
    """JSON with what fits on a line on one."""
    line = dump_json(value, None)
    if (pad and len(pad) + _columns(line) <= WIDTH) or not isinstance(value, dict | list) or not value:
        return line
    inner = pad + " "
    if isinstance(value, dict):
        entries = [f"{inner}{dump_json(key)}: {_shown(one, inner)}" for key, one in value.items()]
        return "{\n" + ",\n".join(entries) + f"\n{pad}}}"
    return "[\n" + ",\n".join(inner + _shown(one, inner) for one in value) + f"\n{pad}]"


def _columns(line: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in line)

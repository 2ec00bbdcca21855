"""A page of the documentation taken apart into its fenced blocks.

For: scripts/run_docs.py and tests/test_docs.py. Not for: what becomes of a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[\w-]*)(?P<rest>.*)$")
TITLE = re.compile(r'\btitle="([^"]*)"')
MARK = re.compile(r"^ *<!-- (.*?) -->\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. ``line`` and ``end``: the lines of its fences, from 1; ``mark``: the comment right above it."""

    language: str
    title: str
    mark: str
    body: str
    line: int
    end: int
    indent: int


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a page, in order; raises ValueError for a fence that is not closed."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        fence = FENCE.match(lines[number])
        if fence is None:
            number += 1
            continue
        indent = len(fence["indent"])
        end = next((at for at in range(number + 1, len(lines)) if lines[at].strip() == "```"), None)
        if end is None:
            raise ValueError(f"line {number + 1}: the fence is not closed")
        body = "".join(line[indent:] + "\n" for line in lines[number + 1 : end])
        title = TITLE.search(fence["rest"])
        mark = _mark_above(lines, number)
        yield Block(fence["language"], title[1] if title else "", mark, body, number + 1, end + 1, indent)
        number = end + 1


def _mark_above(lines: list[str], number: int) -> str:
    while number > 0 and not lines[number - 1].strip():
        number -= 1
    mark = MARK.match(lines[number - 1]) if number else None
    return mark[1] if mark else ""


def with_bodies(text: str, changed: Sequence[tuple[Block, str]]) -> str:
    """The page with these bodies in those blocks of it."""
    lines = text.split("\n")
    for block, body in sorted(changed, key=lambda one: -one[0].line):
        pad = " " * block.indent
        lines[block.line : block.end - 1] = [f"{pad}{line}" if line else "" for line in body.splitlines()]
    return "\n".join(lines)

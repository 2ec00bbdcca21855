"""The lexicon of organs: short and generic names (教体局, 市委编办's 委编办) and the official names they stand for.

Loads ``data/organs.tsv`` once, when first asked; users add rows of their own with ``Lexicon.with_rows``. Not here:
region prefixes, reading of prose, and any name that the table does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class OrganRow:
    """A row of the table. ``full`` "" means known but never completed; {} in it is the region, {s} its stem."""

    short: str
    full: str
    kind: str
    level: str
    note: str = ""


class Lexicon:
    """Rows by short name, and every known ending (short names and the official ones) for matching in text."""

    def __init__(self, rows: Iterable[OrganRow]) -> None:
        self.rows = tuple(rows)
        self._by_short: dict[str, dict[str, OrganRow]] = {}
        for row in self.rows:
            self._by_short.setdefault(row.short, {})[row.level] = row
        for row in self.rows:
            self._add_official(row)
        self.names = frozenset(self._by_short)
        self.last_characters = frozenset(name[-1] for name in self.names)
        self.endings = re.compile("[" + "".join(sorted(self.last_characters)) + "]")
        self._lengths: dict[str, tuple[int, ...]] = {}
        for last in self.last_characters:
            lengths = {len(name) for name in self.names if name[-1] == last}
            self._lengths[last] = tuple(sorted(lengths, reverse=True))

    def _add_official(self, row: OrganRow) -> None:
        """The official name counts as known too: 人力资源和社会保障局, and 委组织部 of 中共{}委组织部."""
        official = row.full.rpartition("}")[2] if "}" in row.full else row.full
        if len(official) >= 3 and official not in self._by_short:
            self._by_short[official] = {row.level: OrganRow(official, row.full, row.kind, row.level, row.note)}

    def row(self, short: str, level: str) -> OrganRow | None:
        """The row of that name at that level: "state", "province" or "local"."""
        return self._by_short.get(short, {}).get(level)

    def any_row(self, short: str) -> OrganRow | None:
        """The row of that name at whatever level, local ones first."""
        levels = self._by_short.get(short, {})
        return levels.get("local") or levels.get("province") or levels.get("state")

    def is_local(self, short: str) -> bool:
        """Whether a region's organ is called so: only these take a prefix that a list shares."""
        levels = self._by_short.get(short, {})
        return "local" in levels or "province" in levels

    def ending_at(self, text: str, end: int, floor: int = 0) -> int:
        """Where the longest known name begins that ends at ``end`` and not before ``floor``; -1 where there is none."""
        for length in self._lengths.get(text[end - 1], ()) if end else ():
            start = end - length
            if start >= floor and text[start:end] in self.names:
                return start
        return -1

    def starting_at(self, text: str, start: int = 0) -> str:
        """The longest known name that begins at ``start``, or ""."""
        for end in range(min(len(text), start + 24), start + 1, -1):
            if text[start:end] in self.names:
                return text[start:end]
        return ""

    def with_rows(self, rows: Iterable[OrganRow]) -> Lexicon:
        """This lexicon with a user's rows, which win over those of the same name and level."""
        return Lexicon((*self.rows, *rows))


def read_rows(text: str) -> list[OrganRow]:
    """The rows of a table in the form of ``organs.tsv``: tabs, # comments, a line of column names."""
    rows: list[OrganRow] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith(("#", "short\t")):
            continue
        cells = [*line.split("\t"), "", "", "", ""]
        rows.append(OrganRow(cells[0], cells[1], cells[2] or "government", cells[3] or "local", cells[4]))
    return rows


@cache
def default_lexicon() -> Lexicon:
    """The lexicon that ships with policyparse."""
    return Lexicon(read_rows((files("policyparse") / "data" / "organs.tsv").read_text(encoding="utf-8")))

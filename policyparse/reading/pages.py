"""Pages: what every reader hands on: characters in file order, their lines, and the source they come from.

Not here: any decision about what the characters mean. Offsets into ``Pages.characters`` are *raw offsets*; the
manuscript's source map leads back to them, and ``locate`` leads from them to line and column of the file.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read."""

    name: str
    media_type: str
    sha256: str
    size_bytes: int
    text_layer: Literal["native", "ocr", "mixed"]
    reader: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The characters of a source with the raw offsets at which its lines begin.

    ``characters`` holds every character as decoded, line breaks included. ``line_starts`` is ascending and begins
    with 0; a line ends before the next one's start, its own break included.
    """

    source: Source
    characters: str
    line_starts: tuple[int, ...]
    flagged: tuple[tuple[str, str], ...] = field(default=())
    """(diagnostic code, message) of what the reader noticed."""
    has_lines: bool = True
    """False where ``characters`` are derived (a web page's article), so that their lines are not lines of the file."""

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column, both 1-based, of a raw offset."""
        line = bisect_right(self.line_starts, offset) - 1
        return line + 1, offset - self.line_starts[line] + 1


def find_line_starts(characters: str) -> tuple[int, ...]:
    """Raw offsets at which lines begin; a line ends with LF, CR LF or CR."""
    starts = [0]
    at = 0
    for line in characters.splitlines(keepends=True):
        at += len(line)
        if line[-1] in "\r\n":
            starts.append(at)
    if len(starts) > 1 and starts[-1] == len(characters):
        starts.pop()
    return tuple(starts)

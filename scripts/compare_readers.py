"""Where the two readers of PDF differ: ``python scripts/compare_readers.py FOLDER [FILE ...]`` lists it.

Compared are text, tables and facts. ``--brief`` prints a line a file; the exit code is 1 where facts or tables differ,
blanks aside. For: whoever doubts a reader, since either can check the other. Not for: which of the two is right
(``scripts/score_pdfs.py --reader pdfplumber``).
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

import policyparse

FIRST, SECOND = "pdf", "pdfplumber"
KINDS = ("tasks", "targets", "thresholds", "deadlines", "units", "citations")
AROUND = 12  # characters shown before a difference of the text
PLACES = frozenset(("evidence", "place", "section_id", "task_id", "table_id", "id", "task_ids", "target_ids"))
"""Fields that say where a fact stands, or name it by that: not what it says."""


def main() -> int:
    """Compare the readers on each file."""
    parser = argparse.ArgumentParser(description="Show where the two readers of PDF differ.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", nargs="*", help="only these files, with or without .pdf")
    parser.add_argument("--password", help="opens protected files")
    parser.add_argument("--brief", action="store_true", help="a line a file, no differences listed")
    chosen = parser.parse_args()
    wanted = {name.removesuffix(".pdf") for name in chosen.files}
    paths = [path for path in sorted(chosen.folder.glob("*.pdf")) if not wanted or path.stem in wanted]
    if not paths:
        parser.error(f"no such PDFs in {chosen.folder}")
    worst = 0
    for path in paths:
        found = compare(path, chosen.password)
        serious = sum(kind != "text" for kind, _ in found)
        worst = max(worst, int(bool(serious)))
        counted = Counter(kind for kind, _ in found)
        print(f"{path.stem:32} " + (", ".join(f"{n} {kind}" for kind, n in counted.items()) or "same"), flush=True)
        if not chosen.brief:
            for kind, words in found:
                print(f"    {kind}: {words}")
    return worst


def compare(path: Path, password: str | None = None) -> list[tuple[str, str]]:
    """What differs: (kind, words), where kind is "outcome", "text", "tables" or a kind of fact."""
    first, second = (_parse(path, password, reader) for reader in (FIRST, SECOND))
    if isinstance(first, str) or isinstance(second, str):
        said = [one if isinstance(one, str) else "a document" for one in (first, second)]
        return [] if said[0] == said[1] else [("outcome", f"{FIRST}: {said[0]}; {SECOND}: {said[1]}")]
    found = [("text", words) for words in _text(first.text, second.text)]
    found += [("tables", words) for words in _tables(first, second)]
    for kind in KINDS:
        found += [(kind, words) for words in _facts(getattr(first, kind), getattr(second, kind))]
    return found


def _parse(path: Path, password: str | None, reader: str) -> policyparse.PolicyDocument | str:
    try:
        return policyparse.parse(path, password=password, reader=reader, limits=policyparse.Limits(seconds=600))
    except policyparse.PolicyParseError as error:
        return error.code


def _text(one: str, other: str) -> Iterator[str]:
    """The stretches that differ, by lines first, so that long texts are compared fast."""
    lines, others = one.splitlines(), other.splitlines()
    for what, a, b, c, d in difflib.SequenceMatcher(None, lines, others, autojunk=False).get_opcodes():
        if what != "equal":
            yield from _characters("\n".join(lines[a:b]), "\n".join(others[c:d]))


def _characters(one: str, other: str) -> Iterator[str]:
    for what, a, b, c, d in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if what != "equal":
            yield f"after “{one[max(0, a - AROUND) : a]}”: {FIRST} “{one[a:b]}”, {SECOND} “{other[c:d]}”"


def _tables(first: policyparse.PolicyDocument, second: policyparse.PolicyDocument) -> Iterator[str]:
    if len(first.tables) != len(second.tables):
        yield f"{FIRST} has {len(first.tables)}, {SECOND} {len(second.tables)}"
    for number, (one, other) in enumerate(zip(first.tables, second.tables, strict=False), 1):
        for what in ("header", "pages"):
            if getattr(one, what) != getattr(other, what):
                yield f"table {number} {what}: {FIRST} {getattr(one, what)}, {SECOND} {getattr(other, what)}"
        if len(one.rows) != len(other.rows):
            yield f"table {number}: {FIRST} {len(one.rows)} rows, {SECOND} {len(other.rows)}"
        for at, (row, another) in enumerate(zip(one.rows, other.rows, strict=False), 1):
            for column, (cell, its) in enumerate(zip(row, another, strict=False), 1):
                if _flat(cell) != _flat(its):
                    yield f"table {number} row {at} column {column}: {FIRST} “{cell}”, {SECOND} “{its}”"


def _facts(first: tuple[Any, ...], second: tuple[Any, ...]) -> Iterator[str]:
    """Facts that one reader gave and the other did not; what they say is compared, not where they stand."""
    one, other = (Counter(repr(_said(fact.model_dump())) for fact in facts) for facts in (first, second))
    for reader, more in ((FIRST, one - other), (SECOND, other - one)):
        for words in more.elements():
            yield f"only {reader}: {words}"


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _said(inner) for key, inner in value.items() if key not in PLACES and inner not in (None, ())}
    if isinstance(value, list | tuple):
        return [_said(inner) for inner in value]
    return _flat(value) if isinstance(value, str) else value


def _flat(words: str) -> str:
    return "".join(words.split())


if __name__ == "__main__":
    sys.exit(main())

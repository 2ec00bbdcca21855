"""A user's own words from files: a table of organs, one of units of measure, patterns, or a folder with any of these.

For: ``policyparse.read_lexicon``, ``--lexicon`` and the spaCy component. Not for: what a row or a pattern means
(``policyparse.language``), nor using them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from policyparse.errors import PolicyParseError
from policyparse.language.organ_lexicon import Lexicon, OrganRow, lexicon_with, read_rows
from policyparse.language.patterns import Patterns, TokenPattern, read_patterns
from policyparse.language.table_rows import BadRow, first_names
from policyparse.language.units import UnitWord, read_units
from policyparse.reading.decoding import decode
from policyparse.reading.limits import Limits
from policyparse.reading.opening import printable_name, read_file

ORGANS: Final = "organs.tsv"
UNITS: Final = "units.tsv"
PATTERNS: Final = "patterns.jsonl"
NAMES: Final = (ORGANS, UNITS, PATTERNS)

Read = TypeVar("Read")


class OwnWords(NamedTuple):
    """What a user's files hold; ``pattern_file`` is the name by which errors call the file of the token patterns."""

    organs: tuple[OrganRow, ...] = ()
    units: tuple[UnitWord, ...] = ()
    tokens: tuple[TokenPattern, ...] = ()
    pattern_file: str = PATTERNS

    def lexicon(self) -> Lexicon:
        """The package's lexicon with these organs and units, made once for the same words."""
        return lexicon_with(self.organs, self.units)


def read_lexicon(path: str | os.PathLike[str]) -> Lexicon:
    """The lexicon of ``read_own_words``; raises what that does, and "unsupported" for a pattern of tokens."""
    words = read_own_words(path)
    if words.tokens:
        said = f"line {words.tokens[0].line}: a pattern of tokens needs a spaCy pipeline; here only phrases are matched"
        raise PolicyParseError("unsupported", said, words.pattern_file)
    return words.lexicon()


def read_own_words(path: str | os.PathLike[str]) -> OwnWords:
    """The words of a folder with organs.tsv, units.tsv and patterns.jsonl (any of them), or of one such file.

    A single file is told by what it is: patterns where its name ends in .jsonl, units where its columns have ``word``,
    else organs. Raises PolicyParseError with the file's name: "not_found", "not_a_file", "too_large", "unreadable", or
    "corrupt" and the line that is wrong.
    """
    place = Path(os.fsdecode(path))
    if place.is_dir():
        return _of_folder(place)
    text, name = _text_of(place)
    if place.suffix.lower() == ".jsonl":
        return _joined((), (), _read(read_patterns, text, name), name)
    if "word" in first_names(text):
        return OwnWords(units=tuple(_read(read_units, text, name)))
    return OwnWords(organs=tuple(_read(read_rows, text, name)))


def _of_folder(folder: Path) -> OwnWords:
    there = {name: folder / name for name in NAMES if (folder / name).exists()}
    if not there:
        said = f"the folder holds none of {', '.join(NAMES)}"
        raise PolicyParseError("not_found", said, printable_name(folder.name or str(folder)))
    texts = {name: _text_of(file)[0] for name, file in there.items()}
    organs = _read(read_rows, texts[ORGANS], ORGANS) if ORGANS in texts else []
    units = _read(read_units, texts[UNITS], UNITS) if UNITS in texts else []
    patterns = _read(read_patterns, texts[PATTERNS], PATTERNS) if PATTERNS in texts else Patterns((), (), ())
    return _joined(tuple(organs), tuple(units), patterns, PATTERNS)


def _joined(organs: tuple[OrganRow, ...], units: tuple[UnitWord, ...], patterns: Patterns, name: str) -> OwnWords:
    """Tables and patterns together; the tables come last, as of a word that stands in both they say more."""
    return OwnWords((*patterns.organs, *organs), (*patterns.units, *units), patterns.tokens, name)


def _text_of(file: Path) -> tuple[str, str]:
    name = printable_name(file.name or str(file))
    return decode(read_file(file, Limits().file_bytes, name), name), name


def _read(read: Callable[[str], Read], text: str, name: str) -> Read:
    try:
        return read(text)
    except BadRow as error:
        raise PolicyParseError("corrupt", f"line {error.line}: {error.message}", name) from error

"""Ids: of a document by what it is, of a fact by what it says; both survive a change of file format.

An id is a kind's letter and 10 hex digits of SHA-256; repeats of one id get -2, -3 in their order. Not here: what a
fact says (`facts.assembly`).
"""

from __future__ import annotations

import hashlib
import unicodedata

from policyparse.lazy_regex import regex

DIGITS = 10
DOCUMENT_DIGITS = 16
NO_WORD = regex(r"[\W_]+")
WORD = regex(r"[^\W_]+")
# What NFKC makes of the marks of every Chinese text: without them it has nothing left to do, and sees it at once.
PLAIN_MARKS = tuple(zip("，（）：；！？％", ",():;!?%", strict=True))
# Those that most texts print: without them, and of one width, a text has nothing left to drop.
DROPPED_MARKS = ",():;!?%、。“”《》—-. \n"
SEPARATOR = "\x1f"  # parts the parts of an id, and stands in no manuscript


class Ids:
    """Hands out ids; one for each document."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}
        self._words = _FoldedWords()

    def give(self, letter: str, *parts: object) -> str:
        """An id for a fact of these parts; the same parts give -2, -3 the second and third time."""
        return self.give_folded(letter, [self.words(part) for part in parts])

    def give_folded(self, letter: str, words: list[str]) -> str:
        """As ``give``, of parts that are folded already."""
        base = letter + _hashed(words, DIGITS)
        count = self._given.get(base, 0) + 1
        self._given[base] = count
        return base if count == 1 else f"{base}-{count}"

    def words(self, part: object) -> str:
        """A part folded, each text once: many facts share their parts."""
        return "" if part is None else self._words[part if isinstance(part, str) else str(part)]


class _FoldedWords(dict[str, str]):
    """The words of texts, folded when first asked for."""

    def __missing__(self, text: str) -> str:
        words = self[text] = _words(text)
        return words


def digest(*parts: object, digits: int = DIGITS) -> str:
    """Hex digits over the parts: widths folded, blanks and punctuation left out, as two formats of a notice differ."""
    return _hashed(["" if part is None else _words(str(part)) for part in parts], digits)


def _words(part: str) -> str:
    """The letters and digits of a part, widths folded."""
    if part.isalnum() and unicodedata.is_normalized("NFKC", part):
        return part
    for printed, plain in PLAIN_MARKS:
        part = part.replace(printed, plain)
    if not unicodedata.is_normalized("NFKC", part):  # a tenth of the time that normalize() takes for nothing
        part = unicodedata.normalize("NFKC", part)
    for mark in DROPPED_MARKS:
        part = part.replace(mark, "")
    return part if part.isalnum() else "".join(WORD.findall(part))


def _hashed(words: list[str], digits: int) -> str:
    joined = SEPARATOR.join(words)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:digits]


def document_id(issuers: tuple[str, ...], number: str | None, title: str | None, day: str | None, text: str) -> str:
    """From issuer and number where both are certain; else from title, issuers, date and text, never from bytes."""
    if issuers and number:
        return "doc-" + digest("number", "|".join(issuers), number, digits=DOCUMENT_DIGITS)
    return "doc-" + digest("text", title, "|".join(issuers), day, text, digits=DOCUMENT_DIGITS)

"""Several files of one document_id: which is the notice, which a copy, an earlier version, or another notice.

For: folder runs, once all files are parsed. A pure function of what is known of the files, so that the order of work,
kills and repeated runs change nothing. Not for: moving or rewriting files (`batch.roles`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from policyparse.lazy_regex import inline, regex

Role = Literal["current", "duplicate", "superseded", "conflict"]

# Words by which one notice's versions differ in their titles.
VERSION_WORDS = regex("修订版|修订稿|修订|修正版|修正|更正版|更正|征求意见稿|送审稿|定稿|最新版|全文")
NO_WORD = regex(r"[\W_]+")
LIKE = 0.8


@dataclass(frozen=True, slots=True)
class Sighting:
    """A file that gave a document: what it takes to judge it among others of the same document_id.

    ``arrival`` numbers the files as they came; ``text`` is a digest of the normalised text, ``title`` of ``title_key``;
    ``gone``: the file is no longer in the inbox, its document is still known.
    """

    path: bytes
    arrival: int
    text: str
    title: str
    signed_date: str | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is: ``keeper`` is the file that stands for it, None where it stands for itself.

    ``number`` above 1: another notice had the document_id before; this one is delivered with the suffix ``~number``.
    """

    path: bytes
    role: Role
    number: int
    keeper: bytes | None

    def delivered_id(self, document_id: str) -> str:
        """The document_id under which the file's document goes out."""
        return document_id if self.number == 1 else f"{document_id}~{self.number}"


def title_key(title: str | None) -> str:
    """A title's words without widths, blanks, punctuation and words of version."""
    words = NO_WORD.sub("", unicodedata.normalize("NFKC", title or ""))
    return VERSION_WORDS.sub("", words)


def judge(files: Sequence[Sighting]) -> list[Verdict]:
    """A verdict on each of the files of one document_id, in order of arrival.

    Files with the same text or a like title are one notice: of each text the first by signed date, then arrival, is
    kept (one that is still there before one that is gone, as after a renaming), the others are its duplicates; of the
    kept the last, by the first of its text, is current and supersedes the rest. Other notices are
    numbered by arrival and not by date, so that a number once given out is never given to another.
    """
    verdicts: dict[bytes, Verdict] = {}
    ordered = sorted(files, key=lambda file: file.arrival)
    for number, family in enumerate(_families(ordered), 1):
        copies: dict[str, list[Sighting]] = {}
        for file in sorted(family, key=lambda file: (file.signed_date or "", file.arrival)):
            copies.setdefault(file.text, []).append(file)
        kept_ones = [min(same, key=lambda file: file.gone) for same in copies.values()]
        for kept, same in zip(kept_ones, copies.values(), strict=True):
            for file in same:
                if file is not kept:
                    verdicts[file.path] = Verdict(file.path, "duplicate", number, kept.path)
        *earlier, current = kept_ones
        verdicts[current.path] = Verdict(current.path, "current" if number == 1 else "conflict", number, None)
        for file in earlier:
            verdicts[file.path] = Verdict(file.path, "superseded", number, current.path)
    return [verdicts[file.path] for file in ordered]


def _families(ordered: Sequence[Sighting]) -> list[list[Sighting]]:
    families: list[list[Sighting]] = []
    for file in ordered:
        for family in families:
            if any(file.text == member.text for member in family) or alike(family[0].title, file.title):
                family.append(file)
                break
        else:
            families.append([file])
    return families


def alike(title: str, other: str) -> bool:
    """Whether two title keys may be of versions of one notice: nearly the same words, and the same figures."""
    if title == other:
        return True
    if not title or not other or inline(r"\d+").findall(title) != inline(r"\d+").findall(other):
        return False
    return SequenceMatcher(None, title, other, autojunk=False).ratio() >= LIKE

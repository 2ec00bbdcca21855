"""What a delivery left out or changed, and text that every format can hold.

For: workbooks, calendars, databases, which say what they could not take over as it stands. Not for: doubts about a
notice's content, which are diagnostics in its document.
"""

from __future__ import annotations

from dataclasses import dataclass

from policyparse.lazy_regex import regex

# What XML 1.0, PostgreSQL or UTF-8 cannot hold: C0 controls but tab and newline, lone surrogates, two non-characters.
_UNFIT = regex("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a delivery did not take over as it stands: of which notice, a code word, and why."""

    document_id: str
    code: str
    message: str


def plain_text(text: str) -> str:
    """The text with a replacement character for each character that some format cannot hold; newlines plain."""
    if not _UNFIT.search(text):
        return text
    return _UNFIT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))

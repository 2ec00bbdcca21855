"""Text of a notice as HTML, attributes and JSON may hold it: nothing in it becomes markup, code or direction.

Not here: what is shown. A character is never dropped or added, so that offsets in what is shown are those of the text.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from policyparse.lazy_regex import regex

# Controls but tab and newline, what turns the direction of the text behind it, lone surrogates, and what is no text.
UNSHOWABLE = regex("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
# Controls that converters leave behind, and marks of direction, neither of which anybody should see.
UNSEEN = regex("[\x7f-\x9f\u061c\u200e\u200f]")
IN_SCRIPT = regex("[<>&\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\x7f-\x9f]")


def shown(text: str) -> str:
    """Text for HTML and for attributes in double quotes; what cannot be shown is U+FFFD or unseen, one for one."""
    return escape(UNSEEN.sub("\u2060", UNSHOWABLE.sub("\ufffd", text)))


def script_json(value: Any) -> str:
    """A value as JSON for a script element: no character of it can end the element or be taken for markup."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    written = written.encode("utf-8", "backslashreplace").decode("utf-8")  # a lone surrogate as \\udXXX
    return IN_SCRIPT.sub(lambda match: f"\\u{ord(match.group()):04x}", written)

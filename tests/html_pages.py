"""What the tests of pages share: a page as a tree, its text, and that it takes nothing from outside.

Not here: anything that is tested.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from lxml import html

ADDRESSES = ("src", "href", "srcset", "action", "formaction", "poster", "data", "xlink:href", "style", "background")


def tree_of(page: str) -> Any:
    """The page as lxml reads it."""
    return html.document_fromstring(page)


def words_of(element: Any, language: str = "zh") -> str:
    """What a reader of that language sees, blanks run together."""
    other = "en" if language == "zh" else "zh"
    parts: list[str] = []

    def walk(one: Any) -> None:
        if one.tag not in ("style", "script", "title") and other not in (one.get("class") or "").split():
            parts.append(one.text or "")
            for child in one:
                walk(child)
                parts.append(child.tail or "")

    walk(element)
    return " ".join("".join(parts).split())


def rows_of(table: Any, language: str = "zh") -> list[list[str]]:
    """The cells of a table's body."""
    return [[words_of(cell, language) for cell in row] for row in table.xpath("./tbody/tr")]


def assert_self_contained(page: str) -> None:
    """No address leads anywhere but to the page itself or beside it, and no script runs but the one that is known."""
    tree = tree_of(page)
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on")], element.attrib
            for name in ADDRESSES:
                address = element.get(name)
                assert address is None or name == "href", (element.tag, name, address)
                assert address is None or (":" not in address.split("#")[0] and not address.startswith("/")), address
    assert "url(" not in page and "@import" not in page
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    scripts = [script.text for script in tree.iter("script")]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert [f"'sha256-{digest}'" for digest in digests] == [
        word.strip(";") for word in policy.split() if "sha256" in word
    ]
    assert len(scripts) <= 1

"""A page that stands by itself: its frame, escaped words, labels in two languages with a switch that needs no script.

For: reports that a person opens from the disk. The policy in the head lets nothing in from outside: no address, no
picture but inline SVG, one script at most, known by its digest. Not for: what stands on a page; the review page
(`review.page`), which has a frame of its own: forms, names for screen readers and hints in its fields are words too,
and no style sheet can turn those into another language, so its script does, from one table.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final, Literal, NamedTuple

from policyparse.delivery.remarks import plain_text
from policyparse.lazy_regex import regex

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
# What turns the direction of writing, by which words can be shown in another order than they stand.
_TURNING: Final = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Label(NamedTuple):
    """What the page says itself, in Chinese and in English."""

    zh: str
    en: str


def words(text: object) -> str:
    """Words of a notice, or of anybody else, as HTML: escaped, nothing in them can act."""
    return escape(_TURNING.sub("\ufffd", plain_text(str(text))))


def said(zh: str, en: str) -> str:
    """What the page says itself, as HTML in both languages; the switch shows one."""
    return f'<span class="zh">{escape(zh)}</span><span class="en" lang="en">{escape(en)}</span>'


@cache
def shipped(package: str, name: str) -> str:
    """A style sheet or script that lies in a package of this library."""
    return files(f"policyparse.{package}").joinpath(name).read_text(encoding="utf-8")


def html_page(
    title: Label, body: Iterable[str], styles: Iterable[str] = (), language: Language = "zh", script: str = ""
) -> Iterator[str]:
    """The page in pieces: its head, the switch between languages, ``body`` and, last, ``script``.

    ``styles`` are added to the sheet of all pages; ``language`` is the one shown first.
    """
    sheet = "\n".join((shipped("delivery", "page.css"), *styles))
    yield f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n{_policy(script)}\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(title.zh)} · {escape(title.en)}</title>\n<style>\n{sheet}</style></head>\n<body>\n"
    yield _switch(language)
    yield from body
    if script:
        yield f"<script>{script}</script>\n"
    yield "</body></html>\n"


def only_script(script: str) -> str:
    """The rule of a content security policy that lets this script run and no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return f"script-src 'sha256-{digest}'"


def _policy(script: str) -> str:
    scripts = f"{only_script(script)}; " if script else ""
    allowed = f"default-src 'none'; style-src 'unsafe-inline'; {scripts}base-uri 'none'; form-action 'none'"
    return f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'


def _switch(language: Language) -> str:
    names = {"zh": "中文", "en": "English"}
    buttons = "".join(
        f'<label><input type="radio" name="language" id="in-{key}"{" checked" if key == language else ""}>'
        f"<span>{name}</span></label>"
        for key, name in names.items()
    )
    return f'<div class="languages" role="radiogroup" aria-label="语言 Language">{buttons}</div>\n'

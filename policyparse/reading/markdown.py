"""The reader of Markdown, as converters write notices down (and people notes): bytes → Pages of one endless page.

Each mark of Markdown becomes as many characters of no width, so that lines and columns stay those of the file; the
words stay. Not here: tables (`markdown_tables`), and what headings mean: the notice's own numbering tells, as in print.
Marks: CommonMark 0.31.2; tables: GitHub Flavored Markdown 0.29; what converters add: tags of HTML, formulas of TeX.
"""

from __future__ import annotations

import dataclasses
import html
import re

from policyparse.lazy_regex import regex
from policyparse.reading.decoding import decode
from policyparse.reading.limits import Reading
from policyparse.reading.markdown_tables import blanked, find_tables
from policyparse.reading.page_labels import PLAIN, USED
from policyparse.reading.pages import Pages, find_line_starts
from policyparse.reading.text_file import pages_of_text

READER = "markdown 1"
MEDIA_TYPE = "text/markdown"
BULLET = "●"

FRONT = regex(r"\A\ufeff?---[ \t]*\r?\n((?:[^\n:]{1,30}:[^\n]{0,500}\n){2,40})---[ \t]*(?=\r?\n|\Z)")
FRONT_LABEL = regex(r"[\"' ]*([^\s:\"']{1,20})[\"' ]*:")
# What a collection says of a file, quoted above the notice's own heading.
HEADING = regex(r"(?m)^#{1,6}[ \t]")
QUOTED = regex(r"(?m)^>[^\n]*$")
KNOWN_LABELS = frozenset(USED) | PLAIN

# At the beginning of a line: quotations, headings, bullets, rules, fences of code.
OPENS_LINE = regex(r"(?m)^[ \t]{0,8}(?:>[ \t]?){0,9}(?:#{1,6}(?=[ \t])|)[ \t]*")
CLOSES_HEADING = regex(r"(?m)(?<=[ \t])#{1,6}[ \t]*$")
BULLETS = regex(r"(?m)^([ \t]{0,20})[-*+](?=[ \t]+\S)")
BREAKS = regex(
    r"(?m)^[ \t]{0,3}(?:(?:\*[ \t]*){3,80}|(?:_[ \t]*){3,80}|-{3,80}[ \t]*|={3,80}[ \t]*|(?:```|~~~)[^\n`]{0,40})$"
)
IMAGE = regex(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)")
LINK = regex(r"\[([^\[\]\n]{1,300})(\]\([^()\s]{1,1000}(?: \"[^\"\n]{0,200}\")?\))")
# Strong emphasis opens before a letter, and before a mark only where none of its own letters stands before it.
STRONG = regex(r"(\*\*\*?|__)(?=\S)([^*_\n]{1,400})(\1)")
CODE = regex(r"(`{1,2})([^`\n]{1,200})(\1)")
STRUCK = regex(r"(~~)([^~\n]{1,200})(~~)")
ESCAPED = regex(r"\\(?=[!-/:-@\[-`{-~])")
TAG = regex(
    r"(?i)</?(?:html|body|br|p|div|span|u|b|i|strong|em|sub|sup|center|font|img|a|h[1-6]|ul|ol|li|hr)\b[^<>\n]{0,500}>"
)
COMMENT = regex(r"<!--[^>]{0,2000}-->")
ENTITY = regex(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
FORMULA = regex(r"\$([^$\n\u4e00-\u9fff]{1,80})\$")
TEX = regex(r"\\(?:%|sim|geqslant|leqslant|geq|leq|ge|le|times|pm|mathrm|text|cdot|circ|,)(?![a-zA-Z])|[{}~]")
TEX_SIGNS = {
    "\\%": "%", "\\sim": "～", "\\geqslant": "≥", "\\leqslant": "≤", "\\geq": "≥", "\\leq": "≤", "\\ge": "≥",
    "\\le": "≤", "\\times": "×", "\\pm": "±", "\\cdot": "·", "\\circ": "°", "~": " ",
}  # fmt: skip
BLOCK_TAGS = regex(r"(?i)</?(?:br|p|div|center|h[1-6]|ul|ol|li|hr)\b")


def read_markdown(reading: Reading) -> Pages:
    """Pages of a Markdown file. Raises PolicyParseError ``empty``, ``unreadable`` or ``corrupt``."""
    return pages_of_markdown(decode(reading.data, reading.name), reading.data, reading.name)


def pages_of_markdown(characters: str, data: bytes, name: str) -> Pages:
    """Pages of Markdown already decoded: as many characters, those of marks without width."""
    head = _without_front_matter(characters)
    noted = _without_note_above(head)
    plain, tables = find_tables(noted)
    pages = pages_of_text(_without_marks(plain), data, name, MEDIA_TYPE, READER)
    frame = ("page_frame", "a note in quotation marks above the first heading left out")
    flagged = pages.flagged if noted == head else (*pages.flagged, frame)
    return dataclasses.replace(pages, line_starts=find_line_starts(characters), tables=tables, flagged=flagged)


def _without_front_matter(characters: str) -> str:
    """Without the fences of a head of labels, and without its labels that say nothing of the notice."""
    front = FRONT.match(characters)
    if front is None:
        return characters
    kept: list[str] = []
    for line in front.group(1).splitlines(keepends=True):
        label = FRONT_LABEL.match(line)
        known = label is not None and label.group(1) in KNOWN_LABELS
        kept.append(line if known else blanked(line))
    opening, closing = front.start(1), front.end(1)
    return (
        blanked(characters[:opening])
        + "".join(kept)
        + blanked(characters[closing : front.end()])
        + characters[front.end() :]
    )


def _without_note_above(text: str) -> str:
    """Without quotations above the first heading."""
    heading = HEADING.search(text)
    above = heading.start() if heading else 0
    return QUOTED.sub(_blank, text[:above]) + text[above:]


def _without_marks(text: str) -> str:
    """The words alone, each where it stood."""
    text = COMMENT.sub(_blank, text)
    text = BREAKS.sub(_blank, text)
    text = CLOSES_HEADING.sub(_blank, OPENS_LINE.sub(_opening, text))
    text = BULLETS.sub(rf"\1{BULLET}", text)
    text = FORMULA.sub(_formula, text)
    text = LINK.sub(_link, IMAGE.sub(_blank, text))
    for pattern in (STRONG, STRUCK, CODE):
        text = pattern.sub(_inside, text)
    text = ENTITY.sub(_entity, TAG.sub(_tag, text))
    return ESCAPED.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return blanked(match.group())


def _opening(match: re.Match[str]) -> str:
    """Marks go; blanks before a paragraph stay as they were, since nothing is code in a notice."""
    return blanked(match.group()) if match.group().strip() else match.group()


def _inside(match: re.Match[str]) -> str:
    return blanked(match.group(1)) + match.group(2) + blanked(match.group(3))


def _link(match: re.Match[str]) -> str:
    return blanked("[") + match.group(1) + blanked(match.group(2))


def _tag(match: re.Match[str]) -> str:
    """A tag that ends a line does so."""
    rest = blanked(match.group())[1:]
    return ("\n" if BLOCK_TAGS.match(match.group()) else blanked("<")) + rest


def _entity(match: re.Match[str]) -> str:
    character = html.unescape(match.group())
    return character + blanked(match.group()[1:]) if len(character) == 1 else match.group()


def _formula(match: re.Match[str]) -> str:
    signs = TEX.sub(lambda sign: TEX_SIGNS.get(sign.group(), "").ljust(len(sign.group()), blanked("x")), match.group(1))
    return blanked("$") + signs + blanked("$")

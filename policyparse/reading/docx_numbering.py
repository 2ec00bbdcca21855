"""Automatic numbering of a DOCX: which marker Word prints at the beginning of a paragraph.

Lists are counted as Word counts them: lists (``num``) of one definition (``abstractNum``) go on with one another unless
one states a start of its own; a level begins anew after a higher one (ECMA-376 part 1, 17.9). Not here: the numerals
themselves (`number_formats`), and numbers written by hand, which are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policyparse.lazy_regex import inline, regex
from policyparse.reading.docx_styles import Styles
from policyparse.reading.number_formats import print_number
from policyparse.reading.symbol_fonts import UNKNOWN, in_symbols
from policyparse.reading.word_xml import COMPATIBILITY, Element, attribute, child, number, switch, w

LEVELS = 9
LONGEST_MARKER = 60
PLACE = regex("%([1-9])")
BULLET = "●"  # what a bullet is printed as where its font's character is not known


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart``: the level (1-based) after which it begins anew, 0 never, None any higher."""

    start: int
    number_format: str
    text: str
    restart: int | None
    suffix: str
    legal: bool
    style: str | None
    hidden: bool
    font: str
    width: int


@dataclass(slots=True)
class _Definition:
    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    linked_style: str | None = None


@dataclass(slots=True)
class _List:
    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]
    started: set[int] = field(default_factory=set)


class Numbering:
    """The lists of ``word/numbering.xml``, counted paragraph by paragraph in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, _Definition] = {}
        self._lists: dict[int, _List] = {}
        if root is None:
            return
        for element in root.iterchildren(w("abstractNum")):
            name = attribute(element, "abstractNumId") or ""
            linked = attribute(child(element, "numStyleLink"))
            self._definitions[name] = _Definition(dict(_levels(element)), linked_style=linked)
        for element in root.iterchildren(w("num")):
            one = _List(attribute(child(element, "abstractNumId")) or "", {}, {})
            for override in element.iterchildren(w("lvlOverride")):
                level = number(override, "ilvl")
                one.levels.update((level, made) for _, made in _levels(override))
                if child(override, "startOverride") is not None:
                    one.starts[level] = number(child(override, "startOverride"))
            self._lists[number(element, "numId", -1)] = one

    def marker(self, properties: Element | None) -> str:
        """The marker of the next paragraph with these properties, its blank included; "" where it has none."""
        style = self._styles.of_paragraph(properties)
        stated = child(properties, "numPr")
        own = child(stated, "numId")
        list_id = self._styles.list_of(style) if own is None else number(own)
        found = self._list(list_id) if list_id else None
        if found is None:
            return ""
        one, definition = found
        if child(stated, "ilvl") is not None:
            at = number(child(stated, "ilvl"))
        else:
            at = self._styles.level_of(style, _named(one, definition)) if own is None else 0
        at = max(0, min(LEVELS - 1, at))
        level = _level_of(one, definition, at)
        if level is None:
            return ""
        self._count(one, definition, at, level)
        return _printed(one, definition, at, level)

    def _list(self, list_id: int) -> tuple[_List, _Definition] | None:
        """A list and the definition that it counts in, through a numbering style where it names one."""
        for _ in range(3):
            one = self._lists.get(list_id)
            definition = self._definitions.get(one.definition) if one else None
            if one is None or definition is None:
                return None
            if definition.levels or not definition.linked_style:
                return one, definition
            following = self._styles.list_of(definition.linked_style)
            if following is None or following == list_id:
                return None
            list_id = following
        return None

    def _count(self, one: _List, definition: _Definition, at: int, level: Level) -> None:
        counts = definition.counts
        before = counts[at]
        if at in one.starts and at not in one.started:
            counts[at] = one.starts[at]
        else:
            counts[at] = one.starts.get(at, level.start) if before is None else before + 1
        one.started.add(at)
        for lower in range(at + 1, LEVELS):
            below = _level_of(one, definition, lower)
            if below is None or below.restart is None or at < below.restart:
                counts[lower] = None


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(w("lvl")):
        number_format, width = _number_format(element)
        marks = child(element, "rPr")
        fonts = child(marks, "rFonts")
        restart = child(element, "lvlRestart")
        yield (
            number(element, "ilvl"),
            Level(
                start=number(child(element, "start")),
                number_format=number_format,
                text=(attribute(child(element, "lvlText")) or "")[:LONGEST_MARKER],
                restart=None if restart is None else number(restart),
                suffix=attribute(child(element, "suff")) or "tab",
                legal=bool(switch(element, "isLgl")),
                style=attribute(child(element, "pStyle")),
                hidden=bool(switch(marks, "vanish")),
                font=attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or "",
                width=width,
            ),
        )


def _number_format(level: Element) -> tuple[str, int]:
    """The format, and the digits of a format of leading zeros ("001, 002, 003, …"), which Word writes as custom."""
    custom = level.find(f"{COMPATIBILITY}AlternateContent/{COMPATIBILITY}Choice/{w('numFmt')}")
    stated = child(level, "numFmt")
    if stated is None:
        stated = level.find(f"{COMPATIBILITY}AlternateContent/{COMPATIBILITY}Fallback/{w('numFmt')}")
    for element in (custom, stated):
        zeros = inline("0+1").match(attribute(element, "format") or "")
        if zeros:
            return "decimal", len(zeros.group())
    return attribute(stated) or "decimal", 0


def _named(one: _List, definition: _Definition) -> dict[str, int]:
    """Paragraph style → the level that names it."""
    return {level.style: at for at, level in {**definition.levels, **one.levels}.items() if level.style}


def _level_of(one: _List, definition: _Definition, at: int) -> Level | None:
    return one.levels.get(at) or definition.levels.get(at)


def _printed(one: _List, definition: _Definition, at: int, level: Level) -> str:
    """The marker's words, and a blank behind them where Word leaves room."""
    if level.hidden:
        return ""
    if level.number_format == "bullet":
        words = _bullet(level)
    else:

        def numeral(place: re.Match[str]) -> str:
            which = int(place.group(1)) - 1
            count, shown = definition.counts[which], _level_of(one, definition, which)
            if shown is None or which > at:
                return ""
            # A higher level that has not come yet is printed as if it had begun, and still begins with its start.
            return _numeral(shown.start if count is None else count, shown, decimal=level.legal)

        words = PLACE.sub(numeral, level.text)
    return words + (" " if words.strip() and level.suffix != "nothing" else "")


def _numeral(count: int, level: Level, decimal: bool) -> str:
    if level.number_format in ("none", "bullet"):
        return ""
    if level.width:
        return str(count).zfill(level.width)
    return str(count) if decimal else print_number(count, level.number_format)


def _bullet(level: Level) -> str:
    """The bullet as Unicode; fonts of their own draw it at private characters or at letters."""
    words = in_symbols(level.text, level.font)
    if level.font.lower() == "courier new" and words == "o":
        return "○"
    return "".join(
        BULLET if character == UNKNOWN or "\ue000" <= character <= "\uf8ff" else character for character in words
    )

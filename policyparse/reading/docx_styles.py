"""Paragraph and character styles of a DOCX: what a paragraph inherits of numbering and of being hidden.

Styles inherit along ``basedOn`` (ECMA-376 part 1, 17.7.4.3). Not here: how anything looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyparse.reading.word_xml import Element, attribute, child, number, switch, w

LONGEST_CHAIN = 50


class Styles:
    """The styles of ``word/styles.xml``; none where the part is missing."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._hidden: dict[str, bool] = {}
        self._lists: dict[str, int | None] = {}
        for style in () if root is None else root.iterchildren(w("style")):
            name = attribute(style, "styleId")
            if name is None:
                continue
            self._styles.setdefault(name, style)
            if attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on"):
                self._default = name

    def of_paragraph(self, properties: Element | None) -> str | None:
        """The id of a paragraph's style: its own or the default one."""
        stated = attribute(child(properties, "pStyle"))
        return stated if stated in self._styles else self._default

    def list_of(self, style: str | None) -> int | None:
        """The list (numId) that a paragraph or numbering style gives, its parents' where it gives none itself."""
        if style is None:
            return None
        if style not in self._lists:
            stated = (child(element, "pPr", "numPr", "numId") for element in self._chain(style))
            self._lists[style] = next((number(found) for found in stated if found is not None), None)
        return self._lists[style]

    def level_of(self, style: str | None, named: dict[str, int]) -> int:
        """The level of a style in its list: the one that names it (17.9.23), else the one that it states, else its
        parent's; 0 where none does."""
        for element in self._chain(style):
            name = attribute(element, "styleId") or ""
            stated = child(element, "pPr", "numPr", "ilvl")
            if name in named or stated is not None:
                return named.get(name, number(stated))
        return 0

    def hides(self, style: str | None) -> bool:
        """True where a paragraph or character style makes its text hidden."""
        if style is None:
            return False
        if style not in self._hidden:
            stated = (switch(child(element, "rPr"), "vanish") for element in self._chain(style))
            self._hidden[style] = next((value for value in stated if value is not None), False)
        return self._hidden[style]

    def _chain(self, style: str | None) -> Iterator[Element]:
        """The style and those it is based on; an endless chain is cut."""
        for _ in range(LONGEST_CHAIN):
            element = self._styles.get(style or "")
            if element is None:
                return
            yield element
            style = attribute(child(element, "basedOn"))

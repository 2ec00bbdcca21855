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
        self._numbering: dict[str, tuple[int | None, int | None]] = {}
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

    def numbering(self, style: str | None) -> tuple[int | None, int | None]:
        """The list (numId) and the level (ilvl) that a style gives, each None where it gives none."""
        if style is None:
            return None, None
        if style not in self._numbering:
            list_id = level = None
            for element in self._chain(style):
                stated = child(element, "pPr", "numPr")
                if list_id is None and child(stated, "numId") is not None:
                    list_id = number(child(stated, "numId"))
                if level is None and child(stated, "ilvl") is not None:
                    level = number(child(stated, "ilvl"))
            self._numbering[style] = (list_id, level)
        return self._numbering[style]

    def lineage(self, style: str | None) -> list[str]:
        """A style's id and those it is based on, nearest first."""
        return [attribute(element, "styleId") or "" for element in self._chain(style)]

    def hides(self, style: str | None) -> bool:
        """True where a paragraph or character style makes its text hidden."""
        if style is None:
            return False
        if style not in self._hidden:
            stated = (switch(child(element, "rPr"), "vanish") for element in self._chain(style))
            self._hidden[style] = next((value for value in stated if value is not None), False)
        return self._hidden[style]

    def list_of(self, style: str) -> int | None:
        """The list that a numbering style names, for ``numStyleLink``."""
        return self.numbering(style)[0]

    def _chain(self, style: str | None) -> Iterator[Element]:
        """The style and those it is based on; an endless chain is cut."""
        for _ in range(LONGEST_CHAIN):
            element = self._styles.get(style or "")
            if element is None:
                return
            yield element
            style = attribute(child(element, "basedOn"))

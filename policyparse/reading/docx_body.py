"""The body of a DOCX → its blocks: paragraphs with their markers, tables, text boxes, in document order.

A text box stands where it is anchored: before its paragraph where no words of it came yet, else after it. Not here:
the words of a paragraph (`docx_runs`), the counting of lists (`docx_numbering`), the grid of a table (`docx_tables`).
"""

from __future__ import annotations

from collections.abc import Iterator

from policyparse.reading.docx_blocks import Block, LeftOut
from policyparse.reading.docx_numbering import Numbering
from policyparse.reading.docx_runs import DELETED, Runs
from policyparse.reading.docx_styles import Styles
from policyparse.reading.docx_tables import read_table
from policyparse.reading.limits import Clock
from policyparse.reading.word_xml import COMPATIBILITY, Element, attribute, child, switch, w

DEEPEST = 40  # tables and text boxes inside one another; Word itself nests no deeper than a page can show
WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "bdo", "dir", "body")))
CONTENTS_HEADING = "目录"


class Body:
    """Reads blocks; holds what runs through a document: list counts, open fields, what was left out."""

    def __init__(self, document: Element, numbering: Numbering, styles: Styles, clock: Clock) -> None:
        self.left_out = LeftOut()
        self._runs = Runs(styles, self.left_out, document)
        self._numbering = numbering
        self._styles = styles
        self._clock = clock
        self._depth = 0

    def blocks(self, parent: Element) -> tuple[Block, ...]:
        """The blocks of a body, a cell or a text box."""
        if self._depth >= DEEPEST:
            self.left_out.note("deep_nesting")
            return ()
        self._depth += 1
        written = _Written()
        for element in self.inside(parent):
            if element.tag == w("p"):
                self._paragraph(element, written)
            elif element.tag == w("tbl"):
                self._clock.check()
                table = read_table(element, self)
                if table is not None:
                    written.add(table)
            elif element.tag == w("altChunk"):
                self.left_out.note("embedded_documents")
        written.end()
        self._depth -= 1
        return tuple(written.blocks)

    def inside(self, parent: Element) -> Iterator[Element]:
        """The children of a part, those in wrappers (content controls, accepted changes, alternatives) included."""
        waiting = list(reversed(parent))
        while waiting:
            element = waiting.pop()
            if element.tag in DELETED:
                self.left_out.note("tracked_changes")
            elif element.tag == COMPATIBILITY + "AlternateContent":
                choice = element.find(COMPATIBILITY + "Choice")
                waiting.extend(reversed(choice if choice is not None else element[:1]))
            elif element.tag in WRAPPERS:
                gallery = attribute(child(element, "sdtPr", "docPartObj", "docPartGallery"))
                if gallery == "Table of Contents":
                    self.left_out.note("contents_list", sum(1 for _ in element.iter(w("p"))))
                else:
                    waiting.extend(reversed(element))
            else:
                yield element

    def _paragraph(self, element: Element, written: _Written) -> None:
        properties = child(element, "pPr")
        mark = child(properties, "rPr")
        words = self._runs.words(element, self._styles.of_paragraph(properties))
        deleted = any(child(mark, name) is not None for name in ("del", "moveFrom"))
        initial = attribute(child(properties, "framePr"), "dropCap") not in (None, "none")
        joined = deleted or initial or bool(switch(mark, "vanish"))
        # A paragraph whose mark is gone takes the next one's numbering; if it has no words, nothing of it is left.
        marker = "" if deleted or (joined and not words.text.strip()) else self._numbering.marker(properties)
        boxes = [(at, self._box(box)) for at, box in words.boxes]
        for at, blocks in boxes:
            if not words.text[:at].strip():
                written.aside(blocks)
        if words.in_list:
            self.left_out.note("contents_list")
            written.drop_heading(CONTENTS_HEADING)
            if not words.text.strip():
                return
        written.words(marker, words.text, joined)
        for at, blocks in boxes:
            if words.text[:at].strip():
                written.aside(blocks)

    def _box(self, box: Element | str) -> tuple[Block, ...]:
        return (box,) if isinstance(box, str) else self.blocks(box)


class _Written:
    """Blocks as they come; a paragraph whose mark is deleted or hidden waits for the next one."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._marker = ""
        self._waiting: str | None = None

    def words(self, marker: str, text: str, joined: bool) -> None:
        self._marker = self._marker or marker
        self._waiting = (self._waiting or "") + text
        if not joined:
            self.blocks.append(self._marker + self._waiting)
            self._marker, self._waiting = "", None

    def aside(self, blocks: tuple[Block, ...]) -> None:
        """Blocks of a text box; those before a waiting paragraph's end go before it."""
        self.blocks.extend(block for block in blocks if not isinstance(block, str) or block.strip())

    def add(self, block: Block) -> None:
        self.end()
        self.blocks.append(block)

    def end(self) -> None:
        if self._waiting:
            self.blocks.append(self._marker + self._waiting)
        self._marker, self._waiting = "", None

    def drop_heading(self, heading: str) -> None:
        """Takes back the last paragraph where it is this heading, letter-spaced or not."""
        if self.blocks and isinstance(last := self.blocks[-1], str) and "".join(last.split()) == heading:
            self.blocks.pop()

"""Outline: the manuscript with its parts, metadata, sections and tables named; what the facts are read from.

Not here: the facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policyparse.language.spelling import fold, full_marks
from policyparse.language.values import Mention, Time
from policyparse.layout.line_kinds import is_title_like
from policyparse.layout.manuscript import Manuscript, Paragraph, TableBlock
from policyparse.layout.markers import ATTACHMENT, read_marker
from policyparse.outline.masthead import Masthead, read_masthead
from policyparse.outline.operative import SectionClass, classify, is_normative
from policyparse.outline.parts import Parts, find_parts
from policyparse.outline.sections import Section, build_sections
from policyparse.tables.columns import Columns, read_header


@dataclass(frozen=True, slots=True)
class OutlinedTable:
    """A table with its place in the outline: caption (a span of the text) and section, where it has them."""

    block: TableBlock
    caption: tuple[int, int] | None
    section: int | None
    columns: Columns
    header: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a notice is made of. ``classes[i]`` belongs to ``sections[i]``."""

    manuscript: Manuscript
    parts: Parts
    masthead: Masthead
    sections: tuple[Section, ...]
    classes: tuple[SectionClass, ...]
    tables: tuple[OutlinedTable, ...]
    times: dict[tuple[int, int], list[Mention[Time]]] = field(default_factory=dict, compare=False, repr=False)
    """Times of stretches already read, so that tasks and targets do not read them twice."""
    cell_times: dict[tuple[int, int], list[Mention[Time]]] = field(default_factory=dict, compare=False, repr=False)
    """The same of cells: a column's head is read for each of its rows."""

    folded: str = field(default="", compare=False, repr=False)
    """The text with one spelling a character (`language.spelling`), folded once for all who read stretches of it."""
    text: str = field(default="", compare=False, repr=False)
    """The manuscript's text."""
    spelled: str = field(default="", compare=False, repr=False)
    """The text with its commas, colons and brackets in full width, for those who read sentences of duty."""


def outline(manuscript: Manuscript) -> Outline:
    """The outline of a manuscript."""
    parts = find_parts(manuscript)
    masthead = read_masthead(manuscript, parts)
    carrier = masthead.subject_title or masthead.title
    sections, table_sections = build_sections(manuscript, parts, carrier.value if carrier else "")
    kind, own = masthead.doc_type, masthead.doc_number
    binds = masthead.subject_title is None and is_normative(
        kind.value if kind else None, own.value.organ_code if own else None
    )
    spelled = full_marks(manuscript.text)
    classes = classify(sections, spelled, binds)
    tables = []
    for number, block in enumerate(manuscript.blocks):
        if isinstance(block, TableBlock):
            header = block.draft.header()
            rows = [[cell.strand.text if cell else "" for cell in row] for row in block.draft.grid()]
            caption = _caption(manuscript, number)
            tables.append(OutlinedTable(block, caption, table_sections.get(number), read_header(header, rows), header))
    found = tuple(sections), tuple(classes), tuple(tables)
    return Outline(
        manuscript, parts, masthead, *found, folded=fold(manuscript.text), text=manuscript.text, spelled=spelled
    )


def _caption(manuscript: Manuscript, number: int) -> tuple[int, int] | None:
    """The title-like line right above a table, or above its unit of measure."""
    above = manuscript.blocks[number - 1] if number else None
    if not isinstance(above, Paragraph):
        return None
    text = manuscript.text[above.start : above.end]
    if text.startswith("单位：") and len(text) <= 12:
        return _caption(manuscript, number - 1)
    if not is_title_like(text) or read_marker(text) or ATTACHMENT.fullmatch(text):
        return None
    return above.start, above.end

"""Blocks → sections: headed parts and numbered items as a tree, and the parts of a notice that hold them.

Nesting follows the order in which marker styles first appear: a style already open closes what stands below it, a new
one goes one deeper. Not here: which sections hand out work (`outline.operative`), metadata (`outline.masthead`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policyparse.language.organ_names import is_whole
from policyparse.layout.line_kinds import UNITS_LABEL, is_title_like
from policyparse.layout.manuscript import Manuscript, Paragraph, TableBlock
from policyparse.layout.markers import ATTACHMENT, Marker, label_of, number_of, read_marker
from policyparse.lazy_regex import inline, regex
from policyparse.outline.lead_sentences import lead_sentences
from policyparse.outline.parts import Parts, is_among
from policyparse.outline.plain_headings import plain_headings
from policyparse.outline.worded_markers import worded_markers

FULL_STOP = "。"
TOP_DECIMAL = regex(r"(\d{1,2})[ 　]*([^\d\s。，；：、][^。，；：]{1,20})")
# 地区住建局：负责…: a unit's name, a colon and its duty.
LONGEST_UNIT = 30
UNIT_HEADED = regex(
    rf"([^\W\d_A-Za-z][^\s\d，,。；;：:“”《》〔【A-Za-z]{{2,{LONGEST_UNIT - 1}}})[：:](?=[^\W\d_A-Za-z])"
)
FINAL_PROVISIONS = regex(r"附\s{0,8}则")  # the one heading that notices of every kind print without a number
SHARES_OUT = regex("职责|分工|责任")
LONGEST_PART_HEADING = 24
DOTTED = regex(r"([1-9]\d{0,2})[.](?=\d)")
LEAST_DECIMALS = 3  # fewer say nothing of how a notice numbers its items
HEADING_MARK = regex("[（(《“〔【）)》”〕】。]")


@dataclass(slots=True)
class Section:
    """A headed part or numbered item.

    ``start``/``end``: from its marker to the end of all below it. ``heading``: span of the heading without marker.
    ``paragraphs``: its own paragraphs (the heading's first), not those of sections below it. ``part``: 'body',
    'attachment'. ``document``: title of the document in which it stands, where the file holds several.
    """

    index: int
    parent: int | None
    marker: str | None
    style: str
    level: int
    start: int
    end: int
    heading: tuple[int, int]
    paragraphs: list[tuple[int, int]]
    part: str
    children: list[int]
    document: str = ""


def build_sections(manuscript: Manuscript, parts: Parts, title: str) -> tuple[list[Section], dict[int, int]]:
    """Sections in reading order, and for each table block the section in which it stands.

    ``title``: that of the document that carries the content; a notice may issue more behind it.
    """
    builder = _Builder(manuscript, parts, title)
    for number, block in enumerate(manuscript.blocks):
        if isinstance(block, TableBlock):
            builder.table(number, block)
        elif number not in parts.front_matter:
            builder.paragraph(block)
    return builder.sections, builder.tables


class _Builder:
    """Walks the blocks once; ``open`` holds the sections that the next block may belong to, outermost first."""

    def __init__(self, manuscript: Manuscript, parts: Parts, title: str) -> None:
        self._document = title
        self.text = manuscript.text
        self.sections: list[Section] = []
        self.tables: dict[int, int] = {}
        self._open: list[Section] = []
        self._part = "body"
        self._titles = parts.issued_keys
        self._awaits_title = False
        self._markers: dict[int, Marker | None] = {
            block.start: read_marker(self.text[block.start : block.end])
            for block in manuscript.blocks
            if isinstance(block, Paragraph)
        }
        self._markers.update(worded_markers(manuscript))
        self._plain = plain_headings(manuscript, frozenset(parts.front_matter), self._markers)
        self._lead = lead_sentences(manuscript, self._markers)
        self._headed_by_unit = _headed_by_units(manuscript)
        decimals = sum(marker is not None and marker.style.startswith("decimal") for marker in self._markers.values())
        self._decimal = decimals >= LEAST_DECIMALS

    def table(self, number: int, block: TableBlock) -> None:
        if self._open:
            self.tables[number] = self._open[-1].index
            self._stretch(block.end)

    def paragraph(self, block: Paragraph) -> None:
        text = self.text[block.start : block.end]
        attachment = ATTACHMENT.match(text) if text[:1] == "附" else None
        if attachment and self._begins_attachment(text, attachment.end()):
            self._attachment(block, attachment)
            return
        marker = self._markers[block.start]
        if marker is None and text[:1].isdecimal():
            marker = self._top_decimal(text) or self._before_number(text)
        if marker and (self.sections or not _is_compiled_title(text, marker)):
            self._item(block, text, marker)
        elif block.start in self._headed_by_unit and self._is_headed_by_unit():
            self._item(block, text, Marker("unit", 0, "", 0))
        elif block.start in self._lead and self._open:
            self._item(block, text, Marker("lead", 0, "", 0))
        elif FINAL_PROVISIONS.fullmatch(text) or block.start in self._plain:
            self._open = []
            self._push(None, "heading", block, (block.start, block.end))
        elif self._awaits_title and is_title_like(text):
            self._name_attachment(block, text)
        elif self.sections and is_among(text, self._titles):
            self._open = []
            self._part = "body"
            self._document = text
        elif self._open:
            self._open[-1].paragraphs.append((block.start, block.end))
            self._stretch(block.end)
        self._awaits_title = False

    def _top_decimal(self, text: str) -> Marker | None:
        """“3 预警和监测” of a notice whose items are numbered 3.1, 3.1.1: a bare number is a marker nowhere else."""
        match = TOP_DECIMAL.fullmatch(text) if self._decimal else None
        if match is None:
            return None
        before = [s.marker for s in self.sections if s.style == "decimal1" and s.marker]
        number = int(match[1])
        return (
            Marker("decimal1", number, match[1], match.start(2))
            if number == int(before[-1] if before else 0) + 1
            else None
        )

    def _is_headed_by_unit(self) -> bool:
        """地区住建局：负责…: a duty headed by whose it is, in a part that shares out work and has more of them."""
        above = next((section for section in reversed(self._open) if section.style != "unit"), None)
        return above is not None and bool(SHARES_OUT.search(self.text[slice(*above.heading)][:LONGEST_PART_HEADING]))

    def _before_number(self, text: str) -> Marker | None:
        """35.5个地级市要…: the dot behind the number that comes next in its list is no decimal mark."""
        match = DOTTED.match(text)
        if match is None:
            return None
        before = [section for section in self._open if section.style == "digit"]
        follows = bool(before) and before[-1].marker == str(int(match[1]) - 1)
        return Marker("digit", int(match[1]), match[1], match.end()) if follows else None

    def _begins_attachment(self, text: str, end: int) -> bool:
        """An attachment's own page: 附件 alone, or 附件 with its title on one line below the body's last section."""
        rest = text[end:].strip()
        return not rest or (
            bool(self.sections)
            and is_title_like(rest)
            and not read_marker(rest)
            and ":" not in text[:end]
            and "：" not in text[:end]
        )

    def _attachment(self, block: Paragraph, match: re.Match[str]) -> None:
        self._part = "attachment"
        self._open = []
        label = inline(r"\s").sub("", match.group(1) + (match.group(2) or ""))
        heading = (block.start + match.end(), block.end)
        self._push(label, "attachment", block, heading if heading[0] < heading[1] else (block.start, block.end))
        self._awaits_title = heading[0] >= heading[1]

    def _name_attachment(self, block: Paragraph, text: str) -> None:
        self._open[-1].heading = (block.start, block.end)
        self._stretch(block.end)
        if is_among(text, self._titles):
            self._part = "body"
        self._open[-1].part = self._part
        self._awaits_title = False

    def _item(self, block: Paragraph, text: str, marker: Marker) -> None:
        styles = [section.style for section in self._open]
        if marker.style in styles:
            del self._open[styles.index(marker.style) :]
        elif marker.style == "chinese_bracket" and marker.number == 1 and "digit" in styles:
            self._close_sentences(styles.index("digit"))
        start = marker.length
        end = _heading_end(text, start)
        self._push(self._label(marker), marker.style, block, (block.start + start, block.start + end))

    def _close_sentences(self, at: int) -> None:
        """（一） is above 1. (GB/T 9704-2012, 7.3.3), and below one only where that is a heading and no sentence."""
        listed = self._open[at]
        end = listed.paragraphs[0][1]
        if listed.marker != "1" and self.text[end - 1] in "；;。":
            del self._open[at:]

    def _label(self, marker: Marker) -> str | None:
        """The words of the number; those of the next one, where a recogniser of paper misread them."""
        if marker.style in ("unit", "lead"):
            return None
        if marker.style == "bracketed_digit":
            return str(marker.number)
        if marker.number and marker.label != "l":
            return marker.label
        parent = self._open[-1].index if self._open else None
        before = [s.marker for s in self.sections if s.parent == parent and s.style == marker.style and s.marker]
        return label_of(number_of(before[-1]) + 1 if before and marker.label != "l" else 1, marker.style)

    def _push(self, label: str | None, style: str, block: Paragraph, heading: tuple[int, int]) -> None:
        parent = self._open[-1] if self._open else None
        section = Section(
            len(self.sections),
            parent.index if parent else None,
            label,
            style,
            len(self._open) + 1,
            block.start,
            block.end,
            heading,
            [(block.start, block.end)],
            self._part,
            [],
            self._document,
        )
        if parent:
            parent.children.append(section.index)
        self.sections.append(section)
        self._open.append(section)
        self._stretch(block.end)

    def _stretch(self, end: int) -> None:
        for section in self._open:
            if end > section.end:
                section.end = end


def _is_compiled_title(text: str, marker: Marker) -> bool:
    """The first of a notice's lines: its title behind a compilation's number."""
    return marker.style == "digit" and bool(inline("关于|印发").search(text)) and "。" not in text


def _headed_by_units(manuscript: Manuscript) -> frozenset[int]:
    """Where paragraphs begin that open with a unit's name and a colon; none where only one does."""
    text, found = manuscript.text, []
    for block in manuscript.blocks:
        if isinstance(block, Paragraph):
            opening = text[block.start : min(block.end, block.start + LONGEST_UNIT + 1)]
            has_colon = "：" in opening or ":" in opening
            match = UNIT_HEADED.match(text, block.start, block.end) if has_colon else None
            if match and is_whole(match[1]) and not UNITS_LABEL.match(match[0]):
                found.append(block.start)
    return frozenset(found if len(found) > 1 else ())


def _heading_end(text: str, start: int) -> int:
    """End of the heading sentence: the first full stop outside quotes and brackets, or a colon that ends the line."""
    depth = 0
    for match in HEADING_MARK.finditer(text, start):
        character = match.group()
        if character in "（(《“〔【":
            depth += 1
        elif character != FULL_STOP:
            depth = max(0, depth - 1)
        elif depth == 0 or match.start() - start > 200:
            return match.start()
    end = len(text)
    while end > start and text[end - 1] in "。.：:；;，,":
        end -= 1
    first = text.find(FULL_STOP, start)
    return first if depth and first >= 0 else end

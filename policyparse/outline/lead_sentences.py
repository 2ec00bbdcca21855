"""Paragraphs that are items by their lead sentence: 规范网上办事。修订…。（市政务局牵头，各区配合）.

Told where several stand below one number and each ends with a bracket of its own units. Not here: headings alone on
their lines (`outline.plain_headings`), numbered items (`layout.markers`), who answers (`facts.unit_labels`).
"""

from __future__ import annotations

from collections.abc import Mapping

from policyparse.layout.manuscript import Manuscript, Paragraph
from policyparse.layout.markers import Marker
from policyparse.lazy_regex import regex

LEAD = regex("[\u4e00-\u9fff“”、（）]{4,32}。")
ORGAN_ENDS = "(?:[局委办厅部署院]|部门|政府|单位|中心|公司|街道|[区县市])"
UNITS_AT_END = regex(
    r"[（(〔【](?:[^（()）〔〕【】。]|[（(〔][^（()）〔〕。]{0,40}[）)〕]){2,400}(?:牵头|负责|配合|落实|[单部][位门][：:][^（()）。]{2,200}"
    rf"|[、，](?:[^、，。（()）]|[（(][^（()）]{{0,12}}[）)]){{1,14}}{ORGAN_ENDS})[）)〕】]$"
    rf"|^[（(〔【][^（()）〔〕【】。]{{2,40}}{ORGAN_ENDS}[）)〕】]$"
)
LONGEST_HEADING = 60
LONGEST_UNITS = 500
LEAST = 2  # such paragraphs below one number


def lead_sentences(manuscript: Manuscript, markers: Mapping[int, Marker | None]) -> frozenset[int]:
    """Where the paragraphs begin that are items by their lead sentence, below numbers that are headings alone."""
    text = manuscript.text
    found: list[int] = []
    run: list[Paragraph] = []
    heads = False
    for block in manuscript.blocks:
        if not isinstance(block, Paragraph):
            continue
        if markers.get(block.start) is None:
            if heads:
                run.append(block)
            continue
        found += _items(text, run) if heads else []
        run = []
        heads = block.end - block.start <= LONGEST_HEADING and text.find("。", block.start, block.end - 1) < 0
    return frozenset(found + (_items(text, run) if heads else []))


def _items(text: str, run: list[Paragraph]) -> list[int]:
    """The beginnings of the stretches of paragraphs that end in units; none where one begins without a lead."""
    starts: list[int] = []
    opened = None
    for block in run:
        opened = block if opened is None else opened
        words = text[max(block.start, block.end - LONGEST_UNITS) : block.end]
        if words[-1] not in "）)〕】" or not UNITS_AT_END.search(words):
            continue
        lead = LEAD.match(text, opened.start, opened.end)
        if lead is None or block.end - lead.end() < 20:
            return []
        starts.append(opened.start)
        opened = None
    return starts if len(starts) >= LEAST and opened is None else []

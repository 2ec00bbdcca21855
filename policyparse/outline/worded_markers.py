"""Items that are counted in words: 第一，… 第二，…; 第一阶段：…; 任务一：…, a paragraph each.

Such words open sentences too, so they are markers only where they count on from one. Not here: markers that are signs
of an item wherever they stand (`layout.markers`).
"""

from __future__ import annotations

from policyparse.layout.manuscript import Manuscript, Paragraph
from policyparse.layout.markers import Marker, number_of
from policyparse.lazy_regex import regex

NUMERAL = "[一二三四五六七八九十]{1,2}"
# style: the pattern, its number as its first group
WORDED = (
    ("stage", regex(f"第({NUMERAL})(?:阶段|步)(?:[：:，,、 ]|(?=[（(]))")),
    ("first", regex(f"第({NUMERAL})[，,、](?=[\u4e00-\u9fff“])")),
    ("named", regex(rf"(?:任务|措施|举措|行动|步骤|环节)({NUMERAL}|\d{{1,2}})[：:、](?=[\u4e00-\u9fff“《])")),
)
FIRST_CHARACTERS = frozenset("第任措举行步环")
LEAST = 2  # members of a list


def worded_markers(manuscript: Manuscript) -> dict[int, Marker]:
    """The markers by where their paragraphs begin: those that count on from one without a gap."""
    text = manuscript.text
    lists: dict[str, list[tuple[int, Marker]]] = {}
    found: dict[int, Marker] = {}
    for block in manuscript.blocks:
        if not isinstance(block, Paragraph) or text[block.start] not in FIRST_CHARACTERS:
            continue
        marker = _marker(text[block.start : min(block.end, block.start + 12)])
        if marker is None:
            continue
        counted = lists.setdefault(marker.style, [])
        if marker.number == 1:
            counted[:] = [(block.start, marker)]
        elif counted and marker.number == counted[-1][1].number + 1:
            counted.append((block.start, marker))
            found.update(counted if len(counted) == LEAST else counted[-1:])
    return found


def _marker(opening: str) -> Marker | None:
    for style, pattern in WORDED:
        match = pattern.match(opening)
        if match is not None:
            return Marker(style, number_of(match[1]), match.group().rstrip("：:，,、 "), match.end())
    return None

"""Headings without numbers: 检查时间, 工作要求, each alone on its line, in a notice that numbers no part 一、.

Told by their shape and by what follows them, and only where a notice has several. Not here: numbered parts
(`layout.markers`, `outline.worded_markers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from policyparse.layout.manuscript import Manuscript, Paragraph
from policyparse.layout.markers import Marker
from policyparse.lazy_regex import regex

HEADING = regex(
    "(?!附件|联系|注|备注)[\u4e00-\u9fff、和与及]{2,10}?(?:目标|要求|时间|内容|方式|方法|范围|对象|步骤|安排|措施|任务|保障|事项|办法|程序|流程"
    "|条件|原则|职责|分工|材料|纪律|领导|督查|考核|主题|地点|标准|途径)[：:]?"
)
LONGEST = 13
LEAST = 3  # headings of a notice
LEAST_BODY = 12  # characters of what stands below a heading, where it is no item
NUMBERED_PARTS = frozenset(("chinese", "part", "article"))


def plain_headings(
    manuscript: Manuscript, front: frozenset[int], markers: Mapping[int, Marker | None]
) -> frozenset[int]:
    """Where the paragraphs begin that are headings without numbers; none where the parts are numbered."""
    body = [
        block for number, block in enumerate(manuscript.blocks) if isinstance(block, Paragraph) and number not in front
    ]
    if any((marker := markers.get(block.start)) and marker.style in NUMBERED_PARTS for block in body):
        return frozenset()
    text = manuscript.text
    found: list[int] = []
    for block, following in pairwise(body):
        if not _is_heading(text, block):
            continue
        has_body = markers.get(following.start) is not None or following.end - following.start >= LEAST_BODY
        if has_body and not _is_heading(text, following):
            found.append(block.start)
    return frozenset(found if len(found) >= LEAST else ())


def _is_heading(text: str, block: Paragraph) -> bool:
    return block.end - block.start <= LONGEST and HEADING.fullmatch(text, block.start, block.end) is not None

"""The box of labels at the head of a text that was taken from a web page: 索引号, 发文机关, 主题词 …, often two a line.

What a reader of the notice can use becomes a line of its own, the rest goes. Not here: the labels
(`reading.page_labels`), web pages, whose boxes are told by their markup (`reading.web_labels`).
"""

from __future__ import annotations

import re

from policyparse.layout.lines import Line
from policyparse.layout.strand import strand_of
from policyparse.lazy_regex import regex
from policyparse.reading.page_labels import FEWEST, LABEL, LABEL_LINE, STRONG, USED

HEAD = 16  # lines in which a box may stand
# What a box surely holds, as a line that has one begins; blanks inside Chinese words are gone there.
OPENS = regex(
    "(?:信息)?索引号?|索取号|(?:发文|发布|制发|印发|公开|成文|生成)(?:机关|机构|单位|部门|日期|时间|字号)|主题(?:词|分类)|标题|[文名]"
)
OTHER = regex(r"[\u4e00-\u9fff]{2,5}[:：].")  # a label that no list holds, with its value
TITLES = frozenset(("标题", "名称", "信息名称", "文件名称", "公文名称"))


def take_label_box(characters: str, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines with the box's useful labels a line each, and the lines that were taken out or apart."""
    opening = [number for number, line in enumerate(lines[:HEAD]) if OPENS.match(line.strand.text)]
    if not opening:
        return lines, []
    labels = {number: found for number in range(min(HEAD, len(lines))) if (found := _labels(characters, lines[number]))}
    named = {_name(match) for found in labels.values() for match in found}
    if len(named) < FEWEST or len(named & STRONG) < 2:
        return lines, []
    labels |= _unlisted(lines, labels)
    behind = "".join(line.strand.text for number, line in enumerate(lines[: 2 * HEAD]) if number not in labels)
    kept: list[Line] = []
    for number, line in enumerate(lines):
        kept += _parted(characters, line, labels[number], behind) if number in labels else [line]
    return kept, [lines[number] for number in labels]


def _labels(characters: str, line: Line) -> list[re.Match[str]]:
    """The labels of a line that begins with one and holds nothing but labels and their values."""
    if line.raw_end - line.raw_start > LABEL_LINE or "。" in line.strand.text:
        return []
    start = line.strand.raw_start
    found = [match for match in LABEL.finditer(characters, start, line.raw_end) if match.group(1)]
    return found if found and found[0].start() == start else []


def _unlisted(lines: list[Line], labels: dict[int, list[re.Match[str]]]) -> dict[int, list[re.Match[str]]]:
    """Lines with a label that is not in the lists, told by where they stand: between lines whose labels are."""
    between = (number for number in range(min(labels), max(labels)) if number not in labels)
    return {number: [] for number in between if OTHER.match(lines[number].text) and "。" not in lines[number].text}


def _name(match: re.Match[str]) -> str:
    return "".join(match.group(1).split())


def _parted(characters: str, line: Line, labels: list[re.Match[str]], behind: str) -> list[Line]:
    """A line for each label of use that has a value; a title only where the notice does not print it again."""
    found: list[Line] = []
    ends = [*(match.start() for match in labels[1:]), line.raw_end] if labels else []
    for match, end in zip(labels, ends, strict=True):
        value = strand_of(characters, match.end(), end)
        is_title = _name(match) in TITLES and value.text and value.text not in behind
        if value.text and (_name(match) in USED or is_title):
            whole = strand_of(characters, match.start(), end)
            found.append(line._replace(strand=whole, raw_start=match.start(), raw_end=end, tabs=0, indented=False))
    return found

"""What a page says about its notice beside it: the box of labels (索引号, 发布机构 …), the line below its title.

A box may be a table, a list or a row of blocks; its labels are known words, so they tell it. What a reader of the
notice can use becomes lines of one form, ``label：value``, and the box itself goes. Not here: what the values mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from policyparse.lazy_regex import regex
from policyparse.reading.markup import BLOCKS, Element

# label → what it tells; those that tell nothing of use are labels all the same
USED = {
    "索引号": "index", "信息索引": "index", "信息索引号": "index", "索取号": "index",
    "发文机关": "issuer", "发布机关": "issuer", "制发机关": "issuer", "发文单位": "issuer", "发布机构": "issuer",
    "发布单位": "issuer", "制定机关": "issuer", "印发机关": "issuer", "发文部门": "issuer", "发布部门": "issuer",
    "发文字号": "number", "发文文号": "number", "发文号": "number", "文件编号": "number", "文件号": "number",
    "文号": "number",
    "成文日期": "signed", "生成日期": "signed", "发文日期": "signed", "成文时间": "signed", "生成时间": "signed",
    "发文时间": "signed", "制发日期": "signed", "印发日期": "signed",
    "发布日期": "published", "发布时间": "published", "发表时间": "published", "发表日期": "published",
    "公开日期": "published", "公布日期": "published", "公开时间": "published", "公布时间": "published",
    "实施日期": "effective", "生效日期": "effective", "施行日期": "effective", "生效时间": "effective",
    "失效日期": "expiry", "废止日期": "expiry", "失效时间": "expiry", "有效期至": "expiry",
}  # fmt: skip
PLAIN = frozenset(
    [
        "标题",
        "名称",
        "信息名称",
        "文件名称",
        "公文名称",
        "主题分类",
        "主题词",
        "主题",
        "组配分类",
        "体裁分类",
        "体裁",
        "信息分类",
        "分类",
        "公文种类",
        "公文类型",
        "文种",
        "文件类型",
        "题材分类",
        "服务对象",
        "关键词",
        "关键字",
        "内容概述",
        "内容摘要",
        "摘要",
        "有效性",
        "时效性",
        "时效",
        "效力状态",
        "文件状态",
        "是否有效",
        "公开方式",
        "公开类别",
        "公开形式",
        "公开范围",
        "公开属性",
        "公开主体",
        "公开责任部门",
        "统一编号",
        "规范性文件编号",
        "规范性文件统一编号",
        "登记号",
        "统一登记号",
        "所属机构",
        "来源",
        "信息来源",
        "文章来源",
        "稿源",
        "作者",
        "编辑",
        "责任编辑",
        "审核",
        "浏览次数",
        "浏览量",
        "点击数",
        "点击量",
        "阅读次数",
        "访问量",
        "访问次数",
        "字体",
        "字号",
        "字体大小",
        "字体显示",
        "视力保护色",
        "信息所属单位",
        "责任部门",
        "载体类型",
        "语种",
        "更新时间",
        "日期",
        "时间",
        "打印",
        "分享",
        "记录形式",
        "有效期",
        "生命周期",
        "著录日期",
        "公开程序",
    ]
)
STRONG = frozenset(USED) | frozenset(
    ["主题分类", "主题词", "组配分类", "体裁分类", "信息分类", "公文种类", "效力状态", "有效性", "时效性", "统一编号"]
)
HEAD_ORDER = ("index", "issuer", "signed", "published", "effective", "expiry")
SPACED = "|".join(r"[\s\u3000]*".join(word) for word in sorted({*USED, *PLAIN}, key=len, reverse=True))
LABEL = regex(rf"(?:^|(?<=[\s\u3000|｜\[【（(]))({SPACED})[\s\u3000]*[:：]|^({SPACED})$|^({SPACED})[\s\u3000]+(?=\S)")
FEWEST = 3  # labels that make a box
LONGEST_BOX = 1200  # Chinese characters
LONGEST_SOURCE = 6000  # characters of any kind, and elements
LONGEST_VALUE = 80
LABEL_LINE = 200
DATE = regex(r"((?:19|20)\d\d)([-年/.])\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as printed, without its blanks, and its value; ``colon``: the label is marked as one."""

    label: str
    value: str
    colon: bool


def take_boxes(body: Element) -> list[Labelled]:
    """Takes every box of labels out of the page; what they say, in the page's order."""
    found: list[Labelled] = []
    for element in _boxes(body):
        found += read_labels(_cells(element))
        if element.parent is not None:
            element.parent.children = [child for child in element.parent.children if child is not element]
    if found:
        body.count()
    return found


def read_labels(cells: Iterable[str]) -> list[Labelled]:
    """The labels in runs of text, each with the words up to the next label."""
    found: list[Labelled] = []
    for cell in cells:
        matches = list(LABEL.finditer(cell))
        if found and not found[-1].value and (not matches or matches[0].start() > 0):
            until = matches[0].start() if matches else len(cell)
            found[-1] = Labelled(found[-1].label, _tidy(cell[:until]), found[-1].colon)
        for match, following in zip_longest(matches, matches[1:]):
            value = cell[match.end() : following.start() if following else len(cell)]
            label = re.sub(r"[\s\u3000]", "", "".join(filter(None, match.groups())))
            found.append(Labelled(label, _tidy(value), match.group(1) is not None))
    return found


def is_label_line(line: str) -> bool:
    """A line of labels and values alone, as below a page's title."""
    match = LABEL.match(line.strip("\u3000\u00a0 "))
    return bool(match and match.group(1)) and len(line) <= LABEL_LINE and "。" not in line


def label_lines(found: Iterable[Labelled], published: str) -> list[str]:
    """Lines for the head of the notice, one a kind; ``published``: the day that the page's own head states."""
    by_kind: dict[str, str] = {}
    for one in found:
        kind = USED.get(one.label)
        if kind and one.value and len(one.value) <= LONGEST_VALUE:
            dated = DATE.search(one.value)
            if kind not in ("index", "issuer", "number") and not dated:
                continue
            value = dated.group() if dated and kind not in ("index", "issuer", "number") else one.value
            by_kind.setdefault(kind, f"{one.label}：{value}")
    if published and (match := DATE.match(published)):
        by_kind.setdefault("published", f"发布日期：{match.group()}")
    return [by_kind[kind] for kind in HEAD_ORDER if kind in by_kind]


def printed_number(found: Iterable[Labelled]) -> str:
    """The document number that the labels give, else ''."""
    return next(
        (
            "".join(one.value.split())
            for one in found
            if USED.get(one.label) == "number" and 4 <= len(one.value) <= 40 and "号" in one.value
        ),
        "",
    )


def _boxes(body: Element) -> list[Element]:
    """Elements that are boxes, none inside another: climbed as long as the element around says more labels."""
    labels: dict[int, tuple[int, bool]] = {}
    sizes: dict[int, int] = {}
    for element in reversed(list(body.walk())):  # document order reversed: children before their parents
        size = 1 + sum(len(c) if isinstance(c, str) else sizes[id(c)] for c in element.children)
        sizes[id(element)] = size
        if 0 < element.han + element.linked <= LONGEST_BOX and size <= LONGEST_SOURCE and element is not body:
            labels[id(element)] = _judge(element)
    found: list[Element] = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        count, is_box = labels.get(id(element), (0, False))
        inner = max((labels.get(id(child), (0, False)) for child in element.elements()), default=(0, False))
        if is_box and not (inner[1] and inner[0] >= count):
            found.append(element)
        else:
            waiting.extend(reversed(element.elements()))
    return found


def _judge(element: Element) -> tuple[int, bool]:
    """How many labels an element says, and whether it is a box: labels for the most part, the rest their values."""
    cells = _cells(element)
    said = read_labels(cells)
    names = {one.label for one in said}
    if len(names) < FEWEST or len(names & STRONG) < 2:
        return len(names), False
    valued = sum(bool(one.value) or one.colon for one in said)
    bare = sum(len(cell) for cell in cells) - sum(len(one.label) + len(one.value) for one in said)
    return len(names), 2 * valued >= len(said) and len(cells) <= 2 * len(said) + 4 and bare <= 60 + 6 * len(said)


def _cells(element: Element) -> list[str]:
    """The runs of text between the edges of blocks, blank ones left out."""
    cells: list[str] = []
    parts: list[str] = []
    waiting: list[Element | str | None] = [*reversed(element.children)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        if item is None or item.tag in BLOCKS or item.tag == "br":
            cells.append(_tidy("".join(parts)))
            parts = []
        else:
            parts.append(" ")  # a label in an element of its own needs no blank before it on the page
        if item is not None:
            waiting.append(None if item.tag in BLOCKS else " ")
            waiting.extend(reversed(item.children))
    cells.append(_tidy("".join(parts)))
    return [cell for cell in cells if cell]


def _tidy(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())

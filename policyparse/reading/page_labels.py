"""The labels with which pages speak of their notice (索引号, 发布机构, 主题词 …), and reading them from runs of text.

Not here: where a web page keeps them (`reading.web_labels`), where a text does (`layout.label_box`), what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from policyparse.lazy_regex import inline, regex

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
LONGEST_VALUE = 80
LABEL_LINE = 200
DATE = regex(r"((?:19|20)\d\d)([-年/.])\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label as printed, without its blanks, and its value; ``colon``: the label is marked as one."""

    label: str
    value: str
    colon: bool


def read_labels(cells: Iterable[str]) -> list[Labelled]:
    """The labels in runs of text, each with the words up to the next label."""
    found: list[Labelled] = []
    for cell in cells:
        matches = list(LABEL.finditer(cell))
        if found and not found[-1].value and (not matches or matches[0].start() > 0):
            until = matches[0].start() if matches else len(cell)
            found[-1] = Labelled(found[-1].label, tidy(cell[:until]), found[-1].colon)
        for match, following in zip_longest(matches, matches[1:]):
            value = cell[match.end() : following.start() if following else len(cell)]
            label = inline(r"[\s\u3000]").sub("", "".join(filter(None, match.groups())))
            found.append(Labelled(label, tidy(value), match.group(1) is not None))
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


def tidy(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())

"""What the columns of a table mean, by the words of its header; and so what kind of table it is.

Not here: how rows become tasks or targets (`facts`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from policyparse.lazy_regex import inline, regex

Kind = Literal["tasks", "indicators", "policies", "other"]
Role = Literal[
    "number",
    "measure",
    "work",
    "unit",
    "deadline",
    "value",
    "indicator",
    "nature",
    "unit_of_measure",
    "policy",
    "note",
    "other",
]

WORK_YEAR = regex(
    r"(?:19|20|１９|２０)\d\d年?(?:度|[上下]半年|[1-4一二三四]季度|\d{1,2}月)?(?:工作|任务|建设内容|目标任务|计划)?"
)
LEAST_WORK = 12  # characters of a cell that says what to do; a value is shorter
YEAR_HEADER = regex(r"(?:19|20|１９|２０)\d\d ?年?")
# In the order in which they are tried: the first that fits names the column.
ROLE_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("number", regex(r"^(序号|编号|序|号|No\.?)$")),
    ("note", regex(r"备注|说明|依据")),
    (
        "unit",
        regex(
            r"(责任|牵头|配合|参与|承办|主办|协办|协同|实施|落实|主责|分管|支持|负责|指导|督办)(?:考核|组织|推进|实施|落实|指导)?"
            r"(单位|部门|主体|科室|处室|机构|领导|人)|责任分工|职责分工|牵头|责任方|任务分工|部门分工"
        ),
    ),
    (
        "deadline",
        regex(
            r"(完成|时间|办结|整改|推进|工作|落实|实施)(时限|时间|期限|节点|进度|要求时间)"
            r"|时限|时间节点|时间安排|截止|进度安排|期限"
        ),
    ),
    ("unit_of_measure", regex(r"^(计量)?单位(名称)?$")),
    ("nature", regex(r"属性|指标性质|^性质$|指标类型")),
    ("policy", regex(r"政策(内容|措施|清单|名称|事项|条款)|支持政策")),
    ("indicator", regex(r"指标")),
    ("value", regex(r"目标值|现状值|基期|数值|^数量$|完成值")),
    ("work", regex(r"(工作|任务|具体|主要|重点|改革|整改|落实|建设)?(内容|举措|事项|要求|措施|任务)")),
    ("measure", regex(r"类别|项目|领域|方面|名称|目标|分类|板块|环节|类型|一级|问题")),
)
# Where two columns both speak of work, the more general stands to the left: it is the measure.
WIDER_FIRST = regex(r"目标任务|重点任务|工作任务|推进举措|改革任务|任务名称|任务类别|主要任务|工作目标|工作事项")


@dataclass(frozen=True, slots=True)
class Columns:
    """The role of each column, and the kind of table that they make."""

    kind: Kind
    roles: tuple[Role, ...]

    def of(self, role: Role) -> list[int]:
        """The columns with a role, from left to right."""
        return [column for column, found in enumerate(self.roles) if found == role]


def read_header(header: tuple[str, ...], rows: Sequence[Sequence[str]] = ()) -> Columns:
    """Roles of the columns and the kind of the table, from its column headings; and, under years, from its ``rows``."""
    roles = [_role_of(name) for name in header]
    if years := _years_of_work(header, roles, rows):
        named: list[Role] = ["measure" if role in ("work", "other") else role for role in roles]
        return Columns("tasks", tuple("work" if column in years else role for column, role in enumerate(named)))
    work = [column for column, role in enumerate(roles) if role == "work"]
    for column in work[:-1]:
        if column + 1 in work or WIDER_FIRST.search(header[column]):
            roles[column] = "measure"
    if "work" not in roles and "unit" in roles and "value" not in roles and "indicator" in roles:
        roles[max(column for column, role in enumerate(roles) if role == "indicator")] = "work"  # 考核指标 in sentences
    measures = [column for column, role in enumerate(roles) if role == "measure"]
    if "work" not in roles and measures and ("unit" in roles or "deadline" in roles):
        roles[measures[-1]] = "work"
    return Columns(_kind_of(roles), tuple(roles))


def _years_of_work(header: tuple[str, ...], roles: list[Role], rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns headed by years in which sentences say what is to be done, not values."""
    years = [column for column, name in enumerate(header) if WORK_YEAR.fullmatch(inline(r"\s").sub("", name))]
    if len(years) < 2 or "indicator" in roles:
        return []
    lengths = sorted(len(row[column]) for row in rows for column in years if column < len(row) and row[column])
    return years if lengths and lengths[len(lengths) // 2] >= LEAST_WORK else []


def _role_of(name: str) -> Role:
    compact = inline(r"\s").sub("", name)
    if YEAR_HEADER.search(compact):
        return "value"
    for role, words in ROLE_WORDS:
        if words.search(compact):
            return role
    return "other"


def _kind_of(roles: list[Role]) -> Kind:
    if "policy" in roles:
        return "policies"
    if "work" in roles and ("unit" in roles or "deadline" in roles):
        return "tasks"
    if "value" in roles and "indicator" in roles:
        return "indicators"
    if "indicator" in roles and "unit" not in roles:
        return "indicators"
    if "work" in roles and "value" in roles:
        return "tasks"
    return "other"

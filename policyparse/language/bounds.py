"""How words around a number bind it: comparators, the direction of a change, what it is counted per.

Purpose: looks to the left and right of a place in a folded text. A negated form is tried before its tail (不低于 before
低于). Not for: numbers, units. ANNOTATION.md, section Quantity, is the authority for each word.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: SIM905

from __future__ import annotations

import re
from typing import NamedTuple

from policyparse.language.spelling import BLANKS, skip_blanks_left
from policyparse.language.values import Basis, Comparator
from policyparse.lazy_regex import regex

_LEFT: dict[str, Comparator] = {
    **dict.fromkeys(("少于 低于 小于 下于".split()), "<"),
    **dict.fromkeys("超过 高于 大于 多于 突破 超出 逾 超 > 大于等于".split(), ">"),
    **dict.fromkeys("至少 最少 最低 起码 不下 满足 ≥ ≧ 满 大于等于 >= 大于或等于 达到或超过 不得少 不少".split(), ">="),
    **dict.fromkeys("下限 下限为".split(), ">="),
    "限期": "<=",
    **dict.fromkeys("至多 最多 最长 最高 最大 上限 上限为 封顶 不超 ≤ ≦ <= 小于等于 小于或等于 最迟".split(), "<="),
    **dict.fromkeys("不足 未达到 未达 未满 不满 不到 <".split(), "<"),
    **dict.fromkeys("约 近 大约 约为 大概 将近 接近".split(), "~"),
}  # fmt: skip
_NEGATED: dict[Comparator, Comparator] = {"<": ">=", ">": "<="}
_NEGATION = regex("(?:不得|不应|不能|不宜|不可|不再|不会|不准|不许|不|未|均不|应不|没有)$")
_LEFT_LONGEST = 5
_LEFT_LAST = frozenset(word[-1] for word in _LEFT)
_NOT_LEFT = regex(
    "(?:圆满|附近|邻近|最近|丰满|美满|高超|靠近|拉近|贴近|临近|相近|节约|集约|预约|条约|契约|签约|公约|违约|履约|合约|邀约)$"
)

_AFTER = regex(
    rf"{BLANKS}(?:\((?:含|包括|不含)[^()]{{0,10}}\){BLANKS})?"
    r"(?:(?P<ge>(?:及|或|含|\(含\)|\(及\))?(?:其)?以上|及其以上|之上|起步)|(?P<le>(?:及|或|含|\(含\))?以下|(?:以|之)内|之下|(?<=元)封顶)"
    r"|(?P<inside>内(?![部容涵地外生置控需设科循径能在]|审(?![结批核查定])))|(?P<about>左右|上下(?![级游联班])))"
    rf"(?:{BLANKS}\((?:含|包括|不含)[^()]{{0,10}}\))?"
)
_AFTER_FIRST = frozenset(" (及或含其以之起内左上封")

#: A negated bound that stands apart from its number: 不得超过项目总建筑面积的15%, 至少建设2个.
_APART = regex(
    "(?P<le>不得?(?:超过|高于|多于|大于)|最高(?![^，。；0-9]{1,12}(?:为|上浮|提高|上调|下调|增加))|最多(?!跑)|最长(?=可)|至多)"
    "|(?P<ge>不得?(?:低于|少于|小于)|至少|不应低于)"
)
_APART_REACH = 22
_NAME_CLOSES = regex("[^“”]{0,22}”")
#: A bound before the whole that a share, a multiple or a fraction is of: 低于本市最低生活保障标准的2.5倍.
_OF_WHOLE = regex(
    "(?P<not>不得?|不应|不能|未)?"
    "(?P<word>低于|少于|小于|不足|不到|达不到|未达到|超过|超出(?!部分)|高于|多于|大于|达到(?:或|和)超过|约占|约为)"
    "(?=[^，。；;、：0-9给按]{2,30}$)"
)
#: What a whole ends with: 上年度居民人均可支配收入的, 企业现有在职职工人数, 当地低保年标准.
_WHOLE_ENDS = regex("(?:的|[数额量入积价值资费本金产]|标准|年度|上年|同期|平均|水平|水位|限值|温度|气温)(?:约)?$")
_WHOLE_REACH = 36
_ENDS_REACH = frozenset("，。；;！!？?\n\t,、")


class Bound(NamedTuple):
    """A comparator and where its words begin (left) or end (right)."""

    comparator: Comparator
    edge: int


def bound_before(text: str, start: int) -> Bound | None:
    """The comparator that touches a number from the left."""
    end = skip_blanks_left(text, start)
    if end == 0 or text[end - 1] not in _LEFT_LAST:
        return None
    for length in range(min(_LEFT_LONGEST, end), 0, -1):
        comparator = _LEFT.get(text[end - length : end])
        if comparator is None:
            continue
        edge = end - length
        if length == 1 and _NOT_LEFT.search(text, max(0, end - 2), end):
            return None
        negation = _NEGATION.search(text, max(0, edge - 3), edge)
        if negation and comparator in _NEGATED:
            return Bound(_NEGATED[comparator], _with_guard(text, negation.start()))
        return Bound(comparator, edge)
    return None


def _with_guard(text: str, edge: int) -> int:
    """应不低于: the modal before the negation stays outside the raw words."""
    return edge + 1 if text[edge] in "应均" and text[edge + 1 : edge + 2] == "不" else edge


def bound_apart(text: str, start: int, floor: int) -> Comparator | None:
    """The bound that governs a number across its measure: 不得超过…的15%, 至少建设2个."""
    low = max(floor, start - _APART_REACH)
    for index in range(start - 1, low - 1, -1):
        if text[index] in _ENDS_REACH:
            low = index + 1
            break
    found: Comparator | None = None
    for match in _APART.finditer(text, low, start):
        if not _NAME_CLOSES.match(text, match.end(), start):  # “最多报一次”事项占比达99%
            found = "<=" if match["le"] else ">="
    return found


def bound_of_whole(text: str, start: int, floor: int) -> Comparator | None:
    """The bound that stands before the whole of which a share, multiple or fraction is told."""
    low = max(floor, start - _WHOLE_REACH)
    end = skip_blanks_left(text, start)
    if _WHOLE_ENDS.search(text, max(low, end - 4), end) is None:
        return None
    match = _OF_WHOLE.search(text, low, end)
    if match is None:
        return None
    word = match["word"]
    if word.startswith("约"):
        return "~"
    comparator: Comparator = ">" if word[0] in "超高多大" or word.endswith("超过") else "<"
    if match["not"] and comparator in _NEGATED:
        return _NEGATED[comparator]
    return ">=" if word.startswith("达到") else comparator


def bound_after(text: str, end: int) -> Bound | None:
    """The comparator that follows a unit (or a number whose noun follows): 以上, 以内, 左右."""
    if text[end : end + 1] not in _AFTER_FIRST or end >= len(text):
        return None
    match = _AFTER.match(text, end)
    if match is None:
        return None
    if match["about"]:
        return Bound("~", match.end())
    strict = "不含" in match[0] and _EXCLUDED.search(match[0]) is not None
    if match["ge"]:
        return Bound(">" if strict else ">=", match.end())
    return Bound("<" if strict else "<=", match.end())


#: 300平方米以下(不含), 5000万元以下(不含5000万元); 100万元以上(不含税) says nothing of the bound.
_EXCLUDED = regex(r"[(]不含(?:本数|该数|[0-9][^()]*)?[)]")
_INCLUDED = regex(rf"{BLANKS}[(](?:包?含|包括)(?:本数|该数|[0-9][^()]{{0,8}})?[)]")


def with_bound(text: str, bound: Bound) -> Bound:
    """What a bracket behind a strict bound says: 超过100万元(含100万元) and 低于20人(含) hold the number itself."""
    if bound.comparator not in ("<", ">") or (included := _INCLUDED.match(text, bound.edge)) is None:
        return bound
    return Bound("<=" if bound.comparator == "<" else ">=", included.end())


#: A bound behind the noun that is counted: 100个标准展位以上的; 3名副高级职称以上 is of a rank, 2个县级以上 of a level.
_BEHIND_NOUN = regex(
    "(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:[(][^()]{1,12}[)])?(?:(?P<ge>以上)|(?P<le>以下|以内))(?=的?[，。；;、,)]|的(?!人员)|$)"
)
_RANKED = regex(
    "(?:级|职称|学历|学位|本科|专科|高中|初中|职务|资质|层次|等级|职级|省|市|县|区|乡|镇|其)$|的|到|至|在|须|应|为|对"
)


def bound_behind_noun(text: str, end: int) -> Comparator | None:
    """The comparator that stands behind the noun which a number counts."""
    match = _BEHIND_NOUN.match(text, end)
    if match is None or _RANKED.search(match["noun"]):
        return None
    return ">=" if match["ge"] else "<="


_INCREASE = "增量(?=$|达到?$)|增加|增长|提升|提高|上升|上浮|新增|增设|增幅|扩大|多增|增速|递增|上调|净增"
_DECREASE = "压缩|下降|减少|降低|缩短|压减|缩减|调减|精简|下浮|下调|削减|裁减|降幅"
# What they begin with stands first, so that the branches are tried at few characters.
_CHANGE = regex(f"(?=[增提上新扩多递净压下减降缩调精削裁])(?:(?P<up>{_INCREASE})|(?P<down>{_DECREASE}))")
_YEARLY = regex("(?:年均|每年|(?<!上)(?<!上一)年度|(?<![0-9])年)(?:复合)?(?:增长率?|增速|递增|增幅|提高|提升)")
_CLAUSE_END = regex("[，。；;！？\n\t、,：:]")
_BASIS_REACH = 16


def basis_of(text: str, start: int, unit: str | None, floor: int) -> Basis:
    """Whether a number says a level or by how much something changes."""
    window = _CLAUSE_END.split(text[max(floor, start - _BASIS_REACH) : start])[-1]
    change: re.Match[str] | None = None
    for found in _CHANGE.finditer(window):
        change = found
    if change is None:
        return "level"
    behind = window[change.end() :]
    if "年均" in window or _YEARLY.search(window):
        return "annual_growth" if change["up"] and not _TO_LEVEL.search(behind) else "level"
    word = change[0]
    if "对" in behind:  # 提高企业对200万元以下项目的积极性
        return "level"
    if word in ("提升", "提高", "扩大") and (_NAMED_SO.match(behind) or _MADE_BETTER.search(window, 0, change.start())):
        return "level"
    if word in ("新增", "增设", "净增"):
        return "level" if unit in ("%", "‰") or _OF_RATE.search(behind) else "increase"
    if _TO_LEVEL.search(behind) or (len(behind.strip()) > 7 and unit not in ("%", "百分点")):
        return "level"
    if (
        behind.startswith(("率", "规模", "幅度", "比例", "比达", "比不", "比超", "比为"))
        and "至" not in behind
        and word not in ("增长", "降低")
    ):
        return "level"
    return "increase" if change["up"] else "decrease"


#: 技能提升培训1万人, 质量提升行动3次: what is called so; 改造提升10万亩: what is made better.
_NAMED_SO = regex("(?:培训|行动|工程|计划|项目|改造|活动|试点)")
_MADE_BETTER = regex("(?:改造|整治|更新|修缮)$")
#: 新增工业用地容积率不低于1.2: what is new is measured, not counted.
_OF_RATE = regex("(?:率|系数|密度|强度)(?:一般|原则上|应|须|要)?$")
_TO_LEVEL = regex("[到至为]|控制在|的|人才|稳定在")

_PER_NOUN_END = (
    "照护(?!员|床|机构)|照料(?!员|中心|机构)|"
    "带徒|带教|指导(?=学生|青年|教师|学员)|连续|建设|建立|建成|建有|参与|至少|最多|不少|不低|不超|不得|配备|配置|拥有|举办|设立|设置|培养|培训|与|和|要|应|(?<![人户亩生校床])均|都|有|可|须|需|开展|给予|完成|"
    "新增|达|为|资助|享受|补助|安排|组织|共|原则|确定|选|按|在|从|由|围绕|成立|打造|最|奖|补|引进|遴选|分别|高|超|约|服务|上门|支付|增加|开发|形成|获|"
    "[0-9一二两三四五六七八九十半每，。；;、：:\n\t()（）%]|$"
)
_PER = regex(
    "每(?:个|所|家|项|处|次|场|件|篇|例|名|户|人)(?=(?:建筑|服务|总)?(?:面积|投资|金额|时长|总额|费用|奖励|补助|补贴)|(?:最[高多]|累计|一次性)?资助)"
    "|每(?:年度?|半年|半月|两周|学年|学期|季度?|个?月|旬|周|天|日|校|县|市|区|镇|乡|村|人次|人|生|户|班|亩|次|期|批|岗|科|床|台|辆|小时|"
    "(?:[0-9]+(?:至|-))?[两二三四五六七八九十百千万0-9]+ ?(?:年|个月|人次|万人口?|千人口|人|"
    "平方公里|公里|平方米|千米|亩|公顷|户|"
    "张床位|张|辆|台|天|小时|分钟|名[^，。；、：:0-9]{0,8}?(?=拥|配|至|不|应|$|设|有)|"
    "(?:名|个|间|所|家|床|元)[^，。；、：:0-9]{1,8}?(?=配|至少|不少|不低|应|设|安排))|"
    f"(?:一)?(?!出现|增加|新增|逢|到|当|提高|发现|发生)(?:个|所|家|名|位|项|支|门|台|座|类|种|处|条|件|户|场|辆|间|张|篇|本|套|轮)?(?!分别|给予|都|各)[^，。；;、：:\n\t0-9每]{{1,12}}?(?:[(（][^()（）\n]{{1,8}}[)）])?(?={_PER_NOUN_END}))"
    "|单(?:个|家|户|项)(?:企业|单位|项目|展会|机构|主体|平台|园区|个人|用户|院校|学校|活动|产品|品种|纳税人)"
    "|(?:生|校|人|户|亩|县|村|镇|班|床|地)均|[年月周日]均(?!增|递|提)"
)
#: A bound inside a closed bracket keeps its 每 to itself: （每校不少于1门）、….
_NOTED = regex("[^()0-9]{0,80}+[0-9][^()]{0,80}+[)]")
_PER_REACH = 40
_PER_HINT = regex("[每均单]")
_PER_BORDER = regex("[，。；;！？\n\t]|,(?![0-9]{3})")
_ALL = regex("全[市省国县区州镇校]|累计|总计|共计|合计")


def per_of(text: str, start: int, floor: int = 0, printed: str | None = None) -> tuple[str, ...]:
    """The distributive words in the clause to the left of ``start``: 每校, 每年, 每个县（市、区）, 生均.

    ``printed`` is the text before folding, from which the words are quoted.
    """
    low = max(floor, start - _PER_REACH)
    if _PER_HINT.search(text, low, start) is None:
        return ()
    for border in _PER_BORDER.finditer(text, low, start):
        low = border.end()
    low = _inside_bracket(text, low, start)
    words: list[str] = []
    for part_start, part_end in _parts(text, low, start):
        if _ALL.search(text, part_start, part_end) and not _PER_HINT.search(text, part_start, part_end):
            break
        for match in _PER.finditer(text, part_start, part_end):
            if _NOTED.match(text, match.end(), part_end):
                continue
            word = (printed or text)[match.start() : match.end()].replace(" ", "").replace("\u3000", "")
            if word not in words and not word.startswith("每一"):
                words.append(word)
        if words:
            break
    return tuple(words)


def _inside_bracket(text: str, low: int, high: int) -> int:
    """Where the bracket that ``high`` stands in begins, else where one that was open at ``low`` ends, else ``low``."""
    depth = 0
    for index in range(high - 1, low - 1, -1):
        if text[index] == ")":
            depth += 1
        elif text[index] == "(":
            if not depth:
                return index + 1
            depth -= 1
    return low if not depth else low + text[low:high].find(")") + 1


def _parts(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """The stretches between 、 outside brackets, nearest to ``high`` first."""
    borders, depth = [low], 0
    for index in range(low, high):
        character = text[index]
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character == "、" and not depth:
            borders.append(index + 1)
    ends = [border - 1 for border in borders[1:]] + [high]
    return list(zip(borders, ends, strict=True))[::-1]

"""Numbers that count nothing: names, slogans, lists just given, ranks, service circles, clock times.

Purpose: ``counts_nothing`` tells whether a number with its unit is one of these. Not for: numbers, units or bounds.
ANNOTATION.md, Quantity, “No quantities”, is the authority.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501, SIM905

from __future__ import annotations

from policyparse.language.numerals import Number
from policyparse.language.spelling import skip_blanks, skip_blanks_left
from policyparse.language.units import Unit
from policyparse.lazy_regex import regex

_VERB = (
    "建设|建成|建立|建有|打造|新增|培育|培养|培训|达到|达|至少|不少于|遴选|创建|认定|设立|设置|组建|开展|举办|完成|支持|实施|引进|引入|新建|改造|改扩建|"
    "推出|发布|开发|编写|选派|派出|安排|配备|招收|招聘|聘请|选聘|扩建|布局|成立|孵化|选取|选择|选|确定|推动|推进|落实|参与|提供|突破|超过|"
    "创办|评选|表彰|奖励|给予|资助|补助|申报|立项|出台|制定|修订|制修订|获|获得|取得|共|累计|总计|增加|减少|压减|每年|每|各|"
    "召开|组织|开设|开通|办理|建|办|增设|增|吸引|集聚|拥有|实现|推广|储备|招引|签约|投放|发放|新签|保持|启动|升级|下达|分配"
)
_VERB_BEFORE = regex(f"(?:{_VERB})[^，。；、：:\n\t]{{0,8}}$")
_VERB_ANY = regex(_VERB)
_SLOGAN_NOUN = regex(
    "确保|转化|转变|意识|自信|维护|全面|确立|到位|一批|结合|统筹|坚持|必须|严格|主动|面向|区分|作用|革命|先行|屏障|基地“|课堂|起底|表率|不准|务必|"
    "服务于|聚焦|中心任务|方面|阶段|环节|层面|渠道|维度|新的|整体|重要|好|有机|大局|更|较|系列|领域的|部分"
)
_CLASSIFIER_WEAK = frozenset(
    "个 项 条 种 类 次 件 方 批 步 点 轮 节 段 组 届 回 对 双 本 单 部 道 路 环 口 首 集 版 题 字 遍 面 块 片 张 层 把 款".split()
)
# 行政执法三项制度, 八项规定: sets known by their number; 建立三项制度 counts.
_NAMED_SET = regex("制度|规定|纪律|权利|机制|职能|原则")
_FOUNDED = regex("(?:建立|健全|完善|制定|出台|修订|新增|推出|形成)[^，。；]{0,4}$")
_CIRCLE = regex("[^，。；、！？\n]{0,14}?(?:圈|便民|可达|都市)")
_ROUND_THE_CLOCK = regex("(?:值班|值守|监测|不间断|全天候|热线|自助|在线|运行|服务|咨询|开放)")
_NAME_TAIL = regex("(?:行动计划|行动|计划|规划|方案|工程|攻坚|制(?![定造])|学制|级)")
_OPENING = frozenset("“‘「『")
_LIST_BEFORE = regex("(?:、|和|以及|及|与)([^，。；、：:\n\t0-9“”]{2,12})$")
_COUNTED_NOUN = regex(" ?[\u4e00-\u9fff]")
_CLAUSES = regex("第[一二三四五六七八九十百零0-9]+条(?:[、和]|至)$")  # 第三十三条、三十四条
_RANKED = regex("(?:排名?|名列|位列|位居)(?:在|前|第)?$")  # 排一至三名的
_WEAR = regex("污染|供水|产业|创业|分配|加工|装修|就业|元|全会|函数|收入分配|利用|开发")


def counts_nothing(text: str, number: Number, unit: Unit, bounded: bool) -> bool:
    """Whether the number and unit at this place are a name, a rank, a slogan or the count of a list just given."""
    at = skip_blanks_left(text, number.start)
    before = text[at - 1 : at] if at else ""
    if before in ("第", "每", "×", "*") or (before == "前" and unit.kind == "count"):
        return True
    if unit.name in ("名", "位") and _RANKED.search(text, max(0, number.start - 4), number.start):
        return True
    if before in _OPENING and not number.arabic and not bounded:
        return True
    if unit.kind in ("money", "measure") and text[unit.end : unit.end + 1] == "级":
        return True  # 亿元级园区, 10万吨级航道
    if unit.name == "版" and "." in text[number.start : number.end]:
        return True  # “人才十条”2.0版
    if text.startswith("三方协议", number.start) or (
        unit.name == "条" and _CLAUSES.search(text, max(0, number.start - 10), number.start)
    ):
        return True
    if text.startswith("位一体", number.end) or (unit.name == "包" and not number.arabic and not bounded):
        return True  # 四位一体, 三包
    if unit.kind == "span" and _is_circle_or_clock(text, unit):
        return True
    if bounded:
        return False
    if unit.kind in ("count", "noun"):
        return _is_list_count(text, number, unit, at, before) or (
            not number.arabic and _is_slogan(text, number, unit, at)
        )
    return unit.kind == "span" and _NAME_TAIL.match(text, unit.end) is not None


def _is_circle_or_clock(text: str, unit: Unit) -> bool:
    """15分钟养老服务圈, 24小时值班."""
    if unit.name == "分钟":
        return _CIRCLE.match(text, unit.end) is not None and "圈" in text[unit.end : unit.end + 16]
    return unit.name == "小时" and _ROUND_THE_CLOCK.match(text, unit.end) is not None


def _is_list_count(text: str, number: Number, unit: Unit, at: int, before: str) -> bool:
    """轻工纺织等8个领域, 北京、天津、上海、重庆4个直辖市: the count of what was just listed."""
    if unit.name in ("人次", "课时", "周岁", "岁"):
        return False
    if before == "等":
        return _COUNTED_NOUN.match(text, unit.end) is not None
    window = text[max(0, at - 40) : at]
    listed = _LIST_BEFORE.search(window[-14:])  # no longer than its mark and twelve characters
    if listed is None or _VERB_ANY.search(listed[1]) or not _COUNTED_NOUN.match(text, unit.end):
        return False
    if not ("\u4e00" <= before <= "\u9fff"):
        return False
    return window.count("、") >= (2 if number.arabic else 1)


def _is_slogan(text: str, number: Number, unit: Unit, at: int) -> bool:
    """四个转化, 三个课堂, 一个整体; but 建设两个基地 and 一所学校 count."""
    behind = skip_blanks(text, unit.end)
    if unit.name == "项" and _NAMED_SET.match(text, behind):
        return _FOUNDED.search(text, max(0, at - 8), at) is None
    if text[behind : behind + 1] in _OPENING:
        return True
    if unit.name == "次" and _WEAR.match(text, behind):
        return True
    if number.end - number.start > 1 or (unit.name not in _CLASSIFIER_WEAK and unit.name not in ("人", "户")):
        return False
    if _SLOGAN_NOUN.match(text, behind):
        return True
    return _VERB_BEFORE.search(text, max(0, at - 14), at) is None

"""分别: one clause that hands several numbers to several subjects, or one number to each of several.

A率和B率分别达到30%、35% → A率 30%, B率 35%; 用水、用气报装时限分别压缩至2.5、5个工作日 → the shared tail restored;
8所甲、10所乙分别进入“丙”“丁”行列 → 进入“丙”行列的甲; 甲市、乙市分别完成5宗, 甲、乙率均达到45% → one number for each.
Not here: what a subject is (`facts.subjects`).
"""

from __future__ import annotations

from policyparse.facts.receivers import ACTORS, PAYMENT
from policyparse.lazy_regex import inline, regex

MARK = "分别"
MEMBERS = regex("[、和与]|以及|及(?!时)")
LEVELS = regex("([省市县区乡镇村])[两三四]级")
MEASURE_END = regex(
    "(?:标准|限额|额度|单价|价格|率|量|值|额|数|时限|时间|期限|面积|收入|比例|比重|占比|覆盖|总数|规模|水平|增速|投资|支出|成本|费用|机制|数量)$"
)
MEASURE_WORD = regex(
    "(?:(?:运输|吞吐|交易|成交|销售|产|总|业务|进出口|种植|开工|完成|使用|覆盖)?(?:率|量|额|数|面积)|产值|货值|价值|收入|投资|利润)$"
)
# What a last member has of its own where that is longer than two characters.
COUNT_OF_LIST = regex("(?:等)?[一二两三四五六七八九十\\d]{1,4} ?[项个类](?:核心|主要|重点)?指标$")
OWN_WORDS = regex("农村居民|城镇居民|无害化|资源化|规模化")
QUOTED = regex("“[^“”]{1,30}”")
LONGEST_CLAUSE = 160


def members_before(words: str) -> list[str]:
    """The subjects that stand before 分别 or 均, with the head and the tail that they share restored to each."""
    words = COUNT_OF_LIST.sub("", inline("[，,；;：:]").split(words)[-1])
    members = [member for member in MEMBERS.split(words) if member]
    if len(members) < 2:
        return []
    levels = LEVELS.fullmatch(members[-1])
    if levels and all(len(member) == 1 for member in members[:-1]):
        return [member + "级" for member in (*members[:-1], levels.group(1))]
    if not MEASURE_END.search(members[0]) and MEASURE_END.search(members[-1]):
        return _tail_restored(members)
    return _head_restored(members)


def _tail_restored(members: list[str]) -> list[str]:
    """花生种植、收获机械化率 → 花生种植机械化率, 花生收获机械化率: a measure that only the last member prints."""
    *others, last = members
    kind = others[0][-2:]
    if len(others[0]) > 2 and kind in last and MEASURE_END.search(whole := last[last.rfind(kind) + 2 :]):
        return [*(member + whole for member in others), last]  # 律服平台、在线服务平台综合利用率
    own = OWN_WORDS.match(last)
    length = own.end() if own else 2
    tail = last[length:]
    if len(tail) < 2:
        return members
    head = others[0][:-length] if len(others[0]) >= length + 2 and not own else ""
    rest = [member if len(member) > length else head + member for member in others[1:]]
    return [others[0] + tail, *(member + tail for member in rest), head + last]


def _head_restored(members: list[str]) -> list[str]:
    """跨境货物运输量、货值 → 跨境货物运输量, 跨境货物货值; members that are whole stay as they are."""
    first = members[0]
    measure = MEASURE_WORD.search(first)
    if measure is None or measure.start() < 2:
        return members
    head = first[: measure.start()]
    return [first, *(head + member if MEASURE_WORD.fullmatch(member) else member for member in members[1:])]


def distributed(clause: str, number_starts: list[int], start: int) -> str | None:
    """The subject of the number at ``start`` of a clause with 分别, else None. Offsets count in the clause.

    ``number_starts``: where all numbers of the clause stand.
    """
    at = clause.find(MARK)
    if at < 0 or len(clause) > LONGEST_CLAUSE:
        return None
    behind = [position for position in number_starts if position > at]
    if start in behind:
        members = members_before(clause[:at])
        return members[behind.index(start)] if len(members) == len(behind) and len(behind) >= 2 else None
    return None


def joined_rank(clause: str, number_starts: list[int], start: int, noun: str) -> str | None:
    """8所甲、10所乙分别进入“丙”“丁”行列 → 进入“丙”行列的甲, for the number at ``start``."""
    at = clause.find(MARK)
    before = [position for position in number_starts if position < at]
    if at < 0 or start not in before or len(before) < 2:
        return None
    phrase = inline("[，,；;。]").split(clause[at + len(MARK) :])[0]
    quoted = list(QUOTED.finditer(phrase))
    if len(quoted) != len(before):
        return None
    own = quoted[before.index(start)].group()
    return phrase[: quoted[0].start()] + own + phrase[quoted[-1].end() :] + "的" + noun


def members_behind(words: str) -> list[str]:
    """“免申办”事项和“即申即办”事项 → each; [] where the words name one thing, or their members do not match in kind."""
    members = [member for member in inline("和|、|及|以及").split(words) if member]
    if not 2 <= len(members) <= 4 or any(len(member) < 4 for member in members):
        return []
    return members if len({member[-2:] for member in members}) == 1 else []


PAID_TO = regex(f"(?P<who>.+(?:{ACTORS}|毕业生|项目|平台))(?P<paid>[\u4e00-\u9fff]{{0,8}}{PAYMENT}(?:金额|标准)?)")


def receivers_listed(words: str) -> list[str]:
    """就业困难人员和高校毕业生创业补贴 → what each of the two gets; [] where the words name one receiver."""
    found = PAID_TO.fullmatch(words)
    members = MEMBERS.split(found["who"]) if found is not None else []
    if found is None or len(members) < 2 or any(len(member) < 2 for member in members):
        return []
    if all(member.endswith("级") for member in members[:-1]) and "级" in members[-1]:
        kind = members[-1].partition("级")[2]  # 省级、国家级企业
        members = [*(member + kind for member in members[:-1]), members[-1]]
    return [member + found["paid"] for member in members]


RATE = regex("[^、和与及]{3,24}率")


def rates_listed(words: str) -> list[str]:
    """在线开标率、交易电子化率 → each; [] where not all of them are rates, which alone one value can be of."""
    members = inline("[、和与及]").split(words)
    return members if len(members) >= 2 and all(RATE.fullmatch(member) for member in members) else []


PLACES = regex("[\u4e00-\u9fff]{1,10}(?:省|市|县|区|州|镇|乡|校|院|局|厅|委|中心|集团|公司)")
EACH = regex("均|都|分别|各")


def places_each(before: str) -> list[str]:
    """The places or organs each of which a number with 分别 or 各 is given to: 贵阳市、遵义市分别完成5宗."""
    mark = before.rfind(MARK)
    members = MEMBERS.split(inline("[，,；;：:]").split(before[:mark])[-1]) if mark > 0 else []
    return members if len(members) >= 2 and all(PLACES.fullmatch(member) for member in members) else []


def measures_each(before: str) -> list[str]:
    """The measures that one level with 均 is set for: 马铃薯种植、收获机械化率均达到45%."""
    mark = max(
        before.rfind("均达"), before.rfind("均超"), before.rfind("均提"), before.rfind("均不"), before.rfind("都达")
    )
    members = members_before(before[:mark]) if mark > 0 else []
    return members if 2 <= len(members) <= 4 and all(MEASURE_END.search(member) for member in members) else []

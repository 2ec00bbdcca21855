"""Times that come back: 每年4月, 每季度, 每月25日前, as RFC 5545 recurrence rules without the RRULE: prefix.

Purpose: ``recurrence_at``. 每年 counts as a time only before a verb; where it merely distributes a bound
(每年培训规模不少于1万人) it is none. Not for: single dates.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.

from __future__ import annotations

import re
from typing import NamedTuple

from policyparse.language.calendar_points import Point, integer, point_at
from policyparse.language.spelling import BLANKS as B
from policyparse.language.spelling import skip_blanks
from policyparse.language.values import Precision
from policyparse.lazy_regex import inline, regex


class Recurrence(NamedTuple):
    """A recurrence found in a text: its end, its RFC 5545 rule, the precision of the words."""

    end: int
    rule: str
    precision: Precision
    ambiguous: bool = False


# RFC 5545, 3.3.10: FREQ, INTERVAL, BYMONTH, BYMONTHDAY (-1 is the month's last day).
EVERY = regex(
    f"每{B}(?:(?P<fortnight>半个?月)|(?P<count>[0-9]{{1,2}}|[一两二三四五六七八九十]{{1,3}}|半){B}(?P<many>年|个月|月|个季度|季度|周|个星期|天)|(?P<year>年度?|学年)|(?P<term>个?学期)"
    f"|(?P<quarter>个?季度|季)|(?P<month>个?月)|(?P<week>周|个?星期)|(?P<day>天|日)|(?P<tenth>旬))"
)
_MONTH_DAY = regex(
    f"{B}(?:(?:[底末首次]月?|第[一二三]个?月){B}的?)?(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){B}[日号]{B}(?:以?前|之前)?|{B}[月季]?(?:底|末){B}(?:以?前|之前)?"
)
# 每季度前5个工作日内, 每月初5日内: a stretch at its beginning, which no rule of RFC 5545 tells.
_FIRST_DAYS = regex(f"{B}(?:[首初]?前|月?初){B}[0-9一二三四五六七八九十]{{1,3}}{B}个?(?:工作)?[日天]{B}(?:之|以)?内?")
# 每季度结束后10日内: days of the month that follows.
_DAYS_AFTER = regex(
    f"{B}(?:结束|终了)?[之以]?后的?{B}(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){B}(?P<unit>个?工作日|个?自然日|日|天){B}(?:之|以)?[内前]"
)
# RFC 5545, 3.3.10: BYDAY.
_WEEKDAY = regex(f"(?P<day>[一二三四五六日天])(?![次个])[上下]?午?{B}(?:之前|以前|前)?")
_MORE_WEEKDAYS = regex("(?:周|星期)?(?P<day>[一二三四五六日天])(?![次个是年月天类级])(?:[上下]午)?(?:之前|以前|前)?")
# 每日17时前: the hour by which, which a day's rule does not tell.
_BEFORE_HOUR = regex(
    f"{B}(?:上午|下午|中午|晚上?)?{B}(?:[0-2]?[0-9](?::[0-5][0-9]|[时点])(?:整|[0-5]?[0-9]分)?|下班){B}(?:以前|之前|前)"
)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU")
_MORE_DAYS = regex(
    f"{B}(?:、|和|及|与){B}(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){B}[日号]{B}(?:以?前|之前)?"
)
_THROUGH_DAY = regex(f"{B}(?:[-~至到]|--){B}(?P<day>[0-9]{{1,2}}){B}[日号]")
_END = regex(f"{B}(?:年)?(?P<close>底|末)?{B}(?P<before>之前|以前|前(?![后往期款置])|内(?![部容]))?")
# 每年年初制定计划, 每年年中、年底各开展一次, 每年春、秋季清障: in the year's course, in no month.
_IN_ITS_COURSE = regex(
    f"[春夏秋冬](?:[、和及]?[春夏秋冬]){{0,3}}[两四]?季(?!节)|年?[初中](?:{B}(?:、|和|及){B}年?[中底末])?|年?[底末]{B}(?:、|和|及){B}年?[初中]"
)
#: 次月5日前报送上月情况: each month, where no month is named.
NEXT_MONTH = regex(f"次月{B}(?P<day>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}}){B}[日号]{B}(?:之前|以前|前)")
_LIST_JOINT = regex(f"{B}(?:、|和|及|与){B}")
_QUARTERS = regex(f"第?[一二三四1-4](?:、第?[一二三四1-4]){{1,3}}{B}季度{B}末?")
# 每年11月1日为“企业家日”, 每年9月为质量月: what the day is called, and nothing is due.
_NAMED_DAY = regex(f"{B}(?:定|确定|设立?|作)?为{B}(?:“|[^，。；]{{0,14}}[日月节周](?![前内底]))")
_YEAR_END = regex(f"{B}年?[底末]{B}(?:之前|以前|前)?")
_MONTH_LIST = regex(f"{B}(?:、|和|及|与|-|~|至|到){B}(?P<month>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}}){B}月份?")
VERB = (
    "遴选|发布|举办|开展|组织|培养|培训|设立|安排|新增|引进|制定|评选|认定|选派|选树|选拔|选取|选聘|建设|打造|培育|召开|编制|公布|报送|完成|进行|实施|"
    "支持|推出|面向|围绕|更新|申报|统筹|落实|定期|向|对|由|将|根据|结合|对接|推广|表彰|评估|考核|调整|调度|通报|总结|梳理|集中|遴荐|推荐|投入|列入|"
    "提供|给予|接收|招收|招引|帮扶|资助|奖励|补助|检查|督查|督导|督办|抽查|巡查|巡检|排查|研判|会商|调研|走访|点评|监测|统计|汇总|征集|动态|指导|创建|新建|建成|建|改造|实现|保持|轮训|听取|研究|专题|撰写|反馈|填报|汇报|报告|报备|推选|评价|复核|复查|核查|核验|核对|演练|交流|宣讲|宣传|兑现|清欠|清理|盘活|约谈|测评|考评|审计|审核|审查|筛查|会审|轮训|"
    "扶持|孵化|转化|增加|增长|提高|提升|压减|减少|淘汰|发放|拨付|清算|公开|上报|报|编写|编印|编发|出版|推动|推进|推介|聘请|接受|参加|到|赴|下达|选择|选|评|办|设|开|上门|入户|挂牌|督促|深入|邀请|重新|审定|筛选|确定|印发"
)
_VERB = regex(
    f"{B}(?:[,，]{B})?(?:都|均|要|应当?|须|需|可|各|分别|定期|集中|共|再|力争|原则上|全市|全省|全区|全县){{0,3}}{B}(?:至少|不少于|最多)?(?:{VERB})"
    "(?!(?:业务)?(?:规模|人数|数量|总量|数(?!据)|率|班|名额|周期|计划|总数|次数|人次|费|工作日|标准|成本))"
)
# 每年以召开发布会等形式发布典型案例: how it is done, before what is done.
_HOW = regex(
    f"{B}(?:以(?!上|下|内|外|后|来)|按照?(?!月|季|年|人|户)|从(?![事业])|通过|采取|采用|组织|利用|在[^，。；,;0-9]{{2,30}}?(?:领域|方面|行业|系统|范围内|期间|季节|节点|时段|前后)[,，]?|最后一?个?[周月天]|最后{B}[0-9一二三五]{{1,2}}个?(?:工作)?[日天])[^，。；,;0-9]{{0,24}}?(?:{VERB})"
)
# 每季度一次督办通知, 每年一次: how often, before what is done. 每年一次性 and 每年一次的 only tell of what kind.
_ONCE = regex(f"{B}(?:至少|不少于)?{B}(?:[一两二三]|[1-9])次(?![性的，。；、,;)）]|$)")
# 按月督促, 按照年度编制: the adverb of how often, before what is done and shown; not 按月支付, 按年度考核结果.
BY_TURN = regex(
    f"(?:按照?|逐|分){B}(?:(?P<half>半年)|(?P<year>年度?)|(?P<quarter>季度?)|(?P<month>月(?!份))|(?P<week>周)|(?P<term>学期)){B}"
    "(?:定期|及时|分别|集中|组织)?(?:[向对将][^，。；]{2,16})?"
    "(?:公开|公布|发布|公示|通报|报送|上报|报告|汇总|调度|更新|统计|总结|评估|考核|分析|监测|检查|督查|督促|督导|督办|跟踪|开展|编制|制定|推进|召开|研判"
    "|梳理|审核|清理|反馈|晾晒|点评|比对|核查|盘点|会商|巡查|抽查|走访|排查|归集|推送|听取|提交|上传|填报)"
    "(?!结果|办法|方案|要求|情况|计划|指标|标准|等次|得分|报告|周期|制度|的)"
)


#: 一月一督查, 一季一通报: how often, in the form of a saying, before what is done.
ONE_EACH = regex(
    f"一(?:(?P<half>半年)|(?P<year>年)|(?P<quarter>季度?)|(?P<month>月)|(?P<week>周)|(?P<day>[日天]))(?={B}一{B}"
    "(?:报(?![到名销警送告])|调度|通报|督查|督导|督办|汇总|评估|考核|考评|研判|点评|晾晒|会商|总结|分析|检查|更新|监测|报送|统计|盘点|汇报|例会|推进|公示|公布|排名|排查|上报|报告))"
)


def turn_at(text: str, index: int) -> Recurrence | None:
    """The recurrence of 按季度公开, 按月调度, whose 按 stands at ``index``; 逐年 tells a trend and no turn."""
    match = BY_TURN.match(text, index)
    if match is None or text.startswith(("逐年", "分年"), index):
        return None
    name = match.lastgroup or ""
    rule, precision = _TURNS[name]
    return Recurrence(match.end(name), rule, precision)


def next_month_at(text: str, index: int) -> Recurrence | None:
    """The recurrence of 次月5日前, whose 次 stands at ``index``."""
    match = NEXT_MONTH.match(text, index)
    day = integer(match["day"]) if match else None
    if match is None or day is None or not 1 <= day <= 31:
        return None
    return Recurrence(match.end(), f"FREQ=MONTHLY;BYMONTHDAY={day}", "day")


def one_each_at(text: str, index: int) -> Recurrence | None:
    """The recurrence of 一月一督查, whose first 一 stands at ``index``; 一月一日 is a date."""
    match = ONE_EACH.match(text, index)
    if match is None or text[index - 1 : index] in ("“", "十", "第"):
        return None
    rule, precision = _TURNS[match.lastgroup or ""]
    return Recurrence(match.end(), rule, precision)


def recurrence_at(text: str, index: int, in_cell: bool) -> Recurrence | None:
    """The recurrence whose 每 stands at ``index``; in running prose only before a verb or with a month or day."""
    match = EVERY.match(text, index)
    if match is None or (index > 1 and text[index - 2] == "每"):  # 每人每月 only distributes
        return None
    if match["year"]:
        dated = _in_year(text, match.end() + text.startswith("的", match.end()))  # 每年的3月和9月
        if dated is not None:
            return None if _NAMED_DAY.match(text, dated.end) else dated
        found = Recurrence(match.end(), "FREQ=YEARLY", "year")
    elif match["month"]:
        dated = _in_month(text, match.end(), "FREQ=MONTHLY", "month")
        if dated is not None:
            return dated
        found = Recurrence(match.end(), "FREQ=MONTHLY", "month")
    elif match["quarter"]:
        dated = _in_month(text, match.end(), "FREQ=MONTHLY;INTERVAL=3", "quarter")
        if dated is not None:
            return dated
        found = Recurrence(match.end(), "FREQ=MONTHLY;INTERVAL=3", "quarter")
    elif match["term"]:  # two terms a year
        found = Recurrence(match.end(), "FREQ=MONTHLY;INTERVAL=6", "half")
    elif match["week"]:
        weekdays = _in_week(text, match.end())
        if weekdays is not None:
            return weekdays
        found = Recurrence(match.end(), "FREQ=WEEKLY", "day")
    elif match["tenth"]:
        found = Recurrence(match.end(), "FREQ=MONTHLY;BYMONTHDAY=10,20,-1", "day")
    elif match["fortnight"]:
        found = Recurrence(match.end(), "FREQ=MONTHLY;BYMONTHDAY=15,-1", "month")
    elif match["day"]:
        clock = _BEFORE_HOUR.match(text, match.end())
        if clock is not None:
            return Recurrence(clock.end(), "FREQ=DAILY", "day")
        found = Recurrence(match.end(), "FREQ=DAILY", "day")
    else:
        several = _several(match)
        if several is None:
            return None
        found = several
    closes = not text[skip_blanks(text, found.end) :][:1].strip("，。；;、)\n\t")
    if (
        in_cell
        or _VERB.match(text, found.end)
        or _HOW.match(text, found.end)
        or _ONCE.match(text, found.end)
        or (closes and found.rule != "FREQ=DAILY" and _in_brackets(text, index, found.end))
    ):
        return found
    return None


def _in_brackets(text: str, start: int, end: int) -> bool:
    """每年 alone between cell borders or brackets is a label's text."""
    return text[start - 1 : start] in ("", "\t", "\n", "(", ":") and text[end : end + 1] in (
        "",
        "\t",
        "\n",
        ")",
        "。",
        ";",
    )


def _several(match: re.Match[str]) -> Recurrence | None:
    many = match["many"]
    if match["count"] == "半":
        return Recurrence(match.end(), "FREQ=MONTHLY;INTERVAL=6", "half") if many == "年" else None
    count = integer(match["count"])
    if not count:
        return None
    unit = many.replace("个", "")
    factor, rule, precision = _STEPS[unit]
    step = count * factor
    return Recurrence(match.end(), f"FREQ={rule}" + (f";INTERVAL={step}" if step > 1 else ""), precision)


_TURNS: dict[str, tuple[str, Precision]] = {
    "half": ("FREQ=MONTHLY;INTERVAL=6", "half"), "term": ("FREQ=MONTHLY;INTERVAL=6", "half"),
    "quarter": ("FREQ=MONTHLY;INTERVAL=3", "quarter"), "month": ("FREQ=MONTHLY", "month"),
    "year": ("FREQ=YEARLY", "year"), "week": ("FREQ=WEEKLY", "day"),
    "day": ("FREQ=DAILY", "day"),
}  # fmt: skip
_STEPS: dict[str, tuple[int, str, Precision]] = {
    "年": (1, "YEARLY", "year"), "月": (1, "MONTHLY", "month"), "季度": (3, "MONTHLY", "quarter"),
    "周": (1, "WEEKLY", "day"), "星期": (1, "WEEKLY", "day"), "天": (1, "DAILY", "day"),
}  # fmt: skip


def _in_year(text: str, end: int) -> Recurrence | None:
    """每年4月, 每年6月底前, 每年12月31日前, 每年年底前, 每年上半年."""
    at = skip_blanks(text, end)
    course = _IN_ITS_COURSE.match(text, at)
    if course and _VERB.match(text, course.end()):
        return Recurrence(course.end(), "FREQ=YEARLY", "year")
    closing = _YEAR_END.match(text, at)
    if closing:
        return Recurrence(closing.end(), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1", "year")
    quarters = _QUARTERS.match(text, at)
    if quarters:
        ends = sorted({3 * (integer(name) or 4) for name in inline("[一二三四1-4]").findall(quarters[0])})
        return Recurrence(quarters.end(), f"FREQ=YEARLY;BYMONTH={','.join(map(str, ends))};BYMONTHDAY=-1", "quarter")
    point = point_at(text, at)
    if point is None or point.year is not None or point.shift is not None or point.month is None:
        return None
    tail = _END.match(text, point.end)
    close, before = (tail["close"], tail["before"]) if tail else (None, None)
    stop = tail.end() if tail and (close or before) else point.end
    if point.day is not None:
        months, stop = _same_day(text, point, stop)
        return Recurrence(stop, f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={point.day}", "day")
    if point.third or point.precision in ("quarter", "half"):
        return Recurrence(stop, point.each_year(), point.precision)
    if close:
        months, stop = _same_day(text, point, stop)
        return Recurrence(stop, f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY=-1", "month")
    if before and text[stop - 1] == "前":
        month = (point.month - 2) % 12 + 1
        return Recurrence(stop, f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1", "month", True)
    return _month_list(text, point)


def _same_day(text: str, point: Point, stop: int) -> tuple[str, int]:
    """每年1月31日和7月31日前, 每年6月底、12月底前: the months of a list of one day, and where it ends."""
    months, end = [point.month or 1], stop
    while (joint := _LIST_JOINT.match(text, end)) is not None:
        more = point_at(text, joint.end())
        if more is None or more.year is not None or more.day != point.day or (more.month or 0) <= months[-1]:
            break
        tail = _END.match(text, more.end)
        if more.day is None and not (tail and tail["close"]):
            break
        months.append(more.month or 1)
        end = tail.end() if tail else more.end
    return ",".join(map(str, months)), end


def _month_list(text: str, point: Point) -> Recurrence:
    """每年3月至5月, 每年6月、12月."""
    months, end = [point.month or 1], point.end
    while len(months) < 12 and (more := _MONTH_LIST.match(text, end)) is not None:
        month = integer(more["month"])
        if month is None or not months[-1] < month <= 12:
            break
        through = inline("[-~至到]").search(more[0]) is not None
        months += range(months[-1] + 1, month + 1) if through else [month]
        end = more.end()
    return Recurrence(end, "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, months)), "month")


def _in_week(text: str, end: int) -> Recurrence | None:
    """每周五前, 每周一、三、五."""
    days: list[str] = []
    match = _WEEKDAY.match(text, end)
    while match is not None:
        days.append(_WEEKDAYS["一二三四五六日天".index(match["day"])])
        end = match.end()
        joint = _LIST_JOINT.match(text, end)
        match = _MORE_WEEKDAYS.match(text, joint.end()) if joint is not None else None
    return Recurrence(end, f"FREQ=WEEKLY;BYDAY={','.join(days)}", "day") if days else None


def _in_month(text: str, end: int, frequency: str, precision: Precision) -> Recurrence | None:
    """每月25日前, 每月底前, 每季度末, 每季度末月25日前."""
    if first_days := _FIRST_DAYS.match(text, end):
        return Recurrence(first_days.end(), frequency, precision)
    if after := _DAYS_AFTER.match(text, end):
        return _after_turn(after, frequency, precision)
    match = _MONTH_DAY.match(text, end)
    if match is None:
        return None
    if not match["day"]:
        return Recurrence(match.end(), f"{frequency};BYMONTHDAY=-1", precision)
    day = integer(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    if precision == "quarter" and (months := _of_quarter(match[0])):
        return Recurrence(match.end(), f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}", "day")
    days, end = [day], match.end()
    through = _THROUGH_DAY.match(text, end)
    if through and (last := integer(through["day"])) and day < last <= 31:
        days, end = list(range(day, last + 1)), through.end()
    while (more := _MORE_DAYS.match(text, end)) is not None and (later := integer(more["day"])) and later > days[-1]:
        days.append(later)
        end = more.end()
    return Recurrence(end, f"{frequency};BYMONTHDAY={','.join(map(str, days))}", "day")


def _after_turn(match: re.Match[str], frequency: str, precision: Precision) -> Recurrence | None:
    """每月结束后5日内, 每季度结束后10日内; no rule of RFC 5545 tells working days."""
    day = integer(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    if "工作" in match["unit"]:
        return Recurrence(match.end(), frequency, precision)
    if precision == "quarter":
        return Recurrence(match.end(), f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={day}", "day")
    return Recurrence(match.end(), f"{frequency};BYMONTHDAY={day}", "day")


def _of_quarter(words: str) -> str:
    """The months that 季度首月, 季度末月 name; "" where none is named."""
    if inline(" *[底末]|.*(?:第三个?月|最后)").match(words):
        return "3,6,9,12"
    if inline(" *(?:首|第一)").match(words):
        return "1,4,7,10"
    return "2,5,8,11" if inline(" *(?:次月|第二)").match(words) else ""

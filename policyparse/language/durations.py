"""Spans of time in words: whether 3年内 is a due time or 3年以上 an amount.

Purpose: one judgement for quantities and times, so that each span is exactly one of the two. Not for: dates.
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501

from __future__ import annotations

from policyparse.language.numerals import Number
from policyparse.language.spelling import BLANKS, skip_blanks, skip_blanks_left
from policyparse.language.units import Unit
from policyparse.lazy_regex import regex

WITHIN = regex(
    f"{BLANKS}(?:左右)?(?:(?:以|之)内|内(?![部容涵地外生置控需设科]|审(?![结批核查定]))|(?:左右)?的?时间(?:内|里)?(?![表节段])|的?努力)"
)
ISSUED = regex(
    r"(?P<raw>(?:(?:收到|接到)(?:本|此|该)(?:通知|方案|意见|函|文件|文)|印发|发布|公布|下发|施行|实施|出台|发文|签发)(?:之日|后|之日后)?(?:起|后)?(?:的)?)(?:,|，)? *$"
)
# What is issued is this notice: nothing else is named before the word (清单发布后, 决策出台后 are cases of their own).
_OWN = regex(
    r"(?:^|[，。；;：:、（(\s自从在于]|正式|本(?:通知|方案|意见|办法|文件|文|措施|细则|规定|计划|规划|要点|制度|公告|决定|政策)"
    r"|(?:通知|方案|意见|办法|文件|措施|细则|规定|计划|规划|要点|制度|公告|决定))[”》]?(?:自|从|在|于)?$"
)
_CASE = regex("(?:之日起|起|后|之后|之前|期满|届满|次日起|日起|以后)(?:的|,|，)?(?:(?:应当|应|须|要|需)在)?$")
# 接到申请后，相关处室要在5个工作日内启动审查程序: the case opens the sentence.
_CASE_BEFORE = regex(
    "(?:(?:(?:接到|收到)(?![本此该](?:通知|方案|意见|函|文))|受理|提交|自收|通过|满足|符合)[^。；;]{0,40}(?<!印发)(?<!发布)(?<!出台)(?:后|之日起|的)"
    "|自(?!本)[^，。；;]{2,40}(?<!印发)(?<!发布)(?<!出台)(?<!施行)(?<!实施)之日起"
    "|(?:合格|竣工|验收|结束|发生|变更|届满|签订|认定|备案|登记|获批|批准|到位)(?:之日)?[后起]"  # 竣工验收合格后，应在3个月内移交
    ")，[^，。；;]{0,16}$"
)
_PAST = regex(
    "(?:近|最近|过去|前|毕业|离校|授权|入职|退休|退出现役|登记注册|注册|成立|持续|连续|为期|期限|有效期|任期|聘期|周期|超过|不超|至少|满|不满|不足|最长|的)(?:为|不)?$"
)
# 允许1年内分期缴纳, 特殊项目可2年内缴清: how long whoever may take.
_PERMITTED = regex("(?:允许|准许|(?<![许认计])可以?(?:享受)?)(?:在|于)?$")
_RECENT = regex("近|过去")
_SHRINK = regex(
    "(?:压缩|缩短|控制|压减|减少|压降|提速|缩减|限缩|限定|由|时限|时长|时间|降)[^，。；、\n]{0,12}[至到在为](?:[0-9.]{1,6}[、和])*$"
)
_STANDING = regex(
    " {0,2}(?:[，,]? {0,2}(?:均|随时)?可(?:以|随时)?(?!持续)|不予|不得|不再|不能|无|未|没有|曾|累计|发生|有过|受过)"
)
_CASE_STEP = regex(
    " {0,2}(?:办结|审结|办理完|办理|出具|核发|答复|反馈|受理|审批|审核|送达|作出|予以|完成审|一次性告知|到账|拨付|退税|签发|公示)"
)
_NAME = regex(" {0,2}(?:行动|计划|规划|制|级|期|来|度|一届|一轮|禁渔|[百千]?万[\u4e00-\u9fff]{2,8}(?:计划|行动|工程))")
_HALF_YEARLY = regex("半年(?:有|一(?!年)|内?开展|组织)")
# A span of days runs from a case of its own, unless it bounds what is to be sent to whoever issues.
_DAYS = frozenset(("日", "天", "工作日", "自然日", "星期", "周"))
_REPORTED = regex(
    " {0,2}(?:$|[,，]?[^，,。；;]{0,24}?(?:报送|上报|报告|报备|报我|函告|书面反馈|反馈至|反馈我|寄送|报至|(?<!推)送至))"
)
_HOURS = frozenset(("小时", "分钟", "秒", "刻钟", "学期", "学年", "学时"))


def is_time(text: str, number: Number, unit: Unit, start: int) -> bool:
    """Whether a number with a unit of time is a date, a due span, a name or a recurrence, and so no quantity."""
    at = skip_blanks_left(text, number.start)
    before = text[at - 1 : at] if at else ""
    if unit.name == "日" and _SHRINK.search(text, max(0, at - 20), at):
        return False  # 由原来30日压缩至20日
    if _is_calendar(text, number, unit) or (unit.name == "日" and start == number.start and _is_day(text, unit.end)):
        return True
    if _RECENT.search(text, max(0, at - 2), at) and WITHIN.match(text, unit.end):
        return True  # 最近3年内: a stretch of the past
    if before in ("每", "第", "逢") or text[max(0, at - 2) : at] in ("未来", "今后", "其后"):
        return True
    if start == number.start and is_within(text, number.start, unit.end, unit.name):
        return True
    if unit.name == "年" and _HALF_YEARLY.match(text, number.start):
        return True
    return unit.name == "年" and start == number.start and _NAME.match(text, unit.end) is not None


def _is_calendar(text: str, number: Number, unit: Unit) -> bool:
    """2023年, 5月, 26日 are dates; 3年, 3个月, 30天 are spans."""
    if unit.name == "年":
        return number.value >= 1900 and number.mantissa is None
    if unit.name in ("月", "季度"):
        return text[unit.end - len(unit.name) - 1] not in "个半" or number.value > 600
    return False


def _is_day(text: str, end: int) -> bool:
    """日 with neither a bound before it nor 内, 以上 behind it is a day of the month."""
    return text[skip_blanks(text, end) : skip_blanks(text, end) + 1] not in ("内", "以", "之", "及")


def is_within(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the span start..end (number and unit) is one to be kept from the notice's date on: 3年内, 用2-5年左右的时间."""
    tail = WITHIN.match(text, end)
    if unit in _HOURS or tail is None or _STANDING.match(text, tail.end()):
        return False
    at = skip_blanks_left(text, start)
    issued = ISSUED.search(text, max(0, at - 10), at)
    if issued and _OWN.search(text, max(0, issued.start() - 8), issued.start()):
        return True
    if unit in _DAYS and not _REPORTED.match(text, tail.end()):
        return False
    if _CASE_STEP.match(text, tail.end()) or _CASE_BEFORE.search(text, max(0, at - 60), at):
        return False
    if _PERMITTED.search(text, max(0, at - 6), at):
        return False
    if _CASE.search(text, max(0, at - 8), at) or _PAST.search(text, max(0, at - 6), at):
        return False
    return _SHRINK.search(text, max(0, at - 20), at) is None

"""How long something must have lasted, or who has held what for so long: 正常运营6个月以上的 → 正常运营时间.

A class may be named behind its span, with the measure before it: 参加失业保险1年以上的企业职工 →
企业职工参加失业保险时间; 签订1年以上劳动合同的在职职工 → 在职职工劳动合同期限. Not here: other classes
(`facts.qualifiers`), the time within which a step is to be done (`facts.time_limits`).
"""

from __future__ import annotations

import re

from policyparse.facts.phrases import DURATION_UNITS, LEADING, Neighbourhood, Subject, without_reach, without_times
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex

CONTRACT = regex("^(?:期限)?(?:的)?((?:固定期限|书面|正式|无固定期限)?(?:劳动合同|合同|协议|服务协议|聘用合同))")
WITH_WHOM = regex("与([^，,。；;、]{2,14}?)(?:依法)?签订$")
TAKEN_ON = regex("(?:新招用|吸纳|招用|招聘|聘用)([^，,。；;]{2,20}?)(?:并|且|[，,]|(?<!未)(?<!自主)就业(?!困难)|$)")
FIRM = regex("(?:企业|单位|公司|机构)$")
WHO = regex(
    "^(?:的|[（(][^（()）]*[）)]的?|的?[、且并或][^，,。；;]{0,60}的)?(?P<who>(?!再|给予|每|按|可)[^，,。；;：:、的（()）\\d]{2,24}?)"
    "(?=可以?|应当?|须|需|要|给予|予以|按|享受|申请|申领|取得|实际|免|进行|从|[，,。；;：:、（(的\\d]|$)"
)
BRACKET = regex("[（(][^（()）]*[）)]")
AT_PLACE = regex("^.{2,}?(?=在[我本][^在]{2,}$)")
LIST_OF = regex("的(?P<who>[\u4e00-\u9fff]{2,12})(?:[（(][^（()）]*[）)])?$")
STATE = regex("(?:稳定|正常|连续|持续|实际|累计)[\u4e00-\u9fff]{2}$")
CUT = regex("^.*(?:(?<![面应相])对(?![外口象接标])|[，,、；;：:（(）)]|并|且|以及)")
# 离校2年内未就业的高校毕业生
OUT_OF_SCHOOL = regex(
    "[以之]?内?(?:且|并|但)?(?:尚)?未(?:就业|落实[^，,。；;]{2,8})的?(?P<who>[\u4e00-\u9fff]{0,4}毕业生)"
)
LASTS = regex(
    "(?:逾期|超期|闲置|空置|停工|停产|拖欠|失业|离校|毕业|持续|连续|居住|参保|缴费|缴纳|从业|工作|服务|注册|成立|设立|实施|施行|就业|退役|任职|营业|运营|经营|存续|有效|备案|执业|"
    "授权|取得|(?:参加|列入|纳入|加入|从事)[\u4e00-\u9fff]{2,14})$"
)
MEASURED = regex("(?:服务期|见习期|试用期|年限|时长|工龄)$")
SINCE_WHEN = regex("(?:授权|取得|受让取得|批准|出具|签发|颁发|注册|成立)的?$")
ISSUED = regex("(?P<verb>出具|签发|颁发|开具)的$")
NOT_LASTING = regex("(?:每[年月周天日]|时限|压缩|缩短|至少|办理|办结|公示)[^，,]{0,4}$")
LONGEST = 22


def lasting(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The measure of a span that is to have lasted; None where the span is another's."""
    if quantity.unit not in DURATION_UNITS or quantity.per:
        return None
    paper = CONTRACT.match(near.right.strip())
    if paper is not None:
        whose = _whose_contract(near, paper)
        return Subject(f"{whose or '签订'}{paper.group(1)}{'' if whose else '的'}期限", None, "lasting", "")
    if near.head:
        return None
    left_school = OUT_OF_SCHOOL.match(near.right) if near.left.rstrip().endswith(("离校", "毕业")) else None
    if left_school is not None:
        return Subject(left_school["who"] + near.left.rstrip()[-2:] + "时间", None, "lasting", "")
    words = near.left.strip(" ，,、")
    since = quantity.comparator == "<=" and SINCE_WHEN.search(words)
    if not (quantity.comparator in (">=", ">") or since) or NOT_LASTING.search(words):
        return None
    rest = BRACKET.sub("", near.rest)
    who = WHO.match(rest)
    thing = who.group("who") if who is not None and _is_named(rest) else ""
    issued = ISSUED.search(words)
    if issued is not None and thing:
        return Subject(f"{thing}的{issued.group('verb')}时间", None, "lasting", "")
    state = STATE.search(words)
    words = state.group() if state is not None else CUT.sub("", LEADING.sub("", without_times(words)))
    words = LEADING.sub("", without_reach(words)).removesuffix("的")
    words = AT_PLACE.sub("", words)
    behind = rest.strip("，,。；; ") or BRACKET.sub("", near.after)
    listed = LIST_OF.search(behind) if not thing and rest[:1] in ("", "、", "，", ",") else None
    if listed is not None:
        thing = listed.group("who")
    if not 2 <= len(words) <= LONGEST or not (LASTS.search(words) or MEASURED.search(words)):
        return None
    name = words if MEASURED.search(words) else words + "时间"
    return Subject(thing + name if thing not in name else name, None, "lasting", "")


def _is_named(rest: str) -> bool:
    """Whether the class stands right behind its span, and no predicate of the span: 的企业职工, 高校毕业生."""
    return not inline("^的?(?:[，,。；;、]|给予|予以|可|应|须|需|按|一次性|无|未|且|并|$)").match(rest) or bool(
        inline("^[、且并][^，,。；;]{2,30}的[\u4e00-\u9fff]").match(rest)
    )


def _whose_contract(near: Neighbourhood, paper: re.Match[str]) -> str:
    """Whose contract: 与见习人员签订, 吸纳就业困难人员并签订, 签订…的在职职工; firms have the other half of it."""
    with_whom = WITH_WHOM.search(near.left.strip())
    if with_whom is not None and not FIRM.search(with_whom.group(1)):
        return with_whom.group(1)
    behind = WHO.match(near.right.strip()[paper.end() :])
    if (
        behind is not None
        and near.right.strip()[paper.end() :].startswith("的")
        and not FIRM.search(behind.group("who"))
    ):
        return behind.group("who") if inline("工|员|人|生|者$").search(behind.group("who")) else ""
    taken = None
    for match in TAKEN_ON.finditer(near.earlier[-60:] + near.left):
        taken = match
    return inline("^.*[、的]").sub("", taken.group(1)) if taken is not None else ""

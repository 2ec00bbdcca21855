"""Spans of time, ages, points and choices that a number measures: the subject patterns that look at the unit.

为期一个月的劳动教育 → 劳动教育时长; 需年满60周岁 → 年龄; 扣2分 → 扣分. Not here: steps with a time limit
(`facts.time_limits`), what must have lasted (`facts.lasting`).
"""

from __future__ import annotations

from policyparse.facts.payments import named_before
from policyparse.facts.phrases import (
    DURATION_UNITS,
    LEADING,
    Neighbourhood,
    Subject,
    last_noun,
    object_of,
    without_times,
)
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex

ONCE = regex(
    r"(?:每[人家户年场](?:(?!每[人家户年场])[^只仅限最]){0,4}+){0,8}+(?:只|仅|限|最多)(?:能|可|可以)?"
    r"(享受|申请|申领|补贴|奖励|奖补|参加|认定|给予|评选)?$"
)
POINTS = regex("(扣|加|奖|减|计|记)(?:至|最高|最多)?$")
# 失能状态持续6个月以上; 连续参保满2年 has its own noun.
CHOSEN = regex(
    "^(?P<noun>[\u4e00-\u9fff]{0,16}?)(?:进行|参加)?(?P<purpose>报名|注册|申报|就读|参加|登记|办理|缴费|参保|填报)"
)
CHOSEN_FROM = regex("从([^，,；;]{2,40})中(?:任意|自主|自行)?选择$")
BOUNDED_BEFORE = regex(
    r"(?P<measure>[\u4e00-\u9fff]{2,16}?)(?:满足|达到|达|满|不少于|不低于|超过|高于)"
    r"[\d.]+ ?(?P<unit>[\u4e00-\u9fff]{1,2})"
)
# What a bound makes of those that meet it: 为优秀, 的为不合格, 评定为B级.
GRADE = regex("^的?[，,]?(?:评定|评|认定|确定|定|列)?为[^，,。；;]{1,12}(?:[，,；;]|$)")
#: 得分90分以上的全额返还，80分至90分的返还80%: what follows from a grade.
GRADE_PAID = regex("^的[，,]?(?:不予|不得|全额|足额|按|返还|扣减|拨付|发放|给予|取消|约谈|通报|奖励|优先|责令|限期)")
PUBLISHED = regex("(?:公示|公告|公布)$")
SCORE = regex("(?:得分|分数|评分|成绩|总分|积分|考核|考评|评价|测评)$")
GRADED = regex(
    r"(?P<measure>[^，,；;：:\d]{2,16}?)(?:达到|达|满|不少于|不低于|在|超过|高于)?[\d.]+ ?"
    r"(?P<unit>[\u4e00-\u9fff%％]{1,2})"
)
# 免除2023年3个月房屋租金, 缓缴6个月社会保险费
GRANTED = regex("(?P<act>免除|减免|免收|免缴|缓缴|缓收|减收)(?:[^，,。；;]{0,8}年)?$")
GRANTED_THING = regex("的?[^，,。；;]{0,8}(?:租金|房租|费|税|利息|保险)")
AHEAD = regex("提前(?:至少|不少于)?$")
UNTIL_EVENT = regex("(?:届满|期满|到期|开始|结束|举行|召开)(?:之|以)?前$")
AT_LEAST = regex("(?:至少|应当?|不少于|须){1,3}$")
SINCE = regex("自[^，,]{2,20}(?:之日|日)?(?:算起|计算|起)$")
CREDITS = frozenset(("学分", "学时", "课时"))
# 学生在校期间须修满160学分
EARNED = regex(
    "(?P<who>[^，,、]{2,12}?)(?:在[^，,]{1,6}(?:期间|阶段|内))?(?:累计|应当?|须|需|必须|至少){0,2}(?:修读?|取得|获得|完成|达到|参加)$"
)
FORBIDDEN = regex("(?:不予|不得|不再|禁止|暂停|取消)[^，,。；;]{2,40}$")
# 评估结果由实施评估的单位公示10天
KEPT_FOR = regex(
    "(?P<what>[^，,由]{0,20}?)(?:由[^，,]{2,24}?)?(?P<act>公示|保留|保存|保管|留存|隔离|观察|试用|试运行|停课)"
)
IN_A_ROW = regex("(?:连续|累计|持续)$")
OPENING_VERBS = regex("^(?:加强|充实|建立|落实|做好|健全|完善|增加|保障|和|、|并)+")
STOCK_OF = regex("[\u4e00-\u9fff]{2,10}?储备")
USED_UP = regex("的?((?:市场)?(?:销|消费|用|需求|供应|使用)量|口粮)")
STOCKED = regex(r"(?P<place>[^，,、“”]{0,16}?)(?P<verb>保持|储备|留足|备足)$")
LASTS = regex(r"(?:^|[、，,])([^、，,]{2,16}(?:持续|连续|延续))$")
AGE_ASKED = regex(r"(?P<who>[^，,、；;。\d]{2,20}?)?(?:原则上)?(?:应当?|须|必须|需|要)?(?:年|年龄)?(?:在|为)?")
PERSONS = regex("(?:人员|者|人|职工|学生|教师|对象|儿童|青年|居民|群众|员)$")
SINCE_DATE = regex(r"之日起(?:满)?$|后$")


def age(near: Neighbourhood) -> Subject | None:
    """享受延续护理待遇的人员，需年满60周岁: the age of those whom the clause or the one before names."""
    own = AGE_ASKED.fullmatch(near.left.strip(" ，,、"))
    if own is None or near.right.strip(" ，,、") not in ("", "之间"):
        return None
    who = own.group("who") or inline("[（(][^（()）]*[）)]").sub("", near.earlier).strip(" ，,、")
    who = LEADING.sub("", without_times(who))
    if who in ("", "年龄") and "年龄" in near.left:
        return Subject("年龄", None, "duration", "")
    return Subject(f"{who}年龄", None, "duration", "") if PERSONS.search(who) and len(who) <= 24 else None


def duration(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """A span of time: 为期一个月的劳动教育 → 劳动教育时长; 5年一周期的轮训 → 轮训周期; 受理后3日内办结 → 办结时限."""
    if quantity.unit == "分" and (points := POINTS.search(near.left.strip())):
        return Subject(points.group(1) + "分", None, "points", "")
    if quantity.unit == "次" and (once := ONCE.search(near.left.strip())):
        thing = LEADING.sub("", near.left.strip()[: once.start()])
        return Subject(f"{once.group(1) or ''}{thing}的次数", None, "duration", "") if thing else None
    if quantity.unit in CREDITS and (earned := EARNED.match(near.left.strip(" ，,、"))) is not None and not right:
        return Subject(earned.group("who") + quantity.unit, None, "duration", "")
    if quantity.unit not in DURATION_UNITS:
        return None
    if AHEAD.search(near.left.rstrip()) and right:
        return Subject(f"提前{inline('[，,；;]').split(right)[0][:30]}的时间", None, "duration", "")
    if not right and near.after and UNTIL_EVENT.search(near.left.rstrip()):
        return Subject(f"提前{near.after[:30]}的时间", None, "duration", "")  # 届满前3个月，向企业进行提醒
    if not right and near.after and SINCE_DATE.search(near.left.strip()):
        return Subject(near.after[:40] + "的时间", None, "duration", "")
    if PUBLISHED.search(near.left) and inline("[无未没不]").match(right):
        return Subject(f"{near.left.strip()[-2:]}时间", None, "duration", "")  # 公示5个工作日无异议的
    if inline("[无未没不]").match(right) and inline("^[^，,。；;]{2,24}的(?:[，,]|$)").match(near.rest):
        return Subject(f"{near.before[-30:]}{right.rstrip('的')}的时间", None, "duration", "")
    if (kept := STOCKED.search(left)) is not None and (used := USED_UP.match(right)) is not None:
        place = kept.group("place")
        stock = STOCK_OF.match(OPENING_VERBS.sub("", near.after or near.rest.rpartition("”的要求，")[2]))
        if stock is not None:
            return Subject(stock.group(), place or None, "standard", "")
        return Subject(f"{place}{kept.group('verb')}{used.group(1)}的时间", None, "duration", "")
    if quantity.comparator == "<=" and FORBIDDEN.match(right):
        return Subject(right[:30] + "的时间", None, "duration", "")  # 两年内不得再次申报
    if not right and (kept := KEPT_FOR.fullmatch(near.left.strip(" ，,、"))) is not None:
        told = [one for one in inline("[，,；;]").split(near.earlier.strip("，,；; ")) if one[:1] not in "自从"]
        what = SINCE.sub("", AT_LEAST.sub("", LEADING.sub("", kept.group("what")))) or (
            last_noun(SINCE.sub("", told[-1])) if told else ""
        )
        return Subject(what + kept.group("act") + "时间", None, "duration", "")
    if (granted := GRANTED.search(near.left.rstrip())) is not None and GRANTED_THING.match(right):
        return Subject(granted.group("act") + object_of(right).strip("“”") + "时间", None, "duration", "")
    if IN_A_ROW.search(left) and (row := inline("([^，,的]{2,12})的(?![^，,]*的)").match(right)):
        who = inline("^对(?=.{2})").sub("", LEADING.sub("", left))
        return Subject(f"{who}{row[1]}的时间", None, "duration", "")  # 连续三年优秀的, 连续两个月排名末位的县
    if not right and left in ("为期", "期限") and (paid := named_before(near.earlier)):
        return Subject(paid + "期限", None, "duration", "")
    if not right and (lasts := LASTS.search(left)) is not None:
        return Subject(lasts.group(1) + "时间", None, "duration", "")
    actor = inline(r"(?:在当年\S{0,6}|在|于|进行|开展|为期|用|须|应|不少于|至少|需|经过|时间)+$").sub(
        "", LEADING.sub("", left)
    )
    actor = inline(r"(?:在|于).{0,8}(?:进行|开展)(?:为期)?$|(?:进行|开展)为期$").sub("", actor)
    if right.startswith("一周期") or right.startswith("一个周期") or right.startswith("为一周期"):
        thing = inline(r"^(?:为?一个?周期)的?|(?:制度|机制)$").sub("", inline(r"[，,。；;]").split(right)[0])
        return Subject(f"{actor}{thing}周期", None, "duration", "")
    if "为期" in left and right.startswith("的"):
        return Subject(f"{actor}{object_of(right)}时长", None, "duration", "")
    if inline(r"^(?:在|到|赴|从事|参加)").match(right):
        return Subject(f"{actor}{inline(r'[，,。；;]').split(right)[0]}时间", None, "duration", "")
    return None


def graded(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """考核得分90分以上为优秀，80分至89分为良好: each later bound is one of the measure that the first names."""
    paid = quantity.unit == "分" and GRADE_PAID.match(near.rest) is not None
    if paid and SCORE.search(left):
        return Subject(LEADING.sub("", left), None, "same_measure", "")
    if left or near.head or not quantity.unit or not (paid or GRADE.match(near.rest.strip(" ，,、。"))):
        return None
    for clause in inline("[，,；;]").split(near.earlier + near.listed):
        found = GRADED.match(LEADING.sub("", without_times(clause)))
        if found is not None and found.group("unit").startswith(quantity.unit) and found.group("measure")[-1] != "为":
            return Subject(found.group("measure"), None, "same_measure", "")
    return None


def choice(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """从培训机构中选择一家注册 → 选择注册的培训机构; 选择1所幼儿园进行报名 → 选择报名的幼儿园."""
    if not near.left.rstrip().endswith("选择") or (chosen := CHOSEN.match(right)) is None:
        return None
    listed = CHOSEN_FROM.search(near.left.strip())
    noun = chosen.group("noun") or (listed.group(1).rpartition("的")[2] if listed else "")
    return Subject(f"选择{chosen.group('purpose')}的{noun}", None, "choice", "选择") if noun else None


def same_measure(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """累计满足8学分：通过；未达8学分：不通过: a second bound of the measure that the sentence bounded before."""
    if left or right or near.head or quantity.comparator not in (">=", ">", "<=", "<") or not quantity.unit:
        return None
    found = None
    for match in BOUNDED_BEFORE.finditer(near.earlier):
        found = match if match.group("unit").startswith(quantity.unit) else found
    if found is None:
        return None
    unit = quantity.unit if quantity.unit in ("学分", "学时", "课时") else ""
    return Subject(found.group("measure").removesuffix(unit) + unit, None, "same_measure", "")

"""What a number speaks of: the indicator or subject, and for whom or where (scope), out of the words around it.

A phrase is cut from the text and, where the sentence spreads it over both sides of the number, put together from its
parts. Not here: borders of phrases (`facts.phrases`), shares (`facts.shares`), money paid (`facts.payments`), whether
the number is a target or a threshold (`facts.number_rules`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from policyparse.facts.caps import bare_cap, discount, limit_of, term_of
from policyparse.facts.counted_doers import COUNTED_DOERS, said_of_counted
from policyparse.facts.lasting import lasting
from policyparse.facts.payments import granted_count, payment
from policyparse.facts.phrases import (
    DISTANCES,
    DURATION_UNITS,
    LEADING,
    RESULT_VERBS,
    VERB_AT_START,
    Neighbourhood,
    Subject,
    balanced,
    clean_left,
    last_noun,
    object_of,
    split_scope,
    verb_at_end,
    without_duty,
    without_reach,
    without_times,
    without_verb,
)
from policyparse.facts.posts import posts
from policyparse.facts.qualifiers import qualifier
from policyparse.facts.shared_measures import class_measure, list_head
from policyparse.facts.shares import (
    PURPOSE,
    borne,
    charged_share,
    done_with_all,
    drawn_from,
    drawn_share,
    paid_back,
    rate_of,
    share_of_noun,
    share_of_whole,
    share_that_serves,
    tax_rate,
)
from policyparse.facts.spans import age, choice, duration, graded, same_measure
from policyparse.facts.standards import age_of_rate, price_in_force, standard
from policyparse.facts.time_limits import time_limit
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex

CAPPED_ONE = regex("^(?:单个|每个|同一|单户|每户|每家|每人|每亩)[^，,]{0,6}$")
PAYMENT_WORD = regex("补贴|补助|奖励|资助|贴息|津贴")
# What a handling of a matter is told by: 办理时长不超过1日、环节不超过2个、材料0份、成本0元.
ITEMS = frozenset(("环节", "材料", "成本", "费用", "跑动", "手续", "申请材料", "办理环节"))
MEASURE_WORDS = "时限|时间|时长|期限|比例|比重|率|占比|规模|数量|总数|总量|面积|人数|次数|收入|总额|金额|额度|增速|容量"
BARE_MEASURE = regex(f"(?:{MEASURE_WORDS})$")
# Those whom something covers: 各县区, 全市, 所有行政村; not 全市开发区区域评估, which is what is done everywhere.
FOR_WHOM_COVERED = regex(
    "^.{1,4}$|(?:[县区市州镇乡村校户]|街道|社区|园区|企业|单位|部门|机构|行业|领域|"
    "对象|人员|群体|人群|医院|家庭|事项|口岸|项目)$"
)
# 信用监管闭环实现重点行业领域全覆盖: what covers whom, in one clause.
SUBJECT_COVERS = regex("(?P<what>[^，,、]{4,24}?)(?:基本|全面)?(?:实现|做到)(?:对)?(?P<who>[^，,、]{2,16})")
ACTOR = regex(r"^([^，,。；;：:]{2,16}?)(?:原则上|应当|应|须|必须|一般|从(?=持有|具备|具有))")
PREDICATE = regex(r"^(?:累[积计]|计算|均?可|方可|给予|予以|享受|不予|应[当予]|须|视为|入校|发生|办理完)")
INNER_VERB = regex("(?:安排|建设|打造|配备|设立|设置|开发|开展|举办|包含|包括|提供)(?=.{2})")
VERB_ALONE = regex("(?:实现|推动|确保|完成|做到)")
RATE_BEHIND_SHARE = regex("的?(?:以上|以下|比例|给予|补|奖|支持|资|贴|返|减|抵|扣|收|用于|的)")
NO_NOUN_BEHIND = regex(r"^(?:的?占比|的?比重|以上|左右|以内|的(?:政策|要求|标准|规定|目标|比例|速度|水平|配备))")
MARGIN = regex("的?(?P<what>[\u4e00-\u9fff]{2,4}幅度)(?P<done>减征[^，,。；;]{2,30})?")
OF_KIND = regex(r"达到[^，,。；;\d]{2,40}的[^，,。；;的]{2,20}$")  # 1所达到三级医院能力的医院
GOES_ON_BEHIND = regex(r"^(?:在|到|从|由|向|为|和(?=\d)|至|且|并|时|后|前|内)")
# 对稳岗率达到95%的企业, 当涨幅达到3%: what opens a case is no part of the measure.
OPENS_CASE = regex(
    "^(?:当(?![年地前日事选场下今])|对于?(?![外口象接标照]))(?=[^，,；;]{0,80}(?:率|比例|占比|涨幅|额|量|数)$)"
)
# 在船舶集中区增设1台终端
PLACED_AT = regex(
    "在(?P<where>[^，,的]{2,16}(?:区|县|市|乡镇|镇|街道|社区|村|学校|医院|大厅|口岸|流域|港口|车站|场站|企业))"
)
CARRIES_OUT = regex("^(?:开展|组织|实施|完成|推进|推动)(?=.{2})")  # 开展昆明市20个村落调查
TRIAL = regex(r"^(.{2,12}?)(?:进行|开展)试点")
NAMED_ACTOR = regex(r"^(.{2,40}?(?:学校|学院|大学|中学|县|区|市|公司|集团|企业|单位))(?=与|围绕|至少|要|分别|合作|$)")
DEFINED = regex(r"^(?:是|系)?指(?![标导数定挥南引])|(?:一般|原则上|最长|最短|最高|最低|需|须|阶段性){1,12}$")
BOUND_INSIDE = regex(
    "(?:至少|应当|应(?![急用付收届聘变对邀试援])|必?须|需(?!求)|(?<![主重需])要(?![求素件])|不少于|定期|原则上)"
)
DEGREE = regex(
    r"(?:保持|再推出|再增加|新推出|新增加|调整|力争|同比|分别|不|至少|最少|约|近|增长|增加|提高|提升|下降|降低|减少|压缩|缩短|压减){1,12}$"
)
JOINED = regex("^(?:和(?![谐田平县睦顺])|及(?![时格])|与(?!会)|、)(?=..)")
# 法定时限为45日的许可事项办理时限: the class that a value tells is no part of the measure's name.
OF_VALUE = regex(r"(?:法定|承诺)?(?:办理|审批)?(?:时限|期限)为\d+ ?[^，,。；;的]{1,4}的(?=.{2})")
LONGEST_OWNER = 24
OWNER_DONE = regex("深化|推广|推行|完善|优化")
OWNER_CLASS = regex("[^，,]{0,14}(?:人员|企业|学校|机构|教师|学生|家庭|单位|项目|医院|社区|职工)(?=[^，,]{2})")
PER_AT_END = regex("每[\u4e00-\u9fff]{1,3}$")
# Measures that need the noun whose they are: 培训时长不少于40学时，合格率不低于95%.
GENERIC = regex(
    "^(?:总?时限|时间|时长|期限|比例|比重|占比|规模|数量|总数|总量|面积|人数|次数|金额|总额|增速|容量|率)$|"
    "^(?:合格|达标|完成|通过|优秀|及格|满意|参与|使用|办结|整改|及时|准确|应用|验收|上线|网办|即办|覆盖|普及)率$"
)
MEASURED_OWN = regex("(?:时间|时限|周期|成本|费用)(?:较[^，,]{2,4})?(?:缩短|压缩|压减|降低|下降|减少|提升)$")
OWNED = regex(f"(?<!效)(?:{MEASURE_WORDS})$")  # whose measure it is, without its own: 作业效率 stays
OWNER_WORK = regex("^(?:加强|强化|规范|深化|严格|做好|开展|推进|抓好|加大)+")
HAS_VALUE = regex(
    r"(?:低于|少于|超过?|突破|高于|小于|大于|达到?|不足|控制在|稳定在|保持在) ?[\d.]+ ?[%％\u4e00-\u9fff]"
)
STANDARD_OF_SPAN = regex(
    "(?:的)?[^，,。；;]{0,8}(?:低保标准|保障标准|工资标准|工资|租金|养老金)"
)  # 资产不超过12个月低保标准
OUTCOME = regex(
    "的(?:要(?![求素点])|应当?|必?须|立即|收回|取消|终止|撤销|停止|视[为同]|一律|不予|不得|评?为|按|应|可|由|予以|给予)"
)  # 结余超过两年的收回财政
PERSON_DOES = regex(
    "(?<=.{2})(?:对(?![象外口接])|组成|推荐|参加|参与|进行|负责(?!人)|承担|签字|联名|值守|在岗|在场|到场)"
)
COMPOSED = regex("(?:的)?(?:单数|奇数)?[^，,。；;]{0,12}?(?:组成|构成)$")
COMMA = regex(r"[，,；;：:]")
JOINING = regex(r"^(?:的|和)")
NORM = regex("(?:落实|执行|按照|符合|达到)国家")
DONE_TO = regex(r"^对(?:于)?([^，,。；;]{2,20}?)(?:开展|进行|实施|组织)(?=.{2})")
EACH_ACTOR = regex(
    r"^((?:各|每)[^，,。；;：:、的]{1,12}?(?:市|县|区|学校|院校|高校|单位|部门|企业|园区|街道|乡镇|机构|医院)(?:和[^，,。；;、的]{2,8}?(?:区|市|县))?)(?=围绕|要|应|须|至少|制定|建设|打造|每年|结合|根据|按照|创建|建立|完成|培育|重点|统筹|，|,)"
)


def find_subject(near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The subject of a number, or None where the words around it name nothing."""
    left, right = clean_left(near.left, quantity), near.right.strip(" ，,。；;：:")
    if quantity.unit in DISTANCES and (around := AROUND.match(right)) is not None:
        where = last_noun(left).removeprefix("对")
        return Subject(f"{where}{around['done'] or ''}范围", None, "around", "") if len(where) >= 2 else None
    if right.startswith(WITHIN_RANGE):
        left, right = SET_BY.sub("", left), ""  # 具体标准由高校在2000—4500元范围内自主确定
    if quantity.unit == "%" and "全覆盖" in quantity.raw:
        return _coverage(left, near)
    if quantity.unit in ("周岁", "岁") and (aged := age_of_rate(near)):
        return Subject(aged, None, "qualifier", "")
    if quantity.unit in ("周岁", "岁") and (asked := age(near)) is not None:
        return asked
    for pattern in _patterns_for(quantity.unit, quantity.ratio is not None):
        found = pattern(left, right, near, quantity)
        if found is not None and len(found.words) >= 2 and found.words not in NAMES_NOTHING:
            if found.words[0] in "和及与、" or "限为" in found.words:
                found = found._replace(words=JOINED.sub("", OF_VALUE.sub("", found.words)))
            found = _with_owner(found, near)
            each = EACH_ACTOR.match(near.opening) if found.scope is None else None
            return found._replace(scope=each.group(1)) if each else found
    return None


def returning_duty(near: Neighbourhood, quantity: Quantity, subject: Subject) -> Subject:
    """主要负责人每年至少听取1次工作汇报 → 主要负责人听取工作汇报: a duty is named by who has it and what is done."""
    left = inline("[、，,](?=[^、，,]*每)").split(near.left.strip())[-1]
    words = clean_left(DEGREE.sub("", BOUND_INSIDE.sub("", left)), quantity)
    doer = subject.scope if subject.scope and subject.scope not in words else ""
    whole = doer + words + subject.words
    return (
        subject._replace(words=whole, scope=None) if subject.pattern == "noun_behind" and len(whole) <= 40 else subject
    )


#: 对国际标准集装箱运输车辆实行差异化收费，予以64折通行费优惠: whose it is, where its name tells no more.
OF_BENEFIT = regex("^.{0,8}?(?:优惠|加价幅度|上浮幅度|下浮幅度|折扣|减免比例|减免幅度)$")
GRANTED_TO = regex("(?:^|[，,；;])对于?(?![标照接此口外])(?P<who>[^，,；;。：:（(]{4,40}?)(?:，|,|实行|执行|实施)")


def _with_owner(subject: Subject, near: Neighbourhood) -> Subject:
    """A bare measure (办理总时限, 金额比例) gets the noun of the clause before, whose measure it is.

    A bare verb (其中新建6万亩) gets the object of the clause before; 单个企业最高10万元 the grant that it caps.
    """
    if OF_BENEFIT.match(subject.words) and (who := GRANTED_TO.search(near.earlier)) is not None:
        return subject if who["who"] in subject.words else subject._replace(words=who["who"] + subject.words)
    if subject.pattern in ("payment", "bare_cap", "posts"):
        return subject
    if near.listed and len(subject.words) <= 4 and (BARE_MEASURE.search(subject.words) or subject.words in ITEMS):
        owner = inline(r"(?:达到?|不低于|不少于|不超过|不高于|超过|为)?[\d.]").split(
            LEADING.sub("", without_times(near.listed))
        )[0]
        owner = without_verb(owner)[1].removesuffix("时长")
        if MEASURED_OWN.search(owner):
            return subject  # 出库时间缩短13%、入库时间缩短35%: each is a measure of its own
        owner = OWNED.sub("", owner)
        if 2 <= len(owner) <= 20 and "、" not in owner:
            return subject._replace(words=owner + subject.words)
    if LEVEL_ALONE.fullmatch(subject.words) and (whole := _whole_before(near)):
        return subject._replace(words=subject.words + whole)
    told = near.listed or near.before
    if subject.words in ("投资", "完成投资") and (put := INVESTED.search(near.before)) is not None:
        return subject._replace(words=put[1] + "投资")
    paid = OF_PAID_OUT.search(near.before) if PAID_OUT.fullmatch(subject.words) else None
    if paid is not None and paid[2] == subject.words:
        return subject._replace(words=paid[1] + subject.words)
    if VERB_AT_START.fullmatch(subject.words) and told:
        told = split_scope(LEADING.sub("", without_times(told)))[1]
        thing = object_of(inline(r"[\d.,]+[万亿]?[^，,。；;\d]{0,6}$").sub("", without_verb(told)[1]))
        verb = "" if subject.words in ("完成", "达到", "实现") else subject.words  # 10月底完成计划70%、11月底完成85%
        return subject._replace(words=verb + thing) if len(thing) >= 2 else subject
    if near.listed and subject.pattern == "noun_before" and not GENERIC.search(subject.words):
        return subject
    if near.before and CAPPED_ONE.match(subject.words):
        capped = inline(
            r"(?:给予|享受|按)([^，,。；;\d]{2,14}?)(?:最高|不超过|的?\d|[一二三四五六七八九十]+折)"
        ).search(near.before)
        return subject._replace(words=capped.group(1) + "支持金额", scope=subject.words) if capped else subject
    if (
        len(subject.words) > 5
        or subject.pattern.endswith("before_clause")
        or not near.before
        or not BARE_MEASURE.search(subject.words)
    ):
        return subject
    owner = last_noun(near.before)
    if owner.endswith("的"):
        return subject  # a case, and no owner: 不具备条件的，5个工作日内发布
    done = OWNER_DONE.match(owner)  # 深化“两步申报”通关模式，提升应用率至60%
    owner = owner[done.end() :] if done is not None else owner
    if inline(r"[、：]|应(?!用)|要|可|请|参与|通过|由").search(owner) or ("“" in owner and done is None):
        return subject
    owner = inline(r"(?:达到|达|不低于|不少于|不超过|不高于|不得|超过|压缩|控制|为)").split(owner)[0]
    if PAYMENT_WORD.match(subject.words):
        return subject
    valued = HAS_VALUE.search(near.before) or VALUE_AT_END.search(near.before)
    if valued and (of_class := OWNER_CLASS.match(owner)) is not None:
        return subject._replace(words=of_class.group() + subject.words)  # 职工参保人员上门次数不低于12次，服务时间…
    if valued and not GENERIC.search(subject.words):
        return subject  # 生态保护红线面积不低于28%，森林覆盖率…: each has its own measure
    if owner.endswith("任务"):
        return subject
    owner = PER_AT_END.sub("", owner)
    owner = OWNED.sub("", owner)
    if len(owner) >= 4 and subject.words.startswith(owner[-2:]):
        owner = OWNER_WORK.sub("", owner)[:-2]  # 加强执法检查，检查覆盖率
    return subject._replace(words=owner + subject.words) if 2 <= len(owner) <= LONGEST_OWNER else subject


def _margin(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """按照基准电价不超过12%的加价幅度收取 → 加价幅度."""
    found = MARGIN.match(right) if quantity.unit in ("%", "百分点") else None
    if found is None:
        return None
    return Subject(f"{found['done'] + '的' if found['done'] else ''}{found['what']}", None, "noun_behind", "")


LEVEL_ALONE = regex("(?:国家|省|市|县|区|自治区|部|世界)级(?:以上)?")
OF_LEVEL = regex("^(?:(?:国家|省|市|县|区|自治区|部|世界)级?(?:及?以上)?)")


def _whole_before(near: Neighbourhood) -> str:
    """培育市级以上示范企业100家，其中国家级20家 → 示范企业: the noun of which a level alone is told."""
    noun = OF_LEVEL.sub("", last_noun(split_scope(VALUE_AT_END.sub("", near.before))[1]))
    return noun if 2 <= len(noun) <= LONGEST_OWNER and "、" not in noun else ""


ALL_OF = regex(" ?100 ?[%％]$")


def _coverage(left: str, near: Neighbourhood) -> Subject | None:
    """推进X工作，实现各县区全覆盖 → X覆盖 for 各县区; 实现X全覆盖 → X覆盖."""
    left = ALL_OF.sub("", left)  # 100%全覆盖: said twice
    listed = near.listed and inline("[\u4e00-\u9fff“”]{2,12}").fullmatch(near.left.strip())
    if not listed and not inline(r"实现|做到|达到|推进|推动|确保|保持|基本|落实").search(near.left + near.verb):
        return None
    reached = SUBJECT_COVERS.fullmatch(left)
    if reached is not None and FOR_WHOM_COVERED.search(reached.group("who")):
        return _covered(reached.group("what"), reached.group("who"))
    who = (
        inline(r"^(?:基本|全面|高质量|高标准|高水平)?(?:实现|达到|做到|确保|推进|推动)(?:基本|全面)?")
        .sub("", LEADING.sub("", left) or left)
        .strip()
    )
    who = inline(r"(?:基本|全面|有效|动态|实现|达到)+$").sub("", who)
    what = last_noun(inline(r"^继续").sub("", near.before))
    if inline("^(?:各|全|所有|对)").match(who) and FOR_WHOM_COVERED.search(who):
        return _covered(what, who) if len(what) >= 2 else None
    scope, who = split_scope(who) if who[:1] in "全各" else (None, who)
    last = who.rpartition("、")[2]
    who = who if inline("[县区市乡镇]、").search(who) or len(last) <= 2 else last
    if len(who) < 2 and near.before:
        who = inline(r"^(?:均|全部|都)?纳入|范围$").sub("", last_noun(near.before))
    return _covered(who, scope) if len(who) >= 2 else None


IS_WORK = regex("(?:工作|改革|应用|行动|覆盖)$")  # 推进项目代码应用全覆盖


def _covered(what: str, scope: str | None) -> Subject:
    """What covers all, as a measure: 监管对象覆盖; a work is done everywhere and needs no other word."""
    return Subject(what if IS_WORK.search(what) else what + "覆盖", scope, "coverage", "实现")


def _noun_behind(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """建设2个X; 培养100名Y; 不少于200万元的专项资金; a list's later members share the first one's verb."""
    if COMPOSED.match(right) and len(made_of := left.removesuffix("由")) >= 2 and left.endswith("由"):
        return Subject(made_of + "人数", None, "noun_behind", "组成")  # 评审专家组由5人以上单数组成
    if not right or right[0] in "（(、，,。；;)）" or NO_NOUN_BEHIND.match(right):
        return None
    # 实现95%事项网上办: a share of what is named behind it.
    share = quantity.unit == "%" and VERB_ALONE.fullmatch(left) and not RATE_BEHIND_SHARE.match(right)
    goes_on = GOES_ON_BEHIND.match(right) or (PURPOSE.match(right) and not OF_KIND.match(right))
    if (quantity.unit == "%" and not share) or goes_on:
        return None
    if quantity.raw == "零" or PREDICATE.match(right) or OUTCOME.match(right):
        return None
    noun = object_of(inline("、(?=每)").split(right)[0])
    noun = inline("(?<=.{2})(?:赴|前往)").split(noun)[0]  # 5个工作组赴重点地区督导
    if len(noun) < 2 or (quantity.unit in DURATION_UNITS and len(left) >= 2 and STANDARD_OF_SPAN.fullmatch(right)):
        return None
    if quantity.unit in ("名", "人", "位"):
        noun = PERSON_DOES.split(noun)[0]  # 由2名以上工作人员对现场进行核查
    verb = verb_at_end(left)
    if quantity.unit in COUNTED_DOERS:
        noun = said_of_counted(noun, near.rest)
    actor = left[: verb.start()] if verb else left
    scope, rest = split_scope(actor + "某某") if actor else (None, "")
    scope = scope if rest in ("某某", "与某某") or scope else None
    if quantity.unit in DURATION_UNITS and (named := ACTOR.match(without_times(near.left).strip())):
        noun = f"{named.group(1)}的{noun}"
    trial = TRIAL.match(right)
    if trial:
        noun = "试点" + trial.group(1)
    if near.left.strip().startswith("首批") or "首批" in near.left[-8:]:
        noun = "首批" + noun
    reach = OVER_REGION.match(noun)  # 15次全市范围的知识产权培训班
    scope, noun = (reach["where"], noun[reach.end() :]) if reach is not None and scope is None else (scope, noun)
    return Subject(noun, scope or _actor_scope(actor), "noun_behind", verb.group() if verb else near.verb)


OVER_REGION = regex("(?P<where>全[国省市县区镇乡州旗]范围)内?的(?=..)")


def _actor_scope(actor: str) -> str | None:
    """A named school, county or list of them before the verb: 南昌县中等专业学校与工业园区围绕…共建."""
    if (placed := PLACED_AT.fullmatch(actor)) is not None:
        return placed["where"]
    actor = CARRIES_OUT.sub("", actor)
    match = NAMED_ACTOR.match(actor)
    if not match or LEADING.match(match.group(1)) or inline("^(?:与|和|围绕|在|由|对)").match(match.group(1)):
        return None
    return match.group(1)


def _noun_before(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """X达到8000人; 嫁接X50家; 开展X1万余人次; A档学校每年X不少于5个."""
    words = without_reach(FROM_BASE.sub("", left) if "由" in left or "从" in left else left)
    words = OVER_LEVEL.sub("", DEFINED.sub("", words))
    words = _what_is_moved(words) if "将" in words else words
    words = OPENS_CASE.sub("", words) if words[:1] in "当对" else words
    words = BOUND_BEHIND.sub("", DEGREE.sub("", words)) or words
    words = without_duty(words)
    placed = PLACED.match(words)
    if placed is not None:
        return Subject(words[placed.end() :], placed["where"], "noun_before", placed["verb"])
    if words.endswith("按") and RATED_SO.match(right):
        words = words[:-1] + "标准"  # 统筹基金按每人每年100元的标准划拨
    if words.endswith("的") and quantity.unit == "%" and len(words) >= 4 and not near.head:
        words += "比例"  # 扣减防治资金的10%
    heads = near.head and not words and not right and quantity.unit == "人" and quantity.comparator in (">", ">=", "<")
    if heads and not inline("人数|规模|每").search(near.head + near.left):
        return Subject(last_noun(inline("[，,；;、]").split(near.head)[-1]) + "人数", None, "bracket", "")
    if (
        near.head
        and len(words) <= 8
        and not inline("率|比例|占|[数量费]$|费用$|时[长间]$|面积$|期限$|标准$|金额$|额度$").search(words)
    ):
        noun = without_verb(LEADING.sub("", _list_tail(near.head)))[1]
        noun = inline("^对于?(?![外口接标照应象])").sub("", INNER_VERB.split(noun)[-1] if len(noun) > 16 else noun)
        return Subject(noun, words or None, "bracket", "达到") if len(noun) >= 2 else None
    if len(words) < 2:
        return None
    done_to = DONE_TO.match(words)
    if done_to is not None:
        return Subject(words[done_to.end() :], done_to.group(1), "noun_before", "开展")
    parts = COMMA.split(words)
    words = parts[-1] if len(parts[-1]) >= 3 else words
    scope, words = split_scope(words)
    words = ACTOR_MAKES.sub("", words)
    verb, words = without_verb(words)
    words = JOINING.sub("", balanced(words))
    if NORM.search(near.left):
        words = words.removeprefix("国家")  # 落实国家…标准: whose standard it is, not what it bounds
    if not scope:
        scope, words = split_scope(words)
    if words == "就业" and quantity.unit in ("人", "名"):
        words = verb + "就业人数"  # 带动就业3人及以上的
    return Subject(words, scope, "noun_before", verb or "达到") if len(words) >= 2 else None


#: 持续加大基础设施投入，全年完成投资400亿元
INVESTED = regex("(?:加大|扩大|增加)([\u4e00-\u9fff]{2,12}?)(?:投入|投资)(?:力度)?$")
#: 引导大型企业将对中小企业最长付款期限限制在60日内
HELD_WITHIN = regex("(?<![和或])将(?P<what>[^，,将]{4,30}?)(?:限制|控制|限定|稳定|保持)在?$")
#: 鼓励采购人将合同预付款比例提高到40%
MADE_TO = regex("^[\u4e00-\u9fff]{2,10}?将(?=[^，,将]{3,}(?:率|比例|占比|时间|时限|期限|数量|总量|额度|标准|费用)$)")


def _what_is_moved(words: str) -> str:
    words = MADE_TO.sub("", words)
    return moved["what"] if (moved := HELD_WITHIN.search(words)) is not None else words


#: 加快办理劳保费返还，计划返还10亿元: what is paid out, by the noun of the clause before.
PAID_OUT = regex("返还|兑现|发放|拨付|减免|退还|退税|贴息|奖补|让利")
OF_PAID_OUT = regex(
    "(?:办理|做好|推进|加快|开展|完成|落实|实施|加大|规范|完善|强化)([\u4e00-\u9fff]{2,12})(返还|兑现|发放|拨付|减免|退还|退税|贴息|奖补|让利)$"
)
#: 在省级以上开发区新建维权援助工作站8家: where, and what is made there.
#: 支持企业建立以高技能人才命名的工作室5个: who makes it, where any may.
ACTOR_MAKES = regex(
    "^(?:企业|高校|学校|院校|各地|园区|社会力量|金融机构)(?=(?:建立|建设|创建|打造|设立|组建|开展|新建|举办|开发)[^，,]{3,})"
)
PLACED = regex(
    "在(?P<where>[^，,]{2,30}?)(?P<verb>新建|建设|建成|设立|打造|培育|新增|推广|建立|开展|布局|遴选)(?=[^的，,][^，,]{2})"
)
NAMES_NOTHING = frozenset(("为期", "完成时限", "完成时间"))
#: 变电站出线2公里范围内绝缘化改造工作, 校园周边200米范围内禁止…
AROUND = regex("范围内(?:(?P<done>[一-鿿]{2,8}?(?:改造|整治|建设|治理|修复|绿化))(?:工作|工程|项目)?$)?")
WITHIN_RANGE = ("范围内", "区间内", "幅度内", "之间")
SET_BY = regex("(?:由[^，,由]{1,12})?在$")
#: 更换周期一般不超过累计运行500小时: how the number bounds.
BOUND_BEHIND = regex(
    "(?<=.{2})(?:一般|原则上)?不(?:超过|低于|少于|高于|大于|小于)(?:累计|连续|总计|平均)?[\u4e00-\u9fff]{0,2}$"
)
RATED_SO = regex("的?(?:标准|比例)")
# 水库水位超过汛限水位1米: the level from which it is told is no part of what rises.
OVER_LEVEL = regex("(?:超过|高于|低于|超出)[^，,、]{0,6}(?:水位|限值|温度|气温)$")
# 由30个工作日压缩至: the value from which a change starts is no part of what changes.
VALUE_AT_END = regex(
    r"(?:\d{1,2} ?月)?(?:底前)?(?:应|要|力争|分别)?(?:达到|达|不低于|不少于|不超过|超过|为|最高|最低|最长)?"
    r"(?<![\d.])[\d.]{1,12}+ ?(?:%|％|[万亿]?[\u4e00-\u9fff]{1,3}?)(?:以上|以内|以下|左右)?$"
)
FROM_BASE = regex(
    r"(?<![自理])(?:由|从)[^，,。；;]{0,30}?\d[^，,。；;]{0,12}?"
    r"(?=(?:放宽|提高|提升|降低|压缩|缩短|压减|减少|精简|增加|扩大|下调|上调|下降|降|提|增|减)(?:至|到|为)?)[^，,。；;]{2,10}$"
)


def _list_tail(head: str) -> str:
    """The last member of a list of verb phrases: 共同制定A、共同开发B → 共同开发B."""
    parts = inline(rf"[，,；;]|、(?=(?:共同|{RESULT_VERBS}))").split(head)
    return parts[-1] if parts else head


def _noun_far_before(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """在校生规模稳步增长，达到3000人以上: the subject stands in the clause before."""
    if len(without_reach(left)) >= 2 or not near.before:
        return None
    noun = last_noun(VALUE_AT_END.sub("", near.before))
    scope, noun = split_scope(noun)
    return Subject(noun, scope, "noun_before_clause", "达到") if len(noun) >= 2 else None


Pattern = Callable[[str, str, Neighbourhood, Quantity], Subject | None]
PER_CENT = frozenset(("%",))
SHARE = frozenset(("%", "‰", "倍", "百分点"))
#: How a number's subject can be put, in the order in which it is tried, with the units that it is said of (all: None).
#: A ratio of two numbers (5:5) is tried as a share.
PATTERNS: tuple[tuple[Pattern, frozenset[str] | None], ...] = (
    (bare_cap, None),
    (posts, None),
    (graded, None),
    (standard, None),
    (price_in_force, None),
    (_margin, SHARE),
    (charged_share, SHARE),
    (tax_rate, PER_CENT),
    (drawn_from, PER_CENT),
    (done_with_all, PER_CENT),
    (limit_of, None),
    (term_of, DURATION_UNITS),
    (discount, frozenset(("折",))),
    (payment, None),
    (granted_count, None),
    (qualifier, None),
    (paid_back, PER_CENT),
    (borne, PER_CENT),
    (rate_of, PER_CENT),
    (share_of_whole, SHARE),
    (share_that_serves, PER_CENT),
    (drawn_share, SHARE),
    (share_of_noun, PER_CENT),
    (choice, None),
    (time_limit, DURATION_UNITS),
    (lasting, DURATION_UNITS),
    (duration, None),
    (same_measure, None),
    (class_measure, None),
    (_noun_behind, None),
    (_noun_before, None),
    (_noun_far_before, None),
    (list_head, None),
)


@lru_cache(256)
def _patterns_for(unit: str | None, is_ratio: bool) -> tuple[Pattern, ...]:
    return tuple(
        pattern
        for pattern, units in PATTERNS
        if units is None or unit in units or (is_ratio and (units is SHARE or units is PER_CENT))
    )

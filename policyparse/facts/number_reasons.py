"""The reasons to call a number a target, a threshold or neither: each a question to the words around it.

A reason never looks at the value. Not here: which reason comes first and what it makes of a number
(`facts.number_rules`), the subject (`facts.subjects`).
"""

from __future__ import annotations

from typing import NamedTuple

from policyparse.facts.counted_doers import is_guided
from policyparse.facts.phrases import DURATION_UNITS, RESULT_VERBS, Neighbourhood, verb_at_end
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex


class Circumstances(NamedTuple):
    """A number with all that decides what it is.

    ``clause``: the words of its clause; ``sentence_before``: the sentence up to it. ``in_goals``: in a goals section;
    ``dated``: a due date reaches over it; ``made``: a verb of result governs it; ``due``: that time is
    a due date, not 每年 or a span such as 一年内.
    """

    quantity: Quantity
    near: Neighbourhood
    clause: str
    sentence_before: str
    in_goals: bool
    dated: bool
    made: bool
    due: bool = False


# 提高至40%以上政策, 降至1%的优惠政策: the value of a policy in force.
PAID_HEAD = regex("(?:补贴|补助|奖励|奖补|津贴|贴息|资助)$")
FORMULA = regex(r"^的[^，,。；;]{2,40}(?:确定|计算|核定|计发|核算)")
BOUND_AT_END = regex(r"(?:至少|不少于|不低于|超过|约|近|累计|共|再){1,8}+$")
BOUND_LAST = frozenset("少于低过约近计共再\n")  # what it ends with; $ also stands before a line's end
# 在市外设立的分支机构: a verb before 的 makes nothing.
VERB_AND_NOUN = regex(rf"(?:{RESULT_VERBS})(?!的|面积|规模|容量|标准|费)[^，,；;。：:]{{2,}}$")
#: 新增工业用地容积率一般不低于1.2: the verb says which land, not what is to be had.
NEW_AND_MEASURED = regex(
    "(?:新增|新建|扩建|改建|改造|新设)[^，,；;。：:]{2,30}(?:率|系数|密度|强度|标准)(?:一般|原则上|应|须|要)?$"
)
ONLY_ONCE = regex(r"(?:只|仅|限|最多)(?:能|可|可以)?(?:享受|申请|申领|补贴|奖励|奖补|参加|认定|给予|评选)?$")
CHOICE = regex("(?:选择|任选|选报|填报|限报)(?:其中)?(?:至多|最多)?$")
CHOSEN_FOR = regex("^[^，,。；;]{0,16}(?:报名|注册|申报|就读|参加|登记|办理|缴费|参保|填报)")
COUNTED_BY = regex("(?:按照?|以)$")
COUNTED_SO = regex("(?:的标准)?(?:计算|折算|计发|核算|计[，,。；;])")
COUNTED_CASE = regex("的[，,]?按[^，,。；;]{0,16}(?:计算|折算|计)")
STEP = regex("每(?:增加|新增|增长|超过|超出|提高|提升|降低|下降|减少|增|超)$")
STAFFED_THEN = regex(
    r"的(?:应当?|须|可|按照?|至少|最少){0,3}(?:[\d.]+ ?[名个人台辆])?(?:配备|设置|配置|配齐|选配)"
    r"(?!标准|比例|要求|规定)|的[，,]?(?:应当?)?(?:不少于|不低于|至少)[\d.]"
)
# 落实相关16条金融政策: how many another document holds.
LAID_DOWN_ELSEWHERE = regex("(?:落实|执行|贯彻|兑现)[^，,。；;]{0,24}$")
MEASURES_THERE = regex("[^，,。；;、]{0,8}(?:政策|措施|举措|规定|要求)(?:[，,。；;、]|精神|落地|$)")
SIZES = frozenset(("平方米", "米", "公里", "千米", "立方米", "公顷", "亩", "月", "天", "日", "小时", "吨", "千克"))
COUNTED_AHEAD = regex(r"\d ?[\u4e00-\u9fff]{1,10}$")
# 18个评价指标均达到“优良”以上等次
REACHES_BEHIND = regex("[\u4e00-\u9fff]{2,12}?(?:均|全部|都)?(?:达到|进入|迈入|跻身)(?=[^的]{2})")
# 压减电子凭证最长付款期限至6个月
CUT_TO = regex("(?:压减|压缩|缩短|缩减|精简|降低)[^，,。；;：:]{2,24}[至到]$")
REALISED = regex("(?:要|力争|确保|争取|全面|基本)*(?:实现|做到)")
INDICATORS = regex("(?:核心|主要|重点)?指标")
LEVEL_SET = regex("(?:率|比例|占比|比重)为$")
OWN_VALIDITY = regex(
    "(?:本(?:办法|细则|规定|通知|意见|方案|措施|目录|标准|政策|计划|条例|文件)|自[^，,。]{2,16}(?:施行|实施|执行))"
)
BROUGHT_TO = regex("(?:优化|提速|拓展|扩大|提升|提高|扩展|增加)[^，,。；;]{0,10}(?:至|到)$")
DONE_ONCE = regex("(?:开展|进行|组织|举行|召开|举办|听取|通报)$")
REACHED_AT_END = regex(r"(?:达到|达|突破|提高到|提升到|提升至|增至|增加到|稳定在|控制在|保持在)$")
GROWTH = regex(r"(?:增量|增速|增幅|增长率|年均增长|同比增长)$")
CHARGED = regex("征收率|税率|费率|利率")
SHORTENED = regex(
    r"(?<![核扣])(?:提速|压缩|缩短|压减|精简|缩减|降低|下降|减少|降|减|压)(?:为|至|到|在)?(?:提前)?(?:(?:不超过|平均|最多)?[\d.]*[、和])?$"
)
LAST_YEAR = regex(r"(?<![较比对于])(?:去年|上年)[^，,。；;]{0,30}$")
PAST = regex(r"(?:已|已经|目前|截至目前|累计已|今年以来|曾|(?<![到于过占业])现有|共有)[^，,。；;]{0,30}$")
REACHED = regex(r"达到|突破|实现|建成|完成|力争|确保")
STARTED_FROM = tuple(word + now for word in ("由", "从") for now in ("", "现行的", "原来的", "目前的"))
FROM_BASE = regex(r"(?:由|从)[^，,。；;\d]{0,24}$")
TO_LEVEL = regex(
    r"^(?:左右)?(?:放宽|提高|提升|降低|压缩|缩短|压减|减少|精简|增加|扩大|调整|延长|下调|上调|下降|降|提|增|减|扩)(?:至|到|为)"
)
CHANGES = frozenset("降提增减压缩调上下扩延到至")
PLACED_AT = ("在", "围绕", "聚焦", "依托", "针对", "对照", "通过", "由")
REACHED_BY = (
    "保持在",
    "达到",
    "达",
    "突破",
    "实现",
    "提高到",
    "提升至",
    "提升到",
    "增加到",
    "降至",
    "降到",
    "控制在",
    "增长",
)
#: 24小时手机开机, 一周通报一次: how something is done, and how often, which the 一次 says.
ROUND_THE_CLOCK = regex(
    "24 ?小时(?!内|以|后|前|之)[\u4e00-\u9fff]{2}|[一1](?:周|个?月|天|日|年|季度)[\u4e00-\u9fff]{2,4}[一1]次"
)
AVERAGED = ("平均浓度", "平均值", "均值", "滑动平均", "移动平均", "浓度")
DESCRIPTION = regex(r"(?:由|集|含|包括|涵盖|围绕|聚焦|依托)[^，,。；;]{0,20}$")


#: 列入省级重点项目的，补助比例提高2个百分点: a rate of support in a case.
RATE_RAISED = regex(
    "(?:补助|补贴|奖励|奖补|资助|支持|报销|支付|返还|贴息|担保|保底|配套)(?:比例|标准|额度|费率)(?:可|再|相应|分别|在此基础上){0,3}(?:提高|上浮|增加|上调|降低|下浮|下调)$"
)


def shortened(c: Circumstances) -> bool:
    """压缩至, 缩短至, 降至 a value: a result, also of a length of time."""
    if c.quantity.unit == "%" and CHARGED.search(c.near.left) and not (c.in_goals or c.dated):
        return False
    if c.quantity.unit in ("%", "百分点") and RATE_RAISED.search(c.near.left) and not (c.in_goals or c.due):
        return False
    if CUT_TO.search(c.near.left):
        return True
    return bool(SHORTENED.search(c.near.left) or (not c.near.left.strip() and SHORTENED.search(c.near.verb)))


def own_validity(c: Circumstances) -> bool:
    """本办法自印发之日起施行，有效期3年: how long the notice itself is in force."""
    return (
        c.quantity.unit in ("年", "月")
        and bool(inline("有效期(?:限)?(?:为|至|暂定)?$").search(c.near.left.strip()))
        and bool(OWN_VALIDITY.search(c.near.earlier + c.near.left))
    )


def listed_count(c: Circumstances) -> bool:
    """推广的改革举措（共23项）: the count of what follows; A率、B率、C率三项指标均达90%: of what was just listed."""
    counted = c.quantity.unit in ("项", "个", "类", "条") and c.quantity.comparator == "="
    if counted and LAID_DOWN_ELSEWHERE.search(c.near.left) and MEASURES_THERE.match(c.near.right):
        return True
    if counted and "、" in c.near.left and INDICATORS.match(c.near.right.strip()):
        return True
    return bool(c.near.head) and c.near.left.strip() in ("共", "共计", "总计") and not c.near.right.strip()


def explained(c: Circumstances) -> bool:
    """50个标准展位（9平方米）, 3年（36个月）: the size of what was counted, or the same once more."""
    q = c.quantity
    alone = bool(c.near.head) and not c.near.left.strip() and not c.near.right.strip()
    return alone and q.comparator == "=" and q.unit in SIZES and bool(COUNTED_AHEAD.search(c.near.head))


def chosen(c: Circumstances) -> bool:
    """从名单中选择一家注册学习, 选择1所幼儿园报名: how many a person may choose."""
    return bool(CHOICE.search(c.near.left.strip())) and bool(CHOSEN_FOR.search(c.near.rest)) and not c.in_goals


def one_of_many(c: Circumstances) -> bool:
    """在一个窗口, 填报一次: an article, no count, unless something is made."""
    q = c.quantity
    article = q.raw.startswith("一") and q.value == 1 and q.comparator == "="
    if article and chosen(c):
        return False
    if article and q.unit == "次" and q.per:
        return False  # 每2小时上报一次水情
    if article and q.unit == "次" and ONLY_ONCE.search(c.near.left):
        return False
    if article and q.unit == "次" and c.dated and DONE_ONCE.search(c.near.left):
        return False
    if article and q.unit in ("支", "套", "张", "条", "系列", "种", "股", "片", "批"):
        return True
    return (
        article
        and not inline(r"(?:建成|建设|打造|新建|创建|组建|培育|举办|完成|设立|建立)(?:至少)?$").search(c.near.left)
        and q.unit not in DURATION_UNITS
    )


def step_of_rate(c: Circumstances) -> bool:
    """每增加1亿元再奖励10万元: the step for which a rate is paid."""
    return c.quantity.comparator == "=" and bool(STEP.search(c.near.left))


def staffing_case(c: Circumstances) -> bool:
    """不足3000名的至少配备1名: the case in which so many are staffed."""
    bound = c.quantity.comparator in ("<", "<=", ">", ">=") and c.quantity.ratio is None
    return bound and STAFFED_THEN.match(c.near.rest) is not None


def _counted_as(near: Neighbourhood) -> bool:
    """每月按22个工作日计算; 不满1个月的按实际工作日计算."""
    if COUNTED_BY.search(near.left.strip()) and COUNTED_SO.match(near.right):
        return True
    return COUNTED_CASE.match(near.rest) is not None


def formula(c: Circumstances) -> bool:
    """按6个月的…确定: a factor."""
    return (
        c.quantity.unit in DURATION_UNITS
        and c.quantity.comparator == "="
        and bool(FORMULA.match(c.near.rest))
        and bool(inline("按照?$").search(c.near.left.strip()))
    ) or (c.quantity.unit in DURATION_UNITS and _counted_as(c.near))


# 法定时限为45日的办理时限压缩至18个工作日: the class whose time is brought down.
CLASS_SHORTENED = regex("的[^，,。；;]{0,10}(?:时限|时间|期限|周期)[^，,。；;]{0,6}(?:压缩|压减|缩短|缩减|减)")


def where(c: Circumstances) -> bool:
    """在6个城市中, 由3%降至1%: where something happens or where it starts, not what is reached."""
    left = c.near.left.rstrip()
    starts = left.endswith(STARTED_FROM) and c.near.right[:1] in CHANGES
    starts = starts or (bool(FROM_BASE.search(left)) and bool(TO_LEVEL.match(c.near.right)))
    starts = starts or bool(CLASS_SHORTENED.match(c.near.rest))
    kept = left.endswith(("稳定在", "控制在", "保持在", "维持在"))  # 分别稳定在34万头、54万吨以上
    return starts or (c.quantity.comparator == "=" and not kept and left.endswith(PLACED_AT))


def rating(c: Circumstances) -> bool:
    """220千伏输变电工程, 三期项目, 三环: a rating or an ordinal that belongs to a name."""
    q = c.quantity
    if q.comparator == "range" and q.unit == "批":
        return True
    if q.unit in DURATION_UNITS and c.near.right.startswith(AVERAGED):
        return True  # 臭氧日最大8小时平均浓度
    if q.unit in DURATION_UNITS and q.comparator == "=" and ROUND_THE_CLOCK.match(q.raw + c.near.right):
        return True
    if q.unit == "%" and c.near.right.startswith("全覆盖"):
        return True  # 100%全覆盖: said once
    if q.unit in ("期", "环") and not q.raw[:1].isdigit():
        return True
    rated = (q.unit or "").startswith(("千伏", "千瓦", "兆瓦", "伏", "兆"))
    return (
        rated
        and q.comparator == "="
        and "\u4e00" <= c.near.right[:1] <= "\u9fff"
        and not c.near.left.endswith(("新增", "达到", "完成", "建成", "实现", "突破", "装机", "容量"))
    )


def covered(c: Circumstances) -> bool:
    """推进…全覆盖: all of something is a result to be reached, whatever verb is used; 保持 keeps one."""
    return "全覆盖" in c.quantity.raw and "保持" not in c.near.left


def past(c: Circumstances) -> bool:
    told = PAST.search(c.near.left) or (c.quantity.comparator == "=" and LAST_YEAR.search(c.near.left))
    return bool(told) and not c.dated and not c.in_goals


def growth(c: Circumstances) -> bool:
    """A bound on growth is a result also without a date."""
    return bool(GROWTH.search(c.near.left.strip()))


def plain_span(c: Circumstances) -> bool:
    """学前三年, 五年人才需求: a length of time that names something and bounds nothing."""
    q = c.quantity
    return q.unit in DURATION_UNITS and q.comparator == "=" and not q.per and not c.made


def goal(c: Circumstances) -> bool:
    return c.in_goals


def made(c: Circumstances) -> bool:
    return c.made and not (c.near.head and PAID_HEAD.search(c.near.head))


def dated_bound(c: Circumstances) -> bool:
    if c.due and LEVEL_SET.search(c.near.left):
        return True
    often = c.quantity.per and all(each.startswith("每次") for each in c.quantity.per)  # 每次不超过20名
    bounded = c.quantity.comparator in (">=", ">", "<=", "<") or REACHED.search(c.near.left) is not None
    return c.dated and bounded and not often


def _surpasses(c: Circumstances) -> bool:
    """突破600万吨, also as a later member of 分别突破600万吨、500亿元."""
    shared = c.quantity.comparator == ">" and c.near.left.rstrip().endswith("分别") and "分别突破" in c.clause
    return shared or c.quantity.raw.startswith("突破")


def reached(c: Circumstances) -> bool:
    return (
        c.near.left.endswith(REACHED_BY)
        or bool(BROUGHT_TO.search(c.near.left))
        or _surpasses(c)
        or (c.quantity.unit == "%" and "全覆盖" in c.quantity.raw)
        or (c.quantity.unit in ("个", "家", "项", "所", "条") and bool(REACHES_BEHIND.match(c.near.right)))
    )


def bound(c: Circumstances) -> bool:
    return c.quantity.comparator in (">=", ">", "<=", "<", "range")


def governed_by_result(near: Neighbourhood) -> bool:
    """A verb of result governs the number: right before it, before its noun, or shared by its list."""
    if (
        near.head
        and not near.left.strip().endswith(("占", "率", "比例"))
        and governed_by_result(Neighbourhood(near.head, "", "", "", "", ""))
    ):
        return True
    left = near.left.strip(" ，,、")
    if left[-1:] in BOUND_LAST:
        left = BOUND_AT_END.sub("", left)
    if near.verb or verb_at_end(left) or is_guided(left, near.right) or (near.listed and REALISED.match(near.listed)):
        return True
    if NEW_AND_MEASURED.search(left):
        return False
    # No mark may stand between verb and number: what is before the last one need not be looked at.
    return bool(VERB_AND_NOUN.search(left, max(map(left.rfind, "，,；;。：:")) + 1))

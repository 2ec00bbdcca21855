"""Target, threshold or none: which of them a number is, by rules that carry their examples and near misses.

The question of the guide: would an inspector ask "has it been reached by then?" (target) or "is it being kept to?"
(threshold). A rule looks at the words around the number, never at its value. The first rule that fits decides.
Not here: the subject (`facts.subjects`), the time (`facts.number_times`).
"""

# Each rule's examples stay on their rows.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from policyparse.facts.subjects import DURATION_UNITS, RESULT_VERBS, Neighbourhood, verb_at_end
from policyparse.language.values import Quantity

Verdict = Literal["target", "threshold", "none"]


class Circumstances(NamedTuple):
    """A number with all that decides what it is.

    ``clause``: the words of its clause; ``sentence_before``: the sentence up to it. ``in_goals``: in a goals section;
    ``dated``: a due date reaches over it; ``made``: a verb of result governs it.
    """

    quantity: Quantity
    near: Neighbourhood
    clause: str
    sentence_before: str
    in_goals: bool
    dated: bool
    made: bool


@dataclass(frozen=True, slots=True)
class NumberRule:
    """One reason to call a number a target, a threshold or neither.

    ``examples``: (sentence, the number's words), each of which the rule must decide; ``near_misses``: sentences in
    which no number may be decided by it.
    """

    id: str
    verdict: Verdict
    purpose: str
    holds: Callable[[Circumstances], bool]
    examples: tuple[tuple[str, str], ...]
    near_misses: tuple[str, ...]
    confidence: float = 0.9


NORM_VERB = re.compile(
    r"(?:^|[，,；;。])[^，,；;。]{0,8}?(?:落实|执行|严格按照|遵守|按照规定|符合)(?!国家战略|立德树人)"
)
NORM_NOUN = re.compile(r"标准|政策|制度|规定|办法|要求|编制|定额|限额")
PERMISSION = re.compile(
    r"(?<![许认])可(?:以)?(?:按|提取|享受|申请|给予|申领|分期|延长|适当|一次性|再|获得|获|免|兼|容|减|凭|上浮|下浮|放宽)|抵免|免征|减免|减征|减按|扣除|抵扣|(?<![许认])可(?![靠能持再行观追])[^，,。；;达]{0,4}$"
)
PERMITTING = re.compile("[可抵免减扣]")  # a character that every permission holds
SET_OFF = re.compile("抵免|抵扣")
BOUND_AT_END = re.compile(r"(?:至少|不少于|不低于|超过|约|近|累计|共|再)+$")
VERB_AND_NOUN = re.compile(rf"(?:{RESULT_VERBS})(?!面积|规模|容量|标准|费)[^，,；;。：:]{{2,}}$")
SUPPORT = re.compile(
    r"补助|补贴|奖励|奖补|资助|贴息|给予|发放|拨付|奖金|扶持资金|补偿|标准|工资|津贴|报销|支付|专项资金|保证金|罚款|缴费|收费|费率|税率|贷款额度|授信|担保|利率|折扣|优惠|抵扣"
)
PROVIDED = re.compile(r"(?:设立|安排|列支|投入|预算|筹措|拨付|落实|统筹|提供)[^，,。；;]{0,20}$")
LENT = re.compile(r"贷款|融资|投资|授信(?!额度)|签约额|交易额")
REACHED_AT_END = re.compile(r"(?:达到|达|突破|提高到|提升到|提升至|增至|增加到|稳定在|控制在|保持在)$")
GROWTH = re.compile(r"(?:增量|增速|增幅|增长率|年均增长|同比增长)$")
QUALIFIED = re.compile(
    r"具备|具有|持有|年满|满|从事|注册|取得|经历|年龄|周岁|学历|学位|职称|连续|工作经验|参保|缴纳满|户籍|居住|毕业|离校"
)
RELATIVE = re.compile(
    r"^[^，,。；;]{0,16}的(?!比例|政策|目标)(?:[^，,。；;]{0,12})(?:企业|单位|人员|项目|个人|学校|机构|学生|教师|毕业生|家庭|农户|职工|的$|，|,)"
)
SHORTENED = re.compile(
    r"(?:压缩|缩短|压减|精简|缩减|降低|下降|减少|降|减|压)(?:为|至|到|在)?(?:(?:不超过|平均|最多)?[\d.]*[、和])?$"
)
PAST = re.compile(r"(?:已|已经|目前|截至目前|去年|上年|累计已|今年以来|曾|现有|共有)[^，,。；;]{0,30}$")
REACHED = re.compile(r"达到|突破|实现|建成|完成|力争|确保")
STANDING_SHARE = re.compile(
    r"课时|生师比|师生比|编制|岗位设置|经费|附加|用地|容积率|绿地率|工资|费用|收入|资金|预算|利润|缴存|缴费|浮动|间隔"
)
RATE_BEFORE = re.compile(r"(?:按|按照|给予|享受|优惠|标准|减按)[^，,。；;]{0,14}$")
RATE_BEHIND = re.compile(
    r"^(?:的)?(?:比例)?(?:给予|予以|收取|征收|缴纳|抵扣|抵免|扣除|支持|补助|补贴|贴息|奖补|奖励|优惠|核定|计算|计提|提取|执行|下调|上浮|返还|减免|发放)"
)
LASTING = re.compile(r"为期|周期|期限|时限|有效期|时长|时间|期满|一次|一轮|一届|一任|以上|缩短|压缩|压减|延长")
LIMIT = re.compile("不得|不准|最长|最高(?![水层端等])|最多|上限|限额")
FOR_WHOM = re.compile(r"^(?:[^，,。；;]{0,12}[）)])?对(?!照|标|接)[^，,。；;]*$")
QUALIFIED_ACTOR = re.compile(
    r"的[^，,。；;]{0,6}(?:企业|单位|人员|项目|个人|学校|机构|学生|教师|毕业生|家庭|农户|职工)"
)
STARTED_FROM = tuple(word + now for word in ("由", "从") for now in ("", "现行的", "原来的", "目前的"))
CHANGES = frozenset("降提增减压缩调上下扩延到至")
PLACED_AT = ("在", "围绕", "聚焦", "依托", "针对", "对照", "通过", "由")
REACHED_BY = ("达到", "达", "突破", "实现", "提高到", "提升至", "提升到", "增加到", "降至", "降到", "控制在", "增长")
DESCRIPTION = re.compile(r"(?:由|集|含|包括|涵盖|围绕|聚焦|依托)[^，,。；;]{0,20}$")


def _norm(c: Circumstances) -> bool:
    """落实 or 执行 an existing policy, standard, staffing or training system."""
    bound = c.quantity.comparator != "=" or bool(c.quantity.per) or "周期" in c.clause
    lasting = c.quantity.unit in DURATION_UNITS and bound
    return bool(lasting or c.quantity.ratio or NORM_NOUN.search(c.clause)) and bool(NORM_VERB.search(c.clause))


def _shortened(c: Circumstances) -> bool:
    """压缩至, 缩短至, 降至 a value: a result, also of a length of time."""
    return bool(SHORTENED.search(c.near.left) or (not c.near.left.strip() and SHORTENED.search(c.near.verb)))


def _one_of_many(c: Circumstances) -> bool:
    """在一个窗口, 填报一次: an article, no count, unless something is made."""
    q = c.quantity
    article = q.raw.startswith("一") and q.value == 1 and q.comparator == "="
    if article and q.unit in ("支", "套", "张", "条", "系列", "种", "股", "片", "批"):
        return True
    return (
        article
        and not re.search(r"(?:建成|建设|打造|新建|创建|组建|培育|举办|完成|设立|建立)(?:至少)?$", c.near.left)
        and q.unit not in DURATION_UNITS
    )


def _where(c: Circumstances) -> bool:
    """在6个城市中, 由3%降至1%: where something happens or where it starts, not what is reached."""
    left = c.near.left.rstrip()
    starts = left.endswith(STARTED_FROM) and c.near.right[:1] in CHANGES
    return starts or (c.quantity.comparator == "=" and left.endswith(PLACED_AT))


def _rating(c: Circumstances) -> bool:
    """220千伏输变电工程, 三期项目, 三环: a rating or an ordinal that belongs to a name."""
    q = c.quantity
    if q.comparator == "range" and q.unit == "批":
        return True
    if q.unit in ("期", "环") and not q.raw[:1].isdigit():
        return True
    rated = (q.unit or "").startswith(("千伏", "千瓦", "兆瓦", "伏", "兆"))
    return (
        rated
        and q.comparator == "="
        and "\u4e00" <= c.near.right[:1] <= "\u9fff"
        and not c.near.left.endswith(("新增", "达到", "完成", "建成", "实现", "突破", "装机", "容量"))
    )


def _rate(c: Circumstances) -> bool:
    """A share or discount at which something is charged, granted or deducted."""
    if c.quantity.unit not in ("%", "折", "百分点") or c.in_goals:
        return False
    return bool(RATE_BEFORE.search(c.near.left) or RATE_BEHIND.match(c.near.right))


def _permission(c: Circumstances) -> bool:
    left = c.near.left
    if PERMITTING.search(left) and PERMISSION.search(left):
        return True
    return bool(SET_OFF.search(c.near.after, 0, 20) and PERMISSION.search(left + c.near.right))


def _limit(c: Circumstances) -> bool:
    return not c.in_goals and LIMIT.search(c.near.left + c.quantity.raw) is not None


def _provided(c: Circumstances) -> bool:
    unit = c.quantity.unit or ""
    if not unit.startswith(("元", "万元", "亿元", "美元")):
        return False
    words = c.near.left + c.near.right
    if REACHED.search(c.near.left) and (c.in_goals or c.dated):
        return False
    lent = LENT.search(c.near.left) and not re.search("补助|补贴|奖励|贴息|给予|额度|最高", words)
    return bool(SUPPORT.search(words) or PROVIDED.search(c.near.left)) and not lent


def _qualified(c: Circumstances) -> bool:
    if c.in_goals:
        return False
    words = c.near.left + c.near.right[:12]
    bound = c.quantity.comparator in (">=", ">", "<=", "<", "range")
    if QUALIFIED_ACTOR.match(c.near.right):
        return True
    if bound and FOR_WHOM.match(c.near.left.strip()) and not REACHED_AT_END.search(c.near.left):
        return True
    own = c.quantity.unit in DURATION_UNITS or c.quantity.unit in ("周岁", "岁")
    return bool(own and QUALIFIED.search(words)) or bool(
        c.quantity.comparator in (">=", ">", "<=", "<", "range") and not c.made and RELATIVE.match(c.near.right)
    )


def _duration_rule(c: Circumstances) -> bool:
    """A length of time that something takes, lasts or recurs: kept to, not reached."""
    if c.quantity.unit in ("岁", "周岁"):
        return True
    bound = c.quantity.comparator != "=" or bool(c.quantity.per)
    return c.quantity.unit in DURATION_UNITS and (bound or bool(LASTING.search(c.near.left[-6:] + c.near.right[:6])))


def _standing_share(c: Circumstances) -> bool:
    """An undated bound on a standing share or ratio."""
    shares = c.quantity.unit == "%" or c.quantity.ratio is not None
    return (
        shares
        and not c.in_goals
        and not c.dated
        and not REACHED_AT_END.search(c.near.left)
        and bool(STANDING_SHARE.search(c.clause))
    )


def _used_for(c: Circumstances) -> bool:
    return (
        c.quantity.unit == "%"
        and not c.in_goals
        and not c.dated
        and bool(re.match("^(?:以上)?用于|^以下", c.near.right))
    )


def _past(c: Circumstances) -> bool:
    return bool(PAST.search(c.near.left)) and not c.dated and not c.in_goals


def _growth(c: Circumstances) -> bool:
    """A bound on growth is a result also without a date."""
    return bool(GROWTH.search(c.near.left.strip()))


def _plain_span(c: Circumstances) -> bool:
    """学前三年, 五年人才需求: a length of time that names something and bounds nothing."""
    q = c.quantity
    return q.unit in DURATION_UNITS and q.comparator == "=" and not q.per and not c.made


def _goal(c: Circumstances) -> bool:
    return c.in_goals


def _made(c: Circumstances) -> bool:
    return c.made


def _dated_bound(c: Circumstances) -> bool:
    return c.dated and (c.quantity.comparator in (">=", ">", "<=", "<") or bool(REACHED.search(c.near.left)))


def _reached(c: Circumstances) -> bool:
    return c.near.left.endswith(REACHED_BY) or (c.quantity.unit == "%" and "全覆盖" in c.quantity.raw)


def _bound(c: Circumstances) -> bool:
    return c.quantity.comparator in (">=", ">", "<=", "<", "range")


DECISIONS: tuple[NumberRule, ...] = (
    NumberRule("number.shortened", "target", "a time, cost or count that is brought down to a value", _shortened,
               (("出口退税平均时间压缩至6个工作日内。", "6个工作日内"), ("申请材料精简至3份。", "3份")),
               ("办理总时限不超过5个工作日。",)),
    NumberRule("number.article", "none", "一 as an article", _one_of_many,
               (("实现在一个窗口提交材料。", "一个"), ("实现通过一个平台办理业务。", "一个")),
               ("建成一所达标学校。",), 0.8),
    NumberRule("number.norm", "threshold", "a policy, standard or system in force that is to be carried out", _norm,
               (("落实国家中等职业学校生师比不低于20:1的配备标准。", "不低于20:1"),
                ("严格落实教育附加费用于职业教育的比例不低于30%的政策。", "不低于30%")),
               ("建设2个实训基地。", "全市双师型教师达到600人。")),
    NumberRule("number.where", "none", "a number of places, or the value from which a change starts", _where,
               (("确保在6个试点城市中进位争先。", "6个"), ("增值税征收率由3%降至1%。", "3%")),
               ("建设6个试点城市。",), 0.8),
    NumberRule("number.rating", "none", "a rating or an ordinal that belongs to a name", _rating,
               (("全力推进220千伏城东输变电工程。", "220千伏"), ("完成一至四批历史建筑保护图则编制。", "一至四批")),
               ("新增装机容量100千瓦。",), 0.8),
    NumberRule("number.permission", "threshold", "what may be drawn, claimed or deducted", _permission,
               (("学校所得净收入，可提取60%用于劳动报酬。", "60%"), ("可按投资额的30%比例，抵免该企业当年应缴教育费附加。", "30%")),
               ("可持续发展能力达到60%。", "引进5家企业。")),
    NumberRule("number.rate", "threshold", "a rate at which something is charged, granted or deducted", _rate,
               (("延续注册费按现行收费标准50%收取。", "50%"), ("给予资信调查费50%支持。", "50%")),
               ("覆盖率达到50%。",)),
    NumberRule("number.limit", "threshold", "a limit in so many words", _limit,
               (("最长缴纳期限不得超过1年。", "不得超过1年"), ("每户最高贷款20万元。", "20万元")),
               ("建设最高水平实验室3个。",)),
    NumberRule("number.provided", "threshold", "money to be provided, and standards of support", _provided,
               (("每年设立不少于200万元的职业教育发展专项资金。", "不少于200万元"), ("对新认定的企业给予50万元奖励。", "50万元")),
               ("营业收入突破500亿元。", "完成投资100亿元。")),
    NumberRule("number.qualified", "threshold", "what qualifies a person, firm or project", _qualified,
               (("招聘具备3年以上企业工作经历的人员。", "3年以上"), ("连续参保满2年的职工可以申请。", "满2年")),
               ("培养500名具有国际视野的人才。",)),
    NumberRule("number.used_for", "threshold", "a share of money to be used for something", _used_for,
               (("足额提取职工教育经费，60%以上用于一线职工教育和培训。", "60%以上"), ("收入的70%用于奖励科研人员。", "70%")),
               ("到2025年，60%以上用于新兴产业。",)),
    NumberRule("number.duration", "threshold", "how long something takes, lasts or how often it returns", _duration_rule,
               (("教师每年至少1个月在企业实训。", "至少1个月"), ("开展为期一个月的劳动教育。", "一个月")),
               ("建成一所达标学校。",)),
    NumberRule("number.standing_share", "threshold", "an undated share or ratio that is kept", _standing_share,
               (("实践教学课时占总课时的比例不低于50%。", "不低于50%"), ("保证实践性教学课时占总课时一半以上。", "一半以上")),
               ("培养1000名教师。",)),
    NumberRule("number.past", "none", "a fact of the past or the present", _past,
               (("目前已建成5个基地。", "5个"), ("现有示范企业12家。", "12家")),
               ("新建5个基地。",), 0.8),
    NumberRule("number.plain_span", "none", "a length of time that names something", _plain_span,
               (("一、主要目标\n到2026年，学前三年毛入园率达到95%以上。", "三年"), ("对产业集群五年人才需求情况进行预测。", "五年")),
               ("教师每年至少1个月在企业实训。",), 0.8),
    NumberRule("number.goal", "target", "a number in a section of goals", _goal,
               (("一、主要目标\n到2025年，双师型教师达到600人。", "600人"), ("一、总体目标\n全面完成1所达标学校建设。", "1所")),
               ("一、重点任务\n1. 建设基地。建设2个基地。",), 0.95),
    NumberRule("number.growth", "target", "growth that is to be had", _growth,
               (("全省绿色贷款增量不低于500亿元。", "不低于500亿元"), ("工业投资增速10%以上。", "10%以上")),
               ("每班人数不超过50人。",), 0.85),
    NumberRule("number.dated_bound", "target", "a bound with a due date", _dated_bound,
               (("到2025年，每所学校参与至少1个联合体建设。", "至少1个"), ("2025年底前，覆盖率不低于90%。", "不低于90%")),
               ("每班不超过50人。",), 0.9),
    NumberRule("number.reached", "target", "a level that is to be reached", _reached,
               (("全市双师型教师达到600人。", "600人"), ("实现各县区全覆盖。", "全覆盖")),
               ("每班不超过50人。",), 0.85),
    NumberRule("number.made", "target", "a counted object of a verb of result", _made,
               (("建设2个开放型实践中心。", "2个"), ("每年遴选2-3个优秀案例。", "2-3个")),
               ("分为3个等级。", "每班不超过50人。"), 0.9),
    NumberRule("number.bound", "threshold", "a bound without a due date", _bound,
               (("每班人数不超过50人。", "不超过50人"), ("实训室面积不少于200平方米。", "不少于200平方米")),
               ("共3个部分。",), 0.75),
)  # fmt: skip


def decide(circumstances: Circumstances) -> NumberRule | None:
    """The first rule that holds, or None where no rule says anything."""
    for rule in DECISIONS:
        if rule.holds(circumstances):
            return rule
    return None


def governed_by_result(near: Neighbourhood) -> bool:
    """A verb of result governs the number: right before it, before its noun, or shared by its list."""
    if (
        near.head
        and not near.left.strip().endswith(("占", "率", "比例"))
        and governed_by_result(Neighbourhood(near.head, "", "", "", "", ""))
    ):
        return True
    left = BOUND_AT_END.sub("", near.left.strip(" ，,、"))
    if near.verb or verb_at_end(left):
        return True
    # No mark may stand between verb and number: what is before the last one need not be looked at.
    return bool(VERB_AND_NOUN.search(left, max(map(left.rfind, "，,；;。：:")) + 1))

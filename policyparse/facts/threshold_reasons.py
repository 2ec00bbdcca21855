"""The reasons to call a number a threshold: rates, limits, permissions, standards, qualifications, lengths of time.

Each is a question to the words around a number and never looks at its value. Not here: the reasons for a target or for
nothing (`facts.number_reasons`), their order (`facts.number_rules`).
"""

from __future__ import annotations

from policyparse.facts.number_reasons import ONLY_ONCE, RATE_RAISED, REACHED, REACHED_AT_END, Circumstances
from policyparse.facts.phrases import DISTANCES, DURATION_UNITS
from policyparse.facts.receivers import ACTORS
from policyparse.facts.spans import AHEAD
from policyparse.facts.standards import PRICE, PRICED_AT, is_laid_down
from policyparse.facts.time_limits import is_step
from policyparse.lazy_regex import inline, regex

NORM_VERB = regex(
    r"(?:^|[，,；;。])[^，,；;。]{0,8}?(?:落实|执行|(?:继续|延续)实[施行]|严格按照|遵守|按照规定|符合)(?!国家战略|立德树人)"
)
NORM_NOUN = regex(r"标准|政策|制度|规定|办法|要求|编制|定额|限额")
IN_FORCE = regex(r"^的?(?:优惠|扶持|支持|减免|阶段性)?政策")
RATE_NOUN = regex(r"^的?(?:征收率|预征率|税率|费率|利率|年利率|扣除率|抵扣率)")
BORNE = regex(r"^(?:的)?(?:比例)?(?:负担|分担|承担|出资|分成|配套)")
CASE = regex(r"^[^，,。；;]{0,24}的(?:[，,；;]|$|分别|每家|一次性|给予|奖励|奖补|补助|可(?!以上)|按|并与)")
CASE_GOES_ON = regex(
    r"^(?:且|并|或)[^，,。；;]{2,60}的$|^[^，,。；;]{2,40}(?:达到|超过|不低于|不少于|不超过)[\d.]{1,12}+[^，,。；;]{0,12}的$"
)
PERMISSION = regex(
    r"(?<![许认])可(?:以)?(?:按|返还|提取|享受|申请|给予|申领|分期|延长|适当|一次性|再(?!生)|获得|获|免|兼|容|减|凭|上浮|下浮|放宽)|抵免|免征|减免|减征|减按|扣除|抵扣|(?<![许认])可(?![靠能持再行观追])[^，,。；;达]{0,4}$"
)
PERMITTING = regex("[可抵免减扣]")  # a character that every permission holds
SET_OFF = regex("抵免|抵扣")
SUPPORT = regex(
    r"补助|补贴|奖励|奖补|资助|贴息|给予|发放|拨付|奖金|扶持资金|补偿|标准|工资|津贴|报销|支付|专项资金|保证金|罚款|缴费|收费|费率|税率|贷款额度|授信|担保|利率|折扣|优惠|抵扣"
)
PROVIDED = regex(r"(?:设立|安排|列支|投入|预算|筹措|拨付|落实|统筹|提供)[^，,。；;]{0,20}$")
CASE_OPENS = regex("(?:若|如|如果|倘|凡|当(?![年地前日事选场下今]))(?!下|此|期)")
ROUTINE = regex(
    "检查|巡检|巡护|检修|维护|保养|消毒|消杀|汇报|听取|调度|会商|通报|督查|督导|督办|自查|巡查|抽查|例会|会议|推进会|研判|参加|上报|报送|报告|分析|调研|研究|评估|总结|党课|演练|学习|走访|家访|慰问|接待|巡河|巡林|体检|清运|家长会|班会|续报|更新|通气"
)
PER_SO_MANY = regex("每[0-9百千万]")
PROVIDES = regex("配备|配建|配置|设置|设立|建设|建有|安排|拥有")
BY_STANDARD = regex("按照?[^，,；;]{0,12}$")
PROVIDES_BY = regex("的?(?:标准|比例)?(?:配备|配建|配置|设置|规划|建设|开辟|预留)")
RESPONDED_TO = regex("^(?:及时|立即|应当?|可)?(?:启动|发布|进入)[^，,。；;]{0,16}(?:响应|预警|预案|状态)")
IN_A_ROW = regex(r"[^，,。；;\d]{1,12}的")
CASE_OF_TIME = regex("(?:的?情况下|的?时)(?:[，,]|$)")  # 赔付率超过150%时，
RATE_ALONE = regex("(?:支付|报销|补贴|补助|缴费|缴存|担保|出资)(?:比例|费率|标准|限额)$|(?:起付线|费率|税率)$")
OBLIGED = regex("(?:应当?|须|必须)(?:达到?|为|满)$")  # 初中生应达到9小时
MUST_BE = regex("(?:应当?|须|需|必须)(?:在|为|满|达到?|不低于|不少于)?$")  # 上年度营业收入应在2000万元以上
SET_PERIOD = regex("(?:期|期限|时间|时长|学制|周期|年限)(?:一般|原则上|统一|暂定){0,2}为$")
GRANTED_BEFORE = regex("奖学金|助学金|津贴|补贴|补助|生活费")
AVERAGED = regex("(?:亩均|人均|生均|户均|校均|床均)[^，,；;]{0,6}(?:投资|投入|经费|标准|费用|拨款)[^，,；;]{0,6}$")
EACH_AVERAGED = regex("[生人户亩床]均$")
OUTLAY = regex("经费|标准|补助|补贴|津贴|拨款|投入")
POSSESSED = ("拥有", "具有", "具备", "配有")
# 应与前车保持100米以上距离
TO_BE_KEPT = regex("(?:应当?|须|必须)[^，,。；;]{0,16}(?:保持|留有|留足|设有|配有)$")
# 2023年，全市发放创业担保贷款6亿元、补贴资金25万元: how much is to be handed out by then.
HANDED_OUT = regex("发放[^，,。；;对给]{2,20}(?:资金|贷款|补贴|补助|消费券)$")
PER_WORDS = regex("每[^每]{1,3}")
PERIOD = regex("每(?:个)?(?:[0-9]{1,2} ?(?:小时|天|日|周|个月|年)|半年|年度?|季度?|月度?|周|半月|两周|旬|日|天)")
STOCK = regex("(?:的)?(?:市场)?(?:销量|消费量|用量|需求量|供应量|使用量|口粮)")
KEPT = regex("(?:保持|建立|储备|留足|备足|存有|满足|达到)(?:不少于|不低于|至少)?$")
DUE_BY = regex("到|至|力争|[年月]底|之前|末")
LENT = regex(r"贷款|融资|投资|授信(?!额度)|签约额|交易额")
GRANTS_AT_END = regex("(?:资助|补助|补贴|奖励|奖补|贴息)(?:数量|名额|总数)?$")
REACHED_FOR = regex("(?:^|[，,；;])[^，,；;]{0,6}(?:实现|做到|力争|争取)")
QUALIFIED = regex(
    r"具备|具有|持有|年满|满|从事|注册|取得|经历|年龄|周岁|学历|学位|职称|连续|工作经验|参保|缴纳满|户籍|居住|毕业|离校"
)
RELATIVE = regex(
    r"^[^，,。；;]{0,16}的(?!比例|政策|目标)(?:[^，,。；;]{0,12})(?:企业|单位|人员|项目|个人|学校|机构|学生|教师|毕业生|家庭|农户|职工|的$|，|,)"
)
CHARGED_NEAR = regex("(?:征收率|税率|费率|利率)[^，,。；;]{0,8}$")
BORNE_BY_EACH = regex("各(?:承担|负担|分担|出资)$")
STANDING_SHARE = regex(
    r"课时|职工人数|生师比|师生比|编制|岗位设置|经费|附加|用地|容积率|绿地率|工资|费用|收入|资金|预算|利润|缴存|缴费|浮动|间隔"
)
RATE_BEFORE = regex(
    r"(?:按(?![时期需])|按照|给予|予以|享受|优惠|(?<!高)标准(?![率化])|减按)[^，,。；;]{0,14}$|(?:报销|补偿|核减|扣减|返还|赔付)$"
)
PAID_SHARE = regex("(?:资助|补助|补贴|奖励)[^，,。；;]{2,16}的$")
AT_BASE = regex("按照?[^，,。；;]{2,30}的$")
RATE_BEHIND = regex(
    r"^(?:的)?(?:比例|标准(?=[给予发补]))?(?:给予|予以|收取|征收|缴纳|抵扣|抵免|扣除|支持|补助|补贴|贴息|奖补|奖励|优惠|核定|计算|计提|提取|执行|下调|上浮|返还|减免|发放|支付|报销|赔偿|处以)"
)
LASTING = regex(
    r"保留|保存|留存|保管|公示|为期|周期|期限|时限|有效期|时长|时间|期满|一次|一轮|一届|一任|以上|缩短|压缩|压减|延长"
)
# 实施6个月“欠费不停供”, 免除2023年3个月房屋租金: how long something is granted.
GRANTED_SPAN = regex(
    "(?:实施|实行|给予|享受|设置|免除|减免|免收|免缴|缓缴|缓收|减收)(?:[^，,。；;]{0,8}年)?(?:不超过|最长|最多)?$"
)
GRANTED_MATTER = regex(
    "的?(?:“|[^，,。；;]{0,6}(?:租金|房租|费|税|利息|保险|缓冲|过渡|宽限|试用|观察|惩戒|禁入|限制|公示|免租|免费|延期|补贴))"
)
AFTER_EVENT = regex("(?:[^今此以其然]后|之日起)$")
AT_ONCE_BEHIND = regex("(?:即可|即|便可|可)")
REACHED_EARLY = regex("(?:完成|实现|达到|达成|超额|建成|竣工|通车|投产)")
LIMIT = regex("不得|不准|最长|最高(?![水层端等])|最多(?!跑)|上限|限额")
FOR_WHOM = regex(r"^(?:[^，,。；;]{0,12}[）)])?对(?!照|标|接)[^，,。；;]*$")
# 对住宿2晚及以上、接待4000人及以上且无事故的旅行社: what is told of those whom a clause is about, and is not due.
OF_RECEIVER = regex(
    f"[^，,。；;]*的[^，,。；;的]{{0,12}}(?:{ACTORS}|项目|园区|平台|活动)(?:[，,]|按|给予|予以|一次性|分别|每|$)"
)
# （职工超过100人的占比达到8%的）: a case of the case before
CLOSED_CASE = regex("[^（()）]*的[)）]")
# 对稳岗率达到95%以上、有扩岗需求的企业
LISTED_ACTOR = regex(
    "^(?:以上)?[、且并][^，,。；;]{2,30}的[^，,。；;]{0,8}(?:企业|单位|人员|项目|个人|学校|机构|毕业生|家庭|农户|职工)(?:[，,]|$)"
)
QUALIFIED_ACTOR = regex(r"的[^，,。；;]{0,6}(?:企业|单位|人员|项目|个人|学校|机构|学生|教师|毕业生|家庭|农户|职工)")


def norm(c: Circumstances) -> bool:
    """落实 or 执行 an existing policy, standard, staffing or training system."""
    if c.quantity.unit in ("%", "折", "元") and IN_FORCE.match(c.near.right):
        return True
    bound = c.quantity.comparator != "=" or bool(c.quantity.per) or "周期" in c.clause
    lasting = c.quantity.unit in DURATION_UNITS and bound
    if not (lasting or c.quantity.ratio or NORM_NOUN.search(c.clause)):
        return False
    until = c.clause.find(c.quantity.raw)
    return (NORM_VERB.search(c.clause, 0, until) if until > 0 else NORM_VERB.search(c.clause)) is not None


def conditional(c: Circumstances) -> bool:
    """若学位无法满足，则招收至100%: what holds in a case is kept to, not reached."""
    if c.quantity.unit != "%" or c.in_goals or c.due:
        return False
    return CASE_OPENS.match(c.near.opening or c.clause) is not None


def stock(c: Circumstances) -> bool:
    """产区保持三个月销量: a stock told by how long it lasts."""
    return c.quantity.unit in DURATION_UNITS and bool(STOCK.match(c.near.right)) and bool(KEPT.search(c.near.left))


def staffed(c: Circumstances) -> bool:
    """配备1至2名管理人员: posts to be provided."""
    if c.in_goals or c.due:
        return False
    left = (c.near.left.rstrip() or c.near.verb).removesuffix("至少")
    if c.quantity.unit in ("名", "人") and left.endswith(("配备", "配齐", "配足")):
        return True
    if any(PER_SO_MANY.match(per) for per in c.quantity.per) and PROVIDES.search(left + c.near.right):
        return True  # 每500户设置1个投放点
    return bool(BY_STANDARD.search(left) and PROVIDES_BY.match(c.near.right))


def routine(c: Circumstances) -> bool:
    """每半年听取1次汇报, 每季度上报两条信息: a duty that returns is kept to, not reached."""
    if c.quantity.unit not in ("次", "条", "篇") or c.in_goals or c.due:
        return False
    if not any(PERIOD.match(per) for per in c.quantity.per):
        return False
    words = c.near.left + c.near.right
    return bool(ROUTINE.search(words if c.quantity.unit == "次" else c.near.left))


def points(c: Circumstances) -> bool:
    noted = c.near.head and not c.in_goals and c.near.left.strip() in ("", "各", "满分")
    return (c.quantity.unit == "分" and bool(noted)) or (
        c.quantity.unit == "分" and bool(inline("(?:扣|加|奖|减|计|记)(?:至|最高|最多)?$").search(c.near.left.strip()))
    )


def rate(c: Circumstances) -> bool:
    """A share or discount at which something is charged, granted or deducted."""
    if c.quantity.ratio is not None or c.quantity.unit == "%":
        borne = BORNE.match(c.near.right) or BORNE_BY_EACH.search(c.near.left.strip())
        if borne and not c.in_goals:
            return True
    priced = (c.quantity.unit or "").startswith("元") and PRICED_AT.search(c.near.left) and PRICE.match(c.near.right)
    if priced and not c.in_goals:
        return True
    if c.quantity.unit not in ("%", "‰", "折", "百分点", "倍") or c.in_goals:
        return False
    if RATE_RAISED.search(c.near.left) and not c.due:
        return True
    if RATE_NOUN.match(c.near.right) or CHARGED_NEAR.search(c.near.left):
        return True
    if c.near.left.endswith("的"):
        given = c.near.after.startswith(("给予", "予以"))
        if PAID_SHARE.search(c.near.left) or (given and AT_BASE.search(c.near.left)):
            return True
    return bool(RATE_BEFORE.search(c.near.left) or RATE_BEHIND.match(c.near.right))


def permission(c: Circumstances) -> bool:
    left = c.near.left
    if PERMITTING.search(left) and PERMISSION.search(left):
        return True
    return bool(SET_OFF.search(c.near.after, 0, 20) and PERMISSION.search(left + c.near.right))


def around(c: Circumstances) -> bool:
    """校园周边200米范围内禁止设置烟草销售点: where something holds, whatever is done there."""
    return c.quantity.unit in DISTANCES and c.near.right.startswith("范围内")


def limit(c: Circumstances) -> bool:
    if c.quantity.unit == "次" and ONLY_ONCE.search(c.near.left):
        return True
    if c.near.right.startswith("为限额"):
        return True  # 按每户每年14400元为限额依次扣减
    return not c.in_goals and LIMIT.search(c.near.left + c.quantity.raw) is not None


def laid_down(c: Circumstances) -> bool:
    """A standard, limit or rate that a rule sets with 为; a year to be reached makes it a target."""
    if c.in_goals or c.quantity.unit is None or (c.due and DUE_BY.search(c.near.opening + c.near.left)):
        return False
    bare = c.quantity.comparator == "=" and not c.near.right.strip() and not c.due
    if bare and c.quantity.unit not in DURATION_UNITS and RATE_ALONE.search(c.near.left):
        return True  # 在职职工支付比例60%
    if c.quantity.unit in DURATION_UNITS and SET_PERIOD.search(c.near.left):
        return True
    return is_laid_down(c.near)


def granted(c: Circumstances) -> bool:
    """每年资助不超过20家: how many a grant goes to at most."""
    at_most = c.quantity.comparator in ("<=", "<", "=") and c.quantity.unit not in DURATION_UNITS
    return at_most and bool(GRANTS_AT_END.search(c.near.left)) and not c.in_goals


def provided(c: Circumstances) -> bool:
    unit = c.quantity.unit or ""
    if not unit.startswith(("元", "万元", "亿元", "美元")):
        return False
    words = c.near.left + c.near.right
    if REACHED.search(c.near.left) and (c.in_goals or c.dated):
        return False
    if c.due and not c.quantity.per and HANDED_OUT.search(c.near.left):
        return False
    if AVERAGED.search(c.near.left) and not c.in_goals and not c.due:
        return True
    if EACH_AVERAGED.search(c.near.left) and not (c.in_goals or c.due) and OUTLAY.search(c.near.earlier):
        return True  # 公用经费标准不低于1000元，小学生均720元
    alone = c.quantity.per and not PER_WORDS.sub("", c.near.left.strip(" ，,、")) and not c.near.right.strip()
    if alone and GRANTED_BEFORE.search(c.near.earlier):
        return True  # 奖学金名额不超过8%，每生每年8000元
    lent = LENT.search(c.near.left) and not inline("补助|补贴|奖励|贴息|给予|额度|最高").search(words)
    return bool(SUPPORT.search(words) or PROVIDED.search(c.near.left)) and not lent


def qualified(c: Circumstances) -> bool:
    if c.in_goals:
        return False
    words = c.near.left + c.near.right[:12]
    bound = c.quantity.comparator in (">=", ">", "<=", "<", "range")
    if bound and c.near.listed and FOR_WHOM.match(c.near.listed) and OF_RECEIVER.match(c.near.rest):
        return True
    if bound and c.due and FOR_WHOM.match(c.near.left.strip()) and OF_RECEIVER.match(c.near.rest):
        return True
    if c.near.head and not c.due and CLOSED_CASE.match(c.near.rest):
        return True
    if bound and not c.due and TO_BE_KEPT.search(c.near.left):
        return True
    if bound and not c.dated and c.near.left.strip().endswith(POSSESSED):
        return True  # 拥有不少于5名专职人员
    if bound and not c.due and MUST_BE.search(c.near.left) and not c.near.right.strip():
        return True
    if c.quantity.comparator == "<" and c.near.rest.startswith("的"):
        return True  # 达标率低于90%的电站
    if bound and CASE_OF_TIME.match(c.near.rest):
        return True
    if QUALIFIED_ACTOR.match(c.near.right) or (bound and RESPONDED_TO.match(c.near.after)):
        return True
    listed = not c.due and c.near.rest[:1] in "以、且并" and LISTED_ACTOR.match(c.near.rest)
    if listed and FOR_WHOM.match(c.near.left.strip()):
        return True
    if (
        bound
        and FOR_WHOM.match(c.near.left.strip())
        and not REACHED_AT_END.search(c.near.left)
        and not inline("开展|组织|举办|实施|完成|培训").search(c.near.left)
    ):
        return True
    if not c.due and not c.in_goals and (CASE.match(c.near.rest) or CASE_GOES_ON.match(c.near.after)):
        if c.quantity.unit in DURATION_UNITS and c.near.left.endswith("连续") and IN_A_ROW.match(c.near.rest):
            return True  # 连续三年优秀的，
        return bool(c.quantity.comparator != "=" or inline("达到?$|数|率|额|量|面积").search(c.near.left))
    own = c.quantity.unit in DURATION_UNITS or c.quantity.unit in ("周岁", "岁")
    return bool(own and QUALIFIED.search(words)) or bool(
        c.quantity.comparator in (">=", ">", "<=", "<", "range") and not c.made and RELATIVE.match(c.near.right)
    )


def duration_rule(c: Circumstances) -> bool:
    """A length of time that something takes, lasts or recurs: kept to, not reached."""
    if c.quantity.unit in ("岁", "周岁"):
        return True
    bound = c.quantity.comparator != "=" or bool(c.quantity.per) or bool(OBLIGED.search(c.near.left))
    if c.due and c.quantity.comparator in ("<=", "<") and REACHED_FOR.search(c.clause):
        return False  # 2023年底前实现15分钟内可办
    if c.quantity.unit in DURATION_UNITS and not c.in_goals and _from_its_event(c):
        return True
    opened = c.near.left.strip() or inline(r"\d").split(c.near.listed)[0].rstrip()  # 实行1个月租金减免、3个月租金缓缴
    if c.quantity.unit in DURATION_UNITS and GRANTED_MATTER.match(c.near.right) and GRANTED_SPAN.search(opened):
        return True
    return c.quantity.unit in DURATION_UNITS and (bound or bool(LASTING.search(c.near.left[-6:] + c.near.right[:6])))


def _from_its_event(c: Circumstances) -> bool:
    """考试通过后1个工作日即可打印, 提前30天发函: so long after or before an event of each case's own."""
    if AFTER_EVENT.search(c.near.left):
        return AT_ONCE_BEHIND.match(c.near.right) is not None
    return AHEAD.search(c.near.left) is not None and not REACHED_EARLY.match(c.near.right)


def standing_share(c: Circumstances) -> bool:
    """An undated bound on a standing share or ratio."""
    shares = c.quantity.unit == "%" or c.quantity.ratio is not None
    return (
        shares
        and not c.in_goals
        and not c.dated
        and not REACHED_AT_END.search(c.near.left)
        and bool(STANDING_SHARE.search(c.clause))
    )


def each(c: Circumstances) -> bool:
    """小班每班25人: so many for each of something, in so many words and no more."""
    if c.due or c.in_goals or not c.quantity.per or c.near.head or c.near.right.strip():
        return False
    bare = c.near.left.strip()
    return all(per.startswith("每") for per in c.quantity.per) and bare.endswith(c.quantity.per[-1])


def used_for(c: Circumstances) -> bool:
    return (
        c.quantity.unit == "%"
        and not c.in_goals
        and not c.dated
        and bool(inline("^(?:以上)?用于|^以下").match(c.near.right))
    )


def time_limit(c: Circumstances) -> bool:
    """10个工作日完成公告办理: a span in which a step has to be done."""
    early = AHEAD.search(c.near.left) is not None
    return is_step(c.near, c.quantity) and not (c.made or c.in_goals or early)

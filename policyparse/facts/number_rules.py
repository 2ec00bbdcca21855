"""Target, threshold or none: which of them a number is, by rules that carry their examples and near misses.

The question of the guide: would an inspector ask "has it been reached by then?" (target) or "is it being kept to?"
(threshold). The first rule whose reason holds decides. Not here: the reasons (`facts.number_reasons`, `facts.threshold_reasons`), the subject
(`facts.subjects`), the time (`facts.number_times`).
"""

# Each rule's examples stay on their rows.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from policyparse.facts import number_reasons as reasons
from policyparse.facts import threshold_reasons as thresholds
from policyparse.facts.number_reasons import Circumstances

Verdict = Literal["target", "threshold", "none"]


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


DECISIONS: tuple[NumberRule, ...] = (
    NumberRule("number.step", "none", "the step for which a rate is paid", reasons.step_of_rate,
               (("每增加1亿元再奖励10万元。", "1亿元"), ("浓度每下降1微克/立方米，奖励20万元。", "1微克/立方米")),
               ("每年新增1亿元贷款。", "奖励10万元。"), 0.8),
    NumberRule("number.shortened", "target", "a time, cost or count that is brought down to a value", reasons.shortened,
               (("出口退税平均时间压缩至6个工作日内。", "6个工作日内"), ("申请材料精简至3份。", "3份")),
               ("办理总时限不超过5个工作日。",)),
    NumberRule("number.covered", "target", "all of something", reasons.covered,
               (("推进惠企政策“免申即享”全覆盖。", "全覆盖"), ("市县两级实现全覆盖。", "全覆盖")),
               ("覆盖3个县区。", "保持行政村全覆盖。"), 0.85),
    NumberRule("number.routine", "threshold", "how often a duty returns", thresholds.routine,
               (("主要负责人每年至少听取1次政务公开工作情况汇报。", "1次"), ("每半月一次督办通知。", "一次"),
                ("各责任单位每季度须上报两条信息。", "两条")),
               ("每年举办2次培训班。", "到2025年，举办2次会议。"), 0.8),
    NumberRule("number.article", "none", "一 as an article", reasons.one_of_many,
               (("实现在一个窗口提交材料。", "一个"), ("实现通过一个平台办理业务。", "一个")),
               ("建成一所达标学校。",), 0.8),
    NumberRule("number.validity", "none", "how long the notice itself is in force", reasons.own_validity,
               (("本办法自印发之日起施行，有效期3年。", "3年"), ("本通知自2024年1月1日起执行，有效期为5年。", "5年")),
               ("许可证有效期3年。",), 0.8),
    NumberRule("number.listed", "none", "the count of what is listed below", reasons.listed_count,
               (("推广的改革举措（共23项）。", "23项"), ("精简申请材料（共5份）。", "5份")),
               ("打造资源库（每校不少于1个）。",), 0.8),
    NumberRule("number.explained", "none", "the size of what was counted, or the same once more", reasons.explained,
               (("规模达到50个标准展位（9平方米）以上的，给予补助。", "9平方米"), ("在3年（36个月）内依次扣减。", "36个月")),
               ("建设实训室（200平方米）。",), 0.8),
    NumberRule("number.chosen", "threshold", "how many a person may choose", reasons.chosen,
               (("家长登录平台选择1所幼儿园进行报名。", "1所"), ("从公布的培训机构中选择一家注册学习。", "一家")),
               ("选择3家企业开展试点。",), 0.8),
    NumberRule("number.conditional", "threshold", "a share that holds in a case", thresholds.conditional,
               (("若学位不足，则继续招收业主子女直至招生比例的100%。", "100%"), ("如报名人数不足，按计划数的50%录取。", "50%")),
               ("到2025年，覆盖率达到100%。",), 0.8),
    NumberRule("number.stock", "threshold", "a stock told by how long it lasts", thresholds.stock,
               (("粮食主产区保持三个月销量。", "三个月"), ("企业储备不少于15天的用量。", "不少于15天")),
               ("学前三年毛入园率达到95%以上。",), 0.8),
    NumberRule("number.staffing_case", "none", "the case in which so many are staffed", reasons.staffing_case,
               (("不足3000名的至少配备1名工会工作者。", "不足3000名"), ("学生超过500人的应配备2名校医。", "超过500人")),
               ("从业3年以上的，配备助手。", "不足3000名的企业可以申请。"), 0.8),
    NumberRule("number.staffed", "threshold", "posts to be provided", thresholds.staffed,
               (("设立工作站，配备1至2名管理人员。", "1至2名"), ("每校配备2名保安人员。", "2名")),
               ("培养200名管理人员。",), 0.8),
    NumberRule("number.norm", "threshold", "a policy, standard or system in force that is to be carried out", thresholds.norm,
               (("落实国家中等职业学校生师比不低于20:1的配备标准。", "不低于20:1"),
                ("严格落实教育附加费用于职业教育的比例不低于30%的政策。", "不低于30%")),
               ("建设2个实训基地。", "全市双师型教师达到600人。")),
    NumberRule("number.points", "threshold", "points that an assessment gives or takes", thresholds.points,
               (("每出现一例扣2分。", "2分"), ("获省级通报表扬的，加5分。", "5分")),
               ("满意度达到90分以上。",)),
    NumberRule("number.formula", "none", "what a formula multiplies", reasons.formula,
               (("返还标准可按6个月的当地月人均失业保险金和参保职工人数确定。", "6个月"), ("补偿金按3个月的平均工资计算。", "3个月")),
               ("补贴期限不超过6个月。",), 0.8),
    NumberRule("number.where", "none", "a number of places, or the value from which a change starts", reasons.where,
               (("确保在6个试点城市中进位争先。", "6个"), ("增值税征收率由3%降至1%。", "3%")),
               ("建设6个试点城市。",), 0.8),
    NumberRule("number.rating", "none", "a rating or an ordinal that belongs to a name", reasons.rating,
               (("全力推进220千伏城东输变电工程。", "220千伏"), ("完成一至四批历史建筑保护图则编制。", "一至四批")),
               ("新增装机容量100千瓦。",), 0.8),
    NumberRule("number.permission", "threshold", "what may be drawn, claimed or deducted", thresholds.permission,
               (("学校所得净收入，可提取60%用于劳动报酬。", "60%"), ("可按投资额的30%比例，抵免该企业当年应缴教育费附加。", "30%")),
               ("可持续发展能力达到60%。", "新建建筑可再生能源替代率达到10%。", "引进5家企业。")),
    NumberRule("number.rate", "threshold", "a rate at which something is charged, granted or deducted", thresholds.rate,
               (("延续注册费按现行收费标准50%收取。", "50%"), ("给予资信调查费50%支持。", "50%"),
                ("严格执行0.39元/千瓦时目录电价。", "0.39元/千瓦时"), ("按照发行额1‰予以奖励。", "1‰"), ("予以64折通行费优惠。", "64折")),
               ("覆盖率达到50%。",)),
    NumberRule("number.around", "threshold", "how far around a place something holds", thresholds.around,
               (("校园周边200米范围内禁止设置烟草销售点。", "200米"), ("推进出线2公里范围内绝缘化改造。", "2公里")),
               ("改造范围2公里。",), 0.85),
    NumberRule("number.limit", "threshold", "a limit in so many words", thresholds.limit,
               (("最长缴纳期限不得超过1年。", "不得超过1年"), ("每户最高贷款20万元。", "20万元")),
               ("建设最高水平实验室3个。",)),
    NumberRule("number.granted", "threshold", "how many a grant goes to at most", thresholds.granted,
               (("每年按交易金额从高到低排序资助不超过20家。", "不超过20家"), ("每县每年补助不超过3个。", "不超过3个")),
               ("支持30家企业上市。",), 0.85),
    NumberRule("number.laid_down", "threshold", "a standard, limit or rate that a rule lays down", thresholds.laid_down,
               (("护理费用限额标准为职工每人每天120元、居民每人每天60元。", "60元"), ("幼儿园面向社会招生的比例为90%。", "90%"),
                ("保险保额每亩分别为770元、1290元。", "770元")),
               ("到2025年，公办园在园幼儿比例为55%。", "毕业生就业率为95%。"), 0.85),
    NumberRule("number.provided", "threshold", "money to be provided, and standards of support", thresholds.provided,
               (("每年设立不少于200万元的职业教育发展专项资金。", "不少于200万元"), ("对新认定的企业给予50万元奖励。", "50万元")),
               ("营业收入突破500亿元。", "完成投资100亿元。")),
    NumberRule("number.qualified", "threshold", "what qualifies a person, firm or project", thresholds.qualified,
               (("招聘具备3年以上企业工作经历的人员。", "3年以上"), ("连续参保满2年的职工可以申请。", "满2年"),
                ("申报企业上年度营业收入应在2000万元以上。", "2000万元以上")),
               ("培养500名具有国际视野的人才。",)),
    NumberRule("number.used_for", "threshold", "a share of money to be used for something", thresholds.used_for,
               (("足额提取职工教育经费，60%以上用于一线职工教育和培训。", "60%以上"), ("收入的70%用于奖励科研人员。", "70%")),
               ("到2025年，60%以上用于新兴产业。",)),
    NumberRule("number.duration", "threshold", "how long something takes, lasts or how often it returns", thresholds.duration_rule,
               (("教师每年至少1个月在企业实训。", "至少1个月"), ("开展为期一个月的劳动教育。", "一个月"),
                ("失信信息自公开之日算起，保留三年。", "三年"), ("免除2023年3个月房屋租金。", "3个月")),
               ("建成一所达标学校。",)),
    NumberRule("number.standing_share", "threshold", "an undated share or ratio that is kept", thresholds.standing_share,
               (("实践教学课时占总课时的比例不低于50%。", "不低于50%"), ("保证实践性教学课时占总课时一半以上。", "一半以上")),
               ("培养1000名教师。",)),
    NumberRule("number.past", "none", "a fact of the past or the present", reasons.past,
               (("目前已建成5个基地。", "5个"), ("现有示范企业12家。", "12家")),
               ("新建5个基地。",), 0.8),
    NumberRule("number.time_limit", "threshold", "the span in which a step has to be done", thresholds.time_limit,
               (("收到资料后，10个工作日完成公告办理。", "10个工作日"), ("短信3分钟受理。", "3分钟")),
               ("工期10个月。", "审批用时3天。"), 0.85),
    NumberRule("number.plain_span", "none", "a length of time that names something", reasons.plain_span,
               (("一、主要目标\n到2026年，学前三年毛入园率达到95%以上。", "三年"), ("对产业集群五年人才需求情况进行预测。", "五年")),
               ("教师每年至少1个月在企业实训。",), 0.8),
    NumberRule("number.goal", "target", "a number in a section of goals", reasons.goal,
               (("一、主要目标\n到2025年，双师型教师达到600人。", "600人"), ("一、总体目标\n全面完成1所达标学校建设。", "1所")),
               ("一、重点任务\n1. 建设基地。建设2个基地。",), 0.95),
    NumberRule("number.growth", "target", "growth that is to be had", reasons.growth,
               (("全省绿色贷款增量不低于500亿元。", "不低于500亿元"), ("工业投资增速10%以上。", "10%以上")),
               ("每班人数不超过50人。",), 0.85),
    NumberRule("number.dated_bound", "target", "a bound with a due date", reasons.dated_bound,
               (("到2025年，每所学校参与至少1个联合体建设。", "至少1个"), ("2025年底前，覆盖率不低于90%。", "不低于90%"),
                ("到2025年，公办园在园幼儿比例为55%。", "55%")),
               ("每班不超过50人。",), 0.9),
    NumberRule("number.reached", "target", "a level that is to be reached", reasons.reached,
               (("全市双师型教师达到600人。", "600人"), ("营业收入突破500亿元。", "突破500亿元")),
               ("每班不超过50人。",), 0.85),
    NumberRule("number.made", "target", "a counted object of a verb of result", reasons.made,
               (("建设2个开放型实践中心。", "2个"), ("建成1所符合国家标准的实验室。", "1所"), ("每年遴选2-3个优秀案例。", "2-3个")),
               ("分为3个等级。", "每班不超过50人。"), 0.9),
    NumberRule("number.bound", "threshold", "a bound without a due date", reasons.bound,
               (("每班人数不超过50人。", "不超过50人"), ("实训室面积不少于200平方米。", "不少于200平方米")),
               ("共3个部分。",), 0.75),
    NumberRule("number.each", "threshold", "so many for each", thresholds.each,
               (("幼儿园小班每班25人。", "25人"), ("护理员每床每天180元。", "180元")),
               ("全县每年共培训100人。", "共3个部分。"), 0.7),
)  # fmt: skip


def decide(circumstances: Circumstances) -> NumberRule | None:
    """The first rule that holds, or None where no rule says anything."""
    for rule in DECISIONS:
        if rule.holds(circumstances):
            return rule
    return None

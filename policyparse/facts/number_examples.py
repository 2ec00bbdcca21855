"""The rules of numbers as records with their examples, and ``judge``, which reads a bare sentence as a notice would.

Not here: the decisions (`facts.number_rules`) and the subject patterns (`facts.subjects` and what it calls).
"""

# Each rule's examples stay on their rows.
# ruff: noqa: E501

from __future__ import annotations

from policyparse.facts.drafts import NumberDraft, Unused
from policyparse.facts.number_rules import DECISIONS
from policyparse.facts.numbers import find_numbers_in
from policyparse.facts.prose_tasks import prose_tasks
from policyparse.language.rules import Rule
from policyparse.language.values import Mention
from policyparse.layout.markers import read_marker


def judge(text: str) -> tuple[list[NumberDraft], list[Unused]]:
    """The numbers of a text as a notice would have them; a bare sentence is taken as the first item of a measure."""
    from policyparse.layout.compose import compose_manuscript
    from policyparse.outline.outline import outline
    from policyparse.reading.text_file import pages_of_text

    notice = text if read_marker(text) else f"一、重点任务\n1. 事项。{text}"
    outlined = outline(compose_manuscript(pages_of_text(notice, notice.encode(), "text", "text/plain", "text")))
    return find_numbers_in(outlined, prose_tasks(outlined))


def _decided(text: str) -> list[Mention[str]]:
    """Mentions for the rules' examples: the number's words, under the rule that decided."""
    found, unused = judge(text)
    mentions = [Mention(0, 0, n.quantity.raw, n.quantity.raw, n.rule.split("+")[0]) for n in found]
    reasons = {rule.purpose: rule.id for rule in DECISIONS}
    return mentions + [Mention(0, 0, one.raw, one.raw, reasons[one.reason]) for one in unused if one.reason in reasons]


def _named(text: str) -> list[Mention[str]]:
    """Mentions for the subject patterns' examples: the subject's words, under the pattern that found it."""
    return [Mention(0, 0, n.quantity.raw, n.subject, "subject." + n.rule.split("+")[1]) for n in judge(text)[0]]


RULES: tuple[Rule, ...] = (
    *(Rule(d.id, d.purpose, d.examples, d.near_misses, find=_decided) for d in DECISIONS),
    Rule("subject.share_of_whole", "X达到Y的50%: X占Y的比例",
         (("到2025年，中职学位容量达到高中阶段学位总数的50%。", "中职学位容量占高中阶段学位总数的比例"),
          ("兼容设施建筑面积比例不得超过项目总建筑面积的15%。", "兼容设施建筑面积占项目总建筑面积的比例")),
         ("到2025年，覆盖率达到90%。",), find=_named),
    Rule("subject.share_that_serves", "X超过60%服务于Y",
         (("到2025年，新增布点数超过60%服务于紧缺岗位。", "新增布点数服务于紧缺岗位的比例"),
          ("足额提取职工教育经费，60%以上用于一线培训。", "职工教育经费用于一线培训的比例")),
         ("到2025年，服务于企业的比例达到60%。",), find=_named),
    Rule("subject.drawn_share", "可提取60%用于Y",
         (("净收入可提取60%用于劳动报酬。", "净收入提取用于劳动报酬的比例"),
          ("转让收益可提取70%用于奖励。", "转让收益提取用于奖励的比例")),
         ("建设2个基地。",), find=_named),
    Rule("subject.share_of_noun", "占Y达到50%, 不低于20%的X",
         (("保证实践性教学课时占总课时一半以上。", "实践性教学课时占总课时的比例"),
          ("到2025年，双师型教师占专业教师比例达到50%。", "双师型教师占专业教师比例")),
         ("建设占地50亩的基地2个。",), find=_named),
    Rule("subject.time_limit", "须在1小时内反馈Y: who does what within a span",
         (("承办单位须在1小时内反馈处置意见。", "承办单位反馈处置意见的时限"), ("小额退税受理后3日内办结。", "小额退税办结时限"),
          ("代建单位应当在批准之日起一个月内，向项目单位移交归档资料。", "代建单位移交归档资料的时限")),
         ("补贴期限不超过6个月。", "离校2年内高校毕业生可以申请。"), find=_named),
    Rule("subject.lasting", "X持续6个月以上的Y: what must have lasted so long",
         (("对正常运营6个月以上的企业给予补贴5000元。", "企业正常运营时间"), ("参加失业保险1年以上的企业职工可申请补贴。", "企业职工参加失业保险时间"),
          ("与省内企业签订1年以上劳动合同的在职职工可申请。", "在职职工劳动合同期限")),
         ("受理后3日内办结。", "招聘具备3年以上企业工作经历的人员。"), find=_named),
    Rule("subject.granted_count", "资助不超过20家: to how many a grant goes",
         (("每年按交易金额从高到低排序资助不超过20家。", "资助的单位数"), ("每件专利资助不超过3个国家。", "资助的国家数")),
         ("每件资助5000元。",), find=_named),
    Rule("subject.duration", "a span of time and what it measures",
         (("落实教师5年一周期的全员轮训制度。", "教师全员轮训周期"), ("落实教师每年至少1个月在企业实训。", "教师在企业实训时间")),
         ("建设2个基地。",), find=_named),
    Rule("subject.coverage", "实现X全覆盖",
         (("继续推进年报编制工作，实现各县区全覆盖。", "年报编制工作"), ("实现网络安全监测全覆盖。", "网络安全监测覆盖")),
         ("建设2个基地。",), find=_named),
    Rule("subject.payment", "对X给予50万元奖补: what is paid, named by who gets it",
         (("对新认定的高新技术企业给予50万元奖励。", "高新技术企业奖励"), ("对种粮大户，按每亩100元的标准给予补贴。", "种粮大户补贴")),
         ("建设2个基地。",), find=_named),
    Rule("subject.qualifier", "X低于100万元的Y: the class and its measure",
         (("对进出口额低于5000万美元的中小企业实行统保。", "中小企业进出口额"), ("禁止生产厚度低于0.01毫米的地膜。", "地膜厚度")),
         ("每班人数不超过50人。", "建设5个以上基地。"), find=_named),
    Rule("subject.paid_back", "可返还X的50%",
         (("可返还其上年度实际缴纳失业保险费的50%。", "返还上年度实际缴纳失业保险费的比例"), ("可提取项目净收入的60%。", "提取项目净收入的比例")),
         ("可按投资额的30%补助。",), find=_named),
    Rule("subject.borne", "由A、B各承担一半: who bears which share of what was named before",
         (("给予企业运费补贴，由省财政厅、市财政局各承担一半。", "省财政厅、市财政局承担企业运费补贴的比例"),
          ("给予20万元一次性奖励，由市、县财政按6:4比例负担。", "市、县财政负担奖励的比例")),
         ("生师比不低于20:1。",), find=_named),
    Rule("subject.rate_of", "减按1%征收率: a rate and what it is charged on",
         (("小规模纳税人适用3%征收率的应税销售收入免税。", "小规模纳税人应税销售收入适用的征收率"), ("个人出租住房减按1.5%税率征收。", "个人出租住房减按的税率")),
         ("毛入园率达到95%。",), find=_named),
    Rule("subject.standard", "X标准为甲120元、乙60元: the measure with its class",
         (("护理费用限额标准为职工每人每天120元、居民每人每天60元。", "职工护理费用限额标准"),
          ("住院报销比例为一级医院90%、二级医院85%。", "一级医院住院报销比例")),
         ("租金标准为每月5元。",), find=_named),
    Rule("subject.borne_by", "由A按75%的比例支付: which cost, and who bears it",
         (("复评费用由申请人按100%的比例承担。", "复评费用申请人承担比例"),
          ("职工由基金按机构护理75%、居家护理90%的比例支付。", "机构护理基金支付比例")),
         ("由财政局、教育局各承担一半。",), find=_named),
    Rule("subject.choice", "从X中选择一家注册, 选择1所X报名",
         (("家长登录平台选择1所幼儿园进行报名。", "选择报名的幼儿园"), ("从公布的培训机构中选择一家注册学习。", "选择注册的培训机构")),
         ("选择3家企业开展试点。",), find=_named),
    Rule("subject.same_measure", "累计满足8学分：通过；未达8学分：不通过: a second bound of the same measure",
         (("各类成果累计满足8学分：评定为通过；未达8学分：评定为不通过。", "各类成果累计学分"),
          ("学员全年不少于90学时，准予结业；不足90学时，不予结业。", "学员全年学时")),
         ("覆盖率达到95%。",), find=_named),
    Rule("subject.bare_cap", "X不超过Y的10%，最高不超过100万元: a cap of what the sentence bounded or paid",
         (("履约保证金不得超过合同金额的10%，最高不超过100万元。", "履约保证金"), ("给予吸纳就业补贴，最长不超过36个月。", "吸纳就业补贴期限")),
         ("补贴期限不超过6个月。", "建设2个基地，最多培训100人。"), find=_named),
    Rule("subject.posts", "按1:4000的比例配备X, 不足5000名的至少配备1名",
         (("按照不低于1:4000的比例配备心理健康教师。", "心理健康教师"), ("每5000名老年人配备1名指导员，不足5000名的至少配备1名。", "指导员")),
         ("培养200名教师。",), find=_named),
    Rule("subject.class_measure", "X时间甲不超过60分钟，乙不超过90分钟: one measure for class after class",
         (("小学作业完成时间不超过60分钟，初中不超过90分钟。", "初中作业完成时间"), ("小学生睡眠时间应达到10小时，初中生应达到9小时。", "初中生睡眠时间")),
         ("初中班额不超过50人。",), find=_named),
    Rule("subject.points", "每出现一例扣2分",
         (("不上报的每出现一例扣2分。", "扣分"), ("获省级通报表扬的，加5分。", "加分")),
         ("满意度达到90分以上。",), find=_named),
    Rule("subject.noun_behind", "建设2个X",
         (("建设2个开放型实践中心。", "开放型实践中心"), ("建设50个资源库、100门一流课程。", "资源库")),
         ("全市双师型教师达到600人。",), find=_named),
    Rule("subject.bracket", "X（每校不少于1门）",
         (("共同开发一流核心课程（达标校每校不少于1门）。", "一流核心课程"), ("打造教学资源库（A档学校每校不少于1个）。", "教学资源库")),
         ("建设实践中心2个。",), find=_named),
    Rule("subject.noun_before", "X达到600人, 培训X1万人次",
         (("全市双师型教师达到600人。", "双师型教师"), ("引进龙头企业5家。", "龙头企业")),
         ("建设2个基地。",), find=_named),
    Rule("subject.noun_before_clause", "X增长，达到3000人",
         (("到2025年，在校生规模稳步增长，达到3000人以上。", "在校生规模"), ("到2025年，外贸总额持续扩大，达到50亿元。", "外贸总额")),
         ("建设2个基地。",), find=_named),
)  # fmt: skip

"""The words of times as patterns: what closes a point (底, 前, 起), what leads it (到, 用), spans, plans, words.

Purpose: the vocabulary of times.py on one page. Not for: the reading itself, calendar points (calendar_points.py).
"""

# Word tables stay on their rows, and a list of words is easiest to read as one string.
# ruff: noqa: E501

from __future__ import annotations

from policyparse.language.calendar_points import YEAR
from policyparse.language.spelling import BLANKS as B
from policyparse.language.spelling import forms
from policyparse.language.values import Precision
from policyparse.lazy_regex import regex

N = "一二三四五六七八九十"
NUMERALS = frozenset("0123456789" + N)
TITLE = regex("《[^《》\n]{0,160}》")
_DIGIT, _DASH, _STOP, _BLANK = forms("0123456789"), forms("-~"), forms("/."), forms(" ")
#: Digits begin a time only at their first, and with a word of time, a dash or (in 2023.5) a dot or slash behind them.
_DIGITS = f"(?<![{_DIGIT}][{_DIGIT}])(?=[{_DIGIT}]{{0,3}}[{_BLANK}]{{0,4}}(?:[年月日天周个工自季星至到{_DASH}]|个[工自月季星])|[{_DIGIT}]{{3}}[{_STOP}])"
#: Where a time may begin in a text, folded or not: one character, by which the search goes, then what its neighbours are.
START = regex(
    f"[{_DIGIT}{N}两半每今全明当本次去其未年第前上下长持常立即随按逐分自]"
    f"(?:(?<!自)(?=[{_DIGIT}{forms('〇Oo')}零{N}两百年月日旬天周个工自季半底末内期续态时行即知刻来后立学三照至到{_BLANK}{_DASH}{_STOP}])"
    f"(?:(?<![{_DIGIT}])|{_DIGITS})|(?<=自)(?=[^。\n]{{0,24}}之日起)|(?<=年)(?=度内))"
)
SMALL = f"(?:[0-9]{{1,2}}|[{N}]{{1,3}})"
JOINT = regex("[-~至到]")
THROUGH = "(?:[-~]{1,4}|[至到])"  # between the ends of a range
LIST_JOINT = regex(f"{B}(?:、|和|及|与|以及){B}")
SEPARATOR = regex(f"{B}起?{B}{THROUGH}{B}")
SCHOOL_YEARS = regex(f"({YEAR}){B}{THROUGH}{B}({YEAR}){B}学年")
YEARS = regex(f"({YEAR}){B}年?{B}{THROUGH}{B}({YEAR}){B}年(?!{B}{SMALL}{B}月)度?")
MONTHS = regex(f"(?:({YEAR}){B}年{B})?({SMALL}){B}{THROUGH}{B}({SMALL}){B}月(?!{B}{SMALL}{B}日)份?")
DAYS = regex(f"(?:({YEAR}){B}年{B})?({SMALL}){B}月{B}({SMALL}){B}日?{B}{THROUGH}{B}({SMALL}){B}日")
PERIOD = regex(f"{B}(?:期间|之间|时期)")
NAMED = regex('(?:计划|规划|方案|纲要|行动|意见|要点|目录|清单|措施)[”"》]?[(]$')

CLOSE = regex(f"{B}(?P<close>年?底|年?末){B}(?P<before>之前|以前|前(?![往后列]))?")
BEFORE = regex(f"{B}(?:之前|以前|前(?![往后列景沿期款置述三]))")
INSIDE = regex(f"{B}(?:之内|以内|内(?![部容涵地外]))")
FROM = regex(f"{B}(?:起(?![草点步到来])|开始|始(?=[,，]))")
#: 自本方案印发之日起，…: from when something is to be done; not how long (之日起30日内), nor when the notice takes effect.
FROM_ISSUE = regex(
    f"自(?P<what>[^，。；\n]{{0,16}}?)(?:印发|发布|公布|下发){B}之日起(?!{B}[,，]?{B}(?:[0-9{N}两]|实行|施行|实施|执行|生效|试行|计算|正式|满|至|有效))(?={B}[,，])"
    f"(?![^。；\n]{{0,40}}[0-9{N}两]{B}(?:个?月|个?工作日|日|天|年)(?:之|以)?内)"
)
SINCE = regex(f"{B}(?:以来|以后|至今|到现在|起至)")
#: 2024年国庆节前: by the eve of a feast; those of the lunar calendar have no fixed day.
BEFORE_FEAST = regex(
    f"{B}“?(?P<feast>元旦|五一|劳动节|七一|八一|教师节|国庆|春节|元宵|清明|端午|中秋)”?(?:国际)?(?:劳动|建党|建军)?节?(?:假期)?{B}(?:前夕|之前|以前|前)"
)
FEASTS = {
    "元旦": (1, 1),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "七一": (7, 1),
    "八一": (8, 1),
    "教师节": (9, 10),
    "国庆": (10, 1),
}
SENTENCE_END = regex("[。；;\n]")
GOAL = regex(f"{B}(?:年{B})?目标|{B}目标年?值")
TO = regex("(?:截至|截止到|截止至|截止|到|至|在)$")
REACHED = regex("(?:达|高|升|降|复|增|减|(?<!延)长|少|低|缩短|转|回|得|送|涉及|受|效期)[到至]$")
#: 统一于9月1日正式开学: the day on which something is to be done.
ON_DAY = regex("(?<![位属用鉴由对关等低高大小多少优限基归源处介急终利易至])于$")
#: 力争2025年平均停电时间小于1小时: what is aimed at in a year is due by its end.
AIMED = regex("(?:力争|确保|争取)在?$")
DONE = regex("[,，]?[^，。；,;\n]{0,8}?(?:已|共|累计|我[省市县区])")
ALREADY = regex("(?:已经?|曾)于?$")
DUE_VERB = regex(
    f"{B}(?:度|内)?(?:在(?![校册建岗编读职园库])[^，。；,;0-9]{{2,20}}?(?:基础上{B}[,，])?)?(?:再|将|要|力争|全面|基本|率先|争取|确保|计划|拟|正式|预计|累计|各|分别|全[省市县区]|继续|逐步|起步|初步|重点|[\u4e00-\u9fff]{{2,3}}[省市县区州港]){{0,2}}"
    "(?:启动|建成|完成|实现|实行|成立|组建|增设|构建|取消|建设|达到?|力争|基本|新增|培养|培育|打造|开展|组织|推进|出台|制定|形成|确保|争取|投入|投用|竣工|开工|全面|"
    "选择|探索|遴选|认定|引进|创建|新(?:建|创|认|培|开|引|组|设|改|扩|签|缔)|改造|发放|安排|引育|招引|实施|办结|上线|运行|试点|试行|提交|报送|验收|给予|募集|招募|招聘|招录|减免|兑现|评估|总结|推广|发出|发布|公布|公示|公告|举行|召开|举办|进行|开始|开通|报名|录取|确认|打印|评审|考试|上报|填报|报到|派位|摇号|注册|扩大[到至]|拓展[到至]|覆盖|增至|增加到|升级|普及|推行|推开|整合|退出|清零|淘汰|压减|占|不低于|不少于|超过|突破|提高|提升|压缩|降)(?!的)"
)
#: 2023年、2024年网办率分别达到80%、90%: each year of a list has a value.
EACH_ITS_VALUE = regex(
    f"{B}[^，。；,;0-9]{{0,16}}?分别{B}(?:达|完成|实现|增|提高|提升|下降|降|压|不低于|不少于|超过|建|新|力争|到|为{B}[0-9])"
)
#: 2023年度全省开展…: the year as the time of doing, not as part of a name (2023年度考核).
YEAR_OF_PLAN = regex(f"{B}(?:全[省市县区州]|力争|确保|争取|要|将|拟|计划)")
#: 2023年全省“三支一扶”计划招募不少于1800人: a year that opens the clause of a bound.
YEAR_OF_BOUND = regex(f"{B}全[省市县区州][^，。；,;0-9]{{2,24}}(?:不少于|不低于|达到|达|超过|突破|完成){B}[0-9]")
#: 2023年推进教育数字化工作要点 is a name.
NAME_AHEAD = regex(
    f"{B}(?:度|全[市省县区])?(?:推进|开展|实施|建设|深化|组织|提升|推广|全面|开工|竣工|投产|改造|招聘|投资)[^，。；、：\n]{{0,24}}?(?:要点|方案|计划|清单|通知|名单|任务分解)"
)
#: 全年 before a verb of doing or behind one of aiming: the whole of the notice's year.
WHOLE_YEAR = regex(
    "(?:(?<=力争)|(?<=确保)|(?<=争取))全年|"
    f"全年(?=(?:{B}[，,])?(?:力争|计划|预计|累计|再|要|共|全[省市县区]|为全[省市县区][^，。；0-9]{{0,8}})?{B}(?:供应|供给|查处|查办|发布|公布|检查|抽查|召开|新建|创建|办结|让利|减负|减免|举办|净增|投放|筹集|拨付|垦造|改造|整治|治理|招引|签约|开工|竣工|投产|帮扶|抽检|压减|节约|实现|完成|建成|新|引进|培育|培训|培养|发放|开展|举办|组织|投入|达到|争取|安排|落实|打造|推出|支持|遴选|认定"
    "|建设|种植|栽植|造林|增加|化解|清欠|退出|淘汰|解决|开发|储备|验收|申报|获批|确保|转移|输送|吸纳|救助|孵化|评选|评定|选派|招聘|招录|收储|盘活|处置|清理))"
)
#: 编制2030年达标区域的…方案: what is made is of that year.
MAKES = regex("(?:编制|制定|制订|修订|印发|发布|公布|形成|完成|启动|做好|落实|下达|申报|梳理|分析|总结)$")
WHAT_IS_MADE = regex(
    f"{B}度?[^，。；,;、]{{0,30}}(?:方案|计划|规划|报告|清单|目录|预算|决算|台账|任务|项目|工作|指标|资金|名单|总结)(?=[，。；,;、）)]|$)"
)
ALL_YEAR = regex(r"全年(?=\s*(?:$|[，,、；;。）)]))")  # what stands alone in a cell
#: 2.5月31日前完成: a marker at the beginning of its line, and the day behind it.
ITEM_DOT = regex(r"(?:^|\n)\d{1,3}[.、．]$")
#: 报名截止后（5月22日下午3点）, 截止时间（5月22日）: the bracket says when; 申报截止时间为6月30日.
CLOSES_AT = regex("(?:截止|开始|结束|时间|日期)[之以]?[前后时]?[(（]$|截止(?:时间|日期|日)[为是:：]$")
SPAN = regex(
    f"(?:(?P<low>[0-9]{{1,3}}|[{N}两百]{{1,3}}|半){B}{THROUGH}{B})?(?P<count>[0-9]{{1,3}}|[{N}两百]{{1,3}}|半){B}"
    "(?P<unit>个工作日|工作日|个自然日|自然日|个月|个季度|个星期|星期|周年|年|天|日|周)"
)
SPAN_FIRST = frozenset(f"0123456789{N}两百半")
FUTURE = regex(
    f"(?:未来|今后|其后)的?{B}(?:(?P<low>[0-9]{{1,2}}|[{N}两]{{1,2}}){B}[-~至到]{B})?(?P<count>[0-9]{{1,2}}|[{N}两]{{1,2}}){B}(?:个)?年"
)
USE = regex("(?:用|利用|通过|经过)$")
PLAN = regex(
    f'(?P<number>十[{N[:9]}]?|[三四五六七八九])五[”"’」]?{B}(?P<what>(?:时期|期间)末|期间|时期|规划期内?|期末|规划末|末期?|期内)'
)
ALONE_YEAR = regex(
    f"(?P<what>年(?:底(?!有|考核|考评|评比|总结|述职|决算)|末)|(?<!个)年度内(?={B}(?:[,，]|各|[省市县区]|全|要|应|须|至少|完成|组织|开展|力争))|年内(?![部容])){B}(?P<before>之前|以前|前(?![往后列]))?"
)
#: 年内作出但未履行的承诺, 年内已办结: what was done, not what is due.
PAST = regex(
    "(?:无|没有|未)[^，。；]{0,8}不(?:得|予|给)|[^，。；,;\n]{0,6}?(?:已|(?:作出|签订|发生|形成|产生)(?:的|但|却|而))"
)
ONGOING = regex(
    "长期坚持|长期执行|长期实施|长期推进|长期落实|长期|持续推进|持续开展|持续实施|持续坚持|持续落实|持续进行|持续|常态化推进|常态化开展|常态化|常年|随时"
)
#: 票据业务执行期限为长期: what goes on is the term.
OF_TERM = "期限为"
FROM_NOW_TO = regex("即日起[至到](?:(?=[0-9一二三四五六七八九十年]))")
FROM_NOW = regex("即日起(?=[，,])")  # 即日起，停止采购; 即日起至10月31日 ends
AT_ONCE = regex("即知即改|立行立改|即行即改|立知立改|立即整改|立即|即时|即日起?")
OPENS = frozenset("(（:：,，、。；;\n\t")
CLOSES = frozenset(")）。；;\n\t")
UNIT_PRECISION: dict[str, Precision] = {"年": "year", "周年": "year", "月": "month", "季度": "quarter"}

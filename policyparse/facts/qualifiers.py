"""A bound that says who or what a rule is for: its subject is the noun that it qualifies with the measure before it.

进出口额低于6500万美元的中小企业 → 中小企业进出口额; 超过400万元的政府采购工程 → 政府采购工程.
Not here: what is to be reached (`facts.subjects`), money paid (`facts.payments`).
"""

from __future__ import annotations

from policyparse.facts.phrases import (
    DURATION_UNITS,
    LEADING,
    Neighbourhood,
    Subject,
    object_of,
    without_reach,
    without_times,
    without_verb,
)
from policyparse.facts.receivers import ACTORS
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex

MEASURE = regex(
    r"(?:额|量|率|面积|等级|容量|收入|产值|规模|人数|数量|厚度|高度|宽度|长度|深度|浓度|出力|热值|灰分|水分|硫分|挥发分|距离|投资|年限|工龄|年龄|时间|总数|费用?|成本|经费|"
    r"注册资本|资产|利润|比例|占比|比重|次数|吨位|排量|功率|税收|能耗|煤耗|用量|产出|订单|出口|进口|进出口|纳税|缴费|缴纳|贷款|余额|从业人员|员工|职工|得分|成绩|分数|评分|死亡|重伤|受伤|失踪|中毒)$"
)
NOTE = regex(r"^[ ]*(?:[（(](?:不?含|不?包括|包含|即|[12]\d{3} ?年)[^）)]{0,16}[）)])?")
NOUN = regex(
    r"^(?:的|且[^，,。；;]{2,20}?的|，?且[^，,。；;]{2,40}?的|规模的?)?([^，,。；;：:、的（(][^，,。；;：:的（(]+)"
)
ENDS_NOUN = regex(
    r"(?:“[^”]{1,12}”(?:全覆盖|政策)|以外|免于|免予|给予|发放|予以|可以?|免征|免收|实行|按照?|享受|应当?|须|要(?![求素点件])|由|在|从事|进行|提供|灵活就业|增加(?!值)|纳入|执行|自愿|达到|不得|不再|开展|设立|申请|面向|适用|采用|参加|自行|年内|暂|免收|不[低高]于|不超过|不少于|预留|列入|入选|进入|优先|为主|(?<=..)(?:公开招标|邀请招标|直接发包)|提高|降低|保持|稳定在).*$"
)
CUT_LEFT = regex(
    r"^.*(?:^除|(?<![应面])对于?(?![外口照接标应象])|将|以及|引进|支持|鼓励|允许|禁止|生产和使用|招引|培育|且|和|或|的(?=[^的]{3,}$)|居民|(?<![可予])以(?![上下内外]))"
)
JOINED_BOUND = regex(r"^(?:且|并且|并|或者?)[^，,。；;\d]*+\d[^，,。；;]*(的[^，,。；;的]{2,})")
LISTED_BOUND = regex(r"^、[^，,。；;、\d的]{1,12}\d[^，,。；;、的]{0,12}(的[^，,。；;的]{2,})")
BRINGS = regex("(?:新设|增资|新建|新增|新?引进|投资|落户|改扩建|扩建|实缴)")
AGED = regex("[\u4e00-\u9fff]{2}")
COMPONENT = regex("(?:含[\u4e00-\u9fff]{1,6}[量率]|灰分|水分|硫分|挥发分|[\u4e00-\u9fff]{0,4}(?:浓度|纯度|含量))$")
STUFF = regex(r"^(?:[、和或且及][^，,。；;、]{2,16}[\d.]+ ?[%％])*的([^，,。；;、（(：:\d的]{2,20})")
TO_RETIREMENT = regex(
    "^(?:至|到)(?:未)?(?:达到?|满)?(?:法定|规定)?(?:退休|领取养老金)年龄(?:以?前)?"
)  # 年满35周岁至未达到法定退休年龄的
HELD = regex(r"^(托位|床位|学位|车位|工位|席位|座位)的([^，,。；;\d]{2,})")
PERSON = regex("(?:人员|者|人|职工|学生|教师|青年|企业|单位|居民|员)$")
FROM_NUMBER = regex(r"\d.*$")
NO_NOUN = regex(
    r"^(?:的(?:要(?![求素])|应当?|必?须|可|一律|立即|暂停|不得|不予|按|由|给予|予以)|的?为|的?(?:占比|比重|标准|比例|要求|目标|速度|资金|补助|奖励)|用于|以上|左右)"
)
CLAUSE_MARK = regex(r"[，,、；;：:（(]")
OF_PART = regex("的?部分(?:[，,。；;]|$)")  # 应纳税所得额超过100万元的部分
RATED = regex(r"^[\d.]+ ?(?:千伏|千瓦|兆瓦|吨|寸)(?=[\u4e00-\u9fff]{2})")  # 10千伏开挖长度
TERM = regex("[\u4e00-\u9fff]{2}(?:期限|账期|周期|工期|年限)$")
REMARK = regex("[（(][^（()）]*[）)]")  # 生产性设备（含软件项目，下同）投资300万元以上
IN_USE = regex(r"^(?:生产|使用|销售)(?=厚度|浓度|高度|排量|功率|容量)|(?:每[月年日季]|首次|达|为|在|超){1,8}+$")
# 年营业收入不低于上年度1.2倍: what stands behind the bound is the base of the multiple.
WITH_BASE = regex("(?:不低于|不高于|不超过|低于|高于|超过|达到)[^，,]{2,24}$")
# 吸纳脱贫人口就业10人以上的车间: how many a class takes on, holds or brings.
ACTIVITY = regex(
    "^(?:年|新|当年)?(?:吸纳|招用|带动|安置|录用|引进|拥有|举办|承办|新增|服务|培训|获得|取得|授权|辐射|联结|入驻|集聚|聚集|聘用|"
    "招收|接待|累计接待)[^，,、]{0,16}$"
)
COUNT_OF = {
    "人": "人数",
    "名": "人数",
    "家": "数量",
    "个": "数量",
    "户": "户数",
    "件": "数量",
    "项": "数量",
    "场": "场次",
}
RATE_OR_COUNT = regex("(?:率|数|量|额|费|比例|占比|比重)$")
PERSON_CLASS = regex(
    "(?:.{0,8}?)(?:婴幼儿|儿童|老年人|老人|人员|人群|居民|青少年|青年|学生|女性|妇女|男性|职工|人口|子女|群众|教师)(?=.{2})"
)
EXCEPTED = regex("^但?不?包括")
IN_A_ROW = regex("^(?P<who>.*?)(?:应当?|须|需|已|必须)?(?P<row>连续|累计|持续)$")
COUNTED_BEHIND = regex(r"^[^，,。；;、\d的]{2,14}\d")
BODY = regex("[^，,。；;的]{0,10}?(?:企业|单位|机构|学校|公司|社区|村)")
COUNTED = frozenset(("个", "家", "名", "人", "所", "项", "门", "次", "条", "处", "户", "期", "场"))
MEASURED = frozenset(
    ("吨", "千克", "公斤", "立方米", "平方米", "升", "千瓦", "兆瓦", "千瓦时", "亩", "公顷", "吨标准煤")
)
SPAN_NOUN = regex(
    r"(?:失业|离校|毕业|持续|连续|居住|参保|缴费|缴纳|登记失业|从业|工作|服务|注册|成立|未就业|退役|任职|营业|经营|存续|有效)$"
)


def qualifier(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The measure of a class, or the class alone where no measure is named; None where the number is no qualifier."""
    reached = quantity.comparator == "=" and near.left.rstrip().endswith("达到") and near.rest.startswith("的")
    if quantity.comparator not in (">=", ">", "<=", "<", "range") and not reached:
        return None
    if quantity.unit in ("%", "‰"):
        return _component(near)
    if quantity.unit in ("百分点", None):
        return None
    if (
        quantity.unit in ("周岁", "岁")
        and not AGED.search(near.left)
        and inline("的?(?:[，,。；;]|$|每人|每月|按|发放|给予)").match(near.rest)
    ):
        return Subject("年龄", None, "qualifier", "")
    behind = TO_RETIREMENT.sub("", NOTE.sub("", near.rest, count=1))
    if behind.strip() in ("，", ",") and (joined := JOINED_BOUND.match(near.after)):
        behind = joined.group(1)  # 建设面积2000平方米以上，且年交易额300万美元以上的自建海外仓
    if (joined := LISTED_BOUND.match(behind)) is not None:
        behind = joined.group(1)  # 新设5000万美元以上、增资3000万美元以上的项目
    given = NOUN.match(behind)
    if given is None or _is_verb(behind):
        return None
    if OF_PART.match(behind):
        return Subject(_measure(near.left), None, "qualifier", "") if MEASURE.search(_measure(near.left)) else None
    noun = object_of(ENDS_NOUN.sub("", FROM_NUMBER.sub("", given.group(1))))
    noun = noun.partition("和")[0] if len(noun) > 6 and len(noun.partition("和")[0]) >= 2 else noun
    noun = noun.removesuffix("以及").rstrip("和及与或、")
    if len(noun) < 2 or noun.startswith(("每", "给予", "按")):
        return None
    if (acting := _acts_in_list(near, behind, quantity)) is not None:
        return acting
    measure = "" if near.left.rstrip().endswith("、") else _measure(near.left)
    acts = ACTIVITY.match(CUT_LEFT.sub("", CLAUSE_MARK.split(without_times(near.left.strip()))[-1]))
    if acts is not None and quantity.unit in COUNT_OF and near.rest.startswith("的"):
        return Subject(noun + acts.group() + COUNT_OF[quantity.unit], None, "qualifier", "")
    if (held := HELD.match(behind)) is not None:
        return Subject(f"{object_of(held.group(2))}的{held.group(1)}", None, "qualifier", "")
    if quantity.unit in DURATION_UNITS or quantity.unit in ("周岁", "岁"):
        return _lasting(measure, near, noun, quantity)
    if not measure and near.left.strip(" ，,、") in ("", "对", "对于", "将"):
        if not near.head and quantity.unit in ("人", "名") and (body := BODY.match(noun)) is not None:
            return Subject(body.group() + "人数", None, "qualifier", "")
        if quantity.unit not in COUNTED:
            return Subject(noun, None, "qualifier", "")
    money = (quantity.unit or "").startswith(("元", "美元"))
    if money and not MEASURE.search(measure) and COUNTED_BEHIND.match(near.rest):
        return Subject(noun + "规模", None, "qualifier", "")  # 新开工亿元以上重点项目60个
    if money and BRINGS.fullmatch(measure):
        return Subject(measure + noun, None, "qualifier", "")
    stuff = len(measure) >= 3 and quantity.unit in MEASURED and near.rest.startswith("的")
    if not MEASURE.search(measure) and not stuff:
        return None
    measure = REGION_OPENS.sub("", measure)
    return Subject(noun + measure, None, "qualifier", "")  # 年用溶剂型原料10吨以上的企业


#: 对住宿2晚及以上、累计接待4000人及以上且无事故的旅行社: each member of the list tells the class that ends it.
CLASS_OF_LIST = regex(
    f"[、且并][^，,。；;]*的(?P<noun>[^，,。；;的]{{0,8}}(?:{ACTORS}|项目|园区|平台))(?:[，,]|按|给予|予以|一次性|分别|每|$)"
)
REGION_OPENS = regex("^[全我本各][省市县区州国]")
SINCE_THEN = regex("^(?:在)?(?:此|该|本)?(?:期间|年度|时期)内?|^[我本]?[省市县区]内")


def _acts_in_list(near: Neighbourhood, behind: str, quantity: Quantity) -> Subject | None:
    opens = (near.listed or near.left).strip()
    whole = CLASS_OF_LIST.match(behind) if opens.startswith("对") and near.left.strip() else None
    words = SINCE_THEN.sub("", CUT_LEFT.sub("", without_times(near.left.strip(" ，,、"))))
    if whole is None or not 2 <= len(words) <= 12 or MEASURE.search(words):
        return None
    kind = "时间" if quantity.unit in DURATION_UNITS else COUNT_OF.get(quantity.unit or "")
    return Subject(whole["noun"] + words + kind, None, "qualifier", "") if kind else None


def _component(near: Neighbourhood) -> Subject | None:
    """含硫量大于0.5%、灰分大于10%的煤炭 → 煤炭含硫量: what a stuff is made of tells its class."""
    measure, stuff = COMPONENT.search(near.left.strip()), STUFF.match(near.rest)
    return Subject(stuff.group(1) + measure.group(), None, "qualifier", "") if measure and stuff else None


def _is_verb(behind: str) -> bool:
    return NO_NOUN.match(behind) is not None


def _measure(left: str) -> str:
    """月销售额, 年仓库货物交易额: the measure's own words before the number."""
    words = CLAUSE_MARK.split(without_times(REMARK.sub("", left).strip(" ，,、")))[-1]
    words = CUT_LEFT.sub("", without_reach(WITH_BASE.sub("", words)))
    words = RATED.sub("", IN_USE.sub("", words))
    return without_verb(LEADING.sub("", words))[1] if len(words) > 4 else words


def _lasting(measure: str, near: Neighbourhood, noun: str, quantity: Quantity) -> Subject | None:
    """登记失业半年以上人员 → 人员登记失业时间; 16至24周岁青年 → 青年年龄."""
    noun = inline("(?:并|且).*$").sub("", noun)
    if quantity.unit in ("周岁", "岁"):
        before = inline(r"^.*(?:和|、|对(?!象)|扩展至|扩大到|为|中|指)").sub("", measure)
        person = PERSON_CLASS.match(noun) if RATE_OR_COUNT.search(noun) else None
        noun = person.group() if person else noun  # 65岁以上老年人健康管理率
        before = inline(r"^每.*$|年$|^(?:企业)?(?:招用|招聘|吸纳|招收)").sub("", before)
        return Subject(f"{before}{noun}年龄", None, "qualifier", "") if len(noun) <= 8 else None
    row = IN_A_ROW.match(measure)
    if row is not None and not PERSON.search(noun):  # 申请人连续3年以上脱离家庭独立生活
        return Subject(f"{EXCEPTED.sub('', row.group('who'))}{row.group('row')}{noun}的时间", None, "qualifier", "")
    if (term := TERM.search(measure)) is not None:
        return Subject(noun + term.group(), None, "qualifier", "")  # 付款期限超过6个月的电子凭证
    if not SPAN_NOUN.search(measure):
        return None
    own = SPAN_NOUN.search(inline(r"^.*(?:吸纳|招用|招聘|企业|对|和|、)").sub("", measure))
    words = inline(r"^.*(?:吸纳|招用|招聘|企业|对|和|、)").sub("", measure) if own else measure
    return Subject(f"{inline('(?:就业|参加.*)$').sub('', noun) or noun}{words}时间", None, "qualifier", "")

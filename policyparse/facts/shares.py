"""Shares: a percentage is of a whole, and its subject names both (X占Y的比例).

Not here: shares at which money is paid (`facts.payments`), rates that are a noun of their own (`facts.subjects`).
"""

from __future__ import annotations

from policyparse.facts.payments import named_before
from policyparse.facts.phrases import Neighbourhood, Subject, last_noun, split_scope, without_reach, without_verb
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex

BOUND = regex(
    r"(不得超过|不得高于|不得低于|不得少于|不超过|不高于|不低于|不少于|不小于|不大于|超过|高于|低于|少于|不足|达不到|未达到|达到|控制在|约占|占到|占比达到|达|"
    r"(?<=标准)以|(?<=租金)以)(?=[^，,]{2,40}的$)"
)
# 人员数量达到企业现有在职职工人数25%: two counts, the second without 的.
BOUND_ON_COUNT = regex(
    r"(?<=[数量额入积值资])(不得超过|不超过|不高于|不低于|不少于|超过|高于|低于|达到|达)"
    r"(?=[^，,的]{2,24}(?:人数|总数|总额|总量|收入|产值|面积|投资额?|数量|总产值|标准|同期|上年度?|平均水平)$)"
)
VALUE_OPENS = regex(r"(?:不超过|不低于|不少于|低于|超过|达到)[\d.]")
PART_ENDS = regex("的?(?:比例|比重|原则上|一般|按|按照|以|应当?|需|须)$")
PURPOSE = regex(r"^(?:服务于|用于|投向|投入|面向|来自|从事|实现|达到|纳入|参与|接入|完成)")
DRAWN_BEFORE = regex(r"(?:提取|按)$")
AT_RATE = regex(r"按(?:照)?$")
SHARE_WORDS = regex(r"(?:比例|比重|率|占比|份额|覆盖面|比)$")


def share_of_whole(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """X达到Y的50% → X占Y的比例; X比例不得超过Y的15% → X占Y的比例."""
    told = quantity.unit in ("%", "‰", "倍") or (quantity.ratio is not None and left.endswith("的"))
    match = BOUND.search(left) or BOUND_ON_COUNT.search(left) if told else None
    if match is None or right[:1] in ("比",):
        return None
    part, whole = left[: match.start()], left[match.end() :].removesuffix("的")
    part = part or last_noun(near.before)
    part = VALUE_OPENS.split(part)[0]
    part = without_verb(PART_ENDS.sub("", part))[1]
    if len(part) <= 3 and near.before:
        owner = last_noun(near.before)
        part = owner + part if len(owner) <= 16 else part
    scope, part = split_scope(part)
    if quantity.unit == "倍":
        return Subject(f"{part}相当于{whole}的倍数", scope, "share_of_whole", "达到")
    return Subject(f"{part}占{whole}的比例", scope, "share_of_whole", "达到")


def share_that_serves(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """新增布点数超过60%服务于Y → 新增布点数服务于Y的比例; 经费60%以上用于Y → 经费用于Y的比例."""
    if quantity.unit != "%" or not PURPOSE.match(right) or DRAWN_BEFORE.search(left):
        return None
    whole = without_reach(left)
    if len(whole) < 2:
        whole = last_noun(near.before)
        whole = inline(r"^.*(?:使用|提取|安排)(?=[^，,]{2,})").sub("", whole)
    purpose = inline(r"[，,。；;]").split(right)[0]
    return Subject(f"{whole}{purpose}的比例", None, "share_that_serves", "")


#: 按不低于工程造价1.5%的标准计取费用: what is charged at the share of a base that the bound stands before.
AT_BOUND = regex("按照?(?:不低于|不高于|不超过|不少于|不得低于|不得高于|不得超过)([^，,、\\d]{2,16}?)的?$")
CHARGED = regex("的?(?:标准|比例)?(确定|设定|核定|计取|收取|缴纳|提取|计提|预留|计列|列支|扣留)([\u4e00-\u9fff]{0,10})")


def charged_share(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """按不低于工程造价1.5%的标准计取费用 → 费用占工程造价的比例."""
    base = AT_BOUND.search(left) if quantity.unit in ("%", "‰") else None
    done = CHARGED.match(right) if base is not None else None
    return Subject(f"{done[2] or done[1]}占{base[1]}的比例", None, "drawn_share", "按") if base and done else None


#: 征收率由3%减按1%, 减按25%计入应纳税所得额, 按20%的税率缴纳企业所得税: rates of a tax.
REDUCED = regex(
    "(?:实[施行]|执行|落实|对)?(?P<rate>[\u4e00-\u9fff]{2,24}?(?:征收率|税率|费率|利率))(?:由|从)[\\d.]{1,6} ?[%％]"
    "(?:减按|减至|降至|降低至|降低到|下调至|下调为|阶段性降至)$"
)
REDUCED_TO = ("按", "至", "到", "为")
COUNTED_IN = regex("(计入[\u4e00-\u9fff]{2,12})")
TAXED = regex("的(?P<rate>税率|征收率|费率)(?:计算)?(?:缴纳|征收|计征|计缴|缴交)(?P<tax>[\u4e00-\u9fff]{2,16})")


def tax_rate(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """征收率由3%减按1% → 征收率; 按20%的税率缴纳企业所得税 → 企业所得税税率."""
    if quantity.unit != "%":
        return None
    words = near.left.strip()
    if words.endswith(REDUCED_TO) and (reduced := REDUCED.search(words)) is not None:
        return Subject(reduced["rate"], None, "rate_of", "")
    if words.endswith("减按") and (counted := COUNTED_IN.match(right)) is not None:
        return Subject(counted[1] + "的比例", None, "rate_of", "")
    taxed = TAXED.match(right) if words.endswith(("按", "按照")) else None
    return Subject(taxed["tax"] + taxed["rate"], None, "rate_of", "") if taxed is not None else None


#: 企业开办事项100%网上可办, 停车位实现低压电力设施100%预配置: what is done with all of something.
DONE_WITH_ALL = regex("(?P<done>(?!的|左右|以[上内]|比例|目标|标准|由|给|补|奖|全覆盖)[一-鿿]{2,10})$")
MANNER = frozenset(("网上", "线上", "在线", "全程", "掌上", "就近", "自助"))
REACHED_BY = regex("^(?P<who>[^，,、]{3,20}?)(?:实现|做到)(?P<what>[^，,]{2,})$")


def done_with_all(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """实现企业开办事项100%网上可办 → 企业开办事项网上可办; X实现Y100%Z → YZ for X."""
    whole = quantity.value == 100 and quantity.comparator == "=" and len(left) >= 2 and left[-1] not in "率比额量"
    done = DONE_WITH_ALL.match(inline("[，,。；;（(]").split(right)[0]) if whole else None
    if done is None or PURPOSE.match(right):
        return None
    words = without_verb(left)[1]
    reached = REACHED_BY.match(words)
    if reached is not None and reached["what"] in MANNER:
        words, reached = reached["who"] + reached["what"], None
    scope, what = (reached["who"], reached["what"]) if reached is not None else split_scope(words)
    return Subject(what + done["done"], scope, "drawn_share", "实现") if len(what) >= 2 else None


#: 从事业收入中提取4%—6%的经费用于资助
FROM_SOURCE = regex("从([^，,从]{2,16})中(?:提取|计提|安排|列支|拿出|预留|划出)$")
OF_SOURCE = regex("的([\u4e00-\u9fff]{2,8}?)(?:$|用于|，|,|作为)")


def drawn_from(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """从事业收入中提取4%—6%的经费用于资助 → 经费占事业收入比例."""
    source = FROM_SOURCE.search(left) if quantity.unit == "%" else None
    what = OF_SOURCE.match(right) if source is not None else None
    return Subject(f"{what[1]}占{source[1]}比例", None, "drawn_share", "提取") if source and what else None


def drawn_share(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """X，可提取60%用于Y → X提取用于Y的比例; X，可按Z的30%比例，抵免Y → X抵免Y的比例."""
    if quantity.unit == "倍" and (times := TIMES_OF.search(left)) and (due := PAID_TIMES.match(right)):
        return Subject(f"{due.group(1)}相当于{times.group(1)}的倍数", None, "drawn_share", "按")
    if quantity.unit != "%":
        return None
    if left.endswith("提取") and PURPOSE.match(right):
        purpose = inline(r"[，,。；;]").split(right)[0]
        source = inline(r"可?提取$").sub("", left) or last_noun(near.before)
        source = source.rpartition("等")[2] if "、" in source and len(source.rpartition("等")[2]) > 3 else source
        return Subject(f"{source}提取{purpose}的比例", None, "drawn_share", "提取")
    if AT_RATE.search(left) and (done := AT_SHARE.match(near.rest)) is not None:
        return Subject(f"{done.group(1)}的比例", None, "drawn_share", "按")
    based = DRAWN.match(left)
    if based and (
        paid := inline(
            r"^(?:的比例)?(返还|结算|免除|补偿|报销|收取|征收|缴纳|抵扣[^，,。；;]*|扣除[^，,。；;]*|计提|提取|补助|给予补助|核定)"
        ).match(
            right,
        )
    ):
        who = based.group(1) or ""
        words = f"{who}{paid.group(1)}标准" if who else f"{based.group(2)}{paid.group(1)}比例"
        return Subject(words, None, "drawn_share", "按")
    if DRAWN_AT_END.search(left) and inline(r"^(?:的)?(?:比例|标准)?$").match(right):
        action = inline(r"[，,。；;]").split(near.after)[0]
        base = inline(r"^.*按(.{0,16}?)的?$").sub(r"\1", left)
        who = inline(r"(?:符合|按|可)").split(last_noun(near.before))[0]
        who = who.removesuffix(base[:-1]) if len(base) > 2 else who
        action = inline(r"(?:该|其)(?:企业|单位|学校|项目)?").sub("", action, count=1)
        return Subject(f"{who}{base}{action}的比例", None, "drawn_share", "按")
    return None


PAID_BACK = regex(
    r"^(?:可以?|应|要|按)?(返还|退还|提取|扣除|抵扣|减免|报销|支付|上缴|留存|补缴|缴纳|资助|补助|补贴|奖励)(?:其)?(?!标准|金额|资金|比例|总额|额)([^，,。；;\d]{3,40})的$"
)
TIMES_OF = regex("按照?([^，,]{2,20}?)的?$")  # 按培养费用的2倍支付违约金
PAID_TIMES = regex("的?(?:标准)?(?:支付|缴纳|收取|退还|赔偿|处以|发放|计发)([^，,。；;]{2,16})")
DRAWN = regex(r"^(.*?)按(?![时期需])(?:照)?([^，,]{1,30}?)的?$")
DRAWN_AT_END = regex(r"按(?![时期需]).{0,16}的?$")
# 不低于20%的编制员额按有关规定自主聘请兼职教师: what is done with the share of a noun.
# 新产品产值占总产值20%以上的企业: the class behind has the share, it is no part of it.
SHARE_OF_CLASS = regex("[\u4e00-\u9fff]{2,16}占(?![地用])[\u4e00-\u9fff]{2,16}$")
DONE_WITH = regex(r"^([\u4e00-\u9fff]{2,8}?)(?:按[^，,]{0,6}规定|依法)?((?:自主|专门|优先|定向)[^，,。；;]{2,24})$")
AT_SHARE = regex(r"^(?:[、和][\d.]+ ?[%％])*的?比例(?:进行|开展|予以)?([^，,。；;\d]{2,16}?)(?=[，,。；;并且]|$)")
BORNE_BEHIND = regex("^(?:的)?(?:比例)?(负担|分担|承担|出资)")
BORNE_BY_EACH = regex("各(?:自)?(?:承担|负担|分担|出资)$")
BORNE = regex(r"^(?:由)?([^，,。；;]{2,24}?)(?:按照?|各)?(?:自)?(承担|负担|分担|出资)?$")
RATE_NOUN = regex(
    r"^的?([\u4e00-\u9fff]{0,8}?(?:征收率|预征率|税率|费率|利率|年利率|扣除率|抵扣率))(?:的([^，,。；;]{2,20}))?"
)


def paid_back(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """可返还其上年度实际缴纳失业保险费的50% → 返还上年度实际缴纳失业保险费的比例."""
    match = PAID_BACK.match(left) if quantity.unit == "%" and not right else None
    return Subject(f"{match.group(1)}{match.group(2)}的比例", None, "paid_back", "") if match else None


def borne(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """由A、B各承担一半; 由A、B按5:5比例负担 → A、B承担X的比例, X being what the sentence named before."""
    if quantity.unit != "%" and quantity.ratio is None:
        return None
    behind = BORNE_BEHIND.match(right)
    match = BORNE.match(left) if behind or BORNE_BY_EACH.search(left) else None
    if match is None:
        return None
    verb = behind.group(1) if behind else match.group(2) or "承担"
    return Subject(f"{match.group(1)}{verb}{named_before(near.earlier) or '费用'}的比例", None, "borne", "")


def rate_of(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """适用3%征收率的应税销售收入; X，减按1%征收率征收 → X减按的征收率: a rate and what it is charged on."""
    match = RATE_NOUN.match(right) if quantity.unit == "%" else None
    if match is None:
        return None
    verb = inline("(?:适用|减按|按照?|执行|采用|(?:继续|延续)?实[施行])$").search(left)
    whose = left[: verb.start()] if verb else left
    charged = inline("(?:免[税征]|减按|按|予以|给予|实行).*$").sub("", match.group(2) or "")
    if not whose and not charged:
        whose = inline(r"(?:适用|执行)?[\d.]+ ?[%％](?:征收率|预征率|税率|费率|利率)的").sub("", near.before)[-24:]
    how = verb.group() if verb and "实" not in verb.group() else ""
    return Subject(f"{whose}{charged}{how}{'的' if how else ''}{match.group(1)}", None, "rate_of", "")


def share_of_noun(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """占总课时一半以上 → 占总课时的比例; 教师比例占专业课教师达到50% → 教师占专业课教师比例; 不低于20%的编制员额."""
    if quantity.unit != "%":
        return None
    if (
        len(right) > 2
        and right.startswith("的")
        and not inline(r"^的(?:政策|要求|标准|规定|目标|比例|速度|水平|配备)").match(right)
    ):
        action = inline(r"[，,。；;]").split(right[1:])[0]
        if SHARE_WORDS.search(without_reach(left)) and len(without_reach(left)) > 4:
            return None  # 留用率达到60%以上的单位: its own rate
        share = SHARE_OF_CLASS.search(without_reach(left))
        if share is not None:
            return Subject(share.group() + "比例", None, "share_of_noun", "占")
        if (done := DONE_WITH.match(action)) is not None:
            action = f"{done.group(2)}的{done.group(1)}"
            return Subject(f"{without_verb(without_reach(left))[1]}{action}比例", None, "share_of_noun", "")
        return Subject(f"{without_verb(without_reach(left))[1]}{action}的比例", None, "share_of_noun", "")
    words = without_reach(left)
    words = without_verb(words)[1]
    if "占" not in words or inline(r"占地|占用").search(words):
        return None
    if not SHARE_WORDS.search(words):
        moved = inline(r"^(.+?)(?:的)?(比例|比重)占(.+)$").match(words)
        words = f"{moved.group(1)}占{moved.group(3)}{moved.group(2)}" if moved else f"{words}的比例"
    scope, words = split_scope(words)
    return Subject(without_verb(words)[1], scope, "share_of_noun", "占")

"""A bare cap, and a bare measure of a payment: a bound whose own clause names nothing bounds what the sentence named.

履约保证金不得超过合同金额的10%，最高不超过100万元 → 履约保证金; 给予吸纳就业补贴，最长不超过36个月 → 吸纳就业补贴期限;
给予吸纳就业补贴，标准为每人1000元 → 吸纳就业补贴标准. Not here: caps of money that is paid (`facts.payments`).
"""

from __future__ import annotations

from policyparse.facts.payments import named_before
from policyparse.facts.phrases import DURATION_UNITS, LEADING, Neighbourhood, Subject, without_reach, without_times
from policyparse.facts.receivers import PAYMENT
from policyparse.language.values import Quantity
from policyparse.lazy_regex import regex

# All that a bare cap may have before it: how it bounds, over which time, for each of whom.
CAP = regex(
    "(?:且|但|并|也|均|都|可|再|再次|原则上|一般|最高|最长|最多|最低|最少|累计|总计|合计|总额|总数|总量|总期限|延长|延续|延期|期限|"
    "不|不得|得|超过|高于|低于|少于|至|到|为|达|每年|每月|全年|年度|当年|同一|单个|单家|单户|单项|"
    "每[人家户个项](?:企业|单位|项目|人|机构)?|企业|单位|项目|个人|机构){0,8}"
)
# The thing bounded, paid or lent in an earlier clause, before the words that bound it.
BOUNDED = regex(
    "^(?P<thing>[^，,；;：:\\d]{2,40}?)"
    "(?:一般|原则上|最高|最低|最长|应当?|须|必须|可以?|不再?|要|均|统一|暂){0,3}"
    "(?:不得|不应|不能|不)?(?:超过|高于|低于|少于|多于|大于|小于|超出|控制在|按照?|达到|达|为|以)"
)
LIMITED = regex("(?:期限?|时间|时长|年限)$")  # what is told in time: 贷款期限, 租赁期
PART = regex("(?:的)?(?:预留|缴纳|收取)?(?:比例|比重|占比|费率)$")
# The measure of a payment named without it, and what is lent: 发放创业担保贷款，最高额度300万元.
BARE_PAID = regex("(?:发放|最高|补贴|补助|奖励|资助)?(?:标准|额度|金额|限额)")
LENT = regex(
    "(?:发放|提供|给予|申请|享受|收取|缴纳)([^，,；;\\d的]{2,14}?(?:贷款|保证金|押金|租金|奖学金|助学金|津贴))$"
)
GRANT = regex("([\u4e00-\u9fff]{0,8}?(?:奖学金|助学金|津贴|生活费|助餐|补偿金))")
AGE_CLASS = regex(
    r"(?:对|其中)?(?:年满)?(?:[\d.]+(?:周?岁)?[-—–～~至到])?(?:[\d.]+周?岁)?(?:及以上|以上|及以下|以下)?(?:的)?(?:老人|老年人|居民|人员)?"
)
PAID_OUT = regex("^.*(?:发放|给予|享受|领取|提高|落实)(?=.{2})")
CLAUSES = regex("[，,；;]")
LONGEST = 24


def bare_cap(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The thing that the sentence bounded or paid before, where a bound's own clause names none."""
    if right or near.head or not (near.earlier or near.listed):
        return None
    words = near.left.strip(" ，,；;、")
    measure = without_reach(left)
    if BARE_PAID.fullmatch(measure) and (paid := _paid(near)):
        return Subject(paid + measure.removeprefix(paid[-2:]), None, "bare_cap", "")
    money = (quantity.unit or "").startswith("元")
    if quantity.per and money and quantity.comparator == "=" and AGE_CLASS.fullmatch(left):
        granted = GRANT.search(near.earlier)  # 奖学金名额不超过8%，每生每年8000元; 发放高龄津贴，80—89周岁每人每月50元
        return Subject(PAID_OUT.sub("", granted.group(1)), left or None, "standard", "") if granted else None
    if quantity.comparator not in ("<=", "<", ">=", ">") or not CAP.fullmatch(words):
        return None
    return _bounded(near, quantity)


def _bounded(near: Neighbourhood, quantity: Quantity) -> Subject | None:
    lasts = quantity.unit in DURATION_UNITS
    money = (quantity.unit or "").startswith("元")
    paid = named_before(near.earlier + near.listed) if lasts or money else None
    if paid is not None and money:
        return None  # a cap of what is paid
    for clause in reversed(CLAUSES.split((near.earlier + near.listed).rstrip("，,；; "))):
        match = BOUNDED.match(LEADING.sub("", without_times(clause.strip())))
        if match is None or len(match.group("thing")) > LONGEST:
            continue
        thing = match.group("thing")
        if lasts and paid is None and not LIMITED.search(thing):
            continue
        if lasts and LIMITED.search(thing):
            return Subject(thing, None, "bare_cap", "")
        if not lasts:
            return Subject(thing if quantity.unit == "%" else PART.sub("", thing) or thing, None, "bare_cap", "")
    return Subject(paid + "期限", None, "bare_cap", "") if lasts and paid else None


#: 按每户每年14400元为限额依次扣减增值税 → 扣减增值税的限额
AS_LIMIT = regex(
    "为限额(?:依次)?(?P<done>扣减|抵扣|抵减|减免|抵免|报销|补助)(?:其)?(?:当年)?(?:实际)?(?:应(?=缴))?(?:缴纳)?的?(?P<what>[^，,。；;、]{2,16})"
)


def limit_of(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """A value that is the limit of what is deducted or paid: 按14400元为限额扣减增值税."""
    found = AS_LIMIT.match(right)
    return Subject(f"{found['done']}{found['what']}的限额", None, "bare_cap", "") if found is not None else None


#: 账户开户手续费实行不低于5折优惠 → 账户开户手续费优惠
ON_WHAT = regex("(?P<what>[^，,。；;：:的]{2,30}?)(?:实行|享受|给予|执行|打)(?:不低于|最低|最高|不高于)?$")


def discount(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """A price in tenths, by the charge that it is of, where the clause names one."""
    left = near.left.strip()
    found = ON_WHAT.search(left) or GIVEN_OFF.search(left) if quantity.unit == "折" else None
    if found is None or not right.startswith(("优惠", "的优惠", "收取", "收费")) or not CHARGE.search(found["what"]):
        return None
    return Subject(found["what"] + "优惠", None, "payment", "")


GIVEN_OFF = regex("(?:实行|享受|给予|予以|执行)(?P<what>[^，,。；;：:的\\d]{2,14})$")  # 给予ETC通行费五折优惠
CHARGE = regex("(?:费|价格?|票价?|租金|价款|金额)$")


#: 期限不超过2年的贴息支持 → 贴息支持期限
PAID_BEHIND = regex(f"的(?P<paid>[\u4e00-\u9fff]{{0,8}}?{PAYMENT})")


def term_of(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """How long what is named behind is paid: 期限不超过2年的贴息支持."""
    bare = quantity.unit in DURATION_UNITS and without_reach(left).strip("，,、 ") in ("期限", "补贴期限", "时间")
    found = PAID_BEHIND.match(right) or PAID_BEHIND.match(near.rest) if bare else None
    return Subject(found["paid"] + "期限", None, "bare_cap", "") if found is not None else None


def _paid(near: Neighbourhood) -> str:
    """What the clauses before paid or lent, by its name."""
    for clause in reversed(CLAUSES.split(near.earlier.rstrip("，,；; "))):
        lent = LENT.search(clause)
        if lent is not None:
            return lent.group(1)
    named = named_before(near.earlier)
    return named if named is not None and len(named) >= 4 else ""

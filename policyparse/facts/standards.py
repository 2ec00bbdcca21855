"""Standards, limits and rates that a rule lays down by class: what the value is of, and for whom.

The measure may stand before its class (限额标准为职工每人120元、居民每人60元), in the clause before
(单位缴费费率，在职职工均为0.15%), in the heading above (个人缴费费率： / 退休人员为0.12%), or be a cost that somebody
bears (由基金按75%的比例支付).
Not here: support that is paid out (`facts.payments`), shares of a whole (`facts.shares`).
"""

from __future__ import annotations

from policyparse.facts.phrases import LEADING, Neighbourhood, Subject, without_times
from policyparse.language.values import Quantity
from policyparse.layout.markers import FIRST_CHARACTERS, marker_length
from policyparse.lazy_regex import inline, regex
from policyparse.outline.outline import Outline

MEASURE = (
    "(?:标准|限额|额度|限值|限价|费率|税率|利率|比例|比率|缴费基数|基数|起付线|"
    "封顶线|单价|价格|定额|工资|年限|次数|时长|期限|保额|保险金额|保证金|押金)"
)
LAID_DOWN = regex(
    rf"{MEASURE}(?:每[^，,；;：:。\d]{{1,3}})?(?:分别|统一|暂定|一律)?为(?P<class>[^，,；;：:。\d]{{0,30}})$"
)
# The measure that a list shares, behind which its first class and value stand.
SHARED = regex(rf"([^，,；;：:、。（）()\d]{{0,80}}{MEASURE})(?:分别|统一|暂定|一律)?为[^，,；;：:。、\d]{{2,30}}\d")
# What it ends with: looked for first, since a search for the whole begins at every character.
SHARED_END = regex(rf"{MEASURE}(?:分别|统一|暂定|一律)?为[^，,；;：:。、\d]{{2,30}}\d")
OWN = regex(rf"^(?P<measure>.*{MEASURE})(?:分别|统一)?为(?P<class>[^，,；;：:。、\d]{{2,24}})$")
NAMED_BEFORE = regex(rf"^[^，,；;：:。、\d]{{0,20}}{MEASURE}$")
CLASS = regex(rf"(?!.*(?:为|{MEASURE}))[\u4e00-\u9fff（）()“”、]{{2,30}}")
CLASS_OF_HEAD = regex(rf"{MEASURE}(?:分别)?为(?P<class>[\u4e00-\u9fff]{{2,16}}?)(?:每\w{{1,2}})*[\d.,]+[万亿]?元$")
BRACKETED = regex("^[（(][^（()）]*[）)]$")
OWN_COST = regex("[\u4e00-\u9fff]{1,8}(?:费用?|标准|限额|额度)")
FOR_CLASS = regex(r"(?P<class>[^，,；;：:。]{2,80}?)(?:均|都|一律|统一)?为$")
EACH_OF = regex(
    rf"^(?P<measure>.*?{MEASURE})(?P<members>[^，,；;：:。\d]{{2,12}}[和与、][^，,；;：:。\d]{{2,12}}?)(?:各|均|都)为?$"
)
PER_WORD = regex("每(?:人次|人|户|年|月|天|日|次|亩|床|生|班|件|车|辆|小时|学期|学年|个月)+")
BORNE_BY = regex(
    r"^(?P<who>[^，,；;：:]*?)由(?P<payers>[^，,；;：:由]{2,24}?)(?P<each>各)?(?:自)?按照?(?P<part>[^，,；;：:\d%％]{0,16})$"
)
BORNE = regex(
    r"^(?:[、和][^，,；;、\d]{0,16}[\d.]+ ?[%％])*(?:的)?比例(?:予以|进行)?(支付|承担|负担|分担|报销|出资|缴纳|结算)"
)
COST = regex("[\u4e00-\u9fff、]{0,24}(?:费用?|款|资金|经费|保费)$")
COST_BEFORE = regex("([\u4e00-\u9fff]{2,16}?(?:费用|经费|费))(?=纳入|由|标准|按|的|，|,)")
HEADED = regex(rf"(?:{MEASURE}|费用?|经费|待遇)$")
HEADED_LAST = frozenset("准额度值价率例数线格资限次长期费用遇\n")  # what it ends with, or a line's end behind it
RUNS_ON = regex("(?:按照?)?(?:如下|以下|下列)[^，,]{0,10}$|[：:]$")
WHOSE = regex(rf"^(?P<class>[^，,。；;]{{4,60}}?)[，,]其[^，,]*{MEASURE}(?:如下|为)?$")
AGE_OF_RATE = regex(
    r"^(?:至[^，,；;、\d]{2,6}前)?(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:、[^，,；;\d]{2,12})?"
    r"为(?P<value>[\d.]+ ?[%％元折])"
)
# 执行0.39元/千瓦时目录电价, 按每吨3元的价格收取: a price in force.
PRICED_AT = regex(r"(?:执行|实行|按照?|维持)(?:每[^，,。；;\d]{1,4})?(?:不超过|最高|统一)?$")
PRICE = regex(r"的?[^，,。；;\d]{0,6}(?:[电水气热票房]价|价格|单价|收费标准|计费标准|基准价|指导价|费用标准)")
FEE_BEHIND = regex(
    r"^的?(?:标准|价格)(?:一次性|足额|依法|向[^，,。；;]{2,12}){0,2}(?:缴纳|征收|收取|计收|缴交|支付|计征)(?P<fee>[^，,。；;的\d]{1,16}(?:费|税|金|款))"
)
FOR_WHOM = regex("^(?:对于?|向)(?![外口])")
HEADING_LONGEST = 60


def heading_words(outline: Outline, section: int | None, at: int) -> tuple[str, str]:
    """(what is measured, for whom), as the headings above a place say: 个人缴费费率; 失能人员，其限额标准如下."""
    measure = whose = ""
    while section is not None and not (measure and whose):
        here = outline.sections[section]
        start, end = here.heading
        if not start <= at < end and end - start <= HEADING_LONGEST:
            words = outline.text[start:end].strip(" 。：:\n")
            classed = WHOSE.match(words) if "其" in words else None
            whose = whose or (classed.group("class") if classed else "")
            bare = RUNS_ON.sub("", words) if "下" in words else words
            if not measure and not classed and bare[-1:] in HEADED_LAST and HEADED.search(bare) and "，" not in bare:
                measure = bare.rpartition("的")[2] if COST.search(bare) else bare
        section = here.parent
    return measure, whose


def standard(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The measure that a value is laid down for, with its class before it; a class of a list shares the list's."""
    if right and (right[0] not in "（(" or BRACKETED.sub("", right)):
        return None
    if near.head:
        headed = CLASS_OF_HEAD.search(near.head) if OWN_COST.fullmatch(left) else None
        return Subject(headed.group("class") + left, None, "standard", "为") if headed else None
    if "为" in left and (own := OWN.match(left)) is not None:
        return Subject(own.group("class") + _measure(own.group("measure")), None, "standard", "为")
    if (shared := shared_measure(near)) is not None:
        bare = PER_WORD.sub("", left).strip("，,、 ")
        if CLASS.fullmatch(bare):
            return Subject(bare + _measure(shared), None, "standard", "为")
    whole = near.left.strip(" ，,、")
    classed = FOR_CLASS.fullmatch(whole) if whole.endswith("为") else None
    if classed is None:
        return None
    before = near.before.strip()
    if NAMED_BEFORE.match(before) and before == near.earlier.strip(" ，,"):
        return Subject(_measure(before), classed.group("class"), "standard", "为")
    if near.headed and inline(MEASURE + "$").search(near.headed) and not inline(MEASURE).search(classed.group("class")):
        return Subject(near.headed, classed.group("class"), "standard", "为")
    return None


def price_in_force(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """对居民用户，执行0.39元/千瓦时目录电价 → 居民用户目录电价; 按25元的标准缴纳耕地开垦费 → 耕地开垦费."""
    fee = FEE_BEHIND.match(near.rest.strip()) if (quantity.unit or "").startswith("元") else None
    if fee is not None:
        return Subject(fee.group("fee"), None, "standard", "按")
    price = PRICE.match(near.right.strip()) if (quantity.unit or "").startswith("元") else None
    if price is None or PRICED_AT.search(near.left) is None:
        return None
    who = FOR_WHOM.sub("", (near.before or "").strip(" ，,、"))
    who = who if len(who) <= 40 and "，" not in who else ""
    return Subject(who + price.group().removeprefix("的"), None, "standard", "执行")


def _measure(words: str) -> str:
    return LEADING.sub("", without_times(words)).strip("，,、 ")


def shared_measure(near: Neighbourhood) -> str | None:
    """The measure with which the list of a number, or the clauses before it, hand out their values."""
    for words in (near.listed, near.earlier):
        found = None
        for match in SHARED.finditer(words) if "为" in words and SHARED_END.search(words) else ():
            found = match
        if found is not None:
            return found.group(1)
    return None


def is_laid_down(near: Neighbourhood) -> bool:
    """Whether a measure of rules hands its value to the number with 为, in its own words, its list or its heading."""
    left = near.left.rstrip()
    if "为" in left and LAID_DOWN.search(left):
        return True
    if near.head or BRACKETED.sub("", near.right).strip(" ，,。；;"):
        return False
    return standard(PER_WORD.sub("", left).strip(" ，,、"), "", near, Quantity("")) is not None


def each_of(left: str) -> list[str]:
    """年缴费费率个人缴费和财政补助各为: the measure of each of those that one value is given to."""
    match = EACH_OF.match(left)
    if match is None:
        return []
    return [member + _measure(match.group("measure")) for member in inline("[和与、]").split(match.group("members"))]


def borne_by(near: Neighbourhood, quantity: Quantity) -> list[Subject]:
    """由A按75%的比例支付 → X的A支付比例; 由A和B各按50%的比例承担 gives one for each of the two."""
    done = BORNE.match(near.rest) if quantity.unit == "%" else None
    match = BORNE_BY.match((near.listed if near.listed and "由" not in near.left else "") + near.left) if done else None
    part = near.left.strip("、，, ") if near.listed and "由" not in near.left else ""
    if match is None and done is not None and part:
        match = BORNE_BY.match(inline(r"[\d.]+ ?[%％]").split(near.listed)[0])
    if match is None or done is None:
        return []
    who = match.group("who").strip("，,、 ")
    cost = who if COST.fullmatch(who) else ""
    thing = cost or near.headed or _cost_before(near.earlier)
    payers = inline("[和与、]").split(match.group("payers")) if match.group("each") else [match.group("payers")]
    part = part or match.group("part")
    return [
        Subject(f"{part}{thing}{payer}{done.group(1)}比例", None if cost else who or None, "borne_by", "按")
        for payer in payers
    ]


def _cost_before(earlier: str) -> str:
    found = COST_BEFORE.search(earlier)
    return found.group(1) if found else ""


def age_of_rate(near: Neighbourhood) -> str | None:
    """个人缴费费率： / 满35周岁至未满45周岁参保人员为0.02%: whose age it is that has this rate."""
    match = AGE_OF_RATE.match(near.rest) if near.headed else None
    return f"{near.headed}为{match.group('value')}的{match.group('noun')}年龄" if match else None


def without_marker(text: str, start: int, end: int) -> int:
    """Where the words of a paragraph begin behind its marker."""
    if text[start : start + 1] not in FIRST_CHARACTERS:
        return start
    return start + marker_length(text[start:end])

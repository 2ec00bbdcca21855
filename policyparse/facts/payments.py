"""What is paid: the subject of an amount or rate of support is the payment, named by who receives it (企业奖补).

The class that it is paid for is no part of the subject but the threshold's condition (``paid_for``). A cap in a later
clause (单个企业最高10万元) is of the payment named before it. Not here: whether a number is a rule of payment at all
(`facts.number_rules`), other shares (`facts.shares`).
"""

from __future__ import annotations

import re

from policyparse.facts.phrases import LEADING, Neighbourhood, Subject
from policyparse.facts.receivers import ACTOR_END, ACTORS, PAYMENT, class_before, receiver
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex
from policyparse.outline.outline import Outline

_SHARED_NUMBERS = regex(
    r"^(?:[、和及或/]?(?:最高|不超过|不低于|每\S{1,3}?)?[\d.．,]+ ?[十百千万亿]*(?:元|%|％)?)*"
    r"(?:/[^，,。；;给]{1,4}?(?=给|的|$))?"
)
# The payment behind its amount: 5万元一次性奖励, 80%支持, 50元的标准发放一次性补助.
_BEHIND = regex(
    rf"^(?:[（(][^）)]*[）)])?(?:以内|以上|以下|左右)?(?:的)?(?:标准|比例|额度)?(?:分别)?"
    rf"(?:给予|予以|发放|拨付|享受|提供|安排)?((?!用于|投向|服务于|对)(?:[^，,。；;：:、（()）\d给]|、(?!最高))"
    rf"{{0,14}}?{PAYMENT}(?:金额|标准|资金)?)(?!对象|政策|范围|办法)"
)
# The payment before its amount: 奖励金额最高为60元, 一次性奖补100万元.
_BEFORE = regex(
    rf"((?:一次性|[\u4e00-\u9fff“”]{{0,20}}?)?{PAYMENT}(?:金额|总额|标准|资金|额度|比例|总金额|限额)?)"
    r"(?:给予|予以|分别|合计|累计|再|每[^，,。；;\d]{1,6})?(?:最高|最多|上限|不超过|原则上|可达|为|达|按)*$"
)
_GIVEN = regex(r"(?:给予|予以|发放|享受|提供|兑现|再给予|拨付)")
# What may stand before the payment's own words: a doer, a verb of giving, a distributive word.
_OPENING = regex(
    r"^.*(?:给予|予以|发放|享受|提供|安排|拨付|可按|按照|按|可获得|获得|分别|分阶段|分期|分年度?|另|再)(?=[^，,。；;]{2,}$)|^(?:可|再|另|由|则|的|将)+"
)
_EACH = regex(
    r"^(?:单个|单家|单户|单项|单笔|每个|每家|每户|每人|每项|每场|每团|每人次|每年|每月|每次|每(?:平方米|亩|吨|千瓦时|千瓦|床|台|辆|公里|天|日|晚|生|班|件|课时|小时)|同一)+(?:企业|单位|项目|展会|旅行社|个人|机构|机场|活动|平台|园区|团队)?"
)
_EACH_TERM = regex("^.*每(?:季度?|半年|学期|个?月)(?:最[高多]|可)?")
_PER_WORDS = regex(
    r"^.*每(?:人次|人|团|晚|家|户|亩|个|场|次|年|月|项|辆|件|台|校|村|名)(?:企业|单位|项目|旅行社|机构|机场)?"
)
_FEE = regex(r"(?:费用?|息|款|金|税|额)$")
_GIVEN_AT_END = regex(r"(?:给予|予以|奖给)$")
# 按照展位费及3名工作人员交通费各30%的标准
_SHARED_BASE = regex(r"(?:给予|按照?|不超过|不低于|不高于)((?:[^，,。；;\d]|\d(?= ?[名人个])){2,24}?)[的各]?$")
_GRANTS = regex("(资助|补助|补贴|奖励|奖补|贴息)(?:数量|名额|总数)?(?:不超过|最[多高]|仅)?$")
_COUNTED_AS = {
    "家": "单位数",
    "户": "户数",
    "件": "件数",
    "个": "个数",
    "单": "单数",
    "名": "人数",
    "人": "人数",
    "项": "项目数",
}
_AT_RATE = regex("按照?$")
_GIVEN_BEHIND = regex(
    rf"^(?:给予|予以|发放)(?:[^，,。；;]{{0,30}}的)?(?P<paid>[^，,。；;的\d]{{0,14}}?{PAYMENT})(?:[，,。；;]|$)"
)
# 资助金额为实际融资金额的2%, 补贴标准提高到最低工资标准的100%, 补贴标准按其每月实际费用的60%.
_STANDS_FOR = regex(
    rf"(?P<paid>[^，,。；;\d]{{0,12}}?{PAYMENT})(?:金额|标准|额度|资金|比例)?(?:为|按照?|提高到|提高至)"
    r"(?P<base>[^，,。；;\d]{2,40}?)的$"
)
_CAP_ONLY = regex(
    r"^(?:单个|单家|单户|单项|单笔|每个|每家|每户|每人|每项|每场|每(?:平方米|亩|吨|千瓦时|千瓦|床|台|辆|公里|天|日|晚|生|班|次|件|课时|小时)|同一|最高|最多|累计|总额|合计|总计|不超过|不得超过|每年|每月|全年|当年|且|但|并|支持|补助|奖励|补贴|金额|额度|资金|原则上|年度|企业|单位|项目|展会|旅行社|个人|机构|活动|为|达)*$"
)
# Money that is set aside: its purpose stands behind it.
_SET_ASIDE = regex(r"([^，,。；;：:）)]{0,12}?)(?:统筹)?(?:安排|设立|筹集|拨付|下达|新增|投入|列支)(?:新增)?(?:资金)?$")
_SET_ASIDE_LAST = frozenset("排立集付达增入支金")  # what it ends with
_PAID_WORD = regex(f"{PAYMENT}")
_FEE_SHARE = regex(
    r"(?:给予|享受|按照?|^)([\u4e00-\u9fff]{2,12}?(?:费|费用|利息|租金|保费|保险费|税额))(?:的)?(?:最高|不超过)?$"
)
_PURPOSE = regex(r"^[，,]?(?:主要|专项)?(?:用于)?(支持|用于|充实|保障|扶持|推动|开展)([^，,。；;]{3,30})")
_OF_CLASS = regex(
    rf"^(?:以上|以下|以内)?的(?:[^，,。；;\d的]{{0,10}}(?:{ACTORS}|项目|园区)),?(?:每[^，,\d]{{1,3}}|一次性|给予|最高|分别){{0,3}}{PAYMENT}(?:最高|不超过)?[\d.]"
)
_AMOUNT_BEFORE = regex("^.*(?<=[万亿])元(?:以上|以下)?的")
_OF_CASE = regex("^[^的]{2,8}的(?=[^的]{4,}$)")  # 获批的国家级设计中心奖补: in which case is the condition's
LONGEST_HEADING = 26
# A grant's own words beside the payment: who gets it, or in which case (示范城市一次性资助), says no more of it.
_BARE_GRANT = regex(f"一次性|最多|最高|金额|资金|标准|的|{PAYMENT}")
_WHO_OR_CASE = regex(f"(?:{ACTORS}|城市|[市州县区]|中心|网点|职称|工程|对象|[)）])$|[\\d%％,，、]")
OPENS_HEADING = regex(
    "^(?:加大|落实|发放|给予|实施|兑现|提高|延续|继续|扩大|优化|完善|强化|加强|申领|提供|开展|执行|阶段性|设立|做好|实行|对)+"
)
#: The heading of an item that names a payment: 发明专利开放许可资助.
PAID_FOR = regex(
    "(?!.{0,22}(?:提供|支持|鼓励))(?:[^，,。；;：:、（(]|[（(][^（()）]{1,12}[）)]){2,20}?(?P<paid>资助|补贴|补助|奖励|奖补|津贴|贴息|奖金|扶持)$"
)


def payment(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """What an amount, a rate or a discount of support is paid as; None where nothing is paid.

    Where the item is headed by a payment (植物新品种授权资助。…每件资助5000元), its heading tells which.
    """
    if not _is_money(quantity) or _OF_CLASS.match(near.rest):
        return None  # 年产值达到5亿元的企业奖励50万元: what qualifies is not what is paid
    found = _payment(left, right, near, quantity)
    headed = PAID_FOR.match(near.paid) if found is not None and near.paid else None
    if found is None or headed is None:
        return found
    own = [match[0] for match in _PAID_WORD.finditer(found.words)]
    share = inline("占[^占]{2,}比例$").search(found.words)
    told = _BARE_GRANT.sub("", found.words[: share.start()] if share else found.words)
    if not own or own[-1] != headed["paid"] or (told and not _WHO_OR_CASE.search(told)):
        return found
    once = "一次性" if "一次性" in found.words and "一次性" not in near.paid else ""
    words = near.paid[: headed.start("paid")] + once + near.paid[headed.start("paid") :]
    return found._replace(words=words + (share[0] if share else "金额" if found.words.endswith("金额") else ""))


def payment_heading(outline: Outline, section: int | None) -> str:
    """The payment that an item's heading names: 知识产权保险资助, 落实一次性吸纳就业补贴; "" for any other heading."""
    if section is None:
        return ""
    start, end = outline.sections[section].heading
    words = outline.text[start:end].strip(" 。：:\n") if end - start <= LONGEST_HEADING else ""
    words = OPENS_HEADING.sub("", words)
    return words if PAID_FOR.match(words) else ""


def _payment(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """What is paid, by the words of the sentence alone."""
    of_base = quantity.unit == "%" and near.left.rstrip().endswith("的")
    stands = _STANDS_FOR.search(near.left.strip()) if of_base else None
    if stands is not None:
        return Subject(
            f"{_plain(stands.group('paid'))}占{_plain_base(stands.group('base'))}比例", None, "payment", "为"
        )
    special = _capped(left, near) or _set_aside(near, quantity) or _fee_borne(near, quantity) or _in_bracket(near)
    if special is not None:
        return special
    if (classed := _by_class(near, quantity)) is not None:
        return classed
    rest = _TERM_BETWEEN.sub("", near.rest.lstrip())
    listed = _SHARED_NUMBERS.match(rest)
    behind = _BEHIND.match(rest[listed.end() :] if listed else rest)
    before = _paid_before(near.left)
    rate = quantity.unit in ("%", "‰")
    base = _SHARED_BASE.search(left) or _SHARED_BASE.search(near.left.strip()) if rate else None
    if base is not None:
        paid = _payment_of_base(rest) or _payment_behind(near)
        if paid is not None:
            return Subject(f"{paid}占{_plain_base(base.group(1))}比例", None, "payment", "给予")
    if quantity.unit == "%" and _AT_RATE.search(near.left.rstrip()) and (paid := _payment_of_base(rest)) is not None:
        of_what = _AT_RATE.sub("", LEADING.sub("", near.left.strip()))
        of_what = of_what if "对" not in of_what and len(of_what) >= 4 else receiver(near)
        return Subject(f"{of_what}{paid}比例", None, "payment", "按")
    if behind is not None and (
        _GIVEN.search(near.left + behind.group()) or quantity.unit in ("%", "折", "百分点") or before is None
    ):
        thing = _plain(behind.group(1))
    elif before is not None:
        thing = _plain(before.group(1))
    elif _GIVEN_AT_END.search(near.left.strip()) and not right:
        thing = named_before(near.earlier) or "给予的资金"
    else:
        return None
    thing = _with_fee(thing, near)
    who = receiver(near) or class_before(thing, near)
    if who and (who in thing or len(thing) > 10):
        who = ""
    who = who + "的" if len(who) <= 3 and ACTOR_END.search(who) else who
    if _share_before(near, quantity):
        return Subject(thing if thing.endswith("金额") else thing + "金额", None, "payment", "给予")
    return Subject(who + thing, None, "payment", "给予") if len(who + thing) >= 2 else None


#: 按照技师每人3500元、高级技师每人5000元的标准，给予技能培训补贴: the class before its amount, the payment behind all.
_CLASS_OF_LIST = regex(
    "(?:按照?)?(?P<class>(?:[\u4e00-\u9fff“”]|[（(][^（()）]{1,12}[）)]){2,16}?)(?:每[人家户个项件年月亩])*$"
)
_TERM_BETWEEN = regex("^、期限(?:不超过|最长|为)?[\\d.]{1,6} ?(?:个月|年)(?=的)")  # 1个百分点、期限不超过2年的贴息支持
_TO_STANDARD = regex("(?:[、和及][^、，,。；;元]{2,40}元){0,8}的标准[，,]?$")


def _by_class(near: Neighbourhood, quantity: Quantity) -> Subject | None:
    money = (quantity.unit or "").startswith("元") and _TO_STANDARD.match(near.rest)
    given = _GIVEN_BEHIND.match(near.after) if money else None
    own = _CLASS_OF_LIST.fullmatch(near.left.strip(" ，,、")) if given is not None else None
    if given is None or own is None or own["class"] in ("按照", "每人"):
        return None
    return Subject(own["class"] + given["paid"], None, "payment", "给予")


def _paid_before(words: str) -> re.Match[str] | None:
    """The payment with which words end, looked for where they name any."""
    return _BEFORE.search(words.strip()) if _PAID_WORD.search(words) else None


def _is_money(quantity: Quantity) -> bool:
    unit = quantity.unit or ""
    return unit.startswith(("元", "%", "‰", "折", "百分点", "美元", "月当地", "月最低", "月本", "月所"))


def _capped(left: str, near: Neighbourhood) -> Subject | None:
    """单个企业最高10万元, 最高60万元: a cap, of the payment that the sentence named before it."""
    words = near.left.strip(" ，,；;")
    if (
        near.head
        or not (near.earlier or near.listed)
        or not _CAP_ONLY.match(words)
        or near.rest.lstrip()[:1] not in ("", "，", ",", "。", "；", ";", "）", ")")
    ):
        return None
    bare = inline(rf"{_EACH.pattern}|最高|最多|不超过|累计|合计|原则上|为|达").sub("", words)
    if len(bare) >= 2 and not inline("金额|总额|支持|资金|额度|年度|全年|每年|每月|当年").fullmatch(bare):
        return None
    named = named_before(near.listed) or named_before(near.earlier)
    if not named:
        return None
    who = receiver(near) if len(named) <= 4 else ""
    return Subject(("" if who in named or len(who) <= 2 else who) + named + "金额", None, "payment", "给予")


def _set_aside(near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """省财政统筹安排25亿元，支持X建设 → 省财政支持X建设资金."""
    left = near.left.strip()
    may = left[-1:] in _SET_ASIDE_LAST and (quantity.unit or "").startswith("元")
    given = _SET_ASIDE.search(left) if may else None
    purpose = _PURPOSE.match(near.rest.strip() if len(near.rest.strip()) > 2 else near.after) if given else None
    if given is None or purpose is None:
        return None
    doer = inline(r"^(?:将|由|并|再|每年)+|(?:将|再)$|统筹$").sub("", given.group(1))
    return Subject(f"{doer}{purpose.group(1)}{purpose.group(2)}资金", None, "payment", "安排")


def _fee_borne(near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """给予展位费最高80%、人员国际机票费最高70%支持: each share is of a cost that is borne."""
    if quantity.unit not in ("%", "折"):
        return None
    fee = _FEE_SHARE.search(near.left.strip(" ，,、和及"))
    paid = _PAID_WORD.search(near.rest) if fee else None
    return Subject(fee.group(1) + paid.group(), None, "payment", "给予") if fee and paid else None


def _in_bracket(near: Neighbourhood) -> Subject | None:
    """一次性吸纳就业补贴（不超过1个月当地最低工资标准/人）: the payment that the bracket bounds."""
    paid = _paid_before(near.head) if near.head and len(near.left) <= 4 else None
    return Subject(_plain(paid.group(1)), None, "payment", "给予") if paid else None


def named_before(earlier: str) -> str | None:
    """The payment named last in the sentence so far: 给予展位费最高80%支持 → 展位费支持."""
    bare = ""
    for clause in reversed(inline("[，,；;]").split(earlier)):
        given = inline(rf"(?:给予|予以|享受|提供|发放)([^，,；;]*?)({PAYMENT})").search(clause) or inline(
            rf"([^，,；;\d]{{0,10}}?)({PAYMENT})[^，,；;]{{0,6}}$"
        ).search(clause)
        if given is not None:
            words = inline(
                r"(?:最高|不超过|不低于|每\S{1,3}?)?[\d.]+ ?[万亿]?(?:元|%|％)?(?:以[上下内]|左右)?"
                r"|按一定比例|的?一定|一次性|最高|适当"
            ).sub(
                "",
                given.group(1),
            )
            words = inline(r"^.*[\d%％](?:执行)?|^.*(?:的|对|和|于)|^每[^，,]{1,3}?(?:一次性)?$").sub("", words)
            if 2 <= len(words) <= 8:
                return words + given.group(2) if not bare or bare == given.group(2) else bare
            bare = bare or given.group(2)
    return bare or None


def _payment_of_base(rest: str) -> str | None:
    """50%的补助, 10%给予最高500万元补助, 2%提供资金支持: what a share of a base is paid as."""
    match = inline(
        rf"^(?:以内|以上|以下|左右)?(?:的)?(?:标准|比例)?(?:给予|予以|提供|安排|发放|拨付)?"
        r"(?:最高|不超过)?[\d.]* ?[万亿]?元?的?"
        rf"([^，,。；;\d]{{0,8}}?{PAYMENT})"
    ).match(
        rest,
    )
    return _plain(match.group(1)) if match else None


def granted_count(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """To how many a grant goes: 每年排序资助不超过20家 → 资助的单位数; 资助不超过3个国家 → 资助的国家数."""
    counted = _COUNTED_AS.get(quantity.unit or "")
    verb = _GRANTS.search(near.left.strip()) if counted is not None else None
    if verb is None:
        return None
    noun = inline("[，,。；;（(]").split(near.right.strip())[0]
    paid = near.paid or named_before(near.earlier) or verb.group(1)
    return Subject(f"{paid}的{noun + '数' if 2 <= len(noun) <= 8 else counted}", None, "granted_count", "")


def _payment_behind(near: Neighbourhood) -> str | None:
    """按实际交易金额的3%，给予运营服务机构资助: the payment in the clause behind."""
    given = _GIVEN_BEHIND.match(near.after) if not near.rest.strip("，, ") else None
    return given.group("paid") if given is not None else None


def _plain_base(base: str) -> str:
    return inline(r"^(?:其|其所|照|相关|实际)+(?=[^，,]{3,})").sub(
        "", inline(r"^.*(?:不超过|不低于|按照?|最高)").sub("", base)
    )


def _plain(thing: str) -> str:
    """A payment's own words, without who gives it, the verb of giving and the distributive words."""
    thing = _AMOUNT_BEFORE.sub("", thing)  # 达到5亿元的企业奖励
    thing = _OF_CASE.sub("", thing)
    words = _OPENING.sub("", _PER_WORDS.sub("", thing))
    words = _EACH.sub("", words) if _EACH.match(words) else words
    words = _EACH_TERM.sub("", words)
    words = inline(
        r"^(?:的|各(?!类|种|级|地|项)|和|等额|最高|不超过|对|新(?![建增设开办认引改型])|增加|再增加|追加)+"
    ).sub("", words)
    return words.rpartition("和")[2] if inline("(?:支持|贷款)和").search(words) else words


def _with_fee(thing: str, near: Neighbourhood) -> str:
    """给予展位费最高80%支持: the cost that is borne belongs to the name."""
    if len(thing) > 4:
        return thing
    left = _GIVEN_AT_END.sub("", near.left.strip(" ，,、和及"))  # 展位费给予80%补贴
    fee = inline(r"(?:给予|享受|^)([\u4e00-\u9fff]{2,12}?)(?:最高|不超过|的?)$").search(left)
    if fee is None or not _FEE.search(fee.group(1)) or _PAID_WORD.search(fee.group(1)) or "给予" in fee.group(1):
        return thing
    return fee.group(1) + thing


def _share_before(near: Neighbourhood, quantity: Quantity) -> bool:
    """按设备购置额10%给予最高500万元补助: share and amount of one payment are told apart."""
    return quantity.unit != "%" and bool(inline(r"[%％][^，,。；;]{0,8}$").search(near.left))

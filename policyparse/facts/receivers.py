"""Who a payment is for: 对获得称号的企业给予奖励 → 企业; 博士每月补贴2000元 → 博士; the class as the sentence tells it.

Not here: what is paid (`facts.payments`).
"""

from __future__ import annotations

from policyparse.facts.phrases import Neighbourhood
from policyparse.lazy_regex import inline, regex

PAYMENT = (
    "(?:奖补资金|奖励资金|补助资金|补贴资金|扶持资金|激励资金|支持资金|专项资金|奖补|补助|奖励|补贴|资助|贴息|安家费|慰问金|救助金|抚恤金|资金支持|信贷支持|支持|"
    "优惠|奖金|经费|津贴|补偿金?|信贷额度|授信额度|贷款额度|减免|折扣|预付款)"
)
_RECEIVER = regex(
    r"(?:给予|奖励给|拨付给|提供给)([\u4e00-\u9fff]{2,10}?)(?:每[^，,。；;\d]{1,5}|一次性|最高|不超过|不低于|分别)*$"
)
_FOR = regex(
    r"(?<![应面相针绝反核校比配派结成])对(?![照应标接外口比])(?:于)?(.{2,120}?)(?=$|[，,](?:按|分|给|予|再|一|每|最|可|由|单)|分阶段|分别|按|给予|予以|一次性|再|可|最高|每[人家场亩个户件]|资助(?=[\d\u7f34]|不超过|最[高多])|奖补|补助|奖励|补贴|适当)"
)
_LAST_CLASS = regex("[，,]对(?![口应照接标])")
_OF_ACTOR = regex("(?:(?<=企业)|(?<=单位)|(?<=机构))“.*$|(?:进行|实施|开展)$")
_LATE_HEAD = regex(r"(?:的|了)(?=[^的了]{2,}$)")
_HEAD_NOUN = regex(
    r"(?:新设|新建|新购|改造|从事|参加|开展|获评|获得|认定|入选|评为|举办|建设|承担|吸纳|招用|购买|引进)(?=[\u4e00-\u9fff]{3,200}$)"
)
_CASE_END = regex(r"(?:的|者)$")
ACTORS = (
    "企业|单位|方|人|机构|社|户|者|团队|员|县|校|院|所|行|主体|组织|家庭|学生|职工|教师|居民|公司|协会|个人|医院|银行"
)
ACTOR_END = regex(rf"(?:{ACTORS})$")
_BEHIND_OF = regex("(?<=的)[，,]|[，,]经(?=[^，,]{2,16}$)")
_ONCE = regex("一次性|金额|标准")
_OWN_CLASS = regex(
    f"^(?P<who>(?![对按由给可再另每])[\u4e00-\u9fff]{{2,10}}?)(?:每(?:人|年|月|个月|户|生|名)){{1,2}}(?:一次性)?{PAYMENT}(?:标准)?为?$"
)
_CLASS_AT_END = regex("的(?P<who>[^，,；;的]{2,10})$")
_TERM_BEHIND = regex(
    "[，,](?:(?:前|首|第|自|连续)[^，,]{1,8}|(?:建成|投产|认定|竣工|验收|完成|通过|投用|达产)[^，,]{0,10}[后时]|在[^，,]{2,30})$"
)  # 对新建的项目，前三年按…奖励
LONGEST_RECEIVER = 12


def receiver(near: Neighbourhood) -> str:
    """The noun of who receives: 获得国家级称号的企业 → 企业; 给予举办方 → 举办方."""
    own = _RECEIVER.search(near.left.strip())
    if own is not None and ACTOR_END.search(own.group(1)):
        return own.group(1)
    words = paid_for(near)
    if words is None:
        return ""
    if _CASE_END.search(words):
        return ""
    words = words[_LATE_HEAD.search(words).end() :] if _LATE_HEAD.search(words) else words  # type: ignore[union-attr]
    cut = _HEAD_NOUN.search(words) if len(words) > 6 else None
    words = words[cut.end() :] if cut else words
    if len(words) > LONGEST_RECEIVER and "、" in words and (actor := ACTOR_END.search(words)) is not None:
        return actor.group()  # half of a list would be named
    if len(words) > LONGEST_RECEIVER:
        words = inline("[、和及与”》）)]").split(words)[-1]
    return inline(r"^(?:新(?![增建设])|首次|当年|符合条件)+").sub("", words) if len(words) <= LONGEST_RECEIVER else ""


def class_before(thing: str, near: Neighbourhood) -> str:
    """博士每月补贴2000元; 符合条件的家庭农场，每亩补助150元: whoever stands before a payment that names nobody."""
    if len(_ONCE.sub("", thing)) > 2:
        return ""
    own = _OWN_CLASS.match(near.left.strip(" ，,、"))
    if own is not None:
        return own.group("who")
    before = _CLASS_AT_END.search(near.earlier.rstrip("，,")) if not near.listed else None
    return before.group("who") if before is not None and ACTOR_END.search(before.group("who")) else ""


def paid_for(near: Neighbourhood) -> str | None:
    """The class that a payment is for: 对X给予 → X, from this clause or the last one before that says it."""
    found = None
    for match in _FOR.finditer(near.earlier + near.left):
        found = match
    if found is None:
        return None
    words = _BEHIND_OF.split(found.group(1).rstrip("，,"))[0]
    first, mark, _ = words.partition("，" if "，" in words else ",")
    words = first if mark and ACTOR_END.search(first) else _TERM_BEHIND.sub("", words)
    words = _OF_ACTOR.sub("", _LAST_CLASS.split(words)[-1])
    return words if len(words) >= 2 else None

"""Time limits of a step: 承办单位须在1小时内反馈处置意见 → 承办单位反馈处置意见的时限.

The span may run from an event (接到事项后, 自受理之日起), which is no part of the name; the doer may stand in the
clause that names the event. Not here: other spans of time (`facts.subjects`), due dates (`facts.deadlines`).
"""

from __future__ import annotations

from policyparse.facts.phrases import DURATION_UNITS, LEADING, Neighbourhood, Subject, last_noun
from policyparse.language.values import Quantity
from policyparse.lazy_regex import inline, regex

STEP = (
    "办结|审结|办理完毕|办理完|办理|出具|核发|答复|回复|反馈|受理|审批|审核|审查|审定|送达|到账|到位|拨付|支付|"
    "完成|办好|提出|提交|递交|报送|报告|上报|响应|启动|制定|移交|退回|签收|接线|接听|接通|派发|派单|转办|交办|处理|处置|"
    "申报|申请|登记|明确|落实|安排|备案|公示|公布|公开|发布|作出|做出|确定|确认|通知|告知|联系|回访|配合|停止|恢复|解除|撤销|移出|移除|"
    "更正|整改|改正|缴纳|返还|退还|退付|兑现|到达|赶到|到场|出动|赶赴|抵达|集结|修复|抢通|续报|初报|录入|上传|更新|组织|开展|召开|进行|核实|核查|核准|批准|印发|送交|寄送|分送|派送|推送"
)
# What a step may open with before its verb: an adverb, a preposition with its object.
PREFACE = regex(
    "^(?:之?内|[，,]|予以|必须|应当?|须|要|一次性|及时|全部|全面|立即|依法|主动|书面|电话|统一|并|由){1,12}(?=[^，,]{2})"
)
TO_WHOM = regex(f"^(?:通过|按照?|依据|会同|协同)?(?:(?:向|给|与|对)[^，,。；;]{{2,30}}?)(?={STEP})")
WAY = f"以[^，,。；;以]{{2,12}}(?:方式|形式)|在[^，,。；;在]{{2,24}}?(?:上|中)(?={STEP})"
THROUGH = regex(f"^(?:(?:通过|按照?|依据|会同|经)[^，,。；;]{{2,20}}?(?={STEP})|{WAY})")
PROMISED = regex("的(?:承诺|要求|规定|制度|机制)$")
MOVED = regex(
    f"^[将把](?P<thing>[^，,。；;]{{2,24}}?)(?:以[^，,。；;]{{2,16}}?(?:方式|形式))?(?:通过[^，,。；;]{{2,12}}?)?"
    f"(?P<verb>{STEP}|送|报|转)"
)
OPENS_STEP = regex(f"^(?:{STEP}|[向将把]|给予|予以|必须|一次性|及时|依法|书面|电话|通过|会同|{WAY})")
STEP_ALONE = regex(f"^(?:{STEP})(?:机制|制度)?$")
SYSTEM = regex(f"^(?P<step>{STEP})(?:机制|制度)(?=$|[，,。；;])")
# Whoever has to act stands before a word of duty or before the event from which the span runs.
DOER = regex(
    "^(?P<doer>[^，,；;：:]{0,36}?)(?P<mark>原则上|一般(?=[在于应不需须要为可\\d]|$)|最迟|最长|最快|至少|应当?(?![急用届收付力对税激])|必须|须|需(?!求)|要(?!求|素|件)|可(?:以|在|于)|"
    "[在于](?![校职岗线册编建地押外网])|自(?![主然理贸])|从(?!事|业)|对(?![外口象接标])|收到|接到|接收到|接受|签收后|受理后|"
    "受理之日|提前|之日起)"
)
NO_DOER = regex("^(?:[不对自在于从经因如若当将按凡]|接到|收到|接收|根据|按照|通过|符合条件的?$)|[。；;]")
EVENT = regex("(?:之日起|起|后|之后|时|的)$")
EVENT_ENDS = regex("(?:之日起|后|时)$")
SINCE = regex("(?:自(?![主然理贸])|于(?=[^，,]{2,30}之日起))[^，,自于]{2,40}$")
EXCEPTION = regex("除[^，,。；;]{2,16}(?:以?外|之外)[，,]$")
VAGUE = regex("^(?:最[晚迟快长]|至[迟少]|一般|各?(?:相关|有关|责任)[^，,]{1,4}|各方)$")
TO_EVENT = regex("^(?:应当?|必须|须|需|要|原则上|[在于](?![校职岗线])){1,6}")
JOINED = regex("(?:之日起|后|后的|的|[应须要]在|当在|需在)$")
FROM_EVENT = regex("(?:收到|接到|接收到|签收|受理)")
KIND_OF_CASE = regex("^[^，,]{0,60}符合[^，,的]{0,30}(?:条件|规定)的(?=[^，,的]{2,})")
LONGEST_STEP = 30
LONGEST_DOER = 18
LONGEST_EVENT = 80
UNITS = DURATION_UNITS - frozenset(("学时", "课时", "学期", "晚"))


def time_limit(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The step that has to be done within a span, with its doer where the sentence names one."""
    if not is_step(near, quantity):
        return None
    step = _step(near)
    if not step:
        return None
    doer = _doer(near.left) or (_doer(inline(r"\d").split(near.listed)[0]) if near.listed else "") or ""
    if not doer and STEP_ALONE.match(step):
        doer = _case_before(near)
    elif not doer:
        doer = _doer_before(near)
    if doer and step.startswith(doer):
        doer = ""
    bare = len(step) <= 4 and STEP_ALONE.match(step)
    return Subject(f"{doer}{step}{'时限' if bare else '的时限'}", None, "time_limit", "")


def is_step(near: Neighbourhood, quantity: Quantity) -> bool:
    """Whether a span is the one within which a step has to be done: 3日内办结, 15个工作日内，向…移交."""
    if quantity.unit not in UNITS or quantity.comparator not in ("<=", "=", "<") or quantity.per or near.head:
        return False
    right = near.right.strip(" ，,、")
    if not right:
        return quantity.comparator != "=" and bool(
            JOINED.search(near.left.strip()) and OPENS_STEP.match(PREFACE.sub("", near.after))
        )
    if quantity.comparator == "=":
        return bool(
            STEP_ALONE.match(inline("[，,。；;（(]").split(right)[0]) or SYSTEM.match(right) or right.startswith("完成")
        )
    return OPENS_STEP.match(PREFACE.sub("", right)) is not None


def _step(near: Neighbourhood) -> str:
    """What is to be done: verb and object, without to whom and how."""
    words = near.right.strip(" ，,、") or near.after
    words = PREFACE.sub("", inline("[，,。；;（(：:]").split(words)[0])
    system = SYSTEM.match(words)
    if system is not None:
        return system.group("step")
    moved = MOVED.match(words)
    if moved is not None:
        return moved.group("verb") + moved.group("thing")
    words = PROMISED.sub("", THROUGH.sub("", TO_WHOM.sub("", THROUGH.sub("", words))))
    return words[:LONGEST_STEP]


def _doer(words: str) -> str | None:
    """Whoever acts: 承办单位 of 承办单位应当自受理之日起; None where the words name an event alone."""
    words = LEADING.sub("", words.strip(" ，,、"))
    match = DOER.match(words)
    if match is not None and match["mark"] == "之日起":
        return None  # 新证明事项实施之日起: what happens, and nobody who acts
    doer = match.group("doer") if match is not None else "" if EVENT.search(words) else words
    doer = KIND_OF_CASE.sub(
        "", inline("^(?:由|其中)").sub("", inline("[，,、]").split(doer)[-1] if len(doer) > 16 else doer)
    )
    doer = inline("(?:接到|收到|受理|签收)$").sub("", doer)
    if match is None and "后" in doer[2:-2]:
        doer = doer.rpartition("后")[2]  # 工单派发后承办单位30分钟内响应
    doer = VAGUE.sub("", doer if len(doer) <= LONGEST_DOER else "")
    return doer.strip("、的") if len(doer) >= 2 and not NO_DOER.search(doer) else None


def _doer_before(near: Neighbourhood) -> str:
    """承办单位接到事项后，须在1小时内反馈: the doer of the clause that names the event."""
    for clause in reversed(inline("[，,；;]").split(near.earlier.rstrip("，,；; "))):
        match = DOER.match(LEADING.sub("", clause.strip()))
        event = match is not None and (FROM_EVENT.match(match.group("mark")) or EVENT_ENDS.search(clause))
        if event and (doer := _doer(clause)) and "、" not in doer:
            return doer
    return ""


def event_of(near: Neighbourhood) -> str | None:
    """The event from which a time limit runs, of its own clause or the one before: 自收到申请之日起, 接到事项后."""
    words = near.left.strip(" ，,").removesuffix("的")
    if EVENT_ENDS.search(words):
        if (since := SINCE.search(words)) is not None:
            but = EXCEPTION.search(near.earlier)
            return (but.group() if but is not None else "") + since.group()
        return _event_in(words)
    before = near.earlier.strip("，,；; ")
    if not EVENT_ENDS.search(before):
        return None
    last = inline("[；;]").split(before)[-1]
    if NO_DOER.match(last) and len(last) <= LONGEST_EVENT:
        return last
    return _event_in(inline("[，,]").split(last)[-1])


def _event_in(words: str) -> str:
    """承办单位接到事项后 → 接到事项后: without whoever acts."""
    match = DOER.match(words)
    acts = match is not None and match["mark"] != "之日起"
    return TO_EVENT.sub("", words[match.start("mark") :] if match and acts else LEADING.sub("", words))


def _case_before(near: Neighbourhood) -> str:
    """The matter whose step the clause before names: 小额退税受理后，3日内办结."""
    words = last_noun(near.before)
    return words if 2 <= len(words) <= 20 and not inline("[、：“”应要可请由后起]|的$").search(words) else ""

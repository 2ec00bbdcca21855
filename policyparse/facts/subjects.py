"""What a number speaks of: the indicator or subject, and for whom or where (scope), out of the words around it.

The left border is found by own literals: verbs of result, marks, 达到, 占, 的. A phrase is cut from the text and, where
the sentence spreads it over both sides of the number, put together from its parts (X达到Y的50% → X占Y的比例).
Not here: whether the number is a target or a threshold (`facts.number_rules`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policyparse.language.values import Quantity

# Verbs that make, count or reach something; an object stands behind them.
RESULT_VERBS = (
    "压缩至|缩短至|压减至|精简至|降至|降低至|降到|减至|减少至|升级改造|新改扩建|改扩建|共同建设|共同开发|共同打造|组织建设|组织开展|组织实施|合作举办|联合举办|争创|新认定|新培育|新组建|新创建|新引进|新增加|新开工|新建成|"
    "规划建设|加快建设|推进建设|支持建设|重点建设|重点打造|重点支持|重点培育|协调支持|新缔结|举办|共建|建成|建设|建有|建立|建强|打造|新增|新建|新设|扩建|改建|改造|培养|培育|培训|"
    "遴选|评选|评定|认定|选树|选派|选拔|选聘|开展|组建|实现|完成|压缩|支持|参与|开发|创建|创办|设立|设置|成立|引进|引育|引入|招引|吸引|布局|推出|制定|编制|修订|出台|"
    "组织|实施|推广|孵化|扶持|资助|派出|招聘|招收|招录|增加|减少|提升|提高|降低|下降|增长|突破|形成|签约|落地|开工|竣工|投产|整治|治理|修复|绿化|解决|帮扶|带动|"
    "吸纳|转移|创造|争取|进入|嫁接|重组|储备|征集|收储|盘活|更新|维修|加固|安置|救助|覆盖|推动|促成|申报|获批|命名|表彰|打通|恢复|新开|开通|开行|投放|发放|"
    "发展|扩大到|增至|增加到|提升至|提高至|提高到|提升到|达到|达|确保|保证|力争|筹集|筹建|归集|配备|配齐|聘用|聘请|评聘|建好|办好|推进|推动|加快|安排|拥有|保持|稳定在|控制在|下达|扩大|聘用"
)
VERB_AT_END = re.compile(rf"(?:{RESULT_VERBS})(?:了|出)?$")
LONGEST_VERB = max(map(len, RESULT_VERBS.split("|"))) + 2  # with 了 or 出, and a line's end
VERB_AT_START = re.compile(rf"^(?:(?:{RESULT_VERBS})(?:、|和|并|或)?)+")
REACH = re.compile(
    r"(?:分别)?(?:要|应|可|均|都|已|将|须|应当|必须|基本|力争|稳定|保持|控制|提升|提高|增长|增加|压减|降低|下降|扩大|缩短|压缩|增强)*(?:达到|达|至|到|为|是|在|突破|实现|超|约|有|不|高于|低于|超过|近)$"
)
BOUND = re.compile(
    r"(不得超过|不得高于|不得低于|不得少于|不超过|不高于|不低于|不少于|不小于|不大于|超过|高于|低于|达到|占到|占比达到|达)(?=[^，,]{2,40}的$)"
)
LEADING = re.compile(
    r"^(?:(?:力争|确保|保证|努力|争取|实现|全面|基本|要|并|且|其中|同时|即|使|将|让|以|及|和|与|等(?!级|职|待遇|额|量|效)|约|共(?!同|享|建|性|青|产|管|治)|累计|总体|逐步|稳步|不断|持续|积极|大力|重点|切实|进一步|着力|加快|"
    r"推动|推进|落实|严格落实|执行|严格执行|确保|督促|指导|引导|鼓励|支持|足额|依托|原则上|一般|每年|每半年|每季度|每月|年均|首批|每批|到时|届时|将会|建立健全|完善|按照|根据)[，,、]?)+"
)
SCOPE = re.compile(
    r"^((?:(?:全[国省市县区镇乡校州旗]|我[省市县区]|本[省市县区]|各|每|所有|全部|[A-Z]档|[A-Z]类|其他|其它|省级|市级|县级|区级|国家级|城镇|农村|城乡|县域|规模以上|规上|重点|"
    r"新建|公办|民办|中等|高等)[^，,。；;、的达不]{0,18}?|[\u4e00-\u9fff]{2,12}?)"
    r"(?:学校|院校|中职校|高校|达标校|校|县区|市、县|乡镇|街道|社区|村|企业|园区|开发区|医院|机构|单位|部门|专业|设区市|县（市、区）|县\(市、区\)|新区|地区|区域|县|区|市|省|行业|班级|基地))"
)
COMPARED = re.compile(
    r"(?:比|较)(?:(?:19|20)\d\d ?年|上年|去年|上一年|同期)(?:同期|末|底)?"
    r"(?=(?:增长|提高|提升|增加|下降|降低|减少|翻)?$)"
)
WHOLE_REGION = re.compile(r"^([全我本][国省市县区镇乡州旗])(?=[^内各范]{3})")
TIME_WORDS = re.compile(
    r"(?:到|至|截至|自|从|在)?(?:(?:19|20)\d\d ?年?(?:[-—–~～至到](?:19|20)\d\d ?年)?(?: ?\d{1,2} ?月)?"
    r"(?:上旬|中旬|下旬)?(?:底|末|初)?(?:之?前|以前|起|开始|期间)?|“?十[一二三四五六]五”?(?:期间|时期|末)?|"
    r"[\d一二两三四五六七八九十]+年(?:之?内|以内)|年底前?|年内|今年|明年|全年|期末|[\d一二三四五六七八九十]+月底?前?)[，,]?"
)
IN_TIME = re.compile("[年月期五12]")
CAPPED_ONE = re.compile("^(?:单个|每个|同一|单户|每户|每家|每人|每亩)[^，,]{0,6}$")
TRAILING = re.compile(r"(?:等|的)?(?:建设|工作|任务|试点|目标|项目建设|以上|左右|行列|，|,|。|；|;|、| )+$")
ET_CETERA = re.compile(r"(?<![中高初同平均优对相])等(?!级|职|待遇|额|量|效|腰|候).*$")
LABEL_BRACKET = re.compile(r"^[（(〔【](?:责任|牵头|配合)[^）)〕】]*[）)〕】]")
RECIPIENT = re.compile(
    r"对(?:于)?([^，,。；;：:]{2,40}?)(?:的)?[，,]?(?:分阶段|分别|一次性|再|适当|按[^，,。；;]{0,20}?)*(?:给予|予以|发放|奖励|奖补|补助|补贴|资助)"
)
PAID_AT = re.compile(r"对(?:于)?([^，,。；;：:]{2,40}?)(?:的)?[，,]按[^，,。；;]{0,12}$")
GRANT = re.compile(r"(?:奖补|补助|奖励|补贴|资助|贴息|资金支持|支持|优惠|奖金|经费|津贴)")
GRANTED = re.compile(r"给予|予以|发放|奖励|奖补|补助|补贴|资助|贴息|优惠")
CASE_STEP = re.compile(r"^(办结|审结|办理完|办理|出具|核发|答复|反馈|受理|审批|审核|送达|到账|拨付)")
MEASURE_NOUN = re.compile(
    r"^(?:规模|数量|人数|总数|总量|次数|人次|面积|产值|收入|投资|比例|比重|率|占比|数|量|名额|学时|时间|标准)"
)
BARE_MEASURE = re.compile(
    r"(?:时限|时间|期限|比例|比重|率|占比|规模|数量|总数|总量|面积|人数|次数|收入|总额|金额|增速|容量)$"
)
ACTOR = re.compile(r"^([^，,。；;：:]{2,16}?)(?:原则上|应当|应|须|必须|一般|从(?=持有|具备|具有))")
EACH_ACTOR = re.compile(
    r"^((?:各|每)[^，,。；;：:、的]{1,12}?(?:市|县|区|学校|院校|高校|单位|部门|企业|园区|街道|乡镇|机构|医院)(?:和[^，,。；;、的]{2,8}?(?:区|市|县))?)(?=围绕|要|应|须|至少|制定|建设|打造|每年|结合|根据|按照|创建|建立|完成|培育|重点|统筹|，|,)"
)
PURPOSE = re.compile(r"^(?:服务于|用于|投向|投入|面向|来自|从事|实现|达到|纳入|参与|接入|完成)")
MODIFIER = re.compile(
    r"^(?:集|以|具有|具备|覆盖|面向).{4,80}?(?:于一体|为一体|功能|特色|作用|能力|影响力)?的(?=[^的]{2,40}$)"
)
BEHIND_SCOPE = re.compile(r"^(?:通过|中|内|的)")
NO_REST = re.compile(r"^(?:和|、|与|及|在|占|数|总|教|比|建设|化|级)")
SCOPE_START = re.compile(r"全|我|本|各|每|所有|[A-Z]档|[A-Z]类|其他|其它|达标")
USED_FOR = re.compile(r"(?:进入|纳入|入选|达到|用于|分别|并(?=具|且|取|通|达)).*$")
DRAWN = re.compile(r"^(.*?)按(?:照)?([^，,]{1,16}?)的?$")
DRAWN_AT_END = re.compile(r"按.{0,16}的?$")
NO_NOUN_BEHIND = re.compile(r"^(?:以上|左右|以内|的(?:政策|要求|标准|规定|目标|比例|速度|水平|配备))")
GOES_ON_BEHIND = re.compile(r"^(?:在|到|从|由|向|为|和(?=\d)|至|且|并|时|后|前|内)")
TRIAL = re.compile(r"^(.{2,12}?)(?:进行|开展)试点")
NAMED_ACTOR = re.compile(
    r"^(.{2,40}?(?:学校|学院|大学|中学|县|区|市|公司|集团|企业|单位))(?=与|围绕|至少|要|分别|合作|$)"
)
DEGREE = re.compile(r"(?:分别|不|至少|最少|约|近|增长|增加|提高|下降|降低|减少)+$")
COMMA = re.compile(r"[，,；;：:]")
JOINING = re.compile(r"^(?:的|和)")
OPENERS = {"）": "（", ")": "(", "”": "“", "》": "《", "〕": "〔", "】": "【"}
SHARE_WORDS = re.compile(r"(?:比例|比重|率|占比|份额|覆盖面|比)$")
DURATION_UNITS = frozenset(
    ("年", "月", "天", "日", "周", "小时", "分钟", "学时", "课时", "工作日", "季度", "学期", "秒")
)


class Neighbourhood(NamedTuple):
    """The words around a number. ``left``/``right``: within its segment; ``head``: before the bracket that holds it;
    ``before``/``after``: the clauses around; ``verb``: the verb that a list's first member shares; ``opening``: the
    sentence's first words."""

    left: str
    right: str
    head: str
    before: str
    after: str
    verb: str
    opening: str = ""


class Subject(NamedTuple):
    """What is counted or measured, for whom or where, and the pattern that told."""

    words: str
    scope: str | None
    pattern: str
    verb: str


def verb_at_end(words: str) -> re.Match[str] | None:
    """The verb of result with which words end; looked for no further from their end than a verb is long."""
    return VERB_AT_END.search(words, max(0, len(words) - LONGEST_VERB))


def find_subject(near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """The subject of a number, or None where the words around it name nothing."""
    left, right = clean_left(near.left, quantity), near.right.strip(" ，,。；;：:")
    if quantity.unit == "%" and "全覆盖" in quantity.raw:
        return _coverage(left, near)
    for pattern in (
        _grant,
        _share_of_whole,
        _share_that_serves,
        _drawn_share,
        _share_of_noun,
        _duration,
        _noun_behind,
        _noun_before,
        _noun_far_before,
    ):
        found = pattern(left, right, near, quantity)
        if found is not None and len(found.words) >= 2:
            found = _with_owner(found, near)
            each = EACH_ACTOR.match(near.opening) if found.scope is None else None
            return found._replace(scope=each.group(1)) if each else found
    return None


def _with_owner(subject: Subject, near: Neighbourhood) -> Subject:
    """A bare measure (办理总时限, 金额比例) gets the noun of the clause before, whose measure it is.

    A bare verb (其中新建6万亩) gets the object of the clause before; 单个企业最高10万元 the grant that it caps.
    """
    if VERB_AT_START.fullmatch(subject.words) and near.before:
        thing = _object(
            re.sub(r"[\d.,]+[万亿]?[^，,。；;\d]{0,4}$", "", _without_verb(LEADING.sub("", near.before))[1])
        )
        return subject._replace(words=subject.words + thing) if len(thing) >= 2 else subject
    if near.before and CAPPED_ONE.match(subject.words):
        capped = re.search(
            r"(?:给予|享受|按)([^，,。；;\d]{2,14}?)(?:最高|不超过|的?\d|[一二三四五六七八九十]+折)", near.before
        )
        return subject._replace(words=capped.group(1) + "支持金额", scope=subject.words) if capped else subject
    if (
        len(subject.words) > 5
        or subject.pattern.endswith("before_clause")
        or not near.before
        or not BARE_MEASURE.search(subject.words)
    ):
        return subject
    owner = _last_noun(near.before)
    if re.search(r"[、：“”]|应|要|可|请|参与|通过|由", owner):
        return subject
    owner = re.split(r"(?:达到|达|不低于|不少于|超过|压缩|控制|为)", owner)[0]
    owner = BARE_MEASURE.sub("", owner) if BARE_MEASURE.search(owner) else owner
    return subject._replace(words=owner[:20] + subject.words) if 2 <= len(owner) <= 20 else subject


def clean_left(left: str, quantity: Quantity) -> str:
    """The words before a number without times, distributive words and opening adverbs."""
    words = _without_times(COMPARED.sub("", left))
    for per in quantity.per:
        words = words.replace(per, "", 1) if per.startswith("每") else words
    words = LABEL_BRACKET.sub("", words).strip(" ，,、。；;：:")
    return LEADING.sub("", words) if not VERB_AT_END.fullmatch(words) else words


def _without_times(words: str) -> str:
    """Without the words of times, each of which holds one of a few characters."""
    return TIME_WORDS.sub("", words) if IN_TIME.search(words) else words


def split_scope(words: str) -> tuple[str | None, str]:
    """全市中职学校实习实训基地 → (全市中职学校, 实习实训基地); no scope where nothing is left behind it."""
    match = SCOPE.match(words)
    if match is None or not _begins_like_scope(match.group(1)):
        match = WHOLE_REGION.match(words)
    if match is None:
        return None, words
    scope, rest = match.group(1), words[match.end() :]
    following = SCOPE.match(rest)
    if following and rest.startswith("各"):
        scope, rest = scope + following.group(1), rest[following.end() :]
    rest = BEHIND_SCOPE.sub("", rest)
    if len(rest) < 2 or NO_REST.match(rest):
        return None, words
    return scope, rest


def _begins_like_scope(words: str) -> bool:
    return SCOPE_START.match(words) is not None


def _object(words: str) -> str:
    """The noun phrase at the beginning of what stands behind a number."""
    words = words.strip().removeprefix("的")
    depth = 0
    end = len(words)
    for position, character in enumerate(words):
        if character in "（(《“":
            depth += 1
        elif character in "）)》”":
            depth = max(0, depth - 1)
        elif depth == 0 and character in "，,。；;：:":
            end = position
            break
    words = MODIFIER.sub("", words[:end])
    words = words if words.startswith("等") else ET_CETERA.sub("", words)
    words = USED_FOR.sub("", words)
    words = TRAILING.sub("", words)
    return _balanced(words)


def _balanced(words: str) -> str:
    """Without a bracket or quote that is opened and never closed."""
    for opener, closer in (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》")):
        if words.count(opener) > words.count(closer):
            words = words[: words.rfind(opener)]
        elif words.count(closer) > words.count(opener):
            words = words.replace(closer, "", 1) if words.endswith(closer) else words[words.find(closer) + 1 :]
    return words.strip(" 、，,")


def _without_verb(words: str) -> tuple[str, str]:
    """(verb, object): what an opening verb of result governs; 培训规模 is a noun of its own."""
    match = VERB_AT_START.match(words)
    if match and len(words) - match.end() >= 2 and not MEASURE_NOUN.match(words[match.end() :]):
        return match.group(), words[match.end() :]
    return "", words


def _last_noun(words: str) -> str:
    """The subject of a clause: without an opening adverb, verb and without its predicate of growth."""
    words = LEADING.sub("", _without_times(words).strip(" ，,。；;：:"))
    words = re.sub(
        r"(?:稳步|持续|不断|大幅|明显|显著|逐步|进一步|有效|全面)?(?:增长|提升|提高|扩大|优化|增加|改善|健全|完善|形成|增强|下降|降低)$",
        "",
        words,
    )
    return _without_verb(words)[1]


def _grant(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """对X的企业给予50万元奖补 → X的企业奖补: who gets it and what it is."""
    if not (quantity.unit or "").startswith(("元", "%", "折", "百分点")) or not GRANTED.search(
        near.left + near.right[:8]
    ):
        return None
    noun = GRANT.search(near.right[:24]) or GRANT.search(near.left[-12:])
    if noun is None:
        return None
    who = RECIPIENT.search(near.opening[-60:] + near.left) or PAID_AT.search(near.opening[-60:] + near.left)
    fee = re.search(r"给予([^，,。；;对]{2,10}?)(?:最高|不超过)?$", near.left.strip())
    thing = (fee.group(1) if fee else "") + noun.group()
    if who is None:
        return Subject(thing, None, "grant", "给予") if fee else None
    recipient = re.sub(r"^(?:新|首次|当年|符合条件的)+", "", who.group(1))
    return Subject(recipient + thing, None, "grant", "给予")


def _share_of_whole(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """X达到Y的50% → X占Y的比例; X比例不得超过Y的15% → X占Y的比例."""
    match = BOUND.search(left) if quantity.unit == "%" else None
    if match is None or not left.endswith("的") or right[:1] in ("比",):
        return None
    part, whole = left[: match.start()], left[match.end() : -1]
    part = part or _last_noun(near.before)
    part = _without_verb(re.sub(r"(?:的)?(?:比例|比重)$", "", part))[1]
    if len(part) <= 3 and near.before:
        part = _last_noun(near.before)[:16] + part
    scope, part = split_scope(part)
    return Subject(f"{part}占{whole}的比例", scope, "share_of_whole", "达到")


def _share_that_serves(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """新增布点数超过60%服务于Y → 新增布点数服务于Y的比例; 经费60%以上用于Y → 经费用于Y的比例."""
    if quantity.unit != "%" or not PURPOSE.match(right) or re.search(r"(?:提取|按)$", left):
        return None
    whole = REACH.sub("", left)
    if len(whole) < 2:
        whole = _last_noun(near.before)
        whole = re.sub(r"^.*(?:使用|提取|安排)(?=[^，,]{2,})", "", whole)
    purpose = re.split(r"[，,。；;]", right)[0]
    return Subject(f"{whole}{purpose}的比例", None, "share_that_serves", "")


def _drawn_share(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """X，可提取60%用于Y → X提取用于Y的比例; X，可按Z的30%比例，抵免Y → X抵免Y的比例."""
    if quantity.unit != "%":
        return None
    if left.endswith("提取") and PURPOSE.match(right):
        purpose = re.split(r"[，,。；;]", right)[0]
        source = re.sub(r"可?提取$", "", left) or _last_noun(near.before)
        return Subject(f"{source}提取{purpose}的比例", None, "drawn_share", "提取")
    based = DRAWN.match(left)
    if based and (
        paid := re.match(
            r"^(?:的比例)?(收取|征收|缴纳|抵扣[^，,。；;]*|扣除[^，,。；;]*|计提|提取|补助|给予补助|核定)", right
        )
    ):
        who = based.group(1) or ""
        words = f"{who}{paid.group(1)}标准" if who else f"{based.group(2)}{paid.group(1)}比例"
        return Subject(words, None, "drawn_share", "按")
    if DRAWN_AT_END.search(left) and re.match(r"^(?:的)?(?:比例|标准)?$", right):
        action = re.split(r"[，,。；;]", near.after)[0]
        base = re.sub(r"^.*按(.{0,16}?)的?$", r"\1", left)
        who = re.split(r"(?:符合|按|可)", _last_noun(near.before))[0]
        return Subject(f"{who}{base}{action}的比例", None, "drawn_share", "按")
    return None


def _share_of_noun(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """占总课时一半以上 → 占总课时的比例; 教师比例占专业课教师达到50% → 教师占专业课教师比例; 不低于20%的编制员额."""
    if quantity.unit != "%":
        return None
    if right.startswith("的") and not re.match(r"^的(?:政策|要求|标准|规定|目标|比例|速度|水平|配备)", right):
        action = re.split(r"[，,。；;]", right[1:])[0]
        return Subject(f"{_without_verb(REACH.sub('', left))[1]}{action}的比例", None, "share_of_noun", "")
    words = REACH.sub("", left)
    words = _without_verb(words)[1]
    if "占" not in words or re.search(r"占地|占用", words):
        return None
    if not SHARE_WORDS.search(words):
        moved = re.match(r"^(.+?)(?:的)?(比例|比重)占(.+)$", words)
        words = f"{moved.group(1)}占{moved.group(3)}{moved.group(2)}" if moved else f"{words}的比例"
    scope, words = split_scope(words)
    return Subject(_without_verb(words)[1], scope, "share_of_noun", "占")


def _duration(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """A span of time: 为期一个月的劳动教育 → 劳动教育时长; 5年一周期的轮训 → 轮训周期; 受理后3日内办结 → 办结时限."""
    if quantity.unit not in DURATION_UNITS:
        return None
    actor = re.sub(
        r"(?:在当年\S{0,6}|在|于|进行|开展|为期|用|须|应|不少于|至少|需|经过|时间)+$", "", LEADING.sub("", left)
    )
    actor = re.sub(r"(?:在|于).{0,8}(?:进行|开展)(?:为期)?$|(?:进行|开展)为期$", "", actor)
    if right.startswith("一周期") or right.startswith("一个周期") or right.startswith("为一周期"):
        thing = re.sub(r"^(?:为?一个?周期)的?|(?:制度|机制)$", "", re.split(r"[，,。；;]", right)[0])
        return Subject(f"{actor}{thing}周期", None, "duration", "")
    if "为期" in left and right.startswith("的"):
        return Subject(f"{actor}{_object(right)}时长", None, "duration", "")
    if step := CASE_STEP.match(right):
        actor = re.sub(r"(?:于|自|在)?[^，,、]{0,12}(?:之日|受理|收到|立案)(?:起|后)?$|于$", "", actor) or _last_noun(
            near.before
        )
        return Subject(f"{actor}{step.group()}时限", None, "duration", "")
    if re.match(r"^(?:在|到|赴|从事|参加)", right):
        return Subject(f"{actor}{re.split(r'[，,。；;]', right)[0]}时间", None, "duration", "")
    return None


def _coverage(left: str, near: Neighbourhood) -> Subject | None:
    """推进X工作，实现各县区全覆盖 → X for 各县区; 实现X全覆盖 → X."""
    if not re.search(r"实现|做到|达到|推进|推动|确保|保持|基本|落实", near.left):
        return None
    who = re.sub(
        r"^(?:基本|全面)?(?:实现|达到|做到|确保|推进|推动)(?:基本|全面)?", "", LEADING.sub("", left) or left
    ).strip()
    who = re.sub(r"(?:基本|全面|有效|动态|实现|达到)+$", "", who)
    if re.match("^(?:各|全|所有|对)", who) and near.before:
        return Subject(_last_noun(re.sub(r"^继续", "", near.before)), who, "coverage", "实现")
    who = who if re.search("[县区市乡镇]、", who) else who.rpartition("、")[2]
    return Subject(who, None, "coverage", "实现") if len(who) >= 2 else None


def _noun_behind(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """建设2个X; 培养100名Y; 不少于200万元的专项资金; a list's later members share the first one's verb."""
    if not right or right[0] in "（(、，,。；;)）" or NO_NOUN_BEHIND.match(right):
        return None
    if quantity.unit == "%" or PURPOSE.match(right) or GOES_ON_BEHIND.match(right):
        return None
    noun = _object(right)
    if len(noun) < 2:
        return None
    verb = verb_at_end(left)
    actor = left[: verb.start()] if verb else left
    scope, rest = split_scope(actor + "某某") if actor else (None, "")
    scope = scope if rest in ("某某", "与某某") or scope else None
    if quantity.unit in DURATION_UNITS and (named := ACTOR.match(near.left.strip())):
        noun = f"{named.group(1)}的{noun}"
    trial = TRIAL.match(right)
    if trial:
        noun = "试点" + trial.group(1)
    if near.left.strip().startswith("首批") or "首批" in near.left[-8:]:
        noun = "首批" + noun
    return Subject(noun, scope or _actor_scope(actor), "noun_behind", verb.group() if verb else near.verb)


def _actor_scope(actor: str) -> str | None:
    """A named school, county or list of them before the verb: 南昌县中等专业学校与工业园区围绕…共建."""
    match = NAMED_ACTOR.match(actor)
    if not match or LEADING.match(match.group(1)) or re.match("^(?:与|和|围绕|在|由|对)", match.group(1)):
        return None
    return match.group(1)


def _noun_before(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """X达到8000人; 嫁接X50家; 开展X1万余人次; A档学校每年X不少于5个."""
    words = REACH.sub("", left)
    words = DEGREE.sub("", words) or words
    if near.head and len(words) <= 8 and not re.search("率|比例|占|数$|量$", words):
        noun = _without_verb(LEADING.sub("", _list_tail(near.head)))[1]
        return Subject(noun, words or None, "bracket", "达到") if len(noun) >= 2 else None
    if len(words) < 2:
        return None
    parts = COMMA.split(words)
    words = parts[-1] if len(parts[-1]) >= 3 else words
    scope, words = split_scope(words)
    verb, words = _without_verb(words)
    words = JOINING.sub("", _balanced(words))
    if not scope:
        scope, words = split_scope(words)
    return Subject(words, scope, "noun_before", verb or "达到") if len(words) >= 2 else None


def _list_tail(head: str) -> str:
    """The last member of a list of verb phrases: 共同制定A、共同开发B → 共同开发B."""
    parts = re.split(rf"[，,；;]|、(?=(?:共同|{RESULT_VERBS}))", head)
    return parts[-1] if parts else head


def _noun_far_before(left: str, right: str, near: Neighbourhood, quantity: Quantity) -> Subject | None:
    """在校生规模稳步增长，达到3000人以上: the subject stands in the clause before."""
    if len(REACH.sub("", left)) >= 2 or not near.before:
        return None
    noun = _last_noun(near.before)
    scope, noun = split_scope(noun)
    return Subject(noun, scope, "noun_before_clause", "达到") if len(noun) >= 2 else None

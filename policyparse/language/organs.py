"""Words → organs: 市教体局, 省职业教育工作联席会议, 南昌市第一中等专业学校, 各县（市、区）政府, 有关部门.

``find_organs`` reads running prose: a known name or a strong ending first, then its left border. Pure, linear, never
raising; character offsets lead. Re-exported beside it: ``split_units`` (responsibility cells), ``canonical_name``,
``jurisdiction_of``. Not here: whether an organ is responsible for anything (``facts``); persons are never organs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from policyparse.language.organ_classes import CLASSES
from policyparse.language.organ_lexicon import Lexicon, default_lexicon
from policyparse.language.organ_names import (
    HAN,
    PLACES,
    canonical_name,
    is_group,
    is_one_department,
    split_prefix,
)
from policyparse.language.regions import Region, is_stem, jurisdiction_of, region_name_at, region_name_before
from policyparse.language.rules import Rule
from policyparse.language.unit_lists import UnitEntry, split_units
from policyparse.language.values import Mention, Organ
from policyparse.lazy_regex import regex

__all__ = ["RULES", "Region", "UnitEntry", "canonical_name", "find_organs", "jurisdiction_of", "split_units"]


def _words(listed: str) -> frozenset[str]:
    """The words of a list parted by blanks."""
    return frozenset(listed.split())


# What, behind a name, makes it part of another word or of a person's office (局长, 书记).
_PERSON = (
    r"(?:党组|党委)?(?:副|第一)?(?:局长|厅长|部长|主任|书记|校长|院长|行长|会长|主席|市长|省长|县长|区长|处长"
    r"|科长|司长|秘书长|常委"
    r"|主要负责|主要领导|分管|负责同志|负责人|领导|有关负责|相关负责|长(?![期效远春沙江治三]))"
)
# What, behind an ending, makes it another word: 局面, 委托, 办法.
_GOES_ON = {
    "局": "面部限势", "委": "托派任培屈婉", "厅": "级堂", "部": "门分署队位级落", "院": "校士系级落线区",
    "会": "议计展场费籍务员诊", "行": "业政动为使列程", "办": "法理学事好结案证件税会报文", "协": "助调商议作同定",
    "联": "合系动盟网席络防控营通手", "站": "点", "署": "名", "社": "会区保", "校": "企长园", "队": "伍", "馆": "藏",
}  # fmt: skip
_PERSON_AT = regex(_PERSON)
# Known names that, without a region before them, are common nouns in prose.
_BARE_NOUNS = _words(
    "政府 人民政府 法院 检察院 人民法院 人民检察院 工会 党委 委 管委会 管理委员会 党工委 人大 政协 团委 海关 "
    "中院 高院 外办 侨办 台办 国办 中办 "
    "政务办 数据局 编办 党校 府办 作协 青联 学联 台联 记协 律协 民委 科委 农委 交委 语委 监委 纪委 电大 图书馆 "
    "博物馆 文化馆 人民医院 中心医院 "
    "妇幼保健院 信息中心 科学院 军分区 供电局 公园局 档案馆 疾控中心 政务服务中心 行政服务中心 大数据中心 "
    "供电公司 电力公司 城投 就业局 教研室 "
    "教科所 电教馆 研究室 政研室 就业中心 改革办 创建办 海事局 边检站 水务集团 公共资源交易中心 广播电视台 "
    "规划局 保密局 社会科学院 人武部 "
    "国防部 安全部 工业局 宗教局 绿化局 公路局 铁路局 邮政局 央行 交通部 人民代表大会 律师协会 工业和信息化 监察部"
)
_LEVEL_BEFORE = regex(r"(?:自治区|自治州|兵团|[省市县区州盟旗])$")
_NO_LEVEL = regex(r"(?:[城都超上股楼房车街]市|[地社园特片城景学校小灾山库牧辖林矿新郊范发技合验济保灌]区|[全外]省)$")
_GROUP_BEFORE = regex(
    rf"(?:(?:各|有关|相关|其他|所有|同级|所在地?|当地|本级|上级|属地)(?:{PLACES})?|(?:县区|区县|市县|县市区|乡镇"
    rf"|各级))$"
)
_OFFICE = regex(
    rf"(?:(?:(?!负责|牵头|会同|组织|等|和|与|及|对|将|要|并|同|由|在|的|向|为|把|按|各|有关"
    rf"|相关)[{HAN}]){{1,6}}?(?:[科处股]|[支大总]队)|办公[室厅])"
    rf"(?=[、，,；;。：:）)〕\]\s]|$|负责|牵头|会同|[和与及要应])"
)
# 国家外汇管理局安徽省分局, 人民银行贵阳中心支行: a branch in the region that its name goes on with.
_BRANCH = regex(rf"[{HAN}]{{2,8}}?(?:中心支行|分行|支行|营管部|分局|分公司|监管局|办事处|专员办|调查总队|调查队)")
_BRACKET_INSIDE = regex(rf"[（(](?!以下|下称|简称|即)[{HAN}]{{2,14}}(?:中心|局|办|委|办公室|院|部)[）)]")

_STRONG = regex(
    r"[一-龥]{2,4}街道办事处|联席会议|领导小组|协调小组|指挥部|工作专班|管理委员会|管委会|党工委|委员会|人民政府|办事处"
    r"|人民法院|检察院|中专学校|学校|职业高级中学|学院|大学|中学|幼儿园"
    r"|有限公司|分公司|公司|集团|营管部|中心支行|支行|分行|银行|医院|研究所|研究院|研究中心|指导中心|服务中心"
    r"|管理中心|交易中心|登记中心|指挥中心|协会|学会"
    r"|联合会|基金会|(?<![布结格大全当破各变僵])局|海关|总队|支队|报社|电视台|示范区|开发区|新区"
)
#: Bodies that coordinate: what they are for is part of the name, verbs and all (市创建全国文明城市指挥部).
_BODIES = _words("联席会议 领导小组 协调小组 指挥部 工作专班")
_OFFICE_OF_BODY = regex("办公室|办(?=[、，,；;。：:）)\\s]|$|负责|牵头|会同)")
_BODY_START = regex(
    r"(?:^|(?<=[，。；：、\s（(由报经和]))(?:省|市|县|区|州|自治区|自治州)(?:委)?(?![级域场民直属要应委、])"
)
_FOUNDS = regex("成立|组建|设立|建立|调整|负责|牵头|会同|政府(?!职能|信息|采购|质量|服务)|[省市县区委厅局]的")
_PLACE_ENDING = regex(r"(?:示范区|开发区|新区)$")
# Words after which a name begins anew; the look-aheads spare names that hold them (应用技术学院, 财经大学, 于都县).
_CUT = regex(
    r"的|了|对(?!外)|将(?!乐)|把|被|从(?!江|化)|在|并|或|(?<!自)由|向(?!阳)|及|与|(?<![中高初同平])等|是|要"
    r"|应(?!用|急|城|县)|让(?!胡)|给|"
    r"负责|支持|推动|推进|加强|组织|开展|(?<!业)指导(?!中心)|会同|依托|发挥|鼓励|引导|委托|督促|协调|配合|协助"
    r"|成立|建立|组建|通过|召集|根据|按照|"
    r"(?<!财)经(?!济|贸|开|信|纬|营)|报(?!社|业|刊)|依据|召开|促成|申请|获取|聘请|合作(?!社|局|银行)|共建|共同"
    r"|参与|集聚|充分|牵头|持续|深化|"
    r"设立|纳入|联合(?!会|国|大学)|统筹|联系|引领|遴选|培育|领导(?!小组)|打造|建强|创建|认定|为(?!民)|到|至|以"
    r"|于(?!都|田|洪)|任(?!丘|城|泽|县)|"
    r"请|使|赴|就(?!业)|按|各|有关|相关|每|全(?=[省市县区])|可(?!克)|需|(?<!职)能(?!源)|不|该|此|这|那(?!曲|坡)"
    r"|其|所(?!在)|例如|包括|简称"
)
_BORDER_BEFORE_LEVEL = regex(r"(?:^|[^\u4e00-\u9fff]|和|同|受|归|送|交|加入|进入|做好|完善|健全|提请|落实|我)$")
# Short names of places that are everyday words: they open no name.
_WORDS_NOT_PLACES = _words(
    "会同 合作 和平 平安 新兴 公安 同心 东方 光明 新建 大通 城关 江南 河东 河西 振兴 通道 向阳 红旗 前进 市中 "
    "海港 南方 集中 兴业 长期 中心 城市 "
    "民主 建设 安定 文明 永定 新民 新城 平定 西部 大方 高明 太和 正定 定安 开化 中方 平和 资源 和县 普通 开放 "
    "安全 保安 高新 城中 城东 城西 "
    "城北 城南 中原 友好 新华 工农 东风 互助 合水 水城 清新 长青 双江"
)


def find_organs(text: str, lexicon: Lexicon | None = None) -> list[Mention[Organ]]:
    """Every organ, office, institution and class of organs in the text, in order and without overlap.

    ``name`` has what a list shares restored (市自然资源局、教体局 → 市教体局); ``canonical`` stays None: it needs the
    notice's region, see ``canonical_name``.
    """
    lexicon = lexicon or default_lexicon()
    anchored, bare = _known(text, lexicon)
    bare = [span for span in bare if not text.startswith("党委", span[0] - 1)]  # 公司本部党委|办公室 is a firm's own
    spans = _without_overlap([*anchored, *_groups(text)])
    spans = _without_overlap([*spans, *_compound(text, spans)])
    spans = _without_overlap([*spans, *_apart_from(bare, spans)])
    mentions = [_mention(text, start, end, rule) for start, end, rule in spans]
    return _restored(text, mentions, lexicon)


def names_organ(text: str, lexicon: Lexicon | None = None) -> bool:
    """Whether ``find_organs`` finds any."""
    lexicon = lexicon or default_lexicon()
    return _name_known(text, lexicon) if len(text) <= _LONGEST_NAME else _holds_organ(text, lexicon)


_LONGEST_NAME = 40


@lru_cache(maxsize=4096)
def _name_known(name: str, lexicon: Lexicon) -> bool:
    """A notice prints the same units behind many items: each name is looked at once."""
    return _holds_organ(name, lexicon)


def _holds_organ(text: str, lexicon: Lexicon) -> bool:
    return any(_known(text, lexicon)) or bool(_groups(text) or _compound(text, []))


_Span = tuple[int, int, str]


def _mention(text: str, start: int, end: int, rule: str) -> Mention[Organ]:
    raw = text[start:end]
    name = "".join(raw.split())
    group = is_group(name) or (rule == "organ_class" and not is_one_department(name))
    return Mention(start, end, raw, Organ(name, None, group), "organ_class" if group else rule)


def _without_overlap(spans: list[_Span]) -> list[_Span]:
    """The earliest spans, of those that begin together the longest; what overlaps a kept one goes."""
    kept: list[_Span] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _apart_from(spans: list[_Span], taken: list[_Span]) -> list[_Span]:
    """Those of ``spans`` that overlap none of ``taken``; both in order of their starts."""
    kept: list[_Span] = []
    index = 0
    for span in sorted(spans):
        while index < len(taken) and taken[index][1] <= span[0]:
            index += 1
        if index == len(taken) or taken[index][0] >= span[1]:
            kept.append(span)
    return kept


def _groups(text: str) -> list[_Span]:
    """Classes: 各县（市、区）政府, 有关部门, 各中职学校, 财政部门."""
    spans: list[_Span] = []
    for m in CLASSES.finditer(text):
        if _PERSON_AT.match(text, m.end()):
            continue
        start = m.start()
        if text.startswith("委、", start + 1) and (region := region_name_before(text, start + 1)):
            start += 1 - len(region)  # 江西省委、省政府有关部门
        spans.append((start, m.end(), "organ_class"))
    return spans


def _known(text: str, lexicon: Lexicon) -> tuple[list[_Span], list[_Span]]:
    """Names of the lexicon with the office behind them: those with a region before them, and those without."""
    anchored: list[_Span] = []
    bare: list[_Span] = []
    for m in lexicon.endings.finditer(text):
        core = lexicon.ending_at(text, m.end())
        if core < 0:
            continue
        end = _true_end(text, m.end())
        if end < 0:
            continue
        start = _left_border(text, core)
        name = text[core : m.end()]
        if start < core or (lexicon.row(name, "state") and not lexicon.is_local(name)):
            if name == "委" and start and text[start - 1] == "团":
                start -= 1  # 团市委
            anchored.append((start, end, "organ_known"))
        elif not _is_common(name, lexicon) and _stands_free(text, core, m.end()):
            bare.append((core, end, "organ_known"))
    return anchored, bare


def _is_common(name: str, lexicon: Lexicon) -> bool:
    """Whether the bare name is a common noun in prose (政府, 图书馆): without a region it names no organ."""
    row = lexicon.row(name, "local")
    return name in _BARE_NOUNS or bool(row and row.kind == "institution" and lexicon.row(name, "state") is None)


def _true_end(text: str, end: int) -> int:
    """Where the name ends, an office or an inner bracket included; -1 where the words go on as something else."""
    last = text[end - 1]
    if text.startswith({"委": ("员会",), "办": ("公室", "公厅")}.get(last, ()), end):
        end += 2
    elif end < len(text) and text[end] in _GOES_ON.get(last, ""):
        return -1
    if _PERSON_AT.match(text, end):
        return -1
    behind = _BRACKET_INSIDE.match(text, end)
    if behind is None and text[end - 1] in "局委厅部院":
        behind = _OFFICE.match(text, end)
    if behind is None and (m := _BRANCH.match(text, end)) and _place_at(text, end, m.end()):
        behind = m
    return behind.end() if behind else end


def _place_at(text: str, start: int, end: int) -> bool:
    """Whether a region's full or short name begins here and the name goes on behind it."""
    return bool(region_name_at(text, start)) or _stem_at(text, start, end)


def _stands_free(text: str, core: int, end: int) -> bool:
    """Whether a name without region may stand here: a short one only where no Chinese character touches it."""
    if end - core >= 4 or core == 0:
        return True
    before = text[core - 1]
    return not "\u4e00" <= before <= "\u9fff" or (end - core == 3 and before in "由和与及经报对向同")


def _left_border(text: str, core: int) -> int:
    """The start of the name: back over regions, a level word and the words that make it a class."""
    at = core
    while name := region_name_before(text, at):
        at -= len(name)
    if at == core and core and text[core - 1] in "州市县":
        at = _stem_before(text, core)  # 贵州银保监局: not the 州 of 州政府
    level = _LEVEL_BEFORE.search(text, max(0, core - 3), core) if at == core else None
    if level and not _NO_LEVEL.search(text, max(0, core - 2), core):
        at = level.start()
    if at == core:
        at = _stem_before(text, core)
    if at >= 2 and text.startswith(("国网", "中共"), at - 2):
        return at - 2
    closes = at == core or text[at:core] in ("市", "县", "区", "州", "省", "镇")
    if (m := _GROUP_BEFORE.search(text[max(0, at - 20) : at])) and (closes or m[0] in ("相关", "有关", "各")):
        at -= len(m[0])
    return at


def _stem_before(text: str, end: int) -> int:
    """The start of a region's short name that ends here (福建银保监局), or ``end`` itself."""
    for length in (5, 4, 3, 2):
        stem = text[max(0, end - length) : end]
        if len(stem) == length and is_stem(stem) and stem not in _WORDS_NOT_PLACES:
            return end - length
    return end


def _compound(text: str, taken: list[_Span]) -> list[_Span]:
    """Names outside the lexicon: a strong ending, and to its left a region or a level word in the same stretch."""
    spans: list[_Span] = []
    borders = iter([*taken, (len(text), len(text), "")])
    current = next(borders)
    floor = 0
    for m in _STRONG.finditer(text):
        while current[1] <= m.start():
            floor = max(floor, current[1])
            current = next(borders)
        if current[0] < m.end() and current[0] <= m.start():
            continue
        end = m.end()
        is_body = m[0] in _BODIES
        if is_body and (office := _OFFICE_OF_BODY.match(text, end)):
            end = office.end()
        if (end < len(text) and text[end] in _GOES_ON.get(text[end - 1], "")) or _PERSON_AT.match(text, end):
            continue
        start = _body_start(text, max(0, end - 44), m.start()) if is_body else -1
        start = start if start >= 0 else _anchor(text, max(floor, end - 34), m.start(), end)
        if start >= 0:
            if spans and spans[-1][0] == start:
                spans.pop()
            spans.append((start, end, "organ_compound"))
            if not _STRONG.match(text, end):
                floor = end
    return spans


def _body_start(text: str, low: int, suffix: int) -> int:
    """Where the name of a coordinating body begins: the level word that opens its stretch; -1 where none does."""
    at = suffix
    while at > low and ("\u4e00" <= text[at - 1] <= "\u9fff" or text[at - 1] in "“”、"):
        at -= 1
    starts = [found.start() for found in _BODY_START.finditer(text, at, suffix)]
    whole = [start for start in starts if not _FOUNDS.search(text, start, suffix) and "、" not in text[start:suffix]]
    return whole[-1] if whole else -1


def _anchor(text: str, low: int, suffix: int, end: int) -> int:
    """The first region or level word of the stretch of Chinese text before ``suffix``; -1 where there is none."""
    at = suffix
    while at > low and "\u4e00" <= text[at - 1] <= "\u9fff":
        at -= 1
    for cut in _CUT.finditer(text, at, suffix):
        at = cut.end()
    if (national := _national(text, at, suffix, end)) >= 0:
        return national
    if text.endswith("街道办事处", suffix, end) and end - suffix > 6:
        return max(at, suffix)
    place_only = bool(_PLACE_ENDING.search(text, suffix, end))
    for start in range(at, suffix + 1):
        name = region_name_at(text, start)
        if name and start + len(name) < end and not place_only:
            return start
        if place_only and name and start + len(name) < suffix:
            return -1
        if _stem_at(text, start, end) and not place_only:
            return start
        if not place_only and _level_at(text, start, suffix):
            return start
    return -1


_NATIONAL_END = regex(r"(?:公司|集团|银行|支行|分行|营管部|研究所|研究院|协会|学会|联合会)$")


def _national(text: str, at: int, suffix: int, end: int) -> int:
    """国网… and 中国… firms and institutes need no region."""
    for word in ("国网", "中国", "国家", "人行"):
        found = text.find(word, at, suffix)
        if found >= 0 and _NATIONAL_END.search(text[found:end]):
            return found
    return -1


def _stem_at(text: str, start: int, end: int) -> bool:
    """Whether a region's short name begins here and the name goes on behind it."""
    return any(
        is_stem(text[start : start + n]) and text[start : start + n] not in _WORDS_NOT_PLACES and start + n < end
        for n in (4, 3, 2)
    )


_NOT_BEHIND_LEVEL = frozenset("级域内外场民容直块属管长、层份里委两分上会")


def _level_at(text: str, start: int, suffix: int) -> bool:
    """Whether 省, 市, 县 or 区 stands here for the region: at a border, and not as part of 市级, 区域."""
    if text[start] not in "省市县区州" or start >= suffix:
        return False
    if text[start + 1 : start + 2] in _NOT_BEHIND_LEVEL:
        return False
    before = text[max(0, start - 2) : start]
    if _NO_LEVEL.search(text, max(0, start - 1), start + 1):
        return False
    return bool(_BORDER_BEFORE_LEVEL.search(before)) or bool(_CUT.search(before))


def _restored(text: str, mentions: list[Mention[Organ]], lexicon: Lexicon) -> list[Mention[Organ]]:
    """Gives a name in a list (、 和 与 及 between) the region's part of the one before it."""
    result: list[Mention[Organ]] = []
    prefix, end = "", -1
    for mention in mentions:
        between = text[end : mention.start].strip() if end >= 0 else "。"
        if between not in ("、", "和", "与", "及", "以及"):
            prefix = ""
        head, _ = split_prefix(mention.value.name, lexicon)
        if head:
            prefix = head if not mention.value.group else ""
        elif prefix and not mention.value.group and prefix != "国家" and lexicon.is_local(mention.value.name):
            mention = mention._replace(value=replace(mention.value, name=prefix + mention.value.name))
        end = mention.end
        result.append(mention)
    return result


RULES: tuple[Rule, ...] = (
    Rule(
        id="organ_known",
        purpose="a name of the lexicon with the region before it and the office behind it",
        examples=(
            ("由市教体局负责", "市教体局"),
            ("市教育局职成科牵头", "市教育局职成科"),
            ("报住房和城乡建设局备案", "住房和城乡建设局"),
        ),
        near_misses=("市教育局局长牵头", "政府主要负责", "财政部门", "管理办法", "全市中职学校"),
        find=find_organs,
    ),
    Rule(
        id="organ_compound",
        purpose="a name outside the lexicon: region or level word, own words, a strong ending",
        examples=(
            ("省职业教育工作联席会议负责协调推进", "省职业教育工作联席会议"),
            ("发挥南昌市第一中等专业学校示范作用", "南昌市第一中等专业学校"),
            ("支持江西师范大学", "江西师范大学"),
        ),
        near_misses=("建设高水平职业学校", "推进九江共青城高新技术产业开发区建设", "高水平学校、行业头部企业"),
        find=find_organs,
    ),
    Rule(
        id="organ_class",
        purpose="a class of organs, told by 各, 有关, 相关, 市直 or by 部门",
        examples=(
            ("各县（市、区）政府要", "各县（市、区）政府"),
            ("相关县区教体局", "相关县区教体局"),
            ("江西省委、省政府有关部门", "江西省委、省政府有关部门"),
            ("会同有关部门", "有关部门"),
            ("各中职学校", "各中职学校"),
        ),
        near_misses=("部门协同", "各区域协调发展", "有关规定"),
        find=find_organs,
    ),
)

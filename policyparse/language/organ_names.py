"""One organ's name by itself: its prefix, whether it is whole, whether it is a class, its official name.

Purpose: what ``organs`` (prose) and ``unit_lists`` (responsibility cells) both need to know of a single name. Not
here: finding names in text, splitting of lists.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from policyparse.language.organ_lexicon import Lexicon, OrganRow, default_lexicon
from policyparse.language.regions import Region, ancestors, full_name, is_stem, region_name_at, regions_named, stem_of
from policyparse.lazy_regex import inline, regex

HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
_OPEN, _CLOSE = "（(〔[［【｛{〈﹝", "）)〕]］】｝}〉﹞"

#: What a unit's name may end in. Two characters and more first: 集团 is more than 团.
ENDINGS = regex(
    r"(?:有限公司|监委机关|[省市县区]委机关|(?:公安|税务|审计|检察|监察)机关|联席会议|领导小组|协调小组|工作专班|工作组|专班|指挥部|办公室|办事处|人民政府|政府|管委会|委员会|党工委"
    r"|工委|居委会|村委会"
    r"|部门|单位|机构|企业|高校|院校|学校|大学|学院|中学|小学|幼儿园|医院|银行|支行|分行|营管部|车务段|公司|集团|中心"
    r"|基地|联盟|协会|学会|商会"
    r"|街道|乡镇|园区|社区|开发区|新区|实验区|高新区|经开区|特区|县区|区县|各地|海关|支队|总队|大队|报社|电视台"
    r"|人大|政协|平台|基金会"
    r"|(?:研究|科学|科研|设计|规划|勘察|勘测|测绘|计量|检测|检验|监测|质检|评估|审评|卫生|福利|敬老|博物|疗养|[农林社环教交建信产标]科|信通|产研|文史)院"
    r"|监狱|书店|[水城产交国文农建旅科能路]投|共同体|联合体|研究所|科研院所|出版社|联社|总社|供销社|国动办|小组|金融办|法院|检察院|部委|委办局|科室|处室|党组织|镇街|街镇|镇办|村居"
    r"|司局|军区|党组|党委"
    r"|[局委办厅部署院会室处科股所站队司校园馆社台团行组联协镇乡县区市省州盟旗村厂场矿关库])$"
)
_NO_NAME = regex(
    r"(?:^|.*)(?:社会|机会|大会|全会|年会|协商会|座谈会|推进会|全部|内部|外部|干部|局部|执行|运行|实行|推行|发行"
    r"|先行|进行|履行|试行|现行|举办|承办|主办|协办|督办|交办|"
    r"创办|(?<!振)兴办|地区|城市|场所|之处|到处|好处|有关|相关|(?<!公安)(?<!税务)(?<!审计)(?<!检察)(?<!监察)机关|海内外|城区|辖区|景区|片区|库区|山区|牧区|场区|现场"
    r"|市场|立场|广场|农村|乡村|城乡|"
    r"以上|人社区|专项组|重组|改组|班组|联|院|队|会)$"
)

#: The words for a level that stand for the region itself: 市教体局, 自治区教育厅.
LEVEL_WORD = regex(
    r"自治区|自治州|[省市县区州盟旗](?!场|监(?!委|察|管)|民(?!政|族|宗|委|办)|域|容|块|长|花|情|内|外|际)"
)

PLACE = (
    r"(?:自治区|自治州|自治县|直辖市|设区市|县级市|县市区|县（市）区|区县市|市州|市县|县区|区县|市区|地市|乡镇"
    r"|镇街|镇办|街镇|镇乡|街道|开发区|产业园区|工业园区|功能区|园区|高新区|经开区|新区|特区|林区|地区"
    r"|[省市州县区旗盟乡镇街师](?![场民域直委属管级]))"
)
_INNER = rf"(?:[（(〔\[【](?:[、，,/]?{PLACE})+[）)〕\]】])"
# Possessive: 县市区 can be cut in several ways, and trying them all would cost exponential time.
PLACES = rf"(?![、和及/])(?:[、和及/]?{PLACE}{_INNER}?)++"
KIND = (
    r"(?:教育|人社|人力资源社会保障|人力资源和社会保障|财政|发改|发展改革|发展和改革|工信|工业和信息化|公安|民政"
    r"|司法|自然资源|规划自然资源|规划和自然资源|生态环境|住建|住房城乡建设|"
    r"住房和城乡建设|交通运输|交通|水利|农业农村|商务|文旅|文化和旅游|卫生健康|卫健|应急管理|应急|审计|市场监管"
    r"|市场监督管理|税务|统计|医保|医疗保障|科技|林业|粮食|机构编制|"
    r"组织|宣传|网信|知识产权|国资监管|国资|金融监管|退役军人事务|退役军人|行政审批|城管|城市管理|消防|气象|价格"
    r"|物价|农业|卫生|环保|国土资源|建设|安全监管|质监|工商|乡村振兴|外事|行政执法|督导)"
)
_CLASS = (
    r"(?:部门|单位|企业|机构|学校|院校|高校|中职校|中小学|幼儿园|园区|乡镇|街道|县区|区县|处室|科室|司局|部委"
    r"|委办局|成员单位|管委会|协会|商会|银行|城市|地区"
    r"|人民法院|人民检察院|法院|检察院|党委|党组织|社区|村|地|方|医院|院所|馆|站|所|景区|公司|集团|主管部门"
    r"|级政府|人民政府|政府|高等学校|平台|医疗机构|金融机构|团体)"
)
#: 教育、科技以及其他行业部门: fields that share their 部门 are one class.
FIELDS = (
    rf"(?:自治区|[省市县区州]级?|各级|同级|本级|上级)?{KIND}(?:[、和及与]{KIND}){{1,12}}+、?(?:以及|和|及|与|等)?"
    r"(?:其他|有关|相关|行业|行政|主管){0,4}部门"
    rf"|[省市县区州](?:[、和及][市县区镇乡]){{1,4}}+(?:[两三四]级|级)?{KIND}(?:行政)?(?:主管)?部门"
)
#: 市、区住房保障部门, 市、县（市、区）司法行政部门: one kind of organ, at several levels.
LEVELS_OF = (
    rf"[省市县区州](?:[、和及][市县区镇乡旗]){{1,4}}+{_INNER}?(?!级|政府|人民政府|委员会)[^、，,；;。：:（）()\s]{{2,12}}?"
    r"(?:部门|机关|局|办(?:公室)?|委)(?=[、，,；;。：:）)等和与及负牵应要须按会]|$)"
)
_ORDINARY = (
    r"(?:公办|民办|国有|中职|中等职业|高职|高等职业|职业|技工|普通|本科|中小|直属|行业|在昌|驻市|金融|医疗|卫生"
    r"|养老|培训|科研|试点|重点|成员|主管|职能|高等|应用型|中等|专业|民营|骨干|龙头|头部|牵头|县级|市级|省级"
    r"|企事业|事业|业务|行政|政府|社会|基层|有关|相关|用人|教育|培训|评价|城市|地区|试验区|示范区)"
)
_GROUP = regex(
    rf"^(?:各|有关|相关|其他|其它|所有|所属|上述|全[省市县区州]|本[省市县区州级]|[省市县区州]直|[省市县区]属"
    rf"|[省市县区州]级各|同级|上级|下级|所在地|属地|当地|地方|中央)"
    rf"|(?:部门|单位|企业|部委|委办局|各高校|成员单位)(?:[{_OPEN}].{{0,80}}[{_CLOSE}])?$"
    r"|(?:各|有关|相关)(?:业务)?(?:司局|处室|科室|局|委|办|学校|院校|高校|企业|机构|园区|银行|乡镇|街道)$"
    rf"|^(?:县区|区县|市县|县市区|乡镇|镇街|街道|村居|区镇|县级|乡级|[省市县区]、)"
    rf"|^{_ORDINARY}{{0,5}}{_CLASS}$"
)
# The field before 部门 names one organ of each region: 人社部门, 市财政部门.
# So does a field of its own with 管理 or 主管 behind one region's level: 市绿化市容管理部门.
_ONE_DEPARTMENT = regex(
    rf"^(?:自治区|[省市县区州]级?|本市|本省|国家)?{KIND}(?:行政)?(?:主管)?部门$"
    r"|^(?:自治区|[省市]级?|本[省市])(?!.*(?:行业|有关|相关|各|直|属|职能|业务|综合|审批|主要|其他|政府|、))"
    r"[\u4e00-\u9fff]{2,8}(?:行政|主管|管理|监管)部门$"
)
# 江西省高职学校: a class in a region. At least one word of kind: 南昌市医院 may be a name.
_GROUP_IN_REGION = regex(rf"^(?!中等专业|职业学校$)内?{_ORDINARY}{{1,5}}(?:部门|单位|企业|机构|学校|院校|高校|园区)$")
_DEPARTMENT_OF = regex(r"(?:处|科|股|室|办公室|中心|所|站|队|司)$")


def is_group(name: str) -> bool:
    """Whether the name is a class of organs: 各中职学校, 相关部门; not 人社部门, which is one organ."""
    if name in {"中央", "地方"} or name.endswith("机关工委"):
        return False
    if name.startswith(("中央军委", "中央人民", "地方金融", "地方税务", "地方志", "地方财")):
        return False
    if name in ("党委", "人民政府", "政府", "法院", "检察院", "管委会", "人民法院", "人民检察院"):
        return False
    if name.startswith("中央") and not inline(r"(?:部门|单位|企业|机构)$").search(name):
        return False
    if _ONE_DEPARTMENT.match(name):
        return False
    return bool(_GROUP.search(name) or _GROUP_IN_REGION.match(split_prefix(name)[1]))


_PERSON = regex(
    r"(?:局长|厅长|部长|主任|书记|市长|省长|县长|区长|处长|科长|同志|领导|负责人|组长|校长|院长|长)$|^(?:副?(?:局长|厅长|部长|主任|书记|市长|省长|县长|区长|校长|院长|组长))|主要负责|分管|主要领导"
)
_IN_PERSON = frozenset("长任记志导人责管")


def is_person(name: str) -> bool:
    """A person's office (市教育局局长); few names hold any of the characters that all of these have one of."""
    return not _IN_PERSON.isdisjoint(name) and _PERSON.search(name) is not None


def is_one_department(name: str) -> bool:
    """Whether the name is a field and 部门: one organ, called by what it does (人社部门)."""
    return bool(_ONE_DEPARTMENT.match(name))


def without_bracket(name: str) -> str:
    """The name without a bracket at its very end: 市规划局（市测绘院） → 市规划局."""
    if name and name[-1] in _CLOSE:
        depth = 0
        for at in range(len(name) - 1, -1, -1):
            depth += (name[at] in _CLOSE) - (name[at] in _OPEN)
            if depth == 0:
                return name[:at]
    return name


def is_whole(name: str, lexicon: Lexicon | None = None) -> bool:
    """Whether the words can stand as a unit's name by themselves: known, or with the ending of one."""
    lexicon = lexicon or default_lexicon()
    bare = without_bracket(name)
    if len(bare) < 2 or len(name) > 60:
        return False
    if lexicon.ending_at(bare, len(bare)) >= 0:
        return True
    m = ENDINGS.search(bare)
    if m is None:
        return False
    return not (len(m[0]) == 1 and _NO_NAME.match(bare) and not is_group(bare) and bare[-2:] not in lexicon.names)


def split_prefix(name: str, lexicon: Lexicon | None = None) -> tuple[str, str]:
    """The region's part and the rest: 市教体局 → 市, 教体局; 南昌市东湖区教体局 → 南昌市东湖区, 教体局; else ""."""
    lexicon = lexicon or default_lexicon()
    at = 0
    while at < len(name) and (place := region_name_at(name, at)):
        if at + len(place) >= len(name):
            break
        at += len(place)
    if at == 0:
        if name[:1] in "省市县区州盟旗自" and (m := LEVEL_WORD.match(name)):
            at = m.end()
        elif name.startswith("国家") and name in lexicon.names:
            at = 2
    return name[:at], name[at:]


def _region_of(prefix: str, home: Region | None) -> Region | None:
    """The region that a prefix means in a notice of ``home``: 市 in a county-level city is that city itself."""
    if not prefix:
        return home
    named = _last_named(prefix, home)
    if named or home is None:
        return named
    word = "市" if prefix == "市" else prefix
    for place in ancestors(home):
        if _fits(word, place):
            return place
    return None


def _fits(word: str, place: Region) -> bool:
    """Whether officials of ``place`` would call it by that level word."""
    if word == "省":
        return place.level == "province" and place.name.endswith("省")
    if word in ("自治区", "区") and place.level == "province":
        return word == "自治区" and place.name.endswith("自治区")
    if word in ("州", "自治州"):
        return place.name.endswith("州")
    return place.name.endswith(word)


def _last_named(prefix: str, home: Region | None) -> Region | None:
    """The last full region name of a prefix like 江西省南昌市; where several share it, the one in ``home``."""
    at, found = 0, None
    while at < len(prefix) and (name := region_name_at(prefix, at)):
        candidates = list(regions_named(name))
        inside = [r for r in candidates if found and found in ancestors(r)]
        near = [r for r in candidates if home and (home in ancestors(r) or r in ancestors(home))]
        pick = inside or near or candidates
        found = pick[0] if len(pick) == 1 else None
        at += len(name)
    return found


_STEM_OF_VERTICAL = regex(
    "^(.{2,4}?)(银保监分局|银保监局|银监分局|银监局|证监局|保监局|金融监管局|金融监管分局|调查总队|调查队)$"
)

_BRANCH_OF_LEVEL = regex("^中国人民银行([省市县州])((?:中心)?支行|分行)$")  # 人行市中心支行


def canonical_name(
    name: str, jurisdiction: Region | str | None = None, lexicon: Lexicon | None = None, day: date | None = None
) -> str:
    """The full official name with its region on that day, as far as text and lexicon give it; else the name itself.

    市教体局 in a notice of 共青城市 → 共青城市教育体育局. An old name is not made new: ``day``, the notice's own, only
    tells apart what one short name meant at different times. Of unknown names, and of short forms that could be two
    organs, the level word alone becomes the region (市文旅局 → 南昌市文旅局). Groups but for governments stay as they
    are; so does a level word whose region the jurisdiction does not tell.
    """
    known = lexicon or default_lexicon()
    if lexicon is None:
        return _canonical_by_default(name, jurisdiction, known.era(day))
    return _canonical_in(known, name, jurisdiction, day)


@lru_cache(4096)
def _canonical_by_default(name: str, jurisdiction: Region | str | None, day: date | None) -> str:
    """Kept for the names met last: the notices of one office name the same organs over and over."""
    return _canonical_in(default_lexicon(), name, jurisdiction, day)


# A region's government is called its 人民政府 (Organic Law of the Local People's Congresses and Governments).
_GOVERNMENTS = regex(rf"^(各{PLACES})政府$")


def group_in_full(name: str) -> str:
    """各市州政府 → 各市州人民政府; other groups have no official name and stay as they are."""
    return _GOVERNMENTS.sub(r"\1人民政府", name) if name[-2:] == "政府" else name


def _canonical_in(lexicon: Lexicon, name: str, jurisdiction: Region | str | None, day: date | None) -> str:
    home = _home(jurisdiction)
    if not name or is_group(name):
        return group_in_full(name)
    name = _spelled_out(_without_second_sign(name, lexicon))
    stem = _STEM_OF_VERTICAL.match(name)
    if stem and is_stem(stem[1]):
        behind = "{s}" + stem[2] if "{s}" + stem[2] in lexicon.names else stem[2]
        known = lexicon.meaning(behind, ("local",), "", day)
        return known.full.replace("{s}", stem[1]) if known and "{s}" in known.full else name
    if (branch := _BRANCH_OF_LEVEL.match(name)) and (place := _region_of(branch[1], home)):
        return f"中国人民银行{full_name(place)}{branch[2]}"
    prefix, rest = split_prefix(name, lexicon)
    if (row := lexicon.meaning(name, ("state",), "", day)) and not (home and not prefix and lexicon.is_local(name)):
        return row.full or name
    swapped = inline(r"^团([省市县区州])委$").match(name) if name.startswith("团") else None
    if swapped:
        prefix, rest = swapped[1], "团委"
    place = _region_of(prefix, home)
    if place is None:
        return name
    found = _row_at_head(rest, place, lexicon, day)
    if found is None:
        return _with_region(name, prefix, rest, place)
    row, tail = found
    return _fill(row, place) + tail if row.full else _with_region(name, prefix, rest, place)


def _without_second_sign(name: str, lexicon: Lexicon) -> str:
    """Without the second sign that an organ bears in a bracket: 省商务厅〔省政府口岸办〕 → 省商务厅."""
    bare = without_bracket(name)
    inside = name[len(bare) + 1 : -1]
    return bare if len(bare) >= 3 and inside and is_whole(inside, lexicon) and is_whole(bare, lexicon) else name


def _spelled_out(name: str) -> str:
    """Short words that are official in full only: 人行…支行 → 中国人民银行…, …管委会 → …管理委员会."""
    if name.startswith(("人民银行", "人行", "央行")):
        name = inline("^(?:人民银行|人行|央行)(?=.)").sub("中国人民银行", name)
    if name.startswith("中国人民银行"):
        name = inline("中支$").sub("中心支行", inline("营管部$").sub("营业管理部", name))
    return inline("(?<=..)管委会$").sub("管理委员会", name) if name.endswith("管委会") else name


def _home(jurisdiction: Region | str | None) -> Region | None:
    """The jurisdiction as a region; a name that several regions share is none."""
    if isinstance(jurisdiction, str):
        named = regions_named(jurisdiction)
        return named[0] if len(named) == 1 else None
    return jurisdiction


#: Where an organ of a region is looked up: at its own level first, then among those of any region.
_LEVELS = {level: (level, "local") for level in ("city", "county")} | {"province": ("province", "local")}
# The table calls a whole organ's name by the level it is found at: 教育厅 in a city's notice is still an office's name.
_AS_PRINTED = ("province", "city", "county")


def _row_at_head(rest: str, place: Region, lexicon: Lexicon, day: date | None) -> tuple[OrganRow, str] | None:
    """The row of the organ that the rest begins with, and the office behind it (教育局职成科 → 教育局, 职成科)."""
    levels = (*_LEVELS[place.level], *_AS_PRINTED)
    for end in range(min(len(rest), 24), 0, -1):
        tail = rest[end:]
        if tail and tail[0] not in _OPEN and (end < 2 or not _DEPARTMENT_OF.search(tail)):
            continue
        if row := lexicon.meaning(rest[:end], levels, full_name(place), day):
            return row, tail
    return None


def _fill(row: OrganRow, place: Region) -> str:
    """The official name of the row's organ in that region."""
    if "{" not in row.full:
        return row.full if row.whole else full_name(place) + row.full
    return row.full.replace("{s}", stem_of(place.name)).replace("{}", full_name(place))


def _with_region(name: str, prefix: str, rest: str, place: Region) -> str:
    """An organ outside the lexicon: its level word becomes the region, where the name is official in form."""
    if not prefix or region_name_at(name, 0) or rest[:1] in "级直属辖":  # 省级主管部门 has no region's name
        return name
    if inline("委(?!员会|办局|直)").match(rest):  # 市委营商办: an office of the party's committee
        return "中共" + full_name(place) + rest
    return full_name(place) + inline("^政府").sub("人民政府", rest)

"""What the names of one list share: the region of the first, the tail of the last, the 各 of the places before.

Takes the entries of `language.unit_lists`, which reads the list itself. Not here: official names.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organ_names import PLACES, split_prefix, without_bracket
from policyparse.language.regions import is_stem, region_name_at
from policyparse.lazy_regex import inline, regex

Role = Literal["lead", "support", "responsible"]


class UnitEntry(NamedTuple):
    """A unit of a list: ``raw`` as printed (``text[start:end]``), ``name`` with what the list shares restored."""

    raw: str
    name: str
    role: Role
    group: bool
    start: int
    end: int


def restored(entries: list[UnitEntry], lexicon: Lexicon) -> list[UnitEntry]:
    """Gives each name what an earlier one of the list shares with it: the region, 委 for party organs, the organ."""
    prefix, organ, party = "", "", False
    given: list[UnitEntry] = []
    for entry in entries:
        head, rest = split_prefix(entry.name, lexicon)
        if entry.group:
            prefix, organ = "" if entry.name.startswith("各") else prefix, ""
        elif head:
            prefix, party = head, rest.startswith("委")
            organ = head + _organ_part(rest, lexicon)
        elif _OF_LEVEL_WITHIN.match(entry.name):
            pass
        elif own := _organ_part(entry.name, lexicon):
            organ = own
        elif shared := _shared(entry.name, prefix, organ, party, lexicon):
            entry = entry._replace(name=shared + entry.name)
        given.append(entry)
    return given


#: 团市委 and 共青团县委 bear their level inside.
_OF_LEVEL_WITHIN = regex("(?:共青)?团[省市县区州旗盟]工?委")
_TAIL_SHARED = regex(r"(?:人民政府|政府|管委会|管理委员会|党工委)$")
_BARE_PLACE = regex(r"(?:[县区市旗州镇乡]|新区|开发区|片区|景区|园区|新城|特区|[县区市旗州盟]）|\))$")


def with_shared_tail(entries: list[UnitEntry]) -> list[UnitEntry]:
    """官渡区、西山区、嵩明县人民政府: bare places take the tail of the next organ of the list."""
    tail = ""
    given: list[UnitEntry] = []
    for entry in reversed(entries):
        found = _TAIL_SHARED.search(entry.name)
        if found and len(entry.name) > len(found[0]):
            tail = found[0]
        elif (
            tail and _BARE_PLACE.search(entry.name) and not entry.name.startswith("全") and _may_share(entry.name, tail)
        ):
            entry = entry._replace(name=entry.name + tail)
        else:
            tail = ""
        given.append(entry)
    return given[::-1]


def _may_share(place: str, tail: str) -> bool:
    """A city or county has no committee that manages it: 各设区市、赣江新区管委会."""
    return not tail.startswith("管") or place[-1] not in "市县州盟旗"


_ZONES = regex(
    r"(?:经济|产业|工业|农业|旅游|功能|综合)?(?:开发|度假|园|功能)?(?:（(?:开发|度假|园)）)?(?:园区|区)(?:（[^（）]{1,4}区）)?(?:管委会|管理委员会)"
)


#: 各市、县〔区〕市场监管局、审批服务管理局: the second bureau is each place's too; behind 各市政府 it need not be.
_BUREAUS_OF_EACH = regex(f"(各(?:{PLACES}|有关)+)[\u4e00-\u9fff]{{2,12}}局$")
_BUREAU = regex("(?![省市县区州])[\u4e00-\u9fff]{2,12}局")


def with_shared_each(text: str, entries: list[UnitEntry]) -> list[UnitEntry]:
    """各县（市）区政府、开发区管委会: zones told by their kind alone are each of them too."""
    given: list[UnitEntry] = []
    for entry in entries:
        before = given[-1] if given else None
        linked = before is not None and text[before.end : entry.start].strip() in ("、", "和", "及", "以及", "与")
        if before and before.group and before.name.startswith("各") and _ZONES.fullmatch(entry.name):
            entry = entry._replace(name="各" + entry.name if linked else entry.name, group=True)
        elif before and linked and entry.name.endswith("局") and (places := _places_of(before.name, entry.name)):
            entry = entry._replace(name=places + entry.name, group=True)
        elif "（" in entry.name and _ZONES.fullmatch(entry.name):
            entry = entry._replace(group=True)  # 开发（度假）区管委会: two kinds are no one zone
        given.append(entry)
    return given


def _places_of(before: str, bureau: str) -> str:
    """各市、县〔区〕 of 各市、县〔区〕市场监管局, which a bare bureau behind it shares; "" where it does not."""
    if not before.startswith("各") or not _BUREAU.fullmatch(bureau):
        return ""
    found = _BUREAUS_OF_EACH.match(before)
    return found[1] if found else ""


#: 行政服务中心管委会: the committee that manages a known institution.
_MANAGED = regex("(?:管委会|管理委员会|管理办公室)$")


#: 政务服务和公共资源交易中心, 工程建设项目审批制度改革领导小组办公室, 口岸委: a region's own, by names of its own.
_OWN_BODY = regex(
    "(?!各|有关|相关|中国|中央|全国|国家|民航|人民银行|所在|属地|当地|村|社区|居民?委|乡|镇|街|企业|高校|学校)"
    "(?:[\u4e00-\u9fff]{4,14}(?:管理|服务|审批|促进|保障|事务)局"
    "|[\u4e00-\u9fff]{2,18}(?:服务|交易|指挥|管理|监测|保障|事务|信息|促进|发展|评审|调度)中心"
    "|[\u4e00-\u9fff]{4,24}(?:领导小组|指挥部|联席会议)(?:办公室)?|[\u4e00-\u9fff]{2}委)"
)


def _organ_part(rest: str, lexicon: Lexicon) -> str:
    """The organ before an office (教育局职成科 → 教育局, 市场监管厅登记注册局 → 市场监管厅); "" where there is none."""
    known = lexicon.starting_at(rest)
    if not known or known == rest:
        return ""
    return known if inline("[科处股室]$" if known[-1] != "厅" else "[科处股室局]$|中心$").search(rest) else ""


def _is_office(name: str, organ: str, lexicon: Lexicon) -> bool:
    """Whether a bare name is a room of the organ before it: 信用监督管理处; a department has bureaus and centres."""
    if inline("[\u4e00-\u9fff]{1,16}(?<!办事)[科处股]").fullmatch(name):
        return True
    if not organ.endswith("厅"):
        return False
    return name.endswith("中心") or (name.endswith("局") and not lexicon.is_local(name))


def _is_own_body(name: str, lexicon: Lexicon) -> bool:
    """A region's own bureau or centre (行政审批政务信息管理局); 宁东市场监管局 says of which place it is."""
    if not _OWN_BODY.fullmatch(name) or region_name_at(name, 0) or is_stem(name[:2]) or is_stem(name[:3]):
        return False
    return not name.endswith("局") or not any(lexicon.any_row(name[at:]) for at in range(len(name) - 3))


def _shared(name: str, prefix: str, organ: str, party: bool, lexicon: Lexicon) -> str:
    """What goes before a name without prefix; "" where it stands for itself."""
    bare = without_bracket(name)
    if organ and organ != prefix and _is_office(bare, organ, lexicon):
        return organ
    if not prefix or prefix == "国家":
        return ""  # 国家 is part of a name and never shared: 国家发展改革委、财政部
    if not (lexicon.is_local(bare) or lexicon.is_local(_MANAGED.sub("", bare)) or _is_own_body(bare, lexicon)):
        return ""
    row = lexicon.any_row(bare)
    takes_party = party and row is not None and row.kind == "party" and not bare.startswith(("委", "纪", "监"))
    return prefix + "委" if takes_party else prefix

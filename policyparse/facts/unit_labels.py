"""Printed labels of responsibility: brackets with a label, closing brackets of units alone, and labels on a line.

Finds where in a paragraph such a label stands and which of its words are units. Not here: sentences that say who
does what (`facts.duty_sentences`), how a list of units is taken apart (`language.unit_lists`).
"""

from __future__ import annotations

import math
import re
from itertools import islice

from policyparse.facts.declared_units import BEFORE_COMMA_LEADS, FIRST_LEADS, Declared, rank, without_declared
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organ_names import is_person
from policyparse.language.organs import find_organs, names_organ
from policyparse.language.unit_lists import UnitEntry, split_units
from policyparse.lazy_regex import regex

LABEL_WORDS = (
    "(?:责任|牵头|领办|配合|协办|主办|承办|参与|参加|协同|协作|落实|实施|主责|支持|组织|督办|督导|指导|主管|推进|承担|承接|执行|整改)"
    "(?:责任)?(?:单位|部门|主体|处室|科室)|责任领导单位|整改责任|分工方案|工作分工|责任分工|任务分解|任务分工|职责分工|责任分解|主办|协办|承办|责任|牵头|配合"
)
# （市级：市民政局；县级：各县区民政局）: who answers at each level.
LEVEL_LABEL = regex("(?:^|(?<=[；;，,。]))(?:[省市县区州镇乡]级(?:层面)?|国家(?:层面)?|市县|区县|镇街)[：:]")
LABEL = regex(rf"(?:{LABEL_WORDS})\s*[：:]")
STRONG_LABEL = regex(r"(?:责任|牵头|配合|协办|主办|承办|实施|落实)(?:责任)?(?:单位|部门|处室|科室)\s*[：:]")
# 〔任务分解：市司法局牵头做好…；各县（市）区政府做好…〕: who does which part, clause by clause.
SHARED_OUT = regex(r"(?:任务|责任|职责)(?:分解|分工)\s*[：:]")
CLAUSE_OF_PART = regex(
    "(?<![^，,；;。：:])(?![并且]|再(?!生)|同时)[^，,；;。]+"
)  # 并汇总报市公开办 names whom, not who
WHO_OF_PART = regex(
    "(?P<who>[^：:]{2,160}?)(?=(?:共同|分别|牵头|要)?(?:做好|负责|开展|及时|根据|按照|按|加强|组织(?!部)|在|对|牵头|推进|落实|完善|制定|发布|公开|督促|指导|抓好|结合|参照|提供|配合))"
)
LABEL_ALONE = regex(rf"[（(〔【\[]?\s*+(?:{LABEL_WORDS})\s*+[】〕\]）)]?\s*+[：:]?\s*+$")
LABEL_ON_ITS_LINE = regex(rf"(?m)^(?P<label>[【〔]?(?:{LABEL_WORDS})[】〕]?)\n")
DEADLINE_WORDS = r"(?:时限|时间|期限|节点|时间节点|时间表|进度)(?:要求|安排)?\s*[：:]"
DEADLINE_LABEL_END = regex(DEADLINE_WORDS)  # where a label ends, whatever words it begins with
# What a label may name beside units: a date, or a person. Its words go on to the next label.
NO_UNIT_LABEL = regex(
    rf"(?:(?:完成|整改|办结|推进|落实|工作)?{DEADLINE_WORDS}|(?:第一)?(?:责任人|责任领导|分管领导|牵头领导|包保领导|包联领导|联系人"
    r"|联系电话|电话)\s*[：:])"
)
# What every such label holds; its words have their own first characters, so that the search runs through for them.
NO_UNIT_HINT = regex("时限|时间|期限|节点|进度|责任人|领导|联系人|电话")
BRACKET = regex(
    r"[（(〔【\[]([^（(〔【\[）)〕】\]]*(?:[（(〔\[][^（()）〕\]]{0,400}+[）)〕\]][^（(〔【\[）)〕】\]]*)*)[）)〕】\]]"
)
TIME_TAIL = regex(
    r"[，,；;、] ?(?:(?:19|20|１９|２０)\d\d ?年|每年|每季|每月|今年|年底|\d{1,2} ?月|长期|持续|立即|常态化)"
    r"[^，,；;、。]{0,16}[）)]?$"
)
TIME_HINT = regex("年|月|每季|长期|持续|立即|常态化")  # one of which each such tail holds
LONGEST_TAIL = 30
DUTY_END = regex(
    r"(?:牵头|负责|落实|配合|参加|参与|实施|承担|推进|指导|协助|支持|协调|统筹|推动|督促|监督|按(?:照)?(?:各自)?职[责能](?:分工)?(?:分别)?(?:负责|落实|推进|实施)?"
    r"|分别负责|分工负责)$"
)
NO_UNITS = regex(r"[。：:“”《》]|以下简称|\d{4}年")
# Rooms inside an organ, which only a verb of duty tells from other words: 法规处, 稽查局, 机关党委（纪委）.
# So does it an organ of a level or of the state that no lexicon knows: 区住房城乡建委, 全国农业技术推广服务中心.
OFFICE = regex(
    "(?:办公室|.[处科室]|[^公]司|[\u4e00-\u9fff]{2}局|机关党委(?:[（(]纪委[）)])?"
    "|^[省市县区州旗][\u4e00-\u9fff]{2,12}(?:[委办厅院]|中心|公司|集团)"
    "|^(?:全国|中国|国家)[\u4e00-\u9fff]{2,14}(?:中心|总站|院|协会)|^管委会|^街道办(?:事处)?)$"
)
OFFICE_LAST = frozenset("室处科局委）)办厅院心司团会站\n")  # what it ends with, or a line's end behind it
# Kinds that a bracket may also name as an example or another word: 建设基地（园区）.
COMMON_NOUN = regex(
    "园区|学校|企业|单位|机构|部门|高校|院校|医院|社区|协会|商会|银行|公司|集团|景区|城市|地区|政府|平台|中小学|幼儿园|团体|村"
)
PLACE_OF_SERVICE = regex("(?:平台|中心|基地|窗口|大厅|机构|研究院)$")
# Openings of a bracket that tells where, of what, or with what exception, and not who.
NO_UNITS_AHEAD = regex(
    "设在|设于|挂靠|原(?!子)|含|包括|不含|除|详见|见|报|联系|例如|如|根据|即|或|非|限|注|来源|以下|又称|简称|隶属|指"
)


def labelled(paragraph: str, declared: Declared, lexicon: Lexicon | None = None) -> list[tuple[UnitEntry, str]]:
    """Entries of labelled brackets, of closing brackets that hold only units, and of labelled lines."""
    found: list[tuple[UnitEntry, str]] = []
    brackets: list[tuple[int, int]] = []
    if "\n" in paragraph:
        paragraph = LABEL_ON_ITS_LINE.sub(r"\g<label>：", paragraph)
    for match in BRACKET.finditer(paragraph) if _has_bracket(paragraph) else ():
        inside, start = match.group(1), match.start(1)
        if ("：" in inside or ":" in inside) and LABEL.search(inside):
            rule = "unit.label_bracket"
        elif _may_close(paragraph, match, inside, lexicon) and is_unit_list(
            inside, lexicon, _after_sentence(paragraph, match.start())
        ):
            rule = "unit.closing_bracket"
        else:
            continue
        brackets.append(match.span())
        if shared := SHARED_OUT.match(inside):
            found += [(entry, rule) for entry in _of_parts(inside, shared.end(), start, lexicon)]
            continue
        found += [(entry, rule) for entry in _ranked(paragraph, start, start + len(inside), declared, lexicon)]
    for start, end in _label_lines(paragraph, brackets):
        found += [(entry, "unit.label_line") for entry in _ranked(paragraph, start, end, declared, lexicon)]
    return found


def _of_parts(inside: str, begin: int, base: int, lexicon: Lexicon | None) -> list[UnitEntry]:
    """The units that open each clause of a bracket that shares out the work."""
    found: list[UnitEntry] = []
    for clause in CLAUSE_OF_PART.finditer(inside, begin):
        who = WHO_OF_PART.match(clause[0])
        leads = who is not None and clause[0].startswith("牵头", who.end())
        words = clause[0] if who is None else clause[0][: who.end() + 2 * leads]
        at = base + clause.start()
        found += [entry._replace(start=at + entry.start, end=at + entry.end) for entry in split_units(words, lexicon)]
    return found


def _has_bracket(paragraph: str) -> bool:
    return "）" in paragraph or ")" in paragraph or "】" in paragraph or "〕" in paragraph or "]" in paragraph


def without_labels(paragraph: str, entries: list[tuple[UnitEntry, str]]) -> str:
    """The paragraph with the stretch of its labels blanked, so that no unit is read twice; offsets hold."""
    if not entries:
        return paragraph
    blanked = paragraph
    for match in BRACKET.finditer(paragraph):
        if any(match.start() < entry.start < match.end() for entry, _ in entries):
            blanked = blanked[: match.start()] + "　" * len(match.group()) + blanked[match.end() :]
    for entry, rule in entries:
        if rule == "unit.label_line":
            blanked = blanked[: entry.start] + "　" * (entry.end - entry.start) + blanked[entry.end :]
    return blanked


def whole_paragraphs(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The paragraphs, joined where a label stands alone on its line or its bracket goes on into the next one."""
    if len(spans) < 2:
        return spans
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip() and _goes_on(text[joined[-1][0] : joined[-1][1]]):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(paragraph: str) -> bool:
    """Whether the paragraph ends in a label without its units, or in the open bracket of a label."""
    if paragraph[-1:] in "：:单位部门】" and LABEL_ALONE.match(paragraph[-24:].rpartition("\n")[2]):
        return True
    if "：" not in paragraph and ":" not in paragraph:  # every label's end
        return False
    opened = max(map(paragraph.rfind, "（(〔【["))
    return (
        opened >= 0
        and not any(mark in paragraph[opened:] for mark in "）)〕】]")
        and LABEL.match(paragraph, opened + 1) is not None
    )


def is_unit_list(words: str, lexicon: Lexicon | None = None, offices_too: bool = False) -> bool:
    """A bracket whose words are units and nothing else: 市教育局、市财政局负责, not 略 and not a condition.

    ``offices_too``: an organ's own offices count (国际合作处), as in a bracket behind a sentence's full stop.
    """
    words = _unit_words(words.strip(), lexicon).rstrip("。；;，, \u3000")
    words = LEVEL_LABEL.sub("", words) if "：" in words or ":" in words else words
    core = DUTY_END.sub("", words)
    if not 2 <= len(core) <= 400 or NO_UNITS.search(core) or NO_UNITS_AHEAD.match(core):
        return False
    entries = split_units(words, lexicon)
    if not entries:
        return False
    offices = words != core or offices_too
    organs = (e for e in entries if e.group or names_organ(e.name, lexicon) or (offices and _is_office(e.name)))
    enough = math.ceil(0.6 * len(entries))
    taken = list(islice(organs, enough))
    if len(taken) < enough:
        return False
    return words != core or any(not COMMON_NOUN.fullmatch(entry.name) for entry in taken)


def _is_office(name: str) -> bool:
    """Whether a name ends as a room inside an organ; its last character is looked at first."""
    return name[-1:] in OFFICE_LAST and OFFICE.search(name) is not None


def _may_close(paragraph: str, match: re.Match[str], inside: str, lexicon: Lexicon | None) -> bool:
    """A bracket that may tell who answers: at the end of a sentence, or with a verb of duty behind its units."""
    if _after_sentence(paragraph, match.start()):
        return True
    if len(inside) >= 4 and DUTY_END.search(_unit_words(inside, lexicon).rstrip("。；;，, \u3000")):
        return True
    behind = paragraph[match.end() : match.end() + 1]
    return behind in ("", "。", "；", ";", "\n") and not is_second_sign(paragraph, match.start(), inside, lexicon)


def _after_sentence(paragraph: str, start: int) -> bool:
    before = paragraph[max(0, start - 8) : start].rstrip(" \u3000\n")
    return not before or before[-1] in "。；;！！"


def is_second_sign(paragraph: str, start: int, inside: str, lexicon: Lexicon | None) -> bool:
    """市委编办（事业单位登记中心）: one name right behind an organ's is that organ's own other name or room.

    So is a centre's behind what is to be founded: 筹建市知识产权运营服务平台（市知识产权交易中心）。
    """
    if any(mark in inside for mark in "、，,；; "):
        return False
    before = paragraph[max(0, start - 24) : start]
    return (PLACE_OF_SERVICE.search(before) and PLACE_OF_SERVICE.search(inside)) is not None or any(
        mention.end == len(before) for mention in find_organs(before, lexicon)
    )


def _label_lines(paragraph: str, brackets: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs such as 牵头单位：…。责任单位：…。 that stand in no bracket."""
    if "：" not in paragraph and ":" not in paragraph:
        return []
    for match in LABEL.finditer(paragraph):
        if any(a <= match.start() < b for a, b in brackets):
            continue
        strong = STRONG_LABEL.match(paragraph, match.start())
        if match.start() and not strong and paragraph[match.start() - 1] not in "。；;，,】〕）) \u3000：:【\n":
            continue
        return [(match.start(), _run_end(paragraph, match.end()))]
    return []


def _run_end(paragraph: str, at: int) -> int:
    """Where a run of labels ends: at the full stop behind which no further label follows."""
    stop = paragraph.find("。", at)
    while stop >= 0:
        behind = paragraph[stop + 1 : stop + 16].lstrip(" \u3000\n【[（(〔")
        if behind and not LABEL.match(behind) and not NO_UNIT_LABEL.match(behind):
            return stop
        stop = paragraph.find("。", stop + 1)
    return len(paragraph)


def _ranked(paragraph: str, start: int, end: int, declared: Declared, lexicon: Lexicon | None) -> list[UnitEntry]:
    words = paragraph[start:end]
    entries = [entry for entry in split_units(_unit_words(words, lexicon), lexicon) if not is_person(entry.name)]
    ranked = rank(entries, words, declared)
    return [UnitEntry(e.raw, e.name, e.role, e.group, e.start + start, e.end + start) for e in ranked]


def _unit_words(inside: str, lexicon: Lexicon | None) -> str:
    """A label's words without its dates and persons, and without what it says of the list; offsets hold."""
    if "：" in inside or ":" in inside:
        inside = _without_other_labels(inside)
    if "为" in inside or "是" in inside:
        inside = _up_to(FIRST_LEADS, _up_to(BEFORE_COMMA_LEADS, inside))
    inside = without_declared(inside, lexicon)
    return _up_to(TIME_TAIL, inside) if TIME_HINT.search(inside, max(0, len(inside) - LONGEST_TAIL)) else inside


def _without_other_labels(words: str) -> str:
    """The words with what other labels say (完成时限：…) blanked up to the next label of units."""
    if not NO_UNIT_HINT.search(words):
        return words
    for match in NO_UNIT_LABEL.finditer(words):
        behind = LABEL.search(words, match.end())
        if behind is None:
            return words[: match.start()].rstrip("（(【[〔，,。；; ")
        words = words[: match.start()] + "；" * (behind.start() - match.start()) + words[behind.start() :]
    return words


def _up_to(stop: re.Pattern[str], words: str) -> str:
    """The words before a part that is no unit."""
    found = stop.search(words)
    return words[: found.start()].rstrip("（(，,。；; ") if found else words

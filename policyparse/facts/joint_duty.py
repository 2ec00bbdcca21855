"""A会同B: who does a work together with whom; A leads, B supports.

Not here: the other sentences that hand out a duty (`facts.duty_sentences`), 会同 inside a bracket or a cell
(`language.unit_lists`).
"""

from __future__ import annotations

import re

from policyparse.facts.drafts import UnitDraft
from policyparse.facts.duty_subjects import VERB_BEHIND, draft_of_entry, draft_of_organ, list_before, may_answer
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.organs import names_organ
from policyparse.language.unit_lists import UnitEntry, split_units
from policyparse.language.values import Mention, Organ
from policyparse.lazy_regex import inline, regex

RULE = "unit.leads_with"
DONE = regex("[\u4e00-\u9fff]{2,4}了")  # 省政府办公厅会同有关部门编制了清单: a fact of the past
WITH = regex(r"会同|(?<!协)会商(?!会)")  # not 行业协会商会
#: 审批部门会同行业监管部门: a kind of department that opens its clause.
KIND_BEFORE = regex(
    r"(?:^|[，,：:\n]|由)((?!各|由|要|应|请|建立|健全|完善|加强|实行|推进)[\u4e00-\u9fff]{2,10}部门|[省市县区][\u4e00-\u9fff\d]{2,14}中心"
    r"|(?!各|由|要|应|请)[\u4e00-\u9fff]{2,6}(?<![主承协联督交举创])办(?:公室)?)$"
)
PARTNER_DEPARTMENTS = regex("[^，,。；;：:]{1,40}?(?:部门|单位|机构)(?:[（(][^（()）]{1,10}[）)])?(?![、和及与（(])")
#: What stands between the beginning of a clause, or 由, and 会同.
SUBJECT = regex(
    r"(?:(?:^|(?<=[，,：:\n]))\s{0,40}+"
    r"(?:第[一二三四五六七八九十百零]{1,5}条\s{0,8}+|[（(]?[一二三四五六七八九十\d]{1,3}[）)．.、]\s{0,8}+)?|由)"
    r"(?P<who>[^，,：:\n由的]{2,40})$"
)
AT_HEAD = regex("(?:应当?|要|须|将|拟|可|积极|主动|适时|负责|牵头){0,8}+$")  # 市住建局应牵头会同市公安局
TOLD = regex(
    r"\s{0,40}+(?:第[一二三四五六七八九十百零]{1,5}条\s{0,8}+)?(?P<who>[^，,：:\n应要须在]{3,60}?)"
    r"(?:应当?|要|须|在[^，,：:\n]{2,30}?(?:前|后|时|中)[，,]$)"  # 管委会在土地出让之前，会同电网企业落实选址
)


def leads_with(sentence: str, organs: list[Mention[Organ]], base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """The units of A会同B in a sentence with its ``organs``; spans from ``base``."""
    found: list[UnitDraft] = []
    for match in WITH.finditer(sentence):
        at = match.start() - len(AT_HEAD.search(sentence, 0, match.start())[0])  # type: ignore[index]
        leads = _leads(sentence, organs, at, base, lexicon)
        if not leads and not KIND_BEFORE.search(sentence, 0, at) and not _opens_clause(sentence, match.start()):
            continue
        end = _partners_end(sentence, organs, match.end())
        if DONE.match(sentence, end):
            continue
        found += leads
        partners = sentence[match.end() : end]
        for entry in split_units(partners, lexicon):
            if entry.group or names_organ(entry.name, lexicon) or may_answer(entry, lexicon):
                found.append(draft_of_entry(entry, base + match.end(), RULE, "support"))
    return found


def _leads(sentence: str, organs: list[Mention[Organ]], at: int, base: int, lexicon: Lexicon | None) -> list[UnitDraft]:
    """Who stands before 会同: the subject of its clause, organs right before it, or who opened the sentence."""
    if before := _clause_subject(sentence, at, lexicon):
        return [draft_of_entry(entry, base + start, RULE, "lead") for entry, start in before]
    known = list_before(organs, sentence, at) or _subject_before(organs, sentence, at)
    if known:
        return [draft_of_organ(mention, base, RULE, "lead") for mention in known]
    kind = KIND_BEFORE.search(sentence, 0, at)
    named = [(entry, kind.start(1)) for entry in split_units(kind[1], lexicon)] if kind else []
    named += _told_before(sentence, at, lexicon)
    return [draft_of_entry(entry, base + start, RULE, "lead") for entry, start in named]


def _clause_subject(sentence: str, at: int, lexicon: Lexicon | None) -> list[tuple[UnitEntry, int]]:
    """市、县营商办要会同…, 由各级宣传部门会同…: the list that opens the clause, where each may answer for a work."""
    subject = SUBJECT.search(sentence, 0, at)
    entries = split_units(subject["who"], lexicon) if subject else []
    if subject is None or not all(may_answer(entry, lexicon) for entry in entries):
        return []
    return [(entry, subject.start("who")) for entry in entries]


def _subject_before(organs: list[Mention[Organ]], sentence: str, at: int) -> list[Mention[Organ]]:
    """由A召开会议，会同B审查: the organ that opens the sentence, where 会同 opens a later clause."""
    if sentence[at - 1 : at] not in ("，", ","):
        return []
    if (leads := sentence.find("牵头，", 0, at)) >= 0:
        return list_before(organs, sentence, leads)
    opening = inline(r"[\s\u3000]*(?:由|请)").match(sentence)
    return [organ for organ in organs[:1] if opening and organ.start == opening.end()]


def _told_before(sentence: str, at: int, lexicon: Lexicon | None) -> list[tuple[UnitEntry, int]]:
    """市、区民政部门应当建立…，会同B…: who is told what to do in the first clause, where 会同 opens a later one."""
    told = TOLD.match(sentence, 0, at) if sentence[at - 1 : at] in ("，", ",") else None
    entries = split_units(told["who"], lexicon) if told else []
    if told is None or not all(may_answer(entry, lexicon) for entry in entries):
        return []
    return [(entry, told.start("who")) for entry in entries]


def _opens_clause(sentence: str, at: int) -> bool:
    """会同民政部门加大检查: whose subject is the reader; not （会同）, nor the object of a clause begun before."""
    return not sentence[:at].strip() or sentence[at - 1] in "，,"


def _partners_end(sentence: str, organs: list[Mention[Organ]], start: int) -> int:
    """Where the list behind 会同 ends: at the clause's end, or before the first verb that is no part of a name."""
    stop = re.compile("[，,。；;：:]").search(sentence, start)
    end = stop.start() if stop else len(sentence)
    if departments := PARTNER_DEPARTMENTS.match(sentence, start, end):
        end = departments.end()
    inside = [mention for mention in organs if mention.start >= start]
    for verb in VERB_BEHIND.finditer(sentence, start, end):
        if not any(mention.start <= verb.start() < mention.end for mention in inside):
            return verb.start()
    return end

"""The text of a responsibility cell or label → its units: 市自然资源局、教体局 → 市自然资源局; 市教体局.

``split_units`` splits at list marks but never inside a bracket or a name, restores the prefix that a list shares, and
reads who leads and who supports. Not here: finding such a cell or label in a notice (``facts``), official names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from policyparse.language.organ_lexicon import Lexicon, default_lexicon
from policyparse.language.organ_names import (
    FIELDS,
    LEVEL_WORD,
    LEVELS_OF,
    PLACE,
    PLACES,
    is_group,
    is_whole,
    split_prefix,
)
from policyparse.language.regions import is_stem, region_name_at
from policyparse.language.shared_names import Role as Role
from policyparse.language.shared_names import UnitEntry as UnitEntry
from policyparse.language.shared_names import restored, with_shared_each, with_shared_tail
from policyparse.lazy_regex import inline, regex

_OPEN, _CLOSE = "（(〔[［【｛{〈﹝", "）)〕]］】｝}〉﹞"
_SEPARATORS = frozenset("、，,；;。\n\t\r|｜")
_MARKS = _SEPARATORS - {"\n", "\r"}
_CLAUSE_ENDS = frozenset("，,；;。")
_BULLETS = frozenset("★☆▲△●◆※*")  # ▲牵头单位：… ▲配合单位：…
_BLANKS = frozenset(" \u00a0\u3000\u200b\ufeff")
_BEFORE_NAMES = _BLANKS | _SEPARATORS | _BULLETS | frozenset("．.：:")
_LONGEST_KEPT = 600  # characters of a list that is worth keeping
_EMPTY_MARK = regex(r"^[—–―\-－/\\／無无略×〇○*.…·]*$|^(?:暂无|空白|同上|不涉及)$|^括号[中内里]")

_LEAD_WORDS = "牵头|主办|主责|主管|总牵头|首席|领办|领衔"
_SUPPORT_WORDS = "配合|协助|协办|协作|参与|参加|支持|协同"
_LABEL = regex(
    r"[【\[〔（(]?(?P<level>[省市县区州镇乡]级(?:层面)?|[省市县区州]直|[省市县区](?=分工)|国家(?:层面)?|市县|区县|镇街)?(?:第一|主要|共同|其他)?"
    rf"(?P<word>(?:{_LEAD_WORDS}|{_SUPPORT_WORDS}|责任|落实|实施|承办|负责|整改|督办|组织|完成|承担|承接|执行|推进|指导|分工){{0,12}})"
    r"(?P<noun>责任单位|责任部门|责任主体|责任处室|责任科室|单位|部门|主体|处室|科室|机构|方案|责任)?(?:及(?:责任人"
    r"|分工))?[】\]〕）)]?\s{0,24}+[：:]\s{0,24}+"
)
_MARK_IN_BRACKET = regex(
    rf"[（(〔【\[](?P<word>{_LEAD_WORDS}|{_SUPPORT_WORDS}|负责|责任)(?:责任)?(?:单位|部门)?[）)〕】\]]$"
)
_WITH = regex(r"会同|会商|商同|协同(?=..)|联合(?=[省市县区各国有相])(?!国)")
_DUTY = (
    r"负责|落实|实施|(?<![党会业层团])组织|推进|抓好|执行|承担|办理|完成|统筹|协调|做好|开展|分别|共同|具体"
    r"|按(?:照)?(?:各自)?(?:的)?职[责能](?:分工)?(?:完成|做好)(?:有关|相关)工作|按(?:照)?(?:各自)?(?:的)?职[责能](?:分工)?|根据职责分工|指导|推动|监督|督促|督导|抓落实|"
    r"依职责(?:分工)?|依据职责分工|分工"
)
_TAIL_FULL = regex(
    rf"(?:(?:分别|共同|各自)?(?P<role>牵头|主办|主责|配合|协助|协办|参与|参加|支持)(?:并(?=[按负组推统抓协指]))?(?:{_DUTY}|工作){{0,30}}+|(?:{_DUTY}){{1,30}}+)$"
)
_HEAD = regex(
    r"^(?:(?:此|该|本|上述)(?:项|类)?(?:工作|任务|措施|事项|内容|条)?由|由|并由|请|以及|及|和|与|并|责成|分别由|是)(?=..)"
)
# Not the 等 of 中等专业学校, 高等学校, 同等.
_ETC_GROUP = regex(r"(?<![中高初同平均优特])等(?P<rest>(?!级|保)[^等]*(?:[中高]等[^等]*)?)$")
# 等5部门, 等部门 name no more than 等 does.
_COUNT_OF = regex(
    r"^[0-9０-９一二三四五六七八九十]*(?:个)?(?:(?:部门|单位|机构|家)(?:[和及与、](?:部门|单位|机构))?)?$"
)
_BARE_KIND = regex("(?:部门|单位|机构)(?:以及|[及和与])(?=(?:各|有关|相关|所在|属地|[省市县区])[\u4e00-\u9fff])")
_PLACES_AT = regex(
    # 各设区市、赣江新区住建局: the organ is each one's; 赣江新区管委会 is the zone's own.
    rf"各(?:设区|地级)?市、[\u4e00-\u9fff]{{2,4}}(?:新区|开发区|示范区)(?!管委会|管理委员会|党工委|人民政府|政府)"
    r"[^、，,；;。：:（()）\s]{2,30}?(?:领导小组|局|委|办公室|部门)(?=[、，,；;。：:）)\]】〕\s]|$)|"
    rf"各{PLACES}[、和及][县乡镇]级(?:人民)?政府|(?:各(?:有关|相关)?|有关|相关){PLACES}(?:人民政府|政府|党委、(?:人民)?政府|党委政府|党委|管委会|委员会)?"
    rf"|(?:[\u4e00-\u9fff]{{2,8}}?)?[省市县区州]委(?:办公[室厅])?、[省市县区州]政府(?:办公[室厅])?(?:有关|相关|各"
    rf"|直属|各有关)(?:部门|单位|机构)"
    rf"|(?:省|市|县|区)、(?:市|县|区|镇|乡)(?:、县|、区|、镇|、乡)?(?:（市、区）|\(市、区\))?(?:人民)?政府"
    rf"|{FIELDS}|{LEVELS_OF}|中、省(?:、市)?(?:级|驻|直|属)[^、，,；;。：:（）()\s]{{0,10}}(?:单位|部门|企业)"
    rf"|[市县区乡镇](?:[、/]{PLACE}){{0,6}}[（(〔\[](?:{PLACE}[、/]?){{1,6}}[）)〕\]](?:人民)?政府"
)
_SHARED_FIELDS = regex(FIELDS)
# A remark behind a name, as against a second name: （逗号前为牵头单位，下同）.
_REMARK = regex(r"(?<=.)[（(〔【][^（(〔【）)〕】]*(?:[，,。；]|下同|除外|为牵头|不再)[^（(〔【）)〕】]*[）)〕】]?$")
_WORDS_AHEAD = regex(r"\s*([^、，,；;。\s]*)")
#: No unit's words are longer; what is, is prose, and is not taken apart.
_LONGEST = 300
_LEAST_COMPANY = 2
# No verbs, no numbers, no words for work: what is left of a name.
_LOCAL_NAME = regex(
    r"(?![\u4e00-\u9fff]*(?:[的要应须将对按及与为]|负责|落实|推进|推动|建设|实施|开展|完成|加强|组织|工作|任务|项目|政策|措施|机制|改革|发展|服务(?!中心)|情况|时限|时间|年底|级))"
    r"[\u4e00-\u9fff]{3,12}"
)
_AND = regex(r"以及|[和与及暨]")
# 相关部门和单位及各地: a bare kind behind 部门和 goes with it.
_KIND_ALONE = regex("(?:单位|机构|地区|企业|院校)(?:$|以及|[和与及暨])")


@dataclass(slots=True)
class _Piece:
    """A stretch of the list between two marks, while it is being read."""

    start: int
    end: int
    clause: int
    role: Role | None = None


def split_units(text: str, lexicon: Lexicon | None = None) -> list[UnitEntry]:
    """The units of a responsibility cell, label or bracket, in order; [] where it names none.

    Roles come from labels inside (牵头单位：…；配合单位：…), marks behind a name (（牵头）) and verbs (A牵头，B配合;
    A会同B); without any of these a unit is ``responsible``.
    """
    lexicon = lexicon or default_lexicon()
    return list(_split_known(text, lexicon)) if len(text) <= _LONGEST_KEPT else _split(text, lexicon)


@lru_cache(maxsize=2048)
def _split_known(text: str, lexicon: Lexicon) -> tuple[UnitEntry, ...]:
    """A notice prints the same list of units behind many items: each is read once."""
    return tuple(_split(text, lexicon))


def _split(text: str, lexicon: Lexicon) -> list[UnitEntry]:
    pieces = _spread_verbs(text, _pieces(text, lexicon))
    found: list[UnitEntry] = []
    for piece in pieces:
        found.extend(_entries(text, piece, lexicon))
    found = [entry for entry in with_shared_tail(found) if not _EMPTY_MARK.match(entry.name)]
    whole = [is_whole(entry.name, lexicon) for entry in found]
    if sum(whole) >= _LEAST_COMPANY:  # 赣州国际陆港, 市城投 are known by the company they keep
        whole = [ends or _is_local_name(entry.name) for ends, entry in zip(whole, found, strict=True)]
    found = [entry for ends, entry in zip(whole, found, strict=True) if ends]
    return restored(with_shared_each(text, found), lexicon)


def _is_local_name(name: str) -> bool:
    """A short name that begins with a region or a level and holds nothing but a name: 市城投, 人行赣州市中支."""
    if not _LOCAL_NAME.fullmatch(name):
        return False
    begins = region_name_at(name, 0) or LEVEL_WORD.match(name) or name.startswith(("人行", "国网", "中国"))
    return bool(begins) or any(is_stem(name[:length]) for length in (2, 3, 4))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks and list marks at its borders."""
    while start < end and text[start] in _BEFORE_NAMES:
        start += 1
    while end > start and (text[end - 1] in _BLANKS or text[end - 1] in _SEPARATORS or text[end - 1] in "．.：:"):
        end -= 1
    return start, end


def _unwrap(text: str, start: int, end: int) -> tuple[int, int]:
    """Inside the bracket that holds the whole list, or a bracket left open or closed by a cut."""
    start, end = _strip(text, start, end)
    if start < end and text[start] in _OPEN:
        match = _matching(text, start, end)
        if match in (end - 1, -1):
            return _strip(text, start + 1, end - 1 if match == end - 1 else end)
    if start < end and text[end - 1] in _CLOSE and not any(c in _OPEN for c in text[start:end]):
        return _strip(text, start, end - 1)
    return start, end


def _matching(text: str, start: int, end: int) -> int:
    """The place of the bracket that closes the one at ``start``; -1 where none does."""
    depth = 0
    for at in range(start, end):
        depth += (text[at] in _OPEN) - (text[at] in _CLOSE)
        if depth == 0:
            return at
    return -1


def _pieces(text: str, lexicon: Lexicon) -> list[_Piece]:
    """The stretches between list marks outside brackets, each with its clause and the role a label gave it."""
    at, end = _unwrap(text, 0, len(text))
    pieces: list[_Piece] = []
    role: Role | None = None
    clause, start = 0, at
    inside = _inside_brackets(text, at, end)
    while at < end:
        if at == start and text[at] in _BULLETS:
            start = at = at + 1
            continue
        if at == start and (m := _label_at(text, at, end)):
            role = _role_of(m["word"]) if m["word"] or m["noun"] else role  # 省级：… goes on with the label before it
            at = m.end()
            start, clause = at, clause + 1
            continue
        if (at == start or text[at - 1] in "和与及等由") and not inside[at] and (m := _PLACES_AT.match(text, at, end)):
            at = m.end()
            continue
        if (
            at > start
            and (text[at - 1] in _ORGAN_ENDS or text[at - 1] in _CLOSE)
            and not inside[at]
            and _named_label_at(text, at, end)
        ):
            pieces.append(_Piece(start, at, clause, role))
            start = at
            continue
        character = text[at]
        if not inside[at] and (character in _SEPARATORS or character in _BLANKS):
            if character in _MARKS or _parts_here(text, start, at, end, lexicon) or _label_behind(text, at, end):
                pieces.append(_Piece(start, at, clause, role))
                clause += character in _CLAUSE_ENDS
                start = at + 1
            elif at == start:
                start = at + 1
        at += 1
    pieces.append(_Piece(start, end, clause, role))
    return [p for p in (_trimmed(text, piece) for piece in pieces) if p.start < p.end]


def _inside_brackets(text: str, start: int, end: int) -> bytearray:
    """1 for each place inside a bracket or quotation that opens and closes in the stretch, else 0."""
    inside = bytearray(len(text))
    opened: list[int] = []
    reach = start
    pairs: list[tuple[int, int]] = []
    for at in range(start, end):
        if text[at] in _OPEN or text[at] in "“《":
            opened.append(at)
        elif (text[at] in _CLOSE or text[at] in "”》") and opened:
            pairs.append((opened.pop(), at))
    for left, right in sorted(pairs):
        if right > reach:
            inside[left : right + 1] = b"\1" * (right + 1 - left)
            reach = right
    return inside


def _trimmed(text: str, piece: _Piece) -> _Piece:
    piece.start, piece.end = _strip(text, piece.start, piece.end)
    return piece


def _label_at(text: str, at: int, end: int) -> re.Match[str] | None:
    """A label (牵头单位：) that begins here; a bare colon is none."""
    m = _LABEL.match(text, at, min(end, at + 24))
    return m if m and (m["word"] or m["noun"] or m["level"]) else None


def _named_label_at(text: str, at: int, end: int) -> bool:
    """Whether a label with its noun begins here: 市教育局协办单位：…, whose blank before it is gone."""
    if text.find("：", at, at + 14) < 0 and text.find(":", at, at + 14) < 0:
        return False
    label = _label_at(text, at, end)
    return label is not None and bool(label["noun"])


def _label_behind(text: str, at: int, end: int) -> bool:
    """Whether a label follows the blank at ``at``: 主办单位：市教育局 协办单位：市财政局."""
    return text.find("：", at, at + 14) >= 0 and _label_at(text, _strip(text, at, end)[0], end) is not None


def _role_of(word: str) -> Role:
    """The role that a label's or mark's words give."""
    if inline(_LEAD_WORDS).search(word):
        return "lead"
    return "support" if inline(_SUPPORT_WORDS).search(word) else "responsible"


def _parts_here(text: str, start: int, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a blank or line break at ``at`` parts two names: both sides must be able to stand alone."""
    if at - start > _LONGEST:
        return False
    left = _joined(text[start:at])
    right = _WORDS_AHEAD.match(text, at, min(end, at + 80))
    return is_whole(left, lexicon) and bool(right) and is_whole(_without_tail(right[1] if right else ""), lexicon)


def _joined(words: str) -> str:
    """The words without any blank or line break."""
    return inline(r"[\s\u200b\ufeff]+").sub("", words)


def _without_tail(name: str) -> str:
    m = _TAIL_FULL.search(name)
    return name[: m.start()] if m and m.start() else name


def _spread_verbs(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """Strips the verbs of duty, and gives their role to every piece of the clause before them."""
    pieces = _split_at_with(text, pieces)
    for index, piece in enumerate(pieces):
        m = _TAIL_FULL.search(text, max(piece.start, piece.end - 60), piece.end)
        if m is None:
            continue
        closed, piece.end = piece.end, m.start()
        role = _role_of(m["role"]) if m["role"] else None
        if role == "lead" and _SEMICOLON.match(text, closed):
            _lead_together(text, pieces[: index + 1])
        at = index
        while role and at >= 0 and pieces[at].clause == piece.clause and pieces[at].role in (None, "responsible"):
            pieces[at].role = role
            at -= 1
    return pieces


_SEMICOLON = regex(r"\s{0,4}[；;]\s{0,4}[^\s）)]")


def _lead_together(text: str, pieces: list[_Piece]) -> None:
    """自治区农业农村厅、林业局，南宁海关牵头；…配合: what a semicolon closes leads as one, commas or not."""
    for before, behind in zip(pieces[-2::-1], pieces[:0:-1], strict=True):
        if before.role is not None or inline("[；;。]|负责|落实|承担").search(text, before.end, behind.start):
            return
        before.role = "lead"


def _split_at_with(text: str, pieces: list[_Piece]) -> list[_Piece]:
    """A会同B、C: what stands before leads, what follows in the clause supports."""
    result: list[_Piece] = []
    first: dict[int, int] = {}
    for piece in pieces:
        m = _WITH.search(text, piece.start, piece.end)
        if m is None:
            result.append(piece)
            continue
        first.setdefault(piece.clause, m.start())
        result += [_Piece(piece.start, m.start(), piece.clause), _Piece(m.end(), piece.end, piece.clause)]
    for piece in result:
        if piece.clause in first:
            piece.role = "lead" if piece.start < first[piece.clause] else "support"
    return [piece for piece in result if piece.start < piece.end]


def _entries(text: str, piece: _Piece, lexicon: Lexicon) -> list[UnitEntry]:
    """The entries of one piece: its head word, its mark, the group behind 等, the names joined by 和."""
    start, end = _unwrap(text, piece.start, piece.end)
    role: Role = piece.role or "responsible"
    if end - start > _LONGEST:
        return []
    if m := _MARK_IN_BRACKET.search(text, start, end):
        role, end = _role_of(m["word"]), m.start()
    while m := _HEAD.match(text[start:end]):
        start += m.end()
    made: list[UnitEntry] = []
    if _SHARED_FIELDS.fullmatch(text, start, end):
        return [_entry(text, start, end, role)]
    if m := _ETC_GROUP.search(text, start, end):
        if m.start() > start:
            made.extend(_joined_by_and(text, start, m.start(), role, lexicon))
        if not _COUNT_OF.match(m["rest"]) and m["rest"]:
            joint = _HEAD.match(m["rest"]) or _BARE_KIND.match(m["rest"])  # 等单位及各地区
            made.extend(_joined_by_and(text, m.start("rest") + (joint.end() if joint else 0), end, role, lexicon))
        return made
    return _joined_by_and(text, start, end, role, lexicon)


def _joined_by_and(text: str, start: int, end: int, role: Role, lexicon: Lexicon) -> list[UnitEntry]:
    """A和B as two where both can stand alone; 工业和信息化局 as one."""
    for m in _AND.finditer(text, start + 1, end):
        left, right = _joined(text[start : m.start()]), _joined(text[m.end() : end])
        inside = sum((c in _OPEN) - (c in _CLOSE) for c in left)
        if inside == 0 and is_whole(left, lexicon) and is_whole(right, lexicon) and not _one_name(left, right):
            return [_entry(text, start, m.start(), role), *_joined_by_and(text, m.end(), end, role, lexicon)]
    return _joined_without_mark(text, start, end, role, lexicon)


_ORGAN_ENDS = frozenset("局委办厅部府会院署处行社")


def _joined_without_mark(text: str, start: int, end: int, role: Role, lexicon: Lexicon) -> list[UnitEntry]:
    """市教育局市公安局: two known organs whose blank between them is gone; any unknown name stays whole."""
    for at in range(start + 3, end - 2):
        if text[at] in "省市县区州" and text[at - 1] in _ORGAN_ENDS:
            left, right = text[start:at], text[at:end]
            begins = (right[:length] for length in range(3, len(right) + 1))
            if _is_known(left, lexicon) and any(_is_known(begin, lexicon) for begin in begins):
                return [_entry(text, start, at, role), *_joined_without_mark(text, at, end, role, lexicon)]
    return [_entry(text, start, end, role)]


def _is_known(name: str, lexicon: Lexicon) -> bool:
    prefix, rest = split_prefix(name, lexicon)
    return bool(prefix and len(rest) >= 2 and lexicon.is_local(rest))


def _one_name(left: str, right: str) -> bool:
    """Whether 和 stands inside a name: 各市和县政府, 市政务服务和公共资源交易中心 share what follows."""
    if left.endswith("部门") and _KIND_ALONE.match(right):
        return True
    return bool(inline(PLACES).fullmatch(left.removeprefix("各")) or inline(r"(?:社会|有关|相关|市场)$").search(left))


def _entry(text: str, start: int, end: int, role: Role) -> UnitEntry:
    start, end = _strip(text, start, end)
    if m := _REMARK.search(text, max(start, end - 80), end):
        end = m.start()
    name = _joined(text[start:end])
    return UnitEntry(text[start:end], name, role, is_group(name), start, end)

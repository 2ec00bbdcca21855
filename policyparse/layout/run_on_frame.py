"""The frame of a notice in a run-on line: where letterhead, number, title, addressee, contacts, attachment list,
signature, copies and the document behind the signature begin (GB/T 9704-2012, 7.2 to 7.4).

Not here: numbered items (`layout.run_on_items`); what the pieces mean (`outline.parts`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from policyparse.language.doc_numbers import find_doc_numbers
from policyparse.language.organ_names import ENDINGS
from policyparse.language.organ_runs import begins_organ, names_place
from policyparse.layout.line_kinds import GENRES, ISSUING, ORGAN_END
from policyparse.layout.markers import PAGE_LABEL
from policyparse.lazy_regex import inline, regex

SENTENCE_END = regex("[。！？；;]")
RED_HEAD = regex(r"^([^，。；：:]{3,160}?)文件(?=[^，。的精]|$)")
COLON = regex("[：:]")
GENRE = regex(rf"(?:{GENRES})(?![的等和与及、，]|中(?![共国央华])|文件)\ufffc*")
NAMED_GENRE = regex(rf"的(?:{GENRES})(?![的等和与及、，]|中(?![共国央华]))\ufffc*")
# What a text begins with right behind a title that addresses nobody.
TEXT_BEGINS = regex(
    r"(?:\s?为(?!主|重|期)|根据|按照|依据|近年来|近日|日前|现将|为了|[一1](?:、|[.．])|第[一1][章条]|（一）|\(一\)|各)"
)
DATE = regex(
    r"(?:(?:19|20|１９|２０)\d\d|二[〇○零OoＯ0][〇○零OoＯ0一二三四五六七八九]{2}) ?年 ?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月 ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?日"
)
DATE_ENDS = regex(
    r"$|附 ?[件表录]|抄送|主送|[（(\ufffc]|印发"
    r"|[\u4e00-\u9fff]{2,30}(?:办公室|办公厅)(?=(?:19|20|１９|２０)\d\d)|[一1](?:、|[.．])|第一[章条]"
)
ALONE_ENDS = regex(r"$|附 ?[件表录]|抄送")
CONTACT = regex(r"(?<=[。；;）)\dXx*\ufffc])(?:联系人|联系电话|联系方式|咨询电话|联系地址)(?:及[^：:]{2,8})?[：:]")
REMARK = regex(r"[（(](?:此件|此文|联系人|信息公开|公开方式|主动公开|依申请)[^（()）]{0,120}[）)]")
COPIES = regex(r"(?<=[。日）)\ufffc])(?:抄送|主送|抄报)[：:]")
PRINTED = regex(rf"(?<!\d)([\u4e00-\u9fff]{{2,30}}(?:办公室|办公厅|局|委|厅|处)) ?(?={DATE.pattern} ?印发)")
LIST_MARK = regex(r"附 ?件 ?[：:]")
OWN_PAGE = regex(r"附 ?件 ?(\d{1,2}|[一二三四五六七八九十])?(?![\d：:])")
ENTRY = regex(r"(?<![\d.])(\d{1,2}) ?(?:[.．、]|(?<![表图]\d)，)(?!\d(?!\d{3}年))")  # 1， is 1. misread
PLAIN_TITLE = regex("(?:印发|转发)(?![\ufffc《])([^\ufffc]{6,80}?)的?通知")
COMPILED = regex(r"\d{1,3}[.．、] ?(?=[^\d])")
PAGE_DAY = regex(r"(?:19|20|１９|２０)\d\d ?[-年/.] ?\d{1,2} ?[-月/.] ?\d{1,2} ?日?")
NUMBER_BEGINS = regex(r"[\u4e00-\u9fff]{1,10} ?[〔\[［【(（] ?(?:19|20|１９|２０)\d\d ?[〕\]］】)）]")
GENRE_BEFORE = regex(rf"(?:{GENRES})\ufffc*$")
IN_SENTENCE = regex("[由已请，。；：、]|按照|根据|会同|负责|开展|印发|截至|截止")
NOT_IN_ENTRY = regex("[。，！？]|[月日] ?[一二三四五六七八九十\\d]* ?[（(]?印发")
TITLE_ALONE = regex(rf"[^，。：:；]{{2,60}}?(?:{GENRES})(?:$|(?=序号|一、|第一[章条]))")
GOES_ON = regex(rf"[^，。：:；]{{1,16}}?(?:{GENRES}|项目)(?=$|序号|一、|第一[章条])")
CLOSED = frozenset("。日）〕\ufffc")
LONGEST_ENTRY = 90
TELEPHONE = regex(r"[\dXx*]{4}$")
STOP = regex("[。；：:，、！？〕】]|[\\dXx*]+[.．]?|号")
LONGEST_ORGAN = 30
LONGEST_SIGNATURE = 160
MOST_TITLES = 60  # of a text, looked for as title lines
SIGNER = regex(r"(\s{0,8})签发人(?:、会签人)? ?[：:] ?")
HIDDEN_NAME = regex("[Xx*×]{1,4}")
LONGEST_SIGNER = 12
CUT_ORGAN = 20  # characters between the last sentence and the date that ends a text
LONGEST_LINE = 60  # a longer signature stands on several lines
LONGEST_TITLE = 130
LONGEST_ADDRESSEES = 400
LIST_REACH = 1200

Span = tuple[int, int]


@dataclass(slots=True)
class Frame:
    """Borders of the frame; ``restarts``: those behind which another document begins, with a numbering of its own.

    ``body``: where the text begins, behind letterhead, title and addressees; ``listed``: attachment lists;
    ``issuers``: the organs that letterhead or title name, as one run of words;
    ``issued``: the title that the notice's own title issues without 《》; ``titles``: all titles named so far.
    """

    borders: set[int] = field(default_factory=set)
    restarts: set[int] = field(default_factory=set)
    has_head: bool = False
    body: int = 0
    listed: list[Span] = field(default_factory=list)
    issuers: str = ""
    issued: str = ""
    titles: set[str] = field(default_factory=set)

    def lists(self, at: int) -> bool:
        """Whether an attachment list stands at an offset."""
        number = bisect_right(self.listed, at, key=lambda span: span[0]) - 1
        return number >= 0 and at < self.listed[number][1]


def find_frame(text: str, masked: str, issuers: str | None, known: Iterable[str]) -> Frame:
    """The frame's borders in a line. ``masked``: the text with titles, quotes and brackets filled in.

    ``issuers``: those that an earlier line named; None as long as letterhead and title may still come. ``known``:
    titles that earlier lines named.
    """
    frame = Frame(issuers=issuers or "")
    if issuers is None:
        frame.body, frame.issuers = _head(masked, frame)
    frame.titles = {*_titles_in_marks(text), *known, *filter(None, [frame.issued])}
    _closing_lines(text, masked, frame)
    entries = _attachments(masked, frame)
    for match in DATE.finditer(masked, frame.body):
        _signature(masked, match, frame)
    for title in sorted(frame.titles, key=_longest_first)[:MOST_TITLES]:
        _repeated_title(text, title, frame)
    borders = [*sorted(frame.borders), len(text)]
    for start in entries:
        end = borders[bisect_right(borders, start, hi=len(borders) - 1)]
        if end < len(text) or GENRE_BEFORE.search(text[start:end]):  # else the line's end may have cut it
            frame.titles.add(text[start:end])
    titles = [_spelled(title) for title in sorted(frame.titles, key=_longest_first)[:MOST_TITLES] if len(title) >= 4]
    for at in sorted(frame.restarts):
        _title_behind(text, masked, at, titles, frame)
    frame.borders -= {0, len(text)}
    return frame


def _head(masked: str, frame: Frame) -> tuple[int, str]:
    """Borders down to the addressee; where the text begins, and the organs that the letterhead or the title names."""
    at = _page_labels(masked, frame)
    issuers = ""
    red = RED_HEAD.match(masked[at:])
    if red and ORGAN_END.search(red.group(1)):
        at += red.end()
        issuers = red.group(1)
        frame.borders.add(at)
    stop = SENTENCE_END.search(masked, at)
    limit = stop.start() if stop else len(masked)
    number = _number(masked, at, limit)
    if number and "关于" not in masked[at : number[0]]:
        issuers = issuers or masked[at : number[0]]
        at = number[1]
    at = _behind_signer(masked, at, issuers, frame)
    end = _title_end(masked, at, limit)
    if end < 0:
        if number:
            frame.borders |= set(number)
        return at, issuers
    compiled = COMPILED.match(masked, at)
    title = masked[compiled.end() if compiled else at : end]
    named = inline("关于|印发|转发").split(title)[0]
    if not at and (repeated := _repeated(named)):
        frame.borders.add(repeated)
        named = named[repeated:]
    issuers = named if len(named) > 2 else issuers
    frame.borders.add(end)
    frame.has_head = True
    if inner := PLAIN_TITLE.search(title):
        frame.issued = inner.group(1)
    if number:
        frame.borders |= set(number)
        end = max(end, number[1])
    colon = COLON.search(masked, end, min(limit, end + LONGEST_ADDRESSEES))
    if colon and (not TEXT_BEGINS.match(masked, end) or masked.startswith("各", end)):
        frame.borders.add(colon.end())
        end = colon.end()
    return end, issuers


def _behind_signer(masked: str, at: int, issuers: str, frame: Frame) -> int:
    """Where the title begins behind 签发人：张三 of a letter that goes upward (GB/T 9704-2012, 7.2.6)."""
    label = SIGNER.match(masked, at)
    if label is None:
        return at
    named = masked.find(issuers, label.end(), label.end() + LONGEST_SIGNER + len(issuers)) if issuers else -1
    hidden = HIDDEN_NAME.match(masked, label.end())
    end = named if named >= 0 else hidden.end() if hidden else at
    if end > at:
        frame.borders |= {label.start() + len(label[1]), end}
    return end


def _page_labels(masked: str, frame: Frame) -> int:
    """Borders of what a page says of its notice before it (发布日期：…); where they end. 0 if there are none."""
    labels = [match.start() for match in PAGE_LABEL.finditer(masked, 0, 300)]
    if not labels or labels[0]:
        return 0
    frame.borders |= set(labels)
    day = PAGE_DAY.search(masked, labels[-1], labels[-1] + 30)
    if day is None:
        return 0
    frame.borders.add(day.end())
    return day.end()


def _number(masked: str, at: int, limit: int) -> Span | None:
    """The notice's own number before its text: behind the letterhead, or behind the title and before the addressees."""
    for mention in find_doc_numbers(masked[at : min(limit, at + LONGEST_TITLE + 30)])[:1]:
        start, end = at + mention.start, at + mention.end
        code = masked[start:end]
        genres = [match.end() for match in GENRE.finditer(code) if match.end() < code.find(str(mention.value.year)) - 2]
        start += genres[-1] if genres else 0
        before = masked[at:start]
        if not before or ORGAN_END.search(before) or GENRE_BEFORE.search(before):
            return start, end
    return None


def _title_end(masked: str, at: int, limit: int) -> int:
    """The end of the title that begins at ``at``: a document's type before the addressees or the text; -1 if none."""
    colon = COLON.search(masked, at, min(limit, at + LONGEST_TITLE + LONGEST_ADDRESSEES))
    reach = min(colon.start() if colon else limit, at + LONGEST_TITLE)
    named = [match.end() for match in NAMED_GENRE.finditer(masked, at, reach)]
    if named and ISSUING.search(masked[at : named[-1]]):
        return named[-1] if colon else named[0]
    for match in GENRE.finditer(masked, at, min(limit, at + LONGEST_TITLE)):
        behind = TEXT_BEGINS.match(masked, match.end()) or NUMBER_BEGINS.match(masked, match.end())
        if match.end() - at >= 6 and behind:
            return match.end()
    return -1


def _repeated(named: str) -> int:
    """Where the first organ of a run is named again: the letterhead ends, the title begins. 0 if it is not."""
    for length in range(4, len(named) // 2 + 1):
        again = named.find(named[:length], length)
        if again >= length and ORGAN_END.search(named[:again]) and ENDINGS.search(named[:length]):
            return again
    return 0


def _titles_in_marks(text: str) -> set[str]:
    """What stands in 《》."""
    return {match.group(1) for match in inline("《([^《》]{4,120})》").finditer(text)}


def _longest_first(title: str) -> tuple[int, str]:
    return -len(title), title


def _repeated_title(text: str, title: str, frame: Frame) -> None:
    """A document's own title line behind a closed sentence: the words that stand in 《》 elsewhere, without these."""
    if not GENRE.search(title):
        return
    for match in _spelled(title).finditer(text, frame.body):
        before, behind = text[: match.start()][-1:], text[match.end() : match.end() + 1]
        if before in ("。", "〕", "】") and behind not in ("》", "”", "的", "等", "，", "、", "。"):
            frame.borders |= {match.start(), match.end()}
            frame.restarts.add(match.start())


def _spelled(title: str) -> re.Pattern[str]:
    """A title in whatever widths, with or without blanks."""
    forms = ((set("（("), "[（(]"), (set("）)"), "[）)]"), (set("-—–－～~"), "[-—–－～~]"))
    spelled = [
        next((form for characters, form in forms if one in characters), re.escape(one)) for one in title if one != " "
    ]
    return re.compile(" ?".join(spelled))


def _closing_lines(text: str, masked: str, frame: Frame) -> None:
    """Contacts, remarks in brackets, copies, the printing line."""
    body = frame.body
    for pattern in (CONTACT, COPIES):
        frame.borders |= {match.start() for match in pattern.finditer(masked, body)}
    for match in REMARK.finditer(text, body):
        if match.start() and text[match.start() - 1] in "。日）)；X\u0030123456789":
            frame.borders |= {match.start(), match.end()}
    for match in PRINTED.finditer(masked, body):
        start = max(masked.rfind("。", 0, match.end()) + 1, match.start(1))
        # 2.专项检查表龙岩市工业和信息化局: the last of a list stands before the organ.
        start = next((at for at in range(start, match.end() - 3) if begins_organ(masked, at)), start)
        printed = DATE.match(masked, match.end())
        end = masked.find("印发", match.end()) + 2
        if printed and end > 1:
            frame.borders |= {start, end}
            frame.restarts.add(end)


def _attachments(masked: str, frame: Frame) -> list[int]:
    """The list 附件：1.… 2.…, and the attachments' own pages behind it; where the titles listed begin."""
    listed: list[int] = []
    body = frame.body
    for match in LIST_MARK.finditer(masked, body):
        if match.start() and masked[match.start() - 1] in "见如、和及与按照":
            continue
        frame.borders.add(match.start())
        entries = _entries(masked, match.end())
        frame.borders |= {start for start, _ in entries[1:]}
        if entries:
            frame.listed.append((match.start(), entries[-1][1]))
        listed += [start for _, start in entries] or [match.end()]
    beginnings = {title[:6] for title in frame.titles} | {masked[start : start + 6] for start in listed}
    expected = 1
    for match in OWN_PAGE.finditer(masked, body):
        if frame.lists(match.start()):
            continue
        behind = masked[match.end() : match.end() + 60].lstrip()
        known = behind[:6] in beginnings
        if 0 < len(behind) < 6:  # cut by the end of the line
            known = any(beginning.startswith(behind) for beginning in beginnings)
        closed = masked[match.start() - 1 : match.start()] in CLOSED or masked.endswith("印发", body, match.start())
        numbered = match.group(1) == str(expected) and behind[:1] not in "所中的）)、，"
        if known or (closed and (numbered or (not match.group(1) and TITLE_ALONE.match(behind)))):
            expected += match.group(1) is not None
            frame.borders |= {match.start(), match.end()}
            frame.restarts.add(match.end())
    return listed


def _entries(masked: str, at: int) -> list[Span]:
    """(start, start of the title) of the entries of an attachment list: numbers that ascend from 1."""
    found: list[Span] = []
    end = at
    for match in ENTRY.finditer(masked, at, at + LIST_REACH):
        between = masked[end : match.start()]
        if len(between) > (LONGEST_ENTRY if found else 1) or NOT_IN_ENTRY.search(between):
            break
        if int(match.group(1)) == len(found) + 1:
            end = match.end()
            found.append((match.start(), end))
    return found


def _signature(masked: str, date: re.Match[str], frame: Frame) -> None:
    """The organs right before a date that ends a document, and that date; another document may follow."""
    start = _organs_before(masked, date.start(), frame.issuers)
    if start < 0:
        if masked[date.start() - 1 : date.start()] == "。" and ALONE_ENDS.match(masked, date.end()):
            frame.borders |= {date.start(), date.end()}
        elif (
            not masked[date.end() :].strip()
            and 0 < date.start() - (stop := masked.rfind("。", 0, date.start())) <= CUT_ORGAN
        ):
            frame.borders |= {stop + 1, date.start()}  # a name that lost its end to the seal
        return
    known = bool(frame.issuers) and masked[start : date.start()].startswith(frame.issuers[:4])
    behind = masked[date.end() :]
    if not DATE_ENDS.match(behind) and not known:
        return
    if behind.startswith((" 印发", "印发")):
        return
    if date.start() - start > LONGEST_LINE:
        frame.borders |= {start + at for at in _organ_borders(masked[start : date.start()])}
    frame.borders |= {start, date.start(), date.end()}
    frame.restarts.add(date.end())


def _organs_before(masked: str, end: int, issuers: str) -> int:
    """Where the organs begin that stand right before a date; -1 where words of a sentence do."""
    low = max(0, end - LONGEST_SIGNATURE)
    words = masked[low:end].rstrip(" \ufffc")  # （代章）
    if issuers and words.endswith(issuers):
        return low + len(words) - len(issuers)
    if not ENDINGS.search(words):
        return -1
    stops = [match.end() for match in STOP.finditer(words)]
    first = stops[-1] if stops else 0
    closed = not first or words[first - 1] in "。；)）〕】" or TELEPHONE.search(words, 0, first)
    if closed and _only_organs(words[first:]):
        return low + first
    for start in range(first, len(words) - 2):
        if names_place(words, start) and _only_organs(words[start:]):
            return low + start
    return -1


def _only_organs(words: str) -> bool:
    """Organs one behind another and nothing else."""
    borders = [0, *_organ_borders(words), len(words)]
    if max(end - start for start, end in pairwise(borders)) > LONGEST_ORGAN:
        return False
    return bool(ENDINGS.search(words[borders[-2] :])) and not IN_SENTENCE.search(words)


def _organ_borders(words: str) -> list[int]:
    """Where the second organ of a run begins, and each that follows: what stands before it ends as organs do."""
    borders = [0]
    for at in range(3, len(words) - 2):
        if begins_organ(words, at) and ENDINGS.search(words[borders[-1] : at].rstrip("\ufffc")):
            borders.append(at)
    return borders[1:]


def _title_behind(text: str, masked: str, at: int, titles: list[re.Pattern[str]], frame: Frame) -> None:
    """The end of the title of a document that begins at ``at``."""
    while text[at : at + 1] == " ":
        at += 1
    for title in titles:
        match = title.match(text, at)
        if match and not GOES_ON.match(text, match.end()):
            frame.borders.add(match.end())
            return
    if text.startswith("《", at) and (end := text.find("》", at, at + LONGEST_TITLE)) > 0:
        frame.borders.add(end + 1)
        return
    stop = SENTENCE_END.search(masked, at)
    for match in GENRE.finditer(masked, at, min(stop.start() if stop else len(masked), at + LONGEST_TITLE)):
        if match.end() - at >= 6 and TEXT_BEGINS.match(masked, match.end()):
            frame.borders.add(match.end())
            return

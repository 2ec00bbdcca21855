"""The frame of a notice in a run-on line: where letterhead, number, title, addressee, contacts, attachment list,
signature, copies and the document behind the signature begin (GB/T 9704-2012, 7.2 to 7.4).

Not here: numbered items (`layout.run_on_items`); what the pieces mean (`outline.parts`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policyparse.language.doc_numbers import find_doc_numbers
from policyparse.language.organ_names import ENDINGS
from policyparse.language.regions import region_name_at
from policyparse.layout.paragraphs import GENRES, ISSUING, ORGAN_END

SENTENCE_END = re.compile("[。！？；]")
RED_HEAD = re.compile(r"^([^，。；：:]{3,160}?)文件(?=[^，。的精]|$)")
COLON = re.compile("[：:]")
GENRE = re.compile(rf"(?:{GENRES})(?![的等中和与及、，]|文件)\ufffc*")
NAMED_GENRE = re.compile(rf"的(?:{GENRES})(?![的等中和与及、，])\ufffc*")
# What a text begins with right behind a title that addresses nobody.
TEXT_BEGINS = re.compile(r"(?:为(?!主|重|期)|根据|按照|依据|近年来|为了|[一1](?:、|[.．])|第[一1][章条]|（一）|\(一\)|各)")
DATE = re.compile(
    r"(?:(?:19|20)\d\d|二[〇○零OoＯ0][〇○零OoＯ0一二三四五六七八九]{2}) ?年 ?(?:\d{1,2}|[一二三四五六七八九十]{1,2}) ?月 ?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?日"
)
DATE_ENDS = re.compile(
    r"$|附 ?[件表录]|抄送|主送|[（(\ufffc]|印发|[\u4e00-\u9fff]{2,30}(?:办公室|办公厅)(?=(?:19|20)\d\d)|[一1](?:、|[.．])|第一[章条]"
)
CONTACT = re.compile(r"(?<=[。；;）)\dXx*\ufffc])(?:联系人|联系电话|联系方式|咨询电话|联系地址)(?:及[^：:]{2,8})?[：:]")
REMARK = re.compile(r"[（(](?:此件|此文|联系人|信息公开|公开方式|主动公开|依申请)[^（()）]{0,120}[）)]")
COPIES = re.compile(r"(?<=[。日）)\ufffc])(?:抄送|主送|抄报)[：:]")
PRINTED = re.compile(rf"([\u4e00-\u9fff]{{2,30}}(?:办公室|办公厅|局|委|厅|处)) ?(?={DATE.pattern} ?印发)")
LIST_MARK = re.compile(r"附 ?件 ?[：:]")
OWN_PAGE = re.compile(r"附 ?件 ?(\d{1,2}|[一二三四五六七八九十])?(?![\d：:])")
ENTRY = re.compile(r"(?<![\d.])(\d{1,2}) ?(?:[.．、])(?!\d(?!\d{3}年))")
LONGEST_SIGNATURE = 160
LONGEST_TITLE = 130
LONGEST_ADDRESSEES = 400
LIST_REACH = 1200


@dataclass(slots=True)
class Frame:
    """Borders of the frame; ``restarts``: those behind which another document begins, with a numbering of its own."""

    borders: set[int] = field(default_factory=set)
    restarts: set[int] = field(default_factory=set)
    has_head: bool = False


def find_frame(text: str, masked: str, open_head: bool) -> Frame:
    """The frame's borders in a line. ``masked``: the text with titles, quotes and brackets filled in."""
    frame = Frame()
    issuers = ""
    body = 0
    if open_head:
        body, issuers = _head(masked, frame)
    titles = _issued_titles(text)
    _closing_lines(text, masked, body, frame)
    listed = _attachments(masked, body, frame)
    for match in DATE.finditer(masked, body):
        _signature(masked, match, issuers, frame)
    for at in sorted(frame.restarts):
        _issued_title(text, masked, at, [*titles, *listed], frame)
    frame.borders -= {0, len(text)}
    return frame


def _head(masked: str, frame: Frame) -> tuple[int, str]:
    """Borders down to the addressee; where the text begins, and the organs that the letterhead or the title names."""
    at = 0
    issuers = ""
    if red := RED_HEAD.match(masked):
        if ORGAN_END.search(red.group(1)):
            at = red.end()
            issuers = red.group(1)
            frame.borders.add(at)
    stop = SENTENCE_END.search(masked, at)
    limit = stop.start() if stop else len(masked)
    for mention in find_doc_numbers(masked[at : min(limit, at + 120)])[:1]:
        start = at + _code_start(masked, at, at + mention.start)
        issuers = issuers or masked[at:start]
        frame.borders |= {start, at + mention.end}
        at += mention.end
    end = _title_end(masked, at, limit)
    if end < 0:
        return at, issuers
    title = masked[at:end]
    named = title.split("关于")[0] if "关于" in title else ""
    if not at and (repeated := _repeated(named)):
        frame.borders.add(repeated)
        named = named[repeated:]
    issuers = named if len(named) > 3 else issuers
    frame.borders.add(end)
    frame.has_head = True
    colon = COLON.search(masked, end, min(limit, end + LONGEST_ADDRESSEES))
    if colon and not TEXT_BEGINS.match(masked, end) or (colon and masked.startswith("各", end)):
        frame.borders.add(colon.end())
        end = colon.end()
    return end, issuers


def _code_start(masked: str, at: int, start: int) -> int:
    """Where a number begins, from ``at``: behind the letterhead's organs, which may have run into its code."""
    letterhead = masked[at:start]
    return len(letterhead) if not letterhead or ORGAN_END.search(letterhead) else 0


def _title_end(masked: str, at: int, limit: int) -> int:
    """The end of the title that begins at ``at``: a document's type before the addressees or the text; -1 if none."""
    colon = COLON.search(masked, at, min(limit, at + LONGEST_TITLE + LONGEST_ADDRESSEES))
    reach = min(colon.start() if colon else limit, at + LONGEST_TITLE)
    named = [match.end() for match in NAMED_GENRE.finditer(masked, at, reach)]
    if named and ISSUING.search(masked[at : named[-1]]):
        return named[-1] if colon else named[0]
    for match in GENRE.finditer(masked, at, min(limit, at + LONGEST_TITLE)):
        if match.end() - at >= 6 and TEXT_BEGINS.match(masked, match.end()):
            return match.end()
    return -1


def _repeated(named: str) -> int:
    """Where the first organ of a run is named again: the letterhead ends, the title begins. 0 if it is not."""
    for length in range(4, len(named) // 2 + 1):
        again = named.find(named[:length], length)
        if again >= length and ORGAN_END.search(named[:again]) and ENDINGS.search(named[:length]):
            return again
    return 0


def _issued_titles(text: str) -> list[str]:
    return sorted({match.group(1) for match in re.finditer("《([^《》]{4,120})》", text)}, key=lambda title: -len(title))


def _closing_lines(text: str, masked: str, body: int, frame: Frame) -> None:
    """Contacts, remarks in brackets, copies, the printing line."""
    for pattern in (CONTACT, COPIES):
        frame.borders |= {match.start() for match in pattern.finditer(masked, body)}
    for match in REMARK.finditer(text, body):
        if match.start() and text[match.start() - 1] in "。日）)；X\u0030123456789":
            frame.borders |= {match.start(), match.end()}
    for match in PRINTED.finditer(masked, body):
        start = max(masked.rfind("。", 0, match.end()) + 1, match.start(1))
        printed = DATE.match(masked, match.end())
        end = masked.find("印发", match.end()) + 2
        if printed and end > 1:
            frame.borders |= {start, end}
            frame.restarts.add(end)


def _attachments(masked: str, body: int, frame: Frame) -> list[str]:
    """The list 附件：1.… 2.…, and the attachments' own pages behind it, known by the titles listed."""
    titles: list[str] = []
    for match in LIST_MARK.finditer(masked, body):
        if match.start() and masked[match.start() - 1] in "见如、和及与按照":
            continue
        frame.borders.add(match.start())
        entries = _entries(masked, match.end())
        frame.borders |= {start for start, _ in entries[1:]}
        for number, (_, start) in enumerate(entries):
            end = entries[number + 1][0] if number + 1 < len(entries) else -1
            titles.append(masked[start:end] if end > 0 else masked[start : start + 60])
    expected = 1
    for match in OWN_PAGE.finditer(masked, body):
        behind = masked[match.end() : match.end() + 60].lstrip()
        known = next((title for title in titles if len(title) >= 4 and behind.startswith(title[:12])), None)
        begins = match.group(1) in (None, str(expected)) and masked[match.start() - 1 : match.start()] in set("。日）\ufffc")
        if known or (begins and match.group(1) and behind[:1] not in "所中的）)、，"):
            expected += match.group(1) is not None
            frame.borders.add(match.start())
            frame.restarts.add(match.end())
    return titles


def _entries(masked: str, at: int) -> list[tuple[int, int]]:
    """(start, start of the title) of the entries of an attachment list: numbers that ascend from 1."""
    found: list[tuple[int, int]] = []
    for match in ENTRY.finditer(masked, at, at + LIST_REACH):
        if int(match.group(1)) == len(found) + 1:
            if not found and match.start() > at + 1:
                return []
            found.append((match.start(), match.end()))
    return found


def _signature(masked: str, date: re.Match[str], issuers: str, frame: Frame) -> None:
    """The organs right before a date that ends a document, and that date; another document may follow."""
    start = _organs_before(masked, date.start(), issuers)
    if start < 0:
        return
    known = bool(issuers) and masked[start : date.start()].startswith(issuers[:4])
    behind = masked[date.end() :]
    if not DATE_ENDS.match(behind) and not known:
        return
    if behind.startswith((" 印发", "印发")):
        return
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
    stops = [match.end() for match in re.finditer("[。；：:，、！？]|[\\dXx*]+|号", words)]
    first = stops[-1] if stops else 0
    for start in range(first, len(words) - 3):
        place = region_name_at(words, start) or (words[start : start + 2] if words.startswith(("国家", "中共"), start) else "")
        if place and _only_organs(words[start:]):
            return low + start
    if stops and first and words[first - 1] in "。；" and len(words) - first <= 30 and ORGAN_END.search(words[first:]):
        return low + first
    return -1


def _only_organs(words: str) -> bool:
    """Organs one behind another, each beginning with a region's name."""
    borders = [0]
    for at in range(3, len(words) - 3):
        if region_name_at(words, at) and ENDINGS.search(words[borders[-1] : at]):
            borders.append(at)
    return len(words) - borders[-1] <= 30 and bool(ENDINGS.search(words))


def _issued_title(text: str, masked: str, at: int, titles: list[str], frame: Frame) -> None:
    """The end of the title of a document that begins at ``at``."""
    while text[at : at + 1] == " ":
        at += 1
    for title in titles:
        for words in (f"《{title}》", title):
            if text.startswith(words, at):
                frame.borders.add(at + len(words))
                return
    if text.startswith("《", at) and (end := text.find("》", at, at + LONGEST_TITLE)) > 0:
        frame.borders.add(end + 1)
        return
    stop = SENTENCE_END.search(masked, at)
    for match in GENRE.finditer(masked, at, min(stop.start() if stop else len(masked), at + LONGEST_TITLE)):
        if match.end() - at >= 6 and TEXT_BEGINS.match(masked, match.end()):
            frame.borders.add(match.end())
            return

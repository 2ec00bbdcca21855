"""The parts of a notice: which blocks are front matter (masthead, covering notice, attachment list, signature).

Not here: sections of the operative text (`outline.sections`), values of the metadata (`outline.masthead`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from policyparse.language.spelling import full_marks
from policyparse.layout.line_kinds import DATE_LINE, GENRE_END, NUMBER_LINE, ORGAN_END, is_title_like
from policyparse.layout.manuscript import Manuscript, Paragraph
from policyparse.layout.markers import ATTACHMENT, PAGE_LABEL, begins_with_marker, number_of, read_marker
from policyparse.lazy_regex import inline, regex

# What stands before a title and is none of it: a compilation's number, a page's label.
COMPILED = regex(r"^(?:\d{1,3}[.．、] ?|(?:信息名称|文件名称|公文名称|标题|题名|名称) ?[:：] ?)")
CLAUSE_MARK = regex("[，。；]")
ISSUES = regex("(?:印发|转发|发布|公布)(?!《)(.{4,80}?)的?通知$")
DATE_BRACKET = regex(r"[（(] ?(?:19|20|１９|２０)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?[）)]$")
# …工作的通知 国能综通安全〔2021〕108号: the notice's number on its title's line.
NUMBER_BEHIND = regex(
    r"(?:(?<=通知)|(?<=意见)|(?<=公告)|(?<=通告)|(?<=批复)|(?<=方案)|(?<=办法)|(?<=函)) ?"
    r"[\u4e00-\u9fff]{2,14}[〔\[（(【] ?(?:19|20)\d\d ?[〕\]）)】] ?第? ?\d{1,5} ?号$"
)
PRINTED = regex(r"(?:19|20|１９|２０)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日 ?印发")
ISSUING = regex(r"印发|转发|发布|公布|下发|颁布")
ISSUES_IT = regex(r"(?:印发|转发|发布|公布|下发|颁布)(?!的)")  # 国务院印发的《纲要》要求: issued by another
# 印发《A》《B》和《C》: what stands before the first title of a list stands before each.
TITLES_BEFORE = regex(r"(?:《[^《》]{0,400}》(?:[（(][^（()）]{0,80}[）)])?[、和及与]?){1,40}$")
# 《A》和《B》已经同意，现印发给你们: what stands behind the last stands behind each.
TITLES_BEHIND = regex(r"^(?:(?:[（(][^（()）]{0,80}[）)])?[、和及与]{1,2}《[^《》]{0,200}》){1,12}")
SHORT_FORM = regex("以下(?:简)?称为?：?“?《([^《》]{2,40})》")
ANY_TITLE = regex("《([^《》]{4,120})》")
RESTS_ON = regex(r"(?:根据|依据|按照|依照|贯彻|落实|执行|遵照)[^，。；]{0,8}$")
KEY_FORMS = tuple(zip("（）〔〕［］：，—－–～０１２３４５６７８９", "()[][]:,----0123456789", strict=True))
RESTS_AT_FIRST = regex(r"(?:为了?|现)?(?:根据|依据|按照|依照|贯彻|落实|深入贯彻|认真贯彻|全面贯彻|遵照)")
LEFT_OUT = regex("[（(]略[）)]")  # 附件：（略）
ADDRESSEE_END = ("：", ":")
# 各市市场监督管理局，雄安新区综合执法局：现将《…》印发给你们: the covering words go on in the same line.
ADDRESSEES_OPEN = regex(
    "(?P<who>(?=各|[省市县区州盟]|自治区|国务院|有关|驻)[^。；：:《]{3,300}(?:[局委厅办院校会]|政府|部门|单位|机构|公司|企业|中心|管委会)[：:])"
    "(?=(?:《|现将|现就|现予|为(?!了?例)|根据|经[^，。]{2,30}(?:同意|批准|审议)))"
)
SEAL = regex("[（(](?:代章|代盖章|盖章|印章|章)[)）]$")
LAST_FRONT_BLOCK = 40
TITLE_SEARCH = 14
LEAST_ITEMS = 3
LEAST_TITLE = 8


@dataclass(frozen=True, slots=True)
class Parts:
    """Block numbers of a notice's front matter by what they are; -1 where there is none.

    ``title``, ``addressee``, ``issued_title`` (the line that repeats the issued document's title); ``letterhead``,
    ``attachment_list``, ``signature`` and ``dates`` are block numbers in order; ``cover`` the covering notice's text.
    """

    title: int
    addressee: int
    issued_title: int
    letterhead: tuple[int, ...]
    number_line: int
    cover: tuple[int, ...]
    attachment_list: tuple[int, ...]
    signature: tuple[int, ...]
    dates: tuple[int, ...]
    front_matter: frozenset[int]
    issued_keys: frozenset[str]


def title_key(text: str) -> str:
    """A title as a key: widths folded, blanks, brackets' forms and a compilation's number left out."""
    text = COMPILED.sub("", text.strip())
    if text[-1:] in ("）", ")"):
        text = DATE_BRACKET.sub("", text)
    if text[:1] == "《" and text.find("》") == len(text) - 1:
        text = text[1:-1]
    if text.isalpha():  # letters alone: nothing to fold, nothing to leave out
        return text
    for printed, form in KEY_FORMS:  # three times as fast as str.translate on Chinese text
        text = text.replace(printed, form)
    return "".join(text.split())


def is_among(text: str, keys: Set[str]) -> bool:
    """Whether a text's key is one of ``keys``. A sentence is known by its full stop, which no title's key lacks."""
    if not keys or len(text) < min(map(len, keys)):  # a key is never longer than its text
        return False
    last = text[-1:]
    if last.isalpha() and last not in [key[-1:] for key in keys]:  # a letter that ends a text ends its key too
        return False
    if "。" in text and not any("。" in key for key in keys):
        return False
    return title_key(text) in keys


def without_compilation(text: str) -> tuple[int, int]:
    """The stretch of a title line without a compilation's number before, date bracket or document number behind it."""
    start_match, end_match = COMPILED.match(text), DATE_BRACKET.search(text) or NUMBER_BEHIND.search(text)
    return start_match.end() if start_match else 0, end_match.start() if end_match else len(text)


def find_parts(manuscript: Manuscript) -> Parts:
    """The front matter of a notice: everything before its first numbered section, and what stands like it behind."""
    texts = {
        number: manuscript.text[block.start : block.end]
        for number, block in enumerate(manuscript.blocks)
        if isinstance(block, Paragraph)
    }
    front = _front_numbers(texts)
    number_line = next((n for n in front if NUMBER_LINE.match(texts[n])), -1)
    title = _find_title(texts, front)
    addressee = next((n for n in front if n > title and _is_addressee(texts[n])), -1)
    issued_keys = _issued_keys(texts, front, title)
    opened = max(title, addressee)
    issued = next((n for n in texts if n > opened and is_among(texts[n], issued_keys)), -1)
    letterhead = tuple(n for n in front if n < (title if title >= 0 else 0) and _is_organ_line(texts[n]))
    lists = _attachment_list(texts)
    headed = max(title, 0)
    dates = tuple(n for n in texts if n > headed and _is_date_line(texts[n]))
    signatures = [lines for n in dates if (lines := _signature_lines(texts, n))]
    signature = tuple(signatures[0]) if signatures else ()  # a forwarded document may bear its own, further down
    cover_end = issued if issued >= 0 else (front[-1] + 1 if front else 0)
    cover = tuple(n for n in front if opened < n < cover_end and n not in dates and n not in signature)
    signed = [number for lines_of_one in signatures for number in lines_of_one]
    contents = _contents(texts)
    front_set = {title, addressee, issued, number_line, *letterhead, *lists, *signed, *dates, *contents} - {-1}
    return Parts(
        title,
        addressee,
        issued,
        letterhead,
        number_line,
        cover,
        lists,
        signature,
        dates,
        frozenset(front_set),
        frozenset(issued_keys),
    )


def _contents(texts: dict[int, str]) -> range:
    """A table of contents (目录): from its heading to the line that prints its first entry again, as a heading."""
    for number, text in texts.items():
        if "目" in text and "".join(text.split()) == "目录" and number + 1 in texts:
            first = _entry_key(texts[number + 1])
            again = next((n for n in texts if n > number + 1 and _entry_key(texts[n]) == first), number)
            return range(number, again) if first else range(0)
    return range(0)


def _entry_key(text: str) -> str:
    """An entry without the dots and the page number that lead away from it."""
    return title_key(inline(r"[.…·．\s]{2,}\d{1,3}$").sub("", text))


def _front_numbers(texts: dict[int, str]) -> list[int]:
    """Paragraphs before the first numbered section; a compiled notice's own number before its title is none."""
    front: list[int] = []
    for number, text in texts.items():
        if len(front) >= LAST_FRONT_BLOCK:
            break
        if read_marker(text) and (front or not _is_compiled_title(text)):
            if (front and ATTACHMENT.match(texts[front[-1]])) or _is_list_item(texts, number):
                front.append(number)
                continue
            break
        front.append(number)
    return front


def _is_compiled_title(text: str) -> bool:
    """A title behind a compilation's number: 3. …关于印发…的通知, 1. 某省2023年重点任务（2023年6月30日）."""
    return "。" not in text and bool(inline("关于|印发|通知").search(text) or DATE_BRACKET.search(text))


def _is_list_item(texts: dict[int, str], number: int) -> bool:
    """An entry of the attachment list: right behind 附件：1.… or another entry of it."""
    before = texts.get(number - 1, "")
    marker, previous = read_marker(texts.get(number, "")), ATTACHMENT.match(before)
    if not marker or "。" in texts[number]:
        return False
    if previous and previous.group(2):  # 附件1.…
        return marker.number == number_of(previous.group(2)) + 1
    if previous:
        rest = LEFT_OUT.sub("", before[previous.end() :].lstrip("：: "))
        if not rest:
            return marker.number == 1 and is_title_like(texts[number])
        first = read_marker(rest)
        if first is None:
            return marker.number == 2 and inline("1 ?，").match(rest) is not None  # 1. misread
        return first.number + 1 == marker.number
    earlier = read_marker(before)
    return bool(
        earlier and earlier.number + 1 == marker.number and number - 1 in texts and _is_list_item(texts, number - 1)
    )


def _find_title(texts: dict[int, str], front: list[int]) -> int:
    for number in front[:TITLE_SEARCH]:
        text = texts[number]
        start, end = without_compilation(text)
        core = text[start:end]
        if _is_addressee(text) or "。" in core:
            return -1
        if ATTACHMENT.match(text) or NUMBER_LINE.match(text):
            continue
        named = core.rstrip("》") if ISSUING.search(core) else core
        if is_title_like(core) and GENRE_END.search(named) and len(core) >= 6:
            return number
    first = next(iter(front), -1)
    items = sum(begins_with_marker(text) for text in texts.values())
    if first >= 0 and items >= LEAST_ITEMS and _is_plain_title(texts[first]):
        return first  # …评定流程和要求: a title of no known kind, above numbered items
    return -1


def _is_plain_title(text: str) -> bool:
    """A first line that can be nothing but a title."""
    other = _is_organ_line(text) or _is_date_line(text) or PAGE_LABEL.match(text) or NUMBER_LINE.match(text)
    return LEAST_TITLE <= len(text) <= 60 and is_title_like(text) and not other and not ATTACHMENT.match(text)


def addressee_end(text: str) -> int:
    """Where the addressees of a line end: its end, or a colon behind which the covering words follow at once."""
    opened = ADDRESSEES_OPEN.match(text)
    return opened.end("who") if opened else len(text)


def _is_addressee(text: str) -> bool:
    """主送机关: a line of organs that ends with a colon, or goes on with 现将…印发给你们."""
    if ADDRESSEES_OPEN.match(text):
        return True
    if not text.endswith(ADDRESSEE_END) or "。" in text or read_marker(text) or ATTACHMENT.match(text):
        return False
    if (
        inline("为|根据|按照|依据|经|现|兹|鉴于|会议(?:指出|议定|要求|强调|认为|决定|明确)").match(text)
        or "，现" in text
    ):
        return False
    return not inline("如下|通知|要求|总体|目标|原则|任务|现将|事项|安排|规定|下列|以下").search(text[-8:])


def issued_titles(text: str) -> Iterator[re.Match[str]]:
    """The 《titles》 that a line issues, the title as first group; not those on which it rests."""
    short = set(SHORT_FORM.findall(text))
    marked = full_marks(text)
    for match in ANY_TITLE.finditer(text):
        if match[1] in short:
            continue
        lead = TITLES_BEFORE.sub("", marked[: match.start()])
        behind = TITLES_BEHIND.sub("", marked[match.end() : match.end() + 600])[:40].split("《")[0]
        if RESTS_ON.search(lead[-12:]) or RESTS_AT_FIRST.match(CLAUSE_MARK.split(lead)[-1]):
            continue
        if ISSUES_IT.search(lead[-8:]) or ISSUES_IT.search(behind):
            yield match


def _issued_keys(texts: dict[int, str], front: list[int], title: int) -> set[str]:
    """Keys of the titles that the title line or the covering notice issues."""
    keys: set[str] = set()
    for number in front:
        text = texts[number]
        if ISSUING.search(text) and (number == title or number > title):
            keys.update(title_key(match.group(1)) for match in issued_titles(text))
    if title >= 0:
        start, end = without_compilation(texts[title])
        inner = ISSUES.search(texts[title][start:end])
        if inner:
            keys.add(title_key(inner.group(1)))
    return {key for key in keys if not any(other != key and other.endswith(key) for other in keys)}


def _is_organ_line(text: str) -> bool:
    if PAGE_LABEL.match(text):
        return False
    return bool(ORGAN_END.search(SEAL.sub("", text).removesuffix("文件"))) and is_title_like(text) and len(text) <= 60


def _is_date_line(text: str) -> bool:
    return (
        len(text) <= 60
        and "。" not in text
        and bool(DATE_LINE.match(text) or ("印发" in text and PRINTED.search(text)))
    )


def _signature_lines(texts: dict[int, str], date: int) -> list[int]:
    """The organs that sign: the lines of organs right above a date."""
    lines: list[int] = []
    number = date - 1
    while number in texts and _is_organ_line(texts[number]) and len(lines) < 20:
        lines.insert(0, number)
        number -= 1
    return lines


def _attachment_list(texts: dict[int, str]) -> tuple[int, ...]:
    """附件：1.… and the entries behind it."""
    found: list[int] = []
    for number, text in texts.items():
        match = ATTACHMENT.match(text) if text[:1] == "附" else None
        begins = False
        if match and not match.group(2) and inline("[：:]").search(text[: match.end()]):
            begins = bool(text[match.end() :].strip()) or _is_list_item(texts, number + 1)
        elif match and match.group(2) and text[match.end() :].strip():
            begins = _is_list_item(texts, number + 1)
        if begins or (found and found[-1] == number - 1 and _is_list_item(texts, number)):
            found.append(number)
    return tuple(found)

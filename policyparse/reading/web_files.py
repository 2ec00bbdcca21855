"""Links to files on a web page → the list of attachments that the notice does not print itself.

A link is read, never gone to. Where the text names its attachments already, links that repeat them are dropped; else
their titles become lines as a notice prints them: 附件：1.… Not here: what an attachment holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policyparse.lazy_regex import inline, regex
from policyparse.reading.web_text import PageLine

BLANK = "[ \u3000]*"
EXTENSION = regex(
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|ceb|rtf|zip|rar|7z)(?=$|[?#&\s\u3000)）\]】》])", re.IGNORECASE
)
ATTACHED = f"附{BLANK}[件表录]{BLANK}"
LIST_HEAD = regex(rf"[【\[]?(?:相关|本文)?{ATTACHED}(?:下载|列表)?[】\]]?{BLANK}[:：]?{BLANK}")
NUMBER = regex(
    rf"{ATTACHED}([\d一二三四五六七八九十]{{1,3}})?(?:[-—~至]\d{{1,2}})?(?:下载)?{BLANK}[:：.．、)）]?{BLANK}"
)
ORDINAL = regex(rf"(\d{{1,2}}){BLANK}[.．、]{BLANK}(?!\d)")
ENTRY = regex(rf"{ATTACHED}(?:[:：]|\d)")
ASKING = regex(r"^(?:点击)?下载[:：]?|[（(【\[]?(?:点击)?下载[）)】\]]?$")
NO_NAME = regex(
    r"[【\[（(]?(?:点击|点此|请)?(?:此处|这里)?(?:下载|查看|打开|浏览|阅读|预览)?"
    r"(?:(?:原文|全文|文件|附件|正文|PDF|WORD|OFD|扫描件|下载|查看)版?|\d){0,6}[】\]）)]?",
    re.IGNORECASE,
)
SIZE = regex(
    r"[ \u3000]?[（(\[]?[\d.,]{1,12} ?(?:[KM]B?|字节|bytes)[）)\]]?$|已下载.{0,20}$|下载次数.{0,20}$", re.IGNORECASE
)
MOST = 60


def with_attachments(lines: list[PageLine], below: list[PageLine]) -> list[PageLine]:
    """The article's lines with its attachments listed once; ``below``: the lines of the page after the article."""
    own = [number for number, line in enumerate(lines) if _is_file_line(line)]
    outside = [line for line in below if _is_file_line(line)]
    if not own and not outside:
        return lines
    files = set(own)
    text = [line for number, line in enumerate(lines) if number not in files]
    listed = _listed(text)
    titles: dict[str, str] = {}
    for line in [*(lines[number] for number in own), *outside]:
        for number, title in _titles(line):
            if _bare(title) and not any(_bare(title) in entry for entry in listed):
                titles.setdefault(title, number)
    if listed and outside and not own:
        titles = {}  # the notice lists them: a link below it by another name is one of them
    at = own[0] if own else len(lines)
    before = lines[:at]
    if titles and before and LIST_HEAD.fullmatch(before[-1].text.strip("\u3000\u00a0 ")):
        before.pop()
    behind = [line for number, line in enumerate(lines) if number >= at and number not in files]
    return before + _as_list(titles) + behind


def _is_file_line(line: PageLine) -> bool:
    """A line that is links to files and nothing else, but for a heading or number before them."""
    files = [link for link in line.links if _is_file(link)]
    if not files:
        return False
    rest = line.text
    for _, _, words in line.links:
        rest = rest.replace(words.strip(), "", 1)
    rest = NUMBER.sub("", SIZE.sub("", LIST_HEAD.sub("", rest)))
    return len(inline(r"[\W\d]").sub("", rest)) <= 4 and len(files) == len(line.links)


def _is_file(link: tuple[str, str, str]) -> bool:
    address, hint, words = link
    return any(EXTENSION.search(text.strip()) for text in (address, words, hint))


def _titles(line: PageLine) -> Iterable[tuple[str, str]]:
    """(number, title) of each file of a line; a link without a name of its own says nothing."""
    before = line.text.split(line.links[0][2].strip())[0] if line.links[0][2].strip() else ""
    for position, (_, hint, words) in enumerate(line.links):
        printed = (before if position == 0 else "") + words
        number, title = _named(printed)
        if not title:
            hinted = _named(hint)
            number, title = number or hinted[0], hinted[1]
        if title or number:
            yield number, title or f"附件{number}"


def _named(words: str) -> tuple[str, str]:
    """A file's number and title out of its link: without extension, size and the words that ask to load it."""
    words = SIZE.sub("", " ".join(words.split()))
    words = EXTENSION.sub("", words).strip(" \u3000")
    number = ""
    for _ in range(2):
        if match := NUMBER.match(words):
            number, words = match.group(1) or number, words[match.end() :]
        if match := ORDINAL.match(words):
            number, words = match.group(1), words[match.end() :]
    words = ASKING.sub("", words).strip(" \u3000")
    return number, "" if NO_NAME.fullmatch(words) else words


def _listed(lines: list[PageLine]) -> list[str]:
    """The entries of the attachment list that the text prints: 附件：1.… and the numbered lines behind it."""
    entries: list[str] = []
    inside = False
    for line in lines:
        words = line.text.strip("\u3000\u00a0 ")
        inside = bool(ENTRY.match(words) and len(words) > 4) or (inside and bool(ORDINAL.match(words)))
        if inside:
            entries.append(_bare(words))
    return entries


def _as_list(titles: dict[str, str]) -> list[PageLine]:
    """附件：title, or 附件：1.title and a line for each further one."""
    entries = list(titles.items())[:MOST]
    if len(entries) == 1:
        title, number = entries[0]
        return [PageLine(f"附件：{number + '.' if number.isdigit() else ''}{title}")]
    lines: list[PageLine] = []
    for position, (title, _) in enumerate(entries, 1):
        lines.append(PageLine(f"{'附件：' if position == 1 else ''}{position}.{title}", apart=position == 1))
    return lines


def _bare(text: str) -> str:
    return inline(r"[\W_]").sub("", EXTENSION.sub("", text))

"""Words → 《titles》, each with the document number printed behind it: 《关于…的意见》（赣府发〔2020〕16号）.

Pure functions that never raise; linear in the text. Not here: what a title is cited for (``facts``), document numbers
by themselves (``doc_numbers``), repairs of a 《 left open (``layout``).
"""

from __future__ import annotations

from collections.abc import Iterator

from policyparse.language.doc_numbers import find_doc_numbers
from policyparse.language.rules import Rule
from policyparse.language.values import Mention, Title
from policyparse.lazy_regex import regex

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
_BLANK = r"[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff]"
_SPACE = r"[\s\u200b-\u200d\u2060\ufeff]"
_DIGIT = "0-9０-９"

_OTHER_NUMBER = regex(
    rf"(?:[{_HAN}]{{0,24}}{_BLANK}*+(?:令|公告|通告|文件)?{_BLANK}*+第{_BLANK}*+[{_DIGIT}]{{1,5}}{_BLANK}*+号(?:令|公告)?)"
)
_BEHIND_TITLE = regex(
    rf"{_SPACE}{{0,40}}+(?:的?(?:通知|意见|决定|批复|函|规定|文件|精神)|等文件|等)?{_SPACE}{{0,40}}+[（(]{_SPACE}{{0,40}}+"
)
#: GB/T 29490-2013, CJ/T 316—2009, ISO 56005/56002: of national, industry, local and international standards.
STANDARD_CODE = (
    r"(?:GB|DB|CJ|CJJ|JGJ|JTG|HJ|NY|SB|GA|JT|LY|QX|WS|YY|AQ|DL|SL|TD|MZ|WW|YD|ISO|IEC)\d{0,2}(?: ?/ ?[TZ]|T ?/)?"
)
_STANDARD_NUMBER = regex(rf"{STANDARD_CODE} ?\d[\d.]*(?: ?[-—–/] ?\d{{4,5}})?(?=[)）,，；;。]|$)")
#: DL/T 741《架空输电线路运行规程》: the number before a title.
_STANDARD_BEFORE = regex(rf"(?<![A-Za-z]){STANDARD_CODE} ?\d[\d.]*(?: ?[-—–] ?\d{{4}})? ?$")
_BETWEEN_HAN = regex(rf"(?<=[{_HAN}，。、；：“”‘’（）《》〈〉\d]){_SPACE}+(?=[{_HAN}，。、；：“”‘’（）《》〈〉\d])")
_FOOTNOTE_CALL = regex("[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_WRAP = regex(rf"{_SPACE}{{0,40}}\n{_SPACE}{{0,40}}+")
_ANY_SPACE = regex(_SPACE)
# A mark, or a blank line: the newline stands among the marks, so that the search can run through the text for them.
_BRACKET = regex(r"[《》。；\n](?:(?<!\n)|[ \t\u3000]*\n)")
_LONGEST_TITLE = 400


def _clean(title: str) -> str:
    """The title's words without line wraps and without blanks inside Chinese text; Latin words keep theirs."""
    joined = _WRAP.sub(" ", _FOOTNOTE_CALL.sub("", title.strip()))
    return _BETWEEN_HAN.sub("", joined)


def _number_behind(text: str, end: int) -> str | None:
    """The number in the bracket that follows a title directly or behind 的通知, without blanks; else None."""
    lead = _BEHIND_TITLE.match(text, end, end + 40)
    if lead is None:
        return None
    inside = text[lead.end() : lead.end() + 80]
    for mention in find_doc_numbers(inside)[:1]:
        if mention.start == 0:
            return mention.value.raw
    other = _OTHER_NUMBER.match(inside) or _STANDARD_NUMBER.match(inside)
    return _ANY_SPACE.sub("", other[0]) if other else None


def _standard_number(text: str, start: int) -> str | None:
    """The number of a standard that stands right before its title."""
    before = text[start - 1 : start]
    found = _STANDARD_BEFORE.search(text, max(0, start - 30), start) if before.isascii() and before.strip() else None
    return _ANY_SPACE.sub("", found[0]) if found else None


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every 《…》 that closes; between titles the text is searched for no other mark than 《."""
    open_at: list[int] = []
    at = text.find("《")
    while at >= 0:
        for m in _BRACKET.finditer(text, at):
            at = m.end()
            if m[0] == "《":
                open_at.append(m.start())
            elif m[0] == "》":
                yield open_at.pop(), at
            else:
                open_at.clear()
            if not open_at:
                break
        at = text.find("《", at)


def find_titles(text: str) -> list[Mention[Title]]:
    """Every outermost 《title》 in order, brackets included in the mention; a 《 that never closes is passed over.

    Inner 《》 belong to the outer title. A full stop, a semicolon or an empty line inside ends the hope that an
    open 《 closes, so that a forgotten 》 swallows nothing.
    """
    found: list[Mention[Title]] = []
    covered = -1
    for start, end in sorted(_pairs(text)):
        if start < covered or end - start > _LONGEST_TITLE:
            continue
        title = _clean(text[start + 1 : end - 1])
        if title:
            number = _number_behind(text, end) or _standard_number(text, start)
            found.append(Mention(start, end, text[start:end], Title(title, number), "title"))
            covered = end
    return found


RULES: tuple[Rule, ...] = (
    Rule(
        id="title",
        purpose="a 《title》 that closes, inner titles with it, and the number in the bracket behind it",
        literals=("《",),
        examples=(
            ("修订《南昌市职业教育专项经费管理使用办法》", "南昌市职业教育专项经费管理使用办法"),
            ("《国务院关于印发〈方案〉的通知》（国发〔2019〕4号）", "国务院关于印发〈方案〉的通知"),
            ("《实施\n方案》", "实施方案"),
        ),
        near_misses=("现将《实施方案影印发给你们。请执行》", "《》"),
        find=find_titles,
    ),
)

"""Words → 《titles》 and document numbers: 《关于…的意见》（赣府发〔2020〕16号）, 国发〔2018〕42号.

Pure functions that never raise; linear in the text. Not here: what a title is cited for (``facts``), whether a
number is the notice's own (``outline``), repairs of a 《 left open (``layout``).
"""

from __future__ import annotations

import re
from dataclasses import replace

from policyparse.language.rules import Rule
from policyparse.language.values import DocNumber, Mention, Title

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
_BLANK = r"[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff]"
_SPACE = r"[\s\u200b-\u200d\u2060\ufeff]"
_DIGIT = "0-9０-９"
_OPEN, _CLOSE = r"[〔\[【（(｛{〈<﹝［〖「]", r"[〕\]】）)｝}〉>﹞］〗」]"

# (1) the year in brackets; the serial may carry 第 before it. 国发〔2018〕42号, 京政办发(2006)第36号
_BRACKETED = re.compile(
    rf"{_OPEN}{_SPACE}*([{_DIGIT}](?:{_BLANK}*[{_DIGIT}]){{1,3}})年?{_SPACE}*{_CLOSE}"
    rf"{_SPACE}*(?:第{_SPACE}*)?([{_DIGIT}](?:{_BLANK}*[{_DIGIT}]){{0,4}}){_SPACE}*号"
)
# (2) the year spelled 2018年第13号: orders and announcements. Without 第 it is no number (2023年8号楼).
_SPELLED = re.compile(rf"([{_DIGIT}]{{4}}){_BLANK}*年{_BLANK}*第{_BLANK}*([{_DIGIT}]{{1,5}}){_BLANK}*号")
_LABEL = re.compile(rf"^{_SPACE}*(?:发文字号|文件编号|公文文号|文件号|发文号|文号|字号|编号){_SPACE}*[：:]{_SPACE}*")

_CODE_CHARACTER = re.compile(rf"[{_HAN}A-Za-z]")
_LONGEST_CODE = 20
_SPELLED_CODE = re.compile(r"(?:公告|通告|令|部|局|委|委员会|会|署|院|行|厅|政府)$")
# Words that lead up to a number in a sentence or stand glued before it; none ends inside an organ's code.
_LEAD_IN = re.compile(
    r".*(?:的通知|的意见|的批复|的决定|的通告|的公告|的函|通知|根据|按照|依据|依照|遵照|参照|关于|废止|失效|执行"
    r"|贯彻|落实|"
    r"修订|修改|转发|详见|对照|以及|同时|及|与|号|年|月|以下简称|简称|文号为|文件|印发)"
)
_LEAD_AND = re.compile(r"(?<=.)[和或](?=.)")
# An issuer's name run into the number by a lost line break: 市财政局沪财发, 省人民政府川府发.
_LETTERHEAD = re.compile(
    rf".*(?:人民政府|[省市县区][{_HAN}]{{1,6}}局|省[{_HAN}]{{1,6}}厅|市[{_HAN}]{{1,8}}委员会)(?=[{_HAN}]{{2}})"
)
_CONTINUES = re.compile(r"^(?:的|了|着|过)")

_OTHER_NUMBER = re.compile(
    rf"(?:[{_HAN}]{{0,24}}{_BLANK}*(?:令|公告|通告|文件)?{_BLANK}*第{_BLANK}*[{_DIGIT}]{{1,5}}{_BLANK}*号(?:令|公告)?)"
)
_BEHIND_TITLE = re.compile(
    rf"{_SPACE}*(?:的?(?:通知|意见|决定|批复|函|规定|文件|精神)|等文件|等)?{_SPACE}*[（(]{_SPACE}*"
)
_BETWEEN_HAN = re.compile(
    rf"(?<=[{_HAN}，。、；：“”‘’（）《》〈〉\d]){_SPACE}+(?=[{_HAN}，。、；：“”‘’（）《》〈〉\d])"
)
_FOOTNOTE_CALL = re.compile("[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_WRAP = re.compile(rf"{_SPACE}*\n{_SPACE}*")
_ANY_SPACE = re.compile(_SPACE)
# A mark, or a blank line: the newline stands among the marks, so that the search can run through the text for them.
_BRACKET = re.compile(r"[《》。；\n](?:(?<!\n)|[ \t\u3000]*\n)")
_LONGEST_TITLE = 400


def _number(digits: str) -> int:
    """The digits as an integer, full width and stray blanks read through."""
    return int(_ANY_SPACE.sub("", digits))


def _year(digits: str) -> int | None:
    """A four-digit year, or the two digits of the last century that early numbers print; else None."""
    value = _number(digits)
    if 49 <= value <= 99:
        return 1900 + value
    return value if 1949 <= value <= 2099 else None


def _code_start(text: str, end: int) -> int:
    """Where the organ's code begins that ends at ``end``: back over its characters, then past what leads up to it."""
    start = end
    while start > 0 and end - start < 2 * _LONGEST_CODE and _CODE_CHARACTER.match(text[start - 1]):
        start -= 1
    run = text[start:end]
    day = bool(run) and run[0] == "日" and start > 0 and text[start - 1].isdigit()
    cut = 1 if day else 0
    for pattern in (_LEAD_IN, _LETTERHEAD):
        if (m := pattern.match(run, cut)) and m.end() < len(run):
            cut = m.end()
    for m in _LEAD_AND.finditer(run, cut):
        cut = m.end()
    return start + cut


def _build(text: str, start: int, code_end: int, year: str, serial: str, end: int) -> Mention[DocNumber] | None:
    """The mention, where the code is one that an organ could have and the year one that could be."""
    code = _ANY_SPACE.sub("", text[start:code_end])
    when = _year(year)
    if when is None or not 1 <= len(code) <= _LONGEST_CODE or _CONTINUES.match(code):
        return None
    if not re.search(rf"[{_HAN}]", code):
        return None
    raw = text[start:end]
    return Mention(start, end, raw, DocNumber(_ANY_SPACE.sub("", raw), code, when, _number(serial)), "doc_number")


def _back_over_blanks(text: str, end: int) -> int:
    """The end of the code: the year's bracket may stand a few blanks off it."""
    at = end
    while at > 0 and end - at < 4 and text[at - 1].isspace():
        at -= 1
    return at


def find_doc_numbers(text: str) -> list[Mention[DocNumber]]:
    """Every document number in the text, in order; the value's ``raw`` is the number without blanks."""
    found: list[Mention[DocNumber]] = []
    for m in _BRACKETED.finditer(text):
        code_end = _back_over_blanks(text, m.start())
        start = _code_start(text, code_end)
        if start < code_end and (hit := _build(text, start, code_end, m[1], m[2], m.end())):
            found.append(hit)
    for m in _SPELLED.finditer(text):
        code_end = _back_over_blanks(text, m.start())
        start = _code_start(text, code_end)
        if start == code_end or not _SPELLED_CODE.search(text[start:code_end]):
            continue
        if hit := _build(text, start, code_end, m[1], m[2], m.end()):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def parse_doc_number(text: str) -> DocNumber | None:
    """The whole string as one document number, or None.

    Brackets of any kind, stray blanks, a label before it (发文字号：), words glued before it
    (…的通知沪府发〔2009〕39号) and a missing 号 at the very end are read through. A number without a year
    (第12号令) has no parts: None.
    """
    if len(text) > 200:
        return None
    printed = _ANY_SPACE.sub("", _LABEL.sub("", text))
    body = printed
    if body and body[-1] not in "号令告":
        body += "号"
    if m := re.search(r"号(令|公告|通告)$", body):  # 2023年第5号公告 is read as 公告2023年第5号
        body = (m[1] if _SPELLED.match(body) else "") + body[: m.start() + 1]
    for m in (_BRACKETED.search(body), _SPELLED.search(body)):
        if m is None or m.end() != len(body):
            continue
        start = _code_start(body, m.start())
        if hit := _build(body, start, m.start(), m[1], m[2], m.end()):
            return replace(hit.value, raw=printed[start:])
    return None


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
    other = _OTHER_NUMBER.match(inside)
    return _ANY_SPACE.sub("", other[0]) if other else None


def find_titles(text: str) -> list[Mention[Title]]:
    """Every outermost 《title》 in order, brackets included in the mention; a 《 that never closes is passed over.

    Inner 《》 belong to the outer title. A full stop, a semicolon or an empty line inside ends the hope that an
    open 《 closes, so that a forgotten 》 swallows nothing.
    """
    found: list[Mention[Title]] = []
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    for m in _BRACKET.finditer(text):
        if m[0] == "《":
            open_at.append(m.start())
        elif m[0] == "》":
            if open_at:
                pairs.append((open_at.pop(), m.end()))
        else:
            open_at.clear()
    covered = -1
    for start, end in sorted(pairs):
        if start < covered or end - start > _LONGEST_TITLE:
            continue
        title = _clean(text[start + 1 : end - 1])
        if title:
            found.append(Mention(start, end, text[start:end], Title(title, _number_behind(text, end)), "title"))
            covered = end
    return found


RULES: tuple[Rule, ...] = (
    Rule(
        id="doc_number",
        purpose="a document number: the organ's code, the year in brackets or spelled with 第, the serial",
        literals=("号",),
        examples=(
            ("根据《意见》（国发〔2018〕42号）", "国发〔2018〕42号"),
            ("豫政办 〔2014〕158号", "豫政办〔2014〕158号"),
            ("晋政办发[2004]25号", "晋政办发[2004]25号"),
            ("国家税务总局公告2018年第13号", "国家税务总局公告2018年第13号"),
        ),
        near_misses=("2023年8号楼", "第12号令", "〔2023〕8号", "2-3个〔注〕8号"),
        find=find_doc_numbers,
    ),
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

"""Words → document numbers: 国发〔2018〕42号, 交通运输部令2016年第62号, (78)交公路字412号 (GB/T 9704-2012, 7.2.5).

Pure functions that never raise; linear in the text. Not here: 《titles》 (``titles``), whether a number is the
notice's own (``outline``).
"""

from __future__ import annotations

from dataclasses import replace

from policyparse.language.rules import Rule
from policyparse.language.values import DocNumber, Mention
from policyparse.lazy_regex import inline, regex

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
_CIRCLED = r"\u2460-\u24ff\u2776-\u2793"  # ②豫政〔2020〕1号: an item's mark
_LETTER = rf"[^\W\d_A-Za-z{_CIRCLED}]"  # a Chinese character in effect: a class of all of them takes 2 ms to compile
_BLANK = r"[ \t\u00a0\u3000\u200b-\u200d\u2060\ufeff]"
_SPACE = r"[\s\u200b-\u200d\u2060\ufeff]"
_DIGIT = "0-9０-９"
_YEAR_DIGIT = rf"{_DIGIT}〇○Ｏ零一二三四五六七八九"
_OPEN, _CLOSE = r"[〔\[【（(｛{〈<﹝［〖「]", r"[〕\]】）)｝}〉>﹞］〗」]"

# (1) the year in brackets; the serial may carry 第 before it. 国发〔2018〕42号, 京政办发(2006)第36号
_BRACKETED = regex(
    rf"{_OPEN}{_SPACE}*([{_YEAR_DIGIT}](?:{_BLANK}*[{_YEAR_DIGIT}]){{1,3}})年?{_SPACE}*{_CLOSE}"
    rf"{_SPACE}*(?:第{_SPACE}*)?([{_DIGIT}](?:{_BLANK}*[{_DIGIT}]){{0,4}}){_SPACE}*号"
)
# (2) the year spelled 2018年第13号: orders and announcements. Without 第 it is no number (2023年8号楼).
_SPELLED = regex(rf"([{_DIGIT}]{{4}}){_BLANK}*年{_BLANK}*第{_BLANK}*([{_DIGIT}]{{1,5}}){_BLANK}*号")
# (3) the year in front, as early numbers have it: (78)交公路字412号. Only where the code ends in 字, 发 or 函:
# (2019)最高法民终347号 is a court's.
_YEAR_FIRST = regex(
    rf"{_OPEN}{_SPACE}*([{_DIGIT}]{{2}}|[{_DIGIT}]{{4}})年?{_SPACE}*{_CLOSE}{_SPACE}*"
    rf"({_LETTER}{{1,12}}[字发函])(?:第{_SPACE}*)?([{_DIGIT}]{{1,5}}){_SPACE}*号"
)
_ORDER = regex(
    rf"{_LETTER}{{0,30}}{_BLANK}*[（(]?第{_BLANK}*[{_DIGIT}〇零一二三四五六七八九十百]{{1,6}}{_BLANK}*号[）)]?"
)
_ANY_BRACKETED_YEAR = regex(rf"{_OPEN}{_SPACE}*[{_YEAR_DIGIT}]{{2,4}}年?{_SPACE}*{_CLOSE}")
_LABEL = regex(rf"^{_SPACE}*(?:发文字号|文件编号|公文文号|文件号|发文号|文号|字号|编号){_SPACE}*[：:]{_SPACE}*")

_CODE_CHARACTER = regex(rf"[^\W\d_{_CIRCLED}]")
_LONGEST_CODE = 20
_SPELLED_CODE = regex(r"(?:(?<=.{2})函|公告|通告|令|部|局|委|委员会|会|署|院|行|厅|政府)$")
# Words that lead up to a number in a sentence or stand glued before it; none ends inside an organ's code.
_LEAD_IN = regex(
    r".{0,40}(?:的通知|的意见|的批复|的决定|的通告|的公告|的函|通知|根据|按照|依据|依照|遵照|参照|关于|废止|失效|执行"
    r"|贯彻|落实|"
    r"修订|修改|转发|详见|对照|以及|同时|及|与|号|年|月|以下简称|简称|文号为|文件|印发)"
)
_LEAD_AND = regex(r"(?<=.)[和或](?=.)")
# An issuer's name run into the number by a lost line break: 市财政局沪财发, 省人民政府川府发.
_LETTERHEAD = regex(
    rf".{{0,40}}(?:人民政府|[省市县区]{_LETTER}{{1,6}}局|省{_LETTER}{{1,6}}厅|市{_LETTER}{{1,8}}委员会)(?={_LETTER}{{2}})"
)
_CONTINUES = regex(r"^(?:的|了|着|过)")

_ANY_SPACE = regex(_SPACE)


_CHINESE_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")


def _number(digits: str) -> int:
    """The digits as an integer, full width and stray blanks read through."""
    return int(_ANY_SPACE.sub("", digits))


def _year(digits: str) -> int | None:
    """A four-digit year, or the two digits of the last century that early numbers print; else None."""
    value = _number(digits.translate(_CHINESE_DIGITS))
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
    if not inline(rf"[{_HAN}]").search(code):
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
    for m in _YEAR_FIRST.finditer(text):
        if (when := _year(m[1])) is not None:
            value = DocNumber(_ANY_SPACE.sub("", m[0]), m[2], when, _number(m[3]))
            found.append(Mention(m.start(), m.end(), m[0], value, "doc_number"))
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
    body = printed.removesuffix("文")
    if body and body[-1] not in "号令告":
        body += "号"
    if m := inline(r"号(令|公告|通告)$").search(body):  # 2023年第5号公告 is read as 公告2023年第5号
        body = (m[1] if _SPELLED.match(body) else "") + body[: m.start() + 1]
    for m in (_BRACKETED.search(body), _SPELLED.search(body)):
        if m is None or m.end() != len(body):
            continue
        start = _code_start(body, m.start())
        if hit := _build(body, start, m.start(), m[1], m[2], m.end()):
            return replace(hit.value, raw=printed[start:])
    early = _YEAR_FIRST.fullmatch(body)
    if early is not None and (when := _year(early[1])) is not None:
        return DocNumber(printed, early[2], when, _number(early[3]))
    return None


def why_no_doc_number(text: str) -> str | None:
    """Why a line that looks like a document number has no parts; None where it has them or looks like none at all."""
    printed = _ANY_SPACE.sub("", _LABEL.sub("", text))
    if not printed and text.strip():
        return "a label (发文字号) with nothing behind it" if _LABEL.match(text) else None
    if len(printed) > 60 or parse_doc_number(text) is not None:
        return None
    if len(_ANY_BRACKETED_YEAR.findall(printed)) > 1:
        return "two or more numbers on one line: none is taken for the notice's"
    if _ANY_BRACKETED_YEAR.search(printed):
        return "a year in brackets without an organ's code before it or a serial behind it"
    if (m := _ORDER.fullmatch(printed)) and (printed.startswith("第") or inline("令|公告|通告").search(m[0])):
        return "an order or announcement numbered without a year"
    return None


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
)

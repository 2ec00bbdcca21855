"""The metadata of a notice, each value with the stretch of text that prints it.

Read from the parts of the notice alone: letterhead, title, addressees, covering notice, signature, printing line
(GB/T 9704-2012, 7.2 to 7.4). Not here: which block is which part (`outline.parts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from policyparse.language.doc_numbers import find_doc_numbers
from policyparse.language.regions import Region
from policyparse.language.times import find_dates, find_times
from policyparse.language.values import DocNumber
from policyparse.layout.line_kinds import DATE_BRACKET, GENRE_END, ORGAN_END, is_title_like
from policyparse.layout.manuscript import Manuscript, Paragraph
from policyparse.layout.markers import ATTACHMENT, BEFORE_DATE, number_of
from policyparse.lazy_regex import regex
from policyparse.outline.issuers import organs_in_line, split_addressees
from policyparse.outline.jurisdiction import jurisdiction
from policyparse.outline.parts import (
    ISSUING,
    PRINTED,
    Parts,
    addressee_end,
    issued_titles,
    title_key,
    without_compilation,
)

T = TypeVar("T")
Span = tuple[int, int]

DOC_TYPES: tuple[tuple[str, str], ...] = (
    # (words at the end of a title, the type that they name), the longer before the shorter
    ("行动方案", "行动方案"),
    ("实施方案", "实施方案"),
    ("行动计划", "行动计划"),
    ("实施意见", "实施意见"),
    ("若干措施", "若干措施"),
    ("若干政策措施", "若干措施"),
    ("若干举措", "若干措施"),
    ("若干政策举措", "若干措施"),
    ("条措施", "若干措施"),
    ("项措施", "若干措施"),
    ("政策措施", "若干措施"),
    ("政策举措", "若干措施"),
    ("措施", "若干措施"),
    ("举措", "若干措施"),
    ("工作要点", "工作要点"),
    ("要点", "工作要点"),
    ("方案", "方案"),
    ("规划", "规划"),
    ("细则", "细则"),
    ("办法", "办法"),
    ("意见", "意见"),
    ("决定", "决定"),
    ("公告", "公告"),
    ("通告", "公告"),
    ("批复", "批复"),
    ("函", "函"),
    ("通知", "通知"),
)
LONGEST_FIRST = sorted(DOC_TYPES, key=lambda pair: -len(pair[0]))
ISSUES_IT = regex(
    "(?:近日|日前|最近|今日)?[，,]?((?!根据|按照|依据|为)[^《》]{2,60}?)(?:联合)?(?:印发|关于|转发|发布|公布)"
)
# 某市落实…工作方案的通知: a notice that is called by what it issues.
ISSUED_ALONE = regex("((?!.{0,60}(?:关于|转发))[^《》，。、：]{6,60})的通知")
ISSUED_UNMARKED = regex(
    r"关于(?:印发|转发|发布|公布)([^《》]{6,80})的(?:通知|公告|通告|函)(?:[（(][^（()）]{1,24}[)）])*$"
)
TITLE_TAIL = regex(r"(?:[（(][^（()）]{1,24}[)）]){1,6}$")
PERIOD_SPAN = regex(r"((?:19|20|１９|２０)\d\d) ?年? ?[-—–－―~～至到]{1,2} ?((?:19|20|１９|２０)\d\d) ?年?")
PERIOD_PLAN = regex(r"[“\"]?(十[一二三四五六]?)五[”\"]?")
PERIOD_YEAR = regex(r"((?:19|20|１９|２０)\d\d) ?年度?")
# 计划用3年时间（2021年至2023年）全面完成: what the text plans for itself, where no title names a period.
PLANNED_SPAN = regex(
    r"(?:计划|力争|拟|争取)[^。；]{0,4}[用利经][^。；，]{0,2}?([2-9二两三四五六七八九]) ?年(?:左右)?的?时间"
    r" ?[（(，,]? ?((?:19|20|１９|２０)\d\d) ?年? ?[-—–－―~～至到]{1,2} ?((?:19|20|１９|２０)\d\d) ?年"
)
# A letter or a report about a year's work plans none.
REPORTING = regex("(?:请示|纪要|批复|复函|通报|报告|公示)(?:》?的?(?:通知|公告))?$")
YEARLY = regex(r"要点|举措|计划|任务|清单|安排|工作|方案|措施|行动|考核|指标")
# What a page or form says of its notice under a label, the notice itself perhaps not.
LABELLED_DATES = tuple(
    (name, regex(rf"(?:{labels})[：:] ?((?:19|20|１９|２０)\d\d ?[-年/.] ?\d{{1,2}} ?[-月/.] ?\d{{1,2}} ?日?)"))
    for name, labels in (
        ("published_date", "(?:发布|发表|公开|公布)(?:日期|时间)"),
        ("effective_from", "(?:实施|施行|生效)(?:日期|时间)"),
        ("valid_until", "(?:失效|废止)(?:日期|时间)|有效期至"),
        ("signed_date", "(?:成文|生成|发文|制发)(?:日期|时间)"),
    )
)
LABELLED_ISSUER = regex(r"(?:发文|发布|制发|制定|印发)(?:机关|机构|单位|部门)[：:] ?(.{2,80})$")
LABEL_LINES = 12  # paragraphs from the beginning
INDEX_NUMBER = regex(r"(?:索引号|信息索引|索取号)[：: ]*([A-Za-z0-9\-/〔〕\[\]]{6,40})")
EFFECTIVE = regex(r"自((?:19|20|１９|２０)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)起(?:施行|实施|执行|生效)")
VALID = regex(r"有效期(?:至|到|截至)((?:19|20|１９|２０)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)")
DATES_IN_WORDS = (("effective_from", EFFECTIVE), ("valid_until", VALID))
URGENCY = regex(r"^(特急|加急|特提|平急|急件)$")
SECRECY = regex(r"^(绝密|机密|秘密)(?:★.*)?$")
WRAP = regex(r"(?<=[^\x00-\x7f])[ \u3000](?=[^\x00-\x7f])")  # a blank that a line's end left in Chinese text
# 1， is 1. misread; not the one of 表1，表2.
ENTRY = regex(rf"(?<![\d.])\d{{1,2}} ?(?:[.．、：:](?!\d)|(?<![表图]\d)，|{BEFORE_DATE})")
ENTRY_MARK = regex(r"(\d{1,2}) ?[.．、，：:] ?")
# 附件：（略）1.… and …任务分解表（略）: that it is left out is no part of a title.
LEFT_OUT_FIRST = regex(r"[：:.．、 •·]*(?:[（(]略[）)][：: ]*)?")
LEFT_OUT = regex(r"(?:[（(]略[）)]|[（(] ?\d{1,6} ?次下载 ?[)）]|[（(【]?点击下载[)）】]?|[。；;，, ]){1,40}$")
COPIED = regex(r"^抄送[：:] ?(.+)$")


@dataclass(frozen=True, slots=True)
class Printed(Generic[T]):
    """A value and the stretch of the text that prints it; None where it was inferred."""

    value: T
    span: Span | None


@dataclass(slots=True)
class Masthead:
    """What a notice says of itself."""

    title: Printed[str] | None = None
    subject_title: Printed[str] | None = None
    doc_type: Printed[str] | None = None
    doc_number: Printed[DocNumber] | None = None
    issuers: list[Printed[str]] = field(default_factory=list)
    addressees: list[Printed[str]] = field(default_factory=list)
    signed_date: Printed[date] | None = None
    printed_date: Printed[date] | None = None
    attachments: list[tuple[str | None, Printed[str]]] = field(default_factory=list)
    period: Printed[tuple[date, date]] | None = None
    published_date: Printed[date] | None = None
    effective_from: Printed[date] | None = None
    valid_until: Printed[date] | None = None
    index_number: Printed[str] | None = None
    copied_to: list[Printed[str]] = field(default_factory=list)
    urgency: Printed[str] | None = None
    secrecy: Printed[str] | None = None
    jurisdiction: Region | None = None


def read_masthead(manuscript: Manuscript, parts: Parts) -> Masthead:
    """All metadata of a notice; what is not printed stays None or empty."""
    reader = _Reader(manuscript, parts)
    head = Masthead()
    reader.titles(head)
    reader.number(head)
    reader.organs(head)
    reader.dates(head)
    reader.attachments(head)
    reader.period(head)
    reader.extras(head)
    printed = (*head.issuers, head.subject_title, head.title, *head.addressees)
    head.jurisdiction = jurisdiction([one.value for one in head.issuers], [one.value for one in printed if one])
    return head


class _Reader:
    def __init__(self, manuscript: Manuscript, parts: Parts) -> None:
        self.text = manuscript.text
        self.parts = parts
        self.spans = {n: (b.start, b.end) for n, b in enumerate(manuscript.blocks) if isinstance(b, Paragraph)}

    def words(self, number: int) -> str:
        start, end = self.spans[number]
        return self.text[start:end]

    def titles(self, head: Masthead) -> None:
        """The title line; and the issued document's title, as the title line, the cover or its own line prints it."""
        parts = self.parts
        if parts.title >= 0:
            start, end = without_compilation(self.words(parts.title))
            base = self.spans[parts.title][0]
            head.title = self._printed(base + start, base + end)
        inside = self._issued_in(parts.title) if parts.title >= 0 else None
        for number in (*parts.cover, parts.addressee):
            if inside is None and number >= 0 and (head.title is None or ISSUING.search(head.title.value)):
                inside = self._issued_in(number)
        if inside is None and parts.issued_title >= 0:
            inside = self.spans[parts.issued_title]
        if inside is None and parts.title >= 0:
            inside = self._issued_unmarked(parts.title)
        if inside is not None:
            words = self.text[slice(*inside)]
            bracketed = words[:1] == "《" and words.find("》") == len(words) - 1  # a line of its own may bear the marks
            head.subject_title = self._printed(inside[0] + bracketed, inside[1] - bracketed)
        carrier = head.subject_title or head.title
        if carrier and carrier.span:
            head.doc_type = self._doc_type(carrier)

    def _printed(self, start: int, end: int) -> Printed[str]:
        return Printed(WRAP.sub("", self.text[start:end]), (start, end))

    def _issued_in(self, number: int) -> Span | None:
        """The 《title》 that a line issues."""
        base, words = self.spans[number][0], self.words(number)
        match = next(issued_titles(words), None)
        return (base + match.start(1), base + match.end(1)) if match else None

    def _issued_unmarked(self, number: int) -> Span | None:
        """某市发展规划 of (关于印发)某市发展规划的通知, where no 《》 and no line of its own tell it."""
        base, words = self.spans[number][0], self.words(number)
        start, end = without_compilation(words)
        match = ISSUED_UNMARKED.search(words) or ISSUED_ALONE.fullmatch(words, start, end)
        named = match is not None and match[1].endswith(tuple(words for words, _ in DOC_TYPES))
        return (base + match.start(1), base + match.end(1)) if match and named else None

    def _doc_type(self, carrier: Printed[str]) -> Printed[str]:
        core = TITLE_TAIL.sub("", carrier.value)
        for words, name in LONGEST_FIRST:
            if core.endswith(words) and carrier.span:
                end = carrier.span[0] + self.text[carrier.span[0] : carrier.span[1]].rfind(words) + len(words)
                return Printed(name, (end - len(words), end))
        return Printed("其他", None)

    def number(self, head: Masthead) -> None:
        """The notice's own number stands by itself above or below the title, never inside 《》 or a bracket."""
        limit = next((n for n in (self.parts.addressee, *self.parts.cover) if n >= 0), 8)
        for number in sorted(self.spans):
            if number > max(limit, self.parts.title + 2, 3):
                return
            words = self.words(number)
            if "《" in words or "。" in words:
                continue
            for mention in find_doc_numbers(words):
                if mention.end >= len(words.rstrip()) or mention.start == 0 or "文件" in words:
                    base = self.spans[number][0]
                    head.doc_number = Printed(mention.value, (base + mention.start, base + mention.end))
                    return

    def organs(self, head: Masthead) -> None:
        """Issuers by letterhead, else signature, else title, else the sentence that reports the issue."""
        letterhead, signed = self._organs_of(self.parts.letterhead), self._organs_of(self.parts.signature)
        # A joint notice may bear the leading organ's letterhead alone (GB/T 9704-2012, 7.2.4): all of them sign.
        chosen = signed if not letterhead or letterhead.keys() < signed.keys() else letterhead
        head.issuers = (
            self._in_full(list(chosen.values()), head) or self._organs_before_issuing(head) or self._labelled_organs()
        )
        if self.parts.addressee >= 0:
            base, words = self.spans[self.parts.addressee][0], self.words(self.parts.addressee)
            head.addressees = [
                self._printed(base + start, base + end)
                for start, end in split_addressees(words[: addressee_end(words)])
            ]

    def _in_full(self, organs: list[Printed[str]], head: Masthead) -> list[Printed[str]]:
        """An organ that signs by its short name (省知识产权局) as the title prints it (浙江省知识产权局等7部门…)."""
        titled = self._organs_before_issuing(head) if head.title is not None else []
        keys = [(full, full.value.replace("人民政府", "政府")) for full in titled]
        named: list[Printed[str]] = []
        for one in organs:
            key = one.value.replace("人民政府", "政府")
            same = [full for full, of in keys if of.endswith(key)]
            named.append(max([one, *same], key=lambda printed: len(printed.value)))
        return named

    def _organs_of(self, lines: Iterable[int]) -> dict[str, Printed[str]]:
        """The organs that lines name, each once."""
        found: dict[str, Printed[str]] = {}
        for number in lines:
            base = self.spans[number][0]
            for start, end in organs_in_line(self.words(number)):
                organ = self._printed(base + start, base + end)
                found.setdefault(organ.value, organ)
        return found

    def _organs_before_issuing(self, head: Masthead) -> list[Printed[str]]:
        """教育部 江西省人民政府印发《…》, and 近日，A、B印发了《…》 in the first paragraphs."""
        lines = [self.spans[self.parts.title]] if self.parts.title >= 0 else []
        lines += [self.spans[number] for number in self.parts.cover[:3]]
        for start, end in lines:
            words = self.text[start:end]
            first, last = without_compilation(words) if (start, end) == lines[0] and head.title else (0, len(words))
            match = ISSUES_IT.match(words[first:last])
            if match:
                base = start + first + match.start(1)
                found = [self._printed(base + a, base + b) for a, b in organs_in_line(match.group(1))]
                if found:
                    return found
        return []

    def _labelled_organs(self) -> list[Printed[str]]:
        """发文机关：… beside the notice, where it names no issuer itself."""
        for number in list(self.spans)[:LABEL_LINES]:
            if match := LABELLED_ISSUER.match(self.words(number)):
                base = self.spans[number][0] + match.start(1)
                return [self._printed(base + a, base + b) for a, b in organs_in_line(match.group(1))]
        return []

    def dates(self, head: Masthead) -> None:
        for number in self.parts.dates:
            words, base = self.words(number), self.spans[number][0]
            found = [m for m in find_dates(words) if m.value.end and m.value.precision == "day"]
            if not found or found[0].value.end is None:
                continue
            printed = Printed(found[0].value.end, (base + found[0].start, base + found[0].end))
            if PRINTED.search(words):
                head.printed_date = head.printed_date or printed
            elif head.signed_date is None:
                head.signed_date = printed
        if head.signed_date is None:
            head.signed_date = self._date_below_title()

    def _date_below_title(self) -> Printed[date] | None:
        """（2025年1月16日） on a line of its own near the title, where no date stands under a signature."""
        for number in list(self.spans)[:LABEL_LINES]:
            words, base = self.words(number), self.spans[number][0]
            if DATE_BRACKET.match(words):
                found = [m for m in find_dates(words) if m.value.end is not None and m.value.precision == "day"]
                if found and found[0].value.end is not None:
                    return Printed(found[0].value.end, (base + found[0].start, base + found[0].end))
        return None

    def attachments(self, head: Masthead) -> None:
        """The attachments as listed; where no list is printed, as they stand behind the text."""
        for number in self.parts.attachment_list:
            words, base = self.words(number), self.spans[number][0]
            match = ATTACHMENT.match(words)
            left_out = LEFT_OUT_FIRST.match(words, match.end() if match else 0)
            at = left_out.end() if left_out else 0
            numbered = match.group(2) if match else None
            for label, start, end in [(numbered, at, len(words))] if numbered else _entries(words, at):
                head.attachments.append((label, self._printed(base + start, base + end)))
        if not head.attachments:
            self._attachments_by_their_pages(head)

    def _attachments_by_their_pages(self, head: Masthead) -> None:
        for number in self.spans:
            words = self.words(number)
            match = ATTACHMENT.match(words) if words[:1] == "附" else None
            following = self.spans.get(number + 1)
            if match and match.end() == len(words) and following:
                title = self.text[following[0] : following[1]]
                if is_title_like(title):
                    left = LEFT_OUT_FIRST.match(title)
                    start, end = left.end() if left else 0, len(LEFT_OUT.sub("", title))
                    head.attachments.append((match.group(2), self._printed(following[0] + start, following[0] + end)))

    def period(self, head: Masthead) -> None:
        """The period that a title names; a yearly work plan has its year."""
        for carrier in (head.subject_title, head.title):
            if carrier is None or carrier.span is None:
                continue
            words, base = self.text[carrier.span[0] : carrier.span[1]], carrier.span[0]
            found = PERIOD_SPAN.search(words)
            if found:
                years = int(found.group(1)), int(found.group(2))
            elif plan := PERIOD_PLAN.search(words):
                named = find_times(plan.group() + "期间")
                if named and named[0].value.start and named[0].value.end:
                    span = (base + plan.start(), base + plan.end())
                    head.period = Printed((named[0].value.start, named[0].value.end), span)
                    return
                continue
            else:
                found = PERIOD_YEAR.search(words)
                if not found or not YEARLY.search(words[found.end() :]) or REPORTING.search(words):
                    continue
                years = int(found.group(1)), int(found.group(1))
            if years[0] <= years[1]:
                head.period = Printed(
                    (date(years[0], 1, 1), date(years[1], 12, 31)), (base + found.start(), base + found.end())
                )
                return
        self._planned_period(head)

    def _planned_period(self, head: Masthead) -> None:
        """The span of years that the text plans for its work, where the number of years said agrees with it."""
        at = self.text.find("时间")
        while at >= 0:  # the word is rare, the pattern slow
            found = PLANNED_SPAN.search(self.text, max(0, at - 20), at + 30)
            if found:
                first, last = int(found.group(2)), int(found.group(3))
                if last - first + 1 == number_of(found.group(1).replace("两", "二")):
                    head.period = Printed((date(first, 1, 1), date(last, 12, 31)), (found.start(2), found.end()))
                    return
            at = self.text.find("时间", at + 2)

    def extras(self, head: Masthead) -> None:
        """What is read but not scored: publication, effect, validity, index number, copies, urgency, secrecy."""
        labelled = self._labelled_dates(head)
        dates = [(n, p) for n, p in DATES_IN_WORDS if n not in labelled and p.search(self.text)]  # most texts have none
        for number, (base, end) in self.spans.items():
            words = self.text[base:end]
            if number <= LABEL_LINES and len(words) < 200:
                if match := INDEX_NUMBER.search(words):
                    head.index_number = Printed(match.group(1), (base + match.start(1), base + match.end(1)))
                if match := URGENCY.match(words):
                    head.urgency = Printed(match.group(1), (base, end))
                if match := SECRECY.match(words):
                    head.secrecy = Printed(match.group(1), (base, base + match.end(1)))
            for name, pattern in dates:
                self._date(head, name, pattern, (base, end))
            if words.startswith("抄送") and (match := COPIED.match(words)):
                at = base + match.start(1)
                head.copied_to = [self._printed(at + a, at + b) for a, b in split_addressees(match.group(1))]

    def _labelled_dates(self, head: Masthead) -> set[str]:
        """Dates that stand beside the notice under a label; the notice's own signature outweighs 成文日期."""
        for number in list(self.spans)[:LABEL_LINES]:
            words = self.words(number)
            if len(words) < 200 and ("：" in words or ":" in words):
                for name, pattern in LABELLED_DATES:
                    if name != "signed_date" or head.signed_date is None:
                        self._date(head, name, pattern, self.spans[number])
        return {name for name, _ in LABELLED_DATES if getattr(head, name) is not None}

    def _date(self, head: Masthead, name: str, pattern: re.Pattern[str], span: Span) -> None:
        """Sets a field to the day that a pattern's first group prints in a stretch of the text."""
        match = pattern.search(self.text, *span)
        found = find_dates(match.group(1)) if match else []
        if match and found and found[0].value.end:
            setattr(head, name, Printed(found[0].value.end, match.span(1)))


def _entries(words: str, at: int) -> list[tuple[str | None, int, int]]:
    """(number, start, end) of each title in an attachment list line: 1. … 2. …; one without number."""
    starts = [m.start() for m in ENTRY.finditer(words[at:])]
    if not starts or starts[0] != 0:
        end = at + len(LEFT_OUT.sub("", words[at:]))
        return [(None, at, end)] if end > at else []
    found: list[tuple[str | None, int, int]] = []
    for number, start in enumerate(starts):
        mark = ENTRY_MARK.match(words, at + start)
        if mark is None:
            continue
        end = at + (starts[number + 1] if number + 1 < len(starts) else len(words) - at)
        found.append((mark[1], mark.end(), mark.end() + len(LEFT_OUT.sub("", words[mark.end() : end]))))
    return found


__all__ = ["GENRE_END", "ORGAN_END", "Masthead", "Printed", "read_masthead", "title_key"]

"""The words around a number: within its clause, its bracket and its place in a list; and the span its quote takes.

Not here: what the words say (`facts.subjects`, `facts.number_rules`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from policyparse.facts.phrases import VERB_AT_START, Neighbourhood, clean_left, verb_at_end
from policyparse.facts.sentences import START, Stretch
from policyparse.language.values import Mention, Quantity
from policyparse.lazy_regex import inline, regex

NO_QUANTITY = Quantity("")
#: 占比达到3%以上且年研发费用超过300万元, 签订1年以上劳动合同并缴纳社会保险费满6个月: another predicate begins.
LISTS_ON = regex("或|和(?!以)|与|及(?![以时其])")
AND_ALSO = regex("且|并(?![联发行购网轨列存重入])|或者?(?=[\u4e00-\u9fff]{2})")
DASHES = "—●■◆·"  # what opens a paragraph of a list without numbers
FAR = 200  # characters: no word that decides about a number stands further away


def neighbourhood(
    text: str,
    numbers: Sequence[Mention[Quantity]],
    sentence: Stretch,
    parts: list[Stretch],
    place: int,
    index: int,
    heading: tuple[str, str, str] = ("", "", ""),
) -> tuple[Neighbourhood, tuple[int, int]]:
    """The words around the number at ``index``, in the clause at ``place``; and the quote's span.

    ``heading``: what is measured, for whom, and what is paid, as the headings above say.
    """
    mention, clause = numbers[index], parts[place]
    start, end = max(clause.start, mention.start - FAR), min(clause.end, mention.end + FAR)
    bracket = _bracket_around(text, start, end, mention)
    head = text[start : bracket[0]] if bracket else ""
    quote_start = start
    if bracket is not None:
        start, end = bracket[0] + 1, bracket[1]
    first, last = _numbers_in(numbers, start, end)
    verb = ""
    segment_start = start
    if first < index:
        cut = _list_cut(text, numbers[index - 1].end, mention.start)
        if cut is not None:
            segment_start = cut
            verb = _list_verb(text[start : numbers[first].start])
    if index + 1 < last:
        cut = _list_cut(text, mention.end, numbers[index + 1].start)
        end = cut - 1 - text.startswith("以及", cut - 2) if cut is not None else end
    before = text[max(parts[place - 1].start, clause.start - FAR) : clause.start] if place else ""
    after = text[clause.end : min(parts[place + 1].end, clause.end + FAR)] if place + 1 < len(parts) else ""
    near = Neighbourhood(
        text[segment_start : mention.start],
        text[mention.end : end].rstrip("。；;，,：:！？!?"),
        head,
        before.lstrip(DASHES).rstrip("，,；;：:"),
        after.rstrip("。，,；;：:"),
        verb,
        text[sentence.start : clause.start][:FAR],
        text[max(sentence.start, clause.start - FAR) : clause.start],
        text[mention.end : min(clause.end, mention.end + FAR)],
        text[start:segment_start],
        *heading,
    )
    quote = (quote_start, bracket[1] + 1) if bracket is not None else (segment_start, end)
    return near, trimmed(text, *quote)


def _numbers_in(numbers: Sequence[Mention[Quantity]], start: int, end: int) -> tuple[int, int]:
    """Indices of the first number at or after ``start`` and of the first at or after ``end``."""
    return bisect_left(numbers, start, key=START), bisect_left(numbers, end, key=START)


def _bracket_around(text: str, start: int, end: int, mention: Mention[Quantity]) -> tuple[int, int] | None:
    """The round bracket that holds a number, by the places of its two marks."""
    if text.rfind("（", start, mention.start) < 0 and text.rfind("(", start, mention.start) < 0:
        return None
    depth = 0
    for position in range(mention.start - 1, start - 1, -1):
        if text[position] in "）)":
            depth += 1
        elif text[position] in "（(":
            if depth == 0:
                for closing in range(mention.end, end):
                    if text[closing] in "）)":
                        return position, closing
                return None
            depth -= 1
    return None


def _list_cut(text: str, start: int, end: int) -> int | None:
    """Where a list goes on between two of its numbers: behind the last 、 or comma there."""
    if LISTS_ON.match(text, start):
        return start + 1  # 涨幅达到3%或价格涨幅达到6%, 中小学10所和幼儿园20所
    if text[end - 1 : end] in ("和", "及"):
        return end
    cut = max(text.rfind(mark, start, end) for mark in "、，,；;") + 1  # 和 inside a noun parts nothing
    for conjunction in AND_ALSO.finditer(text, cut or start, end):
        cut = conjunction.end()
    return cut or None


def _list_verb(left: str) -> str:
    """The verb with which a list opens, shared by all its members."""
    words = clean_left(left, NO_QUANTITY)
    match = verb_at_end(words) or VERB_AT_START.match(words) or VERB_AT_START.match(left.lstrip())
    if match:
        return match.group()
    inner = inline(r"(?:嫁接|重组|建设|建成|打造|培育|培养|引进|新增|新建|创建|实施|完成|达到)").search(words)
    return inner.group() if inner else ""


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ，,。；;：:、\n" + DASHES:
        start += 1
    while end > start and text[end - 1] in " ，,。；;：:、\n":
        end -= 1
    return start, end

"""Every miss on the page: expected and found side by side, the difference marked, the sentence of the notice, a link.

For: the score report. A choice among kinds works without script. Not for: what is a miss (score.py), nor where it
stands (passages.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Final
from urllib.parse import quote

from policyparse.delivery.html_page import said, words
from policyparse.gold.report import Report
from policyparse.gold.score_labels import label_of
from policyparse.gold.tally import Miss
from policyparse.lazy_regex import regex

# More are no help to a person, and slow to open; the JSON report has them all.
MOST_MISSES: Final = 3000
# Texts whose lengths multiply to more are compared by their ends alone.
MOST_PAIRS: Final = 160_000
# What two texts share between two differences is a difference too where it is this short.
CHANCE: Final = 1
_NO_NAME: Final = regex(r"\W")


def anchor(place: int) -> str:
    """The id of a document's misses; ``place`` is its place in the report."""
    return f"document-{place + 1}"


def filter_rules(report: Report) -> str:
    """The style by which the chosen kind alone is shown."""
    return "".join(
        f":root:has(#only-{name}:checked) :is(.miss:not(.of-{name}), .misses:not(:has(.of-{name})))"
        " { display: none; }\n"
        for name in map(_class, _counts(report))
    )


def miss_sections(report: Report, pages: Mapping[str, str]) -> Iterator[str]:
    """The choice of kinds, then the misses document by document: causes first, what follows from them folded."""
    yield f'<h2 id="misses">{said("差异逐条", "Each difference")}</h2>\n'
    if not report.misses:
        yield f"<p>{said('没有差异。', 'There is none.')}</p>\n"
        return
    yield from _choices(_counts(report))
    left = MOST_MISSES
    for place, scores in enumerate(report.scores):
        shown = list(islice(scores.misses, left))
        left -= len(shown)
        if shown:
            yield from _document(place, scores.document, shown, pages.get(scores.document))
    rest = len(report.misses) - MOST_MISSES
    if rest > 0:
        yield f'<p class="warn">{rest} {said("处差异未列出，见 JSON 报告。", "more are in the JSON report.")}</p>\n'


def _counts(report: Report) -> Counter[str]:
    """How many misses each kind has on the page, in the order of their first."""
    return Counter(miss.kind for miss in report.misses[:MOST_MISSES])


def _class(kind: str) -> str:
    return _NO_NAME.sub("-", kind)


def _choices(counts: Counter[str]) -> Iterator[str]:
    yield '<div class="choices screen" role="radiogroup" aria-label="类别 Kind">'
    yield f'<label><input type="radio" name="only" id="only" checked><span>{said("全部", "all")}</span></label>'
    for kind, count in counts.most_common():
        yield f'<label><input type="radio" name="only" id="only-{_class(kind)}">'
        yield f"<span>{said(*label_of(kind))} {count}</span></label>"
    yield "</div>\n"


def _document(place: int, name: str, misses: Sequence[Miss], page: str | None) -> Iterator[str]:
    causes = [miss for miss in misses if miss.follows is None]
    follow = [miss for miss in misses if miss.follows is not None]
    yield f'<section class="misses"><h3 id="{anchor(place)}">{words(name)}</h3>\n'
    if causes:
        yield from _table(causes, page)
    if follow:
        told = said("由其他差异引起", "Following from others")
        yield f"<details><summary>{told} ({len(follow)})</summary>\n"
        yield from _table(follow, page)
        yield "</details>\n"
    yield "</section>\n"


def _table(misses: Sequence[Miss], page: str | None) -> Iterator[str]:
    heads = (("类别", "kind"), ("应为", "expected"), ("得到", "found"), ("原文", "in the notice"))
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{said(zh, en)}</th>' for zh, en in heads)
    yield "</tr></thead><tbody>\n"
    for miss in misses:
        expected, found = side_by_side(miss.expected, miss.found)
        yield f'<tr class="miss of-{_class(miss.kind)}"><td>{said(*label_of(miss.kind))}</td>'
        yield f"<td>{expected}</td><td>{found}</td><td>{_sentence(miss)}{_link(miss, page)}</td></tr>\n"
    yield "</tbody></table>\n"


def _sentence(miss: Miss) -> str:
    if miss.passage is None:
        return f'<span class="soft">{words(miss.quote)}</span>'
    one = miss.passage
    return f'{words(one.before)}<mark class="quote">{words(one.words)}</mark>{words(one.after)}'


def _link(miss: Miss, page: str | None) -> str:
    """To the fact on the review page, or to the place where the notice says what was missed."""
    if page is None or (miss.fact is None and miss.passage is None):
        return ""
    place = f"at={miss.passage.start}-{miss.passage.end}" if miss.passage else ""
    spot = quote(miss.fact, safe="-") if miss.fact else place
    return f' <a class="nowrap screen" href="{words(page)}#{spot}">{said("看页面", "on the page")}</a>'


def side_by_side(expected: str | None, found: str | None) -> tuple[str, str]:
    """Both texts as HTML, what differs marked; a dash for none."""
    if expected is None or found is None:
        nothing = '<span class="soft">–</span>'
        return words(expected) if expected else nothing, words(found) if found else nothing
    left, right = [], []
    for same, one, other in _pieces(expected, found):
        left.append(words(one) if same or not one else f'<mark class="wanted">{words(one)}</mark>')
        right.append(words(other) if same or not other else f'<mark class="given">{words(other)}</mark>')
    return "".join(left), "".join(right)


def _pieces(expected: str, found: str) -> Iterator[tuple[bool, str, str]]:
    """The two texts in step: whether a piece is the same in both, and the piece in each."""
    at, other = 0, 0
    for block in _shared(expected, found):
        if block[0] > at or block[1] > other:
            yield False, expected[at : block[0]], found[other : block[1]]
        at, other = block[0] + block[2], block[1] + block[2]
        if block[2]:
            yield True, expected[block[0] : at], found[block[1] : other]


def _shared(expected: str, found: str) -> Iterator[tuple[int, int, int]]:
    """Stretches that both share (start, start, length), in order; the last is the empty one at the ends."""
    lengths = len(expected), len(found)
    if lengths[0] * lengths[1] > MOST_PAIRS:
        head = next((n for n, (a, b) in enumerate(zip(expected, found, strict=False)) if a != b), min(lengths))
        backwards = zip(reversed(expected[head:]), reversed(found[head:]), strict=False)
        tail = next((n for n, (a, b) in enumerate(backwards) if a != b), min(lengths) - head)
        blocks = [(0, 0, head), (lengths[0] - tail, lengths[1] - tail, tail)]
    else:
        matched = SequenceMatcher(None, expected, found, False).get_matching_blocks()
        blocks = [(block.a, block.b, block.size) for block in matched]
    for one, other, length in blocks:
        at_end = (one, other) == (0, 0) or (one + length, other + length) == lengths
        if length > CHANCE or (length and at_end):
            yield one, other, length
    yield *lengths, 0

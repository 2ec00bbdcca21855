"""How far two people who labelled the same notices agree: one's labels scored as the other's gold.

For: settling differences before labels become gold, and for stating the agreement. F1 is the same either way round, but
for ties between repeated facts.
Not for: scoring what the program finds (validation.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyparse.gold.labels import gold_as_document
from policyparse.gold.model import GoldFile
from policyparse.gold.report import Report, show_figure, show_share
from policyparse.gold.tally import FIELDS, KINDS, Miss
from policyparse.gold.validation import validate


def agreement(first: Iterable[GoldFile], second: Iterable[GoldFile]) -> Report:
    """The second reader's labels scored against the first's, where both have labelled a notice.

    In the report, what the first has is ``expected`` and what the second has is ``found``; ``missing`` and ``unscored``
    name the notices that only the first, and only the second, has. Raises PolicyParseError ("corrupt") where one
    reader has two files for one notice.
    """
    ones, others = list(first), list(second)
    names = {gold.document for gold in others}
    both = [gold for gold in ones if gold.document in names]
    report = validate([gold_as_document(gold) for gold in others], both)
    only_first = tuple(gold.document for gold in ones if gold.document not in names)
    return Report(report.scores, missing=only_first, unscored=report.unscored)


def agreement_table(report: Report) -> list[str]:
    """Lines with the agreement by kind (F1, and what both or one alone has) and by field (share of those shared)."""
    lines = [f"{'kind':<16}{'F1':>6}{'both':>7}{'only A':>8}{'only B':>8}"]
    for kind in KINDS:
        tally = report.overall(kind)
        lines.append(f"{kind:<16}{show_figure(tally.f1):>6}{tally.tp:>7}{tally.fn:>8}{tally.fp:>8}")
    lines += ["", f"{'field':<16}{'share':>6}{'same':>7}{'of':>8}"]
    for name in FIELDS:
        accuracy = report.field(name)
        lines.append(f"{name:<16}{show_share(accuracy):>6}{accuracy.right:>7}{accuracy.of:>8}")
    return lines


def differences(report: Report, causes_only: bool = True) -> Iterator[str]:
    """Lines that list every difference by notice and kind, what A has above what B has.

    ``causes_only`` leaves out what merely follows from a difference listed already (the units of a task that only one
    reader has).
    """
    heading = ("", "")
    number = 0
    for miss in report.misses:
        if causes_only and miss.follows:
            continue
        if heading != (miss.document, miss.kind):
            heading = (miss.document, miss.kind)
            yield from ("", f"## {miss.document}: {miss.kind}")
        number += 1
        yield from _difference(number, miss)


def _difference(number: int, miss: Miss) -> Iterator[str]:
    yield f"{number:>4}. A  {miss.expected or '–'}"
    yield f"      B  {miss.found or '–'}"
    if miss.quote:
        yield f"      “{miss.quote}”"

"""Outline → Facts: the order in which facts are found and linked.

Not here: the contract's models (`facts.assembly`).
"""

from __future__ import annotations

from dataclasses import dataclass

from policyparse.facts.citations import find_citations
from policyparse.facts.deadlines import merge_times
from policyparse.facts.declared_units import spread_declared
from policyparse.facts.drafts import CitationDraft, NumberDraft, TaskDraft, Unused
from policyparse.facts.indicator_tables import indicator_targets
from policyparse.facts.limit_tables import limits_of_tables
from policyparse.facts.numbers import find_numbers_in
from policyparse.facts.prose_tasks import prose_tasks
from policyparse.facts.table_tasks import table_tasks
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.units import MEASURES
from policyparse.outline.outline import Outline


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a notice as drafts, in reading order, and what became none.

    ``lexicon``: the organs and units of measure they were found with, where a user's own are among them.
    """

    outline: Outline
    tasks: tuple[TaskDraft, ...]
    numbers: tuple[NumberDraft, ...]
    citations: tuple[CitationDraft, ...]
    unused: tuple[Unused, ...]
    lexicon: Lexicon | None = None


def is_notice(outline: Outline) -> bool:
    """Whether a text shows any sign of a notice: a title that names its type, a document number, addressees, an item
    that hands out work, a table of tasks or indicators. A newspaper article or a page in English shows none."""
    head = outline.masthead
    works = any(
        kind == "operative" and section.style != "attachment"
        for section, kind in zip(outline.sections, outline.classes, strict=True)
    )
    tables = any(table.columns.kind != "other" for table in outline.tables)
    return bool(head.title or head.subject_title or head.doc_number or head.addressees or works or tables)


def find_facts(outline: Outline, lexicon: Lexicon | None = None) -> Facts:
    """The facts of an outlined notice; none where the text shows no sign of being one.

    ``lexicon`` is a user's; None stands for the one that ships with policyparse, here and in all that follows.
    """
    if not is_notice(outline):
        return Facts(outline, (), (), (), (), lexicon)
    prose = prose_tasks(outline, lexicon)
    tasks = prose + table_tasks(outline, prose, lexicon)
    spread_declared(outline, tasks, lexicon)
    measures = lexicon.measures if lexicon else MEASURES
    numbers, aside = find_numbers_in(outline, tasks, measures)
    for number in numbers:
        if number.task is not None and number.time is not None and number.time.rule == "time.bare_year":
            tasks[number.task].times = merge_times(tasks[number.task].times, [number.time])
    indicators, empty = indicator_targets(outline, measures)
    numbers += limits_of_tables(outline, measures)
    citations, uncited = find_citations(outline)
    ordered = sorted(numbers + indicators, key=lambda number: number.quantity_span or number.quote)
    return Facts(outline, tuple(tasks), tuple(ordered), tuple(citations), tuple(aside + empty + uncited), lexicon)

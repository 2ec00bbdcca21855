"""A document against its gold: what is right, what is wrong, what is missing, kind by kind.

For: one document and one gold file, both read as flat labels. Not for: totals (report.py), loading (model.py).

What counts as right (texts are compared folded, see wording.py; repeated facts count as often as they stand):

- metadata: a point for each value (title, number, each issuer, ...); tables: each row with its table's kind
- citations: (title, number, relation); tasks: (origin, number, action); units: (task, name); canonical and roles: the
  same with full name or role; deadlines: (task, kind, start, end, recurrence)
- numbers: targets and thresholds together: amount, comparator, unit, and the subject by ``same_subject``
- targets, thresholds: as numbers, and the kind as well; told_apart is both of these summed
- fields: on matched facts only; for numbers also on pairs with amount and subject right but not comparator or unit.
  A field that may be empty (refines, per, time, scope, condition, nature, task) counts where either side fills it;
  refines and task, where the gold lacks tasks, only where the gold does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from policyparse.gold.book import Book
from policyparse.gold.labels import Item, Key, Labels, TaskLabel, TimeLabel, gold_as_document, read_labels, show_time
from policyparse.gold.model import GoldFile
from policyparse.gold.numbers import score_numbers
from policyparse.gold.pairing import Pairs, best_pairs, keyed_pairs, left_over
from policyparse.gold.passages import placed
from policyparse.gold.tally import FIELDS, KINDS, Accuracy, Scores, Tally
from policyparse.gold.wording import LIKE_ENOUGH, fold, likeness, overlap

__all__ = ["gold_as_document", "score"]


def score(document: Mapping[str, Any], gold: GoldFile) -> Scores:
    """Compare a document (a dict in the shape of the document JSON, or a model's dump) with its gold.

    Raises PolicyParseError ("corrupt") where ``document`` does not have that shape.
    """
    expected, found = read_labels(gold_as_document(gold)), read_labels(document)
    book = Book(gold.document, frozenset(gold.complete))
    for kind, wanted, given in (
        ("metadata", expected.metadata, found.metadata),
        ("citations", expected.citations, found.citations),
        ("tables", expected.rows, found.rows),
    ):
        _score_items(book, kind, wanted, given, (kind,))
    _score_tasks(book, expected, found)
    score_numbers(book, expected.numbers, found.numbers)
    kinds = {kind: book.kinds.get(kind, Tally()) for kind in KINDS}
    fields = {name: Accuracy(book.right[name], book.of[name]) for name in FIELDS}
    return Scores(gold.document, kinds, fields, placed(book.misses, document), tuple(book.verdicts))


def _score_items(
    book: Book,
    kind: str,
    expected: Sequence[Item],
    found: Sequence[Item],
    needed: Sequence[str],
    owners: tuple[str, frozenset[Key]] | None = None,
) -> Pairs:
    """Score items that are right or wrong as a whole. ``owners``: a kind and those of its keys that do not match."""
    pairs = keyed_pairs(expected, found, lambda item: item.key, lambda one, other: overlap(one.quote, other.quote))
    judged = book.judges(needed)
    book.count(kind, len(expected), len(found), len(pairs), judged)
    if judged:
        book.judge(kind, [item.claim for item in found], {other for _, other in pairs})
    missed = left_over(len(expected), (one for one, _ in pairs))
    wrong = left_over(len(found), (other for _, other in pairs)) if judged else []

    def follows(item: Item) -> str | None:
        return owners[0] if owners and item.owner in owners[1] else None

    beside = dict(best_pairs(expected, found, _beside, (missed, wrong)))
    for one in missed:
        answer = found[beside[one]] if one in beside else None
        shown, fact = (answer.shown, answer.fact) if answer else (None, None)
        wanted = expected[one]
        book.miss(kind, wanted.shown, shown, wanted.quote, follows(wanted), fact, wanted.part)
    for other in left_over(len(found), [*(o for _, o in pairs), *beside.values()]) if judged else []:
        given = found[other]
        book.miss(kind, None, given.shown, given.quote, follows(given), given.fact, given.part)
    return pairs


def _beside(expected: Item, found: Item) -> float | None:
    """How well a wrong find explains a missed item: it answers to the same thing, or reads much like it."""
    fit = likeness(expected.shown, found.shown) + (expected.slot != () and expected.slot == found.slot)
    return fit if fit >= LIKE_ENOUGH else None


def _score_tasks(book: Book, expected: Labels, found: Labels) -> None:
    wanted, given = [task.item for task in expected.tasks], [task.item for task in found.tasks]
    pairs = _score_items(book, "tasks", wanted, given, ("tasks",))
    for one, other in pairs:
        task, answer = expected.tasks[one], found.tasks[other]
        book.compare_words("measure", task.measure, answer.measure, task.item.quote, answer.item.fact)
        book.compare_links("refines", task.refines, answer.refines, task.item.quote, answer.item.fact)
    missed = _unmatched(wanted, given)
    units, answers = list(_units(expected.tasks)), list(_units(found.tasks))
    wanted, given = [item for item, _, _, _ in units], [item for item, _, _, _ in answers]
    for one, other in _score_items(book, "units", wanted, given, ("tasks",), ("tasks", missed)):
        book.compare("group", units[one][3], answers[other][3], units[one][0].shown, answers[other][0].fact)
    missed_units = _unmatched(wanted, given)
    for kind, place in (("canonical", 1), ("roles", 2)):
        wanted, given = _said_of(units, place), _said_of(answers, place)
        _score_items(book, kind, wanted, given, ("tasks",), ("units", missed_units))
    times, answered = list(_deadlines(expected.tasks)), list(_deadlines(found.tasks))
    wanted, given = [item for item, _ in times], [item for item, _ in answered]
    for one, other in _score_items(book, "deadlines", wanted, given, ("tasks",), ("tasks", missed)):
        shown, fact = times[one][0].shown, answered[other][0].fact
        book.compare("precision", times[one][1].precision, answered[other][1].precision, shown, fact)
        book.compare("ambiguous", times[one][1].ambiguous, answered[other][1].ambiguous, shown, fact)


def _unmatched(expected: Sequence[Item], found: Sequence[Item]) -> frozenset[Key]:
    """The keys that one side has more often than the other: what hangs on them cannot be right on its own."""
    wanted, given = Counter(item.key for item in expected), Counter(item.key for item in found)
    return frozenset(key for key in wanted | given if wanted[key] != given[key])


_UnitItem = tuple[Item, str, str, bool]


def _units(tasks: Sequence[TaskLabel]) -> Iterator[_UnitItem]:
    """Each unit of each task as an item, with its full name, role and whether it is a group."""
    for task in tasks:
        for unit in task.units:
            key = (task.item.key, fold(unit.name))
            yield _part(task, key, unit.name, unit.name), unit.canonical, unit.role, unit.group


def _said_of(units: Sequence[_UnitItem], place: int) -> list[Item]:
    """What is said of the units (their full names or their roles) as items of their own."""
    said = [(unit[0], str(unit[place])) for unit in units]
    return [
        Item((of.key, fold(words)), f"{words} = {of.shown}", of.quote, of.key, of.key, fact=of.fact, part=of.part)
        for of, words in said
    ]


def _deadlines(tasks: Sequence[TaskLabel]) -> Iterator[tuple[Item, TimeLabel]]:
    for task in tasks:
        for time in task.deadlines:
            yield _part(task, (task.item.key, time.key), show_time(time), time.raw), time


def _part(task: TaskLabel, key: Key, shown: str, words: str) -> Item:
    """What hangs on a task, as an item."""
    of = task.item
    return Item(key, f"{shown} ← {of.shown}", of.quote, (of.key,), of.key, fact=of.fact, part=words)

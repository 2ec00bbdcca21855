"""Targets and thresholds against their gold: together as numbers, and told apart.

For: one notice's numbers. What counts as right is said in score.py. Not for: the other kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from policyparse.gold.book import Book
from policyparse.gold.labels import Key, NumberLabel, show_time
from policyparse.gold.pairing import Pairs, best_pairs, left_over
from policyparse.gold.wording import LIKE_ENOUGH, fold, likeness, overlap, same_subject


def score_numbers(book: Book, expected: Sequence[NumberLabel], found: Sequence[NumberLabel]) -> None:
    """Enter tallies, fields and misses of all numbers of a notice."""
    right = best_pairs(expected, found, _fit_if(lambda one, other: _bound(one) == _bound(other)))
    free = _free(expected, found, right)
    near = best_pairs(expected, found, _fit_if(lambda one, other: True), free)
    for one, other in sorted(right + near):
        _compare_number(book, expected[one], found[other])
    beside = near + best_pairs(expected, found, _same_words, _free(expected, found, right + near))
    _count_numbers(book, expected, found, right, beside)


def _count_numbers(
    book: Book, expected: Sequence[NumberLabel], found: Sequence[NumberLabel], right: Pairs, beside: Pairs
) -> None:
    """Enter the tallies and misses of numbers, and of targets and thresholds told apart."""
    judged = book.judges(("targets", "thresholds"))
    book.count("numbers", len(expected), len(found), len(right), judged)
    _list_numbers(book, "numbers", expected, found, right, beside, judged, lambda _: True, None)
    of_kind = [pair for pair in right if expected[pair[0]].kind == found[pair[1]].kind]
    crossed = [pair for pair in right if expected[pair[0]].kind != found[pair[1]].kind]
    for kind in ("target", "threshold"):
        pairs = [pair for pair in of_kind if expected[pair[0]].kind == kind]
        wanted, given = (sum(fact.kind == kind for fact in side) for side in (expected, found))
        judged = book.judges((f"{kind}s",))
        book.count(f"{kind}s", wanted, given, len(pairs), judged)
        if judged:
            claims = [fact.claim if fact.kind == kind else None for fact in found]
            book.judge(f"{kind}s", claims, {other for _, other in pairs})

        def is_kind(fact: NumberLabel, kind: str = kind) -> bool:
            return fact.kind == kind

        _list_numbers(book, f"{kind}s", expected, found, pairs, crossed + beside, judged, is_kind, right)
    book.kinds["told_apart"] = book.kinds["targets"] + book.kinds["thresholds"]


def _list_numbers(
    book: Book,
    kind: str,
    expected: Sequence[NumberLabel],
    found: Sequence[NumberLabel],
    right: Pairs,
    beside: Pairs,
    judged: bool,
    counts: Callable[[NumberLabel], bool],
    numbers: Pairs | None,
) -> None:
    """List what is missed or wrong in a kind; ``numbers`` are the pairs already right as numbers, for ``follows``."""
    answers = dict(beside)
    right_as_number = [set(side) for side in zip(*numbers, strict=True)] if numbers else [set(), set()]
    listed: set[int] = set()
    for one in left_over(len(expected), (pair[0] for pair in right)):
        if counts(expected[one]):
            answer = found[answers[one]] if one in answers else None
            listed.update([answers[one]] if answer else [])
            follows = "numbers" if numbers is not None and one not in right_as_number[0] else None
            shown, fact = (answer.shown, answer.fact) if answer else (None, None)
            book.miss(kind, expected[one].shown, shown, expected[one].quote, follows, fact)
    for other in left_over(len(found), [*(pair[1] for pair in right), *listed]) if judged else []:
        if counts(found[other]):
            follows = "numbers" if numbers is not None and other not in right_as_number[1] else None
            book.miss(kind, None, found[other].shown, found[other].quote, follows, found[other].fact)


def _bound(fact: NumberLabel) -> Key:
    return (fact.comparator, fold(fact.unit or ""))


def _time_key(fact: NumberLabel) -> Key | None:
    return fact.time.key if fact.time else None


def _free(expected: Sequence[NumberLabel], found: Sequence[NumberLabel], pairs: Pairs) -> tuple[list[int], list[int]]:
    return left_over(len(expected), (one for one, _ in pairs)), left_over(len(found), (other for _, other in pairs))


def _right_subject(one: NumberLabel, other: NumberLabel) -> bool:
    """By ``same_subject``; either side may be read with its scope, as some readers write that into the subject."""
    return (
        same_subject(one.subject, other.subject)
        or same_subject((one.scope or "") + one.subject, other.subject)
        or same_subject(one.subject, (other.scope or "") + other.subject)
    )


def _fit_if(allowed: Callable[[NumberLabel, NumberLabel], bool]) -> Callable[[NumberLabel, NumberLabel], float | None]:
    """A fit for facts of one amount and subject that are ``allowed``: by bound, subject and quote."""

    def fit(one: NumberLabel, other: NumberLabel) -> float | None:
        if one.amount != other.amount or not allowed(one, other) or not _right_subject(one, other):
            return None
        bound = (fold(one.unit or "") == fold(other.unit or "")) + 0.5 * (one.comparator == other.comparator)
        words = likeness(one.subject, other.subject) + overlap(one.quote, other.quote)
        # Where a fact is repeated word for word, its time, origin and kind tell which one it is.
        repeats = 0.3 * (_time_key(one) == _time_key(other)) + 0.2 * (one.origin == other.origin)
        return bound + words + repeats + 0.1 * (one.kind == other.kind)

    return fit


def _same_words(one: NumberLabel, other: NumberLabel) -> float | None:
    """A fit for showing a wrong find beside a missed fact: the same amount in the same words, or the same subject."""
    words = overlap(one.quote, other.quote)
    same = one.amount == other.amount
    if (same and words >= LIKE_ENOUGH) or (words >= LIKE_ENOUGH and _right_subject(one, other)):
        return words + same + likeness(one.subject, other.subject)
    return None


def _compare_number(book: Book, one: NumberLabel, other: NumberLabel) -> None:
    """Enter the fields of two facts that are the same number of the same subject."""
    quote, fact = one.quote, other.fact
    book.compare("comparator", one.comparator, other.comparator, quote, fact)
    book.compare("unit", one.unit, other.unit, quote, fact, fold(one.unit or "") == fold(other.unit or ""))
    if one.per or other.per:
        book.compare("per", one.per, other.per, quote, fact)
    book.compare("basis", one.basis, other.basis, quote, fact)
    book.compare("approximate", one.approximate, other.approximate, quote, fact)
    book.compare("indicator_exact", one.subject, other.subject, quote, fact, fold(one.subject) == fold(other.subject))
    book.compare_links("task", one.task, other.task, quote, fact)
    if one.kind != other.kind:
        return  # what only one of the two kinds has cannot be compared
    if one.kind == "threshold":
        book.compare_words("condition", one.condition, other.condition, quote, fact)
        return
    book.compare_words("scope", one.scope, other.scope, quote, fact)
    book.compare_words("nature", one.nature, other.nature, quote, fact)
    if one.time or other.time:
        wanted, given = (show_time(side.time) if side.time else None for side in (one, other))
        book.compare("time", wanted, given, quote, fact, _time_key(one) == _time_key(other))

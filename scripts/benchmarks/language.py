"""The language functions alone, values included, in characters a second, beside peers on the same strings.

For: every line of the text notices as a string of its own, as most peers are meant to be used; and the growth of ours
within one string.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks import peers
from benchmarks.contest import FACTORS, Contest, Peer, Plan, Row, Size, Work, fresh_texts, measure

SMALLEST = 10_000  # characters
TOGETHER = 1_000_000  # characters a second of find_quantities and find_times: the aim
EXPONENT = 1.05
BOTH = ("find_quantities", "find_times")
TIMES = [("JioNLP extract_time", peers.jionlp_times), ("Recognizers-Text times", peers.recognizers_times)]
BARE = ("re [0-9]+", peers.digits)
NUMBERS = [("cn2an transform", peers.cn2an_numbers), ("Recognizers-Text numbers", peers.recognizers_numbers)]
FUNCTIONS: dict[tuple[str, ...], list[tuple[str, Callable[[], Work]]]] = {
    BOTH: [],
    ("find_times",): TIMES,
    ("find_quantities",): NUMBERS,
    ("find_numbers",): NUMBERS,
    ("find_organs",): [],
    ("find_titles",): [],
    ("parse_doc_number",): [],
}
OF_LINES = 12_000  # characters: Recognizers-Text finds times in some six thousand a second


def rows(plan: Plan) -> list[Row]:
    """A contest on lines and one within a string for each function, and for the two that are run together."""
    found: list[Row] = []
    every_line = [line for text in peers.notices().values() for line in text.splitlines() if line.strip()]
    lines = every_line[:: max(1, sum(map(len, every_line)) // OF_LINES)]
    by_line = [Size(1, sum(map(len, lines)), lines)]
    growing = [Size(factor, factor * SMALLEST, [peers.repeated(factor * SMALLEST)]) for factor in FACTORS]
    for names, others in FUNCTIONS.items():
        what, ours = " + ".join(names), _each(_ours(names))
        found += measure(
            Contest(
                f"{what}: by line", "characters/s", by_line, ours, [*map(_peer, others), _peer(BARE)],
                TOGETHER if names == BOTH else None, fresh=fresh_texts,
            ),
            plan,
        )  # fmt: skip
        if names == ("parse_doc_number",):  # which takes one number, not a text
            continue
        contest = Contest(
            f"{what}: one string", "characters/s", growing, ours, exponent_aim=EXPONENT, fresh=fresh_texts
        )
        found += measure(contest, plan)
    return found


def _peer(known: tuple[str, Callable[[], Work]]) -> Peer:
    who, load = known
    return Peer(who, lambda: _each(load()))


def _ours(names: tuple[str, ...]) -> Work:
    from policyparse import language

    functions = [getattr(language, name) for name in names]
    return lambda text: [function(text) for function in functions]


def _each(work: Work) -> Work:
    def each(texts: list[str]) -> None:
        for text in texts:
            work(text)

    return each

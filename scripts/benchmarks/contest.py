"""A contest: some work of ours and of peers on the same inputs, run by turns; and the rows of figures that come of it.

For: medians of interleaved runs, each peer's ratio to ours taken within a round, so that a machine that is slower now
than a moment ago is so for all of them; inputs of 1, 10 and 100 times the size, and the exponent of the growth.
Not here: any work (the parts), how rows are shown (``table``).
"""

from __future__ import annotations

import contextlib
import gc
import io
import math
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import linear_regression, median
from typing import Any, Literal

FACTORS = (1, 10, 100)
SHORTEST = 0.05  # seconds of one run: shorter work is repeated within it
MOST_REPEATS = 10_000
PRIVATE, PRIVATES = 0xE000, 6400  # characters without meaning, of the private use area
Work = Callable[[Any], object]
Costs = dict[int, list[float]]
"""Of each round, by factor: seconds, or megabytes."""
Unit = Literal["characters/s", "ms/page", "ms", "files/s", "MB"]
OURS = "policyparse"


@dataclass(frozen=True, slots=True)
class Size:
    """An input: ``factor`` times the smallest, ``amount`` in what the unit counts (characters, pages, files)."""

    factor: int
    amount: float
    given: Any


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way to do the same, or the least that has to be done; ``load`` imports it and gives the work.

    ``aim``: so many times as fast as it ours is to be.
    """

    who: str
    load: Callable[[], Work]
    aim: float | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """``aim``: the figure that ours is to reach at every size; ``exponent_aim``: the growth it is to keep to."""

    what: str
    unit: Unit
    sizes: Sequence[Size]
    ours: Work
    peers: Sequence[Peer] = ()
    aim: float | None = None
    exponent_aim: float | None = None
    cost: Callable[[Work, Any], float] = lambda work, given: processor_seconds(work, given)
    fresh: Callable[[Any, int], Any] = lambda given, number: given
    """Makes of an input one that was not met before, so that nobody answers from memory; outside of the clock."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table.

    ``figures``: by factor, in ``unit``; ``ratio``: how many times as fast ours is as this peer, at the smallest input;
    ``aim`` is of the ratio for peers, of the figure for ours. ``note``: why the row, or a size, has no figure.
    """

    what: str
    who: str
    unit: Unit
    figures: dict[int, float]
    exponent: float | None = None
    ratio: float | None = None
    aim: float | None = None
    exponent_aim: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """``rounds`` count, after one that warms up; a peer's run that would take more than ``longest`` s is left out."""

    rounds: int = 5
    longest: float = 10.0


@dataclass(slots=True)
class _Runner:
    who: str
    work: Work
    aim: float | None
    costs: Costs
    note: str = ""


def processor_seconds(work: Work, given: Any) -> float:
    """What the work takes of a processor: other programs on the machine hardly change it."""
    begun = time.process_time()
    work(given)
    return time.process_time() - begun


def seconds_of_children(work: Work, given: Any) -> float:
    """The same for work that starts a process and waits for it; on a quiet machine a person waits as long."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work(given)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def answered(work: Work, given: Any) -> float:
    """What the work itself answers: it measures in a process of its own."""
    return float(str(work(given)))


def measure(contest: Contest, plan: Plan) -> list[Row]:
    """Runs all of it by turns; ours is the first row. A peer that cannot be loaded or fails has a note in its place."""
    ours = _Runner(OURS, contest.ours, contest.aim, {})
    runners = [ours, *map(_loaded, contest.peers)]
    for size in contest.sizes:
        _run_size(contest, plan, size, [runner for runner in runners if _may_run(runner, contest, size, plan)])
    amounts = {size.factor: size.amount for size in contest.sizes}
    first = row_of(contest.what, OURS, contest.unit, amounts, ours.costs, aim=contest.aim, note=ours.note)
    return [replace(first, exponent_aim=contest.exponent_aim)] + [
        row_of(contest.what, one.who, contest.unit, amounts, one.costs, ours.costs, one.aim, one.note)
        for one in runners[1:]
    ]


def _loaded(peer: Peer) -> _Runner:
    try:
        with silence():
            return _Runner(peer.who, peer.load(), peer.aim, {})
    except Exception as error:  # a peer is broken in whichever way it likes
        return _Runner(peer.who, lambda given: None, peer.aim, {}, f"left out: {_said(error)}")


def _may_run(runner: _Runner, contest: Contest, size: Size, plan: Plan) -> bool:
    """Whether it still runs, and, for a peer, this size is expected to take no longer than is allowed."""
    if runner.note or runner.who == OURS or contest.unit == "MB":
        return not runner.note
    before = [one for one in contest.sizes if one.factor in runner.costs]
    if before:
        expected = median(runner.costs[before[-1].factor]) * size.amount / before[-1].amount
        if expected > plan.longest:
            runner.note = f"{size.factor}× left out: it would take some {expected:.0f} s a run"
    return not runner.note


def _run_size(contest: Contest, plan: Plan, size: Size, runners: list[_Runner]) -> None:
    """One size: a round that warms up and tells how often to repeat, then the rounds that count."""
    repeats: dict[str, int] = {}
    for runner in runners:
        try:
            taken = _cost(contest, runner.work, size.given, range(1))
            if taken < SHORTEST and contest.unit != "MB":  # what was loaded at the first run is not the run's
                taken = _cost(contest, runner.work, size.given, range(1, 2))
        except Exception as error:  # as above
            runner.note = f"{size.factor}× left out: {_said(error)}"
            continue
        enough = math.ceil(SHORTEST / max(taken, 1e-6)) if contest.unit != "MB" else 1
        repeats[runner.who] = min(MOST_REPEATS, enough)
    # Each side's tables would slow the other's garbage collection; no user loads both.
    gc.collect()
    gc.freeze()
    for turn in range(plan.rounds):
        for runner in runners:
            if runner.who in repeats:
                first = 2 + turn * repeats[runner.who]
                taken = _cost(contest, runner.work, size.given, range(first, first + repeats[runner.who]))
                runner.costs.setdefault(size.factor, []).append(taken)
    print(f"  {contest.what}, {size.factor}×: {', '.join(map(_progress, runners))}", file=sys.stderr, flush=True)


def _cost(contest: Contest, work: Work, given: Any, numbers: range) -> float:
    """The mean of some runs, each of an input of its own."""
    with silence():
        return sum(contest.cost(work, contest.fresh(given, number)) for number in numbers) / len(numbers)


def fresh_texts(texts: list[str], number: int) -> list[str]:
    """Each text with a character at its end that means nothing, another for each number."""
    return [text + chr(PRIVATE + number % PRIVATES) for text in texts]


def row_of(
    what: str,
    who: str,
    unit: Unit,
    amounts: dict[int, float],
    costs: Costs,
    ours: Costs | None = None,
    aim: float | None = None,
    note: str = "",
) -> Row:
    """The medians of costs that were measured; ``ours``: of the same rounds, for the ratio."""
    medians = {factor: median(values) for factor, values in costs.items()}
    figures = {factor: figure(unit, amounts[factor], cost) for factor, cost in medians.items()}
    growth = exponent([(amounts[factor], cost) for factor, cost in medians.items()])
    return Row(what, who, unit, figures, growth, None if ours is None else ratio(costs, ours), aim, None, note)


def figure(unit: Unit, amount: float, cost: float) -> float:
    """Seconds (or megabytes) for an amount, in the unit of the row."""
    if unit == "MB":
        return cost
    if unit in ("characters/s", "files/s"):
        return amount / cost
    return 1000 * cost / (amount if unit == "ms/page" else 1)


def ratio(theirs: Costs, ours: Costs) -> float | None:
    """The median over the rounds of their cost in ours, at the smallest input that both ran."""
    for factor, costs in theirs.items():
        if factor in ours:
            return median(one / other for one, other in zip(costs, ours[factor], strict=True))
    return None


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """Of the power law through points of amount and cost (1.0 is linear); None for fewer than two."""
    if len(points) < 2:
        return None
    return linear_regression([math.log(x) for x, _ in points], [math.log(y) for _, y in points]).slope


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Peers greet on import and print what they stumble over; nothing of it belongs in a table."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def _said(error: Exception) -> str:
    """The first line of an error, without folders of this machine."""
    return f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:100]}"


def _progress(runner: _Runner) -> str:
    last = list(runner.costs.values())
    return f"{runner.who} {median(last[-1]):.3g}" if last else f"{runner.who} -"

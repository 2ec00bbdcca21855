"""Processes of their own: a file costs itself alone, whatever it does, and the answer says what it did.

Not for: folder runs on top of it (test_poison.py).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import poison
import pytest

from policyparse.batch.pool import GIGABYTE, Bounds, StandingWorker, run_each
from policyparse.errors import PolicyParseError

pytestmark = pytest.mark.slow
BOUNDS = Bounds(poison.seconds)


class Unloadable:
    """Pickles, but does not unpickle."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, ("1 / 0",)

    def __call__(self, item: str) -> str:
        return item


def killed_once(item: str) -> str:
    """The first call for an item dies by a signal from outside, the next does not."""
    mark = Path(item)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def process_of(item: str) -> int:
    """The process that worked at it, unless the item asks for harm."""
    poison.harm(item)
    return os.getpid()


def test_every_item_has_its_answer() -> None:
    items = [f"{number}.txt" for number in range(100)]
    answers = dict(run_each(poison.harm, items, 2, BOUNDS))
    assert answers == {item: item for item in items}


@pytest.mark.skipif(sys.platform != "linux", reason="no such signals or memory limits elsewhere")
def test_each_poison_is_named_and_costs_nothing_else() -> None:
    items = [f"{number}.txt" for number in range(8)] + [f"poison-{kind}.txt" for kind in poison.POISONS]
    answers = dict(run_each(poison.harm, sorted(items), 2, Bounds(poison.seconds, GIGABYTE)))
    assert sorted(answers) == sorted(items)
    for kind, (code, words) in poison.CAUSES.items():
        error = answers[f"poison-{kind}.txt"]
        assert isinstance(error, PolicyParseError)
        assert error.code == code and words in error.message, kind
    assert all(answers[f"{number}.txt"] == f"{number}.txt" for number in range(8))


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_a_worker_killed_from_outside_costs_no_file(tmp_path: Path) -> None:
    items = [str(tmp_path / name) for name in ("a", "b")]
    assert dict(run_each(killed_once, items, 2, BOUNDS)) == dict.fromkeys(items, "alive")


def test_items_are_taken_as_they_are_needed() -> None:
    taken: list[str] = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(f"{len(taken)}.txt")
            yield taken[-1]

    answers = run_each(poison.harm, endless(), 2, BOUNDS)
    for _ in range(10):
        next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert len(taken) <= 20


def test_workers_that_do_not_start_are_an_error_and_no_endless_wait() -> None:
    with pytest.raises(PolicyParseError, match="worker processes do not start"):
        list(run_each(Unloadable(), ["a.txt"], 1, BOUNDS))


def test_no_workers_is_no_number_of_workers() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        run_each(poison.harm, [], 0, BOUNDS)


def test_a_standing_worker_stays_from_one_call_to_the_next_and_is_replaced_when_it_dies() -> None:
    worker: StandingWorker[str, int] = StandingWorker(process_of, BOUNDS)
    try:
        first, again = dict(worker.each(["a", "b"])), dict(worker.each(["c"]))
        assert {*first.values(), *again.values()} == {again["c"]}
        after = dict(worker.each(["poison-exit.txt", "d"]))
        assert isinstance(after["poison-exit.txt"], PolicyParseError)
        assert after["d"] != again["c"]
    finally:
        worker.close()

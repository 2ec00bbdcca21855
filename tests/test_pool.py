"""Processes of their own: a file costs itself alone, whatever it does, and the answer says what it did.

Not for: folder runs on top of it (test_poison.py).
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import poison
import pytest
from pebble.pool.process import PoolManager

from policyparse.batch.pool import GIGABYTE, Bounds, Crew, run_each
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


def worker_of(item: str) -> int:
    """The process that is at the item."""
    return os.getpid()


def hung(item: str) -> None:
    """Names its process and hangs."""
    part = Path(f"{item}.part")
    part.write_text(str(os.getpid()), encoding="utf-8")
    part.rename(item)
    time.sleep(600)


def is_alive(worker: int) -> bool:
    try:
        os.kill(worker, 0)
    except ProcessLookupError:
        return False
    return True


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


@pytest.mark.parametrize("kind", ["exit", "exit-0", "sigkill"])
@pytest.mark.skipif(sys.platform != "linux", reason="no such signals elsewhere")
def test_a_death_that_is_seen_before_the_last_word_is_read(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read = PoolManager.process_next_message

    def late(manager: PoolManager, timeout: float) -> None:
        time.sleep(0.15)
        read(manager, timeout)

    monkeypatch.setattr(PoolManager, "process_next_message", late)
    # A file that takes its time keeps the pool from looking broken.
    answers = dict(run_each(poison.harm, ["poison-hang.txt", f"poison-{kind}.txt"], 2, Bounds(poison.seconds)))
    error = answers[f"poison-{kind}.txt"]
    assert isinstance(error, PolicyParseError)
    assert error.code == "internal" and poison.CAUSES[kind][1] in error.message


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


# Workers that stay.


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_workers_stay_for_the_next_run_and_end_with_their_block() -> None:
    with Crew(worker_of, 1, BOUNDS) as crew:
        ((_, first),) = crew.run_each(["a"])
        assert dict(crew.run_each(["b", "c"])) == {"b": first, "c": first}
        assert isinstance(first, int) and is_alive(first)
    assert not is_alive(first)


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_idle_workers_are_ended_after_a_time_and_others_started() -> None:
    with Crew(worker_of, 1, BOUNDS) as crew:
        ((_, first),) = crew.run_each(["a"])
        crew.rest(3600)
        assert isinstance(first, int) and is_alive(first)
        crew.rest(0)
        assert not is_alive(first)
        crew.rest(0)
        ((_, second),) = crew.run_each(["a"])
        assert second != first


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_a_worker_that_is_killed_while_it_waits_costs_nothing() -> None:
    with Crew(worker_of, 1, BOUNDS) as crew:
        ((_, first),) = crew.run_each(["a"])
        assert isinstance(first, int)
        os.kill(first, signal.SIGKILL)
        answers = dict(crew.run_each(["b", "c"]))
        assert answers.keys() == {"b", "c"} and all(isinstance(worker, int) for worker in answers.values())


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
def test_a_crew_that_another_thread_closes_starts_no_worker_again(tmp_path: Path) -> None:
    """Neither for what hangs, nor for what would be tried again, or alone."""
    crew = Crew(hung, 1, Bounds(lambda _: 600))
    items = [str(tmp_path / name) for name in ("a", "b")]

    def go() -> None:
        with suppress(Exception):  # that the workers were ended
            list(crew.run_each(items))

    run = Thread(target=go, daemon=True)
    run.start()
    while not (tmp_path / "a").exists():
        time.sleep(0.01)
    crew.close()
    run.join(60)
    assert not run.is_alive() and not (tmp_path / "b").exists()
    assert not is_alive(int((tmp_path / "a").read_text(encoding="utf-8")))
    with pytest.raises(PolicyParseError, match="ended"):
        list(crew.run_each(items))


def test_a_run_that_is_left_in_the_middle_leaves_nothing_to_the_next() -> None:
    with Crew(poison.harm, 2, BOUNDS) as crew:
        left = crew.run_each(f"{number}.txt" for number in range(100))
        next(left)
        left.close()  # type: ignore[attr-defined]
        assert dict(crew.run_each(["a.txt"])) == {"a.txt": "a.txt"}


@pytest.mark.skipif(sys.platform != "linux", reason="no such signals elsewhere")
def test_poison_in_one_run_is_no_matter_of_the_next() -> None:
    with Crew(poison.harm, 2, BOUNDS) as crew:
        answers = dict(crew.run_each(["poison-segfault.txt", "a.txt"]))
        assert isinstance(answers["poison-segfault.txt"], PolicyParseError)
        assert dict(crew.run_each(["b.txt", "c.txt"])) == {"b.txt": "b.txt", "c.txt": "c.txt"}

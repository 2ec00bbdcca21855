"""One function over many files, in this process or in several; what fails for one file stays with that file.

For: ``parse_many`` and folder runs. Not for: killing a file that hangs, nor memory bounds of a worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from policyparse.errors import PolicyParseError
from policyparse.reading.opening import printable_name

StrPath = str | os.PathLike[str]
Item = TypeVar("Item", bound=StrPath)
Result = TypeVar("Result")

# Files handed out ahead of the answers, a worker: enough to keep it busy, few enough to bound memory.
AHEAD = 2


def run_each(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int = 1
) -> Iterator[tuple[Item, Result | PolicyParseError]]:
    """Each item with ``function(item)``, or with the PolicyParseError that it raised.

    One worker works in this process and keeps the order; more are processes, and answers come as they are ready.
    A worker process that dies costs the file it died of ("internal"), no other. Raises ValueError for workers < 1.
    """
    if workers < 1:
        raise ValueError(f"workers: {workers}, at least 1 is needed")
    if workers == 1:
        return ((item, _guarded(function, item)) for item in items)
    return _run_in_processes(function, iter(items), workers)


def _guarded(function: Callable[[Item], Result], item: Item) -> Result | PolicyParseError:
    try:
        return function(item)
    except PolicyParseError as error:
        return error


def _run_in_processes(
    function: Callable[[Item], Result], items: Iterator[Item], workers: int
) -> Iterator[tuple[Item, Result | PolicyParseError]]:
    while batch := list(islice(items, workers)):
        pool = _new_pool(workers)
        unanswered = {_submit(pool, function, item): item for item in batch}
        try:
            while unanswered:
                done, _ = wait(unanswered, return_when=FIRST_COMPLETED)
                for future in done:
                    answer = future.result()
                    yield unanswered.pop(future), answer
                for item in islice(items, AHEAD * workers - len(unanswered)):
                    unanswered[_submit(pool, function, item)] = item
        except BrokenProcessPool:
            pass  # a process died and took the pool with it; which file it died of shows one by one, below
        finally:
            pool.shutdown(cancel_futures=True)
        for item in unanswered.values():
            yield item, _run_alone(function, item)


def _submit(
    pool: ProcessPoolExecutor, function: Callable[[Item], Result], item: Item
) -> Future[Result | PolicyParseError]:
    try:
        return pool.submit(_guarded, function, item)
    except BrokenProcessPool as error:  # the item must not be lost with the pool
        broken: Future[Result | PolicyParseError] = Future()
        broken.set_exception(error)
        return broken


def _run_alone(function: Callable[[Item], Result], item: Item) -> Result | PolicyParseError:
    with _new_pool(1) as pool:
        try:
            return pool.submit(_guarded, function, item).result()
        except BrokenProcessPool:
            name = printable_name(Path(item).name)
            return PolicyParseError("internal", "the worker process died of this file", name)


def _new_pool(workers: int) -> ProcessPoolExecutor:
    # Fresh processes on every system alike: forking a process that has threads can hang.
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))

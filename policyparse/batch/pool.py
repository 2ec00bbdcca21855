"""One function over many files in processes of their own: whatever a file does, it costs that file alone.

For: ``parse_many`` and folder runs. A crash, a kill, a hang in C, a memory bomb or an exit ends one worker process; the
pool (Pebble, spawned processes) starts another. Not for: what the function does, nor remembering results.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar

from policyparse.errors import PolicyParseError
from policyparse.reading.opening import printable_name

if TYPE_CHECKING:
    from pebble import ProcessPool

StrPath = str | os.PathLike[str]
Item = TypeVar("Item", bound=StrPath)
Result = TypeVar("Result")

# Files handed out ahead of the answers, a worker: enough to keep it busy, few enough to bound memory.
AHEAD = 3
# A worker is replaced after so many files: what libraries leak stays small, and its start (a second) costs little.
RECYCLED_AFTER = 500
STARTS_TRIED = 3
GIGABYTE = 1024**3
MEMORY_MAY_BE_SHORT = {
    "SIGKILL": ", as the system does where memory is short",
    # Libraries in C end their process where they get no memory.
    **dict.fromkeys(("SIGABRT", "SIGTRAP", "SIGILL"), ", as libraries do where memory is short"),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file may cost: ``seconds`` of wall clock, then its worker is killed; ``memory``, bytes a worker."""

    seconds: Callable[[Any], float]
    memory: int | None = None


def run_each(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int, bounds: Bounds
) -> Iterator[tuple[Item, Result | PolicyParseError]]:
    """Each item with ``function(item)`` or the error that it ended with, in order of completion.

    The function and the items are pickled. An exception is its item's error: PolicyParseError as it is, MemoryError
    "too_large", any other "internal". An item that outstays ``bounds.seconds`` is "timeout". One whose worker dies is
    tried once more when all others are done, alone; if that worker dies too, it is "internal" and says of what.
    Only a few items at a time are taken from ``items`` and held. Raises ValueError for workers < 1, and
    PolicyParseError ("internal") where no worker process can be started.
    """
    if workers < 1:
        raise ValueError(f"workers: {workers}, at least 1 is needed")
    return _run_each(function, items, workers, bounds)


def _run_each(
    function: Callable[[Item], Result], items: Iterable[Item], workers: int, bounds: Bounds
) -> Iterator[tuple[Item, Result | PolicyParseError]]:
    with Crew(function, workers, bounds) as crew:
        yield from crew.run_each(items)


@dataclass(frozen=True, slots=True)
class Died:
    """The worker process ended while it was at an item: ``exitcode`` as multiprocessing has it, -n for signal n."""

    exitcode: int

    def as_error(self, item: StrPath) -> PolicyParseError:
        name = _name(item)
        if self.exitcode >= 0:
            return PolicyParseError("internal", f"crashed: its process ended with exit code {self.exitcode}", name)
        try:
            signalled = signal.Signals(-self.exitcode).name
        except ValueError:
            signalled = f"signal {-self.exitcode}"
        why = MEMORY_MAY_BE_SHORT.get(signalled, "")
        return PolicyParseError("internal", f"crashed: its process was ended by {signalled}{why}", name)


Answer: TypeAlias = Result | PolicyParseError | Died


@dataclass
class Crew(Generic[Item, Result]):
    """Worker processes at one function, which stay for the next items: ``with Crew(…) as crew: crew.run_each(items)``.

    They are started with the first item, and anew where a pool breaks; a run that is left in the middle ends them.
    """

    function: Callable[[Item], Result]
    workers: int
    bounds: Bounds
    ahead: int = AHEAD
    _pool: ProcessPool | None = None
    _handed_out: dict[Future[Any], Item] = field(default_factory=dict)
    _again: deque[Item] = field(default_factory=deque)
    _starts: int = 0  # since the last answer
    _last: float = 0.0
    _alone: Crew[Item, Result] | None = None  # the one that tries again what killed its worker
    _closed: bool = False
    _changing: Lock = field(default_factory=Lock)  # of the pool: another thread may close it

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def run_each(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result | PolicyParseError]]:
        """What ``pool.run_each`` does, but that the workers are kept; one run at a time."""
        died: list[Item] = []
        for item, answer in self._answers(iter(items)):
            if isinstance(answer, Died):
                died.append(item)
            else:
                yield item, answer
        with Crew(self.function, 1, self.bounds, ahead=1) as alone:
            with self._changing:
                self._alone, alone._closed = alone, self._closed
            for item, answer in alone._answers(iter(died)):
                yield item, answer.as_error(item) if isinstance(answer, Died) else answer

    def close(self) -> None:
        """End the workers, from whichever thread; what is handed out or would be next ends in an error."""
        with self._changing:
            self._closed, alone = True, self._alone
        if alone is not None:
            alone.close()
        self._stop()

    def rest(self, idle: float) -> None:
        """End workers that have had nothing to do for so many seconds; the next item starts others."""
        if self._pool is not None and time.monotonic() - self._last >= idle:
            self._stop()

    def _answers(self, items: Iterator[Item]) -> Iterator[tuple[Item, Answer[Result]]]:
        self._starts, self._last = 0, time.monotonic()
        whole = False
        try:
            while self._hand_out(items):
                ready, _ = wait(self._handed_out, timeout=1.0, return_when=FIRST_COMPLETED)
                if not ready:
                    self._look_whether_closed()  # a pool that was ended answers nothing
                    self._look_for_standstill()
                for future in ready:
                    item = self._handed_out.pop(future)
                    answer = self._answer(item, future)
                    if answer is None:
                        self._again.append(item)
                        continue
                    self._starts, self._last = 0, time.monotonic()
                    yield item, answer
            whole = True
        finally:
            if not whole:  # nobody waits for what is handed out any more
                self._handed_out.clear()
                self._again.clear()
                self._stop()

    def _hand_out(self, items: Iterator[Item]) -> bool:
        room = self.ahead * self.workers - len(self._handed_out)
        for _ in range(room):
            item = self._again.popleft() if self._again else next(islice(items, 1), None)
            if item is None:
                break
            try:
                future = self._scheduled(item, self.bounds.seconds(item))
            except RuntimeError:  # the pool broke since it was looked at
                self._again.append(item)
                self._stop()
                break
            self._handed_out[future] = item
        return bool(self._handed_out or self._again)

    def _scheduled(self, item: Item, seconds: float) -> Future[Any]:
        """Hand an item to the pool; RuntimeError where it is broken."""
        with self._changing:
            self._look_whether_closed()
            if self._pool is None:
                self._pool = self._new_pool()
            future: Future[Any] = self._pool.schedule(_do, args=(item,), timeout=seconds)
            return future

    def _look_whether_closed(self) -> None:
        if self._closed:
            raise PolicyParseError("internal", "the workers were ended")

    def _new_pool(self) -> ProcessPool:
        from policyparse.batch.worker_deaths import PatientPool

        if self._starts >= STARTS_TRIED:
            raise PolicyParseError(
                "internal",
                "worker processes do not start; a script that uses them does so under if __name__ == '__main__'",
            )
        self._starts, self._last = self._starts + 1, time.monotonic()
        return PatientPool(
            self.workers,
            max_tasks=RECYCLED_AFTER,
            initializer=_begin,
            initargs=(self.function, self.bounds.memory),
            # Fresh processes on every system alike: forking a process that has threads can hang.
            context=multiprocessing.get_context("spawn"),
        )

    def _answer(self, item: Item, future: Future[Any]) -> Answer[Result] | None:
        """What became of an item; None where the pool broke and the item has to be handed out again."""
        from pebble import ProcessExpired

        error = future.exception()
        if error is None:
            answer: Answer[Result] = future.result()
            return answer
        if isinstance(error, ProcessExpired):
            return Died(error.exitcode or 0)
        if isinstance(error, BrokenProcessPool):
            self._stop()
            return None
        if isinstance(error, TimeoutError):
            return PolicyParseError("timeout", f"stopped after {self.bounds.seconds(item):g} s", _name(item))
        # What is no Exception (SystemExit), or an answer that cannot be pickled.
        return PolicyParseError("internal", f"{type(error).__name__}: {error}", _name(item))

    def _look_for_standstill(self) -> None:
        """A worker that is killed while it holds the pool's lock stops all of them: then they are started anew."""
        longest = max(map(self.bounds.seconds, self._handed_out.values()), default=0.0)
        if time.monotonic() - self._last > 60 + self.ahead * longest:
            self._again.extend(self._handed_out.values())
            self._handed_out.clear()
            self._stop()

    def _stop(self) -> None:
        with self._changing:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()
            pool.join()


# What runs in a worker process.

_work: Callable[[Any], Any] | None = None


def _begin(function: Callable[[Any], Any], memory: int | None) -> None:
    global _work
    _work = function
    _die_with_parent()
    if memory is not None:
        _bound_memory(memory)
    leave = os._exit
    # An exit code of 0 would look to the pool like a worker that has done its share, and the file be waited for.
    os._exit = lambda code: leave(code or _exit_code)  # type: ignore[assignment]


_exit_code = 0
_settled = False


def _do(item: StrPath) -> Any:
    global _exit_code
    assert _work is not None
    _exit_code = os.EX_SOFTWARE if hasattr(os, "EX_SOFTWARE") else 70
    try:
        return _work(item)
    except PolicyParseError as error:
        return error
    except MemoryError:
        return PolicyParseError("too_large", "it takes more memory than a file may have", _name(item))
    except Exception as error:
        return PolicyParseError("internal", f"{type(error).__name__}: {error}", _name(item))
    finally:
        _exit_code = 0
        _settle()


def _settle() -> None:
    """After the first file all libraries are there to stay: no garbage collection looks through them any more."""
    global _settled
    if not _settled:
        _settled = True
        gc.collect()
        gc.freeze()


def _die_with_parent() -> None:
    """Where a run is killed, its workers go too, even in the middle of a hang; elsewhere they end when next idle."""
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def _bound_memory(memory: int) -> None:
    """At most so many bytes of address space, where the system knows such a limit."""
    try:
        import resource
    except ImportError:
        return
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


def _name(item: StrPath) -> str:
    return printable_name(Path(os.fsdecode(item)).name)

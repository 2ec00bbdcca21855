"""The notices of a served folder: which there are, the key by which each is opened, and what was found in each.

For: the correcting server. Whatever a file holds, it is read in a process of its own that may be killed; what came of
it is kept as long as the file stands still, within a bound. Not for: corrections (`store`), HTML (`listing`, `page`),
HTTP (`server`).
"""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Final, Generic, TypeVar

from policyparse.batch.inbox import InboxFile, look_through
from policyparse.batch.outputs import KEPT_BYTES, told_apart
from policyparse.batch.pool import Bounds, Crew
from policyparse.errors import PolicyParseError
from policyparse.review.work import Found, Order, PageOrder

Stamp = tuple[int, int]
Value = TypeVar("Value")

KEPT_IN_MEMORY: Final = 96 * 1024**2  # bytes: of documents, and as many of pages
IDLE: Final = 300.0  # seconds after which workers without work are let go
# What this program writes and people leave beside their notices.
NO_NOTICES: Final = (".corrections.json", ".gold.json", ".review.html")


@dataclass(frozen=True, slots=True)
class Summary:
    """What the list says of a notice: which it is, its facts by id, and a digest of all that was found in it."""

    document_id: str
    title: str
    facts: tuple[str, ...]
    seen: str


class Shelf(Generic[Value]):
    """What was made, the latest used within so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """What was put there, if it is kept still."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: Value, size: int) -> None:
        """Keep a value of so many bytes; what was not used for longest goes."""
        with self._lock:
            if key in self._kept:
                self._size -= self._kept.pop(key)[1]
            self._kept[key] = value, size
            self._size += size
            while self._size > self._most and len(self._kept) > 1:
                _, (_, gone) = self._kept.popitem(last=False)
                self._size -= gone


class Notices:
    """The notices below a folder. ``leave_out`` is one not to enter.

    ``read`` (for the list) and ``open_one`` (for whoever opens a notice) run in workers; ``bounds``: what one notice
    may cost them.
    """

    def __init__(
        self,
        root: Path,
        leave_out: Path,
        read: Callable[[Order], Found],
        open_one: Callable[[Order], Found | bytes],
        bounds: Bounds,
    ) -> None:
        self.root, self._leave_out = root, leave_out
        self._documents: Shelf[Found] = Shelf(KEPT_IN_MEMORY)
        self._pages: Shelf[bytes] = Shelf(KEPT_IN_MEMORY)
        self._told: dict[str, tuple[Stamp, Summary | PolicyParseError]] = {}
        # One reads for the list, the other for whoever waits at a page.
        self._reader: Crew[Order, Found] = Crew(read, 1, bounds, ahead=1)
        self._opener: Crew[Order, Found | bytes] = Crew(open_one, 1, bounds, ahead=1)
        self._opening = Lock()
        self._wanted: dict[str, InboxFile] = {}
        self._wanting = Lock()
        self._woken, self._closed = Event(), False
        self._asked: SimpleQueue[tuple[Order, Future[Found | bytes]]] = SimpleQueue()
        # The system ends a worker with the thread that started it: those of requests are too short for that.
        for work in (self._read_on, self._open_on):
            Thread(target=work, name=f"review{work.__name__}", daemon=True).start()

    def files(self) -> dict[str, InboxFile]:
        """The notices that are there now, by key. Raises PolicyParseError where the folder is gone."""
        return {key_of(file): file for file in notices_in(self.root, self._leave_out)}

    def told(self, key: str, file: InboxFile) -> Summary | PolicyParseError | None:
        """What is known of a notice, or why it cannot be read; None where it was not read yet, or changed since."""
        known = self._told.get(key)
        return known[1] if known is not None and known[0] == _stamp(file) else None

    def want(self, files: Iterable[tuple[str, InboxFile]]) -> None:
        """Have these read when nobody waits for anything else."""
        with self._wanting:
            self._wanted.update(files)
        self._woken.set()

    def found(self, key: str, file: InboxFile) -> Found:
        """What was found in a notice, read now where that is not known. Raises PolicyParseError."""
        stamp = _stamp(file)
        with self._opening:
            kept = self._documents.get((key, stamp))
            if kept is None:
                order = Order(file.path, key=key, stamp=stamp)
                try:
                    kept = self._open(order, Found)
                except PolicyParseError as error:
                    self._hear(order, error)
                    raise
                self._hear(order, kept)
        return kept

    def page(self, key: str, file: InboxFile, order: PageOrder) -> bytes:
        """The page of a notice as HTML. Raises PolicyParseError."""
        stamp = _stamp(file)
        known = (key, stamp, order.version, order.checked, order.language)
        with self._opening:
            page = self._pages.get(known)
            if page is None:
                page = self._open(Order(file.path, order, stamp=stamp), bytes)
                self._pages.put(known, page, len(page))
        return page

    def _open(self, order: Order, kind: type[Value]) -> Value:
        """What the worker for whoever waits says. Raises PolicyParseError."""
        waiting: Future[Found | bytes] = Future()
        self._asked.put((order, waiting))
        answer = waiting.result()
        if not isinstance(answer, kind):
            raise PolicyParseError("internal", f"{type(answer).__name__} where {kind.__name__} belongs")
        return answer

    def _open_on(self) -> None:
        """The thread that has notices opened for those who wait."""
        while not self._closed:
            try:
                order, waiting = self._asked.get(timeout=IDLE)
            except Empty:
                self._opener.rest(IDLE)
                continue
            try:
                ((_, answer),) = self._opener.run_each([order])
                if isinstance(answer, PolicyParseError):
                    raise answer
                waiting.set_result(answer)
            except Exception as error:
                waiting.set_exception(error)

    def close(self) -> None:
        """End the workers. What is waited for ends in an error."""
        self._closed = True
        self._woken.set()
        for close in (self._reader.close, self._opener.close):
            with suppress(Exception):  # a thread that still waits for it sees it end
                close()

    def _hear(self, order: Order, answer: Found | PolicyParseError) -> None:
        if isinstance(answer, PolicyParseError):
            self._told[order.key] = order.stamp, answer
            return
        self._documents.put((order.key, order.stamp), answer, len(answer.document))
        self._told[order.key] = order.stamp, Summary(answer.document_id, answer.title, answer.facts, answer.seen)

    def _read_on(self) -> None:
        """The thread that reads what is wanted for the list."""
        while not self._closed:
            if self._woken.wait(IDLE):
                self._woken.clear()
                with suppress(Exception):  # where it is closed meanwhile; what is not read then is wanted again
                    for order, answer in self._reader.run_each(self._orders()):
                        self._hear(order, answer)
            else:
                self._reader.rest(IDLE)

    def _orders(self) -> Iterator[Order]:
        """Those that are wanted now: a file that killed its worker is tried again when these are done."""
        with self._wanting:
            wanted, self._wanted = self._wanted, {}
        for key, file in wanted.items():
            if self._closed:
                return
            if self.told(key, file) is None:
                yield Order(file.path, key=key, stamp=_stamp(file))


def notices_in(source: Path, leave_out: Path) -> Iterator[InboxFile]:
    """The files of a folder that may be notices, or the one file; ``leave_out`` is a folder not to enter.

    Raises PolicyParseError where there is no ``source``.
    """
    for file in look_through(source, leave_out):
        if isinstance(file, InboxFile) and not file.path.name.endswith(NO_NOTICES):
            yield file


def key_of(file: InboxFile) -> str:
    """What stands for a notice in addresses; nothing can be opened that has none."""
    return hashlib.sha256(os.fsencode(file.relative.as_posix())).hexdigest()[:24]


def corrections_name(file: InboxFile) -> str:
    """The file in which a notice's corrections are kept: called as the page's download, if it lies at the top."""
    plain = f"{file.relative.name}.corrections.json"
    if len(file.relative.parts) == 1 and len(os.fsencode(plain)) <= KEPT_BYTES:
        return plain
    return told_apart(file.relative).name


def _stamp(file: InboxFile) -> Stamp:
    try:
        found = os.stat(file.path)
    except (OSError, ValueError):
        return 0, 0
    return found.st_mtime_ns, found.st_size

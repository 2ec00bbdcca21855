"""A watched folder: what arrives is converted once it stands still, many at a time, until the process is told to end.

For: ``policyparse convert --watch``. Every batch is a run like any other, over the whole folder and with the same
manifest, so that nothing depends on a notification that never came. Needs the extra ``watch`` (watchfiles). Not for:
the run (`batch.convert`), nor names that are never read (`batch.inbox`).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from policyparse.batch.inbox import InboxFile, Passed
from policyparse.batch.manifest import path_key
from policyparse.batch.planning import plan_run
from policyparse.batch.run_report import Run
from policyparse.delivery.extras import needs
from policyparse.errors import PolicyParseError

Found = list[InboxFile | Passed]
Stamp = tuple[int, int, int]
SETTLE = 2.0
# While some files have come and others still grow, a run waits so many times the settle time for them, then begins.
PATIENCE = 10.0
# Some file systems tell of no change, and what failed for want of space or of a database may succeed later.
LOOK_EVERY = 60.0
LONGEST_PAUSE = 1.0
# Workers stay for the next files so long: a start takes a second, and an idle worker the memory that a notice took.
KEPT_READY = 600.0


@dataclass
class Stillness:
    """Which files have had the same size and time for ``settle`` seconds, by several looks at them."""

    settle: float
    _since: dict[bytes, tuple[Stamp, float]] = field(default_factory=dict)

    def sort(self, found: Iterable[InboxFile | Passed], now: float) -> tuple[Found, dict[bytes, Stamp]]:
        """What was found, files that still move as passed over ("arriving"), and the stamps of those that stand."""
        given: Found = []
        still: dict[bytes, Stamp] = {}
        since: dict[bytes, tuple[Stamp, float]] = {}
        for entry in found:
            if isinstance(entry, Passed):
                given.append(entry)
                continue
            stamp = _stamp(entry.path)
            if stamp is None:  # gone since it was listed
                continue
            key = path_key(entry.relative)
            before = self._since.get(key)
            since[key] = before if before is not None and before[0] == stamp else (stamp, now)
            if now - since[key][1] >= self.settle:
                still[key] = stamp
                given.append(entry)
            else:
                given.append(Passed(entry.shown, "arriving", "it is still being written", key))
        self._since = since
        return given, still


@dataclass
class Watch:
    """``look`` decides at each moment whether there is something to run; ``run`` does it.

    ``say`` is told what keeps a run from being; only at the first run is that raised. ``corrections`` is a folder of
    which a change is a reason to run as well; it is looked at now and then.
    """

    source: Path
    target: Path
    run: Callable[[Found], Run]
    say: Callable[[str], None]
    settle: float = SETTLE
    clock: Callable[[], float] = time.monotonic
    corrections: Path | None = None

    def __post_init__(self) -> None:
        self._stillness = Stillness(self.settle)
        self._last: tuple[object, object] | None = None
        self._arriving = False
        self._ready_since: float | None = None
        self._next_look = 0.0
        self._unfinished = False

    def look(self, changed: bool) -> bool:
        """Whether there was a run. ``changed``: something is said to have happened in the folder."""
        now = self.clock()
        due = now >= self._next_look
        if not (changed or self._arriving or due):
            return False
        self._next_look = now + LOOK_EVERY
        try:
            return self._run_if_ready(now, due)
        except (PolicyParseError, ValueError) as error:
            if self._last is None:
                raise
            self.say(str(error))
            self._unfinished = True
            return False

    def _run_if_ready(self, now: float, due: bool) -> bool:
        found, still = self._stillness.sort(plan_run(self.source, self.target), now)
        self._arriving = any(isinstance(entry, Passed) and entry.code == "arriving" for entry in found)
        state = still, _files_in(self.corrections)
        if state == self._last and not (due and self._unfinished):
            self._ready_since = None
            return False
        if self._ready_since is None:
            self._ready_since = now
        if self._arriving and now - self._ready_since < PATIENCE * self.settle:
            return False
        done = self.run(found)
        self._last, self._ready_since, self._unfinished = state, None, done.failed
        return True


def moments(source: Path, target: Path, settle: float) -> Iterator[bool]:
    """Without end: True when something happened below ``source``, False when for a moment nothing did.

    Raises PolicyParseError ("missing_extra") without watchfiles.
    """
    with needs("watch"):
        import watchfiles  # noqa: F401
    pause = min(settle / 2, LONGEST_PAUSE)
    while True:
        try:
            yield from _notified(source, target.resolve(), pause)
        except OSError:  # the folder is gone, or the system watches no more of them: then by looking
            time.sleep(pause)
            yield True


def _notified(source: Path, target: Path, pause: float) -> Iterator[bool]:
    """The moments as long as the folder is the same one; the first is True, and what happens after it is noticed."""
    import watchfiles

    def counts(change: object, path: str) -> bool:
        return not Path(path).is_relative_to(target)

    milliseconds = max(int(pause * 1000), 20)
    watched, changed = _identity(source), True
    for changes in watchfiles.watch(
        source, watch_filter=counts, debounce=milliseconds, step=min(milliseconds, 50), rust_timeout=milliseconds,
        yield_on_timeout=True,
    ):  # fmt: skip
        yield changed or bool(changes)
        changed = False
        if _identity(source) != watched:
            return


def _files_in(folder: Path | None) -> list[tuple[str, Stamp | None]]:
    try:
        paths = sorted(folder.glob("*.json")) if folder is not None else []
    except OSError:
        paths = []
    return [(path.name, _stamp(path)) for path in paths]


def _stamp(path: Path) -> Stamp | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ino


def _identity(folder: Path) -> tuple[int, int]:
    """What the folder is, whatever it is called. Raises OSError where there is none."""
    found = os.stat(folder)
    return found.st_dev, found.st_ino

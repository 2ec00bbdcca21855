"""How a run goes, on stderr: a bar on a terminal, a plain line every few seconds elsewhere, or lines of JSON.

For: ``policyparse convert``. Not for: the run report, which is files. Nothing here goes into any output.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from policyparse.batch.convert import Told
from policyparse.batch.run_report import STATES, Delivered, Row, Run
from policyparse.errors import one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LINE_EVERY = 5.0
ROWS_SHOWN = 60
WIDTH_WITHOUT_TERMINAL = 140


class Reporter:
    """Says nothing but sums up at the end; the kinds below say more."""

    def __init__(self) -> None:
        self.total = 0
        self.finished_files = 0
        self.failures = 0
        self._started = time.monotonic()

    def told(self) -> Told:
        """What a run calls."""
        return Told(self._planned, self._done)

    def _planned(self, files: int) -> None:
        self.total = files
        self._started = time.monotonic()

    def _done(self, row: Row) -> None:
        self.finished_files += 1
        self.failures += row.state == "failed"

    def finished(self, run: Run) -> None:
        """The summary of a finished run."""
        sys.stderr.write(summary(run, self._width()))
        if run.converted:
            seconds = time.monotonic() - self._started
            sys.stderr.write(f"{run.converted} converted in {seconds:.1f} s, {self.rate:.1f} a second\n")
        sys.stderr.write(sums(run) + "\n")

    @property
    def rate(self) -> float:
        """Files a second since the first was begun."""
        return self.finished_files / max(time.monotonic() - self._started, 0.001)

    @property
    def line(self) -> str:
        """How far the run is."""
        left = (self.total - self.finished_files) / self.rate if self.finished_files else 0.0
        return (
            f"{self.finished_files} of {self.total} files, {self.rate:.1f} a second, {self.failures} failed, "
            f"{_minutes(left)} left"
        )

    def _width(self) -> int:
        return shutil.get_terminal_size().columns if sys.stderr.isatty() else WIDTH_WITHOUT_TERMINAL


class Quiet(Reporter):
    """Says nothing at all."""

    def finished(self, run: Run) -> None:
        """Nothing."""


class Lines(Reporter):
    """A plain line every few seconds."""

    _said = 0.0

    def _planned(self, files: int) -> None:
        super()._planned(files)
        self._said = time.monotonic()

    def _done(self, row: Row) -> None:
        super()._done(row)
        now = time.monotonic()
        if now - self._said > LINE_EVERY:
            self._said = now
            sys.stderr.write(self.line + "\n")
            sys.stderr.flush()


class Bar(Reporter):
    """A bar with rate, failures and time left."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        super().__init__()
        self._progress = progress
        self._task = task

    def _planned(self, files: int) -> None:
        super()._planned(files)
        self._progress.update(self._task, total=files, visible=files > 0)

    def _done(self, row: Row) -> None:
        super()._done(row)
        self._progress.update(self._task, advance=1, rate=f"{self.rate:.1f}/s", failed=f"{self.failures} failed")

    def finished(self, run: Run) -> None:
        """The summary, below where the bar was."""
        self._progress.stop()
        super().finished(run)


class JsonLines(Reporter):
    """An object a line: "planned", "file" for each as it is done, "finished" with the sums."""

    def _planned(self, files: int) -> None:
        super()._planned(files)
        self._say("planned", files=files)

    def _done(self, row: Row) -> None:
        super()._done(row)
        keys = ("path", "state", "code", "message", "output", "document_id", "seconds")
        self._say("file", **{key: getattr(row, key) for key in keys})

    def finished(self, run: Run) -> None:
        """The sums, the deliveries, how many replacements there were, and corrections that do not hold."""
        deliveries = [
            {"to": one.name, "state": one.state, "message": one.message, "remarks": len(one.remarks)}
            for one in run.delivered
        ]
        states = {state: run.count(state) for state in STATES}
        replaced, corrections = len(run.replaced), [asdict(one) for one in run.corrections if one.state != "held"]
        self._say(
            "finished", **states, converted=run.converted, replaced=replaced, deliveries=deliveries,
            corrections=corrections,
        )  # fmt: skip

    def _say(self, event: str, **what: Any) -> None:
        line = json.dumps({"event": event, **what}, ensure_ascii=False)
        # What would steer a terminal or turn the line's direction is written as JSON's own escape.
        sys.stderr.write("".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in line) + "\n")
        sys.stderr.flush()


@contextmanager
def reporter(quiet: bool = False, as_json: bool = False) -> Iterator[Reporter]:
    """The kind that suits the wish and stderr."""
    if quiet or as_json:
        yield Quiet() if quiet else JsonLines()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
            TextColumn("{task.fields[failed]}"), TimeRemainingColumn(),
        )  # fmt: skip
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("notices", total=None, visible=False, rate="", failed="")
            yield Bar(progress, task)


@contextmanager
def batch_reporter(quiet: bool = False, as_json: bool = False) -> Iterator[Reporter]:
    """The same for one run of a watched folder: it sums up what that run did, and nothing where it did nothing."""
    with reporter(quiet, as_json) as told:
        yield _Batch(told)


class _Batch(Reporter):
    def __init__(self, told: Reporter) -> None:
        super().__init__()
        self._told = told
        self._rows: list[Row] = []

    def _planned(self, files: int) -> None:
        self._told.told().planned(files)

    def _done(self, row: Row) -> None:
        self._rows.append(row)
        self._told.told().done(row)

    def finished(self, run: Run) -> None:
        if self._rows or any(one.state != "unchanged" for one in run.delivered):
            self._told.finished(replace(run, rows=tuple(self._rows)))


def summary(run: Run, width: int) -> str:
    """A table of the run's files; of many, only those that failed or have something to say."""
    from policyparse.delivery.overview import Sheet, aligned

    counted = ("tasks", "targets", "thresholds", "deadlines", "units")
    rows = run.rows
    if len(rows) > ROWS_SHOWN:
        rows = tuple(row for row in rows if row.state == "failed")[:ROWS_SHOWN]
    cells = tuple(
        (one_line(row.path), row.state, *(str(row.counts.get(kind, "")) for kind in counted), _said(row))
        for row in rows
    )
    said = aligned(Sheet("", ("file", "state", *counted, "note"), cells), width) if cells else ""
    said += "".join(f"--corrections {one.file}: {one.message}\n" for one in run.corrections if one.message)
    return said + "".join(f"--to {line}\n" for one in run.delivered for line in _delivery_lines(one))


def _delivery_lines(one: Delivered) -> Iterator[str]:
    if one.message:
        yield f"{one.name}: {one.state}: {one_line(one.message)}"
    if one.remarks:
        yield f"{one.name}: {len(one.remarks)} not taken over as they stand; see run-report.html"


def sums(run: Run) -> str:
    """How many files ended how."""
    return ", ".join(f"{run.count(state)} {state}" for state in STATES)


def _said(row: Row) -> str:
    if row.code:
        return one_line(f"{row.code}: {row.message}")
    if row.of:
        return one_line(f"{row.role} of {row.of}" if row.role == "duplicate" else f"{row.role} by {row.of}")
    return row.note or ("another notice has its document_id" if row.role == "conflict" else "")


def _minutes(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60:02} s" if whole >= 60 else f"{whole} s"

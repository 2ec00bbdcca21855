"""A folder of notices → a folder of JSON documents, what is made from them, and a report with a row a file.

For: ``policyparse convert`` and ``policyparse.convert``. Read this first: plan, convert what is due, settle which file
is what, deliver, report. The same input gives the same outputs, whatever the order of work and whatever was killed.
Not for: any of these steps itself, nor understanding a notice.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from policyparse.batch.corrections import apply_corrections, take_up
from policyparse.batch.delivering import deliver, going_out
from policyparse.batch.inbox import InboxFile, Passed
from policyparse.batch.manifest import Entry, Manifest, Replacement, open_manifest
from policyparse.batch.one_notice import Finding, Order, convert_one, stamp_of
from policyparse.batch.outputs import output_path
from policyparse.batch.planning import Wishes, plan, plan_again, plan_run
from policyparse.batch.pool import Bounds, Crew, run_each
from policyparse.batch.roles import SPOOL, settle_roles
from policyparse.batch.run_report import Row, Run, row_of, write_report
from policyparse.batch.settings import Reads, Settings
from policyparse.delivery.registry import Form, delivery
from policyparse.errors import PolicyParseError, one_line
from policyparse.reading.limits import Limits
from policyparse.reading.opening import printable_name

if TYPE_CHECKING:
    from policyparse.language.organ_lexicon import Lexicon

StrPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a run tells how it goes: of how many files there are to convert, and of each as it is done."""

    planned: Callable[[int], None] = lambda files: None
    done: Callable[[Row], None] = lambda row: None


@dataclass(frozen=True, slots=True)
class Work:
    """How a run works: ``reads`` turns bytes and a file name into a document, in ``workers`` processes."""

    reads: Reads
    bounds: Bounds
    workers: int = 1
    wishes: Wishes = field(default_factory=lambda: Wishes(Settings()))
    crew: Crew[Order, Finding] | None = None  # workers that stay for the next run; without, each run has its own

    @property
    def function(self) -> Callable[[Order], Finding]:
        """What a worker does with a file."""
        settings = self.wishes.settings
        return partial(
            convert_one, reads=self.reads, file_bytes=settings.limits.file_bytes, least=settings.min_confidence
        )

    def sparing(self, facts: Mapping[str, frozenset[str]]) -> Work:
        """The same work, where facts are left out at all: without leaving out these."""
        if not self.wishes.settings.min_confidence:
            return self
        return replace(self, wishes=replace(self.wishes, spared=facts))

    def done_each(self, orders: Iterable[Order]) -> Iterator[tuple[Order, Finding | PolicyParseError]]:
        """The orders as the workers are done with them."""
        if self.crew is not None:
            return self.crew.run_each(orders)
        return run_each(self.function, orders, self.workers, self.bounds)


@dataclass(frozen=True, slots=True)
class Job:
    """Runs into one folder, all with the same options. Use ``prepare``."""

    target: Path
    work: Work
    forms: tuple[Form, ...]
    corrections: Path | None = None

    def run(self, found: Iterable[InboxFile | Passed], told: Told | None = None) -> Run:
        """One run over what ``planning.plan_run`` found; raises PolicyParseError ("unreadable") as ``convert`` does."""
        return run(found, self.target, self.work, self.forms, told or Told(), self.corrections)

    def crew(self) -> Crew[Order, Finding]:
        """Workers that may stay from one run to the next; use it as a context manager."""
        return Crew(self.work.function, self.work.workers, self.work.bounds)

    def manned(self, crew: Crew[Order, Finding]) -> Job:
        """The same job, its runs all with these workers."""
        return replace(self, work=replace(self.work, crew=crew))

    def next(self) -> Job:
        """The job of the runs that follow: failures are not tried again at each of them."""
        return replace(self, work=replace(self.work, wishes=replace(self.work.wishes, retry_failed=False)))


def convert(
    source: StrPath,
    target: StrPath,
    workers: int = 1,
    to: Iterable[str] = ("json",),
    limits: Limits | None = None,
    password: str | None = None,
    table_settings: Mapping[str, object] | None = None,
    lexicon: Lexicon | None = None,
    min_confidence: float = 0.0,
    memory: int | None = None,
    retry_failed: bool = False,
    alarm_days: int | None = None,
    corrections: StrPath | None = None,
    told: Told | None = None,
) -> Run:
    """Convert the notices below ``source`` (a folder, or one file) into the folder ``target``.

    Only what is new or changed since the last run into ``target`` is converted; a run that was killed is gone on with.
    Each file is worked on in a process of its own: a script calls this under ``if __name__ == "__main__":``, as
    Python's multiprocessing demands. ``to`` are words of ``policyparse.delivery.registry``, or database URLs;
    ``memory`` is in bytes a worker; ``retry_failed`` converts again what failed before; ``alarm_days`` gives events of
    ``ics`` an alarm; ``corrections`` is a folder of corrections for this and all later runs; the options
    between are those of ``parse``. A bad file, or a delivery that fails, is a row of the result and never an exception.

    Raises PolicyParseError "not_found" where there is no ``source``, "missing_extra" where a form of ``to`` needs a
    library, "unsupported" for a database URL that is none, "unreadable" where ``target`` cannot be written to or
    another run has it; ValueError for a form that there is not, for ``workers`` below 1, and where outputs would land
    among the inputs.
    """
    job = prepare(
        target, workers, to, limits, password, table_settings, lexicon, min_confidence, memory, retry_failed,
        alarm_days, corrections,
    )  # fmt: skip
    return job.run(plan_run(Path(source), Path(target)), told)


def prepare(
    target: StrPath,
    workers: int = 1,
    to: Iterable[str] = ("json",),
    limits: Limits | None = None,
    password: str | None = None,
    table_settings: Mapping[str, object] | None = None,
    lexicon: Lexicon | None = None,
    min_confidence: float = 0.0,
    memory: int | None = None,
    retry_failed: bool = False,
    alarm_days: int | None = None,
    corrections: StrPath | None = None,
) -> Job:
    """The options of ``convert``, for runs that are begun one by one; it writes nothing and raises what that does."""
    if workers < 1:
        raise ValueError(f"workers: {workers}, at least 1 is needed")
    forms = _forms(to, alarm_days)
    settings = Settings(limits or Limits(), password, table_settings, lexicon, min_confidence, memory)
    work = Work(settings.reads_all(), settings.cost(), workers, Wishes(settings, retry_failed))
    folder = None if corrections is None else Path(corrections)
    if folder is not None and not folder.is_dir():
        raise PolicyParseError("not_found", "no such folder of corrections", printable_name(folder.name))
    return Job(Path(target), work, tuple(forms), folder)


def _forms(to: Iterable[str], alarm_days: int | None) -> list[Form]:
    if alarm_days is not None and alarm_days < 0:
        raise ValueError(f"alarm_days: {alarm_days}, it cannot be below 0")
    forms = [delivery(word, alarm_days) for word in dict.fromkeys(to)]
    for form in forms:
        form.require()
    return forms


def run(found: Iterable[InboxFile | Passed], target: Path, work: Work, forms: Sequence[Form], told: Told,
    corrections: Path | None = None,
) -> Run:  # fmt: skip
    """One run over what was found; see ``convert``."""
    found = list(found)
    _make_folder(target)
    with open_manifest(target) as manifest:
        _remove_parts(target, forms)
        files = {os.fsencode(file.relative.as_posix()): file.path for file in found if isinstance(file, InboxFile)}
        held = take_up(manifest, corrections)
        work = work.sparing(held.spared())
        number = plan(manifest, found, target, work.wishes)
        waiting = manifest.waiting(number)
        told.planned(waiting)
        if waiting:
            _convert_waiting(manifest, number, files, target, work, told)
        if plan_again(manifest, number, work.wishes):
            _convert_waiting(manifest, number, files, target, work, Told())
        settle_roles(manifest, target, _inbox_of(found))
        notes = apply_corrections(manifest, target, held)
        documents = going_out(manifest, target)
        delivered = tuple(deliver(manifest, target, documents, form) for form in forms)
        rows = sorted((row_of(entry, number) for entry in manifest.entries()), key=lambda row: row.path)
        done = Run(tuple(rows), tuple(manifest.unreported()), delivered, waiting, notes)
        write_report(done, target)
        manifest.mark_reported()
    return done


def _inbox_of(found: Iterable[InboxFile | Passed]) -> Path | None:
    """The folder below which what was found lies; None where no file was."""
    first = next((file for file in found if isinstance(file, InboxFile)), None)
    return first.path.parents[len(first.relative.parts) - 1] if first else None


def _convert_waiting(
    manifest: Manifest, number: int, files: Mapping[bytes, Path], target: Path, work: Work, told: Told
) -> None:
    entries: dict[bytes, Entry] = {}
    file_bytes = work.wishes.settings.limits.file_bytes
    with _spool(target) as spool:

        def orders() -> Iterator[Order]:
            for entry in manifest.take_new(number):
                entries[entry.path] = entry
                spared = work.wishes.spared_of(entry.document_id)
                yield Order(entry.path, files[entry.path], spool / f"{entry.arrival}.json", spared)

        for order, answer in work.done_each(orders()):
            before = entries.pop(order.key)
            if isinstance(answer, PolicyParseError):
                stamp = stamp_of(order.path, file_bytes)
                answer = Finding(stamp, None, answer.code, one_line(answer.message))
            found_there = _digest_there(output_path(target, before)) if before.json_sha256 is None else None
            after = _placed(before, answer, order, target, work.wishes.settings)
            manifest.replaced(*_rewritten(before, after, found_there))
            manifest.put(after)
            manifest.commit(only_when_due=True)
            told.done(row_of(after, number, worked=True))
        manifest.commit()


@contextmanager
def _spool(target: Path) -> Iterator[Path]:
    """A fresh folder on OUT's file system for what workers write; what a killed run left in its own goes.

    A worker of a killed run that is not dead yet writes into a folder that is no more, and never into OUT.
    """
    folder = target / SPOOL
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        own = Path(tempfile.mkdtemp(dir=folder))
    except OSError as error:
        raise PolicyParseError("unreadable", f"OUT cannot be written to: {error.strerror}") from error
    try:
        yield own
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _placed(entry: Entry, finding: Finding, order: Order, target: Path, settings: Settings) -> Entry:
    """The row of a file after its finding, with its output put in its place: only then it is done."""
    stamp = finding.stamp
    attempted = replace(
        entry,
        size=entry.size if stamp.size is None else stamp.size,
        mtime_ns=stamp.mtime_ns if stamp.sha256 else entry.mtime_ns,
        sha256=stamp.sha256,
        reading=settings.reading_with(order.spared) if finding.facts else settings.reading,
        bounds=settings.bounds,
        seconds=finding.seconds,
    )
    facts = finding.facts
    if facts is None:
        return _failed(attempted, finding.code or "internal", finding.message or "", finding.lasting)
    output = output_path(target, entry)
    try:
        _moved(order.spool, output)
    except OSError as error:
        return _failed(attempted, "not_written", error.strerror or "the output cannot be written", lasting=False)
    same = entry.document_id == facts.document_id
    return replace(
        attempted,
        state="done",
        code=None,
        message=None,
        lasting=True,
        delivered_id=facts.document_id,
        document_id=facts.document_id,
        text_sha256=facts.text_sha256,
        title=facts.title,
        signed_date=facts.signed_date,
        json_sha256=facts.json_sha256,
        counts=facts.counts,
        role=entry.role if same else None,
        keeper=entry.keeper if same else None,
        corrected=None,
    )


def _moved(spool: Path, output: str) -> None:
    try:
        os.replace(spool, output)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(output), exist_ok=True)
        os.replace(spool, output)


def _failed(entry: Entry, code: str, message: str, lasting: bool) -> Entry:
    return replace(entry, state="failed", code=code, message=message, lasting=lasting)


def _rewritten(before: Entry, after: Entry, found_there: str | None) -> Iterator[Replacement]:
    """What the output said before is gone: as the manifest knows it, or as it was found there by a first run."""
    said = before.json_sha256 or found_there
    if said is not None and after.json_sha256 is not None and said != after.json_sha256:
        yield Replacement(after.path, "rewritten", before.delivered_id or "")


def _digest_there(output: str) -> str | None:
    """Of what lies where an output belongs, though the manifest knows of none: somebody put it there, or the manifest
    was deleted. After a kill it is the output itself."""
    try:
        if not os.path.isfile(output):  # a pipe would be waited for
            return None
        with open(output, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _make_folder(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise PolicyParseError("not_a_file", "OUT should be a folder", printable_name(target.name)) from error
    except OSError as error:
        message = f"OUT cannot be made: {error.strerror}"
        raise PolicyParseError("unreadable", message, printable_name(target.name)) from error


def _remove_parts(target: Path, forms: Iterable[Form]) -> None:
    """Remove what a run that was killed was about to write: the reports, and deliveries."""
    folders = {target, *((target / path).parent for form in forms for path in form.makes)}
    for folder in folders:
        for part in folder.glob(".policyparse-*.part"):
            with suppress(OSError):
                part.unlink()

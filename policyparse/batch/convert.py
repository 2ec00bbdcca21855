"""A folder of notices → a folder of JSON documents and ``run-report.json`` with a row a file.

For: ``policyparse convert``. The same input gives the same files, whatever the order of work. Not for: understanding a
notice, remembering earlier runs, formats other than JSON.

Outputs keep the input's whole relative path (``a.txt`` → ``a.txt.json``), so no two inputs share one. A file that fails
leaves what an earlier run wrote for it as it was; the report says which outputs are of this run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from policyparse import __version__
from policyparse.batch.inbox import InboxFile, Passed, look_through
from policyparse.batch.workers import run_each
from policyparse.delivery.atomic import write_atomically
from policyparse.errors import PolicyParseError, one_line
from policyparse.reading.limits import Limits
from policyparse.reading.opening import printable_name

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.language.organ_lexicon import Lexicon

REPORT_NAME = "run-report.json"
COUNTED = ("tasks", "targets", "thresholds", "deadlines", "units", "citations", "diagnostics")
State = Literal["done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file. ``path`` and ``output`` are relative to IN and OUT, with "/".

    ``code`` is None for done; for failed an error code of ``policyparse.errors``, or "not_written" where the output
    could not be written; for skipped "hidden", "link" or "not_a_file". ``counts``: how many facts of each kind.
    """

    path: str
    state: State
    code: str | None = None
    message: str | None = None
    output: str | None = None
    document_id: str | None = None
    note: str | None = None
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A finished folder run: its rows, sorted by path."""

    rows: tuple[Row, ...]

    def count(self, state: State) -> int:
        """How many files ended in this state."""
        return sum(row.state == state for row in self.rows)

    def to_dict(self) -> dict[str, object]:
        """The run report as plain values; nothing of clock, machine or folders, so that runs can be compared."""
        keys = ("path", "state", "code", "message", "output", "document_id", "note", "counts")
        return {
            "policyparse": __version__,
            **{state: self.count(state) for state in ("done", "failed", "skipped")},
            "files": [{key: getattr(row, key) for key in keys} for row in self.rows],
        }


def plan_run(source: Path, target: Path) -> list[InboxFile | Passed]:
    """What a run over ``source`` will meet.

    Raises PolicyParseError "not_found" where there is no ``source``, and ValueError where an output would overwrite an
    input (IN and OUT are the same folder, or lie in each other in an unlucky way).
    """
    found = list(look_through(source, target))
    outputs = {_output_path(target, file).resolve() for file in found if isinstance(file, InboxFile)}
    if (source.is_dir() and source.resolve() == target.resolve()) or any(
        file.path.resolve() in outputs for file in found if isinstance(file, InboxFile)
    ):
        raise ValueError("outputs would land among the inputs; choose another OUT")
    return found


def convert(
    found: Iterable[InboxFile | Passed],
    target: Path,
    workers: int = 1,
    limits: Limits | None = None,
    on_row: Callable[[Row], None] | None = None,
    password: str | None = None,
    table_settings: Mapping[str, object] | None = None,
    lexicon: Lexicon | None = None,
    min_confidence: float = 0.0,
) -> Run:
    """Parse what ``plan_run`` found into ``target`` and write the run report there.

    ``on_row`` is called with each row as it comes; what stands behind it are options of ``parse``.
    A bad file is a row, never an exception.
    Raises PolicyParseError ("unreadable") where ``target`` cannot be written to.
    """
    from policyparse.api import parse

    found = list(found)
    _make_folder(target)
    rows = [_passed_row(entry) for entry in found if isinstance(entry, Passed)]
    files = [entry for entry in found if isinstance(entry, InboxFile)]
    reads = partial(
        parse,
        limits=limits or Limits(),
        password=password,
        table_settings=table_settings,
        lexicon=lexicon,
        min_confidence=min_confidence,
    )
    work = partial(_convert_file, target=target, reads=reads)
    for file, answer in run_each(work, files, workers):
        row = answer if isinstance(answer, Row) else _failed(file, answer.code, answer.message)
        rows.append(row)
        if on_row:
            on_row(row)
    run = Run(_with_notes(rows))
    _write_report(run, target)
    return run


def _convert_file(file: InboxFile, target: Path, reads: Callable[[Path], PolicyDocument]) -> Row:
    document = reads(file.path)
    output = _output_path(target, file)
    if output == target / REPORT_NAME:
        return _failed(file, "not_written", f"its output would be called {REPORT_NAME}, as the run report is")
    try:
        write_atomically(output, document.to_json() + "\n")
    except OSError as error:
        return _failed(file, "not_written", error.strerror or "the output cannot be written")
    counts = {kind: len(getattr(document, kind)) for kind in COUNTED}
    shown = printable_name(output.relative_to(target).as_posix())
    return Row(file.shown, "done", output=shown, document_id=document.document_id, counts=counts)


def _output_path(target: Path, file: InboxFile) -> Path:
    return target / file.relative.with_name(file.relative.name + ".json")


def _failed(file: InboxFile, code: str, message: str) -> Row:
    return Row(file.shown, "failed", code, one_line(message))


def _passed_row(passed: Passed) -> Row:
    # A folder that cannot be listed may hold notices: that is a failure, the rest is as it should be.
    state: State = "failed" if passed.code == "unreadable" else "skipped"
    return Row(passed.shown, state, passed.code, passed.message)


def _with_notes(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Sorted rows; those whose document another file gave as well say so."""
    ordered = sorted(rows, key=lambda row: row.path)
    files: dict[str | None, list[str]] = {}
    for row in ordered:
        files.setdefault(row.document_id, []).append(row.path)
    noted = []
    for row in ordered:
        twins = [path for path in files[row.document_id] if path != row.path] if row.document_id else []
        noted.append(replace(row, note=f"same document_id as {', '.join(twins)}") if twins else row)
    return tuple(noted)


def _make_folder(target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise PolicyParseError("not_a_file", "OUT should be a folder", printable_name(target.name)) from error
    except OSError as error:
        message = f"OUT cannot be made: {error.strerror}"
        raise PolicyParseError("unreadable", message, printable_name(target.name)) from error


def _write_report(run: Run, target: Path) -> None:
    from policyparse.delivery.json_file import dump_json

    try:
        write_atomically(target / REPORT_NAME, dump_json(run.to_dict()) + "\n")
    except OSError as error:
        raise PolicyParseError("unreadable", f"cannot be written: {error.strerror}", REPORT_NAME) from error

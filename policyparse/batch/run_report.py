"""What became of every file of a run: ``run-report.json`` for programs, ``run-report.html`` for people.

For: the end of a folder run. Rows say how things stand, so that of two runs over the same files they are the same,
whatever was interrupted; nothing of clock, machine or folders is in them. Not for: progress (`batch.progress`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from policyparse import __version__
from policyparse.batch.corrections import CorrectionNote
from policyparse.batch.identity import Role
from policyparse.batch.manifest import Entry, Replacement
from policyparse.batch.outputs import REPORT_NAME, REPORT_PAGE
from policyparse.batch.run_page import run_page
from policyparse.delivery.atomic import atomic_file
from policyparse.delivery.remarks import Remark
from policyparse.errors import PolicyParseError
from policyparse.reading.opening import printable_name

State = Literal["done", "failed", "skipped"]
STATES: tuple[State, ...] = ("done", "failed", "skipped")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file. ``path`` and ``output`` are relative to IN and OUT, with "/".

    ``code`` is None for done; for failed an error code of ``policyparse.errors``, or "not_written" where the output
    could not be written; for skipped a code of ``inbox.Passed``. ``role``: what its document is among those with
    its document_id; a duplicate has no output, ``of`` is the file that stands for it, or that superseded it.
    ``counts``: how many facts of each kind. ``seconds`` it took in this run, None where there was nothing to do.
    """

    path: str
    state: State
    code: str | None = None
    message: str | None = None
    output: str | None = None
    document_id: str | None = None
    role: Role | None = None
    of: str | None = None
    note: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a form of ``--to``: "written", "unchanged" or "failed" with a message.

    ``remarks``: what it did not take over as it stands, now or when it was written.
    """

    name: str
    state: Literal["written", "unchanged", "failed"]
    message: str | None = None
    remarks: tuple[Remark, ...] = ()

    def to_dict(self) -> dict[str, object]:
        remarks = [asdict(remark) for remark in self.remarks]
        return {"to": self.name, "state": self.state, "message": self.message, "remarks": remarks}


@dataclass(frozen=True, slots=True)
class Run:
    """A finished folder run: its rows by path, what it replaced, what it delivered, how many files it converted."""

    rows: tuple[Row, ...]
    replaced: tuple[Replacement, ...] = ()
    delivered: tuple[Delivered, ...] = ()
    converted: int = 0
    corrections: tuple[CorrectionNote, ...] = ()

    def count(self, state: State) -> int:
        """How many files ended in this state."""
        return sum(row.state == state for row in self.rows)

    @property
    def failed(self) -> bool:
        """Whether anything went wrong: a file, a delivery, or a file of corrections."""
        states = (one.state for held in (self.rows, self.delivered, self.corrections) for one in held)
        return any(state == "failed" for state in states)

    def to_dict(self) -> dict[str, object]:
        """What this run did, as plain values; the rows are not in it."""
        return {
            "policyparse": __version__,
            **{state: self.count(state) for state in STATES},
            "converted": self.converted,
            "deliveries": [one.to_dict() for one in self.delivered],
            "corrections": [asdict(one) for one in self.corrections],
            "replaced": [
                {
                    "path": shown(one.path),
                    "what": one.what,
                    "document_id": one.document_id,
                    "by": None if one.by is None else shown(one.by),
                }
                for one in self.replaced
            ],
        }


def row_of(entry: Entry, run: int, worked: bool = False) -> Row:
    """A manifest's row as a report's; ``run`` is the number of this run."""
    gone = entry.seen < run
    state: State = "failed" if entry.state == "failed" else "skipped" if entry.state == "skipped" else "done"
    if gone:
        state = "done"
    has_document = entry.document_id is not None
    return Row(
        entry.shown,
        state,
        entry.code if state != "done" else None,
        entry.message if state != "done" else None,
        shown(entry.output) if has_document and entry.role != "duplicate" else None,
        (entry.delivered_id or entry.document_id) if has_document else None,
        entry.role if has_document else None,
        shown(entry.keeper) if has_document and entry.keeper is not None else None,
        _note(gone, state != "done" and has_document),
        json.loads(entry.counts) if has_document and entry.counts else {},
        entry.seconds if worked else None,
    )


def _note(gone: bool, kept: bool) -> str | None:
    if gone:
        return "no longer in the inbox; its document is kept"
    return "the document of what the file was before is kept" if kept else None


def shown(path: bytes) -> str:
    """A path of the manifest as valid text."""
    return printable_name(os.fsdecode(path))


def write_report(run: Run, target: Path) -> None:
    """Both reports into OUT. Raises PolicyParseError ("unreadable") where they cannot be written."""
    for name, pieces in ((REPORT_NAME, _json(run)), (REPORT_PAGE, run_page(run))):
        try:
            with atomic_file(target / name) as part, part.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(pieces)
        except OSError as error:
            raise PolicyParseError("unreadable", f"cannot be written: {error.strerror}", name) from error


ROW_KEYS = ("path", "state", "code", "message", "output", "document_id", "role", "of", "note", "counts")


def _json(run: Run) -> Iterator[str]:
    """``Run.to_dict`` and under "files" the rows, a line each: they say how things stand, the rest what was done."""
    head = json.dumps(run.to_dict(), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "files": ['
    for number, row in enumerate(run.rows):
        values = {key: getattr(row, key) for key in ROW_KEYS}
        yield f"{',' if number else ''}\n  {json.dumps(values, ensure_ascii=False)}"
    yield "\n ]\n}\n"

"""What goes out at the end of a run: each form of ``--to`` brought up to date, and what became of it.

For: folder runs, after every file has its role. A form that is files is written whole where anything changed; into a
database goes what changed, and out of it what no longer goes out. A delivery that fails is said and stops nothing else.
Not for: writing any form (`policyparse.delivery`).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from policyparse.batch.manifest import Manifest, Remarks
from policyparse.batch.outputs import output_path
from policyparse.batch.run_report import Delivered
from policyparse.delivery.database import Database
from policyparse.delivery.registry import DatabaseDelivery, Deliverable, Delivery, Form
from policyparse.errors import PolicyParseError, one_line


def going_out(manifest: Manifest, target: Path) -> list[Deliverable]:
    """The documents that go out, by path; the stamp of each is another where it says something else."""
    return [
        Deliverable(
            entry.delivered_id or "",
            f"{entry.delivered_id} {entry.json_sha256} {entry.corrected}",
            output_path(target, entry),
        )
        for entry in manifest.delivered()
    ]


def deliver(manifest: Manifest, target: Path, documents: Sequence[Deliverable], form: Form) -> Delivered:
    """Bring one form up to date; whatever is wrong with it is its row of the report."""
    try:
        if isinstance(form, DatabaseDelivery):
            return _into_database(manifest, target, documents, form)
        return _as_files(manifest, target, documents, form)
    except sqlite3.Error:  # of the manifest, without which there is no run
        raise
    except PolicyParseError as error:
        return Delivered(form.name, "failed", _said(error))
    except Exception as error:  # an output that somebody else wrote, a library that cannot do with a value
        return Delivered(form.name, "failed", _said(error))


def _as_files(manifest: Manifest, target: Path, documents: Sequence[Deliverable], form: Delivery) -> Delivered:
    digest = hashlib.sha256(form.variant.encode())
    for document in documents:
        digest.update(f"{document.stamp}\n".encode())
    known = manifest.delivery(form.name)
    if known is not None and known[0] == digest.hexdigest() and form.is_there(target):
        return Delivered(form.name, "unchanged", remarks=known[1])
    remarks = form.deliver(documents, target)
    manifest.set_delivery(form.name, digest.hexdigest(), remarks)
    manifest.commit()
    return Delivered(form.name, "written", remarks=remarks)


def _into_database(
    manifest: Manifest, target: Path, documents: Sequence[Deliverable], form: DatabaseDelivery
) -> Delivered:
    """A notice is noted as unfinished before the database has it, and with its stamp after: so a kill leaves nothing
    in the database that is not remembered, and nothing is taken for delivered that is not."""
    key = form.key(target)
    with form.database(target) as database:
        database.migrate()
        there, known = database.document_ids(), manifest.in_database(key)
        wanted = {document.document_id for document in documents}
        gone = [name for name in known if name not in wanted]
        due = [one for one in documents if known.get(one.document_id) != one.stamp or one.document_id not in there]
        for document in due:
            manifest.put_in_database(key, document.document_id, None)
        manifest.commit()
        for name in gone:
            database.retract(name)
            manifest.out_of_database(key, name)
        failures = _each(manifest, database, due, key)
    remarks = manifest.database_remarks(key)
    if failures:
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        return Delivered(form.name, "failed", failures[0] + more, remarks)
    return Delivered(form.name, "written" if due or gone else "unchanged", remarks=remarks)


def _each(manifest: Manifest, database: Database, due: Sequence[Deliverable], key: str) -> list[str]:
    """Deliver what is due; the notices of which the database will have nothing, and why."""
    failures = []
    for document in due:
        try:
            remarks: Remarks = database.deliver(document.load())
        except (PolicyParseError, OSError, ValueError, LookupError, TypeError) as error:
            if isinstance(error, PolicyParseError) and error.code != "corrupt":
                raise  # no matter of this notice: the database is gone, or full
            failures.append(f"{document.document_id}: {_said(error)}")
            continue
        manifest.put_in_database(key, document.document_id, document.stamp, remarks)
        manifest.commit(only_when_due=True)
    return failures


def _said(error: Exception) -> str:
    if isinstance(error, PolicyParseError):
        return one_line(error.message)
    plain = isinstance(error, OSError | ValueError)
    return one_line(str(error) if plain else f"{type(error).__name__}: {error}")

"""Applies what `identity` judged: outputs of duplicates are put away, other notices of one id get a suffix.

For: the end of a folder run. Every step can be done again after a kill and comes to the same. Not for: judging.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from policyparse.batch.corrections import restored
from policyparse.batch.identity import Sighting, Verdict, judge
from policyparse.batch.manifest import FOLDER, Entry, Manifest, Replacement
from policyparse.batch.outputs import output_path, read_output
from policyparse.delivery.atomic import write_atomically
from policyparse.errors import PolicyParseError
from policyparse.reading.opening import printable_name

SPOOL = f"{FOLDER}/spool"
DUPLICATES = f"{FOLDER}/duplicates"
CONFLICT = "id_conflict"


def settle_roles(manifest: Manifest, target: Path, inbox: Path | None = None) -> None:
    """Give every document of the manifest its role, and its output the place and the id that go with it.

    ``inbox``: the folder below which the files lie, where it is known; of copies one that is still there is kept.
    Raises PolicyParseError ("unreadable") where an output cannot be moved or rewritten.
    """
    for entries in manifest.shared():
        known = {entry.path: entry for entry in entries}
        for verdict in judge([_sighting(entry, inbox) for entry in entries]):
            entry = known[verdict.path]
            try:
                settled = _settled(entry, verdict, target)
            except OSError as error:
                name = printable_name(os.fsdecode(entry.output))
                raise PolicyParseError("unreadable", f"cannot be rewritten: {error.strerror}", name) from error
            if settled != entry:
                manifest.replaced(*_told(entry, settled))
                manifest.put(settled)
    manifest.commit()


def stored_duplicate(target: Path, entry: Entry) -> Path:
    """Where the JSON of a duplicate is kept, should the file that it duplicates become another."""
    return target / DUPLICATES / f"{hashlib.sha256(entry.path).hexdigest()[:32]}.json"


def _sighting(entry: Entry, inbox: Path | None) -> Sighting:
    gone = inbox is not None and not os.path.lexists(os.path.join(inbox, os.fsdecode(entry.path)))
    return Sighting(entry.path, entry.arrival, entry.text_sha256 or "", entry.title or "", entry.signed_date, gone)


def _settled(entry: Entry, verdict: Verdict, target: Path) -> Entry:
    output, stored = Path(output_path(target, entry)), stored_duplicate(target, entry)
    wanted = verdict.delivered_id(entry.document_id or "")
    if verdict.role in ("duplicate", "superseded") or wanted != entry.delivered_id:
        entry = restored(entry, target)
    if verdict.role == "duplicate":
        if output.exists():
            stored.parent.mkdir(parents=True, exist_ok=True)
            os.replace(output, stored)
        return replace(entry, role="duplicate", keeper=verdict.keeper, delivered_id=entry.document_id)
    if not output.exists() and stored.exists():
        os.replace(stored, output)
    if wanted != entry.delivered_id:
        _rename(output, entry.document_id or "", wanted, target / SPOOL / "renamed.json")
    return replace(entry, role=verdict.role, keeper=verdict.keeper, delivered_id=wanted)


def _rename(output: Path, document_id: str, wanted: str, spool: Path) -> None:
    """Write a document's JSON under another document_id.

    By way of the spool: what is half written when a run is killed should not lie among the outputs.
    """
    from policyparse.delivery.json_text import dump_json

    write_atomically(spool, dump_json(going_by(wanted, read_output(output), document_id)) + "\n")
    os.replace(spool, output)


def going_by(wanted: str, document: dict[str, Any], document_id: str) -> dict[str, Any]:
    """A document as plain values under another document_id, with a diagnostic where that is not its own."""
    kept = [one for one in document["diagnostics"] if one["code"] != CONFLICT]
    if wanted != document_id:
        said = f"Another notice has the document_id {document_id} too; this one goes by {wanted}."
        kept.append({"code": CONFLICT, "severity": "warning", "message": said, "place": None})
    return {**document, "document_id": wanted, "diagnostics": kept}


def _told(before: Entry, after: Entry) -> Iterable[Replacement]:
    """What a change of role replaces; a file that is the only one, as it should be, needs no words."""
    if (before.role, before.keeper) == (after.role, after.keeper):
        return
    if after.role != "current" or before.role is not None:
        yield Replacement(after.path, after.role or "", after.delivered_id or "", after.keeper)

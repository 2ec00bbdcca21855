"""What a run has to do: the inbox against the manifest, a row a path, those to be converted marked as new.

For: the beginning of a folder run. Size and time of a file decide whether it is hashed again, its hash and the settings
whether it is converted again. Not for: converting.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from policyparse.batch.inbox import InboxFile, Passed, look_through
from policyparse.batch.manifest import FOLDER, NAME, Entry, Manifest, State, path_key
from policyparse.batch.one_notice import stamp_of
from policyparse.batch.outputs import FOLDERS_OF_RUNS, output_of, output_path, place_key, told_apart
from policyparse.batch.roles import stored_duplicate
from policyparse.batch.settings import Settings


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller wants beyond the inbox's changes: how notices are read, and whether failures are tried again.

    ``spared``: by document_id, the ids of facts that stay however unsure they are, since a person said so.
    """

    settings: Settings
    retry_failed: bool = False
    spared: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def spared_of(self, document_id: str | None) -> frozenset[str]:
        return self.spared.get(document_id or "", frozenset())


def plan_run(source: Path, target: Path) -> list[InboxFile | Passed]:
    """What a run over ``source`` will meet.

    Raises PolicyParseError "not_found" where there is no ``source``, and ValueError where outputs would lie among the
    inputs: IN and OUT are the same folder, or IN lies in OUT where outputs, tables or what a run remembers are to go.
    """
    found = list(look_through(source, target))
    inbox, outputs = source.resolve(), target.resolve()
    if source.is_dir() and inbox.is_relative_to(outputs):
        below = inbox.relative_to(outputs)
        files = (entry.relative for entry in found if isinstance(entry, InboxFile))
        own = below.as_posix() in FOLDERS_OF_RUNS or FOLDER in below.parts[:1]
        if own or below == Path() or any(output_of(relative).is_relative_to(below) for relative in files):
            raise ValueError("outputs would land among the inputs; choose another OUT")
    elif not source.is_dir() and output_of(Path(source.name)) == Path(source.name):
        raise ValueError("the output would land on the input; choose another OUT")
    return found


def plan(manifest: Manifest, found: Iterable[InboxFile | Passed], target: Path, wishes: Wishes) -> int:
    """Bring the manifest's rows up to date with what was found; the number of this run."""
    run = manifest.next("run")
    manifest.release_running()
    folding = folds_case(target)
    for entry in found:
        if isinstance(entry, Passed):
            manifest.put(_passed(entry, manifest, run))
        else:
            planned = _planned(entry, manifest, run, target, wishes, folding)
            if planned is None:
                manifest.mark_seen(path_key(entry.relative), run)
            else:
                manifest.put(planned)
    manifest.forget_unseen(run)
    manifest.commit()
    return run


def folds_case(target: Path) -> bool:
    """Whether the file system of OUT takes A for a."""
    return (target / FOLDER / NAME.upper()).exists()


def _planned(
    file: InboxFile, manifest: Manifest, run: int, target: Path, wishes: Wishes, folding: bool
) -> Entry | None:
    """A file's row as it is to be now; None where nothing is new but that it was seen again."""
    key = path_key(file.relative)
    known = manifest.get(key)
    size, mtime_ns = _size_and_time(file.path)
    if known is None or known.place is None:
        output, place = _free_output(file, manifest, folding)
        arrival = manifest.next("arrival")
        return Entry(key, file.shown, output, place, arrival, "new", run, size, mtime_ns)
    same = (size, mtime_ns) == (known.size, known.mtime_ns)
    if same and not _is_due(known, target, wishes):
        return None
    known = replace(known, seen=run)
    if not same:
        now = stamp_of(file.path, wishes.settings.limits.file_bytes)
        changed = now.sha256 is None or now.sha256 != known.sha256
        known = replace(known, size=now.size, mtime_ns=now.mtime_ns)
        if changed and known.state != "new":
            # Other bytes are another arrival: a revision is later than what it revises. Of a file that an earlier run
            # had planned and not come to, this is the arrival still.
            return replace(known, state="new", sha256=now.sha256, arrival=manifest.next("arrival"))
    return replace(known, state="new") if _is_due(known, target, wishes) else known


def plan_again(manifest: Manifest, run: int, wishes: Wishes) -> int:
    """Mark as new what turned out to be a document of which other facts are to stay; how many these are."""
    entries = [entry for name in wishes.spared for entry in manifest.of_document(name)]
    due = [one for one in entries if one.state == "done" and one.seen == run and is_read_otherwise(one, wishes)]
    manifest.put(*(replace(entry, state="new") for entry in due))
    manifest.commit()
    return len(due)


def is_read_otherwise(known: Entry, wishes: Wishes) -> bool:
    """Whether other settings would read a converted file now."""
    return known.reading != wishes.settings.reading_with(wishes.spared_of(known.document_id))


def _is_due(known: Entry, target: Path, wishes: Wishes) -> bool:
    settings = wishes.settings
    if known.state == "done":
        place = stored_duplicate(target, known) if known.role == "duplicate" else output_path(target, known)
        return is_read_otherwise(known, wishes) or not os.path.exists(place)
    if known.state == "failed":
        return (
            wishes.retry_failed
            or not known.lasting
            or (known.reading, known.bounds) != (settings.reading, settings.bounds)
            or (known.code == "encrypted" and settings.password is not None)
        )
    return True


def _passed(passed: Passed, manifest: Manifest, run: int) -> Entry:
    key = os.fsencode(passed.shown) if passed.key is None else passed.key
    known = manifest.get(key)
    # A folder that cannot be listed may hold notices: that is a failure, the rest is as it should be.
    state: State = "failed" if passed.code == "unreadable" else "skipped"
    entry = known or Entry(key, passed.shown, b"", None, 0, "skipped", run)
    return replace(entry, state=state, seen=run, code=passed.code, message=passed.message, lasting=False)


def _free_output(file: InboxFile, manifest: Manifest, folding: bool) -> tuple[bytes, bytes]:
    output = output_of(file.relative)
    place = place_key(output, folding)
    if manifest.is_taken(place):
        output = told_apart(file.relative)
        place = place_key(output, folding)
    return os.fsencode(output.as_posix()), place


def _size_and_time(path: Path) -> tuple[int | None, int | None]:
    try:
        found = os.stat(path)
    except OSError:
        return None, None
    return found.st_size, found.st_mtime_ns

"""Corrections of a run: read from a folder, remembered for all later runs, and put into the outputs.

For: folder runs, after every file has its role and before deliveries. The output as it was parsed is kept beside, so
that a correction can be taken back. Every step can be done again after a kill and comes to the same. Not for: what a
correction does to a document (`delivery.correcting`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from policyparse.batch.manifest import FOLDER, Entry, Manifest, Replacement
from policyparse.batch.one_notice import COUNTED
from policyparse.batch.outputs import output_path, read_output
from policyparse.delivery.atomic import write_atomically
from policyparse.errors import PolicyParseError, one_line
from policyparse.reading.opening import printable_name, read_file

if TYPE_CHECKING:
    from policyparse.contract.corrections import Correction, CorrectionFile

UNCORRECTED = f"{FOLDER}/uncorrected"
PENDING = "pending"
NAMED = 20  # document_ids in a message
MOST_BYTES = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """What became of a file of corrections: "held", or "failed" with what is wrong and on which line.

    "unmatched" names document_ids of a file by which no notice goes; they may be those of notices to come.
    """

    file: str
    state: Literal["held", "failed", "unmatched"]
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """The corrections that hold, by document_id and fact id, the document_ids of each file, and what became of it."""

    by_document: Mapping[str, Mapping[str, Correction]] = field(default_factory=dict)
    by_file: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[CorrectionNote, ...] = ()

    def spared(self) -> dict[str, frozenset[str]]:
        """The ids of facts that a person said are right, by the document_id that their notice was parsed with."""
        found: dict[str, frozenset[str]] = {}
        for name, facts in self.by_document.items():
            right = frozenset(fact for fact, one in facts.items() if one.action in ("accept", "edit"))
            if right:
                found[parsed_id(name)] = found.get(parsed_id(name), frozenset()) | right
        return found

    def unmatched(self, there: Set[str]) -> Iterator[CorrectionNote]:
        """What is to be said of corrections of notices that are not there."""
        for file, names in self.by_file.items():
            missing = [name for name in names if name not in there]
            if missing:
                more = f" (and {len(missing) - NAMED} more)" if len(missing) > NAMED else ""
                said = f"no notice goes by {', '.join(missing[:NAMED])}{more}"
                yield CorrectionNote(file, "unmatched", one_line(said))

    def digest(self, document_id: str | None) -> str | None:
        """Another for other corrections of a document; None without any."""
        found = self.by_document.get(document_id or "")
        if not found:
            return None
        said = json.dumps({name: one.model_dump() for name, one in sorted(found.items())}, sort_keys=True, default=str)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def parsed_id(document_id: str) -> str:
    """The id that a notice was parsed with, of the one under which it goes out (``~2`` where two have the same)."""
    return document_id.partition("~")[0]


def take_up(manifest: Manifest, folder: Path | None) -> Held:
    """The corrections of the folder, and of former runs where there is none given.

    A file that is bad holds as it was when it was good; one that is gone from the folder holds no more.
    """
    kept = manifest.corrections()
    notes: list[CorrectionNote] = []
    contents = dict(kept) if folder is None else _contents(folder, kept, notes)
    by_document: dict[str, dict[str, Correction]] = {}
    by_file: dict[str, tuple[str, ...]] = {}
    good: dict[str, bytes] = {}
    for name, content in sorted(contents.items()):
        for tried in (content, kept.get(name)):
            if tried is None:
                continue
            try:
                said = read_corrections(tried, name)
                merge(by_document, said)
            except PolicyParseError as error:
                notes.append(CorrectionNote(name, "failed", one_line(error.message)))
                if tried == kept.get(name):
                    break
            else:
                good[name], by_file[name] = tried, tuple(said)
                notes.append(CorrectionNote(name, "held"))
                break
    if good != kept:
        manifest.set_corrections(good if folder is not None else {**kept, **good})
        manifest.commit()
    return Held(by_document, by_file, tuple(_one_each(notes)))


def _contents(folder: Path, kept: Mapping[str, bytes], notes: list[CorrectionNote]) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".json" and not path.name.startswith("."))
    except OSError as error:
        notes.append(CorrectionNote(printable_name(folder.name), "failed", error.strerror or "cannot be listed"))
        return dict(kept)
    for path in paths:
        name = printable_name(path.name)
        try:
            contents[name] = read_file(path, MOST_BYTES, name)
        except PolicyParseError as error:
            notes.append(CorrectionNote(name, "failed", one_line(error.message)))
            if name in kept:
                contents[name] = kept[name]
    return contents


def _one_each(notes: list[CorrectionNote]) -> list[CorrectionNote]:
    """A row a file; what is wrong with it goes before that it holds as it was."""
    rows: dict[str, CorrectionNote] = {}
    for note in notes:
        rows.setdefault(note.file, note)
    return list(rows.values())


def read_corrections(data: bytes, name: str) -> dict[str, dict[str, Correction]]:
    """The corrections of a file's bytes. Raises as ``read_correction_file``."""
    return read_correction_file(data, name).documents


def read_correction_file(data: bytes, name: str) -> CorrectionFile:
    """A file of corrections from its bytes. Raises PolicyParseError ("corrupt"), which names the line."""
    from pydantic import ValidationError

    from policyparse.contract.corrections import CorrectionFile
    from policyparse.gold.lines import JsonProblem, read_json

    try:
        located = read_json(data)
    except JsonProblem as problem:
        raise PolicyParseError("corrupt", f"line {problem.line}: {problem.message}", name) from None
    try:
        return CorrectionFile.model_validate(located.value)
    except ValidationError as error:
        problems = sorted(
            (located.line_of(one["loc"]), ".".join(map(str, one["loc"])), one["msg"]) for one in error.errors()
        )
        line, place, words = problems[0]
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        said = f"line {line}: {place}: {words.removeprefix('Value error, ')}{more}"
        raise PolicyParseError("corrupt", said, name) from None


def merge(held: dict[str, dict[str, Correction]], file: Mapping[str, Mapping[str, Correction]]) -> None:
    """A file more among what holds. Raises PolicyParseError where another corrects the same fact otherwise: then
    nothing of this one holds."""
    for document_id, facts in file.items():
        for name, correction in facts.items():
            if held.get(document_id, {}).get(name, correction) != correction:
                raise PolicyParseError("corrupt", f"{document_id} {name} is corrected otherwise in a file before it")
    for document_id, facts in file.items():
        held.setdefault(document_id, {}).update(facts)


def apply_corrections(manifest: Manifest, target: Path, held: Held) -> tuple[CorrectionNote, ...]:
    """Make the outputs of all notices that go out say what is held, and the others what was parsed.

    Returns the files of corrections, and the outputs that could not be rewritten; the next run tries these again.
    """
    failures: list[CorrectionNote] = []
    there: set[str] = set()
    for entry in manifest.to_correct({name: parsed_id(name) for name in held.by_document}):
        there.add(entry.delivered_id or "")
        wanted = held.digest(entry.delivered_id) if entry.role in ("current", "conflict") else None
        if wanted == entry.corrected:
            continue
        try:
            if wanted is None:
                after = restored(entry, target)
            else:
                after = _written(manifest, target, entry, held.by_document[entry.delivered_id or ""], wanted)
        except (OSError, ValueError, LookupError, TypeError) as error:  # a full disk; an output that somebody broke
            said = (error.strerror if isinstance(error, OSError) else None) or f"{type(error).__name__}: {error}"
            name = printable_name(os.fsdecode(entry.output))
            failures.append(CorrectionNote(name, "failed", one_line(f"cannot be corrected: {said}")))
            continue
        manifest.replaced(Replacement(entry.path, "corrected", entry.delivered_id or ""))
        manifest.put(after)
        manifest.commit(only_when_due=True)
    manifest.commit()
    return (*held.notes, *held.unmatched(there), *failures)


def _written(
    manifest: Manifest, target: Path, entry: Entry, corrections: Mapping[str, Correction], wanted: str
) -> Entry:
    """From the moment that the row says so, the copy is what was parsed, and the output may be anything."""
    from policyparse.delivery.correcting import corrected
    from policyparse.delivery.json_text import dump_json

    output, copy = Path(output_path(target, entry)), _copy(target, entry)
    if entry.corrected is None or not copy.exists():
        write_atomically(copy, output.read_text(encoding="utf-8"))
        manifest.put(replace(entry, corrected=PENDING))
        manifest.commit()
    document = corrected(read_output(copy), corrections)
    beside = copy.with_suffix(".corrected")
    write_atomically(beside, dump_json(document) + "\n")
    os.replace(beside, output)
    return replace(entry, corrected=wanted, counts=_counts(document))


def restored(entry: Entry, target: Path) -> Entry:
    """The row of a file whose output says again what was parsed. Raises OSError."""
    if entry.corrected is None:
        return entry
    output, copy = Path(output_path(target, entry)), _copy(target, entry)
    if copy.exists():
        os.replace(copy, output)
    try:
        counts = _counts(read_output(output))
    except (ValueError, LookupError, TypeError):  # somebody broke it
        counts = entry.counts or "{}"
    return replace(entry, corrected=None, counts=counts)


def _copy(target: Path, entry: Entry) -> Path:
    return target / UNCORRECTED / f"{hashlib.sha256(entry.path).hexdigest()[:32]}.json"


def _counts(document: Mapping[str, Any]) -> str:
    return json.dumps({kind: len(document[kind]) for kind in COUNTED})

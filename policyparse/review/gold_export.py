"""Gold files from notices and what people said of them: the work of ``policyparse gold``.

For: corrections of the correcting server and files that were downloaded from a review page alike. Not for: what a gold
file says of a document (`gold.from_document`), nor scoring.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from policyparse.batch.corrections import MOST_BYTES, read_correction_file
from policyparse.batch.inbox import InboxFile
from policyparse.batch.pool import run_each
from policyparse.batch.settings import Settings
from policyparse.contract.corrections import METADATA, Correction
from policyparse.delivery.atomic import write_atomically
from policyparse.delivery.correcting import LOST, REFUSED, corrected, corrected_fields
from policyparse.errors import PolicyParseError
from policyparse.gold.from_document import Judged, gold_of, gold_text
from policyparse.gold.validation import GOLD_SUFFIX
from policyparse.reading.opening import printable_name, read_file
from policyparse.review.notices import notices_in
from policyparse.review.store import CorrectionStore, Kept, Look
from policyparse.review.work import Found, Order, read_notice


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one notice of which somebody said something: ``problems`` are in words, ``error`` left no gold."""

    file: str
    whole: bool = False
    problems: tuple[str, ...] = ()
    error: PolicyParseError | None = None


def look_at(path: Path) -> Look:
    """What holds of a folder of corrections, or of one file.

    Raises PolicyParseError: "not_found"; for a file also what is wrong with it, with the line.
    """
    name = printable_name(path.name or str(path))
    if path.is_dir():
        return CorrectionStore(path).look()
    if not path.exists():
        raise PolicyParseError("not_found", "no such file or folder of corrections", name)
    file = read_correction_file(read_file(path, MOST_BYTES, name), name)
    return Look({path.name: file}, file.documents, file.checked, {})


def export_gold(source: Path, out: Path, look: Look, settings: Settings) -> Iterator[Exported]:
    """Write a gold file for each notice of which something is said; those of which nothing is said are passed over.

    ``source`` is a notice or a folder. A notice that cannot be read is told, since nobody knows what it is.
    """
    files = {str(file.path): file for file in notices_in(source, out)}
    orders = [Order(file.path) for file in files.values()]
    written: dict[str, str] = {}
    for order, found in run_each(partial(read_notice, settings), orders, 1, settings.cost()):
        file = files[str(order.path)]
        if isinstance(found, PolicyParseError):
            yield Exported(file.shown, error=found)
            continue
        kept = look.kept(found.document_id)
        if kept.corrections or kept.checked:
            yield _export(file, found, kept, out, written)


def _export(file: InboxFile, found: Found, kept: Kept, out: Path, written: dict[str, str]) -> Exported:
    document = found.plain()
    whole = kept.checked_as(found.seen)
    problems = []
    if kept.checked and not whole:
        problems.append("what is found in it changed since it was checked: its gold is not complete")
    after = corrected(document, kept.corrections)
    told = after["diagnostics"][len(document["diagnostics"]) :]
    problems += [one["message"] for one in told if one["code"] in (LOST, REFUSED)]
    gold, unsayable = gold_of(after, _judged(kept.corrections, whole))
    problems += [f"{one.name} is left out: {one.why}" for one in unsayable]
    name = gold.document
    if name in written:
        said = f"another notice is called so: {written[name]}; its gold goes by the name alone"
        return Exported(file.shown, error=PolicyParseError("unsupported", said, name))
    written[name] = file.shown
    path = out / (name + GOLD_SUFFIX)
    try:
        write_atomically(path, gold_text(gold))
    except OSError as error:
        said = f"cannot be written: {error.strerror}"
        return Exported(file.shown, error=PolicyParseError("unreadable", said, path.name))
    return Exported(file.shown, whole, tuple(problems))


def _judged(corrections: Mapping[str, Correction], whole: bool) -> Judged:
    """What is rejected needs no word: it is not in the corrected document."""
    metadata: Mapping[str, Any] = corrections[METADATA].values or {} if METADATA in corrections else {}
    return Judged(whole, frozenset(corrections), frozenset(corrected_fields(metadata)))

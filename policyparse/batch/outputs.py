"""Where the output of a file lies: ``a.txt`` → ``a.txt.json``, and another name where that one cannot be had.

For: folder runs. Not for: writing. No two inputs share an output, not even where the file system takes A for a.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyparse.batch.manifest import Entry

REPORT_NAME = "run-report.json"
REPORT_PAGE = "run-report.html"
# What else a run writes at the top of OUT as a file; the form `csv` and `parquet` may share their folders with outputs.
FILES_OF_RUNS = frozenset(
    {REPORT_NAME, REPORT_PAGE, "documents.jsonl", "ledger.xlsx", "deadlines.ics", "policyparse.sqlite"}
)
# Folders at the top of OUT that runs fill with more than outputs: no inbox.
FOLDERS_OF_RUNS = ("csv", "parquet")
# Nearly every file system has it; names of outputs are five bytes longer than their inputs'.
NAME_BYTES = 255
KEPT_BYTES = 200


def output_of(relative: Path) -> Path:
    """The output of a file by its path in the inbox; a name that is too long, or one of a run's own, is told apart.

    So are folders that are called as outputs are: ``a.txt.json/`` would lie where the output of ``a.txt`` belongs.
    """
    top, *below = relative.parts
    if below and top.casefold() in FILES_OF_RUNS:  # a folder that is called as a file of the run
        relative = Path(told_apart(Path(top)).stem, *below)
    folders = [
        told_apart(Path(*relative.parts[:depth], folder)).stem if folder.casefold().endswith(".json") else folder
        for depth, folder in enumerate(relative.parts[:-1])
    ]
    relative = Path(*folders, relative.name)
    output = relative.with_name(relative.name + ".json")
    if len(os.fsencode(output.name)) > NAME_BYTES or output == Path(REPORT_NAME):
        return told_apart(relative)
    return output


def told_apart(relative: Path) -> Path:
    """An output whose name ends in a digest of the file's path, for a file that cannot have the plain one."""
    digest = hashlib.sha256(os.fsencode(relative.as_posix())).hexdigest()[:12]
    name = relative.name
    if len(os.fsencode(name)) > KEPT_BYTES:
        name = os.fsencode(name)[:KEPT_BYTES].decode("utf-8", "ignore")
    return relative.with_name(f"{name}~{digest}.json")


def place_key(output: Path, folds_case: bool) -> bytes:
    """The same for two outputs that would be one file."""
    spelled = output.as_posix()
    if folds_case:
        spelled = unicodedata.normalize("NFC", spelled).casefold()
    return os.fsencode(spelled)


def output_path(target: Path, entry: Entry) -> str:
    """Where the output of a file lies."""
    return os.path.join(target, os.fsdecode(entry.output))


def read_output(path: Path) -> dict[str, object]:
    """A written document as plain values, with exact numbers. Raises OSError, or ValueError for what is none."""
    document = json.loads(path.read_bytes(), parse_float=Decimal)
    if not isinstance(document, dict):
        raise ValueError(f"{path.name} holds no document")
    return document

"""The documents that lie in a folder as ``convert`` wrote it.

For: commands that go on from documents. Not for: writing them, nor the state of a run (`batch.manifest`).
"""

from __future__ import annotations

import json
from pathlib import Path

from policyparse.batch.outputs import REPORT_NAME

# What another file stands for, as the run report says it.
NOT_DELIVERED = ("duplicate", "superseded")


def written_documents(folder: Path) -> list[Path]:
    """The JSON files of documents below the folder, by path: no run report, no gold, nothing in hidden folders."""
    paths = sorted(path for path in folder.rglob("*.json") if path.is_file())
    return [
        path
        for path in paths
        if path.name != REPORT_NAME
        and not path.name.endswith(".gold.json")
        and not any(part.startswith(".") for part in path.relative_to(folder).parts[:-1])
    ]


def delivered_documents(folder: Path) -> list[Path]:
    """Those of them that deliveries hold: without versions that a later one replaced, where a run report says so."""
    replaced = _replaced(folder / REPORT_NAME)
    return [path for path in written_documents(folder) if path.relative_to(folder).as_posix() not in replaced]


def _replaced(report: Path) -> set[str]:
    """The outputs that another file stands for; none where there is no run report."""
    try:
        rows = json.loads(report.read_bytes())["files"]
        return {row["output"] for row in rows if row["role"] in NOT_DELIVERED and row["output"]}
    except (OSError, ValueError, LookupError, TypeError):
        return set()

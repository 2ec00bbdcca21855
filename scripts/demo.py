"""The main job on real notices: ``python3 scripts/demo.py`` turns corpus/notices into out/*.json and shows a table.

For: a first look on a fresh machine; it makes its environment itself (scripts/environment.py). Not for: daily work,
which is ``policyparse convert``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import Any

import environment

NOTICES = environment.ROOT / "corpus" / "notices"
OUT = environment.ROOT / "out"
COUNTED = ("tasks", "targets", "thresholds", "deadlines", "units")


def main() -> int:
    """Convert the notices, print the table, and return the exit code of the conversion."""
    # Without its record of earlier runs everything is converted anew: the code may have changed, and the version not.
    shutil.rmtree(OUT / ".policyparse", ignore_errors=True)
    command = [sys.executable, "-m", "policyparse", "convert", str(NOTICES), str(OUT)]
    ran = subprocess.run(command, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    if ran.returncode != 0:
        print(ran.stderr, file=sys.stderr, end="")
    _show()
    print("\nNext: python3 scripts/test.py runs all tests; README.md shows the library and the command line.")
    return ran.returncode


def _show() -> None:
    """The table, a row a notice, and below it where each row's JSON lies."""
    from policyparse.delivery.overview import Sheet, aligned

    files = json.loads((OUT / "run-report.json").read_text(encoding="utf-8"))["files"]
    rows = tuple((str(number), *_cells(file)) for number, file in enumerate(files, 1))
    width = shutil.get_terminal_size((120, 24)).columns
    print(aligned(Sheet("", ("", "title", "number", *COUNTED), rows), width))
    print("The documents, as JSON:")
    for number, file in enumerate(files, 1):
        place = f"{OUT.name}/{file['output']}" if file["output"] else f"none: {file['message'] or file['of']}"
        print(f"  {number}  {place}")


def _cells(file: dict[str, Any]) -> tuple[str, ...]:
    import policyparse

    if not file["output"]:
        return (file["path"], file["role"] or file["state"], *("" for _ in COUNTED))
    said = policyparse.load(OUT / file["output"]).metadata
    number = said.doc_number.raw if said.doc_number else "–"
    return (said.title or said.subject_title or "–", number, *(str(file["counts"][kind]) for kind in COUNTED))


if __name__ == "__main__":
    environment.enter()
    sys.exit(main())

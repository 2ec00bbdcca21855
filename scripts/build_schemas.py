"""Writes schemas/*.schema.json from the models: ``python scripts/build_schemas.py [--check]``.

For: maintainers, after a change of the contract or of the gold format; ``--check`` (tests, CI) only says whether the
files are up to date. Not for: deciding what a schema holds (`policyparse.delivery.json_schema`).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path.insert(0, str(ROOT))

from policyparse.delivery.json_schema import SCHEMA_NAMES, schema_json

FOLDER = ROOT / "schemas"


def drifted() -> list[Path]:
    """The schema files that are not what the models say."""
    return [
        path
        for name in SCHEMA_NAMES
        if not (path := schema_path(name)).is_file() or path.read_text(encoding="utf-8") != schema_json(name)
    ]


def schema_path(name: str) -> Path:
    """Where the schema of this name is kept."""
    return FOLDER / f"{name}.schema.json"


def main() -> int:
    """Write the schemas, or with ``--check`` exit 1 where one has drifted."""
    parser = argparse.ArgumentParser(description="Write schemas/ from the models.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file is out of date")
    if parser.parse_args().check:
        for path in drifted():
            print(f"{path.relative_to(ROOT)} is out of date: run python scripts/build_schemas.py", file=sys.stderr)
        return 1 if drifted() else 0
    FOLDER.mkdir(exist_ok=True)
    for name in SCHEMA_NAMES:
        schema_path(name).write_text(schema_json(name), encoding="utf-8", newline="\n")
        print(schema_path(name).relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())

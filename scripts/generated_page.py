"""A page of the documentation that is made from the code: written, or checked for drift.

For: scripts/build_contract_page.py and scripts/build_command_page.py. Not for: what stands on such a page.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path


def keep_up(path: Path, text: str, description: str) -> int:
    """Write the page, or with ``--check`` return 1 where it is out of date."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the page is out of date")
    if not parser.parse_args().check:
        path.write_text(text, encoding="utf-8", newline="\n")
        print(path.name)
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/{path.name} is out of date: run python scripts/{Path(sys.argv[0]).name}", file=sys.stderr)
    return 1

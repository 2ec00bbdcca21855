"""Writes the golden documents of tests/golden anew: ``python scripts/update_golden.py``.

For: after a change of the output has been read and understood; the difference then shows in the commit. Not for:
making a test pass unseen.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import policyparse

NOTICES = ("nanchang-chanjiao-ronghe-8623-2023.txt", "nanchang-zhijiao-gongzuo-yaodian-2019.txt")


def main() -> None:
    """Parse each notice that has a golden document and write it."""
    folder = ROOT / "tests" / "golden"
    folder.mkdir(exist_ok=True)
    for name in NOTICES:
        document = policyparse.parse(ROOT / "corpus" / "notices" / name)
        (folder / f"{name}.json").write_text(document.to_json() + "\n", encoding="utf-8")
        print(f"written: tests/golden/{name}.json")


if __name__ == "__main__":
    main()

"""Makes corpus/pdf-heldout: ``python scripts/make_heldout_pdfs.py [SLUG ...]`` writes its PDFs with their truth.

For: maintainers who ask how those files came to be; the producers are those of scripts/make_pdfs.py. Not for: tests,
and not for making the files anew: they are kept as they were when the first scores were taken.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from pdf_making import heldout
from pdf_making.model import MAKERS

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "pdf-heldout"


def main() -> int:
    """Make the files that are named, or all."""
    parser = argparse.ArgumentParser(description="Make the held-out PDFs with known truth.")
    parser.add_argument("slugs", nargs="*", help="only these")
    parser.add_argument("--out", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    makers = {slug: make for slug, make in MAKERS.items() if make.__module__ == heldout.__name__}
    unknown = set(chosen.slugs) - set(makers)
    if unknown:
        parser.error(f"no such file: {', '.join(sorted(unknown))}; there is {', '.join(makers)}")
    chosen.out.mkdir(parents=True, exist_ok=True)
    for slug, make in makers.items():
        if not chosen.slugs or slug in chosen.slugs:
            data, truth = make()
            (chosen.out / f"{slug}.pdf").write_bytes(data)
            words = json.dumps(truth, ensure_ascii=False, indent=1)
            (chosen.out / f"{slug}.truth.json").write_text(words + "\n", encoding="utf-8", newline="\n")
            tables = [(len(table["rows"]), table["pages"]) for table in truth["tables"]]
            checks = [len(truth[key]) for key in ("text_checks", "cross_page_checks")]
            print(
                f"{slug}: {len(data) // 1024} kB, {truth['pages']} pages, tables {tables}, sentences {checks}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Makes corpus/pdf-more: ``python scripts/make_pdfs.py [SLUG ...]`` writes PDFs of invented notices with their truth.

For: maintainers who want other files than those of corpus/pdf. The producers are imported when used: weasyprint,
reportlab, typst, fpdf2, python-docx, pikepdf, pypdfium2, pillow; LibreOffice, Chromium, Ghostscript and the fonts Noto
CJK, WenQuanYi, AR PL and Droid must be installed. Not for: tests, which take the files as they are; another version of
a producer gives other bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "corpus" / "pdf-more"
PRODUCERS = ("html_pages", "drawn", "office", "typeset", "altered", "further", "pictures", "unruled")


def main() -> int:
    """Make the files that are named, or all."""
    parser = argparse.ArgumentParser(description="Make PDFs with known truth.")
    parser.add_argument("slugs", nargs="*", help="only these")
    parser.add_argument("--out", type=Path, default=FOLDER)
    chosen = parser.parse_args()
    for name in PRODUCERS:
        import_module(f"pdf_making.{name}")
    from pdf_making.model import MAKERS

    unknown = set(chosen.slugs) - set(MAKERS)
    if unknown:
        parser.error(f"no such file: {', '.join(sorted(unknown))}; there is {', '.join(MAKERS)}")
    chosen.out.mkdir(parents=True, exist_ok=True)
    for slug, make in MAKERS.items():
        if not chosen.slugs or slug in chosen.slugs:
            data, truth = make()
            (chosen.out / f"{slug}.pdf").write_bytes(data)
            words = json.dumps(truth, ensure_ascii=False, indent=1)
            (chosen.out / f"{slug}.truth.json").write_text(words + "\n", encoding="utf-8", newline="\n")
            tables = [(len(table["rows"]), table["pages"]) for table in truth["tables"]]
            sentences = len(truth["text_checks"]), len(truth.get("cross_page_checks", []))
            print(f"{slug}: {len(data) // 1024} kB, {truth['pages']} pages", end=", ")
            print(f"rows and pages of tables {tables}, sentences {sentences}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

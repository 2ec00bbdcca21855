"""The pages that commands write: the score report with review pages beside it, the deadlines of a folder.

For: ``policyparse.commands``. Not for: what stands on a page (`gold.score_page`, `delivery.deadline_page`,
`review.page`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from policyparse.delivery.atomic import write_atomically
from policyparse.errors import PolicyParseError

if TYPE_CHECKING:
    from policyparse.delivery.html_page import Language
    from policyparse.gold.report import Report
    from policyparse.language.organ_lexicon import Lexicon

Say = Callable[[str], None]


def write_score_page(
    report: Report,
    path: Path,
    notices: Path | None,
    history: Path | None,
    lexicon: Lexicon | None,
    language: Language,
    say: Say,
) -> None:
    """The score report as HTML; with the folder of the notices, the review page of each that has misses beside it.

    Raises PolicyParseError where something cannot be written, or ``history`` not be read.
    """
    from policyparse.gold.history import read_history
    from policyparse.gold.score_page import score_page

    changes = () if history is None else read_history(history)
    pages = {} if notices is None else _review_pages(report, path, notices, lexicon, language, say)
    write_page(path, score_page(report, changes, pages, language))


def _review_pages(
    report: Report, path: Path, notices: Path, lexicon: Lexicon | None, language: Language, say: Say
) -> dict[str, str]:
    """Write the review pages of the notices with misses; their addresses relative to the report, by notice."""
    from policyparse.review.render import page_for

    folder = path.with_name(f"{path.stem}-pages")
    addresses = {}
    for name in (scores.document for scores in report.scores if scores.misses):
        try:
            page = page_for(notices / name, lexicon=lexicon, language=language)
        except PolicyParseError as error:
            say(str(error))
            continue
        write_page(folder / f"{name}.html", page)
        addresses[name] = f"{quote(folder.name)}/{quote(name)}.html"
    return addresses


def write_page(path: Path, text: str) -> None:
    """Write a report. Raises PolicyParseError ("unreadable") where that cannot be done."""
    try:
        write_atomically(path, text)
    except OSError as error:
        raise PolicyParseError("unreadable", f"cannot be written: {error.strerror}", path.name) from error

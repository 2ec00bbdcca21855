"""The pages that commands write: the score report with review pages beside it, the deadlines of a folder.

For: ``policyparse.commands``. Not for: what stands on a page (`gold.score_page`, `delivery.deadline_page`,
`review.page`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from policyparse.batch.inbox import InboxFile, look_through
from policyparse.batch.written import delivered_documents
from policyparse.delivery.atomic import write_file
from policyparse.errors import ErrorCode, PolicyParseError

if TYPE_CHECKING:
    from datetime import date

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
    write_file(path, score_page(report, changes, pages, language))


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
        write_file(folder / f"{name}.html", page)
        addresses[name] = f"{quote(folder.name)}/{quote(name)}.html"
    return addresses


class DocumentFolder:
    """A folder of documents that ``convert`` wrote, or, where it holds none, of notices, which are parsed.

    ``written``: whether it holds documents; ``failed``: how many files could not be read so far, each said. Raises
    PolicyParseError ("not_found", "not_a_file") where there is no such folder.
    """

    def __init__(self, path: Path, say: Say, lexicon: Lexicon | None = None, min_confidence: float = 0.0) -> None:
        if not path.is_dir():
            code: ErrorCode = "not_a_file" if path.exists() else "not_found"
            raise PolicyParseError(code, "deadlines takes a folder of documents, or of notices", path.name)
        self.path, self.say, self.lexicon, self.min_confidence = path, say, lexicon, min_confidence
        self.written = delivered_documents(path)
        self.failed = 0

    def deadlines(self, as_of: date | None, language: Language) -> str:
        """The page of all deadlines."""
        from policyparse.delivery.agenda import agenda
        from policyparse.delivery.deadline_page import deadline_page

        return deadline_page(agenda(self._documents(), as_of), language)

    def _documents(self) -> Iterator[dict[str, Any]]:
        """The documents as plain values, one at a time."""
        from policyparse import api

        if not self.written:
            for result in api.parse_many(self._notices(), lexicon=self.lexicon, min_confidence=self.min_confidence):
                if result.document is None:
                    self._failed(result.error)
                else:
                    yield result.document.to_dict()
        for path in self.written:
            try:
                document = api.load(path)
            except PolicyParseError as error:
                self._failed(error)
            else:
                yield document.sure(self.min_confidence).to_dict()

    def _notices(self) -> Iterator[Path]:
        files = look_through(self.path, self.path / ".policyparse")
        return (file.path for file in files if isinstance(file, InboxFile))

    def _failed(self, error: PolicyParseError | None) -> None:
        self.say(str(error))
        self.failed += 1

"""Commands that make reports of many documents: ``validate`` against gold files, ``deadlines`` at a glance.

Not for: scores (`gold`), nor the pages themselves (`report_pages`).
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from policyparse.commands.invocation import UsageError, lexicon_of, say, write
from policyparse.delivery.atomic import write_file
from policyparse.errors import PolicyParseError

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.gold.report import Report
    from policyparse.language.organ_lexicon import Lexicon


def validate(chosen: Namespace) -> int:
    from policyparse.gold import FIELDS, KINDS
    from policyparse.gold import validate as score_documents

    if (chosen.pred is None) == (chosen.notices is None):
        raise UsageError("validate needs either PRED or --notices DIR")
    for name, _ in chosen.fail_under:
        if name not in KINDS and name not in FIELDS:
            raise UsageError(f"--fail-under: no kind or field {name!r}; there is {', '.join((*KINDS, *FIELDS))}")
    if chosen.report is not None and not chosen.report.endswith((".html", ".md", ".json")):
        raise UsageError("--report: the file should end in .html, .md or .json")
    if chosen.history is not None and not (chosen.report or "").endswith(".html"):
        raise UsageError("--history goes with --report FILE.html")
    if chosen.lexicon is not None and chosen.notices is None:
        raise UsageError("--lexicon goes with --notices: PRED is parsed already")
    gold = Path(chosen.gold)
    if chosen.notices is not None:
        documents = _parsed(gold, Path(chosen.notices), chosen.min_confidence, lexicon_of(chosen))
    else:
        documents = [document.sure(chosen.min_confidence) for document in _loaded(Path(chosen.pred))]
    report = score_documents(documents, gold)
    write(report.to_text())
    if chosen.report is not None:
        _write_report(report, Path(chosen.report), chosen)
    too_low = [line for name, floor in chosen.fail_under for line in _below(report, name, floor)]
    for line in too_low:
        say(line)
    return 1 if too_low else 0


def _parsed(gold: Path, notices: Path, min_confidence: float, lexicon: Lexicon | None) -> list[PolicyDocument]:
    """The notices that the gold files name, parsed now; one that cannot be is named on stderr and counts as missed."""
    from policyparse.api import parse_many
    from policyparse.gold.validation import read_golds

    if not notices.is_dir():
        raise PolicyParseError("not_found", "--notices takes a folder of notices", name=str(notices))
    golds = {notices / entry.document: entry for entry in read_golds(gold)}
    documents = []
    for result in parse_many(golds, lexicon=lexicon, min_confidence=min_confidence):
        if result.document is None:
            say(str(result.error))
            continue
        documents.append(result.document)
        if result.document.source.sha256 != golds[Path(result.path)].sha256:
            say(f"{result.document.source.name}: its gold was made from other bytes (sha256 differs)")
    return documents


def _loaded(pred: Path) -> list[PolicyDocument]:
    """The documents of a folder as ``convert`` writes it, or the one document of a file."""
    from policyparse.api import load
    from policyparse.batch.written import written_documents

    return [load(path) for path in written_documents(pred)] if pred.is_dir() else [load(pred)]


def _below(report: Report, name: str, floor: float) -> list[str]:
    from policyparse.gold import KINDS

    reached = report.overall(name).f1 if name in KINDS else report.field(name).share
    if reached is None:
        return [f"{name}: not judged, no gold file claims to be complete for it"]
    # Four digits, as the report's JSON has them: what reads as the floor reaches it.
    return [f"{name}: {reached:.4f} is below {floor}"] if round(reached, 4) < floor else []


def _write_report(report: Report, path: Path, chosen: Namespace) -> None:
    from policyparse import report_pages

    if path.suffix == ".html":
        notices = None if chosen.notices is None else Path(chosen.notices)
        history = None if chosen.history is None else Path(chosen.history)
        report_pages.write_score_page(report, path, notices, history, lexicon_of(chosen), chosen.lang, say)
    else:
        write_file(path, report.to_json() if path.suffix == ".json" else report.to_markdown())


def deadlines(chosen: Namespace) -> int:
    from policyparse import report_pages

    folder = report_pages.DocumentFolder(Path(chosen.folder), say, lexicon_of(chosen), chosen.min_confidence)
    page = folder.deadlines(chosen.as_of, chosen.lang)
    if chosen.out == "-":
        write(page)
    else:
        write_file(Path(chosen.out), page)
    return 1 if folder.failed else 0

"""The commands of the command line: each takes the parsed arguments, does its work and returns an exit code.

For: ``policyparse.cli``, which loads this when a command runs. Not for: arguments (cli.py), nor work that the library
does; a command calls it, shows what came, and says what went wrong.
"""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TextIO, TypedDict

from policyparse.delivery.atomic import write_file
from policyparse.errors import PolicyParseError, one_line
from policyparse.reading.limits import Limits

if TYPE_CHECKING:
    from policyparse.batch.convert import Job
    from policyparse.batch.run_report import Run
    from policyparse.batch.watching import Found
    from policyparse.contract import PolicyDocument
    from policyparse.contract.corrections import Correction
    from policyparse.delivery.page_pictures import PagePicture
    from policyparse.gold.report import Report
    from policyparse.language.organ_lexicon import Lexicon

WIDTH_WITHOUT_TERMINAL = 140
CORRECTIONS = ".policyparse/corrections"  # below a folder of notices: where `review` keeps what is said of them


class Reads(TypedDict):
    """How a notice is to be read: keyword arguments of ``api.parse`` and of a folder run."""

    limits: Limits
    password: str | None
    table_settings: Mapping[str, object]
    min_confidence: float


class UsageError(Exception):
    """Arguments that only the work itself can judge; ends like an error of the argument parser."""


def parse(chosen: Namespace) -> int:
    from policyparse import api

    source, name = _source(chosen.file)
    stage = partial(api.parse, name=name, reader=chosen.reader, lexicon=_lexicon(chosen), **_how(chosen))
    document = stage(source) if chosen.memory is None else _apart(stage, source, chosen)
    if chosen.format == "json":
        _write(document.to_json() + "\n")
        return 0
    from policyparse.delivery.overview import overview_markdown, overview_table

    _write(overview_markdown(document) if chosen.format == "md" else overview_table(document, _width(sys.stdout)))
    return 0


def _apart(stage: Callable[[Any], PolicyDocument], source: object, chosen: Namespace) -> PolicyDocument:
    """What the stage makes of a file, in a process with bounded memory that is killed where it hangs."""
    from policyparse.batch.pool import run_each
    from policyparse.batch.settings import Settings

    if not isinstance(source, str):
        raise UsageError("--memory takes a file, not standard input")
    ((_, answer),) = run_each(stage, [source], 1, Settings(_limits(chosen), memory=chosen.memory).cost())
    if isinstance(answer, PolicyParseError):
        raise answer
    return answer


def explain(chosen: Namespace) -> int:
    from policyparse import api
    from policyparse.delivery.explanation import explanation_dict, explanation_text
    from policyparse.delivery.json_text import dump_json

    if Path(chosen.file).is_dir():
        return _explain_folder(chosen)
    source, name = _source(chosen.file)
    if chosen.draw is not None and not isinstance(source, str | bytes):
        source = source.read(_limits(chosen).file_bytes + 1)  # it is read twice
    explanation = api.explain(source, name=name, reader=chosen.reader, lexicon=_lexicon(chosen), **_how(chosen))
    if chosen.draw is not None:
        how = _how(chosen)
        drawn = api.draw_pages(source, name, how["password"], chosen.reader, how["limits"], how["table_settings"])
        _draw(drawn, Path(chosen.draw))
    if chosen.format == "json":
        _write(dump_json(explanation_dict(explanation)) + "\n")
    else:
        _write(explanation_text(explanation, _width(sys.stdout)))
    return 0


def _explain_folder(chosen: Namespace) -> int:
    """What the notices of a folder say that became no fact; exit code 1 where one could not be read."""
    from policyparse import api
    from policyparse.batch.inbox import InboxFile, look_through
    from policyparse.delivery.coverage_report import coverage_dict, coverage_text
    from policyparse.delivery.json_text import dump_json

    if chosen.draw is not None:
        raise UsageError("--draw takes one notice, not a folder")
    folder, how, failed = Path(chosen.file), _how(chosen), 0
    explanations, lexicon = {}, _lexicon(chosen)
    for file in look_through(folder, folder / ".policyparse"):
        if isinstance(file, InboxFile):
            try:
                explanations[file.shown] = api.explain(file.path, reader=chosen.reader, lexicon=lexicon, **how)
            except PolicyParseError as error:
                say(str(error))
                failed += 1
    if chosen.format == "json":
        _write(dump_json(coverage_dict(explanations)) + "\n")
    else:
        _write(coverage_text(explanations, _width(sys.stdout)))
    return 1 if failed else 0


def _draw(pictures: Sequence[PagePicture], folder: Path) -> None:
    if not pictures:
        say("nothing to draw: the format has no pages")
    for picture in pictures:
        write_file(folder / f"page-{picture.number:03}.svg", picture.svg)


def review(chosen: Namespace) -> int:
    if Path(chosen.file).is_dir():
        return _review_folder(chosen)
    if chosen.port is not None or chosen.open:
        raise UsageError("--port and --open go with a folder")
    return _review_file(chosen)


def _review_folder(chosen: Namespace) -> int:
    """Serve the pages of a folder until told to end; the address on stdout."""
    from policyparse.batch.settings import Settings
    from policyparse.review.server import correcting_server

    if chosen.out is not None or chosen.reader is not None:
        raise UsageError("--out and --reader go with one notice, not with a folder")
    folder = Path(chosen.file)
    corrections = Path(chosen.corrections) if chosen.corrections is not None else folder / CORRECTIONS
    settings = Settings(lexicon=_lexicon(chosen), **_how(chosen))
    server = correcting_server(folder, corrections, settings, chosen.port or 0)
    address = f"{server.address}?lang={chosen.lang}"
    try:
        with _ends_when_told("stopped; every correction is kept"), server:
            _write(address + "\n")
            if chosen.open:
                import webbrowser

                webbrowser.open(address)
            server.serve_forever()
    except KeyboardInterrupt:
        pass
    return 0


def gold(chosen: Namespace) -> int:
    from policyparse.batch.settings import Settings
    from policyparse.review.gold_export import export_gold, look_at

    notices = Path(chosen.notices)
    if chosen.corrections is None and not notices.is_dir():
        raise UsageError("gold of one notice needs --corrections")
    look = look_at(Path(chosen.corrections) if chosen.corrections is not None else notices / CORRECTIONS)
    for name, said in look.problems.items():
        say(f"{name}: not used: {said}")
    settings = Settings(lexicon=_lexicon(chosen), **_how(chosen))
    written, complete, failed = 0, 0, bool(look.problems)
    for one in export_gold(notices, Path(chosen.out), look, settings):
        for problem in one.problems:
            say(f"{one.file}: {problem}")
        if one.error is not None:
            say(f"{one.file}: {one.error.code}: {one.error.message}")
        written, complete = written + (one.error is None), complete + one.whole
        failed = failed or one.error is not None or bool(one.problems)
    say(f"{written} written, {complete} of them complete")
    return 1 if failed or not written else 0


def _review_file(chosen: Namespace) -> int:
    """The page of one notice, written whole or not at all; its path on stderr."""
    from policyparse import api
    from policyparse.review.render import page_of

    source, name = _source(chosen.file)
    said = _corrections(Path(chosen.corrections)) if chosen.corrections is not None else {}
    study = api.study(source, name=name, reader=chosen.reader, lexicon=_lexicon(chosen), **_how(chosen))
    held = said.get(study.explanation.document.document_id, {})
    page = page_of(study, corrections=held, language=chosen.lang)
    if chosen.out == "-":
        _write(page)
        return 0
    path = Path(chosen.out or f"{name or Path(chosen.file).name}.review.html")
    write_file(path, page)
    say(f"written: {path}")
    return 0


def _corrections(file: Path) -> dict[str, dict[str, Correction]]:
    """Corrections by document_id and fact id; raises PolicyParseError."""
    from policyparse.batch.corrections import MOST_BYTES, read_corrections
    from policyparse.reading.opening import printable_name, read_file

    name = printable_name(file.name)
    return read_corrections(read_file(file, MOST_BYTES, name), name)


def schema(chosen: Namespace) -> int:
    from policyparse.delivery.json_schema import schema_json

    _write(schema_json(chosen.name))
    return 0


def convert(chosen: Namespace) -> int:
    from policyparse.batch import convert as folder
    from policyparse.batch.progress import reporter

    if chosen.cluster:
        return _convert_cluster(chosen)
    options: dict[str, Any] = {
        "workers": chosen.workers or 1,
        "to": [word for words in chosen.to for word in words] or ["json"],
        "lexicon": _lexicon(chosen),
        "memory": chosen.memory,
        "retry_failed": chosen.retry_failed,
        "alarm_days": chosen.alarm,
        "corrections": chosen.corrections,
        **_how(chosen),
    }
    try:
        with _ends_when_told():
            if chosen.watch:
                return _watch(chosen, folder.prepare(chosen.target, **options))
            with reporter(chosen.quiet, chosen.log_json) as told:
                done = folder.convert(chosen.source, chosen.target, told=told.told(), **options)
                told.finished(done)
    except ValueError as error:
        raise UsageError(str(error)) from error
    return 1 if done.failed else 0


def _convert_cluster(chosen: Namespace) -> int:
    from dataclasses import asdict

    from policyparse.batch.cluster import convert_cluster

    for option in ("to", "watch", "corrections", "alarm", "retry_failed", "log_json"):
        if getattr(chosen, option):
            raise UsageError(f"--cluster goes without --{option.replace('_', '-')}: it makes Parquet of a new OUT")
    how: dict[str, Any] = {"lexicon": _lexicon(chosen), "memory": chosen.memory, **_how(chosen)}
    try:
        with _ends_when_told("stopped; OUT is not whole"):
            done = convert_cluster(chosen.source, chosen.target, chosen.workers, quiet=chosen.quiet, **how)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if not chosen.quiet:
        say(", ".join(f"{count:,} {what}" for what, count in asdict(done).items()))
    return 1 if done.failed else 0


def _watch(chosen: Namespace, job: Job) -> int:
    """Run until told to end, which is how a watch is meant to end: exit code 0."""
    from policyparse.batch.progress import batch_reporter
    from policyparse.batch.watching import KEPT_READY, Watch, moments

    crew = job.crew()
    job = job.manned(crew)
    jobs = chain((job,), repeat(job.next()))

    def run(found: Found) -> Run:
        with batch_reporter(chosen.quiet, chosen.log_json) as told:
            done = next(jobs).run(found, told.told())
            told.finished(done)
        return done

    source = Path(chosen.source)
    watch = Watch(source, job.target, run, say, chosen.settle, corrections=job.corrections)
    try:
        with crew:
            for changed in moments(source, job.target, chosen.settle):
                watch.look(changed)
                crew.rest(KEPT_READY)
    except KeyboardInterrupt:
        say("stopped; the same command goes on from here")
    return 0


@contextmanager
def _ends_when_told(last_word: str = "stopped; the same command goes on from here") -> Iterator[None]:
    """SIGTERM ends the block as Ctrl-C does: workers are stopped, and what is done is kept."""

    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():  # only the main thread may set handlers
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        say(last_word)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


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
        documents = _parsed(gold, Path(chosen.notices), chosen.min_confidence, _lexicon(chosen))
    else:
        documents = [document.sure(chosen.min_confidence) for document in _loaded(Path(chosen.pred))]
    report = score_documents(documents, gold)
    _write(report.to_text())
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
        report_pages.write_score_page(report, path, notices, history, _lexicon(chosen), chosen.lang, say)
    else:
        write_file(path, report.to_json() if path.suffix == ".json" else report.to_markdown())


def deadlines(chosen: Namespace) -> int:
    from policyparse import report_pages

    folder = report_pages.DocumentFolder(Path(chosen.folder), say, _lexicon(chosen), chosen.min_confidence)
    page = folder.deadlines(chosen.as_of, chosen.lang)
    if chosen.out == "-":
        _write(page)
    else:
        write_file(Path(chosen.out), page)
    return 1 if folder.failed else 0


def _source(file: str) -> tuple[str | bytes | BinaryIO, str | None]:
    return (sys.stdin.buffer, "stdin") if file == "-" else (file, None)


def _lexicon(chosen: Namespace) -> Lexicon | None:
    """The words of ``--lexicon``; raises PolicyParseError."""
    from policyparse.api import read_lexicon

    return None if chosen.lexicon is None else read_lexicon(chosen.lexicon)


def _limits(chosen: Namespace) -> Limits:
    bounds: dict[str, Any] = dict(chosen.limit)
    return Limits(**bounds) if chosen.timeout is None else Limits(seconds=chosen.timeout, **bounds)


def _how(chosen: Namespace) -> Reads:
    """How notices are to be read; raises UsageError for a table setting that is none."""
    from policyparse.tables.rulings import TableSettings

    settings: dict[str, object] = dict(chosen.table_setting)
    try:
        TableSettings.of(settings.items())
    except ValueError as error:
        raise UsageError(f"--table-setting: {error}") from error
    return {
        "limits": _limits(chosen),
        "password": chosen.password,
        "table_settings": settings,
        "min_confidence": chosen.min_confidence,
    }


def _width(stream: TextIO) -> int:
    return shutil.get_terminal_size().columns if stream.isatty() else WIDTH_WITHOUT_TERMINAL


def _write(text: str) -> None:
    """Text to stdout as UTF-8 with plain newlines, whatever the locale and the system."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def say(line: str) -> None:
    print(f"policyparse: {one_line(line)}", file=sys.stderr)


COMMANDS: Final[dict[str, Callable[[Namespace], int]]] = {
    "parse": parse,
    "convert": convert,
    "validate": validate,
    "deadlines": deadlines,
    "explain": explain,
    "review": review,
    "gold": gold,
    "schema": schema,
}

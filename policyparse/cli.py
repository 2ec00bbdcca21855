"""The command line: arguments in, data on stdout, everything else on stderr, an exit code for every outcome.

For: ``policyparse`` and ``python -m policyparse``. Not for: the work, which is in ``policyparse.commands`` and loads
only when a command runs. So that ``--help`` answers at once, not even typing or pathlib is imported here.

Exit codes: 0 done; 1 a folder run had failures, or scores lie below ``--fail-under``; 2 wrong usage; 10 to 20 the code
of the error (``policyparse.errors``); 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys

from policyparse import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

SCHEMA_NAMES = ("policy-document", "policy-gold", "policy-corrections")
LIMIT_NAMES = ("file_bytes", "unpacked_bytes", "members", "xml_depth", "pages", "pixels", "table_cells", "characters")
READER_NAMES = ("text", "markdown", "web page", "web archive", "pdf", "pdfplumber", "image", "docx", "office", "ofd")
INTERRUPTED = 130


def run() -> None:
    """The entry point: runs the command of this process's arguments and ends the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; only wrong usage and ``--help`` raise SystemExit, as argparse does."""
    parser = build_parser()
    chosen = parser.parse_args(argv)
    from policyparse import commands
    from policyparse.configuration import configure
    from policyparse.errors import PolicyParseError

    try:
        configure(chosen)
        return commands.COMMANDS[chosen.command](chosen)
    except PolicyParseError as error:
        commands.say(str(error))
        return error.exit_code
    except commands.UsageError as error:
        parser.error(str(error))
    except BrokenPipeError:
        # The reader (head, less) has seen enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        unexpected = PolicyParseError("internal", f"{type(error).__name__}: {error}")
        commands.say(str(unexpected))
        return unexpected.exit_code


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; each sets ``command`` to its key in ``commands.COMMANDS``."""
    parser = argparse.ArgumentParser(
        prog="policyparse", description="Chinese policy notices in, typed facts with evidence out. Works offline."
    )
    parser.add_argument("--version", action="version", version=f"policyparse {__version__}")
    commands = parser.add_subparsers(prog="policyparse", metavar="COMMAND", dest="command", required=True)
    _add_parse(commands)
    _add_convert(commands)
    _add_validate(commands)
    _add_deadlines(commands)
    _add_explain(commands)
    _add_review(commands)
    _add_gold(commands)
    _add_schema(commands)
    return parser


def _add_parse(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("parse", help="one notice to JSON on stdout", description="One notice to stdout.")
    parser.add_argument("file", metavar="FILE", help="the notice; - for standard input")
    parser.add_argument("--format", choices=("json", "table", "md"), default="json", help="default: json")
    _add_memory(parser, "read the file in a process of its own that gets so much, e.g. 800M, and is ended if it hangs")
    _add_reading(parser)
    _add_min_confidence(parser)
    _add_reader(parser)


def _add_convert(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "convert",
        help="a folder of notices to a folder of documents",
        description="Every notice below IN to OUT/<relative path>.json, and OUT/run-report.json with a row a file.",
    )
    parser.add_argument("source", metavar="IN", help="folder (or one file) to read")
    parser.add_argument("target", metavar="OUT", help="folder to write to; made where it is not there")
    parser.add_argument(
        "--to", metavar="FORM,…", action="append", type=_words, default=[],
        help="what to make of the documents besides a JSON each: jsonl, csv, parquet, xlsx, ics, sqlite, or a database "
        "by its SQLAlchemy URL; may be repeated",
    )  # fmt: skip
    parser.add_argument("--watch", action="store_true", help="stay and convert what arrives in IN, until told to end")
    parser.add_argument(
        "--settle", type=_seconds, default=2.0, metavar="S",
        help="with --watch: a file is whole when it has not changed for so many seconds; default: 2",
    )  # fmt: skip
    parser.add_argument(
        "--corrections", metavar="DIR",
        help="corrections of facts (*.json, see: policyparse schema policy-corrections), for this and all later runs",
    )  # fmt: skip
    parser.add_argument("--alarm", type=int, metavar="DAYS", help="give each event of ics an alarm so many days before")
    parser.add_argument(
        "--workers", type=_count, metavar="N", help="processes to use; default: 1, with --cluster all cores"
    )
    parser.add_argument(
        "--cluster", action="store_true",
        help="run under Ray, on the cluster of RAY_ADDRESS or on this machine: IN and OUT are folders or s3://… URLs, "
        "OUT is new and holds Parquet tables",
    )  # fmt: skip
    _add_memory(parser, "memory that a process may have, e.g. 800M or 4G; default: 2G, 4G where text is recognised")
    parser.add_argument("--retry-failed", action="store_true", help="try files again that an earlier run failed at")
    told = parser.add_mutually_exclusive_group()
    told.add_argument("--quiet", action="store_true", help="say nothing on stderr but what ends the run")
    told.add_argument("--log-json", action="store_true", help="say how it goes as lines of JSON on stderr")
    _add_reading(parser)
    _add_min_confidence(parser)


def _add_validate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "validate",
        help="scores against gold files",
        description="Scores of written documents (PRED) or of notices parsed now (--notices) against gold files.",
    )
    parser.add_argument("gold", metavar="GOLD", help="folder of *.gold.json, or one such file")
    parser.add_argument("pred", metavar="PRED", nargs="?", help="folder of documents, or one document")
    parser.add_argument("--notices", metavar="DIR", help="folder with the notices that the gold files name")
    _add_lexicon(parser)
    parser.add_argument(
        "--fail-under", metavar="KIND=FLOOR", type=_floor, action="append", default=[],
        help="exit 1 where the F1 of this kind (or the share of this field) is lower, e.g. tasks=0.95; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--report", metavar="FILE",
        help="write the report there too: .html, .md or .json; beside .html, with --notices, the review pages of the "
        "notices with misses",
    )  # fmt: skip
    parser.add_argument("--history", metavar="FILE", help="floors over time, for .html: corpus/floors-history.jsonl")
    _add_language(parser)
    _add_min_confidence(parser)


def _add_deadlines(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "deadlines",
        help="the deadlines of a folder as one page",
        description="Who must do what by when, in all documents that convert wrote to FOLDER (or in the notices of a "
        "folder without documents, where alone a lexicon counts): units by months, what is due when, targets by year.",
    )
    parser.add_argument("folder", metavar="FOLDER", help="folder of documents, or of notices")
    parser.add_argument(
        "--out", metavar="FILE.html", default="deadlines.html", help="default: deadlines.html; - for stdout"
    )
    parser.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="the day to judge by what is overdue; without it nothing is"
    )
    _add_language(parser)
    _add_lexicon(parser)
    _add_min_confidence(parser)


def _add_explain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "explain",
        help="which rule made each fact, and what became none",
        description="Which rule made each fact; which numbers, times and units became none, and why; of a folder, the "
        "commonest sentences that gave no fact.",
    )
    parser.add_argument("file", metavar="FILE", help="the notice, - for standard input, or a folder of notices")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    parser.add_argument(
        "--draw", metavar="DIR",
        help="draw each page there as page-001.svg …: rulings, cells, lines in reading order, words left out",
    )  # fmt: skip
    _add_reading(parser)
    _add_min_confidence(parser)
    _add_reader(parser)


def _add_review(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "review",
        help="a page on which a person checks and corrects the facts",
        description="A page that shows the notice beside its facts, to check and correct them; it needs no network. "
        "Of a folder: all its pages, served on this machine alone until Ctrl-C; each correction is kept at once.",
    )
    parser.add_argument("file", metavar="FILE|FOLDER", help="the notice, - for standard input, or a folder of notices")
    parser.add_argument(
        "--out", metavar="FILE.html", help="where to write it, - for stdout; default: <notice>.review.html, here"
    )
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="language to begin with; default: zh")
    parser.add_argument(
        "--corrections", metavar="FILE|DIR",
        help="corrections made before, as the page gives them, to go on from; of a folder of notices, the folder in "
        "which they are kept, default: FOLDER/.policyparse/corrections",
    )  # fmt: skip
    parser.add_argument("--port", type=_port, metavar="N", help="of a folder: port to answer on; default: any free one")
    parser.add_argument("--open", action="store_true", help="of a folder: open the list in the browser")
    _add_reading(parser)
    _add_min_confidence(parser)
    _add_reader(parser)


def _add_gold(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser(
        "gold",
        help="gold files from notices and their corrections",
        description="OUT/<name>.gold.json for each notice of which a person said something; complete where it was "
        "checked as a whole, else with what was accepted, edited and added.",
    )
    parser.add_argument("notices", metavar="NOTICES", help="the notice, or the folder of notices")
    parser.add_argument("out", metavar="OUT", help="folder to write to; made where it is not there")
    parser.add_argument(
        "--corrections", metavar="FILE|DIR",
        help="what was said of them; default: NOTICES/.policyparse/corrections, where `review` keeps it",
    )  # fmt: skip
    _add_reading(parser)
    _add_min_confidence(parser)


def _add_schema(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("schema", help="a JSON Schema", description="The JSON Schema of what is written.")
    parser.add_argument("name", metavar="NAME", nargs="?", choices=SCHEMA_NAMES, default=SCHEMA_NAMES[0],
                        help=f"one of {', '.join(SCHEMA_NAMES)}; default: {SCHEMA_NAMES[0]}")  # fmt: skip


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--password", metavar="WORD", help="opens PDFs that are protected by it")
    parser.add_argument(
        "--table-setting", metavar="NAME=POINTS", type=_setting, action="append", default=[],
        help="how tables are found on pages, in pdfplumber's words, e.g. snap_tolerance=4; may be repeated",
    )  # fmt: skip
    _add_lexicon(parser)
    parser.add_argument("--timeout", type=_seconds, metavar="S", help="seconds that one notice may take; default: 30")
    parser.add_argument(
        "--limit", metavar="NAME=NUMBER", type=_limit, action="append", default=[],
        help=f"another bound on one notice: {', '.join(LIMIT_NAMES)}; e.g. pages=500; may be repeated",
    )  # fmt: skip


def _add_memory(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--memory", type=_bytes, metavar="SIZE", help=words)


def _add_lexicon(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lexicon", metavar="DIR|FILE",
        help="organs and units of measure of your own: a folder with organs.tsv, units.tsv and patterns.jsonl, or one "
        "of them",
    )  # fmt: skip
    parser.add_argument(
        "--config", metavar="FILE",
        help="lexicon, min_confidence, timeout, table_settings, workers from a file; default: policyparse.toml in the "
        "current folder, where there is one; what the command line says wins",
    )  # fmt: skip


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--lang", choices=("zh", "en"), default="zh", help="language that the page shows first; default: zh"
    )


def _add_min_confidence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--min-confidence", metavar="SHARE", type=_share,
        help="leave out facts that are less sure, 0 to 1; default: 0, all are kept",
    )  # fmt: skip


def _add_reader(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reader", choices=READER_NAMES, metavar="NAME",
        help=f"insist on a reader: {', '.join(READER_NAMES)}; pdfplumber is the second reader of PDF",
    )  # fmt: skip


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def _words(text: str) -> list[str]:
    words: list[str] = []
    for piece in text.split(","):
        # A database's URL may hold commas itself; what is a plain word behind one is another form.
        if words and "://" in words[-1] and "://" not in piece and not piece.strip().isalpha():
            words[-1] += f",{piece}"
        elif piece.strip():
            words.append(piece.strip())
    return words


def _number(text: str) -> int:
    """A whole number, or so many times a million or thousand million bytes: 500, 50M, 1.5G."""
    unit = {"M": 1024**2, "G": 1024**3}.get(text[-1:].upper())
    return int(float(text[:-1]) * unit) if unit else int(text)


def _bytes(text: str) -> int:
    size = _number(text)
    if size < 256 * 1024**2:  # with less a worker does not even start
        raise ValueError(text)
    return size


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise ValueError(text)
    return seconds


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _day(text: str) -> date:
    from datetime import date

    return date.fromisoformat(text)


def _setting(text: str) -> tuple[str, float]:
    name, _, points = text.partition("=")
    return name, float(points)


def _limit(text: str) -> tuple[str, int]:
    name, _, most = text.partition("=")
    number = _number(most)
    if name not in LIMIT_NAMES or number < 1:
        raise ValueError(text)
    return name, number


def _floor(text: str) -> tuple[str, float]:
    name, _, floor = text.partition("=")
    if not 0 <= float(floor) <= 1:
        raise ValueError(text)
    return name, float(floor)

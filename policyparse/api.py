"""The library's functions: one notice, a text, many notices, a written document, scores.

For: what ``import policyparse`` offers; every failure leaves here as PolicyParseError. Not for: how a notice is
understood (`pipeline`), folders (`batch`), the command line (`cli`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar, Union

from policyparse.errors import PolicyParseError
from policyparse.lazy_regex import inline
from policyparse.reading.limits import Clock, Limits, Reading
from policyparse.reading.opening import check_size, printable_name, read_file

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.delivery.page_pictures import PagePicture
    from policyparse.gold.report import Report
    from policyparse.gold.validation import Document, GoldSource
    from policyparse.language.organ_lexicon import Lexicon
    from policyparse.layout.source_pieces import SourcePieces
    from policyparse.pipeline import Explanation, Study

StrPath = str | os.PathLike[str]
Source = StrPath | bytes | BinaryIO
LexiconSource = Union[StrPath, "Lexicon"]
DEFAULT_LIMITS = Limits()

Result = TypeVar("Result", covariant=True)


class Stage(Protocol[Result]):
    """``parse_bytes``, ``explain_bytes``, ``study_bytes`` or ``draw_bytes`` of `pipeline`, told all but the file."""

    def __call__(self, reading: Reading) -> Result: ...


@dataclass(frozen=True, slots=True)
class ParseResult:
    """What became of one of many notices: exactly one of ``document`` and ``error`` is None. ``path`` as given."""

    path: StrPath
    document: PolicyDocument | None
    error: PolicyParseError | None


def parse(
    source: Source,
    name: str | None = None,
    password: str | None = None,
    reader: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    table_settings: Mapping[str, object] | None = None,
    lexicon: LexiconSource | None = None,
    min_confidence: float = 0.0,
) -> PolicyDocument:
    """The facts of one notice.

    ``source`` is a path (str or PathLike), the file's bytes, or a file opened for binary reading. ``name`` is the file
    name to record and to call it by in errors (default: the file's own). The content decides which reader reads
    it; ``reader`` ("text", "web page", "web archive", "pdf", "docx", "ofd", "office", "image") insists on one, and what
    another one would read is then "unsupported"; "pdfplumber" is a second reader of PDF, to check the first.
    ``password`` opens encrypted PDFs. ``table_settings`` override how tables are found on pages, in pdfplumber's words.
    ``lexicon`` holds a user's own organs and units of measure (``read_lexicon``): its path, or what was read from it.
    Facts whose ``evidence.confidence`` is below ``min_confidence`` (0 to 1) are left out, and a diagnostic counts them.

    Raises PolicyParseError and nothing else; its ``code`` says why (see ``policyparse.errors``).
    """
    from policyparse.pipeline import parse_bytes

    least = _share(min_confidence)
    stage = partial(parse_bytes, lexicon=_lexicon_of(lexicon))
    document = _run(stage, source, name, limits, password, reader, table_settings)
    return document.sure(least) if least else document


def explain(
    source: Source,
    name: str | None = None,
    password: str | None = None,
    reader: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    table_settings: Mapping[str, object] | None = None,
    lexicon: LexiconSource | None = None,
    min_confidence: float = 0.0,
) -> Explanation:
    """The document, and every number, time and unit of the notice that became no fact, with the reason.

    Takes and raises what ``parse`` does.
    """
    from policyparse.pipeline import explain_bytes

    least = _share(min_confidence)
    stage = partial(explain_bytes, lexicon=_lexicon_of(lexicon))
    explanation = _run(stage, source, name, limits, password, reader, table_settings)
    return replace(explanation, document=explanation.document.sure(least)) if least else explanation


def study(
    source: Source,
    name: str | None = None,
    password: str | None = None,
    reader: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    table_settings: Mapping[str, object] | None = None,
    lexicon: LexiconSource | None = None,
    min_confidence: float = 0.0,
) -> Study:
    """The explanation of a notice with its manuscript and a picture of each page, for pages on which people read it.

    Takes and raises what ``parse`` does; the file is parsed once.
    """
    from policyparse.pipeline import study_bytes

    least = _share(min_confidence)
    stage = partial(study_bytes, lexicon=_lexicon_of(lexicon))
    studied = _run(stage, source, name, limits, password, reader, table_settings)
    if not least:
        return studied
    explanation = studied.explanation
    return replace(studied, explanation=replace(explanation, document=explanation.document.sure(least)))


def draw_pages(
    source: Source,
    name: str | None = None,
    password: str | None = None,
    reader: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    table_settings: Mapping[str, object] | None = None,
) -> tuple[PagePicture, ...]:
    """An SVG of each page with what was found on it: rulings, cells, lines in reading order, words left out.

    Empty for formats without pages. Takes and raises what ``parse`` does.
    """
    from policyparse.pipeline import draw_bytes

    return _run(draw_bytes, source, name, limits, password, reader, table_settings)


def parse_text(
    text: str,
    name: str = "text",
    limits: Limits = DEFAULT_LIMITS,
    lexicon: LexiconSource | None = None,
    min_confidence: float = 0.0,
) -> PolicyDocument:
    """The facts of a notice given as text: what ``parse`` makes of a UTF-8 file with that text, options as there.

    A lone surrogate, which no file can hold, is read as U+FFFD. Raises PolicyParseError and nothing else.
    """
    data = _utf8(text)
    return parse(data, name=name, limits=limits, lexicon=lexicon, min_confidence=min_confidence)


def parse_in_place(
    text: str,
    limits: Limits = DEFAULT_LIMITS,
    lexicon: LexiconSource | None = None,
    min_confidence: float = 0.0,
) -> tuple[PolicyDocument, SourcePieces]:
    """What ``parse_text`` makes of a plain text, and the way from the document's text back to offsets of ``text``.

    The text is plain text whatever it holds: markup in it is not read as a page. Raises what ``parse_text`` does.
    """
    from policyparse.pipeline import parse_characters

    least = _share(min_confidence)
    stage = partial(parse_characters, characters=text, lexicon=_lexicon_of(lexicon))
    document, pieces = _run(stage, _utf8(text), "text", limits)
    return (document.sure(least) if least else document), pieces


def parse_many(
    paths: Iterable[StrPath],
    workers: int = 1,
    limits: Limits = DEFAULT_LIMITS,
    lexicon: LexiconSource | None = None,
    min_confidence: float = 0.0,
    memory: int | None = None,
) -> Iterator[ParseResult]:
    """Parse files one by one and give each result as it comes; a bad file is a result with an error.

    With ``workers`` above 1 the files are parsed in that many processes, one of which a file may crash or hang without
    harm to the others, and come as they are done; a script that does so calls this under
    ``if __name__ == "__main__":``, as Python's multiprocessing demands. Only a few documents are held at a time,
    however many ``paths`` there are. ``memory`` bounds a process, in bytes. With one worker the files are parsed in
    this process, in their order. ``lexicon`` is that of ``parse``, read once for all.

    Raises ValueError for ``workers`` below 1, and PolicyParseError for a lexicon that cannot be read.
    """
    if workers < 1:
        raise ValueError(f"workers: {workers}, at least 1 is needed")
    stage = partial(parse, limits=limits, lexicon=_lexicon_of(lexicon), min_confidence=min_confidence)
    if workers == 1:
        answers: Iterator[tuple[StrPath, PolicyDocument | PolicyParseError]] = (
            (path, _document_or_error(stage, path)) for path in paths
        )
    else:
        from policyparse.batch.pool import run_each
        from policyparse.batch.settings import Settings

        answers = run_each(stage, paths, workers, Settings(limits, memory=memory).cost())
    return (
        ParseResult(path, None, answer) if isinstance(answer, PolicyParseError) else ParseResult(path, answer, None)
        for path, answer in answers
    )


def _document_or_error(stage: Callable[[StrPath], PolicyDocument], path: StrPath) -> PolicyDocument | PolicyParseError:
    try:
        return stage(path)
    except PolicyParseError as error:
        return error


def read_lexicon(path: StrPath) -> Lexicon:
    """A user's own organs and units of measure, added to the package's, before which they go.

    ``path`` is a folder with ``organs.tsv``, ``units.tsv`` and ``patterns.jsonl`` (any of them), or one such file.

    Raises PolicyParseError with the file's name: "not_found", "not_a_file", "too_large", "unreadable", "unsupported"
    for a pattern of spaCy's tokens, or "corrupt" and the line that is wrong.
    """
    from policyparse.lexicon_files import read_lexicon as read_files

    return read_files(path)


def load(source: StrPath | bytes) -> PolicyDocument:
    """Read a document that was written as JSON: a path, or the JSON itself as bytes or as a str that begins with ``{``.

    Raises PolicyParseError: "not_found", "not_a_file", "unreadable", "empty", "corrupt", or "unsupported" for
    a document of another major schema version.
    """
    from policyparse.delivery.json_file import load_document

    return load_document(source)


def validate(documents: Iterable[Document], gold: GoldSource) -> Report:
    """Score documents against gold files (a folder, a file, or several). See ``policyparse.gold.validate``."""
    from policyparse.gold import validate as score_documents

    return score_documents(documents, gold)


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def _lexicon_of(source: LexiconSource | None) -> Lexicon | None:
    return read_lexicon(source) if isinstance(source, str | os.PathLike) else source


def _share(min_confidence: float) -> float:
    if not 0 <= min_confidence <= 1:
        raise PolicyParseError("unsupported", f"min_confidence {min_confidence} is not between 0 and 1")
    return min_confidence


def _run(
    stage: Stage[Result],
    source: Source,
    name: str | None,
    limits: Limits,
    password: str | None = None,
    reader: str | None = None,
    table_settings: Mapping[str, object] | None = None,
) -> Result:
    """The source as an order to a reader into the stage; what goes wrong comes out as PolicyParseError with a name."""
    from policyparse.reading.sniffing import READERS

    shown = _shown_name(source, name)
    clock = Clock(limits.seconds, shown)
    if reader is not None and reader not in READERS:
        raise PolicyParseError("unsupported", f"no reader {reader!r}; there is {', '.join(READERS)}", shown)
    try:
        settings = tuple(sorted((table_settings or {}).items()))
        # No name for the bytes here: the pipeline lets go of them once they are read.
        return stage(Reading(_bytes_of(source, shown, limits), shown, limits, clock, password, reader, settings))
    except PolicyParseError as error:
        if error.name is not None:
            raise
        raise PolicyParseError(error.code, error.message, shown) from error
    except MemoryError as error:
        raise PolicyParseError("too_large", "not enough memory for this file", shown) from error
    except Exception as error:
        raise PolicyParseError("internal", f"{type(error).__name__}: {error}", shown) from error


def _shown_name(source: object, name: str | None) -> str:
    """The file name to record: no folder, valid text; "data" for bytes that have none."""
    if name is None and isinstance(source, str | os.PathLike):
        path = Path(os.fsdecode(source))
        return printable_name(path.name or str(path))
    # An open file's name may be a number, or a path; a given name may come from another kind of machine.
    given = name if name is not None else getattr(source, "name", None)
    return printable_name(inline(r"[/\\]").split(given)[-1] if isinstance(given, str) else "") or "data"


def _bytes_of(source: object, name: str, limits: Limits) -> bytes:
    if isinstance(source, bytes | bytearray | memoryview):
        data: object = bytes(source)
    elif isinstance(source, str | os.PathLike):
        return read_file(Path(os.fsdecode(source)), limits.file_bytes, name)
    else:
        data = _read_open_file(source, name, limits.file_bytes + 1)
    if not isinstance(data, bytes):
        raise PolicyParseError("unreadable", "the file is not opened for binary reading", name)
    check_size(len(data), limits.file_bytes, name)
    return data


def _read_open_file(source: object, name: str, size: int) -> object:
    read = getattr(source, "read", None)
    if not callable(read):
        raise PolicyParseError("unsupported", f"a {type(source).__name__} is no path, bytes or open file", name)
    try:
        return read(size)
    except (OSError, ValueError) as error:  # ValueError: a closed file
        raise PolicyParseError("unreadable", str(error), name) from error

"""Commands on one notice: ``parse``, ``explain`` (also of a folder), ``schema``.

Not for: folders that are converted (`folders`).
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyparse.commands.invocation import (
    UsageError,
    lexicon_of,
    limits_of,
    reading_of,
    say,
    source_of,
    width_of,
    write,
)
from policyparse.delivery.atomic import write_file
from policyparse.errors import PolicyParseError

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.delivery.page_pictures import PagePicture

FEW = 50_000  # characters


def parse(chosen: Namespace) -> int:
    from policyparse import api

    source, name = source_of(chosen.file)
    stage = partial(api.parse, name=name, reader=chosen.reader, lexicon=lexicon_of(chosen), **reading_of(chosen))
    document = stage(source) if chosen.memory is None else _apart(stage, source, chosen)
    if chosen.format == "json":
        from policyparse.delivery.json_text import dump_json

        # The same text either way; only a long document is worth building pydantic's writer, a tenth of a cold start.
        write((dump_json(document) if len(document.text) <= FEW else document.to_json()) + "\n")
        return 0
    from policyparse.delivery.overview import overview_markdown, overview_table

    write(overview_markdown(document) if chosen.format == "md" else overview_table(document, width_of(sys.stdout)))
    return 0


def _apart(stage: Callable[[Any], PolicyDocument], source: object, chosen: Namespace) -> PolicyDocument:
    """What the stage makes of a file, in a process with bounded memory that is killed where it hangs."""
    from policyparse.batch.pool import run_each
    from policyparse.batch.settings import Settings

    if not isinstance(source, str):
        raise UsageError("--memory takes a file, not standard input")
    ((_, answer),) = run_each(stage, [source], 1, Settings(limits_of(chosen), memory=chosen.memory).cost())
    if isinstance(answer, PolicyParseError):
        raise answer
    return answer


def explain(chosen: Namespace) -> int:
    from policyparse import api
    from policyparse.delivery.explanation import explanation_dict, explanation_text
    from policyparse.delivery.json_text import dump_json

    if Path(chosen.file).is_dir():
        return _explain_folder(chosen)
    source, name = source_of(chosen.file)
    if chosen.draw is not None and not isinstance(source, str | bytes):
        source = source.read(limits_of(chosen).file_bytes + 1)  # it is read twice
    explanation = api.explain(source, name=name, reader=chosen.reader, lexicon=lexicon_of(chosen), **reading_of(chosen))
    if chosen.draw is not None:
        how = reading_of(chosen)
        drawn = api.draw_pages(source, name, how["password"], chosen.reader, how["limits"], how["table_settings"])
        _draw(drawn, Path(chosen.draw))
    if chosen.format == "json":
        write(dump_json(explanation_dict(explanation)) + "\n")
    else:
        write(explanation_text(explanation, width_of(sys.stdout)))
    return 0


def _explain_folder(chosen: Namespace) -> int:
    """What the notices of a folder say that became no fact; exit code 1 where one could not be read."""
    from policyparse import api
    from policyparse.batch.inbox import InboxFile, look_through
    from policyparse.delivery.coverage_report import coverage_dict, coverage_text
    from policyparse.delivery.json_text import dump_json

    if chosen.draw is not None:
        raise UsageError("--draw takes one notice, not a folder")
    folder, how, failed = Path(chosen.file), reading_of(chosen), 0
    explanations, lexicon = {}, lexicon_of(chosen)
    for file in look_through(folder, folder / ".policyparse"):
        if isinstance(file, InboxFile):
            try:
                explanations[file.shown] = api.explain(file.path, reader=chosen.reader, lexicon=lexicon, **how)
            except PolicyParseError as error:
                say(str(error))
                failed += 1
    if chosen.format == "json":
        write(dump_json(coverage_dict(explanations)) + "\n")
    else:
        write(coverage_text(explanations, width_of(sys.stdout)))
    return 1 if failed else 0


def _draw(pictures: Sequence[PagePicture], folder: Path) -> None:
    if not pictures:
        say("nothing to draw: the format has no pages")
    for picture in pictures:
        write_file(folder / f"page-{picture.number:03}.svg", picture.svg)


def schema(chosen: Namespace) -> int:
    from policyparse.delivery.json_schema import schema_json

    write(schema_json(chosen.name))
    return 0

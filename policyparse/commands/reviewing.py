"""Commands for people who check: ``review`` (a page, or a server of a folder's pages) and ``gold``.

Not for: pages, server and gold files themselves (`review`).
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from policyparse.commands.invocation import UsageError, ends_when_told, lexicon_of, reading_of, say, source_of, write
from policyparse.delivery.atomic import write_file

if TYPE_CHECKING:
    from policyparse.contract.corrections import Correction

CORRECTIONS = ".policyparse/corrections"  # below a folder of notices: where `review` keeps what is said of them


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
    settings = Settings(lexicon=lexicon_of(chosen), **reading_of(chosen))
    server = correcting_server(folder, corrections, settings, chosen.port or 0)
    address = f"{server.address}?lang={chosen.lang}"
    try:
        with ends_when_told("stopped; every correction is kept"), server:
            write(address + "\n")
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
    settings = Settings(lexicon=lexicon_of(chosen), **reading_of(chosen))
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

    source, name = source_of(chosen.file)
    said = _corrections(Path(chosen.corrections)) if chosen.corrections is not None else {}
    study = api.study(source, name=name, reader=chosen.reader, lexicon=lexicon_of(chosen), **reading_of(chosen))
    held = said.get(study.explanation.document.document_id, {})
    page = page_of(study, corrections=held, language=chosen.lang)
    if chosen.out == "-":
        write(page)
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

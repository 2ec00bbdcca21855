"""What commands share: how a notice is to be read as the arguments say, and words to stdout and stderr.

Not for: the arguments themselves (`policyparse.cli`).
"""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypedDict

from policyparse.errors import one_line
from policyparse.reading.limits import Limits

if TYPE_CHECKING:
    from policyparse.language.organ_lexicon import Lexicon

WIDTH_WITHOUT_TERMINAL = 140


class Reads(TypedDict):
    """How a notice is to be read: keyword arguments of ``api.parse`` and of a folder run."""

    limits: Limits
    password: str | None
    table_settings: Mapping[str, object]
    min_confidence: float


class UsageError(Exception):
    """Arguments that only the work itself can judge; ends like an error of the argument parser."""


def source_of(file: str) -> tuple[str | bytes | BinaryIO, str | None]:
    return (sys.stdin.buffer, "stdin") if file == "-" else (file, None)


def lexicon_of(chosen: Namespace) -> Lexicon | None:
    """The words of ``--lexicon``; raises PolicyParseError."""
    from policyparse.api import read_lexicon

    return None if chosen.lexicon is None else read_lexicon(chosen.lexicon)


def limits_of(chosen: Namespace) -> Limits:
    bounds: dict[str, Any] = dict(chosen.limit)
    return Limits(**bounds) if chosen.timeout is None else Limits(seconds=chosen.timeout, **bounds)


def reading_of(chosen: Namespace) -> Reads:
    """How notices are to be read; raises UsageError for a table setting that is none."""
    from policyparse.tables.rulings import TableSettings

    settings: dict[str, object] = dict(chosen.table_setting)
    try:
        TableSettings.of(settings.items())
    except ValueError as error:
        raise UsageError(f"--table-setting: {error}") from error
    return {
        "limits": limits_of(chosen),
        "password": chosen.password,
        "table_settings": settings,
        "min_confidence": chosen.min_confidence,
    }


def width_of(stream: TextIO) -> int:
    return shutil.get_terminal_size().columns if stream.isatty() else WIDTH_WITHOUT_TERMINAL


def write(text: str) -> None:
    """Text to stdout as UTF-8 with plain newlines, whatever the locale and the system."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def say(line: str) -> None:
    print(f"policyparse: {one_line(line)}", file=sys.stderr)


@contextmanager
def ends_when_told(last_word: str = "stopped; the same command goes on from here") -> Iterator[None]:
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

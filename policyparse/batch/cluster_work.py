"""What a cluster run does on its workers: notices → parts of the table ``json`` → parts of all other tables.

For: ``batch.cluster``, which hands this to Ray Data; Ray itself is not used here. Each notice is parsed as in a folder
run, in a process of its own beside the worker, which is killed where it hangs or wants too much memory. A part that is
made again (Ray tries a lost task again) replaces itself. Not for: which notices go out under which id.
"""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from policyparse.batch.one_notice import Facts, facts_of
from policyparse.batch.pool import StandingWorker
from policyparse.batch.roles import going_by
from policyparse.delivery.flat_tables import TABLES, Json
from policyparse.delivery.parquet_files import write_tables
from policyparse.errors import PolicyParseError, one_line
from policyparse.reading.opening import printable_name

if TYPE_CHECKING:
    import pyarrow

    from policyparse.batch.places import Place
    from policyparse.batch.settings import Reads, Settings

JSON_TABLE = "json"
# Characters of documents that a worker holds before it writes them, and documents that it reads back at a time.
HELD_CHARACTERS = 32_000_000
READ_BACK = 8


@dataclass(frozen=True, slots=True)
class Notice(os.PathLike[str]):
    """A notice on its way to the process that parses it; ``number`` is its place in the order of the run."""

    number: int
    name: str
    data: bytes = field(repr=False)

    def __fspath__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Converted:
    """A parsed notice: its document as JSON on one line, and the small record of it."""

    document: str
    facts: Facts


Answer = Converted | PolicyParseError


def convert_notice(notice: Notice, reads: Reads) -> Converted:
    """Bytes → document; what ``reads`` raises goes through."""
    document = reads(notice.data, notice.name)
    json_text = document.to_json(indent=None)
    return Converted(json_text, facts_of(document, json_text))


def order_schema() -> pyarrow.Schema:
    """An order to a ``Converter``: the part to write, the number of its first notice, the notices' paths as bytes."""
    import pyarrow as pa

    return pa.schema({"part": pa.int64(), "first": pa.int64(), "paths": pa.list_(pa.binary())})


def found_schema() -> pyarrow.Schema:
    """What the driver is told of each notice: ``code`` is null where there is a document, else the rest is."""
    import pyarrow as pa

    texts = ("path", "document_id", "text", "title", "signed_date", "code", "message")
    return pa.schema({"number": pa.int64(), **dict.fromkeys(texts, pa.string())})


def json_schema() -> pyarrow.Schema:
    """The table ``json``: each document in full, as its file parsed it."""
    import pyarrow as pa

    return pa.schema({"number": pa.int64(), "path": pa.string(), "document_id": pa.string(), "document": pa.string()})


def part_path(table: str, part: int) -> str:
    """Where a part of a table lies in OUT."""
    return f"{table}/part-{part:06}.parquet"


class Converter:
    """Orders → parts of the table ``json``, and ``found_schema`` rows. Ray makes one in each of its actors."""

    def __init__(self, settings: Settings, inbox: Place, out: Place) -> None:
        _leave_main_alone()
        self._inbox, self._out = inbox, out
        self._most = settings.limits.file_bytes
        self._worker: StandingWorker[Notice, Converted] = StandingWorker(
            partial(convert_notice, reads=settings.reads()), settings.cost()
        )

    def __call__(self, orders: pyarrow.Table) -> pyarrow.Table:
        import pyarrow as pa

        found = [row for order in orders.to_pylist() for row in self._one(order)]
        return pa.Table.from_pylist(found, found_schema())

    def __del__(self) -> None:
        # How Ray Data lets go of it.
        if hasattr(self, "_worker"):
            self._worker.close()

    def _one(self, order: Mapping[str, Any]) -> Iterator[dict[str, object]]:
        from pyarrow import parquet

        paths = {number: os.fsdecode(path) for number, path in enumerate(order["paths"], order["first"])}
        with (
            self._out.writing(part_path(JSON_TABLE, order["part"])) as stream,
            parquet.ParquetWriter(stream, json_schema(), compression="zstd") as writer,
        ):
            held = _Held(writer)
            for number, answer in in_order(self._answers(paths), paths):
                shown = printable_name(paths[number] or self._inbox.name)
                if isinstance(answer, Converted):
                    held.add(number, shown, answer)
                yield _found(number, shown, answer)
            held.flush()

    def _answers(self, paths: Mapping[int, str]) -> Iterator[tuple[int, Answer]]:
        """In any order; bytes are read a few notices ahead of the process that parses them."""
        unread: deque[tuple[int, Answer]] = deque()

        def readable() -> Iterator[Notice]:
            for number, path in paths.items():
                try:
                    data = self._inbox.read(path, self._most)
                except PolicyParseError as error:
                    unread.append((number, error))
                else:
                    yield Notice(number, os.path.basename(self._inbox.below(path)), data)

        for notice, answer in self._worker.each(readable()):
            yield notice.number, answer
        yield from unread


@dataclass
class _Held:
    """Documents that wait to be written together."""

    writer: Any
    rows: list[dict[str, object]] = field(default_factory=list)
    characters: int = 0

    def add(self, number: int, path: str, converted: Converted) -> None:
        document_id = converted.facts.document_id
        row = {"number": number, "path": path, "document_id": document_id, "document": converted.document}
        self.rows.append(row)
        self.characters += len(converted.document)
        if self.characters > HELD_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self.rows:
            self.writer.write_table(pa.Table.from_pylist(self.rows, json_schema()))
            self.rows, self.characters = [], 0


def in_order(answers: Iterable[tuple[int, Answer]], numbers: Iterable[int]) -> Iterator[tuple[int, Answer]]:
    """The answers in the order of ``numbers``, each as soon as it is its turn."""
    early: dict[int, Answer] = {}
    awaited = deque(numbers)
    for number, answer in answers:
        early[number] = answer
        while awaited and awaited[0] in early:
            turn = awaited.popleft()
            yield turn, early.pop(turn)


def _found(number: int, shown: str, answer: Answer) -> dict[str, object]:
    if isinstance(answer, PolicyParseError):
        return {"number": number, "path": shown, "code": answer.code, "message": one_line(answer.message)}
    facts = answer.facts
    return {
        "number": number, "path": shown, "document_id": facts.document_id, "text": facts.text_sha256,
        "title": facts.title, "signed_date": facts.signed_date,
    }  # fmt: skip


def delivery_schema() -> pyarrow.Schema:
    """An order to ``deliver_part``: the part to write, the parts of ``json`` to make it from, numbers of notices that
    do not go out, and of those that go out under another id."""
    import pyarrow as pa

    numbers = pa.list_(pa.int64())
    return pa.schema(
        {"part": pa.int64(), "sources": numbers, "left_out": numbers, "renamed": numbers, "ids": pa.list_(pa.string())}
    )


def deliver_part(orders: pyarrow.Table, out: Place) -> pyarrow.Table:
    """Parts of ``json`` → a part of each table of ``delivery.flat_tables``."""
    for order in orders.to_pylist():
        with ExitStack() as stack:
            parts = {
                table.name: stack.enter_context(out.writing(part_path(table.name, order["part"]))) for table in TABLES
            }
            write_tables(_going_out(order, out), parts)
    return orders.select(["part"])


def _going_out(order: Mapping[str, Any], out: Place) -> Iterator[Json]:
    from pyarrow import parquet

    left_out = frozenset(order["left_out"])
    renamed = dict(zip(order["renamed"], order["ids"], strict=True))
    for source in order["sources"]:
        with out.open_input(part_path(JSON_TABLE, source)) as file:
            for batch in parquet.ParquetFile(file).iter_batches(READ_BACK, columns=["number", "document"]):
                for row in batch.to_pylist():
                    if row["number"] in left_out:
                        continue
                    document = json.loads(row["document"], parse_float=Decimal)
                    wanted = renamed.get(row["number"])
                    yield document if wanted is None else going_by(wanted, document, document["document_id"])


def _leave_main_alone() -> None:
    """The process that parses should not run this one's main program first, which is Ray's: a second, and memory.

    multiprocessing does so by the name of its file, which nothing else asks for here.
    """
    main = sys.modules.get("__main__")
    if main is not None and "ray" in sys.modules and getattr(main, "__spec__", None) is None:
        vars(main).pop("__file__", None)

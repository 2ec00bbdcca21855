"""The forms in which documents go out, by the word that ``--to`` takes.

For: folder runs. A form that is files is rebuilt whole whenever anything changed; a database is brought up to date
notice by notice, by the stamps of the documents. Not here: writing any of them, nor which documents go out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyparse.delivery.flat_tables import Json
from policyparse.delivery.remarks import Remark
from policyparse.errors import PolicyParseError

if TYPE_CHECKING:
    from policyparse.delivery.database import Database

SQLITE_FILE = "policyparse.sqlite"


@dataclass(frozen=True, slots=True)
class Deliverable:
    """A document that goes out: the id it goes by, a digest of what it says, and its JSON file."""

    document_id: str
    stamp: str
    path: str

    def load(self) -> Json:
        """The document as plain values with exact numbers. Raises OSError, or ValueError for what is no JSON."""
        document: dict[str, Any] = json.loads(Path(self.path).read_bytes(), parse_float=Decimal)
        return document


Deliver = Callable[[Sequence[Deliverable], Path], tuple[Remark, ...]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A form that is files: its word, what writes it into OUT, the paths in OUT that it makes, the extra it needs.

    ``deliver`` raises OSError, or PolicyParseError; ``variant`` is another where the same documents give other files.
    """

    name: str
    deliver: Deliver
    makes: tuple[str, ...] = ()
    extra: str | None = None
    modules: tuple[str, ...] = ()
    variant: str = ""

    def require(self) -> None:
        """Raises PolicyParseError ("missing_extra") where a library is not installed; loads none."""
        _require(self.name, self.modules, self.extra)

    def is_there(self, target: Path) -> bool:
        """Whether all that it makes lies in OUT."""
        return all((target / path).exists() for path in self.makes)


@dataclass(frozen=True, slots=True)
class DatabaseDelivery:
    """A database: ``url`` is its SQLAlchemy URL, None for a SQLite file in OUT. Its password is in no text it gives."""

    url: str | None = field(repr=False)

    makes = ()

    @property
    def name(self) -> str:
        """What reports call it."""
        if self.url is None:
            return "sqlite"
        from policyparse.delivery.database import Database

        return Database(self.url).name

    def require(self) -> None:
        """Raises PolicyParseError: "missing_extra" without its libraries, "unsupported" for a URL that is none."""
        _require("sqlite" if self.url is None else "DATABASE", ("sqlalchemy",), "db")
        if self.name.startswith("postgresql"):
            _require(self.name, ("psycopg",), "db")

    def database(self, target: Path) -> Database:
        """The database, not opened yet."""
        from policyparse.delivery.database import Database, sqlite_url

        return Database(sqlite_url(target / SQLITE_FILE) if self.url is None else self.url)

    def key(self, target: Path) -> str:
        """By what a run remembers it: another for another database; a moved OUT takes its own along."""
        return "sqlite" if self.url is None else self.database(target).key


Form = Delivery | DatabaseDelivery


def _require(name: str, modules: Sequence[str], extra: str | None) -> None:
    for module in modules:
        if find_spec(module) is None:
            said = f"--to {name}: {module} is not installed; pip install policyparse[{extra}]"
            raise PolicyParseError("missing_extra", said)


def delivery(word: str, alarm_days: int | None = None) -> Form:
    """The form that a word of ``--to`` names, or a database's URL; ``alarm_days`` is for calendars.

    Raises ValueError for a word that names none.
    """
    if "://" in word:
        return DatabaseDelivery(word)
    found = DELIVERIES.get(word)
    if found is None:
        raise ValueError(f"no form {word!r}; there is {', '.join(DELIVERIES)}, and any database URL (scheme://…)")
    if word == "ics" and alarm_days is not None and isinstance(found, Delivery):
        return replace(found, deliver=partial(_ics, alarm_days=alarm_days), variant=f"alarm {alarm_days}")
    return found


def _json(documents: Sequence[Deliverable], target: Path) -> tuple[Remark, ...]:
    """Nothing to do: the JSON of each notice is what all other forms are made from."""
    return ()


def _jsonl(documents: Sequence[Deliverable], target: Path) -> tuple[Remark, ...]:
    from policyparse.delivery.plain_files import write_jsonl

    write_jsonl(_loaded(documents), target / "documents.jsonl")
    return ()


def _csv(documents: Sequence[Deliverable], target: Path) -> tuple[Remark, ...]:
    from policyparse.delivery.plain_files import write_csv

    write_csv(_loaded(documents), target / "csv")
    return ()


def _parquet(documents: Sequence[Deliverable], target: Path) -> tuple[Remark, ...]:
    from policyparse.delivery.parquet_files import write_parquet

    return write_parquet(_loaded(documents), target / "parquet")


def _xlsx(documents: Sequence[Deliverable], target: Path) -> tuple[Remark, ...]:
    from policyparse.delivery.workbook import write_workbook

    return write_workbook(_loaded(documents), target / "ledger.xlsx")


def _ics(documents: Sequence[Deliverable], target: Path, alarm_days: int | None = None) -> tuple[Remark, ...]:
    from policyparse.delivery.calendar_file import write_calendar

    return write_calendar(_loaded(documents), target / "deadlines.ics", alarm_days)


def _loaded(documents: Sequence[Deliverable]) -> Iterator[Json]:
    return (document.load() for document in documents)


def _tables(folder: str) -> tuple[str, ...]:
    from policyparse.delivery.flat_tables import TABLES

    return tuple(f"{folder}/{table.name}.{folder}" for table in TABLES)


DELIVERIES: dict[str, Form] = {
    form.name: form
    for form in (
        Delivery("json", _json),
        Delivery("jsonl", _jsonl, ("documents.jsonl",)),
        Delivery("csv", _csv, _tables("csv")),
        Delivery("parquet", _parquet, _tables("parquet"), "tables", ("pyarrow",)),
        Delivery("xlsx", _xlsx, ("ledger.xlsx",), "tables", ("xlsxwriter",)),
        Delivery("ics", _ics, ("deadlines.ics",), "calendar", ("icalendar",)),
        DatabaseDelivery(None),
    )
}

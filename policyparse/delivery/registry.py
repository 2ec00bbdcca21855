"""The forms in which documents go out, by the word that ``--to`` takes.

For: folder runs. A form that is files is rebuilt whole whenever anything changed; a database is brought up to date
notice by notice, by the stamps of the documents. Not here: writing any of them, nor which documents go out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from policyparse.delivery.flat_tables import Json
from policyparse.errors import PolicyParseError


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


Deliver = Callable[[Sequence[Deliverable], Path], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A form: its word, what writes it into OUT, the paths in OUT that it makes, the extra that it needs.

    ``deliver`` raises OSError, or PolicyParseError.
    """

    name: str
    deliver: Deliver
    makes: tuple[str, ...] = ()
    extra: str | None = None
    modules: tuple[str, ...] = ()

    def require(self) -> None:
        """Raises PolicyParseError ("missing_extra") where a library is not installed; loads none."""
        for module in self.modules:
            if find_spec(module) is None:
                said = f"--to {self.name}: {module} is not installed; pip install policyparse[{self.extra}]"
                raise PolicyParseError("missing_extra", said)

    def is_there(self, target: Path) -> bool:
        """Whether all that it makes lies in OUT."""
        return all((target / path).exists() for path in self.makes)


def delivery(word: str) -> Delivery:
    """The form that a word of ``--to`` names. Raises ValueError for a word that names none."""
    # A database by its SQLAlchemy URL belongs here: if "://" in word: return …
    found = DELIVERIES.get(word)
    if found is None:
        raise ValueError(f"no form {word!r}; there is {', '.join(DELIVERIES)}")
    return found


def _json(documents: Sequence[Deliverable], target: Path) -> None:
    """Nothing to do: the JSON of each notice is what all other forms are made from."""


def _jsonl(documents: Sequence[Deliverable], target: Path) -> None:
    from policyparse.delivery.plain_files import write_jsonl

    write_jsonl(_loaded(documents), target / "documents.jsonl")


def _csv(documents: Sequence[Deliverable], target: Path) -> None:
    from policyparse.delivery.plain_files import write_csv

    write_csv(_loaded(documents), target / "csv")


def _parquet(documents: Sequence[Deliverable], target: Path) -> None:
    from policyparse.delivery.parquet_files import write_parquet

    write_parquet(_loaded(documents), target / "parquet")


def _loaded(documents: Sequence[Deliverable]) -> Iterator[Json]:
    return (document.load() for document in documents)


def _tables(folder: str) -> tuple[str, ...]:
    from policyparse.delivery.flat_tables import TABLES

    return tuple(f"{folder}/{table.name}.{folder}" for table in TABLES)


DELIVERIES: dict[str, Delivery] = {
    form.name: form
    for form in (
        Delivery("json", _json),
        Delivery("jsonl", _jsonl, ("documents.jsonl",)),
        Delivery("csv", _csv, _tables("csv")),
        Delivery("parquet", _parquet, _tables("parquet"), "tables", ("pyarrow",)),
        # xlsx
        # ics
    )
}

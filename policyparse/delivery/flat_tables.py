"""A document as flat tables: the rows that CSV, Parquet and databases hold, the same names and columns in each.

A fact's row has its document_id and id, by which a re-sent notice replaces what it said before. Lists of words stand
joined by "；" (they have no ids of their own). Not here: writing any format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from policyparse.delivery.remarks import Remark

Json = Mapping[str, Any]
Kind = Literal["text", "integer", "decimal", "date", "flag"]
Value = str | int | Decimal | date | bool | None
Row = tuple[Value, ...]
JOINT = "；"
WHOLE_DIGITS = 28  # of the numbers that tables hold, NUMERIC(38, 10): ten more stand behind the point
FRACTION_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its values are, and the dotted path in the record from which they come."""

    name: str
    kind: Kind
    path: str


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table: its columns (document_id first), how many of them make its key, and the records that are its rows."""

    name: str
    columns: tuple[Column, ...]
    keys: int
    records: Callable[[Json], Iterator[Json]]

    def rows(self, document: Json) -> Iterator[Row]:
        """The rows of a document given as plain JSON values; numbers may be int, float or Decimal, dates ISO texts."""
        name = document["document_id"]
        for record in self.records(document):
            yield (name, *(_value(_at(record, column.path), column.kind) for column in self.columns[1:]))


def _at(record: Json, path: str) -> Any:
    value: Any = record
    for key in path.split("."):
        if value is None:
            return None
        value = value.get(key)
    return value


def _value(given: Any, kind: Kind) -> Value:
    if given is None:
        return None
    if isinstance(given, list | tuple):
        return JOINT.join(str(part) for part in given) if given else None
    if kind == "date":
        return given if isinstance(given, date) else date.fromisoformat(given)
    if kind == "decimal":
        return given if isinstance(given, Decimal) else Decimal(str(given))
    if kind == "integer":
        return int(given)
    return bool(given) if kind == "flag" else str(given)


def _columns(*specs: str) -> tuple[Column, ...]:
    """Columns from "name", "name:kind" or "name:kind=path"; the kind is text and the path the name unless given."""
    kinds: dict[str, Kind] = {
        "text": "text", "integer": "integer", "decimal": "decimal", "date": "date", "flag": "flag",
    }  # fmt: skip
    found = []
    for spec in specs:
        said, _, path = spec.partition("=")
        name, _, kind = said.partition(":")
        found.append(Column(name, kinds[kind or "text"], path or name))
    return tuple(found)


def _place(path: str) -> tuple[str, ...]:
    """Where a record stands: the span in the text, the page, the line of the file."""
    return (
        f"span_start:integer={path}.span.start", f"span_end:integer={path}.span.end",
        f"page:integer={path}.page", f"line:integer={path}.source.line",
    )  # fmt: skip


EVIDENCE = (
    "quote=evidence.quote", "rule=evidence.rule", "confidence:decimal=evidence.confidence", *_place("evidence"),
)  # fmt: skip
QUANTITY = (
    "raw=quantity.raw", "comparator=quantity.comparator", "value:decimal=quantity.value", "low:decimal=quantity.low",
    "high:decimal=quantity.high", "unit=quantity.unit", "per=quantity.per", "basis=quantity.basis",
    "approximate:flag=quantity.approximate", "ratio=quantity.ratio",
)  # fmt: skip
TIME = (
    "time_raw=time.raw", "time_kind=time.kind", "starts:date=time.start", "ends:date=time.end",
    "latest:date=time.latest", "recurrence=time.recurrence", "time_precision=time.precision",
    "ambiguous:flag=time.ambiguous",
)  # fmt: skip


def _document(document: Json) -> Iterator[Json]:
    counts = {f"{kind}_count": len(document[kind]) for kind in ("tasks", "targets", "thresholds")}
    attachments = [entry["title"] for entry in document["metadata"]["attachments"]]
    yield {**document, **counts, "attachment_titles": attachments}


def _of(key: str) -> Callable[[Json], Iterator[Json]]:
    return lambda document: iter(document[key])


def _responsibilities(document: Json) -> Iterator[Json]:
    for task in document["tasks"]:
        for position, unit in enumerate(task["responsible"], 1):
            yield {**unit, "task_id": task["id"], "position": position}


def _units(document: Json) -> Iterator[Json]:
    for unit in document["units"]:
        yield {**unit, "task_ids": [one["task_id"] for one in unit["assignments"]]}


def _tables(document: Json) -> Iterator[Json]:
    for table in document["tables"]:
        yield {**table, "row_count": len(table["rows"])}


def _cells(document: Json) -> Iterator[Json]:
    for table in document["tables"]:
        for cell in table["cells"]:
            yield {**cell, "table_id": table["id"]}


def _diagnostics(document: Json) -> Iterator[Json]:
    for position, diagnostic in enumerate(document["diagnostics"], 1):
        yield {**diagnostic, "position": position}


TABLES: tuple[FlatTable, ...] = (
    FlatTable(
        "documents",
        _columns(
            "document_id", "name=source.name", "sha256=source.sha256", "media_type=source.media_type",
            "text_layer=source.text_layer", "title=metadata.title", "subject_title=metadata.subject_title",
            "doc_type=metadata.doc_type", "doc_number=metadata.doc_number.raw",
            "organ_code=metadata.doc_number.organ_code", "number_year:integer=metadata.doc_number.year",
            "number_serial:integer=metadata.doc_number.serial", "issuers=metadata.issuers",
            "addressees=metadata.addressees", "signed_date:date=metadata.signed_date",
            "printed_date:date=metadata.printed_date", "published_date:date=metadata.published_date",
            "effective_from:date=metadata.effective_from", "valid_until:date=metadata.valid_until",
            "period_start:date=metadata.period.start", "period_end:date=metadata.period.end",
            "attachments=attachment_titles", "copied_to=metadata.copied_to", "index_number=metadata.index_number",
            "urgency=metadata.urgency", "secrecy=metadata.secrecy", "jurisdiction=metadata.jurisdiction.name",
            "jurisdiction_code=metadata.jurisdiction.code", "tasks:integer=tasks_count",
            "targets:integer=targets_count", "thresholds:integer=thresholds_count", "schema_version",
            "policyparse=source.policyparse", "reader=source.reader",
        ),
        1,
        _document,
    ),
    FlatTable(
        "sections",
        _columns(
            "document_id", "id", "parent_id", "marker", "level:integer", "heading",
            "span_start:integer=span.start", "span_end:integer=span.end",
        ),
        2,
        _of("sections"),
    ),
    FlatTable(
        "tasks",
        _columns(
            "document_id", "id", "origin", "number", "measure", "action", "section_id", "table_id", "refines", *EVIDENCE
        ),
        2,
        _of("tasks"),
    ),
    FlatTable(
        "responsibilities",
        _columns(
            "document_id", "task_id", "position:integer", "raw", "name", "canonical", "role", "is_group:flag=group",
            *_place("place"),
        ),
        3,
        _responsibilities,
    ),
    FlatTable(
        "units",
        _columns(
            "document_id", "id", "name", "canonical", "region=region.name", "region_code=region.code",
            "is_group:flag=group", "task_ids",
        ),
        2,
        _units,
    ),
    FlatTable("deadlines", _columns("document_id", "id", "what", *TIME, "task_ids", "target_ids", *EVIDENCE), 2,
              _of("deadlines")),
    FlatTable(
        "targets",
        _columns(
            "document_id", "id", "origin", "indicator", "scope", *QUANTITY, *TIME, "nature", "task_id", "section_id",
            *EVIDENCE,
        ),
        2,
        _of("targets"),
    ),
    FlatTable(
        "thresholds",
        _columns(
            "document_id", "id", "origin", "subject", *QUANTITY, "condition", "task_id", "section_id", *EVIDENCE
        ),
        2,
        _of("thresholds"),
    ),
    FlatTable(
        "citations",
        _columns(
            "document_id", "id", "title", "doc_number", "organ_code", "number_year:integer=year",
            "number_serial:integer=serial", "relation", *EVIDENCE,
        ),
        2,
        _of("citations"),
    ),
    FlatTable(
        "tables",
        _columns("document_id", "id", "kind", "caption", "header", "row_count:integer", "pages", "section_id"),
        2,
        _tables,
    ),
    FlatTable(
        "cells",
        _columns(
            "document_id", "table_id", "row_number:integer=row", "column_number:integer=column", "rowspan:integer",
            "colspan:integer", "text", *_place("place"),
        ),
        4,
        _cells,
    ),
    FlatTable(
        "diagnostics",
        _columns("document_id", "position:integer", "code", "severity", "message", *_place("place")),
        2,
        _diagnostics,
    ),
)  # fmt: skip


def flat_rows(document: Json) -> dict[str, Sequence[Row]]:
    """All rows of a document, by table."""
    return {table.name: list(table.rows(document)) for table in TABLES}


def holds_number(value: Decimal) -> bool:
    """Whether a column of exact numbers, NUMERIC(38, 10), holds all digits."""
    if not value.is_finite() or abs(value.adjusted()) > 2 * WHOLE_DIGITS:
        return value == 0
    whole, _, fraction = format(abs(value) if value.is_signed() else value, "f").partition(".")
    return len(whole.lstrip("0")) <= WHOLE_DIGITS and len(fraction.rstrip("0")) <= FRACTION_DIGITS


def left_out(row: Row, table: str, column: str, value: Decimal) -> Remark:
    """What is said of a number that a table cannot hold; its words stand beside it."""
    return Remark(str(row[0]), "number_left_out", f"{table} {row[1]}: {column} {value} does not fit")

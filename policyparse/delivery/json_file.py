"""PolicyDocument ↔ JSON: exact plain numbers, the contract's key order, and the version rule of the reader.

For: ``to_dict``, ``to_json``, ``policyparse.load``. Not for: other forms of delivery, nor writing files to a folder
(`batch.convert`).
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from policyparse.contract import PolicyDocument
from policyparse.contract.document import SCHEMA_VERSION
from policyparse.delivery.json_text import dump_json
from policyparse.errors import PolicyParseError
from policyparse.reading.opening import printable_name, read_file

Located = tuple[str | int, ...]


def document_to_dict(document: PolicyDocument) -> dict[str, Any]:
    """The document as plain values in the contract's key order.

    Dates become ISO strings, lists are lists; numbers are ``int`` where whole, else ``Decimal``.
    """
    return _plain_model(document)


def record_to_dict(record: BaseModel) -> dict[str, Any]:
    """Any record of the contract in the same way."""
    return _plain_model(record)


def document_to_json(document: PolicyDocument, indent: int | None = 1) -> str:
    """The document as JSON text without a final newline; ``indent`` None puts it on one line.

    Numbers are written digit by digit as they are (0.0000001, never 1E-7, never a binary fraction).
    """
    return document_to_bytes(document).decode("utf-8", "surrogatepass") if indent == 1 else dump_json(document, indent)


def document_to_bytes(document: PolicyDocument) -> bytes:
    """The same text with indents in UTF-8; half of a surrogate pair as the three bytes that it would be."""
    unusual: list[Decimal] = []
    # pydantic's own writer is compiled, but cannot do with every number, nor with half of a surrogate pair.
    with suppress(PydanticSerializationError):
        written = to_json(document, indent=1, context=unusual)
        if not unusual:
            return written
    return dump_json(document).encode("utf-8", "surrogatepass")


def load_document(source: str | os.PathLike[str] | bytes) -> PolicyDocument:
    """Read a document that ``document_to_json`` wrote; the result equals the original.

    ``source`` is a path, or the JSON itself: bytes, or a str whose first visible character is ``{``.
    A document of the same major version is accepted. Fields that this version does not know are refused, unless the
    document's minor version is newer: then they are dropped, and the result says this reader's version.

    Raises PolicyParseError: "not_found", "not_a_file", "unreadable" for the file; "empty", "corrupt" for its content;
    "unsupported" for another major version.
    """
    data, name = _source_bytes(source)
    if not data.strip():
        raise PolicyParseError("empty", "nothing but blanks", name)
    try:
        raw = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise PolicyParseError("corrupt", f"no JSON: {error}", name) from error
    if not isinstance(raw, dict):
        raise PolicyParseError("corrupt", "a document should be a JSON object", name)
    newer = _is_newer(raw.get("schema_version"), name)
    return _build(raw, newer, name)


def _source_bytes(source: str | os.PathLike[str] | bytes) -> tuple[bytes, str | None]:
    if isinstance(source, bytes):
        return source, None
    if isinstance(source, str) and source.lstrip("\ufeff \t\r\n").startswith("{"):
        # A lone surrogate becomes "?": no document holds one, so nothing that could be loaded is lost.
        return source.encode("utf-8", "replace"), None
    path = Path(os.fsdecode(source))
    return read_file(path), printable_name(path.name)


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _is_newer(version: Any, name: str | None) -> bool:
    """Whether the document's minor version is newer than this reader's; raises where the major is another."""
    try:
        major, minor = (int(part) for part in version.split("."))
    except (AttributeError, ValueError) as error:
        raise PolicyParseError("corrupt", "no schema_version: this is no policyparse document", name) from error
    own_major, own_minor = (int(part) for part in SCHEMA_VERSION.split("."))
    if major != own_major:
        raise PolicyParseError("unsupported", f"schema version {version}; this reader knows {own_major}.x", name)
    return minor > own_minor


def _build(raw: dict[str, Any], newer: bool, name: str | None) -> PolicyDocument:
    try:
        return PolicyDocument.model_validate(raw)
    except ValidationError as error:
        unknown = [detail["loc"] for detail in error.errors() if detail["type"] == "extra_forbidden"]
        if not (newer and unknown):
            first = error.errors(include_url=False)[0]
            words = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
            raise PolicyParseError("corrupt", words + more, name) from error
    for place in unknown:
        _drop(raw, place)
    # What is left is what this version's contract holds, so it is a document of this version.
    return _build(raw | {"schema_version": SCHEMA_VERSION}, True, name)


def _drop(value: Any, place: Located) -> None:
    for step in place[:-1]:
        value = value[step]
    del value[place[-1]]


def _plain_model(model: BaseModel) -> dict[str, Any]:
    # Field by field and not by pydantic's own dump: so each number is handed on with all its digits.
    return {name: _plain(getattr(model, name)) for name in type(model).model_fields}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _plain_model(value)
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return int(value) if whole else Decimal(format(value, "f").rstrip("0"))
    return value.isoformat() if isinstance(value, date) else value

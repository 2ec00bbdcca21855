"""Writes docs/contract.md from the models: ``python scripts/build_contract_page.py [--check]``.

For: maintainers, after a change of the contract; ``--check`` (tests, CI) only says whether the page is up to date.
Not for: the JSON Schemas (scripts/build_schemas.py), nor what the fields mean, which their descriptions say.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[1]
# A maintainer runs this from a checkout, installed or not.
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from generated_page import keep_up

from policyparse.contract import PolicyDocument
from policyparse.contract.corrections import CorrectionFile
from policyparse.contract.document import SCHEMA_VERSION

PAGE = ROOT / "docs" / "contract.md"
HEAD = f"""# The contract

What comes out, field by field, in the version {SCHEMA_VERSION} of the schema. This page is made from the models
(`scripts/build_contract_page.py`); `policyparse schema` prints the same as JSON Schema, and `schemas/` keeps it.

- Every field is always there; a list is empty and a value null where there is nothing to say. Dates are ISO dates,
  inclusive at both ends.
- Numbers are exact decimals, written as plain JSON numbers.
- Offsets count Unicode code points in `text`, the end excluded. Rectangles are in points from the upper left corner of
  the page as displayed.
- A reader takes documents of the same major version. A newer minor version may have fields more, which are passed over.
- Ids hold within a document. They are made from what a fact says, so they survive insertions elsewhere; databases use
  `document_id` with them.
"""
CORRECTIONS = """## Corrections

What a person says of facts, in the files of `convert --corrections DIR` ([an
example](running-unattended.md#corrections)). Its JSON Schema is `policyparse schema policy-corrections`; that of gold
files, whose fields are like those of the contract, `policyparse schema policy-gold`.
"""
PLAIN = {str: "string", int: "integer", bool: "true or false", date: "date", Decimal: "number", Any: "any value"}


def page() -> str:
    """The page as Markdown."""
    told: set[type[BaseModel]] = set()
    parts = [HEAD, *_sections(PolicyDocument, told, 2), CORRECTIONS, *_sections(CorrectionFile, told, 3)]
    return "\n".join(parts)


def _sections(model: type[BaseModel], told: set[type[BaseModel]], level: int) -> Iterator[str]:
    """A section for a model, then for the models of its fields, each once."""
    if model in told:
        return
    told.add(model)
    rows = [
        f"| `{field.alias or name}` | {_type(field.annotation)} | {_cell(field.description or '')} |"
        for name, field in model.model_fields.items()
    ]
    words = " ".join((model.__doc__ or "").split())
    head = [f"{'#' * level} {model.__name__}", "", words, "", "| field | type | what |", "| --- | --- | --- |"]
    yield "\n".join([*head, *rows, ""])
    for field in model.model_fields.values():
        for inner in _models(field.annotation):
            yield from _sections(inner, told, level)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _type(annotation: Any) -> str:
    """The words for a type: ``list of [Task](#task)``, ``date or null``."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inner[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin in (Union, UnionType):
        words = [_type(one) for one in inner if one is not NoneType]
        return " or ".join([*words, "null"] if NoneType in inner else words)
    if origin is tuple:
        return f"list of {_type(inner[0])}" if inner[-1] is Ellipsis else "pair of " + " and ".join(map(_type, inner))
    if origin is dict:
        return f"object of {_type(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return PLAIN[annotation]


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(keep_up(PAGE, page(), "Write docs/contract.md from the models."))

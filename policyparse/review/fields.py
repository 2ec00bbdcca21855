"""What of a fact can be edited, as the review page's forms need it: made from the contract's models.

Not here: the forms (`script/forms.js`), nor what an edit does (`delivery.correcting`).
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from policyparse.contract.base import Model
from policyparse.contract.corrections import MODELS
from policyparse.contract.metadata import Metadata
from policyparse.contract.place import Evidence, Place

# What a person does not type: where words stand is told by the words, and ids are what facts are known by.
NOT_TYPED = ("id", "evidence", "place", "places")
LINKS = {"section_id": "sections", "table_id": "tables", "task_id": "tasks", "refines": "tasks"}
LONG = ("action", "measure", "indicator", "subject", "condition", "title", "subject_title")
LETTERS = {"tasks": "t", "targets": "g", "thresholds": "h", "citations": "c"}
"""Kind → the letter with which the ids of its facts begin."""

Field = dict[str, Any]


def form_fields() -> dict[str, list[Field]]:
    """The fields of each kind of fact and of the metadata: name, form and, by form, options, fields or list.

    Forms: text, long, number, whole, date, yes (a tick), choice (options), link (among), words (a list of texts),
    ratio (two numbers), record (fields), records (a list of them). ``none``: it may be left empty.
    """
    fields = {str(kind): list(_fields(model)) for kind, model in MODELS.items()}
    return {**fields, "metadata": list(_fields(Metadata))}


def _fields(model: type[Model]) -> Iterator[Field]:
    for name, field in model.model_fields.items():
        if name not in NOT_TYPED:
            yield {"name": name, **_form(name, field.annotation)}


def _form(name: str, annotation: Any) -> Field:
    annotation, may_be_none = _without_none(annotation)
    found = {"none": True} if may_be_none else {}
    if name in LINKS:
        return {**found, "form": "link", "among": LINKS[name]}
    if get_origin(annotation) is tuple:
        inner, ends = get_args(annotation)
        if ends is not Ellipsis:
            return {**found, "form": "ratio"}
        bare = _without_none(inner)[0]
        if isinstance(bare, type) and issubclass(bare, Model):
            return {"form": "records", "fields": list(_fields(bare))}
        return {"form": "words"}
    if get_origin(annotation) is Literal:
        return {**found, "form": "choice", "options": list(get_args(annotation))}
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return {**found, "form": "record", "fields": list(_fields(annotation))}
    plain = {bool: "yes", int: "whole", Decimal: "number", date: "date"}
    return {**found, "form": plain.get(annotation, "long" if name in LONG else "text")}


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """The annotation as it is but for None and what only describes it."""
    while get_origin(annotation) is typing.Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (typing.Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return _without_none(kinds[0])[0], len(kinds) < len(get_args(annotation))
    return annotation, False


def form_values(record: Any) -> Any:
    """A record of the contract as plain values for the page: exact numbers and dates as text."""
    if isinstance(record, Evidence):
        span = [record.span.start, record.span.end]
        return {"span": span, "quote": record.quote, "rule": record.rule, "confidence": f"{record.confidence:f}"}
    if isinstance(record, Place):
        return record.model_dump(mode="json")
    if isinstance(record, Model):
        return {name: form_values(getattr(record, name)) for name in type(record).model_fields if name != "places"}
    if isinstance(record, tuple):
        return [form_values(one) for one in record]
    if isinstance(record, Decimal):
        return f"{record:f}"
    return record.isoformat() if isinstance(record, date) else record

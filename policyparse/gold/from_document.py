"""A document that a person corrected, as a gold file: what it says, in the words of the labels.

For: ``policyparse gold``. A notice that was looked through as a whole gives gold that is complete; of any other only
the facts that somebody judged stand in it. Pure. Not for: applying corrections (`delivery.correcting`), nor files
(`review.gold_export`).
"""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from policyparse.delivery.json_text import dump_json
from policyparse.gold.model import (
    GoldCitation,
    GoldFile,
    GoldMetadata,
    GoldTable,
    GoldTarget,
    GoldTask,
    GoldThreshold,
    Kind,
)

Plain = dict[str, Any]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MODELS: Final[Mapping[Kind, type[BaseModel]]] = {
    "citations": GoldCitation, "tasks": GoldTask, "targets": GoldTarget, "thresholds": GoldThreshold,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person looked at: facts by id and fields of the metadata; ``whole``: everything."""

    whole: bool = False
    facts: Collection[str] = ()
    fields: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Unsayable:
    """What the form of labels cannot say and is left out: the fact's kind and id (or the field), and why."""

    kind: Kind
    name: str
    why: str


def gold_of(document: Mapping[str, Any], judged: Judged) -> tuple[GoldFile, tuple[Unsayable, ...]]:
    """The gold of a document (plain values, corrected), and what could not be said in it.

    A kind of which something could not be said is not complete.
    """
    left_out: list[Unsayable] = []
    labels: dict[str, Any] = {"metadata": _metadata(document["metadata"], judged, left_out)}
    labels["tables"] = [label_of(GoldTable, table) for table in document["tables"]] if judged.whole else []
    for kind, model in MODELS.items():
        facts = [fact for fact in document[kind] if judged.whole or fact["id"] in judged.facts]
        labels[kind] = _sayable(kind, model, facts, left_out)
    _unlink(labels)
    unsaid = {one.kind for one in left_out}
    gold = GoldFile.model_validate(
        {
            "schema": "policyparse-gold/1",
            "document": document["source"]["name"],
            "sha256": document["source"]["sha256"],
            "complete": [kind for kind in KINDS if judged.whole and kind not in unsaid],
            **{kind: labels[kind] for kind in KINDS},
        }
    )
    return gold, tuple(left_out)


def gold_text(gold: GoldFile) -> str:
    """A gold file as it is written."""
    return dump_json(gold.model_dump(by_alias=True)) + "\n"


def digest_of(document: Mapping[str, Any]) -> str:
    """Another where anything else is found in a notice that labels can say, whatever file and pages it stands on."""
    labels: Plain = {"metadata": label_of(GoldMetadata, document["metadata"])}
    labels["tables"] = [{**label_of(GoldTable, table), "pages": []} for table in document["tables"]]
    for kind, model in MODELS.items():
        labels[kind] = [label_of(model, fact) for fact in document[kind]]
    return hashlib.sha256(dump_json(labels).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def label_of(model: type[BaseModel], fact: Mapping[str, Any]) -> Plain:
    """The fields of a fact that a label has; blank is not printed."""
    label: Plain = {}
    for name, field in model.model_fields.items():
        value = _value(name, fact)
        inner = next((kind for kind in _kinds(field.annotation) if _is_model(kind)), None)
        if isinstance(value, list | tuple) and inner is not None:
            value = [label_of(inner, one) for one in value]
        elif isinstance(value, Mapping):
            value = label_of(inner, value) if inner is not None else value["name"]  # a region goes by its name
        elif isinstance(value, str) and not value.strip() and type(None) in _kinds(field.annotation):
            value = None
        label[name] = value
    return label


def _value(name: str, fact: Mapping[str, Any]) -> Any:
    if name == "quote":
        return fact["evidence"]["quote"]
    return fact["task_id"] if name == "task" else fact[name]


def _kinds(annotation: Any) -> list[Any]:
    return [annotation, *(inner for argument in get_args(annotation) for inner in _kinds(argument))]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _sayable(kind: Kind, model: type[BaseModel], facts: list[Plain], left_out: list[Unsayable]) -> list[Plain]:
    labels = []
    for fact in facts:
        label = label_of(model, fact)
        if kind == "tasks" and label["refines"] == label["id"]:
            label["refines"] = None
        try:
            model.model_validate(label)
            labels.append(label)
        except ValidationError as error:
            left_out.append(Unsayable(kind, fact["id"], _first(error)))
    return labels


def _metadata(metadata: Mapping[str, Any], judged: Judged, left_out: list[Unsayable]) -> Plain:
    """Its fields, as far as they were looked at and can be said; the others empty."""
    label = label_of(GoldMetadata, metadata)
    label = {name: value if judged.whole or name in judged.fields else _nothing(name) for name, value in label.items()}
    try:
        GoldMetadata.model_validate(label)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][0])
            if label[name] != _nothing(name):
                label[name] = _nothing(name)
                left_out.append(Unsayable("metadata", name, detail["msg"]))
    return label


def _nothing(name: str) -> Any:
    if name == "period":
        return {"start": None, "end": None}
    many = typing.get_origin(GoldMetadata.model_fields[name].annotation) is tuple
    return [] if many else None


def _unlink(labels: dict[str, Any]) -> None:
    """A label can name only tasks that stand in the same file."""
    tasks = {task["id"] for task in labels["tasks"]}
    for kind, field in (("tasks", "refines"), ("targets", "task"), ("thresholds", "task")):
        for label in labels[kind]:
            if label[field] not in tasks:
                label[field] = None


def _first(error: ValidationError) -> str:
    detail = error.errors(include_url=False)[0]
    where = ".".join(map(str, detail["loc"]))
    return f"{where}: {detail['msg']}" if where else detail["msg"]

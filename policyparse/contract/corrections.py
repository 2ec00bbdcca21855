"""Corrections: what a person says of the facts of a notice, to hold for every later run.

For: files that ``policyparse convert --corrections DIR`` reads; their JSON Schema is ``policyparse schema
policy-corrections``. Not here: reading them (`batch.corrections`), nor applying them (`delivery.correcting`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from policyparse.contract.base import Model
from policyparse.contract.facts import Citation, Target, Task, Threshold
from policyparse.contract.metadata import Metadata

Kind = Literal["tasks", "targets", "thresholds", "citations"]
MODELS: dict[Kind, type[Model]] = {"tasks": Task, "targets": Target, "thresholds": Threshold, "citations": Citation}
CORRECTED = "corrected"
METADATA = "metadata"  # stands where the id of a fact stands


class Correction(Model):
    """What is to become of one fact, or of the metadata."""

    action: Literal["accept", "reject", "edit", "add"] = Field(
        description="accept: it is right as it stands; reject: it is none; edit: `values` are right; add: it is missing"
    )
    kind: Kind | None = Field(default=None, description="for add: the list to which the fact belongs")
    values: dict[str, Any] | None = Field(
        default=None,
        description="for edit and add: fields of the fact and what they should say; a field inside another by a dotted "
        "name (quantity.value). What an added fact does not name is null, empty or plain; evidence.quote it must name. "
        "Of the metadata: fields and what they should say; a document number may be given as printed",
    )
    note: str | None = Field(default=None, description="words of the person who corrected; not delivered")

    @model_validator(mode="after")
    def _fits_its_action(self) -> Self:
        if (self.kind is not None) != (self.action == "add"):
            raise ValueError("add names its kind" if self.action == "add" else "only add names a kind")
        if (self.values is not None) != (self.action in ("edit", "add")):
            raise ValueError(f"{self.action} {'has no' if self.values is not None else 'needs'} values")
        models: tuple[type[Model], ...] = (*MODELS.values(), Metadata)
        if self.kind is not None:
            models = (MODELS[self.kind],)
        for name in self.values or ():
            if not _is_field(name, *models):
                raise ValueError(f"no fact has a field {name!r}")
            if name == "id":
                raise ValueError("an id is what the fact is known by, and cannot be changed")
        return self


def _is_field(name: str, *models: type[Model]) -> bool:
    return any(name.split(".")[0] in model.model_fields for model in models)


def _fit_their_ids(corrections: dict[str, Correction]) -> dict[str, Correction]:
    """Facts are corrected by their fields, the metadata by its own."""
    for name, correction in corrections.items():
        if name == METADATA and correction.action != "edit":
            raise ValueError(f"{METADATA} can be edited, not {correction.action}ed")
        models: tuple[type[Model], ...] = (Metadata,) if name == METADATA else tuple(MODELS.values())
        for field in correction.values or ():
            if not _is_field(field, *models) or (name == METADATA and field.split(".")[0] == "places"):
                raise ValueError(f"{name} has no field {field!r} that can be corrected")
    return corrections


class CorrectionFile(Model):
    """Corrections by document_id, then by fact id, or "metadata"; and which notices were looked through."""

    format: Literal["policyparse-corrections/1"] = Field(alias="schema", description="the format of this file")
    documents: dict[str, Annotated[dict[str, Correction], AfterValidator(_fit_their_ids)]] = Field(
        description="corrections by document_id, then by the id of the fact, or metadata; an added fact gets the id "
        "that is given"
    )
    checked: dict[str, str | None] = Field(
        default_factory=dict,
        description="the notices that a person looked through as a whole, by document_id, each with a digest of what "
        "was found in it then: it is checked as long as the same is found. null: whatever is found",
    )

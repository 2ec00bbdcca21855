"""The JSON Schemas of what policyparse writes, of gold files and of corrections, made from the models.

For: ``policyparse schema`` and ``scripts/build_schemas.py``, which keeps ``schemas/``. Not for: checking documents
against them; the models themselves do that on loading.
"""

from __future__ import annotations

from typing import Any

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCHEMA_NAMES = ("policy-document", "policy-gold", "policy-corrections")


def build_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of this name, one of ``SCHEMA_NAMES``. Raises KeyError for another name."""
    from pydantic import BaseModel

    from policyparse.contract import PolicyDocument
    from policyparse.contract.corrections import CorrectionFile
    from policyparse.contract.document import SCHEMA_VERSION
    from policyparse.gold.model import GoldFile

    models: dict[str, tuple[type[BaseModel], str, str]] = {
        "policy-document": (PolicyDocument, "PolicyDocument", SCHEMA_VERSION),
        "policy-gold": (GoldFile, "policyparse gold file", "1"),
        "policy-corrections": (CorrectionFile, "policyparse corrections", "1"),
    }
    model, title, version = models[name]
    schema: dict[str, Any] = _tidy(model.model_json_schema(mode="validation"))
    definitions = schema.pop("$defs", {})
    head = {"$schema": DRAFT, "$id": f"urn:policyparse:{name}:{version}", "title": title}
    return {**head, **schema, "$defs": {key: definitions[key] for key in sorted(definitions)}}


def schema_json(name: str) -> str:
    """``build_schema`` as JSON text, ending in a newline."""
    from policyparse.delivery.json_text import dump_json

    return dump_json(build_schema(name)) + "\n"


def _tidy(schema: Any) -> Any:
    """A schema in one form whatever the version of pydantic; the fields keep their order.

    Titles made up from field names go, keywords are sorted, a lone allOf is unwrapped, and const stands without enum.
    """
    if isinstance(schema, list):
        return [_tidy(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    if len(schema.get("allOf", ())) == 1:
        schema = {**schema, **schema["allOf"][0]}
        del schema["allOf"]
    tidy: dict[str, Any] = {}
    for keyword in sorted(schema):
        inner = schema[keyword]
        if keyword in ("properties", "$defs"):
            tidy[keyword] = {name: _tidy(inner[name]) for name in inner}
        elif keyword in ("default", "const"):
            tidy[keyword] = inner
        elif keyword != "title" and not (keyword == "enum" and "const" in schema):
            tidy[keyword] = _tidy(inner)
    return tidy

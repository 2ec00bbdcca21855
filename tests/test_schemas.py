"""The JSON Schemas in schemas/: up to date, valid, and true of what is written.

Not for: the models' own checks (test_json_file.py, test_gold.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import policyparse
from policyparse.delivery.json_schema import SCHEMA_NAMES, build_schema, schema_json

ROOT = Path(__file__).resolve().parents[1]
NOTICES = sorted((ROOT / "corpus" / "notices").glob("*.txt"))
GOLD = sorted((ROOT / "corpus" / "gold").glob("*.gold.json"))


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_the_kept_schema_is_what_the_models_say(name: str) -> None:
    kept = (ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert kept == schema_json(name), "run: python scripts/build_schemas.py"


def test_drift_fails_the_check_of_the_script() -> None:
    ran = subprocess.run([sys.executable, str(ROOT / "scripts" / "build_schemas.py"), "--check"], check=False)
    assert ran.returncode == 0


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schemas_are_valid_and_describe_every_field(name: str) -> None:
    schema = build_schema(name)
    Draft202012Validator.check_schema(schema)
    for model in (schema, *schema["$defs"].values()):
        for field, inner in model.get("properties", {}).items():
            assert inner.get("description"), field


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_documents_of_the_corpus_fit_the_schema(path: Path) -> None:
    _check("policy-document", json.loads(policyparse.parse(path).to_json()))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_gold_of_the_corpus_fits_the_schema(path: Path) -> None:
    _check("policy-gold", json.loads(path.read_text(encoding="utf-8")))


def test_the_schema_refuses_unknown_fields() -> None:
    document = json.loads(policyparse.parse_text("关于开展检查的通知\n").to_json())
    validator = Draft202012Validator(build_schema("policy-document"))
    assert validator.is_valid(document)
    assert not validator.is_valid(document | {"mood": "good"})


def _check(name: str, value: Any) -> None:
    Draft202012Validator(build_schema(name)).validate(value)

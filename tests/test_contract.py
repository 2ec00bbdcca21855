"""What holds for every document of the corpus: evidence that proves, places that lead back, ids that resolve, and the
same JSON on every machine.

Not for: whether the facts are right, which the gold says (scripts/check_floors.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from pydantic import BaseModel

import policyparse
from policyparse import PolicyDocument
from policyparse.contract import Evidence, Place, QuantityValue
from policyparse.contract.base import Model

ROOT = Path(__file__).resolve().parents[1]
NOTICES = sorted((ROOT / "corpus" / "notices").glob("*.txt"))
OTHER_FORMATS = sorted((ROOT / "corpus" / "renderings").glob("nanchang-zhijiao-gongzuo-yaodian-2019.*"))
each_notice = pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)


@cache
def document_of(path: Path) -> PolicyDocument:
    """The document of a notice, parsed once for all tests."""
    return policyparse.parse(path)


def models_in(value: object) -> Iterator[BaseModel]:
    """Every model inside a value, itself included."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from models_in(getattr(value, name))
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(models_in, value))


def values_of(value: object) -> object:
    """A model's values as they are, models inside as mappings: what validation would have been given."""
    if isinstance(value, BaseModel):
        return {name: values_of(inner) for name, inner in value}
    return tuple(map(values_of, value)) if isinstance(value, tuple) else value


def quantities_of(document: PolicyDocument) -> list[QuantityValue]:
    """The quantities of all targets and thresholds."""
    return [fact.quantity for fact in document.targets] + [fact.quantity for fact in document.thresholds]


@each_notice
def test_a_written_document_loads_as_an_equal_one(path: Path) -> None:
    document = document_of(path)
    assert policyparse.load(document.to_json()) == document


@pytest.mark.parametrize("path", [*NOTICES, *OTHER_FORMATS], ids=lambda path: path.name)
def test_records_made_without_validation_would_pass_it(path: Path) -> None:
    document = document_of(path)
    # repr tells a list from a tuple and a float from a Decimal, which == may not.
    assert repr(PolicyDocument.model_validate(values_of(document))) == repr(document)


@each_notice
def test_every_quote_is_the_text_at_its_span(path: Path) -> None:
    document = document_of(path)
    proofs = [model for model in models_in(document) if isinstance(model, Evidence)]
    assert proofs
    for evidence in proofs:
        assert document.text[evidence.span.start : evidence.span.end] == evidence.quote
        assert evidence.quote.strip()
        assert evidence.rule


@each_notice
def test_every_fact_has_evidence(path: Path) -> None:
    document = document_of(path)
    for kind in ("tasks", "targets", "thresholds", "citations", "deadlines"):
        for fact in getattr(document, kind):
            assert isinstance(fact.evidence, Evidence)


@each_notice
def test_every_place_leads_to_line_and_column_of_the_file(path: Path) -> None:
    document = document_of(path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    for place in (model for model in models_in(document) if isinstance(model, Place)):
        assert 0 <= place.span.start <= place.span.end <= len(document.text)
        assert place.source is not None
        first, last = lines[place.source.line - 1], lines[place.source.end_line - 1]
        assert 1 <= place.source.column <= len(first) + 1
        assert 1 <= place.source.end_column <= len(last) + 1


@each_notice
def test_raw_words_stand_at_their_places(path: Path) -> None:
    document = document_of(path)
    for quantity in quantities_of(document):
        if quantity.place is not None:
            assert _text_at(document, quantity.place) == quantity.raw
    for task in document.tasks:
        for unit in task.responsible:
            if unit.place is not None:
                assert _text_at(document, unit.place) == unit.raw


@each_notice
def test_ids_are_unique_and_references_resolve(path: Path) -> None:
    document = document_of(path)
    kinds = ("sections", "tables", "tasks", "targets", "thresholds", "deadlines", "units", "citations")
    ids = {kind: [entry.id for entry in getattr(document, kind)] for kind in kinds}
    for kind in kinds:
        assert len(set(ids[kind])) == len(ids[kind]), kind
    homes = {
        "section_id": "sections", "parent_id": "sections", "table_id": "tables", "task_id": "tasks", "refines": "tasks",
        "task_ids": "tasks", "target_ids": "targets",
    }  # fmt: skip
    for model in models_in(document):
        for name in homes.keys() & type(model).model_fields.keys():
            given = getattr(model, name)
            for one in given if isinstance(given, tuple) else [given] if given is not None else []:
                assert one in ids[homes[name]], (type(model).__name__, name, one)


@each_notice
def test_exactly_one_kind_of_number_is_set(path: Path) -> None:
    document = document_of(path)
    for quantity in quantities_of(document):
        is_range = quantity.low is not None and quantity.high is not None
        assert [quantity.value is not None, is_range, quantity.ratio is not None].count(True) == 1
        assert (quantity.comparator == "range") == is_range


@each_notice
def test_the_text_holds_no_control_characters(path: Path) -> None:
    text = document_of(path).text
    text.encode("utf-8")
    assert not [char for char in text if (char < " " and char not in "\t\n") or char == "\x7f"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.GBK"},
        {"PYTHONHASHSEED": "77777", "TZ": "UTC", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=lambda setting: setting["PYTHONHASHSEED"],
)
def test_the_same_bytes_give_the_same_json_everywhere(setting: dict[str, str]) -> None:
    code = (
        "import sys, policyparse\n"
        "for path in sys.argv[1:]:\n"
        "    sys.stdout.buffer.write(policyparse.parse(path).to_json().encode() + b'\\n')\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, NOTICES)], env={**kept, **setting}, capture_output=True, check=True
    )
    assert ran.stdout.decode() == "".join(document_of(path).to_json() + "\n" for path in NOTICES)


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox jumps over 12 lazy dogs by 2025.\n",
        "今日要闻\n记者昨日从会上获悉，全市旅游收入达150亿元，同比增长12%。\n",
        "一二三\n",
        "。\n",
    ],
)
def test_a_text_that_is_no_notice_gives_empty_lists_and_a_diagnostic(text: str) -> None:
    document = policyparse.parse_text(text)
    for kind in ("tasks", "targets", "thresholds", "deadlines", "units"):
        assert getattr(document, kind) == (), kind
    assert document.diagnostics
    assert policyparse.load(document.to_json()) == document


def test_every_model_is_frozen_and_describes_its_fields() -> None:
    models = list(_models_below(Model))
    assert PolicyDocument in models
    for model in models:
        assert model.model_config.get("frozen"), model
        assert model.model_config.get("extra") == "forbid", model
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"


def _models_below(model: type[Model]) -> Iterator[type[Model]]:
    for below in model.__subclasses__():
        yield below
        yield from _models_below(below)


def _text_at(document: PolicyDocument, place: Place) -> str:
    return document.text[place.span.start : place.span.end]

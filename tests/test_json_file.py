"""Documents as JSON and back: exact plain numbers, key order, equality, and the reader's rule for versions.

Not for: what is in a document of a real notice, which test_contract.py looks at.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import policyparse
from policyparse import PolicyDocument, PolicyParseError
from policyparse.delivery.json_file import document_to_dict, document_to_json, load_document
from policyparse.delivery.json_text import dump_json

ROOT = Path(__file__).parents[1]

PLACE: dict[str, Any] = {
    "span": {"start": 0, "end": 4},
    "page": 1,
    "regions": [{"page": 1, "x0": Decimal("72.5"), "top": Decimal("80.1"), "x1": 300, "bottom": 95}],
    "source": {"line": 1, "column": 1, "end_line": 1, "end_column": 5},
    "cell": None,
}
EVIDENCE = PLACE | {"quote": "建成两个", "rule": "target.plain", "confidence": Decimal("0.95")}
QUANTITY: dict[str, Any] = {
    "raw": "两个", "comparator": "=", "value": 2, "low": None, "high": None, "unit": "个", "per": ["每校"],
    "basis": "level", "approximate": False, "ratio": None, "place": PLACE,
}  # fmt: skip
TIME: dict[str, Any] = {
    "raw": "到2025年", "kind": "by", "start": None, "end": "2025-12-31", "recurrence": None, "precision": "year",
    "ambiguous": False, "latest": None, "place": None,
}  # fmt: skip
TARGET: dict[str, Any] = {
    "id": "g0123456789", "origin": "prose", "indicator": "示范校", "scope": None, "quantity": QUANTITY, "time": TIME,
    "nature": None, "task_id": None, "section_id": None, "evidence": EVIDENCE,
}  # fmt: skip
METADATA: dict[str, Any] = {
    "title": "关于建设示范校的通知", "subject_title": None, "doc_type": "通知", "doc_number": None,
    "issuers": ["市教育局"], "addressees": [], "signed_date": "2023-04-05", "printed_date": None, "attachments": [],
    "period": {"start": None, "end": None}, "places": {},
}  # fmt: skip
DOCUMENT: dict[str, Any] = {
    "schema_version": "1.0",
    "document_id": "d0123456789",
    "source": {
        "name": "通知.txt", "media_type": "text/plain", "sha256": "0" * 64, "size_bytes": 12, "text_layer": "native",
        "reader": "text 1", "policyparse": "0.1.0",
    },
    "pages": [{"number": 1, "width": 595, "height": Decimal("841.9"), "rotation": 0}],
    "metadata": METADATA,
    "text": "建成两个示范校\u2028😀",
    "sections": [], "tables": [], "tasks": [], "targets": [TARGET], "thresholds": [], "deadlines": [], "units": [],
    "citations": [], "diagnostics": [],
}  # fmt: skip


def make_document(**changes: Any) -> PolicyDocument:
    """The document above with some of its top-level fields changed."""
    return PolicyDocument.model_validate(DOCUMENT | changes)


def with_value(value: Decimal) -> PolicyDocument:
    """A document whose target has this number."""
    return make_document(targets=[TARGET | {"quantity": QUANTITY | {"value": value}}])


def test_a_written_document_loads_as_an_equal_one(tmp_path: Path) -> None:
    document = make_document()
    path = tmp_path / "通知.json"
    path.write_text(document.to_json(), encoding="utf-8")
    assert policyparse.load(path) == document
    assert policyparse.load(str(path)) == document
    assert policyparse.load(document.to_json()) == document
    assert policyparse.load(document.to_json(indent=None).encode()) == document
    assert policyparse.load(document.to_json()).to_json() == document.to_json()


def test_keys_stand_in_the_contracts_order_and_text_is_not_escaped() -> None:
    written = document_to_json(make_document())
    assert list(json.loads(written)) == list(PolicyDocument.model_fields)
    assert "建成两个示范校" in written
    assert "\\u5efa" not in written


def test_dict_holds_plain_values() -> None:
    plain = document_to_dict(make_document())
    assert plain["metadata"]["signed_date"] == "2023-04-05"
    assert plain["metadata"]["issuers"] == ["市教育局"]
    assert type(plain["targets"][0]["quantity"]["value"]) is int
    assert plain["targets"][0]["evidence"]["confidence"] == Decimal("0.95")
    assert document_to_json(make_document()) == json.dumps(plain, ensure_ascii=False, indent=1, default=float)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2", "2"),
        ("2.50", "2.5"),
        ("-0", "0"),
        ("1E+3", "1000"),
        ("1.2E+12", "1200000000000"),
        ("0.0000001", "0.0000001"),
        ("0.1", "0.1"),
        ("1140.7", "1140.7"),
        ("12345678901234567890.123456789", "12345678901234567890.123456789"),
        ("0.3333333333", "0.3333333333"),
    ],
)
def test_numbers_are_written_digit_by_digit(value: str, written: str) -> None:
    document = with_value(Decimal(value))
    text = document_to_json(document, indent=None)
    assert f'"value": {written}, ' in text
    assert load_document(text) == document
    assert f'"value": {written},\n' in document_to_json(document)


@pytest.mark.parametrize(
    "value", ["0.0001", "0.00001", "9007199254740993", "999999999999999.5", "1234567890123456.7", "1E+400", "-0.5"]
)
def test_the_compiled_writer_is_used_only_where_it_says_the_same(value: str) -> None:
    document = with_value(Decimal(value))
    assert document_to_json(document) == dump_json(document)
    assert load_document(document_to_json(document)) == document


def test_half_of_a_surrogate_pair_keeps_nothing_from_being_written() -> None:
    document = make_document(text="半\ud83d")
    assert json.loads(document_to_json(document))["text"] == "半\ud83d"


@pytest.mark.parametrize("notice", sorted((ROOT / "corpus" / "notices").glob("*.txt")), ids=lambda path: path.stem)
def test_records_and_their_plain_values_are_written_alike(notice: Path) -> None:
    document = policyparse.parse(notice)
    assert document_to_json(document) == dump_json(document) == dump_json(document_to_dict(document))


@pytest.mark.parametrize("value", [{1, 2}, b"x", float("nan"), float("inf"), Decimal("NaN"), object()])
def test_what_has_no_json_form_is_no_json(value: object) -> None:
    with pytest.raises(TypeError, match="has no JSON form"):
        dump_json([value])


def test_plain_values_of_all_kinds_are_written_as_json_has_them() -> None:
    class Words(str):
        pass

    plain = {"a": [], "b": {}, "c": [1, -2.5, True, None, {'引号"': "行\n\t\u0007"}], "d": [[1], [2, [3]]]}
    assert dump_json(plain) == json.dumps(plain, ensure_ascii=False, indent=1)
    assert dump_json(plain, None) == json.dumps(plain, ensure_ascii=False)
    assert dump_json((date(2023, 4, 5), Words("字"))) == '[\n "2023-04-05",\n "字"\n]'


def test_older_documents_of_the_same_major_version_load() -> None:
    assert policyparse.load(json.dumps(written(schema_version="1.0"))).schema_version == "1.0"


def test_unknown_fields_are_refused_in_a_document_that_is_not_newer() -> None:
    with pytest.raises(PolicyParseError, match="corrupt: mood: Extra inputs"):
        policyparse.load(json.dumps(written(mood="good")))


def test_unknown_fields_are_dropped_in_a_newer_document() -> None:
    newer = written(schema_version="1.7", mood="good")
    newer["targets"][0]["quantity"]["shade"] = {"of": "blue"}
    newer["metadata"]["places"]["mood"] = None
    assert policyparse.load(json.dumps(newer)) == make_document()


def test_a_newer_document_is_still_checked() -> None:
    newer = written(schema_version="1.7", mood="good")
    del newer["text"]
    with pytest.raises(PolicyParseError, match="corrupt: text: Field required"):
        policyparse.load(json.dumps(newer))


@pytest.mark.parametrize("version", ["2.0", "0.9", "10.0"])
def test_another_major_version_is_unsupported(version: str) -> None:
    with pytest.raises(PolicyParseError, match=f"unsupported: schema version {version}"):
        policyparse.load(json.dumps(written(schema_version=version)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "corrupt"),
        (b"[]", "corrupt"),
        (b"{}", "corrupt"),
        (b'{"schema_version": 1}', "corrupt"),
        (b'{"schema_version": "1.0", "pages": NaN}', "corrupt"),
        (b'{"schema_version": "1.x"}', "corrupt"),
        (b"\xff\xfe{", "corrupt"),
        (b"[" * 100_000, "corrupt"),
        (b'{"schema_version": ' + b"9" * 10_000 + b"}", "corrupt"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(PolicyParseError) as caught:
        policyparse.load(data)
    assert caught.value.code == code


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyParseError, match=r"^nosuch\.json: not_found"):
        policyparse.load(tmp_path / "nosuch.json")
    with pytest.raises(PolicyParseError, match="not_a_file"):
        policyparse.load(str(tmp_path))


def written(**changes: Any) -> dict[str, Any]:
    """The document as JSON gives it back, with some top-level fields changed."""
    loaded: dict[str, Any] = json.loads(make_document().to_json())
    return loaded | changes

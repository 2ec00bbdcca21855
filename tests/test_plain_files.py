"""Documents as JSON Lines, CSV and Parquet: the same rows in each, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import policyparse
from policyparse.delivery.flat_tables import TABLES, flat_rows
from policyparse.delivery.plain_files import write_csv, write_jsonl

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    names = ("nanchang-chanjiao-ronghe-8623-2023.txt", "nanchang-zhijiao-gongzuo-yaodian-2019.txt")
    return [json.loads(policyparse.parse(NOTICES / name).to_json(), parse_float=Decimal) for name in names]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_line_a_document(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_jsonl(documents, tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line, parse_float=Decimal) for line in lines] == documents


def test_a_file_a_table_with_every_fact_once(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_csv(documents, tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == {table.name for table in TABLES}
    for kind in ("tasks", "targets", "thresholds", "citations", "deadlines", "units", "sections", "tables"):
        wanted = [(d["document_id"], fact["id"]) for d in documents for fact in d[kind]]
        assert [(row["document_id"], row["id"]) for row in rows_of(tmp_path / f"{kind}.csv")] == wanted


def test_csv_begins_with_the_mark_by_which_excel_knows_utf_8(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    write_csv(documents, tmp_path)
    assert (tmp_path / "tasks.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("words", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "　=1"])
def test_no_cell_is_a_formula(documents: list[dict[str, Any]], tmp_path: Path, words: str) -> None:
    document = json.loads(json.dumps(documents[0], default=str))
    document["tasks"][0]["action"] = words
    write_csv([document], tmp_path)
    shown = rows_of(tmp_path / "tasks.csv")[0]["action"]
    assert shown == f"'{words}"


def test_numbers_are_numbers_and_no_formulas(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    document = json.loads(json.dumps(documents[0], default=str))
    document["targets"][0]["quantity"]["value"] = -0.5
    write_csv([document], tmp_path)
    assert rows_of(tmp_path / "targets.csv")[0]["value"] == "-0.5"


def test_keys_tell_all_rows_of_a_document_apart(documents: list[dict[str, Any]]) -> None:
    for document in documents:
        for table in TABLES:
            keys = [row[: table.keys] for row in flat_rows(document)[table.name]]
            assert len(set(keys)) == len(keys), table.name


def test_parquet_holds_the_same_rows_in_the_same_types_whatever_is_in_them(
    documents: list[dict[str, Any]], tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from policyparse.delivery.parquet_files import schema, write_parquet

    write_parquet(documents, tmp_path / "full")
    write_parquet([], tmp_path / "none")
    for table in TABLES:
        full, none = (parquet.read_table(tmp_path / name / f"{table.name}.parquet") for name in ("full", "none"))
        assert full.schema.equals(none.schema) and full.schema.equals(schema(table))
        rows = [row for document in documents for row in flat_rows(document)[table.name]]
        assert [tuple(row.values()) for row in full.to_pylist()] == rows


@pytest.mark.parametrize("value", ["99.12345678901", "1" + "0" * 28, "-0.00000000001", "1E+400"])
def test_one_number_that_no_column_holds_keeps_nothing_else_out(
    documents: list[dict[str, Any]], tmp_path: Path, value: str
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from policyparse.delivery.parquet_files import write_parquet

    target = documents[0]["targets"][0]
    odd = {**target, "quantity": {**target["quantity"], "value": Decimal(value)}}
    changed = {**documents[0], "targets": [odd, *documents[0]["targets"][1:]]}
    (remark,) = write_parquet([changed, documents[1]], tmp_path)
    assert (remark.document_id, remark.code) == (documents[0]["document_id"], "number_left_out")
    assert target["id"] in remark.message
    rows = parquet.read_table(tmp_path / "targets.parquet").to_pylist()
    assert len(rows) == sum(len(document["targets"]) for document in documents)
    assert rows[0]["value"] is None and rows[0]["raw"] == target["quantity"]["raw"]
    assert rows[1]["value"] == flat_rows(documents[0])["targets"][1][list(rows[0]).index("value")]

"""Corrections: what a person said of a fact holds in every delivery of every later run, and nothing of it is lost.

Not for: the form of the schema (test_schemas.py), nor the rules that find facts.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from folder_runs import FACTS, documents_of, run_here
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import policyparse
from policyparse import PolicyParseError
from policyparse.batch.convert import convert
from policyparse.batch.corrections import read_corrections
from policyparse.batch.run_report import Run
from policyparse.cli import main
from policyparse.contract.corrections import Correction
from policyparse.delivery.correcting import corrected
from policyparse.delivery.json_schema import build_schema

PLAIN = json.loads(policyparse.parse_text(FACTS).to_json(), parse_float=Decimal)
DOCUMENT, TARGET, TASK = PLAIN["document_id"], PLAIN["targets"][0]["id"], PLAIN["tasks"][0]["id"]
MORE = {
    "action": "add",
    "kind": "thresholds",
    "values": {"subject": "示范校", "quantity": {"raw": "30所以上", "comparator": ">=", "value": 30, "unit": "所"},
               "evidence.quote": "30所以上"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "mended").mkdir()
    (tmp_path / "in" / "a.txt").write_text(FACTS, encoding="utf-8")
    return tmp_path / "in"


def correct(inbox: Path, facts: dict[str, Any], name: str = "a.json", document: str = DOCUMENT) -> None:
    """A file of corrections."""
    said = {"schema": "policyparse-corrections/1", "documents": {document: facts}}
    (inbox.parent / "mended" / name).write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def run(inbox: Path, *to: str, given: bool = True) -> Run:
    return convert(inbox, inbox.parent / "out", to=to, corrections=inbox.parent / "mended" if given else None)


def output(inbox: Path, name: str = "a.txt") -> Any:
    path = inbox.parent / "out" / f"{name}.json"
    policyparse.load(path)  # it is a document by the contract, whatever was corrected
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def apply(facts: dict[str, dict[str, Any]]) -> Any:
    """The plain document with corrections; it must be one by the contract."""
    after = corrected(PLAIN, {name: Correction.model_validate(one) for name, one in facts.items()})
    policyparse.PolicyDocument.model_validate(after)
    return after


def codes(document: Any) -> list[str]:
    return [one["code"] for one in document["diagnostics"]]


# What a correction does.


def test_an_accepted_fact_is_marked(tmp_path: Path) -> None:
    after = apply({TARGET: {"action": "accept"}})
    assert (after["targets"][0]["evidence"]["rule"], after["targets"][0]["evidence"]["confidence"]) == ("corrected", 1)
    assert {**after["targets"][0], "evidence": 0} == {**PLAIN["targets"][0], "evidence": 0}
    assert codes(after) == [*codes(PLAIN), "corrected"]


def test_a_rejected_fact_is_gone_and_so_is_what_followed_from_it() -> None:
    after = apply({TASK: {"action": "reject"}})
    assert after["tasks"] == after["units"] == []
    assert [one["target_ids"] for one in after["deadlines"]] == [[TARGET]]
    assert all(one["task_ids"] == [] for one in after["deadlines"])


def test_any_field_is_edited_and_what_follows_follows() -> None:
    values = {
        "action": "建设示范性学校",
        "responsible": [{"raw": "省教育厅", "role": "lead"}],
        "deadlines": [{"raw": "2026年底前", "kind": "by", "end": "2026-12-31"}],
    }
    after = apply({TASK: {"action": "edit", "values": values}})
    (task,) = after["tasks"]
    assert (task["id"], task["action"], task["responsible"][0]["canonical"]) == (TASK, "建设示范性学校", "省教育厅")
    assert [unit["name"] for unit in after["units"]] == ["省教育厅"]
    ends = {one["time"]["end"]: one for one in after["deadlines"]}
    assert ends["2026-12-31"]["what"] == "建设示范性学校" and ends["2026-12-31"]["evidence"]["rule"] == "corrected"


def test_a_field_inside_another_is_edited_by_a_dotted_name() -> None:
    quantity = apply({TARGET: {"action": "edit", "values": {"quantity.value": 35}}})["targets"][0]["quantity"]
    assert quantity == {**PLAIN["targets"][0]["quantity"], "value": 35}


def test_a_fact_is_added_by_the_words_that_prove_it() -> None:
    (threshold,) = apply({"h-new": MORE})["thresholds"]
    span = threshold["evidence"]["span"]
    assert threshold["id"] == "h-new" and PLAIN["text"][span["start"] : span["end"]] == "30所以上"
    assert (threshold["quantity"]["value"], threshold["quantity"]["basis"], threshold["condition"]) == (
        30,
        "level",
        None,
    )


def test_an_added_fact_that_is_found_by_itself_later_stands_once() -> None:
    values = {"indicator": "示范校", "quantity": {"raw": "30所", "value": 30}, "evidence.quote": "30所"}
    after = apply({TARGET: {"action": "add", "kind": "targets", "values": values}})
    assert [(one["id"], one["indicator"]) for one in after["targets"]] == [(TARGET, "示范校")]


def test_a_changed_quote_is_looked_for_in_the_notice() -> None:
    evidence = apply({TARGET: {"action": "edit", "values": {"evidence.quote": "全市建成示范校30所"}}})["targets"][0][
        "evidence"
    ]
    assert (
        PLAIN["text"][evidence["span"]["start"] : evidence["span"]["end"]] == evidence["quote"] == "全市建成示范校30所"
    )
    assert evidence["source"] is None  # where the former words stood


def test_without_corrections_a_document_is_as_it_was() -> None:
    assert apply({}) == PLAIN


@given(st.sets(st.sampled_from([TARGET, TASK])))
def test_what_is_accepted_changes_nothing_but_its_mark(names: set[str]) -> None:
    after = apply({name: {"action": "accept"} for name in names})
    for kind in ("tasks", "targets", "deadlines", "units"):
        assert [{**one, "evidence": 0} for one in after[kind]] == [{**one, "evidence": 0} for one in PLAIN[kind]]


def test_metadata_are_edited_and_marked() -> None:
    values = {
        "title": "关于建设示范学校的通知", "signed_date": "2023-04-06", "issuers": ["南昌市教育局", "南昌市财政局"],
        "doc_number": "洪教字〔2023〕9号", "period.end": "2025-12-31",
    }  # fmt: skip
    after = apply({"metadata": {"action": "edit", "values": values}})
    found = after["metadata"]
    assert (found["title"], found["signed_date"]) == ("关于建设示范学校的通知", "2023-04-06")
    assert found["issuers"] == ["南昌市教育局", "南昌市财政局"] and found["period"]["end"] == "2025-12-31"
    assert found["doc_number"] == {"raw": "洪教字〔2023〕9号", "organ_code": "洪教字", "year": 2023, "serial": 9}
    assert found["addressees"] == PLAIN["metadata"]["addressees"]
    assert codes(after) == [*codes(PLAIN), "corrected", "corrected"]
    assert "doc_number, issuers, period, signed_date, title" in after["diagnostics"][-1]["message"]


def test_corrected_metadata_stand_nowhere_in_the_notice() -> None:
    values = {"title": "关于建设示范学校的通知", "issuers": ["南昌市财政局"]}
    places = apply({"metadata": {"action": "edit", "values": values}})["metadata"]["places"]
    assert (places["title"], places["issuers"]) == (None, [])
    assert places["signed_date"] == PLAIN["metadata"]["places"]["signed_date"] is not None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"signed_date": "gestern"}, "signed_date"),
        ({"issuers": "市教育局"}, "issuers"),
        ({"doc_number": "九号"}, "no document number"),
        ({"period.middle": "2025-01-01"}, "middle"),
    ],
)
def test_metadata_that_are_none_are_a_diagnostic(values: dict[str, Any], words: str) -> None:
    after = apply({"metadata": {"action": "edit", "values": values}})
    assert after["metadata"] == PLAIN["metadata"]
    assert codes(after) == [*codes(PLAIN), "correction_refused"] and words in after["diagnostics"][-1]["message"]


def test_a_correction_whose_fact_is_gone_is_a_diagnostic() -> None:
    after = apply({"t0000000000": {"action": "accept"}, TARGET: {"action": "accept"}})
    assert codes(after) == [*codes(PLAIN), "corrected", "correction_lost"]
    assert "t0000000000" in after["diagnostics"][-1]["message"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"quantity": "many"}, "quantity"),
        ({"quantity.comparator": "!"}, "comparator"),
        ({"indicator": None}, "indicator"),
        ({"quantity.nosuch": 1}, "nosuch"),
        ({"indicator.deep": 1}, "no such field"),
        ({"evidence.quote": "哪里也没有"}, "no such words"),
        ({"evidence": 5}, "evidence"),
        ({"section_id": "s-none"}, "the notice has no s-none"),
        ({"measure": "x"}, "measure"),
    ],
)
def test_a_correction_that_does_not_fit_is_a_diagnostic_and_the_fact_stays(values: dict[str, Any], words: str) -> None:
    after = apply({TARGET: {"action": "edit", "values": values}})
    assert after["targets"] == PLAIN["targets"]
    assert codes(after) == [*codes(PLAIN), "correction_refused"]
    assert words in after["diagnostics"][-1]["message"]


# Runs.


def test_every_delivery_says_what_was_corrected(inbox: Path) -> None:
    pytest.importorskip("sqlalchemy")
    correct(inbox, {TARGET: {"action": "edit", "values": {"quantity.value": 35}}, "h-new": MORE})
    done = run(inbox, "jsonl", "csv", "sqlite")
    assert not done.failed and done.rows[0].counts["thresholds"] == 1
    assert output(inbox)["targets"][0]["quantity"]["value"] == 35
    out = inbox.parent / "out"
    line = (out / "documents.jsonl").read_text(encoding="utf-8")
    assert json.loads(line, parse_float=Decimal) == output(inbox)
    assert ",35," in (out / "csv" / "targets.csv").read_text(encoding="utf-8-sig")
    with sqlite3.connect(out / "policyparse.sqlite") as database:
        assert database.execute("SELECT value, rule, confidence FROM targets").fetchall() == [(35, "corrected", 1)]
    database.close()


def test_corrected_metadata_go_out_and_hold(inbox: Path) -> None:
    correct(inbox, {"metadata": {"action": "edit", "values": {"title": "关于建设示范学校的通知"}}})
    run(inbox, "csv")
    documents = inbox.parent / "out" / "csv" / "documents.csv"
    assert "关于建设示范学校的通知" in documents.read_text(encoding="utf-8-sig")
    (inbox / "b.txt").write_text(FACTS.replace("30所", "40所"), encoding="utf-8")
    run(inbox, "csv", given=False)
    assert output(inbox, "b.txt")["metadata"]["title"] == "关于建设示范学校的通知"
    (inbox.parent / "mended" / "a.json").unlink()
    run(inbox, "csv")
    assert output(inbox, "b.txt")["metadata"]["title"] == PLAIN["metadata"]["title"]


def test_a_correction_of_a_notice_that_is_not_there_is_in_the_report(
    inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(inbox, {TARGET: {"action": "accept"}}, "a.json")
    correct(inbox, {TARGET: {"action": "accept"}}, "b.json", document="doc-<nosuch>")
    done = run(inbox)
    assert [(one.file, one.state) for one in done.corrections] == [
        ("a.json", "held"), ("b.json", "held"), ("b.json", "unmatched")
    ]  # fmt: skip
    assert not done.failed  # it may be a notice to come
    report = json.loads((inbox.parent / "out" / "run-report.json").read_text(encoding="utf-8"))
    assert report["corrections"][-1]["message"] == "no notice goes by doc-<nosuch>"
    assert "doc-&lt;nosuch&gt;" in (inbox.parent / "out" / "run-report.html").read_text(encoding="utf-8")
    assert main(["convert", str(inbox), str(inbox.parent / "out")]) == 0
    assert "--corrections b.json: no notice goes by doc-<nosuch>" in capsys.readouterr().err


def test_many_notices_that_are_not_there_are_counted(inbox: Path) -> None:
    documents = {f"doc-{number:02}": {"t1": {"action": "accept"}} for number in range(25)}
    said = {"schema": "policyparse-corrections/1", "documents": documents}
    (inbox.parent / "mended" / "a.json").write_text(json.dumps(said), encoding="utf-8")
    assert (run(inbox).corrections[-1].message or "").endswith("doc-19 (and 5 more)")


# Facts that are left out as unsure.


def unsure(inbox: Path, least: float = 1.0, given: bool = True) -> Run:
    """A run that leaves out all that is not certain."""
    corrections = inbox.parent / "mended" if given else None
    return convert(inbox, inbox.parent / "out", to=["jsonl"], min_confidence=least, corrections=corrections)


@pytest.mark.parametrize("converted_before", [True, False])
def test_an_accepted_fact_is_kept_however_unsure_it_was(inbox: Path, converted_before: bool) -> None:
    (inbox / "b.txt").write_text(FACTS.replace("8号", "9号"), encoding="utf-8")
    if converted_before:
        unsure(inbox)
        assert output(inbox)["targets"] == output(inbox)["tasks"] == []
    correct(inbox, {TARGET: {"action": "accept"}})
    assert unsure(inbox).converted == (1 if converted_before else 2)
    (target,) = output(inbox)["targets"]
    assert (target["id"], target["evidence"]["confidence"]) == (TARGET, 1)
    assert output(inbox)["tasks"] == [] and output(inbox, "b.txt")["targets"] == []
    assert "correction_lost" not in codes(output(inbox))


def test_an_edited_fact_is_kept_as_well_and_a_later_run_does_nothing(inbox: Path) -> None:
    correct(inbox, {TASK: {"action": "edit", "values": {"measure": "重点"}}})
    unsure(inbox)
    assert [task["measure"] for task in output(inbox)["tasks"]] == ["重点"]
    assert [unit["name"] for unit in output(inbox)["units"]] == [unit["name"] for unit in PLAIN["units"]]
    again = unsure(inbox, given=False)
    assert (again.converted, again.delivered[0].state) == (0, "unchanged")


def test_a_fact_that_is_accepted_no_more_is_left_out_again(inbox: Path) -> None:
    unsure(inbox)
    before = documents_of(inbox.parent / "out")
    correct(inbox, {TARGET: {"action": "accept"}})
    unsure(inbox)
    (inbox.parent / "mended" / "a.json").unlink()
    unsure(inbox)
    assert documents_of(inbox.parent / "out") == before


def test_where_nothing_is_left_out_nothing_is_converted_for_an_accepted_fact(inbox: Path) -> None:
    run(inbox)
    correct(inbox, {TARGET: {"action": "accept"}})
    assert run(inbox).converted == 0


def test_corrections_hold_in_later_runs_and_when_the_notice_is_read_anew(inbox: Path) -> None:
    correct(inbox, {TARGET: {"action": "edit", "values": {"quantity.value": 35}}})
    run(inbox, "jsonl")
    before = documents_of(inbox.parent / "out")
    again = run(inbox, "jsonl", given=False)
    assert (again.converted, [one.state for one in again.delivered], again.replaced) == (0, ["unchanged"], ())
    (inbox.parent / "out" / "a.txt.json").unlink()
    assert run(inbox, "jsonl", given=False).converted == 1
    assert documents_of(inbox.parent / "out") == before


def test_a_correction_that_is_taken_back_leaves_what_was_parsed(inbox: Path) -> None:
    run(inbox, "jsonl")
    before = documents_of(inbox.parent / "out")
    correct(inbox, {TARGET: {"action": "reject"}})
    assert [(one.what, one.document_id) for one in run(inbox, "jsonl").replaced] == [("corrected", DOCUMENT)]
    assert output(inbox)["targets"] == []
    (inbox.parent / "mended" / "a.json").unlink()
    done = run(inbox, "jsonl")
    assert documents_of(inbox.parent / "out") == before
    assert (done.converted, done.rows[0].counts["targets"]) == (0, 1)


def test_a_changed_correction_starts_from_what_was_parsed(inbox: Path) -> None:
    correct(inbox, {"h-new": MORE, TARGET: {"action": "reject"}})
    run(inbox)
    correct(inbox, {"h-new": MORE})
    run(inbox)
    assert output(inbox)["targets"] == PLAIN["targets"] and len(output(inbox)["thresholds"]) == 1


def test_a_revision_keeps_the_corrections_of_facts_it_still_has(inbox: Path) -> None:
    correct(inbox, {TASK: {"action": "edit", "values": {"measure": "重点"}}, TARGET: {"action": "accept"}})
    run(inbox)
    (inbox / "b.txt").write_text(FACTS.replace("30所", "40所"), encoding="utf-8")
    run(inbox, "jsonl", given=False)
    assert output(inbox, "b.txt")["tasks"][0]["measure"] == "重点"
    assert "correction_lost" in codes(output(inbox, "b.txt"))
    assert output(inbox, "a.txt")["tasks"] == PLAIN["tasks"]  # superseded: as it was parsed


def test_another_notice_of_the_same_number_is_corrected_by_its_own_id(inbox: Path) -> None:
    (inbox / "b.txt").write_text(
        FACTS.replace("关于建设示范校的通知", "关于召开全市教育工作会议的通知"), encoding="utf-8"
    )
    correct(inbox, {TARGET: {"action": "reject"}}, document=f"{DOCUMENT}~2")
    run(inbox)
    assert len(output(inbox, "a.txt")["targets"]) == 1
    assert output(inbox, "b.txt")["targets"] == [] and "id_conflict" in codes(output(inbox, "b.txt"))
    # Now it is a copy of the first, which nobody corrected.
    (inbox / "b.txt").write_text(FACTS, encoding="utf-8")
    assert {row.role for row in run(inbox).rows} == {"current", "duplicate"}


@pytest.mark.parametrize("killed_at", range(4))
def test_a_kill_at_any_write_ends_as_if_undisturbed(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    class Killed(BaseException):
        """As a signal ends a run."""

    correct(inbox, {TARGET: {"action": "reject"}, "h-new": MORE})
    convert(inbox, inbox.parent / "clean", corrections=inbox.parent / "mended")
    run(inbox, given=False)
    left = [killed_at]
    plain = os.replace

    def replace(source: Any, place: Any) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1
        plain(source, place)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", replace)
        with pytest.raises(Killed):
            run(inbox)
    run(inbox)
    assert documents_of(inbox.parent / "out") == documents_of(inbox.parent / "clean")


# Bad files.


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1"),
        ('{"schema": "policyparse-corrections/1",\n "documents": {"doc-x": {"t1": {"action": "mend"}}}}', "line 2"),
        ('{"schema": "policyparse-corrections/1",\n "documents":\n {"doc-x": {"t1": {"action": "edit"}}}}', "line 3"),
        (
            '{"schema": "policyparse-corrections/1", "documents": {"d": {"t": {"action": "accept"},\n "t": {}}}}',
            "twice",
        ),
        ('{"schema": "policyparse-corrections/2", "documents": {}}', "line 1: schema"),
        (
            '{"schema": "policyparse-corrections/1", "documents": {"d": {"t": {"action": "edit", "values": {"moood": 1}}}}}',
            "moood",
        ),
        (
            '{"schema": "policyparse-corrections/1", "documents": {"d": {"t": {"action": "edit", "values": {"id": 1}}}}}',
            "id",
        ),
        ('{"schema": "policyparse-corrections/1", "documents": {"d": {"t": {"action": "add", "values": {}}}}}', "kind"),
        (
            '{"schema": "policyparse-corrections/1",\n "documents": {"d": {"metadata": {"action": "accept"}}}}',
            "line 2: documents.d: metadata can be edited",
        ),
        (
            '{"schema": "policyparse-corrections/1",\n "documents": {"d": {"metadata": {"action": "edit", "values": {"measure": 1}}}}}',
            "metadata has no field 'measure'",
        ),
        (
            '{"schema": "policyparse-corrections/1",\n "documents": {"d": {"metadata": {"action": "edit", "values": {"places": {}}}}}}',
            "metadata has no field 'places'",
        ),
        (
            '{"schema": "policyparse-corrections/1",\n "documents": {"d": {"t1": {"action": "edit", "values": {"issuers": []}}}}}',
            "t1 has no field 'issuers'",
        ),
        ("[]", "line 1"),
        ("", "line 1"),
        ("[" * 100_000, "line 1"),
    ],
)
def test_a_malformed_file_is_named_with_its_line_and_stops_nothing_else(inbox: Path, text: str, words: str) -> None:
    correct(inbox, {TARGET: {"action": "reject"}})
    (inbox.parent / "mended" / "bad.json").write_text(text, encoding="utf-8")
    done = run(inbox, "jsonl")
    (bad,) = (one for one in done.corrections if one.state == "failed")
    assert bad.file == "bad.json" and words in (bad.message or "")
    assert done.failed and done.delivered[0].state == "written" and output(inbox)["targets"] == []
    report = json.loads((inbox.parent / "out" / "run-report.json").read_text(encoding="utf-8"))
    assert [one["file"] for one in report["corrections"]] == ["a.json", "bad.json"]
    assert "bad.json" in (inbox.parent / "out" / "run-report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("broken", ["{}", "no JSON", '{"tasks": 5, "targets": [], "thresholds": [], "citations": []}'])
def test_an_output_that_somebody_broke_is_said_and_stops_nothing_else(inbox: Path, broken: str) -> None:
    pytest.importorskip("sqlalchemy")
    (inbox / "b.txt").write_text(FACTS.replace("8号", "9号"), encoding="utf-8")
    run(inbox, "sqlite")
    (inbox.parent / "out" / "a.txt.json").write_text(broken, encoding="utf-8")
    correct(inbox, {TARGET: {"action": "reject"}})
    done = run(inbox, "sqlite")
    assert [(one.file, one.state) for one in done.corrections] == [("a.json", "held"), ("a.txt.json", "failed")]
    assert len(done.rows) == 2
    (inbox.parent / "out" / "a.txt.json").unlink()
    assert not run(inbox, "sqlite").failed
    assert output(inbox)["targets"] == []


def test_a_full_disk_leaves_corrections_to_the_next_run(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    run(inbox)
    correct(inbox, {TARGET: {"action": "reject"}})
    with monkeypatch.context() as patched:
        patched.setattr("policyparse.batch.corrections.write_atomically", full)
        assert "No space left" in (run(inbox).corrections[-1].message or "")
    assert not run(inbox).failed
    assert output(inbox)["targets"] == []


def test_a_file_that_turns_bad_holds_as_it_was(inbox: Path) -> None:
    correct(inbox, {TARGET: {"action": "reject"}})
    run(inbox)
    (inbox.parent / "mended" / "a.json").write_text("{", encoding="utf-8")
    for _ in range(2):
        assert run(inbox).failed
        assert output(inbox)["targets"] == []


def test_two_files_that_correct_one_fact_otherwise_are_told(inbox: Path) -> None:
    correct(inbox, {TARGET: {"action": "reject"}}, "a.json")
    correct(inbox, {TARGET: {"action": "accept"}}, "b.json")
    assert [(one.file, one.state) for one in run(inbox).corrections] == [("a.json", "held"), ("b.json", "failed")]
    assert output(inbox)["targets"] == []


def test_the_command_line_names_what_is_wrong(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["convert", str(inbox), str(inbox.parent / "out"), "--corrections"]
    (inbox.parent / "mended" / "bad.json").write_text("{", encoding="utf-8")
    assert main([*command, str(inbox.parent / "mended")]) == 1
    assert "--corrections bad.json: line 1" in capsys.readouterr().err
    assert main([*command, str(inbox.parent / "nosuch")]) == 17


def test_a_missing_folder_is_an_error_before_any_work(inbox: Path) -> None:
    with pytest.raises(PolicyParseError, match="not_found"):
        convert(inbox, inbox.parent / "out", corrections=inbox.parent / "nosuch")
    assert not (inbox.parent / "out").exists()


def test_the_example_of_the_documentation_is_read() -> None:
    page = (Path(__file__).parents[1] / "docs" / "running-unattended.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json[^\n]*\n(.*?)```", page, re.DOTALL)
    ((_, facts),) = read_corrections(example.encode(), "example.json").items()
    assert [one.action for one in facts.values()] == ["accept", "reject", "edit", "add", "edit"]


def test_files_fit_the_schema(inbox: Path) -> None:
    correct(inbox, {TARGET: {"action": "edit", "values": {"quantity.value": 35}, "note": "见第2页"}, "h-new": MORE})
    validator = Draft202012Validator(build_schema("policy-corrections"))
    said = json.loads((inbox.parent / "mended" / "a.json").read_text(encoding="utf-8"))
    validator.validate(said)
    assert not validator.is_valid(said | {"mood": "good"})

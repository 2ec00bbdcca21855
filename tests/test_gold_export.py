"""Gold from corrections: what a person said becomes a gold file by one command, and ``validate`` scores against it.

And the whole loop: server, store, ``convert --corrections``, ledger. Not for: the scorer (test_gold.py).
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from folder_runs import FACTS, NOTICE, run_here
from hypothesis import given, settings
from hypothesis import strategies as st
from served import Client, CrewHere, Running, key

import policyparse
from policyparse.batch.convert import convert
from policyparse.batch.settings import Settings
from policyparse.cli import main
from policyparse.contract.corrections import Correction
from policyparse.delivery.correcting import corrected
from policyparse.gold import KINDS, load_gold, score
from policyparse.gold.from_document import Judged, Unsayable, digest_of, gold_of, gold_text
from policyparse.gold.model import GoldFile
from policyparse.review.server import correcting_server

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
NOTICES = [
    "notices/nanchang-chanjiao-ronghe-8623-2023.txt",
    "notices/gongqingcheng-zhiye-jiaoyu-tizhi-peiyou.txt",
    "notices/guizhou-zhongdianrenwuqingdan-2023.txt",
    "notices/guobanfa-2018-126-chuangxin-gaige-jucuo.html",
    "pdf/weasy_jiangxi_indicators.pdf",
    "pdf/newspaper_2col.pdf",
]
FACT_KINDS = ("citations", "tasks", "targets", "thresholds")
ALL = ("metadata", "citations", "tables", "tasks", "targets", "thresholds")


@lru_cache
def document_of(name: str) -> dict[str, Any]:
    """A notice of the corpus as plain values."""
    parsed: dict[str, Any] = json.loads(policyparse.parse(CORPUS / name).to_json(), parse_float=Decimal)
    return parsed


PLAIN = json.loads(policyparse.parse_text(FACTS, name="a.txt").to_json(), parse_float=Decimal)
DOCUMENT, TARGET, TASK = PLAIN["document_id"], PLAIN["targets"][0]["id"], PLAIN["tasks"][0]["id"]


def loaded(gold: GoldFile) -> GoldFile:
    """The same by way of the file."""
    return load_gold(gold_text(gold).encode("utf-8"), "gold")


def facts_of(document: dict[str, Any]) -> list[str]:
    return [fact["id"] for kind in FACT_KINDS for fact in document[kind]]


# The law: a document is right by its own gold.


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_of_which_everything_was_accepted_scores_one_against_its_gold(name: str) -> None:
    document = document_of(name)
    after = corrected(document, {fact: Correction(action="accept") for fact in facts_of(document)})
    gold, unsayable = gold_of(after, Judged(whole=True))
    scores = score(after, loaded(gold))
    assert unsayable == () and gold.complete == ALL
    assert {kind: scores.kinds[kind].f1 for kind in KINDS} == dict.fromkeys(KINDS, 1.0)
    assert {field: accuracy.share for field, accuracy in scores.fields.items() if accuracy.share != 1} == {}
    assert scores.misses == ()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_was_judged_is_found_and_nothing_else_is_asked(data: st.DataObject) -> None:
    """Facts taken at random from a notice with tables, and fields of its metadata."""
    document = document_of(NOTICES[0])
    facts = data.draw(st.sets(st.sampled_from(facts_of(document))))
    fields = data.draw(st.sets(st.sampled_from(["title", "doc_number", "issuers", "attachments", "period"])))
    gold, unsayable = gold_of(document, Judged(facts=facts, fields=fields))
    scores = score(document, loaded(gold))
    assert unsayable == () and gold.complete == () and gold.tables == ()
    assert sum(len(getattr(gold, kind)) for kind in FACT_KINDS) == len(facts)
    assert all(tally.recall == 1 for tally in scores.kinds.values() if tally.tp + tally.fn)
    assert all(tally.fp == 0 for tally in scores.kinds.values())
    assert scores.fields["task"].share == scores.fields["refines"].share == 1  # links to tasks that nobody judged


def test_the_digest_is_of_what_is_found_and_not_of_how_sure_or_where() -> None:
    sure = json.loads(json.dumps(PLAIN, default=str))
    for fact in sure["tasks"]:
        fact["evidence"] |= {"confidence": 1, "rule": "another", "page": 3}
    assert digest_of(sure) == digest_of(PLAIN)
    assert digest_of({**PLAIN, "tasks": []}) != digest_of(PLAIN)
    assert digest_of({**PLAIN, "metadata": {**PLAIN["metadata"], "title": "别的通知"}}) != digest_of(PLAIN)


# What labels cannot say.


def test_a_fact_that_labels_cannot_say_is_left_out_by_name_and_its_kind_is_not_complete() -> None:
    """The contract takes a time that is due by a day and begins on one; the labels do not."""
    fact = {**PLAIN["targets"][0], "time": {**PLAIN["targets"][0]["time"], "start": "2025-01-01"}}
    gold, unsayable = gold_of({**PLAIN, "targets": [fact]}, Judged(whole=True))
    assert unsayable == (Unsayable("targets", TARGET, "time: a time of kind 'by' has no start"),)
    assert gold.targets == () and gold.complete == ("metadata", "citations", "tables", "tasks", "thresholds")


def test_a_type_of_document_that_the_labels_do_not_know_is_left_out() -> None:
    metadata = {**PLAIN["metadata"], "doc_type": "诗"}
    gold, unsayable = gold_of({**PLAIN, "metadata": metadata}, Judged(whole=True))
    assert [(one.kind, one.name) for one in unsayable] == [("metadata", "doc_type")]
    assert gold.metadata.doc_type is None and gold.metadata.title == "南昌市教育局关于建设示范校的通知"
    assert "metadata" not in gold.complete


def test_blank_is_not_printed_and_links_lead_only_to_labels() -> None:
    task = {**PLAIN["tasks"][0], "measure": " ", "refines": TASK}
    target = {**PLAIN["targets"][0], "task_id": TASK}
    gold, unsayable = gold_of({**PLAIN, "tasks": [task], "targets": [target]}, Judged(facts={TASK, TARGET}))
    assert unsayable == () and (gold.tasks[0].measure, gold.tasks[0].refines, gold.targets[0].task) == (
        None,
        None,
        TASK,
    )
    alone, _ = gold_of({**PLAIN, "targets": [target]}, Judged(facts={TARGET}))
    assert alone.targets[0].task is None


# The command.

EDIT = {"action": "edit", "values": {"indicator": "示范学校", "quantity.value": 35}}
MORE = {
    "action": "add", "kind": "thresholds",
    "values": {"subject": "示范校", "quantity": {"raw": "30所以上", "comparator": ">=", "value": 30, "unit": "所"},
               "evidence.quote": "30所以上"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def without_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("batch.convert", "review.gold_export"):
        monkeypatch.setattr(f"policyparse.{place}.run_each", run_here)
    monkeypatch.setattr("policyparse.review.notices.Crew", CrewHere)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(FACTS, encoding="utf-8")
    return tmp_path / "in"


def said(inbox: Path, facts: dict[str, Any], name: str = "下载.json", **more: Any) -> Path:
    """A file as the page gives it."""
    path = inbox.parent / name
    file = {"schema": "policyparse-corrections/1", "documents": {DOCUMENT: facts}, **more}
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
    return path


def export(inbox: Path, *options: object, notices: str = "") -> int:
    return main(["gold", str(inbox / notices), str(inbox.parent / "gold"), *map(str, options)])


def gold_at(inbox: Path, name: str = "a.txt") -> GoldFile:
    return load_gold(inbox.parent / "gold" / f"{name}.gold.json")


def test_a_downloaded_file_becomes_gold_of_what_was_judged(
    inbox: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = said(inbox, {TARGET: EDIT, TASK: {"action": "accept"}, "h1": MORE})
    assert export(inbox, "--corrections", file, notices="a.txt") == 0
    gold = gold_at(inbox)
    assert (gold.document, gold.complete) == ("a.txt", ())
    assert [(one.indicator, one.quantity.value) for one in gold.targets] == [("示范学校", Decimal(35))]
    assert ([one.id for one in gold.tasks], [one.subject for one in gold.thresholds]) == ([TASK], ["示范校"])
    assert gold.metadata.title is None  # nobody said anything of it
    assert main(["validate", str(inbox.parent / "gold"), "--notices", str(inbox)]) == 0
    report = capsysbinary.readouterr().out.decode("utf-8")
    assert "示范学校" in report  # it is missed by the program as it is


def test_what_was_rejected_is_not_in_it(inbox: Path) -> None:
    assert export(inbox, "--corrections", said(inbox, {TASK: {"action": "reject"}})) == 0
    assert gold_at(inbox).tasks == ()


def test_corrected_metadata_are_labels(inbox: Path) -> None:
    values = {"signed_date": "2023-04-06", "doc_number": "洪教字〔2023〕9号"}
    assert export(inbox, "--corrections", said(inbox, {"metadata": {"action": "edit", "values": values}})) == 0
    metadata = gold_at(inbox).metadata
    assert str(metadata.signed_date) == "2023-04-06" and metadata.doc_number and metadata.doc_number.serial == 9
    assert (metadata.title, metadata.issuers) == (None, ())


def test_a_notice_that_was_checked_gives_gold_that_is_complete(inbox: Path) -> None:
    file = said(inbox, {TASK: {"action": "reject"}}, checked={DOCUMENT: digest_of(PLAIN)})
    assert export(inbox, "--corrections", file) == 0
    gold = gold_at(inbox)
    assert gold.complete == ALL and gold.tasks == () and len(gold.targets) == 1
    assert gold.metadata.title == "南昌市教育局关于建设示范校的通知"


def test_gold_is_not_complete_where_something_else_is_found_than_was_checked(
    inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = said(inbox, {TASK: {"action": "accept"}}, checked={DOCUMENT: "0123456789abcdef"})
    assert export(inbox, "--corrections", file) == 1
    assert "changed since it was checked" in capsys.readouterr().err
    assert gold_at(inbox).complete == () and len(gold_at(inbox).tasks) == 1


def test_a_correction_whose_fact_is_gone_is_named(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = said(inbox, {"g0000000000": {"action": "accept"}, TASK: {"action": "accept"}})
    assert export(inbox, "--corrections", file) == 1
    assert "a.txt: No fact has the id g0000000000" in capsys.readouterr().err
    assert len(gold_at(inbox).tasks) == 1


def test_notices_of_which_nothing_was_said_give_no_gold(inbox: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inbox / "b.txt").write_text(NOTICE, encoding="utf-8")
    (inbox / "sub").mkdir()
    (inbox / "sub" / "a.txt").write_text(FACTS, encoding="utf-8")
    assert export(inbox, "--corrections", said(inbox, {TASK: {"action": "accept"}})) == 1
    assert sorted(path.name for path in (inbox.parent / "gold").iterdir()) == ["a.txt.gold.json"]
    assert "another notice is called so: a.txt" in capsys.readouterr().err  # the one in the folder below


@pytest.mark.parametrize(
    ("options", "code"),
    [([], 17), (["--corrections", "none.json"], 17), (["--corrections", "bad.json"], 13), (["--corrections", "."], 1)],
)
def test_without_corrections_there_is_no_gold(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int
) -> None:
    monkeypatch.chdir(inbox.parent)
    (inbox.parent / "bad.json").write_text("{", encoding="utf-8")
    assert export(inbox, *options) == code
    assert not (inbox.parent / "gold").exists()


# The loop.


def test_what_is_said_in_the_page_holds_in_the_ledger_and_in_the_gold(
    inbox: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    kept, out = inbox / ".policyparse" / "corrections", inbox.parent / "out"
    metadata = {"action": "edit", "values": {"signed_date": "2023-04-06"}}
    with Running(correcting_server(inbox, kept, Settings())) as server:
        client, notice = Client(server), key(inbox)
        for fact, what in ((TARGET, EDIT), ("h0123456789", MORE), ("metadata", metadata), (TASK, {"action": "accept"})):
            assert client.put(notice, {"version": "", "fact": fact, "correction": what})[0] == 200
        assert client.put(notice, {"version": "", "checked": True})[0] == 200
    assert not convert(inbox, out, to=["csv"], corrections=kept).failed
    document = json.loads((out / "a.txt.json").read_text(encoding="utf-8"), parse_float=Decimal)
    assert [(one["indicator"], one["quantity"]["value"]) for one in document["targets"]] == [("示范学校", 35)]
    assert document["metadata"]["signed_date"] == "2023-04-06" and len(document["thresholds"]) == 1
    with (out / "csv" / "targets.csv").open(encoding="utf-8-sig", newline="") as ledger:
        assert [row["indicator"] for row in csv.DictReader(ledger)] == ["示范学校"]
    assert export(inbox) == 0
    gold = gold_at(inbox)
    assert gold.complete == ALL and str(gold.metadata.signed_date) == "2023-04-06"
    assert main(["validate", str(inbox.parent / "gold"), str(out)]) == 0
    floors = [option for kind in KINDS for option in ("--fail-under", f"{kind}=1")]
    assert main(["validate", str(inbox.parent / "gold"), str(out), *floors]) == 0, capsysbinary.readouterr().out
    # Nothing is to be done the second time, and what was mended stays mended.
    again = convert(inbox, out, to=["csv"], corrections=kept)
    assert (again.converted, again.replaced) == (0, ())


def test_a_file_that_was_renamed_or_downloaded_anew_holds_in_every_way(inbox: Path) -> None:
    kept, out = inbox / ".policyparse" / "corrections", inbox.parent / "out"
    with Running(correcting_server(inbox, kept, Settings())) as server:
        client = Client(server)
        assert client.put(key(inbox), {"version": "", "fact": TARGET, "correction": EDIT})[0] == 200
    (kept / "a.txt.corrections.json").rename(kept / "a.txt.corrections (1).json")
    (kept / "copy.json").write_bytes((kept / "a.txt.corrections (1).json").read_bytes())
    with Running(correcting_server(inbox, kept, Settings())) as server:
        client = Client(server)
        assert "示范学校" in client.get(f"notice/{key(inbox)}")[2]
        status, reply = client.put(key(inbox), {"version": "", "fact": TARGET, "correction": {"action": "accept"}})
        assert status == 409
        again = {**EDIT, "values": {**EDIT["values"], "indicator": "示范院校"}}  # type: ignore[dict-item]
        said = {"version": reply["version"], "fact": TARGET, "correction": again}
        assert client.put(key(inbox), said)[0] == 200
    assert not convert(inbox, out, corrections=kept).failed
    assert "示范院校" in (out / "a.txt.json").read_text(encoding="utf-8")
    assert export(inbox) == 0 and gold_at(inbox).targets[0].indicator == "示范院校"

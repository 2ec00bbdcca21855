"""Laws that hold for every notice of the corpus: evidence, identity, what must be ignored, and golden documents."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import policyparse
from policyparse.contract import PolicyDocument

ROOT = Path(__file__).resolve().parents[1]
NOTICES = sorted((ROOT / "corpus" / "notices").iterdir())
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.json"))


@pytest.fixture(scope="module", params=NOTICES, ids=lambda path: path.name)
def document(request: pytest.FixtureRequest) -> PolicyDocument:
    return policyparse.parse(request.param)


def evidence_of(document: PolicyDocument) -> Iterator[Any]:
    for facts in (document.tasks, document.targets, document.thresholds, document.citations, document.deadlines):
        for fact in facts:
            yield fact.evidence


def places_of(document: PolicyDocument) -> Iterator[tuple[Any, str]]:
    for task in document.tasks:
        yield from ((unit.place, unit.raw) for unit in task.responsible)
        yield from ((time.place, time.raw) for time in task.deadlines)
    for quantity in [t.quantity for t in document.targets] + [t.quantity for t in document.thresholds]:
        yield quantity.place, quantity.raw


def test_every_fact_quotes_the_text(document: PolicyDocument) -> None:
    for evidence in evidence_of(document):
        assert document.text[evidence.span.start : evidence.span.end] == evidence.quote
        assert evidence.quote.strip()


def test_every_value_stands_where_its_place_says(document: PolicyDocument) -> None:
    for place, raw in places_of(document):
        assert place is None or document.text[place.span.start : place.span.end] == raw


def test_places_lead_back_to_the_file(document: PolicyDocument) -> None:
    if document.source.media_type != "text/plain":
        assert all(evidence.source is None for evidence in evidence_of(document))
        return
    path = next(path for path in NOTICES if path.name == document.source.name)
    lines = path.read_text(encoding="utf-8").split("\n")
    for evidence in evidence_of(document):
        first = lines[evidence.source.line - 1][evidence.source.column - 1]
        assert first in evidence.quote  # its first character, or, in a row put back in order, its earliest


def test_ids_are_unique_and_references_hold(document: PolicyDocument) -> None:
    groups = (document.sections, document.tables, document.tasks, document.targets, document.thresholds, document.citations,
              document.units, document.deadlines)  # fmt: skip
    ids = [one.id for group in groups for one in group]
    assert len(ids) == len(set(ids))
    tasks = {task.id for task in document.tasks}
    assert {task.refines for task in document.tasks if task.refines} <= tasks
    assert {target.task_id for target in document.targets if target.task_id} <= tasks
    assert {threshold.task_id for threshold in document.thresholds if threshold.task_id} <= tasks
    assert {a.task_id for unit in document.units for a in unit.assignments} <= tasks


def test_the_text_holds_no_control_characters(document: PolicyDocument) -> None:
    assert not any(ord(character) < 32 and character not in "\t\n" for character in document.text)


def test_no_figure_of_another_article_becomes_a_fact() -> None:
    found = policyparse.parse(ROOT / "corpus" / "notices" / "jiangxi-zhijiao-jigong-ruogan-cuoshi.txt")
    for words in ("150亿元", "1140.7亿元", "108对", "22万吨", "98.8%", "上饶市副市长", "禁毒"):
        assert words not in found.text


def test_an_inserted_item_leaves_all_other_ids_as_they_were() -> None:
    path = ROOT / "corpus" / "notices" / "nanchang-zhijiao-gongzuo-yaodian-2019.txt"
    text = path.read_text(encoding="utf-8")
    before = policyparse.parse_text(text)
    mark = "三、实施重点工程"
    assert mark in text
    after = policyparse.parse_text(text.replace(mark, "9.新增一项工作。每年培训教师500人。\n\n" + mark, 1))
    for kind in ("tasks", "targets", "thresholds", "citations", "units"):
        old, new = ({fact.id for fact in getattr(document, kind)} for document in (before, after))
        assert old <= new, kind
    assert len(after.tasks) == len(before.tasks) + 1


def test_a_renumbered_notice_keeps_its_ids() -> None:
    text = "某市方案\n制定方案。\n一、任务\n1. 强化合作。打造2个案例。\n2. 健全机制。完善制度。\n"
    moved = text.replace("1. 强化合作", "1. 优化设置。调整专业。\n2. 强化合作").replace("2. 健全", "3. 健全")
    first, second = policyparse.parse_text(text), policyparse.parse_text(moved)
    assert {task.id for task in first.tasks} <= {task.id for task in second.tasks}
    assert {target.id for target in first.targets} <= {target.id for target in second.targets}


@pytest.mark.parametrize(
    "text",
    [
        "景德镇打造先进陶瓷新高地\n\n近年来，该市签约先进陶瓷项目8个，总投资150亿元。去年营收过2000亿元。\n",
        "The committee met on Monday.\n\nIt discussed 3 proposals and approved 2 of them.\n",
    ],
)
def test_a_text_that_is_no_notice_gives_empty_lists_and_a_diagnostic(text: str) -> None:
    found = policyparse.parse_text(text)
    assert (found.tasks, found.targets, found.thresholds, found.citations, found.units) == ((), (), (), (), ())
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["no_notice"]


class TestExplain:
    def test_every_number_is_a_fact_or_is_set_aside_with_a_reason(self) -> None:
        from policyparse.api import explain

        text = "某市方案\n制定方案。\n一、任务\n1. 强化合作。打造2个案例，推进四个转化，探索“1+X”制度。\n"
        explained = explain(text.encode())
        assert [target.quantity.raw for target in explained.document.targets] == ["2个"]
        assert all(one.stage and one.reason for one in explained.unused)
        for one in explained.unused:
            assert explained.document.text[one.start : one.end] == one.raw


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_golden_documents(golden: Path) -> None:
    """The whole document as it was last looked at; scripts/update_golden.py writes it anew after a change is understood."""
    found = policyparse.parse(ROOT / "corpus" / "notices" / golden.stem).to_json() + "\n"
    expected = golden.read_text(encoding="utf-8")
    difference = difflib.unified_diff(expected.splitlines(), found.splitlines(), "golden", "found", lineterm="", n=2)
    assert found == expected, "\n".join(list(difference)[:80])

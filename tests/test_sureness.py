"""What is left of a document when only facts that are sure enough are kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import policyparse

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
WITH_TABLE = NOTICES / "nanchang-chanjiao-ronghe-8623-2023.txt"


def test_facts_below_the_floor_are_left_out_and_counted() -> None:
    whole = policyparse.parse(WITH_TABLE)
    sure = policyparse.parse(WITH_TABLE, min_confidence=0.96)
    assert {task.origin for task in whole.tasks} == {"prose", "table"}
    assert {task.origin for task in sure.tasks} == {"table"}  # a row is surer than an item
    note = sure.diagnostics[-1]
    assert note.code == "low_confidence"
    assert f"{len(whole.tasks) - len(sure.tasks)} tasks" in note.message


def test_what_led_to_a_fact_that_went_leads_nowhere() -> None:
    sure = policyparse.parse(WITH_TABLE, min_confidence=0.96)
    ids = {task.id for task in sure.tasks}
    assert all(task.refines is None or task.refines in ids for task in sure.tasks)
    assert all(number.task_id is None or number.task_id in ids for number in (*sure.targets, *sure.thresholds))
    assert all(unit.assignments for unit in sure.units)
    assert {one.task_id for unit in sure.units for one in unit.assignments} <= ids
    assert {one for deadline in sure.deadlines for one in deadline.task_ids} <= ids


def test_deadlines_stay_true_where_the_task_that_showed_them_went() -> None:
    sure = policyparse.parse(WITH_TABLE, min_confidence=0.96)
    assert sure.deadlines
    tasks = {task.id: task for task in sure.tasks}
    for deadline in sure.deadlines:
        span = deadline.evidence.span
        assert sure.text[span.start : span.end] == deadline.evidence.quote
        for one in deadline.task_ids:
            assert deadline.time.end in [time.end for time in tasks[one].deadlines]


def test_a_floor_that_all_facts_reach_changes_nothing() -> None:
    document = policyparse.parse(WITH_TABLE)
    assert document.sure(0.01) is document


def test_the_floor_is_the_evidence_s_own_confidence() -> None:
    for fact in policyparse.parse(WITH_TABLE, min_confidence=0.85).targets:
        assert fact.evidence.confidence >= Decimal("0.85")


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(policyparse.PolicyParseError, match="between 0 and 1"):
        policyparse.parse_text("关于开展工作的通知", min_confidence=share)


def test_a_document_that_was_read_back_can_be_thinned_as_well() -> None:
    document = policyparse.load(policyparse.parse(WITH_TABLE).to_json().encode())
    assert document.sure(0.96) == policyparse.parse(WITH_TABLE, min_confidence=0.96)

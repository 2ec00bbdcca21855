"""How sure facts are, and what is left of a document when only facts that are sure enough are kept."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import policyparse
from policyparse.contract import PolicyDocument
from policyparse.facts.confidence import confidence_of

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
WITH_TABLE = NOTICES / "nanchang-chanjiao-ronghe-8623-2023.txt"


@pytest.fixture(scope="module")
def doubted() -> PolicyDocument:
    """A notice whose prose items are doubtful and whose rows, which refine them, are sure."""
    document = policyparse.parse(WITH_TABLE)
    tasks = tuple(
        task.model_copy(
            update={
                "evidence": task.evidence.model_copy(
                    update={"confidence": Decimal("0.5" if task.origin == "prose" else "0.98")}
                )
            }
        )
        for task in document.tasks
    )
    return document.model_copy(update={"tasks": tasks})


def test_facts_below_the_floor_are_left_out_and_counted(doubted: PolicyDocument) -> None:
    sure = doubted.sure(0.9)
    assert {task.origin for task in doubted.tasks} == {"prose", "table"}
    assert {task.origin for task in sure.tasks} == {"table"}
    note = sure.diagnostics[-1]
    assert note.code == "low_confidence"
    assert f"{len(doubted.tasks) - len(sure.tasks)} tasks" in note.message


def test_what_led_to_a_fact_that_went_leads_nowhere(doubted: PolicyDocument) -> None:
    sure = doubted.sure(0.9)
    ids = {task.id for task in sure.tasks}
    assert any(task.refines for task in doubted.tasks)
    assert not any(task.refines for task in sure.tasks)
    assert all(target.task_id is None or target.task_id in ids for target in sure.targets)
    assert all(threshold.task_id is None or threshold.task_id in ids for threshold in sure.thresholds)
    assert {one.task_id for unit in sure.units for one in unit.assignments} <= ids
    assert all(unit.assignments for unit in sure.units)


def test_deadlines_stay_true_where_the_task_that_showed_them_went(doubted: PolicyDocument) -> None:
    sure = doubted.sure(0.9)
    tasks = {task.id: task for task in sure.tasks}
    assert sure.deadlines
    for deadline in sure.deadlines:
        span = deadline.evidence.span
        assert sure.text[span.start : span.end] == deadline.evidence.quote
        for one in deadline.task_ids:
            assert deadline.time.end in [time.end for time in tasks[one].deadlines]


def test_a_floor_that_all_facts_reach_changes_nothing(doubted: PolicyDocument) -> None:
    assert doubted.sure(0.01) is doubted


def test_the_parameter_does_what_the_document_s_method_does() -> None:
    document = policyparse.parse(WITH_TABLE)
    least = float(max(fact.evidence.confidence for fact in document.targets))
    assert policyparse.parse(WITH_TABLE, min_confidence=least) == document.sure(least)


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(policyparse.PolicyParseError, match="between 0 and 1"):
        policyparse.parse_text("关于开展工作的通知", min_confidence=share)


def test_a_document_that_was_read_back_can_be_thinned_as_well() -> None:
    document = policyparse.parse(WITH_TABLE)
    assert policyparse.load(document.to_json().encode()).sure(0.95) == document.sure(0.95)


def test_a_rule_that_was_never_seen_is_as_sure_as_its_first_part_else_as_its_kind() -> None:
    assert confidence_of("targets", "number.made+never_seen") == confidence_of("targets", "number.made")
    assert confidence_of("targets", "never_seen") == confidence_of("targets", "*")
    assert 0 < confidence_of("no such kind", "") < 1

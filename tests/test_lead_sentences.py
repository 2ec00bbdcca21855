"""Paragraphs that are items by their lead sentence and the units that end them, and paragraphs that are not."""

from __future__ import annotations

from policyparse import parse_text

HEAD = "某市方案\n为做好工作，制定本方案。\n一、重点任务\n（一）规范审批服务。\n"
TAIL = "（二）加强监督。定期检查。（市政务局牵头）\n"
LED = (
    "规范线上线下服务。对已实现线上办理的事项，原则上同步提供线下窗口服务。（市政务局牵头，各区政府配合）\n"
    "规范中介服务。\n持续清理没有依据的中介服务事项，到2023年底实行清单管理。\n（相关市直部门）\n"
)


def items(body: str) -> list[tuple[str | None, str | None, str, list[str]]]:
    return [
        (task.measure, task.number, task.action, [unit.name for unit in task.responsible])
        for task in parse_text(HEAD + body + TAIL).tasks
    ]


def test_each_is_an_item_below_the_number() -> None:
    assert items(LED) == [
        ("规范审批服务", None, "规范线上线下服务", ["市政务局", "各区政府"]),
        ("规范审批服务", None, "规范中介服务", ["相关市直部门"]),
        ("重点任务", "二", "加强监督", ["市政务局"]),
    ]


def test_paragraphs_of_one_item_stay_its_own() -> None:
    body = "对已实现线上办理的事项，原则上同步提供线下窗口服务。（市政务局牵头）\n持续清理没有依据的事项，实行清单管理。（市司法局负责）\n"
    assert [(number, action) for _, number, action, _ in items(body)] == [("一", "规范审批服务"), ("二", "加强监督")]


def test_one_alone_is_the_text_of_its_number() -> None:
    assert [number for _, number, _, _ in items(LED.split("\n")[0] + "\n")] == ["一", "二"]

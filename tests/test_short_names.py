"""Short names that a notice gives organs, and what the names of units become by them."""

from __future__ import annotations

import pytest

from policyparse import parse_text
from policyparse.facts.short_names import in_full, short_names

OFFICE = "省工程建设项目审批制度改革工作领导小组办公室（以下简称省工改办）指导各地精简事项。"


def test_the_office_and_its_group() -> None:
    assert short_names(OFFICE) == {
        "省工改办": "省工程建设项目审批制度改革工作领导小组办公室",
        "省工改领导小组": "省工程建设项目审批制度改革工作领导小组",
    }


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        (
            "成立市推进进口贸易创新示范区建设协调领导小组（以下简称“领导小组”）。",
            "领导小组",
            "市推进进口贸易创新示范区建设协调领导小组",
        ),
        ("组建由副市长任组长的市优化营商环境工作专班(以下统一简称：市专班)", "市专班", "市优化营商环境工作专班"),
    ],
)
def test_a_name_begins_at_its_region_or_level(text: str, short: str, full: str) -> None:
    assert short_names(text)[short] == full


@pytest.mark.parametrize(
    "text",
    [
        "建设跨部门综合监管平台（以下简称综合监管平台）。",
        "印发《事项清单》（以下简称《通办清单》）。",
        "各区县（自治县，以下简称区县）和有关部门。",
        "办理建设工程审批的领导小组办公室（以下简称办公室）。",
    ],
)
def test_other_things_are_no_organs(text: str) -> None:
    assert short_names(text) == {}


def test_units_are_called_in_full() -> None:
    known = short_names(OFFICE)
    assert in_full("省工改领导小组各成员单位", known) == "省工程建设项目审批制度改革工作领导小组各成员单位"
    assert in_full("省工信厅", known) == "省工信厅"
    notice = f"甘肃省人民政府办公厅关于优化审批的通知\n各市州人民政府：\n一、任务\n1. 精简。{OFFICE}\n2. 提速。（省工改办负责）\n甘肃省人民政府办公厅\n2023年4月1日\n"
    task = parse_text(notice).tasks[1]
    assert task.responsible[0].name == "省工改办"
    assert task.responsible[0].canonical == "甘肃省工程建设项目审批制度改革工作领导小组办公室"

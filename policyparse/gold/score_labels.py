"""What kinds and fields are called on the page, in Chinese and English, in the order in which reports show them.

For: the score report's page. Not for: what they mean (score.py).
"""

from __future__ import annotations

from typing import Final

from policyparse.delivery.html_page import Label

KIND_LABELS: Final = {
    "metadata": Label("公文要素", "metadata"),
    "citations": Label("引用文件", "citations"),
    "tables": Label("表格行", "table rows"),
    "tasks": Label("任务", "tasks"),
    "units": Label("责任单位", "units"),
    "canonical": Label("单位全称", "full names"),
    "roles": Label("单位角色", "roles"),
    "deadlines": Label("期限", "deadlines"),
    "numbers": Label("数值", "numbers"),
    "targets": Label("指标", "targets"),
    "thresholds": Label("限定", "thresholds"),
    "told_apart": Label("指标与限定之分", "told apart"),
}
FIELD_LABELS: Final = {
    "measure": Label("主要举措", "measure"),
    "refines": Label("细化关系", "refines"),
    "group": Label("一类单位", "group"),
    "precision": Label("时间精度", "precision"),
    "ambiguous": Label("时间两解", "ambiguous"),
    "comparator": Label("比较", "comparator"),
    "unit": Label("计量单位", "unit"),
    "per": Label("计量范围", "per"),
    "basis": Label("口径", "basis"),
    "approximate": Label("约数", "approximate"),
    "time": Label("时间", "time"),
    "scope": Label("范围", "scope"),
    "condition": Label("条件", "condition"),
    "nature": Label("性质", "nature"),
    "task": Label("所属任务", "task"),
    "indicator_exact": Label("名称逐字一致", "indicator, word for word"),
}


def label_of(name: str) -> Label:
    """The label of a kind or field; another name as it is."""
    return KIND_LABELS.get(name) or FIELD_LABELS.get(name) or Label(name, name)

"""A document as the rows of the ledger that an office keeps (工作台账): Chinese headings, values as people read them.

For: `delivery.workbook`. Not for: writing any format, nor the flat tables of data teams (`delivery.flat_tables`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from policyparse.delivery.code_words import code_words

Json = Mapping[str, Any]
Cell = str | int | Decimal | date | None

NOTICE_HEADINGS: tuple[tuple[str, int], ...] = (("文件标题", 28), ("文号", 14), ("发文机关", 16))
PROOF_HEADINGS: tuple[tuple[str, int], ...] = (("页码", 6), ("行号", 6), ("置信度", 8))
SOURCE_HEADINGS: tuple[tuple[str, int], ...] = (("来源文件", 24), ("文件标识", 24), ("条目标识", 14))
COMPARATORS = {"=": "等于", ">=": "不少于", ">": "超过", "<=": "不超过", "<": "低于", "~": "约", "range": "区间"}
BASES = {"level": "达到", "increase": "增加", "decrease": "减少", "annual_growth": "年均增长"}
SEVERITIES = {"info": "提示", "warning": "警告", "error": "错误"}


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """A sheet: its name, its headings with their widths in characters, and a document's rows for it."""

    name: str
    headings: tuple[tuple[str, int], ...]
    rows: Callable[[Json], Iterator[Sequence[Cell]]]


def _notice(document: Json) -> tuple[Cell, ...]:
    metadata = document["metadata"]
    number = metadata["doc_number"]
    return (metadata["title"], number["raw"] if number else None, "、".join(metadata["issuers"]) or None)


def _proof(evidence: Json) -> tuple[Cell, ...]:
    """Page, line of the file, confidence."""
    return (*_page_and_line(evidence), number(evidence["confidence"]))


def _page_and_line(place: Json | None) -> tuple[Cell, Cell]:
    source = place["source"] if place else None
    return (place["page"] if place else None, source["line"] if source else None)


def _source(document: Json, fact: Json) -> tuple[Cell, ...]:
    return (document["source"]["name"], document["document_id"], fact["id"])


def task_rows(document: Json) -> Iterator[Sequence[Cell]]:
    """A row a task; several times of a task stand in one cell, and its date is the first of their last days."""
    targets: dict[str, list[str]] = {}
    for target in document["targets"]:
        if target["task_id"]:
            targets.setdefault(target["task_id"], []).append(_target_words(target))
    for task in document["tasks"]:
        units = task["responsible"]
        yield (
            *_notice(document), day(document["metadata"]["signed_date"]), task["measure"], task["number"],
            task["action"], *(_units(units, role) for role in ("lead", "responsible", "support")),
            _lines(time_words(time) for time in task["deadlines"]), _first_end(task["deadlines"]),
            _lines(targets.get(task["id"], ())), *_proof(task["evidence"]), *_source(document, task),
        )  # fmt: skip


def target_rows(document: Json) -> Iterator[Sequence[Cell]]:
    """A row a target, its year first (None where no time is said)."""
    actions = {task["id"]: task["action"] for task in document["tasks"]}
    for target in document["targets"]:
        time = target["time"]
        yield (
            _year(time), target["indicator"], target["scope"], *_quantity(target["quantity"]),
            time_words(time) if time else None, day(time["end"]) if time else None, target["nature"],
            actions.get(target["task_id"]), *_notice(document), target["evidence"]["quote"],
            *_proof(target["evidence"]), *_source(document, target),
        )  # fmt: skip


def threshold_rows(document: Json) -> Iterator[Sequence[Cell]]:
    """A row a threshold."""
    for threshold in document["thresholds"]:
        yield (
            threshold["subject"], threshold["condition"], *_quantity(threshold["quantity"]), *_notice(document),
            threshold["evidence"]["quote"], *_proof(threshold["evidence"]), *_source(document, threshold),
        )  # fmt: skip


def diagnostic_rows(document: Json) -> Iterator[Sequence[Cell]]:
    """A row a diagnostic of the document."""
    for diagnostic in document["diagnostics"]:
        severity, meaning = diagnostic["severity"], code_words().get(diagnostic["code"])
        yield (
            SEVERITIES.get(severity, severity), diagnostic["code"], meaning.zh if meaning else None,
            diagnostic["message"],
            *_page_and_line(diagnostic["place"]), *_notice(document), document["source"]["name"],
            document["document_id"],
        )  # fmt: skip


def number(value: Any) -> Decimal | None:
    """A JSON number as it is written, digit by digit."""
    return None if value is None else value if isinstance(value, Decimal) else Decimal(str(value))


def day(value: Any) -> date | None:
    """A JSON date."""
    return value if value is None or isinstance(value, date) else date.fromisoformat(value)


def notice_day(metadata: Json) -> date | None:
    """The notice's own day: of signing, else of printing, of publication, of effect."""
    said = (metadata[key] for key in ("signed_date", "printed_date", "published_date", "effective_from"))
    return next((day(value) for value in said if value), None)


def time_words(time: Json) -> str:
    """The words of a time; the later reading is added where they allow two."""
    if time["ambiguous"] and time.get("latest"):
        return f"{time['raw']}（另解：{time['latest']}）"
    return str(time["raw"])


def _units(units: Sequence[Json], role: str) -> str | None:
    return "、".join(unit["name"] for unit in units if unit["role"] == role) or None


def _lines(words: Any) -> str | None:
    return "\n".join(words) or None


def _first_end(times: Sequence[Json]) -> date | None:
    return min((end for time in times if (end := day(time["end"])) is not None), default=None)


def _year(time: Json | None) -> int | None:
    ends = (day(time["end"]) or day(time["start"])) if time else None
    return ends.year if ends else None


def _target_words(target: Json) -> str:
    when = f"（{target['time']['raw']}）" if target["time"] else ""
    return f"{target['scope'] or ''}{target['indicator']}：{target['quantity']['raw']}{when}"


def _quantity(quantity: Json) -> tuple[Cell, ...]:
    """How it binds, value, ends of a range, unit, per what, what it states, the words."""
    ratio, comparator, basis = quantity["ratio"], quantity["comparator"], quantity["basis"]
    value: Cell = ":".join(format(number(part) or Decimal(0), "f") for part in ratio) if ratio else None
    return (
        COMPARATORS.get(comparator, comparator), number(quantity["value"]) if value is None else value,
        number(quantity["low"]), number(quantity["high"]), quantity["unit"], "、".join(quantity["per"]) or None,
        BASES.get(basis, basis), quantity["raw"],
    )  # fmt: skip


_QUANTITY_HEADINGS: tuple[tuple[str, int], ...] = (
    ("比较", 8), ("数值", 16), ("下限", 10), ("上限", 10), ("单位", 8), ("计量范围", 10), ("口径", 10),
    ("数值原文", 14),
)  # fmt: skip
LEDGER = LedgerSheet(
    "工作台账",
    (
        *NOTICE_HEADINGS, ("成文日期", 12), ("主要举措", 20), ("编号", 6), ("工作任务", 44), ("牵头单位", 18),
        ("责任单位", 18), ("配合单位", 18), ("完成时限", 16), ("截止日期", 12), ("目标指标", 32), *PROOF_HEADINGS,
        *SOURCE_HEADINGS,
    ),
    task_rows,
)  # fmt: skip
TARGETS = LedgerSheet(
    "目标",
    (
        ("年度", 8), ("指标", 32), ("范围", 20), *_QUANTITY_HEADINGS, ("完成时限", 18), ("截止日期", 12), ("性质", 8),
        ("工作任务", 40), *NOTICE_HEADINGS, ("原文", 48), *PROOF_HEADINGS, *SOURCE_HEADINGS,
    ),
    target_rows,
)  # fmt: skip
THRESHOLDS = LedgerSheet(
    "标准与限额",
    (
        ("对象", 32), ("条件", 24), *_QUANTITY_HEADINGS, *NOTICE_HEADINGS, ("原文", 48), *PROOF_HEADINGS,
        *SOURCE_HEADINGS,
    ),
    threshold_rows,
)  # fmt: skip
DIAGNOSTICS = LedgerSheet(
    "提示",
    (
        ("级别", 8), ("代码", 22), ("说明", 40), ("详情", 48), ("页码", 6), ("行号", 6), *NOTICE_HEADINGS,
        ("来源文件", 24), ("文件标识", 24),
    ),
    diagnostic_rows,
)  # fmt: skip

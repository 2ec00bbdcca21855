"""Rows → one table of text, or JSON. Not here: measuring (``contest``)."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from benchmarks.contest import FACTORS, OURS, Row

HEAD = ["what", "who", "unit", *(f"{factor}×" for factor in FACTORS), "exponent", "times as fast", "aim"]
LEFT = 3  # columns of words, set to the left
PEERS = (
    "jionlp", "recognizers-text-suite", "cn2an", "pypdfium2", "pdfplumber", "pdfminer.six", "camelot-py", "img2table",
    "rapidocr", "python-docx", "lxml",
)  # fmt: skip
HIGHER_IS_BETTER = ("characters/s", "files/s")


def machine() -> dict[str, str]:
    """What the figures hold for."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    return {
        "processor": f"{_processor()}, {os.cpu_count()} of them",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "load over 1, 5 and 15 minutes": load,
        "peers": ", ".join(f"{name} {_version(name)}" for name in PEERS),
    }


def as_text(rows: Iterable[Row], said: dict[str, str]) -> str:
    """The table; in its foot what was left out and why, and the machine."""
    lines, notes, before = [HEAD], [], ""
    for row in rows:
        lines.append(_cells(row, row.what if row.what != before else ""))
        before = row.what
        if row.note:
            notes.append(f"{row.what}, {row.who}: {row.note}")
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    shown = [
        "  ".join(
            cell.ljust(width) if place < LEFT else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    rule = "-" * max(map(len, shown))
    foot = [f"{name}: {value}" for name, value in said.items()]
    return "\n".join([shown[0], rule, *shown[1:], rule, *notes, *foot])


def as_data(rows: Iterable[Row], said: dict[str, str]) -> dict[str, object]:
    """The same for programs: ``rows`` with the fields of ``contest.Row``, ``machine``."""
    return {"machine": said, "rows": [asdict(row) | {"met": met(row)} for row in rows]}


def met(row: Row) -> bool | None:
    """Whether every aim of the row is reached; None where it has none or was not measured."""
    answers = []
    if row.exponent_aim is not None and row.exponent is not None:
        answers.append(round(row.exponent, 2) <= row.exponent_aim)
    if row.aim is not None and row.ratio is not None:
        answers.append(row.ratio >= row.aim)
    elif row.aim is not None and row.who == OURS and row.figures:
        figures = row.figures.values()
        answers.append(min(figures) >= row.aim if row.unit in HIGHER_IS_BETTER else max(figures) <= row.aim)
    return all(answers) if answers else None


def _cells(row: Row, what: str) -> list[str]:
    figures = [_number(row.figures.get(factor)) for factor in FACTORS]
    growth = "" if row.exponent is None else f"{row.exponent:.2f}"
    times = "" if row.ratio is None else f"{row.ratio:.2f}" if row.ratio < 10 else f"{row.ratio:.0f}"
    return [what, row.who, row.unit, *figures, growth, times, _aim(row)]


def _aim(row: Row) -> str:
    """The aims of a row, and whether they are reached."""
    said = []
    if row.aim is not None:
        higher = row.who != OURS or row.unit in HIGHER_IS_BETTER
        said.append(f"{'≥' if higher else '≤'} {row.aim:,g}")
    if row.exponent_aim is not None:
        said.append(f"exponent ≤ {row.exponent_aim:g}")
    reached = met(row)
    return ", ".join(said) + ("" if reached is None else " met" if reached else " MISSED")


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "missing"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())

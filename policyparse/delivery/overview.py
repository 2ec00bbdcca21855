"""A document as a person reads it: one small table a kind of fact, for the terminal and as Markdown.

For: ``policyparse parse --format table|md``. Not for: other programs, which read the JSON; places and rules are left
out here but for the line in the file, or the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from policyparse.errors import one_line

if TYPE_CHECKING:
    from policyparse.contract import Place, PolicyDocument, QuantityValue, TimeValue

SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "range": ""}
CHANGES = {"level": "", "increase": "+ ", "decrease": "- ", "annual_growth": "growth a year "}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table of texts; every row is as long as the header."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def overview_markdown(document: PolicyDocument) -> str:
    """The document's facts as Markdown tables, ending in a newline."""
    parts = [f"# {_cell(document.metadata.title or document.source.name)}\n"]
    for sheet in sheets(document):
        lines = [_piped(sheet.header), "|" + " --- |" * len(sheet.header), *map(_piped, sheet.rows)]
        parts.append(f"## {sheet.title}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def overview_table(document: PolicyDocument, width: int = 140) -> str:
    """The document's facts as aligned tables, ``width`` columns wide; a Chinese character takes two columns."""
    return "".join(aligned(sheet, width) + "\n" for sheet in sheets(document))


def aligned(sheet: Sheet, width: int) -> str:
    """One sheet as text with aligned columns, folded to ``width`` columns."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=sheet.title or None, title_justify="left", box=box.SIMPLE, expand=False)
    for name in sheet.header:
        table.add_column(name, overflow="fold")
    for row in sheet.rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    out = StringIO()
    Console(file=out, width=width, color_system=None, legacy_windows=False, _environ={}).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def sheets(document: PolicyDocument) -> tuple[Sheet, ...]:
    """The document's tables; a kind without facts has none."""
    every = (_notice(document), *_facts(document), *_derived(document), *_beside(document))
    return tuple(sheet for sheet in every if sheet.rows)


def _notice(document: PolicyDocument) -> Sheet:
    said = document.metadata
    period = [str(day) for day in (said.period.start, said.period.end) if day]
    fields = {
        "title": said.title,
        "issued document": said.subject_title,
        "type": said.doc_type,
        "number": said.doc_number.raw if said.doc_number else None,
        "issuers": "、".join(said.issuers),
        "addressees": "、".join(said.addressees),
        "signed": str(said.signed_date) if said.signed_date else None,
        "printed": str(said.printed_date) if said.printed_date else None,
        "period": " – ".join(period),
        "attachments": "；".join(_joined(entry.number, entry.title) for entry in said.attachments),
    }
    return Sheet("Notice", ("field", "value"), tuple((name, value) for name, value in fields.items() if value))


def _facts(document: PolicyDocument) -> tuple[Sheet, ...]:
    tasks = tuple(
        (
            task.number or "",
            task.action,
            "、".join(f"{unit.name} ({unit.role})" for unit in task.responsible),
            "; ".join(show_time(time) for time in task.deadlines),
            _line(task.evidence),
        )
        for task in document.tasks
    )
    targets = tuple(
        (
            _joined(target.scope, target.indicator),
            show_quantity(target.quantity),
            show_time(target.time) if target.time else "",
            _line(target.evidence),
        )
        for target in document.targets
    )
    thresholds = tuple(
        (bound.subject, show_quantity(bound.quantity), bound.condition or "", _line(bound.evidence))
        for bound in document.thresholds
    )
    return (
        Sheet("Tasks", ("no", "action", "responsible", "when", "place"), tasks),
        Sheet("Targets", ("indicator", "quantity", "when", "place"), targets),
        Sheet("Thresholds", ("subject", "quantity", "condition", "place"), thresholds),
    )


def _derived(document: PolicyDocument) -> tuple[Sheet, ...]:
    deadlines = tuple((show_time(due.time), due.what, _line(due.evidence)) for due in document.deadlines)
    units = tuple(
        (
            unit.canonical,
            "group" if unit.group else "",
            str(len(unit.assignments)),
            _roles(assignment.role for assignment in unit.assignments),
        )
        for unit in document.units
    )
    return (
        Sheet("Deadlines", ("when", "what", "place"), deadlines),
        Sheet("Units", ("unit", "kind", "tasks", "roles"), units),
    )


def _beside(document: PolicyDocument) -> tuple[Sheet, ...]:
    citations = tuple(
        (cited.title, cited.doc_number or "", cited.relation, _line(cited.evidence)) for cited in document.citations
    )
    doubts = tuple(
        (doubt.severity, doubt.code, doubt.message, _line(doubt.place) if doubt.place else "")
        for doubt in document.diagnostics
    )
    return (
        Sheet("Citations", ("title", "number", "relation", "place"), citations),
        Sheet("Diagnostics", ("severity", "code", "message", "place"), doubts),
    )


def show_quantity(quantity: QuantityValue) -> str:
    """A quantity in short: sign, number and unit, and the words per which it counts (``≥ 2 个, 每校``)."""
    if quantity.ratio is not None:
        number = ":".join(f"{part:f}" for part in quantity.ratio)
    elif quantity.value is not None:
        number = f"{quantity.value:f}"
    else:
        number = "–".join(f"{end:f}" for end in (quantity.low, quantity.high) if end is not None)
    sign = SIGNS[quantity.comparator] or ("≈ " if quantity.approximate else "")
    shown = _joined(CHANGES[quantity.basis] + sign + number, quantity.unit)
    return ", ".join([shown, *quantity.per])


def show_time(time: TimeValue) -> str:
    """A time in short: ``by 2025-12-31``, a recurrence rule, or the printed words where it has no dates."""
    if time.recurrence:
        return f"{time.raw} ({time.recurrence})"
    if time.start and time.end:
        return f"{time.start} – {time.end}"
    if time.end:
        return f"by {time.end}"
    return f"from {time.start}" if time.start else time.raw


def _roles(roles: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for role in roles:
        counts[role] = counts.get(role, 0) + 1
    return ", ".join(f"{count} {role}" for role, count in sorted(counts.items()))


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _line(place: Place) -> str:
    """The line in the file, or the page."""
    if place.source:
        return str(place.source.line)
    return f"p. {place.page}" if place.page is not None else ""


def _piped(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return one_line(text.replace("\\", "\\\\")).replace("|", "\\|").replace("<", "&lt;")

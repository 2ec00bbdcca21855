"""The right side of the review page: every fact as a row of a table of its kind, readable without any script.

Not here: marks on the pages, correcting (`script/`). `script/cells.js` makes the same cells for facts that a person
edits or adds; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from policyparse.review import markup
from policyparse.review.escaping import shown
from policyparse.review.labels import label
from policyparse.review.marks import KINDS, diagnostic_row, metadata_row, sentence_span, unexplained_row
from policyparse.review.markup import place_link, said

if TYPE_CHECKING:
    from policyparse.contract import (
        Citation,
        Deadline,
        Diagnostic,
        Place,
        PolicyDocument,
        Target,
        Task,
        Threshold,
        Unit,
    )
    from policyparse.contract.corrections import Correction
    from policyparse.pipeline import SilentSentence

HEADS: Mapping[str, tuple[str, ...]] = {
    "tasks": ("state", "number", "action", "responsible", "deadlines", "place", "confidence"),
    "units": ("unit", "tasks", "place"),
    "deadlines": ("time", "what", "place"),
    "targets": ("state", "indicator", "quantity", "time", "place", "confidence"),
    "thresholds": ("state", "subject", "quantity", "condition", "place", "confidence"),
    "citations": ("state", "title", "doc_number", "relation", "place", "confidence"),
    "metadata": ("state", "field", "value", "place"),
    "diagnostics": ("severity", "message", "place"),
    "unexplained": ("sentence", "reason", "place"),
}
"""Kind → the keys of its columns."""
CORRECTABLE = ("tasks", "targets", "thresholds", "citations", "metadata")


class Rows:
    """The rows of a document's tables; a row is its id and the HTML of its cells by column key."""

    def __init__(
        self,
        document: PolicyDocument,
        unexplained: Sequence[SilentSentence],
        corrections: Mapping[str, Correction],
        language: str,
    ) -> None:
        self._document, self._unexplained = document, unexplained
        self._corrections, self._language = corrections, language
        self._numbers = {task.id: number for number, task in enumerate(document.tasks, start=1)}

    def of(self, kind: str) -> list[tuple[str, dict[str, str]]]:
        """The rows of a kind in their order."""
        if kind == "metadata":
            return sorted(self._metadata(), key=lambda row: not row[1]["value"])  # what is not printed comes last
        if kind == "diagnostics":
            return [
                (diagnostic_row(number), self._diagnostic(number, one))
                for number, one in enumerate(self._document.diagnostics)
            ]
        if kind == "unexplained":
            return [
                (unexplained_row(number), self._sentence(number, one)) for number, one in enumerate(self._unexplained)
            ]
        makers: dict[str, Callable[[Any], dict[str, str]]] = {
            "tasks": self._task, "units": self._unit, "deadlines": self._deadline, "targets": self._target,
            "thresholds": self._threshold, "citations": self._citation,
        }  # fmt: skip
        return [(fact.id, makers[kind](fact)) for fact in getattr(self._document, kind)]

    def state(self, row: str) -> str:
        """What a person said of a row: accept, reject, edit, add, or open."""
        if row.startswith("metadata-"):
            fields = self._corrections["metadata"].values or {} if "metadata" in self._corrections else {}
            field = row.removeprefix("metadata-")
            return "edit" if any(path.split(".")[0] == field for path in fields) else "open"
        return self._corrections[row].action if row in self._corrections else "open"

    def _task(self, task: Task) -> dict[str, str]:
        above = f'<span class="norm">{shown(task.measure)}</span>' if task.measure else ""
        return {
            **self._proved(task),
            "number": shown(task.number or ""),
            "action": shown(task.action) + above,
            "responsible": "".join(markup.unit(unit, self._language) for unit in task.responsible),
            "deadlines": "".join(markup.time(one, self._language) for one in task.deadlines),
        }

    def _target(self, target: Target) -> dict[str, str]:
        scope = f'<span class="norm">{shown(target.scope)}</span>' if target.scope else ""
        return {
            **self._proved(target),
            "indicator": shown(target.indicator) + scope,
            "quantity": markup.quantity(target.quantity, self._language),
            "time": markup.time(target.time, self._language) if target.time else "",
        }

    def _threshold(self, bound: Threshold) -> dict[str, str]:
        return {
            **self._proved(bound),
            "subject": shown(bound.subject),
            "quantity": markup.quantity(bound.quantity, self._language),
            "condition": shown(bound.condition or ""),
        }

    def _citation(self, cited: Citation) -> dict[str, str]:
        return {
            **self._proved(cited),
            "title": f"《{shown(cited.title)}》",
            "doc_number": shown(cited.doc_number or ""),
            "relation": said(f"relation.{cited.relation}", self._language),
        }

    def _proved(self, fact: Task | Target | Threshold | Citation) -> dict[str, str]:
        return {
            "place": place_link(fact.id, fact.evidence, self._language),
            "confidence": markup.percent(fact.evidence.confidence),
        }

    def _unit(self, unit: Unit) -> dict[str, str]:
        group = " " + said("group", self._language, "role") if unit.group else ""
        tasks = " ".join(
            f'<a href="#{shown(one.task_id)}">{self._numbers.get(one.task_id, "")} '
            f"{said(f'role.{one.role}', self._language, f'role {one.role}')}</a>"
            for one in unit.assignments
        )
        places = (
            one.place
            for task in self._document.tasks
            for one in task.responsible
            if one.canonical == unit.canonical and one.place is not None
        )
        other = f'<span class="norm">{shown(unit.name)}</span>' if unit.name != unit.canonical else ""
        return {
            "unit": shown(unit.canonical) + group + other,
            "tasks": f'<span class="links">{tasks}</span>',
            "place": place_link(unit.id, next(places, None), self._language),
        }

    def _deadline(self, due: Deadline) -> dict[str, str]:
        links = "".join(f'<a href="#{shown(one)}">→</a>' for one in (*due.task_ids, *due.target_ids))
        return {
            "time": markup.time(due.time, self._language),
            "what": f'{shown(due.what)} <span class="links">{links}</span>',
            "place": place_link(due.id, due.evidence, self._language),
        }

    def _diagnostic(self, number: int, doubt: Diagnostic) -> dict[str, str]:
        return {
            "severity": said(f"severity.{doubt.severity}", self._language, f"severity {doubt.severity}"),
            "message": f"{said(f'code.{doubt.code}', self._language)}"
            f'<span class="norm" lang="en">{shown(doubt.message)}</span>',
            "place": place_link(diagnostic_row(number), doubt.place, self._language),
        }

    def _sentence(self, number: int, sentence: SilentSentence) -> dict[str, str]:
        cues = " ".join(said(f"cue.{cue}", self._language, "role") for cue in sentence.cues)
        where = f'<span class="pg">{sentence.page}</span>' if sentence.page else said("place.show", self._language)
        if sentence.line:
            where = f'<span class="ln">{sentence.line}</span>'
        return {
            "sentence": f"{shown(sentence.text)} {cues}",
            "reason": f"{shown(sentence.cue)}: {said(f'reason.{sentence.reason}', self._language)}",
            "place": f'<a class="place" href="#mark-{unexplained_row(number)}">{where}</a>',
        }

    def _metadata(self) -> Iterator[tuple[str, dict[str, str]]]:
        metadata = self._document.metadata
        for field in type(metadata).model_fields:
            if field != "places":
                row = metadata_row(field)
                value = getattr(metadata, field)
                yield (
                    row,
                    {
                        "field": said(f"metadata.{field}", self._language),
                        "value": metadata_value(value),
                        "place": place_link(row, _first_place(getattr(metadata.places, field, None)), self._language),
                    },
                )


def _first_place(held: Place | tuple[Place | None, ...] | None) -> Place | None:
    if isinstance(held, tuple):
        return next((place for place in held if place is not None), None)
    return held


def metadata_value(value: Any) -> str:
    """A metadata field as HTML: lists a line each, a period from – to, a number as printed."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "".join(f'<span class="line">{metadata_value(one)}</span>' for one in value)
    if isinstance(value, str | date):
        return shown(str(value))
    if hasattr(value, "raw"):
        return shown(value.raw)
    if hasattr(value, "start"):
        return " – ".join(str(day) for day in (value.start, value.end) if day)
    first = getattr(value, "number", None)
    name = value.title if hasattr(value, "title") else value.name
    return shown(f"{first}. {name}" if first else name)


def tables_html(rows: Rows, language: str) -> str:
    """The tables of all kinds, those without rows too: facts may be added."""
    return "".join(_table(kind, rows, language) for kind in KINDS)


def _table(kind: str, rows: Rows, language: str) -> str:
    found = rows.of(kind)
    heads = "".join(f'<th scope="col" class="c-{key}">{said(f"column.{key}", language)}</th>' for key in HEADS[kind])
    body = "".join(row_html(kind, row, cells, rows.state(row), language) for row, cells in found)
    count = f'<span class="count">{len(found)}</span>'
    return (
        f'<section class="kind k-{kind}" id="kind-{kind}" data-kind="{kind}">'
        f'<h2><span class="swatch" aria-hidden="true"></span>{said(f"kind.{kind}", language)} {count}</h2>'
        f'<table aria-label="{shown(label(f"kind.{kind}", language))}" data-t-label="kind.{kind}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        f'<p class="none">{said("none", language)}</p></section>\n'
    )


def row_html(kind: str, row: str, cells: Mapping[str, str], state: str, language: str) -> str:
    """One row; correctable ones begin with what a person said of it."""
    marked = f' data-state="{state}"' if kind in CORRECTABLE else ""
    inner = "".join(
        f'<td class="c-state">{said(f"state.{state}", language, "badge")}</td>'
        if key == "state"
        else f'<td class="c-{key}">{cells[key]}</td>'
        for key in HEADS[kind]
    )
    blank = ' class="blank"' if kind == "metadata" and not cells["value"] else ""
    return f'<tr id="{shown(row)}" data-kind="{kind}" tabindex="-1"{marked}{blank}>{inner}</tr>\n'


__all__ = ["CORRECTABLE", "HEADS", "Rows", "row_html", "sentence_span", "tables_html"]

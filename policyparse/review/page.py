"""The review page: one self-contained HTML file, the notice on the left, its facts on the right.

Everything of the notice stands in the HTML itself, escaped, so that the page can be read, printed and searched without
scripts; beside it one block of JSON for correcting. Nothing is loaded from anywhere. Not here: making the parts
(`sheet_html`, `text_html`, `fact_tables`), the way from a file to the page (`render`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from policyparse.delivery.html_page import only_script
from policyparse.review.escaping import script_json, shown
from policyparse.review.fact_tables import Rows, tables_html
from policyparse.review.fields import LETTERS, form_fields, form_values
from policyparse.review.labels import Language, label, labels_with
from policyparse.review.marks import KINDS, Mark, marks_of, metadata_row
from policyparse.review.markup import said
from policyparse.review.sheet_html import sheets_html
from policyparse.review.text_html import text_html

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.contract.corrections import Correction
    from policyparse.pipeline import SilentSentence
    from policyparse.review.sheets import SheetPicture

SCRIPTS = (
    "start.js", "store.js", "text.js", "cells.js", "forms.js", "sheets.js", "facts.js", "panel.js", "editing.js",
    "filters.js", "main.js",
)  # fmt: skip
"""The parts of the page's one script, in their order; all stand in one function."""
FACTS = ("tasks", "targets", "thresholds", "citations")


@dataclass(frozen=True, slots=True)
class Saving:
    """Where the page sends each correction as it is made: a URL of its own server, and the version it begins with.

    ``version`` is whatever JSON the server gives; the page sends it back.
    """

    url: str
    version: object


def review_page(
    document: PolicyDocument,
    sheets: Sequence[SheetPicture],
    unexplained: Sequence[SilentSentence] = (),
    *,
    corrections: Mapping[str, Correction] | None = None,
    saving: Saving | None = None,
    checked: bool = False,
    language: Language = "zh",
) -> str:
    """The page as HTML.

    ``sheets``: the pages as they look, empty where the format has none (the text is laid out then). ``corrections``:
    what was said so far, by fact id or "metadata". Without ``saving`` the page keeps corrections in the browser and
    gives them as a file. ``checked``: a person looked through the whole notice.
    """
    held = corrections or {}
    marks = marks_of(document, unexplained, sheets)
    script, style = page_script(), page_style()
    left = sheets_html(sheets, marks, document.text, language) if sheets else text_html(document, marks)
    data = _data(document, held, marks, saving, checked)
    title = document.metadata.title or document.metadata.subject_title or document.source.name
    rows = Rows(document, unexplained, held, language)
    return "".join(
        (
            _top(title, policy(script, saving is not None), style, language),
            _head(document, title, language),
            f"<main>{_side('left', language)}{_legend(language)}",
            f'<div class="scroller" id="left" tabindex="0"><div id="{"sheets" if sheets else "text"}">\n',
            *left,
            f"</div></div></section>\n{_side('right', language)}",
            '<div class="bar" id="bar"></div><div class="scroller" id="facts" tabindex="0">\n',
            tables_html(rows, language),
            '</div><div class="detail" id="detail"></div></section></main>\n',
            f'<script type="application/json" id="policyparse-data">{script_json(data)}</script>\n',
            f"<script>{script}</script>\n</body></html>\n",
        )
    )


def _top(title: str, rules: str, style: str, language: Language) -> str:
    names = {"zh": "zh-CN", "en": "en"}
    return (
        f'<!DOCTYPE html>\n<html lang="{names[language]}" class="plain"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{shown(title)} · policyparse</title>\n<style>{style}</style></head>\n<body>\n"
    )


def _side(name: str, language: Language) -> str:
    return f'<section class="{name}" data-t-label="{name}" aria-label="{shown(label(name, language))}">'


def policy(script: str, saves: bool) -> str:
    """The page's content security policy: its own script and nothing from anywhere."""
    rules = ["default-src 'none'", "img-src data:", "style-src 'unsafe-inline'", only_script(script)]
    rules += ["connect-src 'self'"] if saves else []
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


@cache
def page_script() -> str:
    """The script: its parts in one function, so that nothing of it is global."""
    folder = files("policyparse.review") / "script"
    parts = "".join((folder / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


@cache
def page_style() -> str:
    """The style sheet."""
    return (files("policyparse.review") / "page.css").read_text(encoding="utf-8")


def _head(document: PolicyDocument, title: str, language: Language) -> str:
    metadata = document.metadata
    beneath = [metadata.doc_number.raw if metadata.doc_number else "", "、".join(metadata.issuers)]
    beneath += [str(metadata.signed_date) if metadata.signed_date else "", document.source.name]
    line = " · ".join(shown(part) for part in beneath if part)
    return (
        f'<header><div class="names"><h1>{shown(title)}</h1><p>{line}</p></div><div class="tools" id="tools"></div>'
        f'<noscript><p class="noscript">{said("noscript", language)}</p></noscript></header>\n'
    )


def _legend(language: Language) -> str:
    names = "".join(f'<li class="k-{kind}" data-kind="{kind}">{said(f"kind.{kind}", language)}</li>' for kind in KINDS)
    return f'<div class="bar legend" id="legend"><ul>{names}</ul></div>'


def _data(
    document: PolicyDocument,
    corrections: Mapping[str, Correction],
    marks: Sequence[Mark],
    saving: Saving | None,
    checked: bool,
) -> dict[str, Any]:
    """What the script works with; the facts' values as text where JSON's numbers are not exact."""
    rows: dict[str, Any] = {
        fact.id: {"kind": kind, "values": form_values(fact)} for kind in FACTS for fact in getattr(document, kind)
    }
    for unit in document.units:
        rows[unit.id] = {"kind": "units", "tasks": [one.task_id for one in unit.assignments], "name": unit.canonical}
    for due in document.deadlines:
        rows[due.id] = {"kind": "deadlines", "time": form_values(due.time), "owners": [*due.task_ids, *due.target_ids]}
    metadata = form_values(document.metadata)
    for name, value in metadata.items():
        rows[metadata_row(name)] = {"kind": "metadata", "field": name, "value": value}
    spans: dict[str, list[list[int]]] = {}
    for mark in marks:
        spans.setdefault(mark.row, []).append([mark.start, mark.end])
    return {
        "document_id": document.document_id,
        "name": document.source.name,
        "version": None if saving is None else saving.version,
        "saving": None if saving is None else saving.url,
        "corrections": {name: one.model_dump(mode="json", exclude_none=True) for name, one in corrections.items()},
        "checked": checked,
        "rows": rows,
        "spans": spans,
        "sections": [
            {
                "id": one.id,
                "name": " ".join(filter(None, (one.marker, one.heading))),
                "span": [one.span.start, one.span.end],
            }
            for one in document.sections
        ],
        "pages": {one.number: [float(one.width), float(one.height)] for one in document.pages},
        "tables": [{"id": one.id, "name": one.caption or one.id} for one in document.tables],
        "text": document.text,
        "fields": form_fields(),
        "letters": LETTERS,
        "kinds": list(KINDS),
        "labels": labels_with(due.time.recurrence or "" for due in document.deadlines),
    }

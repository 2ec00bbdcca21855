"""Scores of several notices: sums over all, as text, Markdown and JSON, with every miss listed.

For: people who ask how right the documents are and what exactly is wrong. Not for: deciding what is right (score.py).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from policyparse.gold.calibration import Bin, by_kind, by_rule, curve
from policyparse.gold.tally import FIELDS, KINDS, Accuracy, Miss, Scores, Tally, Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of several notices. All sums are micro: over facts, not over notices.

    ``scores`` has one entry a gold file, ``missing`` names the gold files' notices of which no document was given
    (scored as documents without facts), ``unscored`` the documents for which there is no gold.
    """

    scores: tuple[Scores, ...]
    missing: tuple[str, ...] = ()
    unscored: tuple[str, ...] = ()

    def overall(self, kind: str) -> Tally:
        """Precision, recall and F1 of a kind over all notices. Raises KeyError for a kind that is not in ``KINDS``."""
        if kind not in KINDS:
            raise KeyError(kind)
        return reduce(add, (scores.kinds[kind] for scores in self.scores), Tally(judged=False))

    def field(self, name: str) -> Accuracy:
        """The accuracy of a field over all notices. Raises KeyError for a field that is not in ``FIELDS``."""
        if name not in FIELDS:
            raise KeyError(name)
        return reduce(add, (scores.fields[name] for scores in self.scores), Accuracy())

    def by_document(self) -> Mapping[str, Scores]:
        """The scores by the notices' file names, in their order."""
        return {scores.document: scores for scores in self.scores}

    @property
    def misses(self) -> tuple[Miss, ...]:
        """Every difference, notice by notice."""
        return tuple(miss for scores in self.scores for miss in scores.misses)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Each fact found with its confidence and whether it is right."""
        return tuple(verdict for scores in self.scores for verdict in scores.verdicts)

    def to_json(self) -> str:
        """The report as JSON text: overall and by document, by kind and by field, and all misses."""
        overall = {kind: _tally_json(self.overall(kind)) for kind in KINDS}
        fields = {name: _accuracy_json(self.field(name)) for name in FIELDS}
        shape = {
            "overall": {"kinds": overall, "fields": fields},
            "calibration": {
                "curve": [_bin_json(one) for one in curve(self.verdicts)],
                "kinds": [_bin_json(one) for one in by_kind(self.verdicts)],
                "rules": [_bin_json(one) for one in by_rule(self.verdicts)],
            },
            "documents": [_scores_json(scores) for scores in self.scores],
            "missing": self.missing,
            "unscored": self.unscored,
        }
        return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"

    def to_text(self, causes_only: bool = True) -> str:
        """The report for a terminal. ``causes_only`` leaves out misses that merely follow from another one listed."""
        lines = [*_aligned(_kind_rows(self)), "", *_aligned(_field_rows(self))]
        for title, rows in (
            ("Calibration: of the facts claimed at such a confidence, so many are right", _calibration_rows(self)),
            ("By document, F1", _document_rows(self)),
            ("By document, fields", _document_fields(self)),
        ):
            lines += ["", title, *_aligned(rows)]
        lines += _notes(self)
        for document, kind, misses in _grouped(self.misses, causes_only):
            lines += ["", f"{document}: {kind} ({len(misses)})"]
            for miss in misses:
                lines += [f"  expected  {miss.expected or '–'}", f"  found     {miss.found or '–'}"]
                lines += [f"  quote     {miss.quote}"] if miss.quote else []
        return "\n".join(lines) + "\n"

    def to_markdown(self, causes_only: bool = True) -> str:
        """The report as Markdown. ``causes_only`` leaves out misses that merely follow from another one listed."""
        lines = ["# Scores", "", *_piped(_kind_rows(self)), "", *_piped(_field_rows(self)), ""]
        lines += ["## Calibration", "", *_piped(_calibration_rows(self)), ""]
        lines += ["## By document, F1 and fields", "", *_piped(_document_rows(self)), ""]
        lines += [*_piped(_document_fields(self)), *_notes(self), "", "## Misses"]
        for document, kind, misses in _grouped(self.misses, causes_only):
            rows = [["expected", "found", "quote"]]
            rows += [[miss.expected or "–", miss.found or "–", miss.quote] for miss in misses]
            lines += ["", f"### {_cell(document)}: {kind} ({len(misses)})", "", *_piped(rows)]
        return "\n".join(lines) + "\n"


def _tally_json(tally: Tally) -> dict[str, Any]:
    figures = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    rounded = {name: None if figure is None else round(figure, 6) for name, figure in figures.items()}
    return {"tp": tally.tp, "fp": tally.fp, "fn": tally.fn, **rounded}


def _bin_json(one: Bin) -> dict[str, Any]:
    claimed, share = round(float(one.claimed), 4), round(one.share, 4)
    return {"name": one.name, "facts": one.facts, "claimed": claimed, "right": one.right, "share": share}


def _accuracy_json(accuracy: Accuracy) -> dict[str, Any]:
    return {"right": accuracy.right, "of": accuracy.of, "share": round(accuracy.share, 6)}


def _scores_json(scores: Scores) -> dict[str, Any]:
    return {
        "document": scores.document,
        "kinds": {kind: _tally_json(scores.kinds[kind]) for kind in KINDS},
        "fields": {name: _accuracy_json(scores.fields[name]) for name in FIELDS},
        "misses": [_miss_json(miss) for miss in scores.misses],
    }


def _miss_json(miss: Miss) -> dict[str, Any]:
    told = {key: getattr(miss, key) for key in ("kind", "expected", "found", "quote", "follows", "fact")}
    return {**told, "span": {"start": miss.passage.start, "end": miss.passage.end} if miss.passage else None}


def show_figure(figure: float | None) -> str:
    """A figure with three decimals, a dash for None. Cut, not rounded: 0.9999 must never read as 1.000."""
    return "–" if figure is None else f"{int(figure * 1000 + 1e-9) / 1000:.3f}"


def show_share(accuracy: Accuracy) -> str:
    """An accuracy with three decimals, a dash where nothing was compared."""
    return show_figure(accuracy.share if accuracy.of else None)


def _kind_rows(report: Report) -> list[list[str]]:
    rows = [["kind", "P", "R", "F1", "right", "wrong", "missed"]]
    for kind in KINDS:
        tally = report.overall(kind)
        figures = [show_figure(figure) for figure in (tally.precision, tally.recall, tally.f1)]
        rows.append([kind, *figures, str(tally.tp), str(tally.fp), str(tally.fn)])
    return rows


def _field_rows(report: Report) -> list[list[str]]:
    rows = [["field", "share", "right", "of"]]
    for name in FIELDS:
        accuracy = report.field(name)
        rows.append([name, show_share(accuracy), str(accuracy.right), str(accuracy.of)])
    return rows


def _calibration_rows(report: Report) -> list[list[str]]:
    rows = [["confidence", "facts", "claimed", "right", "share"]]
    for one in (*curve(report.verdicts), *by_kind(report.verdicts)):
        rows.append([one.name, str(one.facts), show_figure(float(one.claimed)), str(one.right), show_figure(one.share)])
    return rows


def _document_rows(report: Report) -> list[list[str]]:
    rows = [["document", *KINDS]]
    return rows + [[s.document, *(show_figure(s.kinds[kind].f1) for kind in KINDS)] for s in report.scores]


def _document_fields(report: Report) -> list[list[str]]:
    rows = [["document", *FIELDS]]
    return rows + [[s.document, *(show_share(s.fields[name]) for name in FIELDS)] for s in report.scores]


def _notes(report: Report) -> list[str]:
    notes = [f"no document for {name}: scored as one without facts" for name in report.missing]
    notes += [f"no gold for {name}: not scored" for name in report.unscored]
    return ["", *notes] if notes else []


def _grouped(misses: Iterable[Miss], causes_only: bool) -> Iterator[tuple[str, str, list[Miss]]]:
    groups: dict[tuple[str, str], list[Miss]] = {}
    for miss in misses:
        if not (causes_only and miss.follows):
            groups.setdefault((miss.document, miss.kind), []).append(miss)
    for (document, kind), group in groups.items():
        yield document, kind, group


def _width(text: str) -> int:
    """Columns in a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def _piped(rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]

"""Facts → PolicyDocument: drafts become contract objects with ids, places and evidence; derived lists are made.

Not here: finding anything. Everything that the contract prints is built in this module or in `facts.placing`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from policyparse import __version__
from policyparse.contract import (
    Citation,
    Deadline,
    Diagnostic,
    Metadata,
    PolicyDocument,
    Section,
    Target,
    Task,
    Threshold,
    Unit,
)
from policyparse.contract.base import record_of
from policyparse.contract.document import SCHEMA_VERSION, SourceInfo
from policyparse.contract.facts import Responsible, UnitAssignment
from policyparse.contract.metadata import AttachmentRef, DocNumberValue, MetadataPlaces, Period
from policyparse.contract.place import Evidence, Page, Place, Span
from policyparse.contract.values import QuantityValue, RegionRef, TimeValue
from policyparse.facts.confidence import confidence_of
from policyparse.facts.deadlines import reference_date
from policyparse.facts.derived import derived_deadlines, derived_units, region_ref
from policyparse.facts.drafts import CellSpot, CitationDraft, NumberDraft, TaskDraft, TimeDraft, UnitDraft
from policyparse.facts.find import Facts, is_notice
from policyparse.facts.identity import Ids, document_id
from policyparse.facts.placing import Placer, Plain
from policyparse.facts.short_names import in_full, short_names
from policyparse.language.doc_numbers import parse_doc_number
from policyparse.language.organ_names import group_in_full
from policyparse.language.organs import canonical_name
from policyparse.language.values import DocNumber, Quantity
from policyparse.outline.masthead import Masthead, Printed


def assemble(facts: Facts) -> PolicyDocument:
    """The contract's document of a notice's facts."""
    return _Assembly(facts).document()


class _Assembly:
    """Holds what all parts of one document need: the placer, the ids, the ids already given."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.outline = facts.outline
        self.text = facts.outline.text
        self.ids = Ids()
        self._canonical_names: dict[str, str] = {}
        self._short_names = short_names(self.text)
        self._day = reference_date(facts.outline)
        self._paths: dict[int, str] = {}
        self.section_ids = [self._section_id(index) for index in range(len(self.outline.sections))]
        self.table_ids = [self._table_id(index) for index in range(len(self.outline.tables))]
        self.placer = Placer(self.outline, self.table_ids)
        self.task_ids = [self._task_id(task) for task in facts.tasks]

    def document(self) -> PolicyDocument:
        head = self.outline.masthead
        metadata = self._metadata(head)
        tasks = [self._task(index, task) for index, task in enumerate(self.facts.tasks)]
        targets, thresholds = self._numbers()
        values: Plain = {
            "schema_version": SCHEMA_VERSION,
            "document_id": document_id(
                tuple(printed.value for printed in head.issuers),
                head.doc_number.value.raw if head.doc_number else None,
                _value(head.title) or _value(head.subject_title),
                head.signed_date.value.isoformat() if head.signed_date else None,
                self.text,
            ),
            "source": self._source(),
            "pages": self._pages(),
            "metadata": metadata,
            "text": self.text,
            "sections": self._sections(),
            "tables": tuple(
                self.placer.table(i, self._named_section(t.section)) for i, t in enumerate(self.outline.tables)
            ),
            "tasks": (),
            "targets": tuple(record_of(Target, target) for target in targets),
            "thresholds": tuple(record_of(Threshold, threshold) for threshold in thresholds),
            "deadlines": tuple(
                record_of(Deadline, one) for one in derived_deadlines(tasks, targets, self.ids, self.placer)
            ),
            "units": tuple(map(_unit_record, derived_units(tasks, self.ids))),
            "citations": tuple(map(self._citation, self.facts.citations)),
            "diagnostics": self._diagnostics(),
        }
        values["tasks"] = tuple(map(_task_record, tasks))  # last: what is derived from them reads their plain values
        return record_of(PolicyDocument, values)

    def _source(self) -> SourceInfo:
        source = self.outline.manuscript.pages.source
        return record_of(
            SourceInfo,
            {
                "name": source.name,
                "media_type": source.media_type,
                "sha256": source.sha256,
                "size_bytes": source.size_bytes,
                "text_layer": source.text_layer,
                "reader": source.reader,
                "policyparse": __version__,
            },
        )

    def _pages(self) -> tuple[Page, ...]:
        return tuple(
            Page.model_validate(
                {
                    "number": sheet.number,
                    "width": round(sheet.width, 1),
                    "height": round(sheet.height, 1),
                    "rotation": sheet.rotation,
                }
            )
            for sheet in self.outline.manuscript.pages.sheets
        )

    # sections, tables

    def _section_path(self, index: int | None) -> str:
        """The headings down to a section, folded: words, not markers, which shift when an item is inserted before them.

        Each heading is folded by itself; they are joined as their text with a slash between them would be folded.
        """
        if index is None:
            return ""
        known = self._paths.get(index)
        if known is None:
            section = self.outline.sections[index]
            heading = self.text[section.heading[0] : section.heading[1]]
            known = self._paths[index] = self._section_path(section.parent) + self.ids.words(heading)
        return known

    def _section_id(self, index: int) -> str:
        return self.ids.give_folded("s", [self._section_path(index)])

    def _table_id(self, index: int) -> str:
        table = self.outline.tables[index]
        caption = self.text[table.caption[0] : table.caption[1]] if table.caption else ""
        return self.ids.give("b", caption, "|".join(table.header))

    def _sections(self) -> tuple[Section, ...]:
        return tuple(
            record_of(
                Section,
                {
                    "id": self.section_ids[s.index],
                    "parent_id": self.section_ids[s.parent] if s.parent is not None else None,
                    "marker": s.marker,
                    "level": s.level,
                    "heading": self.text[s.heading[0] : s.heading[1]].strip(),
                    "span": record_of(Span, {"start": s.start, "end": s.end}),
                },
            )
            for s in self.outline.sections
        )

    def _named_section(self, index: int | None) -> str | None:
        return self.section_ids[index] if index is not None else None

    # tasks

    def _task_id(self, task: TaskDraft) -> str:
        table = self.table_ids[task.table] if task.table is not None else None
        where = self._section_path(task.section) if table is None else self.ids.words(task.measure)
        words = self.ids.words
        return self.ids.give_folded("t", [words(task.origin), words(table), where, words(task.action)])

    def _task(self, index: int, task: TaskDraft) -> Plain:
        return {
            "id": self.task_ids[index],
            "origin": task.origin,
            "number": task.number,
            "measure": task.measure,
            "action": task.action,
            "section_id": self._named_section(task.section),
            "table_id": self.table_ids[task.table] if task.table is not None else None,
            "refines": self.task_ids[task.refines] if task.refines is not None else None,
            "responsible": tuple(self._responsible(unit) for unit in task.units),
            "deadlines": tuple(self._time(time) for time in task.times),
            "evidence": self.placer.evidence(task.quote, task.rule, confidence_of("tasks", task.rule), task.cell),
        }

    def _responsible(self, unit: UnitDraft) -> Plain:
        name = in_full(unit.name, self._short_names) if self._short_names else unit.name
        canonical = self._canonical(name) if name != unit.name or not unit.group else group_in_full(name)
        place = self.placer.place(unit.span, unit.cell) if unit.span else None
        return {
            "raw": unit.raw,
            "name": unit.name,
            "canonical": canonical,
            "role": unit.role,
            "group": unit.group,
            "place": place,
        }

    def _canonical(self, name: str) -> str:
        """The official name, looked up once for each name of the notice."""
        if name not in self._canonical_names:
            home, day = self.outline.masthead.jurisdiction, self._day
            self._canonical_names[name] = canonical_name(name, home, self.facts.lexicon, day)
        return self._canonical_names[name]

    def _time(self, draft: TimeDraft) -> TimeValue:
        time = draft.time
        values: Plain = {
            "raw": time.raw,
            "kind": time.kind,
            "start": time.start,
            "end": time.end,
            "recurrence": time.recurrence,
            "precision": time.precision,
            "ambiguous": time.ambiguous,
            "latest": time.latest,
            "place": self.placer.place(draft.span, draft.cell) if draft.span else None,
        }
        return record_of(TimeValue, values)

    # numbers

    def _numbers(self) -> tuple[list[Plain], list[Plain]]:
        targets: list[Plain] = []
        thresholds: list[Plain] = []
        for number in self.facts.numbers:
            if number.kind == "target":
                targets.append(self._target(number))
            else:
                thresholds.append(self._threshold(number))
        return targets, thresholds

    def _quantity(self, quantity: Quantity, span: tuple[int, int] | None, cell: CellSpot | None) -> QuantityValue:
        values: Plain = {
            "raw": quantity.raw,
            "comparator": quantity.comparator,
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "unit": quantity.unit,
            "per": quantity.per,
            "basis": quantity.basis,
            "approximate": quantity.approximate,
            "ratio": quantity.ratio,
            "place": self.placer.place(span, cell) if span else None,
        }
        return record_of(QuantityValue, values)

    def _number_id(self, letter: str, number: NumberDraft) -> str:
        q, time = number.quantity, number.time.key() if number.time else None
        task, words = number.task, self.ids.words
        owner = words(self.task_ids[task]) if task is not None else self._section_path(number.section)
        said = number.subject, number.scope, q.comparator, q.value, q.low, q.high, q.ratio, q.unit, time
        return self.ids.give_folded(letter, [owner, *map(words, said)])

    def _target(self, number: NumberDraft) -> Plain:
        return {
            "id": self._number_id("g", number),
            "origin": number.origin,
            "indicator": number.subject,
            "scope": number.scope,
            "quantity": self._quantity(number.quantity, number.quantity_span, number.cell),
            "time": self._time(number.time) if number.time else None,
            "nature": number.nature,
            "task_id": self.task_ids[number.task] if number.task is not None else None,
            "section_id": self._named_section(number.section),
            "evidence": self._number_evidence("targets", number),
        }

    def _threshold(self, number: NumberDraft) -> Plain:
        return {
            "id": self._number_id("h", number),
            "origin": number.origin,
            "subject": number.subject,
            "quantity": self._quantity(number.quantity, number.quantity_span, number.cell),
            "condition": number.condition,
            "task_id": self.task_ids[number.task] if number.task is not None else None,
            "section_id": self._named_section(number.section),
            "evidence": self._number_evidence("thresholds", number),
        }

    def _number_evidence(self, kind: str, number: NumberDraft) -> Evidence:
        return self.placer.evidence(number.quote, number.rule, confidence_of(kind, number.rule), number.cell)

    # citations, diagnostics

    def _citation(self, draft: CitationDraft) -> Citation:
        number = parse_doc_number(draft.doc_number) if draft.doc_number else None
        values: Plain = {
            "id": self.ids.give("c", draft.title, draft.doc_number, draft.relation),
            "title": draft.title,
            "doc_number": draft.doc_number,
            "organ_code": number.organ_code if number else None,
            "year": number.year if number else None,
            "serial": number.serial if number else None,
            "relation": draft.relation,
            "evidence": self.placer.evidence(draft.span, draft.rule, confidence_of("citations", draft.rule), None),
        }
        return record_of(Citation, values)

    def _diagnostics(self) -> tuple[Diagnostic, ...]:
        found: list[Plain] = [
            {
                "code": n.code,
                "severity": n.severity,
                "message": n.message,
                "place": self.placer.place(n.span, None) if n.span else None,
            }
            for n in self.outline.manuscript.notes
        ]
        if not is_notice(self.outline):
            words = "no title, number, addressee, item or table of a notice: no facts were looked for"
            found.append({"code": "no_notice", "severity": "warning", "message": words, "place": None})
        return tuple(record_of(Diagnostic, one) for one in found)

    # metadata

    def _metadata(self, head: Masthead) -> Metadata:
        number, period = head.doc_number, head.period
        values: Plain = {
            "title": _value(head.title),
            "subject_title": _value(head.subject_title),
            "doc_type": _value(head.doc_type),
            "doc_number": _doc_number(number.value) if number else None,
            "issuers": tuple(p.value for p in head.issuers),
            "addressees": tuple(p.value for p in head.addressees),
            "signed_date": _day(head.signed_date),
            "printed_date": _day(head.printed_date),
            "attachments": tuple(
                record_of(AttachmentRef, {"number": label, "title": p.value}) for label, p in head.attachments
            ),
            "period": record_of(
                Period, dict(zip(("start", "end"), period.value if period else (None, None), strict=True))
            ),
            "published_date": _day(head.published_date),
            "effective_from": _day(head.effective_from),
            "valid_until": _day(head.valid_until),
            "index_number": _value(head.index_number),
            "copied_to": tuple(p.value for p in head.copied_to),
            "jurisdiction": _region(region_ref(head.jurisdiction)),
            "urgency": _value(head.urgency),
            "secrecy": _value(head.secrecy),
            "places": self._metadata_places(head),
        }
        return record_of(Metadata, values)

    def _metadata_places(self, head: Masthead) -> MetadataPlaces:
        def one(printed: Printed[Any] | None) -> Place | None:
            return self.placer.place(printed.span, None) if printed is not None and printed.span else None

        lists: dict[str, list[Printed[Any]]] = {
            "issuers": head.issuers,
            "addressees": head.addressees,
            "attachments": [printed for _, printed in head.attachments],
            "copied_to": head.copied_to,
        }
        # In the order of the fields, which is that of the JSON.
        places: Plain = {
            name: tuple(map(one, lists[name])) if name in lists else one(getattr(head, name))
            for name in MetadataPlaces.model_fields
        }
        return record_of(MetadataPlaces, places)


def _task_record(task: Plain) -> Task:
    task["responsible"] = tuple(record_of(Responsible, unit) for unit in task["responsible"])
    return record_of(Task, task)


def _unit_record(unit: Plain) -> Unit:
    unit["region"] = _region(unit["region"])
    unit["assignments"] = tuple(record_of(UnitAssignment, one) for one in unit["assignments"])
    return record_of(Unit, unit)


def _region(values: Plain | None) -> RegionRef | None:
    return record_of(RegionRef, values) if values else None


def _doc_number(number: DocNumber) -> DocNumberValue:
    values: Plain = {name: getattr(number, name) for name in ("raw", "organ_code", "year", "serial")}
    return record_of(DocNumberValue, values)


def _value(printed: Printed[str] | None) -> str | None:
    return printed.value if printed is not None else None


def _day(printed: Printed[date] | None) -> date | None:
    return printed.value if printed is not None else None

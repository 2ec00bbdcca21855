"""Facts → PolicyDocument: drafts become contract objects with ids, places and evidence; derived lists are made.

Not here: finding anything. Everything that the contract prints is built in this module or in `facts.placing`.
"""

from __future__ import annotations

from datetime import date

from policyparse import __version__
from policyparse.contract import (
    AttachmentRef,
    Citation,
    Deadline,
    Diagnostic,
    DocNumberValue,
    Metadata,
    MetadataPlaces,
    Period,
    Place,
    PolicyDocument,
    QuantityValue,
    RegionRef,
    Responsible,
    Section,
    SourceInfo,
    Span,
    Target,
    Task,
    Threshold,
    TimeValue,
    Unit,
    UnitAssignment,
)
from policyparse.contract.document import SCHEMA_VERSION
from policyparse.facts.drafts import CellSpot, NumberDraft, TaskDraft, TimeDraft, UnitDraft
from policyparse.facts.find import Facts, is_notice
from policyparse.facts.identity import Ids, document_id
from policyparse.facts.placing import Placer
from policyparse.language.organs import canonical_name
from policyparse.language.regions import Region, jurisdiction_of
from policyparse.language.titles import parse_doc_number
from policyparse.language.values import Quantity
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
        self.section_ids = [self._section_id(index) for index in range(len(self.outline.sections))]
        self.table_ids = [self._table_id(index) for index in range(len(self.outline.tables))]
        self.placer = Placer(self.outline, self.table_ids)
        self.task_ids = [self._task_id(task) for task in facts.tasks]

    def document(self) -> PolicyDocument:
        head = self.outline.masthead
        metadata = self._metadata(head)
        tasks = tuple(self._task(index, task) for index, task in enumerate(self.facts.tasks))
        targets, thresholds = self._numbers()
        source = self.outline.manuscript.pages.source
        return PolicyDocument(
            schema_version=SCHEMA_VERSION,
            document_id=document_id(
                metadata.issuers,
                metadata.doc_number.raw if metadata.doc_number else None,
                metadata.title or metadata.subject_title,
                metadata.signed_date.isoformat() if metadata.signed_date else None,
                self.text,
            ),
            source=SourceInfo(
                name=source.name,
                media_type=source.media_type,
                sha256=source.sha256,
                size_bytes=source.size_bytes,
                text_layer=source.text_layer,
                reader=source.reader,
                policyparse=__version__,
            ),
            pages=(),
            metadata=metadata,
            text=self.text,
            sections=self._sections(),
            tables=tuple(
                self.placer.table(i, self._named_section(t.section)) for i, t in enumerate(self.outline.tables)
            ),
            tasks=tasks,
            targets=targets,
            thresholds=thresholds,
            deadlines=self._deadlines(tasks, targets),
            units=self._units(tasks),
            citations=self._citations(),
            diagnostics=self._diagnostics(),
        )

    # sections, tables

    def _section_path(self, index: int | None) -> str:
        """The headings down to a section: words, not markers, which shift when an item is inserted before them."""
        headings: list[str] = []
        while index is not None:
            section = self.outline.sections[index]
            headings.insert(0, self.text[section.heading[0] : section.heading[1]])
            index = section.parent
        return "/".join(headings)

    def _section_id(self, index: int) -> str:
        return self.ids.give("s", self._section_path(index))

    def _table_id(self, index: int) -> str:
        table = self.outline.tables[index]
        caption = self.text[table.caption[0] : table.caption[1]] if table.caption else ""
        return self.ids.give("b", caption, "|".join(table.block.draft.header()))

    def _sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(
                id=self.section_ids[s.index],
                parent_id=self.section_ids[s.parent] if s.parent is not None else None,
                marker=s.marker,
                level=s.level,
                heading=self.text[s.heading[0] : s.heading[1]].strip(),
                span=Span(start=s.start, end=s.end),
            )
            for s in self.outline.sections
        )

    def _named_section(self, index: int | None) -> str | None:
        return self.section_ids[index] if index is not None else None

    # tasks

    def _task_id(self, task: TaskDraft) -> str:
        table = self.table_ids[task.table] if task.table is not None else None
        where = self._section_path(task.section) if table is None else task.measure
        return self.ids.give("t", task.origin, table, where, task.action)

    def _task(self, index: int, task: TaskDraft) -> Task:
        return Task(
            id=self.task_ids[index],
            origin=task.origin,
            number=task.number,
            measure=task.measure,
            action=task.action,
            section_id=self._named_section(task.section),
            table_id=self.table_ids[task.table] if task.table is not None else None,
            refines=self.task_ids[task.refines] if task.refines is not None else None,
            responsible=tuple(self._responsible(unit) for unit in task.units),
            deadlines=tuple(self._time(time) for time in task.times),
            evidence=self.placer.evidence(task.quote, task.rule, 0.98 if task.origin == "table" else 0.95, task.cell),
        )

    def _responsible(self, unit: UnitDraft) -> Responsible:
        canonical = unit.name if unit.group else canonical_name(unit.name, self.outline.masthead.jurisdiction)
        place = self.placer.place(unit.span, unit.cell) if unit.span else None
        return Responsible(
            raw=unit.raw, name=unit.name, canonical=canonical, role=unit.role, group=unit.group, place=place
        )

    def _time(self, draft: TimeDraft) -> TimeValue:
        time = draft.time
        return TimeValue(
            raw=time.raw,
            kind=time.kind,
            start=time.start,
            end=time.end,
            recurrence=time.recurrence,
            precision=time.precision,
            ambiguous=time.ambiguous,
            latest=time.latest,
            place=self.placer.place(draft.span, draft.cell) if draft.span else None,
        )

    # numbers

    def _numbers(self) -> tuple[tuple[Target, ...], tuple[Threshold, ...]]:
        targets: list[Target] = []
        thresholds: list[Threshold] = []
        for number in self.facts.numbers:
            if number.kind == "target":
                targets.append(self._target(number))
            else:
                thresholds.append(self._threshold(number))
        return tuple(targets), tuple(thresholds)

    def _quantity(self, quantity: Quantity, span: tuple[int, int] | None, cell: CellSpot | None) -> QuantityValue:
        return QuantityValue(
            raw=quantity.raw,
            comparator=quantity.comparator,
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            per=quantity.per,
            basis=quantity.basis,
            approximate=quantity.approximate,
            ratio=quantity.ratio,
            place=self.placer.place(span, cell) if span else None,
        )

    def _number_id(self, letter: str, number: NumberDraft) -> str:
        q, time = number.quantity, number.time.key() if number.time else None
        owner = self.task_ids[number.task] if number.task is not None else self._section_path(number.section)
        return self.ids.give(
            letter, owner, number.subject, number.scope, q.comparator, q.value, q.low, q.high, q.ratio, q.unit, time
        )

    def _target(self, number: NumberDraft) -> Target:
        return Target(
            id=self._number_id("g", number),
            origin=number.origin,
            indicator=number.subject,
            scope=number.scope,
            quantity=self._quantity(number.quantity, number.quantity_span, number.cell),
            time=self._time(number.time) if number.time else None,
            nature=number.nature,
            task_id=self.task_ids[number.task] if number.task is not None else None,
            section_id=self._named_section(number.section),
            evidence=self.placer.evidence(number.quote, number.rule, number.confidence, number.cell),
        )

    def _threshold(self, number: NumberDraft) -> Threshold:
        return Threshold(
            id=self._number_id("h", number),
            origin=number.origin,
            subject=number.subject,
            quantity=self._quantity(number.quantity, number.quantity_span, number.cell),
            condition=number.condition,
            task_id=self.task_ids[number.task] if number.task is not None else None,
            section_id=self._named_section(number.section),
            evidence=self.placer.evidence(number.quote, number.rule, number.confidence, number.cell),
        )

    # derived lists

    def _deadlines(self, tasks: tuple[Task, ...], targets: tuple[Target, ...]) -> tuple[Deadline, ...]:
        found: dict[tuple[object, ...], tuple[TimeValue, str, list[str], list[str], tuple[int, int]]] = {}

        def note(time: TimeValue, what: str, task: str | None, target: str | None, quote: tuple[int, int]) -> None:
            key = (time.kind, time.start, time.end, time.recurrence)
            span = (time.place.span.start, time.place.span.end) if time.place else quote
            entry = found.setdefault(key, (time, what, [], [], span))
            if task and task not in entry[2]:
                entry[2].append(task)
            if target and target not in entry[3]:
                entry[3].append(target)

        for task in tasks:
            for time in task.deadlines:
                note(time, task.action, task.id, None, (task.evidence.span.start, task.evidence.span.end))
        for target in targets:
            if target.time is not None and target.task_id is None:
                note(
                    target.time,
                    target.indicator,
                    None,
                    target.id,
                    (target.evidence.span.start, target.evidence.span.end),
                )
        return tuple(
            Deadline(
                id=self.ids.give("d", *key),
                time=time,
                what=what,
                task_ids=tuple(task_ids),
                target_ids=tuple(target_ids),
                evidence=self.placer.evidence(
                    span, "deadline.derived", 0.95, None, time.place.cell if time.place else None
                ),
            )
            for key, (time, what, task_ids, target_ids, span) in found.items()
        )

    def _units(self, tasks: tuple[Task, ...]) -> tuple[Unit, ...]:
        found: dict[str, tuple[Responsible, list[UnitAssignment]]] = {}
        for task in tasks:
            for unit in task.responsible:
                entry = found.setdefault(unit.canonical, (unit, []))
                entry[1].append(UnitAssignment(task_id=task.id, role=unit.role))
        return tuple(
            Unit(
                id=self.ids.give("u", canonical),
                name=unit.name,
                canonical=canonical,
                region=_region_ref(jurisdiction_of(canonical)),
                group=unit.group,
                assignments=tuple(assignments),
            )
            for canonical, (unit, assignments) in found.items()
        )

    def _citations(self) -> tuple[Citation, ...]:
        found: list[Citation] = []
        for draft in self.facts.citations:
            number = parse_doc_number(draft.doc_number) if draft.doc_number else None
            found.append(
                Citation(
                    id=self.ids.give("c", draft.title, draft.doc_number, draft.relation),
                    title=draft.title,
                    doc_number=draft.doc_number,
                    organ_code=number.organ_code if number else None,
                    year=number.year if number else None,
                    serial=number.serial if number else None,
                    relation=draft.relation,
                    evidence=self.placer.evidence(draft.span, draft.rule, 0.95, self.placer.cell_at(draft.span[0])),
                )
            )
        return tuple(found)

    def _diagnostics(self) -> tuple[Diagnostic, ...]:
        found = [
            Diagnostic(
                code=n.code,
                severity=n.severity,
                message=n.message,
                place=self.placer.place(n.span, None) if n.span else None,
            )
            for n in self.outline.manuscript.notes
        ]
        if not is_notice(self.outline):
            words = "no title, number, addressee, item or table of a notice: no facts were looked for"
            found.append(Diagnostic(code="no_notice", severity="warning", message=words, place=None))
        return tuple(found)

    # metadata

    def _metadata(self, head: Masthead) -> Metadata:
        number, period = head.doc_number, head.period
        return Metadata(
            title=_value(head.title),
            subject_title=_value(head.subject_title),
            doc_type=_value(head.doc_type),
            doc_number=DocNumberValue(
                raw=number.value.raw,
                organ_code=number.value.organ_code,
                year=number.value.year,
                serial=number.value.serial,
            )
            if number
            else None,
            issuers=tuple(p.value for p in head.issuers),
            addressees=tuple(p.value for p in head.addressees),
            signed_date=_day(head.signed_date),
            printed_date=_day(head.printed_date),
            attachments=tuple(AttachmentRef(number=label, title=p.value) for label, p in head.attachments),
            period=Period(start=period.value[0] if period else None, end=period.value[1] if period else None),
            published_date=_day(head.published_date),
            effective_from=_day(head.effective_from),
            valid_until=_day(head.valid_until),
            index_number=_value(head.index_number),
            copied_to=tuple(p.value for p in head.copied_to),
            jurisdiction=_region_ref(head.jurisdiction),
            urgency=_value(head.urgency),
            secrecy=_value(head.secrecy),
            places=self._metadata_places(head),
        )

    def _metadata_places(self, head: Masthead) -> MetadataPlaces:
        def one(printed: Printed[object] | None) -> Place | None:
            return self.placer.place(printed.span, None) if printed is not None and printed.span else None

        single = (
            "title",
            "subject_title",
            "doc_type",
            "doc_number",
            "signed_date",
            "printed_date",
            "period",
            "published_date",
            "effective_from",
            "valid_until",
            "index_number",
            "urgency",
            "secrecy",
        )
        places: dict[str, object] = {name: one(getattr(head, name)) for name in single}
        places["issuers"] = tuple(one(p) for p in head.issuers)
        places["addressees"] = tuple(one(p) for p in head.addressees)
        places["copied_to"] = tuple(one(p) for p in head.copied_to)
        places["attachments"] = tuple(one(p) for _, p in head.attachments)
        return MetadataPlaces.model_validate(places)


def _value(printed: Printed[str] | None) -> str | None:
    return printed.value if printed is not None else None


def _day(printed: Printed[date] | None) -> date | None:
    return printed.value if printed is not None else None


def _region_ref(region: Region | None) -> RegionRef | None:
    return RegionRef(name=region.name, code=region.code) if region is not None else None

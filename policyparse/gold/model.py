"""The gold file ("policyparse-gold/1"): what a careful official would write down, as frozen models; and its loading.

For: reading labels strictly, so that a slip of the pen is refused with its line and never scored.
Not for: scoring (score.py), nor the contract of what the program gives (policyparse.contract), whose names it shares.
The meaning of every field is ANNOTATION.md's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from policyparse.errors import ErrorCode, PolicyParseError
from policyparse.gold.lines import JsonProblem, LocatedJson, read_json
from policyparse.language.values import Basis, Comparator, Precision, TimeKind
from policyparse.lazy_regex import regex

Kind = Literal["metadata", "citations", "tables", "tasks", "targets", "thresholds"]
Origin = Literal["prose", "table"]
Role = Literal["lead", "support", "responsible"]
Relation = Literal["issued", "basis", "amends", "mention"]
TableKind = Literal["tasks", "indicators", "policies", "other"]
Nature = Literal["约束性", "预期性"]
DocType = Literal[
    "通知", "意见", "实施意见", "方案", "实施方案", "行动方案", "行动计划", "工作要点", "若干措施", "办法", "细则",
    "规划", "决定", "公告", "函", "批复", "其他",
]  # fmt: skip

_ISO_DATE = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 5545, 3.3.10: parts of a recurrence rule, FREQ first as the guide writes them, without the prefix "RRULE:".
_RECURRENCE: Final = r"^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+)*$"


def _exact_number(given: object) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise PydanticCustomError("number", "should be a JSON number")
    return Decimal(given)


def _iso_date(given: object) -> date:
    if type(given) is date:
        return given
    if not isinstance(given, str) or not _ISO_DATE.fullmatch(given):
        raise PydanticCustomError("date", "should be a date as YYYY-MM-DD")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("date", "is no day of the calendar: {given}", {"given": given}) from None


def _inconsistent(message: str, *at: str | int) -> PydanticCustomError:
    """An error about several fields together; ``at`` leads from the model that raises it to the field to look at."""
    return PydanticCustomError("inconsistent", "{message}", {"message": message, "at": at})


# NUMERIC(38,10), as everywhere in the contract.
Number = Annotated[
    Decimal,
    BeforeValidator(_exact_number),
    Field(max_digits=38, decimal_places=10, allow_inf_nan=False),
    WithJsonSchema({"type": "number"}),
]
IsoDate = Annotated[date, BeforeValidator(_iso_date), WithJsonSchema({"type": "string", "format": "date"})]
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Label(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldDocNumber(_Label):
    """A document number taken apart."""

    raw: Words = Field(description="The number as printed, e.g. 洪教职成字〔2023〕8号.")
    organ_code: Words = Field(description="What stands before the year, e.g. 洪教职成字.")
    year: StrictInt = Field(ge=1949, le=2999, description="The year in the brackets.")
    serial: StrictInt = Field(ge=1, description="The running number after the year.")


class GoldAttachment(_Label):
    """An attachment that the notice lists or carries."""

    number: Words | None = Field(description="Its number as printed, without dot or colon; null where none is printed.")
    title: Words = Field(description="Its title.")


class GoldPeriod(_Label):
    """The plan period that title or text names; both null where none is named."""

    start: IsoDate | None = Field(description="First day of the period, or null.")
    end: IsoDate | None = Field(description="Last day of the period, inclusive, or null.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise _inconsistent("the period ends before it starts", "end")
        return self


class GoldMetadata(_Label):
    """What the masthead, the signature and the title say of the notice. Null or empty: not printed."""

    title: Words | None = Field(description="The notice's own title, without footnote calls.")
    subject_title: Words | None = Field(description="The issued document's title, where a covering notice issues one.")
    doc_type: DocType | None = Field(description="The type of the document that carries the content.")
    doc_number: GoldDocNumber | None = Field(description="This notice's own number.")
    issuers: tuple[Words, ...] = Field(description="The issuing organs, in full as printed.")
    addressees: tuple[Words, ...] = Field(description="The organs or groups addressed, one entry each.")
    signed_date: IsoDate | None = Field(description="成文日期.")
    printed_date: IsoDate | None = Field(description="印发日期.")
    attachments: tuple[GoldAttachment, ...] = Field(description="The attachments in order.")
    period: GoldPeriod = Field(description="The plan period that title or text names.")
    published_date: IsoDate | None = Field(None, description="发布日期, where printed. Not scored.")
    effective_from: IsoDate | None = Field(None, description="The first day in force, where printed. Not scored.")
    valid_until: IsoDate | None = Field(None, description="The last day in force, where printed. Not scored.")
    index_number: Words | None = Field(None, description="索引号, where printed. Not scored.")
    copied_to: tuple[Words, ...] = Field((), description="抄送 organs, where printed. Not scored.")
    jurisdiction: Words | None = Field(None, description="The region whose organ issues. Not scored.")
    urgency: Words | None = Field(None, description="紧急程度, where printed. Not scored.")
    secrecy: Words | None = Field(None, description="密级, where printed. Not scored.")


class GoldCitation(_Label):
    """A 《title》 in one place where it stands."""

    title: Words = Field(description="The title without its 《》.")
    doc_number: Words | None = Field(description="The number printed with it, as printed; null where none.")
    relation: Relation = Field(description="What this notice does with the cited document.")
    quote: Words = Field(description="The title with its number, as printed.")


class GoldTable(_Label):
    """A table with its spans filled."""

    kind: TableKind = Field(description="What its rows are.")
    caption: str | None = Field(description="Its caption, or null.")
    header: tuple[str, ...] = Field(description="The column headings; two levels as upper/lower.")
    rows: tuple[tuple[str, ...], ...] = Field(description="The logical rows below the header, one text a cell.")
    pages: tuple[Annotated[StrictInt, Field(ge=1)], ...] = Field(description="1-based physical pages, or [].")


class GoldTime(_Label):
    """When something is due."""

    raw: Words = Field(description="The words as printed.")
    kind: TimeKind = Field(description="How the time binds.")
    start: IsoDate | None = Field(description="First day, or null.")
    end: IsoDate | None = Field(description="Last day, inclusive, or null.")
    recurrence: str | None = Field(pattern=_RECURRENCE, description="RFC 5545 rule without RRULE:, or null.")
    precision: Precision = Field(description="How fine the words are.")
    ambiguous: StrictBool = Field(description="Whether the words leave open which day is meant.")
    latest: IsoDate | None = Field(None, description="The last day that the words allow, where they are ambiguous.")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.kind == "by" and self.start:
            raise _inconsistent("a time of kind 'by' has no start", "start")
        if self.start and self.end and self.start > self.end:
            raise _inconsistent("the time ends before it starts", "end")
        if self.latest and not self.ambiguous:
            raise _inconsistent("only an ambiguous time has a latest day", "latest")
        if self.latest and self.end and self.latest < self.end:
            raise _inconsistent("the latest day lies before the end", "latest")
        if (self.kind == "recurring") != (self.recurrence is not None):
            raise _inconsistent("a recurrence belongs to kind 'recurring', and to no other", "recurrence")
        return self


class GoldQuantity(_Label):
    """A number with its unit and how it binds: exactly one of value, low with high, or ratio."""

    raw: Words = Field(description="From the bounding word to the unit, where they touch.")
    comparator: Comparator = Field(description="How the number binds.")
    value: Number | None = Field(description="The number, written out; null for a range or a ratio.")
    low: Number | None = Field(description="The lower end of a range, else null.")
    high: Number | None = Field(description="The upper end of a range, else null.")
    unit: Words | None = Field(description="The unit, or the head noun where none is printed; null for a ratio.")
    per: tuple[Words, ...] = Field(description="Distributive words (每校, 每年).")
    basis: Basis = Field(description="Whether the number is a level or a change.")
    approximate: StrictBool = Field(description="Whether the words say about (左右, 约, 余).")
    ratio: tuple[Number, Number] | None = Field(description="[20, 1] for 20:1, [1, 3] for 三分之一; else null.")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        is_range = self.low is not None or self.high is not None
        if [self.value is not None, is_range, self.ratio is not None].count(True) != 1:
            raise _inconsistent("exactly one of value, low with high, and ratio should be given", "value")
        if (self.comparator == "range") != is_range:
            raise _inconsistent("low and high belong to the comparator 'range', and to no other", "comparator")
        if is_range and (self.low is None or self.high is None):
            raise _inconsistent("a range has both low and high", "high" if self.high is None else "low")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise _inconsistent("low is greater than high", "low")
        if self.ratio is not None and self.unit is not None:
            raise _inconsistent("a ratio has no unit", "unit")
        return self


class GoldUnit(_Label):
    """A unit that answers for a task."""

    raw: Words = Field(description="The unit as printed.")
    name: Words = Field(description="The unit with what a list shares restored.")
    canonical: Words = Field(description="The full official name with its region as far as known, else the name.")
    role: Role = Field(description="Its part in the task.")
    group: StrictBool = Field(description="Whether it is a class of units (各中职学校).")


class GoldTask(_Label):
    """The smallest unit of work that the notice hands out."""

    id: Words = Field(description="An id within this file.")
    origin: Origin = Field(description="Whether it stands in prose or in a table row.")
    number: Words | None = Field(description="Its marker without dots and brackets, or null.")
    measure: Words | None = Field(description="The nearest heading or measure cell above it, without marker, or null.")
    action: Words = Field(description="The work, without marker.")
    quote: Words = Field(description="The words with their marker as printed.")
    refines: Words | None = Field(description="The id of the task that this row details, or null.")
    responsible: tuple[GoldUnit, ...] = Field(description="The units that answer for it.")
    deadlines: tuple[GoldTime, ...] = Field(description="The times by, during or from which it is due.")


class GoldTarget(_Label):
    """A result with a number that the notice sets out to reach."""

    id: Words = Field(description="An id within this file.")
    origin: Origin = Field(description="Whether it stands in prose or in a table row.")
    indicator: Words = Field(description="What is counted or measured.")
    scope: Words | None = Field(description="For whom or where, or null.")
    quantity: GoldQuantity = Field(description="The number to reach.")
    time: GoldTime | None = Field(description="When it is due, or null.")
    nature: Nature | None = Field(description="约束性 or 预期性 where printed, else null.")
    quote: Words = Field(description="The shortest clause that carries indicator and number.")
    task: Words | None = Field(description="The id of the task whose words hold it, or null.")


class GoldThreshold(_Label):
    """A number that limits, permits, qualifies or sets a rate."""

    subject: Words = Field(description="What is bounded, and for whom.")
    condition: Words | None = Field(description="When or for which class it holds, or null.")
    quantity: GoldQuantity = Field(description="The bound.")
    quote: Words = Field(description="The shortest clause that carries subject and number.")
    task: Words | None = Field(description="The id of the task whose words hold it, or null.")


class GoldFile(_Label):
    """The labels of one notice. Kinds that are not in ``complete`` are scored for recall only."""

    format: Literal["policyparse-gold/1"] = Field(alias="schema", description="The format of this file.")
    document: str = Field(pattern=r"^[^/\\]*[^/\\\s][^/\\]*$", description="The notice's file name, without folder.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the notice's bytes, in lower case hex.")
    complete: tuple[Kind, ...] = Field(description="The kinds of which every fact of the notice is labelled.")
    metadata: GoldMetadata = Field(description="What masthead, signature and title say.")
    citations: tuple[GoldCitation, ...] = Field(description="The 《titles》, in order of appearance.")
    tables: tuple[GoldTable, ...] = Field(description="The tables, in order of appearance.")
    tasks: tuple[GoldTask, ...] = Field(description="The tasks, in order of appearance.")
    targets: tuple[GoldTarget, ...] = Field(description="The targets, in order of appearance.")
    thresholds: tuple[GoldThreshold, ...] = Field(description="The thresholds, in order of appearance.")

    @model_validator(mode="after")
    def _ids_hold(self) -> Self:
        for message, at in _id_problems(self):
            raise _inconsistent(message, *at)
        return self


class GoldError(PolicyParseError):
    """A gold file that is refused. ``problems``: all its mistakes as (line, words); ``line``: the first one's line."""

    def __init__(
        self, problems: Sequence[tuple[int, str]], name: str | None = None, code: ErrorCode = "corrupt"
    ) -> None:
        self.problems = tuple(sorted(problems))
        self.line, words = self.problems[0]
        more = len(self.problems) - 1
        super().__init__(code, f"line {self.line}: {words}" + (f" (and {more} more)" if more else ""), name)
        self.args = (self.problems, name, code)


def load_gold(source: str | os.PathLike[str] | bytes, name: str | None = None) -> GoldFile:
    """Read a gold file from a path or from its bytes (then ``name`` is what errors call it).

    Raises GoldError (code "corrupt"; "empty" for nothing but blanks) naming file and line of what is wrong, and
    PolicyParseError ("not_found", "not_a_file", "unreadable") where there is no file to read.
    """
    if isinstance(source, bytes):
        data = source
    else:
        name = name or Path(source).name
        data = _bytes_of(Path(source), name)
    if not data.strip():
        raise GoldError([(1, "an empty file")], name, "empty")
    try:
        located = read_json(data)
    except JsonProblem as problem:
        raise GoldError([(problem.line, problem.message)], name) from None
    try:
        return GoldFile.model_validate(located.value)
    except ValidationError as error:
        raise GoldError([_located(detail, located) for detail in error.errors()], name) from None


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise PolicyParseError("not_found", "no such gold file", name) from None
    except IsADirectoryError:
        raise PolicyParseError("not_a_file", "a folder where a gold file belongs", name) from None
    except OSError as error:
        raise PolicyParseError("unreadable", error.strerror or "cannot be read", name) from None


def _located(detail: ErrorDetails, located: LocatedJson) -> tuple[int, str]:
    """A pydantic error as its line and words such as ``targets[0].quantity.unit: a ratio has no unit``."""
    context: dict[str, Any] = detail.get("ctx", {})
    path = (*detail["loc"], *context.get("at", ()))
    shown = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")
    words = {"missing": "this key is missing", "extra_forbidden": "no such key"}.get(detail["type"], detail["msg"])
    return located.line_of(path), f"{shown}: {words}" if shown else words


def _id_problems(gold: GoldFile) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Ids given twice and references that lead nowhere, each with the path to it."""
    tasks = {task.id for task in gold.tasks}
    seen: set[str] = set()
    for place, task in enumerate(gold.tasks):
        if task.id in seen:
            yield f"the task id {task.id!r} is given twice", ("tasks", place, "id")
        if task.refines is not None and task.refines not in tasks:
            yield f"no task has the id {task.refines!r}", ("tasks", place, "refines")
        if task.refines == task.id:
            yield "a task cannot refine itself", ("tasks", place, "refines")
        seen.add(task.id)
    targets: set[str] = set()
    for place, target in enumerate(gold.targets):
        if target.id in targets:
            yield f"the target id {target.id!r} is given twice", ("targets", place, "id")
        targets.add(target.id)
    facts = [("targets", place, fact.task) for place, fact in enumerate(gold.targets)]
    facts += [("thresholds", place, fact.task) for place, fact in enumerate(gold.thresholds)]
    for kind, place, task_id in facts:
        if task_id is not None and task_id not in tasks:
            yield f"no task has the id {task_id!r}", (kind, place, "task")

"""Corrections of a person applied to a document: the facts they name, what is linked to these, and what follows.

For: `batch.corrections`. A corrected fact is marked by its evidence (rule "corrected", confidence 1), the
metadata by a diagnostic that names the fields; what cannot be applied becomes a diagnostic. Pure: the same document and
corrections give the same. Not for: files.
"""

from __future__ import annotations

import copy
import typing
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from policyparse.contract.base import Model
from policyparse.contract.corrections import CORRECTED, METADATA, MODELS, Correction, Kind
from policyparse.contract.facts import Responsible
from policyparse.contract.metadata import DocNumberValue, Metadata
from policyparse.delivery.json_file import record_to_dict
from policyparse.errors import one_line

Plain = dict[str, Any]
LOST, REFUSED = "correction_lost", "correction_refused"
# What a field that may not be null is where an added fact does not name it.
PLAIN_VALUES = {
    "origin": "prose", "comparator": "=", "basis": "level", "precision": "day", "role": "responsible",
    "relation": "mention",
}  # fmt: skip


class Refused(Exception):
    """A correction that does not fit the notice; the message says why."""


def corrected(document: Mapping[str, Any], corrections: Mapping[str, Correction]) -> Plain:
    """The document (plain JSON values) with the corrections; links to facts that went lead nowhere (null)."""
    facts: dict[Kind, list[Plain]] = {kind: list(document[kind]) for kind in MODELS}
    told: list[Plain] = []
    done = dict.fromkeys(("accept", "edit", "add", "reject"), 0)
    metadata = document[METADATA]
    for name, correction in sorted(corrections.items()):
        try:
            if name == METADATA:
                metadata = corrected_metadata(metadata, correction.values or {})
            else:
                _apply(document, facts, name, correction)
            done[correction.action] += 1
        except KeyError:
            said = f"No fact has the id {name} any more; what was to be done with it: {correction.action}."
            told.append(_diagnostic(LOST, "warning", said))
        except Refused as error:
            told.append(_diagnostic(REFUSED, "warning", f"{correction.action} {name}: {error}."))
    counts = ", ".join(f"{count} {action}" for action, count in done.items() if count)
    if counts:
        told.insert(0, _diagnostic(CORRECTED, "info", f"Corrected by hand: {counts}."))
    if metadata is not document[METADATA]:
        fields = ", ".join(corrected_fields(corrections[METADATA].values or {}))
        told.insert(1, _diagnostic(CORRECTED, "info", f"Corrected by hand in the metadata: {fields}."))
    _unlink(facts)
    after: Plain = {
        **document,
        METADATA: metadata,
        **dict(facts.items()),
        "diagnostics": [*document["diagnostics"], *told],
    }
    return {**after, **_what_follows(document, facts)} if counts else after


def _apply(document: Mapping[str, Any], facts: dict[Kind, list[Plain]], name: str, correction: Correction) -> None:
    if correction.action == "add":
        assert correction.kind is not None
        _add(document, facts[correction.kind], name, _added(document, correction.kind, name, correction))
        return
    kind, place = _find(facts, name)
    if correction.action == "reject":
        del facts[kind][place]
    elif correction.action == "accept":
        facts[kind][place] = _marked(facts[kind][place])
    else:
        facts[kind][place] = _edited(document, kind, facts[kind][place], correction)


def _find(facts: Mapping[Kind, list[Plain]], name: str) -> tuple[Kind, int]:
    """Raises KeyError."""
    for kind, found in facts.items():
        for place, fact in enumerate(found):
            if fact["id"] == name:
                return kind, place
    raise KeyError(name)


def _marked(fact: Plain) -> Plain:
    return {**fact, "evidence": {**fact["evidence"], "rule": CORRECTED, "confidence": 1}}


def _edited(document: Mapping[str, Any], kind: Kind, fact: Plain, correction: Correction) -> Plain:
    changed = copy.deepcopy(fact)
    _set(changed, correction.values or {})
    return _checked(document, kind, changed, fact)


def _added(document: Mapping[str, Any], kind: Kind, name: str, correction: Correction) -> Plain:
    given: Plain = {}
    _set(given, correction.values or {})
    evidence = given.setdefault("evidence", {})
    if not isinstance(evidence, dict) or not isinstance(evidence.get("quote"), str) or not evidence["quote"]:
        raise Refused("evidence.quote: an added fact is proved by words of the notice")
    evidence.update(rule=CORRECTED, confidence=1)
    evidence.setdefault("span", _where(document["text"], evidence["quote"], 0))
    return _checked(document, kind, _filled(MODELS[kind], {**given, "id": name}), None)


def _add(document: Mapping[str, Any], found: list[Plain], name: str, fact: Plain) -> None:
    """In its place by the text; one that is found by itself now is replaced, so that none stands twice."""
    found[:] = [one for one in found if one["id"] != name]
    start = fact["evidence"]["span"]["start"]
    later = (place for place, one in enumerate(found) if one["evidence"]["span"]["start"] > start)
    found.insert(next(later, len(found)), fact)


def _set(fact: Plain, values: Mapping[str, Any]) -> None:
    for path, value in values.items():
        *outer, last = path.split(".")
        holder = fact
        for step in outer:
            inner = holder.get(step)
            if inner is None:
                inner = holder[step] = {}
            if not isinstance(inner, dict):
                raise Refused(f"{path}: there is no such field")
            holder = inner
        holder[last] = copy.deepcopy(value)


def _checked(document: Mapping[str, Any], kind: Kind, fact: Plain, before: Plain | None) -> Plain:
    """The fact, marked, if it is one by the contract and its words are the notice's. Raises Refused."""
    _prove(document["text"], fact["evidence"], before["evidence"] if before else None)
    links = (("task_id", "tasks"), ("refines", "tasks"), ("section_id", "sections"), ("table_id", "tables"))
    for field, among in links:
        wanted = fact.get(field)
        # A link to an added task is looked at by `_unlink`, when all are there.
        if wanted is not None and among != "tasks" and all(one["id"] != wanted for one in document[among]):
            raise Refused(f"{field}: the notice has no {wanted}")
    try:
        return _marked(record_to_dict(MODELS[kind].model_validate(_filled(MODELS[kind], fact))))
    except ValidationError as error:
        raise Refused(_first(error)) from None


def _prove(text: str, evidence: Any, before: Plain | None) -> None:
    """Let quote and span say the same: where the quote was changed it is looked for, else it is what the span holds."""
    if not isinstance(evidence, dict):
        raise Refused("evidence: it has fields")
    span = evidence.get("span")
    if not (isinstance(span, dict) and all(isinstance(span.get(end), int) for end in ("start", "end"))):
        raise Refused("evidence.span: it has a start and an end")
    if before is not None and evidence["span"] != before["span"] and evidence["quote"] == before["quote"]:
        evidence["quote"] = text[span["start"] : span["end"]]
    if text[span["start"] : span["end"]] != evidence["quote"] or not evidence["quote"]:
        evidence["span"] = _where(text, evidence["quote"], span["start"])
    if before is not None and evidence["span"] != before["span"]:
        for field, nothing in (("page", None), ("regions", []), ("source", None), ("cell", None)):
            if evidence.get(field) == before[field]:  # where the former words stood
                evidence[field] = nothing


def _where(text: str, quote: Any, near: int) -> Plain:
    """Where the notice has these words, nearest to an offset. Raises Refused."""
    starts = []
    start = text.find(quote) if isinstance(quote, str) and quote else -1
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    if not starts:
        raise Refused("evidence.quote: the notice has no such words")
    nearest = min(starts, key=lambda start: abs(start - near))
    return {"start": nearest, "end": nearest + len(quote)}


def _filled(model: type[Model], given: Any) -> Any:
    """What is given, and for what is not null, nothing or the plain value, as far as the model takes them."""
    if not isinstance(given, dict):
        return given
    if model is Responsible:
        given = {"name": given.get("raw"), **given}
        given = {"canonical": given["name"], **given}
    full: Plain = {name: value for name, value in given.items() if name not in model.model_fields}
    for name, field in model.model_fields.items():
        kinds = list(_kinds(field.annotation))
        inner = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Model)), None)
        if name in given:
            value = given[name]
            if inner is not None:
                value = [_filled(inner, one) for one in value] if isinstance(value, list) else _filled(inner, value)
            full[name] = value
        elif type(None) in kinds:
            full[name] = None
        elif typing.get_origin(field.annotation) is tuple:
            full[name] = []
        elif field.annotation is bool:
            full[name] = False
        elif name in PLAIN_VALUES:
            full[name] = PLAIN_VALUES[name]
    return full


def _kinds(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _kinds(inner)


def corrected_fields(values: Mapping[str, Any]) -> list[str]:
    """The fields of the metadata that a correction is about."""
    return sorted({path.split(".")[0] for path in values})


def corrected_metadata(before: Plain, values: Mapping[str, Any]) -> Plain:
    """The metadata as a person said it is; what was corrected stands nowhere in the notice. Raises Refused."""
    changed = copy.deepcopy(before)
    if isinstance(number := values.get("doc_number"), str):
        values = {**values, "doc_number": _number_parts(number)}
    _set(changed, values)
    for name in corrected_fields(values):
        if name in changed["places"]:
            changed["places"][name] = [] if isinstance(changed["places"][name], list) else None
    try:
        return record_to_dict(Metadata.model_validate(_filled(Metadata, changed)))
    except ValidationError as error:
        raise Refused(_first(error)) from None


def _number_parts(printed: str) -> Plain:
    from policyparse.language import parse_doc_number

    number = parse_doc_number(printed)
    if number is None:
        raise Refused(one_line(f"doc_number: {printed} is no document number"))
    return {name: getattr(number, name) for name in DocNumberValue.model_fields}


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return one_line(f"{'.'.join(map(str, first['loc']))}: {first['msg']}")


def _unlink(facts: dict[Kind, list[Plain]]) -> None:
    tasks = {task["id"] for task in facts["tasks"]}
    for kind, field in (("tasks", "refines"), ("targets", "task_id"), ("thresholds", "task_id")):
        found = facts[typing.cast(Kind, kind)]
        found[:] = [one if one[field] is None or one[field] in tasks else {**one, field: None} for one in found]


def _what_follows(document: Mapping[str, Any], facts: Mapping[Kind, list[Plain]]) -> Plain:
    """The derived lists of the facts that now are."""
    from policyparse.facts.derived import derived_units
    from policyparse.facts.identity import Ids

    return {"deadlines": list(_deadlines(document, facts)), "units": derived_units(facts["tasks"], Ids())}


def _deadlines(document: Mapping[str, Any], facts: Mapping[Kind, list[Plain]]) -> Iterator[Plain]:
    """As `facts.derived` has them; one whose first task or target is what it was keeps its words."""
    from policyparse.facts.identity import Ids

    ids = Ids()
    before = {_moment(one["time"]): one for one in document["deadlines"]}
    found: dict[tuple[Any, ...], list[tuple[str, Plain, Plain]]] = {}
    for task in facts["tasks"]:
        for time in task["deadlines"]:
            found.setdefault(_moment(time), []).append(("task_ids", task, time))
    for target in facts["targets"]:
        if target["time"] is not None and target["task_id"] is None:
            found.setdefault(_moment(target["time"]), []).append(("target_ids", target, target["time"]))
    for moment, owners in found.items():
        _, first, time = owners[0]
        known = before.get(moment)
        place = time["place"] or first["evidence"]
        span = place["span"]
        kept = known["evidence"] if known and known["evidence"]["span"] == span else None
        rule, confidence = ("deadline.derived", known["evidence"]["confidence"]) if known else (CORRECTED, 1)
        if first["evidence"]["rule"] == CORRECTED:
            rule, confidence = CORRECTED, 1
        where = {name: place[name] for name in ("span", "page", "regions", "source", "cell")}
        quote = document["text"][span["start"] : span["end"]]
        yield {
            "id": ids.give("d", *moment),
            "time": time,
            "what": first.get("action") or first.get("indicator"),
            "task_ids": list(dict.fromkeys(one["id"] for kind, one, _ in owners if kind == "task_ids")),
            "target_ids": list(dict.fromkeys(one["id"] for kind, one, _ in owners if kind == "target_ids")),
            "evidence": {**(kept or {**where, "quote": quote}), "rule": rule, "confidence": confidence},
        }


def _moment(time: Mapping[str, Any]) -> tuple[Any, ...]:
    return time["kind"], time["start"], time["end"], time["recurrence"]


def _diagnostic(code: str, severity: str, message: str) -> Plain:
    return {"code": code, "severity": severity, "message": message, "place": None}

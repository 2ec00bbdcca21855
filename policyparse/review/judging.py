"""Whether a correction that somebody sends fits its notice, before it is kept.

For: the correcting server. Not for: what a correction does (`delivery.correcting`), nor keeping it (`store`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from policyparse.contract.corrections import Correction, CorrectionFile
from policyparse.delivery.correcting import LOST, REFUSED, corrected, corrected_fields
from policyparse.errors import one_line
from policyparse.gold.from_document import Judged, gold_of
from policyparse.review.store import FORMAT

LONGEST_ID = 100


class Unfit(Exception):
    """A correction that cannot be kept; the message says why."""


def read_correction(fact: str, given: object) -> Correction | None:
    """A correction from plain values; None takes one back. Raises Unfit."""
    if not 0 < len(fact) <= LONGEST_ID or not fact.isprintable():
        raise Unfit("the id of a fact is 1 to 100 printable characters")
    if given is None:
        return None
    try:
        file = CorrectionFile.model_validate({"schema": FORMAT, "documents": {"notice": {fact: given}}})
    except ValidationError as error:
        raise Unfit(_words(error)) from None
    return file.documents["notice"][fact]


def look_whether_it_fits(
    document: Mapping[str, Any], kept: Mapping[str, Correction], fact: str, correction: Correction
) -> None:
    """Raises Unfit where it cannot be applied to the document, or a label could not say the fact that it makes."""
    before = len(document["diagnostics"])
    # With what is kept, since an added fact may name another; what is wrong with the others is not asked here.
    after = corrected(document, {**kept, fact: correction})
    alone = corrected(document, {fact: correction})
    for told in alone["diagnostics"][before:]:
        if told["code"] in (LOST, REFUSED):
            raise Unfit(told["message"])
    fields = corrected_fields(correction.values or {}) if fact == "metadata" else ()
    _, unsayable = gold_of(after, Judged(facts={fact}, fields=fields))
    if unsayable:
        raise Unfit(one_line(f"{unsayable[0].name}: {unsayable[0].why}"))


def _words(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"][3:]))
    words = first["msg"].removeprefix("Value error, ")
    return one_line(f"{where}: {words}" if where else words)

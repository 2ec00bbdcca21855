"""The founding notices as documents of other formats: every reader gives the facts that the text gives, kind by kind.

Not here: how a format is read (its reader's own test). Words are compared without blanks, which producers set anew.
The renderings are made from the parsed text (corpus/README.md), so what the sources of the texts had lost or carried
besides (the scrambled attachments of notice 1, the foreign articles of notice 4, page marks, footnotes) differs only
in ``diagnostics``, which are not compared.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import policyparse

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
FORMATS = ("html", "docx", "chromium.pdf", "libreoffice.pdf")
KINDS = (
    "metadata", "sections", "tables", "tasks", "targets", "thresholds", "citations", "deadlines", "units",
)  # fmt: skip
KNOWN: dict[tuple[str, str, str], str] = {}
"""(notice, format, kind) that may differ → why it must."""

NOTICES = sorted(path.name.removesuffix(".html") for path in (CORPUS / "renderings").glob("*.html"))
# Where a thing stands is a matter of its format.
OF_THE_FORMAT = frozenset(("place", "places", "evidence", "span", "pages"))
OF_IDENTITY = frozenset(("id", "parent_id", "section_id", "task_id", "table_id", "refines", "task_ids", "target_ids"))


def without(value: Any, left_out: frozenset[str]) -> Any:
    """A JSON value without some keys, its words without blanks."""
    if isinstance(value, dict):
        return {key: without(item, left_out) for key, item in value.items() if key not in left_out}
    if isinstance(value, list):
        return [without(item, left_out) for item in value]
    return "".join(value.split()) if isinstance(value, str) else value


def differences(first: Any, second: Any) -> str:
    """What one list (or object) has and the other lacks, a line each."""
    lines = [
        Counter(json.dumps(one, ensure_ascii=False) for one in (side.items() if isinstance(side, dict) else side))
        for side in (first, second)
    ]
    missing, added = lines[0] - lines[1], lines[1] - lines[0]
    return "\n".join([f"  - {line}" for line in missing.elements()] + [f"  + {line}" for line in added.elements()])


@cache
def facts_of(path: Path) -> Any:
    return json.loads(policyparse.parse(path).to_json())


def text_of(notice: str) -> Any:
    return facts_of(CORPUS / "notices" / f"{notice}.txt")


def rendering_of(notice: str, made: str) -> Any:
    return facts_of(CORPUS / "renderings" / f"{notice}.{made}")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("made", FORMATS)
@pytest.mark.parametrize("notice", NOTICES)
def test_a_rendering_gives_the_facts_of_its_text(notice: str, made: str, kind: str) -> None:
    left_out = OF_THE_FORMAT | OF_IDENTITY
    of_text, of_rendering = (without(facts[kind], left_out) for facts in (text_of(notice), rendering_of(notice, made)))
    different = differences(of_text, of_rendering)
    if reason := KNOWN.get((notice, made, kind)):
        assert different, f"no longer true: {reason}"
        pytest.skip(reason)
    assert not different, f"{kind} of {notice}.{made} (- in the text only, + in the rendering only):\n{different}"
    assert of_text == of_rendering, f"{kind} of {notice}.{made} stand in another order"


@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("made", FORMATS)
@pytest.mark.parametrize("notice", NOTICES)
def test_a_fact_keeps_its_id_in_another_format(notice: str, made: str, kind: str) -> None:
    if reason := KNOWN.get((notice, made, kind)):
        pytest.skip(reason)
    ids = [[fact["id"] for fact in facts[kind]] for facts in (text_of(notice), rendering_of(notice, made))]
    assert ids[0] == ids[1], differences(*ids)


@pytest.mark.parametrize("made", FORMATS)
@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_is_the_same_document_in_another_format(notice: str, made: str) -> None:
    text, rendering = text_of(notice), rendering_of(notice, made)
    assert text["document_id"] == rendering["document_id"]
    assert "".join(text["text"].split()) == "".join(rendering["text"].split())


def test_every_notice_is_rendered_in_every_format() -> None:
    made = {f"{notice}.{one}" for notice in NOTICES for one in FORMATS}
    assert len(NOTICES) == 5
    assert made == {path.name for path in (CORPUS / "renderings").iterdir()}

"""Measures of the text: sentences unbroken and in order, footnotes, furniture and foreign text out, metadata, scans.

White space counts nowhere. Not here: tables (`tables`), the place of facts on the page (`evidence`).
"""

from __future__ import annotations

import re

from pdf_scoring.distance import distance, distance_to_best_part
from pdf_scoring.tally import Tally, Truth, flat, short
from policyparse.contract import PolicyDocument

WINDOW = 16
"""That many characters in a row of a footnote or a foreign article show that it is there."""
DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


def text_checks(truth: Truth, document: PolicyDocument) -> Tally:
    """Sentences that stand unbroken in the text; those that stand, but not in the order given, are wrong too."""
    tally, text = Tally(), flat(document.text)
    checks = [flat(check) for check in truth.get("text_checks", [])]
    places = [_places(check, text) for check in checks]
    in_order = _longest_order(places)
    for number, check in enumerate(checks):
        why = "out of order" if places[number] else "broken or absent"
        tally.check(number in in_order, f"{why}: {short(check)}{_found_instead(check, text)}")
    return tally


def sentences(truth: Truth, document: PolicyDocument, key: str) -> Tally:
    """Sentences of one truth field that stand unbroken in the text, wherever."""
    tally, text = Tally(), flat(document.text)
    for check in map(flat, truth.get(key, [])):
        tally.check(check in text, f"broken or absent: {short(check)}{_found_instead(check, text)}")
    return tally


def absent(truth: Truth, document: PolicyDocument, key: str) -> Tally:
    """Footnote bodies or foreign paragraphs of which no stretch stands in the text."""
    tally, text = Tally(), flat(document.text)
    wanted = "\n".join(map(flat, (*truth.get("text_checks", []), *truth.get("footnote_call_checks", []))))
    for passage in map(flat, truth.get(key, [])):
        windows = [passage[at : at + WINDOW] for at in range(max(1, len(passage) - WINDOW + 1))]
        stray = next((window for window in windows if window in text and window not in wanted), None)
        tally.check(stray is None, f"in the text: {stray}")
    return tally


def furniture(truth: Truth, document: PolicyDocument) -> Tally:
    """Running heads and page numbers that are not in the text; one that is little but a number is sought as a line."""
    tally, text = Tally(), flat(document.text)
    lines = [flat(line) for line in document.text.split("\n")]
    for mark in map(flat, truth.get("furniture", [])):
        pattern = re.sub(r"(?<![A-Za-z])N(?![A-Za-z])", r"\\d+", re.escape(mark))
        if len(re.sub(r"(?<![A-Za-z])N(?![A-Za-z])", "", mark)) >= 2:
            found = re.search(pattern, text)
        else:
            found = next(filter(None, (re.fullmatch(pattern, line) for line in lines)), None)
        tally.check(found is None, f"in the text: {found[0] if found else ''} ({mark})")
    return tally


def metadata(truth: Truth, document: PolicyDocument) -> Tally:
    """Issuers, number, title and date of signing."""
    tally, said = Tally(), document.metadata
    given: dict[str, str] = truth.get("metadata", {})
    issuers = sorted(map(flat, said.issuers))
    for key, value in given.items():
        want = flat(value)
        if key == "org":
            got = " ".join(issuers)
            good = issuers == sorted(value.split())
        elif key == "docno":
            got = flat(said.doc_number.raw) if said.doc_number else ""
            good = got == want
        elif key == "title":
            got = flat(said.title or "")
            # Where the red head names the issuer, a title with and one without it are the same title.
            good = want in (got, *(got.removeprefix(issuer) for issuer in issuers), got.removeprefix("".join(issuers)))
        elif key == "date":
            got = str(said.signed_date)
            numbers = DATE.fullmatch(want)
            good = bool(numbers) and got == "{}-{:0>2}-{:0>2}".format(*numbers.groups() if numbers else ())
        else:
            raise ValueError(f"unknown metadata in the truth: {key}")
        tally.check(good, f"{key}: {got or 'none'}, not {want}")
    return tally


def prose_error(truth: Truth, document: PolicyDocument) -> tuple[int, int]:
    """For scans: edits between each sentence and the part of the text most like it; and characters in all."""
    text = flat(document.text)
    checks = [flat(check) for check in truth.get("text_checks", [])]
    return sum(distance_to_best_part(check, text) for check in checks), sum(map(len, checks))


def whole_error(truth: Truth, document: PolicyDocument) -> tuple[int, int]:
    """For scans: edits between all pages' reference text, page numbers left out, and the text; and characters."""
    marks = [re.sub("N", r"\\d+", re.escape(flat(mark))) for mark in truth.get("furniture", [])]
    pages = [flat(page) for page in truth.get("page_texts", [])]
    for mark in marks:
        pages = [re.sub(f"^{mark}|{mark}$", "", page) for page in pages]
    reference = "".join(pages)
    return (distance(reference, flat(document.text)) if reference else 0), len(reference)


def _places(check: str, text: str) -> list[int]:
    return [found.start() for found in re.finditer(f"(?={re.escape(check)})", text)]


def _longest_order(places: list[list[int]]) -> set[int]:
    """Numbers of the checks in the longest chain whose places ascend."""
    chains: list[tuple[int, list[int]]] = []  # last place, checks of the chain
    for number, found in enumerate(places):
        longer = []
        for place in found:
            before = _longest([chain for end, chain in chains if end < place])
            longer.append((place, [*before, number]))
        chains += longer
    return set(_longest([chain for _, chain in chains]))


def _longest(chains: list[list[int]]) -> list[int]:
    return max(chains, key=len) if chains else []


def _found_instead(check: str, text: str) -> str:
    """Where the check breaks: the last words that still agree, and what follows them in the text."""
    if check in text:
        return ""
    low = max((size for size in range(len(check)) if check[:size] in text), default=0)
    if low < min(6, len(check)):
        return ""
    at = text.index(check[:low]) + low
    return f" | after “{check[max(0, low - 8) : low]}”: {text[at : at + 24]}"

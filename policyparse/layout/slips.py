"""Slips of the printed text that its own structure makes certain, and so may be put right with a diagnostic.

One kind so far: a 《 that is never closed, before the words of a title that stands closed elsewhere in the notice.
Everything else stays as printed. Not here: OCR correction of single characters.
"""

from __future__ import annotations

from policyparse.layout.strand import Strand, inserted, join
from policyparse.lazy_regex import regex

TITLE = regex(r"《([^《》]{4,120})》")
OPEN = regex(r"《(?=[^《》]*+(?:$|《))")


def known_titles(paragraphs: list[Strand]) -> list[str]:
    """Titles that stand in closed 《》, the longest first; none where every 《 is closed, since none is needed then."""
    if all(paragraph.text.count("《") <= paragraph.text.count("》") for paragraph in paragraphs):
        return []
    holding = [paragraph.text for paragraph in paragraphs if "《" in paragraph.text]
    found = {match.group(1) for text in holding for match in TITLE.finditer(text)}
    return sorted(found, key=lambda title: (-len(title), title))


def close_titles(paragraph: Strand, titles: list[str]) -> tuple[Strand, list[str]]:
    """The paragraph with 》 put behind each title that was left open, and the titles concerned."""
    if not titles or paragraph.text.count("《") <= paragraph.text.count("》"):
        return paragraph, []
    closed: list[str] = []
    for match in reversed(list(OPEN.finditer(paragraph.text))):
        rest = paragraph.text[match.end() :]
        title = next((title for title in titles if rest.startswith(title)), None)
        if title is not None:
            end = match.end() + len(title)
            before, after = paragraph[:end], paragraph[end:]
            paragraph = join((before, inserted("》", before.raw_end - 1), after))
            closed.append(title)
    return paragraph, closed

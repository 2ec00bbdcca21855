"""The way of the data: bytes → Pages → Manuscript → Outline → Facts → PolicyDocument. Read this first.

Each stage is a function from one named type to the next; none reaches back. Not here: any stage's work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading

if TYPE_CHECKING:
    from policyparse.contract import PolicyDocument
    from policyparse.delivery.page_pictures import PagePicture
    from policyparse.facts.find import Facts
    from policyparse.language.organ_lexicon import Lexicon
    from policyparse.layout.manuscript import Manuscript
    from policyparse.layout.source_pieces import SourcePieces
    from policyparse.reading.page_ground import Ground
    from policyparse.reading.pages import Pages
    from policyparse.tables.rulings import TableSettings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UnusedMention:
    """A number, time or unit that became no fact: where it stands, which stage set it aside and why."""

    kind: str
    raw: str
    start: int
    end: int
    page: int | None
    line: int | None
    column: int | None
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class SilentSentence:
    """A sentence that holds a number, a time or a word of duty (``cues``), and gave no fact.

    ``cue``: the words of the first of them; ``reason`` says why that one is none.
    """

    text: str
    cues: tuple[str, ...]
    cue: str
    reason: str
    start: int
    page: int | None
    line: int | None
    column: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A document, what became no fact, and the sentences that gave none, in reading order."""

    document: PolicyDocument
    unused: tuple[UnusedMention, ...]
    silent: tuple[SilentSentence, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """All that a page for people shows of a notice: what was found, the text with its boxes, the pages as they look.

    ``grounds``: page number (1-based) → its picture; pages of which there is none are left out.
    """

    explanation: Explanation
    manuscript: Manuscript
    grounds: Mapping[int, Ground]


def parse_bytes(reading: Reading, lexicon: Lexicon | None = None) -> PolicyDocument:
    """The document of a file's bytes; raises PolicyParseError. ``lexicon``: a user's, None for the package's."""
    from policyparse.facts.assembly import assemble

    facts = find_in_bytes(reading, lexicon)
    return assemble(facts)


def find_in_bytes(reading: Reading, lexicon: Lexicon | None = None) -> Facts:
    """The facts of a file's bytes as drafts; lets go of the bytes."""
    from policyparse.reading.sniffing import read

    settings = table_settings(reading)
    pages = _then(reading.clock.check, read(reading))
    reading.let_go()
    return find_in_pages(reading, pages, settings, lexicon)


def find_in_pages(reading: Reading, pages: Pages, settings: TableSettings, lexicon: Lexicon | None = None) -> Facts:
    """The facts of what was read, stage by stage, the clock and the limits looked at between them."""
    from policyparse.facts.find import find_facts
    from policyparse.layout.compose import compose_manuscript
    from policyparse.outline.outline import outline

    check = reading.clock.check
    manuscript = _then(check, compose_manuscript(pages, settings, check))
    reading.limits.hold(manuscript.table_cells(), "table_cells", reading.name)
    outlined = _then(check, outline(manuscript))
    return _then(check, find_facts(outlined, lexicon))


def parse_characters(
    reading: Reading, characters: str, lexicon: Lexicon | None = None
) -> tuple[PolicyDocument, SourcePieces]:
    """The document of a plain text that is at hand as characters, and the way from its text back to their offsets."""
    from policyparse.facts.assembly import assemble
    from policyparse.layout.source_pieces import SourcePieces
    from policyparse.reading.sniffing import is_markdown
    from policyparse.reading.text_file import READER, pages_of_text

    bare = characters.removeprefix("\ufeff")
    if is_markdown(reading.data):
        from policyparse.reading.markdown import pages_of_markdown

        pages = pages_of_markdown(bare, reading.data, reading.name)
    else:
        pages = pages_of_text(bare, reading.data, reading.name, "text/plain", READER)
    facts = find_in_pages(reading, pages, table_settings(reading), lexicon)
    return assemble(facts), SourcePieces(facts.outline.manuscript, len(characters) - len(bare))


def table_settings(reading: Reading) -> TableSettings:
    """The caller's table settings; raises ``unsupported`` for one that is none."""
    from policyparse.tables.rulings import TableSettings

    try:
        return TableSettings.of(reading.table_settings)
    except ValueError as error:
        raise PolicyParseError("unsupported", str(error), reading.name) from error


def _where(facts: Facts, span: tuple[int, int]) -> tuple[int | None, int | None, int | None]:
    """Page, line and column of a stretch of the text: what the format has of these."""
    manuscript = facts.outline.manuscript
    if boxes := manuscript.page_boxes(*span):
        return boxes[0].page, None, None
    if not manuscript.pages.has_lines:
        return None, None, None
    line, column, _, _ = manuscript.locate(*span)
    return None, line, column


def explain_bytes(reading: Reading, lexicon: Lexicon | None = None) -> Explanation:
    """The document and every number, time and unit mention that became no fact."""
    return _explained(find_in_bytes(reading, lexicon))


def study_bytes(reading: Reading, lexicon: Lexicon | None = None) -> Study:
    """The same with the manuscript and the pictures of the pages; the file is read once."""
    from policyparse.reading.page_ground import grounds_of

    facts = find_in_bytes(replace(reading), lexicon)  # which lets go of its own bytes only
    manuscript = facts.outline.manuscript
    explanation = _then(reading.clock.check, _explained(facts))
    return Study(explanation, manuscript, grounds_of(reading, manuscript.pages))


def _explained(facts: Facts) -> Explanation:
    from policyparse.facts.assembly import assemble
    from policyparse.facts.coverage import silent_sentences
    from policyparse.facts.explaining import unused_mentions

    document = assemble(facts)
    aside = unused_mentions(facts, document)
    unused = tuple(
        UnusedMention(one.kind, one.raw, *one.span, *_where(facts, one.span), one.stage, one.reason) for one in aside
    )
    silent = tuple(
        SilentSentence(
            document.text[one.span[0] : one.span[1]].strip(),
            one.cues,
            one.words,
            one.reason,
            one.span[0],
            *_where(facts, one.span),
        )
        for one in silent_sentences(facts.outline, document, aside)
    )
    return Explanation(document, unused, silent)


def draw_bytes(reading: Reading) -> tuple[PagePicture, ...]:
    """Pictures of what is found on each page of a file; none where its format has no pages."""
    from policyparse.delivery.page_pictures import page_pictures
    from policyparse.layout.compose import compose_manuscript
    from policyparse.reading.page_image import images_of
    from policyparse.reading.sniffing import read

    check = reading.clock.check
    settings = table_settings(reading)
    pages = _then(check, read(reading))
    manuscript = _then(check, compose_manuscript(pages, settings))
    with images_of(reading, pages.source.media_type) as image:
        return tuple(_then(check, picture) for picture in page_pictures(manuscript, settings, image))


def _then(check: Callable[[], None], value: T) -> T:
    """A stage's result, once the clock has been looked at."""
    check()
    return value

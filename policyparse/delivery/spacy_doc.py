"""PolicyDocument → spaCy's Doc: the facts as spans, and the document itself as ``doc._.policy``.

Needs the extra ``spacy``. Not here: parsing in a pipeline (`policyparse.spacy_component`), choosing the spans
(`delivery.fact_spans`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from policyparse.contract import PolicyDocument
from policyparse.delivery.extras import needs
from policyparse.delivery.fact_spans import fact_spans
from policyparse.delivery.json_file import load_document
from policyparse.lazy_regex import regex

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SPANS_KEY: Final = "policyparse"
DATA_KEY: Final = "policyparse"
EXTENSION: Final = "policy"
# spaCy's tokenizers take time that grows with the square of a text: they get it in pieces that end with a paragraph, or
# at least with a sentence.
PIECES = regex(r"(?s)(?:.{1,2000}(?:\n|\Z)|.{1,2000}[。；！？]|.{1,2000})")

Where = Callable[[int, int], Iterable[tuple[int, int]]]


def to_doc(document: PolicyDocument, nlp: Language | None = None) -> Doc:
    """The document's text as a Doc with its facts in ``doc.spans["policyparse"]`` and itself in ``doc._.policy``.

    ``nlp`` tokenises, and does nothing else; None stands for a blank Chinese pipeline, a token a character. Raises
    PolicyParseError ("missing_extra") without spaCy.
    """
    with needs("spacy"):
        import spacy
    doc = make_doc(nlp if nlp is not None else spacy.blank("zh"), document.text)
    add_facts(doc, document, lambda start, end: ((start, end),))
    return doc


def make_doc(nlp: Language, text: str) -> Doc:
    """The tokens of a text, made piece by piece: a long text costs no more a character than a short one.

    ``nlp`` and ``nlp.pipe`` take such a Doc in place of the text; it may be longer than ``nlp.max_length``.
    """
    from spacy.tokens import Doc

    pieces = PIECES.findall(text)
    if len(pieces) < 2:
        return nlp.make_doc(text)
    return Doc.from_docs([nlp.make_doc(piece) for piece in pieces], ensure_whitespace=False)


def add_facts(doc: Doc, document: PolicyDocument, where: Where, key: str = SPANS_KEY) -> None:
    """Put a document into a Doc: its facts as spans, itself as JSON, which goes wherever ``doc.user_data`` goes.

    ``where``: from a stretch of the document's text to those of the Doc's. A span has the fact's id as ``id_`` and
    ``kb_id_``; one whose ends lie inside tokens takes these whole: ``doc.spans[key].attrs["expanded"]`` counts them.
    """
    add_extension()
    spans, expanded = [], 0
    for fact in fact_spans(document):
        for start, end in where(fact.start, fact.end):
            span = doc.char_span(
                start, end, label=fact.label, kb_id=fact.id, span_id=fact.id, alignment_mode="expand"
            )  # fmt: skip
            if span is not None:
                spans.append(span)
                expanded += (span.start_char, span.end_char) != (start, end)
    doc.spans[key] = spans
    doc.spans[key].attrs["expanded"] = expanded
    doc.user_data[DATA_KEY] = document.to_json()


def add_extension() -> None:
    """Make ``doc._.policy`` known to spaCy: the PolicyDocument, None where there is none."""
    from spacy.tokens import Doc

    if not Doc.has_extension(EXTENSION):
        Doc.set_extension(EXTENSION, getter=document_of)


def document_of(doc: Any) -> PolicyDocument | None:
    """The PolicyDocument that a Doc carries."""
    written = doc.user_data.get(DATA_KEY)
    return None if written is None else _loaded(written)


@lru_cache(16)
def _loaded(written: str) -> PolicyDocument:
    """Read once for several questions to one Doc; records are frozen, so that they may share it."""
    return load_document(written)

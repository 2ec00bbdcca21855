"""The spaCy component: ``nlp.add_pipe("policyparse")`` puts the facts of a notice into its Doc.

For: spaCy, which loads this by the entry point when a pipeline asks for the name. Not for: the spans and their labels
(`delivery.fact_spans`), nor notices that are files: spaCy has only text.
"""

from __future__ import annotations

from typing import Any, Final

from spacy.errors import MatchPatternError
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

from policyparse.api import parse_in_place
from policyparse.delivery.spacy_doc import DATA_KEY, SPANS_KEY, add_extension, add_facts, make_doc
from policyparse.errors import PolicyParseError
from policyparse.language.organ_lexicon import Lexicon
from policyparse.language.patterns import MEASURE_LABEL, TokenPattern, organs_of
from policyparse.language.table_rows import BadRow
from policyparse.language.units import unit_word
from policyparse.lexicon_files import OwnWords, read_own_words
from policyparse.reading.limits import Limits

__all__ = ["PolicyComponent", "make_component", "make_doc"]

NAME: Final = "policyparse"
DEFAULTS: Final = {"lexicon": None, "min_confidence": 0.0, "timeout": 30.0, "spans_key": SPANS_KEY}

add_extension()


class PolicyComponent:
    """Parses the text of each Doc; ``doc.spans[key]`` and ``doc._.policy`` are what comes of it.

    A text of nothing but blanks has no facts, and None for a document. Else raises PolicyParseError, which spaCy hands
    to the error handler of the pipeline.
    """

    def __init__(self, nlp: Language, words: OwnWords, least: float, limits: Limits, key: str) -> None:
        self._words = words
        self._least = least
        self._limits = limits
        self._key = key
        self._matcher = _matcher(nlp, words)

    def __call__(self, doc: Doc) -> Doc:
        try:
            document, pieces = parse_in_place(doc.text, self._limits, self._lexicon(doc), self._least)
        except PolicyParseError as error:
            if error.code != "empty":
                raise
            doc.spans[self._key] = []
            doc.user_data.pop(DATA_KEY, None)
            return doc
        add_facts(doc, document, pieces.of, self._key)
        return doc

    def _lexicon(self, doc: Doc) -> Lexicon | None:
        """The user's words, with those of this Doc that patterns of tokens match; None where there are none."""
        organs, units = dict.fromkeys(self._words.organs), dict.fromkeys(self._words.units)
        for found, start, end in self._matcher(doc) if self._words.tokens else ():
            pattern = self._words.tokens[int(doc.vocab.strings[found])]
            words = "".join(doc[start:end].text.split())
            try:
                if pattern.label == MEASURE_LABEL:
                    units[unit_word(words, pattern.line, pattern.name)] = None
                else:
                    organs |= dict.fromkeys(organs_of(words, pattern.line, pattern.name))
            except BadRow:  # blanks, or a number: words of this notice that are neither
                continue
        return OwnWords(tuple(organs), tuple(units)).lexicon() if organs or units else None


def make_component(
    nlp: Language, name: str, lexicon: Any, min_confidence: float, timeout: float, spans_key: str
) -> PolicyComponent:
    """The component of ``nlp.add_pipe("policyparse", config={…})``.

    ``lexicon``: folder or file of a user's own words, where token patterns are allowed too; ``min_confidence``: facts
    that are less sure are left out; ``timeout``: seconds a text; ``spans_key``: where in ``doc.spans`` they go.
    """
    words = OwnWords() if lexicon is None else read_own_words(lexicon)
    return PolicyComponent(nlp, words, min_confidence, Limits(seconds=timeout), spans_key)


def _matcher(nlp: Language, words: OwnWords) -> Matcher:
    """spaCy's matcher of the token patterns, each under its number among them."""
    matcher = Matcher(nlp.vocab, validate=True)
    for number, pattern in enumerate(words.tokens):
        _add(matcher, str(number), pattern, words.pattern_file)
    return matcher


def _add(matcher: Matcher, key: str, pattern: TokenPattern, file: str) -> None:
    try:
        matcher.add(key, [[dict(token) for token in pattern.tokens]])
    except (MatchPatternError, ValueError) as error:
        said = " ".join(str(error).split())[:300]
        raise PolicyParseError("corrupt", f"line {pattern.line}: {said}", file) from error


Language.factory(NAME, assigns=["doc._.policy"], default_config=DEFAULTS, func=make_component)

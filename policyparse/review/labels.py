"""The words of the review page in Chinese and English: ``labels.tsv`` and those of diagnostics, read once.

Not here: words of the notice, which are shown as they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from policyparse.delivery.code_words import code_words
from policyparse.delivery.html_page import LANGUAGES, Language
from policyparse.delivery.rule_words import rule_words

__all__ = ["LANGUAGES", "Language", "label", "labels", "labels_with"]


@cache
def labels() -> dict[str, dict[str, str]]:
    """Language → key → words."""
    rows = (files("policyparse.review") / "labels.tsv").read_text(encoding="utf-8").splitlines()
    table: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for row in rows:
        if row and not row.startswith("#"):
            key, *words = row.split("\t")
            for language, said in zip(LANGUAGES, words, strict=True):
                table[language][key] = said
    for code, meaning in code_words().items():
        for language, said in zip(LANGUAGES, meaning, strict=True):
            table[language][f"code.{code}"] = said
    return table


def label(key: str, language: str) -> str:
    """The words of a key; what stands behind its first dot where there are none (a code word of a later version)."""
    group, _, rest = key.partition(".")
    if group == "rule" and (words := rule_words(rest)):
        return words.en if language == "en" else words.zh
    return labels()[language].get(key, rest)


def labels_with(rules: Iterable[str]) -> dict[str, dict[str, str]]:
    """Language → key → words, those of these rules of recurrence too."""
    keys = sorted({f"rule.{rule}" for rule in rules if rule_words(rule)})
    return {language: {**table, **{key: label(key, language) for key in keys}} for language, table in labels().items()}

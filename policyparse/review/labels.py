"""The words of the review page in Chinese and English: ``labels.tsv`` and those of diagnostics, read once.

Not here: words of the notice, which are shown as they are printed.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from policyparse.delivery.code_words import code_words
from policyparse.delivery.html_page import LANGUAGES, Language

__all__ = ["LANGUAGES", "Language", "label", "labels"]


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
    return labels()[language].get(key, key.partition(".")[2])

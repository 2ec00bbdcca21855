"""What code words of diagnostics and deliveries mean in words that a person reads: ``data/diagnostics.tsv``, read once.

For: the ledger and pages, which have Chinese headings. Not for: the message of a diagnostic, one English sentence that
names what was found (`contract.diagnostics`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from policyparse.delivery.html_page import Label
from policyparse.language.table_rows import table_rows


@cache
def code_words() -> Mapping[str, Label]:
    """Code → a Chinese sentence and an English name, in the order of the table."""
    text = (files("policyparse.data") / "diagnostics.tsv").read_text(encoding="utf-8")
    rows = table_rows(text, ("code", *Label._fields), ())
    return {row["code"]: Label(row["zh"], row["en"]) for _, row in rows}

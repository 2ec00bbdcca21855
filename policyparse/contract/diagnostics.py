"""Diagnostics: content dropped, doubted, unreadable or left out.

Not here: errors that end a parse (`policyparse.errors`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from policyparse.contract.base import Model
from policyparse.contract.place import Place


class Diagnostic(Model):
    """Something that a reader of the facts should know."""

    code: str = Field(description="stable code word, e.g. `foreign_matter`")
    severity: Literal["info", "warning", "error"] = Field(description="info, warning or error")
    message: str = Field(description="one English sentence")
    place: Place | None = Field(description="where it stands; null where it concerns the whole or dropped words")

"""Which pages of a PDF must be recognised as images, and what recognition gives for them.

Not here: recognition itself (`recognition`), reading of text and shapes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from policyparse.reading.limits import Reading
from policyparse.reading.pages import Ruling, Style
from policyparse.reading.pdf_shapes import Shapes
from policyparse.reading.pdf_text import PageText
from policyparse.reading.pdf_view import View


@dataclass(frozen=True, slots=True)
class Recognised:
    """What recognition found on a page; ``keeps_text``: the page's own text stands beside it."""

    characters: str
    boxes: tuple[list[float], ...]
    styles: list[Style]
    confidence: list[float]
    rulings: tuple[Ruling, ...]
    keeps_text: bool
    flagged: tuple[tuple[str, str], ...]


def recognise_where_needed(
    page: Any, view: View, text: PageText, shapes: Shapes, number: int, reading: Reading
) -> Recognised | None:
    """None where the page's text layer is what a reader sees."""
    return None

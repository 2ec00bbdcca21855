"""What has been read so far of one PDF, and the limits and diagnostics that both readers of PDF share.

Not here: either reader (`pdf`, `pdf_second`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policyparse.errors import PolicyParseError
from policyparse.reading.glyphs import GlyphRecorder
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Layer, Pages, Sheet, Source
from policyparse.reading.pdf_shapes import Shapes
from policyparse.reading.pdf_text import PageText
from policyparse.reading.pdf_view import View
from policyparse.reading.scanned import Recognised

MEDIA_TYPE = "application/pdf"
TAIL = 2048  # the end-of-file mark stands in the last bytes: PDF 1.7, implementation note 18


def check_page_count(count: int, reading: Reading) -> None:
    """Raises ``too_large`` for more pages than the limit, ``corrupt`` for none."""
    reading.limits.hold(count, "pages", reading.name)
    if not count:
        raise PolicyParseError("corrupt", "a PDF without pages", reading.name)


@dataclass(slots=True)
class PdfProgress:
    """The sheets, glyphs and diagnostics of the pages read so far."""

    recorder: GlyphRecorder = field(default_factory=GlyphRecorder)
    sheets: list[Sheet] = field(default_factory=list)
    flagged: list[tuple[str, str]] = field(default_factory=list)
    layers: set[Layer] = field(default_factory=set)

    @classmethod
    def begun(cls, reading: Reading) -> PdfProgress:
        """Nothing read yet; a file without its end mark is flagged."""
        done = cls()
        if b"%%EOF" not in reading.data[-TAIL:]:
            done.flagged.append(("recovered_file", "the file is damaged or cut off; what could be recovered was read"))
        return done

    def flag_unreadable(self, number: int) -> None:
        """Page ``number`` is left out."""
        self.flagged.append(("unreadable_page", f"page {number} cannot be read"))

    def add_page(
        self, number: int, view: View, text: PageText, shapes: Shapes, recognised: Recognised | None
    ) -> None:  # fmt: skip
        """A page that was read: its glyphs and rulings, and what was recognised in its image, if anything had to be."""
        if text.outside:
            words = f"{text.outside} character(s) beyond the edge of page {number} left out"
            self.flagged.append(("outside_page", words))
        start = len(self.recorder)
        layer = self._record(text, recognised)
        if len(self.recorder) > start:
            self.layers.add(layer)
        rulings, fills = shapes.drawing.finish()
        skew = 0.0
        if recognised is not None:
            rulings, skew = (*rulings, *recognised.rulings), recognised.skew
        extent = (start, len(self.recorder))
        self.sheets.append(
            Sheet(number, view.width, view.height, view.rotation, *extent, rulings, fills, layer, skew)
        )  # fmt: skip

    def _record(self, text: PageText, recognised: Recognised | None) -> Layer:
        """Adds the page's own text, unless it is no use, and what was recognised; returns the sheet's layer."""
        kept = bool(text.characters) and (recognised is None or recognised.keeps_text)
        if kept:
            self.recorder.add(text.characters, text.boxes, text.styles)
        if recognised is None:
            return "native"
        self.flagged += recognised.flagged
        if not recognised.characters:
            return "native"
        styles = [self.recorder.style(style) for style in recognised.styles]
        self.recorder.add(recognised.characters, recognised.boxes, styles, list(recognised.confidence))
        return "mixed" if kept else "ocr"

    def check_size(self, reading: Reading) -> None:
        """Raises ``too_large`` where more characters were read than the limit."""
        reading.limits.hold(len(self.recorder), "characters", reading.name)

    def pages(self, reading: Reading, reader: str) -> Pages:
        """All that was read; raises ``corrupt`` where no page could be, or ``missing_extra``."""
        if not self.sheets:
            raise PolicyParseError("corrupt", "no page of the file can be read", reading.name)
        characters, glyphs = self.recorder.finish()
        if not characters.strip():
            missing = [said for code, said in self.flagged if code == "recognition_missing"]
            if missing:
                raise PolicyParseError("missing_extra", missing[0].partition(": ")[2], reading.name)
            self.flagged.append(("no_text", "no page holds any text"))
        source = Source.of(reading.name, reading.data, MEDIA_TYPE, reader, self.layers)
        return Pages(source, characters, (0,), tuple(self.flagged), False, (), tuple(self.sheets), glyphs)

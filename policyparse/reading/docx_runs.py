"""The words of a paragraph of a DOCX: runs, fields, symbols, breaks, tracked changes, hidden text.

Not here: numbering, tables, and where a text box goes (`docx_body`). Walks with a list of its own, so that no nesting
overflows the stack; a field may reach over paragraphs, so its state outlives one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policyparse.lazy_regex import regex
from policyparse.reading.docx_blocks import LeftOut
from policyparse.reading.docx_styles import Styles
from policyparse.reading.symbol_fonts import UNKNOWN, in_symbols, is_symbol_font, symbol
from policyparse.reading.word_xml import (
    COMPATIBILITY,
    DRAWING,
    MATH,
    STRICT_DRAWING,
    STRICT_MATH,
    VML,
    Element,
    attribute,
    child,
    switch,
    w,
)

DELETED = frozenset(map(w, ("del", "moveFrom")))
PROPERTIES = frozenset(map(w, ("rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "customXmlPr", "smartTagPr", "fldData")))
BREAKS = {
    w("tab"): " ", w("ptab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-",
}  # fmt: skip
COUNTED = {
    w("footnoteReference"): "footnotes", w("endnoteReference"): "footnotes", w("commentReference"): "comments",
    DRAWING + "blip": "pictures", STRICT_DRAWING + "blip": "pictures", VML + "imagedata": "pictures",
    w("altChunk"): "embedded_documents", w("subDoc"): "embedded_documents",
}  # fmt: skip
GRAPHIC = frozenset((DRAWING + "graphicData", STRICT_DRAWING + "graphicData"))
DRAWN_ELSEWHERE = ("/chart", "/chartex", "/diagram")
MATH_TEXT = frozenset((MATH + "t", STRICT_MATH + "t"))
MATH_RUNS = frozenset((MATH + "r", STRICT_MATH + "r"))
DENOMINATOR = frozenset((MATH + "den", STRICT_MATH + "den"))
BOX = w("txbxContent")
RUN, TEXT = w("r"), w("t")
MATH_RAISED = frozenset((MATH + "sup", STRICT_MATH + "sup"))
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")  # 10⁴ must not read as 104
ONLY_DIGITS = regex(r"[0-9+\-−]+")
BLANKS = regex("[\t\r\n]")  # XML's own breaks inside a word's text are blanks
# Fields whose result is the page's, not the text's: page numbers, lists of contents, prompts.
PAGE_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION", "MACROBUTTON", "GOTOBUTTON"))
LISTS = frozenset(("TOC", "INDEX", "TOA"))
OVERLAY = regex(r"\\ac\s*\(\s*(\S)\s*[,;，]\s*(\d{1,2}|\S)\s*\)")  # EQ \o\ac(○,1): a number in a circle
TICKS = "√✓✔Rþ"


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    name: str = ""
    box: str = ""


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text, and the text boxes anchored in it with the text's length at their anchor."""

    text: str
    boxes: list[tuple[int, Element | str]]
    in_list: bool
    """It holds a part of a table of contents, which is not in the text."""


class Runs:
    """Reads the words of paragraphs in document order."""

    def __init__(self, styles: Styles, left_out: LeftOut, document: Element) -> None:
        self._styles = styles
        self._left_out = left_out
        self._fields: list[_Field] = []
        marks = [attribute(mark, "fldCharType") for mark in document.iter(w("fldChar"))]
        # A field that never ends must not swallow the rest of the document.
        self._dropped = PAGE_FIELDS | LISTS if marks.count("begin") == marks.count("end") else PAGE_FIELDS

    def words(self, paragraph: Element, style: str | None) -> Words:
        """The words of a paragraph with this style."""
        parts: list[str] = []
        boxes: list[tuple[int, Element | str]] = []
        length = 0
        self._fields = [one for one in self._fields if one.in_result and one.name not in PAGE_FIELDS]
        in_list = self._in_list()
        waiting = list(reversed(paragraph))
        hidden_style = self._styles.hides(style)
        run = _Run()
        while waiting:
            element = waiting.pop()
            tag = element.tag
            if tag == RUN:
                run = self._run(element, hidden_style)
                waiting.extend(reversed(element))
            elif tag == BOX or (tag == VML + "textpath" and element.get("string")):
                if not (self._silent() or run.hidden):
                    boxes.append((length, element if tag == BOX else element.get("string") or ""))
            elif tag in MATH_RUNS:
                above = element.getparent()
                run = _Run(hidden=hidden_style, raised=above is not None and above.tag in MATH_RAISED)
                waiting.extend(reversed(element))
            elif tag in DELETED:
                self._left_out.note("tracked_changes")
            elif tag not in PROPERTIES:
                text = self._text(element, run)
                if text:
                    parts.append(text)
                    length += len(text)
                waiting.extend(reversed(_inside(element)))
                in_list = in_list or self._in_list()
        return Words("".join(parts), boxes, in_list)

    def _run(self, element: Element, hidden_style: bool) -> _Run:
        properties = child(element, "rPr")
        if properties is None:
            return _Run(hidden=hidden_style)
        stated = switch(properties, "vanish")
        if stated is None:
            stated = hidden_style or self._styles.hides(attribute(child(properties, "rStyle")))
        fonts = child(properties, "rFonts")
        font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
        raised = attribute(child(properties, "vertAlign")) == "superscript"
        return _Run(hidden=stated, font=font, raised=raised)

    def _text(self, element: Element, run: _Run) -> str:
        """The words of one element, without those of its children."""
        tag = element.tag
        if tag == TEXT or tag in MATH_TEXT:
            text = BLANKS.sub(" ", element.text or "")
            if tag == TEXT and element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                text = text.strip(" ")
            if run.raised and ONLY_DIGITS.fullmatch(text):
                text = text.translate(RAISED)
            return self._shown(self._in_font(text, run.font), run)
        if tag in BREAKS:
            return self._shown(BREAKS[tag], run)
        if tag == w("sym"):
            return self._shown(self._symbol(element), run)
        if tag == w("instrText"):
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction.append(element.text or "")
        elif tag == w("fldChar"):
            return self._shown(self._field(element), run)
        elif tag in COUNTED:
            self._left_out.note(COUNTED[tag])
            # A mark of the author's own follows as text of the run, and is a call all the same.
            run.hidden_call = run.hidden_call or attribute(element, "customMarkFollows") in ("1", "true", "on")
        elif tag in GRAPHIC and (element.get("uri") or "").endswith(DRAWN_ELSEWHERE):
            self._left_out.note("pictures")
        elif tag in DENOMINATOR:
            return self._shown("/", run)
        return ""

    def _in_font(self, text: str, font: str) -> str:
        found = in_symbols(text, font) if is_symbol_font(font) or not text.isascii() else text
        if found is not text:
            self._left_out.note("unknown_symbols", found.count(UNKNOWN) - text.count(UNKNOWN))
        return found

    def _symbol(self, element: Element) -> str:
        try:
            code = int(attribute(element, "char") or "", 16)
        except ValueError:
            code = 0
        font = attribute(element, "font") or ""
        if not 0x20 <= code <= 0xFFFF or 0xD800 <= code < 0xE000:
            found = UNKNOWN
        elif is_symbol_font(font) or 0xF000 <= code <= 0xF0FF:
            found = symbol(font, code)
        else:
            found = chr(code)
        self._left_out.note("unknown_symbols", found == UNKNOWN)
        return found

    def _shown(self, text: str, run: _Run) -> str:
        """The text where it is printed, else nothing."""
        if run.hidden and text.strip():
            self._left_out.note("hidden_text", len(text))
        return "" if run.hidden or run.hidden_call or self._silent() else text

    def _silent(self) -> bool:
        """True inside instructions and inside results that are not of the text."""
        return any(not one.in_result or one.name in self._dropped for one in self._fields)

    def _in_list(self) -> bool:
        return any(one.name in LISTS and one.name in self._dropped for one in self._fields)

    def _field(self, element: Element) -> str:
        """Follows a field's begin, separator and end; what it prints itself, without a stored result."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(box=_box(element)))
        elif self._fields and kind == "separate":
            one = self._fields[-1]
            one.name, one.in_result = _name("".join(one.instruction)), True
        elif self._fields and kind == "end":
            one = self._fields.pop()
            words = "".join(one.instruction)
            if not one.in_result and _name(words) == "EQ":
                return _overlaid(words)
            return one.box if _name(words) == "FORMCHECKBOX" else ""
        return ""


@dataclass(slots=True)
class _Run:
    hidden: bool = False
    font: str = ""
    raised: bool = False
    hidden_call: bool = False


def _inside(element: Element) -> list[Element]:
    """The children to go on with."""
    if element.tag == COMPATIBILITY + "AlternateContent":  # the same content in a newer and an older form: once
        choice = element.find(COMPATIBILITY + "Choice")
        fallback = element.find(COMPATIBILITY + "Fallback")
        return list(choice if choice is not None else fallback if fallback is not None else ())
    if element.tag == w("fldSimple") and _name(attribute(element, "instr") or "") in PAGE_FIELDS | LISTS:
        return []
    return list(element)


def _name(instruction: str) -> str:
    return (instruction.split(maxsplit=1) or [""])[0].upper()


def _box(element: Element) -> str:
    """A form's box to tick, as it stands."""
    box = child(element, "ffData", "checkBox")
    if box is None:
        return ""
    ticked = switch(box, "checked")
    return "☑" if (switch(box, "default") if ticked is None else ticked) else "☐"


def _overlaid(instruction: str) -> str:
    r"""``EQ \o\ac(○,1)``, Word's enclosed characters: ①, ☑, or the inner character alone."""
    found = OVERLAY.search(instruction)
    if not found:
        return ""
    frame, inner = found.groups()
    if frame in "○〇◯" and inner.isascii() and inner.isdigit() and 1 <= int(inner) <= 20:
        return chr(ord("①") + int(inner) - 1)
    if frame in "□■" and inner in TICKS:
        return "☑"
    return inner

"""Names in WordprocessingML and the small questions that every part of the DOCX reader asks of an element.

Not here: what the elements mean. Names are those of ECMA-376 part 1, the transitional namespaces of part 4; strict
documents are read as transitional ones.
"""

from __future__ import annotations

from functools import cache

from lxml import etree

Element = etree._Element

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = (("http://purl.oclc.org/ooxml/wordprocessingml/main", MAIN),)
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
STRICT_DRAWING = "{http://purl.oclc.org/ooxml/drawingml/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
STRICT_MATH = "{http://purl.oclc.org/ooxml/officeDocument/math}"
LARGEST = 1_000_000  # a number beyond it in an attribute is junk


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of the main namespace."""
    return f"{{{MAIN}}}{name}"


def attribute(element: Element | None, name: str = "val") -> str | None:
    """An attribute of the main namespace, None where it or the element is missing."""
    return None if element is None else element.get(w(name))


def number(element: Element | None, name: str = "val", default: int = 0) -> int:
    """A whole number in an attribute, held within ±1,000,000; the default where there is none."""
    try:
        return max(-LARGEST, min(LARGEST, int(attribute(element, name) or "")))
    except ValueError:
        return default


def child(element: Element | None, *path: str) -> Element | None:
    """The first child, or child's child, by names of the main namespace. Direct ones only: a property as it was
    before a tracked change is nested deeper and does not count."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(w(name)), None)
    return element


def switch(properties: Element | None, name: str) -> bool | None:
    """A property that is on or off (17.17.4): None where it is not stated."""
    found = child(properties, name)
    if found is None:
        return None
    return (attribute(found) or "true").lower() not in ("0", "false", "off", "none")

"""HTML source → a small tree of what a reader of the page could see: elements, their text, nothing that runs or hides.

The markup is untrusted: its size, depth and attributes are bounded before and after the parser sees it, and nothing
that it names is ever fetched. Not here: which part of the page is the article (`main_content`), lines (`web_text`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from policyparse.errors import PolicyParseError
from policyparse.lazy_regex import inline, regex

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

DEEPEST = 100  # deeper elements give their text to the last one above: no page that people read nests so deep
MOST_OPEN = 5_000  # elements open at once, by tag name; the parser's time grows with its square
MOST_NODES = 300_000
MOST_ATTRIBUTES = 500  # of one tag; the parser's time grows with its square
LARGEST_SPAN = 60  # columns; rows are bounded by the table's own

CHINESE = regex("[\u3400-\u4dbf\u4e00-\u9fff]")
COLSPAN = regex(r"\scolspan\s*+=\s*+[\"']?\s*+0*(\d+)", re.IGNORECASE)
TAG = regex(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
ATTRIBUTES = regex(r"<[a-zA-Z](?:[^\"'>]|\"[^\"]*\"|'[^']*')*+")
NAME_PART = regex(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
        "wbr"
    )
)  # fmt: skip
CLOSED_BY_THE_NEXT = frozenset(
    (
        "p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dt", "dd", "option", "optgroup", "colgroup"
    )
)  # fmt: skip
NEVER_SEEN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "frame",
        "frameset",
        "noframes",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "map",
        "select",
        "textarea",
        "button",
        "input",
        "datalist",
        "nav",
        "footer",
        "aside",
        "dialog",
        "meta",
        "link",
        "title",
    ]
)
HIDDEN_STYLE = regex(r"display:none|mso-hide:all|mso-element:comment")
INVISIBLE_STYLE = regex(r"visibility:hidden")
SHOWN_LATER = frozenset(("jscontent", "imgcontent"))  # articles that a script makes visible when the page has loaded
OFFICE_TAG = regex(r"w:|m:|o:(?!p$)|xml$|dc:")  # what Word writes about itself into a page
# An XHTML page may close these at once; read as HTML they would swallow what follows.
CLOSED_AT_ONCE = regex(r"<(script|style|title|textarea|iframe|noscript)(\s[^<>]*)?/>", re.IGNORECASE)
PARAGRAPHS = frozenset(
    (
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "caption", "ul", "ol", "dl", "pre",
        "hr", "fieldset", "legend", "figure"
    )
)  # fmt: skip
BLOCKS = PARAGRAPHS | frozenset(
    [
        "div",
        "section",
        "article",
        "main",
        "header",
        "center",
        "address",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "form",
        "body",
        "html",
        "details",
        "summary",
        "figcaption",
        "dir",
        "menu",
    ]
)


@dataclass(slots=True, eq=False)
class Element:
    """An element of the page.

    ``han``: Chinese characters inside it that are no link; ``linked``: those that are. ``names``: its id and classes
    in lower case, without hyphens; ``words``: the words these are made of. ``address`` and ``hint``: of a link, where
    it leads (never gone to) and the name that it states besides its text.
    """

    tag: str
    parent: Element | None = None
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    colspan: int = 1
    rowspan: int = 1
    address: str = ""
    hint: str = ""
    children: list[Element | str] = field(default_factory=list)
    han: int = 0
    linked: int = 0

    def elements(self) -> list[Element]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.elements()))

    def count(self) -> None:
        """Sets ``han`` and ``linked`` here and below."""
        for element in reversed(list(self.walk())):  # document order reversed: children before their parents
            own = sum(len(CHINESE.findall(child)) for child in element.children if isinstance(child, str))
            element.han = own + sum(child.han for child in element.elements())
            element.linked = sum(child.linked for child in element.elements())
            if element.tag == "a":
                element.linked, element.han = element.linked + element.han, 0


@dataclass(frozen=True, slots=True)
class Markup:
    """The visible page, and what its head states: the titles of article and window, the day of publication."""

    body: Element
    article_title: str
    window_title: str
    published: str
    wide_spans: int
    """Cells that claim more columns than any table has."""


def parse_markup(characters: str, name: str) -> Markup:
    """The tree of an HTML source; raises PolicyParseError ``too_large`` or ``corrupt``."""
    from selectolax.lexbor import LexborHTMLParser

    if "<?xml" in characters[:200] or "xhtml" in characters[:2000].lower():
        characters = CLOSED_AT_ONCE.sub(r"<\1\2></\1>", characters)
    _check_bounds(characters, name)
    try:
        parser = LexborHTMLParser(characters)
        root = parser.body or parser.root
        if root is None:
            raise PolicyParseError("empty", "no page in the markup", name=name)
        body = _grow(root, name)
        stated = _head_values(parser.css("meta"))
        heads = parser.css("head > title")
        window = (heads[0].text() or "") if heads else ""
    except PolicyParseError:
        raise
    except (RuntimeError, ValueError, TypeError, UnicodeError, MemoryError) as error:
        raise PolicyParseError("corrupt", f"the markup cannot be parsed: {error}", name=name) from error
    body.count()
    title = stated.get("articletitle") or stated.get("og:title") or ""
    titles = " ".join(title.split()), " ".join(window.split())
    wide = sum(len(digits) > 4 or int(digits) > LARGEST_SPAN for digits in COLSPAN.findall(characters))
    return Markup(body, *titles, stated.get("pubdate", "").strip(), wide)


def _check_bounds(characters: str, name: str) -> None:
    opened: Counter[str] = Counter()
    total = tags = 0
    for match in TAG.finditer(characters):
        tag = match.group(2).lower()
        tags += 1
        if tag in VOID or tag in CLOSED_BY_THE_NEXT:
            continue
        if not match.group(1):
            opened[tag] += 1
            total += 1
        elif opened[tag]:
            opened[tag] -= 1
            total -= 1
        if total > MOST_OPEN:
            raise PolicyParseError("too_large", f"more than {MOST_OPEN} elements inside one another", name=name)
    if tags > MOST_NODES:
        raise PolicyParseError("too_large", f"more than {MOST_NODES} tags", name=name)
    for match in ATTRIBUTES.finditer(characters):
        if match.end() - match.start() > 2 * MOST_ATTRIBUTES and len(match.group().split()) > MOST_ATTRIBUTES:
            words = inline(r"\"[^\"]*\"|'[^']*'").sub("", match.group()).split()
            if len(words) > MOST_ATTRIBUTES:
                raise PolicyParseError("too_large", f"a tag with more than {MOST_ATTRIBUTES} attributes", name=name)


def _head_values(metas: list[LexborNode]) -> dict[str, str]:
    """What the page's head says of its article, by name in lower case; the first of a name."""
    found: dict[str, str] = {}
    for meta in metas:
        attributes = meta.attributes
        key = (attributes.get("name") or attributes.get("property") or "").lower()
        if key in ("articletitle", "og:title", "pubdate"):
            found.setdefault(key, attributes.get("content") or "")
    return found


def _grow(root: LexborNode, name: str) -> Element:
    """The tree below a parser's node, without what is never seen. Iterative: depth is the writer's choice."""
    top = Element("body")
    waiting: list[tuple[LexborNode, Element, int]] = [(child, top, 1) for child in reversed(_children(root))]
    seen = 0
    while waiting:
        node, parent, depth = waiting.pop()
        seen += 1
        if seen > MOST_NODES:
            raise PolicyParseError("too_large", f"more than {MOST_NODES} nodes", name=name)
        tag = (node.tag or "").lower()
        if tag == "-text":
            parent.children.append(node.text_content or "")
            continue
        if not tag or tag[0] in "-_!" or tag in NEVER_SEEN or OFFICE_TAG.match(tag) or _is_hidden(node):
            continue
        element = parent
        if depth < DEEPEST:
            element = _element(tag, node, parent)
        elif tag not in ("span", "font", "b", "a"):
            element.children.append(Element("br", parent))
        if element is not parent:
            parent.children.append(element)
        waiting.extend((child, element, depth + 1) for child in reversed(_children(node)))
    return top


def _children(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = inline(r"\s").sub("", attributes.get("style") or "").lower()
    if INVISIBLE_STYLE.search(style):
        return not _names(attributes)[0] & SHOWN_LATER
    return "hidden" in attributes or bool(HIDDEN_STYLE.search(style))


def _element(tag: str, node: LexborNode, parent: Element) -> Element:
    attributes = node.attributes
    if not attributes:
        return Element(tag, parent)
    names, words = _names(attributes)
    colspan = _span(attributes.get("colspan"), LARGEST_SPAN)
    element = Element(tag, parent, names, words, max(1, colspan), _span(attributes.get("rowspan"), 65534))
    if tag == "a":
        element.address = (attributes.get("href") or "")[:1000].strip()
        element.hint = (attributes.get("title") or attributes.get("download") or attributes.get("textvalue") or "")[
            :300
        ]
    return element


def _names(attributes: Mapping[str, str | None]) -> tuple[frozenset[str], frozenset[str]]:
    """Id and classes in lower case without hyphens, and the words they are made of."""
    printed = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"[:500]
    names = frozenset(inline("[-_]").sub("", printed).lower().split())
    return names, frozenset(word.lower() for word in NAME_PART.findall(printed))


def _span(printed: str | None, largest: int) -> int:
    """A colspan or rowspan; 0 (to the end of the table) only where it is written so."""
    match = inline(r"(?a)\s*(\d{1,6})").match(printed or "")
    return min(int(match.group(1)), largest) if match else 1

"""Which part of a web page is the article, and what of it stands above: its title, its number.

Rules of own, for sites of Chinese offices: the element with the most Chinese text outside links, climbing to the
smallest one around it that holds nearly all of the page's; names that content systems give their article help, but
are not required. Not here: parsing (`markup`), lines (`page_text`).
"""

from __future__ import annotations

import re

from policyparse.reading.markup import CHINESE, Element, Markup
from policyparse.reading.page_text import PageLine, page_lines

NEARLY_ALL = 0.95
MOST = 0.5  # what an element that is named as the article must hold of the page
MOST_OF_FURNITURE = 0.3  # an element that holds more of the page's text is no furniture, whatever its name
ARTICLE_NAMES = frozenset(
    [
        "ucapcontent",
        "trseditor",
        "trsueditor",
        "trseditorview",
        "viewtrseditor",
        "zoom",
        "zoomcon",
        "articlecontent",
        "articlecon",
        "contentarticle",
        "infocont",
        "infocontent",
        "newscontent",
        "newscon",
        "pagescontent",
        "articlebody",
        "maincontent",
        "maintxt",
        "xxgkcontent",
        "wparticlecontent",
        "vnewscontent",
        "articontent",
        "artibody",
        "artcon",
        "content",
        "article",
        "conter",
        "txtcon",
        "detailcontent",
        "bodycontent",
    ]
)
FURNITURE_WORDS = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "curb",
        "curmb",
        "dqwz",
        "share",
        "bdshare",
        "bdsharebuttonbox",
        "socialshare",
        "footer",
        "copyright",
        "sidebar",
        "related",
        "xgwz",
        "xgyd",
        "xgxw",
        "xglj",
        "xgwd",
        "ewm",
        "qrcode",
        "erweima",
        "toolbar",
        "login",
        "pagination",
        "pager",
        "search",
        "searchbox",
    ]
)
PARAGRAPH_TAGS = frozenset(
    (
        "p", "span", "font", "b", "strong", "em", "i", "u", "a", "center", "h1", "h2", "h3", "h4", "h5", "h6",
        "li", "ul", "ol", "dl", "dt", "dd", "br", "blockquote"
    )
)  # fmt: skip
TABLE_PARTS = frozenset(("tr", "tbody", "thead", "tfoot", "caption"))
TITLE_WORDS = frozenset(("title", "tit", "bt", "biaoti"))
LABELLED = re.compile(r"^(索引号|发布日期|发布时间|发文字号|发文文号|文件编号|文号)[:：](\S.{3,40})$")
NUMBER_LABELS = ("发文字号", "发文文号", "文件编号", "文号")
SITE_TITLE = re.compile(r"(?:网|网站|门户|平台|政府|首页|公开|委员会|[局厅部])$")
HEAD = 600  # characters of an article within which its title and number are looked for
LONGEST_TITLE = 120
LONG_PARAGRAPH = 40  # Chinese characters


def drop_furniture(body: Element) -> None:
    """Takes navigation, share buttons and the like out of the page, by the names that they bear."""
    largest = MOST_OF_FURNITURE * max(body.han, 1)
    for element in list(body.walk()):
        kept = [c for c in element.children if not (isinstance(c, Element) and _is_furniture(c, largest))]
        element.children = kept
    body.count()


def _is_furniture(element: Element, largest: float) -> bool:
    if element.han > largest or element.tag in ("body", "table", "tr", "td", "p"):
        return False
    return bool(element.words & FURNITURE_WORDS)


def find_article(body: Element) -> Element:
    """The element that holds the article; the body where nothing stands out."""
    core = body
    while core.han:
        heaviest = max(core.elements(), key=lambda child: child.han, default=None)
        if heaviest is None or 2 * heaviest.han < core.han:
            break
        core = heaviest
    around = [core, *_ancestors(core)]
    for element in around:
        if element.names & ARTICLE_NAMES and element.han >= MOST * body.han:
            return _whole(element)
    for element in around:
        if element.han >= NEARLY_ALL * body.han and element.tag not in PARAGRAPH_TAGS and not _has_text_beside(element):
            return _whole(element)
    return body


def _ancestors(element: Element) -> list[Element]:
    found: list[Element] = []
    while element.parent is not None:
        element = element.parent
        found.append(element)
    return found


def _whole(element: Element) -> Element:
    """A part of a table alone would lose its header: the table around it."""
    while element.tag in TABLE_PARTS and element.parent is not None:
        element = element.parent
    return element


def _has_text_beside(element: Element) -> bool:
    """A signature, a second section: the parent goes on with paragraphs of its own."""
    if element.parent is None:
        return False
    return any(
        inner.tag == "p" and inner.han >= 4
        for sibling in element.parent.elements()
        if sibling is not element and sibling.tag not in TABLE_PARTS and sibling.tag not in ("td", "th", "table")
        for inner in sibling.walk()
    )


def prose_outside(body: Element, article: Element) -> int:
    """Paragraphs of the page that stand outside the article and are no mere label, link or button."""
    inside = {id(element) for element in article.walk()}
    return sum(e.tag == "p" and e.han >= LONG_PARAGRAPH and id(e) not in inside for e in body.walk())


def head_lines(markup: Markup, article: Element, lines: list[PageLine]) -> list[PageLine]:
    """What stands above the article and belongs to it: index number and date, title, document number."""
    above = _elements_above(article)
    text = "".join(line.text for line in lines)
    head = _bare(text[:HEAD])
    labelled: list[str] = []
    number = ""
    for line in (line for element in above for line in page_lines(element)):
        for part in re.split(r"[ \t\u3000\u00a0]{2,}", line.text):
            match = LABELLED.match(re.sub(r"[\s\u3000]", "", part))
            if not match or _bare(match.group(2)) in head:
                continue
            if match.group(1) in NUMBER_LABELS:
                number = number or match.group(2)
            else:
                labelled.append(match.group())
    title = _title(markup, above, head)
    return [PageLine(text) for text in (*dict.fromkeys(labelled), title, number) if text]


def without_doubled_title(lines: list[PageLine]) -> list[PageLine]:
    """Without a page title that the article prints again right below, perhaps on two or three lines."""
    for number, line in enumerate(lines[:5]):
        title = _bare(line.text)
        if len(title) < 8 or line.row >= 0 or re.search("[，。；：]", line.text):
            continue
        for start in range(number + 1, number + 8):
            if any(_bare("".join(part.text for part in lines[start : start + n])) == title for n in (1, 2, 3)):
                return lines[:number] + lines[number + 1 :]
    return lines


def _elements_above(article: Element) -> list[Element]:
    above: list[Element] = []
    inner = article
    for outer in _ancestors(article):
        children = outer.children
        before = children[: next(at for at, child in enumerate(children) if child is inner)]
        above[:0] = [child for child in before if isinstance(child, Element)]
        inner = outer
    return above


def _title(markup: Markup, above: list[Element], head: str) -> str:
    """The page's title where the article does not begin with it, else ''."""
    shown = [element for top in above for element in top.walk()]
    named = [e for e in shown if e.tag == "h1"] + [e for e in shown if e.words & TITLE_WORDS and e.tag != "h1"]
    candidates = [markup.article_title, *(" ".join(line.text for line in page_lines(e)) for e in named)]
    window = re.split(r"[_|]| [-–—] |--|——", markup.window_title)[0].strip()
    if not SITE_TITLE.search(window):
        candidates.append(window)
    for candidate in candidates:
        if len(CHINESE.findall(candidate)) >= 6 and len(candidate) <= LONGEST_TITLE:
            return "" if _is_in(_bare(candidate), head) else candidate
    return ""


def _is_in(title: str, head: str) -> bool:
    """The title itself, or with a slip in its middle; site editors retype it."""
    return title in head or (title[:10] in head and title[-8:] in head)


def _bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text)

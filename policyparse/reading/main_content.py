"""Which part of a web page is the article, and what of it stands above: its title, its number.

Rules of own, for sites of Chinese offices: the element with the most Chinese text outside links, climbing to the
smallest one around it that holds nearly all of the page's; names that content systems give their article help, but
are not required. Not here: parsing (`markup`), lines (`web_text`).
"""

from __future__ import annotations

from policyparse.lazy_regex import inline, regex
from policyparse.reading.markup import BLOCKS, CHINESE, Element, Markup
from policyparse.reading.web_text import PageLine, page_lines

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
        "jscontent",
        "imgcontent",
        "richmediacontent",
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
DATE_ALONE = regex(r"(?:(?:19|20)\d\d|二\S{3}) ?年 ?\S{1,2} ?月 ?\S{1,3} ?日")
ORGAN_END = regex(r"(?:[局厅部委院署会]|办公室|政府|中心|公司|大学|学院)$")
TITLE_LIKE = regex(
    r"(?:通知|意见|方案|计划|办法|规定|决定|公告|通告|批复|函|要点|措施|规划|细则|条例|目录|清单|指南|预案|纲要|规则|令)(?:[（(].{1,20}[）)])?$"
)
SITE_TITLE = regex(r"(?:网|网站|门户|平台|政府|首页|公开|委员会|[局厅部])$")
MOST_RETYPED = 6  # characters by which a title that was retyped may be longer
NEWS_LEAD = regex(r"(?:新华社|本报|人民日报|中新社)[^。]{0,30}(?:电|讯)|近日[，,]")
OWN_TITLE = regex(r"(?:关于|印发|转发).{4,200}(?:通知|意见|决定|公告|通告|批复|函|令)$")
TITLE_LINES = 8  # lines of an article among which its own title stands
NEAR = 30  # lines above an article among which its title may stand without a name
HEAD = 600  # characters of an article within which its title and number are looked for
LONGEST_TITLE = 120
LONG_PARAGRAPH = 40  # Chinese characters
SENTENCE = 15
SENTENCE_MARK = regex("[，。；,;]")


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
    prose = _prose_of(body)
    core = body
    while prose[id(core)]:
        heaviest = max(core.elements(), key=lambda child: prose[id(child)], default=None)
        if heaviest is None or 2 * prose[id(heaviest)] < prose[id(core)]:
            break
        core = heaviest
    climbed = [core, *_ancestors(core)]
    for element in climbed:
        if element.names & ARTICLE_NAMES and element.han >= MOST * body.han:
            return _whole(_with_twins(element))
    return _by_prose(climbed, prose)


def _by_prose(climbed: list[Element], prose: dict[int, int]) -> Element:
    """Where much of the page is lists of names and the like: what holds its sentences, and the text beside them."""
    body = climbed[-1]
    for element in climbed:
        enough = prose[id(element)] >= NEARLY_ALL * prose[id(body)] > 0
        if enough and element.tag not in PARAGRAPH_TAGS and not _has_text_beside(element):
            return _whole(element)
    return body


def _prose_of(body: Element) -> dict[int, int]:
    """Chinese characters of each element that stand in sentences or in cells, links left out."""
    prose: dict[int, int] = {}
    for element in reversed(list(body.walk())):  # document order reversed: children before their parents
        inner = sum(prose[id(child)] for child in element.elements())
        is_run = element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element.elements())
        prose[id(element)] = element.han if is_run and _is_prose(element) else inner
    return prose


def _is_prose(element: Element) -> bool:
    around = element.parent.tag if element.parent else ""
    if element.tag in ("td", "th", "pre") or around in ("td", "th"):
        return True
    return element.han >= SENTENCE and any(
        isinstance(child, str) and SENTENCE_MARK.search(child) for inner in element.walk() for child in inner.children
    )


def _with_twins(element: Element) -> Element:
    """An article in several elements of one name: the element around them."""
    parent = element.parent
    if parent is None:
        return element
    twins = [c for c in parent.elements() if c.names & element.names & ARTICLE_NAMES and c.han >= LONG_PARAGRAPH]
    return parent if len(twins) > 1 else element


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
        (inner.tag == "p" and inner.han >= 4) or (inner.tag in BLOCKS and _is_date(inner))
        for sibling in element.parent.elements()
        if sibling is not element and sibling.tag not in TABLE_PARTS and sibling.tag not in ("td", "th", "table")
        for inner in sibling.walk()
    )


def _is_date(element: Element) -> bool:
    """A day and nothing else, as below a signature."""
    if not 3 <= element.han <= 12 or element.elements():
        return False
    return bool(DATE_ALONE.fullmatch("".join(child for child in element.children if isinstance(child, str)).strip()))


def prose_outside(body: Element, article: Element) -> int:
    """Paragraphs of the page that stand outside the article and are no mere label, link or button."""
    inside = {id(element) for element in article.walk()}
    return sum(e.tag == "p" and e.han >= LONG_PARAGRAPH and id(e) not in inside for e in body.walk())


def around(article: Element) -> tuple[list[PageLine], list[PageLine]]:
    """The page's lines before and after the article."""
    above: list[PageLine] = []
    below: list[PageLine] = []
    inner = article
    for outer in _ancestors(article):
        at = next(number for number, child in enumerate(outer.children) if child is inner)
        above[:0] = [line for child in outer.children[:at] for line in _lines_of(child)]
        below += [line for child in outer.children[at + 1 :] for line in _lines_of(child)]
        inner = outer
    return above, below


def _lines_of(child: Element | str) -> list[PageLine]:
    if isinstance(child, Element):
        return page_lines(child)
    return [PageLine(" ".join(child.split()))] if child.strip() else []


def head_lines(markup: Markup, article: Element, lines: list[PageLine], number: str) -> list[PageLine]:
    """What stands above the article and belongs to it: its title and document number, where it lacks them."""
    # 新华社北京8月25日电近日，两办印发《…办法》，并发出通知: the agency's lead says the headline and is none.
    own = [line for line in lines[:TITLE_LINES] if not NEWS_LEAD.match(line.text.strip())]
    head = _bare("".join(line.text for line in (*own, *lines[TITLE_LINES:]))[:HEAD])
    title = "" if _has_own_title(lines) else _title(markup, _elements_above(article), head)
    return [PageLine(text) for text in (title, "" if _bare(number) in head else number) if text]


def _has_own_title(lines: list[PageLine]) -> bool:
    """The article begins with a notice's title of its own, so that the page's is another wording or a headline."""
    return any(
        OWN_TITLE.search(line.text.strip()) and len(line.text) <= LONGEST_TITLE
        for line in lines[:TITLE_LINES]
        if line.table is None
    )


def without_doubled_title(lines: list[PageLine]) -> list[PageLine]:
    """Without a page title that the article prints again right below, perhaps on two or three lines."""
    for number, line in enumerate(lines[:5]):
        title = _bare(line.text)
        if len(title) < 8 or ORGAN_END.search(title) or line.table or inline("[，。；：]").search(line.text):
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
    nearest = [line for element in reversed(above) for line in reversed(page_lines(element))][:NEAR]
    candidates += [
        line.text.strip()
        for line in nearest
        if TITLE_LIKE.search(line.text.strip()) and 2 * line.linked < len(line.text)
    ]
    window = inline(r"[_|]| [-–—] |--|——").split(markup.window_title)[0].strip()
    if not SITE_TITLE.search(window):
        candidates.append(window)
    for candidate in candidates:
        if len(CHINESE.findall(candidate)) >= 6 and len(candidate) <= LONGEST_TITLE:
            return "" if _is_in(_bare(candidate), head) else candidate
    return ""


def _is_in(title: str, head: str) -> bool:
    """The title itself, or with a slip in its middle; site editors retype it."""
    if title in head:
        return True
    begun = head.find(title[:10])
    return begun >= 0 and title[-8:] in head[begun : begun + len(title) + MOST_RETYPED]


def _bare(text: str) -> str:
    return inline(r"[^\w]").sub("", text)

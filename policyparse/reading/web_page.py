"""The reader of web pages: the bytes of an HTML file → Pages whose characters are the text of the page's article.

The characters are derived, so their lines are not lines of the file (``has_lines`` is False). Nothing that the page
names is fetched or run. Not here: parsing (`markup`), finding the article (`main_content`), boxes of labels
(`web_labels`), lines (`web_text`), tables (`web_tables`), links to files (`web_files`).
"""

from __future__ import annotations

import dataclasses
import re

from policyparse.errors import PolicyParseError
from policyparse.lazy_regex import inline, regex
from policyparse.reading.decoding import decode_page
from policyparse.reading.limits import Reading
from policyparse.reading.main_content import (
    around,
    drop_furniture,
    find_article,
    head_lines,
    prose_outside,
    without_doubled_title,
)
from policyparse.reading.markup import CHINESE, LARGEST_SPAN, parse_markup
from policyparse.reading.page_labels import (
    Labelled,
    is_label_line,
    label_lines,
    printed_number,
    read_labels,
)
from policyparse.reading.pages import GivenCell, GivenTable, Pages
from policyparse.reading.text_file import pages_of_text
from policyparse.reading.web_files import with_attachments
from policyparse.reading.web_labels import take_boxes
from policyparse.reading.web_tables import PageTable
from policyparse.reading.web_text import PageLine, page_lines

READER = "web page 1"
LABEL_LINES = 12  # lines of an article among which its page may speak of it
CHARSET = re.compile(
    rb"(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,100}?encoding)\s*+=\s*+[\"']?\s*+([a-zA-Z0-9_-]{2,20})", re.IGNORECASE
)

# What sites put around an article, by whole lines; a sentence of the article that speaks of such things is longer.
FRAME_LINE = regex(
    r"(?:您|你)?(?:现在|当前|目前)?(?:所在)?的?位置[:：].*"
    r"|.{0,8}扫一扫.{0,20}(?:页面?|微信|手机|关注|分享|二维码).{0,10}|(?:微信)?扫一扫|扫码.{0,12}(?:页面?|分享|关注)"
    r"|(?:分享|转发)(?:到|至|按钮)?[:： ]*.{0,30}|(?:【|\[)?(?:我要)?(?:打印|关闭|收藏|返回顶部|返回首页|下载|纠错)"
    r"(?:本页|此页|页面|窗口|文章|[】\] 、|｜/]|打印|关闭|收藏|返回顶部|\[|【)*"
    r"|字(?:体|号)(?:大小)?[:： ]*[\[【（(]?\s*(?:[大中小默认超特号+\-/|] ?)*[\]】）)]?.{0,6}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：].{0,12}|(?:责任)?编辑[:：].{0,16}|(?:上|下)一[篇条][:： ].*"
    r"|.{0,12}点击.{0,8}(?:蓝字|关注).{0,16}|(?:轻触)?阅读原文|.{0,6}长按.{0,8}(?:二维码|识别|关注).{0,12}"
    r"|.*(?:版权所有|ICP备|公网安备|网站标识码|Copyright ?(?:©|&|\(c\)|20)).*",
    re.IGNORECASE,
)
LONGEST_FRAME_LINE = 200
OWNER_LINE = regex(r"(?:主办|承办|协办|技术支持|网站管理|联系我们|网站地图|地址|邮编|电话)(?:单位)?[:：|].*")
RELATED = regex(
    r"[【\[]?(?:相关(?:链接|阅读|新闻|稿件|文章|文档|解读|政策|报道|信息|文件)"
    r"|延伸阅读|推荐阅读|政策解读|热点新闻)[】\]]?[:： ]*"
)


def read_web_page(reading: Reading) -> Pages:
    """Pages of a web page. Raises PolicyParseError ``empty``, ``too_large``, ``unreadable`` or ``corrupt``."""
    data, name = reading.data, reading.name
    declared = CHARSET.search(data[:4096])
    characters = decode_page(data, name, declared.group(1).decode("ascii").lower() if declared else None)
    markup = parse_markup(characters, name)
    drop_furniture(markup.body)
    labels = take_boxes(markup.body)
    article = find_article(markup.body)
    lines = without_doubled_title(_without_frame(page_lines(article)))
    above, below = around(article)
    labels += read_labels(line.text for line in above)
    lines = _without_label_lines(lines, labels)
    if not lines:
        raise PolicyParseError("empty", "no text on the page", name=name)
    lines = head_lines(markup, article, lines, printed_number(labels)) + with_attachments(lines, below)
    lines = [PageLine(text) for text in label_lines(labels, markup.published)] + lines
    text, tables = _written(lines)
    flagged: list[tuple[str, str]] = []
    if broken := characters.count("\ufffd"):
        flagged.append(("unreadable_characters", f"{broken} character(s) of the page that cannot be read"))
    if left := prose_outside(markup.body, article):
        flagged.append(("page_frame", f"{left} paragraph(s) of the page outside its article left out"))
    if markup.wide_spans:
        flagged.append(("table_span", f"{markup.wide_spans} cell(s) that span more than {LARGEST_SPAN} columns, cut"))
    pages = pages_of_text(text, data, name, "text/html", READER)
    return dataclasses.replace(pages, has_lines=False, flagged=tuple(flagged), tables=tuple(tables))


def _without_frame(lines: list[PageLine]) -> list[PageLine]:
    kept: list[PageLine] = []
    for line in lines:
        words = line.text.strip(" \u3000\u00a0")
        if line.table is None and len(words) <= LONGEST_FRAME_LINE and FRAME_LINE.fullmatch(words):
            if _is_footer(line.text):
                while kept and OWNER_LINE.fullmatch(kept[-1].text):
                    kept.pop()
            continue
        kept.append(line)
    return _without_related(kept)


def _is_footer(text: str) -> bool:
    return bool(inline("(?i)版权所有|ICP备|公网安备|网站标识码|Copyright").search(text))


def _without_related(lines: list[PageLine]) -> list[PageLine]:
    """Without the links to other articles: their heading and the lines below it that are links for the most part."""
    kept: list[PageLine] = []
    related = False
    for number, line in enumerate(lines):
        if RELATED.fullmatch(line.text) and (number + 1 == len(lines) or _is_link(lines[number + 1])):
            related = True
            continue
        related = related and (_is_link(line) or not CHINESE.search(line.text))
        if not related:
            kept.append(line)
    return kept


def _is_link(line: PageLine) -> bool:
    return 2 * line.linked > len(line.text)


def _without_label_lines(lines: list[PageLine], labels: list[Labelled]) -> list[PageLine]:
    """Without lines of labels (发布时间：… 来源：…) near the article's head; what they say goes to ``labels``."""
    kept: list[PageLine] = []
    for number, line in enumerate(lines):
        if number < LABEL_LINES and line.table is None and is_label_line(line.text):
            labels += read_labels([line.text])
        else:
            kept.append(line)
    return kept


def _written(lines: list[PageLine]) -> tuple[str, list[GivenTable]]:
    """The characters of the lines, and where in them the tables stand."""
    parts: list[str] = []
    tables: list[GivenTable] = []
    length = 0
    before: PageLine | None = None
    for line in lines:
        if before is not None:
            parts.append("\n\n" if line.apart or line.table or before.table else "\n")
            length += len(parts[-1])
        if line.table:
            text, table = _placed(line.table, length)
            tables.append(table)
            parts.append(text)
        else:
            parts.append(line.text)
        length += len(parts[-1])
        before = line
    return "".join(parts) + "\n", tables


def _placed(table: PageTable, start: int) -> tuple[str, GivenTable]:
    """A table's characters, cells parted by tab and rows by newline, and its cells' places from ``start`` on."""
    at = start
    places: dict[tuple[int, int], int] = {}
    rows: list[str] = []
    for number, row in enumerate(table.grid()):
        for column, text in enumerate(row):
            places[number, column] = at
            at += len(text) + 1
        rows.append("\t".join(row))
    cells = tuple(
        GivenCell(c.row, c.column, c.rowspan, c.colspan, places[c.row, c.column], places[c.row, c.column] + len(c.text))
        for c in table.cells
    )
    text = "\n".join(rows)
    return text, GivenTable(start, start + len(text), table.rows, table.columns, table.header_rows, cells)

"""Web pages: what of a page becomes text, what is dropped, and that no markup gets the better of the reader."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

import policyparse
from policyparse.errors import PolicyParseError
from policyparse.reading.limits import Reading
from policyparse.reading.pages import Pages
from policyparse.reading.sniffing import pick_reader, read

TITLE = "某市人民政府办公室关于印发某市数据工作方案的通知"
PROSE = (
    "为贯彻落实上级部署，加快推进本市数据工作，结合实际，制定本方案，请各有关单位认真组织实施，确保完成各项目标任务。"
)
BODY = f"<p>各区人民政府：</p><p>{PROSE}</p><p>到2025年，建成数据平台10个。</p>"


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def pages_of(data: bytes) -> Pages:
    return read(Reading(data, "notice.html"))


def outcome(data: bytes) -> str:
    """'text' where the page gives some, else the error's code word."""
    try:
        return "text" if pages_of(data).characters.strip() else "nothing"
    except PolicyParseError as error:
        return error.code


def text_of(body: str, head: str = '<meta charset="utf-8">') -> str:
    return pages_of(page(body, head)).characters


def test_navigation_share_buttons_and_footer_are_dropped_and_the_title_above_is_kept() -> None:
    text = text_of(
        '<div class="nav"><ul><li><a href="/">首页</a></li><li>政务公开</li></ul></div>'
        "<div>当前位置：<a>首页</a> &gt; <a>政策文件</a></div>"
        f"<h1>{TITLE}</h1><div>字体：[大 中 小]</div><div>文号：某政办发〔2023〕8号</div>"
        f'<div class="TRS_Editor">{BODY}<p>{PROSE[:-1]}！</p></div>'
        '<div class="share">分享到：微信 微博</div><div>扫一扫在手机打开当前页</div>'
        '<div>相关链接</div><ul><li><a href="/1">某市人民政府办公室关于另一件事的通知</a></li></ul>'
        "<div>主办单位：某市人民政府办公室</div><div>版权所有 某市人民政府 某ICP备05000001号</div>"
    )
    assert text.split("\n\n") == [
        TITLE, "某政办发〔2023〕8号", "各区人民政府：", PROSE, "到2025年，建成数据平台10个。", f"{PROSE[:-1]}！\n",
    ]  # fmt: skip


def test_furniture_inside_an_article_without_any_known_name_is_dropped_by_its_words() -> None:
    text = text_of(
        f"<div><p>{TITLE}</p>{BODY}<p>【打印本页】 【关闭窗口】</p><p>相关链接：</p><p><a>政策问答之一</a></p>"
        "<p>主办：某市人民政府</p><p>网站标识码：4401060050</p></div>"
    )
    assert text.endswith("建成数据平台10个。\n")
    assert text.startswith(TITLE)


def test_a_title_that_the_article_prints_is_not_said_twice() -> None:
    text = text_of(f'<h1>{TITLE}</h1><div id="zoom"><p>{TITLE[:12]}<br>{TITLE[12:]}</p>{BODY}</div>')
    assert text.replace("\n", "").count(TITLE) == 1


def test_the_title_of_the_head_stands_in_for_a_missing_one() -> None:
    text = text_of(f'<div id="zoom">{BODY}</div>', f'<meta name="ArticleTitle" content="{TITLE}">')
    assert text.startswith(TITLE + "\n\n各区人民政府：")


def test_block_elements_and_line_breaks_end_lines_and_paragraphs_stand_apart() -> None:
    text = text_of(f"<div><p>{PROSE}</p><div>甲<span>乙</span>\n丙</div><div>丁<br>戊&nbsp;&amp;己&lt;庚</div></div>")
    assert text == f"{PROSE}\n\n甲乙 丙\n丁\n戊\u00a0&己<庚\n"


def test_scripts_styles_comments_and_hidden_parts_are_dropped() -> None:
    text = text_of(
        f"<style>p{{color:red}}</style><script>document.write('注入')</script><!-- 注释 -->{BODY}"
        '<div style="DISPLAY : none">隐藏一</div><p hidden>隐藏二</p><noscript>请启用脚本</noscript>'
    )
    assert not {"注入", "注释", "隐藏", "启用", "color"} & {text[i : i + n] for n in (2, 5) for i in range(len(text))}


def test_script_injection_in_text_stays_text() -> None:
    document = policyparse.parse(page(f"{BODY}<p>&lt;script&gt;alert(1)&lt;/script&gt;到2026年，新增岗位5个。</p>"))
    assert "<script>alert(1)</script>" in document.text


TABLE = (
    "<table><tr><th>序号</th><th>工作任务</th><th>具体举措</th><th>责任单位</th></tr>"
    "<tr><td>1</td><td rowspan=2>建设<br>平台</td><td>建成平台10个</td><td>市数据局</td></tr>"
    "<tr><td>2</td><td>归集数据\t100万条</td><td>市财政局</td></tr>"
    "<tr><td colspan=3>合计</td><td></td></tr></table>"
)


def test_a_merged_cell_leaves_blank_cells_that_the_tab_rows_fill() -> None:
    text = text_of(BODY + TABLE)
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if "\t" in line]
    assert rows == [
        ["序号", "工作任务", "具体举措", "责任单位"],
        ["1", "建设 平台", "建成平台10个", "市数据局"],
        ["2", "", "归集数据 100万条", "市财政局"],
        ["合计", "", "", ""],
    ]
    table = policyparse.parse(page(BODY + TABLE)).tables[0]
    assert table.rows[1] == ("2", "建设平台", "归集数据 100万条", "市财政局")
    assert len(table.rows) == 3


def test_two_tables_without_words_between_stay_two() -> None:
    assert len(policyparse.parse(page(BODY + TABLE + TABLE)).tables) == 2


def test_layout_tables_are_no_tables() -> None:
    article = BODY * 6
    text = text_of(
        "<table><tr><td><b>索 引 号：</b></td><td>0001/2023-1</td></tr></table><table><tr><td>"
        f"<table><tr><td>侧栏</td><td>栏目</td></tr><tr><td></td><td>{article}{TABLE}</td></tr></table></td></tr></table>"
    )
    assert text.count(PROSE + "\n\n") == 6
    assert next(line for line in text.splitlines() if "\t" in line).startswith("序号\t工作任务")


def test_a_box_of_labels_becomes_short_lines() -> None:
    box = (
        "<table><tr><td>索引号：</td><td>0001/2023-1</td><td>发布日期：</td><td>2023-05-06</td></tr><tr><td>标题：</td>"
        "<td>某事</td><td>主题词：</td><td></td></tr></table>"
    )
    assert text_of(f"<div>{box}{BODY}</div>").startswith("索引号：0001/2023-1\n\n发布日期：2023-05-06\n\n各区人民政府：")


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030", "utf-8", "big5"])
def test_the_declared_charset_is_read(charset: str) -> None:
    body = "<p>關於加強資料工作的通知：到2025年，建成平臺10個。</p>" if charset == "big5" else BODY
    data = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"></head>{body}</html>'
    text = pages_of(data.encode("big5" if charset == "big5" else charset.replace("gb2312", "gbk"))).characters
    assert "建成" in text and "10" in text


def test_a_wrong_charset_is_overruled_by_the_bytes() -> None:
    assert PROSE in text_of(BODY, '<meta charset="gb2312">')
    assert PROSE in pages_of(f"<html><body>{BODY}</body></html>".encode("gb18030")).characters
    assert PROSE in pages_of(f"<html><body>{BODY}</body></html>".encode("utf-16")).characters


def test_a_few_broken_bytes_are_borne_and_said() -> None:
    pages = pages_of(page(BODY * 20).replace("确保".encode(), b"\xe7\xa1", 1))
    assert [code for code, _ in pages.flagged] == ["unreadable_characters"]


def test_pages_are_known_by_their_content_and_the_file_stays_the_source() -> None:
    document = policyparse.parse(page(f"<h1>{TITLE}</h1>{BODY}{TABLE}"), name="notice.txt")
    assert (document.source.media_type, document.source.reader) == ("text/html", "web page 1")
    assert document.metadata.title == TITLE
    places = [task.evidence for task in document.tasks]
    assert places and all(place.source is None for place in places)
    assert all(document.text[place.span.start : place.span.end] == place.quote for place in places)


@pytest.mark.parametrize("start", ["<关于数据>的通知", "a < b", "<p>开头的一行没有结尾", "< html>", TITLE])
def test_text_that_only_looks_like_markup_is_read_as_text(start: str) -> None:
    assert pick_reader(f"{start}\n{PROSE}".encode(), "a.html") == "text"


@pytest.mark.parametrize(
    "start",
    [
        "\ufeff<!DOCTYPE HTML>",
        "\n\n<HTML lang=zh>",
        "<!-- 生成 --><html>",
        "<?xml version='1.0'?><!doctype html>",
        "<div>",
    ],
)
def test_markup_is_read_as_a_page(start: str) -> None:
    assert pick_reader(f"{start}<p>{PROSE}</p></div>".encode(), "a.txt") != "text"


@pytest.mark.parametrize(
    "body", ["", "<p> &nbsp;　</p>", "<script>var a = '中文';</script>", "<p hidden>看不见</p>", "<img src=a.png>"]
)
def test_a_page_without_text_is_empty(body: str) -> None:
    with pytest.raises(PolicyParseError) as caught:
        pages_of(page(body))
    assert caught.value.code == "empty"


@pytest.mark.parametrize(
    "opening",
    [
        "<div>",
        "<b>",
        "<b><p>",
        "<a href=x>",
        "<table>",
        "<table><tr><td>",
        "<ul><li>",
        "<font><center>",
        "<svg>",
        "<select>",
        "<frameset>",
        "</p></div>",
        "<table><div>中",
    ],
)
@pytest.mark.parametrize("times", [300, 4_000, 200_000])
def test_deeply_nested_markup_gives_a_document_or_an_error_in_time(opening: str, times: int) -> None:
    start = time.monotonic()
    assert outcome(b"<html><body>" + (opening * times + PROSE).encode()) in ("text", "too_large", "empty")
    assert time.monotonic() - start < 8


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td rowspan=99999999 colspan=99999999>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>",
        "<table><tr><td rowspan=0 colspan=-3>甲</td><td colspan=x>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
        "<td>甲</tr></table></p></div><b><i>乙</b></i>",
        "<p>甲&#0;&#xD800;&#x110000;&bogus;&#1;",
        "<p 甲=乙 =\"'<p>丙",
        "<p>甲<![CDATA[乙]]><!doctype><?php 丙 ?><!-",
        "<plaintext>甲</p>",
        "<title>甲",
        "<textarea>甲",
        "<template><p>甲",
    ],
)
def test_malformed_markup_gives_pages_or_an_error(body: str) -> None:
    for whole in (body, BODY + body):
        assert outcome(page(whole)) in ("text", "empty")


def test_a_tag_with_endless_attributes_is_too_large() -> None:
    with pytest.raises(PolicyParseError) as caught:
        pages_of(page("<div " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">"))
    assert caught.value.code == "too_large"


def test_the_html_parser_loads_only_for_a_page() -> None:
    code = "import sys, policyparse; policyparse.parse_text('关于数据工作的通知'); print('selectolax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"

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


def test_a_headline_that_the_agency_s_lead_repeats_is_the_title() -> None:
    issued = "党政领导干部生态环境损害责任追究办法"
    headline = f"中共中央办公厅 国务院办公厅印发《{issued}》"
    text = text_of(
        f"<h1>{headline}</h1><div class='TRS_Editor'>"
        f"<p>新华社北京8月25日电近日，中共中央办公厅、国务院办公厅印发《{issued}》，并发出通知，要求认真遵照执行。</p>"
        f"<p>《{issued}》全文如下。</p><p>{issued}</p>{BODY}<p>{PROSE}</p></div>"
    )
    assert text.split("\n\n")[0] == headline
    assert text.split("\n\n")[3] == issued


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


def cells_of(body: str) -> list[tuple[int, int, int, int, str]]:
    """(row, column, rowspan, colspan, text) of the first table."""
    pages = pages_of(page(body))
    return [
        (*cell[:4], pages.characters[cell.start : cell.end]) for cell in pages.tables[0].cells if cell.end > cell.start
    ]


def test_a_merged_cell_stands_once_and_spans_its_rows_and_columns() -> None:
    cells = cells_of(BODY + TABLE)
    assert (1, 1, 2, 1, "建设\v平台") in cells
    assert (3, 0, 1, 3, "合计") in cells
    table = policyparse.parse(page(BODY + TABLE)).tables[0]
    assert table.header == ("序号", "工作任务", "具体举措", "责任单位")
    assert table.rows[1] == ("2", "建设平台", "归集数据 100万条", "市财政局")
    assert table.rows[2] == ("合计", "", "", "")


def test_a_head_of_two_rows_is_the_header() -> None:
    head = (
        "<table><thead><tr><td rowspan=2>序号</td><td rowspan=2>指标</td><td colspan=2>目标值</td></tr>"
        "<tr><td>2025年</td><td>2030年</td></tr></thead><tbody><tr><td>1</td><td>平台</td><td>10个</td><td>20个</td></tr></tbody></table>"
    )
    table = policyparse.parse(page(BODY + head)).tables[0]
    assert table.header == ("序号", "指标", "目标值/2025年", "目标值/2030年")
    assert table.rows == (("1", "平台", "10个", "20个"),)


def test_blank_rows_and_columns_and_a_header_printed_again_are_left_out() -> None:
    row = "<tr><td>序号</td><td></td><td>任务</td><td>单位</td></tr>"
    body = f"<table>{row}<tr><td>1</td><td></td><td>甲</td><td rowspan=2>市局</td></tr><tr><td>&nbsp;</td></tr>{row}<tr><td>2</td><td></td><td>乙</td><td>某局</td></tr></table>"
    assert cells_of(BODY + body) == [
        (0, 0, 1, 1, "序号"), (0, 1, 1, 1, "任务"), (0, 2, 1, 1, "单位"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "甲"), (1, 2, 1, 1, "市局"),
        (2, 0, 1, 1, "2"), (2, 1, 1, 1, "乙"), (2, 2, 1, 1, "某局"),
    ]  # fmt: skip


def test_title_unit_and_note_inside_a_table_stand_around_it() -> None:
    body = TABLE.replace(
        "<table>", "<table><tr><td colspan=4>数据工作任务分工表</td></tr><tr><td colspan=4>单位：个</td></tr>", 1
    )
    body = body.replace("</table>", "<tr><td colspan=100000>注：长期坚持</td></tr></table>")
    pages = pages_of(page(BODY + body))
    assert "\n数据工作任务分工表\n\n单位：个\n\n序号\t" in pages.characters
    assert pages.characters.endswith("\n\n注：长期坚持\n")
    assert [code for code, _ in pages.flagged] == ["table_span"]
    assert policyparse.parse(page(BODY + body)).tables[0].caption == "数据工作任务分工表"


def test_a_table_inside_a_cell_is_that_cell_s_text() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    assert (1, 2, 1, 1, "建成平台10个\v甲\v乙") in cells_of(
        BODY + TABLE.replace("建成平台10个", f"建成平台10个{inner}")
    )
    assert len(pages_of(page(BODY + TABLE.replace("建成平台10个", f"建成平台10个{inner}"))).tables) == 1


def test_a_list_of_documents_under_a_box_s_labels_is_a_table() -> None:
    table = (
        "<table><tr><th>序号</th><th>文件名称</th><th>发文字号</th><th>发布日期</th><th>有效性</th></tr><tr><td>1</td><td>关于甲的通知</td>"
        "<td>某政发〔2001〕1号</td><td>2001-01-01</td><td>废止</td></tr></table>"
    )
    assert policyparse.parse(page(BODY + table)).tables[0].header[1:3] == ("文件名称", "发文字号")


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


BOXES = {
    "table": "<table><tr><th>索 引 号：</th><td>0001/2023-1</td><th>主题分类：</th><td>综合政务</td></tr><tr><th>发布机构：</th><td>某市数据局</td>"
    "<th>发文日期：</th><td>2023-05-06</td></tr><tr><th>名　　称：</th><td colspan=3>某通知</td></tr><tr><th>文　　号：</th><td>某数发〔2023〕8号</td>"
    "<th>发布日期：</th><td>2023-05-10</td></tr></table>",
    "table without colons": "<table><tr><td>索引号</td><td>0001/2023-1</td><td>发布日期</td><td>2023-05-10</td></tr><tr><td>文号</td>"
    "<td>某数发〔2023〕8号</td><td>成文日期</td><td>2023年5月6日</td></tr><tr><td>发布机构</td><td>某市数据局</td><td>主题词</td><td></td></tr></table>",
    "list": "<ul><li><label>索引号</label><span>0001/2023-1</span></li><li><label>有效性</label><span>有效</span></li><li><label>发文字号</label>"
    "<span>某数发〔2023〕8号</span></li><li><label>发布日期</label><span>2023-05-10 10:12</span></li><li><label>成文日期</label>"
    "<span>2023年05月06日</span></li><li><label>发布机构</label><span>某市数据局</span></li></ul>",
    "definitions": "<dl><dt>索引号:</dt><dd>0001/2023-1</dd><dt>发文机关:</dt><dd>某市数据局</dd><dt>发文字号:</dt><dd>某数发〔2023〕8号</dd>"
    "<dt>成文日期:</dt><dd>2023-05-06</dd><dt>公开日期:</dt><dd>2023-05-10</dd></dl>",
    "blocks": "<div><div>索引号：<span>0001/2023-1</span></div><div>制发机关：<span>某市数据局</span></div><div>文号：某数发〔2023〕8号　成文日期：2023年5月6日</div>"
    "<div><b>发布时间：</b>2023-05-10</div></div>",
}


@pytest.mark.parametrize("inside", [False, True], ids=["above", "inside"])
@pytest.mark.parametrize("kind", BOXES)
def test_a_box_of_labels_reaches_the_metadata_and_is_neither_task_nor_table(kind: str, inside: bool) -> None:
    title = TITLE.replace("人民政府办公室", "数据局")
    box = BOXES[kind]
    body = (
        f"<h1>{title}</h1><div id=zoom>{box}{BODY * 2}</div>"
        if inside
        else f"{box}<h1>{title}</h1><div id=zoom>{BODY * 2}</div>"
    )
    document = policyparse.parse(page(body))
    said = document.metadata
    assert (said.index_number, said.title, said.issuers) == ("0001/2023-1", title, ("某市数据局",))
    assert said.doc_number and said.doc_number.raw == "某数发〔2023〕8号"
    assert [str(said.signed_date), str(said.published_date)] == ["2023-05-06", "2023-05-10"]
    assert not document.tables and not document.tasks
    assert "主题" not in document.text and "有效性" not in document.text


def test_the_notice_s_own_signature_outweighs_its_box() -> None:
    signed = "<p>某市人民政府办公室</p><p>2023年4月30日</p>"
    said = policyparse.parse(page(f"{BOXES['list']}<h1>{TITLE}</h1><div id=zoom>{BODY}{signed}</div>")).metadata
    assert (said.issuers, str(said.signed_date)) == (("某市人民政府办公室",), "2023-04-30")


def test_the_line_below_the_title_gives_the_day_of_publication() -> None:
    line = "<div>发表时间：2023-05-10 11:19:38 信息来源：某市数据局 浏览量： -</div>"
    document = policyparse.parse(page(f"<h1>{TITLE}</h1>{line}<div>{BODY}</div>"))
    assert str(document.metadata.published_date) == "2023-05-10"
    assert document.metadata.title == TITLE and "浏览量" not in document.text
    stated = policyparse.parse(page(f"<h1>{TITLE}</h1>{BODY}", '<meta name="PubDate" content="2023-05-10 09:00:00">'))
    assert str(stated.metadata.published_date) == "2023-05-10"


def attachments_of(body: str) -> list[tuple[str | None, str]]:
    found = policyparse.parse(page(f"<h1>{TITLE}</h1><div id=zoom>{BODY}{body}")).metadata.attachments
    return [(one.number, one.title) for one in found]


@pytest.mark.parametrize(
    "links",
    [
        '</div><div>附件：<ul><li><a href="./a.docx">1.数据任务分工表.docx</a></li><li><a href="b.xls" title="数据指标表.xls">附件2下载</a></li></ul></div>',
        '<p>附件：</p><p><a href="/f?id=1" download="x">附件1：数据任务分工表.docx</a></p><p><a href="b.pdf">　　2.数据指标表.pdf (120KB)</a></p></div>',
        '<p>附件：1.数据任务分工表</p><p>2.数据指标表</p></div><div><a href="a.doc">附件1：数据任务分工表.doc</a></div><div><a href="b.doc">附件下载</a></div>',
    ],
)
def test_links_to_files_are_the_attachments_once(links: str) -> None:
    assert attachments_of(links) == [("1", "数据任务分工表"), ("2", "数据指标表")]


def test_one_link_is_one_attachment_and_a_link_in_a_sentence_is_none() -> None:
    assert attachments_of('<p><a href="a.doc">附件：数据任务分工表.doc</a></p></div>') == [(None, "数据任务分工表")]
    assert attachments_of('<p>详见<a href="a.doc">《某市数据条例》</a>，请遵照执行。</p></div>') == []


def test_a_column_of_short_names_beside_the_article_is_left_out() -> None:
    names = "".join(f"<div>某市召开会议研究第{number}项民生实事工作推进情况</div>" for number in range(30))
    text = text_of(f"<div><div><h2>{TITLE}</h2>{BODY}</div><div>{names}</div></div>")
    assert text.startswith(TITLE) and "民生实事" not in text


def test_a_signature_in_blocks_below_the_article_belongs_to_it() -> None:
    text = text_of(f"<div><div>{BODY * 9}</div><div>某市人民政府办公室</div><div>2023年5月6日</div></div>")
    assert text.rstrip().endswith("某市人民政府办公室\n2023年5月6日")


def test_a_letterhead_that_the_signature_repeats_stays() -> None:
    text = text_of(
        f"<p>某市人民政府办公室</p><p>关于数据工作的通知</p>{BODY}<p>某市人民政府办公室</p><p>2023年5月6日</p>"
    )
    assert text.startswith("某市人民政府办公室\n\n关于数据工作的通知")


def test_an_article_of_a_public_account_is_read_though_a_script_shows_it() -> None:
    sections = BODY.replace("<p>", "<section><span>").replace("</p>", "</span></section>")
    text = text_of(
        '<h1 id="activity-name">重磅！数据工作方案来了</h1><div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">'
        f"<p>点击上方“蓝字”关注我们</p><section><span>{TITLE}</span></section>{sections}<p>编辑：张三　审核：李四</p></div>"
        f'<div id="js_pc_qr_code">微信扫一扫<br>关注该公众号</div><div style="display:none">{BODY}</div>'
    )
    assert text.splitlines()[0] == TITLE
    assert text.endswith("建成数据平台10个。\n") and text.count(PROSE) == 1


def test_what_word_writes_about_itself_is_dropped() -> None:
    text = text_of(
        "<xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><!--[if gte mso 9]><xml>甲</xml><![endif]-->"
        f'<p class=MsoNormal style="text-indent:32pt">&nbsp;&nbsp; <span lang=EN-US><o:p>&nbsp;</o:p></span>{PROSE}<o:p></o:p></p>'
        '<p class=MsoNormal><![if !supportLists]><span style="mso-list:Ignore">1.</span><![endif]>补充事项。</p><p style="mso-hide:all">乙</p>'
    )
    assert [line.strip() for line in text.split("\n") if line] == [PROSE, "1.补充事项。"]


def test_line_breaks_with_indents_part_paragraphs() -> None:
    text = text_of(f"<div>{TITLE}<br>　　{PROSE}<br>&nbsp;&nbsp;&nbsp;&nbsp;二、其他<br>三、附则</div>")
    assert text == f"{TITLE}\n\n　　{PROSE}\n\n\u00a0\u00a0\u00a0\u00a0二、其他\n三、附则\n"


def test_xhtml_closes_elements_at_once() -> None:
    start = '<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html xmlns="http://www.w3.org/1999/xhtml">'
    source = f'{start}<head><title/><script src="a.js"/></head><body>{BODY}</body></html>'
    assert PROSE in pages_of(source.encode("gb2312")).characters


def test_utf8_with_broken_bytes_is_not_taken_for_gb18030() -> None:
    data = page(BODY * 20, '<meta charset="gb2312">').replace("确保".encode(), b"\xe7\xa1", 1)
    assert pages_of(data).characters.count(PROSE) == 19


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


def test_lines_of_a_cell_are_parted_by_blanks_and_by_no_control() -> None:
    page = "<table><tr><td>序号<td>工作任务<td>责任单位<tr><td>1<td>1.推进平台建设。<br>2.按制度开展巡河。<td>县河长办</table>"
    document = policyparse.parse(page.encode(), "notice.html")
    assert document.tables[0].rows == (("1", "1.推进平台建设。 2.按制度开展巡河。", "县河长办"),)
    assert [task.action for task in document.tasks] == ["1.推进平台建设。 2.按制度开展巡河。"]

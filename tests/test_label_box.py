"""The box of labels at the head of a text that was taken from a web page: what is kept of it, and what is no box."""

from __future__ import annotations

import policyparse
from policyparse.layout.compose import compose_manuscript
from policyparse.layout.manuscript import Paragraph
from policyparse.reading.text_file import pages_of_text

BOX = (
    "索 引 号：000014349/2011-00123　　　　主题分类：科技、教育\\科技\n"
    "发文机关：国务院办公厅　　　　成文日期：2011年02月16日\n"
    "标　　题：国务院办公厅关于促进科技中介服务的通知\n"
    "发文字号：国办发〔2011〕8号　　　　发布日期：2011年02月25日\n"
    "主 题 词：\n\n"
)
TITLE = "国务院办公厅关于促进科技中介服务的通知\n"
NOTICE = "各省、自治区、直辖市人民政府：\n一、加强领导。落实责任。\n"


def paragraphs(text: str) -> list[str]:
    made = compose_manuscript(pages_of_text(text, text.encode("utf-8"), "t.txt", "text/plain", "text"))
    return [made.text[block.start : block.end] for block in made.blocks if isinstance(block, Paragraph)]


def test_labels_of_use_stand_a_line_each_and_the_others_go() -> None:
    assert paragraphs(BOX + TITLE + NOTICE)[:6] == [
        "索引号：000014349/2011-00123",
        "发文机关：国务院办公厅",
        "成文日期：2011年02月16日",
        "发文字号：国办发〔2011〕8号",
        "发布日期：2011年02月25日",
        TITLE.strip(),
    ]


def test_the_notice_is_read_as_if_no_box_stood_above_it() -> None:
    head = policyparse.parse_text(BOX + TITLE + "国办发〔2011〕8号\n" + NOTICE).metadata
    assert head.title == TITLE.strip()
    assert head.addressees == ("各省、自治区、直辖市人民政府",)
    assert head.doc_number is not None and head.doc_number.raw == "国办发〔2011〕8号"
    assert (head.index_number, str(head.published_date)) == ("000014349/2011-00123", "2011-02-25")


def test_what_only_the_box_prints_is_kept() -> None:
    head = policyparse.parse_text(BOX + NOTICE).metadata
    assert head.title == TITLE.strip()
    assert head.doc_number is not None and head.doc_number.raw == "国办发〔2011〕8号"
    assert head.issuers == ("国务院办公厅",)


def test_it_is_said_that_something_was_taken_out() -> None:
    assert [said.code for said in policyparse.parse_text(BOX + TITLE + NOTICE).diagnostics] == ["page_frame"]


def test_labels_of_a_notice_of_its_own_are_no_box() -> None:
    text = "关于举办培训班的通知\n各学校：\n时间：2023年5月6日\n名称：教师培训班\n地点：市教育局\n联系人：办公室\n"
    assert paragraphs(text) == text.strip().split("\n")


def test_two_labels_are_no_box() -> None:
    text = "主题词：教育\n标题：教育\n" + TITLE + NOTICE
    assert paragraphs(text)[0] == "主题词：教育"

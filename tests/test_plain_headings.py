"""Headings without numbers: what they head, and lines of their shape that head nothing."""

from __future__ import annotations

from policyparse import parse_text

HEAD = "关于开展安全生产大检查的通知\n各下属单位：\n现将有关事项通知如下：\n"
TAIL = "某局办公室\n2023年6月20日\n"
BODY = (
    "检查时间\n2023年7月1日至9月30日。\n检查方式\n（一）自查自改。各单位自查。\n（二）集中检查。安全科牵头检查。\n"
    "工作要求\n各单位要高度重视，压实责任，9月25日前报送总结。\n"
)


def items(body: str) -> list[tuple[str | None, str | None, str]]:
    return [(task.measure, task.number, task.action) for task in parse_text(HEAD + body + TAIL).tasks]


def test_each_heads_what_stands_below_it() -> None:
    assert items(BODY) == [
        (None, None, "检查时间"),
        ("检查方式", "一", "自查自改"),
        ("检查方式", "二", "集中检查"),
        (None, None, "工作要求"),
    ]


def test_where_parts_are_numbered_they_are_lines_like_others() -> None:
    assert [number for _, number, _ in items("一、检查安排\n" + BODY)] == ["一", "二"]


def test_two_are_too_few() -> None:
    assert items("检查时间\n2023年7月1日至9月30日。\n工作要求\n各单位要高度重视，压实工作责任。\n") == []


def test_the_heads_of_a_table_s_columns_are_none() -> None:
    assert items("工作内容\n工作要求\n完成时间\n开展自查\n按时报送\n6月底\n") == []

"""Deadlines at a glance: the same facts as the ledger's, how things stand on a day, whose they are, and the page.

Not here: which days recurrences fall on (test_calendar_file.py), nor finding deadlines (test_times.py, test_tasks.py).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from folder_runs import FACTS, run_here
from html_pages import assert_self_contained, rows_of, tree_of, words_of

import policyparse
from policyparse.cli import main
from policyparse.delivery import deadline_page as page_module
from policyparse.delivery.agenda import Agenda, Due, agenda
from policyparse.delivery.deadline_page import deadline_page
from policyparse.delivery.deadline_rows import ranked_units
from policyparse.delivery.ledger_rows import LEDGER, TARGETS, LedgerSheet
from policyparse.delivery.target_years import value
from policyparse.errors import EXIT_CODES

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "corpus" / "notices"
NAMES = (
    "nanchang-chanjiao-ronghe-8623-2023.txt", "ganzhou-weigaige.txt", "jiangxi-zhijiao-jigong-ruogan-cuoshi.txt",
    "xinzhou-12345-110.txt", "guofa-2018-39-cujin-jiuye.html",
)  # fmt: skip
AS_OF = date(2023, 10, 15)

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    return [policyparse.parse(NOTICES / name).to_dict() for name in NAMES]


def notice(task: str, organ: str = "南昌市", name: str = "notice.txt") -> dict[str, Any]:
    """A notice of a city's education bureau of 2023-04-05, with one task in these lines."""
    text = (
        f"{organ}教育局\n关于建设示范校的通知\n\n各县教育局：\n一、重点任务\n1.建设示范校。各地建设示范校。\n{task}\n\n"
        f"{organ}教育局\n2023年4月5日\n"
    )
    return policyparse.parse_text(text, name=name).to_dict()


def due_at(task: str, as_of: date | None = None) -> Due:
    """The one thing that a notice with this task has on a day."""
    (due,) = agenda([notice(task)], as_of).dated
    return due


def ids_of(sheet: LedgerSheet, documents: list[dict[str, Any]], heading: str) -> set[tuple[Any, Any]]:
    """Notice and fact of the rows of a ledger's sheet where something stands under the heading."""
    headings = [name for name, _ in sheet.headings]
    rows = [dict(zip(headings, row, strict=True)) for document in documents for row in sheet.rows(document)]
    return {(row["文件标识"], row["条目标识"]) for row in rows if row[heading] is not None}


def every_due(made: Agenda) -> list[Due]:
    return [*made.dated, *made.recurring, *made.ongoing, *made.undated]


# The same facts as the ledger's.


@pytest.mark.parametrize("as_of", [None, AS_OF])
def test_what_is_due_are_the_tasks_of_the_ledger_that_have_a_time(
    documents: list[dict[str, Any]], as_of: date | None
) -> None:
    made = agenda(documents, as_of)
    shown = {
        (due.row["文件标识"], due.row["条目标识"])
        for due in every_due(made)
        if "工作任务" in due.row and "指标" not in due.row
    }
    assert shown == ids_of(LEDGER, documents, "完成时限")
    total = sum(len(document["tasks"]) for document in documents)
    assert made.tasks_without_time == total - len(shown) > 0


def test_targets_are_those_of_the_ledger(documents: list[dict[str, Any]]) -> None:
    made = agenda(documents)
    assert {(row["文件标识"], row["条目标识"]) for row in made.targets} == ids_of(TARGETS, documents, "指标")


def test_every_deadline_of_the_documents_is_on_the_page(documents: list[dict[str, Any]]) -> None:
    made = agenda(documents)
    shown = {(due.row["文件标识"], due.kind, due.first, due.last, due.rule) for due in every_due(made)}
    wanted = {
        (document["document_id"], time["kind"], iso(time["start"]), iso(time["end"]), time["recurrence"])
        for document in documents
        for time in (deadline["time"] for deadline in document["deadlines"])
    }
    assert shown == wanted


def iso(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)


def test_a_row_says_what_who_when_and_where(documents: list[dict[str, Any]]) -> None:
    tree = tree_of(deadline_page(agenda(documents, AS_OF)))
    (month,) = tree.xpath("//details[@id='m-2023-07']")
    assert rows_of(month.find("table")) == [
        [
            "2023-07-31逾期",
            "八 实行二手房“带押过户”",
            "赣州市自然资源局（牵头）、赣州市住房和城乡建设局（牵头）、中国银行保险监督管理委员会赣州监管分局（配合）、"
            "各县（市、区）人民政府（配合）",
            "2023 年7 月底前",
            "赣市府办字〔2023〕52号 赣州市人民政府办公室关于印发赣州市推行政务服务便民利企“微改革”若干措施的通知"
            "ganzhou-weigaige.txt · 第67行",
        ]
    ]


# How things stand.


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (None, "later"),
        ("2025-10-01", "later"),
        ("2025-12-01", "soon"),
        ("2025-12-31", "soon"),
        ("2026-01-01", "overdue"),
    ],
)
def test_a_time_is_overdue_from_the_day_behind_its_last(as_of: str | None, state: str) -> None:
    due = due_at("完成时限：2025年12月底前")
    assert due.last == date(2025, 12, 31) and due.state(iso(as_of)) == state


def test_an_ambiguous_time_is_overdue_by_its_later_reading() -> None:
    due = due_at("完成时限：2024年4月前")
    assert (due.last, due.latest) == (date(2024, 3, 31), date(2024, 4, 30))
    assert due.state(date(2024, 3, 31)) == "soon"
    assert due.state(date(2024, 4, 15)) == "unclear"
    assert due.state(date(2024, 5, 1)) == "overdue"
    page = words_of(tree_of(deadline_page(agenda([notice("完成时限：2024年4月前")], date(2024, 4, 15)))))
    assert "另解 2024-04-30" in page and "两解，可能逾期" in page


def test_what_begins_on_a_day_is_never_overdue() -> None:
    due = due_at("完成时限：2024年1月1日起")
    assert (due.first, due.last) == (date(2024, 1, 1), None)
    assert due.state(date(2030, 1, 1)) == "begins"


def test_without_a_day_nothing_is_overdue_and_the_page_says_so(documents: list[dict[str, Any]]) -> None:
    page = deadline_page(agenda(documents))
    tree = tree_of(page)
    assert not tree.xpath("//tr[@data-s='overdue' or @data-s='soon']") and not tree.find_class("bad")
    assert "未给定日期，不判断是否逾期" in words_of(tree) and "nothing is judged overdue" in words_of(tree, "en")


# What recurs, and what names no day.


def test_what_recurs_falls_due_within_a_year_of_the_day() -> None:
    pytest.importorskip("dateutil")
    made = agenda([notice("完成时限：每年4月")], AS_OF)
    (rule,) = made.recurring
    assert rule.rule == "FREQ=YEARLY;BYMONTH=4" and rule.last is None
    assert [due.last for due in made.dated] == [date(2024, 4, 30)]
    quarters = agenda([notice("完成时限：每季度")], AS_OF).dated
    assert [due.last for due in quarters] == [
        date(2023, 12, 31),
        date(2024, 3, 31),
        date(2024, 6, 30),
        date(2024, 9, 30),
    ]


def test_what_recurs_has_no_days_without_the_day() -> None:
    made = agenda([notice("完成时限：每年4月")])
    assert len(made.recurring) == 1 and made.dated == []
    tree = tree_of(deadline_page(made))
    (table,) = tree.xpath("//h2[@id='recurring']/following::table[1]")
    assert rows_of(table)[0][2] == "每年4月 FREQ=YEARLY;BYMONTH=4"


def test_days_of_what_recurs_are_bounded() -> None:
    pytest.importorskip("dateutil")
    made = agenda([notice("完成时限：每周")], AS_OF)
    assert 1 < len(made.dated) <= 12


def test_a_rule_that_is_none_has_no_days() -> None:
    document = notice("完成时限：每年4月")
    document["tasks"][0]["deadlines"][0]["recurrence"] = "FREQ=SECONDLY"
    made = agenda([document], AS_OF)
    assert len(made.recurring) == 1 and made.dated == []


def test_relative_times_that_lead_to_no_day_are_listed(documents: list[dict[str, Any]]) -> None:
    made = agenda(documents, AS_OF)
    assert {due.words for due in made.undated if str(due.row["来源文件"]).startswith("jiangxi")} == {"3年内"}
    assert {due.words for due in made.ongoing} == {"长期推进"}
    tree = tree_of(deadline_page(made))
    (table,) = tree.xpath("//h2[@id='undated']/following::table[1]")
    assert any(row[2] == "3年内" for row in rows_of(table))


# Whose it is.


def test_a_unit_is_one_over_all_notices() -> None:
    task = "责任单位：市财政局\n完成时限：2025年12月底前"
    made = agenda([notice(task, name="a.txt"), notice(task, name="b.txt")])
    (unit,) = ranked_units(made.dated).charges
    assert (unit.name, unit.where) == ("南昌市财政局", None)


def test_classes_of_units_of_other_regions_are_others_and_brackets_are_alike() -> None:
    made = agenda(
        [
            notice("责任单位：各县（市、区）人民政府\n完成时限：2025年12月底前", "南昌市", "a.txt"),
            notice("责任单位：各县(市、区)人民政府\n完成时限：2025年12月底前", "南昌市", "b.txt"),
            notice("责任单位：各县（市、区）人民政府\n完成时限：2025年12月底前", "赣州市", "c.txt"),
        ]
    )
    units = ranked_units(made.dated)
    assert [(unit.where, unit.group) for unit in units.charges] == [("南昌市", True), ("赣州市", True)]
    assert [units.of(due) for due in made.dated] == [[0], [0], [1]]


def test_the_grid_counts_what_the_list_holds(documents: list[dict[str, Any]]) -> None:
    made = agenda(documents, AS_OF)
    tree = tree_of(deadline_page(made))
    listed = Counter(
        (place, row.xpath("ancestor::details/@id")[0])
        for row in tree.xpath("//details[@class='month']//tr[@data-u]")
        for place in row.get("data-u").split()
    )
    counted = {
        (link.get("data-u"), link.get("href")[1:]): int("".join(filter(str.isdigit, link.text)))
        for link in tree.xpath("//div[contains(@class, 'grid')]//td/a")
    }
    assert counted == dict(listed)
    late = {link.get("href")[1:] for link in tree.xpath("//div[contains(@class, 'grid')]//a[@class='bad']")}
    assert late and max(late) < "m-2023-10"


def test_what_names_no_unit_has_a_row_of_its_own() -> None:
    tree = tree_of(deadline_page(agenda([notice("完成时限：2025年12月底前")])))
    (row,) = tree.xpath("//div[contains(@class, 'grid')]//tbody/tr")
    assert words_of(row.find("th")) == "（未写明责任单位）" and row.find("th/a").get("data-u") == "-1"


# Targets by year.


def test_targets_stand_by_year_with_value_and_unit(documents: list[dict[str, Any]]) -> None:
    tree = tree_of(deadline_page(agenda(documents, date(2025, 3, 1))))
    years = tree.xpath("//details[@class='targets']")
    (opened,) = [one for one in years if one.get("open") is not None]
    assert words_of(opened.find("summary")).startswith("2025年")
    (row,) = [row for row in rows_of(opened.find("table")) if row[0].endswith("订单式培养的技术技能人才")]
    assert row[0].startswith("全市中职学校") and row[1] == "8,000人"
    assert words_of(years[-1].find("summary")).startswith("未写年份")


QUANTITY = {
    "比较": "等于", "数值": None, "下限": None, "上限": None, "单位": "个", "计量范围": None, "口径": "达到",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"比较": "不少于", "数值": Decimal(300_000_000_000), "单位": "元"}, "≥ 3000亿元"),
        ({"数值": Decimal(2_000_000), "单位": "元"}, "200万元"),
        ({"数值": Decimal(12_345_678), "单位": "元"}, "12,345,678元"),
        ({"数值": Decimal("30.50"), "单位": "%", "口径": "增加"}, "增加 30.50%"),
        ({"比较": "不少于", "数值": Decimal(2), "计量范围": "每校"}, "≥ 2个，每校"),
        ({"比较": "区间", "下限": Decimal(2), "上限": Decimal(3)}, "2–3个"),
        ({"数值": "20:1", "单位": None}, "20:1"),
        ({"比较": "约", "数值": Decimal(1000)}, "≈ 1,000个"),
    ],
)
def test_values_are_shown_as_people_write_them(changes: dict[str, Any], shown: str) -> None:
    assert words_of(tree_of(f"<p>{value(QUANTITY | changes)}</p>")) == shown.replace("<", "&lt;")


# The page.


def test_the_page_takes_nothing_from_outside_and_both_languages_along(documents: list[dict[str, Any]]) -> None:
    page = deadline_page(agenda(documents, AS_OF), "en")
    assert_self_contained(page)
    tree = tree_of(page)
    assert tree.xpath("//input[@name='language'][@checked]/@id") == ["in-en"]
    assert "Deadlines at a glance" in words_of(tree, "en") and "期限一览" in words_of(tree)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)


def test_nothing_of_a_notice_acts() -> None:
    evil = '<script>alert(1)</script>\u202e" onmouseover="alert(2)'
    document = notice("责任单位：市财政局\n完成时限：2025年12月底前\n到2025年，建成示范校30所以上。", name='a".txt')
    document["metadata"]["title"] = document["source"]["name"] = document["document_id"] = evil
    for task in document["tasks"]:
        task["action"] = task["number"] = evil
        for unit in task["responsible"]:
            unit["name"] = unit["canonical"] = evil
        for time in task["deadlines"]:
            time["raw"] = evil
    for target in document["targets"]:
        target["indicator"] = target["scope"] = target["evidence"]["quote"] = target["quantity"]["unit"] = evil
    page = deadline_page(agenda([document], AS_OF))
    assert_self_contained(page)
    assert page.count("<script") == 1 and "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_so_many_rows_are_listed_nearest_to_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MOST_ROWS", 2)
    made = agenda(notice(f"完成时限：{year}年12月底前", name=f"{year}.txt") for year in range(2023, 2030))
    months = tree_of(deadline_page(made)).xpath("//details[@class='month']/@id")
    assert months == ["m-2028-12", "m-2029-12"]
    made.as_of = date(2025, 11, 1)
    tree = tree_of(deadline_page(made))
    assert tree.xpath("//details[@class='month']/@id") == ["m-2024-12", "m-2025-12"]
    assert "5 项未列出" in words_of(tree)


def test_no_documents_give_a_page_that_says_so() -> None:
    page = deadline_page(agenda([]))
    assert_self_contained(page)
    assert "没有带日期的事项" in words_of(tree_of(page))


# The command.


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An OUT of a folder run in which a later version of a notice replaced an earlier one."""
    monkeypatch.setattr("policyparse.batch.convert.run_each", run_here)
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text(FACTS, encoding="utf-8")
    assert main(["convert", str(inbox), str(tmp_path / "out"), "--quiet"]) == 0
    (inbox / "b.txt").write_text(FACTS.replace("2025年12月", "2026年12月"), encoding="utf-8")
    assert main(["convert", str(inbox), str(tmp_path / "out"), "--quiet"]) == 0
    return tmp_path / "out"


def test_of_what_convert_wrote_what_was_replaced_is_left_out(written: Path, capsys: Captured) -> None:
    assert main(["deadlines", str(written), "--out", "-", "--as-of", "2027-01-01"]) == 0
    tree = tree_of(capsys.readouterr().out)
    days = {words_of(row[0]) for row in tree.xpath("//details[@id='m-2026-12']//tbody/tr")}
    assert days == {"2026-12-31逾期"}
    assert not any("a.txt" in words_of(row) for row in tree.xpath("//tr[@data-u]"))


def test_a_folder_of_notices_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(FACTS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["deadlines", "in"]) == 0
    tree = tree_of((tmp_path / "deadlines.html").read_text(encoding="utf-8"))
    assert [words_of(row[0]) for row in tree.xpath("//details[@id='m-2025-12']//tbody/tr")] == ["2025-12-31"] * 2


def test_a_bad_document_is_said_and_the_rest_goes_on(written: Path, capsys: Captured) -> None:
    (written / "broken.json").write_text("{", encoding="utf-8")
    assert main(["deadlines", str(written), "--out", "-"]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("policyparse: broken.json: corrupt: ") and told.err.count("\n") == 1
    assert "2026-12-31" in told.out


def test_no_folder_is_one_line_and_an_exit_code(tmp_path: Path, capsys: Captured) -> None:
    assert main(["deadlines", str(tmp_path / "none")]) == EXIT_CODES["not_found"]
    (tmp_path / "file").touch()
    assert main(["deadlines", str(tmp_path / "file")]) == EXIT_CODES["not_a_file"]
    assert capsys.readouterr().err.count("\n") == 2


def test_a_page_that_cannot_be_written_is_one_line(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "taken").mkdir()
    assert main(["deadlines", str(tmp_path), "--out", str(tmp_path / "taken")]) == EXIT_CODES["unreadable"]
    assert capsys.readouterr().err.startswith("policyparse: taken: unreadable: cannot be written")


def test_a_folder_of_notices_is_parsed_with_a_lexicon(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(FACTS.replace("市教育局\n完成", "职教办\n完成"), encoding="utf-8")
    (tmp_path / "organs.tsv").write_text("short\tfull\n职教办\t南昌市职业教育办公室\n", encoding="utf-8")
    assert main(["deadlines", str(tmp_path / "in"), "--out", "-", "--lexicon", str(tmp_path / "organs.tsv")]) == 0
    assert "南昌市职业教育办公室" in words_of(tree_of(capsys.readouterr().out))


@pytest.mark.parametrize("options", [["--as-of", "2023-2-30"], ["--as-of", "昨天"], ["--lang", "fr"]])
def test_wrong_usage_exits_with_2(options: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["deadlines", str(tmp_path), *options])
    assert caught.value.code == 2

"""The score report as a page: where a miss stands in its notice, what differs, floors over time, what it takes along.

Not here: what counts as right (test_gold.py).
"""

from __future__ import annotations

import copy
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from html_pages import assert_self_contained, rows_of, tree_of, words_of

import policyparse
from policyparse.cli import main
from policyparse.errors import PolicyParseError
from policyparse.gold import GoldFile, Miss, Report, load_gold, validate
from policyparse.gold import miss_list as misses_shown
from policyparse.gold.history import PinnedSet, history_line, read_history
from policyparse.gold.miss_list import side_by_side
from policyparse.gold.score_page import score_page

ROOT = Path(__file__).resolve().parents[1]
NAME = "nanchang-chanjiao-ronghe-8623-2023.txt"
NOTICE = ROOT / "corpus" / "notices" / NAME
LABELS = ROOT / "corpus" / "gold" / f"{NAME}.gold.json"
HISTORY = ROOT / "corpus" / "floors-history.jsonl"
QUOTE = "全市中职学校通过订单式培养的技术技能人才达到8000人"

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return policyparse.parse(NOTICE).to_dict()


def gold_of(labels: dict[str, Any]) -> GoldFile:
    return load_gold(json.dumps(labels, ensure_ascii=False).encode(), "changed.gold.json")


@pytest.fixture
def labels() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LABELS.read_bytes())
    return found


def report_with(document: dict[str, Any], labels: dict[str, Any]) -> Report:
    return validate([document], gold_of(labels))


def one_miss(report: Report, kind: str, expected: str) -> Miss:
    (miss,) = [miss for miss in report.misses if miss.kind == kind and expected in (miss.expected or "")]
    return miss


# Where a miss stands.


def test_a_miss_has_its_sentence_and_the_fact_that_was_found(document: dict[str, Any], labels: dict[str, Any]) -> None:
    (target,) = [one for one in labels["targets"] if one["quote"] == QUOTE]
    target["quantity"] |= {"value": 9000, "raw": "达到9000人"}
    miss = one_miss(report_with(document, labels), "numbers", "订单式培养")
    assert miss.passage is not None
    assert document["text"][miss.passage.start : miss.passage.end] == miss.passage.words == QUOTE
    assert miss.passage.before.startswith("到2025年") and miss.passage.before.endswith("，即")
    (found,) = [one for one in document["targets"] if QUOTE in one["evidence"]["quote"]]
    assert miss.fact == found["id"]


def test_a_unit_that_was_missed_is_shown_where_it_is_named(document: dict[str, Any], labels: dict[str, Any]) -> None:
    without = copy.deepcopy(document)
    task = next(task for task in without["tasks"] if task["origin"] == "table" and task["responsible"])
    gone = task["responsible"].pop(0)
    missed = [miss for miss in report_with(without, labels).misses if miss.kind == "units"]
    assert [miss.part for miss in missed] == [gone["name"]]
    assert missed[0].passage is not None and missed[0].passage.words == gone["name"]
    assert missed[0].passage.start >= task["evidence"]["span"]["start"]


def test_words_that_are_repeated_are_sought_nearest_to_what_was_found(
    document: dict[str, Any], labels: dict[str, Any]
) -> None:
    doubled = copy.deepcopy(document)
    length = len(doubled["text"]) + 1
    doubled["text"] += "\n" + document["text"]
    for fact in (*doubled["tasks"], *doubled["targets"]):
        for edge in ("start", "end"):
            fact["evidence"]["span"][edge] += length
    for label in labels["targets"]:
        label["scope"] = "全省"
    placed = [miss for miss in report_with(doubled, labels).misses if miss.kind == "scope"]
    assert placed and all(miss.passage and miss.passage.start >= length for miss in placed)


def test_words_that_the_notice_does_not_hold_have_no_passage(document: dict[str, Any], labels: dict[str, Any]) -> None:
    added = labels["targets"][0] | {"id": "g99", "indicator": "没有的指标", "quote": "到2099年没有的指标达到3个"}
    labels["targets"].append(added)
    report = report_with(document, labels)
    miss = one_miss(report, "numbers", "没有的指标")
    assert miss.passage is None and miss.fact is None
    assert "到2099年没有的指标达到3个" in score_page(report)  # its quote at least


def test_a_document_without_text_has_misses_without_passages(labels: dict[str, Any]) -> None:
    report = validate([], gold_of(labels))
    assert report.misses and all(miss.passage is None for miss in report.misses)
    assert_self_contained(score_page(report))


def test_the_json_report_has_fact_and_span(document: dict[str, Any], labels: dict[str, Any]) -> None:
    labels["targets"][0]["scope"] = "全省"
    shown = json.loads(report_with(document, labels).to_json())
    (miss,) = [miss for miss in shown["documents"][0]["misses"] if miss["expected"] == "全省"]
    assert miss["fact"] and miss["span"]["start"] < miss["span"]["end"]


# What differs.


@pytest.mark.parametrize(
    ("expected", "found", "wanted", "given"),
    [
        ("不少于2个", "不少于3个", ["2"], ["3"]),
        ("新增上市企业", "上市企业", ["新增"], []),
        ("市教育局", "市教育局", [], []),
        ("市教育局、市财政局", "市教育局", ["、市财政局"], []),
        ("甲", "乙", ["甲"], ["乙"]),
        ("", "乙", [], []),
    ],
)
def test_what_differs_is_marked(expected: str, found: str, wanted: list[str], given: list[str]) -> None:
    left, right = side_by_side(expected, found)
    assert re.findall(r'<mark class="wanted">(.*?)</mark>', left) == wanted
    assert re.findall(r'<mark class="given">(.*?)</mark>', right) == (given if expected else [found])
    assert re.sub("<.*?>", "", left) == expected and re.sub("<.*?>", "", right) == found


def test_long_texts_are_compared_by_their_ends() -> None:
    head, tail = "头" * 900, "尾" * 900
    left, right = side_by_side(f"{head}甲{tail}", f"{head}乙乙{tail}")
    assert left == f'{head}<mark class="wanted">甲</mark>{tail}'
    assert right == f'{head}<mark class="given">乙乙</mark>{tail}'


def test_what_one_side_lacks_is_a_dash() -> None:
    assert side_by_side(None, "三项") == ('<span class="soft">–</span>', "三项")


# The page.


def test_the_page_shows_kinds_fields_documents_and_misses(document: dict[str, Any], labels: dict[str, Any]) -> None:
    labels["targets"][0]["scope"] = "全省"
    report = report_with(document, labels)
    tree = tree_of(score_page(report))
    kinds, fields = (tree.xpath(f"//h2[@id='{name}']/following::table[1]")[0] for name in ("kinds", "fields"))
    tally = report.overall("tasks")
    (row,) = [row for row in rows_of(kinds) if row[0] == "任务"]
    assert row[1:] == ["1.000", "1.000", "1.000", str(tally.tp), "0", "0"]
    (row,) = [row for row in rows_of(fields, "en") if row[0] == "scope"]
    assert row[2:] == [str(report.field("scope").right), str(report.field("scope").of)]
    heat = tree.xpath("//h2[@id='documents']/following::table[1]")[0]
    assert rows_of(heat)[0][0] == NAME
    assert rows_of(heat)[0][-1] == str(sum(miss.follows is None for miss in report.misses))
    (link,) = heat.xpath(".//a/@href")
    (heading,) = tree.xpath(f"//*[@id='{link[1:]}']")
    assert heading.text == NAME
    (miss,) = [row for row in tree.find_class("of-scope") if words_of(row[1]) == "全省"]
    assert words_of(miss[0]) == "范围"
    (quote,) = miss.xpath(".//mark[@class='quote']")
    assert quote.text in document["text"]


def test_the_curve_counts_its_facts(document: dict[str, Any], labels: dict[str, Any]) -> None:
    report = report_with(document, labels)
    chart = tree_of(score_page(report)).xpath("//h2[@id='calibration']/following::svg[1]")[0]
    counts = [int(text) for text in chart.xpath(".//circle/following-sibling::text/text()") if text.isdigit()]
    assert sum(counts) == len(report.verdicts) > 0


def test_labels_stand_in_two_languages_and_the_switch_needs_no_script(
    document: dict[str, Any], labels: dict[str, Any]
) -> None:
    report = report_with(document, labels)
    for language in ("zh", "en"):
        tree = tree_of(score_page(report, language=language))
        assert tree.xpath("//input[@name='language'][@checked]/@id") == [f"in-{language}"]
        assert not list(tree.iter("script"))
    assert "评分报告" in words_of(tree) and "Score report" not in words_of(tree)
    assert "Score report" in words_of(tree, "en") and "评分报告" not in words_of(tree, "en")
    assert len(tree.find_class("zh")) == len(tree.find_class("en"))


def test_nothing_of_a_notice_or_of_gold_acts(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>\u202e<img src=x onerror=alert(2)>"
    text = f"关于印发《{evil}》的通知\n\n各县教育局：\n一、重点任务\n1.建设{evil}示范校30所。\n责任单位：市{evil}局\n"
    document = policyparse.parse_text(text, name="a<b>.txt").to_dict()
    labels = json.loads(LABELS.read_bytes()) | {"document": "a<b>.txt"}
    labels["metadata"]["title"] = evil
    for task in labels["tasks"]:
        task["action"] = task["quote"] = evil
    report = report_with(document, labels)
    page = score_page(report, pages={"a<b>.txt": "x-pages/a%3Cb%3E.txt.html"})
    assert_self_contained(page)
    assert "<script" not in page and "<img" not in page and "\u202e" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_only_so_many_misses_are_shown_and_the_rest_is_counted(
    labels: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = validate([], gold_of(labels))
    monkeypatch.setattr(misses_shown, "MOST_MISSES", 10)
    tree = tree_of(score_page(report))
    assert len(tree.find_class("miss")) == 10
    assert f"{len(report.misses) - 10} 处差异未列出" in words_of(tree)


def test_the_same_scores_give_the_same_page(document: dict[str, Any], labels: dict[str, Any]) -> None:
    pages = {score_page(report_with(document, labels), read_history(HISTORY)) for _ in range(2)}
    assert len(pages) == 1


# Floors over time.


def test_the_last_line_of_the_history_has_the_floors_that_hold() -> None:
    floors = json.loads((ROOT / "corpus" / "floors.json").read_bytes(), parse_float=Decimal)
    history = read_history(HISTORY)
    assert {title: one.floors for title, one in history[-1].sets.items()} == {
        title: one["floors"] for title, one in floors.items()
    }
    days = [pinning.day for pinning in history if pinning.day]
    assert days == sorted(days)


def test_floors_over_time_have_a_line_a_set(tmp_path: Path, labels: dict[str, Any]) -> None:
    steps = (
        (date(2026, 1, 2), "first", {"old": PinnedSet(5, {"tasks": Decimal("0.9")})}),
        (
            None,
            "more <b>",
            {"old": PinnedSet(5, {"tasks": Decimal("0.95")}), "new": PinnedSet(2, {"tasks": Decimal(1)})},
        ),
    )
    path = tmp_path / "history.jsonl"
    path.write_text("\n".join(history_line(*step) for step in steps) + "\n\n", encoding="utf-8")
    history = read_history(path)
    assert [(one.day, one.note, one.sets) for one in history] == list(steps)
    page = score_page(validate([], gold_of(labels)), history)
    (chart,) = tree_of(page).xpath("//h2[@id='history']/following::figure/*[local-name()='svg']")
    titles = chart.xpath(".//*[local-name()='polyline']/*[local-name()='title']/text()")
    assert titles == ["old: 0.900 → 0.950", "new: 1.000 → 1.000"]
    assert "2026-01-02" in words_of(chart) and "more &lt;b&gt;" in page


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"date": "2026-13-01", "note": "", "sets": {}}', '{"date": null, "note": ""}',
     '{"date": null, "note": "", "sets": {"a": {"notices": 1, "floors": {"tasks": 1.5}}}}',
     '{"date": null, "note": "", "sets": {"a": {"notices": 1, "floors": {"tasks": NaN}}}}'],
)  # fmt: skip
def test_a_history_that_is_none_is_refused_with_the_line(line: str, tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    path.write_text('{"date": null, "note": "", "sets": {}}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(PolicyParseError, match="line 2") as caught:
        read_history(path)
    assert caught.value.code == "corrupt" and caught.value.name == "history.jsonl"


# The command.


def test_validate_writes_the_page_and_the_pages_it_leads_to(
    tmp_path: Path, labels: dict[str, Any], capsys: Captured
) -> None:
    labels["targets"][0]["scope"] = "全省"
    gold = tmp_path / f"{NAME}.gold.json"
    gold.write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    report = tmp_path / "分数 1.html"
    command = ["validate", str(gold), "--notices", str(NOTICE.parent), "--report", str(report)]
    assert main([*command, "--history", str(HISTORY)]) == 0
    assert capsys.readouterr().err == ""
    tree = tree_of(report.read_text(encoding="utf-8"))
    (link,) = [row.xpath(".//a/@href")[0] for row in tree.find_class("of-scope") if words_of(row[1]) == "全省"]
    address, _, anchor = link.partition("#")
    page = tree_of((tmp_path / unquote(address)).read_text(encoding="utf-8"))
    assert len(page.xpath(f"//*[@id='{anchor}']")) == 1
    assert tree.xpath("//h2[@id='history']")


def test_validate_of_written_documents_links_to_nothing(tmp_path: Path) -> None:
    report = tmp_path / "x.html"
    assert main(["validate", str(LABELS), str(tmp_path), "--report", str(report)]) == 0
    assert not tree_of(report.read_text(encoding="utf-8")).xpath("//tr[contains(@class, 'miss')]//a")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.html"]


@pytest.mark.parametrize("options", [["--history", "h.jsonl"], ["--report", "x.md", "--history", "h.jsonl"]])
def test_a_history_goes_with_a_page(options: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["validate", str(LABELS), str(tmp_path), *options])
    assert caught.value.code == 2

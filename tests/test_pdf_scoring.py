"""The scorer of PDFs tells right from wrong: on documents made by hand, and on words looked up in a PDF.

Not here: what the library scores.
"""

from __future__ import annotations

import json
import random
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import policyparse
from policyparse.contract import Table
from policyparse.contract.place import Page, Region

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from pdf_scoring import text  # noqa: E402
from pdf_scoring.distance import distance, distance_to_best_part  # noqa: E402
from pdf_scoring.tables import table_measures  # noqa: E402


def document(words: str = "无", *tables: Table) -> policyparse.PolicyDocument:
    return policyparse.parse_text("无").model_copy(update={"text": words, "tables": tables})


def table(header: str, *rows: str) -> Table:
    return Table(
        id="t",
        kind="other",
        caption=None,
        header=tuple(header.split("|")),
        rows=tuple(tuple(row.split("|")) for row in rows),
        cells=(),
        pages=(1,),
        section_id=None,
    )


def wanted(header: str, *rows: str, **more: Any) -> dict[str, Any]:
    return {"title": "", "header": header.split("|"), "rows": [row.split("|") for row in rows], "pages": [1], **more}


def test_sentences_count_when_unbroken_and_in_order() -> None:
    truth = {"text_checks": ["甲乙丙。", "丁戊己。", "庚辛壬。"]}
    assert text.text_checks(truth, document("甲 乙\n丙。丁戊己。庚辛壬。")).right == 3
    assert text.text_checks(truth, document("丁戊己。甲乙丙。庚辛壬。")).right == 2
    broken = text.text_checks(truth, document("甲乙丙。丁1戊己。庚辛壬。"))
    assert broken.right == 2 and "丁戊己" in broken.misses[0]


def test_a_stretch_of_a_footnote_is_a_miss_unless_the_sentences_hold_it_too() -> None:
    note = "数字经济核心产业是指为产业数字化发展提供数字技术、产品和服务的活动。"
    assert text.absent({"footnotes": [note]}, document("前。" + note[5:25] + "后。"), "footnotes").right == 0
    truth = {"footnotes": [note], "text_checks": [note]}
    assert text.absent(truth, document(note), "footnotes").right == 1


def test_furniture_is_sought_with_any_number_and_a_bare_number_as_a_line() -> None:
    assert text.furniture({"furniture": ["— N —"]}, document("甲\n— 12 —\n乙")).right == 0
    assert text.furniture({"furniture": ["— N —", "N"]}, document("甲12乙")).right == 2
    assert text.furniture({"furniture": ["N / N"]}, document("甲\n3 / 10\n乙")).right == 0


def test_metadata_takes_a_title_with_or_without_its_issuer() -> None:
    words = "南河市教育局关于印发《南河市计划》的通知\n各学校：\n现印发给你们。\n南河市教育局\n2024年3月5日\n"
    truth = {"metadata": {"title": "关于印发《南河市计划》的通知", "org": "南河市教育局", "date": "2024年3月5日"}}
    assert text.metadata(truth, policyparse.parse_text(words)).misses == []


def test_a_lost_row_a_wrong_cell_and_a_row_too_many_are_each_seen() -> None:
    want = wanted("序号|内容|单位", "1|建学校|市教育局", "2|修路|市交通局", "3|种树|市林业局")
    truth = {"tables": [want], "ruled": True}
    good = table_measures(truth, document("", table("序号|内容|单位", *map("|".join, want["rows"]))))
    assert all(tally.right == tally.asked for tally in good.values())
    got = table("序号|内容|单位", "1|建学校|市教育局", "3|种树|市林业", "4|养鱼|市水利局")
    bad = table_measures(truth, document("", got))
    assert (bad["cells ruled"].right, bad["cells ruled"].asked) == (8, 12)
    assert (bad["rows ruled"].right, bad["rows ruled"].asked) == (1, 4)


def test_a_table_found_in_two_pieces_is_half_right_and_one_too_many() -> None:
    truth = {"tables": [wanted("甲|乙", "1|2", "3|4")], "ruled": False}
    found = table_measures(truth, document("", table("甲|乙", "1|2"), table("", "3|4")))
    assert found["rows unruled"].right == 1
    assert found["no more tables"].right == 1 and found["no more tables"].asked == 2


def test_the_features_tell_unruled_tables_where_no_field_does() -> None:
    truth = {"tables": [wanted("甲|乙", "1|2")], "features": ["booktabs three-line tables"]}
    assert table_measures(truth, document())["cells unruled"].asked == 4


def test_distances_are_those_of_the_slow_way() -> None:
    dice = random.Random(7)
    for _ in range(200):
        one, other = ("".join(dice.choices("甲乙丙", k=dice.randrange(9))) for _ in range(2))
        assert distance(one, other) == slow(one, other, False)
        assert distance_to_best_part(one, other) == slow(one, other, True)


@pytest.mark.parametrize("folder", ["pdf", "pdf-more"])
def test_every_pdf_has_a_truth_that_is_whole(folder: str) -> None:
    paths = sorted((ROOT / "corpus" / folder).glob("*.pdf"))
    assert len(paths) >= 14
    for path in paths:
        truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
        assert {"pages", "features", "expect_error", "tables", "text_checks"} <= set(truth), path.name
        for one in truth["tables"]:
            widths = {len(row) for row in one["rows"]} | ({len(one["header"])} if one["header"] else set())
            assert len(widths) == 1 and one["pages"], path.name
        assert set(truth.get("cross_page_checks", [])) <= {
            *truth["text_checks"],
            *truth.get("footnote_call_checks", []),
        }


def slow(pattern: str, words: str, anywhere: bool) -> int:
    row = [0 if anywhere else place for place in range(len(words) + 1)]
    for at, char in enumerate(pattern, 1):
        below = [at]
        for place, other in enumerate(words, 1):
            below.append(min(row[place] + 1, below[-1] + 1, row[place - 1] + (char != other)))
        row = below
    return min(row) if anywhere else row[-1]


def test_evidence_counts_where_the_words_are_in_the_regions_and_little_else() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    from pdf_scoring.evidence import evidence

    path = ROOT / "corpus" / "pdf" / "rl_row_split.pdf"
    pdf = pdfium.PdfDocument(path)
    page = pdf[0]
    width, height = page.get_size()
    words = page.get_textpage()
    text_of_page = words.get_text_range()
    start = text_of_page.index("现就")
    boxes = [words.get_charbox(start + place) for place in range(8)]
    quote = text_of_page[start : start + 8]
    x0, x1 = min(box[0] for box in boxes), max(box[2] for box in boxes)
    bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
    given = policyparse.parse_text("关于工作的通知\n一、任务\n（一）新建学校10所。（市教育局负责）\n")
    assert given.tasks

    def score(*edges: float) -> int:
        region = Region(
            page=1, **{n: Decimal(str(round(v, 1))) for n, v in zip(("x0", "top", "x1", "bottom"), edges, strict=True)}
        )
        changed = given.tasks[0].evidence.model_copy(update={"quote": quote, "regions": (region,), "page": 1})
        pages = (Page(number=1, width=Decimal(str(width)), height=Decimal(str(height)), rotation=0),)
        task = given.tasks[0].model_copy(update={"evidence": changed})
        empty: dict[str, Any] = dict.fromkeys(("targets", "thresholds", "deadlines", "units", "citations"), ())
        return evidence(path, None, given.model_copy(update={"tasks": (task,), "pages": pages, **empty})).right

    assert score(x0, height - top, x1, height - bottom) == 1
    assert score(x0, height - top + 60, x1, height - bottom + 60) == 0
    assert score(0, 0, width, height) == 0

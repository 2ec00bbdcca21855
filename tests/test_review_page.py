"""The review page as a file: whole, safe, readable without scripts. What it does in a browser: test_review_browser.py."""

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from policyparse.api import parse, study
from policyparse.cli import main
from policyparse.contract.corrections import MODELS, Correction, CorrectionFile
from policyparse.contract.metadata import Metadata
from policyparse.review.escaping import script_json, shown
from policyparse.review.fact_tables import HEADS
from policyparse.review.fields import LETTERS, NOT_TYPED, form_fields
from policyparse.review.labels import LANGUAGES, labels
from policyparse.review.marks import KINDS, marks_of
from policyparse.review.page import Saving, page_script, policy
from policyparse.review.render import page_for
from policyparse.review.sheets import sheet_pictures

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
PDF = CORPUS / "pdf" / "lo_nanchang_8623.pdf"
WEB = CORPUS / "notices" / "shicheng-hezhangzhi-xiangzhen-kaohe-2018.html"
TEXT = CORPUS / "notices" / "nanchang-chanjiao-ronghe-8623-2023.txt"
OFD = CORPUS / "other" / "luqiao-weisheng-2011-76-pifu.ofd"
DOCX = CORPUS / "renderings" / "nanchang-chanjiao-ronghe-8623-2023.docx"
NOTICES = [PDF, WEB, TEXT, OFD, DOCX, CORPUS / "pdf" / "newspaper_2col.pdf"]
BY_NAME = pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.name)

POISON = """关于<script>alert(1)</script>的通知
洪教字〔2023〕8号
各县（区）教育局：
一、总体要求
到2025年，建成\u202e“<img src=x onerror=alert(2)>”示范校\u200f20所。</script><script>alert(3)</script>
二、重点任务
1.推进<!--]]>“&lt;b&gt;”建设。到2024年12月底前完成\u2028《<a href="http://example.org/">办法</a>》修订。（责任单位：市教育局"><svg onload=alert(4)>）
"""


@cache
def page_of(notice: Path) -> str:
    return page_for(notice)


@cache
def tree_of(notice: Path) -> Any:
    return lxml_html.document_fromstring(page_of(notice))


def data_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="policyparse-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


@BY_NAME
def test_nothing_is_loaded_from_anywhere(notice: Path) -> None:
    tree = tree_of(notice)
    for element in tree.iter():
        for name, value in element.attrib.items():
            assert not name.startswith("on"), f"{element.tag} {name}"
            if name in ("src", "href", "action", "poster", "data", "srcset", "background"):
                assert value.startswith(("#", "data:image/")), f"{element.tag} {name}={value[:60]}"
    assert tree.xpath("//link|//iframe|//object|//embed|//base|//style[contains(., '@import')]") == []
    assert "url(" not in tree.xpath("string(//style)")


@BY_NAME
def test_only_the_pages_own_script_may_run(notice: Path) -> None:
    tree = tree_of(notice)
    runs = [script for script in tree.iter("script") if script.get("type") != "application/json"]
    assert [script.text for script in runs] == [page_script()]
    (rules,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert rules == policy(page_script(), saves=False)
    assert "default-src 'none'" in rules and "connect-src" not in rules and "unsafe-eval" not in rules


def test_a_page_that_saves_speaks_to_its_own_server_only() -> None:
    page = page_for(TEXT, saving=Saving("/token/notice/key/corrections", {"n": 7}))
    assert "connect-src 'self'" in page
    data = data_of(page)
    assert (data["saving"], data["version"]) == ("/token/notice/key/corrections", {"n": 7})


@BY_NAME
def test_every_fact_has_a_row_that_its_id_leads_to(notice: Path) -> None:
    tree, document = tree_of(notice), parse(notice)
    for kind in ("tasks", "units", "deadlines", "targets", "thresholds", "citations"):
        rows = tree.xpath(f"//section[@data-kind='{kind}']//tbody/tr/@id")
        assert rows == [fact.id for fact in getattr(document, kind)]
        for row in rows:
            assert len(tree.xpath(f"//*[@id='{row}']")) == 1
    assert tree.xpath("//section/@data-kind") == list(KINDS)
    identifiers = tree.xpath("//@id")
    assert len(identifiers) == len(set(identifiers))


@BY_NAME
def test_every_fact_is_marked_on_the_notice(notice: Path) -> None:
    tree, document = tree_of(notice), parse(notice)
    marked = {row for rows in tree.xpath("//*[@class]/@data-rows") for row in rows.split()}
    marked |= set(tree.xpath("//a[contains(@class, 'mark')]/@data-row"))
    for kind in ("tasks", "deadlines", "targets", "thresholds", "citations"):
        assert {fact.id for fact in getattr(document, kind)} <= marked
    for link in tree.xpath("//a[@class='place']/@href"):
        assert len(tree.xpath(f"//*[@id='{link[1:]}']")) == 1, link


@BY_NAME
def test_the_text_on_the_left_is_the_notices_at_its_offsets(notice: Path) -> None:
    tree, text = tree_of(notice), parse(notice).text
    seen: set[int] = set()
    for piece in tree.xpath("//*[@data-s]"):
        start, words = int(piece.get("data-s")), piece.text or ""
        assert words == text[start : start + len(words)]
        seen.update(range(start, start + len(words)))
    missing = "".join(text[at] for at in range(len(text)) if at not in seen)
    assert missing.split() == []


@BY_NAME
def test_the_facts_are_words_in_the_page_itself(notice: Path) -> None:
    tree, document = tree_of(notice), parse(notice)
    said = {row.get("id"): row.text_content() for row in tree.xpath("//tbody/tr[@id]")}
    for task in document.tasks:
        assert task.action in said[task.id]
        assert all(unit.name in said[task.id] for unit in task.responsible)
        assert all(time.raw in said[task.id] for time in task.deadlines)
    for target in document.targets:
        assert target.indicator in said[target.id] and target.quantity.raw in said[target.id]
    for cited in document.citations:
        assert cited.title in said[cited.id]


def test_pages_are_shown_as_they_look_and_small() -> None:
    notice = CORPUS / "renderings" / "jiangxi-chanjiao-ronghe-shifanqu.chromium.pdf"
    page = page_for(notice)
    assert page.count("<img ") == 19
    assert len(page.encode("utf-8")) < 10 * 1024 * 1024


def test_words_lie_over_a_page_where_they_are_printed() -> None:
    studied = study(PDF)
    document = studied.explanation.document
    sheets = sheet_pictures(studied.manuscript, studied.grounds)
    proofs = [*(task.evidence for task in document.tasks), *(target.evidence for target in document.targets)]
    for evidence in proofs:
        if evidence.cell is not None:
            continue
        span = evidence.span
        boxes = [box for sheet in sheets for box in sheet.boxes(span.start, span.end)]
        for region in evidence.regions:
            near = [box for box in boxes if box[0] == region.page and abs(box[2] - float(region.top)) < 3]
            assert near and min(abs(box[1] - float(region.x0)) for box in near) < 1


def test_a_notice_that_is_a_picture_is_shown_as_that_picture_upright() -> None:
    from PIL import Image

    from policyparse.reading.limits import Clock, Reading
    from policyparse.reading.page_ground import grounds_of
    from policyparse.reading.pages import Pages, Sheet, Source

    image = Image.new("RGB", (1240, 1754), "white")
    image.paste((200, 0, 0), (0, 0, 400, 300))  # a red corner, upper left
    out = io.BytesIO()
    image.rotate(90, expand=True).save(out, "PNG", dpi=(150, 150))  # scanned on its side
    sheet = Sheet(1, 595.2, 841.9, 90, 0, 0)
    source = Source("scan.png", "image/png", "", 0, "ocr", "image 1")
    reading = Reading(out.getvalue(), "scan.png", clock=Clock(30, "scan.png"))
    ground = grounds_of(reading, Pages(source, "", (0,), sheets=(sheet,)))[1]
    drawn = Image.open(io.BytesIO(ground.data)).convert("RGB")
    assert abs(drawn.width / drawn.height - 595.2 / 841.9) < 0.01
    red, _, blue = drawn.getpixel((20, 20))
    assert red > 150 and blue < 90


def test_an_ofd_without_a_picture_is_drawn_from_its_characters() -> None:
    page = page_of(OFD)
    assert "<img " not in page and 'class="sheet drawn"' in page
    assert "<line x1=" in page


def test_tables_are_tables_with_their_merged_cells() -> None:
    notice = CORPUS / "notices" / "guobanfa-2018-126-chuangxin-gaige-jucuo.html"
    tables = parse(notice).tables
    cells = [cell for table in tables for cell in table.cells]
    found = lxml_html.document_fromstring(page_for(notice)).xpath("//div[@class='grid']/table")
    assert len(found) == len(tables) > 0
    assert sum(len(table.xpath(".//td|.//th")) for table in found) == len(cells)
    spans = [int(span) for table in found for span in table.xpath(".//@rowspan")]
    assert spans == [cell.rowspan for cell in cells if cell.rowspan > 1]


def test_a_notice_cannot_write_into_the_page() -> None:
    page = page_for(POISON.encode("utf-8"), '关于"><script>alert(5)</script>.txt')
    tree = lxml_html.document_fromstring(page)
    assert len(list(tree.iter("script"))) == 2
    assert not tree.xpath("//*[@onerror or @onload]") and not tree.xpath(
        "//body//img | //a[starts-with(@href, 'http')]"
    )
    assert "alert(1)" in tree.xpath("string(//h1)")
    for poison in ("<script>alert", "<img src=x", "<svg onload", "\u202e", "\u2028"):
        assert poison not in page
    assert data_of(page)["text"] == parse(POISON.encode("utf-8"), "n.txt").text


def test_what_cannot_be_shown_is_replaced_one_for_one() -> None:
    text = "甲\x00乙\u202e丙\u200f丁\x85\ud800戊\ufffe"
    assert len(shown(text)) == len(text)
    assert shown(text) == "甲\ufffd乙\ufffd丙\u2060丁\u2060\ufffd戊\ufffd"
    assert shown("<\">&'") == "&lt;&quot;&gt;&amp;&#x27;"


def test_json_in_the_page_holds_any_text() -> None:
    value = {"</script><!--": "\u2028\u2029\ud800\u202e&<>"}
    written = script_json(value)
    assert not re.search(r"[<>&\u2028\u2029\u202e\ud800]", written)
    assert json.loads(written) == value


def test_forms_know_every_field_that_can_be_corrected() -> None:
    fields = form_fields()
    models: list[tuple[str, Any]] = [*((str(kind), model) for kind, model in MODELS.items()), ("metadata", Metadata)]
    for kind, model in models:
        named = [field["name"] for field in fields[kind]]
        assert named == [name for name in model.model_fields if name not in NOT_TYPED]
    assert next(one for one in fields["citations"] if one["name"] == "relation")["options"] == [
        "issued", "basis", "amends", "mention",
    ]  # fmt: skip
    responsible = next(one for one in fields["tasks"] if one["name"] == "responsible")
    assert responsible["form"] == "records"
    assert [one["form"] for one in responsible["fields"]] == ["text", "text", "text", "choice", "yes"]


def test_ids_of_new_facts_begin_like_those_that_are_found() -> None:
    document = parse(PDF)
    for kind in MODELS:
        assert {fact.id[0] for fact in getattr(document, kind)} <= {LETTERS[kind]}


def test_every_word_of_the_page_has_both_languages() -> None:
    keys = {language: set(table) for language, table in labels().items()}
    assert keys["zh"] == keys["en"]
    assert all(words.strip() for table in labels().values() for words in table.values())
    wanted = {f"column.{key}" for heads in HEADS.values() for key in heads} | {f"kind.{kind}" for kind in KINDS}
    wanted |= {f"metadata.{name}" for name in Metadata.model_fields if name != "places"}
    wanted |= set(_field_keys(form_fields()))
    wanted |= set(re.findall(r'(?:said\(|\bt: |word\(\w+, |label\()"([a-z_.]+)"', page_script()))
    wanted |= set(re.findall(r'"t-\w+": "([a-z_.]+)"', page_script()))
    assert sorted(wanted - keys["zh"]) == []


def _field_keys(fields: Any) -> Any:
    groups = {"kind": "time"}
    for kind, listed in fields.items():
        for field in listed:
            yield f"field.metadata.{field['name']}" if kind == "metadata" else f"field.{field['name']}"
            for option in field.get("options", ()):
                yield f"{groups.get(field['name'], field['name'])}.{option}"
            yield from _field_keys({"": field.get("fields", ())})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_begins_in_either_language(language: Any) -> None:
    page = page_for(TEXT, language=language)
    tree = lxml_html.document_fromstring(page)
    assert tree.get("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert tree.xpath("string(//section[@data-kind='tasks']//h2)").startswith({"zh": "任务", "en": "Tasks"}[language])


def test_what_was_said_before_is_in_the_page() -> None:
    task = parse(TEXT).tasks[0]
    said = {
        task.id: Correction(action="reject", note="<b>"),
        "metadata": Correction(action="edit", values={"title": "甲"}),
    }
    page = page_for(TEXT, corrections=said)
    tree = lxml_html.document_fromstring(page)
    assert tree.xpath(f"//tr[@id='{task.id}']/@data-state") == ["reject"]
    assert tree.xpath("//tr[@id='metadata-title']/@data-state") == ["edit"]
    held = data_of(page)["corrections"]
    assert held[task.id] == {"action": "reject", "note": "<b>"}
    CorrectionFile.model_validate({"schema": "policyparse-corrections/1", "documents": {"doc-1": held}})


def test_marks_lead_to_rows_and_stay_in_the_text() -> None:
    studied = study(WEB)
    document = studied.explanation.document
    rows = set(tree_of(WEB).xpath("//tbody/tr/@id"))
    for mark in marks_of(document, studied.explanation.silent, ()):
        assert mark.row in rows and 0 <= mark.start < mark.end <= len(document.text)


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["review", str(TEXT), "--lang", "en"]) == 0
    written = tmp_path / f"{TEXT.name}.review.html"
    assert written.read_text("utf-8") == page_for(TEXT, language="en")
    assert main(["review", str(TEXT), "--out", "-", "--lang", "en"]) == 0
    assert capsys.readouterr().out == written.read_text("utf-8")


def test_the_command_goes_on_from_corrections(tmp_path: Path) -> None:
    document = parse(TEXT)
    file = {
        "schema": "policyparse-corrections/1",
        "documents": {document.document_id: {document.tasks[0].id: {"action": "accept"}}},
    }
    said, out = tmp_path / "said.json", tmp_path / "page.html"
    said.write_text(json.dumps(file), "utf-8")
    assert main(["review", str(TEXT), "--corrections", str(said), "--out", str(out)]) == 0
    assert data_of(out.read_text("utf-8"))["corrections"] == {document.tasks[0].id: {"action": "accept"}}


def test_the_command_says_in_a_line_what_is_wrong(tmp_path: Path, capsys: Any) -> None:
    assert main(["review", str(tmp_path / "nothing.pdf")]) == 17
    assert main(["review", str(TEXT), "--out", str(tmp_path)]) == 19
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.slow
def test_style_and_script_are_in_the_wheel(tmp_path: Path) -> None:
    import subprocess
    import sys

    root = Path(__file__).resolve().parents[1]
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(root),
    ]
    subprocess.run(command, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    folder = root / "policyparse" / "review"
    parts = {path.relative_to(root).as_posix() for path in folder.rglob("*") if path.suffix in (".js", ".css", ".tsv")}
    assert len(parts) > 10 and parts <= held

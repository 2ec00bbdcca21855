"""The review page in a browser, over real notices: choosing, correcting, keeping, saving. The file: test_review_page.py."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from browsers import SIZE, chromium, wait_until_ready

from policyparse.api import parse
from policyparse.batch.corrections import read_corrections
from policyparse.delivery.correcting import LOST, REFUSED, corrected
from policyparse.review.page import SCRIPTS, Saving
from policyparse.review.render import page_for

pytestmark = pytest.mark.slow

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
PDF = CORPUS / "pdf" / "lo_nanchang_8623.pdf"
SCAN = CORPUS / "scans" / "table-askew.jpg"
WEB = CORPUS / "notices" / "shicheng-hezhangzhi-xiangzhen-kaohe-2018.html"
NEWSPAPER = CORPUS / "pdf" / "newspaper_2col.pdf"
TEXT = CORPUS / "notices" / "nanchang-chanjiao-ronghe-8623-2023.txt"
NOTICES = [PDF, SCAN, WEB, NEWSPAPER]
BY_NAME = pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.name)
HOST = "http://127.0.0.1:9"  # nothing listens there: what is asked for is answered by the test
CHOSEN = "tr[aria-current]"
WITHIN = """(box, outer) => {
  const [a, b] = [box.getBoundingClientRect(), document.querySelector(outer).getBoundingClientRect()];
  return a.height > 0 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
}"""


@cache
def page_of(notice: Path) -> str:
    if notice == SCAN:
        pytest.importorskip("rapidocr", reason="recognition is not installed")
    return page_for(notice)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


class Opened:
    """A tab with the page of a notice, its complaints, and what it asked the network for."""

    def __init__(self, browser: Any, folder: Path, **context: Any) -> None:
        self.context = browser.new_context(viewport=SIZE, accept_downloads=True, **context)
        self.tab = self.context.new_page()
        self.folder = folder
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.tab.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("request", lambda request: self.asked.append(request.url))

    def show(self, notice: Path, anchor: str = "") -> Any:
        file = self.folder / f"{notice.name}.review.html"
        if not file.exists():
            file.write_text(page_of(notice), "utf-8")
        self.tab.goto(file.as_uri() + anchor)
        wait_until_ready(self.tab)
        return self.tab


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    made = Opened(browser, tmp_path)
    yield made
    made.context.close()
    assert made.complaints == []


def rows(tab: Any, kind: str) -> list[str]:
    found: list[str] = tab.eval_on_selector_all(f"#kind-{kind} tbody tr", "rows => rows.map(row => row.id)")
    return found


def chosen(tab: Any) -> str:
    return str(tab.get_attribute(CHOSEN, "id"))


def click_at(tab: Any, selector: str) -> None:
    """A click in the middle of what is there, whatever lies over it."""
    box = tab.locator(selector).first.bounding_box()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def said_in(tab: Any) -> dict[str, Any]:
    """The corrections that the page would give away as a file, by the library's own reading."""
    with tab.expect_download() as coming:
        tab.click("#download")
    assert coming.value.suggested_filename.endswith(".corrections.json")
    found = read_corrections(Path(coming.value.path()).read_bytes(), "downloaded.json")
    (facts,) = found.values()
    return dict(facts)


def applied(notice: Path, said: dict[str, Any]) -> dict[str, Any]:
    """The document with the corrections, none of them lost or refused."""
    after = corrected(parse(notice).to_dict(), said)
    assert [one for one in after["diagnostics"] if one["code"] in (LOST, REFUSED)] == []
    return after


def select_words(tab: Any, start: int, end: int) -> None:
    """Drag over a span of the notice's text with the mouse."""
    corners = tab.evaluate(
        """([start, end]) => {
          const spots = [];
          for (const piece of document.querySelectorAll("#left [data-s]")) {
            const from = Number(piece.dataset.s), length = Array.from(piece.textContent).length;
            for (const [at, side] of [[start, "left"], [end - 1, "right"]]) {
              if (at < from || at >= from + length) continue;
              if (side === "left") piece.scrollIntoView({ block: "center" });
              const range = document.createRange();
              range.setStart(piece.firstChild, at - from); range.setEnd(piece.firstChild, at - from + 1);
              spots.push([range, side]);
            }
          }
          return spots.map(([range, side]) => {
            const box = range.getBoundingClientRect();
            return [box[side] + (side === "left" ? 1 : -1), (box.top + box.bottom) / 2];
          });
        }""",
        [start, end],
    )
    (x0, y0), (x1, y1) = corners[0], corners[-1]
    tab.mouse.move(x0, y0)
    tab.mouse.down()
    tab.mouse.move((x0 + x1) / 2, (y0 + y1) / 2, steps=4)
    tab.mouse.move(x1, y1, steps=4)
    tab.mouse.up()
    tab.wait_for_selector("#offer")


@BY_NAME
def test_a_click_on_a_fact_brings_its_box_into_view(opened: Opened, notice: Path) -> None:
    tab = opened.show(notice)
    looked_at = 0
    for kind in ("tasks", "units", "deadlines", "targets", "thresholds", "citations", "metadata", "unexplained"):
        for row in [one for one in rows(tab, kind) if tab.query_selector(f"[id='mark-{one}']")][-1:]:
            tab.click(f"[id='{row}']")
            assert chosen(tab) == row
            lit = tab.query_selector_all("#left .on")
            assert lit and any(box.evaluate(WITHIN, "#left") for box in lit)
            looked_at += 1
    assert looked_at >= 4
    assert opened.asked[1:] == [url for url in opened.asked[1:] if url.startswith("data:")]


@BY_NAME
def test_a_click_on_a_box_brings_its_row_into_view(opened: Opened, notice: Path) -> None:
    tab = opened.show(notice)
    marks = tab.query_selector_all("#left .first:not(.k-unexplained)")
    for mark in (marks[0], marks[len(marks) // 2], marks[-1]):
        mark.scroll_into_view_if_needed()
        box = mark.bounding_box()
        wanted = (mark.get_attribute("data-rows") or mark.get_attribute("data-row")).split()[0]
        for _ in range(4):  # on a page that lies askew the boxes of two lines may share a place
            tab.mouse.click(box["x"] + min(6, box["width"] / 2), box["y"] + box["height"] / 2)
            row = tab.query_selector(CHOSEN)
            assert row is not None and row.evaluate(WITHIN, "#facts")
            if row.get_attribute("id") == wanted:
                break
        assert chosen(tab) == wanted


def test_where_several_facts_stand_another_click_leads_to_the_next(opened: Opened) -> None:
    tab = opened.show(SCAN)
    target = rows(tab, "targets")[0]
    tab.click(f"[id='{target}']")
    found = []
    for _ in range(3):
        click_at(tab, f".mark.first[data-row='{target}']")
        found.append(chosen(tab))
    assert found[0] == target and len(set(found)) == 2 and found[2] == target
    assert {tab.get_attribute(f"[id='{one}']", "data-kind") for one in found} == {"targets", "tasks"}


def test_an_address_leads_to_a_fact_and_to_a_place(opened: Opened) -> None:
    document = parse(PDF)
    last = document.targets[-1]
    tab = opened.show(PDF, f"#{last.id}")
    assert chosen(tab) == last.id
    assert any(box.evaluate(WITHIN, "#left") for box in tab.query_selector_all("#left .on"))
    span = document.tasks[3].evidence.span
    tab.evaluate(f"location.hash = 'at={span.start}-{span.end}'")
    tab.wait_for_selector(".flash")
    assert tab.query_selector(".flash").evaluate(WITHIN, "#left")


@BY_NAME
def test_facts_are_judged_by_keys_alone(opened: Opened, notice: Path) -> None:
    tab = opened.show(notice)
    first, second, third = rows(tab, "tasks")[:3]
    tab.keyboard.press("j")
    assert chosen(tab) == first
    tab.keyboard.press("a")
    tab.keyboard.press("j")
    tab.keyboard.press("r")
    tab.keyboard.press("j")
    tab.keyboard.press("e")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("改过的任务")
    tab.keyboard.press("Tab")
    tab.click(".form button[type=submit]")
    tab.keyboard.press("k")
    assert chosen(tab) == second
    said = said_in(tab)
    assert {name: one.action for name, one in said.items()} == {first: "accept", second: "reject", third: "edit"}
    assert said[third].values == {"action": "改过的任务"}
    after = applied(notice, said)
    assert [task["id"] for task in after["tasks"] if task["evidence"]["rule"] == "corrected"] == [first, third]
    assert second not in [task["id"] for task in after["tasks"]]


def test_facts_are_judged_by_mouse_with_a_note_and_taken_back(opened: Opened) -> None:
    tab = opened.show(TEXT)
    task, target = rows(tab, "tasks")[0], rows(tab, "targets")[0]
    tab.click(f"[id='{task}']")
    tab.fill("#note", "已与原文核对")
    tab.click(".act.accept")
    tab.click(f"[id='{target}']")
    tab.click(".act.reject")
    assert tab.get_attribute(f"[id='{target}']", "data-state") == "reject"
    said = said_in(tab)
    assert said[task].model_dump(exclude_none=True) == {"action": "accept", "note": "已与原文核对"}
    tab.click(".act.take_back")
    tab.click(f"[id='{task}']")
    tab.click(".act.reject")
    tab.click("#undo")
    assert {name: one.action for name, one in said_in(tab).items()} == {task: "accept"}
    tab.keyboard.press("u")
    assert {name: one.action for name, one in said_in(tab).items()} == {task: "accept", target: "reject"}


def test_every_field_of_a_task_can_be_edited(opened: Opened) -> None:
    tab = opened.show(TEXT)
    task = next(one for one in parse(TEXT).tasks if len(one.responsible) == 2 and one.deadlines)
    tab.click(f"[id='{task.id}']")
    tab.click(".act.edit")
    tab.locator(".f-responsible .record").nth(0).locator("[name=role]").select_option("lead")
    tab.locator(".f-responsible .record").nth(1).locator("button").click()
    tab.locator(".f-responsible .add").click()
    tab.locator(".f-responsible .record").nth(1).locator("[name=name]").fill("市财政局")
    tab.locator(".f-deadlines [name=kind]").first.select_option("by")
    tab.locator(".f-deadlines [name=end]").first.fill("2024-06-30")
    tab.click(".form button[type=submit]")
    assert "牵头 相关县区教体局" in tab.inner_text(f"[id='{task.id}'] .c-responsible")
    assert "≤ 2024-06-30" in tab.inner_text(f"[id='{task.id}'] .c-deadlines")
    said = said_in(tab)
    assert set(said[task.id].values or {}) == {"responsible", "deadlines"}
    after = next(one for one in applied(TEXT, said)["tasks"] if one["id"] == task.id)
    assert [(one["name"], one["canonical"], one["role"]) for one in after["responsible"]] == [
        ("相关县区教体局", task.responsible[0].canonical, "lead"), ("市财政局", "市财政局", "responsible"),
    ]  # fmt: skip
    assert after["responsible"][0]["place"] is not None
    assert after["deadlines"][0]["end"] == "2024-06-30"


def test_a_form_is_saved_by_keys_alone(opened: Opened) -> None:
    tab = opened.show(TEXT)
    tab.keyboard.press("j")
    tab.keyboard.press("e")
    tab.fill(".form [name=action]", "建设示范校")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_selector(".form", state="detached")
    assert said_in(tab)[rows(tab, "tasks")[0]].values == {"action": "建设示范校"}


def test_numbers_are_edited_exactly(opened: Opened) -> None:
    tab = opened.show(TEXT)
    first, second = rows(tab, "targets")[:2]
    for row, typed in ((first, "80.5"), (second, "12345678901234567890.25")):
        tab.click(f"[id='{row}']")
        tab.keyboard.press("e")
        tab.fill(".f-quantity [name=value]", typed)
        tab.click(".form button[type=submit]")
    after = applied(TEXT, said_in(tab))
    values = {one["id"]: str(one["quantity"]["value"]) for one in after["targets"]}
    assert (values[first], values[second]) == ("80.5", "12345678901234567890.25")


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(opened: Opened) -> None:
    tab = opened.show(TEXT)
    tab.click(f"[id='{rows(tab, 'targets')[0]}']")
    tab.keyboard.press("e")
    tab.fill(".f-quantity [name=value]", "八千")
    tab.click(".form button[type=submit]")
    assert tab.inner_text(".form .problem").strip() == "数字写法不对。"
    assert tab.input_value(".f-quantity [name=value]") == "八千"
    tab.fill(".f-quantity [name=value]", "")
    tab.click(".form button[type=submit]")
    assert "只填其一" in tab.inner_text(".form .problem")
    tab.keyboard.press("Escape")
    assert said_in_storage(tab) == {}


def test_a_form_with_words_in_it_is_not_lost_by_a_click(opened: Opened) -> None:
    tab = opened.show(TEXT)
    first, second = rows(tab, "tasks")[:2]
    tab.click(f"[id='{first}']")
    tab.keyboard.press("e")
    tab.fill(".form [name=action]", "写了一半")
    tab.click(f"[id='{first}'] .c-action")
    assert tab.input_value(".form [name=action]") == "写了一半"
    tab.once("dialog", lambda dialog: dialog.dismiss())
    tab.click(f"[id='{second}'] .c-action")
    assert (chosen(tab), tab.input_value(".form [name=action]")) == (first, "写了一半")
    tab.click(".form button[type=submit]")
    tab.keyboard.press("a")  # it is accepted as it now stands
    assert said_in(tab)[first].values == {"action": "写了一半"}


def said_in_storage(tab: Any) -> dict[str, Any]:
    held = tab.evaluate("Object.entries(localStorage).find(([key]) => key.startsWith('policyparse:corrections'))?.[1]")
    found: dict[str, Any] = json.loads(held)["changes"] if held else {}
    return found


def test_the_metadata_are_edited_field_by_field(opened: Opened) -> None:
    tab = opened.show(TEXT)
    for field, control, typed in (
        ("doc_number", "input", "洪教职成字〔2024〕18号"),
        ("signed_date", "input", "2024-01-02"),
        ("issuers", "textarea", "南昌市教育局\n南昌市财政局"),
        ("title", "textarea", "甲"),
    ):
        tab.click(f"#metadata-{field}")
        tab.keyboard.press("e")
        tab.fill(f".form {control}", typed)
        tab.click(".form button[type=submit]")
    tab.click("#metadata-title")
    tab.keyboard.press("d")
    assert tab.get_attribute("#metadata-title", "data-state") == "open"
    said = said_in(tab)
    assert set(said["metadata"].values or {}) == {"doc_number", "signed_date", "issuers"}
    after = applied(TEXT, said)["metadata"]
    assert after["doc_number"]["serial"] == 18 and after["signed_date"] == "2024-01-02"
    assert after["issuers"] == ["南昌市教育局", "南昌市财政局"]


@BY_NAME
def test_a_fact_is_added_by_selecting_its_words(opened: Opened, notice: Path) -> None:
    tab = opened.show(notice)
    document = parse(notice)
    paragraph = max(document.text.replace("\t", "\n").split("\n"), key=len)
    start = document.text.index(paragraph) + 2
    words = document.text[start : start + 8]
    select_words(tab, start, start + 8)
    tab.click("#offer .k-tasks")
    assert tab.input_value(".form textarea.quote") == words
    tab.fill(".form [name=action]", "新增的任务")
    tab.click(".form button[type=submit]")
    row = chosen(tab)
    assert tab.get_attribute(f"[id='{row}']", "data-state") == "add"
    said = said_in(tab)
    assert said[row].kind == "tasks" and row[0] == "t" and len(row) == 11
    added = next(one for one in applied(notice, said)["tasks"] if one["id"] == row)
    assert added["evidence"]["quote"] == words and added["evidence"]["span"] == {"start": start, "end": start + 8}
    assert bool(added["evidence"]["regions"]) == bool(document.pages)
    assert tab.query_selector("#left .on").evaluate(WITHIN, "#left")
    tab.keyboard.press("d")
    assert tab.query_selector(f"[id='{row}']") is None and said_in_storage(tab) == {}


def test_added_regions_are_those_that_the_parser_would_give(opened: Opened) -> None:
    tab = opened.show(PDF)
    task = parse(PDF).tasks[4]
    span = task.evidence.span
    select_words(tab, span.start, span.end)
    tab.click("#offer .k-citations")
    tab.click(".form button[type=submit]")
    (said,) = said_in(tab).values()
    assert said.values["evidence.quote"] == task.evidence.quote
    for ours, theirs in zip(said.values["evidence.regions"], task.evidence.regions, strict=True):
        assert ours["page"] == theirs.page
        for side in ("x0", "top", "x1", "bottom"):
            assert abs(float(ours[side]) - float(getattr(theirs, side))) <= 1, side


@pytest.mark.parametrize(
    ("words", "raw", "value", "unit"),
    [
        ("按照每百户不低于20平方米的标准", "不低于20平方米", "20", "平方米"),
        ("建成示范校30所以上", "30所", "30", "所"),
        ("每人补助0.07万元", "0.07万元", "700", "元"),
    ],
)
def test_the_number_of_selected_words_is_offered_with_its_whole_unit(
    opened: Opened, tmp_path: Path, words: str, raw: str, value: str, unit: str
) -> None:
    notice = tmp_path / "notice.txt"
    text = "关于建设示范校的通知\n按照每百户不低于20平方米的标准，建成示范校30所以上，每人补助0.07万元。\n"
    notice.write_text(text, encoding="utf-8")
    tab = opened.show(notice)
    start = parse(notice).text.index(words)
    select_words(tab, start, start + len(words))
    tab.click("#offer .k-thresholds")
    fields = [tab.input_value(f".f-quantity [name={name}]") for name in ("raw", "value", "unit")]
    assert fields == [raw, value, unit]


def test_a_fact_is_added_by_keys_alone(opened: Opened) -> None:
    tab = opened.show(TEXT)
    tab.keyboard.press("n")
    tab.keyboard.press("Tab")  # from task to target
    tab.keyboard.press("Enter")
    tab.keyboard.type("中职学校在校生")
    quote = next(one.evidence.quote for one in parse(TEXT).targets)
    tab.fill(".f-quantity [name=raw]", "5万人")
    tab.fill(".f-quantity [name=value]", "50000")
    tab.fill(".f-quantity [name=unit]", "人")
    tab.click(".form button[type=submit]")
    assert "依据" in tab.inner_text(".form .problem")
    tab.fill(".form textarea.quote", quote)
    tab.keyboard.press("Tab")
    tab.click(".form button[type=submit]")
    ((row, said),) = said_in(tab).items()
    added = next(one for one in applied(TEXT, {row: said})["targets"] if one["id"] == row)
    assert (added["indicator"], added["quantity"]["value"]) == ("中职学校在校生", 50000)


def test_a_sentence_without_a_fact_becomes_one(opened: Opened) -> None:
    tab = opened.show(WEB)
    sentence = rows(tab, "unexplained")[2]
    tab.click(f"[id='{sentence}']")
    tab.click(".adders .k-tasks")
    tab.click(".form button[type=submit]")
    ((row, said),) = said_in(tab).items()
    assert applied(WEB, {row: said})["tasks"]
    assert tab.inner_text(f"[id='{sentence}'] .c-sentence").startswith(said.values["evidence.quote"][:10])


@BY_NAME
def test_what_was_said_is_there_again_when_the_page_is_closed_in_the_middle(opened: Opened, notice: Path) -> None:
    tab = opened.show(notice)
    task, other = rows(tab, "tasks")[:2]
    tab.click(f"[id='{task}']")
    tab.keyboard.press("r")
    tab.click(f"[id='{other}']")
    tab.keyboard.press("e")
    tab.fill(".form [name=action]", "改过")
    tab.click(".form button[type=submit]")
    tab.check("#checked")
    tab.keyboard.press("e")  # a form is open, with nothing typed
    tab.close()
    opened.tab = opened.context.new_page()
    tab = opened.show(notice)
    assert tab.get_attribute(f"[id='{task}']", "data-state") == "reject"
    assert "改过" in tab.inner_text(f"[id='{other}'] .c-action")
    assert tab.is_checked("#checked")
    saved_as(tab, "browser")
    assert {name: one.action for name, one in said_in(tab).items()} == {task: "reject", other: "edit"}
    saved_as(tab, "taken")
    tab.click(f"[id='{task}']")
    tab.keyboard.press("d")
    saved_as(tab, "browser")  # what is said now is in no file yet


def test_the_language_is_switched_in_the_page(opened: Opened) -> None:
    tab = opened.show(TEXT)
    tab.click("#language")
    assert tab.inner_text("#kind-tasks h2").split()[:1] == ["Tasks"]
    assert tab.get_attribute("html", "lang") == "en"
    assert tab.get_attribute("#kind-tasks table", "aria-label") == "Tasks"
    words = tab.evaluate("Array.from(document.querySelectorAll('[data-t]'), (one) => one.textContent).join('')")
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in words.replace("中文", ""))
    tab.reload()
    wait_until_ready(tab)
    assert tab.inner_text("#language") == "中文"


def test_filters_let_through_what_they_name(opened: Opened) -> None:
    tab = opened.show(TEXT)
    document = parse(TEXT)
    shown = (
        "Array.from(document.querySelectorAll('#facts tbody tr')).filter(row => row.offsetHeight).map(row => row.id)"
    )
    tab.click("#bar [data-kind=targets]")
    assert tab.evaluate(shown) == [target.id for target in document.targets]
    tab.click("#bar [data-kind='']")
    unit = document.units[0]
    tab.select_option(".filters select >> nth=0", unit.id)
    ids = {one.task_id for one in unit.assignments}
    assert {row for row in tab.evaluate(shown) if row.startswith("t")} == ids
    tab.click("#reset")
    tab.check(".filters [type=checkbox]")
    undated = [task.id for task in document.tasks if not task.deadlines]
    assert [row for row in tab.evaluate(shown) if row.startswith("t")] == undated
    tab.click("#reset")
    tab.select_option(".filters select >> nth=1", "2025-12")
    late = {task.id for task in document.tasks for time in task.deadlines if time.end and str(time.end) >= "2025-12"}
    assert late and late <= set(tab.evaluate(shown))
    tab.click("#reset")
    tab.fill("#search", "双师型")
    assert all("双师型" in tab.inner_text(f"[id='{row}']") for row in tab.evaluate(shown))
    tab.keyboard.press("Enter")
    assert tab.query_selector(".flash").evaluate(WITHIN, "#left")


def test_kinds_are_hidden_on_the_notice(opened: Opened) -> None:
    tab = opened.show(PDF)
    assert tab.locator("#left .mark.k-targets").first.evaluate("mark => getComputedStyle(mark).display") == "block"
    tab.click("#legend [data-kind=targets]")
    assert tab.get_attribute("#legend [data-kind=targets]", "aria-pressed") == "false"
    assert tab.locator("#left .mark.k-targets").first.evaluate("mark => getComputedStyle(mark).display") == "none"


@BY_NAME
def test_cells_that_the_page_makes_are_those_it_came_with(opened: Opened, notice: Path) -> None:
    tab = opened.show(notice)
    folder = Path(__file__).resolve().parents[1] / "policyparse" / "review" / "script"
    parts = "".join((folder / name).read_text("utf-8") for name in SCRIPTS if name in ("start.js", "cells.js"))
    made = tab.evaluate(
        "() => {" + parts + """
          const cells = {};
          for (const [row, { kind, values, field, value }] of Object.entries(data.rows)) {
            if (!values && !field) continue;
            const found = field ? { value: metadataCell(value) } : cellMakers[kind](values);
            for (const [key, nodes] of Object.entries(found)) cells[`${row} ${key}`] = make("td", {}, ...nodes).innerHTML;
          }
          return cells;
        }"""
    )  # fmt: skip
    came = tab.evaluate(
        """() => Object.fromEntries(Array.from(document.querySelectorAll("#facts tbody td"), (cell) =>
          [`${cell.parentElement.id} ${cell.className.slice(2)}`, cell.innerHTML]))"""
    )
    assert made and {key: came[key] for key in made} == made


def test_without_scripts_the_page_is_read_and_its_links_lead(browser: Any, tmp_path: Path) -> None:
    plain = Opened(browser, tmp_path, java_script_enabled=False)
    file = tmp_path / "page.html"
    file.write_text(page_of(PDF), "utf-8")
    plain.tab.goto(file.as_uri())
    target = parse(PDF).targets[-1]
    assert target.indicator in plain.tab.inner_text("#facts")
    assert "启用脚本" in plain.tab.inner_text("header")
    plain.tab.click(f"[id='{target.id}'] a.place")
    assert plain.tab.locator(":target").get_attribute("data-row") == target.id
    assert plain.tab.locator(":target").bounding_box()["y"] < SIZE["height"]
    plain.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_stand_the_facts_and_then_the_pages(browser: Any, tmp_path: Path, scripts: bool) -> None:
    import pypdfium2

    printed = Opened(browser, tmp_path, java_script_enabled=scripts)
    file = tmp_path / "page.html"
    file.write_text(page_of(PDF), "utf-8")
    printed.tab.goto(file.as_uri())
    pages = pypdfium2.PdfDocument(printed.tab.pdf(format="A4"))
    words = "".join(page.get_textpage().get_text_bounded() for page in pages)
    printed.context.close()
    document = parse(PDF)
    flat = "".join(words.split())
    for fact in (document.tasks[-1].action, document.targets[-1].indicator, document.citations[-1].title):
        assert "".join(fact.split()) in flat
    assert len(pages) >= len(document.pages) + 2


# Saving: the server's part is played by the test.


class Server:
    """Answers as the correcting server does: a version, and the corrections that hold."""

    def __init__(self, opened: Opened, notice: Path) -> None:
        self.version, self.held, self.checked = 1, dict[str, Any](), False
        self.requests: list[dict[str, Any]] = []
        self.answers: list[tuple[int, dict[str, Any]] | None] = []
        self.url = f"{HOST}/t/notice/k"
        self.page = page_for(notice, saving=Saving(f"{self.url}/corrections", self.version))
        opened.context.route(f"{self.url}/corrections", self._answer)
        opened.context.route(self.url, lambda route: route.fulfill(body=self.page, content_type="text/html"))

    def _answer(self, route: Any) -> None:
        request = json.loads(route.request.post_data)
        self.requests.append(request)
        assert route.request.method == "PUT" and route.request.headers["content-type"] == "application/json"
        if self.answers:
            given = self.answers.pop(0)
            if given is None:
                route.abort()
                return
            route.fulfill(status=given[0], json=given[1])
            return
        if request["version"] != self.version:
            route.fulfill(status=409, json={"version": self.version, "corrections": self.held})
            return
        self.version += 1
        if "checked" in request:
            self.checked = request["checked"]
        elif request["correction"] is None:
            self.held.pop(request["fact"], None)
        else:
            self.held[request["fact"]] = request["correction"]
        route.fulfill(json={"version": self.version})


@pytest.fixture
def served(opened: Opened) -> tuple[Server, Any]:
    server = Server(opened, TEXT)
    opened.tab.goto(server.url)
    wait_until_ready(opened.tab)
    return server, opened.tab


def saved_as(tab: Any, state: str) -> None:
    tab.wait_for_selector(f"#saved[data-state={state}]", timeout=5000)


def test_each_correction_is_sent_at_once(served: tuple[Server, Any]) -> None:
    server, tab = served
    first, second = rows(tab, "tasks")[:2]
    tab.keyboard.press("j")
    tab.keyboard.press("a")
    saved_as(tab, "saved")
    tab.keyboard.press("j")
    tab.keyboard.press("r")
    tab.keyboard.press("k")
    tab.keyboard.press("d")
    tab.check("#checked")
    saved_as(tab, "saved")
    assert [one.get("fact") for one in server.requests] == [first, second, first, None]
    assert [one["version"] for one in server.requests] == [1, 2, 3, 4]
    assert server.held == {second: {"action": "reject"}} and server.checked
    assert said_in_storage(tab) == {}


def test_what_the_server_refuses_is_said_in_the_form(served: tuple[Server, Any]) -> None:
    server, tab = served
    server.answers = [(422, {"message": "action: <b>too long</b>"})]
    tab.keyboard.press("j")
    tab.keyboard.press("e")
    tab.fill(".form [name=action]", "太长")
    tab.click(".form button[type=submit]")
    tab.wait_for_selector(".form .problem:not([hidden])")
    assert "action: <b>too long</b>" in tab.inner_text(".form .problem")
    assert tab.input_value(".form [name=action]") == "太长"
    saved_as(tab, "refused")
    tab.fill(".form [name=action]", "短")
    tab.click(".form button[type=submit]")
    saved_as(tab, "saved")
    assert server.held == {rows(tab, "tasks")[0]: {"action": "edit", "values": {"action": "短"}}}


def test_what_cannot_be_sent_is_kept_and_sent_later(served: tuple[Server, Any], opened: Opened) -> None:
    server, tab = served
    first, second = rows(tab, "tasks")[:2]
    server.answers = [None, None, None]
    tab.keyboard.press("j")
    tab.keyboard.press("a")
    saved_as(tab, "offline")
    tab.keyboard.press("j")
    tab.keyboard.press("r")
    saved_as(tab, "offline")
    assert set(said_in_storage(tab)) == {first, second}
    tab.reload()  # the third answer: it is tried at once
    wait_until_ready(tab)
    saved_as(tab, "offline")
    assert tab.get_attribute(f"[id='{second}']", "data-state") == "reject"
    tab.click("#saved")
    saved_as(tab, "saved")
    assert server.held == {first: {"action": "accept"}, second: {"action": "reject"}}
    opened.complaints[:] = [one for one in opened.complaints if "ERR_FAILED" not in one]


def test_where_two_windows_differ_the_person_chooses(served: tuple[Server, Any], opened: Opened) -> None:
    server, tab = served
    first, second, third = rows(tab, "tasks")[:3]
    server.version, server.held = 5, {first: {"action": "reject", "note": "另一窗口"}, second: {"action": "accept"}}
    tab.keyboard.press("j")
    tab.keyboard.press("a")
    saved_as(tab, "conflict")
    assert tab.get_attribute(f"[id='{second}']", "data-state") == "accept"
    assert "另一窗口" in tab.inner_text("#detail")
    tab.click(f"[id='{third}']")
    tab.keyboard.press("a")
    tab.click(f"[id='{first}']")
    tab.click("text=以本窗口为准")
    saved_as(tab, "saved")
    assert server.held == {first: {"action": "accept"}, second: {"action": "accept"}, third: {"action": "accept"}}
    opened.complaints[:] = [one for one in opened.complaints if "409" not in one]


@pytest.fixture(autouse=True)
def _no_complaint_of_refusals(opened: Opened) -> Iterator[None]:
    """A browser writes every refused request to its console; that is no fault of the page."""
    yield
    expected = ("422", "409", "ERR_FAILED")
    opened.complaints[:] = [one for one in opened.complaints if not any(code in one for code in expected)]

"""The pages of reports in a browser: the switch between languages, and what the script of the deadlines' page narrows.

Not here: what stands on the pages (test_deadline_page.py, test_score_page.py, test_run_report.py), the review page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsers import SIZE, chromium

import policyparse
from policyparse.batch.run_page import report_page
from policyparse.batch.run_report import Row, Run
from policyparse.delivery.agenda import Agenda, agenda
from policyparse.delivery.deadline_page import deadline_page
from policyparse.gold.report import Report
from policyparse.gold.score_page import score_page

pytestmark = pytest.mark.slow

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
NAMES = ("nanchang-chanjiao-ronghe-8623-2023.txt", "ganzhou-weigaige.txt", "jiangxi-zhijiao-jigong-ruogan-cuoshi.txt")
AS_OF = date(2023, 10, 15)
SHOWN = "rows => rows.filter(row => !row.closest('.out')).map(row => row.textContent)"
LIST = "details.month tr[data-u]"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def made() -> Agenda:
    return agenda([policyparse.parse(NOTICES / name).to_dict() for name in NAMES], AS_OF)


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab of a page that may not complain nor ask for anything."""
    context = browser.new_context(viewport=SIZE)
    tab, complaints = context.new_page(), []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: complaints.append(request.url) if not request.url.startswith("file:") else None)
    yield tab
    context.close()
    assert complaints == []


@pytest.fixture
def deadlines(tab: Any, made: Agenda, tmp_path: Path) -> Any:
    return shown(tab, tmp_path, deadline_page(made))


def shown(tab: Any, folder: Path, page: str) -> Any:
    (folder / "page.html").write_text(page, encoding="utf-8")
    tab.goto((folder / "page.html").as_uri())
    return tab


def rows(tab: Any, selector: str = LIST) -> list[str]:
    found: list[str] = tab.eval_on_selector_all(selector, SHOWN)
    return found


def test_words_that_are_searched_for_leave_the_rows_that_have_them(deadlines: Any, made: Agenda) -> None:
    assert len(rows(deadlines)) == len(made.dated)
    deadlines.fill("#search", "双师型")
    deadlines.wait_for_selector("#clear")
    found = rows(deadlines, "tr[data-u]")
    assert found and all("双师型" in row for row in found)
    assert deadlines.inner_text("#chosen") == str(len(found))
    deadlines.click("#clear")
    assert len(rows(deadlines)) == len(made.dated)
    assert deadlines.is_hidden("#clear") and deadlines.input_value("#search") == ""


def test_a_unit_that_is_searched_for_stays_in_the_grid(deadlines: Any) -> None:
    units = rows(deadlines, ".grid tbody tr")
    deadlines.fill("#search", "市教育局")
    deadlines.wait_for_selector("#clear")
    left = rows(deadlines, ".grid tbody tr")
    assert 0 < len(left) < len(units) and all("市教育局" in row for row in left)


def test_a_cell_of_the_grid_leads_to_what_is_due_from_that_unit_in_that_month(deadlines: Any) -> None:
    cell = deadlines.locator(".grid td a[data-m]").first
    unit, month = cell.get_attribute("data-u"), cell.get_attribute("data-m")
    count = int("".join(filter(str.isdigit, cell.inner_text())))
    cell.click()
    found = deadlines.eval_on_selector_all(
        LIST,
        "rows => rows.filter(row => !row.closest('.out'))"
        ".map(row => [row.dataset.u.split(' '), row.closest('details').id, row.offsetHeight > 0])",
    )
    assert len(found) == count
    assert all(unit in units and fold == f"m-{month}" and seen for units, fold, seen in found)
    assert month in deadlines.inner_text("#chosen")


def test_a_sum_at_the_head_leads_to_what_stands_so(deadlines: Any, made: Agenda) -> None:
    deadlines.click(".tiles a[data-s=overdue]")
    overdue = [due for due in made.dated if due.state(AS_OF) == "overdue"]
    found = rows(deadlines)
    assert len(found) == len(overdue) > 0 and all("逾期" in row for row in found)
    deadlines.click("#clear")
    assert len(rows(deadlines)) == len(made.dated)


def test_without_scripts_all_is_there_but_the_search(browser: Any, made: Agenda, tmp_path: Path) -> None:
    context = browser.new_context(viewport=SIZE, java_script_enabled=False)
    plain = shown(context.new_page(), tmp_path, deadline_page(made))
    assert plain.is_hidden("#search")
    assert plain.locator(LIST).count() == len(made.dated)
    context.close()


def report(name: str, made: Agenda) -> str:
    if name == "run":
        return report_page(Run((Row("a.pdf", "failed", "encrypted", "a password is needed"),)))
    return deadline_page(made) if name == "deadlines" else score_page(Report(()))


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("run", ("运行报告", "Run report")),
        ("deadlines", ("期限一览", "Deadlines at a glance")),
        ("score", ("评分报告", "Score report")),
    ],
)
def test_every_report_has_the_same_switch_which_needs_no_script(
    browser: Any, made: Agenda, name: str, heads: tuple[str, str], tmp_path: Path
) -> None:
    context = browser.new_context(viewport=SIZE, java_script_enabled=False)
    page = shown(context.new_page(), tmp_path, report(name, made))
    assert page.inner_text("h1") == heads[0]
    page.click(".languages label >> nth=1")
    assert page.inner_text("h1") == heads[1]
    page.keyboard.press("ArrowLeft")  # two radio buttons: keys move between them
    assert page.inner_text("h1") == heads[0]
    context.close()

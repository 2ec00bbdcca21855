"""The correcting server with its pages in a browser: two tabs, and closing in the middle.

Not for: the page by itself (test_review_browser.py), nor the protocol case by case (test_review_server.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import SIZE, chromium, wait_until_ready
from folder_runs import FACTS
from served import CrewHere, Running, key

import policyparse
from policyparse.batch.settings import Settings
from policyparse.review.server import CorrectingServer, correcting_server

pytestmark = pytest.mark.slow

DOCUMENT = policyparse.parse_text(FACTS, name="a.txt")
TARGET, TASK = DOCUMENT.targets[0].id, DOCUMENT.tasks[0].id


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FACTS, encoding="utf-8")
    return folder


@pytest.fixture
def server(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CorrectingServer]:
    monkeypatch.setattr("policyparse.review.notices.Crew", CrewHere)
    with Running(start(inbox)) as started:
        yield started


def start(inbox: Path, port: int = 0) -> CorrectingServer:
    return correcting_server(inbox, inbox / ".policyparse" / "corrections", Settings(), port)


def tab(browser: Any, server: CorrectingServer, inbox: Path) -> Any:
    """A tab of a window of its own, which shares nothing with others but the server, at the notice's page."""
    page = browser.new_page(viewport=SIZE)
    page.goto(f"{server.address}notice/{key(inbox)}")
    wait_until_ready(page)
    return page


def judge(page: Any, fact: str, letter: str) -> None:
    """Choose a fact and say something of it by keyboard."""
    page.locator(f"tr#{fact}").click()
    page.keyboard.press(letter)


def settled(page: Any, state: str = "saved") -> None:
    page.locator(f'#saved[data-state="{state}"]').wait_for()


def kept(inbox: Path) -> Any:
    path = inbox / ".policyparse" / "corrections" / "a.txt.corrections.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    return {fact: one["action"] for fact, one in said["documents"].get(DOCUMENT.document_id, {}).items()}


def shown(page: Any, fact: str) -> Any:
    return page.locator(f"tr#{fact}").get_attribute("data-state")


def test_what_is_said_in_the_page_is_kept_at_once_and_found_again(
    browser: Any, server: CorrectingServer, inbox: Path
) -> None:
    page = tab(browser, server, inbox)
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    judge(page, TARGET, "a")
    settled(page)
    assert kept(inbox) == {TARGET: "accept"} and shown(page, TARGET) == "accept"
    page.close()
    again = tab(browser, server, inbox)
    assert (shown(again, TARGET), shown(again, TASK)) == ("accept", "open")
    again.locator("#checked").check()
    settled(again)
    again.goto(server.address)
    again.locator(".state.checked").wait_for()
    assert troubles == []
    again.close()


def test_two_tabs_at_different_facts_both_are_kept(browser: Any, server: CorrectingServer, inbox: Path) -> None:
    one, other = tab(browser, server, inbox), tab(browser, server, inbox)
    judge(one, TARGET, "a")
    judge(other, TASK, "r")
    settled(one)
    settled(other)
    assert kept(inbox) == {TARGET: "accept", TASK: "reject"}
    one.close()
    other.close()


def test_two_tabs_at_one_fact_ask_the_person_who_comes_second(
    browser: Any, server: CorrectingServer, inbox: Path
) -> None:
    one, other = tab(browser, server, inbox), tab(browser, server, inbox)
    judge(one, TARGET, "a")
    settled(one)
    judge(other, TARGET, "r")
    settled(other, "conflict")
    assert kept(inbox) == {TARGET: "accept"}  # nothing is overwritten before the person chose
    other.locator('button[data-t="conflict.send"]').click()
    settled(other)
    assert kept(inbox) == {TARGET: "reject"} and shown(other, TARGET) == "reject"
    one.close()
    other.close()


def test_two_tabs_that_differ_still_do_when_one_is_opened_anew(
    browser: Any, server: CorrectingServer, inbox: Path
) -> None:
    one, other = tab(browser, server, inbox), tab(browser, server, inbox)
    judge(one, TARGET, "a")
    settled(one)
    judge(other, TARGET, "r")
    settled(other, "conflict")
    other.reload()
    settled(other, "conflict")
    assert kept(inbox) == {TARGET: "accept"}  # opening anew is no choice
    other.locator(f"tr#{TARGET}").click()
    other.locator('button[data-t="conflict.take"]').click()
    settled(other)
    assert kept(inbox) == {TARGET: "accept"} and shown(other, TARGET) == "accept"
    one.close()
    other.close()


def test_a_notice_leads_back_to_the_list_in_its_language(browser: Any, server: CorrectingServer, inbox: Path) -> None:
    page = tab(browser, server, inbox)
    page.locator("#language").click()
    page.locator("#list").click()
    page.wait_for_url(f"{server.address}?lang=en")
    page.close()


def test_what_the_server_refuses_is_said_at_the_fact(browser: Any, server: CorrectingServer, inbox: Path) -> None:
    page = tab(browser, server, inbox)
    (inbox / "a.txt").write_text(FACTS.replace("30所", "40所"), encoding="utf-8")
    judge(page, TARGET, "a")
    settled(page, "refused")
    assert "No fact has the id" in page.locator("#detail .problem").inner_text()
    page.close()


def test_a_server_that_ended_in_the_middle_is_waited_for_and_nothing_is_lost(
    browser: Any, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same address again after a restart: only the token is another, so the page is opened anew."""
    monkeypatch.setattr("policyparse.review.notices.Crew", CrewHere)
    window = browser.new_context(viewport=SIZE)
    page = window.new_page()
    with Running(start(inbox)) as server:
        port = server.server_port
        page.goto(f"{server.address}notice/{key(inbox)}")
        wait_until_ready(page)
        judge(page, TARGET, "a")
        settled(page)
    judge(page, TASK, "r")
    settled(page, "offline")
    assert kept(inbox) == {TARGET: "accept"}
    with Running(start(inbox, port)) as server:
        page.goto(f"{server.address}notice/{key(inbox)}")
        settled(page)
        assert kept(inbox) == {TARGET: "accept", TASK: "reject"}
        assert (shown(page, TARGET), shown(page, TASK)) == ("accept", "reject")
    window.close()

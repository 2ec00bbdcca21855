"""The correcting server: who may ask, what can be opened, and that each correction is kept or refused with a reason.

Not for: the files that are written (test_review_store.py), nor the page in a browser (test_review_served.py).
"""

from __future__ import annotations

import http.client
import json
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from folder_runs import FACTS, NOTICE
from hypothesis import given, settings
from hypothesis import strategies as st
from poison import harm
from poison import seconds as short
from served import Client, CrewHere, Running, key

import policyparse
from policyparse import PolicyParseError
from policyparse.batch.pool import Bounds
from policyparse.batch.settings import Settings
from policyparse.delivery.correcting import corrected
from policyparse.review.judging import Unfit, look_whether_it_fits, read_correction
from policyparse.review.notices import Notices, Shelf, corrections_name, notices_in
from policyparse.review.server import MOST_BODY, CorrectingServer, correcting_server
from policyparse.review.store import CorrectionStore
from policyparse.review.work import Found, Order, open_notice, read_notice

DOCUMENT = policyparse.parse_text(FACTS, name="a.txt")
TARGET, TASK = DOCUMENT.targets[0].id, DOCUMENT.tasks[0].id
PLAIN = DOCUMENT.to_dict()
ACCEPT, REJECT = {"action": "accept"}, {"action": "reject"}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(FACTS, encoding="utf-8")
    return folder


@pytest.fixture
def server(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CorrectingServer]:
    """Serves the inbox, without processes."""
    monkeypatch.setattr("policyparse.review.notices.Crew", CrewHere)
    with Running(correcting_server(inbox, inbox / ".policyparse" / "corrections", Settings())) as started:
        yield started


@pytest.fixture
def client(server: CorrectingServer) -> Client:
    return Client(server)


def kept(inbox: Path) -> dict[str, Any]:
    """What convert will find."""
    path = inbox / ".policyparse" / "corrections" / "a.txt.corrections.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def version_of(page: str) -> str:
    data = page.partition('<script type="application/json" id="policyparse-data">')[2].partition("</script>")[0]
    return str(json.loads(data)["version"])


def listed(client: Client, query: str = "") -> str:
    """The list when everything is read."""
    for _ in range(400):
        page = client.get(query)[2]
        if 'http-equiv="refresh"' not in page:
            return page
        time.sleep(0.02)
    raise AssertionError("it never ends reading")


# The list and the pages.


def test_the_list_names_each_notice_by_its_state(inbox: Path, client: Client) -> None:
    (inbox / "sub").mkdir()
    (inbox / "sub" / "b.txt").write_text(NOTICE, encoding="utf-8")
    (inbox / "c.txt").write_text(NOTICE.replace("30", "40").replace("示范校", "幼儿园"), encoding="utf-8")
    (inbox / "empty.txt").write_bytes(b"")
    listed(client)
    client.put(key(inbox), {"version": "", "fact": TARGET, "correction": ACCEPT})
    client.put(key(inbox, "c.txt"), {"version": "", "checked": True})
    page = listed(client)
    states = {state: page.count(f'class="state {state}"') for state in ("unread", "begun", "checked", "failed")}
    assert states == {"unread": 1, "begun": 1, "checked": 1, "failed": 1}
    assert "1 / 2 项" in page and "sub/b.txt" in page and "empty" in page
    assert f'href="notice/{key(inbox)}?lang=zh"' in page


def test_the_list_can_be_filtered_searched_and_read_in_english(inbox: Path, client: Client) -> None:
    (inbox / "b.txt").write_text(NOTICE.replace("示范校", "幼儿园"), encoding="utf-8")
    listed(client)
    english = listed(client, "?lang=en&words=%E5%B9%BC%E5%84%BF%E5%9B%AD")
    assert "Not begun" in english and "幼儿园" in english and "a.txt" not in english
    assert "b.txt" not in listed(client, "?state=checked") and "没有符合条件的通知" in listed(client, "?state=checked")


def test_a_long_list_has_pages(inbox: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.review.listing.ROWS_ON_A_PAGE", 2)
    for name in "bcd":
        (inbox / f"{name}.txt").write_text(NOTICE.replace("30", f"3{ord(name)}"), encoding="utf-8")
    first, second = listed(client), listed(client, "?page=2")
    assert ("a.txt" in first, "d.txt" in first, "page=2" in first) == (True, False, True)
    assert ("a.txt" in second, "d.txt" in second, "page=3" in second) == (False, True, False)


def test_what_a_notice_says_is_escaped_in_the_list(inbox: Path, client: Client) -> None:
    (inbox / "<b>x.txt").write_text(
        FACTS.replace("关于建设示范校的通知", "关于<script>alert(1)</script>的通知"), encoding="utf-8"
    )
    page = listed(client)
    assert "<script" not in page and "<b>" not in page and "&lt;b&gt;x.txt" in page


def test_the_page_opens_with_what_is_kept(inbox: Path, client: Client) -> None:
    said = {**ACCEPT, "note": "已核对原文"}
    client.put(key(inbox), {"version": "", "fact": TARGET, "correction": said})
    status, headers, page = client.get(f"notice/{key(inbox)}")
    assert status == 200 and f'id="{TARGET}"' in page and "已核对原文" in page
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert json.loads(version_of(page)).keys() == {TARGET}


def test_a_notice_that_changes_is_read_anew(inbox: Path, client: Client) -> None:
    assert "示范校" in client.get(f"notice/{key(inbox)}")[2]
    (inbox / "a.txt").write_text(FACTS.replace("示范校", "幼儿园所"), encoding="utf-8")
    assert "幼儿园所" in client.get(f"notice/{key(inbox)}")[2]


def test_a_check_falls_when_something_else_is_found(inbox: Path, client: Client) -> None:
    client.put(key(inbox), {"version": "", "checked": True})
    assert 'class="state checked"' in listed(client)
    (inbox / "a.txt").write_text(FACTS.replace("30所", "40所"), encoding="utf-8")
    page = listed(client)
    assert 'class="state begun"' in page and "识别结果有变化" in page


def test_two_files_of_one_notice_are_said_to_share_their_corrections(inbox: Path, client: Client) -> None:
    (inbox / "b.txt").write_text(FACTS, encoding="utf-8")
    client.put(key(inbox), {"version": "", "fact": TARGET, "correction": ACCEPT})
    page = listed(client)
    assert "与“a.txt”是同一文号" in page and page.count('class="state begun"') == 2


def test_a_notice_that_cannot_be_read_says_so_where_it_is_opened(inbox: Path, client: Client) -> None:
    (inbox / "empty.txt").write_bytes(b"")
    status, _, page = client.get(f"notice/{key(inbox, 'empty.txt')}")
    assert status == 422 and "empty" in page and 'href="../"' in page


def test_a_file_of_corrections_that_is_not_used_is_named(inbox: Path, client: Client) -> None:
    folder = inbox / ".policyparse" / "corrections"
    folder.mkdir(parents=True)
    (folder / "bad<i>.json").write_text("{", encoding="utf-8")
    page = listed(client)
    assert "bad&lt;i&gt;.json: line 1: not JSON" in page


def test_what_the_program_itself_writes_is_no_notice(inbox: Path) -> None:
    for name in ("a.txt.corrections.json", "a.txt.gold.json", "a.txt.review.html", ".hidden.txt", "b.txt.part"):
        (inbox / name).write_text(NOTICE, encoding="utf-8")
    assert [file.shown for file in notices_in(inbox, inbox / "none")] == ["a.txt"]


# Who may ask.


def test_every_answer_forbids_what_no_page_of_ours_does(inbox: Path, client: Client) -> None:
    for status, headers, _ in (client.get(), client.get(f"notice/{key(inbox)}"), client.ask("GET", "/")):
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store" and headers["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers, status
    assert "script-src" not in client.get()[1]["Content-Security-Policy"]


def test_the_list_and_the_page_name_no_outside_address(inbox: Path, client: Client) -> None:
    for page in (listed(client), client.get(f"notice/{key(inbox)}")[2]):
        assert (
            "http://" not in page.replace("http://www.w3.org/", "") and "https://" not in page and 'src="/' not in page
        )


@pytest.mark.parametrize("path", ["/", "/x/", "/{short}/", "/{token}x/", "/{token}", "/{token}/notice/"])
def test_without_the_token_nothing_is_there(client: Client, path: str) -> None:
    asked = path.format(token=client.token, short=client.token[:-1])
    assert client.ask("GET", asked)[0] == 404
    assert client.token not in client.ask("GET", asked.replace(client.token, "x"))[2]


@pytest.mark.parametrize(
    "path",
    [
        "notice/../../../etc/passwd",
        "notice/..%2f..%2fetc%2fpasswd",
        "../{token}/",
        "notice/a.txt",
        "notice/000000000000000000000000",
        "notice/{key}/../x",
        "notice/{key}%00",
        "notice/{upper}",
        "notice/{key}/",
    ],
)
def test_no_path_leads_to_any_file(inbox: Path, client: Client, path: str) -> None:
    asked = path.format(token=client.token, key=key(inbox), upper=key(inbox).upper() + "A")
    assert client.get(asked)[0] == 404


def test_files_outside_and_links_out_of_the_folder_cannot_be_opened(inbox: Path, client: Client) -> None:
    outside = inbox.parent / "secret.txt"
    outside.write_text(NOTICE, encoding="utf-8")
    (inbox / "link.txt").symlink_to(outside)
    (inbox / "links").symlink_to(inbox.parent)
    (inbox / "inside.txt").symlink_to(inbox / "a.txt")
    assert [file.shown for file in notices_in(inbox, inbox / "none")] == ["a.txt", "inside.txt"]
    import hashlib

    for name in ("link.txt", "links/secret.txt", "../secret.txt"):
        assert client.get(f"notice/{hashlib.sha256(name.encode()).hexdigest()[:24]}")[0] == 404


def test_a_notice_that_became_a_link_out_of_the_folder_is_gone(inbox: Path, client: Client) -> None:
    name = key(inbox)
    assert client.get(f"notice/{name}")[0] == 200
    (inbox.parent / "secret.txt").write_text(NOTICE, encoding="utf-8")
    (inbox / "a.txt").unlink()
    (inbox / "a.txt").symlink_to(inbox.parent / "secret.txt")
    assert client.get(f"notice/{name}")[0] == 404
    assert client.put(name, {"version": "", "fact": TARGET, "correction": ACCEPT})[0] == 404


@pytest.mark.parametrize("host", ["example.com", "127.0.0.1", "127.0.0.1:1", "evil.localhost:{port}", None])
def test_another_name_that_leads_here_is_refused(inbox: Path, client: Client, host: str | None) -> None:
    """A page of elsewhere whose name is made to lead to this machine."""
    given = host and host.format(port=client.port)
    assert client.get(Host=given)[0] == 421
    assert client.put(key(inbox), {"version": "", "fact": TARGET, "correction": ACCEPT}, Host=given)[0] == 421
    assert client.get(Host=f"localhost:{client.port}")[0] == 200


@pytest.mark.parametrize("origin", ["https://example.com", "null", "http://127.0.0.1", "https://{host}", None])
def test_no_page_of_elsewhere_can_correct(inbox: Path, client: Client, origin: str | None) -> None:
    given = origin and origin.format(host=client.host)
    said = {"version": "", "fact": TARGET, "correction": ACCEPT}
    assert client.put(key(inbox), said, Origin=given)[0] == 403
    assert kept(inbox) == {}


def test_only_json_is_taken(inbox: Path, client: Client) -> None:
    said = {"version": "", "fact": TARGET, "correction": ACCEPT}
    assert client.put(key(inbox), said, Content_Type="text/plain")[0] == 415
    assert client.put(key(inbox), said, Content_Type=None)[0] == 415
    assert client.put(key(inbox), said, Content_Type="application/json; charset=utf-8")[0] == 200


def test_other_methods_are_refused(inbox: Path, client: Client) -> None:
    assert client.ask("POST", f"/{client.token}/notice/{key(inbox)}/corrections")[0] == 501
    assert client.ask("OPTIONS", f"/{client.token}/")[0] == 501
    assert client.get(f"notice/{key(inbox)}/corrections")[0] == 405
    assert client.ask("PUT", f"/{client.token}/", b"{}")[0] == 405
    assert client.ask("HEAD", f"/{client.token}/")[::2] == (200, "")


def test_it_answers_on_the_loopback_alone(server: CorrectingServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1" and len(server.token) >= 32


def test_a_port_that_is_taken_is_said(inbox: Path, server: CorrectingServer) -> None:
    with pytest.raises(PolicyParseError, match="cannot be had"):
        correcting_server(inbox, inbox / "kept", Settings(), server.server_port)


def test_a_connection_that_says_nothing_keeps_nobody_waiting(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.review.server.Handler.timeout", 0.2)
    with socket.create_connection(("127.0.0.1", client.port)) as silent:
        silent.sendall(b"GET / HTTP/1.1\r\nHost:")
        assert client.get()[0] == 200
        silent.settimeout(30)
        assert silent.recv(1000) == b""  # it was ended


def test_no_more_connections_are_held_than_there_is_room_for(client: Client) -> None:
    crowd = [socket.create_connection(("127.0.0.1", client.port)) for _ in range(40)]
    for one in crowd:
        one.close()
    for _ in range(200):  # those that were held are let go
        try:
            assert client.get()[0] == 200
            break
        except (http.client.HTTPException, OSError):
            time.sleep(0.02)
    else:
        raise AssertionError("nobody is let in any more")


@pytest.mark.parametrize(
    "request_line",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
        b"GET " + b"/" * 70000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_a_broken_request_ends_itself_alone(client: Client, request_line: bytes) -> None:
    with socket.create_connection(("127.0.0.1", client.port)) as broken:
        broken.settimeout(30)
        broken.sendall(request_line)
        broken.shutdown(socket.SHUT_WR)
        try:
            while broken.recv(65536):
                pass
        except ConnectionError:
            pass
    assert client.get()[0] == 200


# What is kept and what refused.


def test_a_correction_is_kept_at_once(inbox: Path, client: Client) -> None:
    said = {"action": "edit", "values": {"indicator": "示范校", "quantity.value": 35}, "note": "见表"}
    status, reply = client.put(key(inbox), {"version": "", "fact": TARGET, "correction": said})
    assert (status, list(reply)) == (200, ["version"])
    assert kept(inbox)["documents"] == {DOCUMENT.document_id: {TARGET: said}}


def test_metadata_are_corrected_like_facts(inbox: Path, client: Client) -> None:
    said = {"action": "edit", "values": {"signed_date": "2023-04-06", "doc_number": "洪教字〔2023〕9号"}}
    assert client.put(key(inbox), {"version": "", "fact": "metadata", "correction": said})[0] == 200
    assert kept(inbox)["documents"][DOCUMENT.document_id]["metadata"] == said


def test_a_fact_is_added_and_taken_back(inbox: Path, client: Client) -> None:
    said = {
        "action": "add",
        "kind": "thresholds",
        "values": {
            "subject": "示范校", "evidence.quote": "30所以上",
            "quantity": {"raw": "30所以上", "comparator": ">=", "value": 30, "unit": "所"},
        },
    }  # fmt: skip
    status, reply = client.put(key(inbox), {"version": "", "fact": "h0123456789", "correction": said})
    assert status == 200
    sent = {"version": reply["version"], "fact": "h0123456789", "correction": None}
    assert client.put(key(inbox), sent)[0] == 200 and kept(inbox)["documents"] == {}


def test_two_tabs(inbox: Path, client: Client) -> None:
    """Both opened the page before anything was said."""
    first = client.put(key(inbox), {"version": "{}", "fact": TARGET, "correction": ACCEPT})
    assert client.put(key(inbox), {"version": "{}", "fact": TASK, "correction": REJECT})[0] == 200
    status, reply = client.put(key(inbox), {"version": "{}", "fact": TARGET, "correction": REJECT})
    assert first[0] == 200 and status == 409
    assert reply["corrections"] == {TARGET: ACCEPT, TASK: REJECT} and reply["checked"] is False
    again = {"version": reply["version"], "fact": TARGET, "correction": REJECT}
    assert client.put(key(inbox), again)[0] == 200
    assert kept(inbox)["documents"][DOCUMENT.document_id] == {TARGET: REJECT, TASK: REJECT}


def test_a_tab_whose_word_was_taken_still_knows_nothing_of_the_others(inbox: Path, client: Client) -> None:
    client.put(key(inbox), {"version": "{}", "fact": TASK, "correction": REJECT})
    _, reply = client.put(key(inbox), {"version": "{}", "fact": TARGET, "correction": ACCEPT})
    assert client.put(key(inbox), {**reply, "fact": TASK, "correction": ACCEPT})[0] == 409
    assert client.put(key(inbox), {**reply, "fact": TARGET, "correction": REJECT})[0] == 200


def test_a_version_holds_over_a_restart(inbox: Path, client: Client, server: CorrectingServer) -> None:
    version = client.put(key(inbox), {"version": "", "fact": TARGET, "correction": ACCEPT})[1]["version"]
    corrections = inbox / ".policyparse" / "corrections"
    with Running(correcting_server(inbox, corrections, Settings())) as restarted:
        other = Client(restarted)
        assert version_of(other.get(f"notice/{key(inbox)}")[2]) == version
        assert other.put(key(inbox), {"version": version, "fact": TARGET, "correction": REJECT})[0] == 200


def test_a_checked_notice_can_be_opened_again(inbox: Path, client: Client) -> None:
    assert client.put(key(inbox), {"version": "", "checked": True})[0] == 200
    assert list(kept(inbox)["checked"]) == [DOCUMENT.document_id]
    assert client.put(key(inbox), {"version": "", "checked": False})[0] == 200
    assert "checked" not in kept(inbox)


@pytest.mark.parametrize(
    ("fact", "said", "words"),
    [
        (TARGET, {"action": "edit", "values": {"evidence.quote": "通知里没有的话"}}, "the notice has no such words"),
        (TARGET, {"action": "edit", "values": {"quantity.value": "many"}}, "quantity.value"),
        (TARGET, {"action": "edit", "values": {"colour": "red"}}, "no fact has a field 'colour'"),
        (TARGET, {"action": "edit", "values": {"time.kind": "by", "time.start": "2025-01-01"}}, "has no start"),
        (TARGET, {"action": "edit", "values": {"quantity.low": 5}}, "exactly one of value"),
        (TARGET, {"action": "edit", "values": {"id": "g1"}}, "cannot be changed"),
        (TARGET, {"action": "edit"}, "needs values"),
        (TARGET, {"action": "praise"}, "action"),
        (TARGET, ["accept"], "valid dictionary"),
        ("g0000000000", ACCEPT, "No fact has the id"),
        ("metadata", REJECT, "metadata can be edited"),
        ("metadata", {"action": "edit", "values": {"doc_number": "八号文"}}, "no document number"),
        ("metadata", {"action": "edit", "values": {"doc_type": "诗"}}, "doc_type"),
        ("h1", {"action": "add", "kind": "thresholds", "values": {"subject": "班额"}}, "evidence.quote"),
        ("h\u202e1", ACCEPT, "printable"),
        ("", ACCEPT, "printable"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_notice_is_refused_in_words(
    inbox: Path, client: Client, fact: str, said: object, words: str
) -> None:
    status, reply = client.put(key(inbox), {"version": "", "fact": fact, "correction": said})
    assert status == 422 and words in reply["message"] and "\n" not in reply["message"]
    assert kept(inbox) == {}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"5", 400),
        (b"{}", 400),
        (b'{"fact": 5, "correction": null}', 400),
        (b'{"fact": "g1"}', 400),
        (b'{"checked": "yes"}', 400),
        (b'{"fact": "g1", "fact": "g2", "correction": null}', 400),
        (b"[" * 100_000, 400),
        (b"\xff\xfe", 400),
        (b'{"fact": "g1", "correction": {"action": "edit", "values": {"indicator": NaN}}}', 422),
    ],
)
def test_a_body_that_says_nothing_is_refused(inbox: Path, client: Client, body: bytes, status: int) -> None:
    answered, reply = client.put(key(inbox), body)
    assert answered == status and reply["message"] and kept(inbox) == {}


def test_a_huge_body_is_refused_before_it_is_read(inbox: Path, client: Client) -> None:
    assert client.put(key(inbox), b"{}", Content_Length=str(MOST_BODY + 1))[0] == 413
    assert client.put(key(inbox), b"{}", Content_Length="9" * 13)[0] == 411
    assert client.put(key(inbox), b"{}", Content_Length="-1")[0] == 411
    assert client.put(key(inbox), b"{}", Content_Length=None)[0] == 411
    assert client.put(key(inbox), b"{}", Transfer_Encoding="chunked")[0] == 411
    assert client.get()[0] == 200


def test_what_cannot_be_written_is_said_and_nothing_is_claimed(
    inbox: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, reply = client.put(key(inbox), {"version": "", "fact": TARGET, "correction": ACCEPT})
    assert status == 503 and "No space left" in reply["message"]


# Bad files, and how it ends.


def poisoned_read(order: Order) -> Found:
    harm(order.path.name)
    return read_notice(Settings(), order)


def poisoned_open(order: Order) -> Found | bytes:
    harm(order.path.name)
    return open_notice(Settings(), order)


@pytest.mark.slow
def test_a_notice_that_kills_whoever_reads_it_is_a_row_with_its_error(inbox: Path) -> None:
    for kind in ("segfault", "exit", "hang"):
        (inbox / f"poison-{kind}.txt").write_text(NOTICE, encoding="utf-8")
    notices = Notices(inbox, inbox / ".policyparse", poisoned_read, poisoned_open, Bounds(short))
    with Running(CorrectingServer(notices, CorrectionStore(inbox / ".policyparse" / "corrections"))) as server:
        client = Client(server)
        assert client.get(f"notice/{key(inbox, 'poison-segfault.txt')}")[0] == 422
        assert client.get(f"notice/{key(inbox)}")[0] == 200  # meanwhile the others go on
        for _ in range(600):
            page = client.get()[2]
            if 'http-equiv="refresh"' not in page:
                break
            time.sleep(0.1)
        assert page.count('class="state failed"') == 3 and page.count('class="state unread"') == 1
        assert "SIGSEGV" in page and "exit code 7" in page and "stopped after" in page


def tells_who_it_is(order: Order) -> Found | bytes:
    return str(os.getpid()).encode() if order.page else read_notice(Settings(), order)


@pytest.mark.slow
def test_a_worker_stays_for_the_next_request(inbox: Path) -> None:
    """It keeps the notice that it read: a page of a scan after each correction would take a minute else."""
    notices = Notices(inbox, inbox / ".policyparse", poisoned_read, tells_who_it_is, Bounds(short))
    with Running(CorrectingServer(notices, CorrectionStore(inbox / ".policyparse" / "corrections"))) as server:
        client, workers = Client(server), set()
        for fact in (TARGET, TASK, "metadata"):
            workers.add(client.get(f"notice/{key(inbox)}")[2])
            said = {"action": "edit", "values": {"title": "别的标题"}} if fact == "metadata" else ACCEPT
            assert client.put(key(inbox), {"version": "", "fact": fact, "correction": said})[0] == 200
        assert len(workers) == 1


@pytest.mark.slow
def test_no_worker_outlives_the_server(inbox: Path) -> None:
    (inbox / "poison-hang.txt").write_text(NOTICE, encoding="utf-8")
    notices = Notices(inbox, inbox / ".policyparse", poisoned_read, poisoned_open, Bounds(lambda _: 600))
    with Running(CorrectingServer(notices, CorrectionStore(inbox / ".policyparse" / "corrections"))) as server:
        client = Client(server)

        def wait_for_it() -> None:
            with suppress(OSError, http.client.HTTPException):
                client.get(f"notice/{key(inbox, 'poison-hang.txt')}")

        threading.Thread(target=wait_for_it, daemon=True).start()
        client.get()
        while len(multiprocessing.active_children()) < 2:  # one reads for the list, one for who waits
            time.sleep(0.05)
    for worker in multiprocessing.active_children():
        worker.join(60)
    assert multiprocessing.active_children() == []


@pytest.mark.slow
@pytest.mark.parametrize("signalled", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_told_to_end(inbox: Path, signalled: signal.Signals) -> None:
    command = [sys.executable, "-m", "policyparse", "review", str(inbox), "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        address = process.stdout.readline().strip()
        _, _, host, token, _ = address.split("/")
        connection = http.client.HTTPConnection(host, timeout=60)
        for path in ("?lang=en", f"notice/{key(inbox)}"):
            connection.request("GET", f"/{token}/{path}")
            reply = connection.getresponse()
            assert reply.status == 200 and reply.read()
        process.send_signal(signalled)
        assert process.wait(60) == 0
        assert process.stderr.read() == "policyparse: stopped; every correction is kept\n"


def test_a_shelf_keeps_what_was_used_last_within_its_bound() -> None:
    shelf: Shelf[str] = Shelf(10)
    shelf.put("a", "first", 4)
    shelf.put("b", "second", 4)
    assert shelf.get("a") == "first"
    shelf.put("c", "third", 4)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ("first", None, "third")
    shelf.put("d", "large", 400)
    assert (shelf.get("a"), shelf.get("d")) == (None, "large")


def test_notices_of_one_name_in_two_folders_have_files_of_their_own(inbox: Path) -> None:
    (inbox / "sub").mkdir()
    (inbox / "sub" / "a.txt").write_text(NOTICE, encoding="utf-8")
    (inbox / ("长" * 80 + ".txt")).write_text(NOTICE, encoding="utf-8")
    names = [corrections_name(file) for file in notices_in(inbox, inbox / "none")]
    assert names[0] == "a.txt.corrections.json" and len(set(names)) == 3
    assert all(name.endswith(".json") and len(name.encode()) <= 255 and "/" not in name for name in names)


# Whatever a page may send is judged in words.

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**30) | st.text("示范校a\u202e0", max_size=4) | st.just("30所以上"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["raw", "start", "value"]), inner),
    max_leaves=4,
)
FIELDS = st.sampled_from(
    ["indicator", "quantity", "quantity.value", "quantity.raw.x", "time", "time.end", "time.latest", "evidence",
     "evidence.quote", "evidence.span", "evidence.span.start", "evidence.regions", "responsible", "deadlines", "task_id",
     "subject", "condition", "title", "relation", "number", "action", "refines", "origin", "scope", "doc_number",
     "period", "issuers", "attachments", "jurisdiction"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([TARGET, TASK, "metadata", "h1"]),
    st.sampled_from(["edit", "add"]),
    st.sampled_from(["tasks", "targets", "thresholds", "citations", None]),
    st.dictionaries(FIELDS, ANYTHING, max_size=4),
    st.booleans(),
)
def test_whatever_is_said_of_a_fact_fits_or_is_refused_in_words(
    fact: str, action: str, kind: str | None, values: dict[str, Any], proven: bool
) -> None:
    values = {**values, "evidence.quote": "30所以上"} if proven else values
    try:
        said = read_correction(fact, {"action": action, "kind": kind, "values": values})
        assert said is not None
        look_whether_it_fits(PLAIN, {}, fact, said)
    except Unfit:
        return
    after = policyparse.PolicyDocument.model_validate(corrected(PLAIN, {fact: said}))
    assert "correction_refused" not in [one.code for one in after.diagnostics]

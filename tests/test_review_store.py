"""What a person said of a notice is on the disk when the store says so, whole after any crash, whoever else writes.

Not for: what a correction does to a document (test_corrections.py), nor HTTP (test_review_server.py).
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from policyparse import PolicyParseError
from policyparse.batch.corrections import read_correction_file
from policyparse.contract.corrections import Correction
from policyparse.delivery.json_schema import build_schema
from policyparse.review.store import Changed, CorrectionStore, Kept, version_after

ACCEPT, REJECT = Correction(action="accept"), Correction(action="reject")
EDIT = Correction(action="edit", values={"indicator": "示范校", "quantity.value": 35}, note="看第三页")
DOCUMENT, NAME = "doc-0c1f6d5a7be24391", "a.txt.corrections.json"
EMPTY = Kept().version()


@pytest.fixture
def store(tmp_path: Path) -> CorrectionStore:
    return CorrectionStore(tmp_path / "kept")


def keep(store: CorrectionStore, fact: str, said: Correction | None, version: object = EMPTY, **other: str) -> Kept:
    return store.keep(other.get("document", DOCUMENT), other.get("name", NAME), version, fact, said)


def write(store: CorrectionStore, name: str, documents: dict[str, Any], **more: Any) -> None:
    """A file that somebody else put there."""
    store.folder.mkdir(parents=True, exist_ok=True)
    said = {"schema": "policyparse-corrections/1", "documents": documents, **more}
    (store.folder / name).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


# What is kept.


def test_what_is_kept_is_a_file_of_corrections_that_every_reader_takes(store: CorrectionStore) -> None:
    keep(store, "g44c77a3769", EDIT)
    data = (store.folder / NAME).read_bytes()
    assert read_correction_file(data, NAME).documents == {DOCUMENT: {"g44c77a3769": EDIT}}
    Draft202012Validator(build_schema("policy-corrections")).validate(json.loads(data))
    assert "看第三页" in data.decode("utf-8")


def test_numbers_stay_as_they_were_written(store: CorrectionStore) -> None:
    from decimal import Decimal

    exact = Correction(action="edit", values={"quantity.value": Decimal("0.1234567890123456789")})
    keep(store, "g1", exact)
    assert CorrectionStore(store.folder).kept(DOCUMENT).corrections["g1"] == exact
    assert "0.1234567890123456789" in (store.folder / NAME).read_text(encoding="utf-8")


def test_a_second_store_sees_it_and_so_does_one_after_a_restart(store: CorrectionStore) -> None:
    other = CorrectionStore(store.folder)
    assert other.kept(DOCUMENT) == Kept()
    kept = keep(store, "g1", ACCEPT)
    assert other.kept(DOCUMENT) == kept and other.kept(DOCUMENT).version() == kept.version()


def test_what_is_taken_back_is_gone(store: CorrectionStore) -> None:
    version = keep(store, "g1", ACCEPT).version()
    assert keep(store, "g1", None, version) == Kept()
    assert read_correction_file((store.folder / NAME).read_bytes(), NAME).documents == {}


def test_a_check_is_kept_with_what_was_found_then(store: CorrectionStore) -> None:
    store.check(DOCUMENT, NAME, True, "0123456789abcdef")
    kept = store.kept(DOCUMENT)
    assert kept.checked_as("0123456789abcdef") and kept.checked and not kept.checked_as("fedcba9876543210")
    assert not store.check(DOCUMENT, NAME, False, None).checked and not store.kept(DOCUMENT).checked


def test_a_check_that_says_not_of_what_holds_whatever_is_found(store: CorrectionStore) -> None:
    write(store, "from-the-page.json", {}, checked={DOCUMENT: None})
    assert store.kept(DOCUMENT).checked_as("fedcba9876543210")


def test_two_notices_do_not_touch_each_other(store: CorrectionStore) -> None:
    keep(store, "g1", ACCEPT)
    keep(store, "g1", REJECT, document="doc-2", name="b.txt.corrections.json")
    assert store.kept(DOCUMENT).corrections == {"g1": ACCEPT} and store.kept("doc-2").corrections == {"g1": REJECT}
    assert sorted(path.name for path in store.folder.glob("*.json")) == [NAME, "b.txt.corrections.json"]


# Two tabs.


def test_the_second_tab_learns_what_the_first_one_said(store: CorrectionStore) -> None:
    keep(store, "g1", ACCEPT)
    with pytest.raises(Changed) as changed:
        keep(store, "g1", REJECT, EMPTY)
    assert changed.value.kept.corrections == {"g1": ACCEPT}
    assert keep(store, "g1", REJECT, changed.value.kept.version()).corrections == {"g1": REJECT}


def test_two_tabs_at_different_facts_do_not_stand_in_each_others_way(store: CorrectionStore) -> None:
    keep(store, "g1", ACCEPT, EMPTY)
    assert keep(store, "g2", REJECT, EMPTY).corrections == {"g1": ACCEPT, "g2": REJECT}


def test_taking_back_what_another_tab_changed_is_refused_too(store: CorrectionStore) -> None:
    version = keep(store, "g1", ACCEPT).version()
    keep(store, "g1", EDIT, version)
    with pytest.raises(Changed):
        keep(store, "g1", None, version)


def test_saying_the_same_again_is_no_conflict(store: CorrectionStore) -> None:
    """A page that got no answer sends once more."""
    kept = keep(store, "g1", ACCEPT, EMPTY)
    assert keep(store, "g1", ACCEPT, EMPTY) == kept


@pytest.mark.parametrize("version", [0, None, "", "[]", "{", '{"g1": 5}', {"g1": "x"}, "9" * 5000])
def test_a_version_that_is_none_knows_nothing(store: CorrectionStore, version: object) -> None:
    keep(store, "g1", ACCEPT)
    with pytest.raises(Changed):
        keep(store, "g1", REJECT, version)
    assert set(keep(store, "g2", REJECT, version).corrections) == {"g1", "g2"}


SAYINGS = st.tuples(st.sampled_from(["g1", "g2", "t1"]), st.sampled_from([ACCEPT, REJECT, EDIT, None]))


@given(st.lists(st.tuples(st.integers(0, 1), SAYINGS), max_size=12))
def test_whatever_two_tabs_do_the_last_accepted_word_holds(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[int, tuple[str, Correction | None]]]
) -> None:
    """Nothing that a tab did not know of is ever overwritten: a word is taken if its tab knew the one before it."""
    store = CorrectionStore(tmp_path_factory.mktemp("law"))
    versions, known = [EMPTY, EMPTY], [dict[str, Correction](), dict[str, Correction]()]
    model: dict[str, Correction] = {}
    for tab, (fact, what) in said:
        try:
            kept = keep(store, fact, what, versions[tab])
        except Changed as changed:
            assert known[tab].get(fact) != model.get(fact) and what != model.get(fact)
            versions[tab], known[tab] = changed.kept.version(), dict(changed.kept.corrections)
        else:
            assert known[tab].get(fact) == model.get(fact) or what == model.get(fact)
            model = {one: word for one, word in {**model, fact: what}.items() if word is not None}
            # A tab whose word was taken still knows nothing of what the other tab said.
            versions[tab] = version_after(versions[tab], fact, what)
            known[tab] = {one: word for one, word in {**known[tab], fact: what}.items() if word is not None}
            assert dict(kept.corrections) == model
    assert dict(CorrectionStore(store.folder).kept(DOCUMENT).corrections) == model


def test_many_threads_of_two_stores_lose_nothing(store: CorrectionStore) -> None:
    stores = [store, CorrectionStore(store.folder)]
    facts = [f"g{number}" for number in range(24)]
    threads = [
        threading.Thread(target=keep, args=(stores[place % 2], fact, ACCEPT)) for place, fact in enumerate(facts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(store.kept(DOCUMENT).corrections) == set(facts)


# Files of others in the folder.


def test_a_downloaded_file_under_any_name_holds(store: CorrectionStore) -> None:
    write(store, "下载 (1).json", {DOCUMENT: {"g1": {"action": "accept"}}})
    assert store.kept(DOCUMENT).corrections == {"g1": ACCEPT}


def test_a_file_that_was_renamed_is_gone_on_with_under_its_new_name(store: CorrectionStore) -> None:
    version = keep(store, "g1", ACCEPT).version()
    (store.folder / NAME).rename(store.folder / "z.json")
    keep(store, "g2", REJECT, version)
    assert [path.name for path in store.folder.glob("*.json")] == ["z.json"]
    assert set(store.kept(DOCUMENT).corrections) == {"g1", "g2"}


def test_what_two_files_say_of_one_notice_comes_together_with_the_next_word(store: CorrectionStore) -> None:
    """Else the word would contradict the second file, and a run would refuse that one as a whole."""
    keep(store, "g1", ACCEPT)
    both = {DOCUMENT: {"g1": {"action": "accept"}, "g2": {"action": "reject"}}}
    write(store, "b.json", {**both, "doc-2": {"t1": {"action": "reject"}}})
    write(store, "c.json", both)
    version = store.kept(DOCUMENT).version()
    keep(store, "g1", REJECT, version)
    look = store.look()
    assert look.problems == {} and look.kept(DOCUMENT).corrections == {"g1": REJECT, "g2": REJECT}
    assert look.kept("doc-2").corrections == {"t1": REJECT}
    assert sorted(look.files) == [NAME, "b.json"] and list(look.files["b.json"].documents) == ["doc-2"]


def test_a_file_that_contradicts_one_before_it_holds_nothing_as_in_a_run(store: CorrectionStore) -> None:
    keep(store, "g1", ACCEPT)
    write(store, "b.json", {DOCUMENT: {"g1": {"action": "reject"}, "g2": {"action": "reject"}}})
    look = store.look()
    assert look.kept(DOCUMENT).corrections == {"g1": ACCEPT} and "corrected otherwise" in look.problems["b.json"]


def test_a_malformed_file_is_named_with_its_line_and_left_alone(store: CorrectionStore) -> None:
    store.folder.mkdir()
    (store.folder / NAME).write_text('{"schema": "policyparse-corrections/1",\n "documents": 5}', encoding="utf-8")
    assert store.look().problems[NAME].startswith("line 2:")
    with pytest.raises(PolicyParseError, match="nothing can be kept in it"):
        keep(store, "g1", ACCEPT)
    assert (store.folder / NAME).read_text(encoding="utf-8").endswith("5}")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file", encoding="utf-8")
    with pytest.raises(PolicyParseError) as error:
        keep(CorrectionStore(tmp_path / "kept"), "g1", ACCEPT)
    assert error.value.code == "unreadable"


def test_a_full_disk_leaves_what_was(store: CorrectionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = keep(store, "g1", ACCEPT)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PolicyParseError, match="No space left"):
        keep(store, "g1", REJECT, kept.version())
    assert store.kept(DOCUMENT) == kept


# Crashes.

DIES = """
import os, sys
from pathlib import Path
from policyparse.contract.corrections import Correction
from policyparse.review.store import CorrectionStore
store, last = CorrectionStore(Path(sys.argv[1])), int(sys.argv[2])
count = 0
def dying(real):
    def call(*args, **kwargs):
        global count
        count += 1
        if count == last:
            os._exit(9)
        return real(*args, **kwargs)
    return call
for name in ("replace", "fsync", "unlink", "open"):
    setattr(os, name, dying(getattr(os, name)))
Path.write_text = dying(Path.write_text)
version = store.kept("doc").version()
store.keep("doc", "a.json", version, "g1", Correction(action="reject"))
"""


@pytest.mark.slow
def test_a_writer_that_dies_at_any_step_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Two files hold the notice, so that every step there is comes to pass: taking over, leaving out, changing."""
    ended = 0
    for step in range(1, 40):
        store = CorrectionStore(tmp_path / str(step))
        write(store, "a.json", {"doc": {"g1": {"action": "accept"}}})
        write(store, "b.json", {"doc": {"g1": {"action": "accept"}, "g2": {"action": "reject"}}})
        done = subprocess.run([sys.executable, "-c", DIES, str(store.folder), str(step)], timeout=60)
        look = store.look()
        assert look.problems == {}
        assert look.kept("doc").corrections in ({"g1": ACCEPT, "g2": REJECT}, {"g1": REJECT, "g2": REJECT})
        # The lock is free again, and what the dead one left is cleaned away.
        store.keep("doc", "a.json", look.kept("doc").version(), "g3", ACCEPT)
        assert not list(store.folder.glob(".policyparse-*"))
        if done.returncode == 0:
            ended = step
            break
        assert done.returncode == 9
    assert ended > 6


WRITES = """
import sys
from itertools import count
from pathlib import Path
from policyparse.contract.corrections import Correction
from policyparse.review.store import CorrectionStore
store = CorrectionStore(Path(sys.argv[1]))
for number in count():
    store.keep("doc", "a.json", "", f"{sys.argv[2]}{number}", Correction(action="accept"))
    print(number, flush=True)
"""


@pytest.mark.slow
def test_of_two_writers_that_are_killed_every_word_that_was_said_to_be_kept_is_kept(tmp_path: Path) -> None:
    moments = random.Random(6)
    said = {"a": 0, "b": 0}
    for _ in range(4):
        writers = {
            name: subprocess.Popen(
                [sys.executable, "-c", WRITES, str(tmp_path), f"{name}{said[name]}-"], stdout=subprocess.PIPE, text=True
            )
            for name in said
        }
        acknowledged: dict[str, list[str]] = {}
        for name, writer in writers.items():
            assert writer.stdout is not None
            acknowledged[name] = [writer.stdout.readline() for _ in range(moments.randint(1, 12))]
        for writer in writers.values():
            writer.send_signal(signal.SIGKILL)
        for name, writer in writers.items():
            rest, _ = writer.communicate()
            words = [*acknowledged[name], *rest.splitlines(keepends=True)]
            kept = CorrectionStore(tmp_path).kept("doc").corrections
            numbers = [word.strip() for word in words if word.endswith("\n")]
            assert numbers and all(f"{name}{said[name]}-{number}" in kept for number in numbers)
            said[name] += 1

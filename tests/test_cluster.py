"""Cluster runs without a cluster: what is read where, what goes out under which id, what a worker does with its batch.

Not for: Ray itself (test_cluster_on_ray.py), which need not be installed here.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import poison
import pytest
from folder_runs import FACTS, NOTICE, write_notices

from policyparse import Limits, PolicyParseError, parse
from policyparse.batch.cluster import as_policyparse_error, batches_of, convert_cluster, parts_of, settled
from policyparse.batch.cluster_work import (
    JSON_TABLE,
    Converter,
    convert_notice,
    deliver_part,
    delivery_schema,
    found_schema,
    in_order,
    order_schema,
    part_path,
)
from policyparse.batch.inbox import Passed
from policyparse.batch.places import Place, notices_of, place_of
from policyparse.batch.pool import Bounds
from policyparse.batch.settings import Reads, Settings
from policyparse.cli import main
from policyparse.delivery.flat_tables import TABLES

pa = pytest.importorskip("pyarrow")
fs = pytest.importorskip("pyarrow.fs")
parquet = pytest.importorskip("pyarrow.parquet")

EMPTY = PolicyParseError("empty")


class HereWorker:
    """What ``StandingWorker`` does, in this process."""

    def __init__(self, function: Any, bounds: Bounds) -> None:
        self.function = function

    def each(self, items: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
        for item in items:
            try:
                yield item, self.function(item)
            except PolicyParseError as error:
                yield item, error

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class PoisonedSettings(Settings):
    """Settings under which a file's name may ask for harm."""

    def reads(self) -> Reads:
        return poison.read

    def cost(self) -> Bounds:
        return Bounds(poison.seconds)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyparse.batch.cluster_work.StandingWorker", HereWorker)


def storage(folder: Path) -> Place:
    """A folder as an object store shows it: by pyarrow and not by the system."""
    return Place(fs.SubTreeFileSystem(str(folder), fs.LocalFileSystem()), "bucket")


def convert_batch(inbox: Place, out: Place, settings: Settings | None = None) -> list[dict[str, Any]]:
    """One order for all notices of ``inbox``; what the driver is told."""
    paths = [one.encode() for one in notices_of(inbox, out) if isinstance(one, str)]
    order = pa.Table.from_pylist([{"part": 0, "first": 0, "paths": paths}], order_schema())
    found: list[dict[str, Any]] = Converter(settings or Settings(), inbox, out)(order).to_pylist()
    return found


def found(*rows: tuple[str, str, str]) -> Any:
    """What the driver is told of notices: document_id, text, title of each."""
    kept = [
        {"number": number, "path": f"{number}.txt", "document_id": name, "text": text, "title": title}
        for number, (name, text, title) in enumerate(rows)
    ]
    return pa.Table.from_pylist(kept, found_schema())


# What is read, and where it may go.


def test_a_storage_is_looked_through_as_a_folder_is(tmp_path: Path) -> None:
    bucket = tmp_path / "bucket"
    for path in ("b.txt", "a/2.txt", "a/1.txt", "a.txt", ".hidden/x.txt", "c.part"):
        (bucket / path).parent.mkdir(parents=True, exist_ok=True)
        (bucket / path).write_text(NOTICE, encoding="utf-8")
    as_folder = notices_of(place_of(bucket), place_of(tmp_path / "out"))
    as_storage = notices_of(storage(tmp_path), place_of(tmp_path / "out"))
    assert [one for one in as_storage if isinstance(one, str)] == ["a/1.txt", "a/2.txt", "a.txt", "b.txt"]
    assert [one for one in as_folder if isinstance(one, str)] == ["a/1.txt", "a/2.txt", "a.txt", "b.txt"]
    assert {one.code for one in as_storage if isinstance(one, Passed)} == {"hidden", "partial"}


def test_out_may_lie_in_the_storage_that_is_read(tmp_path: Path) -> None:
    write_notices(tmp_path / "bucket", 1)
    write_notices(tmp_path / "bucket" / "out", 1)
    inbox = storage(tmp_path)
    assert notices_of(inbox, Place(inbox.filesystem, "bucket/out")) == ["000.txt"]


def test_one_file_is_an_inbox_too(tmp_path: Path) -> None:
    write_notices(tmp_path / "bucket", 1)
    inbox = storage(tmp_path)
    assert notices_of(Place(inbox.filesystem, "bucket/000.txt"), inbox) == [""]
    assert notices_of(place_of(tmp_path / "bucket" / "000.txt"), inbox) == [""]


def test_what_cannot_be_read_in_a_storage_has_the_words_of_a_file(tmp_path: Path) -> None:
    write_notices(tmp_path / "bucket", 1)
    for name, most, code in (("away.txt", 100, "not_found"), ("000.txt", 10, "too_large")):
        with pytest.raises(PolicyParseError) as raised:
            storage(tmp_path).read(name, most)
        assert (raised.value.code, raised.value.name) == (code, name)


@pytest.mark.parametrize("url", ["ftp://host/folder", "nonsense://x"])
def test_a_url_of_an_unknown_kind_is_unsupported_and_not_repeated(url: str) -> None:
    with pytest.raises(PolicyParseError, match="unsupported") as raised:
        place_of(url)
    assert url not in str(raised.value)


def test_there_is_an_in(tmp_path: Path) -> None:
    for inbox in (place_of(tmp_path / "away"), Place(storage(tmp_path).filesystem, "away")):
        with pytest.raises(PolicyParseError, match="not_found"):
            notices_of(inbox, place_of(tmp_path / "out"))


def test_out_is_new(tmp_path: Path) -> None:
    write_notices(tmp_path / "bucket", 1)
    with pytest.raises(ValueError, match="holds something already"):
        storage(tmp_path).make(["tasks"])


# What a worker does with its batch.


def test_a_batch_becomes_a_part_with_each_document_as_a_folder_run_writes_it(tmp_path: Path, here: None) -> None:
    write_notices(tmp_path / "bucket", 3)
    out = place_of(tmp_path / "out")
    out.make([JSON_TABLE])
    told = convert_batch(storage(tmp_path), out)
    rows = parquet.read_table(tmp_path / "out" / part_path(JSON_TABLE, 0)).to_pylist()
    for number, row in enumerate(rows):
        document = parse(tmp_path / "bucket" / f"{number:03}.txt")
        assert row == {
            "number": number,
            "path": f"{number:03}.txt",
            "document_id": document.document_id,
            "document": document.to_json(indent=None),
        }
    assert [(row["number"], row["document_id"], row["code"]) for row in told] == [
        (row["number"], row["document_id"], None) for row in rows
    ]


def test_a_bad_file_is_told_and_the_others_are_written(tmp_path: Path, here: None) -> None:
    write_notices(tmp_path / "bucket", 2)
    (tmp_path / "bucket" / "000-empty.txt").write_text(" ")
    (tmp_path / "bucket" / "large.txt").write_bytes(b"x" * 2000)
    out = place_of(tmp_path / "out")
    out.make([JSON_TABLE])
    told = convert_batch(storage(tmp_path), out, Settings(Limits(file_bytes=1000)))
    assert [(row["path"], row["code"]) for row in told] == [
        ("000-empty.txt", "empty"), ("000.txt", None), ("001.txt", None), ("large.txt", "too_large"),
    ]  # fmt: skip
    assert parquet.read_table(tmp_path / "out" / JSON_TABLE).num_rows == 2


def test_an_out_that_cannot_be_written_ends_the_run(tmp_path: Path, here: None) -> None:
    write_notices(tmp_path / "bucket", 1)
    with pytest.raises(PolicyParseError, match="unreadable: OUT cannot be written to"):
        convert_batch(storage(tmp_path), place_of(tmp_path / "never made"))


def test_answers_come_in_the_order_of_the_notices() -> None:
    answers: list[Any] = [(2, EMPTY), (0, EMPTY), (1, EMPTY), (3, EMPTY)]
    assert [number for number, _ in in_order(answers, range(4))] == [0, 1, 2, 3]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="no such signals elsewhere")
def test_a_crash_and_a_hang_cost_themselves_alone(tmp_path: Path) -> None:
    names = ("1.txt", "poison-hang.txt", "poison-segfault.txt", "z.txt")
    (tmp_path / "bucket").mkdir()
    for number, name in enumerate(names):
        (tmp_path / "bucket" / name).write_text(NOTICE.replace("30", str(30 + number)), encoding="utf-8")
    out = place_of(tmp_path / "out")
    out.make([JSON_TABLE])
    told = convert_batch(storage(tmp_path), out, PoisonedSettings())
    assert [(row["path"], row["code"]) for row in told] == list(
        zip(names, (None, "timeout", "internal", None), strict=True)
    )


# Which notices go out, and under which id.


def test_notices_of_one_id_are_judged_as_in_a_folder_run() -> None:
    roles = settled(
        found(
            ("doc-1", "a", "关于建设示范校的通知"),
            ("doc-2", "x", "关于防汛的通知"),
            ("doc-1", "a", "关于建设示范校的通知"),
            ("doc-1", "b", "关于建设示范校的通知"),
            ("doc-1", "c", "关于召开会议的函"),
        )
    )
    assert {number: (one.role, one.keeper, one.delivered_id) for number, one in roles.items()} == {
        0: ("superseded", 3, "doc-1"),
        2: ("duplicate", 0, "doc-1"),
        3: ("current", None, "doc-1"),
        4: ("conflict", None, "doc-1~2"),
    }


def test_what_failed_shares_no_id() -> None:
    failed = pa.Table.from_pylist([{"number": 0, "path": "a", "code": "empty"}] * 2, found_schema())
    assert settled(failed) == {}


def test_every_notice_is_in_one_batch_and_every_batch_in_one_part() -> None:
    for count in (0, 1, 63, 1000, 25_000):
        orders = batches_of([f"{number}.txt" for number in range(count)])
        numbered = [(order["first"] + at, path) for order in orders for at, path in enumerate(order["paths"])]
        assert numbered == [(number, f"{number}.txt".encode()) for number in range(count)]
        sources = [source for part in parts_of(orders, {}) for source in part["sources"]]
        assert sources == [order["part"] for order in orders] != []


def test_a_part_holds_the_rows_of_what_goes_out_and_each_table_its_types(tmp_path: Path, here: None) -> None:
    write_notices(tmp_path / "bucket", 2)
    (tmp_path / "bucket" / "z.txt").write_text(FACTS, encoding="utf-8")
    out = place_of(tmp_path / "out")
    out.make([JSON_TABLE, *(table.name for table in TABLES)])
    convert_batch(storage(tmp_path), out)
    from policyparse.delivery.parquet_files import schema

    order = {"part": 0, "sources": [0], "left_out": [0], "renamed": [2], "ids": ["doc-other~2"]}
    deliver_part(pa.Table.from_pylist([order], delivery_schema()), out)
    tables = {table.name: parquet.read_table(tmp_path / "out" / table.name) for table in TABLES}
    assert all(tables[table.name].schema.equals(schema(table)) for table in TABLES)
    assert tables["documents"]["name"].to_pylist() == ["001.txt", "z.txt"]
    assert tables["tasks"]["document_id"].to_pylist() == ["doc-other~2"]
    assert "id_conflict" in tables["diagnostics"]["code"].to_pylist()


# What is said.


def test_without_ray_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_notices(tmp_path / "in", 1)
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(PolicyParseError, match=r"missing_extra: .*pip install policyparse\[ray\]"):
        convert_cluster(tmp_path / "in", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "option", [["--watch"], ["--to", "csv"], ["--corrections", "x"], ["--retry-failed"], ["--log-json"]]
)
def test_options_of_folder_runs_do_not_go_with_a_cluster(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["convert", "in", "out", "--cluster", *option])
    assert ended.value.code == 2
    assert f"goes without {option[0]}" in capsys.readouterr().err


def test_what_a_worker_raised_is_what_the_run_raises() -> None:
    inner = PolicyParseError("unreadable", "OUT cannot be written to")
    outer = RuntimeError("task failed")
    outer.__cause__ = inner
    assert str(as_policyparse_error(outer)) == str(inner)
    lost = as_policyparse_error(RuntimeError("first line\nno machine left"))
    assert (lost.code, lost.message) == ("internal", "the cluster failed: RuntimeError: no machine left")


def test_the_function_is_that_of_folder_runs() -> None:
    from policyparse.batch.cluster_work import Notice

    converted = convert_notice(Notice(0, "a.txt", NOTICE.encode()), partial(Settings().reads()))
    assert converted.document == parse(NOTICE.encode(), "a.txt").to_json(indent=None)

"""Documents in a database: after any deliveries, exactly the rows of what was delivered last, on SQLite and PostgreSQL.

The PostgreSQL server is the one that `scripts/with_postgres.py` starts; without it its tests are skipped, and say so.
"""

from __future__ import annotations

import copy
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import policyparse
from policyparse import PolicyParseError
from policyparse.delivery.database import Database
from policyparse.delivery.flat_tables import TABLES, Row, flat_rows

sqlalchemy = pytest.importorskip("sqlalchemy")

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "corpus" / "notices"
POSTGRES_URL = os.environ.get("POLICYPARSE_POSTGRES_URL")
NO_SERVER = "no PostgreSQL server: python3 scripts/with_postgres.py starts one (POLICYPARSE_POSTGRES_URL)"
needs_postgres = pytest.mark.skipif(POSTGRES_URL is None, reason=NO_SERVER)
_numbers = count(1)


@pytest.fixture(scope="module")
def documents() -> list[dict[str, Any]]:
    names = ("nanchang-chanjiao-ronghe-8623-2023.txt", "guofa-2018-42-nongye-jixiehua.html")
    return [policyparse.parse(NOTICES / name).to_dict() for name in names]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=needs_postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'facts.sqlite'}"
    else:
        with a_schema() as found:
            yield found


@contextmanager
def a_schema() -> Iterator[str]:
    """The URL of a schema of its own on the PostgreSQL server, dropped afterwards."""
    name = f"policyparse_test_{os.getpid()}_{next(_numbers)}"
    on_server(f"CREATE SCHEMA {name}")
    query = {"options": f"-csearch_path={name}", "application_name": name}
    try:
        yield sqlalchemy.make_url(POSTGRES_URL).update_query_dict(query).render_as_string(hide_password=False)
    finally:
        on_server(f"DROP SCHEMA {name} CASCADE")


def on_server(words: str) -> None:
    """Run a statement as the server's own user."""
    pytest.importorskip("psycopg")
    engine = sqlalchemy.create_engine(sqlalchemy.make_url(POSTGRES_URL).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text(words))
    engine.dispose()


def rows_in(url: str) -> dict[str, list[Row]]:
    """All rows of a database as its own types give them, read without the code under test."""
    from policyparse.delivery.database_schema import tables

    engine = sqlalchemy.create_engine(sqlalchemy.make_url(url).set(drivername=driver_of(url)))
    with engine.connect() as connection:
        found = {table.name: [tuple(row) for row in connection.execute(table.select())] for table in tables()}
    engine.dispose()
    return found


def driver_of(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "postgresql+psycopg"


def rows_wanted(documents: Sequence[Mapping[str, Any]]) -> dict[str, list[Row]]:
    """The rows that exactly these documents have."""
    wanted: dict[str, list[Row]] = {table.name: [] for table in TABLES}
    for document in documents:
        for name, rows in flat_rows(document).items():
            wanted[name] += rows
    return wanted


def levelled(found: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Decimals without the zeros that say nothing (NUMERIC(38, 10) pads them)."""

    def level(value: Any) -> Any:
        return Decimal(format(value, "f")).normalize() + 0 if isinstance(value, Decimal) else value

    return {name: sorted((tuple(level(v) for v in row) for row in rows), key=repr) for name, rows in found.items()}


def assert_holds(url: str, documents: Sequence[Mapping[str, Any]]) -> None:
    assert levelled(rows_in(url)) == levelled(rows_wanted(documents))


def test_every_fact_is_a_row_with_its_own_types(url: str, documents: list[dict[str, Any]]) -> None:
    with Database(url) as database:
        database.migrate()
        for document in documents:
            assert database.deliver(document) == ()
        assert database.document_ids() == {document["document_id"] for document in documents}
    assert_holds(url, documents)


def test_the_types_are_portable_sql(url: str) -> None:
    with Database(url) as database:
        database.migrate()
    engine = sqlalchemy.create_engine(sqlalchemy.make_url(url).set(drivername=driver_of(url)))
    columns = {column["name"]: str(column["type"]) for column in sqlalchemy.inspect(engine).get_columns("targets")}
    keys = sqlalchemy.inspect(engine).get_pk_constraint("targets")["constrained_columns"]
    engine.dispose()
    assert (columns["value"], columns["ends"], columns["indicator"]) == ("NUMERIC(38, 10)", "DATE", "TEXT")
    assert keys == ["document_id", "id"]


def test_what_is_delivered_twice_is_there_once(url: str, documents: list[dict[str, Any]]) -> None:
    for _ in range(2):
        with Database(url) as database:
            database.migrate()
            database.deliver(documents[0])
            database.deliver(documents[0])
    assert_holds(url, documents[:1])


def test_a_corrected_notice_replaces_all_its_facts(url: str, documents: list[dict[str, Any]]) -> None:
    corrected = copy.deepcopy(documents[0])
    corrected["tasks"] = corrected["tasks"][2:5]
    corrected["tables"], corrected["targets"] = [], []
    with Database(url) as database:
        database.migrate()
        for document in (*documents, corrected):
            database.deliver(document)
    assert_holds(url, [corrected, documents[1]])


def test_a_notice_can_be_taken_back(url: str, documents: list[dict[str, Any]]) -> None:
    with Database(url) as database:
        database.migrate()
        for document in documents:
            database.deliver(document)
        assert database.retract(documents[0]["document_id"])
        assert not database.retract(documents[0]["document_id"])
        assert not database.retract("unknown'; DROP TABLE tasks; --")
    assert_holds(url, documents[1:])


def test_a_delivery_that_fails_changes_nothing(url: str, documents: list[dict[str, Any]]) -> None:
    broken = copy.deepcopy(documents[0])
    broken["tasks"] = broken["tasks"][:1]
    broken["diagnostics"] = []
    broken["citations"] = [documents[0]["citations"][0]] * 2
    with Database(url) as database:
        database.migrate()
        database.deliver(documents[0])
        with pytest.raises(PolicyParseError, match="corrupt: two rows of one key"):
            database.deliver(broken)
        database.deliver(documents[1])
    assert_holds(url, documents)


@st.composite
def variants(draw: st.DrawFn, documents: list[dict[str, Any]]) -> Mapping[str, Any]:
    """One of three notices in one of its wordings."""
    base = draw(st.sampled_from(documents))
    first = draw(st.integers(0, 6))
    kept = {kind: base[kind][first : first + 4] for kind in ("tasks", "targets", "thresholds", "tables", "citations")}
    return {**base, **kept, "document_id": draw(st.sampled_from(["a", "b", "a~2"])), "sections": [], "units": []}


def check_any_sequence(url: str, documents: list[dict[str, Any]], data: st.DataObject) -> None:
    """After each step the database holds exactly the last delivered form of each notice that was not taken back."""
    held: dict[str, Mapping[str, Any]] = {}
    with Database(url) as database:
        database.migrate()
        for name in database.document_ids():
            database.retract(name)
        for _ in range(data.draw(st.integers(1, 6))):
            if data.draw(st.booleans()) or not held:
                document = data.draw(variants(documents))
                database.deliver(document)
                held[document["document_id"]] = document
            else:
                name = data.draw(st.sampled_from(["a", "b", "a~2"]))
                assert database.retract(name) == (name in held)
                held.pop(name, None)
        assert database.document_ids() == set(held)
    assert_holds(url, list(held.values()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_sequence_of_deliveries_leaves_the_last_of_each(
    documents: list[dict[str, Any]], tmp_path: Path, data: st.DataObject
) -> None:
    check_any_sequence(f"sqlite:///{tmp_path / 'facts.sqlite'}", documents, data)


@needs_postgres
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_any_sequence_leaves_the_same_on_postgresql(documents: list[dict[str, Any]], data: st.DataObject) -> None:
    with a_schema() as url:
        check_any_sequence(url, documents, data)


def test_words_that_a_database_cannot_hold_are_replaced(url: str, documents: list[dict[str, Any]]) -> None:
    odd = copy.deepcopy(documents[0])
    odd["metadata"]["title"] = "甲\x00乙\ud800'; DROP TABLE tasks; --"
    with Database(url) as database:
        database.migrate()
        database.deliver(odd)
        database.deliver(odd)
    (row,) = rows_in(url)["documents"]
    assert "甲\ufffd乙\ufffd'; DROP TABLE tasks; --" in row


def test_numbers_keep_all_their_digits_or_are_left_out_and_said(url: str, documents: list[dict[str, Any]]) -> None:
    numbers = [Decimal("0.1"), Decimal("-12345678.12345"), 10**12, Decimal("0.00000000001"), 10**28, Decimal("1E+9999")]
    document = copy.deepcopy(documents[0])
    target = document["targets"][0]
    document["targets"] = [
        {**target, "id": f"g{place}", "quantity": {**target["quantity"], "value": value}}
        for place, value in enumerate(numbers)
    ]
    with Database(url) as database:
        database.migrate()
        remarks = database.deliver(document)
    assert [(remark.code, remark.document_id) for remark in remarks] == [
        ("number_left_out", document["document_id"])
    ] * 3
    assert "g3: value 1E-11" in remarks[0].message
    names = [column.name for table in TABLES if table.name == "targets" for column in table.columns]
    kept = {row[names.index("id")]: row[names.index("value")] for row in rows_in(url)["targets"]}
    assert [kept[f"g{place}"] for place in range(len(numbers))] == [*numbers[:3], None, None, None]


def test_sqlite_compares_numbers_as_numbers(documents: list[dict[str, Any]], tmp_path: Path) -> None:
    with Database(f"sqlite:///{tmp_path / 'facts.sqlite'}") as database:
        database.migrate()
        database.deliver(documents[0])
    connection = sqlite3.connect(tmp_path / "facts.sqlite")
    query = "SELECT indicator, ends FROM targets WHERE value >= 8000 AND unit = '人' AND ends <= '2025-12-31'"
    assert ("订单式培养的技术技能人才", "2025-12-31") in connection.execute(query).fetchall()
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_migrating_twice_changes_nothing(url: str, documents: list[dict[str, Any]]) -> None:
    with Database(url) as database:
        database.migrate()
        database.deliver(documents[0])
        database.migrate()
    assert_holds(url, documents[:1])


def test_a_database_of_an_older_version_is_led_on_step_by_step(url: str, documents: list[dict[str, Any]]) -> None:
    from policyparse.delivery.database_schema import VERSION, add_what_is_missing, migrate

    with Database(url) as database:
        database.migrate()
        database.deliver(documents[0])
    engine = sqlalchemy.create_engine(sqlalchemy.make_url(url).set(drivername=driver_of(url)))
    taken: list[int] = []

    def named(number: int) -> Any:
        def step(connection: Any) -> None:
            taken.append(number)
            add_what_is_missing(connection)

        return step

    with engine.begin() as connection:
        # As if measure and the sheet of citations had come later.
        connection.execute(sqlalchemy.text("ALTER TABLE tasks DROP COLUMN measure"))
        connection.execute(sqlalchemy.text("DROP TABLE citations"))
        migrate(connection, "facts", VERSION + 2, {VERSION + number: named(VERSION + number) for number in (1, 2)})
    assert taken == [VERSION + 1, VERSION + 2]
    with engine.begin() as connection:
        migrate(connection, "facts", VERSION + 2, {})
        connection.execute(sqlalchemy.text(f"UPDATE policyparse_schema SET version = {VERSION}"))
    engine.dispose()
    with Database(url) as database:
        database.migrate()
        assert database.document_ids() == {documents[0]["document_id"]}
        database.deliver(documents[0])


def test_tables_of_a_newer_version_are_left_alone(url: str, documents: list[dict[str, Any]]) -> None:
    with Database(url) as database:
        database.migrate()
    engine = sqlalchemy.create_engine(sqlalchemy.make_url(url).set(drivername=driver_of(url)))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("UPDATE policyparse_schema SET version = 99"))
    engine.dispose()
    with Database(url) as database, pytest.raises(PolicyParseError, match="unsupported: its tables are of version 99"):
        database.migrate()


def test_somebody_elses_tables_are_left_alone(url: str) -> None:
    engine = sqlalchemy.create_engine(sqlalchemy.make_url(url).set(drivername=driver_of(url)))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE documents (id INTEGER PRIMARY KEY)"))
    with Database(url) as database, pytest.raises(PolicyParseError, match="tables of another origin: documents"):
        database.migrate()
    assert sqlalchemy.inspect(engine).get_table_names() == ["documents"]
    engine.dispose()


def test_whoever_changes_the_tables_adds_a_step() -> None:
    """The tables as the version in the file's first line has them: when they change, raise VERSION and add its step."""
    from policyparse.delivery.database_schema import STEPS, VERSION

    lines = [f"version {VERSION}"]
    for table in TABLES:
        keys = ", ".join(column.name for column in table.columns[: table.keys])
        lines.append(f"{table.name} ({keys}): " + ", ".join(f"{c.name} {c.kind}" for c in table.columns))
    assert (ROOT / "tests" / "golden" / "database-schema.txt").read_text(encoding="utf-8").splitlines() == lines
    assert sorted(STEPS) == list(range(2, VERSION + 1))


SECRET = "p@ss/w:rd"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "unsupported: no database URL"),
        ("facts.sqlite", "unsupported: no database URL"),
        ("postgresql://u:p@ss/w:rd@host:port/name", "unsupported: no database URL"),
        ("postgresql://u:p@w:rd@host/name", "unsupported: no database URL"),
        ("mysql://u:p%40ss%2Fw%3Ard@host/name", "unsupported: a database of the kind mysql"),
        ("postgresql+asyncpg://host/name", "unsupported: a database of the kind postgresql"),
        ("sqlite:////no/such/folder/facts.sqlite", "facts.sqlite: unreadable: unable to open database file"),
        ("postgresql://u:p%40ss%2Fw%3Ard@127.0.0.1:1/name", "postgresql://127.0.0.1/name: unreadable: .*refused"),
        ("postgresql://127.0.0.1:1/name?password=p%40ss%2Fw%3Ard&user=u", "unreadable: .*refused"),
        ("postgresql://127.0.0.1:1/name?nosuch=1", 'unreadable: invalid connection option "nosuch"'),
    ],
)
def test_what_cannot_be_opened_is_one_clear_line_without_the_password(url: str, said: str) -> None:
    if url.startswith("postgresql://") and "port" not in url:
        pytest.importorskip("psycopg")
    with pytest.raises(PolicyParseError, match=said) as caught, Database(url):
        pass
    assert caught.value.__cause__ is None  # it could show the URL
    assert not [secret for secret in (SECRET, "w%3Ard", "w:rd") if secret in repr(caught.value)]
    assert "\n" not in str(caught.value)


@needs_postgres
def test_a_wrong_password_is_refused_and_not_shown() -> None:
    pytest.importorskip("psycopg")
    url = sqlalchemy.make_url(POSTGRES_URL).set(password=SECRET).render_as_string(hide_password=False)
    with pytest.raises(PolicyParseError, match=r"unreadable: .*authentication failed") as caught, Database(url):
        pass
    assert SECRET not in str(caught.value)


def test_a_file_that_is_no_database_is_an_error_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database " * 100, encoding="ascii")
    said = r"notes\.txt: unreadable: file is not a database"
    with pytest.raises(PolicyParseError, match=said), Database(f"sqlite:///{path}"):
        pass
    assert path.read_text(encoding="ascii") == "no database " * 100


def test_a_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(PolicyParseError, match=r"missing_extra: .*policyparse\[db\]"), Database("postgresql://h/n"):
        pass


def test_without_sqlalchemy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(PolicyParseError, match=r"missing_extra: .*policyparse\[db\]"):
        Database("sqlite://")


@needs_postgres
def test_a_connection_that_was_lost_between_two_deliveries_is_made_again(documents: list[dict[str, Any]]) -> None:
    with a_schema() as url, Database(url) as database:
        database.migrate()
        name = sqlalchemy.make_url(url).query["application_name"]
        on_server(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'")
        database.deliver(documents[0])
        assert_holds(url, documents[:1])


def test_a_database_in_memory_serves_while_it_is_open(documents: list[dict[str, Any]]) -> None:
    with Database("sqlite://") as database:
        database.migrate()
        database.deliver(documents[0])
        assert database.document_ids() == {documents[0]["document_id"]}


def test_the_module_loads_without_sqlalchemy() -> None:
    code = (
        "import sys, policyparse.delivery.database, policyparse.delivery.workbook, policyparse.delivery.calendar_file\n"
    )
    code += "print([name for name in ('sqlalchemy', 'xlsxwriter', 'icalendar', 'dateutil') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"

"""Documents → a database by its SQLAlchemy URL: the flat tables, brought up to date notice by notice.

SQLite files and PostgreSQL. Whatever was delivered before, a delivered notice leaves exactly its own rows, all or none.
Needs the extra ``db`` (SQLAlchemy, and psycopg for PostgreSQL). Not here: the rows (`delivery.flat_tables`), the
versions of the schema (`delivery.database_schema`), nor which notices are to be delivered (`batch`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, quote_plus

from policyparse.delivery.extras import needs
from policyparse.delivery.flat_tables import TABLES, Json, Row, Value, flat_rows, holds_number, left_out
from policyparse.delivery.remarks import Remark, plain_text
from policyparse.errors import PolicyParseError, one_line

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

DRIVERS: Final = {"sqlite": "pysqlite", "postgresql": "psycopg"}
SECONDS_TO_CONNECT: Final = 10
SECONDS_TO_WAIT_FOR_A_LOCK: Final = 30
MESSAGE_LENGTH: Final = 300


class Database:
    """An open database: ``with Database(url) as database: database.migrate(); database.deliver(document)``.

    All methods raise PolicyParseError: "unsupported" for a URL that is none or of another kind of database,
    "missing_extra" where its driver is not installed, "unreadable" where the database cannot be reached, read or
    written. The messages hold no password.
    """

    def __init__(self, url: str | URL) -> None:
        """Only looks at the URL; ``with`` connects."""
        with needs("db"):
            import sqlalchemy  # noqa: F401
        self._url = _known_url(url)
        self.name = _shown(self._url)
        self._engine: Engine | None = None

    @property
    def key(self) -> str:
        """The same for the same database, whoever asks and from where; it tells neither user nor password."""
        url = self._url
        if url.get_backend_name() == "sqlite":
            place = str(Path(url.database or "").resolve())
        else:
            place = f"{url.host} {url.port} {url.database} {sorted(url.query.items())}"
        return f"{self.name} {hashlib.sha256(place.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"

    def __enter__(self) -> Database:
        self._engine = _engine(self._url, self.name)
        try:
            with self._transaction():
                pass
        except (TypeError, ValueError) as error:  # a driver that cannot do with an option or a name
            self._engine.dispose()
            raise PolicyParseError("unsupported", _said(error, self._url), self.name) from None
        except BaseException:
            self._engine.dispose()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def migrate(self) -> None:
        """Make the tables, or bring those of an older version up to date; "unsupported" where they are not ours."""
        from policyparse.delivery.database_schema import migrate

        with self._transaction() as connection:
            migrate(connection, self.name)

    def deliver(self, document: Json) -> tuple[Remark, ...]:
        """Replace all rows of the document, in one transaction; returns the numbers that the database cannot hold.

        Such a number is left out ("number_left_out"); its words stand beside it.
        """
        from policyparse.delivery.database_schema import tables

        rows = flat_rows(document)
        remarks: list[Remark] = []
        holds = _holds_sqlite if self._url.get_backend_name() == "sqlite" else holds_number
        with self._transaction() as connection:
            _lock(connection, document["document_id"])
            for table in tables():
                connection.execute(table.delete().where(table.c.document_id == plain_text(document["document_id"])))
            for flat, table in zip(TABLES, tables(), strict=True):
                names = [column.name for column in flat.columns]
                values = [
                    dict(zip(names, _fitting(row, names, flat.name, holds, remarks), strict=True))
                    for row in rows[flat.name]
                ]
                if values:
                    connection.execute(table.insert(), values)
        return tuple(remarks)

    def retract(self, document_id: str) -> bool:
        """Take out all rows of the document; whether there were any."""
        from policyparse.delivery.database_schema import tables

        with self._transaction() as connection:
            _lock(connection, document_id)
            gone = [
                connection.execute(table.delete().where(table.c.document_id == plain_text(document_id))).rowcount
                for table in tables()
            ]
        return any(count > 0 for count in gone)

    def document_ids(self) -> frozenset[str]:
        """The documents that are delivered."""
        from sqlalchemy import select

        from policyparse.delivery.database_schema import tables

        with self._transaction() as connection:
            return frozenset(connection.execute(select(tables()[0].c.document_id)).scalars())

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        if self._engine is None:
            raise RuntimeError("a Database is used inside its with block")
        with _as_errors(self._url, self.name), self._engine.begin() as connection:
            yield connection


def sqlite_url(path: Path) -> URL:
    """The URL of a SQLite file, whatever characters stand in its path."""
    with needs("db"):
        from sqlalchemy import URL
    return URL.create("sqlite", database=str(path))


def _known_url(given: str | URL) -> URL:
    """The URL with its driver; a plain ``postgresql://`` means psycopg. Raises PolicyParseError."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    # No cause is kept of what is said about a URL: it may hold a password.
    try:
        url = make_url(given)
        if url.drivername == "postgres":
            url = url.set(drivername="postgresql")
        backend, _, driver = url.drivername.partition("+")
    except (ArgumentError, ValueError, TypeError, AttributeError):
        backend = ""
    if backend == "postgresql" and "@" in f"{url.host or ''}{url.database or ''}":
        said = "no database URL that can be told apart: @, / and : of a password are written %40, %2F and %3A"
        raise PolicyParseError("unsupported", said)
    if not backend:
        raise PolicyParseError(
            "unsupported", "no database URL, as sqlite:///file.sqlite or postgresql://user@host/name"
        )
    if backend not in DRIVERS or driver not in ("", DRIVERS[backend]):
        known = ", ".join(f"{name}+{driver}" for name, driver in DRIVERS.items())
        raise PolicyParseError("unsupported", f"a database of the kind {url.drivername}; there is {known}")
    return url.set(drivername=f"{backend}+{DRIVERS[backend]}")


def _shown(url: URL) -> str:
    """What errors call the database: its file's name, or host and name; never user, password or options."""
    if url.get_backend_name() == "sqlite":
        return Path(url.database or ":memory:").name
    return f"{url.get_backend_name()}://{url.host or ''}/{url.database or ''}"


def _engine(url: URL, name: str) -> Engine:
    from sqlalchemy import create_engine, event

    sqlite = url.get_backend_name() == "sqlite"
    options: dict[str, Any] = {"timeout": SECONDS_TO_WAIT_FOR_A_LOCK} if sqlite else {}
    if not sqlite and "connect_timeout" not in url.query:
        options["connect_timeout"] = SECONDS_TO_CONNECT
    with needs("db"), _as_errors(url, name):
        engine = create_engine(url, connect_args=options, hide_parameters=True, pool_pre_ping=not sqlite)
    if sqlite:
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _open_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = (
        None  # so that sqlite3 begins no transactions of its own, and schema changes are in ours
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = OFF")


def _lock(connection: Connection, document_id: str) -> None:
    """Two deliveries of one notice at a time go one after the other (SQLite has one writer anyway)."""
    from sqlalchemy import text

    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtext('policyparse'), hashtext(:name))")
        connection.execute(lock, {"name": plain_text(document_id)})


def _fitting(row: Row, names: list[str], table: str, holds: Any, remarks: list[Remark]) -> Iterator[Value]:
    """The values as a database holds them."""
    for name, value in zip(names, row, strict=True):
        if isinstance(value, str):
            yield plain_text(value)
        elif isinstance(value, Decimal) and not holds(value):
            remarks.append(left_out(row, table, name, value))
            yield None
        else:
            yield value


def _holds_sqlite(value: Decimal) -> bool:
    """SQLite's numbers are 64-bit integers and binary fractions."""
    if not holds_number(value):
        return False
    return (value == int(value) and abs(value) < 2**63) or Decimal(repr(float(value))) == value


@contextmanager
def _as_errors(url: URL, name: str) -> Iterator[None]:
    """Whatever a database or its driver says, as one PolicyParseError without the URL's password."""
    from sqlalchemy import exc

    try:
        yield
    except exc.IntegrityError as error:
        raise PolicyParseError("corrupt", f"two rows of one key: {_said(error, url)}", name) from None
    except exc.DBAPIError as error:
        raise PolicyParseError("unreadable", _said(error, url), name) from None
    except exc.SQLAlchemyError as error:
        raise PolicyParseError("unsupported", _said(error, url), name) from None


def _said(error: Exception, url: URL) -> str:
    words = one_line(str(getattr(error, "orig", None) or error))
    for secret in {url.password, *(str(value) for key, value in url.query.items() if "pass" in key)} - {None, ""}:
        for spelled in (str(secret), quote(str(secret)), quote_plus(str(secret))):
            words = words.replace(spelled, "***")
    return words if len(words) <= MESSAGE_LENGTH else words[: MESSAGE_LENGTH - 1] + "…"

"""A desk on each adapter, with a clock that is moved by hand."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from conversations.clock import HandClock
from conversations.desk import Desk, in_memory_desk, in_memory_identity, open_desk, open_identity
from conversations.in_memory_record import InMemoryRecord
from conversations.journal import Conversation, Journal
from conversations.schema import upgrade
from conversations.tables import metadata
from tests.conversations.proving import SECRET, Office
from tests.postgres_server import PostgresServer

SQL_DATABASES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def migrated_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.fresh_database() as url:
        upgrade(url)
        yield url


@pytest.fixture(scope="session")
def migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """To be copied: migrating takes longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "deskbell.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(migrated_sqlite_file: Path, tmp_path: Path) -> str:
    """The URL of a migrated SQLite database without rows."""
    return f"sqlite:///{shutil.copy(migrated_sqlite_file, tmp_path)}"


@pytest.fixture(params=SQL_DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database without rows."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    url: str = request.getfixturevalue("migrated_postgres_url")
    empty(url)
    return url


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(params=("in_memory", *SQL_DATABASES))
def desk(request: pytest.FixtureRequest, clock: HandClock) -> Iterator[Desk]:
    """The whole contract is asked of every adapter."""
    if request.param == "in_memory":
        opened = in_memory_desk(clock)
    elif request.param == "sqlite":
        opened = open_desk(request.getfixturevalue("sqlite_url"), clock)
    else:
        url = request.getfixturevalue("migrated_postgres_url")
        empty(url)
        opened = open_desk(url, clock)
    yield opened
    opened.close()


@pytest.fixture(params=("in_memory", *SQL_DATABASES))
def office(request: pytest.FixtureRequest, clock: HandClock) -> Iterator[Office]:
    """Customers who write, and the identity desk beside them, on every adapter."""
    if request.param == "in_memory":
        record = InMemoryRecord()
        opened = Office(in_memory_desk(clock, record).journal, in_memory_identity(record, clock), clock)
    else:
        database = "sqlite_url" if request.param == "sqlite" else "migrated_postgres_url"
        url = str(request.getfixturevalue(database))
        if request.param == "postgres":
            empty(url)
        opened = Office(open_desk(url, clock).journal, open_identity(url, SECRET, clock), clock)
    yield opened
    opened.identity.close()
    opened.journal.close()


@pytest.fixture
def journal(desk: Desk) -> Journal:
    return desk.journal


@pytest.fixture
def conversation(journal: Journal) -> Conversation:
    return journal.open_conversation("widget")


def empty(url: str) -> None:
    connection = psycopg2.connect(url)
    try:
        with connection, connection.cursor() as cursor:
            # Faster than TRUNCATE, which makes new files.
            cursor.execute("; ".join(f"DELETE FROM {table}" for table in reversed(metadata.sorted_tables)))
    finally:
        connection.close()

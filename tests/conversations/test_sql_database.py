"""When the database is away, full, locked or broken, callers hear `JournalUnavailable` and nothing else."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg2
import psycopg2.errors
import psycopg2.extensions
import pytest
from sqlalchemy import event, exc
from sqlalchemy.engine import Engine

from conversations.errors import DatabaseFileLost, JournalUnavailable, SettingError
from conversations.in_memory_bell import InMemoryBell
from conversations.journal import Journal
from conversations.schema import upgrade
from conversations.sql_database import Database, open_engine, parse_database_url
from conversations.sql_journal import SqlJournal
from tests.conversations.telling import ANSWERED, answer, claim, saying, spoken

BRIEFLY = timedelta(milliseconds=50)
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"


def kinds_of(error: type[Exception]) -> set[type[Exception]]:
    return {error}.union(*map(kinds_of, error.__subclasses__()))


@pytest.mark.parametrize("root", [sqlite3.Error, psycopg2.Error, exc.SQLAlchemyError])
def test_no_error_of_a_driver_is_unmapped(root: type[Exception], sqlite_url: str):
    database = Database(open_engine(sqlite_url))
    for kind in kinds_of(root):
        for transaction in (database.read, database.write):
            with pytest.raises(JournalUnavailable), transaction():
                raise kind.__new__(kind)


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[Engine]:
    opened = open_engine(sqlite_url, lock_wait=BRIEFLY)
    yield opened
    opened.dispose()


@pytest.fixture
def journal(engine: Engine) -> Journal:
    return SqlJournal(Database(engine), InMemoryBell())


def test_sqlite_keeps_an_acknowledged_write_through_a_power_cut(engine: Engine):
    with engine.connect() as connection:
        settings = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]


def test_a_locked_database_is_unavailable_until_it_is_free(journal: Journal, tmp_path: Path):
    conversation = journal.open_conversation("widget")
    with closing(sqlite3.connect(tmp_path / "deskbell.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(JournalUnavailable):
            journal.append_inbound(conversation.id, "a", text="hello")
        assert not journal.is_available()
        assert journal.read_stream(conversation.id, 0) == []
        other.execute("ROLLBACK")

    assert journal.append_inbound(conversation.id, "a", text="hello").is_new
    assert journal.is_available()


def test_a_full_disk_writes_all_or_nothing(engine: Engine, journal: Journal):
    conversation = journal.open_conversation("widget")
    journal.append_inbound(conversation.id, "a", text="hello")
    turn = claim(journal)
    engine.dispose()
    full = _on_connect(engine, "PRAGMA max_page_count = 1")  # SQLite raises it to what is in use already

    with pytest.raises(JournalUnavailable):
        journal.append_inbound(conversation.id, "b", text="x" * 100_000)
    with pytest.raises(JournalUnavailable):
        journal.commit_turn(turn, saying("Hello!", "x" * 100_000))
    event.remove(engine, "connect", full)
    engine.dispose()

    assert spoken(journal, conversation.id) == [("customer", "hello")]
    assert journal.commit_turn(turn, saying("Hello!")) == ANSWERED


def test_a_read_only_database_can_be_read(engine: Engine, journal: Journal):
    conversation = journal.open_conversation("widget")
    engine.dispose()
    _on_connect(engine, "PRAGMA query_only = ON")

    with pytest.raises(JournalUnavailable):
        journal.append_inbound(conversation.id, "a", text="hello")
    assert journal.conversation(conversation.id) == conversation


def _on_connect(engine: Engine, statement: str):
    def run(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(statement)

    event.listen(engine, "connect", run)
    return run


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("This is not a database. " * 500)
    journal = SqlJournal(Database(open_engine(f"sqlite:///{tmp_path}/notes.txt")), InMemoryBell())

    assert not journal.is_available()
    with pytest.raises(JournalUnavailable):
        journal.claim_turn("worker")


def test_a_directory_that_cannot_be_made_is_unavailable(tmp_path: Path):
    (tmp_path / "var").write_text("a file where the directory should be")

    with pytest.raises(JournalUnavailable):
        open_engine(f"sqlite:///{tmp_path}/var/deskbell.db")


def _take_away(file: Path) -> Path:
    """With all that SQLite keeps beside it. Returns where the file is now."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        beside = file.with_name(name)
        if beside.exists():
            beside.rename(file.with_name(f"gone-{name}"))
    return file.with_name(f"gone-{file.name}")


def _put_back(file: Path) -> None:
    for beside in file.parent.glob(f"gone-{file.name}*"):
        beside.rename(file.with_name(beside.name.removeprefix("gone-")))


def _everything_is_refused(journal: Journal, conversation_id: str) -> None:
    assert not journal.is_available()
    for call in (
        lambda: journal.append_inbound(conversation_id, "b", text="hello again"),
        lambda: journal.open_conversation("widget"),
        lambda: journal.claim_turn("worker"),
        lambda: journal.read_stream(conversation_id, 0),
    ):
        with pytest.raises(DatabaseFileLost, match="restart Deskbell"):
            call()


def test_nothing_is_written_into_a_file_that_is_gone_until_it_is_back(journal: Journal, tmp_path: Path):
    conversation = journal.open_conversation("widget")
    journal.append_inbound(conversation.id, "a", text="hello")
    _take_away(tmp_path / "deskbell.db")

    _everything_is_refused(journal, conversation.id)
    assert not (tmp_path / "deskbell.db").exists()
    _put_back(tmp_path / "deskbell.db")

    assert journal.is_available()
    assert journal.append_inbound(conversation.id, "b", text="hello again").is_new
    answer(journal, "Hello!")


def test_nothing_is_written_where_another_file_took_the_place(journal: Journal, tmp_path: Path):
    conversation = journal.open_conversation("widget")
    file = tmp_path / "deskbell.db"
    shutil.copy(file, tmp_path / "backup.db")
    _take_away(file)
    (tmp_path / "backup.db").rename(file)

    _everything_is_refused(journal, conversation.id)


def test_what_was_begun_in_a_file_that_is_gone_is_not_acknowledged(engine: Engine, tmp_path: Path):
    database = Database(engine)
    with pytest.raises(DatabaseFileLost), database.write() as connection:
        connection.exec_driver_sql("DELETE FROM opt_outs")
        _take_away(tmp_path / "deskbell.db")


def test_a_new_connection_is_to_the_same_file_as_the_others(engine: Engine, journal: Journal, tmp_path: Path):
    conversation = journal.open_conversation("widget")
    file = tmp_path / "deskbell.db"
    shutil.copy(file, tmp_path / "backup.db")
    engine.dispose()
    _take_away(file)
    (tmp_path / "backup.db").rename(file)

    _everything_is_refused(journal, conversation.id)


def test_only_whoever_fills_a_database_makes_its_file(tmp_path: Path):
    url = f"sqlite:///{tmp_path}/new.db"
    journal = SqlJournal(Database(open_engine(url)), InMemoryBell())
    assert not journal.is_available()
    with pytest.raises(DatabaseFileLost):
        journal.open_conversation("widget")
    assert list(tmp_path.iterdir()) == []

    upgrade(url)
    assert journal.is_available()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "deskbell.db",
        "mysql://root:hunter2@localhost/x",
        "sqlite://",
        "sqlite:///:memory:",
        "postgresql+asyncpg://x/y",
        "postgresql://root:hunter2@localhost:port/x",
    ],
)
def test_a_wrong_url_is_named_without_its_password(url: str):
    with pytest.raises(SettingError, match=r"^DATABASE_URL is .*\. Set it to ") as refused:
        open_engine(url)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg2"])
def test_every_common_spelling_of_postgres_is_understood(scheme: str):
    assert parse_database_url(f"{scheme}://me:secret@db/x").drivername == "postgresql+psycopg2"


@pytest.fixture
def postgres_journal(postgres_url: str) -> Iterator[Journal]:
    upgrade(postgres_url)
    engine = open_engine(postgres_url, lock_wait=BRIEFLY)
    yield SqlJournal(Database(engine), InMemoryBell())
    engine.dispose()


def _name(postgres_url: str) -> str:
    return str(parse_database_url(postgres_url).database)


def _in_postgres(url: str, *statements: str) -> None:
    with closing(psycopg2.connect(url, dbname="postgres")) as connection:
        connection.autocommit = True
        for statement in statements:
            connection.cursor().execute(statement)


@pytest.mark.postgres
def test_a_journal_works_on_when_postgres_comes_back(postgres_journal: Journal, postgres_url: str):
    conversation = postgres_journal.open_conversation("widget")
    name = _name(postgres_url)
    _in_postgres(postgres_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", CUT.format(name=name))

    assert not postgres_journal.is_available()
    with pytest.raises(JournalUnavailable):
        postgres_journal.append_inbound(conversation.id, "a", text="hello")
    _in_postgres(postgres_url, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    assert postgres_journal.append_inbound(conversation.id, "a", text="hello").is_new
    answer(postgres_journal, "Hello!")


@pytest.mark.postgres
def test_connections_that_were_cut_are_replaced_unnoticed(postgres_journal: Journal, postgres_url: str):
    conversation = postgres_journal.open_conversation("widget")
    _in_postgres(postgres_url, CUT.format(name=_name(postgres_url)))

    assert postgres_journal.append_inbound(conversation.id, "a", text="hello").is_new


@pytest.mark.postgres
def test_a_row_that_somebody_holds_is_unavailable_until_it_is_free(
    postgres_journal: Journal, postgres_url: str
):
    conversation = postgres_journal.open_conversation("widget")
    with closing(psycopg2.connect(postgres_url)) as other:
        other.cursor().execute("SELECT * FROM conversations FOR UPDATE")

        with pytest.raises(JournalUnavailable):
            postgres_journal.append_inbound(conversation.id, "a", text="hello")
        other.rollback()

    assert postgres_journal.append_inbound(conversation.id, "a", text="hello").is_new


@pytest.mark.postgres
def test_a_standby_that_refuses_writes_is_not_available(postgres_journal: Journal, postgres_url: str):
    name = _name(postgres_url)
    _in_postgres(postgres_url, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    _in_postgres(postgres_url, CUT.format(name=name))

    assert not postgres_journal.is_available()
    with pytest.raises(JournalUnavailable):
        postgres_journal.open_conversation("widget")

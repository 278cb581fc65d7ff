"""The way to the SQL database: engines for SQLite and PostgreSQL, transactions, and their errors translated.

The only module that knows which of the two it is, apart from the bells.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg2
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from conversations.errors import DatabaseFileLost, JournalUnavailable, SettingError

DEFAULT_DATABASE_URL = "sqlite:///var/deskbell.db"

LOCK_WAIT = timedelta(seconds=5)
"""How long a transaction waits for another that writes to the same place."""

_LOCK_NAME = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
_POOL: dict[str, Any] = {"future": True, "pool_size": 8, "max_overflow": 24, "pool_timeout": 5}


class Database:
    """Short transactions on one database. A driver's error leaves as `JournalUnavailable`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(deskbell_writes=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with _translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write. It is committed, durably, when the block ends without an error."""
        with _translated(), self._writing_engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self._engine.dispose()


def open_engine(
    database_url: str, lock_wait: timedelta = LOCK_WAIT, *, may_make_file: bool = False
) -> Engine:
    """An engine for this URL; a SQLite file's directory is made. Connects only when it is used.

    A SQLite file that is not there is made only by whoever also fills it (`may_make_file`). Its transactions
    raise `DatabaseFileLost` from when the file is gone, or is another one, until it is back. Raises
    `SettingError` for a URL that is neither SQLite in a file nor PostgreSQL.
    """
    url = parse_database_url(database_url)
    wait_ms = lock_wait // timedelta(milliseconds=1)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, wait_ms, _DatabaseFile(Path(str(url.database)), may_make_file))
    return _open_postgres(url, wait_ms)


def parse_database_url(database_url: str) -> URL:
    """The URL, with psycopg2 as the driver of PostgreSQL. Raises `SettingError`, without the password."""
    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):  # the second for a port that is no number
        raise SettingError(_wrong_url("not a database URL")) from None
    if url.drivername == "sqlite" and url.database not in {None, "", ":memory:"}:
        return url
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg2"}:
        return url.set(drivername="postgresql+psycopg2")
    raise SettingError(_wrong_url(f"a URL for {url.drivername!r}"))


def _wrong_url(what: str) -> str:
    return f"DATABASE_URL is {what}. Set it to sqlite:///path/to/file.db or postgresql://user:password@host/name."


def _open_postgres(url: URL, lock_wait_ms: int) -> Engine:
    timeouts = {
        "lock_timeout": lock_wait_ms,
        "statement_timeout": 2 * lock_wait_ms,
        "idle_in_transaction_session_timeout": 2 * lock_wait_ms,
    }
    connect = {
        "connect_timeout": 3,
        "tcp_user_timeout": 5000,
        "application_name": "deskbell",
        "options": " ".join(f"-c {name}={value}" for name, value in timeouts.items()),
    }
    return create_engine(url, **_POOL, pool_pre_ping=True, connect_args=connect)


class _DatabaseFile:
    """Notices that the file is gone or is another one. SQLite 3.40 writes on, into a file that
    nobody finds again, and would let us acknowledge it.
    """

    def __init__(self, path: Path, may_be_made: bool) -> None:
        self.path = path.absolute()
        self._may_be_made = may_be_made
        self._first: tuple[int, int] | None = None

    def look_before_opening(self, *_: Any) -> None:
        """Raises `DatabaseFileLost`; else nobody makes an empty file in the place of a lost one."""
        if self._first is None and self._may_be_made:
            return
        self.look()

    def remember(self, *_: Any) -> None:
        """Every connection is to the file of the first one. Raises `DatabaseFileLost`."""
        self._first = self._first or self._identity()
        self.look()

    def look(self, *_: Any) -> None:
        """Raises `DatabaseFileLost`."""
        found = self._identity()
        if found is None:
            raise DatabaseFileLost("The database's file is gone. Put it back, or restart Deskbell.")
        if self._first not in {None, found}:
            raise DatabaseFileLost("The database's file was replaced. Put it back, or restart Deskbell.")

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino


def _open_sqlite(url: URL, lock_wait_ms: int, file: _DatabaseFile) -> Engine:
    try:
        # What customers wrote is nobody else's on this machine.
        file.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise JournalUnavailable("The database's directory cannot be made.") from exc
    connect = {"check_same_thread": False, "timeout": lock_wait_ms / 1000}
    # Without a pool of ours SQLAlchemy 1.4 opens the file anew for every transaction.
    engine = create_engine(url, **_POOL, poolclass=QueuePool, connect_args=connect)
    event.listen(engine, "do_connect", file.look_before_opening)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "connect", file.remember)
    event.listen(engine, "begin", file.look)
    event.listen(engine, "commit", file.look)
    event.listen(engine, "begin", partial(_begin_sqlite, lock_wait_ms))
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin transactions late, and as readers
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    # KiB for each connection of the pool, and the system caches the file as well.
    connection.execute("PRAGMA cache_size = -512")


def _begin_sqlite(lock_wait_ms: int, connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another wrote in between,
    # whatever busy_timeout says. So whoever may write takes the lock first.
    driver = connection.connection.dbapi_connection
    if not connection.get_execution_options().get("deskbell_writes", False):
        driver.execute("BEGIN")
        return
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        _take_write_lock(driver, monotonic() + lock_wait_ms / 1000)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {lock_wait_ms}")


def _take_write_lock(driver: sqlite3.Connection, deadline: float) -> None:
    """Waits in small steps: SQLite's own are up to 100 ms long, a write of ours is shorter than one."""
    pause = 0.0002
    while True:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
        sleep(pause)
        pause = min(1.5 * pause, 0.005)


def lock_names(connection: Connection, names: Iterable[str]) -> None:
    """Keeps out whoever locks one of these names, until the transaction ends.

    On SQLite there is nothing to do: only one transaction writes at a time.
    """
    if connection.dialect.name == "postgresql":
        for name in sorted(names):  # in one order, so that no two wait for each other
            connection.execute(_LOCK_NAME, {"name": name})


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, psycopg2.Error) as exc:
        raise JournalUnavailable("The database cannot be used now.") from exc

"""Opening the orders' database, SQLite or PostgreSQL, with time limits and with its errors translated."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from actions.orders.errors import OrderBookUnavailable, OrdersUrlRefused

PATIENCE = 3.0
"""Seconds to wait for a connection, a lock or an answer before the order book counts as unavailable."""


def open_engine(url: str, patience: float = PATIENCE) -> Engine:
    """An engine on the orders' database; nothing is connected yet. Raises OrdersUrlRefused."""
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed, patience)
    return _open_postgresql(parsed, patience)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for reading; whatever the driver raises in it becomes OrderBookUnavailable."""
    with _translated(), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction, on SQLite alone among writers from its start; committed at the end, or not."""
    with _translated(), engine.execution_options(orders_writes=True).begin() as connection:
        yield connection


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as exc:
        raise OrderBookUnavailable(f"The order database can't be used: {_first_line(exc)}") from exc


def _first_line(exc: SQLAlchemyError) -> str:
    # The lines after it may quote a row, and rows hold addresses.
    lines = str(getattr(exc, "orig", None) or exc).strip().splitlines()
    return lines[0] if lines else type(exc).__name__


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        parsed.get_dialect()
    except (ArgumentError, NoSuchModuleError, ImportError) as exc:
        raise OrdersUrlRefused(_HOW_TO_WRITE_IT) from exc
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    if not is_file and parsed.get_backend_name() != "postgresql":
        raise OrdersUrlRefused(_HOW_TO_WRITE_IT)
    return parsed


_HOW_TO_WRITE_IT = (
    "ORDERS_URL must be sqlite:///path/to/file.db or postgresql://user:password@host/database; "
    "leave it empty to use DATABASE_URL."
)


def _open_sqlite(url: URL, patience: float) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,  # SQLAlchemy 1.4 opens the file anew for every call otherwise
        pool_timeout=patience,
        connect_args={"timeout": patience, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Python's own driver begins transactions too late, and never for a schema change; SQLAlchemy's pages on
    # pysqlite ("Serializable isolation / Savepoints / Transactional DDL") say to take that over.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("orders_writes", False)
    # A read that turns into a write fails at once while another writes, so writers say so at the start.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_postgresql(url: URL, patience: float) -> Engine:
    limit = int(patience * 1000)
    own_options = url.query.get("options", "")
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=patience,
        connect_args={
            "connect_timeout": max(1, round(patience)),
            "tcp_user_timeout": limit,
            "options": f"{own_options} -c statement_timeout={limit} -c lock_timeout={limit}".strip(),
        },
        hide_parameters=True,
    )

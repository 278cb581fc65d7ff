"""The SQL order book when the database is away, slow, damaged or not there: one error, and soon."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from sqlalchemy import create_engine, event, exc, text
from sqlalchemy.engine import Engine

from actions.orders import order_rows
from actions.orders.database import open_engine, reading, writing
from actions.orders.errors import OrderBookDamaged, OrderBookUnavailable, OrdersUrlRefused
from actions.orders.proof import EmailProof
from actions.orders.schema import upgrade
from actions.orders.sql_order_book import SqlOrderBook
from tests.actions.orders.sample_orders import an_order

NORA = EmailProof("nora.field@example.com")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/orders.db"
    _fill(url)
    return url


@pytest.fixture
def filled_postgres_url(postgres_url: str) -> str:
    _fill(postgres_url)
    return postgres_url


@pytest.fixture
def engine(sqlite_url: str) -> Iterator[Engine]:
    engine = open_engine(sqlite_url)
    yield engine
    engine.dispose()


def _fill(url: str) -> None:
    upgrade(url)
    engine = open_engine(url)
    with writing(engine) as connection:
        order_rows.insert(connection, [an_order()])
    engine.dispose()


def _assert_unavailable(url: str, patience: float = 3.0) -> None:
    book = SqlOrderBook(url, patience)
    try:
        with pytest.raises(OrderBookUnavailable):
            book.find("20001", NORA)
        with pytest.raises(OrderBookUnavailable):
            book.recent_orders("nora", 5)
    finally:
        book.close()


def _errors_of(*modules_errors: type[Exception]) -> list[type[Exception]]:
    found = list(modules_errors)
    for error in found:
        found.extend(sub for sub in error.__subclasses__() if sub not in found)
    return found


@pytest.mark.parametrize("error", _errors_of(sqlite3.Error), ids=lambda error: error.__name__)
def test_no_error_of_the_sqlite_driver_passes_untranslated(engine: Engine, error: type[Exception]) -> None:
    @event.listens_for(engine, "do_execute")
    def fail(*_: object) -> None:
        raise error("the driver's own words")

    with pytest.raises(OrderBookUnavailable) as caught, reading(engine) as connection:
        connection.execute(text("SELECT 1"))

    assert caught.value.__cause__ is not None


_OF_SQLALCHEMY_ITSELF = [
    error
    for error in _errors_of(exc.SQLAlchemyError)
    if error.__module__ == "sqlalchemy.exc" and not issubclass(error, exc.StatementError)
]


@pytest.mark.parametrize("error", _OF_SQLALCHEMY_ITSELF, ids=lambda error: error.__name__)
def test_no_error_of_sqlalchemy_passes_untranslated(engine: Engine, error: type[Exception]) -> None:
    with pytest.raises(OrderBookUnavailable), reading(engine):
        raise error.__new__(error)


def test_a_missing_directory_makes_the_book_unavailable(tmp_path: Path) -> None:
    _assert_unavailable(f"sqlite:///{tmp_path}/not/there/orders.db")


def test_a_database_without_our_tables_makes_the_book_unavailable(tmp_path: Path) -> None:
    _assert_unavailable(f"sqlite:///{tmp_path}/empty.db")


def test_a_file_that_is_no_database_makes_the_book_unavailable(tmp_path: Path) -> None:
    (tmp_path / "orders.db").write_bytes(b"this is a letter to a friend, not a database" * 100)

    _assert_unavailable(f"sqlite:///{tmp_path}/orders.db")


def test_a_database_that_another_keeps_to_itself_is_not_waited_for_forever(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/orders.db"
    _fill(url)
    hog = sqlite3.connect(tmp_path / "orders.db", isolation_level=None)
    hog.execute("PRAGMA locking_mode=EXCLUSIVE")
    hog.execute("BEGIN EXCLUSIVE")
    hog.execute("UPDATE orders SET version = 2")

    _assert_unavailable(url, patience=0.1)

    hog.close()


def test_a_reader_is_not_held_up_by_a_writer(sqlite_url: str, engine: Engine) -> None:
    book = SqlOrderBook(sqlite_url, patience=0.1)

    with writing(engine) as connection:
        connection.execute(text("UPDATE orders SET version = 2"))
        assert book.find("20001", NORA).version == 1

    assert book.find("20001", NORA).version == 2
    book.close()


def test_two_writers_do_not_overlap(sqlite_url: str, engine: Engine) -> None:
    impatient = open_engine(sqlite_url, patience=0.1)

    with writing(engine), pytest.raises(OrderBookUnavailable), writing(impatient):
        pytest.fail("two write transactions at once")

    impatient.dispose()


def test_a_word_in_the_database_that_no_order_has_is_damage(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/orders.db"
    _fill(url)
    with sqlite3.connect(tmp_path / "orders.db") as connection:
        connection.execute("UPDATE orders SET payment_method = 'shells'")
    connection.close()
    book = SqlOrderBook(url)

    with pytest.raises(OrderBookDamaged):
        book.find("20001", NORA)
    book.close()


def test_the_database_itself_refuses_a_state_that_no_order_has(tmp_path: Path) -> None:
    _fill(f"sqlite:///{tmp_path}/orders.db")
    connection = sqlite3.connect(tmp_path / "orders.db")

    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE orders SET state = 'eaten by a dog'")
    connection.close()


def test_an_error_does_not_quote_what_is_in_the_rows(engine: Engine) -> None:
    with pytest.raises(OrderBookUnavailable) as caught, writing(engine) as connection:
        order_rows.insert(connection, [an_order()])

    assert "nora" not in str(caught.value).lower()
    assert "nora" not in str(caught.value.__cause__).lower()


@pytest.mark.parametrize(
    "url", ["", "orders.db", "sqlite://", "sqlite:///:memory:", "mysql://localhost/shop", "${ORDERS_URL}"]
)
def test_a_url_that_is_no_use_says_what_to_write(url: str) -> None:
    with pytest.raises(OrdersUrlRefused, match="ORDERS_URL must be"):
        SqlOrderBook(url)


def test_a_postgresql_that_nobody_started_makes_the_book_unavailable(unused_port: int) -> None:
    _assert_unavailable(f"postgresql://nobody@127.0.0.1:{unused_port}/shop")


@pytest.mark.postgres
def test_no_error_of_the_postgresql_driver_passes_untranslated(filled_postgres_url: str) -> None:
    engine = open_engine(filled_postgres_url)
    raised: list[type[Exception]] = []

    @event.listens_for(engine, "do_execute")
    def fail(*_: object) -> None:
        raise raised[-1]("the driver's own words")

    for error in _errors_of(psycopg2.Error):
        raised.append(error)
        with pytest.raises(OrderBookUnavailable), reading(engine) as connection:
            connection.execute(text("SELECT 1"))
    engine.dispose()
    assert len(raised) > 10


@pytest.mark.postgres
def test_a_locked_postgresql_table_is_not_waited_for_forever(filled_postgres_url: str) -> None:
    hog = create_engine(filled_postgres_url)
    with hog.begin() as connection:
        connection.execute(text("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE"))

        _assert_unavailable(filled_postgres_url, patience=0.2)
    hog.dispose()


@pytest.mark.postgres
def test_a_slow_statement_on_postgresql_is_given_up(filled_postgres_url: str) -> None:
    engine = open_engine(filled_postgres_url, patience=0.2)

    with pytest.raises(OrderBookUnavailable), reading(engine) as connection:
        connection.execute(text("SELECT pg_sleep(30)"))
    engine.dispose()


@pytest.mark.postgres
def test_the_book_finds_its_way_back_after_the_server_closed_its_connections(
    filled_postgres_url: str,
) -> None:
    book = SqlOrderBook(filled_postgres_url)
    book.find("20001", NORA)
    admin = create_engine(filled_postgres_url)
    with admin.begin() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        connection.execute(text(f"{others} AND datname = current_database()"))
    admin.dispose()

    assert book.find("20001", NORA).number == "20001"
    book.close()


@pytest.mark.postgres
def test_options_of_the_url_are_kept_beside_the_time_limits(postgres_url: str) -> None:
    separator = "&" if "?" in postgres_url else "?"
    engine = open_engine(f"{postgres_url}{separator}options=-c%20search_path%3Dshop")

    with reading(engine) as connection:
        assert connection.execute(text("SHOW search_path")).scalar() == "shop"
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "3s"
    engine.dispose()

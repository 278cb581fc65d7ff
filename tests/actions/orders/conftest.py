"""Every kind of order book, for the tests of what all of them promise."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from actions.orders import order_rows, tables
from actions.orders.database import open_engine, writing
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.order import Order
from actions.orders.order_book import OrderBook
from actions.orders.patient_order_book import PatientOrderBook
from actions.orders.schema import upgrade
from actions.orders.shop import Shop
from actions.orders.sql_order_book import SqlOrderBook
from tests.actions.orders.tea_shop import TeaShop, filled_tea_book, make_tables
from tests.postgres_server import PostgresServer

MakeBook = Callable[..., OrderBook]


@pytest.fixture(scope="module")
def orders_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """One database for all tests of a file, since making one takes half a second."""
    with postgres_server.fresh_database() as url:
        upgrade(url)
        yield url


@pytest.fixture(scope="module")
def orders_sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('orders')}/o.db"
    upgrade(url)
    return url


@pytest.fixture(scope="module")
def tea_postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.fresh_database() as url:
        make_tables(url)
        yield url


@pytest.fixture(scope="module")
def tea_sqlite_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('tea')}/o.db"
    make_tables(url)
    return url


@pytest.fixture(
    params=[
        "memory",
        "patient",
        "sqlite",
        "mapped-sqlite",
        pytest.param("postgres", marks=pytest.mark.postgres),
        pytest.param("mapped-postgres", marks=pytest.mark.postgres),
    ]
)
def make_book(request: pytest.FixtureRequest) -> Iterator[MakeBook]:
    """Makes a book with the given orders in it, and no others."""
    with ExitStack() as stack:

        def make(*orders: Order, shop: Shop | None = None) -> OrderBook:
            if request.param == "memory":
                return InMemoryOrderBook(orders, shop=shop)
            if request.param == "patient":
                patient = PatientOrderBook(InMemoryOrderBook(orders, shop=shop))
                stack.callback(patient.close)
                return patient
            _, is_mapped, kind = request.param.rpartition("mapped-")
            url = request.getfixturevalue(f"{'tea' if is_mapped else 'orders'}_{kind}_url")
            fill_book = filled_tea_book if is_mapped else filled_sql_book
            book = fill_book(url, orders, shop)
            stack.callback(book.close)
            return book

        yield make


def filled_sql_book(url: str, its_orders: tuple[Order, ...], shop: Shop | None = None) -> SqlOrderBook:
    """A book over these tables, with these orders and no others."""
    engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(tables.orders.delete())
        order_rows.insert(connection, its_orders)
    engine.dispose()
    return SqlOrderBook(url, shop=shop)


@pytest.fixture
def unused_port() -> Iterator[int]:
    """A port that is taken but not listened on, so that nothing can answer there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def tea_shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TeaShop]:
    """The tea shop on either database, to be opened with the orders and the mapping of a test."""
    shop = TeaShop(request.getfixturevalue(f"tea_{request.param}_url"), tmp_path / "order_mapping.yml")
    yield shop
    shop.close()

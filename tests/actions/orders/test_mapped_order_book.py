"""The order book over a shop's own tables: what it reads there, and which version an order has."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from structlog.testing import capture_logs

from actions.orders.changes import ChangeAddress
from actions.orders.demo_orders import demo_orders
from actions.orders.errors import OrderBookDamaged, OrderChangedMeanwhile, OrderNotFound
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.order import Order
from actions.orders.proof import CustomerProof, EmailProof
from tests.actions.orders.every_case import OFFICE
from tests.actions.orders.making_changes import NORA, PAID, change
from tests.actions.orders.sample_orders import TODAY, an_order, an_order_that_says_everything
from tests.actions.orders.tea_shop import (
    TeaShop,
    changed,
    filled_tea_book,
    without,
)


def test_the_shops_own_change_is_a_new_version_for_whoever_looked_before(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)
    assert book.find("20001", NORA).version == 1

    tea_shop.do("UPDATE bestellungen SET status = 'gepackt'")

    with pytest.raises(OrderChangedMeanwhile):
        change(book, ChangeAddress(OFFICE), version=1)
    assert book.find("20001", NORA).version == 2
    tea_shop.do("UPDATE bestellungen SET geaendert_am = '2026-11-21 00:00:00'")
    assert book.find("20001", NORA).version == 2
    assert change(book, ChangeAddress(OFFICE), version=2).version == 3


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE adressen SET name = 'Nora Fielding'",
        "UPDATE positionen SET menge = 7 WHERE pos = 1",
        "UPDATE artikel SET name = 'another name'",
        "UPDATE zahlungen SET betrag = 1",
        "UPDATE sendungen SET sendungsnr = 'X1'",
        "UPDATE sendungsinhalt SET menge = 9",
    ],
)
def test_whatever_the_shop_changes_about_an_order_is_a_new_version(tea_shop: TeaShop, statement: str) -> None:
    book = tea_shop.open(an_order_that_says_everything())
    assert book.find("20001", NORA).version == 7

    tea_shop.do(statement)

    assert book.find("20001", NORA).version == 8
    assert book.recent_orders("nora", 5).orders[0].version == 8


def test_a_list_notes_every_order_that_nobody_looked_at_before(tea_shop: TeaShop) -> None:
    orders = [an_order(number=str(20001 + count)) for count in range(5)]
    book = tea_shop.open(*orders)
    tea_shop.do("DELETE FROM deskbell_orders")

    assert [order.version for order in book.recent_orders("nora", 5).orders] == [1] * 5
    assert tea_shop.one("SELECT count(*) FROM deskbell_orders") == ("5",)


def test_an_order_with_a_word_that_means_nothing_is_logged_and_not_guessed_at(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)
    tea_shop.do("UPDATE bestellungen SET status = 'in_klaerung'")

    with capture_logs() as logs, pytest.raises(OrderBookDamaged):
        book.find("20001", NORA)

    assert [(log["event"], log["word"], log["column"]) for log in logs] == [
        ("orders.unknown_word", "in_klaerung", "status")
    ]
    with pytest.raises(OrderNotFound):
        book.find("20001", EmailProof("somebody@example.com"))


def test_a_value_that_can_not_be_read_is_logged_without_being_quoted(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)
    tea_shop.do("UPDATE bestellungen SET waehrung = '~~'")

    with capture_logs() as logs, pytest.raises(OrderBookDamaged):
        book.find("20001", NORA)

    assert logs[0]["event"] == "orders.unreadable"
    assert "~~" not in str(logs)


def test_tables_that_changed_since_the_start_make_the_book_damaged(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID, mapping=changed("total: summe", "total: gesamt"))

    with pytest.raises(OrderBookDamaged, match="no column 'gesamt'"):
        book.find("20001", NORA)


def test_many_who_look_first_at_the_same_moment_see_the_same_version(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)
    tea_shop.do("DELETE FROM deskbell_orders")

    with ThreadPoolExecutor(6) as threads:
        seen = list(threads.map(lambda _: book.find("20001", NORA), range(12)))

    assert {order.version for order in seen} == {1}


def test_a_stranger_and_an_unknown_number_cost_the_same_work(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID)
    book.find("20001", NORA)
    statements: list[str] = []
    event.listen(book._engine, "before_cursor_execute", lambda *called: statements.append(called[2]))

    asked = []
    for number in ("20001", "20009", "no number"):
        statements.clear()
        with pytest.raises(OrderNotFound):
            book.find(number, EmailProof("somebody@example.com"))
        asked.append(tuple(statement for statement in statements if statement.startswith("SELECT")))

    assert len(asked[0]) == 2
    assert len(set(asked)) == 1


def test_a_number_that_two_rows_share_belongs_to_nobody(tea_shop: TeaShop) -> None:
    tea_shop.open(PAID, an_order(number="20002", email="other@example.com"))
    tea_shop.do("DROP VIEW IF EXISTS alle")
    tea_shop.do("CREATE VIEW alle AS SELECT * FROM bestellungen")
    book = tea_shop.open(PAID, mapping=changed("table: bestellungen", "table: alle"))
    assert book.find("20001", NORA).number == "20001"

    tea_shop.do("DROP VIEW alle")
    tea_shop.do("CREATE VIEW alle AS SELECT * FROM bestellungen UNION ALL SELECT * FROM bestellungen")

    with capture_logs(), pytest.raises(OrderNotFound):
        book.find("20001", NORA)
    tea_shop.do("DROP VIEW alle")


def test_a_shop_that_does_not_know_customers_lists_no_orders(tea_shop: TeaShop) -> None:
    book = tea_shop.open(PAID, mapping=without("customer_id"))

    assert book.recent_orders("nora", 5).orders == ()
    with pytest.raises(OrderNotFound):
        book.find("20001", CustomerProof("nora"))
    assert book.find("20001", EmailProof("nora.field@example.com")).customer_id is None


@given(
    st.lists(
        st.sampled_from(demo_orders(TODAY)), min_size=1, max_size=12, unique_by=lambda order: order.number
    )
)
def test_the_demos_orders_are_told_as_the_book_in_memory_tells_them(
    tea_sqlite_url: str, orders: list[Order]
) -> None:
    mapped, memory = filled_tea_book(tea_sqlite_url, orders), InMemoryOrderBook(orders)
    for order in orders:
        proof = EmailProof(order.email)
        assert mapped.find(order.number, proof) == memory.find(order.number, proof) == order
    for customer in {order.customer_id for order in orders if order.customer_id}:
        assert mapped.recent_orders(customer, 3) == memory.recent_orders(customer, 3)
    mapped.close()


@pytest.mark.postgres
def test_all_of_the_demos_orders_are_told_alike_on_postgresql(tea_postgres_url: str) -> None:
    orders = demo_orders(TODAY)
    mapped = filled_tea_book(tea_postgres_url, orders)

    assert all(mapped.find(order.number, EmailProof(order.email)) == order for order in orders)
    mapped.close()

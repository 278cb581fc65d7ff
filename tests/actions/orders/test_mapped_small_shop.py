"""A shop with few tables: numbers for words, cents, seconds since 1970, parcels in the order's own row."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from actions.orders import order_questions
from actions.orders.changes import CancelOrder, ChangeAddress, ChangeItems
from actions.orders.database import open_engine, reading, writing
from actions.orders.errors import OrderNotFound
from actions.orders.mapped_check import check_mapping
from actions.orders.mapped_file import load_mapping
from actions.orders.mapped_order_book import MappedOrderBook
from actions.orders.mapped_writing import left_to_team
from actions.orders.order import Address, OrderPart, OrderState, ParcelState, PaymentMethod
from actions.orders.proof import CustomerProof, EmailProof, PostcodeProof
from actions.orders.schema import upgrade_beside
from tests.actions.orders.sample_orders import TODAY
from tests.actions.orders.sample_terms import NOW, a_shop

TABLES = """
CREATE TABLE customer (id INTEGER PRIMARY KEY, mail VARCHAR(200), full_name VARCHAR(200), zip VARCHAR(20));
CREATE TABLE purchase (
    purchase_id INTEGER PRIMARY KEY, cust INTEGER, st INTEGER NOT NULL, amount INTEGER, ts BIGINT NOT NULL,
    pay VARCHAR(2), street VARCHAR(99), zip VARCHAR(20), city VARCHAR(99), land VARCHAR(99),
    carrier VARCHAR(99), tracking VARCHAR(99), sent_ts BIGINT, eta VARCHAR(10), got_ts BIGINT, edition INTEGER
);
CREATE TABLE purchase_line (purchase_id INTEGER, title VARCHAR(99), qty INTEGER, unit_price INTEGER)
"""
MAPPING = """
writes: all
times: UTC
money: cents
orders:
  table: purchase
  joins:
    buyer: {table: customer, column: id, equals: cust}
  columns:
    number: purchase_id
    customer_id: cust
    email: buyer.mail
    postcode: buyer.zip
    name: buyer.full_name
    state: {column: st, words: {1: placed, 2: paid, 3: packed, 4: shipped, 5: delivered, 9: cancelled}}
    placed_at: ts
    version: edition
    total: amount
    currency: {always: CHF}
    payment_method: {column: pay, words: {cc: card, bt: bank_transfer, "": invoice}}
    delivery_name: buyer.full_name
    delivery_street: street
    delivery_postcode: zip
    delivery_city: city
    delivery_country: {column: land, words: {Switzerland: CH, Britain: GB}}
  absent: [ships_by, payment_problem, pay_by, cancellation, refund, invoice, return, exchange]
items:
  table: purchase_line
  columns: {order: purchase_id, line: {counted_by: title}, name: title, quantity: qty, price: unit_price}
  absent: [slug, colour, size]
parcels:
  table: purchase
  columns:
    order: purchase_id
    number: {always: "1"}
    carrier: carrier
    tracking_number: tracking
    shipped_at: sent_ts
    expected_on: eta
    delivered_at: got_ts
  absent: [state, tracking_link, delayed_from, delay_reason, left_at]
parcel_items: absent
charges: absent
"""
THEN = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
ANN = CustomerProof("1")


class SmallShop:
    def __init__(self, url: str, file: Path) -> None:
        self.url = url
        self.engine = open_engine(url)
        file.write_text(MAPPING, "utf-8")
        for statement in TABLES.split(";"):
            self.do(statement)
        upgrade_beside(url)
        self.mapping = load_mapping(file)
        self.book = MappedOrderBook(url, self.mapping, shop=a_shop())
        self.do("INSERT INTO customer VALUES (1, 'ann@example.com', 'Ann Lee', '8004')")
        then = int(THEN.timestamp())
        self._buy(70501, st=2, pay="'cc'")
        self._buy(70502, st=4, pay="'bt'", tracking="'NP7'", sent=then)
        self._buy(70503, st=5, pay="NULL", tracking="'NP8'", sent=1, got=then)

    def do(self, statement: str) -> None:
        with writing(self.engine) as connection:
            connection.execute(text(statement))

    def one(self, query: str) -> tuple[Any, ...]:
        with reading(self.engine) as connection:
            return tuple(connection.execute(text(query)).one())

    def _buy(
        self, number: int, st: int, pay: str, tracking: str = "NULL", sent: Any = "NULL", got: Any = "NULL"
    ) -> None:
        self.do(
            f"INSERT INTO purchase VALUES ({number}, 1, {st}, 8400, {int(THEN.timestamp())}, {pay}, "
            "'Quay 1', '8004', 'Zurich', 'Switzerland', "
            f"'Nordpost', {tracking}, {sent}, '2026-11-24', {got}, 3)"
        )
        lines = f"({number}, 'Kettle', 1, 7900), ({number}, 'Towel', 1, 500)"
        self.do(f"INSERT INTO purchase_line VALUES {lines}")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def shop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallShop]:
    url = (
        f"sqlite:///{tmp_path}/o.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    )
    shop = SmallShop(url, tmp_path / "order_mapping.yml")
    yield shop
    shop.book.close()
    shop.engine.dispose()


def test_its_mapping_fits(shop: SmallShop) -> None:
    bound = check_mapping(shop.url, shop.mapping)

    assert left_to_team(bound) == ("change_address", "start_return", "start_exchange")


def test_an_order_is_read_through_all_of_that(shop: SmallShop) -> None:
    order = shop.book.find("#70501", EmailProof("ann@example.com"))

    assert (order.number, order.state, order.payment_method) == ("70501", OrderState.PAID, PaymentMethod.CARD)
    assert (order.total, order.currency, order.placed_at) == (8400, "CHF", THEN)
    assert [(item.line, item.name, item.price) for item in order.items] == [
        (1, "Kettle", 7900),
        (2, "Towel", 500),
    ]
    assert order.address == Address("Ann Lee", "Quay 1", "8004", "Zurich", "CH")
    assert order.parcels == ()
    assert order.unknown == (OrderPart.CHARGES, OrderPart.REFUND, OrderPart.INVOICE)
    assert shop.book.find("70503", ANN).payment_method is PaymentMethod.INVOICE


def test_a_parcel_in_the_orders_own_row_has_the_state_that_its_times_tell(shop: SmallShop) -> None:
    sent, got = (shop.book.find(number, PostcodeProof("8004")).parcels[0] for number in ("70502", "70503"))

    assert (sent.state, sent.shipped_at, sent.expected_on) == (ParcelState.SHIPPED, THEN, date(2026, 11, 24))
    assert (got.state, got.delivered_at) == (ParcelState.DELIVERED, THEN)
    assert sent.items == ()
    assert "Nordpost" in order_questions.each_parcel(shop.book.find("70502", ANN), TODAY).wordings[0]


def test_a_cancellation_is_the_shops_number_for_it_and_a_version_more(shop: SmallShop) -> None:
    before = shop.book.find("70501", ANN)

    receipt = shop.book.change("70501", ANN, CancelOrder(), key="k:1", version=before.version)

    assert shop.one("SELECT st, edition FROM purchase WHERE purchase_id = 70501") == (9, 4)
    order = shop.book.find("70501", ANN)
    assert order.version == receipt.version == 2
    assert order.cancellation is not None
    assert order.cancellation.at == NOW
    assert order.refund is not None
    assert order.refund.amount == 8400

    shop.book.undo("70501", ANN, "k:1", key="k:2")
    assert shop.one("SELECT st, edition FROM purchase WHERE purchase_id = 70501") == (2, 5)
    assert shop.book.find("70501", ANN).refund is None


def test_an_address_whose_name_is_the_buyers_own_is_left_to_the_team(shop: SmallShop) -> None:
    elsewhere = ChangeAddress(Address("Ann Lee", "Hill 2", "8005", "Zurich", "CH"))

    receipt = shop.book.change(
        "70501", ANN, elsewhere, key="k:1", version=shop.book.find("70501", ANN).version
    )

    assert "I have asked our team to send order 70501 to Ann Lee, Hill 2, 8005 Zurich" in receipt.done
    assert shop.one("SELECT street FROM purchase WHERE purchase_id = 70501") == ("Quay 1",)


def test_a_number_or_a_customer_that_no_column_could_hold_is_not_found(shop: SmallShop) -> None:
    for number in ("999999999999", "70509", "0", ""):
        with pytest.raises(OrderNotFound):
            shop.book.find(number, ANN)
    for customer in ("ann", "9" * 30, "1 OR 1=1", "-1", "٣"):
        assert shop.book.recent_orders(customer, 5).orders == ()


def test_lists_go_on_where_they_ended(shop: SmallShop) -> None:
    first = shop.book.recent_orders("1", 2)
    rest = shop.book.recent_orders("1", 2, first.older)

    assert [order.number for order in (*first.orders, *rest.orders)] == ["70503", "70502", "70501"]
    assert rest.older is None


def test_two_lines_that_nothing_tells_apart_are_left_to_the_team(shop: SmallShop) -> None:
    shop.do("INSERT INTO purchase_line VALUES (70501, 'Towel', 1, 500)")
    order = shop.book.find("70501", ANN)
    assert len(order.items) == 3

    receipt = shop.book.change("70501", ANN, ChangeItems({2: 0}), key="k:1", version=order.version)

    assert "I have asked our team to take items off order 70501" in receipt.done
    assert shop.one("SELECT sum(qty) FROM purchase_line WHERE purchase_id = 70501") == (3,)

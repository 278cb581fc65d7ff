"""The README's table of orders to try is true."""

from actions.orders.demo_orders import demo_orders
from actions.orders.demo_table import orders_to_try
from actions.orders.in_memory_order_book import InMemoryOrderBook
from actions.orders.order import OrderState
from actions.orders.proof import EmailProof, PostcodeProof
from tests.actions.orders.sample_orders import TODAY


def _rows() -> list[list[str]]:
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in orders_to_try().splitlines()[2:]
    ]


def test_every_row_opens_its_order_with_its_email_and_with_its_postcode() -> None:
    book = InMemoryOrderBook(demo_orders(TODAY))

    for number, email, postcode, _ in _rows():
        assert book.find(number, EmailProof(email)) == book.find(number, PostcodeProof(postcode))


def test_the_table_starts_with_10042_and_shows_every_state() -> None:
    states = {order.number: order.state for order in demo_orders(TODAY)}

    assert _rows()[0][0] == "10042"
    assert len(_rows()) >= 10
    assert {states[row[0]] for row in _rows()} == set(OrderState)

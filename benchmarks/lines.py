"""What the customers of the benchmarks say, and what shows that it was answered."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

from actions.faq.entry import FaqEntry
from actions.faq.plain_text import plain_text
from actions.faq.shelf import load_shelf
from actions.orders.demo_orders import demo_orders
from actions.orders.order import Order
from actions.orders.order_status import status_of

CUSTOMERS = 500
"""Whom the shop vouches for. Each has orders of their own: a customer comes back to one conversation."""

_PAGES = (
    *("returns", "refund-times", "delivery-times", "delivery-countries", "cancel-an-order"),
    *("payment-methods", "shoe-care", "warranty", "opening-hours", "gift-card-buy"),
)
_SHELF = load_shelf(Path(__file__).parents[1] / "data" / "faq")
_ORDER_NUMBERS = ("10042", "10057", "10030", "10011", "9988", "9951", "9902")
_FIRST_COPY = 20_000
_PATTERNS = [order for order in demo_orders(datetime.now(UTC).date()) if order.number in _ORDER_NUMBERS]


@dataclass(frozen=True, slots=True)
class Line:
    """`signs` are pieces of right answers."""

    text: str
    signs: tuple[str, ...]

    def is_answered_by(self, answer: str) -> bool:
        return any(sign in answer for sign in self.signs)


def _about_page(entry: FaqEntry) -> Line:
    return Line(entry.title, (plain_text(entry.answer),))


def _about_order(order: Order) -> Line:
    status = status_of(order, datetime.now(UTC).date(), zone=UTC)
    return Line(f"where is my order {order.number}?", status.wordings)


GREETINGS = (Line("hello", ("What can I help", "What would you like")),)

QUESTIONS = tuple(_about_page(_SHELF.entry(slug)) for slug in _PAGES)
"""Each help page by its own title, so that little depends on how well a question is understood."""


def orders_of(customer: int) -> list[Order]:
    """Copies of some of the demo's orders (data/demo/orders.yml), with numbers of their own."""
    first = _FIRST_COPY + customer * len(_ORDER_NUMBERS)
    return [
        replace(order, number=str(first + count), customer_id=customer_id(customer))
        for count, order in enumerate(_PATTERNS)
    ]


def customer_id(customer: int) -> str:
    return f"bench-{customer}"


def order_lines(customer: int) -> tuple[Line, ...]:
    return tuple(_about_order(order) for order in orders_of(customer))


def script(customer: int) -> tuple[Line, ...]:
    """Everything once. The bot says nothing twice, so only a new customer gets all of the answers again."""
    pairs = zip_longest(QUESTIONS, order_lines(customer))
    return (*GREETINGS, *(line for pair in pairs for line in pair if line))

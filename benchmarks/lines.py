"""What the customers of the benchmarks say, and what shows that it was answered."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from actions.faq.shelf import load_shelf
from actions.orders.demo_orders import demo_orders
from actions.orders.order import Order
from actions.orders.order_status import status_of

CUSTOMER_ID = "demo-mira"
"""A customer of the demo shop whom it vouches for; `ORDERS` are hers (data/demo/orders.yml)."""

_ORDER_NUMBERS = ("10042", "10057", "10030", "10011", "9988", "9951", "9902")


@dataclass(frozen=True, slots=True)
class Line:
    """`signs` are pieces of right answers: the same question is answered another way the next time."""

    text: str
    signs: tuple[str, ...]

    def is_answered_by(self, answer: str) -> bool:
        return any(sign in answer for sign in self.signs)


def _about(order: Order) -> Line:
    status = status_of(order, datetime.now(UTC).date(), zone=UTC)
    return Line(f"where is my order {order.number}?", status.wordings)


GREETINGS = (Line("hello", ("What can I help", "What would you like")),)

QUESTIONS = tuple(
    Line(entry.title, (entry.answer, entry.in_other_words, entry.title))
    for entry in load_shelf(Path(__file__).parents[1] / "data" / "faq")
)
"""Each help page's own title, so that nothing depends on how well a question is understood."""

ORDERS = tuple(
    _about(order) for order in demo_orders(datetime.now(UTC).date()) if order.number in _ORDER_NUMBERS
)


def mixed() -> tuple[Line, ...]:
    """A third of each kind, in turn."""
    count = max(map(len, (QUESTIONS, ORDERS)))
    kinds = (GREETINGS, QUESTIONS, ORDERS)
    return tuple(kind[index % len(kind)] for index in range(count) for kind in kinds)

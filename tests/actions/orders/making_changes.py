"""Who changes order 20001 in the tests, and how they do."""

from actions.orders.changes import Change
from actions.orders.order import Order, OrderState
from actions.orders.order_book import OrderBook, Receipt
from actions.orders.proof import Access, CustomerProof, Pass, Tier
from actions.orders.weighing import Possible, weigh
from tests.actions.orders.every_case import ORDERS
from tests.actions.orders.sample_terms import NOW, TERMS

NORA = CustomerProof("nora")
CONFIRMED = Pass("20001", Tier.CONFIRMED)
SEEN = Pass("20001", Tier.SEEN)
PAID = ORDERS[OrderState.PAID]


def change(
    book: OrderBook, change: Change, key: str = "k:1", access: Access = NORA, version: int = 1
) -> Receipt:
    return book.change("20001", access, change, key=key, version=version)


def is_possible(order: Order, wish: Change) -> bool:
    return isinstance(weigh(order, wish, TERMS, NOW, NOW.tzinfo), Possible)

"""The port to a shop's orders: what a customer may see of them, and nothing of how they are stored."""

from dataclasses import dataclass
from typing import Protocol

from actions.orders.order import Order
from actions.orders.proof import Proof

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Orders, the newest first. `older` goes into `before` for the next page; None: there are no more."""

    orders: tuple[Order, ...]
    older: str | None = None


class OrderBook(Protocol):
    """A shop's orders. Calls block (a database, another shop system): call them off the event loop."""

    def find(self, order_number: str, proof: Proof) -> Order:
        """The order with this number, in any spelling, if `proof` fits it.

        Raises OrderNotFound alike for an unknown number, for text that is no number and for a proof that does
        not fit, after the same work; OrderBookUnavailable if no answer comes within about three seconds.
        """
        ...

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        """Up to `limit` (1 to 50) orders of a vouched-for customer, the newest first; none for a stranger.

        `before` is the `older` of the page before. Raises OrderNotFound if it is no order of this customer,
        OrderBookUnavailable as `find` does, ValueError for another `limit`.
        """
        ...


def check_limit(limit: int) -> None:
    """Raises ValueError unless a page of `limit` orders may be asked for."""
    if not 1 <= limit <= MOST_AT_ONCE:
        raise ValueError(f"limit must be 1 to {MOST_AT_ONCE}, not {limit}")

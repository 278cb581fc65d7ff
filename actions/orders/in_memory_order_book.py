"""The order book without a database: for tests, and for trying the bot without one."""

from collections.abc import Iterable

from actions.orders import identifiers
from actions.orders.errors import NotAnOrderNumber, OrderNotFound
from actions.orders.order import Order
from actions.orders.order_book import OrderPage, check_limit
from actions.orders.proof import Owner, Proof, is_proven


class InMemoryOrderBook:
    """Keeps the promises of `OrderBook` over the orders it is given."""

    def __init__(self, orders: Iterable[Order] = ()) -> None:
        self._orders = {order.number: order for order in orders}

    def put(self, order: Order) -> None:
        """Adds the order, or replaces the one with its number."""
        self._orders[order.number] = order

    def find(self, order_number: str, proof: Proof) -> Order:
        order = self._by_number(order_number)
        owner = Owner(order.email, order.postcode, order.customer_id) if order else None
        if not is_proven(proof, owner) or order is None:
            raise OrderNotFound
        return order

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        check_limit(limit)
        theirs = sorted(
            (order for order in self._orders.values() if customer_id and order.customer_id == customer_id),
            key=lambda order: (order.placed_at, order.number),
            reverse=True,
        )
        if before is not None:
            last_seen = self._by_number(before)
            if last_seen is None or last_seen not in theirs:
                raise OrderNotFound
            theirs = theirs[theirs.index(last_seen) + 1 :]
        page = tuple(theirs[:limit])
        return OrderPage(page, older=page[-1].number if len(theirs) > limit else None)

    def _by_number(self, text: str) -> Order | None:
        try:
            return self._orders.get(identifiers.order_number(text))
        except NotAnOrderNumber:
            return None

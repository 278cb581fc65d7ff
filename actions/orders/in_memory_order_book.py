"""The order book without a database: for tests, and for trying the bot without one."""

from collections.abc import Iterable
from threading import Lock

from actions.orders import identifiers
from actions.orders.change_records import (
    ChangeRecord,
    actor_of,
    check_tier,
    make_change,
    replayed,
    replayed_undo,
    trail_of,
    undo_change,
)
from actions.orders.changes import Change
from actions.orders.errors import ChangeHalfDone, NotAnOrderNumber, OrderNotFound
from actions.orders.order import Order
from actions.orders.order_book import OrderPage, Receipt, TrailEntry, check_key, check_limit
from actions.orders.proof import Access, Owner, Tier, tier_of
from actions.orders.shop import Shop, usual_shop


class InMemoryOrderBook:
    """Keeps the promises of `OrderBook` over the orders it is given, for as many threads as there are."""

    def __init__(self, orders: Iterable[Order] = (), *, shop: Shop | None = None) -> None:
        """Without `shop`, changes go by the terms that ship with Deskbell."""
        self._orders = {order.number: order for order in orders}
        self._records: dict[str, ChangeRecord] = {}
        self._half_done: dict[str, ChangeHalfDone] = {}
        self._next_half_done: ChangeHalfDone | None = None
        self._given_shop = shop
        self._lock = Lock()

    def put(self, order: Order) -> None:
        """Adds the order, or replaces the one with its number."""
        with self._lock:
            self._orders[order.number] = order

    def stop_half_way(self, done: str, not_done: str) -> None:
        """Makes the next change stop between two steps, as a back end of several steps may."""
        self._next_half_done = ChangeHalfDone(done, not_done)

    def find(self, order_number: str, access: Access) -> Order:
        return self._open(order_number, access)[0]

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

    def change(self, order_number: str, access: Access, change: Change, *, key: str, version: int) -> Receipt:
        check_key(key)
        with self._lock:
            order, tier = self._open(order_number, access)
            check_tier(tier, change.kind)
            if key in self._records:
                return replayed(self._records[key], order, change)
            self._break_off(key)
            return self._keep(*make_change(order, actor_of(access), change, key, version, self._shop))

    def undo(self, order_number: str, access: Access, key_of_change: str, *, key: str) -> Receipt:
        check_key(key)
        check_key(key_of_change)
        with self._lock:
            order, tier = self._open(order_number, access)
            known = self._records.get(key_of_change)
            if known is not None and (known.order_number != order.number or known.undoes):
                known = None
            if known is not None:
                check_tier(tier, known.change.kind)
            if key in self._records:
                return replayed_undo(self._records[key], order, key_of_change)
            is_undone = any(record.undoes == key_of_change for record in self._records.values())
            return self._keep(*undo_change(order, actor_of(access), known, is_undone, key, self._shop))

    def trail(self, order_number: str, access: Access) -> tuple[TrailEntry, ...]:
        with self._lock:
            number = self._open(order_number, access)[0].number
            return trail_of([record for record in self._records.values() if record.order_number == number])

    @property
    def _shop(self) -> Shop:
        return self._given_shop or usual_shop()

    def _open(self, order_number: str, access: Access) -> tuple[Order, Tier]:
        order = self._by_number(order_number)
        owner = Owner(order.email, order.postcode, order.customer_id, order.number) if order else None
        tier = tier_of(access, owner)
        if tier is None or order is None:
            raise OrderNotFound
        return order, tier

    def _break_off(self, key: str) -> None:
        if self._next_half_done is not None:
            self._half_done[key], self._next_half_done = self._next_half_done, None
        if key in self._half_done:
            raise self._half_done[key]

    def _keep(self, order: Order, record: ChangeRecord) -> Receipt:
        self._orders[order.number] = order
        self._records[record.key] = record
        return record.receipt

    def _by_number(self, text: str) -> Order | None:
        try:
            return self._orders.get(identifiers.order_number(text))
        except NotAnOrderNumber:
            return None

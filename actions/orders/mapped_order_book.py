"""The order book over a shop's own tables, as a mapping file describes them, on SQLite or PostgreSQL.

What those tables have no room for (keys, the trail, versions, promises) stands in tables of ours beside them,
in the same database, so that one transaction covers both.
"""

from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.engine import Connection

from actions.orders.change_records import (
    actor_of,
    check_tier,
    make_change,
    replayed,
    replayed_undo,
    trail_of,
    undo_change,
)
from actions.orders.changes import Change, ChangeKind
from actions.orders.database import PATIENCE, open_engine, reading, writing
from actions.orders.errors import ChangeRefused, OrderBookDamaged, OrderMappingMistake
from actions.orders.mapped_binding import BoundMapping, bind
from actions.orders.mapped_looking import CHANGES, MappedOrders, NeverSeen
from actions.orders.mapped_tables import OrderMapping
from actions.orders.mapped_writing import NotTaken
from actions.orders.order import Order
from actions.orders.order_book import OrderPage, Receipt, TrailEntry, check_key, check_limit
from actions.orders.proof import Access
from actions.orders.shop import Shop, usual_shop
from actions.orders.weighing.case import Case
from actions.orders.weighing.undoing import moved_on

Found = TypeVar("Found")
log = structlog.get_logger()


class MappedOrderBook:
    """Keeps the promises of `OrderBook`; our tables are there after `schema.upgrade_beside(url)`.

    A version of an order is what the shop's tables said when we looked: it grows when that has changed.
    """

    def __init__(
        self, url: str, mapping: OrderMapping, patience: float = PATIENCE, *, shop: Shop | None = None
    ) -> None:
        """Connects to nothing yet. Without `shop`, as `SqlOrderBook`. Raises OrdersUrlRefused."""
        self._engine = open_engine(url, patience)
        self._mapping = mapping
        self._known: BoundMapping | None = None
        self._given_shop = shop

    def close(self) -> None:
        """Gives back every connection."""
        self._engine.dispose()

    def find(self, order_number: str, access: Access) -> Order:
        return self._look(lambda at: at.open(order_number, access)[0].order)

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        check_limit(limit)
        return self._look(lambda at: at.page(customer_id, limit, before))

    def change(self, order_number: str, access: Access, change: Change, *, key: str, version: int) -> Receipt:
        check_key(key)
        with writing(self._engine) as connection:
            at = self._at(connection, may_write=True)
            found, tier = at.open(order_number, access)
            check_tier(tier, change.kind)
            known = CHANGES.find(connection, key)
            if known is not None:
                return replayed(known, found.order, change)
            actor = actor_of(access)
            try:
                return at.keep(found, *make_change(found.order, actor, change, key, version, self._shop))
            except NotTaken as exc:
                _log_refusal(found.order.number, change.kind, exc)
                passed_on = make_change(found.for_team(change.kind), actor, change, key, version, self._shop)
                return at.keep(found, *passed_on)

    def undo(self, order_number: str, access: Access, key_of_change: str, *, key: str) -> Receipt:
        check_key(key)
        check_key(key_of_change)
        with writing(self._engine) as connection:
            at = self._at(connection, may_write=True)
            found, tier = at.open(order_number, access)
            change = CHANGES.of_order_with_key(connection, found.order.number, key_of_change)
            if change is not None:
                check_tier(tier, change.change.kind)
            known = CHANGES.find(connection, key)
            if known is not None:
                return replayed_undo(known, found.order, key_of_change)
            is_undone = CHANGES.is_undone(connection, key_of_change)
            undone = undo_change(found.order, actor_of(access), change, is_undone, key, self._shop)
            try:
                return at.keep(found, *undone)
            except NotTaken as exc:
                _log_refusal(found.order.number, undone[1].change.kind, exc)
                shop = self._shop
                case = Case(found.order, shop.terms, shop.now(), shop.zone)
                raise ChangeRefused(moved_on(case, undone[1].change.kind)) from exc

    def trail(self, order_number: str, access: Access) -> tuple[TrailEntry, ...]:
        def look(at: MappedOrders) -> tuple[TrailEntry, ...]:
            number = at.open(order_number, access)[0].order.number
            return trail_of(CHANGES.of_order(at.connection, number))

        return self._look(look)

    @property
    def _shop(self) -> Shop:
        return self._given_shop or usual_shop()

    def _look(self, look: Callable[[MappedOrders], Found]) -> Found:
        """Looks in a reading transaction; in a writing one if an order was never seen as it is now."""
        try:
            with reading(self._engine) as connection:
                return look(self._at(connection, may_write=False))
        except NeverSeen:
            with writing(self._engine) as connection:
                return look(self._at(connection, may_write=True))

    def _at(self, connection: Connection, *, may_write: bool) -> MappedOrders:
        if self._known is None:
            try:
                self._known = bind(self._mapping, connection)
            except OrderMappingMistake as exc:
                raise OrderBookDamaged(f"The order tables are not as mapped. {exc}") from exc
        return MappedOrders(connection, self._known, may_write)


def _log_refusal(number: str, kind: ChangeKind, refusal: NotTaken) -> None:
    # What the database says about it may quote the row, and so a customer.
    cause = type(refusal.__cause__).__name__ if refusal.__cause__ else "no column or word for it"
    log.error("orders.write_refused", order=number, change=kind.value, cause=cause)

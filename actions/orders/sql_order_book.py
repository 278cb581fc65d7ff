"""The order book over our own tables, on SQLite or PostgreSQL."""

from sqlalchemy import and_, desc, or_, select
from sqlalchemy.engine import Connection

from actions.orders import identifiers, order_rows
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
from actions.orders.change_rows import ChangeRows
from actions.orders.changes import Change
from actions.orders.database import PATIENCE, open_engine, reading, writing
from actions.orders.errors import OrderNotFound
from actions.orders.order import Order
from actions.orders.order_book import OrderPage, Receipt, TrailEntry, check_key, check_limit
from actions.orders.proof import Access, Owner, Tier, tier_of
from actions.orders.shop import Shop, usual_shop
from actions.orders.tables import order_changes, orders

_CHANGES = ChangeRows(order_changes)


class SqlOrderBook:
    """Keeps the promises of `OrderBook`; the tables are there after `schema.upgrade(url)`."""

    def __init__(self, url: str, patience: float = PATIENCE, *, shop: Shop | None = None) -> None:
        """Connects to nothing yet. Without `shop`, changes go by `data/order_terms.yml` and in UTC.

        Raises OrdersUrlRefused.
        """
        self._engine = open_engine(url, patience)
        self._given_shop = shop

    def close(self) -> None:
        """Gives back every connection."""
        self._engine.dispose()

    def find(self, order_number: str, access: Access) -> Order:
        with reading(self._engine) as connection:
            return _open(connection, order_number, access)[0]

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        check_limit(limit)
        if not identifiers.is_storable(customer_id):
            customer_id = ""  # no database keeps such an id, so it owns nothing
        with reading(self._engine) as connection:
            query = select(orders).where(orders.c.customer_id == customer_id, orders.c.customer_id != "")
            if before is not None:
                query = query.where(_older_than(connection, customer_id, before))
            query = query.order_by(desc(orders.c.placed_at), desc(orders.c.number)).limit(limit + 1)
            rows = connection.execute(query).mappings().all()
            page = order_rows.read(connection, rows[:limit])
        return OrderPage(page, older=page[-1].number if len(rows) > limit else None)

    def change(self, order_number: str, access: Access, change: Change, *, key: str, version: int) -> Receipt:
        check_key(key)
        with writing(self._engine) as connection:
            order, tier = _open(connection, order_number, access, to_write=True)
            check_tier(tier, change.kind)
            known = _CHANGES.find(connection, key)
            if known is not None:
                return replayed(known, order, change)
            changed = make_change(order, actor_of(access), change, key, version, self._shop)
            return _keep(connection, order, *changed)

    def undo(self, order_number: str, access: Access, key_of_change: str, *, key: str) -> Receipt:
        check_key(key)
        check_key(key_of_change)
        with writing(self._engine) as connection:
            order, tier = _open(connection, order_number, access, to_write=True)
            change = _CHANGES.of_order_with_key(connection, order.number, key_of_change)
            if change is not None:
                check_tier(tier, change.change.kind)
            known = _CHANGES.find(connection, key)
            if known is not None:
                return replayed_undo(known, order, key_of_change)
            is_undone = _CHANGES.is_undone(connection, key_of_change)
            undone = undo_change(order, actor_of(access), change, is_undone, key, self._shop)
            return _keep(connection, order, *undone)

    def trail(self, order_number: str, access: Access) -> tuple[TrailEntry, ...]:
        with reading(self._engine) as connection:
            order, _ = _open(connection, order_number, access)
            return trail_of(_CHANGES.of_order(connection, order.number))

    @property
    def _shop(self) -> Shop:
        return self._given_shop or usual_shop()  # who only reads needs no terms


def _open(
    connection: Connection, order_number: str, access: Access, *, to_write: bool = False
) -> tuple[Order, Tier]:
    query = select(orders).where(orders.c.number == identifiers.order_number_or_none(order_number))
    if to_write:
        query = query.with_for_update()  # PostgreSQL: changes of one order come one after the other
    row = connection.execute(query).mappings().first()
    owner = Owner(row["email"], row["postcode"], row["customer_id"], row["number"]) if row else None
    tier = tier_of(access, owner)
    if tier is None or row is None:
        raise OrderNotFound
    return order_rows.read(connection, [row])[0], tier


def _keep(connection: Connection, before: Order, after: Order, record: ChangeRecord) -> Receipt:
    order_rows.update(connection, before, after)
    _CHANGES.insert(connection, record)
    return record.receipt


def _older_than(connection: Connection, customer_id: str, number: str) -> object:
    query = select(orders.c.placed_at).where(
        orders.c.number == identifiers.order_number_or_none(number), orders.c.customer_id == customer_id
    )
    placed_at = connection.execute(query).scalar()
    if placed_at is None:
        raise OrderNotFound
    return or_(
        orders.c.placed_at < placed_at,
        and_(orders.c.placed_at == placed_at, orders.c.number < number),
    )

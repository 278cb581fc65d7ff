"""The order book over our own tables, on SQLite or PostgreSQL."""

from sqlalchemy import and_, desc, or_, select
from sqlalchemy.engine import Connection

from actions.orders import identifiers, order_rows
from actions.orders.database import PATIENCE, open_engine, reading
from actions.orders.errors import NotAnOrderNumber, OrderNotFound
from actions.orders.order import Order
from actions.orders.order_book import OrderPage, check_limit
from actions.orders.proof import Owner, Proof, is_proven
from actions.orders.tables import orders

_NO_NUMBER = ""  # no order has it, so that text without a number costs the same look-up as a wrong number


class SqlOrderBook:
    """Keeps the promises of `OrderBook`; the tables are there after `schema.upgrade(url)`."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """Connects to nothing yet. Raises OrdersUrlRefused."""
        self._engine = open_engine(url, patience)

    def close(self) -> None:
        """Gives back every connection."""
        self._engine.dispose()

    def find(self, order_number: str, proof: Proof) -> Order:
        with reading(self._engine) as connection:
            query = select(orders).where(orders.c.number == _number_or_none(order_number))
            row = connection.execute(query).mappings().first()
            owner = Owner(row["email"], row["postcode"], row["customer_id"]) if row else None
            if not is_proven(proof, owner) or row is None:
                raise OrderNotFound
            return order_rows.read(connection, [row])[0]

    def recent_orders(self, customer_id: str, limit: int, before: str | None = None) -> OrderPage:
        check_limit(limit)
        if not _is_storable(customer_id):
            customer_id = ""  # no database keeps such an id, so it owns nothing
        with reading(self._engine) as connection:
            query = select(orders).where(orders.c.customer_id == customer_id, orders.c.customer_id != "")
            if before is not None:
                query = query.where(_older_than(connection, customer_id, before))
            query = query.order_by(desc(orders.c.placed_at), desc(orders.c.number)).limit(limit + 1)
            rows = connection.execute(query).mappings().all()
            page = order_rows.read(connection, rows[:limit])
        return OrderPage(page, older=page[-1].number if len(rows) > limit else None)


def _older_than(connection: Connection, customer_id: str, number: str) -> object:
    query = select(orders.c.placed_at).where(
        orders.c.number == _number_or_none(number), orders.c.customer_id == customer_id
    )
    placed_at = connection.execute(query).scalar()
    if placed_at is None:
        raise OrderNotFound
    return or_(
        orders.c.placed_at < placed_at,
        and_(orders.c.placed_at == placed_at, orders.c.number < number),
    )


def _number_or_none(text: str) -> str:
    try:
        return identifiers.order_number(text)
    except NotAnOrderNumber:
        return _NO_NUMBER


def _is_storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)

"""The tables of our own order schema, as SQLAlchemy Core sees them; `migrations/` makes them."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator):  # type: ignore[misc]  # SQLAlchemy 1.4 has no types
    """A moment in UTC. SQLite keeps no time zone: it is taken off going in and put back coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

orders = Table(
    "orders",
    metadata,
    Column("number", String(12), primary_key=True),
    Column("customer_id", String(200)),
    Column("email", String(320), nullable=False),
    Column("postcode", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("state", String(30), nullable=False),
    Column("placed_at", Moment, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("payment_method", String(30), nullable=False),
    Column("ships_by", Date),
    Column("payment_problem", String(200)),
    Column("pay_by", Date),
    Column("cancelled_at", Moment),
    Column("cancel_reason", String(30)),
    Column("return_started_at", Moment),
    Column("return_carrier", String(100)),
    Column("return_tracking_number", String(100)),
    Column("return_received_at", Moment),
    Column("return_label", String(500)),
    Column("return_send_by", Date),
    Column("return_reason", String(30)),
    Column("return_items", Text),
    Column("refund_amount", BigInteger),
    Column("refund_due_by", Date),
    Column("refund_paid_on", Date),
    Column("delivery_name", String(200)),
    Column("delivery_street", String(200)),
    Column("delivery_postcode", String(200)),
    Column("delivery_city", String(200)),
    Column("delivery_country", String(2)),
    Column("invoice_number", String(100)),
    Column("invoice_link", String(500)),
    Column("invoice_issued_on", Date),
    Column("exchange_started_at", Moment),
    Column("exchange_items", Text),
    Column("exchange_wanted", String(200)),
    Column("exchange_reason", String(30)),
    Column("exchange_send_by", Date),
    Column("exchange_carrier", String(100)),
    Column("exchange_label", String(500)),
    Column("exchange_received_at", Moment),
    Column("exchange_sent_on", Date),
    Column("version", Integer, nullable=False),
    Index("orders_by_customer", "customer_id", "placed_at", "number"),
)

order_items = Table(
    "order_items",
    metadata,
    Column("order_number", ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("slug", String(200), nullable=False),
    Column("name", String(200), nullable=False),
    Column("colour", String(100)),
    Column("size", String(50)),
    Column("quantity", Integer, nullable=False),
    Column("price", BigInteger, nullable=False),
)

order_parcels = Table(
    "order_parcels",
    metadata,
    Column("order_number", ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("state", String(30), nullable=False),
    Column("carrier", String(100)),
    Column("tracking_number", String(100)),
    Column("tracking_link", String(500)),
    Column("shipped_at", Moment),
    Column("expected_on", Date),
    Column("delayed_from", Date),
    Column("delay_reason", String(200)),
    Column("delivered_at", Moment),
    Column("left_at", String(200)),
)

order_parcel_items = Table(
    "order_parcel_items",
    metadata,
    Column("order_number", String(12), primary_key=True),
    Column("parcel", Integer, primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("quantity", Integer, nullable=False),
    ForeignKeyConstraint(
        ["order_number", "parcel"], ["order_parcels.order_number", "order_parcels.number"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(
        ["order_number", "line"], ["order_items.order_number", "order_items.line"], ondelete="CASCADE"
    ),
)

order_charges = Table(
    "order_charges",
    metadata,
    Column("order_number", ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("state", String(30), nullable=False),
    Column("text", String(200), nullable=False),
)

order_reports = Table(
    "order_reports",
    metadata,
    Column("order_number", ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(30), nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    Column("parcel", Integer),
    Column("items", Text, nullable=False),
)
"""What customers told the team. `items` is a list of lines and quantities in JSON, as in `return_items`."""

order_changes = Table(
    "order_changes",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("order_number", ForeignKey("orders.number", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("actor", String(30), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("done", Text, nullable=False),
    Column("undo_until", Moment),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undoes", String(200)),
    UniqueConstraint("order_number", "version", name="order_changes_one_a_version"),
    UniqueConstraint("undoes", name="order_changes_undone_once"),
)
"""The audit trail, and what makes a change happen once: never updated, gone only with its order."""

orders_demo = Table(
    "orders_demo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", String(64), nullable=False),
    Column("day", Date, nullable=False),
)
"""At most one row: which edition of the demo's orders the tables hold, and which day is today in it."""

"""Orders with items, parcels and what is in each parcel; and the day of the demo."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_STATES = (
    "placed", "payment_failed", "paid", "packed", "partly_shipped", "shipped", "late", "out_for_delivery",
    "delivered", "cancelled", "return_on_the_way", "return_received", "refunded",
)  # fmt: skip
_PARCEL_STATES = ("preparing", "shipped", "late", "out_for_delivery", "delivered")


def upgrade() -> None:
    _create_orders()
    _create_order_items()
    _create_parcels()
    op.create_table(
        "orders_demo",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
    )


def _create_orders() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "orders",
        sa.Column("number", sa.String(12), primary_key=True),
        sa.Column("customer_id", sa.String(200)),
        sa.Column("email", sa.String(320), nullable=False),
        sa.Column("postcode", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("state", sa.String(30), _one_of("state", _STATES), nullable=False),
        sa.Column("placed_at", moment, nullable=False),
        sa.Column("total", sa.BigInteger, sa.CheckConstraint("total >= 0"), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("payment_method", sa.String(30), nullable=False),
        sa.Column("ships_by", sa.Date),
        sa.Column("payment_problem", sa.String(200)),
        sa.Column("pay_by", sa.Date),
        sa.Column("cancelled_at", moment),
        sa.Column("cancel_reason", sa.String(30)),
        sa.Column("return_started_at", moment),
        sa.Column("return_carrier", sa.String(100)),
        sa.Column("return_tracking_number", sa.String(100)),
        sa.Column("return_received_at", moment),
        sa.Column("refund_amount", sa.BigInteger),
        sa.Column("refund_due_by", sa.Date),
        sa.Column("refund_paid_on", sa.Date),
        sa.Column("version", sa.Integer, sa.CheckConstraint("version >= 1"), nullable=False),
    )
    op.create_index("orders_by_customer", "orders", ["customer_id", "placed_at", "number"])


def _create_order_items() -> None:
    op.create_table(
        "order_items",
        _order_number(),
        sa.Column("line", sa.Integer, primary_key=True),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("colour", sa.String(100)),
        sa.Column("size", sa.String(50)),
        sa.Column("quantity", sa.Integer, sa.CheckConstraint("quantity > 0"), nullable=False),
        sa.Column("price", sa.BigInteger, sa.CheckConstraint("price >= 0"), nullable=False),
    )


def _create_parcels() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "order_parcels",
        _order_number(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(30), _one_of("state", _PARCEL_STATES), nullable=False),
        sa.Column("carrier", sa.String(100)),
        sa.Column("tracking_number", sa.String(100)),
        sa.Column("tracking_link", sa.String(500)),
        sa.Column("shipped_at", moment),
        sa.Column("expected_on", sa.Date),
        sa.Column("delayed_from", sa.Date),
        sa.Column("delay_reason", sa.String(200)),
        sa.Column("delivered_at", moment),
        sa.Column("left_at", sa.String(200)),
    )
    op.create_table(
        "order_parcel_items",
        sa.Column("order_number", sa.String(12), primary_key=True),
        sa.Column("parcel", sa.Integer, primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True),
        sa.Column("quantity", sa.Integer, sa.CheckConstraint("quantity > 0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_number", "parcel"],
            ["order_parcels.order_number", "order_parcels.number"],
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["order_number", "line"], ["order_items.order_number", "order_items.line"], ondelete="CASCADE"
        ),
    )


def _order_number() -> sa.Column:
    return sa.Column(
        "order_number", sa.String(12), sa.ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True
    )


def _one_of(column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({allowed})")

"""Where an order goes, its invoice and charges, what customers reported, and the changes they made."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CHARGE_STATES = ("taken", "reserved", "refused", "paid_back")
_REPORTS = ("missing", "damaged", "wrong", "refund", "complaint", "praise")


def upgrade() -> None:
    for column in _new_columns():
        op.add_column("orders", column)
    _create_charges()
    _create_reports()
    _create_changes()


def _new_columns() -> tuple[sa.Column, ...]:
    moment = sa.DateTime(timezone=True)
    return (
        sa.Column("return_label", sa.String(500)),
        sa.Column("return_send_by", sa.Date),
        sa.Column("return_reason", sa.String(30)),
        sa.Column("return_items", sa.Text),
        *(sa.Column(f"delivery_{part}", sa.String(200)) for part in ("name", "street", "postcode", "city")),
        sa.Column("delivery_country", sa.String(2)),
        sa.Column("invoice_number", sa.String(100)),
        sa.Column("invoice_link", sa.String(500)),
        sa.Column("invoice_issued_on", sa.Date),
        sa.Column("exchange_started_at", moment),
        sa.Column("exchange_items", sa.Text),
        sa.Column("exchange_wanted", sa.String(200)),
        sa.Column("exchange_reason", sa.String(30)),
        sa.Column("exchange_send_by", sa.Date),
        sa.Column("exchange_carrier", sa.String(100)),
        sa.Column("exchange_label", sa.String(500)),
        sa.Column("exchange_received_at", moment),
        sa.Column("exchange_sent_on", sa.Date),
    )


def _create_charges() -> None:
    op.create_table(
        "order_charges",
        _order_number(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amount", sa.BigInteger, sa.CheckConstraint("amount >= 0"), nullable=False),
        sa.Column("state", sa.String(30), _one_of("state", _CHARGE_STATES), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
    )


def _create_reports() -> None:
    op.create_table(
        "order_reports",
        _order_number(),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(30), _one_of("kind", _REPORTS), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("parcel", sa.Integer),
        sa.Column("items", sa.Text, nullable=False),
    )


def _create_changes() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "order_changes",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column(
            "order_number", sa.String(12), sa.ForeignKey("orders.number", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("actor", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("done", sa.Text, nullable=False),
        sa.Column("undo_until", moment),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("undoes", sa.String(200)),
        sa.UniqueConstraint("order_number", "version", name="order_changes_one_a_version"),
        sa.UniqueConstraint("undoes", name="order_changes_undone_once"),
    )


def _order_number() -> sa.Column:
    return sa.Column(
        "order_number", sa.String(12), sa.ForeignKey("orders.number", ondelete="CASCADE"), primary_key=True
    )


def _one_of(column: str, words: tuple[str, ...]) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({allowed})")

"""The tables that a mapped order book keeps beside a shop's own; `migrations/versions_beside/` makes them.

No foreign key leads to the shop's tables: what the shop does with its orders is not held up by ours.
"""

from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text, UniqueConstraint

from actions.orders.tables import Moment

metadata = MetaData()

orders_beside = Table(
    "deskbell_orders",
    metadata,
    Column("order_number", String(12), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("seen", String(64), nullable=False),
    Column("kept", Text, nullable=False),
)
"""`seen` is the digest of what the shop's tables said when the order had this version; `kept` holds as JSON
what the customer was promised and the shop's tables have no column for."""

changes_beside = Table(
    "deskbell_changes",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("order_number", String(12), nullable=False),
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
    Column("for_team", Boolean, nullable=False),
    UniqueConstraint("order_number", "version", name="deskbell_changes_one_a_version"),
    UniqueConstraint("undoes", name="deskbell_changes_undone_once"),
)
"""The audit trail, as `order_changes`. `for_team`: nothing was changed, a person of the shop has to do it."""

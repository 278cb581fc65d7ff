"""The tables of the manners: offers, opt-outs, counts of silence, notices and thumbs.

They join `tables.metadata`.

An offer that waits stays `waiting` when nobody ever says how it ended: after `initiative.WAITING_LASTS` it
counts as ignored. Whoever reads offers for an audit does the same.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from conversations.tables import metadata

offers = Table(
    "offers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("visitor", Text, nullable=False),
    Column("customer_id", Text),
    Column("cue", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("opens", JSON, nullable=False),
    Column("page", JSON(none_as_null=True)),
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("ended_at", BigInteger),
    Column("conversation_id", Text, ForeignKey("conversations.id")),
    UniqueConstraint("conversation_id"),
    CheckConstraint("outcome IN ('waiting', 'accepted', 'declined', 'ignored', 'never')", name="outcome"),
    CheckConstraint("(outcome = 'waiting') = (ended_at IS NULL)", name="ended_at"),
    CheckConstraint("(outcome = 'accepted') = (conversation_id IS NOT NULL)", name="conversation_id"),
)
Index("offers_of_visitor", offers.c.visitor, offers.c.at)
Index(
    "offers_of_customer",
    offers.c.customer_id,
    offers.c.at,
    sqlite_where=offers.c.customer_id.isnot(None),
    postgresql_where=offers.c.customer_id.isnot(None),
)

opt_outs = Table(
    "opt_outs",
    metadata,
    Column("about", Text, nullable=False),
    Column("is_for_good", Boolean, nullable=False),  # "never" said to an offer; "stop" in a chat is lifted
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("about", "is_for_good"),
)

cue_counts = Table(
    "cue_counts",
    metadata,
    Column("day", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("reason", Text, nullable=False),  # why there was no offer
    Column("count", BigInteger, nullable=False),
    PrimaryKeyConstraint("day", "cue", "reason"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("inbound_seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("proof_email", Text),
    Column("asked_at", BigInteger, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("ended_at", BigInteger),
    UniqueConstraint("conversation_id", "inbound_seq", "kind", "order_number"),
    ForeignKeyConstraint(["conversation_id", "inbound_seq"], ["entries.conversation_id", "entries.seq"]),
    CheckConstraint("kind IN ('order_shipped', 'refund_paid')", name="kind"),
    CheckConstraint("outcome IN ('waiting', 'told', 'cancelled')", name="outcome"),
    CheckConstraint("(outcome = 'waiting') = (ended_at IS NULL)", name="ended_at"),
    CheckConstraint("outcome = 'waiting' OR proof_email IS NULL", name="proof_email"),
)
_WAITS = text("outcome = 'waiting'")
Index("notices_waiting", notices.c.id, sqlite_where=_WAITS, postgresql_where=_WAITS)
Index(
    "notices_once",
    notices.c.conversation_id,
    notices.c.kind,
    notices.c.order_number,
    unique=True,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)

ratings = Table(
    "ratings",
    metadata,
    Column("conversation_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("conversation_id", "seq"),
    ForeignKeyConstraint(["conversation_id", "seq"], ["entries.conversation_id", "entries.seq"]),
)

"""The tables of identity: what customers tried in order to prove an order, what came of it, one-time codes.

They join `tables.metadata`. A capability stands on a row of an attempt that was right, for the same order and
tier: the database refuses one that does not, whoever writes it.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
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

_IS_A_TIER = "tier IN ('seen', 'confirmed')"

identity_attempts = Table(
    "identity_attempts",
    metadata,
    Column("conversation_id", Text, nullable=False),
    Column("inbound_seq", Integer, nullable=False),
    Column("guess", Text, nullable=False),  # a keyed digest of what was shown
    Column("tier", Text, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("crowd", Text, nullable=False),  # whose failures on an order count together
    Column("address_digest", Text),
    Column("number", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("conversation_id", "inbound_seq", "guess"),
    ForeignKeyConstraint(["conversation_id", "inbound_seq"], ["entries.conversation_id", "entries.seq"]),
    CheckConstraint(_IS_A_TIER, name="tier"),
    CheckConstraint("outcome IN ('failed', 'right', 'refused')", name="outcome"),
    CheckConstraint("number > 0", name="number"),
)
_FAILED = text("outcome = 'failed' AND address_digest IS NOT NULL")
Index(
    "identity_attempts_from_address",
    identity_attempts.c.address_digest,
    identity_attempts.c.at,
    sqlite_where=_FAILED,
    postgresql_where=_FAILED,
)
_FAILED_PROOF = text("outcome = 'failed' AND tier = 'seen'")
Index(
    "identity_attempts_on_order",
    identity_attempts.c.order_number,
    identity_attempts.c.crowd,
    identity_attempts.c.at,
    sqlite_where=_FAILED_PROOF,
    postgresql_where=_FAILED_PROOF,
)
Index(
    "identity_attempts_for_capabilities",
    identity_attempts.c.conversation_id,
    identity_attempts.c.inbound_seq,
    identity_attempts.c.guess,
    identity_attempts.c.tier,
    identity_attempts.c.order_number,
    identity_attempts.c.outcome,
    unique=True,
)

capabilities = Table(
    "capabilities",
    metadata,
    Column("conversation_id", Text, nullable=False),
    Column("inbound_seq", Integer, nullable=False),
    Column("guess", Text, nullable=False),
    Column("tier", Text, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # of the attempt that it stands on
    Column("granted_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    PrimaryKeyConstraint("conversation_id", "inbound_seq", "guess"),
    # Named by hand: PostgreSQL cuts names after 63 characters.
    ForeignKeyConstraint(
        ["conversation_id", "inbound_seq", "guess", "tier", "order_number", "outcome"],
        [f"identity_attempts.{name}" for name in ("conversation_id", "inbound_seq", "guess")]
        + [f"identity_attempts.{name}" for name in ("tier", "order_number", "outcome")],
        name="capabilities_identity_attempts_fkey",
    ),
    CheckConstraint("outcome = 'right'", name="outcome"),
    CheckConstraint("expires_at > granted_at", name="expires_at"),
)

one_time_codes = Table(
    "one_time_codes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("inbound_seq", Integer, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("seed", Text, nullable=False),  # the code is a keyed digest of it
    Column("sent_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    UniqueConstraint("conversation_id", "inbound_seq", "order_number"),
    ForeignKeyConstraint(["conversation_id", "inbound_seq"], ["entries.conversation_id", "entries.seq"]),
    CheckConstraint("outcome IN ('live', 'used', 'ended')", name="outcome"),
    CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
    CheckConstraint("expires_at > sent_at", name="expires_at"),
)
Index("one_time_codes_of_order", one_time_codes.c.order_number, one_time_codes.c.sent_at)
_LIVE = text("outcome = 'live'")
Index(
    "one_time_codes_live",
    one_time_codes.c.conversation_id,
    one_time_codes.c.order_number,
    unique=True,
    sqlite_where=_LIVE,
    postgresql_where=_LIVE,
)

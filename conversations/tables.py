"""The tables of a conversation, for SQLite and PostgreSQL. `migrations/` makes them; a test compares both.

What the rules of `permits` and `ownership` forbid, the database refuses too, whoever asks it.
Times are whole microseconds since 1970 in UTC: both databases keep, compare and sort them alike.
"""

from datetime import UTC, datetime, timedelta

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
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_micros(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(microseconds=1)


def from_micros(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)


metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("customer_id", Text),
    Column("opened_at", BigInteger, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("last_permit_id", Integer, nullable=False),
    Column("latest_bot_seq", Integer),
    Column("owner", Text, nullable=False),
    Column("owner_epoch", Integer, nullable=False),
    Column("owner_name", Text),
    Column("next_pending_seq", Integer),
    Column("pending_since", BigInteger),  # in the future: what comes in until then goes first
    Column("delay_told_seq", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("retry_at", BigInteger),
    Column("lease", Text),
    Column("lease_until", BigInteger),
    Column("last_entry_at", BigInteger),
    Column("visitor", Text),  # the device that its offer came from
    Column("owner_agent", Text),  # whose account it is; None where nobody signed in
    Column("owner_since", BigInteger),
    Column("logged_seq", Integer, nullable=False, server_default="0"),  # up to where the inbox log has it
    CheckConstraint("owner IN ('bot', 'waiting', 'support_agent', 'closed')", name="owner"),
    CheckConstraint("(owner = 'support_agent') = (owner_name IS NOT NULL)", name="owner_name"),
    CheckConstraint("(next_pending_seq IS NULL) = (pending_since IS NULL)", name="pending"),
    CheckConstraint("next_pending_seq IS NULL OR owner IN ('bot', 'waiting')", name="only_the_bot_owes"),
)
# Holds only the conversations that wait, so a claim costs the same however many there are.
Index(
    "conversations_waiting_longest",
    conversations.c.pending_since,
    conversations.c.id,
    sqlite_where=conversations.c.pending_since.isnot(None),
    postgresql_where=conversations.c.pending_since.isnot(None),
)

# Not led by the owner: SQLite would take it for claims, which have an index of their own.
Index("conversations_by_last_entry", conversations.c.last_entry_at, conversations.c.owner, conversations.c.id)
WANTS_A_PERSON = text("owner IN ('waiting', 'support_agent')")  # said in these words, SQLite takes the index
Index(
    "conversations_of_persons",
    conversations.c.owner,
    conversations.c.id,
    sqlite_where=WANTS_A_PERSON,
    postgresql_where=WANTS_A_PERSON,
)
_HAS_NEWS = text("last_seq > logged_seq")
Index("conversations_with_news", conversations.c.id, sqlite_where=_HAS_NEWS, postgresql_where=_HAS_NEWS)

for whose in (conversations.c.customer_id, conversations.c.visitor):
    Index(
        f"conversations_of_{whose.name}",
        whose,
        sqlite_where=whose.isnot(None),
        postgresql_where=whose.isnot(None),
    )

permits = Table(
    "permits",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("id", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("spent", Boolean, nullable=False),
    PrimaryKeyConstraint("conversation_id", "id"),
    UniqueConstraint("conversation_id", "kind", "ref"),
    CheckConstraint("kind IN ('reply', 'offer', 'notice', 'support')", name="kind"),
)
Index("permits_with_kind", permits.c.conversation_id, permits.c.id, permits.c.kind, unique=True)
# An offer opens one conversation, and a notice is told in one.
Index(
    "permits_of_one_conversation",
    permits.c.kind,
    permits.c.ref,
    unique=True,
    sqlite_where=text("kind IN ('offer', 'notice')"),
    postgresql_where=text("kind IN ('offer', 'notice')"),
)

entries = Table(
    "entries",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("permit_id", Integer),
    Column("permit_kind", Text),
    Column("client_id", Text),
    Column("choice_id", Text),
    Column("page", JSON(none_as_null=True)),
    Column("text_digest", BigInteger),  # of the bot's words as it said them, to find them again
    Column("address_digest", Text),  # keyed, of where a customer's message came from
    PrimaryKeyConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "client_id"),
    ForeignKeyConstraint(
        ["conversation_id", "permit_id", "permit_kind"],
        ["permits.conversation_id", "permits.id", "permits.kind"],
    ),
    CheckConstraint("speaker IN ('customer', 'bot', 'support')", name="speaker"),
    CheckConstraint("(speaker = 'customer') = (permit_id IS NULL)", name="permit"),
    CheckConstraint("(permit_id IS NULL) = (permit_kind IS NULL)", name="permit_kind"),
    CheckConstraint("(speaker = 'support') = (permit_kind = 'support')", name="support_permit"),
    CheckConstraint("(speaker = 'customer') = (client_id IS NOT NULL)", name="client_id"),
)
# What was offered or asked for is said once.
Index(
    "entries_said_once",
    entries.c.conversation_id,
    entries.c.permit_id,
    unique=True,
    sqlite_where=text("permit_kind IN ('offer', 'notice')"),
    postgresql_where=text("permit_kind IN ('offer', 'notice')"),
)
Index(
    "entries_said_before",
    entries.c.conversation_id,
    entries.c.text_digest,
    entries.c.seq,
    sqlite_where=entries.c.text_digest.isnot(None),
    postgresql_where=entries.c.text_digest.isnot(None),
)

choices = Table(
    "choices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, nullable=False),
    Column("entry_seq", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("meaning", JSON, nullable=False),
    UniqueConstraint("conversation_id", "entry_seq", "position"),
    ForeignKeyConstraint(["conversation_id", "entry_seq"], ["entries.conversation_id", "entries.seq"]),
)

turns = Table(
    "turns",
    metadata,
    Column("conversation_id", Text, nullable=False),
    Column("inbound_seq", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("ref", Integer),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("conversation_id", "inbound_seq"),
    UniqueConstraint("conversation_id", "seq"),
    ForeignKeyConstraint(["conversation_id", "inbound_seq"], ["entries.conversation_id", "entries.seq"]),
    CheckConstraint(
        "outcome IN ('answered', 'answered_before', 'quiet', 'passed_on', 'failed')", name="outcome"
    ),
)

events = Table(
    "events",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("conversation_id", "seq"),
    CheckConstraint("kind IN ('owner', 'status')", name="kind"),
)

_IS_OWNER = text("kind = 'owner'")
Index("events_of_owners", events.c.at, sqlite_where=_IS_OWNER, postgresql_where=_IS_OWNER)

snapshots = Table(
    "snapshots",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.id"), primary_key=True),
    Column("data", Text, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("conversation_id", Text, nullable=False),
    Column("inbound_seq", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("conversation_id", "inbound_seq"),
    ForeignKeyConstraint(["conversation_id", "inbound_seq"], ["entries.conversation_id", "entries.seq"]),
)

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("part", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("part", "name"),
)

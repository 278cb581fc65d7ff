"""The tables of the support team: its accounts, what each of them did, what is new, and what goes to a desk.

They join `tables.metadata`. Nothing in here is ever in a customer's stream.
"""

from sqlalchemy import (
    BigInteger,
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

support_agents = Table(
    "support_agents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("email"),
)

support_sessions = Table(
    "support_sessions",
    metadata,
    Column("digest", Text, primary_key=True),  # of the cookie's token, which is kept nowhere
    Column("agent_id", Text, ForeignKey("support_agents.id"), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)
Index("support_sessions_of_agent", support_sessions.c.agent_id)

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("id", Text, nullable=False),
    Column("about", Text, nullable=False),  # a keyed digest of the account or of the address
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("about", "id"),
)
Index("sign_in_failures_about", sign_in_failures.c.about, sign_in_failures.c.at)
Index("sign_in_failures_by_age", sign_in_failures.c.at)

support_words = Table(
    "support_words",
    metadata,
    Column("conversation_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("agent_id", Text, ForeignKey("support_agents.id"), nullable=False),
    Column("client_id", Text, nullable=False),
    PrimaryKeyConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "agent_id", "client_id"),
    ForeignKeyConstraint(["conversation_id", "seq"], ["entries.conversation_id", "entries.seq"]),
)

support_notes = Table(
    "support_notes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("after_seq", Integer, nullable=False),
    Column("agent_id", Text, ForeignKey("support_agents.id"), nullable=False),
    Column("client_id", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    UniqueConstraint("conversation_id", "agent_id", "client_id"),
)

support_reads = Table(
    "support_reads",
    metadata,
    Column("agent_id", Text, ForeignKey("support_agents.id"), nullable=False),
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    PrimaryKeyConstraint("agent_id", "conversation_id"),
)

order_looks = Table(
    "order_looks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("agent_id", Text, ForeignKey("support_agents.id"), nullable=False),
    Column("order_number", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
)
Index("order_looks_of_conversation", order_looks.c.conversation_id, order_looks.c.at)
Index("order_looks_by_time", order_looks.c.at, order_looks.c.id)

# Numbers are given by one transaction after the other, so that no smaller one appears later.
inbox_log = Table(
    "inbox_log",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("after_seq", Integer, nullable=False),
    Column("up_to_seq", Integer, nullable=False),
    Column("note_id", Text, ForeignKey("support_notes.id")),
    Column("at", BigInteger, nullable=False),
    CheckConstraint("(note_id IS NULL) = (up_to_seq > after_seq)", name="note_id"),
)
Index("inbox_log_by_age", inbox_log.c.at)

hand_overs = Table(
    "hand_overs",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.id"), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("up_to_seq", Integer, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    PrimaryKeyConstraint("conversation_id", "epoch"),
    CheckConstraint("state IN ('open', 'sent', 'dropped')", name="state"),
)
_OPEN = text("state = 'open'")
Index("hand_overs_open", hand_overs.c.next_at, sqlite_where=_OPEN, postgresql_where=_OPEN)

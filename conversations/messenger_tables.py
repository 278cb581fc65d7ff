"""The tables of Messenger: what the platform told us, who a conversation is with, and what goes out to them.

They join `tables.metadata`. Times are microseconds as there, also the platform's own.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from conversations.tables import metadata

messenger_pages = Table(
    "messenger_pages",
    metadata,
    Column("page_id", Text, primary_key=True),
    Column("app_id", Text),  # ours, as the echoes of our own words name it
    Column("heard_at", BigInteger, nullable=False),  # the last delivery, by our clock
)

EVERY_PAGE = ""
"""The `page_id` of what is remembered of an erased person."""

messenger_events = Table(
    "messenger_events",
    metadata,
    Column("page_id", Text, nullable=False),
    Column("key", Text, nullable=False),  # the platform's `mid`, or a digest of an event without one
    Column("person_id", Text, nullable=False),
    Column("is_standby", Boolean, nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", BigInteger, nullable=False),  # by the platform's clock
    Column("received_at", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    PrimaryKeyConstraint("page_id", "key"),
    CheckConstraint("state IN ('new', 'taken', 'ignored')", name="state"),
)
_IS_NEW = text("state = 'new'")
Index(
    "messenger_events_new",
    messenger_events.c.page_id,
    messenger_events.c.person_id,
    messenger_events.c.at,
    sqlite_where=_IS_NEW,
    postgresql_where=_IS_NEW,
)
Index("messenger_events_of_person", messenger_events.c.person_id)
Index("messenger_events_by_delivery", messenger_events.c.page_id, messenger_events.c.received_at)

messenger_threads = Table(
    "messenger_threads",
    metadata,
    Column("conversation_id", Text, ForeignKey("conversations.id"), primary_key=True),
    Column("page_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("wrote_at", BigInteger),  # opens the messaging window; by the platform's clock
    Column("refused_at", BigInteger),  # the platform said that nothing reaches this person until they write
    Column("laid_out_seq", Integer, nullable=False),  # up to where the journal is in `messenger_parts`
    Column("bot_spoke_at", BigInteger),
    Column("has_person_spoken", Boolean, nullable=False),  # since the bot last did
    Column("lease", Text),
    Column("lease_until", BigInteger),
    Column("notice_email", Text),  # given for what comes too late to be told here
    Column("came_from", Text),  # the `ref` of the link that led here last
    UniqueConstraint("page_id", "person_id"),
)
Index("messenger_threads_by_message", messenger_threads.c.wrote_at)

messenger_parts = Table(
    "messenger_parts",
    metadata,
    Column("conversation_id", Text, ForeignKey("messenger_threads.conversation_id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Column("writer", Text, nullable=False),
    Column("call", Text, nullable=False),
    Column("body", JSON, nullable=False),
    Column("token", Text, nullable=False),  # comes back in the echo
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("tried_at", BigInteger),
    Column("mid", Text),
    Column("problem", Text),
    PrimaryKeyConstraint("conversation_id", "seq", "part"),
    UniqueConstraint("token"),
    CheckConstraint("writer IN ('bot', 'person')", name="writer"),
    CheckConstraint("state IN ('ready', 'trying', 'sent', 'failed', 'dropped')", name="state"),
)
_IS_OPEN = text("state IN ('ready', 'trying')")
Index(
    "messenger_parts_open",
    messenger_parts.c.conversation_id,
    messenger_parts.c.seq,
    messenger_parts.c.part,
    sqlite_where=_IS_OPEN,
    postgresql_where=_IS_OPEN,
)

messenger_erasures = Table(
    "messenger_erasures",
    metadata,
    Column("code", Text, primary_key=True),
    Column("asked_at", BigInteger, nullable=False),
    Column("done_at", BigInteger),
    Column("person_digest", Text, nullable=False),  # keyed: who it was is forgotten with the rest
    UniqueConstraint("person_digest"),
)

"""Messenger: what the platform told us, whom a conversation is with, and what goes out to them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_STATES = "state IN ('ready', 'trying', 'sent', 'failed', 'dropped')"


def upgrade() -> None:
    _pages_and_events()
    _threads()
    _parts()
    op.create_table(
        "messenger_erasures",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("person_digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="messenger_erasures_pkey"),
        sa.UniqueConstraint("person_digest", name="messenger_erasures_person_digest_key"),
    )


def _pages_and_events() -> None:
    op.create_table(
        "messenger_pages",
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("app_id", sa.Text(), nullable=True),
        sa.Column("heard_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", name="messenger_pages_pkey"),
    )
    op.create_table(
        "messenger_events",
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("is_standby", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("page_id", "key", name="messenger_events_pkey"),
        sa.CheckConstraint("state IN ('new', 'taken', 'ignored')", name=op.f("messenger_events_state_check")),
    )
    _partial_index(
        "messenger_events_new", "messenger_events", ["page_id", "person_id", "at"], "state = 'new'"
    )
    op.create_index("messenger_events_of_person", "messenger_events", ["person_id"])
    op.create_index("messenger_events_by_delivery", "messenger_events", ["page_id", "received_at"])


def _threads() -> None:
    op.create_table(
        "messenger_threads",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("page_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("wrote_at", sa.BigInteger(), nullable=True),
        sa.Column("refused_at", sa.BigInteger(), nullable=True),
        sa.Column("laid_out_seq", sa.Integer(), nullable=False),
        sa.Column("bot_spoke_at", sa.BigInteger(), nullable=True),
        sa.Column("has_person_spoken", sa.Boolean(), nullable=False),
        sa.Column("lease", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="messenger_threads_conversation_id_fkey"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name="messenger_threads_pkey"),
        sa.UniqueConstraint("page_id", "person_id", name="messenger_threads_page_id_person_id_key"),
    )
    op.create_index("messenger_threads_by_message", "messenger_threads", ["wrote_at"])


def _parts() -> None:
    op.create_table(
        "messenger_parts",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("tried_at", sa.BigInteger(), nullable=True),
        sa.Column("mid", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["messenger_threads.conversation_id"],
            name="messenger_parts_conversation_id_fkey",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", "part", name="messenger_parts_pkey"),
        sa.UniqueConstraint("token", name="messenger_parts_token_key"),
        sa.CheckConstraint("writer IN ('bot', 'person')", name=op.f("messenger_parts_writer_check")),
        sa.CheckConstraint(
            "state IN ('ready', 'trying', 'sent', 'failed', 'dropped')",
            name=op.f("messenger_parts_state_check"),
        ),
    )
    _partial_index(
        "messenger_parts_open",
        "messenger_parts",
        ["conversation_id", "seq", "part"],
        "state IN ('ready', 'trying')",
    )


def _partial_index(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)

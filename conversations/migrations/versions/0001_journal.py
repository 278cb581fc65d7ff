"""The journal: conversations, their entries with permits, turns, events, and who is alive."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _conversations()
    _heartbeats()
    _events()
    _permits()
    _snapshots()
    _entries()
    _choices()
    _notes()
    _turns()


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_permit_id", sa.Integer(), nullable=False),
        sa.Column("latest_bot_seq", sa.Integer(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("owner_epoch", sa.Integer(), nullable=False),
        sa.Column("owner_name", sa.Text(), nullable=True),
        sa.Column("next_pending_seq", sa.Integer(), nullable=True),
        sa.Column("pending_since", sa.BigInteger(), nullable=True),
        sa.Column("delay_told_seq", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retry_at", sa.BigInteger(), nullable=True),
        sa.Column("lease", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(owner = 'support_agent') = (owner_name IS NOT NULL)",
            name=op.f("conversations_owner_name_check"),
        ),
        sa.CheckConstraint(
            "next_pending_seq IS NULL OR owner IN ('bot', 'waiting')",
            name=op.f("conversations_only_the_bot_owes_check"),
        ),
        sa.CheckConstraint(
            "owner IN ('bot', 'waiting', 'support_agent', 'closed')", name=op.f("conversations_owner_check")
        ),
        sa.CheckConstraint(
            "(next_pending_seq IS NULL) = (pending_since IS NULL)", name=op.f("conversations_pending_check")
        ),
        sa.PrimaryKeyConstraint("id", name="conversations_pkey"),
    )
    op.create_index(
        "conversations_waiting_longest",
        "conversations",
        ["pending_since", "id"],
        unique=False,
        sqlite_where=sa.text("pending_since IS NOT NULL"),
        postgresql_where=sa.text("pending_since IS NOT NULL"),
    )


def _heartbeats() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("part", "name", name="heartbeats_pkey"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('owner', 'status')", name=op.f("events_kind_check")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="events_conversation_id_fkey"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="events_pkey"),
    )


def _permits() -> None:
    op.create_table(
        "permits",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("spent", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('reply', 'offer', 'notice', 'support')", name=op.f("permits_kind_check")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="permits_conversation_id_fkey"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "id", name="permits_pkey"),
        sa.UniqueConstraint("conversation_id", "kind", "ref", name="permits_conversation_id_kind_ref_key"),
    )


def _snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="snapshots_conversation_id_fkey"
        ),
        sa.PrimaryKeyConstraint("conversation_id", name="snapshots_pkey"),
    )


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("choice_id", sa.Text(), nullable=True),
        sa.Column("page", sa.JSON(none_as_null=True), nullable=True),
        sa.CheckConstraint(
            "(speaker = 'customer') = (client_id IS NOT NULL)", name=op.f("entries_client_id_check")
        ),
        sa.CheckConstraint("(speaker = 'customer') = (permit_id IS NULL)", name=op.f("entries_permit_check")),
        sa.CheckConstraint("speaker IN ('customer', 'bot', 'support')", name=op.f("entries_speaker_check")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "permit_id"],
            ["permits.conversation_id", "permits.id"],
            name="entries_conversation_id_permit_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="entries_conversation_id_fkey"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="entries_pkey"),
        sa.UniqueConstraint("conversation_id", "client_id", name="entries_conversation_id_client_id_key"),
    )


def _choices() -> None:
    op.create_table(
        "choices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("entry_seq", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("meaning", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "entry_seq"],
            ["entries.conversation_id", "entries.seq"],
            name="choices_conversation_id_entry_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("id", name="choices_pkey"),
        sa.UniqueConstraint(
            "conversation_id", "entry_seq", "position", name="choices_conversation_id_entry_seq_position_key"
        ),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("inbound_seq", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "inbound_seq"],
            ["entries.conversation_id", "entries.seq"],
            name="notes_conversation_id_inbound_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "inbound_seq", name="notes_pkey"),
    )


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("inbound_seq", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ref", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('answered', 'answered_before', 'quiet', 'passed_on', 'failed')",
            name=op.f("turns_outcome_check"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "inbound_seq"],
            ["entries.conversation_id", "entries.seq"],
            name="turns_conversation_id_inbound_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "inbound_seq", name="turns_pkey"),
        sa.UniqueConstraint("conversation_id", "seq", name="turns_conversation_id_seq_key"),
    )

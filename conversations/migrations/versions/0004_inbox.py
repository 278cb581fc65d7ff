"""The support team: accounts, what they did, what is new in every conversation, and hand-overs to a desk."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _conversations()
    _accounts()
    _words_and_notes()
    _reads_and_looks()
    _log()
    _hand_overs()


def _conversations() -> None:
    op.add_column("conversations", sa.Column("owner_agent", sa.Text(), nullable=True))
    op.add_column("conversations", sa.Column("owner_since", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("logged_seq", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE conversations SET logged_seq = last_seq")  # what is old is no news
    op.execute(
        "UPDATE conversations SET owner_since = (SELECT max(at) FROM events WHERE kind = 'owner'"
        " AND events.conversation_id = conversations.id)"
    )
    op.create_index("conversations_by_last_entry", "conversations", ["last_entry_at", "owner", "id"])
    _partial_index(
        "conversations_of_persons", "conversations", ["owner", "id"], "owner IN ('waiting', 'support_agent')"
    )
    _partial_index("conversations_with_news", "conversations", ["id"], "last_seq > logged_seq")


def _accounts() -> None:
    op.create_table(
        "support_agents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="support_agents_pkey"),
        sa.UniqueConstraint("email", name="support_agents_email_key"),
    )
    op.create_table(
        "support_sessions",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        _of_agent("support_sessions"),
        sa.PrimaryKeyConstraint("digest", name="support_sessions_pkey"),
    )
    op.create_index("support_sessions_of_agent", "support_sessions", ["agent_id"])
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("about", "id", name="sign_in_failures_pkey"),
    )
    op.create_index("sign_in_failures_about", "sign_in_failures", ["about", "at"])
    op.create_index("sign_in_failures_by_age", "sign_in_failures", ["at"])


def _words_and_notes() -> None:
    once = ["conversation_id", "agent_id", "client_id"]
    op.create_table(
        "support_words",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        _of_agent("support_words"),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["entries.conversation_id", "entries.seq"],
            name="support_words_conversation_id_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="support_words_pkey"),
        sa.UniqueConstraint(*once, name="support_words_conversation_id_agent_id_client_id_key"),
    )
    op.create_table(
        "support_notes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("after_seq", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _of_agent("support_notes"),
        _of_conversation("support_notes"),
        sa.PrimaryKeyConstraint("id", name="support_notes_pkey"),
        sa.UniqueConstraint(*once, name="support_notes_conversation_id_agent_id_client_id_key"),
    )


def _reads_and_looks() -> None:
    op.create_table(
        "support_reads",
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        _of_agent("support_reads"),
        _of_conversation("support_reads"),
        sa.PrimaryKeyConstraint("agent_id", "conversation_id", name="support_reads_pkey"),
    )
    op.create_table(
        "order_looks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        _of_agent("order_looks"),
        _of_conversation("order_looks"),
        sa.PrimaryKeyConstraint("id", name="order_looks_pkey"),
    )
    op.create_index("order_looks_of_conversation", "order_looks", ["conversation_id", "at"])


def _log() -> None:
    op.create_table(
        "inbox_log",
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("after_seq", sa.Integer(), nullable=False),
        sa.Column("up_to_seq", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(note_id IS NULL) = (up_to_seq > after_seq)", name=op.f("inbox_log_note_id_check")
        ),
        _of_conversation("inbox_log"),
        sa.ForeignKeyConstraint(["note_id"], ["support_notes.id"], name="inbox_log_note_id_fkey"),
        sa.PrimaryKeyConstraint("number", name="inbox_log_pkey"),
    )
    op.create_index("inbox_log_by_age", "inbox_log", ["at"])


def _hand_overs() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("up_to_seq", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'sent', 'dropped')", name=op.f("hand_overs_state_check")),
        _of_conversation("hand_overs"),
        sa.PrimaryKeyConstraint("conversation_id", "epoch", name="hand_overs_pkey"),
    )
    _partial_index("hand_overs_open", "hand_overs", ["next_at"], "state = 'open'")


def _of_agent(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["agent_id"], ["support_agents.id"], name=f"{table}_agent_id_fkey")


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"], ["conversations.id"], name=f"{table}_conversation_id_fkey"
    )


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)

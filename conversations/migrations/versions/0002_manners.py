"""The manners: offers, opt-outs, cue counts, notices, thumbs; and entries with their permit's kind."""

from hashlib import blake2b

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_PUT_ASIDE = (
    "CREATE TEMPORARY TABLE kept_entries AS SELECT * FROM entries",
    "CREATE TEMPORARY TABLE kept_choices AS SELECT * FROM choices",
    "CREATE TEMPORARY TABLE kept_turns AS SELECT * FROM turns",
    "CREATE TEMPORARY TABLE kept_notes AS SELECT * FROM notes",
    "DELETE FROM choices",
    "DELETE FROM turns",
    "DELETE FROM notes",
)
_PUT_BACK = (
    """
    INSERT INTO entries
        (conversation_id, seq, speaker, text, at, permit_id, permit_kind, client_id, choice_id, page)
    SELECT e.conversation_id, seq, speaker, text, at, permit_id, p.kind, client_id, choice_id, page
    FROM kept_entries AS e
    LEFT JOIN permits AS p ON p.conversation_id = e.conversation_id AND p.id = e.permit_id
    """,
    "INSERT INTO choices SELECT * FROM kept_choices",
    "INSERT INTO turns SELECT * FROM kept_turns",
    "INSERT INTO notes SELECT * FROM kept_notes",
    "DROP TABLE kept_entries",
    "DROP TABLE kept_choices",
    "DROP TABLE kept_turns",
    "DROP TABLE kept_notes",
)
_SET_KIND = """
    UPDATE entries SET permit_kind = (
        SELECT kind FROM permits
        WHERE permits.conversation_id = entries.conversation_id AND permits.id = entries.permit_id
    )
"""


def upgrade() -> None:
    _conversations()
    _permits()
    if op.get_bind().dialect.name == "sqlite":
        _entries_made_anew()
    else:
        _entries_altered()
    _entries_indexed()
    _offers()
    _opt_outs()
    _cue_counts()
    _notices()
    _ratings()


def _conversations() -> None:
    op.add_column("conversations", sa.Column("last_entry_at", sa.BigInteger(), nullable=True))
    op.add_column("conversations", sa.Column("visitor", sa.Text(), nullable=True))
    for column in ("customer_id", "visitor"):
        _partial_index(f"conversations_of_{column}", "conversations", [column], f"{column} IS NOT NULL")
    op.execute(
        "UPDATE conversations SET last_entry_at ="
        " (SELECT max(at) FROM entries WHERE entries.conversation_id = conversations.id)"
    )


def _permits() -> None:
    op.create_index("permits_with_kind", "permits", ["conversation_id", "id", "kind"], unique=True)
    _partial_index(
        "permits_of_one_conversation", "permits", ["kind", "ref"], "kind IN ('offer', 'notice')", unique=True
    )


def _entries_altered() -> None:
    op.add_column("entries", sa.Column("permit_kind", sa.Text(), nullable=True))
    op.add_column("entries", sa.Column("text_digest", sa.BigInteger(), nullable=True))
    op.execute(_SET_KIND)
    _set_digests()
    op.drop_constraint("entries_conversation_id_permit_id_fkey", "entries")
    op.create_foreign_key(
        "entries_conversation_id_permit_id_permit_kind_fkey",
        "entries",
        "permits",
        ["conversation_id", "permit_id", "permit_kind"],
        ["conversation_id", "id", "kind"],
    )
    op.create_check_constraint(
        op.f("entries_permit_kind_check"), "entries", "(permit_id IS NULL) = (permit_kind IS NULL)"
    )
    op.create_check_constraint(
        op.f("entries_support_permit_check"), "entries", "(speaker = 'support') = (permit_kind = 'support')"
    )


def _entries_made_anew() -> None:
    """SQLite cannot add a constraint to a table. Nothing may refer to a table that is dropped."""
    for statement in _PUT_ASIDE:
        op.execute(statement)
    op.drop_table("entries")
    _create_entries()
    for statement in _PUT_BACK:
        op.execute(statement)
    _set_digests()


def _create_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("permit_id", sa.Integer(), nullable=True),
        sa.Column("permit_kind", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("choice_id", sa.Text(), nullable=True),
        sa.Column("page", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("text_digest", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(speaker = 'customer') = (client_id IS NOT NULL)", name=op.f("entries_client_id_check")
        ),
        sa.CheckConstraint("(speaker = 'customer') = (permit_id IS NULL)", name=op.f("entries_permit_check")),
        sa.CheckConstraint(
            "(permit_id IS NULL) = (permit_kind IS NULL)", name=op.f("entries_permit_kind_check")
        ),
        sa.CheckConstraint("speaker IN ('customer', 'bot', 'support')", name=op.f("entries_speaker_check")),
        sa.CheckConstraint(
            "(speaker = 'support') = (permit_kind = 'support')", name=op.f("entries_support_permit_check")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "permit_id", "permit_kind"],
            ["permits.conversation_id", "permits.id", "permits.kind"],
            name="entries_conversation_id_permit_id_permit_kind_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="entries_conversation_id_fkey"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="entries_pkey"),
        sa.UniqueConstraint("conversation_id", "client_id", name="entries_conversation_id_client_id_key"),
    )


def _set_digests() -> None:
    connection = op.get_bind()
    said = connection.execute(
        sa.text("SELECT conversation_id AS id, seq, text FROM entries WHERE speaker = 'bot'")
    ).all()
    digests = [{"id": row.id, "seq": row.seq, "digest": _digest(row.text)} for row in said]
    if digests:
        connection.execute(
            sa.text("UPDATE entries SET text_digest = :digest WHERE conversation_id = :id AND seq = :seq"),
            digests,
        )


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _entries_indexed() -> None:
    _partial_index(
        "entries_said_once",
        "entries",
        ["conversation_id", "permit_id"],
        "permit_kind IN ('offer', 'notice')",
        unique=True,
    )
    _partial_index(
        "entries_said_before", "entries", ["conversation_id", "text_digest", "seq"], "text_digest IS NOT NULL"
    )


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("visitor", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("opens", sa.JSON(), nullable=False),
        sa.Column("page", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("conversation_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'accepted') = (conversation_id IS NOT NULL)",
            name=op.f("offers_conversation_id_check"),
        ),
        sa.CheckConstraint("(outcome = 'waiting') = (ended_at IS NULL)", name=op.f("offers_ended_at_check")),
        sa.CheckConstraint(
            "outcome IN ('waiting', 'accepted', 'declined', 'ignored', 'never')",
            name=op.f("offers_outcome_check"),
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="offers_conversation_id_fkey"
        ),
        sa.PrimaryKeyConstraint("id", name="offers_pkey"),
        sa.UniqueConstraint("conversation_id", name="offers_conversation_id_key"),
    )
    op.create_index("offers_of_visitor", "offers", ["visitor", "at"])
    _partial_index("offers_of_customer", "offers", ["customer_id", "at"], "customer_id IS NOT NULL")


def _opt_outs() -> None:
    op.create_table(
        "opt_outs",
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("is_for_good", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("about", "is_for_good", name="opt_outs_pkey"),
    )


def _cue_counts() -> None:
    op.create_table(
        "cue_counts",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "cue", "reason", name="cue_counts_pkey"),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("inbound_seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("proof_email", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(outcome = 'waiting') = (ended_at IS NULL)", name=op.f("notices_ended_at_check")),
        sa.CheckConstraint("kind IN ('order_shipped', 'refund_paid')", name=op.f("notices_kind_check")),
        sa.CheckConstraint("outcome IN ('waiting', 'told', 'cancelled')", name=op.f("notices_outcome_check")),
        sa.CheckConstraint(
            "outcome = 'waiting' OR proof_email IS NULL", name=op.f("notices_proof_email_check")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id", "inbound_seq"],
            ["entries.conversation_id", "entries.seq"],
            name="notices_conversation_id_inbound_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("id", name="notices_pkey"),
        sa.UniqueConstraint(
            "conversation_id",
            "inbound_seq",
            "kind",
            "order_number",
            name="notices_conversation_id_inbound_seq_kind_order_number_key",
        ),
    )
    _partial_index("notices_waiting", "notices", ["id"], "outcome = 'waiting'")
    _partial_index(
        "notices_once",
        "notices",
        ["conversation_id", "kind", "order_number"],
        "outcome = 'waiting'",
        unique=True,
    )


def _ratings() -> None:
    op.create_table(
        "ratings",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["entries.conversation_id", "entries.seq"],
            name="ratings_conversation_id_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="ratings_pkey"),
    )


def _partial_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )

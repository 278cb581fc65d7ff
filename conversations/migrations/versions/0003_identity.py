"""Identity: attempts to prove an order, capabilities, one-time codes; and where a message came from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("entries", sa.Column("address_digest", sa.Text(), nullable=True))
    _identity_attempts()
    _capabilities()
    _one_time_codes()


def _identity_attempts() -> None:
    op.create_table(
        "identity_attempts",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("inbound_seq", sa.Integer(), nullable=False),
        sa.Column("guess", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("crowd", sa.Text(), nullable=False),
        sa.Column("address_digest", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("tier IN ('seen', 'confirmed')", name=op.f("identity_attempts_tier_check")),
        sa.CheckConstraint(
            "outcome IN ('failed', 'right', 'refused')", name=op.f("identity_attempts_outcome_check")
        ),
        sa.CheckConstraint("number > 0", name=op.f("identity_attempts_number_check")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "inbound_seq"],
            ["entries.conversation_id", "entries.seq"],
            name="identity_attempts_conversation_id_inbound_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "inbound_seq", "guess", name="identity_attempts_pkey"),
    )
    _partial_index(
        "identity_attempts_from_address",
        "identity_attempts",
        ["address_digest", "at"],
        "outcome = 'failed' AND address_digest IS NOT NULL",
    )
    _partial_index(
        "identity_attempts_on_order",
        "identity_attempts",
        ["order_number", "crowd", "at"],
        "outcome = 'failed' AND tier = 'seen'",
    )
    op.create_index(
        "identity_attempts_for_capabilities",
        "identity_attempts",
        ["conversation_id", "inbound_seq", "guess", "tier", "order_number", "outcome"],
        unique=True,
    )


def _capabilities() -> None:
    of_the_attempt = ["conversation_id", "inbound_seq", "guess", "tier", "order_number", "outcome"]
    op.create_table(
        "capabilities",
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("inbound_seq", sa.Integer(), nullable=False),
        sa.Column("guess", sa.Text(), nullable=False),
        sa.Column("tier", sa.Text(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("outcome = 'right'", name=op.f("capabilities_outcome_check")),
        sa.CheckConstraint("expires_at > granted_at", name=op.f("capabilities_expires_at_check")),
        sa.ForeignKeyConstraint(
            of_the_attempt,
            [f"identity_attempts.{name}" for name in of_the_attempt],
            name="capabilities_identity_attempts_fkey",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "inbound_seq", "guess", name="capabilities_pkey"),
    )


def _one_time_codes() -> None:
    op.create_table(
        "one_time_codes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("inbound_seq", sa.Integer(), nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.CheckConstraint("outcome IN ('live', 'used', 'ended')", name=op.f("one_time_codes_outcome_check")),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("one_time_codes_tries_check")),
        sa.CheckConstraint("expires_at > sent_at", name=op.f("one_time_codes_expires_at_check")),
        sa.ForeignKeyConstraint(
            ["conversation_id", "inbound_seq"],
            ["entries.conversation_id", "entries.seq"],
            name="one_time_codes_conversation_id_inbound_seq_fkey",
        ),
        sa.PrimaryKeyConstraint("id", name="one_time_codes_pkey"),
        sa.UniqueConstraint(
            "conversation_id",
            "inbound_seq",
            "order_number",
            name="one_time_codes_conversation_id_inbound_seq_order_number_key",
        ),
    )
    op.create_index("one_time_codes_of_order", "one_time_codes", ["order_number", "sent_at"])
    _partial_index(
        "one_time_codes_live",
        "one_time_codes",
        ["conversation_id", "order_number"],
        "outcome = 'live'",
        unique=True,
    )


def _partial_index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )

"""What stands beside a shop's own order tables: what we saw of each order and keep of it, and the changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "deskbell_orders",
        sa.Column("order_number", sa.String(12), primary_key=True),
        sa.Column("version", sa.Integer, sa.CheckConstraint("version >= 1"), nullable=False),
        sa.Column("seen", sa.String(64), nullable=False),
        sa.Column("kept", sa.Text, nullable=False),
    )
    op.create_table(
        "deskbell_changes",
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("order_number", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("actor", sa.String(30), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("done", sa.Text, nullable=False),
        sa.Column("undo_until", moment),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("undoes", sa.String(200)),
        sa.Column("for_team", sa.Boolean, nullable=False),
        sa.UniqueConstraint("order_number", "version", name="deskbell_changes_one_a_version"),
        sa.UniqueConstraint("undoes", name="deskbell_changes_undone_once"),
    )

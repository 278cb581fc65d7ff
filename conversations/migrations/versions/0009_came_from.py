"""Which link or advertisement led a person on Messenger here."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("messenger_threads", sa.Column("came_from", sa.Text(), nullable=True))

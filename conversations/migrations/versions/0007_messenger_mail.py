"""Where a person on Messenger wants to be mailed what comes too late for it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("messenger_threads", sa.Column("notice_email", sa.Text(), nullable=True))

"""Finds the changes of owner of the last days: how long customers usually wait for a person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    condition = sa.text("kind = 'owner'")
    op.create_index("events_of_owners", "events", ["at"], sqlite_where=condition, postgresql_where=condition)

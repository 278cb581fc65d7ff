"""The trail of looks at orders is read from its end."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_index("order_looks_by_time", "order_looks", ["at", "id"])

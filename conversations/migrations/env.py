"""Runs migrations in the transaction that `conversations.schema` has begun."""

from alembic import context

from conversations import manners_tables as _more_tables  # noqa: F401 (they join the metadata)
from conversations.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()

"""Runs migrations in the transaction that `conversations.schema` has begun."""

from alembic import context

from conversations.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()

"""Runs migrations in the transaction that `conversations.schema` has begun."""

from alembic import context

from conversations import identity_tables as _tables_of_identity  # noqa: F401 (they join the metadata)
from conversations import manners_tables as _tables_of_the_manners  # noqa: F401
from conversations import messenger_tables as _tables_of_messenger  # noqa: F401
from conversations.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()

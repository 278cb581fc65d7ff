"""Alembic's way in: runs on the connection of `actions.orders.schema`, inside its transaction."""

from alembic import context

from actions.orders.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    transactional_ddl=True,  # on SQLite too: the engine begins its transactions itself
)
context.run_migrations()

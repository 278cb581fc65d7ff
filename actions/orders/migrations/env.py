"""Alembic's way in: runs on the connection of `actions.orders.schema`, inside its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    transactional_ddl=True,  # on SQLite too: the engine begins its transactions itself
)
context.run_migrations()

"""Brings a database to the schema of `tables`, with Alembic and without a configuration file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import Connection

from conversations.sql_database import DEFAULT_DATABASE_URL, Database, open_engine

_MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('deskbell schema'))")


def upgrade(database_url: str = DEFAULT_DATABASE_URL) -> None:
    """Migrates to the newest schema, all or nothing; safe when several processes do it at once.

    Raises `SettingError` for a wrong URL and `JournalUnavailable`.
    """
    database = Database(open_engine(database_url, may_make_file=True))
    try:
        with database.write() as connection:
            upgrade_within(connection)
    finally:
        database.close()


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Migrates in the caller's transaction, which on SQLite must have begun as a writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ONE_AT_A_TIME)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)

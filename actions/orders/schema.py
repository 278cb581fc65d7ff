"""Bringing the orders' database up to date, with an Alembic environment of its own in `migrations/`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import Connection

from actions.orders.database import open_engine, writing

VERSION_TABLE = "orders_alembic_version"
"""Our own, so that the journal may keep its tables in the same database."""

BESIDE_VERSION_TABLE = "deskbell_alembic_version"
"""That of the tables which stand beside a shop's own."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x6F726465  # any number that nobody else takes: "orde"


def upgrade(url: str) -> None:
    """Makes or updates the tables in one transaction; harmless when done already, or by two at once.

    Raises OrdersUrlRefused, OrderBookUnavailable.
    """
    _upgrade(url, _MIGRATIONS / "versions", VERSION_TABLE)


def upgrade_beside(url: str) -> None:
    """As `upgrade`, for the tables that a mapped order book keeps beside the shop's own."""
    _upgrade(url, _MIGRATIONS / "versions_beside", BESIDE_VERSION_TABLE)


def _upgrade(url: str, versions: Path, version_table: str) -> None:
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            wait_for_turn(connection)
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
            config.set_main_option("version_path_separator", "os")  # a folder's name may have a space
            config.set_main_option("version_locations", str(versions).replace("%", "%%"))
            config.attributes["connection"] = connection
            config.attributes["version_table"] = version_table
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def wait_for_turn(connection: Connection) -> None:
    """Lets one process at a time rewrite schema or demo; on SQLite the write transaction itself does."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

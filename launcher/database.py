"""Brings both sets of tables up to date, the conversations' and the orders', and fills the demo shop."""

from datetime import datetime

from actions.orders.errors import OrderError
from actions.orders.schema import upgrade as upgrade_orders
from actions.orders.seed import seed
from conversations.errors import JournalUnavailable
from conversations.schema import upgrade as upgrade_conversations
from launcher.errors import DatabaseNotPrepared
from launcher.settings import Settings


def prepare_database(settings: Settings) -> None:
    """Harmless when everything is there already. Raises `DatabaseNotPrepared`, `SettingError`."""
    try:
        upgrade_conversations(settings.database_url)
    except JournalUnavailable as exc:
        raise DatabaseNotPrepared(
            "The database does not answer: start it, or correct DATABASE_URL (empty means a file in var/)."
        ) from exc
    _prepare_orders(settings)


def _prepare_orders(settings: Settings) -> None:
    is_elsewhere = settings.orders_url != settings.database_url
    if is_elsewhere and not settings.is_demo:
        return  # the shop's own database, which the shop looks after
    try:
        upgrade_orders(settings.orders_url)
        if settings.is_demo:
            seed(settings.orders_url, datetime.now(settings.zone).date())
    except OrderError as exc:
        raise DatabaseNotPrepared(f"The order tables could not be prepared. {exc}") from exc

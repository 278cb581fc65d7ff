"""Brings both sets of tables up to date, the conversations' and the orders', and fills the demo shop."""

from datetime import datetime
from pathlib import Path

from actions.orders.errors import OrderError, OrderMappingMistake
from actions.orders.mapped_check import check_mapping
from actions.orders.mapped_file import load_mapping
from actions.orders.schema import upgrade as upgrade_orders
from actions.orders.schema import upgrade_beside
from actions.orders.seed import seed
from conversations.errors import JournalUnavailable
from conversations.schema import upgrade as upgrade_conversations
from launcher.errors import DatabaseNotPrepared, MistakesInFiles
from launcher.settings import Settings


def prepare_database(settings: Settings) -> None:
    """Harmless when everything is there already.

    Raises `DatabaseNotPrepared`, `SettingError`, and `MistakesInFiles` if mapped tables are not as mapped.
    """
    try:
        upgrade_conversations(settings.database_url)
    except JournalUnavailable as exc:
        raise DatabaseNotPrepared(
            "The database does not answer: start it, or correct DATABASE_URL (empty means a file in var/)."
        ) from exc
    _prepare_orders(settings)


def _prepare_orders(settings: Settings) -> None:
    if settings.orders_mapping:
        _prepare_mapped(settings.orders_url, settings.orders_mapping)
        return
    is_elsewhere = settings.orders_url != settings.database_url
    if is_elsewhere and not settings.is_demo:
        return  # the shop's own database, which the shop looks after
    try:
        upgrade_orders(settings.orders_url)
        if settings.is_demo:
            seed(settings.orders_url, datetime.now(settings.zone).date())
    except OrderError as exc:
        raise DatabaseNotPrepared(f"The order tables could not be prepared. {exc}") from exc


def _prepare_mapped(url: str, mapping: Path) -> None:
    """Leaves the shop's tables alone; ours, beside them, are made once the mapping fits."""
    try:
        check_mapping(url, load_mapping(mapping))
        upgrade_beside(url)
    except OrderMappingMistake as exc:
        raise MistakesInFiles(str(exc)) from exc
    except OrderError as exc:
        raise DatabaseNotPrepared(
            "The database of ORDERS_URL can't be used. Its account must be able to read your order tables, "
            f"and to make and write tables named deskbell_… of its own. {exc}"
        ) from exc

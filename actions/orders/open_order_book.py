"""Opens the order book that the shop's settings ask for: over our own tables, or over the shop's."""

from pathlib import Path

from actions.orders.mapped_file import load_mapping
from actions.orders.mapped_order_book import MappedOrderBook
from actions.orders.shop import Shop
from actions.orders.sql_order_book import SqlOrderBook


def open_order_book(
    url: str, mapping: Path | None = None, *, shop: Shop | None = None
) -> SqlOrderBook | MappedOrderBook:
    """Connects to nothing yet. `mapping` is the file that describes the shop's own tables, if it has any.

    Raises OrdersUrlRefused, OrderMappingMistake.
    """
    if mapping is None:
        return SqlOrderBook(url, shop=shop)
    return MappedOrderBook(url, load_mapping(mapping), shop=shop)

"""What a book must know of the shop to change an order: its terms, its calendar, and the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache

from actions.orders.terms import OrderTerms, load_terms


def _clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Shop:
    """`zone` is whose calendar the shop keeps; `now` tells the time, with its time zone."""

    terms: OrderTerms
    zone: tzinfo = UTC
    now: Callable[[], datetime] = _clock


@cache
def usual_shop() -> Shop:
    """The shop of `data/order_terms.yml`, in UTC. Raises OrderTermsMistake."""
    return Shop(load_terms())

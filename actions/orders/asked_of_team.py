"""What customers asked the shop's team to change, where its tables can't, in words for a colleague."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from actions.orders import plain_words
from actions.orders.changes import (
    CancelOrder,
    Change,
    ChangeAddress,
    ChangeItems,
    Quantities,
    StartExchange,
    StartReturn,
)
from actions.orders.order import Order
from actions.orders.order_book import TrailEntry
from actions.orders.weighing.items import taken_off


@dataclass(frozen=True, slots=True)
class AskedOfTeam:
    at: datetime
    words: str


def asked_of_team(order: Order, trail: Iterable[TrailEntry]) -> tuple[AskedOfTeam, ...]:
    """The oldest first. Whether it was done since, the shop's own tables tell."""
    return tuple(AskedOfTeam(entry.at, _words(order, entry.change)) for entry in trail if entry.for_team)


def _words(order: Order, change: Change) -> str:
    match change:
        case CancelOrder():
            return "Cancel the order"
        case ChangeAddress(address):
            return f"Send it to {plain_words.address(address)}"
        case ChangeItems():
            return f"Take off {plain_words.items(taken_off(order, change)) or 'items'}"
        case StartReturn(quantities, reason):
            return f"Take back {_pieces(order, quantities)}: {reason.value.replace('_', ' ')}"
        case StartExchange(quantities, reason, wanted):
            return f"Exchange {_pieces(order, quantities)} for {wanted}: {reason.value.replace('_', ' ')}"
        case _:
            return change.kind.value.replace("_", " ").capitalize()


def _pieces(order: Order, quantities: Quantities) -> str:
    """No quantities mean all that there are."""
    named = [(item, quantities[item.line]) for item in order.items if quantities.get(item.line)]
    return plain_words.items(named) or "everything"

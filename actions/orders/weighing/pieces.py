"""Which pieces of an order a customer means, and which of them are not spoken for already."""

from collections.abc import Sequence

from actions.orders import plain_words
from actions.orders.changes import Quantities
from actions.orders.order import Item, Order, PackedItem
from actions.orders.weighing.standing_facts import Three

Counted = Sequence[tuple[Item, int]]


def still_there(order: Order) -> Counted:
    """What is neither in a return nor in an exchange. A return without items is one of all."""
    if order.return_trip is not None and not order.return_trip.items:
        return []
    going = [
        *(order.exchange.items if order.exchange else ()),
        *(order.return_trip.items if order.return_trip else ()),
    ]
    left = [
        (item, item.quantity - sum(g.quantity for g in going if g.line == item.line)) for item in order.items
    ]
    return [(item, count) for item, count in left if count > 0]


def chosen(order: Order, quantities: Quantities) -> Counted | None:
    """The pieces that are meant, all of them when none is named; None if the order does not have them."""
    there = still_there(order)
    if not quantities:
        return there
    available = {item.line: (item, count) for item, count in there}
    for line, count in quantities.items():
        if line not in available or not 0 < count <= available[line][1]:
            return None
    return [(available[line][0], count) for line, count in sorted(quantities.items())]


def is_everything(order: Order, pieces: Counted) -> bool:
    return sum(count for _, count in pieces) == sum(item.quantity for item in order.items)


def packed(pieces: Counted) -> tuple[PackedItem, ...]:
    return tuple(PackedItem(item.line, count) for item, count in pieces)


def together(one: Sequence[PackedItem], other: Sequence[PackedItem]) -> tuple[PackedItem, ...]:
    """All of both, each line once."""
    lines = dict.fromkeys(packed.line for packed in (*one, *other))
    return tuple(
        PackedItem(line, sum(packed.quantity for packed in (*one, *other) if packed.line == line))
        for line in sorted(lines)
    )


def value(pieces: Counted) -> int:
    """In cents."""
    return sum(item.price * count for item, count in pieces)


def in_words(order: Order, pieces: Counted) -> str:
    """`Quay trainer (chalk)`, of two "1 of 2" before it, or the order itself when its items are not known."""
    return plain_words.pieces(pieces) or f"order {order.number}"


def not_there(order: Order, quantities: Quantities) -> Three:
    """Why a choice of pieces does not fit: they are not in the order, or on their way back already."""
    left = {item.line for item, _ in still_there(order)}
    gone = [(item, 1) for item in order.items if item.line in quantities and item.line not in left]
    if not gone:
        return not_in_order(order)
    what, there = plain_words.items(gone), plain_words.items(still_there(order)) or "nothing"
    return (
        f"{what} of order {order.number} is coming back to us already. What is left of it: {there}.",
        f"That is under way already: {what}. Left of order {order.number} is {there}.",
        f"Order {order.number} still has {there}.",
    )


def not_in_order(order: Order) -> Three:
    """Why a choice of pieces does not fit."""
    there = plain_words.items(still_there(order)) or "nothing that is still to be chosen"
    return (
        f"That is not what order {order.number} has: it has {there}.",
        f"In order {order.number} I find {there}, and not what you named.",
        f"Order {order.number} has {there}.",
    )

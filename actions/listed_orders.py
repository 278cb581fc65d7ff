"""How a customer's orders are shown to choose from, and remembered for "the second one"."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from actions.order_talk.naming import Listed
from actions.order_talk.state_named import states_of
from actions.orders.order import Order
from actions.orders.order_book import OrderPage
from actions.speaking_action import Button, Events, button


def choices_of(page: OrderPage, *, is_all: bool = True) -> list[Button]:
    """At most four, with the way to older ones, or to those that were not thought to be meant."""
    older = [button("Older orders", "list_orders", older_than=page.older)] if page.older else []
    others = older if is_all else [button("Another order", "list_orders")]
    shown = (
        button(in_short(order), "give_order_details", order_number=order.number) for order in page.orders
    )
    return [*shown, *others]


def remembered(page: OrderPage) -> Events:
    listed = [
        {
            "number": order.number,
            "placed_on": order.placed_at.date().isoformat(),
            "items": _names(order),
            "so_far": states_of(order),
        }
        for order in page.orders
    ]
    return [SlotSet("listed_orders", listed), SlotSet("older_orders", page.older)]


def as_listed(orders: Sequence[Order]) -> list[Listed]:
    return [Listed(one.number, one.placed_at.date(), tuple(_names(one))) for one in orders]


def _names(order: Order) -> list[str]:
    return [f"{item.name} {item.colour or ''}".strip() for item in order.items]


def in_short(order: Order) -> str:
    first = order.items[0].name if order.items else "no items"
    more = f" and {len(order.items) - 1} more" if len(order.items) > 1 else ""
    return f"{order.number}: {first}{more}, {order.placed_at:%-d %B}"

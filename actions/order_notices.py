"""Promises to tell what happens to an order, once: only what has not happened yet can be promised."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.orders.order import Order
from actions.orders.order_events import refund_is_due, will_ship
from actions.speaking_action import Events, button
from actions.told import Told
from conversations.notices import Notice, NoticeKind

_PROMISES = {
    NoticeKind.ORDER_SHIPPED: (
        "I'll write here once, when order {number} is on its way.",
        "Noted: one message here when order {number} leaves us.",
        "Yes, I have it: one message when order {number} has left.",
    ),
    NoticeKind.REFUND_PAID: (
        "I'll write here once, when the refund for order {number} is paid.",
        "Noted: one message here when the money for order {number} has gone out.",
        "Yes, I have it: one message when the refund for order {number} has been paid.",
    ),
}
_BUTTONS = (
    button("What will you tell me?", "ask_which_notices"),
    button("Don't tell me any more", "cancel_notices"),
)


def kind_for(order: Order) -> NoticeKind | None:
    """What there still is to be told about this order, or None."""
    if refund_is_due(order):
        return NoticeKind.REFUND_PAID
    return NoticeKind.ORDER_SHIPPED if will_ship(order) else None


def promise(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    order: Order,
    kind: NoticeKind,
    proof_email: str | None,
    waiting: Sequence[Notice],
) -> Events:
    """Asks the worker to keep the notice, unless it is kept already, and says so."""
    is_kept = any(notice.kind is kind and notice.order_number == order.number for notice in waiting)
    if not is_kept:
        asked = {"kind": kind.value, "order_number": order.number, "proof_email": proof_email}
        dispatcher.utter_message(json_message={"notice": asked})
    wordings = [wording.format(number=order.number) for wording in _PROMISES[kind]]
    return Told.of(tracker).tell(dispatcher, f"promised {kind} {order.number}", wordings, _BUTTONS)

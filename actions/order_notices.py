"""Promises to tell what happens to an order, once: only what has not happened yet can be promised."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.order_talk.notice_wished import OF_MONEY, Wish
from actions.orders.order import Order, OrderState
from actions.orders.order_events import has_shipped, refund_is_due, refund_is_paid, will_ship
from actions.speaking_action import Button, Events, button
from actions.told import Told
from conversations.notices import Notice, NoticeKind

_PROMISES = {
    NoticeKind.ORDER_SHIPPED: (
        "I'll write here once, when order {number} is on its way. You find it in this chat when you open it "
        "again; it comes no other way.",
        "Noted: one message in this chat when order {number} leaves us. Open the chat to read it.",
        "Yes, I have it: one message here, to be read when you open the chat, when order {number} has left.",
    ),
    NoticeKind.REFUND_PAID: (
        "I'll write here once, when the refund for order {number} is paid. You find it in this chat when you "
        "open it again; it comes no other way.",
        "Noted: one message in this chat when the money for order {number} has gone out. Open the chat to "
        "read it.",
        "Yes, I have it: one message here, to be read when you open the chat, when the refund for order "
        "{number} has been paid.",
    ),
}
_REFUSALS = {
    "paid back": (
        "The refund for order {number} is paid already, so there is nothing left that I could write.",
        "There is nothing to wait for: the money for order {number} has gone out. What else can I look up?",
    ),
    "no refund": (
        "No refund is due for order {number}, so I can't promise a message about one.",
        "As order {number} stands, no money goes back, so no message would ever come. "
        "If you expect a refund, a person can look into it.",
    ),
    "delivered": (
        "Order {number} is delivered already, so there is nothing left that I could write.",
        "Nothing more happens to order {number} by itself: it was delivered. "
        "A person can help if it is missing.",
    ),
    "leaves first": (
        "I can't write when order {number} arrives: the carrier doesn't tell me. I can write when it leaves "
        "us; you ask for that with “tell me when it ships”.",
        "Only the day when order {number} leaves us can be promised, not the one when it arrives.",
    ),
    "arrival": (
        "I can't write when order {number} arrives: the carrier doesn't tell me. Ask here whenever you like, "
        "and I look up where it is.",
        "A message on the arrival of order {number} is beyond me. Its tracking number shows the way it goes, "
        "and so do I when you ask.",
    ),
    "left": (
        "Order {number} has left us already, so that message would never come. Ask here whenever you like, "
        "and I look up where it is.",
        "There is nothing to wait for: order {number} has gone out. I can look up where it is.",
    ),
    "left in part": (
        "The first parcel of order {number} has left us already, and I can't write about a later one. "
        "Ask here whenever you like, and I look up where each of them is.",
        "I write only when the first parcel leaves, and that of order {number} has. "
        "I can look up where the others are.",
    ),
    "stays": (
        "As order {number} stands, it is not going to leave us, so I can't promise a message about that.",
        "Order {number} does not ship as things are, so no message would ever come. "
        "A person can look into it.",
    ),
    "nothing": (
        "There is nothing about order {number} that I could write later: I can do that when an order leaves "
        "us, and when a refund is paid.",
        "I can promise a message when an order leaves us or a refund is paid; "
        "order {number} waits for neither.",
    ),
}
_BUTTONS = (
    button("What will you tell me?", "ask_which_notices"),
    button("Don't tell me any more", "cancel_notices"),
)


def kind_for(order: Order, wish: str = Wish.ANYTHING) -> NoticeKind | None:
    """What there still is to be told about this order and was wished, or None."""
    if refund_is_due(order) and wish in (*OF_MONEY, Wish.ANYTHING):
        return NoticeKind.REFUND_PAID
    is_meant = wish in (Wish.SHIPPED, Wish.PAID, Wish.ANYTHING)
    return NoticeKind.ORDER_SHIPPED if is_meant and will_ship(order) else None


def refuse(
    dispatcher: CollectingDispatcher, tracker: Tracker, order: Order, wish: str, steps: Sequence[Button]
) -> Events:
    """Says that this can't be promised, and why; `steps` are what can be done instead."""
    reason = _why_not(order, wish)
    wordings = [wording.format(number=order.number) for wording in _REFUSALS[reason]]
    return Told.of(tracker).tell(dispatcher, f"no promise {reason} {order.number}", wordings, steps)


def _why_not(order: Order, wish: str) -> str:
    if wish in OF_MONEY:
        return "paid back" if refund_is_paid(order) else "no refund"
    if order.state is OrderState.DELIVERED:
        return "delivered"
    if wish == Wish.ARRIVED:
        return "leaves first" if will_ship(order) else "arrival"
    if wish != Wish.SHIPPED:
        return "nothing"
    if order.state is OrderState.PARTLY_SHIPPED:
        return "left in part"
    return "left" if has_shipped(order) else "stays"


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

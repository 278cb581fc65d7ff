"""Which changes of this conversation may still be undone. It allows nothing: the order book decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.orders.order import Order, OrderState
from actions.orders.order_book import Receipt
from actions.orders.shop import Shop
from actions.speaking_action import Button, Events, button

_SLOT = "last_changes"
_MOST = 5

UNDO = "Undo that"
_STILL_UNDONE = "You can still undo the cancellation until {until}."


def keys_to_undo(tracker: Tracker, number: str, matter: str | None = None) -> list[str]:
    """Of the latest change of the order, or of the latest of that kind, that was not undone, also when its
    time is over; before it those of what was put down with it since.
    """
    keys: list[str] = []
    for one in _latest_first(tracker):
        if one["order"] == number and matter in {None, one.get("matter")}:
            keys.append(one["key"])
            if not one.get("goes_with_last"):
                break
    return keys


def undo_until(tracker: Tracker, number: str, shop: Shop) -> str | None:
    """The time of day until which the latest change of the order can be undone; None when it can't."""
    latest = next((one["until"] for one in _latest_first(tracker) if one["order"] == number), None)
    if latest is None or datetime.fromisoformat(latest) < shop.now():
        return None
    return datetime.fromisoformat(latest).astimezone(shop.zone).strftime("%H:%M")


def noted(tracker: Tracker, receipt: Receipt, matter: str, *, goes_with_last: bool = False) -> Events:
    """What was just done stands last, if the shop allows to undo it; beside the one that it goes with."""
    if receipt.undo_until is None:
        return []
    until = receipt.undo_until.isoformat()
    done: dict[str, Any] = {
        "order": receipt.order_number,
        "key": receipt.key,
        "until": until,
        "matter": matter,
    }
    if goes_with_last:
        done["goes_with_last"] = True
    return [SlotSet(_SLOT, [*reversed(_latest_first(tracker)), done][-_MOST:])]


def undone(tracker: Tracker, keys: Sequence[str]) -> Events:
    left = [one for one in reversed(_latest_first(tracker)) if one["key"] not in keys]
    return [SlotSet(_SLOT, left or None)]


def kept(tracker: Tracker) -> Events:
    """For after a reset of all slots: what may be undone stays so for its ten minutes."""
    return [SlotSet(_SLOT, tracker.get_slot(_SLOT))]


def undo_button(order: Order) -> Button:
    return button(UNDO, "undo_change", order_number=order.number)


def still_undone(order: Order, tracker: Tracker, shop: Shop) -> str:
    """ " You can still undo the cancellation until 12:10.", or nothing."""
    until = undo_until(tracker, order.number, shop)
    is_cancelled = until is not None and order.state is OrderState.CANCELLED
    return f" {_STILL_UNDONE.format(until=until)}" if is_cancelled else ""


def _latest_first(tracker: Tracker) -> list[dict[str, Any]]:
    return list(reversed(tracker.get_slot(_SLOT) or []))

"""A wish to be told later: kept while its order is found out, then promised or refused."""

from __future__ import annotations

from contextlib import suppress

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.change_turn import NOTHING_OPEN
from actions.notice_actions import NoticesOf
from actions.order_access import NoOrderFits, Opened, OrderAccess
from actions.order_lists import OrderList
from actions.order_notices import kind_for, promise, refuse
from actions.order_talk.notice_wished import OF_MONEY, wish_in
from actions.order_teller import OrderTeller
from actions.orders.order_events import refund_is_due
from actions.orders.proof import CustomerProof
from actions.speaking_action import Events, SpeakingAction, picked_entity


def promise_or_refuse(
    wish: str,
    opened: Opened,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    teller: OrderTeller,
    notices_of: NoticesOf,
) -> Events:
    kind = kind_for(opened.order, wish)
    if kind is None:
        return refuse(dispatcher, tracker, opened.order, wish, teller.steps(opened.order, tracker))
    email = None if isinstance(opened.access, CustomerProof) else opened.order.email
    return promise(dispatcher, tracker, opened.order, kind, email, notices_of(tracker.sender_id))


class ActionWantNotice(SpeakingAction):
    """Remembers the wish while the order is being found out. In the middle of a change it is
    answered at once."""

    def __init__(
        self, access: OrderAccess, orders: OrderList, teller: OrderTeller, notices_of: NoticesOf
    ) -> None:
        self._access = access
        self._orders = orders
        self._teller = teller
        self._notices_of = notices_of

    def name(self) -> str:
        return "action_want_notice"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        wish, change = wish_in(tracker.latest_message.get("text") or ""), tracker.get_slot("change")
        in_hand = tracker.get_slot("order_number")
        number = self._with_refund_due(tracker) if wish in OF_MONEY else None
        if change is None or change["order"] != in_hand:
            meant = [SlotSet("order_number", number)] if number else []
            return [SlotSet("wants_notice", wish.value), SlotSet("order_matter", None), *meant, *NOTHING_OPEN]
        with suppress(NoOrderFits):
            opened = self._access.open(tracker, number or in_hand)
            return promise_or_refuse(wish, opened, dispatcher, tracker, self._teller, self._notices_of)
        return []

    def _with_refund_due(self, tracker: Tracker) -> str | None:
        """What "tell me when it's paid" is about: of the orders spoken of the latest, else the only one."""
        if picked_entity(tracker, "order_number") is not None:
            return None
        told = reversed(tracker.get_slot("opened_orders") or ())
        for number in filter(None, (tracker.get_slot("order_number"), *told)):
            opened = self._access.still_open(tracker, number)
            if opened is not None and refund_is_due(opened.order):
                return str(number)
        due = [one.number for one in self._orders.latest(tracker) if refund_is_due(one)]
        return due[0] if len(due) == 1 else None

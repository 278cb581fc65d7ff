"""A wish to be told later: kept while its order is found out, then promised or refused."""

from __future__ import annotations

from contextlib import suppress

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.change_turn import NOTHING_OPEN
from actions.notice_actions import NoticesOf
from actions.order_access import NoOrderFits, Opened, OrderAccess
from actions.order_notices import kind_for, promise, refuse
from actions.order_talk.notice_wished import wish_in
from actions.order_teller import OrderTeller
from actions.orders.proof import CustomerProof
from actions.speaking_action import Events, SpeakingAction


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

    def __init__(self, access: OrderAccess, teller: OrderTeller, notices_of: NoticesOf) -> None:
        self._access = access
        self._teller = teller
        self._notices_of = notices_of

    def name(self) -> str:
        return "action_want_notice"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        wish, change = wish_in(tracker.latest_message.get("text") or ""), tracker.get_slot("change")
        if change is None or change["order"] != tracker.get_slot("order_number"):
            return [SlotSet("wants_notice", wish.value), SlotSet("order_matter", None), *NOTHING_OPEN]
        with suppress(NoOrderFits):
            opened = self._access.open(tracker, change["order"])
            return promise_or_refuse(wish, opened, dispatcher, tracker, self._teller, self._notices_of)
        return []

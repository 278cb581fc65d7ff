"""What the bot does about orders: ask for what it does not know yet, and tell the truth about an order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, tzinfo

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.notice_actions import NoticesOf
from actions.order_notices import kind_for, promise, refuse
from actions.orders.errors import OrderNotFound
from actions.orders.next_steps import NextStep
from actions.orders.order import Order
from actions.orders.order_book import OrderBook
from actions.orders.order_status import status_of
from actions.orders.proof import CustomerProof, EmailProof, Proof
from actions.speaking_action import Button, Events, SpeakingAction, button, talk_to_person
from actions.told import Told

CustomerOf = Callable[[str], str | None]
"""The customer id that the shop vouched for in this conversation, or None for a guest."""


class ActionTellOrderStatus(SpeakingAction):
    """Looks the order up with the proof at hand. A wrong proof and an unknown order sound the same."""

    def __init__(
        self,
        order_book: OrderBook,
        customer_of: CustomerOf,
        notices_of: NoticesOf,
        today: Callable[[], date],
        zone: tzinfo,
    ) -> None:
        self._order_book = order_book
        self._customer_of = customer_of
        self._notices_of = notices_of
        self._today = today
        self._zone = zone

    def name(self) -> str:
        return "action_tell_order_status"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        found = self._find(tracker)
        if found is None:
            return _say_no_match(dispatcher, tracker)
        order, proof = found
        events = [SlotSet("order_number", order.number), SlotSet("wants_notice", None)]
        wish = tracker.get_slot("wants_notice")
        if not wish:
            return events + self._tell(order, dispatcher, tracker)
        kind = kind_for(order, wish)
        if kind is None:
            return events + refuse(dispatcher, tracker, order, wish, self._steps(order, tracker))
        waiting = self._notices_of(tracker.sender_id)
        email = proof.email if isinstance(proof, EmailProof) else None
        return events + promise(dispatcher, tracker, order, kind, email, waiting)

    def _find(self, tracker: Tracker) -> tuple[Order, Proof] | None:
        """The order, with the proof that fits: whom the shop vouches for may also know another's e-mail."""
        for proof in self._proofs(tracker):
            with suppress(OrderNotFound):
                return self._order_book.find(tracker.get_slot("order_number") or "", proof), proof
        return None

    def _proofs(self, tracker: Tracker) -> Iterator[Proof]:
        customer_id = self._customer_of(tracker.sender_id)
        if customer_id is not None:
            yield CustomerProof(customer_id)
        if email := tracker.get_slot("email"):
            yield EmailProof(email)

    def _tell(self, order: Order, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        wordings = status_of(order, self._today(), (), self._zone).wordings
        topic = f"order {order.number}: {wordings[0]}"
        return Told.of(tracker).tell(dispatcher, topic, wordings, self._steps(order, tracker))

    def _steps(self, order: Order, tracker: Tracker) -> list[Button]:
        told = Told.of(tracker)
        said = [step for step in NextStep if step.faq_slug and told.was_told(f"faq {step.faq_slug}")]
        return [_button(step) for step in status_of(order, self._today(), said, self._zone).next_steps]


class ActionForgetOrder(SpeakingAction):
    """Makes room for another order, or for another proof.

    The e-mail stays unless it is spoken of: the next order may well be of the same customer.
    """

    def name(self) -> str:
        return "action_forget_order"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        said_now = {event["entity"] for event in tracker.latest_message.get("entities", [])}
        spoken_of = _spoken_of(tracker.latest_message.get("text") or "")
        return [SlotSet(slot, None) for slot in spoken_of if slot not in said_now]


class ActionForgetMatter(SpeakingAction):
    """The customer dropped the matter: what is written later belongs to another one."""

    is_quick = True

    def name(self) -> str:
        return "action_forget_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return [SlotSet("order_number", None), SlotSet("wants_notice", None)]


def _spoken_of(text: str) -> list[str]:
    """ "The e-mail", "the number", "both"; every other way to speak of another order is about its number."""
    has_email = re.search(r"mail|address|\bboth\b", text, re.IGNORECASE) is not None
    has_number = re.search(r"number|order(?!ed)|\bboth\b", text, re.IGNORECASE) is not None
    return ["order_number"] * (has_number or not has_email) + ["email"] * has_email


# By attempt, and the same for an unknown order as for a wrong proof.
_NO_MATCH = (
    "I can't find an order with this number and this e-mail address. Both are in your confirmation e-mail. "
    "Which of the two was different?",
    "These two don't belong to an order either. Often it is another address than usual. "
    "Which number and which address does the confirmation e-mail show?",
    "Still no order with this number and this address. A person can look for it with other details. "
    "Or would you like to write me both once more?",
    "No order fits these two. I can look again with another number or address; a person may find it sooner.",
    "Again there is no order that fits both. A person from our team is the better way now.",
)
_NO_MATCH_AGAIN = (
    "There is no order {number} with the address {email} either. A person can look for it in another way.",
    "Order {number} and {email} don't fit. I can't look in another way, and a person can.",
)
_MISMATCH = "no match"

_NOT_IN_ACCOUNT = (
    "I can't find an order with this number in your account. What is the number in your confirmation e-mail?",
    "There is no order with that number in your account either. "
    "Was it ordered without signing in? Then I need its e-mail address.",
    "Your account has no order with that number. A person can look for it with other details.",
)


def _say_no_match(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Number and address are kept: the customer need only write what was different."""
    if tracker.get_slot("email") is None:
        return Told.of(tracker).tell(dispatcher, "not in account", _NOT_IN_ACCOUNT, [talk_to_person()])
    told = Told.of(tracker)
    if not told.has_run_out(_MISMATCH, _NO_MATCH):
        return told.tell(dispatcher, _MISMATCH, _NO_MATCH, [talk_to_person()])
    number, email = tracker.get_slot("order_number"), tracker.get_slot("email")
    wordings = [wording.format(number=number, email=email) for wording in _NO_MATCH_AGAIN]
    return told.tell(dispatcher, f"{_MISMATCH} {number} {email}", wordings, [talk_to_person()])


def _button(step: NextStep) -> Button:
    if step.faq_slug is not None:
        return button(step.label, "ask_question", faq_entry=step.faq_slug)
    return button(step.label, step.intent or "ask_for_human")

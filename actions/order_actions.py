"""What the bot does about orders: ask for what it does not know yet, and tell the truth about an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, tzinfo

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.notice_actions import NoticesOf
from actions.order_notices import kind_for, promise
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
        kind = kind_for(order) if tracker.get_slot("wants_notice") else None
        if kind is None:
            return events + self._tell(order, dispatcher, tracker)
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
        told = Told.of(tracker)
        said = [step for step in NextStep if step.faq_slug and told.was_told(f"faq {step.faq_slug}")]
        status = status_of(order, self._today(), said, self._zone)
        buttons = [_button(step) for step in status.next_steps]
        return told.tell(dispatcher, f"order {order.number}: {status.wordings[0]}", status.wordings, buttons)


class ActionForgetOrder(SpeakingAction):
    """Makes room for another order. The e-mail stays: the next order may well be of the same customer."""

    def name(self) -> str:
        return "action_forget_order"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        said_now = {event["entity"] for event in tracker.latest_message.get("entities", [])}
        return [] if "order_number" in said_now else [SlotSet("order_number", None)]


# By attempt, and the same for an unknown order as for a wrong proof.
_NO_MATCH = (
    "I can't find an order with this number and this e-mail address. Both stand in your confirmation e-mail. "
    "Which of the two was different?",
    "These two don't belong to an order either. Often it is another address than usual. "
    "Which number and which address does the confirmation e-mail show?",
    "Still no order with this number and this address. A person can look for it with other details. "
    "Or would you like to write me both once more?",
    "No order fits these two. I can look again with another number or address; a person may find it sooner.",
    "Again there is no order that fits both. A person from our team is the better way now.",
)
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
    return Told.of(tracker).tell(dispatcher, "no match", _NO_MATCH, [talk_to_person()])


def _button(step: NextStep) -> Button:
    if step.faq_slug is not None:
        return button(step.label, "ask_question", faq_entry=step.faq_slug)
    return button(step.label, step.intent or "ask_for_human")

"""What the bot does about orders: ask for what it does not know yet, and tell the truth about an order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.orders import identifiers
from actions.orders.errors import NotAnOrderNumber, OrderNotFound
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
        self, order_book: OrderBook, customer_of: CustomerOf, today: Callable[[], date], zone: tzinfo
    ) -> None:
        self._order_book = order_book
        self._customer_of = customer_of
        self._today = today
        self._zone = zone

    def name(self) -> str:
        return "action_tell_order_status"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        number = tracker.get_slot("order_number") or ""
        try:
            order = self._order_book.find(number, self._proof(tracker))
        except OrderNotFound:
            return _say_no_match(dispatcher)
        return self._tell(order, dispatcher, tracker)

    def _proof(self, tracker: Tracker) -> Proof:
        customer_id = self._customer_of(tracker.sender_id)
        email = tracker.get_slot("email")
        if customer_id is not None and not email:
            return CustomerProof(customer_id)
        return EmailProof(email or "")

    def _tell(self, order: Order, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        status = status_of(order, self._today(), zone=self._zone)
        told = Told.of(tracker)
        wording = told.wording(f"order {order.number} {order.version} {status.standing}", status.wordings)
        buttons = [_button(step) for step in status.next_steps]
        dispatcher.utter_message(text=wording.text, buttons=buttons)
        return [wording.remembered, SlotSet("order_number", order.number)]


class ActionForgetOrder(SpeakingAction):
    """Makes room for another order. The e-mail stays: the next order may well be of the same customer."""

    def name(self) -> str:
        return "action_forget_order"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        said_now = {event["entity"] for event in tracker.latest_message.get("entities", [])}
        return [] if "order_number" in said_now else [SlotSet("order_number", None)]


class ValidateOrderStatusForm(SpeakingAction):
    """Checks what the form was given, and ends it as soon as nothing more is needed.

    Looks at shapes only: whether an order exists is never told before its proof.
    """

    def __init__(self, customer_of: CustomerOf) -> None:
        self._customer_of = customer_of

    def name(self) -> str:
        return "validate_order_status_form"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        given = tracker.slots_to_validate()
        events = [
            SlotSet(slot, _accepted(slot, value))
            for slot, value in given.items()
            if slot in {"order_number", "email"}
        ]
        known = {**tracker.current_slot_values(), **{event["name"]: event["value"] for event in events}}
        if known.get("order_number") and self._customer_of(tracker.sender_id) is not None:
            events.append(SlotSet("requested_slot", None))  # whom the shop vouches for need not prove it
        return events


def _accepted(slot: str, value: object) -> str | None:
    if not isinstance(value, str):
        return None
    if slot == "email":
        return identifiers.email(value)
    try:
        return identifiers.order_number(value)
    except NotAnOrderNumber:
        return None


def _say_no_match(dispatcher: CollectingDispatcher) -> Events:
    dispatcher.utter_message(
        text="I can't find an order with this number and this e-mail address. "
        "Both stand in your confirmation e-mail. Please check them and write me the order number and "
        "the address again, or talk to a person.",
        buttons=[talk_to_person()],
    )
    return [SlotSet("order_number", None), SlotSet("email", None)]


def _button(step: NextStep) -> Button:
    if step.faq_slug is not None:
        return button(step.label, "ask_question", faq_entry=step.faq_slug)
    return button(step.label, step.intent or "ask_for_human")

"""What the bot does about orders: ask what is not known yet, tell the truth, do what was confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, tzinfo

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.change_turn import MATTER_OVER, NOTHING_OPEN
from actions.notice_actions import NoticesOf
from actions.order_access import NoOrderFits, Opened, OrderAccess
from actions.order_changes import OrderChanges
from actions.order_notices import kind_for, promise, refuse
from actions.order_steps import steps_as_buttons
from actions.order_talk.matters import Matter
from actions.orders import order_questions
from actions.orders.next_steps import NextStep
from actions.orders.order import Order
from actions.orders.order_book import OrderBook
from actions.orders.order_status import status_of
from actions.orders.proof import CustomerProof
from actions.speaking_action import Button, Events, SpeakingAction, button, talk_to_person
from actions.told import Told

_ANSWERS: dict[Matter, Callable[[Order, date, tzinfo], order_questions.Answer]] = {
    Matter.PARCELS: order_questions.each_parcel,
    Matter.ARRIVAL: order_questions.arrival,
    Matter.LATENESS: order_questions.why_late,
    Matter.REFUND_PLACE: order_questions.where_is_refund,
    Matter.INVOICE: order_questions.invoice,
    Matter.CHARGE: order_questions.charge,
    Matter.FAILED_PAYMENT: order_questions.payment_failed,
    Matter.DOUBLE_CHARGE: order_questions.charged_twice,
}


class OrderTeller:
    """Tells about an order that is open already."""

    def __init__(self, today: Callable[[], date], zone: tzinfo) -> None:
        self._today = today
        self._zone = zone

    def answer(
        self, matter: Matter, order: Order, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Events:
        told = Told.of(tracker)
        if matter not in _ANSWERS:
            return self._tell_status(order, dispatcher, tracker)
        answer = _ANSWERS[matter](order, self._today(), self._zone)
        topic = f"{matter} {order.number}: {answer.wordings[0]}"
        return told.tell(dispatcher, topic, answer.wordings, steps_as_buttons(answer.next_steps))

    def steps(self, order: Order, tracker: Tracker) -> list[Button]:
        """What fits the order now and was not told yet."""
        told = Told.of(tracker)
        said = [step for step in NextStep if step.faq_slug and told.was_told(f"faq {step.faq_slug}")]
        return steps_as_buttons(status_of(order, self._today(), said, self._zone).next_steps)

    def _tell_status(self, order: Order, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        wordings = status_of(order, self._today(), (), self._zone).wordings
        topic = f"order {order.number}: {wordings[0]}"
        return Told.of(tracker).tell(dispatcher, topic, wordings, self.steps(order, tracker))


class ActionNoteMatter(SpeakingAction):
    """Remembers what is wanted of an order. A question in the middle of a change is answered at once."""

    def __init__(self, access: OrderAccess, teller: OrderTeller) -> None:
        self._access = access
        self._teller = teller

    def name(self) -> str:
        return "action_note_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        matter = Matter(tracker.latest_message["intent"]["name"])
        change = tracker.get_slot("change")
        if change is None or not matter.is_question or change["order"] != tracker.get_slot("order_number"):
            return [
                SlotSet("order_matter", matter.value),
                SlotSet("matter_words", tracker.latest_message.get("text")),
                SlotSet("wants_notice", None),
                *NOTHING_OPEN,
            ]
        opened = self._access.open(tracker, change["order"])
        return self._teller.answer(matter, opened.order, dispatcher, tracker)


class ActionTakeUpMatter(SpeakingAction):
    """Opens the order and does what is wanted of it. A wrong proof and an unknown order sound the same."""

    def __init__(
        self, access: OrderAccess, teller: OrderTeller, changes: OrderChanges, notices_of: NoticesOf
    ) -> None:
        self._access = access
        self._teller = teller
        self._changes = changes
        self._notices_of = notices_of

    def name(self) -> str:
        return "action_take_up_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        number = tracker.get_slot("order_number") or ""
        try:
            opened = self._access.open(tracker, number)
        except NoOrderFits as refusal:
            return [*NOTHING_OPEN, *_say_no_match(refusal.attempt, dispatcher, tracker)]
        events = [SlotSet("wants_notice", None)]
        wish = tracker.get_slot("wants_notice")
        if wish:
            return events + self._promise(wish, opened, dispatcher, tracker)
        matter = Matter(tracker.get_slot("order_matter") or Matter.STATUS.value)
        if matter.is_question:
            told = self._teller.answer(matter, opened.order, dispatcher, tracker)
            return [*events, SlotSet("order_matter", None), *NOTHING_OPEN, *told]
        return events + self._changes.go_on(matter, opened, dispatcher, tracker)

    def _promise(
        self, wish: str, opened: Opened, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> Events:
        kind = kind_for(opened.order, wish)
        if kind is None:
            steps = self._teller.steps(opened.order, tracker)
            return refuse(dispatcher, tracker, opened.order, wish, steps)
        email = None if isinstance(opened.access, CustomerProof) else opened.order.email
        return promise(dispatcher, tracker, opened.order, kind, email, self._notices_of(tracker.sender_id))


class ActionAskForNumber(SpeakingAction):
    """Asks which order is meant. Whom the shop vouches for chooses from their latest ones."""

    def __init__(self, order_book: OrderBook, access: OrderAccess) -> None:
        self._order_book = order_book
        self._access = access

    def name(self) -> str:
        return "action_ask_order_status_form_order_number"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        customer_id = self._access.customer_id(tracker)
        orders = self._order_book.recent_orders(customer_id, _LISTED).orders if customer_id else ()
        if not orders:
            return Told.of(tracker).tell(dispatcher, "which number", _WHICH_NUMBER)
        choices = [
            button(_in_short(order), "give_order_details", order_number=order.number) for order in orders
        ]
        listed = [
            {
                "number": order.number,
                "placed_on": order.placed_at.date().isoformat(),
                "items": [f"{item.name} {item.colour or ''}".strip() for item in order.items],
            }
            for order in orders
        ]
        told = Told.of(tracker).tell(dispatcher, "which of yours", _WHICH_OF_YOURS, choices)
        return [SlotSet("listed_orders", listed), *told]


def _in_short(order: Order) -> str:
    first = order.items[0].name
    more = f" and {len(order.items) - 1} more" if len(order.items) > 1 else ""
    return f"{order.number}: {first}{more}, {order.placed_at:%-d %B}"


class ActionForgetOrder(SpeakingAction):
    """Makes room for another order, or for another proof.

    The e-mail stays unless it is spoken of: the next order may well be of the same customer.
    """

    def name(self) -> str:
        return "action_forget_order"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        said_now = {event["entity"] for event in tracker.latest_message.get("entities", [])}
        spoken_of = _spoken_of(tracker.latest_message.get("text") or "")
        forgotten = [SlotSet(slot, None) for slot in spoken_of if slot not in said_now]
        return [*forgotten, SlotSet("order_matter", None), *NOTHING_OPEN]


class ActionForgetMatter(SpeakingAction):
    """The customer leaves the matter: nothing of it waits any more, and no wish of it comes back later."""

    is_quick = True

    def name(self) -> str:
        return "action_forget_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        is_dropped = tracker.latest_message["intent"].get("name") == "never_mind"
        forgotten = [SlotSet("order_number", None)] if is_dropped else []
        return [*forgotten, SlotSet("wants_notice", None), *MATTER_OVER]


def _spoken_of(text: str) -> list[str]:
    """ "The e-mail", "the number", "both"; every other way to speak of another order is about its number."""
    has_email = re.search(r"mail|address|\bboth\b", text, re.IGNORECASE) is not None
    has_number = re.search(r"number|order(?!ed)|\bboth\b", text, re.IGNORECASE) is not None
    return ["order_number"] * (has_number or not has_email) + ["email", "postcode"] * has_email


_LISTED = 4
_WHICH_NUMBER = (
    "What is the order number? It is in your confirmation e-mail.",
    "Which order is it? Your confirmation e-mail shows its number.",
    "So, back to your order. What is its number?",
    "And the number of the order?",
    "The number is still missing. What does your confirmation e-mail say?",
)
_WHICH_OF_YOURS = (
    "Which order is it? These are your latest; any other number will do as well.",
    "And which of your orders is meant?",
    "Which one is it? You can also write its number.",
    "So, back to your order: which one?",
    "Which order shall I look at?",
)

# By attempt, and the same for an unknown order, a wrong proof and a number that may no longer be tried.
_NO_MATCH = (
    "I can't find an order with this number and this proof. The number, the e-mail address and the postcode "
    "are in your confirmation e-mail. What does it show?",
    "These two don't belong to an order either. Often it is another address than usual. "
    "What does the confirmation e-mail show?",
    "Still no order that fits both. A person can look for it with other details. "
    "Or would you like to write me both once more?",
    "No order fits these two. I can look again with another number or address; a person may find it sooner.",
    "Again there is no order that fits both. A person from our team is the better way now.",
)
_NO_MATCH_AGAIN = (
    "There is no order {number} with “{shown}” either. A person can look for it in another way.",
    "Order {number} and “{shown}” don't fit. I can't look in another way, and a person can.",
)
_MISMATCH = "no match"

_NOT_IN_ACCOUNT = (
    "I can't find an order with this number in your account. What is the number in your confirmation e-mail?",
    "There is no order with that number in your account either. "
    "Was it ordered without signing in? Then I need its e-mail address.",
    "Your account has no order with that number. A person can look for it with other details.",
)


def _say_no_match(attempt: int, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Number and proof are kept: the customer need only write what was different."""
    if attempt == 0:
        return Told.of(tracker).tell(dispatcher, "not in account", _NOT_IN_ACCOUNT, [talk_to_person()])
    dispatcher.utter_message(json_message={"requests": "same_time"})
    if attempt <= len(_NO_MATCH):
        topic, wordings = f"{_MISMATCH} {attempt}", [_NO_MATCH[attempt - 1]]
    else:
        number, shown = (
            tracker.get_slot("order_number"),
            tracker.get_slot("email") or tracker.get_slot("postcode"),
        )
        topic = f"{_MISMATCH} {number} {shown}"
        wordings = [wording.format(number=number, shown=shown) for wording in _NO_MATCH_AGAIN]
    return Told.of(tracker).tell(dispatcher, topic, wordings, [talk_to_person()])

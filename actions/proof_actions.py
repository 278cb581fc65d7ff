"""Asking for what shows that an order is the customer's, and what is said where it does not."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.open_question import has_just_asked, same_proof
from actions.speaking_action import Events, SpeakingAction, talk_to_person
from actions.told import Told

_WHICH_PROOF = (
    "To be sure that order {number} is yours: which e-mail address or postcode did you give for it?",
    "It has to be shown that order {number} is yours. May I have its e-mail address or its postcode?",
    "So, back to order {number}. Which e-mail address or postcode belongs to it?",
    "What is the e-mail address that the confirmation of order {number} went to, or the postcode?",
    "The e-mail address or the postcode of order {number} is still missing. Which one did you give us?",
    "I still need the e-mail address or the postcode of order {number}. What does its confirmation show?",
)
# By attempt, and the same for an unknown order, a wrong proof and a number that may no longer be tried.
_NO_MATCH = (
    "I can't find an order with this number and this proof. The number, the e-mail address and the postcode "
    "are in your confirmation e-mail. What does it show?",
    "These two don't belong to one order. Often it is another address than usual. "
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


class ActionAskForProof(SpeakingAction):
    """Asks for what shows that the order is the customer's. A postcode that proved another one is offered."""

    is_quick = True

    def name(self) -> str:
        return "action_ask_order_status_form_email"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if has_just_asked("email", tracker):
            return []
        choices = [*same_proof(tracker), talk_to_person()]
        number = tracker.get_slot("order_number")
        wordings = [wording.format(number=number) for wording in _WHICH_PROOF]
        return Told.of(tracker).tell(dispatcher, f"which proof {number}", wordings, choices)


def say_no_match(attempt: int, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Number and proof are kept: the customer need only write what was different."""
    dispatcher.utter_message(json_message={"requests": "same_time"})
    if attempt == 0:
        return Told.of(tracker).tell(dispatcher, "not in account", _NOT_IN_ACCOUNT, [talk_to_person()])
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

"""What a customer leaves for the team: asked for, kept, and said where it will be answered."""

from __future__ import annotations

from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.handoff import wordings
from actions.handoff.outlook import Outlook, Reception
from actions.speaking_action import (
    Button,
    Events,
    button,
    leave_message,
    meant_by_yes,
    picked_entity,
)
from actions.told import Told

LEFT, NO_MORE, UPSET, CALLED = "left", "no more", "upset", "called"
"""Values of `FOR_TEAM`: the message itself, its end, anger at the waiting, and "is anybody there?"."""

ADDRESS = "contact_email"
"""Where the customer may be answered. It proves no order."""

HAS_LEFT = "has_left_message"
ASKED_FOR_MESSAGE = "asked for a message"
"""What was told last when the next message is the one for the team (`bot/hearing/for_team.py`)."""

_LEAVE = leave_message()
_TAKE_BACK = button("I no longer need a person", "decline_human")


def while_waiting(outlook: Outlook) -> Sequence[Button]:
    """While nobody is there, whether to leave a message is the question; a yes means that."""
    return (meant_by_yes(_LEAVE) if not outlook.is_somebody_there else _LEAVE, _TAKE_BACK)


def ask_for_message(dispatcher: CollectingDispatcher, tracker: Tracker, reception: Reception) -> Events:
    return Told.of(tracker).tell(dispatcher, ASKED_FOR_MESSAGE, wordings.message_wanted(reception.hours))


def keep_message(dispatcher: CollectingDispatcher, tracker: Tracker, reception: Reception) -> Events:
    """The journal has the words already, and the team reads them there."""
    address = picked_entity(tracker, ADDRESS) or tracker.get_slot(ADDRESS)
    texts = wordings.message_kept(reception.outlook(tracker.sender_id), reception.hours, address)
    kept = Told.of(tracker).tell(dispatcher, f"kept a message {address}", texts, [_TAKE_BACK])
    return [SlotSet(HAS_LEFT, True), *kept]


def keep_address(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """An address that proved nothing, from who waits for a person, is for the answer."""
    address = picked_entity(tracker, "email")
    if address is None or not tracker.get_slot("waits_for_person"):
        return []
    texts = [text.format(address=address) for text in wordings.ADDRESS_KEPT]
    kept = Told.of(tracker).tell(dispatcher, f"kept an address {address}", texts, [_LEAVE, _TAKE_BACK])
    return [SlotSet(ADDRESS, address), *kept]


def end_message(dispatcher: CollectingDispatcher, tracker: Tracker, reception: Reception) -> Events:
    outlook, address = reception.outlook(tracker.sender_id), tracker.get_slot(ADDRESS)
    texts = wordings.message_ended(outlook, reception.hours, address)
    return Told.of(tracker).tell(dispatcher, "nothing more for the team", texts)


def say_how_it_stands(dispatcher: CollectingDispatcher, tracker: Tracker, reception: Reception) -> Events:
    """Once, and again when there is something new to say."""
    outlook = reception.outlook(tracker.sender_id)
    texts = wordings.still_waiting(outlook, reception.hours)
    return Told.of(tracker).tell(dispatcher, f"called {outlook.facts}", texts, while_waiting(outlook))


def say_goodbye_in_line(dispatcher: CollectingDispatcher, tracker: Tracker, reception: Reception) -> Events:
    outlook, address = reception.outlook(tracker.sender_id), tracker.get_slot(ADDRESS)
    texts = wordings.goodbye_in_line(outlook, reception.hours, address)
    return Told.of(tracker).tell(dispatcher, "goodbye to who left a message", texts)

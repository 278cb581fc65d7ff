"""What the bot does when the customer wants a person, and when they want none any more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.anger import say_sorry
from actions.change_turn import MATTER_OVER
from actions.handoff import wordings
from actions.handoff.outlook import Reception
from actions.handoff_messages import (
    CALLED,
    HAS_LEFT,
    LEFT,
    NO_MORE,
    UPSET,
    ask_for_message,
    end_message,
    keep_message,
    say_goodbye_in_line,
    say_how_it_stands,
    while_waiting,
)
from actions.speaking_action import FOR_TEAM, WANTED, Events, SpeakingAction, picked_entity, talk_to_person
from actions.told import Told
from conversations.identity import IdentityDesk

A_PERSON = "a_person"
"""What the worker reads as: let this conversation wait for a person (`bot/collecting_channel.py`)."""

NO_PERSON = "no_person"
"""What the worker reads as: the customer no longer waits for a person."""

_QUESTION_AT_END = re.compile(r" [^.!?]*\?$")
_ASKED = "asked for a person"
_ASKED_AGAIN = "asked again for a person"
_TAKEN_BACK = (
    "All right, your request for a person is taken back, so nobody will join. What can I do instead?",
    "Taken back: you no longer wait for a person. Ask for one again any time. What would you like now?",
    "Done, nobody will join this chat. What else can I look up for you?",
)
_NOBODY_ASKED = (
    "Nobody from our team is asked for now, so nobody will join. What can I look up for you?",
    "There is no open request for a person in this chat. What would you like to do?",
)
_CALLS_ME = re.compile(
    r"\b(?:call|phone|ring)(?:ing|s)?(?: (?:me|us))?(?: back)?\b(?! (?:it|that|this|off))", re.I
)
_NO_CALLS = "We don't call anybody: our team answers here in the chat, or by e-mail."
_GOODBYES = (
    "Goodbye, and take care. I've told our team that nobody needs to join any more.",
    "Bye for now. Your request for a person is taken back; write here whenever you want one.",
    "All the best, and goodbye. Nobody from our team will join now.",
)


_OF_PROOFS = ("email", "postcode", "earlier_proof", "opened_orders")
_FORGOTTEN = [SlotSet(slot, None) for slot in (*_OF_PROOFS, "order_number", "wants_notice")] + MATTER_OVER


def is_waiting(tracker: Tracker) -> bool:
    """Whether the customer waits for a person, as the worker read it in the journal."""
    return bool(tracker.get_slot("waits_for_person"))


class ActionAskForPerson(SpeakingAction):
    """Asks the worker to let the conversation wait for a person, and says honestly what that means.

    Leaving a message is a way of asking for a person, too: what is left waits for one.
    """

    def __init__(self, reception: Reception) -> None:
        self._reception = reception

    def name(self) -> str:
        return "action_ask_for_person"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(json_message={"requests": A_PERSON})
        left = picked_entity(tracker, FOR_TEAM)
        if left == WANTED:
            return ask_for_message(dispatcher, tracker, self._reception)
        if left == LEFT:
            return keep_message(dispatcher, tracker, self._reception)
        if left == NO_MORE:
            return end_message(dispatcher, tracker, self._reception)
        if left == CALLED:
            return say_how_it_stands(dispatcher, tracker, self._reception)
        if left == UPSET:
            return say_sorry(dispatcher, tracker)
        return self._ask(dispatcher, tracker)

    def _ask(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told, hours = Told.of(tracker), self._reception.hours
        outlook = self._reception.outlook(tracker.sender_id)
        topic, texts = _ASKED, wordings.asked(outlook, hours)
        if told.was_told(_ASKED) and not is_waiting(tracker):
            topic, texts = _ASKED_AGAIN, wordings.asked_again(outlook, hours)
        if told.has_run_out(topic, texts):  # new figures are worth telling
            topic, texts = f"{topic} {outlook.facts}", texts[1:]
        if _CALLS_ME.search(tracker.latest_message.get("text") or ""):
            texts = [f"{_NO_CALLS} {text}" for text in texts]
        if left := _left_open(tracker):
            texts = [f"Order {left} stays as it is. {text}" for text in texts]
        anew = [] if is_waiting(tracker) else [SlotSet(HAS_LEFT, None)]
        return [*anew, *told.tell(dispatcher, topic, texts, while_waiting(outlook))]


class ActionDeclinePerson(SpeakingAction):
    """Takes the request for a person back, and says so; what else the customer is about goes on."""

    is_quick = True

    def name(self) -> str:
        return "action_decline_person"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if is_waiting(tracker):
            return _take_back(dispatcher, tracker)
        texts = _before_a_question(_NOBODY_ASKED, tracker)
        return Told.of(tracker).tell(dispatcher, "nobody asked", texts, [talk_to_person()])


class ActionDropMatter(SpeakingAction):
    """Never mind: where a person is waited for, that is what is dropped."""

    is_quick = True

    def name(self) -> str:
        return "action_drop_matter"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if is_waiting(tracker):
            return _take_back(dispatcher, tracker)
        dispatcher.utter_message(response="utter_never_mind")
        return []


class ActionSayGoodbye(SpeakingAction):
    """One line. The worker closes the conversation, and nobody is waited for any more; but what was left for
    the team, or asked for while nobody was there, is still answered.

    What the customer proved ends with it: whoever comes back to this chat proves it again.
    """

    ends = "goodbye"

    def __init__(self, identity: IdentityDesk, reception: Reception) -> None:
        self._identity = identity
        self._reception = reception

    def name(self) -> str:
        return "action_say_goodbye"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        self._identity.revoke(tracker.sender_id)
        if is_waiting(tracker) and (tracker.get_slot(HAS_LEFT) or not self._reception.is_somebody_there()):
            dispatcher.utter_message(json_message={"requests": A_PERSON})
            return [*_FORGOTTEN, *say_goodbye_in_line(dispatcher, tracker, self._reception)]
        if is_waiting(tracker):
            return [*_FORGOTTEN, *Told.of(tracker).tell(dispatcher, "goodbye to a person", _GOODBYES)]
        dispatcher.utter_message(response="utter_say_goodbye")
        return list(_FORGOTTEN)


def _left_open(tracker: Tracker) -> str | None:
    """The order that was about to be changed when this message asked for a person."""
    before = dropwhile(lambda event: event.get("event") != "user", reversed(tracker.events))
    changes = (event.get("value") for event in before if event.get("name") == "change")
    change = next(changes, None) or {}
    return change.get("order") if tracker.get_slot("change") is None else None


def _take_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    dispatcher.utter_message(json_message={"requests": NO_PERSON})
    texts = _before_a_question(_TAKEN_BACK, tracker)
    return [SlotSet(HAS_LEFT, None), *Told.of(tracker).tell(dispatcher, "taken back", texts)]


def _before_a_question(texts: Sequence[str], tracker: Tracker) -> Sequence[str]:
    """Where a form asks on, or what waits comes next, the question of that is enough."""
    is_asked = bool(tracker.active_loop.get("name") or tracker.get_slot("set_aside"))
    return [_QUESTION_AT_END.sub("", text) for text in texts] if is_asked else texts

"""What the bot does when the customer wants a person, and when they want none any more."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.change_turn import MATTER_OVER
from actions.speaking_action import Events, SpeakingAction, talk_to_person
from actions.told import Told
from conversations.identity import IdentityDesk

A_PERSON = "a_person"
"""What the worker reads as: let this conversation wait for a person (`bot/collecting_channel.py`)."""

NO_PERSON = "no_person"
"""What the worker reads as: the customer no longer waits for a person."""

_WORDINGS = (
    "I've asked our team to join this chat. Somebody will answer here as soon as they can; "
    "I can't say how long it takes. Everything you wrote stays here for them. "
    "While you wait, what can I look up for you?",
    "Our team knows that you are waiting, and nobody has been able to join yet. "
    "Your messages are kept for them. Is there anything I can find out for you meanwhile?",
    "You are still in line for a person, and your place is kept. "
    "Would you like to add something that will help them when they join?",
)
_ASKED = "asked for a person"
_ASKED_AGAIN = (
    "I've asked our team again. Somebody will join this chat as soon as they can. "
    "What can I look up for you until then?",
    "You are in line for a person once more. What should they know when they join?",
    "Our team is asked again, and your messages are kept for them. What can I do for you meanwhile?",
)
_TAKEN_BACK = (
    "All right, your request for a person is taken back, so nobody will join. What can I do instead?",
    "Taken back: you no longer wait for a person. Ask for one again any time. What would you like now?",
    "Done, nobody will join this chat. What else can I look up for you?",
)
_NOBODY_ASKED = (
    "Nobody from our team is asked for at the moment, so nobody will join. What can I look up for you?",
    "There is no open request for a person in this chat. What would you like to do?",
)
_GOODBYES = (
    "Goodbye, and take care. I've told our team that nobody needs to join any more.",
    "Bye for now. Your request for a person is taken back; write here whenever you want one.",
    "All the best, and goodbye. Nobody from our team will join now.",
)


_OF_PROOFS = ("email", "postcode", "earlier_proof", "opened_orders", "last_change")
_FORGOTTEN = [SlotSet(slot, None) for slot in (*_OF_PROOFS, "order_number", "wants_notice")] + MATTER_OVER


def is_waiting(tracker: Tracker) -> bool:
    """Whether the customer waits for a person, as the worker read it in the journal."""
    return bool(tracker.get_slot("waits_for_person"))


class ActionAskForPerson(SpeakingAction):
    """Asks the worker to let the conversation wait for a person, and says honestly what that means."""

    is_quick = True

    def name(self) -> str:
        return "action_ask_for_person"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(json_message={"requests": A_PERSON})
        told = Told.of(tracker)
        if told.was_told(_ASKED) and not is_waiting(tracker):
            return told.tell(dispatcher, "asked again for a person", _ASKED_AGAIN)
        return told.tell(dispatcher, _ASKED, _WORDINGS)


class ActionDeclinePerson(SpeakingAction):
    """Takes the request for a person back, and says so; what else the customer is about goes on."""

    is_quick = True

    def name(self) -> str:
        return "action_decline_person"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        if is_waiting(tracker):
            return _take_back(dispatcher, tracker)
        return Told.of(tracker).tell(dispatcher, "nobody asked", _NOBODY_ASKED, [talk_to_person()])


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
    """One line. The worker closes the conversation, and nobody is waited for any more.

    What the customer proved ends with it: whoever comes back to this chat proves it again.
    """

    ends = "goodbye"

    def __init__(self, identity: IdentityDesk) -> None:
        self._identity = identity

    def name(self) -> str:
        return "action_say_goodbye"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        self._identity.revoke(tracker.sender_id)
        if is_waiting(tracker):
            return [*_FORGOTTEN, *Told.of(tracker).tell(dispatcher, "goodbye to a person", _GOODBYES)]
        dispatcher.utter_message(response="utter_say_goodbye")
        return list(_FORGOTTEN)


def _take_back(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    dispatcher.utter_message(json_message={"requests": NO_PERSON})
    return Told.of(tracker).tell(dispatcher, "taken back", _TAKEN_BACK)

"""What the bot does when the customer wants a person."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking_action import Events, SpeakingAction
from actions.told import Told

A_PERSON = "a_person"
"""What the worker reads as: let this conversation wait for a person (`bot/collecting_channel.py`)."""

_WORDINGS = (
    "I've asked our team to join this chat. Somebody will answer here as soon as they can; "
    "I can't say how long it takes. Everything you wrote stays here for them. "
    "While you wait, what can I look up for you?",
    "Our team knows that you are waiting, and nobody has been able to join yet. "
    "Your messages are kept for them. Is there anything I can find out for you meanwhile?",
    "You are still in line for a person, and your place is kept. "
    "Would you like to add something that will help them when they join?",
)


class ActionAskForPerson(SpeakingAction):
    """Asks the worker to let the conversation wait for a person, and says honestly what that means."""

    is_quick = True

    def name(self) -> str:
        return "action_ask_for_person"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        dispatcher.utter_message(json_message={"requests": A_PERSON})
        return Told.of(tracker).tell(dispatcher, "asked for a person", _WORDINGS)

"""Starting over: the dialogue forgets, the journal does not."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking_action import Events, SpeakingAction
from actions.told import Told

_WORDINGS = (
    "Let's start afresh: I've put aside the order and the address you gave me. What can I help you with?",
    "Done, we begin again from nothing. What would you like to know?",
)


class ActionStartOver(SpeakingAction):
    """Forgets order, e-mail and page. What was told stays known, so that no answer is told twice."""

    def name(self) -> str:
        return "action_start_over"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        wording = Told.of(tracker).wording("started over", _WORDINGS)
        dispatcher.utter_message(text=wording.text)
        return [AllSlotsReset(), wording.remembered]

"""Starting over, and finding back to an open question."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking_action import Events, SpeakingAction
from actions.told import Told

_WORDINGS = (
    "Let's start afresh: I've put aside the order and the address you gave me. What can I help you with?",
    "Done, we begin again from nothing. What would you like to know?",
    "Forgotten once more. What is it about?",
)


class ActionReturnToForm(SpeakingAction):
    """Says nothing, so that the form may ask its question again.

    A form that rejected a message is run again only after another action (`rule_policy.py`), else it stays
    rejected and the awaited answer meets silence.
    """

    is_quick = True

    def name(self) -> str:
        return "action_return_to_form"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return []


class ActionStartOver(SpeakingAction):
    """Forgets order, e-mail and page. What was told stays known, so that no answer is told twice."""

    is_quick = True

    def name(self) -> str:
        return "action_start_over"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        return [AllSlotsReset(), *Told.of(tracker).tell(dispatcher, "started over", _WORDINGS)]

"""Asks what the talk about a change has come to: a detail, the yes, the code."""

from __future__ import annotations

from typing import ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import change_wordings as say
from actions.order_access import message_id
from actions.speaking_action import Events, SpeakingAction, talk_to_person
from actions.told import Told


class _ActionAskAboutChange(SpeakingAction):
    """Asks the question that the talk has come to, in words that were not used yet."""

    is_quick = True
    again: ClassVar[str] = ""

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        question = tracker.get_slot("change")["question"]
        choices = [*question["choices"], talk_to_person()]
        return Told.of(tracker).tell(dispatcher, question["topic"], question["wordings"], choices, self.again)


class ActionAskForDetail(_ActionAskAboutChange):
    def name(self) -> str:
        return "action_ask_order_status_form_change_detail"


class ActionAskToConfirm(_ActionAskAboutChange):
    """Before something is done, it is always said what; all of it only once where nothing has changed."""

    again = say.ASKED_OFTEN

    def name(self) -> str:
        return "action_ask_order_status_form_is_confirmed"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        change, message = tracker.get_slot("change"), message_id(tracker)
        asked_in, brief = change.get("asked_in"), change["question"].get("brief")
        if not brief or asked_in in {None, message}:  # of a message of two parts the last question is shown
            asked = SlotSet("change", {**change, "asked_in": message})
            return [*super().speak(dispatcher, tracker), asked]
        topic, choices = (
            f"briefly {change['question']['topic']}",
            [*change["question"]["choices"], talk_to_person()],
        )
        return Told.of(tracker).tell(dispatcher, topic, brief, choices, self.again)


class ActionAskForCode(_ActionAskAboutChange):
    def name(self) -> str:
        return "action_ask_order_status_form_one_time_code"

"""Starting over, and a yes or a no to what was offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions.handoff_actions import NO_PERSON, is_waiting
from actions.last_changes import kept
from actions.order_talk.own_words import STAYS
from actions.speaking_action import Button, Events, SpeakingAction, button, talk_to_person
from actions.told import YES_TO_WHICH, Told

_WORDINGS = (
    "Let's start afresh: I've put aside the order and the address you gave me. What can I help you with?",
    "Done, we begin again from nothing. What would you like to know?",
    "Forgotten once more. What is it about?",
)
_WITHOUT_PERSON = (
    "Let's start afresh: I've put aside the order and the address you gave me, and taken back your request "
    "for a person. What can I help you with?",
    "We begin again from nothing, and nobody from our team will join. What would you like to know?",
    "Forgotten once more, your request for a person as well. What is it about?",
)
_WHICH_ONE = (
    "Yes to which of them: {labels}?",
    "Which of these shall it be: {labels}?",
    "There is more than one: {labels}. Which one is it?",
)
_NONE_OF_THEM = (
    "Then I have no answer to {asked}. Which other words would you use for it? "
    "A person from our team can help, too.",
    "Then our help pages say nothing about {asked}. A person from our team will know.",
)
_PLACE_IS_KEPT = (
    "All right. You keep your place in line, and a person will answer here as soon as they can.",
    "Fine, and somebody from our team will still join this chat.",
)
_WHILE_WAITING = (
    button("I no longer need a person", "decline_human"),
    button("Where is my order?", "ask_order_status"),
)


class ActionStartOver(SpeakingAction):
    """Forgets order, e-mail and page. What was told stays known, so that no answer is told twice."""

    is_quick = True

    def name(self) -> str:
        return "action_start_over"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = Told.of(tracker)
        if not is_waiting(tracker):
            return [AllSlotsReset(), *kept(tracker), *told.tell(dispatcher, "started over", _WORDINGS)]
        dispatcher.utter_message(json_message={"requests": NO_PERSON})
        over = told.tell(dispatcher, "started over without a person", _WITHOUT_PERSON)
        return [AllSlotsReset(), *kept(tracker), *over]


class ActionTakeYes(SpeakingAction):
    """A yes to several choices asks which one is meant; a yes to nothing asks what for."""

    is_quick = True

    def name(self) -> str:
        return "action_take_yes"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        offered = _offered_last(tracker)
        if len(offered) < 2:
            dispatcher.utter_message(response="utter_yes_to_what")
            return []
        labels = ", ".join(f"“{choice['title']}”" for choice in offered)
        wordings = [wording.format(labels=labels) for wording in _WHICH_ONE]
        return Told.of(tracker).tell(dispatcher, f"{YES_TO_WHICH}{labels}", wordings, offered)


class ActionTakeNo(SpeakingAction):
    """A no to the entries that were offered says that none answers it; else nothing is taken from anybody."""

    is_quick = True

    def name(self) -> str:
        return "action_take_no"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = Told.of(tracker)
        if told.asked_last is not None and any("faq_entry" in c["payload"] for c in _offered_last(tracker)):
            return _say_none_fits(told, dispatcher)
        if is_waiting(tracker):
            return told.tell(dispatcher, "place is kept", _PLACE_IS_KEPT, _WHILE_WAITING)
        is_left = tracker.latest_message.get(STAYS)
        dispatcher.utter_message(response="utter_stays" if is_left else "utter_not_that")
        return []


def _say_none_fits(told: Told, dispatcher: CollectingDispatcher) -> Events:
    named = f"“{told.asked_last}”" if told.asked_last else "that"
    wordings = [wording.format(asked=named) for wording in _NONE_OF_THEM]
    return told.tell(dispatcher, f"none fits: {named}", wordings, [talk_to_person()])


def _offered_last(tracker: Tracker) -> list[Button]:
    """The choices under the bot's words before the latest message."""
    offered: list[Button] = []
    for event in _before_latest_message(tracker):
        if event["event"] == "user":
            break
        if event["event"] == "bot":
            offered = [*((event.get("data") or {}).get("buttons") or []), *offered]
    return offered


def _before_latest_message(tracker: Tracker) -> Iterator[dict[str, Any]]:
    """The events, the latest first."""
    latest_first = reversed(tracker.events)
    for event in latest_first:
        if event["event"] == "user":
            break
    yield from latest_first

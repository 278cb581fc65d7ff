"""Anger: heard, not argued with, and a person is offered. A calm complaint is answered as calmly."""

from __future__ import annotations

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.handoff.angry_words import is_angry
from actions.speaking_action import Events, leave_message, talk_to_person
from actions.told import Told

_SORRY = (
    "I'm sorry, this should not be so hard. A person from our team can take over: just say so. "
    "I go on as well if you like.",
    "I hear you, and I'm sorry. I won't argue: somebody from our team can take this over from me.",
    "I'm sorry that it is still not right. A person can look at it with you, and may see what I don't.",
)
_SORRY_FOR_A_COMPLAINT = (
    "I'm sorry to hear that. I take it down for our team; if you would rather tell a person, just say so.",
    "I'm sorry about that, and our team reads it. Somebody from it can join you here, too.",
    "Thank you for saying it, and I'm sorry. A person can look at it with you if you like.",
)
_SORRY_WHILE_WAITING = (
    "I'm sorry. Our team reads what you write here when they join, and your place is kept.",
    "I hear you, and I'm sorry that it takes so long. Your words stand here for our team.",
    "I'm sorry that it is still not right. Our team will read this, too.",
)
_TAKEN_DOWN = (
    "All right, then it is about no order. Your words stand here, where our team can read them. If you would "
    "like an answer, a person can give it to you.",
    "Noted as well, about no order: our team can read it here.",
)


def take_down(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """A complaint about no order of theirs."""
    told = Told.of(tracker).tell(dispatcher, "complaint of no order", _TAKEN_DOWN, [talk_to_person()])
    return [*told, FollowupAction("action_listen")]


def say_sorry(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Without a question of its own: what is open is asked after it."""
    told = Told.of(tracker)
    if tracker.get_slot("waits_for_person"):
        return told.tell(dispatcher, "sorry while they wait", _SORRY_WHILE_WAITING, [leave_message()])
    if not is_angry(tracker.latest_message.get("text") or ""):
        return told.tell(dispatcher, "sorry for a complaint", _SORRY_FOR_A_COMPLAINT, [talk_to_person()])
    return told.tell(dispatcher, "sorry", _SORRY, [talk_to_person()])

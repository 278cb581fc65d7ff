"""Anger: heard, not argued with, and a person is offered."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.speaking_action import Events, leave_message, talk_to_person
from actions.told import Told

_ANGRY = re.compile(
    r"\b(?:angry|furious|outrag\w+|ridiculous|disgrac\w+|unacceptable|pathetic|useless"
    r"|(?:fed up|sick of|had enough|(?:i|we) hate|hate (?:you|this|it)|pissed)"
    r"|worst (?:shop|service|store|bot)"
    r"|(?:stupid|dumb|damn|bloody|fucking|shitty|crap\w*) ?\w*|idiots?|morons?|wtf|bullshit|joke of a \w+)\b"
    r"|!!!",
    re.IGNORECASE,
)
_SORRY = (
    "I'm sorry, this should not be so hard. A person from our team can take over at any time: just say so. "
    "I go on as well if you like.",
    "I hear you, and I'm sorry. I won't argue: somebody from our team can take this over from me.",
    "I'm sorry that it is still not right. A person can look at it with you, and may see what I don't.",
)
_SORRY_WHILE_WAITING = (
    "I'm sorry. Our team reads what you write here when they join, and your place is kept.",
    "I hear you, and I'm sorry that it takes so long. Your words stand here for our team.",
    "I'm sorry that it is still not right. Our team will read this, too.",
)


def is_angry(text: str) -> bool:
    """A question wants its answer, however it is put."""
    return "?" not in text and _ANGRY.search(text) is not None


def say_sorry(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Without a question of its own: what is open is asked after it."""
    told = Told.of(tracker)
    if tracker.get_slot("waits_for_person"):
        return told.tell(dispatcher, "sorry while they wait", _SORRY_WHILE_WAITING, [leave_message()])
    return told.tell(dispatcher, "sorry", _SORRY, [talk_to_person()])

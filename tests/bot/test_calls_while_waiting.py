"""Which words only ask whether anybody is there, from somebody who waits for a person."""

import pytest

from bot import quiet_rasa

quiet_rasa.settle()

from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.hearing.for_team import for_team

CALLS = (
    "hello? still here",
    "hellooo",
    "anyone?",
    "is somebody going to join?",
    "How much longer do I have to wait?",
    "how long will it take until somebody comes",
    "what number am I in line?",
    "whats my place in line",
    "im waiting for 20 minutes now",
    "where is everyone",
    "did you forget me",
    "hey is anyone out there",
    "will someone come today?",
)
OTHERS = (
    "how long do I have to return it?",
    "when will it be here",
    "hi, where is my order",
    "still waiting for 10042",
    "I no longer want a person",
    "ok waiting",
    "hello, my parcel is missing",
    "there is a hole in the jacket",
    "bye",
    "how long is the warranty?",
)


def waiting(**slots):
    values = {"waits_for_person": True, "order_number": None, "requested_slot": None, "told": None, **slots}
    declared = [AnySlot(name, mappings=[{}]) for name in values]
    events = [SlotSet(name, value) for name, value in values.items()]
    return DialogueStateTracker.from_events("c", events, slots=declared)


def meant(text, tracker):
    """What the team is meant to hear of it."""
    intent = {"name": "ask_order_status", "confidence": 0.8}
    heard = for_team({"text": text, "intent": intent, "entities": []}, tracker)
    return heard and [entity["value"] for entity in heard["entities"]]


@pytest.mark.parametrize("text", CALLS)
def test_who_waits_and_only_calls_is_told_how_it_stands(text):
    assert meant(text, waiting()) == ["called"]


@pytest.mark.parametrize("text", OTHERS)
def test_words_about_anything_else_are_no_call(text):
    assert meant(text, waiting()) is None


@pytest.mark.parametrize("text", CALLS)
def test_who_waits_for_nobody_calls_nobody(text):
    assert meant(text, waiting(waits_for_person=None)) is None


def test_news_are_those_of_the_order_where_one_was_named():
    assert meant("any update?", waiting()) == ["called"]
    assert meant("any update?", waiting(order_number="10042")) is None

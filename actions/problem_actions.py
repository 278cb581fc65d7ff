"""Asks what is wrong with an order, or what becomes of an item that does not suit: it decides what is done.

What was said of it before counts with the answer.
"""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.order_talk.first_words import points_back
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.reasons import DOES_NOT_SUIT, reason_told
from actions.speaking_action import Events, SpeakingAction, button, talk_to_person
from actions.told import Told

_Named = list[dict[str, Any]] | None

_ASKED = "what is wrong"
_ASKED_WHAT_INSTEAD = f"{_ASKED}: what instead"


class ActionAskWhatIsWrong(SpeakingAction):
    """ "Something is wrong with it", "the boots are too small"."""

    is_quick = True

    def name(self) -> str:
        return "action_ask_what_is_wrong"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        message, told = tracker.latest_message, Told.of(tracker)
        words = message.get("text") or ""
        said = [SlotSet("matter_mentions", message.get(MENTIONS)), SlotSet("matter_words", words)]
        if reason_told(words) in DOES_NOT_SUIT:
            return [*said, *told.tell(dispatcher, _ASKED_WHAT_INSTEAD, _WHAT_INSTEAD, _BACK)]
        return [*said, *told.tell(dispatcher, _ASKED, _WHAT_IS_WRONG, _WRONG_WITH_IT)]


def told_of_problem(tracker: Tracker) -> tuple[str, _Named]:
    """What the message says and names; in answer to what is wrong, what was said before it, too."""
    words, named = tracker.latest_message.get("text") or "", tracker.latest_message.get(MENTIONS)
    asked = (list(Told.of(tracker).times) or [""])[-1]
    if not asked.startswith(_ASKED):
        return _with_item_before(words, named, tracker)
    before, named_so_far = tracker.get_slot("matter_words"), tracker.get_slot("matter_mentions")
    is_item = before and not Mentions.of(named).items and _is_item_alone(before, named_so_far)
    if before and (asked == _ASKED_WHAT_INSTEAD or is_item):
        words = before if words in _TITLES else f"{before}; {words}"
    return words, named or named_so_far


def _with_item_before(words: str, named: _Named, tracker: Tracker) -> tuple[str, _Named]:
    """ "They leak", where "the boots" was all that was said before."""
    said = [event for event in tracker.events if event["event"] == "user"][-2:-1]
    before = (said[0].get("parse_data") or {}) if said else {}
    text = before.get("text") or ""
    is_alone = _is_item_alone(text, before.get(MENTIONS))
    if Mentions.of(named).items or not is_alone or not points_back(words):
        return words, named
    return f"{text}; {words}", before[MENTIONS]


def _is_item_alone(text: str, named: _Named) -> bool:
    return bool(Mentions.of(named).items) and len(text.split()) <= _LONGEST_ITEM


_LONGEST_ITEM = 4  # words
_WHAT_IS_WRONG = (
    "I'm sorry to hear that. What is wrong with it?",
    "What has happened to it?",
    "Which of these is it? A person can look at it as well.",
)
_WRONG_WITH_IT = (
    button("It has not arrived", Matter.MISSING.value),
    button("Something is damaged", Matter.DAMAGED.value),
    button("It is not what I ordered", Matter.WRONG.value),
    talk_to_person(),
)
_WHAT_INSTEAD = (
    "That's a pity. Would you like another size or colour for it, or to send it back?",
    "I'm sorry about that as well. Shall something else come for it, or does it go back?",
    "Would you like to exchange it, or to send it back for your money?",
)
_BACK = (
    button("Exchange it", Matter.EXCHANGE.value),
    button("Send it back", Matter.RETURN.value),
    talk_to_person(),
)
_TITLES = {choice["title"] for choice in (*_WRONG_WITH_IT, *_BACK)}

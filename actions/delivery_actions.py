"""Ways, prices and days of delivery to the countries that the customer names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.order_steps import steps_as_buttons
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.orders.order_questions import countries_meant, countries_named, delivery
from actions.orders.terms import OrderTerms
from actions.speaking_action import Events, SpeakingAction, button, talk_to_person
from actions.told import Told

_WAY = re.compile(r"\b(?:express|overnight|next[- ]day|same[- ]day|courier)\b", re.IGNORECASE)
_WHERE = (
    "Which country would it go to? Then I can tell you the ways, the prices and the days.",
    "To which country? It decides what there is and what it costs.",
    "I need the country to say more. A person can tell you about a certain place.",
)


class ActionTellDeliveryOptions(SpeakingAction):
    """What there is to each country that is named now, or was before; without one it is asked for."""

    is_quick = True

    def __init__(self, terms: OrderTerms, today: Callable[[], date]) -> None:
        self._terms = terms
        self._today = today

    def name(self) -> str:
        return "action_tell_delivery_options"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = Told.of(tracker)
        text = tracker.latest_message.get("text") or ""
        countries, way = countries_meant(text) or _named_before(told), _way(tracker, told)
        if not countries:
            general = button("How long does delivery take?", "ask_question", faq_entry="delivery-times")
            return told.tell(dispatcher, "delivery where", _WHERE, [general, talk_to_person()])
        wanted = way[0].casefold().replace("-", " ") if way else None
        worth = _worth(tracker)
        answer = delivery(countries, self._terms, self._today(), wanted=wanted, worth=worth)
        steps = steps_as_buttons(answer.next_steps)
        return told.tell(dispatcher, f"delivery {answer.wordings[0]}", answer.wordings, steps)


def _way(tracker: Tracker, told: Told) -> re.Match[str] | None:
    """Also "and to Zurich?", right after express was asked for."""
    words = [event.get("text") or "" for event in tracker.events if event["event"] == "user"][-2:]
    is_told = (list(told.times) or [""])[-1].startswith("delivery ")
    return _WAY.search(words[-1]) or (_WAY.search(words[0]) if is_told else None)


def _named_before(told: Told) -> list[str]:
    """The countries of the latest answer, whose topic is its first wording."""
    answers = (topic for topic in reversed(list(told.times)) if topic.startswith("delivery "))
    return next(filter(None, map(countries_named, answers)), [])


def _worth(tracker: Tracker) -> int | None:
    """Of what would be ordered, in cents: "for 200 euro"."""
    amounts = Mentions.of(tracker.latest_message.get(MENTIONS)).amounts
    return round(float(amounts[0]) * 100) if len(amounts) == 1 else None

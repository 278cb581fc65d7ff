"""Ways, prices and days of delivery to the place that the customer names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.order_steps import steps_as_buttons
from actions.orders.order_questions import country_code, delivery
from actions.orders.terms import OrderTerms
from actions.speaking_action import Events, SpeakingAction, button, talk_to_person
from actions.told import Told

_MOST_WORDS = 4  # of a country's name
_WAY = re.compile(r"\b(?:express|overnight|next[- ]day|same[- ]day|courier)\b", re.IGNORECASE)
_WHERE = (
    "Which country would it go to? Then I can tell you the ways, the prices and the days.",
    "To which country? It decides what there is and what it costs.",
    "I need the country to say more. A person can tell you about a certain place.",
)


class ActionTellDeliveryOptions(SpeakingAction):
    """What there is to a country. Without one, and where no country can be heard, it is asked for."""

    is_quick = True

    def __init__(self, terms: OrderTerms, today: Callable[[], date]) -> None:
        self._terms = terms
        self._today = today

    def name(self) -> str:
        return "action_tell_delivery_options"

    def speak(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        told = Told.of(tracker)
        text = tracker.latest_message.get("text") or ""
        country, way = country_in(text), _WAY.search(text)
        if country is None:
            general = button("How long does delivery take?", "ask_question", faq_entry="delivery-times")
            return told.tell(dispatcher, "delivery where", _WHERE, [general, talk_to_person()])
        wanted = way[0].casefold().replace("-", " ") if way else None
        answer = delivery(country, self._terms, self._today(), wanted=wanted)
        steps = steps_as_buttons(answer.next_steps)
        return told.tell(dispatcher, f"delivery {answer.wordings[0]}", answer.wordings, steps)


def country_in(text: str) -> str | None:
    """The code of the country that is named in a sentence; a code by itself only when it is all there is."""
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) == 1:
        return country_code(words[0])
    for length in range(_MOST_WORDS, 0, -1):
        for at in range(len(words) - length + 1):
            name = " ".join(words[at : at + length])
            if (len(name) > 2 or name.isupper()) and (code := country_code(name)):
                return code
    return None

"""What a country, a day or a shop means in a message that may be a question about delivery."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.learned_guesses import FAQ_PAGES
from actions.order_talk.facts_asked import Fact, fact_asked
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.further_facts import Further
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from actions.orders.order_questions import countries_meant, countries_named
from bot.hearing.parses import (
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    has_open_order,
    intent_of,
    latest_topic,
    text_of,
    topics,
    value_of,
    with_intent,
)
from bot.nlu.plain_words import plain_words

_OPTIONS = "ask_about_delivery_options"
_DAY_OF_DELIVERY = {"entity": "faq_entry", "value": "delivery-day"}
_NOT_AT_HOME = {"entity": "faq_entry", "value": "not-at-home"}
_AWAY = re.compile(
    r"\b(?:if|when) (?:i|we|nobody|no one) (?:am|are|is|will be)(?: not)?(?: at)? "
    r"(?:home|there|in|out|away|work)\b"
)
_I_AM_AWAY = re.compile(
    r"\b(?:i|we) (?:am|are|will be) (?:\w+ )?(?:not (?:at )?home|not there|away|out|gone|on holiday)\b"
    r"|\b(?:i|we) will not be (?:(?:at )?home|there|in)\b"
)
_LATER = re.compile(
    r"\b(?:deliver\w*|come|bring|brought|arrive|sent)\b"
    r".*\b(?:later|(?:an)?other (?:day|date|time)|different (?:day|date))\b"
)
_A_SHOP = re.compile(
    r"\b(?:shops?|stores?|showroom|outlet|lockers?"
    r"|(?:pick ?-?up|collection|drop ?-?off) (?:points?|stations?|places?))\b"
    r"(?!.*\b(?:ship|deliver|send|post)\w*)"
)
_LIVES_THERE = re.compile(
    r"\b(?:i|we) (?:live|stay|am|are|come)\b"
    r"|^(?:and|or|what about|how about) (?:to |in |for )?(?:the )?\w+\W*$"
)
_LONGEST_LIVING = 7
_WHEN_IT_COMES = frozenset({Matter.ARRIVAL, Matter.STATUS, Matter.PARCELS})
_COULD_BE_LATER = (
    _WHEN_IT_COMES | UNHEARD | {_OPTIONS, Matter.MISSING, Matter.LATENESS, "ask_about_other_things"}
)
_OF_AN_ORDER = re.compile(r"\b(?:my|order|parcel|package|tracking)\b")
_CHOOSES_DAY = re.compile(r"\b(?:pick|choose|select|decide|wish|have)\b.*\b(?:day|date|time)\b")
_LATELY = 3
_A_WAY = re.compile(r"\b(?:express|overnight|next[- ]day|same[- ]day|courier|standard)\b")
_THE_ORDER = re.compile(r"\b(?:it|this|that|(?:my|the|this|that) (?:\w+ )?(?:order|parcel|package))\b")
_WEEKEND = re.compile(r"(?<!by )\b(?:satur|sun)days?\b|\bweekends?\b")
_PRICE_OR_TIME = re.compile(r"\b(?:how (?:much|long)|costs?|price\w*|charge|fee)\b")
_WOULD_ORDER = re.compile(
    r"\b(?:order|orders|ordered|spend|buy|bought|goods|worth|for|over|above|under|below)\b(?!.*\b(?:charged?|paid)\b)"
)


_TOLD_OF_ORDER = {
    "not-at-home": Further.NOBODY_HOME,
    "delivery-day": Further.ANOTHER_DAY,
    "parcel-shop": Further.COLLECTED,
    "safe-place": Further.TAKEN_IN,
    "change-payment-method": Further.OTHER_WAY,
}
"""Help pages, and what is told in their place of an order that is open or named."""

_AT_THE_DOOR = frozenset({Further.NOBODY_HOME, Further.ANOTHER_DAY, Further.COLLECTED, Further.TAKEN_IN})
_LIKELY_PAGE = 0.3
_NO_WISH = UNHEARD | {"ask_question", "ask_about_other_things"}


def told_of_its_order(heard: Parse, parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse:
    """ "Can 10047 be left with a neighbour?": with the link of that order, where the help page has none."""
    is_of_order = has_open_order(tracker) or has(parsed, "order_number")
    if _is_of_its_way(heard, tracker):
        return {**with_intent(heard, Matter.LATENESS), FURTHER: Further.FASTER.value}
    is_of_door = heard.get(FURTHER) == Further.NOBODY_HOME
    is_question = intent_of(heard) in _NO_WISH or is_of_door
    if not (is_of_order and is_question) or tracker.get_slot("requested_slot"):
        return heard
    if fact_asked(text_of(parsed)) is Fact.ELSEWHERE:
        return with_intent(parsed, Fact.ELSEWHERE.matter)
    page = value_of(heard, "faq_entry") or _likeliest_page(heard, is_of_door=is_of_door)
    asked = _TOLD_OF_ORDER.get(page or "")
    if asked is None:
        return heard
    return {**with_intent(parsed, asked.matter), FURTHER: asked.value}


def _is_of_its_way(heard: Parse, tracker: DialogueStateTracker) -> bool:
    """ "Can 10058 come by express?": an order that is placed has its way, whatever was told of a country."""
    is_named = has(heard, "order_number") or (
        has_open_order(tracker) and _THE_ORDER.search(plain_words(text_of(heard)))
    )
    is_of_way = intent_of(heard) == _OPTIONS and _A_WAY.search(plain_words(text_of(heard))) is not None
    return bool(is_named) and is_of_way and not countries_named(text_of(heard))


def _likeliest_page(heard: Parse, *, is_of_door: bool) -> str | None:
    """Of all, where it is likely; of these four alone, where one of them is meant."""
    pages = {one["slug"]: float(one["confidence"]) for one in heard.get(FAQ_PAGES) or ()}
    fitting = {slug for slug, likely in pages.items() if likely >= _LIKELY_PAGE}
    if is_of_door:
        fitting = {slug for slug in pages if _TOLD_OF_ORDER.get(slug) in _AT_THE_DOOR}
    return max(sorted(fitting), key=pages.__getitem__, default=None)


def delivery_meant(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "I live in Brazil" asks what there is to it; "on Saturday", "a shop in Berlin" ask something else."""
    if tracker.get_slot("requested_slot"):
        return None
    words = plain_words(text_of(parsed))
    is_put_off = is_question(text_of(parsed)) and _LATER.search(words) is not None
    if is_put_off and intent_of(parsed) in _COULD_BE_LATER:
        return _of_the_day(parsed)
    if intent_of(parsed) == Matter.MISSING and _I_AM_AWAY.search(words):
        return {**with_intent(parsed, "ask_question"), "entities": [_NOT_AT_HOME]}
    is_of_the_day = intent_of(parsed) in _WHEN_IT_COMES | UNHEARD | {_OPTIONS}
    if is_of_the_day and (_AWAY.search(words) or _I_AM_AWAY.search(words)):
        return {**with_intent(parsed, "ask_question"), "entities": [_NOT_AT_HOME]}
    if _asks_of_weekend(parsed, tracker):
        return _of_the_day(parsed)
    if _asks_more_of_it(parsed, tracker):
        return with_intent(parsed, _OPTIONS)
    text, names_one = text_of(parsed), _names_country(parsed, tracker)
    if names_one:
        is_unsure = intent_of(parsed) in UNHEARD | {_OPTIONS} or confidence_of(parsed) < SURE_ENOUGH
        is_short = len(text.split()) <= _LONGEST_LIVING
        is_of_help = intent_of(parsed) == "ask_question" and _LIVES_THERE.search(plain_words(text))
        is_meant = is_short and (is_unsure or is_of_help)
        return with_intent(parsed, _OPTIONS) if is_meant else None
    if _is_before_ordering(parsed, tracker):
        is_of_a_day = Mentions.of(parsed.get(MENTIONS)).days or _CHOOSES_DAY.search(plain_words(text))
        return _of_the_day(parsed) if is_of_a_day else with_intent(parsed, _OPTIONS)
    if intent_of(parsed) != _OPTIONS:
        return None
    if _A_SHOP.search(plain_words(text)):
        return with_intent(parsed, "ask_question")
    if not Mentions.of(parsed.get(MENTIONS)).days:
        return None
    if has_open_order(tracker):
        return with_intent(parsed, Matter.ARRIVAL)
    return _of_the_day(parsed)


def _names_country(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """A town names one where nothing else can be meant: no address of an order, and no shop in it."""
    text = text_of(parsed)
    if countries_named(text):
        return True
    is_of_order = tracker.get_slot("order_number") is not None or any(map(str.isdigit, text))
    return not is_of_order and not _A_SHOP.search(plain_words(text)) and bool(countries_meant(text))


def _asks_more_of_it(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """ "And express?", "what if I order for 200 euros?", right after the ways to a country were told."""
    words = plain_words(text_of(parsed))
    is_of_order = tracker.get_slot("order_number") is not None or has(parsed, "order_number")
    if is_of_order or not latest_topic(tracker).startswith("delivery "):
        return False
    is_way = _A_WAY.search(words) and len(words.split()) <= _LONGEST_LIVING
    amounts = Mentions.of(parsed.get(MENTIONS)).amounts
    return bool(is_way or (amounts and _WOULD_ORDER.search(words) and "my order" not in words))


def _asks_of_weekend(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """ "Do you deliver to Ireland on Saturdays?", "so is Saturday possible?": of no country in particular."""
    text, words = text_of(parsed), plain_words(text_of(parsed))
    is_told = any(topic.startswith("delivery ") for topic in topics(tracker)[-_LATELY:])
    is_of_order = has_open_order(tracker) or has(parsed, "order_number")
    is_heard = intent_of(parsed) in _WHEN_IT_COMES | UNHEARD | {_OPTIONS, "ask_question"}
    is_asked = _WEEKEND.search(words) is not None and _PRICE_OR_TIME.search(words) is None
    return is_asked and is_heard and not is_of_order and (is_told or bool(countries_named(text)))


def _of_the_day(parsed: Mapping[str, Any]) -> Parse:
    return {**with_intent(parsed, "ask_question"), "entities": [_DAY_OF_DELIVERY]}


def _is_before_ordering(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """ "And how long does it take?", after the ways of delivery were told, and no order is spoken of."""
    is_told = any(topic.startswith("delivery ") for topic in topics(tracker)[-_LATELY:])
    is_of_order = tracker.get_slot("order_number") is not None or has(parsed, "order_number")
    is_named = is_of_order or _OF_AN_ORDER.search(plain_words(text_of(parsed)))
    return is_told and intent_of(parsed) in _WHEN_IT_COMES and not is_named

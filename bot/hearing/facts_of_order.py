"""Questions for a fact of the order in view: they are asked of it, as whatever else they were heard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.days_meant import wishes_day
from actions.order_talk.facts_asked import (
    Fact,
    asks_for_price,
    asks_of_other_box,
    asks_whether_too_late,
    asks_which_box,
    asks_which_kind,
    asks_why_split,
    fact_asked,
    finds_no_track,
)
from actions.order_talk.first_words import calls_it_complaint
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from actions.order_talk.wanted import names_a_kind
from bot.hearing.parses import (
    UNHEARD,
    Parse,
    has,
    has_open_order,
    intent_of,
    latest_topic,
    text_of,
    topics,
    with_intent,
)

_LONGEST = 14
_LATELY = 3
_CHARGED_MORE = re.compile(
    r"^(?!.*\b(?:back|refund\w*)\b).*\b(?:charged?|paid|took|debited|billed|pay)\b[^,.]*?\d+[.,]\d\d\b.*"
    r"\b(?:but|although|though|yet|while|when)\b.*\b(?:is|are|was|were|costs?|only|just|sa(?:id|ys))\b.*\d",
    re.IGNORECASE,
)
_GONE_FROM_ACCOUNT = re.compile(
    r"^(?=.*\b(?:bank|acc?ount|card|paypal|balance)\b)(?!.*\b(?:back|refund\w*|return\w*)\b).*"
    r"\b(?:gone|missing|left|taken|took|off|less|deducted|debited|withdrawn|disappeared)\b",
    re.IGNORECASE,
)
_READ_OF_GONE = UNHEARD | {
    "ask_question",
    "ask_about_other_things",
    Matter.CHARGE,
    Matter.MISSING,
    Matter.STATUS,
}
_PARCELS = re.compile(rf"\bParcel \d\b|\bparcels\b|^{Matter.PARCELS}")
_HEARD_OF_DAYS = UNHEARD | {"ask_about_delivery_options", "ask_question"}
_OF_ELSEWHERE = ("faq safe-place", "faq delivery-day", "faq parcel-shop", "faq not-at-home", Matter.PARCELS)


def fact_of_order(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Only where an order is open or named, and never while its number or proof is asked for."""
    text, named = text_of(parsed), Mentions.of(parsed.get(MENTIONS))
    is_in_view = has_open_order(tracker) or has(parsed, "order_number")
    is_short = len(text.split()) <= _LONGEST
    is_awaited = tracker.get_slot("requested_slot") is not None
    if _proves(tracker):
        return None
    is_told = is_short and (is_in_view or not is_question(text))
    if not is_awaited and is_told and fact_asked(text) is Fact.LESS_BACK:
        return with_intent(parsed, Matter.REFUND_PLACE)
    is_complaint = intent_of(parsed) == Matter.COMPLAINT and calls_it_complaint(text)
    if not is_in_view or not is_short or is_complaint:
        return None
    fact = fact_asked(text)
    if fact is not None and not (fact is Fact.CANCEL_COST and is_awaited):  # the plan knows what it costs
        return with_intent(parsed, fact.matter)
    if finds_no_track(text):
        return with_intent(parsed, Matter.PARCELS)
    are_parcels_told = any(map(_PARCELS.search, topics(tracker)[-_LATELY:]))
    if (named.items and asks_which_box(text)) or (are_parcels_told and asks_of_other_box(text)):
        return with_intent(parsed, Matter.PARCELS)
    if asks_which_kind(text):
        return with_intent(parsed, Matter.CONTENTS)
    if (asks_for_price(text) and named.items) or (not is_awaited and _CHARGED_MORE.search(text)):
        return with_intent(parsed, Matter.CHARGE)
    is_gone = bool(named.amounts) and _GONE_FROM_ACCOUNT.search(text) is not None
    if is_gone and intent_of(parsed) in _READ_OF_GONE:
        return with_intent(parsed, Matter.CHARGE)
    if named.days and wishes_day(text) and _could_be_of_days(parsed, is_awaited=is_awaited):
        return with_intent(parsed, Matter.ARRIVAL)
    if asks_whether_too_late(text) and latest_topic(tracker).startswith(_OF_ELSEWHERE):
        return with_intent(parsed, Matter.PARCELS)
    return None


def _could_be_of_days(parsed: Mapping[str, Any], *, is_awaited: bool) -> bool:
    """ "I'd like it on Thursday instead" names no other size or item, and so swaps nothing but the day."""
    is_kind = bool(Mentions.of(parsed.get(MENTIONS)).items) or names_a_kind(text_of(parsed))
    is_swap_of_day = intent_of(parsed) == Matter.EXCHANGE and not (is_awaited or is_kind)
    return is_swap_of_day or intent_of(parsed) in _HEARD_OF_DAYS


def why_split(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Why does it come in two?", where nothing told before makes a question of the order of it."""
    is_in_view = has_open_order(tracker) or has(parsed, "order_number")
    is_short = len(text_of(parsed).split()) <= _LONGEST
    if _proves(tracker) or not (is_in_view and is_short and asks_why_split(text_of(parsed))):
        return None
    page = {"entity": "faq_entry", "value": "split-delivery"}
    return {**with_intent(parsed, "ask_question"), "entities": [page]}


def sum_named(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "What is the 35.90 for?": a sum is named, and nothing else was heard."""
    is_in_view = has_open_order(tracker) or has(parsed, "order_number")
    is_short = len(text_of(parsed).split()) <= _LONGEST
    if _proves(tracker) or not (is_in_view and is_short and Mentions.of(parsed.get(MENTIONS)).amounts):
        return None
    is_heard = intent_of(parsed) not in UNHEARD | {"ask_about_other_things", "choose_from_list"}
    return None if is_heard else with_intent(parsed, Matter.CHARGE)


def _proves(tracker: DialogueStateTracker) -> bool:
    return tracker.get_slot("requested_slot") in {"order_number", "email", "postcode", "one_time_code"}

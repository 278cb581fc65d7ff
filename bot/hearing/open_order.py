"""Questions and wishes that name an order or are about the one that is open: told by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.addresses import address_in
from actions.order_talk.facts_asked import fact_asked
from actions.order_talk.haste import asks_for_compensation
from actions.order_talk.matters import PROBLEM, REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.ordered_when import names_newest_order, names_when
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import matter_of_reason, reason_told
from actions.order_talk.what_came import account_of
from bot.hearing.parses import (
    SURE_ENOUGH,
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    has_open_order,
    intent_of,
    latest_topic,
    text_of,
    topics,
    with_intent,
    words_beside_details,
)
from bot.hearing.plain_questions import (
    asks_for_label,
    asks_for_way_back,
    asks_what_is_in_it,
    asks_where_a_thing_is,
    asks_where_it_goes,
    asks_whether_it_came,
    asks_whether_it_is_paid,
    asks_whether_money_came,
    misses_one_thing,
    wants_less,
)
from bot.nlu.plain_wishes import plain_wish
from bot.nlu.plain_words import plain_words

_SENDS = re.compile(
    r"\b(?:send|sent|ship|deliver\w*|bring|redirect|forward|goes?|move|change)\b", re.IGNORECASE
)
_AN_ORDER = re.compile(r"\b(?:orders?|parcels?|packages?|it|them|everything)\b", re.IGNORECASE)
_SENT_BACK = re.compile(r"\b(?:return|exchange)\b", re.IGNORECASE)
_LAST_ORDER = re.compile(r"\b(?:last|recently|lately|before|so far|from you|ever)\b", re.IGNORECASE)
_LATE_ONE = re.compile(
    r"(?:(?:and|no|i mean|what about|how about) )*(?:the|my) (?:late|delayed) (?:one|order|parcel|package)\W*"
)
_WHERE_IT_GOES = re.compile(
    r"\b(?:where|whom?|place)\b.*\b(?:go(?:es|ing)?|(?:sent|delivered|shipped|brought)(?: to)?)\b"
    r"|\bdelivery address\b",
    re.IGNORECASE,
)
"""What is changed there is the address, whatever else is called a change of the order."""

_DELAY_TOLD = re.compile(rf"\bis late\b|^{Matter.LATENESS}")
_WAS_IT_CANCELLED = re.compile(
    r"\b(?:nothing|anything|it|order)\b.{0,12}\b(?:was|is|been|got)\b.{0,12}\bcancell?ed\b.*(?:\bright\b|\?)"
    r"|\b(?:was|is|did)\b.{0,4}\b(?:nothing|anything|it|order)\b.{0,12}\bcancell?ed\b.*\?",
    re.IGNORECASE,
)
_NOT_THE_MONEY = re.compile(
    r"(?:\b(?:not?|rather than|instead of|without)|n['’]t)\b(?: \w+){0,2} (?:refund|money)\b", re.IGNORECASE
)
_ON_AN_ACCOUNT = re.compile(
    r"\b(?:paypal|cards?|accounts?|bank|statement|payments?|money|back|pay|paid|charged?|refund\w*)\b",
    re.IGNORECASE,
)
_REPORTS_IT = re.compile(
    r"\breport\b|\bfix\b|\bput (?:it|this|that) right\b"
    r"|\b(?:tell|inform|let) (?:\w+ ){0,3}(?:team|some\w+|them)\b",
    re.IGNORECASE,
)
_OF_TWO_CHARGES = re.compile(
    rf"{_ON_AN_ACCOUNT.pattern}|{_REPORTS_IT.pattern}"
    r"|\b(?:told|amounts?|second|other|both|one of (?:them|those)|disappear|vanish|go(?:es)? away)\b"
    r"|\bonly (?:have|ordered)\b",
    re.IGNORECASE,
)
_MONEY_PROMISED = re.compile(r"(?:^order \d+: |^(?:\d+ )?done ).*\bback to your\b")
_NOT_THERE = re.compile(r"\b(?:not|never|nothing|yet|still|when)\b|n['’]t\b", re.IGNORECASE)
_ANOTHER_CARD = re.compile(
    r"\b(?:new|other|another|old|blocked|closed|expired) (?:\w+ )?(?:card|account)\b", re.I
)
_SENT_TO_ME = re.compile(
    r"\b(?:e?-?mail|send) (?:it|me|us)\b|\bby e-?mail\b|\bpdf\b|^\W*why not\b"
    r"|\b(?:link|file)\b.*\b(?:open|work|load|broken|dead|error)"
    r"|\b(?:open|load|download) (?:the|that|your|this) (?:link|file)",
    re.I,
)
_PAY_LINK = re.compile(r"\b(?:links?|(?:that|the|this|your) e?-?mail|pay (?:again|now|it))\b", re.IGNORECASE)
_UNPAID = re.compile(r"^(?:\w+ )?order \d+: .*\bdid not go through\b|^report_failed_payment\b")
_HEARD_OF_PARCELS = frozenset(
    {Matter.MISSING, Matter.ARRIVAL, Matter.PARCELS, Matter.STATUS, Matter.ADDRESS, Matter.FAILED_PAYMENT}
    | {"choose_from_list", "ask_question", "ask_about_other_things"}
)
_A_PARCEL = re.compile(r"\b(?:parcel|package|box)(?:es|s)?\b", re.IGNORECASE)
_PARCEL_NOT_COME = re.compile(
    r"\b(?:parcel|package|box|half|part)s?\b.*\bnever (?:came|arrived|reached|turned up|showed up)\b",
    re.IGNORECASE,
)
_PROBLEM_WITH = re.compile(r"\b(?:problems?|issues?|trouble|wrong) with\b", re.IGNORECASE)
_READ_AS_QUESTION = frozenset({Matter.PARCELS, Matter.STATUS, Matter.ARRIVAL, "give_order_details"})
_OTHERWISE_MEANT = frozenset({Matter.CANCEL, Matter.RETURN, Matter.EXCHANGE, Matter.REFUND})


def asked_of_order(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Where an order goes, what is in it, whether it came, where its label is."""
    text = text_of(parsed)
    if tracker.get_slot("requested_slot") in {"order_number", "email"}:
        return None
    is_one_meant = has(parsed, "order_number") or has_open_order(tracker) or names_when(text)
    if (of_delay := _of_compensation(parsed, tracker, is_one_meant=is_one_meant)) is not None:
        return of_delay
    if is_one_meant and not _is_asked(tracker) and _WAS_IT_CANCELLED.search(text):
        return with_intent(parsed, Matter.STATUS)
    if (of_money := _of_money_told(parsed, tracker)) is not None:
        return of_money
    if intent_of(parsed) == Matter.REFUND and not _is_asked(tracker) and _NOT_THE_MONEY.search(text):
        return with_intent(parsed, matter_of_reason(text) or "ask_question")
    if _PROBLEM_WITH.search(text) and Mentions.of(parsed.get(MENTIONS)).items and _is_guess(parsed):
        return with_intent(parsed, PROBLEM)
    if names_newest_order(text) and (fact := fact_asked(text)) is not None:
        return with_intent(parsed, fact.matter)
    if _LATE_ONE.fullmatch(plain_words(text)):
        return with_intent(parsed, Matter.LATENESS)
    if asks_where_it_goes(text):
        return with_intent(parsed, Matter.ADDRESS_NOW)
    is_of_order = is_one_meant or intent_of(parsed) in set(Matter)
    if asks_whether_money_came(text) or (is_of_order and asks_whether_it_is_paid(text)):
        return with_intent(parsed, Matter.FAILED_PAYMENT)
    is_of_content = asks_what_is_in_it(text) and not _LAST_ORDER.search(text)
    if is_one_meant and is_of_content and not _wishes_a_change(parsed):
        return with_intent(parsed, Matter.CONTENTS)
    is_less_likely = confidence_of(parsed) < SURE_ENOUGH or intent_of(parsed) == Matter.ITEMS
    if is_one_meant and is_less_likely and wants_less(text) and not _is_asked(tracker):
        return with_intent(parsed, Matter.ITEMS)
    is_wish = intent_of(parsed) in {Matter.RETURN, Matter.EXCHANGE}
    if (is_one_meant or is_wish) and asks_for_way_back(text):
        return with_intent(parsed, Matter.STATUS)
    if _misses_something(parsed, tracker):
        return with_intent(parsed, Matter.MISSING)
    if intent_of(parsed) == Matter.ITEMS and _WHERE_IT_GOES.search(text):
        return with_intent(parsed, Matter.ADDRESS)
    if intent_of(parsed) == Matter.MISSING and asks_whether_it_came(text):
        return with_intent(parsed, Matter.PARCELS)
    if is_one_meant and confidence_of(parsed) < SURE_ENOUGH and asks_where_a_thing_is(text):
        return with_intent(parsed, Matter.STATUS)
    if is_one_meant and asks_for_label(text) and any(map(_SENT_BACK.search, topics(tracker)[-4:])):
        return with_intent(parsed, Matter.STATUS)
    return None


def sent_elsewhere(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Please send order 10052 to Kongens gate 5, 0153 Oslo" is a wish for another address."""
    text = text_of(parsed)
    if tracker.get_slot("requested_slot") or intent_of(parsed) in _OTHERWISE_MEANT:
        return None
    is_of_order = has(parsed, "order_number") or _AN_ORDER.search(text)
    if (
        not is_of_order
        or not _SENDS.search(text)
        or "address" not in address_in(words_beside_details(parsed))
    ):
        return None
    return with_intent(parsed, Matter.ADDRESS)


def _of_compensation(
    parsed: Mapping[str, Any], tracker: DialogueStateTracker, *, is_one_meant: bool
) -> Parse | None:
    """ "Do I get something for the delay?": of the order that is late, else what the help pages say."""
    is_of_delay = _DELAY_TOLD.search(latest_topic(tracker)) is not None
    if _is_asked(tracker) or not asks_for_compensation(text_of(parsed), is_of_delay=is_of_delay):
        return None
    if is_one_meant:
        return with_intent(parsed, Matter.LATENESS)
    page = {"entity": "faq_entry", "value": "late-delivery"}
    return {**with_intent(parsed, "ask_question"), "entities": [page]}


def _of_money_told(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "PayPal shows nothing", after a refund was told; "I can't find that link", of an order unpaid."""
    text, told = text_of(parsed), latest_topic(tracker)
    is_heard = intent_of(parsed) in _HEARD_OF_PARCELS | {"ask_about_delivery_options"} or _is_guess(parsed)
    is_plain_wish = plain_wish(text) is not None
    if _is_asked(tracker) or has(parsed, "order_number") or is_plain_wish or not is_heard:
        return None
    is_guess = _is_guess(parsed) or intent_of(parsed) in {"ask_question", "ask_about_delivery_options"}
    if told.startswith(Matter.INVOICE) and is_guess and _SENT_TO_ME.search(text):
        return with_intent(parsed, Matter.INVOICE)
    if _UNPAID.search(told) and _PAY_LINK.search(text):
        return with_intent(parsed, Matter.FAILED_PAYMENT)
    matter = next((one for one in (Matter.REFUND_PLACE, Matter.DOUBLE_CHARGE) if told.startswith(one)), None)
    if "at the door" in told or (_MONEY_PROMISED.search(told) and _NOT_THERE.search(text)):
        matter = Matter.REFUND_PLACE
    signs = _OF_TWO_CHARGES if matter is Matter.DOUBLE_CHARGE else _ON_AN_ACCOUNT
    if matter is None or not signs.search(text) or Mentions.of(parsed.get(MENTIONS)).items:
        return None
    if matter is Matter.DOUBLE_CHARGE and _REPORTS_IT.search(text) and not is_question(text):
        return with_intent(parsed, Matter.COMPLAINT)
    if _ANOTHER_CARD.search(text):
        page = {"entity": "faq_entry", "value": "refund-method"}
        return {**with_intent(parsed, "ask_question"), "entities": [page]}
    return with_intent(parsed, matter)


def _misses_something(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """ "It came, but one of the jackets is missing", "everything except the duffel": told, not asked."""
    text, matter = text_of(parsed), (tracker.get_slot("change") or {}).get("matter")
    if is_question(text) or (_is_asked(tracker) and matter != Matter.MISSING):
        return False
    tells_apart = account_of(text).tells_apart
    is_told_of_parcel = _PARCEL_NOT_COME.search(text) is not None
    if intent_of(parsed) in _READ_AS_QUESTION:
        return misses_one_thing(text) or tells_apart or is_told_of_parcel
    if is_told_of_parcel and has_open_order(tracker):
        return _is_guess(parsed) or intent_of(parsed) == "ask_question"
    names_it = bool(Mentions.of(parsed.get(MENTIONS)).items) or _A_PARCEL.search(text) is not None
    is_unsure = (_is_guess(parsed) or intent_of(parsed) in REPORTS) and reason_told(text) is None
    return names_it and tells_apart and is_unsure


def _wishes_a_change(parsed: Mapping[str, Any]) -> bool:
    """ "Send back both items of order 9988"."""
    wish = intent_of(parsed)
    is_change = wish in set(Matter) and not Matter(wish).is_question
    return is_change and confidence_of(parsed) >= SURE_OF_ANOTHER


def _is_guess(parsed: Mapping[str, Any]) -> bool:
    return intent_of(parsed) in UNHEARD or confidence_of(parsed) < SURE_ENOUGH


def _is_asked(tracker: DialogueStateTracker) -> bool:
    return tracker.get_slot("requested_slot") is not None

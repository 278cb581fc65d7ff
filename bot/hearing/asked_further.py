"""A short question asked further of what was told last of an order (`order_talk/asked_further.py`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.follow_up import page_told
from actions.order_talk.asked_further import AGAIN, LIKELY, LOOK, SURE, Answer, asked_further, likeliest
from actions.order_talk.further_asked import FURTHER, FURTHER_GUESSES, Asked
from actions.order_talk.further_facts import BEFORE_WORDS, Further
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question, speaks_of_code
from actions.order_talk.spoken_before import done_lately
from actions.order_talk.terms_asked import Term
from bot.hearing.changes import open_change
from bot.hearing.parses import (
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has_open_order,
    intent_of,
    latest_topic,
    text_of,
    topics,
    value_of,
    with_intent,
)
from bot.hearing.told_before import ASKS_TO_BE_TOLD, latest_told
from bot.nlu.plain_wishes import plain_wish
from bot.response_variations import TOLD_SLOT

_LONGEST = 20  # words
_BY_HEART, _HEARD, _OF_SOME_CHANGE = 1.0, 0.6, 0.3
_CHANGES = frozenset({Matter.ADDRESS, Matter.ITEMS})
_OF_A_CHANGE = frozenset({"change_detail", "is_confirmed"})
"""Asked for while a change is talked through: a question beside it is answered, and they are asked again."""

_SHOWS = {Matter.ADDRESS: Matter.ADDRESS_NOW, Matter.ITEMS: Matter.CONTENTS}
"""The question that shows what became of a change; of any other the order's state does."""

_IN_GENERAL = re.compile(r"\b(?:an|any) order\b", re.IGNORECASE)
"""Of orders as such, and not of the one in hand."""

_LATER_THAN = re.compile(r"\b(?:after (?!all\b)|by|later than|until|before)\b", re.IGNORECASE)
""" "What if it comes after Friday?", and not "… on Friday after all?"."""

_BEFORE_WORDS = BEFORE_WORDS | {Term.SURE, AGAIN}
"""Heard surely, "is it too late?" is asked of what is about to be done, or was refused, and no parcel is."""

_OF_A_PROOF = frozenset({"order_number", "email"})
_BACK = frozenset({Matter.REFUND, Matter.REFUND_PLACE, Matter.CANCEL, Matter.RETURN})
_PAGES_OF_MONEY_BACK = {Asked.MONEY_BACK_WHERE_TO: "refund-method", Asked.MONEY_BACK_WHEN: "refund-times"}
"""What is asked of money that goes back, and no order is proved yet."""

_MAY_LEAN = UNHEARD | {
    "ask_question",
    "ask_about_other_things",
    "choose_from_list",
}


def surely_asked(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """The same where that is sure, before what single words would make of it."""
    sure = asked_further(parsed.get(FURTHER_GUESSES) or {}, topics(tracker), SURE)
    kinds = _BEFORE_WORDS if is_question(text_of(parsed)) else BEFORE_WORDS
    return asked_of_what_was_told(parsed, tracker) if kinds.intersection(sure[:1]) else None


def asked_of_money_back(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Is it going to my card?", while the number or the proof is asked for: as it is in general."""
    is_meant = tracker.get_slot("requested_slot") in _OF_A_PROOF and tracker.get_slot("order_matter") in _BACK
    if not is_meant or parsed["entities"] or not is_question(text_of(parsed)):
        return None
    guesses = parsed.get(FURTHER_GUESSES) or {}
    asked = likeliest(guesses, set(_PAGES_OF_MONEY_BACK), LIKELY)
    if asked is None or _is_heard_otherwise(parsed):
        return None
    page = {"entity": "faq_entry", "value": _PAGES_OF_MONEY_BACK[asked]}
    return {**with_intent(parsed, "ask_question"), "entities": [page]}


def asked_of_what_was_told(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Only of an order that is open, and never while its number, its proof or a code is asked for."""
    awaited = tracker.get_slot("requested_slot")
    number = value_of(parsed, "order_number")
    is_of_another = number is not None and number != tracker.get_slot("order_number")
    is_of_another = is_of_another or _IN_GENERAL.search(text_of(parsed)) is not None
    if not has_open_order(tracker) or is_of_another or (awaited and awaited not in _OF_A_CHANGE):
        return None
    is_of_code = awaited is not None and speaks_of_code(text_of(parsed))
    is_stated = awaited is not None and not is_question(text_of(parsed))
    if is_of_code or is_stated or len(text_of(parsed).split()) > _LONGEST or _is_known(parsed):
        return None
    guesses, told = parsed.get(FURTHER_GUESSES) or {}, topics(tracker)
    if _wants_it_changed(parsed, guesses) and latest_told(tracker) is Matter.ADDRESS_NOW:
        return with_intent(parsed, Matter.ADDRESS)
    answers, sure = asked_further(guesses, told), asked_further(guesses, told, SURE)
    if _tells_of_another_matter(parsed, answers):
        return None
    is_doubted = _is_heard_otherwise(parsed)
    fitting = (one for one in answers if one in sure or not is_doubted or _is_of_it(one, parsed))
    return next(filter(None, (_answered_by(one, parsed, tracker) for one in fitting)), None)


def _is_known(parsed: Mapping[str, Any]) -> bool:
    """Whether these very words were learned as a matter of their own, or name their wish beyond doubt."""
    is_learned = intent_of(parsed) in set(Matter) and confidence_of(parsed) >= _BY_HEART
    return is_learned or plain_wish(text_of(parsed)) == ASKS_TO_BE_TOLD


def _is_heard_otherwise(parsed: Mapping[str, Any]) -> bool:
    """Whether the words ask nothing, or were heard as something else: then it takes more to be meant."""
    is_else = intent_of(parsed) not in _MAY_LEAN and confidence_of(parsed) >= _HEARD
    is_page = intent_of(parsed) == "ask_question" and SURE_OF_ANOTHER <= confidence_of(parsed) < _BY_HEART
    return is_page or is_else or not is_question(text_of(parsed))


def _tells_of_another_matter(parsed: Mapping[str, Any], answers: Sequence[Answer]) -> bool:
    """ "But it was charged twice", surely heard as that, asks nothing further of the one charge."""
    is_sure = intent_of(parsed) in set(Matter) and confidence_of(parsed) >= SURE_OF_ANOTHER
    is_of_answer = any(isinstance(one, Further) and one.matter == intent_of(parsed) for one in answers)
    is_told = is_sure and not is_question(text_of(parsed))
    return is_told and not is_of_answer


def _is_of_it(answer: Answer, parsed: Mapping[str, Any]) -> bool:
    """Whether it belongs to the very question that the words may have been heard as."""
    is_same = isinstance(answer, Further) and answer.matter == intent_of(parsed)
    return is_same and confidence_of(parsed) < SURE_OF_ANOTHER


def _wants_it_changed(parsed: Mapping[str, Any], guesses: Mapping[str, float]) -> bool:
    """ "Could you change that too?" says no more than that something be changed."""
    return intent_of(parsed) in _CHANGES and guesses.get(Asked.CHANGE_IT, 0.0) >= _OF_SOME_CHANGE


def _answered_by(answer: Answer, parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """None where the answer is not known here."""
    if Mentions.of(parsed.get(MENTIONS)).days and _is_of_a_day(answer, text_of(parsed)):
        return None
    if answer is Further.REPORT_MONEY and tracker.active_loop_name:
        return None  # nothing is reported yet
    if isinstance(answer, Further):
        return {**with_intent(parsed, answer.matter), FURTHER: answer.value}
    if isinstance(answer, Matter):
        return None if _was_said_twice(answer, tracker) else with_intent(parsed, answer)
    if isinstance(answer, Term):
        change = open_change(tracker) or _just_done(tracker)
        is_known = change is not None and answer.value in change["terms"]
        term = {**with_intent(parsed, "ask_question"), "entities": [], FURTHER: answer.value}
        return term if is_known else None
    if slug := page_told(answer):
        return {**with_intent(parsed, "ask_question"), "entities": [{"entity": "faq_entry", "value": slug}]}
    return None if tracker.active_loop_name else _looked_up(answer, parsed, tracker)


def _is_of_a_day(answer: Answer, text: str) -> bool:
    """ "All of it by Friday?" asks for a day, and for nothing faster."""
    return answer is Further.FASTER or (
        answer is Further.COMES_ANYWAY and _LATER_THAN.search(text) is not None
    )


def _looked_up(answer: str, parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """What was said last, once more, or what became of the change."""
    last = tracker.get_slot("spoken_of") or {}
    matter = last.get("matter")
    if answer == LOOK:
        return with_intent(parsed, _SHOWS.get(matter, Matter.STATUS))
    is_refused = answer == AGAIN and latest_topic(tracker).partition("refused ")[1]
    if is_refused and matter:
        return with_intent(parsed, matter)
    told = latest_told(tracker)
    return with_intent(parsed, told) if told else None


def _was_said_twice(matter: Matter, tracker: DialogueStateTracker) -> bool:
    """Then it answers nothing more, and what else the words were heard as may."""
    said, of_order = tracker.get_slot(TOLD_SLOT) or {}, f"{matter} {tracker.get_slot('order_number')}: "
    return any(times > 1 for topic, times in said.items() if topic.startswith(of_order))


def _just_done(tracker: DialogueStateTracker) -> Mapping[str, Any] | None:
    return done_lately(topics(tracker), tracker.get_slot("spoken_of"))

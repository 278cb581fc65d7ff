"""What is meant for the team: a message, what is added to it, an e-mail address, the wish to leave one, anger
at the waiting, the question whether anybody is there, and a second thought."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.own_words import is_question
from bot.hearing.choices import is_yes_awaited
from bot.hearing.guesses import plain_wish_of
from bot.hearing.parses import (
    DETAILS,
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    has_open_order,
    intent_of,
    latest_topic,
    text_of,
    value_of,
    with_intent,
)
from bot.nlu.clear_words import says_so
from bot.nlu.plain_words import only, plain_words

FOR_TEAM, ADDRESS = "for_team", "contact_email"
_ASK_FOR_HUMAN = "ask_for_human"
_ASKED_FOR_MESSAGE, _KEPT_MESSAGE = "asked for a message", "kept a message "
_ASKED_FOR_PERSON = "asked for a person", "asked again for a person"
"""What was told last, or how it begins (`actions/handoff_messages.py`, `actions/handoff_actions.py`)."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_LEAVES = re.compile(
    r"(?:(?:yes|ok|please|then|(?:can|could|may) i|i want to|i (?:would )?like to|i will|let me"
    r"|how (?:do|can) i) )*"
    r"leave (?:(?:you|them|him|her|somebody|someone|(?:the|your) team) )?(?:a|an|my|some)(?: short| quick)?"
    r" (?:message|note|word|e-?mail|e-?mail address|address)"
    r"(?: (?:for|with|to) (?:you|them|somebody|someone|(?:the|your) (?:team|colleagues?)))?"
    r"(?: (?:then|please|instead|here))*"
)
_NOTHING_MORE = only(
    r"no|nope|nah|nothing|none|(?:that is|thats|that will be|this is) (?:it|all|everything)",
    r"else|more|to add|for now|really|thanks|thank you|please|ok|okay|i think|from me|that|is|it|all",
)
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_MINUTES = 2
"""Digits of the minutes that somebody has waited; with more it may be an order."""

_SOMEBODY = _words(
    "anyone anybody someone somebody everyone everybody nobody person people human agent colleague team",
)
_CALLS = _words(
    "hello hallo helo hey hi anyone anybody someone somebody everyone everybody nobody here there waiting",
    "still long longer ping knock queue line place turn ahead people hurry forget forgot forgotten",
)
_CALLS_OF_NO_ORDER = _words("update updates news forever")
_AROUND_A_CALL = _words(
    "a all am an and answer answers any are at be before btw but can come comes coming did do does for from",
    "front going has have how i im in is join joined joining joins many me min mins minute minutes much",
    "my no not now number of ok on one other out please pls position really replies reply responds since so",
    "soon take takes that the there they this to today until up us wait want we well what",
    "whats when where who why will with would yet you your",
)
_THINKS_AGAIN = _words("actually wait second thought thoughts needed necessary")
_NEEDLESS = re.compile(
    r"\bno (?:more |longer )?need(?:ed)?\b(?! (?:to|for|of)\b)"
    r"|\bneed (?:it|that|this|you|them) no (?:longer|more)\b"
    r"|\b(?:not|no longer) (?:\w+ )?(?:needed|necessary|required)\b"
)
_LONGEST_THOUGHT = 10
_REFUSALS = _words("no nope nah not never rather")
_AROUND_A_THOUGHT = _words(
    "any better do hm hmm hold i is it longer mind more oh ok okay on please sorry thank thanks well yet you",
)
_NO_MESSAGE = frozenset(
    {
        "acknowledge",
        "ask_to_be_left_alone",
        "decline_human",
        "never_mind",
        "say_goodbye",
        "say_no",
        "say_thanks",
    }
    | {"start_over", _ASK_FOR_HUMAN}
)
_SHORT = 5
"""Words of a message at most that may be a goodbye or a change of mind instead of one for the team."""


def for_team(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    if tracker.get_slot("requested_slot") == "change_detail":
        return None
    if _LEAVES.fullmatch(plain_words(text_of(parsed)).rstrip("?.! ")):
        return _to_team(parsed, "wanted")
    if not tracker.get_slot("waits_for_person"):
        return None
    if (plain := plain_wish_of(parsed)) is not None and intent_of(plain) == "decline_human":
        return None
    if _only_calls(text_of(parsed), tracker):
        return _to_team(parsed, "called")
    if tracker.active_loop_name is not None:
        return None
    if _thinks_again(text_of(parsed), tracker):
        meant = "say_no" if is_yes_awaited(tracker) else "decline_human"
        return {**with_intent(parsed, meant), "entities": []}
    if _has_kept_message(tracker) and _adds_nothing(text_of(parsed)):
        return _to_team(parsed, "no more")
    if _is_short_of_another_kind(parsed):
        return None
    if expects_message(tracker) or _is_address(parsed, tracker) or _adds_to_message(parsed, tracker):
        return _to_team(parsed, "left")
    return _to_team(parsed, "upset") if _is_upset(parsed, tracker) else None


def expects_message(tracker: DialogueStateTracker) -> bool:
    """Whether the customer was asked for it just now."""
    is_asked = _told_last(tracker) == _ASKED_FOR_MESSAGE
    return is_asked and tracker.active_loop_name is None and bool(tracker.get_slot("waits_for_person"))


def _told_last(tracker: DialogueStateTracker) -> str:
    return latest_topic(tracker)


def _only_calls(text: str, tracker: DialogueStateTracker) -> bool:
    """ "Hello? Anyone still there?": words of being there and of waiting, and none of anything else."""
    if any(says_so(other, text) for other in ("acknowledge", "decline_human", "say_goodbye")):
        return False
    plain = _DRAWN_OUT.sub(r"\1", plain_words(text)).replace("?", " ")
    words = {word for word in plain.split() if not (word.isdigit() and len(word) <= _MINUTES)}
    calls = _CALLS if tracker.get_slot("order_number") else _CALLS | _CALLS_OF_NO_ORDER
    is_of_order = tracker.get_slot("order_number") or tracker.active_loop_name is not None
    is_about_the_wait = bool(words & _SOMEBODY) or ("long" in words and not is_of_order)
    around = _AROUND_A_CALL | _SOMEBODY | ({"it"} if is_about_the_wait else set())
    return bool(words & calls) and words <= calls | around


def _thinks_again(text: str, tracker: DialogueStateTracker) -> bool:
    """ "No longer necessary"; or right after a person was asked for "oh wait, no", and "cancel" where there
    is no order."""
    plain = plain_words(text)
    words = set(plain.replace("?", " ").split())
    if _NEEDLESS.search(plain) and len(plain.split()) <= _LONGEST_THOUGHT:
        return not is_question(text)
    if not _told_last(tracker).startswith(_ASKED_FOR_PERSON):
        return False
    if "cancel" in words and not tracker.get_slot("order_number"):
        return words <= {"cancel"} | _AROUND_A_THOUGHT
    is_thought = bool(words & _THINKS_AGAIN and words & _REFUSALS)
    return is_thought and words <= _THINKS_AGAIN | _REFUSALS | _AROUND_A_THOUGHT


def _has_kept_message(tracker: DialogueStateTracker) -> bool:
    """Whether "what else should they know?" was asked just now."""
    return _told_last(tracker).startswith(_KEPT_MESSAGE)


def _adds_nothing(text: str) -> bool:
    return _NOTHING_MORE.fullmatch(plain_words(text).rstrip("? ")) is not None


def _adds_to_message(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """Something told, also of goods, that is no other wish; a question is the bot's to answer."""
    told = UNHEARD | REPORTS | {"ask_question", Matter.COMPLAINT}
    is_clear = has(parsed, "order_number") or (
        intent_of(parsed) not in told and confidence_of(parsed) >= SURE_ENOUGH
    )
    return _has_kept_message(tracker) and not is_clear and not is_question(text_of(parsed))


def _is_address(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """An address for the answer, unless it is the proof that was asked for before a person was."""
    if not has(parsed, "email") or has(parsed, "order_number") or has(parsed, "postcode"):
        return False
    if _has_kept_message(tracker):
        return True  # also "wrong, it is …"
    is_just_asked = _told_last(tracker).startswith(_ASKED_FOR_PERSON) and not is_yes_awaited(tracker)
    is_proof_due = tracker.get_slot("order_number") is not None and not has_open_order(tracker)
    return intent_of(parsed) in UNHEARD | {DETAILS} and not (is_just_asked and is_proof_due)


def _is_upset(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """A complaint of no order, from who waits for somebody to complain to."""
    is_of_order = has(parsed, "order_number") or tracker.get_slot("order_number")
    return intent_of(parsed) == Matter.COMPLAINT and not is_of_order


def _to_team(parsed: Mapping[str, Any], what: str) -> Parse:
    """The address is for the answer, and proves no order."""
    entities = [{"entity": FOR_TEAM, "value": what}]
    address = value_of(parsed, "email")
    if address is not None:
        entities.append({"entity": ADDRESS, "value": address})
    return {**with_intent(parsed, _ASK_FOR_HUMAN), "entities": entities}


def _is_short_of_another_kind(parsed: Mapping[str, Any]) -> bool:
    text, intent = text_of(parsed), intent_of(parsed)
    if len(text.split()) > _SHORT:
        return False
    return plain_wish_of(parsed) is not None or (intent in _NO_MESSAGE and says_so(intent, text))

"""Two or more orders that were just told or listed, and are meant together, or one of them by its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.asked_further import asked_further
from actions.order_talk.further_asked import FURTHER, FURTHER_GUESSES
from actions.order_talk.further_facts import Further
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import is_place, place_of, speaks_of_one, speaks_of_the_other_order
from actions.order_talk.ordered_when import names_newest_order
from actions.order_talk.own_words import is_question
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
    topics,
    with_intent,
)
from bot.hearing.told_before import DONE, REFUSED, latest_matter
from bot.nlu.plain_words import plain_words

_AROUND = r"(?:yes|ok|oh|and|please|pls|i meant?|of|for|(?:show|tell) me|(?:what |how )?about|the|my)"
_ALL = r"(?:both|all(?: of)?(?: the)? (?:two|three)|all|all of them|the two|the three|everything)"
_ALONE = re.compile(
    rf"(?:{_AROUND} )*(?:{_ALL}|(?P<some>(?:first|last|latest|newest|oldest) (?:two|three|2|3)))"
    r"(?: (?:of (?:them|these|those)|orders|please|pls|then|thanks))*"
)
_AMONG = re.compile(
    r"\b(?:both|all (?:two|three)|(?:these|those) two)\b"
    r"(?! (?:items?|pairs?|parcels?|boxes|things?|pieces?)\b)"
)
_TOLD = re.compile(r"^(?:\w+ )?(?:order )?(\d{4,8})\b")
_LISTED = re.compile(r"which of (?:yours|these)|your orders")
_CANCEL = re.compile(r"\bcancel\b")
_FEWEST, _LATELY = 2, 4


def both_of_them(parsed: Parse, tracker: DialogueStateTracker) -> list[Parse]:
    """ "Both", "the first two", "can I cancel both?": the same of each, where orders were just told."""
    asked = tracker.get_slot("requested_slot")
    if asked not in {None, "order_number"} or has(parsed, "order_number"):
        return [parsed]
    if Mentions.of(parsed.get(MENTIONS)).items:
        return [parsed]
    words = plain_words(text_of(parsed)).rstrip("? ")
    alone, is_among = _ALONE.fullmatch(words), _AMONG.search(words) is not None
    if alone is None and not (is_among and _wish(parsed) is not None):
        return [parsed]
    there = _just_told(tracker)
    numbers = _meant(words, there)
    if len(numbers) < _FEWEST:
        is_open = alone is not None and len(there) > _FEWEST and not _is_told_last(tracker)
        return [with_intent(parsed, DETAILS if asked else "list_orders")] if is_open else [parsed]
    noted = tracker.get_slot("order_matter") if asked else None
    latest = latest_matter(tracker)
    same = noted or (latest if latest is not None and latest.is_question else None)
    wish = _wish(parsed) or same or Matter.STATUS
    first = with_intent(parsed, DETAILS if asked else wish)
    return [_of(first, numbers[0]), *(_of(with_intent(parsed, wish), number) for number in numbers[1:])]


def the_other_order(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "And where is my other order?": not the one in view, and which is asked. What else is wanted of it is
    noted first (`actions/order_actions.py`)."""
    is_named = has(parsed, "order_number") or Mentions.of(parsed.get(MENTIONS)).items
    if intent_of(parsed) != Matter.STATUS or is_named or not has_open_order(tracker):
        return None
    is_other = tracker.get_slot("requested_slot") is None and speaks_of_the_other_order(text_of(parsed))
    return with_intent(parsed, "ask_for_another_order") if is_other else None


def one_of_told(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Cancel the second one", of two orders that were told in one answer and never listed."""
    text = text_of(parsed)
    if tracker.get_slot("requested_slot") or has(parsed, "order_number") or not _is_told_last(tracker):
        return None
    told = _just_told(tracker)
    if len(told) < _FEWEST or not (speaks_of_one(text) or is_place(text)) or names_newest_order(text):
        return None
    at = place_of(text, len(told))
    if at is None:
        return None
    wish = _wish(parsed) or _question_of(parsed)
    if wish is None and _CANCEL.search(plain_words(text)) and not is_question(text):
        wish = Matter.CANCEL
    if wish in {None, _question_of(parsed)} and (asked := _asked_of_it(parsed, tracker)) is not None:
        return {**_of(with_intent(parsed, asked.matter), told[at]), FURTHER: asked.value}
    if wish is None and intent_of(parsed) not in UNHEARD | {"choose_from_list", "ask_question", DETAILS}:
        return None
    return _of(with_intent(parsed, wish or DETAILS), told[at])


def _asked_of_it(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Further | None:
    """ "How did I pay for the first?": asked further of what was told of them."""
    answers = asked_further(parsed.get(FURTHER_GUESSES) or {}, topics(tracker))
    return next((one for one in answers if isinstance(one, Further)), None)


def other_of_two(tracker: DialogueStateTracker) -> str | None:
    """The order beside the one in hand, where two were told one after the other; of one that was changed and
    one that was refused the latter."""
    told = _told_lately(tracker)
    refused = (tracker.get_slot("spoken_of") or {}).get("order") if _is_refused_last(tracker) else None
    if refused in told:
        return refused
    return next((number for number in told if number != tracker.get_slot("order_number")), None)


def _is_refused_last(tracker: DialogueStateTracker) -> bool:
    """Whether of two wishes of one message the first was done, and the second can't be."""
    latest = topics(tracker)[-_FEWEST:]
    return [bool(DONE.match(one)) for one in latest] == [True, False] and REFUSED.match(
        latest[-1]
    ) is not None


def _told_lately(tracker: DialogueStateTracker) -> list[str]:
    """The two orders that the latest answers were about, as they were told; none of more."""
    told = [_TOLD.match(topic) for topic in topics(tracker)[-_LATELY:]]
    each = (dict.fromkeys(one[1] for one in some if one) for some in (told[-_FEWEST:], told))
    numbers = next((list(some) for some in each if len(some) == _FEWEST), [])
    at, in_hand = _place_before(tracker), tracker.get_slot("order_number")
    return sorted(numbers, key=lambda one: one != in_hand, reverse=at == 1) if at is not None else numbers


def _place_before(tracker: DialogueStateTracker) -> int | None:
    """As which of the two the order in hand was called in the message before: what is told again is the
    latest told, and the first all the same."""
    said = [event.text or "" for event in tracker.events if isinstance(event, UserUttered)]
    is_of_one = bool(said) and (speaks_of_one(said[-1]) or is_place(said[-1]))
    return place_of(said[-1], _FEWEST) if is_of_one else None


def _wish(parsed: Mapping[str, Any]) -> Matter | None:
    is_heard = intent_of(parsed) in set(Matter) and confidence_of(parsed) >= SURE_ENOUGH
    return Matter(intent_of(parsed)) if is_heard else None


def _question_of(parsed: Mapping[str, Any]) -> Matter | None:
    """A question changes nothing, so it may be heard less surely."""
    name = intent_of(parsed)
    is_asked = name in set(Matter) and Matter(name).is_question and is_question(text_of(parsed))
    return Matter(name) if is_asked else None


def _just_told(tracker: DialogueStateTracker) -> list[str]:
    """In the order in which they stand: those of the list, or those that were told one after the other."""
    if not _is_told_last(tracker):
        return [one["number"] for one in tracker.get_slot("listed_orders") or ()]
    return _told_lately(tracker)


def _is_told_last(tracker: DialogueStateTracker) -> bool:
    return _LISTED.search(latest_topic(tracker)) is None


def _meant(words: str, numbers: Sequence[str]) -> list[str]:
    """ "Both" of three says not which."""
    some = re.search(r"\b(first|last|latest|newest|oldest) (two|three|2|3)\b", words)
    if some is not None:
        count = 3 if some[2] in {"three", "3"} else _FEWEST
        return list(numbers[-count:] if some[1] in {"last", "oldest"} else numbers[:count])
    is_two = re.search(r"\b(?:both|two)\b", words) is not None
    return list(numbers) if not is_two or len(numbers) == _FEWEST else []


def _of(parsed: Parse, number: str) -> Parse:
    named = {"entity": "order_number", "value": number, "start": 0, "end": len(text_of(parsed))}
    return {**parsed, "entities": [named]}

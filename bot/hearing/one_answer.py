"""Answers that say more than was asked, and are one answer all the same, whatever their clauses would be
alone: "10042, one of the two hats", "sorry, it's 10030, and the strap is torn"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import begins_a_correction, is_question, means_another_order
from actions.order_talk.reasons import matter_of_reason, reason_told
from bot.hearing.agreed_or_put_off import has_looked_as_asked
from bot.hearing.changes import SENDS_BACK, names_another, open_change
from bot.hearing.choices import named_choice
from bot.hearing.parses import (
    SURE_ENOUGH,
    SURE_OF_ANOTHER,
    Parse,
    confidence_of,
    intent_of,
    text_of,
    value_of,
    with_detail,
    with_intent,
)
from bot.hearing.wish_for_a_return import money_instead
from bot.nlu.order_details import find_awaited_number
from bot.two_matters import Wish, says_why

_OF_ITEMS = REPORTS | SENDS_BACK


def one_answer(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """The parse as that answer; None where something is asked, or other matters are wished for."""
    change = open_change(tracker)
    if change is not None:
        return (
            _has_looked(parsed, change)
            or _put_right_to_another(parsed, change)
            or money_instead(parsed, change)
        )
    if tracker.get_slot("requested_slot") != "order_number" or tracker.get_slot("wants_notice"):
        return None
    return _order_and_more(parsed, tracker) or _no_order_yet(parsed, tracker)


def _has_looked(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> Parse | None:
    """ "Yes, and I asked next door", of a parcel that is to be looked for first."""
    if change["details"].get("items") or not has_looked_as_asked(text_of(parsed), change):
        return None
    return {**with_intent(parsed, "say_yes"), "entities": []}


def _put_right_to_another(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> Parse | None:
    """ "Sorry, I mean 10030, it has a scratch", in another report: that one takes its place."""
    text = text_of(parsed)
    is_put_right = begins_a_correction(text) or means_another_order(text)
    named = dict(parsed) if names_another(parsed, change) else with_detail(parsed, find_awaited_number(text))
    is_another = named is not None and names_another(named, change)
    if change["matter"] not in REPORTS or not (is_put_right and is_another):
        return None
    says_more = bool(Mentions.of(parsed.get(MENTIONS)).items) or reason_told(text) is not None
    is_told = says_more and intent_of(parsed) in REPORTS and confidence_of(parsed) >= SURE_ENOUGH
    told = intent_of(parsed) if is_told else matter_of_reason(text)
    return None if told in {None, change["matter"]} else with_intent(named, str(told))


def _order_and_more(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "10042, one of the two hats", where it was asked which order: also what of it is meant, or why."""
    wish, text = tracker.get_slot("order_matter"), text_of(parsed)
    numbers = {one["value"] for one in parsed["entities"] if one["entity"] == "order_number"}
    is_answer = wish in _OF_ITEMS and len(numbers) == 1 and "?" not in text and not is_question(text)
    if not is_answer or named_choice(parsed, tracker) is not None:
        return None
    is_of_items = intent_of(parsed) in {wish, Matter.ITEMS, *(REPORTS if wish in REPORTS else ())}
    is_other = intent_of(parsed) in set(Matter) and confidence_of(parsed) >= SURE_OF_ANOTHER
    says_more = bool(Mentions.of(parsed.get(MENTIONS)).items) or reason_told(text) is not None
    return _said_beside(parsed, wish, tracker) if says_more and (is_of_items or not is_other) else None


def _no_order_yet(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Too small", "which one was 35.90", where it was asked which order of the list."""
    wish, text = tracker.get_slot("order_matter") or Matter.STATUS.value, text_of(parsed)
    if not tracker.get_slot("listed_orders") or value_of(parsed, "order_number") is not None:
        return None
    is_sum = bool(Mentions.of(parsed.get(MENTIONS)).amounts) and confidence_of(parsed) < SURE_OF_ANOTHER
    is_reason = not is_question(text) and reason_told(text) is not None and _says_why(parsed, wish)
    return _said_beside(parsed, wish, tracker) if is_sum or is_reason else None


def _says_why(parsed: Mapping[str, Any], wish: str) -> bool:
    """ "It is too small" wishes no exchange, where something goes back."""
    heard = Wish(intent_of(parsed), confidence_of(parsed), None)
    return confidence_of(parsed) < SURE_OF_ANOTHER or says_why(wish, heard, text_of(parsed))


def _said_beside(parsed: Mapping[str, Any], wish: str, tracker: DialogueStateTracker) -> Parse:
    """The wish in the words of before, and in these."""
    before = f"{tracker.get_slot('matter_words') or ''}; "
    named = [_moved(one, len(before)) for one in parsed.get(MENTIONS) or ()]
    entities = [_moved(one, len(before)) for one in parsed["entities"]]
    mentions = [*(tracker.get_slot("matter_mentions") or ()), *named]
    together = {"text": before + text_of(parsed), "entities": entities, MENTIONS: mentions}
    return {**with_intent(parsed, wish), **together}


def _moved(entity: Mapping[str, Any], by: int) -> dict[str, Any]:
    return {**entity, "start": entity["start"] + by, "end": entity["end"] + by}

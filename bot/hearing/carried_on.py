"""What is carried on: a question to another thing ("and one for the bag?"), and a praise to its order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import names_one_with
from actions.order_talk.ordered_when import names_newest_order, names_when
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import reason_told
from actions.order_talk.spoken_before import THANKED_FOR_PRAISE
from bot.hearing.parses import (
    DETAILS,
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    latest_topic,
    text_of,
    with_intent,
    words_beside_details,
)
from bot.hearing.told_before import latest_matter, latest_told
from bot.nlu.plain_words import plain_words

_NO_WISH = UNHEARD | {"ask_question", "ask_about_other_things", "choose_from_list"}
_CARRIES_ON = re.compile(
    r"^(?:and|also|now|plus)(?: (?:the same|one|another|that|it))?(?: (?:for|of|from|with|about)) "
    r"|^(?:and )?(?:what|how) about "
)
_NAMES_IT = re.compile(
    r"^(?:(?:no|sorry|and|but|oh|wait|well|i meant?|wrong one|not (?:that|this)(?: one)?"
    r"|(?:thats|its|(?:that|this|it) is) not (?:it|that|the (?:right )?one|the one i meant?)) )*(?:the|my) "
)
_PASSED_ON = re.compile(
    r"\b(?:tell|inform|let|pass\w*|forward\w*|show)\b.*\b(?:team|them|colleagues?|people|staff|makers?|designers?)\b"
)
_LONGEST = 12


def carried_on(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Only what names a thing or a day, and wishes nothing by itself: the same is asked of that."""
    wish, text = latest_matter(tracker), text_of(parsed)
    if tracker.get_slot("requested_slot") or has(parsed, "order_number") or wish is None:
        return None
    is_wish = intent_of(parsed) not in _NO_WISH and confidence_of(parsed) >= SURE_ENOUGH
    if is_wish or not wish.is_question or reason_told(text) is not None:
        return None
    words = plain_words(text)
    is_of_then = names_when(text) and latest_told(tracker) == wish
    is_named = bool(Mentions.of(parsed.get(MENTIONS)).items) or names_newest_order(text) or is_of_then
    is_named = is_named and len(words.split()) <= _LONGEST
    is_carried = _CARRIES_ON.match(words) or (_NAMES_IT.match(words) and names_when(text))
    return with_intent(parsed, wish) if is_named and is_carried else None


def praise_of(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "It was the order with the boots", right after a praise: the praise is of that one. "Could you tell
    the team?" is about it, too."""
    text = text_of(parsed)
    is_just_thanked = latest_topic(tracker) == THANKED_FOR_PRAISE
    if not is_just_thanked or tracker.active_loop_name:
        return None
    if _PASSED_ON.search(plain_words(text)):
        return with_intent(parsed, Matter.PRAISE)
    if is_question(text):
        return None
    is_told = len(re.findall(r"[^\W\d_]{2,}", words_beside_details(parsed))) > 1  # a mere number is looked up
    is_named = (is_told and has(parsed, "order_number")) or names_one_with(text) or names_when(text)
    is_wish = intent_of(parsed) not in _NO_WISH | {DETAILS, Matter.STATUS, Matter.PRAISE}
    if not (is_named or names_newest_order(text)) or is_wish:
        return None
    said = (event for event in reversed(tracker.events) if isinstance(event, UserUttered))
    praise = next((event.text or "" for event in said if event.intent_name == Matter.PRAISE), "")
    return {**with_intent(parsed, Matter.PRAISE), "text": f"{praise}; {text}"}

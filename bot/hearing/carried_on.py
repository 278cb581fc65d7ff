"""A question that is carried on to another thing or order: "and one for the bag?", after an invoice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.ordered_when import names_newest_order, names_when
from actions.order_talk.reasons import reason_told
from bot.hearing.parses import (
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    text_of,
    with_intent,
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

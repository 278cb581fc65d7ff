"""A bare count of days, after a day was told: "how many days more?", "it's 2 weeks already"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.asked_further import Told, tells_of
from actions.order_talk.items_named import NUMBER
from actions.order_talk.matters import Matter
from bot.hearing.parses import Parse, has_open_order, latest_topic, text_of, with_intent
from bot.nlu.plain_words import plain_words

_BESIDE = (
    r"(?:and|so|but|ok|okay|then|exactly|still|now|more|left|please|pls|until|till|to|wait|go|for|from|today"
    r"|is|it|its|that|this|longer|already|since|ago|gone|waiting|there|are|over)"
)
_DAYS = r"(?:days?|weeks?|months?)"
_ASKED = re.compile(
    rf"(?:{_BESIDE} )*(?:when|how (?:many|long)(?: (?:more|working|business))*(?: {_DAYS})?)(?: {_BESIDE})*"
)
_WAITED = re.compile(rf"(?:{_BESIDE} )*(?:\d+|{NUMBER}|an?|several|many) {_DAYS}(?: {_BESIDE})*")
_HANDED_IN_FIRST = re.compile(r"\bhand(?:ed)?\b.*\bin\b")


def days_left(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """It is asked of the day that was told: of the money that goes back, or of the parcel."""
    words = plain_words(text_of(parsed)).rstrip("? ")
    is_waited = _WAITED.fullmatch(words) is not None
    if tracker.active_loop_name or not has_open_order(tracker) or parsed["entities"]:
        return None
    if not is_waited and _ASKED.fullmatch(words) is None:
        return None
    told = latest_topic(tracker)
    if tells_of(Told.BACK, told):
        return None if _HANDED_IN_FIRST.search(told) else with_intent(parsed, Matter.REFUND_PLACE)
    if not (tells_of(Told.DAY, told) or tells_of(Told.LATE, told)):
        return None
    return with_intent(parsed, Matter.LATENESS if is_waited else Matter.ARRIVAL)

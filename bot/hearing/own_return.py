"""What is asked of something that was sent back: "I sent the hat back last week, has it reached you?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from actions.order_talk.state_named import asks_for_returns
from bot.hearing.parses import Parse, text_of, with_intent
from bot.nlu.plain_words import plain_words

_SENT_BACK = re.compile(
    r"\b(?:i|we) (?:have |had )?(?:already |just )?"
    r"(?:returned|sent|posted|shipped|mailed|brought)\b(?P<what>[^?]*)"
)
_BACK = re.compile(r"\b(?:returned|back)\b")
_ARRIVED = re.compile(
    r"\b(?:did|has|have|is|was)\b(?! i\b).*"
    r"\b(?:arriv\w+|get it|got it|got there|receiv\w+|reach\w*|turn\w* up|there)\b"
)
_MONEY = re.compile(
    r"\b(?:when|where|how (?:long|soon))\b.*\b(?:money|refund\w*|paid)\b"
    r"|\b(?:still|yet) no (?:money|refund)\b"
)


def asked_of_own_return(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """The state of that return, which tells of its money, too; none of its clauses is for the help pages."""
    words = plain_words(text_of(parsed))
    told = _SENT_BACK.search(words)
    if tracker.active_loop_name is not None or told is None or not _BACK.search(told[0]):
        return None
    asked = words[told.start("what") :]
    if _ARRIVED.search(asked):
        return with_intent(parsed, Matter.STATUS)
    return with_intent(parsed, Matter.REFUND_PLACE) if _MONEY.search(asked) else None


def returns_running(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Which returns have I got running?": a list of these."""
    is_free = tracker.active_loop_name is None and not parsed["entities"]
    return with_intent(parsed, "list_orders") if is_free and asks_for_returns(text_of(parsed)) else None

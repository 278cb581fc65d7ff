"""What leaves all as it is, where nothing waits for a yes: "no, don't cancel", "I'll think about it"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from actions.order_talk.own_words import STAYS, is_question
from bot.hearing.agreed_or_put_off import puts_off
from bot.hearing.parses import SURE_ENOUGH, Parse, confidence_of, intent_of, text_of, with_intent
from bot.letting_go import lets_go
from bot.nlu.clear_words import says_so
from bot.nlu.plain_words import plain_words

_DENIES_WHAT_WAS_TOLD = re.compile(r"\b(?:right|correct|true|wrong|what i|mean|meant|too)\b")


def left_as_it_is(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """A bare "no" may refuse what was offered, and "that's not right" denies what was told."""
    text, name = text_of(parsed), intent_of(parsed)
    if tracker.active_loop_name or is_question(text) or parsed["entities"] or says_so("say_no", text):
        return None
    is_sure = confidence_of(parsed) >= SURE_ENOUGH
    is_denied = _DENIES_WHAT_WAS_TOLD.search(plain_words(text)) is not None
    is_no = name == "say_no" and is_sure and not is_denied and not lets_go(text)
    is_put_off = puts_off(text) and not (is_sure and name in set(Matter))
    return {**with_intent(parsed, "say_no"), STAYS: True} if is_no or is_put_off else None

"""Thanks, goodbyes and "ok then" that say nothing besides: whatever they were heard as, no more is wished."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from bot.hearing.parses import UNHEARD, Parse, intent_of, text_of, with_intent
from bot.nlu.clear_words import GOODBYE
from bot.nlu.plain_words import plain_words

_COULD_BE = UNHEARD | {
    "ask_question",
    "ask_about_other_things",
    "choose_from_list",
    "acknowledge",
    "say_thanks",
    "say_goodbye",
    "say_yes",
    Matter.PRAISE,
}
_THANKS = re.compile(r"\b(?:thank\w*|thx|cheers|merci|danke)\b")
_BESIDE_THANKS = re.compile(
    r"(?:\b(?:thank\w*|thx|cheers|merci|danke|you|u|ok|okay|oki|alright|right|fine|great|good|perfect|super|cool"
    r"|nice|lovely|wonderful|brilliant|awesome|excellent|amazing|oh|ah|phew|well|then|so|very|really|a|lot|much"
    r"|many|again|for|the|that|this|it|is|was|all|your|my|help|info|information|answers?|reply|telling|me|kind"
    r"|quick|fast|got|i|needed|wanted|know|to|now|and|bye|day|evening|weekend|have|both|anyway|enough"
    r"|everything)\b ?)+"
)
_AGREES = re.compile(
    r"(?:(?:phew|puh|uff|oh|ah|ok|okay|oki|alright|all right|right|fine|good|great|well|so|then|yes|yeah) )*"
    r"(?:(?:phew|puh|uff|ok|okay|alright|all right)(?: then)?"
    r"|(?:i|we)(?: (?:will|can|am going to|guess i))? (?:do|try|wait|check|look|see|ask)"
    r"(?: (?:that|it|this|so|then|now|there|again|and see|for it|first|them|at it|into it))*)"
)
_LONGEST = 12
_ONE_WORD = frozenset({"thanks", "thx", "ok", "okay", "bye", "cheers"})


def polite_words(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Great thanks, that's all" praises no order, and "ok, I'll do that" asks nothing."""
    words = re.sub(r"\bthats\b", "that is", plain_words(text_of(parsed)))
    is_other = intent_of(parsed) not in _COULD_BE or parsed["entities"] or "?" in words
    if tracker.get_slot("requested_slot") or is_other or len(words.split()) > _LONGEST:
        return None
    if words in _ONE_WORD:
        return None  # as sure as it was heard
    if _THANKS.search(words) and _BESIDE_THANKS.fullmatch(words):
        return with_intent(parsed, "say_goodbye" if GOODBYE.search(words) else "say_thanks")
    return with_intent(parsed, "acknowledge") if _AGREES.fullmatch(words) else None

"""What is said of an item, where no wish was heard: it leaks, it is too small. The wish is in that."""

from __future__ import annotations

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import PROBLEM, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import DOES_NOT_SUIT, reason_told
from actions.order_talk.wanted import names_a_kind
from actions.orders.order import ReturnReason
from bot.hearing.guesses import SURE_OF_AN_ORDER
from bot.hearing.parses import (
    UNHEARD,
    Parse,
    confidence_of,
    intent_of,
    text_of,
    with_intent,
)
from bot.hearing.told_before import topics

_WISHES = {
    ReturnReason.DAMAGED: Matter.DAMAGED,
    ReturnReason.WRONG_ITEM: Matter.WRONG,
    **dict.fromkeys(DOES_NOT_SUIT, PROBLEM),
}
_NO_WISH = UNHEARD | {"ask_question", "ask_about_other_things", "choose_from_list"}
_ASKED_WHAT_INSTEAD = "what is wrong: what instead"
"""What is told where an item does not suit (`actions/problem_actions.py`)."""


def told_of_item(parsed: Parse) -> Parse:
    """ "Both boots leak" reports it; whether what is too big is to be exchanged or goes back is asked."""
    is_none = intent_of(parsed) in _NO_WISH or confidence_of(parsed) < SURE_OF_AN_ORDER
    names_item = bool(Mentions.of(parsed.get(MENTIONS)).items)
    if not (is_none and names_item) or is_question(text_of(parsed)):
        return parsed
    wish = _WISHES.get(reason_told(text_of(parsed)) or ReturnReason.OTHER)
    return with_intent(parsed, wish) if wish else parsed


def kind_instead(parsed: Parse, tracker: DialogueStateTracker) -> Parse | None:
    """ "43, please", where it was asked what shall come for what does not suit."""
    is_asked = (topics(tracker) or [""])[-1] == _ASKED_WHAT_INSTEAD and not tracker.active_loop_name
    is_named = names_a_kind(text_of(parsed)) and intent_of(parsed) != Matter.RETURN
    return {**with_intent(parsed, Matter.EXCHANGE), "entities": []} if is_asked and is_named else None

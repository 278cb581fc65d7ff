"""What wishes a return without its name: money in place of another item, or why something goes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.choice_made import wants_money_instead
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import DOES_NOT_SUIT, reason_told
from actions.order_talk.terms_asked import Term
from actions.order_talk.wanted import wanted_in
from actions.orders.order import ReturnReason
from bot.hearing.changes import SENDS_BACK, names_another
from bot.hearing.choices import is_offered
from bot.hearing.guesses import is_sure_of_another
from bot.hearing.parses import Parse, intent_of, text_of, with_intent

_HEARD_OF_REASONS = frozenset({Matter.RETURN, Matter.EXCHANGE, Matter.REFUND})
"""As what "too small for me" is heard without its context."""


def money_instead(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> Parse | None:
    """ "No, money back. Not another one", in the middle of an exchange: it goes back for the money.

    Where a return waits for its yes, that is what it brings.
    """
    text, is_detail = text_of(parsed), change["asks"] == "change_detail"
    if change["matter"] not in SENDS_BACK or names_another(parsed, change):
        return None
    is_asked = is_question(text) and not is_detail
    if is_asked or not wants_money_instead(text):
        return None
    if change["matter"] == Matter.EXCHANGE:
        return {**with_intent(parsed, Matter.RETURN), "entities": []}
    if Mentions.of(parsed.get(MENTIONS)).items:
        return None  # it may be another item that is to go back, too
    money = {**with_intent(parsed, "ask_question"), "entities": [], FURTHER: Term.MONEY.value}
    return money if not is_detail and Term.MONEY.value in change["terms"] else None


def reason_for_the_offered(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Too small for me", where it was offered to send it back: the return, and its reason."""
    text, heard = text_of(parsed), intent_of(parsed)
    if tracker.active_loop_name or not is_offered(Matter.RETURN, tracker) or is_question(text):
        return None
    is_other_wish = heard in set(Matter) - _HEARD_OF_REASONS and is_sure_of_another(parsed)
    is_told = reason_told(text) in {*DOES_NOT_SUIT, ReturnReason.OTHER}
    if is_other_wish or not is_told or wanted_in(text) is not None:
        return None
    return with_intent(parsed, Matter.RETURN)

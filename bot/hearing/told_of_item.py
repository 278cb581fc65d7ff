"""What is said of an item, where no wish was heard: it leaks, it is too small. The wish is in that."""

from __future__ import annotations

import re

from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.follow_up import PART_OF_PAGE
from actions.order_talk.items_named import keeps_but_not
from actions.order_talk.matters import PROBLEM, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import DOES_NOT_SUIT, reason_told
from actions.order_talk.wanted import names_a_kind, wanted_in
from actions.orders.order import ReturnReason
from bot.hearing.guesses import SURE_OF_AN_ORDER
from bot.hearing.parses import (
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    latest_topic,
    text_of,
    with_intent,
)
from bot.hearing.plain_questions import asks_where_a_thing_is
from bot.nlu.plain_words import plain_words

_WISHES = {
    ReturnReason.DAMAGED: Matter.DAMAGED,
    ReturnReason.WRONG_ITEM: Matter.WRONG,
    **dict.fromkeys(DOES_NOT_SUIT, PROBLEM),
}
_WITH_ITEMS = frozenset({Matter.ITEMS, Matter.CANCEL, Matter.RETURN, Matter.EXCHANGE})
_NO_WISH = UNHEARD | {"ask_question", "ask_about_other_things", "choose_from_list"}
_TRAVELS = re.compile(
    r"\b(?:the|my)\b.*\b(?:leav\w+|left|sent|ship(?:s|ped|ping)?|dispatch\w*|arriv\w+|deliver(?:ed|y)?|coming|comes?"
    r"|get here|be here|on (?:its|the|their) way)\b"
)
_IN_THE_SHOP = re.compile(
    r"\b(?:stock|store|shop|shelf|available|sizes?|colou?rs?|comes? (?:in|with)|back|new season)\b"
)
_LEADS = r"^(?:(?:and|so|but|ok|hi|hello|then|oh|well|please|lovely|great) )*"
_ASKED = (
    (re.compile(rf"{_LEADS}why\b"), Matter.LATENESS),
    (re.compile(rf"{_LEADS}(?:when|whens|what day|how soon)\b"), Matter.ARRIVAL),
    (re.compile(r"\bwhen (?:do|does|will|is|are) (?:it|that|they|this|those)\b"), Matter.ARRIVAL),
    (re.compile(rf"{_LEADS}(?:is|are|has|have|did|was|were|where)\b"), Matter.STATUS),
)
_ASKED_WHAT_IS_WRONG = "what is wrong"
_ASKED_WHAT_INSTEAD = f"{_ASKED_WHAT_IS_WRONG}: what instead"
"""What is told where an item does not suit (`actions/problem_actions.py`)."""

_LONGEST_ITEM = 4  # words
_HEARD_OF_WHAT_IS_WRONG = _NO_WISH | {"give_order_details", Matter.STATUS, Matter.PARCELS, Matter.CONTENTS}


def told_of_item(parsed: Parse) -> Parse:
    """ "Both boots leak" reports it; whether what is too big is to be exchanged or goes back is asked."""
    is_none = intent_of(parsed) in _NO_WISH or confidence_of(parsed) < SURE_OF_AN_ORDER
    names_item = bool(Mentions.of(parsed.get(MENTIONS)).items)
    if not (is_none and names_item) or has(parsed, "faq_entry") or PART_OF_PAGE in parsed:
        return parsed
    if (asked := where_it_travels(parsed)) is not parsed:
        return asked
    if (wanted := _of_what_goes(parsed)) is not None:
        return wanted
    if is_question(text_of(parsed)):
        return parsed
    wish = _WISHES.get(reason_told(text_of(parsed)) or ReturnReason.OTHER)
    if wish == PROBLEM and wanted_in(text_of(parsed)):
        return with_intent(parsed, Matter.EXCHANGE)
    return with_intent(parsed, wish) if wish else parsed


def where_it_travels(parsed: Parse) -> Parse:
    """ "Where are my boots?": of an order that has them, and not of goods in the shop."""
    is_none = intent_of(parsed) in _NO_WISH and Mentions.of(parsed.get(MENTIONS)).items
    asked = _asked_of_it(text_of(parsed)) if is_none else None
    return parsed if asked is None else with_intent(parsed, asked)


def _of_what_goes(parsed: Parse) -> Parse | None:
    """ "She keeps the boots but not the socks, what can I do?": the likeliest of what is done with items."""
    ranked = (one["name"] for one in parsed.get("intent_ranking") or () if one["name"] in _WITH_ITEMS)
    likeliest = next(ranked, None) if keeps_but_not(text_of(parsed)) else None
    return with_intent(parsed, likeliest) if likeliest else None


def _asked_of_it(text: str) -> Matter | None:
    if asks_where_a_thing_is(text):
        return Matter.STATUS
    words = plain_words(text)
    if not _TRAVELS.search(words) or _IN_THE_SHOP.search(words):
        return None
    return next((matter for sign, matter in _ASKED if sign.search(words)), None)


def what_is_wrong(parsed: Parse, tracker: DialogueStateTracker) -> Parse | None:
    """ "They leak", where that was asked; after "the boots" it is asked of these."""
    text = text_of(parsed)
    is_asked = latest_topic(tracker) == _ASKED_WHAT_IS_WRONG and not tracker.active_loop_name
    is_sure = intent_of(parsed) not in _HEARD_OF_WHAT_IS_WRONG and confidence_of(parsed) >= SURE_OF_AN_ORDER
    if not is_asked or is_question(text) or is_sure:
        return None
    if (reason := reason_told(text)) is not None:
        return with_intent(parsed, _WISHES[reason]) if reason in _WISHES else None
    is_item = bool(Mentions.of(parsed.get(MENTIONS)).items) and len(text.split()) <= _LONGEST_ITEM
    return with_intent(parsed, PROBLEM) if is_item else None


def kind_instead(parsed: Parse, tracker: DialogueStateTracker) -> Parse | None:
    """ "43, please", where it was asked what shall come for what does not suit."""
    is_asked = latest_topic(tracker) == _ASKED_WHAT_INSTEAD and not tracker.active_loop_name
    is_named = names_a_kind(text_of(parsed)) and intent_of(parsed) != Matter.RETURN
    return {**with_intent(parsed, Matter.EXCHANGE), "entities": []} if is_asked and is_named else None

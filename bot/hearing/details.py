"""Numbers, e-mail addresses, postcodes and codes, as the open question and the list above it
make sense of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import (
    Listed,
    is_place,
    may_hold,
    named_order,
    names_one_with,
    one_as_order,
    place_of,
    several_named,
    speaks_of_age,
    speaks_of_one,
    speaks_of_one_before,
    speaks_of_the_other,
)
from actions.order_talk.ordered_when import names_newest_order, with_order_of_then_unnamed
from actions.order_talk.own_words import has_lost_it, has_no_number, is_of_no_order, is_question
from actions.order_talk.state_named import names_by_state, state_named
from bot.hearing.misheard import misheard
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
    with_detail,
    with_intent,
    words_beside_details,
)
from bot.hearing.several_orders import other_of_two
from bot.hearing.shown_proof import ABOUT_A_CHANGE
from bot.hearing.told_before import ORDER_DETAIL, had_no_match, latest_matter
from bot.nlu.order_details import (
    Detail,
    find_awaited_number,
    find_code,
    plain,
)
from bot.nlu.plain_wishes import asks_for_older
from bot.nlu.plain_words import plain_words

_SAYS_NOTHING = re.compile(
    r"\b(?:my|the|is|was|it|its|this|that|for|with|of|and|order\w*|number|nr|no|e-?mail\w*|mail|address|postcode|from"
    r"|hi|hello|hey|please|pls|thanks|here|about|i|am|code|too|also|as|well)\b",
    re.IGNORECASE,
)
_PUTS_RIGHT = re.compile(
    r"\W*(?:(?:no|wrong|sorry|oops|oh|wait|actually|not|mean|meant|s|one)\b\W*)+", re.IGNORECASE
)
_ORDER_TWICE = re.compile(
    r"(?:\b(?:(?:my|the|of|for) )*orders?\W*(?:number|no\.?|nr\.?)?\W*)?\bmy order", re.IGNORECASE
)
_PROOF_NAMED = re.compile(
    r"[,;.]?\s*\b(?:and )?(?:my )?(?:(?:e-?)?mail(?: address)?|post ?code|zip(?: code)?)\b(?: is)?[\s:]*"
    r"(?:[A-Z]{0,3}[- ]?[0-9][A-Z0-9 -]{2,8})?$",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(r"\W*(?:sorry\W+)?(?:no|not)\b", re.IGNORECASE)
_PARCEL = re.compile(r"\bParcel \d\b")
_LISTED = re.compile(r"which of yours|your orders")
_LONGEST_NAMING = 8


def number_not_at_hand(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "I only know the postcode: 8004": kept, and the number is explained or asked for; "I lost it", too."""
    asked, text = tracker.get_slot("requested_slot"), text_of(parsed)
    is_awaited = asked == "order_number"
    is_short_of_it = has_no_number(text) or (is_awaited and has_lost_it(text))
    if asked in ABOUT_A_CHANGE or has(parsed, "order_number") or not is_short_of_it:
        return None
    is_known = tracker.get_slot("order_number") is not None
    if is_known or not (is_awaited or parsed["entities"]):
        return None
    return with_intent(parsed, DETAILS if parsed["entities"] else "nlu_fallback")


def complains_of_no_order(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "None of these, it is your shop": what is complained of needs no order."""
    is_asked = tracker.get_slot("requested_slot") == "order_number" and not has(parsed, "order_number")
    is_complaint = tracker.get_slot("order_matter") == Matter.COMPLAINT
    is_meant = is_asked and is_complaint and is_of_no_order(text_of(parsed))
    return {**with_intent(parsed, Matter.COMPLAINT), "entities": []} if is_meant else None


def awaited_number(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Any digits are the number that was asked for, alone or before what proves the order.

    Behind an e-mail address they may be a postcode, and a wrong one costs a try.
    """
    is_given = any(one["entity"] not in {"email", "postcode"} for one in parsed["entities"])
    is_asked = tracker.get_slot("requested_slot") == "order_number"
    if is_asked and intent_of(parsed) == "never_mind" and has(parsed, "order_number"):
        return with_intent(parsed, DETAILS)  # "Never mind, here it is: 10042"
    if not is_asked or is_given:
        return None
    text = plain(text_of(parsed))
    emails = [one["start"] for one in parsed["entities"] if one["entity"] == "email"]
    for proof in parsed["entities"]:
        text = text[: proof["start"]] + " " * (proof["end"] - proof["start"]) + text[proof["end"] :]
    number = find_awaited_number(text)
    is_first = number is not None and all(number.start < at for at in emails)
    return with_detail(parsed, number) if is_first else None


def with_order_unnamed(parsed: Mapping[str, Any], *, is_listed: bool) -> str | None:
    """The words with "my order" for its number, or for its place in a list, and without what proves it.

    None when they name no order, or say nothing beside.
    """
    text = text_of(parsed)
    for entity in sorted(parsed["entities"], key=lambda found: found["start"], reverse=True):
        name = "my order" if entity["entity"] == "order_number" else ""
        text = f"{text[: entity['start']]} {name} {text[entity['end'] :]}"
    text = _PROOF_NAMED.sub(" ", _ORDER_TWICE.sub("my order", text))
    text = one_as_order(text) if is_listed else with_order_of_then_unnamed(text)
    left = re.findall(r"[^\W\d_]{3,}", _SAYS_NOTHING.sub(" ", text))
    is_plainer = "my order" in text or bool(parsed["entities"])
    return " ".join(text.split()).strip(" ,;.") if left and is_plainer else None


def bare_details(parsed: Mapping[str, Any]) -> Parse | None:
    """ "10042x", "order 10042 pls": next to nothing beside the details."""
    if not parsed["entities"]:
        return None
    left = _SAYS_NOTHING.sub(" ", words_beside_details(parsed))
    is_bare = not re.findall(r"[^\W\d_]{2,}", left)
    is_put_right = has(parsed, "order_number") and _PUTS_RIGHT.fullmatch(left) is not None
    is_guess = is_put_right or (is_bare and confidence_of(parsed) < SURE_ENOUGH)
    if is_guess and intent_of(parsed) in set(Matter):
        return with_intent(parsed, DETAILS)
    if intent_of(parsed) not in UNHEARD:
        return None
    words = re.findall(r"[^\W\d_]{2,}", words_beside_details(parsed))
    return with_intent(parsed, DETAILS) if len(words) < 3 else None


def without_details(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Outside of a form, details that the text does not even speak of are a wild guess, too."""
    is_guess = intent_of(parsed) == DETAILS and not parsed["entities"]
    if not is_guess or tracker.active_loop_name or ORDER_DETAIL.search(plain_words(text_of(parsed))):
        return None
    return with_intent(parsed, "nlu_fallback")


def order_of_the_list(parsed: Mapping[str, Any], tracker: DialogueStateTracker, today: date) -> Parse | None:
    """ "The second one", "cancel the first one", "the blue shoes": of the orders that were just shown."""
    asked, text = tracker.get_slot("requested_slot"), text_of(parsed)
    is_newest_of_all = names_newest_order(text) and intent_of(parsed) in set(Matter)
    if asked in ABOUT_A_CHANGE or has(parsed, "order_number") or is_newest_of_all:
        return None
    is_of_delay = state_named(text) == "late"  # "the late one" asks why it is so (`open_order.py`)
    if names_by_state(text) and not is_of_delay and _is_guess(misheard(parsed, tracker) or parsed):
        return _of_state(parsed, tracker)
    older = tracker.get_slot("older_orders")
    is_just_listed = bool(_LISTED.search(latest_topic(tracker)))
    if older and asks_for_older(text) and (is_just_listed or re.search("older|earlier", text, re.IGNORECASE)):
        return _older_ones(parsed, older)
    listed = tracker.get_slot("listed_orders")
    if speaks_of_the_other(text) and tracker.get_slot("order_number") is not None:
        return _the_other(parsed, tracker, listed or ())
    if not asked and not is_just_listed and _is_named_by_item(parsed):
        return with_intent(parsed, "choose_from_list")
    if not listed or _is_of_parcels(text, listed):
        if speaks_of_one_before(text) and not asked:
            return with_intent(parsed, "list_orders")
        is_guess = _is_guess(misheard(parsed, tracker) or parsed)
        is_told = is_guess and speaks_of_one(text) and not is_question(text)
        is_one = is_place(text) or is_told
        return with_intent(parsed, "choose_from_list") if is_one and not asked else None
    is_short = len(text.split()) <= _LONGEST_NAMING
    is_placed = is_just_listed and is_short and place_of(text, len(listed)) is not None
    wish = _wish_of_one(
        misheard(parsed, tracker) or parsed, is_just_listed=is_just_listed, is_placed=is_placed
    )
    if (at := _before_the_last_told(text, tracker, listed)) is not None:
        if at == len(listed):
            return _older_ones(parsed, older) if older else None
        number = Detail("order_number", listed[at]["number"], 0, len(text))
        return with_detail({**parsed, "entities": []}, number, wish or DETAILS)
    is_named = is_just_listed and is_short and intent_of(parsed) in UNHEARD
    is_choice = intent_of(parsed) == "choose_from_list" or is_place(text)
    if asked != "order_number" and wish is None and not is_choice and not is_named:
        return None
    orders = [
        Listed(one["number"], date.fromisoformat(one["placed_on"]), tuple(one["items"])) for one in listed
    ]
    named = Mentions.of(parsed.get(MENTIONS))
    before = Mentions.of(tracker.get_slot("matter_mentions")).items
    meant = named_order(" ".join((text, *named.items)), orders, today, named.days) or named_order(
        " ".join((text, *before)), orders, today, named.days
    )
    if meant is not None and not may_hold(meant, named.items):
        return None  # "the blue shoes" are no blue backpack
    is_asked_which = asked == "order_number" and tracker.get_slot("order_matter") is not None
    if meant is None and is_asked_which and wish is None and several_named(text, orders):
        return {**with_intent(parsed, tracker.get_slot("order_matter")), "entities": []}  # which is asked
    chosen = meant and Detail("order_number", meant.number, 0, len(text))
    return with_detail({**parsed, "entities": []}, chosen, wish or DETAILS)


def _the_other(
    parsed: Mapping[str, Any], tracker: DialogueStateTracker, listed: Sequence[Mapping[str, Any]]
) -> Parse:
    """The same of the other parcel, or of the other one of two orders; which of several is asked."""
    text, told, wish = text_of(parsed), latest_topic(tracker), latest_matter(tracker)
    is_put_right = _NOT_THAT.match(text) is not None
    if _PARCEL.search(told) and not is_put_right and "order" not in text.casefold():
        return with_intent(parsed, Matter.PARCELS)
    same = wish if wish is not None and (wish.is_question or is_put_right) else None
    if Mentions.of(parsed.get(MENTIONS)).items:
        return with_intent(parsed, same or "choose_from_list")
    others = [one["number"] for one in listed if one["number"] != tracker.get_slot("order_number")]
    if (other := other_of_two(tracker)) is not None:
        number = {"entity": "order_number", "value": other, "start": 0, "end": len(text)}
        is_refused = other == tracker.get_slot("order_number")
        refused = tracker.get_slot("spoken_of")["matter"] if is_refused else None
        return {**with_intent(parsed, same or refused or DETAILS), "entities": [number]}
    if len(others) != 1 or tracker.get_slot("older_orders"):
        return with_intent(parsed, "ask_for_another_order")
    number = {"entity": "order_number", "value": others[0], "start": 0, "end": len(text)}
    return {**with_intent(parsed, same or DETAILS), "entities": [number]}


def _of_state(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "The one that has not left yet": of those that are listed, else of all, which the action looks for."""
    state, listed = state_named(text_of(parsed)), tracker.get_slot("listed_orders") or ()
    fitting = [one["number"] for one in listed if state in one.get("so_far", ())]
    if tracker.get_slot("requested_slot") is None:
        return with_intent(parsed, "choose_from_list")
    number = Detail("order_number", fitting[0], 0, len(text_of(parsed))) if len(fitting) == 1 else None
    return with_detail({**parsed, "entities": []}, number)


def _is_guess(parsed: Mapping[str, Any]) -> bool:
    return intent_of(parsed) in UNHEARD | {"ask_question", "choose_from_list"}


def _is_named_by_item(parsed: Mapping[str, Any]) -> bool:
    """ "And the bag order?", which asks nothing about bags."""
    names_item = bool(Mentions.of(parsed.get(MENTIONS)).items)
    return _is_guess(parsed) and names_item and names_one_with(text_of(parsed))


def _is_of_parcels(text: str, listed: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a place is that of a parcel, as those of an order were told after the list."""
    parcels = listed[0].get("parcels_told", 0)
    return parcels > 0 and not speaks_of_age(text) and place_of(text, parcels) is not None


def _before_the_last_told(
    text: str, tracker: DialogueStateTracker, listed: Sequence[Mapping[str, Any]]
) -> int | None:
    """ "And the one before that": its place in the list, the newest first; its length for older ones."""
    if not speaks_of_one_before(text):
        return None
    numbers, spoken_of = [one["number"] for one in listed], tracker.get_slot("order_number")
    if spoken_of is None:
        return len(listed)
    return numbers.index(spoken_of) + 1 if spoken_of in numbers else None


def _older_ones(parsed: Mapping[str, Any], older_than: str) -> Parse:
    entity = {"entity": "older_than", "value": older_than}
    return {**with_intent(parsed, "list_orders"), "entities": [entity]}


def _wish_of_one(parsed: Mapping[str, Any], *, is_just_listed: bool, is_placed: bool) -> str | None:
    """What is wanted of an order of the list, beside which one it is; a question asks for nothing more."""
    if intent_of(parsed) not in set(Matter):
        return None
    is_sure = confidence_of(parsed) >= SURE_ENOUGH
    if not is_sure and not (is_placed and Matter(intent_of(parsed)).is_question):
        return None
    is_of_one = speaks_of_one(text_of(parsed)) or speaks_of_one_before(text_of(parsed))
    return intent_of(parsed) if is_just_listed or is_of_one else None


def awaited_code(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Digits in answer to the question for a code are never the number of an order; nor is a code
    that comes late."""
    asked = tracker.get_slot("requested_slot")
    text = plain(text_of(parsed))
    if asked == "one_time_code" and (code := find_code(text)):
        return with_detail(parsed, code)
    if asked not in {"one_time_code", "is_confirmed"}:
        is_late = asked is None and find_code(text) and not re.search(r"[^\W\d_]{2,}", text)
        return _mistyped(parsed) if is_late and not had_no_match(tracker) else None
    if not has(parsed, "order_number") or re.search(r"\border", text, re.IGNORECASE):
        return None
    is_mistyped = _says_little(text) if asked == "one_time_code" else not re.search(r"[^\W\d_]{2,}", text)
    return _mistyped(parsed) if is_mistyped else None


def _says_little(text: str) -> bool:
    """ "The code was 12345" is an attempt at the code; "where is 10057?" is not."""
    return (
        len(re.findall(r"[^\W\d_]{2,}", re.sub(r"\b(?:the|code|was|is|it|my)\b", " ", text, flags=re.I))) == 0
    )


def _mistyped(parsed: Mapping[str, Any]) -> Parse:
    return {**with_intent(parsed, "nlu_fallback"), "entities": []}

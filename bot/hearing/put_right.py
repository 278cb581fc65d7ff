"""What is put right just after a change was made, or turns out otherwise: an address, what was reported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.addresses import address_in, beside_address, corrected_address, is_mere_address
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.missing import all_is_well, has_turned_up, is_well
from actions.order_talk.own_words import begins_a_correction, is_correction, is_question
from actions.order_talk.reasons import is_denied
from actions.order_talk.spoken_before import says_there_too
from bot.hearing.guesses import is_sure_of_another
from bot.hearing.parses import UNHEARD, Parse, intent_of, text_of, value_of, with_intent
from bot.letting_go import denies, withdraws

_NAMES_PROOF = re.compile(r"\b(?:order|post ?code|zip|number)\b.*\d", re.IGNORECASE)
_ANY_ADDRESS = ("Street 0", "", "", "")


def address_put_right(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Sorry, it is number 19", right after the address was changed: that address with a part put right.

    Where the order is asked for, the postcode of an address is no number of one.
    """
    last, text = tracker.get_slot("spoken_of"), text_of(parsed)
    if tracker.get_slot("requested_slot") == "order_number":
        address = address_in(text).get("address", ())
        is_proof = _NAMES_PROOF.search(text) is not None
        is_address_alone = not is_proof and address and value_of(parsed, "order_number") in (None, *address)
        return {**with_intent(parsed, Matter.ADDRESS), "entities": []} if is_address_alone else None
    if not last or tracker.active_loop_name:
        return None
    if last["matter"] == Matter.UNDO and is_mere_address(text):
        return {**with_intent(parsed, Matter.ADDRESS), "entities": []}
    if last["matter"] != Matter.ADDRESS:
        return None
    if says_there_too(text) and intent_of(parsed) in UNHEARD | {"choose_from_list"}:
        return with_intent(parsed, Matter.ADDRESS)
    if is_question(text):
        return None
    is_other_wish = intent_of(parsed) in set(Matter) - {Matter.ADDRESS, Matter.UNDO, Matter.STATUS}
    if last["order"] != tracker.get_slot("order_number") or (is_other_wish and is_sure_of_another(parsed)):
        return None
    is_part = is_correction(text) and corrected_address(last.get("address") or _ANY_ADDRESS, text)
    if not (is_part or "address" in address_in(text) or {"name", "care_of"} & beside_address(text).keys()):
        return None
    return {**with_intent(parsed, Matter.ADDRESS), "entities": []}


def denied_complaint(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "That was not a complaint": one that was just put down is taken back, and none is begun."""
    if intent_of(parsed) != Matter.COMPLAINT or is_question(text_of(parsed)) or not denies(text_of(parsed)):
        return None
    if tracker.active_loop_name:
        return with_intent(parsed, "never_mind")
    done = tracker.get_slot("last_changes") or [{}]
    is_put_down = done[-1].get("matter") == Matter.COMPLAINT
    return {**with_intent(parsed, Matter.UNDO if is_put_down else "acknowledge"), "entities": []}


def turned_up(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Found it!", "sorry, it is not damaged after all", after it was reported: the report is taken back.

    After anything else it is no reason to report it missing, and "it came, all is fine" reports nothing.
    """
    last, text = tracker.get_slot("spoken_of") or {}, text_of(parsed)
    is_well_again = (begins_a_correction(text) and (is_well(text) or is_denied(text))) or withdraws(text)
    is_taken_back = last.get("matter") in REPORTS and is_well_again
    is_unheard = intent_of(parsed) in REPORTS | UNHEARD
    if all_is_well(text) and is_unheard and not (tracker.active_loop_name or is_taken_back):
        return with_intent(parsed, "acknowledge")
    if tracker.active_loop_name or is_question(text) or not (has_turned_up(text) or is_taken_back):
        return None
    if tracker.get_slot("last_changes") and (is_taken_back or last.get("matter") == Matter.MISSING):
        return {**with_intent(parsed, Matter.UNDO), "entities": []}
    return with_intent(parsed, "acknowledge") if intent_of(parsed) == Matter.MISSING else None

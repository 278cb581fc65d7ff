"""What a short message means after an order was told or changed: is it done, a part of it, more haste."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.haste import finds_it_too_long
from actions.order_talk.matters import PROBLEM, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import matter_of_reason
from actions.order_talk.spoken_before import was_done
from bot.hearing.parses import (
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has_open_order,
    intent_of,
    latest_topic,
    text_of,
    topics,
    with_intent,
)
from bot.hearing.plain_questions import asks_whether_done
from bot.nlu.plain_words import any_of, plain_words

_OFFERED_BACK = re.compile(r"(?:\d+ )?refused .*\bsend it back until\b")
"""What is told to who wants the money for what was delivered: an item alone is what goes back."""

_LATELY = 4
_LOOKED_UP = {Matter.ADDRESS: Matter.ADDRESS_NOW, Matter.ITEMS: Matter.CONTENTS}
"""The question that shows what became of a change; of any other the order's state does."""

_AS_BEFORE = any_of(
    r"\b(?:put|change|use|take|send|make|set|leave|go|switch|keep)\b.*\b(?:old|previous|former|original)\b",
    r"\b(?:old|previous|former|original) (?:address|one|size|items?)\b.*\b(?:again|back|please|after all)\b",
)
_IN_IT_AGAIN = re.compile(
    r"\b(?:put|want|have|add|get|take|need|leave)\b(?:(?! money| refund).)*"
    r"\b(?:back|in(?:to)? (?:it|the order|my order)? ?again|after all)\b(?! to you)"
)
_ASKS = re.compile(r"^(?:and |so |but )*(?:who|when|why|what|where|which|how)\b")
_BACK = re.compile(r"\b(?:undo\w*|back|revers\w*|revert\w*|restor\w*)\b")
_NEW_ONE = re.compile(
    r"(?:please |can |could |you |i |we |just |want |need |would |like |to )*"
    r"(?:(?:send|give|get|have|bring)(?: me| us)? )?(?:a |an |my |the )?"
    r"(?:new|another|fresh|replacement)(?: (?:one|item|pair|product|parcel|order))?"
    r"(?: please| then| again| instead)*"
)
_CALLS_OFF = re.compile(
    r"^(?:please |can you |could you |i want to |i would like to |i need to |just |only )*"
    r"(?:cancel|stop|call off|do not send)\b(?!.*\b(?:return|exchange|report|request|message)).*"
    r"\b(?:parcel|package|box|shipment|half|part)\b"
)
_VAT = re.compile(
    r"\b(?:vat|tax)\b(?: (?:number|id|no|nr)\b|.*\b(?:missing|not|add|put)\b)"
    r".*\b(?:it|invoice|bill|receipt|there)\b"
    r"|\b(?:invoice|bill|receipt|made out to|on (?:it|that))\b.*\b(?:company|firm|employer|gmbh|ltd)\b"
    r"|\b(?:company|firm|employer|gmbh|ltd)\b.*\b(?:invoice|bill|receipt|on it|made out)\b"
)
_WHO_HELPS = re.compile(
    r"(?:and |so |but )*(?:who|(?:can|could|will) (?:somebody|someone|anybody|anyone)) "
    r"(?:(?:can|could|will|is there to) )?(?:help|answer|look|assist)\b.*"
)
_OF_THE_PAGE = re.compile(r"\b(?:link|page|site|website|app|chat|button|label|code|form|number|answer)\b")
_FILLERS = re.compile(
    r"\b(?:ok|so|then|and|the|my|what|about|how|of|with|a|one|that|is|are|where|for|just|no|i|mean|meant)\b|\W"
)
_WHEN = re.compile(
    r"\b(?:when|will|does|do|come|comes|arrive\w*|get|here|there|be|due|other|it|they|expected)\b"
)
_AFTER_A_REPORT = any_of(
    r"\b(?:photos?|pictures?|pics?|images?)\b",
    r"\b(?:send|return|keep|throw|give|hand)\b.*\b(?:back|in|away|it|one)$",
    r"\b(?:how long|when)\b.*\b(?:hear|answer|reply|contact|get back|know|write|take)\b",
    r"\b(?:new one|replacement)\b.*\b(?:money|refund)\b|\b(?:money|refund)\b.*\b(?:new one|replacement)\b",
    r"\bwhat (?:will|are|do|can) you\b.*\b(?:do|doing) (?:now|next|about (?:it|this|that))$",
)
_PAGE_OF_A_REPORT = {
    Matter.DAMAGED: "damaged-item",
    Matter.WRONG: "damaged-item",
    Matter.COMPLAINT: "complaints",
}
_OF_A_COMPANY, _CORRECTED = "company-invoice", "correct-invoice"
_NOT_ON_IT = re.compile(r"\b(?:missing|wrong|not on|chang\w*|correct\w*|instead)\b")
_PAGES = ((_VAT, _OF_A_COMPANY), (_WHO_HELPS, "opening-hours"))
_NEVER_OF_A_PAGE = frozenset({Matter.INVOICE, Matter.MISSING, Matter.STATUS, Matter.PARCELS})
_OF_PAPERS = frozenset({Matter.INVOICE, Matter.CHARGE, Matter.REFUND_PLACE})
_LONGEST = 9


def after_an_answer(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Only what follows an order that is open, with no question of ours waiting for its answer."""
    words = plain_words(text_of(parsed)).rstrip("? ")
    if (report := _reported(parsed, tracker)) is not None:
        return report
    if tracker.get_slot("requested_slot"):
        return _of_report_underway(parsed, words, tracker)
    is_invoiced = latest_topic(tracker).startswith(Matter.INVOICE)
    if not has_open_order(tracker) or len(words.split()) > _LONGEST:
        of_an_item = _of_an_item(parsed, words, tracker) if has_open_order(tracker) else None
        return of_an_item or _page(parsed, words, is_invoiced=is_invoiced)
    return (
        _of_the_change(parsed, words, tracker)
        or (with_intent(parsed, Matter.CANCEL) if _CALLS_OFF.search(words) else None)
        or _of_an_item(parsed, words, tracker)
        or (with_intent(parsed, Matter.LATENESS) if _is_unsure(parsed) and finds_it_too_long(words) else None)
        or _of_a_new_one(parsed, words, tracker)
        or _of_the_report(parsed, words, tracker)
        or _page(parsed, words, is_invoiced=is_invoiced)
    )


def _reported(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "This is a joke, my backpack is torn": whatever is said around it, the order came broken."""
    is_told = not tracker.get_slot("requested_slot") and has_open_order(tracker) and _is_unsure(parsed)
    if not is_told or is_question(text_of(parsed)) or _OF_THE_PAGE.search(plain_words(text_of(parsed))):
        return None
    matter = matter_of_reason(text_of(parsed))
    return with_intent(parsed, matter) if matter else None


def _of_the_change(parsed: Mapping[str, Any], words: str, tracker: DialogueStateTracker) -> Parse | None:
    """ "Is it changed now?", "put it to the old address again"; "who changed it?" undoes nothing."""
    last = tracker.get_slot("spoken_of")
    is_latest = last and last["order"] == tracker.get_slot("order_number")
    if not is_latest or not any(map(was_done, topics(tracker)[-_LATELY:])):
        return None
    is_wanted_back = last["matter"] == Matter.ITEMS and _IN_IT_AGAIN.search(words)
    if tracker.get_slot("last_changes") and (is_wanted_back or _AS_BEFORE.search(words)):
        return with_intent(parsed, Matter.UNDO)
    is_asked = intent_of(parsed) == Matter.UNDO and _ASKS.search(words) and not _BACK.search(words)
    if is_asked or asks_whether_done(words):
        return with_intent(parsed, _LOOKED_UP.get(Matter(last["matter"]), Matter.STATUS))
    return None


def _of_an_item(parsed: Mapping[str, Any], words: str, tracker: DialogueStateTracker) -> Parse | None:
    """ "The dry bags": the question that was just answered, what goes back, else where they are."""
    named = Mentions.of(parsed.get(MENTIONS)).items
    if not named or not _is_unsure(parsed):
        return None
    for entity in parsed.get(MENTIONS) or ():
        words = words.replace(plain_words(text_of(parsed)[entity["start"] : entity["end"]]), " ")
    told = latest_topic(tracker)
    asked = told.split(" ", 1)[0]
    is_same = asked in _OF_PAPERS and "where" not in words.split()
    matter = asked if is_same else Matter.RETURN if _OFFERED_BACK.match(told) else Matter.PARCELS
    if _WHEN.search(words) and not _FILLERS.sub("", _WHEN.sub(" ", words)):
        return with_intent(parsed, Matter.ARRIVAL)
    return None if _FILLERS.sub("", words) else with_intent(parsed, matter)


def _of_a_new_one(parsed: Mapping[str, Any], words: str, tracker: DialogueStateTracker) -> Parse | None:
    """ "Send me a new one": what is wrong with the old one decides it, unless that was told just now."""
    is_reported = any(map(was_done, topics(tracker)[-1:]))
    is_wish = _NEW_ONE.fullmatch(words) is not None and not is_reported
    return with_intent(parsed, PROBLEM) if is_wish else None


def _of_the_report(parsed: Mapping[str, Any], words: str, tracker: DialogueStateTracker) -> Parse | None:
    """ "Do you need photos?", "what will you do about it?", after something was reported or complained of."""
    page = _PAGE_OF_A_REPORT.get((tracker.get_slot("spoken_of") or {}).get("matter"))
    is_asked = page is not None and is_question(text_of(parsed)) and _AFTER_A_REPORT.search(words)
    if not is_asked or not any(map(was_done, topics(tracker)[-_LATELY:])):
        return None
    return _on_page(parsed, page)


def _of_report_underway(parsed: Mapping[str, Any], words: str, tracker: DialogueStateTracker) -> Parse | None:
    """ "Do you need photos?", while its order, or the yes to it, is asked for."""
    page = _PAGE_OF_A_REPORT.get((tracker.get_slot("change") or {}).get("matter")) or _PAGE_OF_A_REPORT.get(
        tracker.get_slot("order_matter")
    )
    is_asked = page is not None and is_question(text_of(parsed)) and _AFTER_A_REPORT.search(words)
    return _on_page(parsed, page) if is_asked else None


def _page(parsed: Mapping[str, Any], words: str, *, is_invoiced: bool = False) -> Parse | None:
    """`is_invoiced`: an invoice was just told, so another name on it is a correction of that one."""
    slug = next((slug for sign, slug in _PAGES if sign.search(words)), None)
    slug = _CORRECTED if is_invoiced and slug == _OF_A_COMPANY and _NOT_ON_IT.search(words) else slug
    if slug is None or not (_is_unsure(parsed) or intent_of(parsed) in _NEVER_OF_A_PAGE):
        return None
    return _on_page(parsed, slug)


def _on_page(parsed: Mapping[str, Any], slug: str) -> Parse:
    return {**with_intent(parsed, "ask_question"), "entities": [{"entity": "faq_entry", "value": slug}]}


def _is_unsure(parsed: Mapping[str, Any]) -> bool:
    is_none = intent_of(parsed) in UNHEARD | {"ask_question", "ask_about_other_things", "choose_from_list"}
    return is_none or confidence_of(parsed) < SURE_ENOUGH

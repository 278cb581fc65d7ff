"""What the classifier takes for one wish about an order, and a word in it says is another.

A table, one row for each: as what it is heard, the words, and what is meant. Only what is never said of the
wish that was heard belongs here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import one_as_order, speaks_of_one
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import is_denied, reason_told, without_denied
from actions.order_talk.wanted import wanted_in
from actions.orders.order import ReturnReason
from bot.hearing.parses import (
    SURE_ENOUGH,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    has_open_order,
    intent_of,
    text_of,
    with_intent,
)
from bot.nlu.plain_wishes import SOMEBODY
from bot.nlu.plain_words import plain_words

_HELP = frozenset({*UNHEARD, "ask_question", "ask_about_other_things"})
_OF_PARCELS = frozenset({Matter.PARCELS, Matter.MISSING, Matter.STATUS, Matter.ARRIVAL})
_PAGE = "ask_question"
_MORE = r"(?:two|three|four|five|[2-9])"


@dataclass(frozen=True, slots=True)
class _Row:
    heard: frozenset[str]
    words: re.Pattern[str]
    meant: str
    page: str | None = None


_ROWS = (
    _Row(  # "cancel the first one" does more than choose it
        frozenset({"choose_from_list"}),
        re.compile(r"^(?:(?:please|can|could|you|i|we|want|would|like|to) )*cancel\b"),
        Matter.CANCEL,
    ),
    _Row(  # "how do I order one more?", "two instead of one": more of the order
        frozenset({*_HELP, Matter.CANCEL, Matter.LATENESS}),
        re.compile(
            r"^(?!.*\bcancel).*(?:\b(?:get|add|order|buy|have|want|need) (?:just )?(?:one|two|some) more\b"
            rf"|\b{_MORE} (?:\w+ ){{0,3}}(?:instead of|rather than|and not)(?: just| only)? (?:one|1)\b)"
        ),
        Matter.ITEMS,
    ),
    _Row(
        frozenset({"ask_for_human"}),
        re.compile(rf"\b(?:without|forget) (?:(?:a|an|the|any|your) )*(?:real )?{SOMEBODY}\b"),
        "decline_human",
    ),
    _Row(  # "did my return arrive?" starts none
        frozenset({*_HELP, Matter.RETURN, Matter.EXCHANGE, Matter.REFUND_PLACE}),
        re.compile(
            r"\b(?:did|has|have|is|was)\b.*\b(?:return|exchange|parcel back|it back)\b.*"
            r"\b(?:arrived?|come|came|there|reach\w*|with you|checked|in)\b"
            r"|\b(?:did|have|has) you (?:got|get|received?|gotten) (?:my|the) (?:return|exchange)\b"
            r"|^(?:and )?when did i (?:return|send)\b"
        ),
        Matter.STATUS,
    ),
    _Row(
        frozenset({*_HELP, Matter.ARRIVAL}),
        re.compile(r"\b(?:if|when) (?:it|they|the (?:parcel|order)) (?:does|do|is|are|has|did) not\b"),
        _PAGE,
        "late-delivery",
    ),
    _Row(  # "the link is broken" is no item of the order
        frozenset({Matter.DAMAGED}),
        re.compile(r"\b(?:link|page|website|site|app|chat|form)\b.*\b(?:broken|work\w*|dead|damaged)\b"),
        "nlu_fallback",
    ),
    _Row(  # "I only got half back"
        frozenset({*_HELP, *_OF_PARCELS, Matter.RETURN}),
        re.compile(r"\b(?:got|get|received|paid)\b.*\b(?:half|part|some|less|€? ?\d+)\b.*\bback\b"),
        Matter.REFUND_PLACE,
    ),
    _Row(  # "can I refuse it?": the parcel, at the door, and what becomes of its money
        frozenset({*_HELP, *_OF_PARCELS, Matter.FAILED_PAYMENT, Matter.CHARGE, Matter.RETURN, Matter.REFUND}),
        re.compile(
            r"\b(?:(?:i|we|can|may|to|would) (?:refuse|reject)|(?:refuse|reject) (?:it|the|a|my)"
            r"|(?:send|give|turn|hand)\b.*\b(?:at the door|to the (?:driver|courier)|parcel away|it away))\b"
            r"(?!.*\b(?:card|bank|payment|code|voucher)\b)"
        ),
        Matter.REFUND_PLACE,
    ),
    _Row(  # "which account did it go to?": the money, and no parcel
        frozenset({*_HELP, *_OF_PARCELS, Matter.ADDRESS_NOW, Matter.REFUND, Matter.ITEMS}),
        re.compile(
            r"\bto (?:which|what|my) (?:bank )?(?:account|card|paypal)\b"
            r"|\b(?:which|what) (?:bank )?(?:account|card)\b.*\b(?:go|goes|went|back|arrive)\b"
        ),
        Matter.REFUND_PLACE,
    ),
    _Row(
        frozenset({*_HELP, *_OF_PARCELS, Matter.CONTENTS}),
        re.compile(
            r"^(?:and |so )?(?:how much (?:was|is|did|does|have)|what (?:did|does)) (?:it|that|this|they|i"
            r"|(?:the|my) order)(?: all)?(?: cost| spend| pay| paid| come to| in all)?(?: me)?"
            r"(?: (?:on|for) (?:it|(?:the|my) order))?\W*$"
        ),
        Matter.CHARGE,
    ),
    _Row(  # "can you make it express?": no way of delivery is asked for, an order is to be changed
        frozenset({*_HELP, *_OF_PARCELS, Matter.ITEMS, "ask_about_delivery_options"}),
        re.compile(r"\b(?:make|change|upgrade|switch|go|send|put)\b(?:(?!\bwhat|\bhow).)*\bexpress\b"),
        Matter.LATENESS,
    ),
    _Row(  # "when is the last day to return it?" starts no return
        frozenset({Matter.RETURN}),
        re.compile(
            r"\b(?:last day|deadline|until when|by when|how (?:many days|much time|long))\b"
            r".*\b(?:return|back)\b"
        ),
        _PAGE,
        "return-deadline",
    ),
    _Row(  # "how much do I still have to pay?"
        frozenset({*_HELP, *_OF_PARCELS, Matter.REFUND_PLACE, Matter.REFUND, Matter.FAILED_PAYMENT}),
        re.compile(r"\bhow much\b.*\b(?:(?:still|have to|must|need to|should)\b.*\bpay|owe)\b"),
        Matter.CHARGE,
    ),
    _Row(  # "what is your IBAN?", of an order that has to be paid
        frozenset({*_HELP, *_OF_PARCELS, Matter.REFUND_PLACE, Matter.CHARGE, Matter.INVOICE, "say_no"}),
        re.compile(
            r"\biban\b|\b(?:your|which) (?:bank )?account(?: number| details)?\b(?!.*\b(?:log|sign)\w*)"
            r"|\b(?:where|how) (?:do|can|should|must|shall) i (?:send|transfer|wire)\b(?!.*\breturn)"
            r"|\b(?:where|how) (?:do|can|should|must|shall) i pay (?:for )?"
            r"(?:it|this|that|(?:the|my) order)\b"
            r"|\bwill you (?:still )?(?:keep|hold|reserve)\b"
        ),
        Matter.FAILED_PAYMENT,
    ),
    _Row(
        frozenset({*_HELP, *_OF_PARCELS, Matter.LATENESS}),
        re.compile(
            r"\bnot (?:good|acceptable|okay|ok) enough\b|\bunacceptable\b"
            r"|\bwhat (?:will|are|do|can) you (?:going to |want to )?(?:do|doing) about (?:it|this|that)\b"
        ),
        Matter.COMPLAINT,
    ),
    _Row(  # "can I pay by invoice?", "can I change to card?"
        frozenset({*_HELP, Matter.INVOICE, Matter.ITEMS, Matter.EXCHANGE, Matter.ADDRESS}),
        re.compile(
            r"\bpay (?:by|with|via|on|per)\b"
            r"|\b(?:change|switch)\b(?:.*\b(?:to|payment)\b)? "
            r"(?:a |another |my )?(?:card|paypal|transfer|invoice)\b"
        ),
        _PAGE,
        "change-payment-method",
    ),
    _Row(  # "I never cancelled it": what the shop did is for a person to look at
        frozenset({*_HELP, Matter.CANCEL, Matter.RETURN, Matter.STATUS, Matter.UNDO}),
        re.compile(r"\bi (?:did not|never) (?:cancel\w*|return\w*|chang\w*|ask\w*)\b"),
        Matter.COMPLAINT,
    ),
    _Row(  # "return 10030 because the zip is broken"
        frozenset({Matter.DAMAGED, Matter.WRONG}),
        re.compile(
            r"^(?:(?:hi|hello|please|i|we|want|would|need|like|to|can|could) )*"
            r"(?:return|(?:send|give) (?:\w+ ){0,3}back)\b"
        ),
        Matter.RETURN,
    ),
    _Row(  # "why was it cancelled?", "I cancelled it, did that work?"
        frozenset({*_HELP, Matter.CANCEL, Matter.UNDO, Matter.INVOICE, Matter.REFUND_PLACE}),
        re.compile(
            r"\b(?:why|who|when|how come)\b.*\bcancell?ed\b"
            r"|^(?:(?:and|so|but|hi|hello) )*(?:is|was|has|did) (?:(?!get |be )\w+ ){1,5}cancell?ed\b"
            r"|\bcancell?(?:ed|ation)\b.*\b(?:did (?:it|that|this)|go through|went through|work(?:ed)?)\b"
            r"|\b(?:is|was|has|did)\b.*\bcancell?ation\b.*\b(?:\w{3,}ed|through|done|complete)\b"
            r"|\byou (?:\w+ )?(?:get|got|received?|see|seen|processed?)\b.*\bcancell?ation\b"
        ),
        Matter.STATUS,
    ),
    _Row(  # "why did it fail?": the payment, where no delivery is spoken of
        frozenset({*_HELP, Matter.LATENESS, *_OF_PARCELS}),
        re.compile(r"^(?!.*\b(?:deliver\w*|driver|carrier)\b).*\bwhy\b.*\b(?:fail\w*|declin\w*|bounc\w*)\b"),
        Matter.FAILED_PAYMENT,
    ),
    _Row(  # "can you change the e-mail on the order": no item of it
        frozenset({*_HELP, Matter.ITEMS, Matter.ADDRESS}),
        re.compile(r"\b(?:chang\w*|correct|fix|update|replace)\b.*\b(?:e-?mail|phone|mobile)\b"),
        _PAGE,
        "account-edit",
    ),
    _Row(  # "what happens if I don't pay?"
        frozenset({*_HELP, Matter.CHARGE}),
        re.compile(r"\bif i (?:do not|never|can not|forget to) pay\b"),
        Matter.FAILED_PAYMENT,
    ),
    _Row(  # "they were delivered in October"
        frozenset({Matter.MISSING}),
        re.compile(
            r"^(?:(?:but|yes|no|well|so) )*(?:it|they|that|those|everything) "
            r"(?:was|were|has been|have been|got|is|are) (?:delivered|here|there)\b"
            r"(?!.*\b(?:not|but|never|only|half|without|empty|missing|says?|said)\b)"
        ),
        Matter.STATUS,
    ),
)

_OWN_MATTER = re.compile(
    r"\bmy (?:return|exchange|cancell?ation)\b|\bmy order\b.*\bexpress\b|\bi (?:\w+ )?cancell?ed\b",
    re.IGNORECASE,
)


def misheard(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """Of an order that is open or named, while no question of ours waits for its answer."""
    text = text_of(parsed)
    is_of_order = has(parsed, "order_number") or has_open_order(tracker)
    is_of_order = is_of_order or bool(Mentions.of(parsed.get(MENTIONS)).items)
    is_of_order = is_of_order or speaks_of_one(text) or _OWN_MATTER.search(text) is not None
    if tracker.get_slot("requested_slot") or not is_of_order:
        return None
    words, heard = plain_words(one_as_order(text)), intent_of(parsed)
    if heard == Matter.UNDO and tracker.get_slot("last_changes"):
        return None
    if heard in _HELP and _wants_one_that_fits(text_of(parsed)):
        return with_intent(parsed, Matter.EXCHANGE)
    guessed = {heard, "nlu_fallback"} if confidence_of(parsed) < SURE_ENOUGH else {heard}
    row = next((row for row in _ROWS if guessed & row.heard and row.words.search(words)), None)
    if row is None:
        return None
    meant = with_intent(parsed, row.meant)
    return {**meant, "entities": [{"entity": "faq_entry", "value": row.page}]} if row.page else meant


def without_denied_report(parsed: Parse) -> Parse:
    """ "Nothing is missing, but the box was wet" reports nothing missing: at most it is a complaint."""
    text = text_of(parsed)
    if intent_of(parsed) not in REPORTS or is_question(text) or not is_denied(text):
        return parsed
    says_more = len(re.findall(r"[^\W\d_]{3,}", without_denied(text))) > 1
    return with_intent(parsed, Matter.COMPLAINT if says_more else "acknowledge")


def _wants_one_that_fits(text: str) -> bool:
    """ "The jumper is too small, can I have M": what is wrong with it, and what shall come instead."""
    return reason_told(text) is ReturnReason.DOES_NOT_FIT and wanted_in(text) is not None

"""What a message means after what was told last: more of it, what was wrong with it, that it did not come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.follow_up import PART_OF_PAGE, Kind, follow_up, means_another, page_told
from actions.order_talk.matters import Matter
from actions.order_talk.notice_wished import Wish as NoticeWish
from actions.order_talk.notice_wished import wish_in
from actions.order_talk.own_words import is_correction, is_question
from bot.hearing.choices import is_undo_offered
from bot.hearing.parses import (
    DETAILS,
    SURE_ENOUGH,
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    latest_topic,
    text_of,
    topics,
    value_of,
    with_intent,
    words_beside_details,
)
from bot.letting_go import lets_go, regrets
from bot.nlu.plain_wishes import asks_for_more
from bot.nlu.plain_words import any_of, plain_words
from bot.response_variations import TOLD_SLOT

_NO_MATCH = "no match"
"""What was told when number and proof did not fit (`actions/order_actions.py`)."""

_OPENED = ("order ", "promised ", "no promise ")
"""What is told only of an order whose proof fitted."""

_COMES_BY_ITSELF = (Matter.REFUND_PLACE, Matter.INVOICE)
"""What is waited for, and told again when it is said not to have come."""

_TOLD_IN_GENERAL = ("delivery ", "faq ")
_OF_TOPICS = UNHEARD | {
    "ask_question",
    "ask_about_other_things",
    "ask_about_delivery_options",
    "choose_from_list",
}
_OF_TWO_PAYMENTS = UNHEARD | {"ask_question", Matter.REFUND, Matter.REFUND_PLACE, Matter.RETURN}
"""As what "I want one back" is heard, after it was asked whether a payment was taken twice."""

ORDER_DETAIL = re.compile(r"\b(?:number|nr|mails?|e-?mails?|address|confirmation|both|order|ordered)\b")
ASKS_TO_BE_TOLD = "ask_to_be_told"
_READ_OF_NOTICE = UNHEARD | {DETAILS, "choose_from_list", Matter.STATUS, Matter.REFUND_PLACE, Matter.UNDO}
_MEANT = re.compile(r"\bmeant?\b", re.IGNORECASE)
_LONGEST_NAMING = 8
_LONGEST_WISH_FOR_MORE = 10
_LATELY = 4
_WORDINGS = 3
"""In so many ways an order is told; after these it is said no more."""

_AND_FOR = re.compile(
    r"^(?:and|also|now)(?: the same)? (?:for|of) "
    r"|^and (?:(?:what|how) about )?(?:the|my) (?:\w+ )?(?:one|order)\b"
)
_BESIDE_A_NUMBER = re.compile(r"(?:(?:and|also|too|as well|please|pls|the|order|number|then|now|ok)(?: |$))*")
DONE, REFUSED = re.compile(r"(?:\d+ )?done "), re.compile(r"(?:\d+ )?refused ")
_ONE_MORE = re.compile(
    r"^(?:oh |now )?(?:and|also|plus|add)\b|\b(?:too|as well|also)(?: please| thanks| then)*$"
)
_IT = r"(?:that|this|it)"
_NOT_ANSWERED = re.compile(
    rf"(?:(?:no|sorry|but|hm) )*"
    rf"(?:(?:thats|its|{_IT} (?:is|was)) not (?:(?:an|my|the) answer|helpful)"
    rf"|{_IT} (?:does|did) not (?:really )?(?:help(?: me)?|answer (?:{_IT}|my question))"
    rf"|not (?:really )?helpful|i (?:do|did) not (?:understand|get)(?: {_IT})?)"
)
"""Said of an answer from the help pages: its other words are wanted, and after these a person."""

_WHY = re.compile(
    r"(?:but |and |ok )*(?:why(?: not| is that| though)?|how come|what do you mean|how so"
    r"|why (?:is (?:that|it|this) (?:not possible|impossible)|can (?:i|you|we) not(?: do (?:that|it))?))"
)
_NOT_COME = any_of(
    r"(?:i|we) (?:still )?(?:do not|have not|did not|can not|never|has not) "
    r"(?:have|had|got|get|received?|gotten|see|seen|find)(?: (?:it|them|mine|anything|that|any money))?",
    r"(?:its|it|they|this|that|nothing|(?:the|my) (?:money|refund|payment|parcel|package)) (?:still )?"
    r"(?:(?:is|are|has|have|did|was|does) )?(?:still )?(?:not |never |nowhere |yet to )*"
    r"(?:been |be )?(?:there|here|arrived?|come|came|show\w*|seen|found|received)",
    r"still (?:nothing|not)(?: (?:there|here|arrived))?",
)
_NOT = re.compile(r"\b(?:not|never|nothing|nowhere)\b")
_WHERE_NOT = r"(?: (?:yet|here|there|though|at all|(?:on|in|at|into) (?:my|our|the) (?:\w+ )?\w+))*"
_HAS_IT_NOT = re.compile(rf"(?:but |no |and |well |hm+ )*(?:{_NOT_COME.pattern}){_WHERE_NOT}")
_OF_MONEY = re.compile(r"\b(?:money|refund|payment)\b")
_HOW_LONG = re.compile(r"\b(?:how long|how many days|when)\b.*\b(?:banks?|paypal|card|it|that|this|money)\b")
_TOLD_OF_MONEY = re.compile(r"^order \d+: .*\bback to your\b")
_TOLD_HOW_LONG_KEPT = re.compile(r"\b(?:kept until|keep your items until)\b")
_HOW_LONG_KEPT = re.compile(
    r"(?:and |for |ok |so )*(?:how long|until when)(?: (?:do|will|can) (?:i|you|it) (?:have|keep\w*|hold))?"
    r"(?: (?:it|them|(?:the|my) (?:items?|order|things)))?(?: for me)?"
)
_TO_PAY_NOW = re.compile(
    r"(?:and |so |ok |then )*"
    r"(?:(?:what|how) (?:should|can|must|do|could) i (?:do|pay)|how to pay|where (?:can|do) i pay)"
    r"(?: (?:now|then|about it|it|again|instead))*"
)
_WHERE_BACK = re.compile(
    r"\b(?:go|goes|going|get|come|comes|paid|send|have)\b.*\b(?:to|on|onto|into|in|by|via) "
    r"(?:(?:my|the|a|which) )?(?:paypal|card|(?:bank )?account|bank)\b"
)
_MONEY_BACK = re.compile(r"^(?!.*\b(?:send|sent|return\w*|item|parcel)\b).*\b(?:back|refund\w*)\b")


def had_no_match(tracker: DialogueStateTracker) -> bool:
    """Whether number and proof did not fit, and no order was opened since."""
    looked_up = [topic for topic in topics(tracker) if topic.startswith((_NO_MATCH, *_OPENED))]
    return bool(looked_up) and looked_up[-1].startswith(_NO_MATCH)


def more_of_the_same(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """The answer told last is asked for again, and so comes in other words."""
    topic = latest_topic(tracker)
    slug = page_told(topic)
    if slug and means_another(text_of(parsed)):
        return with_intent(parsed, "ask_question")
    is_missed = slug and _NOT_ANSWERED.fullmatch(plain_words(text_of(parsed)).rstrip(".! "))
    if tracker.active_loop_name or not (asks_for_more(text_of(parsed)) or is_missed):
        return None
    if slug:
        entry = {"entity": "faq_entry", "value": slug}
        return {**with_intent(parsed, "ask_question"), "entities": [entry]}
    told = latest_told(tracker)
    return with_intent(parsed, told) if told else None


def latest_told(tracker: DialogueStateTracker) -> Matter | None:
    """The question about an order that was answered last; None where something else was told since."""
    topic = latest_topic(tracker)
    wish = topic.split(" ", 1)[0]
    if wish in set(Matter) and Matter(wish).is_question:
        return Matter(wish)
    return Matter.STATUS if topic.startswith(_OPENED) else None


def answered_by_page(parsed: Mapping[str, Any]) -> Parse | None:
    """What leans on a page that was told was looked up there already (`bot/leaning.py`)."""
    return dict(parsed) if PART_OF_PAGE in parsed else None


def of_the_page(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "How much is it?", "and abroad?", after a help page or the ways of delivery: asked of these.

    "And cancel?" is a wish of its own where it is heard surely; "how much is it?", where nothing was told, is
    asked of nothing.
    """
    topic, asked = latest_topic(tracker), follow_up(text_of(parsed))
    is_sure = confidence_of(parsed) >= SURE_ENOUGH
    is_wish = intent_of(parsed) in set(Matter)
    if tracker.active_loop_name or asked is None or not (is_wish or intent_of(parsed) in _OF_TOPICS):
        return None
    is_name_alone = asked.kind is Kind.ANYTHING
    if not topic and is_wish and not is_name_alone and not is_sure and not tracker.get_slot("order_number"):
        return with_intent(parsed, "nlu_fallback")
    if not topic.startswith(_TOLD_IN_GENERAL) or (is_wish and is_name_alone and is_sure):
        return None
    is_way = topic.startswith("delivery ") and not is_name_alone
    return with_intent(parsed, "ask_about_delivery_options" if is_way else "ask_question")


def same_again(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "And the boots too", after one item was taken care of; "why not?", after it was refused."""
    last, latest = tracker.get_slot("spoken_of"), topics(tracker)[-3:]
    if not last or tracker.active_loop_name or last["order"] != tracker.get_slot("order_number"):
        return None
    words = plain_words(text_of(parsed)).rstrip("? ")
    is_ended = any(map(DONE.match, latest)) or (latest and REFUSED.match(latest[-1]))
    is_more = is_ended and _ONE_MORE.search(words) and len(words.split()) <= _LONGEST_WISH_FOR_MORE
    is_unheard = (
        intent_of(parsed) in UNHEARD | {"choose_from_list", "ask_question"}
        or confidence_of(parsed) < SURE_ENOUGH
    )
    if (is_more and is_unheard and not is_question(text_of(parsed))) or (
        latest and REFUSED.match(latest[-1]) and _WHY.fullmatch(words)
    ):
        return with_intent(parsed, last["matter"])
    return None


def same_of_another(heard: Parse, tracker: DialogueStateTracker) -> Parse:
    """ "No, I meant 10057", after a matter of another order came to its end: the same of that one.

    "And for 10057", or that number alone, asks the same question of it, and changes nothing.
    """
    if value_of(heard, "order_number") is None or tracker.active_loop_name or had_no_match(tracker):
        return heard
    is_number, is_right = intent_of(heard) == DETAILS, is_correction(text_of(heard))
    is_alone = _is_number_alone(heard)
    is_for = _AND_FOR.match(plain_words(text_of(heard))) is not None
    if not (is_number and (is_right or is_for or is_alone)) and not (is_for and intent_of(heard) in UNHEARD):
        return heard
    wish = latest_matter(tracker)
    is_asked_last = latest_told(tracker) == wish or not is_alone or is_for or is_right
    if wish is None or (not is_right and not (wish.is_question and is_asked_last)):
        return heard
    return with_intent(heard, wish)


def _is_number_alone(heard: Parse) -> bool:
    """ "10057, please", typed, and without a proof of it."""
    if len(heard["entities"]) != 1 or "start" not in heard["entities"][0]:
        return False
    return _BESIDE_A_NUMBER.fullmatch(plain_words(words_beside_details(heard)).strip("? ")) is not None


def latest_matter(tracker: DialogueStateTracker) -> Matter | None:
    """What was wanted last of an order."""
    said = (event for event in reversed(tracker.events) if isinstance(event, UserUttered))
    wish = next((event.intent_name for event in said if event.intent_name in set(Matter)), None)
    return Matter(wish) if wish else None


def asked_last(tracker: DialogueStateTracker) -> str | None:
    """As `latest_matter`, or that a message later was asked for."""
    said = (event.intent_name for event in reversed(tracker.events) if isinstance(event, UserUttered))
    return next((intent for intent in said if intent in {*Matter, ASKS_TO_BE_TOLD}), None)


def notice_put_right(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "The refund, I mean", "no, for 10011", after a message later was promised or refused: one of that."""
    text, is_answered = text_of(parsed), latest_topic(tracker).startswith(("no promise ", "promised "))
    is_heard = intent_of(parsed) in _READ_OF_NOTICE or _MEANT.search(text) is not None
    if tracker.active_loop_name or not is_answered or not is_heard or is_question(text):
        return None
    is_said = has(parsed, "order_number") or wish_in(text) is not NoticeWish.ANYTHING
    is_put_right = is_correction(text) and len(text.split()) <= _LONGEST_NAMING
    return with_intent(parsed, ASKS_TO_BE_TOLD) if is_said and is_put_right else None


def promise_let_go(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Actually no, never mind", right after a notice was promised: it is not sent."""
    is_promised = latest_topic(tracker).startswith("promised ") and not tracker.active_loop_name
    return with_intent(parsed, "cancel_notices") if is_promised and lets_go(text_of(parsed)) else None


def takes_back(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Wait, no!" right after something was done: it is taken back.

    "That's not what I wanted, cancel the order" says what is wanted in its place.
    """
    if not tracker.get_slot("last_changes") or tracker.active_loop_name:
        return None
    comes_back = _comes_back_whole(tracker)
    if not is_undo_offered(tracker) and not comes_back:
        return None
    others = set(Matter) - ({Matter.UNDO, Matter.CANCEL} if comes_back else {Matter.UNDO})
    is_wish = intent_of(parsed) in others and confidence_of(parsed) >= SURE_OF_ANOTHER
    return with_intent(parsed, Matter.UNDO.value) if regrets(text_of(parsed)) and not is_wish else None


def _comes_back_whole(tracker: DialogueStateTracker) -> bool:
    """Whether the last that was done sends something back, of which no part can be kept by itself.

    Such an order came already: "cancel that, I'll keep it" is of what was started, also after a question.
    """
    done, last = tracker.get_slot("spoken_of") or {}, tracker.get_slot("last_changes")[-1]
    is_of_it = done.get("order") == last["order"] and done.get("matter") in {Matter.RETURN, Matter.EXCHANGE}
    return is_of_it and (len(done.get("items") or {}) == 1 or done.get("lines") == 1)


def of_the_last_change(heard: Parse, tracker: DialogueStateTracker) -> Parse:
    """ "Undo that", also when another order was talked about since: it is the last change that is undone."""
    done = tracker.get_slot("last_changes")
    if intent_of(heard) != Matter.UNDO or not done or value_of(heard, "order_number") is not None:
        return heard
    number = {"entity": "order_number", "value": done[-1]["order"], "start": 0, "end": 0}
    return {**heard, "entities": [*heard["entities"], number]}


def what_was_different(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "The number", "the e-mail": the answer to which of them was wrong. It is asked for anew."""
    words = plain_words(text_of(parsed))
    if not had_no_match(tracker) or parsed["entities"]:
        return None
    if len(words.split()) > _LONGEST_NAMING or is_question(text_of(parsed)):
        return None
    if not ORDER_DETAIL.search(words):
        return None
    return with_intent(parsed, "ask_for_another_order")


def misses_it(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "I don't have it", "it is still not there": the order that was just told, its refund, its invoice."""
    topic, words = latest_topic(tracker), plain_words(text_of(parsed)).rstrip(".!? ")
    if tracker.active_loop_name or not topic:
        return None
    if _HAS_IT_NOT.fullmatch(words) and _NOT.search(words):
        if _OF_MONEY.search(words) or _TOLD_OF_MONEY.search(topic):
            return with_intent(parsed, Matter.REFUND_PLACE.value)
        if topic.startswith((*_OPENED, Matter.PARCELS, Matter.ARRIVAL)):
            return with_intent(parsed, Matter.MISSING.value)
        return next((with_intent(parsed, m.value) for m in _COMES_BY_ITSELF if topic.startswith(m)), None)
    told = tracker.get_slot(TOLD_SLOT) or {}
    lately = (one for one in topics(tracker)[-_LATELY:] if told[one] < _WORDINGS)
    is_unpaid = any(map(_TOLD_HOW_LONG_KEPT.search, lately))
    if is_unpaid and (_HOW_LONG_KEPT.fullmatch(words) or _TO_PAY_NOW.fullmatch(words)):
        return with_intent(parsed, Matter.FAILED_PAYMENT.value)
    if topic.startswith(Matter.REFUND_PLACE) and (_HOW_LONG.search(words) or _WHERE_BACK.search(words)):
        return with_intent(parsed, Matter.REFUND_PLACE.value)
    is_of_charge = any(one.startswith(Matter.DOUBLE_CHARGE) for one in topics(tracker)[-2:])
    if is_of_charge and intent_of(parsed) in _OF_TWO_PAYMENTS and _MONEY_BACK.search(words):
        return with_intent(parsed, Matter.DOUBLE_CHARGE.value)
    return None

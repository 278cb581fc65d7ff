"""A guess of the classifier that would reach far is made no longer, unless words of its kind carry it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.follow_up import page_told
from actions.handoff.angry_words import is_angry
from actions.handoff.who_answers import asks_who_answers
from actions.order_talk.close_wishes import EITHER
from actions.order_talk.facts_asked import Fact, fact_asked
from actions.order_talk.matters import REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.own_words import is_question
from bot.hearing.asked_how import page_about, page_of_how
from bot.hearing.closing_words import closing_intent
from bot.hearing.parses import (
    DETAILS,
    SURE_ENOUGH,
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    has_open_order,
    intent_of,
    latest_topic,
    text_of,
    with_intent,
)
from bot.hearing.plain_questions import asks_whether_money_came
from bot.letting_go import lets_go, regrets
from bot.nlu.clear_words import GOODBYE, says_so, speaks_of_an_order, wants_quiet
from bot.nlu.plain_wishes import A_NO, plain_wish
from bot.nlu.plain_words import plain_words

_FAR_REACHING = frozenset(
    {"acknowledge", "ask_for_human", "ask_to_be_left_alone", "say_goodbye", "say_thanks", "start_over"}
)
"""Intents that change who has the floor, throw away what was said, or are answered with silence."""

SURE_OF_AN_ORDER = 0.7
"""How sure a wish about an order must be, in words that speak of none."""

_LIKELY_ENOUGH = 0.15
"""The same where the first guess can't be."""

_TAKES_BACK = re.compile(
    r"\bundo\w*|\brevers\w*|\brevert\w*|\brestor\w*|\breinstat\w*|\breactivat\w*|\bun-?cancel\w*|\bwithdraw\w*"
    r"|\b(?:take|took|call|put|bring|go|turn|roll|change|switch|get) (?:\w+ ){0,4}(?:back|off)\b"
    r"|\b(?:after all|changed? (?:my|our) mind|as it was|mistake|by accident|accidentally)\b"
)

_STOPS_IT = re.compile(
    r"\b(?:cancel\w*|stop|remove|delete|drop|scrap|forget|wrong|keep|again|never mind|meant?|instead)\b"
)

_CANCELLED_BESIDES = frozenset({Matter.ADDRESS, Matter.ITEMS})
_DECIDED = 1.0
"""As sure the classifier never is: the words themselves have told it by then."""

_CANCELS_TOO = re.compile(
    r"^(?:and|then|also|now|so) (?:\w+ ){0,3}cancel (?:it|them|everything)\b"
    r"|\bcancel (?:the |my )?(?:whole |entire )?order\b"
    r"|\bcancel (?:it|everything|all of it|that)\b.*\b(?:after all|instead|altogether|completely)\b"
)
"""After another change of it: the order is meant, and not that change."""

_A_CHANGE = r"(?:the|my|this|that) (?:\w+ )?(?:return|exchange|report|change|cancell?ation|complaint)"
_CALLS_BACK = re.compile(
    rf"\b(?:cancel|stop|call off|take back|withdraw|revert|undo|reverse) {_A_CHANGE}\b"
    rf"|\b{_A_CHANGE} (?:\w+ )?(?:cancell?ed|stopped|undone|reversed|taken back)\b"
    rf"|\b(?:do not|no longer) (?:want|need) {_A_CHANGE}(?: (?:any ?more|after all|now|please|thanks))*$"
)

_ASKS_WHERE = re.compile(r"^(?:(?:and|but|so|ok|then|yes) )*(?:where|how|when|which|what)\b")
_ASKS_WHICH = re.compile(
    r"^(?:(?:and|but|so|ok|then|yes) )*(?:where|when|which|who|what) (?:\w+ )?(?:do|does) "
)
_MUST_I = re.compile(
    r"^(?:(?:and|but|so|ok|then|wait|sorry|also|hi|hello) )*"
    r"(?:(?:do|would|will) (?:i|we) (?:\w+ )?(?:have|need) to|(?:must|should) (?:i|we)"
    r"|(?:\w+ )?who (?:do|can|could|should|must) (?:i|we)|(?:.* )?(?:shall|should) (?:i|we) (?:\w+ )*or"
    r"|am i (?:\w+ )?(?:supposed|obliged|required|expected) to|do you (?:want|need) (?:\w+ ){1,3}back)\b"
)

_SURE_OF_A_NUMBER = 0.5
"""How sure it must be where the number of an order stands beside it."""

_NEVER_BOUGHT_HERE = re.compile(
    r"\bi (?:did not|have not|never)(?: \w+)? (?:order|ordered|buy|bought|purchased?) "
    r"(?:anything|a thing|from you)\b"
    r"|\bi (?:have no|do not have (?:an|any)) orders?\b(?! (?:number|no|nr|confirmation|id))"
)
_ONLY_NOT_YET = re.compile(r"\b(?:yet|before|so far|else|lately|today)\b")
_ASKS_OF_GOODS = re.compile(r"^(?:and |so )*(?:are|is) (?:they|these|those|it)\b")
_BEFORE_ORDERING = re.compile(
    r"\b(?:if|when|before|once|after) (?:i|we) (?:order|buy)\b|\bif (?:i|we) (?:ordered|bought)\b"
)
_OF_ONES_ORDER = re.compile(r"^(?:\w+ ){0,3}why\b|\border(?:s|ed)?\b")
_LOOKED_FOR = re.compile(r"\b(?:where|where is|where are|has|have|did) (?:my|our)\b")
_OF_ONES_OWN = re.compile(r"\b(?:my|our|the|this|that|these|those)\b", re.IGNORECASE)
_WHEN_IT_COMES = frozenset({Matter.ARRIVAL, Matter.STATUS, Matter.PARCELS, Matter.LATENESS})

_TO_THE_TEAM = re.compile(
    r"\b(?:speak|talk|chat)(?:ing)? (?:directly )?(?:to|with) (?:a |the |your )?"
    r"(?:(?:customer|help|support) )*(?:service|support|care|desk|team)\b"
)

_WANTS_TO_COMPLAIN = re.compile(
    r"\b(?:i|we)(?: \w+){0,2} (?:want|wish|like|need|have|am going|going) to (?:\w+ )?"
    r"(?:complain|(?:make|file|raise|lodge|leave|put in|submit) (?:an?|my|this|another) (?:\w+ )?complaint)\b"
)
_PRAISES = re.compile(
    r"\b(?:great|good|lov\w+|like\w*|perfect\w*|super\w*|excellent|amazing\w*|awesome|fantastic|wonderful|happy"
    r"|pleased|satisfied|beautiful\w*|best|nice\w*|brilliant\w*|top|recommend\w*|quick\w*|fast\w*|well|kudos"
    r"|compliments?|impress\w*|delight\w*|cool|quality|friendly|helpful|pleasure|glad|enjoy\w*|comfortable|stars?"
    r"|fits?|exactly|warm|thank\w*|praise|gorgeous|stunning|ador\w+|terrific|splendid|marvell?ous|angels?"
    r"|treasures?|legends?|heroe?s?)\b"
)
_ASKS_FOR_SOMETHING = re.compile(
    r"\b(?:i|we) (?:\w+ )?(?:want|need)\b(?! to (?:say|thank|praise)\b)|\bplease\b|\?"
)
_BEFORE_A_GOODBYE = ("never_mind", "say_no", "say_thanks", "acknowledge")
_LONGEST_GOODBYE = 7

_MAY_I = re.compile(r"^(?:(?:and|but|so|ok|or|then) )*(?:can|could|may) (?:i|we)\b")
_NEAR_ENOUGH = 0.35
"""How likely the second guess must be to be taken for the first."""

_NAMES_IT = re.compile(
    r"\b(?:orders?|parcels?|packages?|refund\w*|invoice|receipt|return\w*|cancel\w*|deliver\w*|exchange\w*|paid|late)\b",
    re.IGNORECASE,
)
ABOUT_AN_ORDER = frozenset(Matter) | {"ask_about_delivery_options"}
_NO_QUESTIONS = frozenset({"complain", "praise"})
_SAID_PLAINLY = frozenset({"never_mind", "say_no", "say_yes"})
"""Heard by words of their own."""


def plain_wish_of(parsed: Mapping[str, Any]) -> Parse | None:
    text = text_of(parsed)
    if asks_who_answers(text):
        return None
    words = plain_words(text)
    if _NEVER_BOUGHT_HERE.search(words) and not _ONLY_NOT_YET.search(words):
        return with_intent(parsed, "ask_for_human")
    if _TO_THE_TEAM.search(words) and not re.search(A_NO, words):
        return with_intent(parsed, "ask_for_human")
    if _WANTS_TO_COMPLAIN.search(words) and intent_of(parsed) in set(Matter) and not is_question(text):
        return with_intent(parsed, Matter.COMPLAINT)
    heard = {intent_of(parsed), *(parsed.get(EITHER) or ())}
    is_when_it_comes = bool(heard & _WHEN_IT_COMES) and not has(parsed, "order_number")
    if is_when_it_comes and _BEFORE_ORDERING.search(words):
        return with_intent(parsed, "ask_about_delivery_options")
    wish = plain_wish(text) or ("ask_to_be_left_alone" if wants_quiet(text) else None)
    return with_intent(parsed, wish) if wish else None


def left_alone(parsed: Mapping[str, Any]) -> Parse | None:
    """ "Actually no, never mind", "nah, I'm good": the matter is let go, and no parcel is left anywhere."""
    is_heard = intent_of(parsed) not in UNHEARD | {
        "ask_question",
        "ask_about_other_things",
        "say_no",
        DETAILS,
    }
    return None if is_heard or not lets_go(text_of(parsed)) else with_intent(parsed, "never_mind")


def before_an_order(parsed: Parse, tracker: DialogueStateTracker) -> Parse:
    """What a guest with no order in hand asks in general, or of none yet: the page tells what helps.

    "Card declined" is such a thing, "why did my payment fail" wants a look at the order.
    """
    is_of_order = any(has(parsed, detail) for detail in ("order_number", "email"))
    if is_of_order or tracker.active_loop_name is not None or tracker.get_slot("order_number"):
        return parsed
    if intent_of(parsed) == Matter.FAILED_PAYMENT:
        is_own = _OF_ONES_ORDER.search(plain_words(text_of(parsed)))
        slug = None if is_own or asks_whether_money_came(text_of(parsed)) else "payment-declined"
    elif fact_asked(text_of(parsed)) is Fact.LESS_BACK:
        slug = "refund-too-low"
    else:
        is_named = bool(Mentions.of(parsed.get(MENTIONS)).items) and _OF_ONES_OWN.search(text_of(parsed))
        slug = None if is_named else page_of_how(intent_of(parsed), text_of(parsed))
    if slug is None:
        return parsed
    return {**with_intent(parsed, "ask_question"), "entities": [{"entity": "faq_entry", "value": slug}]}


def asked_beside_a_page(parsed: Parse, tracker: DialogueStateTracker) -> Parse:
    """ "How do I return shoes, and when do I get my money back?": beside one general question, the other is
    general, too, unless it is of an order that the guest speaks of."""
    words = plain_words(text_of(parsed))
    is_own = _OF_ONES_ORDER.search(words) or _LOOKED_FOR.search(words)
    is_of_order = is_own or has(parsed, "order_number")
    slug = None if is_of_order or tracker.get_slot("order_number") else page_about(intent_of(parsed))
    if slug is None or not is_question(text_of(parsed)):
        return parsed
    return {**with_intent(parsed, "ask_question"), "entities": [{"entity": "faq_entry", "value": slug}]}


def goodbye_of(parsed: Mapping[str, Any]) -> Parse | None:
    """ "Never mind, bye": who leaves the matter and the chat leaves the chat."""
    words = plain_words(text_of(parsed))
    if len(words.split()) > _LONGEST_GOODBYE or "?" in words or not says_so("say_goodbye", words):
        return None
    rest = GOODBYE.sub(" ", words).strip()
    is_no_more = rest != "" and any(says_so(intent, rest) for intent in _BEFORE_A_GOODBYE)
    return with_intent(parsed, "say_goodbye") if is_no_more else None


def merely_read(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "Brilliant, thanks", "right, I'll wait then": the answer was good, and nothing is praised or asked.

    While something else is awaited, only what would be nothing at all is taken so.
    """
    text, name = text_of(parsed), intent_of(parsed)
    is_awaited = tracker.get_slot("requested_slot") is not None and name not in UNHEARD | {Matter.PRAISE}
    is_heard = name in _SAID_PLAINLY and says_so(name, text)
    meant = None if is_awaited or is_heard else closing_intent(text)
    return with_intent(parsed, meant) if meant else None


def merely_asked(parsed: Parse, *, is_in_talk: bool) -> Parse:
    """ "Do I have to send it back?", "are you a robot?", "where do I drop it?": starts and ends nothing."""
    text = text_of(parsed)
    if intent_of(parsed) == Matter.PRAISE and not _is_praise(plain_words(text)):
        return with_intent(parsed, "nlu_fallback")
    if intent_of(parsed) == "never_mind" and _ASKS_WHERE.search(plain_words(text)):
        return with_intent(parsed, "ask_question")
    is_change = intent_of(parsed) in set(Matter) and not Matter(intent_of(parsed)).is_question
    is_which = is_in_talk and _ASKS_WHICH.search(plain_words(text)) is not None
    if asks_who_answers(text) or (is_change and (is_which or _MUST_I.search(plain_words(text)))):
        return with_intent(parsed, "ask_question")
    return parsed


def _is_praise(words: str) -> bool:
    return _PRAISES.search(words) is not None and not _ASKS_FOR_SOMETHING.search(words)


def called_back(parsed: Parse) -> Parse:
    """ "Cancel the exchange", "can I stop the return?": starts none."""
    if intent_of(parsed) not in set(Matter) | UNHEARD or not _CALLS_BACK.search(plain_words(text_of(parsed))):
        return parsed
    return with_intent(parsed, Matter.UNDO)


def nothing_to_undo(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "When is it back?", "five days is too long": about money or a parcel, and undoes nothing.

    "Undo that", before anything was done, leaves it; "cancel it after all" means the order.
    """
    words, change = plain_words(text_of(parsed)), tracker.get_slot("change")
    if intent_of(parsed) != Matter.UNDO:
        return None
    if confidence_of(parsed) >= _DECIDED and tracker.get_slot("last_changes"):
        return None
    if (page := _page_in_talk(tracker)) is not None:
        return {**with_intent(parsed, "ask_question"), "entities": [{"entity": "faq_entry", "value": page}]}
    done = (tracker.get_slot("spoken_of") or {}).get("matter")
    if done in _CANCELLED_BESIDES and tracker.active_loop_name is None and _CANCELS_TOO.search(words):
        return with_intent(parsed, Matter.CANCEL)
    if tracker.get_slot("last_changes") and (_STOPS_IT.search(words) or regrets(text_of(parsed))):
        return None
    if change is not None and tracker.active_loop_name is not None and not tracker.get_slot("last_changes"):
        is_order_meant = "cancel" in words and change["matter"] != Matter.CANCEL
        return with_intent(parsed, Matter.CANCEL if is_order_meant else "say_no")
    if _TAKES_BACK.search(words) or _CALLS_BACK.search(words):
        return None
    second = next((one for one in parsed.get("intent_ranking", [])[1:]), None)
    is_likely = (
        second is not None and second["name"] in set(Matter) and second["confidence"] >= _LIKELY_ENOUGH
    )
    return with_intent(parsed, second["name"] if second is not None and is_likely else "nlu_fallback")


def _page_in_talk(tracker: DialogueStateTracker) -> str | None:
    """The help page that was told last, where nothing of an order is in hand that could be undone."""
    is_of_order = tracker.get_slot("order_number") or tracker.get_slot("last_changes")
    return None if is_of_order or tracker.active_loop_name else page_told(latest_topic(tracker))


def anger_alone(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """ "This is useless", of no order: nothing to take down, and no number to ask for."""
    text = text_of(parsed)
    is_of_order = tracker.get_slot("order_number") or has(parsed, "order_number") or speaks_of_an_order(text)
    if intent_of(parsed) != Matter.COMPLAINT or tracker.active_loop_name or is_of_order:
        return None
    return with_intent(parsed, "nlu_fallback") if is_angry(text) else None


def without_wild_guess(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    name, confidence, text = intent_of(parsed), confidence_of(parsed), text_of(parsed)
    if name == "say_no" and tracker.get_slot("requested_slot") == "is_confirmed" and not is_question(text):
        return None  # "keep it": whatever is taken for a no changes nothing
    is_asked_beside = tracker.get_slot("change") is not None and _asks_of_order(parsed)
    is_sure = is_asked_beside or is_sure_of_another(parsed)
    if name in ABOUT_AN_ORDER and tracker.get_slot("requested_slot") and not is_sure:
        return with_intent(parsed, "nlu_fallback")  # "what's that for?" is about the open question
    is_asked_for_it = tracker.get_slot("requested_slot") == "order_number" and has(parsed, "order_number")
    if is_asked_for_it and name == "ask_question" and not is_question(text):
        return with_intent(parsed, DETAILS)  # "10042, the jumper" asks nothing about jumpers
    if name in UNHEARD | {"choose_from_list"} and says_so("say_no", text):
        return with_intent(parsed, "say_no")
    is_of_goods = tracker.get_slot("order_number") is None and _ASKS_OF_GOODS.search(plain_words(text))
    if name in REPORTS and is_of_goods:
        return with_intent(parsed, "ask_question")  # "are they waterproof?"
    is_named = name in ABOUT_AN_ORDER and confidence >= _SURE_OF_A_NUMBER and has(parsed, "order_number")
    if (is_wild(name, confidence, text) and not is_named) or not says_so(name, text):
        return with_intent(parsed, DETAILS if parsed["entities"] else "nlu_fallback")
    return None


def _asks_of_order(parsed: Mapping[str, Any]) -> bool:
    """A question about the order that is being changed: it is answered, and changes nothing."""
    name = intent_of(parsed)
    is_asked = name in set(Matter) and Matter(name).is_question and is_question(text_of(parsed))
    return is_asked and confidence_of(parsed) >= SURE_ENOUGH


def of_ones_own(parsed: Parse, tracker: DialogueStateTracker) -> Parse:
    """Between a help page and a wish about "my" order, the wish is meant, unless the page is surer; so is
    what "can I" asks for while an order is in hand."""
    words, ranking = plain_words(text_of(parsed)), parsed.get("intent_ranking", [])[:2]
    wish = next((one for one in ranking if one["name"] in set(Matter)), None)
    page = next((one["confidence"] for one in ranking if one["name"] == "ask_question"), 1.0)
    if wish is None or wish["confidence"] < _NEAR_ENOUGH or page >= SURE_ENOUGH:
        return parsed
    if has_open_order(tracker) and _MAY_I.search(words) and wish["confidence"] < SURE_OF_ANOTHER:
        return with_intent(parsed, wish["name"])
    return {**parsed, "intent": wish} if re.search(r"\bmy\b", words) else parsed


def is_sure_of_another(parsed: Mapping[str, Any]) -> bool:
    """Whether it turns from the open question to a matter: very surely, or by a word that names one."""
    return confidence_of(parsed) >= SURE_OF_ANOTHER or _NAMES_IT.search(text_of(parsed)) is not None


def is_wild(intent: str, confidence: float, text: str) -> bool:
    """Whether a guess reaches further than it is sure; a wish about an order is surer where it names one."""
    if intent in _FAR_REACHING:
        return confidence < SURE_ENOUGH
    if intent == "choose_from_list":
        return True  # what can be chosen from was looked at before
    if intent in _NO_QUESTIONS and text.rstrip().endswith("?"):
        return True
    is_about_order = intent in ABOUT_AN_ORDER and not speaks_of_an_order(text)
    return is_about_order and confidence < SURE_OF_AN_ORDER

"""What a message means while a change is talked through: an answer, a correction, a question,
another matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from actions.order_talk.details import says_whole_order
from actions.order_talk.first_words import adds_to_report, complains_of_what_was_said
from actions.order_talk.how_many import says_only_how_many
from actions.order_talk.items_named import count_of, says_what_stays
from actions.order_talk.matters import OPINIONS, REPORTS, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.missing import has_turned_up, is_well, means_all_parcels
from actions.order_talk.naming import means_all_of
from actions.order_talk.own_words import (
    asks_another_way,
    begins_a_correction,
    could_answer,
    is_correction,
    is_mere_sound,
    is_question,
    means_another_order,
    only_asks,
    says_nothing_new,
    speaks_of_code,
    without_hesitation,
)
from actions.order_talk.reasons import is_denied, reason_told, without_denied
from actions.order_talk.wanted import is_kind_alone, names_a_kind
from actions.orders.order import ReturnReason
from bot.hearing.agreed_or_put_off import goes_on, has_looked_as_asked, only_tells, puts_off, says_both_alone
from bot.hearing.guesses import is_sure_of_another
from bot.hearing.parses import (
    DETAILS,
    LEAVES_THE_QUESTION,
    SURE_ENOUGH,
    SURE_OF_ANOTHER,
    UNHEARD,
    Parse,
    confidence_of,
    has,
    intent_of,
    text_of,
    value_of,
    with_detail,
    with_intent,
)
from bot.hearing.yes_or_no import is_told_no, is_told_yes, told_behind_a_yes
from bot.letting_go import calls_off, keeps_the_order
from bot.nlu.acknowledgements import is_acknowledgement
from bot.nlu.clear_words import says_so
from bot.nlu.order_details import Detail, find_awaited_number
from bot.nlu.plain_words import plain_words
from bot.two_matters import Wish, says_why

_TELLS_WHY = frozenset(
    OPINIONS
    | {Matter.MISSING, Matter.DAMAGED, Matter.WRONG, Matter.LATENESS}
    | {Matter.DOUBLE_CHARGE, Matter.FAILED_PAYMENT}
)
"""What happened to an order, said in answer to the question why, is that answer."""

_SAID_OF_AN_ITEM: Mapping[str, frozenset[Matter]] = {
    Matter.ITEMS: frozenset({Matter.CANCEL, Matter.REFUND, Matter.COMPLAINT}),
    **dict.fromkeys((Matter.RETURN, Matter.EXCHANGE), _TELLS_WHY | {Matter.REFUND, Matter.ITEMS}),
    **{report: _TELLS_WHY - (REPORTS - {report}) for report in REPORTS},
}
"""By the change whose item is asked for: what may be said of the item and is still the answer."""

_ADDS = re.compile(r"\W*(?:(?:oh|ok|yes)\W+)?(?:and|also|plus|besides|(?:i|we) also)\b", re.IGNORECASE)
_READ_BY_TEAM = REPORTS | {Matter.COMPLAINT}
_THAT_IS_ALL = re.compile(r"(?:no )?(?:nothing|none|no one) (?:else|more)(?: (?:please|thanks|thank you))?")
_NEVER_ASKED = OPINIONS | {"say_yes", "say_no", Matter.UNDO}
"""What no question is: "is that all?" takes nothing back, and "will you be angry?" complains of nothing."""

SENDS_BACK = frozenset({Matter.RETURN, Matter.EXCHANGE})
_I_KEEP = (
    r"^(?:(?!\b(?:not|can|want|how)\b).)*\b(?:i|we) "
    r"(?:(?:will|would|rather|just|am|are|be|going to|think i) )*keep(?:ing)? "
)
_KEEPS_IT = re.compile(rf"{_I_KEEP}(?:it|them|everything|this|that)\b")
_KEEPS_THE_ONE = re.compile(rf"{_I_KEEP}(?:the|my|these|those) [a-z]+(?: [a-z]+)?$")
_KEEPS_IT_AFTER_ALL = re.compile(
    r"\b(?:can|could|may) (?:i|we) (?:\w+ ){0,2}?(?:keep|(?:hang|hold) on to) (?:it|them|everything|both)\b"
    r".*\b(?:after all|instead)\b"
)
_NO_BUT_A_NUMBER = re.compile(
    r"\W*no\b\W+(?:(?:wait|sorry|actually|i meant?|it['’]?s|it is|for|of|order|number)\W+)*#?\d{4,8}\W*",
    re.I,
)
_THE_NUMBER_ALONE = re.compile(
    r"\W*(?:(?:it['’]?s|it is|for|of|the|my|order|number|nr)\W+)*#\W*", re.IGNORECASE
)
_MAY_I = re.compile(r"\b(?:can|could|may) (?:i|we)\b", re.IGNORECASE)
_WISHES_A_REPORT = re.compile(r"\breport\b|\binstead\b", re.IGNORECASE)
_WANTS_NEW_CODE = re.compile(
    r"\bresend\b|\b(?:new|another|fresh) (?:code|one)\b|\bsend\b.*\b(?:code|again)\b"
)
_HAS_NO_CODE = re.compile(
    r"\b(?:do not|did not|have not|can not|never|no|not)\b.*\b(?:have|get|got|find|see|received?)\b"
)
_ASKS_THE_BOT = frozenset({"ask_question", "ask_about_delivery_options", "list_orders", "ask_for_help"})


def answer_in_own_words(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """The question was for the customer's own words: an address, a reason, what is broken."""
    change, text = open_change(tracker), text_of(parsed)
    if change is not None and change["matter"] == Matter.ITEMS and says_whole_order(text):
        return {**with_intent(parsed, Matter.CANCEL), "entities": []}
    if change is None or change["asks"] != "change_detail":
        return None
    if (other := _of_another_order(parsed, change)) is not None:
        return other
    if change.get("detail") == "address" and _THE_NUMBER_ALONE.fullmatch(text.replace(change["order"], "#")):
        return with_intent(parsed, DETAILS)  # which order is meant, and not where it goes
    if calls_off(change, text) or (says_so("say_no", text) and not has(parsed, "order_number")):
        return with_intent(parsed, "say_no")
    if _is_over(change, text) or _is_left(parsed):
        return {**with_intent(parsed, "never_mind"), "entities": []}
    if (report := _report_instead(parsed, change)) is not None:
        return with_intent(parsed, report)
    is_all = change.get("detail") == "items" and means_all_of(text, 2)
    is_all = is_all or (change.get("detail") == "parcel" and means_all_parcels(text))
    if is_all or (change.get("detail") == "wanted" and is_kind_alone(text)):
        return _in_own_words(parsed, DETAILS)
    if _leaves(parsed) or _turns_from_detail(parsed, change):
        return None
    if says_so("say_yes", text) or is_acknowledgement(text) or _says_nothing(change, text):
        return with_intent(parsed, "say_yes")
    if is_question(text) and not could_answer(change, text):
        return _asked_in_between(parsed)
    return _in_own_words(parsed, DETAILS)


def answer_to_yes_or_no(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> Parse | None:
    """A no changes nothing and a yes has to be said; other words may correct what is about to be done."""
    change, text = open_change(tracker), text_of(parsed)
    if change is None or change["asks"] == "change_detail":
        return None
    if change["asks"] == "one_time_code":
        return _answer_to_code(parsed) or _correction(parsed, change)
    if only_asks(text) and intent_of(parsed) in _NEVER_ASKED - {change["matter"]}:
        return {**with_intent(parsed, "nlu_fallback"), "entities": []}
    if says_so("say_yes", text):
        return None
    if _agrees_in_other_words(text, change):
        return {**with_intent(parsed, "say_yes"), "entities": []}
    wished = tracker.get_slot("matter_words") or ""
    is_yes = says_so("say_yes", without_hesitation(text)) or is_told_yes(parsed, change, wished)
    if is_yes and not _turns_from(parsed, change):
        return {**with_intent(parsed, "say_yes"), "entities": []}
    if (told := told_behind_a_yes(parsed, change)) is not None:
        return _in_own_words({**parsed, "text": told}, "say_yes")
    heard = _correction(parsed, change)
    is_in_words = heard is not None and has(heard, "change_detail") and intent_of(heard) == DETAILS
    return with_intent(heard, "say_no") if heard and is_in_words and _is_mere_no(parsed, tracker) else heard


def _is_mere_no(parsed: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
    """ "Wait, I do want it": heard as a no, or as undoing what is not done yet, and names nothing."""
    is_undo = intent_of(parsed) == Matter.UNDO and not tracker.get_slot("last_changes")
    is_named = bool(Mentions.of(parsed.get(MENTIONS)).items) or names_a_kind(text_of(parsed))
    is_named = is_named or re.search(r"\d", text_of(parsed)) is not None
    return (is_undo or intent_of(parsed) == "say_no") and not is_named


def _agrees_in_other_words(text: str, change: Mapping[str, Any]) -> bool:
    """ "Go on", "both of them" of two, and of a missing parcel "I asked everyone already"."""
    pieces = (change["details"].get("items") or {}).values()
    is_both = says_both_alone(text) and (sum(pieces) == 2 or len(pieces) == 2)
    return goes_on(text) or is_both or has_looked_as_asked(text, change)


def _answer_to_code(parsed: Mapping[str, Any]) -> Parse | None:
    """What is said of the code and its mail is never a question for the help pages."""
    words = plain_words(text_of(parsed))
    if _WANTS_NEW_CODE.search(words) and not asks_another_way(words):
        return {**with_intent(parsed, "say_yes"), "entities": []}
    is_of_code = speaks_of_code(words) and intent_of(parsed) not in set(Matter)
    if is_of_code or says_so("say_yes", text_of(parsed)) or _HAS_NO_CODE.search(words):
        return {**with_intent(parsed, "nlu_fallback"), "entities": []}
    return None


def _correction(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> Parse | None:
    text = text_of(parsed)
    if _is_over(change, text) or (puts_off(text) and not only_asks(text)):
        return {**with_intent(parsed, "say_no"), "entities": []}
    if (other := _of_another_order(parsed, change)) is not None:
        return other
    if _THAT_IS_ALL.fullmatch(plain_words(text)):
        return {**with_intent(parsed, "nlu_fallback"), "entities": []}
    if says_so("say_no", without_hesitation(text)) or calls_off(change, text):
        return {**with_intent(parsed, "say_no"), "entities": []}
    if (report := _report_instead(parsed, change)) is not None:
        return with_intent(parsed, report)
    is_kept = _asks_to_keep(parsed)
    if _leaves(parsed) or (not is_kept and (is_question(text) or _turns_from(parsed, change))):
        return None
    is_for_change = is_correction(text) or is_kept or (change["matter"] in REPORTS and adds_to_report(text))
    is_for_change = is_for_change or (count_of(text) is not None and says_only_how_many(text))
    if intent_of(parsed) in _ASKS_THE_BOT and confidence_of(parsed) >= SURE_ENOUGH and not is_for_change:
        return None
    if names_another(parsed, change):  # "no, 10057": the same, of another order
        return with_intent(parsed, DETAILS)
    return _in_own_words(parsed, "say_no" if is_told_no(text, change["matter"]) else DETAILS)


def _asks_to_keep(parsed: Mapping[str, Any]) -> bool:
    """ "Can I keep the sandals after all?": asked for politely, no question, and nothing to undo yet."""
    text = text_of(parsed)
    is_polite = _MAY_I.search(text) is not None if is_question(text) else intent_of(parsed) == Matter.UNDO
    return is_polite and says_what_stays(text) and bool(Mentions.of(parsed.get(MENTIONS)).items)


def of_open_order(parsed: Parse, tracker: DialogueStateTracker) -> Parse:
    """ "Where's the invoice for 10057?", while 10057 is being changed: its number says nothing new.

    The form would take it for the answer to its first question, and the question for heard.
    """
    change, number = open_change(tracker), value_of(parsed, "order_number")
    if change is None or number != change["order"]:
        return parsed
    if intent_of(parsed) not in set(Matter) - {change["matter"]}:
        return parsed
    rest = [one for one in parsed["entities"] if one["entity"] != "order_number"]
    return {**parsed, "entities": rest}


def turns_to_another(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Whether a message is about another order or matter than the open change, without taking its place."""
    if intent_of(parsed) == "ask_for_another_order" or _adds_matter(parsed, change):
        return True
    if intent_of(parsed) in OPINIONS - {change["matter"]}:
        return True
    if not names_another(parsed, change) or is_correction(text_of(parsed)):
        return False
    return intent_of(parsed) in {*Matter, "ask_to_be_told", DETAILS}


def _says_nothing(change: Mapping[str, Any], text: str) -> bool:
    """A mere sound answers nothing, and the wish said again is no reason for it."""
    is_told = change.get("detail") in {"reason", "note"}
    if is_told and count_of(text) is not None:  # "just one" of what was named
        return False
    return says_nothing_new(text) if is_told else is_mere_sound(text)


def _is_over(change: Mapping[str, Any], text: str) -> bool:
    """ "I keep it", of a return; "sorry, found it", of a report."""
    words = plain_words(text)
    if change["matter"] in REPORTS:
        is_found = change["matter"] == Matter.MISSING and has_turned_up(text)
        return is_found or (begins_a_correction(text) and (is_well(text) or is_denied(text)))
    is_kept = _KEEPS_IT.search(words) or _KEEPS_IT_AFTER_ALL.search(words)
    if change.get("lines") == 1 or len(change["details"].get("items") or {}) == 1:
        is_kept = is_kept or _KEEPS_THE_ONE.search(words)
    return change["matter"] in SENDS_BACK and is_kept is not None


def _is_left(parsed: Mapping[str, Any]) -> bool:
    """ "No, leave it, all good", "I only wanted to know", where a detail was asked for."""
    text = text_of(parsed)
    is_told = bool(Mentions.of(parsed.get(MENTIONS)).items) or reason_told(text) is not None
    is_no = intent_of(parsed) == "say_no" and confidence_of(parsed) >= SURE_ENOUGH
    is_kept = is_no and keeps_the_order(text)
    return not is_told and not is_question(text) and (is_kept or only_tells(text))


def _report_instead(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> str | None:
    """ "Actually no, a piece is missing", where a damage was being reported: it is another report.

    What is torn is no missing parcel.
    """
    intent, text = intent_of(parsed), text_of(parsed)
    is_parcel_missed = change["matter"] == Matter.MISSING and not change["details"].get("items")
    if is_parcel_missed and not is_question(text) and reason_told(text) is ReturnReason.DAMAGED:
        return Matter.DAMAGED
    is_other_report = intent in REPORTS - {change["matter"]} and (
        change["matter"] in REPORTS or _WISHES_A_REPORT.search(text) is not None
    )
    is_instead = is_parcel_missed or begins_a_correction(text) or without_denied(text) != text
    is_sure = is_other_report and confidence_of(parsed) >= SURE_ENOUGH
    return intent if is_sure and is_instead else None


def _of_another_order(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> Parse | None:
    """ "Ah no, it's order 10030", "wrong order, the one with two packs": the same, of another order."""
    text = text_of(parsed)
    if is_question(text) or value_of(parsed, "order_number") == change["order"]:
        return None
    is_number_alone = change["matter"] != Matter.ADDRESS and _NO_BUT_A_NUMBER.fullmatch(text) is not None
    if means_another_order(text) or is_number_alone:
        number = with_detail(parsed, find_awaited_number(text))
        return number or _in_own_words(parsed, DETAILS)
    is_put_right = begins_a_correction(text) and names_another(parsed, change)
    is_same = intent_of(parsed) in UNHEARD | {DETAILS, Matter.STATUS, change["matter"]}
    return with_intent(parsed, DETAILS) if is_put_right and is_same else None


def _adds_matter(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """ "And the boots are scratched": one matter more, after which the open one comes back."""
    wish = intent_of(parsed)
    is_change = wish in set(Matter) - {change["matter"]} and not Matter(wish).is_question
    is_added = _ADDS.match(text_of(parsed)) is not None and not is_correction(text_of(parsed))
    return is_change and is_added and not is_question(text_of(parsed))


def _turns_from_detail(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    intent = intent_of(parsed)
    is_told_why = intent in _TELLS_WHY and not complains_of_what_was_said(text_of(parsed))
    if is_told_why and change.get("detail") in {"reason", "note"}:
        return False
    if could_answer(change, text_of(parsed)) and not _wants_other_of_item(parsed, change):
        return False
    return _turns_from(parsed, change)


def _wants_other_of_item(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """ "Return the fleece", where the damaged item was asked for: a wish that names an item is no answer."""
    wish, matter = intent_of(parsed), change["matter"]
    is_asked = change.get("detail") in {"items", "parcel"} and wish in set(Matter) and wish != matter
    return is_asked and confidence_of(parsed) >= SURE_OF_ANOTHER and wish not in _SAID_OF_AN_ITEM[matter]


def _turns_from(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Another matter, surely; the same one is still the same talk."""
    intent = intent_of(parsed)
    if intent == "ask_for_another_order":
        return confidence_of(parsed) >= SURE_OF_ANOTHER
    if intent not in {*Matter, "ask_to_be_told"} or not is_sure_of_another(parsed):
        return False
    if intent in _TELLS_WHY and "reason" in change["details"]:
        return False
    if _tells_why(parsed, change) or _says_what_shall_come(parsed, change):
        return False
    is_same = intent == change["matter"] and not names_another(parsed, change)
    return not is_same and confidence_of(parsed) >= SURE_ENOUGH


def _tells_why(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """ "They are too small", in the middle of a return, wishes no exchange."""
    wish = Wish(intent_of(parsed), confidence_of(parsed), value_of(parsed, "order_number"))
    return intent_of(parsed) != change["matter"] and says_why(change["matter"], wish, text_of(parsed))


def _says_what_shall_come(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """ "I'd rather have my money", in a complaint or of what came broken: the team that decides reads it.

    "Make it 44", in an exchange, changes nothing else of the order.
    """
    wish = intent_of(parsed)
    if (change["matter"], wish) == (Matter.EXCHANGE, Matter.ITEMS):
        return names_a_kind(text_of(parsed)) and not names_another(parsed, change)
    is_said = wish == Matter.REFUND or (wish == Matter.EXCHANGE and adds_to_report(text_of(parsed)))
    return is_said and change["matter"] in _READ_BY_TEAM and not names_another(parsed, change)


def _leaves(parsed: Mapping[str, Any]) -> bool:
    is_leaving = intent_of(parsed) in LEAVES_THE_QUESTION - {"say_no"}
    sure_enough = confidence_of(parsed) >= SURE_ENOUGH
    return is_leaving and sure_enough and says_so(intent_of(parsed), text_of(parsed))


def names_another(parsed: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    return value_of(parsed, "order_number") not in (None, change["order"])


def _asked_in_between(parsed: Mapping[str, Any]) -> Parse | None:
    """A guess that was none of the surer ones is no answer either."""
    is_heard = intent_of(parsed) not in {*UNHEARD, DETAILS, "say_no", "say_yes", "acknowledge"}
    return None if is_heard else with_intent(parsed, "nlu_fallback")


def _in_own_words(parsed: Mapping[str, Any], intent: str) -> Parse | None:
    text = text_of(parsed)
    return with_detail({**parsed, "entities": []}, Detail("change_detail", text, 0, len(text)), intent)


def open_change(tracker: DialogueStateTracker) -> Mapping[str, Any] | None:
    """The change whose question is the open one."""
    change: Mapping[str, Any] | None = tracker.get_slot("change")
    is_asked = change is not None and tracker.get_slot("requested_slot") == change["asks"]
    return change if is_asked and tracker.active_loop_name else None

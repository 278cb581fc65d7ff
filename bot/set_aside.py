"""What waits until the matter at hand is done: a second matter of a message, or a change that was left open.

It is kept in the slot `set_aside`, in the snapshot, so it is never lost; it allows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from actions.faq.learned_guesses import ELSEWHERE, FAQ_PAGES
from actions.order_talk.close_wishes import EITHER
from actions.order_talk.further_asked import FURTHER
from actions.order_talk.matters import PROBLEM, Matter
from actions.order_talk.mentions import MENTIONS, Mentions
from actions.order_talk.naming import speaks_of_one, speaks_of_the_other_order
from actions.order_talk.ordered_when import names_newest_order
from bot.hearing.changes import of_open_order, turns_to_another
from bot.hearing.parses import DETAILS, Parse, intent_of, latest_topic, text_of, value_of, with_intent
from bot.hearing.wanted_again import left_for_a_person
from bot.letting_go import forbids_cancelling, keeps_the_order
from bot.nlu.clear_words import says_so
from bot.nlu.plain_words import plain_words
from bot.turn_context import current_turn

_SLOT = "set_aside"
_KEPT = ("text", "intent", "entities", MENTIONS, FAQ_PAGES, ELSEWHERE, EITHER, FURTHER)
_MOST = 4
_ENDS_ALL = frozenset({"ask_for_human", "ask_to_be_left_alone", "say_goodbye", "start_over"})
_NEEDS_NO_ORDER = frozenset({"ask_question", "ask_about_delivery_options", "list_orders"})
_ELSE = "your other question"
_CALLED = {
    Matter.STATUS: "{order}",
    DETAILS: "{order}",
    Matter.PARCELS: "the parcels of {order}",
    Matter.ARRIVAL: "the arrival of {order}",
    Matter.LATENESS: "the delay of {order}",
    Matter.REFUND_PLACE: "the refund of {order}",
    Matter.INVOICE: "the invoice of {order}",
    Matter.CHARGE: "the charge for {order}",
    Matter.FAILED_PAYMENT: "the payment for {order}",
    Matter.DOUBLE_CHARGE: "the two charges for {order}",
    Matter.ADDRESS_NOW: "the address on {order}",
    Matter.CONTENTS: "what is in {order}",
    Matter.CANCEL: "cancelling {order}",
    Matter.ADDRESS: "the address of {order}",
    Matter.ITEMS: "the items of {order}",
    Matter.RETURN: "the return of {order}",
    Matter.EXCHANGE: "the exchange of {order}",
    Matter.MISSING: "what is missing of {order}",
    Matter.DAMAGED: "what is damaged in {order}",
    Matter.WRONG: "what is wrong with {order}",
    Matter.REFUND: "the refund of {order}",
    Matter.COMPLAINT: "your complaint about {order}",
    Matter.PRAISE: "your kind words about {order}",
    Matter.UNDO: "undoing the change of {order}",
    "ask_to_be_told": "the message about {order}",
    "ask_about_delivery_options": "the delivery",
    "list_orders": "your orders",
    PROBLEM: "the other thing",
}


def put_off(
    parsed: Parse,
    others: Sequence[Parse],
    tracker: DialogueStateTracker,
    domain: Domain,
    *,
    is_vouched_for: bool = False,
) -> list[str]:
    """Further matters, and which of them there is no room for, by what they are called.

    They come when the first, `parsed`, is done, or wait for the customer. What was said now comes before what
    waits already, and what is said again waits only once. Whom the shop knows may name items of two orders.
    """
    said_now = {_wish_of(one) for one in (parsed, *others)}
    waiting = [one for one in _waiting(tracker) if "change" in one or _wish_of(one["parse"]) not in said_now]
    added = [_kept(one, _items_apart(parsed, one) if is_vouched_for else ()) for one in others]
    room = max(0, _MOST - len(waiting))
    _keep([*added[:room], *waiting], tracker, domain)
    return [_called_in(one, tracker) for one in added[room:]]


def _kept(parsed: Parse, items: Sequence[str]) -> dict[str, Any]:
    kept: dict[str, Any] = {"parse": {key: parsed[key] for key in _KEPT if key in parsed}}
    return {**kept, "items": list(items)} if items else kept


def _items_apart(first: Parse, other: Parse) -> Sequence[str]:
    """ "Cancel the beanie, and where is the jacket?": each may be of an order of its own, which they tell."""
    before, items = Mentions.of(first.get(MENTIONS)).items, Mentions.of(other.get(MENTIONS)).items
    is_named = any(value_of(one, "order_number") for one in (first, other))
    is_apart = bool(before) and not set(before) & set(items) and intent_of(other) in set(Matter)
    return items if is_apart and not is_named else ()


def of_their_order(parsed: Parse, others: Sequence[Parse], tracker: DialogueStateTracker) -> list[Parse]:
    """ "Don't cancel it, change the address": what names no order is about the one that is talked about."""
    change, parked = tracker.get_slot("change"), _parked(_waiting(tracker))
    number = value_of(parsed, "order_number") or (change or {}).get("order")
    if number is None and parked is not None and _is_refusal(parsed, parked["order"]):
        number = parked["order"]
    return [_of_order(number, one) for one in others]


def park_change(parsed: Parse, tracker: DialogueStateTracker, domain: Domain) -> None:
    """The customer turns to another order or matter in the middle of a change, which waits from now on.

    When the order itself may be another one by then, the change is weighed anew from what was said of it.
    """
    change = tracker.get_slot("change")
    if intent_of(parsed) == "decline_human" and change is None and tracker.active_loop_name is None:
        left = left_for_a_person(tracker)
        _keep([*([left] if left else []), *_waiting(tracker)], tracker, domain)
    if change is None or tracker.active_loop_name is None or not turns_to_another(parsed, change):
        return
    words = tracker.get_slot("matter_words")
    back = {"change": change, "words": words}
    is_of_this_order = value_of(parsed, "order_number") in {None, change["order"]}
    if is_of_this_order and intent_of(parsed) in set(Matter):
        back = {"parse": _of_order(change["order"], _heard_as(change["matter"], words or ""))}
    _keep([back, *_waiting(tracker)], tracker, domain)
    for slot in ("change", "order_matter", "matter_words"):
        tracker.update(SlotSet(slot, None), domain)


def let_go(parsed: Parse, tracker: DialogueStateTracker, domain: Domain) -> tuple[Parse, str]:
    """ "No, keep it", while another order is asked about: the change that waits is off.

    The message as it is heard then, and what to say of it.
    """
    waiting = _waiting(tracker)
    if (cancelling := _cancelling_refused(parsed, waiting, tracker)) is not None:
        _keep([one for one in waiting if one is not cancelling], tracker, domain)
        off = f"All right, {_called_in(cancelling, tracker)} is off. "
        return {**with_intent(parsed, "nlu_fallback"), "text": "no", "entities": []}, off
    parked = _parked(waiting)
    is_asked = tracker.get_slot("requested_slot") in {"email", "order_number"}
    if parked is None or not is_asked or not _is_refusal(parsed, parked["order"]):
        return parsed, ""
    _keep([one for one in waiting if one.get("change") is not parked], tracker, domain)
    off = f"All right, {_called(parked['matter'], parked['order'])} is off, and nothing of it was changed. "
    return {**with_intent(parsed, "say_no"), "entities": []}, off


def _cancelling_refused(
    parsed: Parse, waiting: Sequence[dict[str, Any]], tracker: DialogueStateTracker
) -> dict[str, Any] | None:
    """ "Don't cancel it", while that waits behind another matter."""
    is_open = (tracker.get_slot("change") or {}).get("matter") == Matter.CANCEL
    if is_open or tracker.active_loop_name is None or not forbids_cancelling(text_of(parsed)):
        return None
    waits = (one for one in waiting if "parse" in one and intent_of(one["parse"]) == Matter.CANCEL)
    return next(waits, None)


def _parked(waiting: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((one["change"] for one in waiting if "change" in one), None)


def _wish_of(parsed: Parse) -> tuple[str, str | None]:
    return intent_of(parsed), value_of(parsed, "order_number")


def _of_order(number: str | None, parsed: Parse) -> Parse:
    if number is None or intent_of(parsed) not in set(Matter) or value_of(parsed, "order_number"):
        return parsed
    if _may_be_of_another(parsed):
        return parsed
    named = {"entity": "order_number", "value": number, "start": 0, "end": 0}
    return {**parsed, "entities": [*parsed["entities"], named]}


def _may_be_of_another(parsed: Parse) -> bool:
    """ "And when does the jacket come?", "cancel my other order": the action looks which order that is."""
    text = text_of(parsed)
    if names_newest_order(text) or speaks_of_one(text) or speaks_of_the_other_order(text):
        return True
    is_question = intent_of(parsed) in set(Matter) and Matter(intent_of(parsed)).is_question
    return is_question and bool(Mentions.of(parsed.get(MENTIONS)).items)


def _is_refusal(parsed: Parse, number: str) -> bool:
    text, is_of_another = text_of(parsed), value_of(parsed, "order_number") not in (None, number)
    return not is_of_another and (says_so("say_no", plain_words(text)) or keeps_the_order(text))


def take_up_next(intent: str, tracker: DialogueStateTracker, domain: Domain) -> tuple[Parse, str] | None:
    """The next that may be taken up now, and the words that lead to it; None when nothing may.

    `intent` is that of the customer's message. Who leaves, or asks for a person, leaves all of it.
    """
    if intent in _ENDS_ALL:
        _keep([], tracker, domain)
    waiting = _waiting(tracker)
    due = next((one for one in waiting if _is_due(one, intent, tracker)), None)
    if due is None:
        return None
    _keep([one for one in waiting if one is not due], tracker, domain)
    if "parse" in due:
        lead = f"And about {_called_in(due, tracker)}: "
        park_change(due["parse"], tracker, domain)
        if "items" in due:
            tracker.update(SlotSet("order_number", None), domain)
        return of_open_order(due["parse"], tracker), lead
    change = due["change"]
    return _reopened(due, tracker, domain), f"Back to {_called(change['matter'], change['order'])}: "


def still_to_come(tracker: DialogueStateTracker) -> list[str]:
    """What the second matters that wait are called."""
    return [_called_in(one, tracker) for one in _waiting(tracker) if "parse" in one]


def _is_due(one: Mapping[str, Any], intent: str, tracker: DialogueStateTracker) -> bool:
    wish = one["parse"]["intent"]["name"] if "parse" in one else None
    if wish in _NEEDS_NO_ORDER:
        return True
    if tracker.active_loop_name is not None:
        return wish is not None and "items" not in one and _needs_no_question(one["parse"], tracker)
    has_just_failed = latest_topic(tracker).startswith("no match")
    return not has_just_failed or intent == "never_mind"


def _needs_no_question(parsed: Parse, tracker: DialogueStateTracker) -> bool:
    """What is asked is answered beside an open change, unless its order has to be proved first."""
    wish, number = intent_of(parsed), value_of(parsed, "order_number")
    if tracker.get_slot("change") is None or wish not in set(Matter) or not Matter(wish).is_question:
        return False
    is_open = number in {None, tracker.get_slot("order_number"), *(tracker.get_slot("opened_orders") or ())}
    return is_open or current_turn.get().customer_id is not None


def _reopened(back: Mapping[str, Any], tracker: DialogueStateTracker, domain: Domain) -> Parse:
    change = {**back["change"], "asked_in": None}  # its question comes in full again
    slots = {
        "change": change,
        "order_number": change["order"],
        "order_matter": change["matter"],
        "matter_words": back["words"],
        "wants_notice": None,
    }
    for slot, value in slots.items():
        tracker.update(SlotSet(slot, value), domain)
    entity = {"entity": "order_number", "value": change["order"]}
    return {**_heard_as(DETAILS, back["words"] or ""), "entities": [entity]}


def _heard_as(intent_name: str, text: str) -> Parse:
    intent = {"name": intent_name, "confidence": 1.0}
    return {"text": text, "intent": intent, "intent_ranking": [intent], "entities": []}


def _called_in(one: Mapping[str, Any], tracker: DialogueStateTracker) -> str:
    parsed = one["parse"]
    if "items" in one:
        return _CALLED.get(intent_of(parsed), _ELSE).format(order=f"the order with the {one['items'][0]}")
    if value_of(parsed, "order_number") is None and speaks_of_the_other_order(text_of(parsed)):
        return _CALLED.get(intent_of(parsed), _ELSE).format(order="your other order")
    in_hand = None if _may_be_of_another(parsed) else tracker.get_slot("order_number")
    return _called(intent_of(parsed), value_of(parsed, "order_number") or in_hand)


def _called(wish: str, number: str | None) -> str:
    order = f"order {number}" if number else "your order"
    return _CALLED.get(wish, _ELSE).format(order=order)


def _waiting(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    return list(tracker.get_slot(_SLOT) or [])


def _keep(waiting: list[dict[str, Any]], tracker: DialogueStateTracker, domain: Domain) -> None:
    if waiting or _waiting(tracker):
        tracker.update(SlotSet(_SLOT, waiting[:_MOST] or None), domain)

"""Checks of a form's answers that need no I/O, answered in the worker instead of by the action server.

Rasa asks for such a check (`validate_<form>`) at each step of a form, before the form does anything else. A
call over the network for it would be half of what a message about an order costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any

from actions.order_talk.further_asked import FURTHER
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import MENTIONS
from actions.order_talk.notice_wished import wish_in
from actions.orders import identifiers
from actions.orders.errors import NotAnOrderNumber
from bot.turn_context import current_turn

_ASKED = ("change_detail", "is_confirmed", "one_time_code")

Check = Callable[[Mapping[str, Any]], dict[str, Any]]
"""From Rasa's call of an action to the action server's answer: both as JSON objects."""


def check_order_status_form(call: Mapping[str, Any]) -> dict[str, Any]:
    """Takes answers in the form in which they are compared, and asks no more than is needed.

    Looks at shapes only: whether an order exists is never told before its proof, and whether a code is right
    is not decided here.
    """
    tracker = call["tracker"]
    accepted = {slot: _ACCEPTED[slot](value) for slot, value in _given(tracker).items() if slot in _ACCEPTED}
    accepted |= _turned(accepted, tracker) | _spent(accepted, tracker)
    known = {**tracker["slots"], **accepted}
    events = [_set(slot, value) for slot, value in accepted.items()]
    return {"events": [*events, _set("requested_slot", _next_slot(known, accepted))], "responses": []}


def _turned(accepted: Mapping[str, Any], tracker: Mapping[str, Any]) -> dict[str, Any]:
    """ "And when does 10051 arrive?": a matter of another order than the one being settled takes
    its place."""
    intent, change = tracker["latest_message"]["intent"].get("name"), tracker["slots"].get("change")
    number = accepted.get("order_number")
    if intent == Matter.STATUS and change is None and number is None:
        return {
            "wants_notice": None,
            "order_matter": None,
        }  # an earlier wish, dropped before its order was known
    is_notice = intent == "ask_to_be_told"
    if not (is_notice or intent in set(Matter)) or not _is_another(number, change) or _is_noted(tracker):
        return {}
    words = tracker["latest_message"].get("text") or ""
    return {
        "order_matter": None if is_notice else intent,
        "matter_words": None if is_notice else words,
        "matter_mentions": tracker["latest_message"].get(MENTIONS),
        "matter_asked": tracker["latest_message"].get(FURTHER),
        "wants_notice": wish_in(words).value if is_notice else None,
        "change": None,
    }


def _is_noted(tracker: Mapping[str, Any]) -> bool:
    """Whether an action has noted what is wanted (`actions/order_actions.py`), also words of before."""
    since = takewhile(lambda event: event["event"] != "user", reversed(tracker["events"]))
    return any(event["event"] == "slot" and event["name"] == "matter_words" for event in since)


def _spent(accepted: Mapping[str, Any], tracker: Mapping[str, Any]) -> dict[str, Any]:
    """What proved the order that is being changed is not heard again: no other order is tried with it."""
    change, number = tracker["slots"].get("change"), tracker["slots"].get("order_number")
    is_proved = change is not None and change["order"] == number
    return {slot: None for slot in ("email", "postcode") if is_proved and accepted.get(slot)}


def _is_another(number: str | None, change: Mapping[str, Any] | None) -> bool:
    return number is not None and (change is None or change["order"] != number)


def _next_slot(known: Mapping[str, Any], accepted: Mapping[str, Any]) -> str | None:
    """None when nothing is to be asked: the matter is taken up."""
    change, number = known.get("change"), known.get("order_number")
    if not number:
        return "order_number"
    if change and change["order"] == number:
        is_heard = any(accepted.get(slot) is not None for slot in _ASKED)
        return None if is_heard else str(change["asks"])
    is_open = number in (known.get("opened_orders") or ())
    was_shown = known.get("email") or known.get("postcode") or (known.get("earlier_proof") or {}).get("email")
    return None if is_open or was_shown or current_turn.get().customer_id is not None else "email"


FORM_CHECKS: Mapping[str, Check] = {"validate_order_status_form": check_order_status_form}


def _given(tracker: Mapping[str, Any]) -> dict[str, Any]:
    """The candidates, which Rasa puts at the end of the events (`rasa/core/actions/forms.py:283`)."""
    latest_first = takewhile(lambda event: event["event"] == "slot", reversed(tracker["events"]))
    return {event["name"]: event.get("value") for event in reversed(list(latest_first))}


def _order_number(value: Any) -> str | None:
    try:
        return identifiers.order_number(value) if isinstance(value, str) else None
    except NotAnOrderNumber:
        return None


def _email(value: Any) -> str | None:
    return identifiers.email(value) if isinstance(value, str) else None


def _as_it_is(value: Any) -> Any:
    return value


_ACCEPTED = {
    "order_number": _order_number,
    "email": _email,
    "postcode": _as_it_is,
    "change_detail": _as_it_is,
    "is_confirmed": _as_it_is,
    "one_time_code": _as_it_is,
}


def _set(slot: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": slot, "value": value}

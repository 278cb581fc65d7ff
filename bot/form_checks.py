"""Checks of a form's answers that need no I/O, answered in the worker instead of by the action server.

Rasa asks for such a check (`validate_<form>`) at each step of a form, before the form does anything else. A
call over the network for it would be half of what a message about an order costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any

from actions.order_talk.matters import Matter
from actions.orders import identifiers
from actions.orders.errors import NotAnOrderNumber
from bot.turn_context import current_turn

_MATTERS = frozenset(Matter) - {Matter.STATUS}

Check = Callable[[Mapping[str, Any]], dict[str, Any]]
"""From Rasa's call of an action to the action server's answer: both as JSON objects."""


def check_order_status_form(call: Mapping[str, Any]) -> dict[str, Any]:
    """Takes answers in the form in which they are compared, and asks no more than is needed.

    Looks at shapes only: whether an order exists is never told before its proof, and whether a code is right
    is not decided here.
    """
    tracker = call["tracker"]
    accepted = {slot: _ACCEPTED[slot](value) for slot, value in _given(tracker).items() if slot in _ACCEPTED}
    events = [_set(slot, value) for slot, value in accepted.items()]
    intent = tracker["latest_message"]["intent"].get("name")
    if intent == "ask_order_status":
        # an earlier wish, dropped before its order was known
        dropped = ("wants_notice", "order_matter", "change")
        events += [_set(slot, None) for slot in dropped]
        accepted |= dict.fromkeys(dropped)
    elif intent in _MATTERS and _is_another(accepted.get("order_number"), tracker["slots"].get("change")):
        # "And when does 10051 arrive?": another matter of another order than the one being settled
        turned = {
            "order_matter": intent,
            "matter_words": tracker["latest_message"].get("text"),
            "change": None,
        }
        events += [_set(slot, value) for slot, value in turned.items()]
        accepted |= turned
    known = {**tracker["slots"], **accepted}
    events.append(_set("requested_slot", _next_slot(known)))
    return {"events": events, "responses": []}


def _is_another(number: str | None, change: Mapping[str, Any] | None) -> bool:
    return number is not None and (change is None or change["order"] != number)


def _next_slot(known: Mapping[str, Any]) -> str | None:
    """None when nothing is to be asked: the matter is taken up."""
    change = known.get("change")
    if not known.get("order_number"):
        return "order_number"
    if change and change["order"] == known["order_number"]:
        awaited: str = change["asks"]
        return awaited if known.get(awaited) is None else None
    has_proof = known.get("email") or known.get("postcode") or current_turn.get().customer_id is not None
    return None if has_proof else "email"


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

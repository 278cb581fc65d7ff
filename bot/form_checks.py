"""Checks of a form's answers that need no I/O, answered in the worker instead of by the action server.

Rasa asks for such a check (`validate_<form>`) at each step of a form, before the form does anything else. A
call over the network for it would be half of what a message about an order costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any

from actions.orders import identifiers
from actions.orders.errors import NotAnOrderNumber
from bot.turn_context import current_turn

Check = Callable[[Mapping[str, Any]], dict[str, Any]]
"""From Rasa's call of an action to the action server's answer: both as JSON objects."""


def check_order_status_form(call: Mapping[str, Any]) -> dict[str, Any]:
    """Takes number and e-mail in the form in which they are compared, and asks no more than is needed.

    Looks at shapes only: whether an order exists is never told before its proof. Whom the shop vouches for
    need not give an e-mail.
    """
    tracker = call["tracker"]
    accepted = {slot: _ACCEPTED[slot](value) for slot, value in _given(tracker).items() if slot in _ACCEPTED}
    events = [_set(slot, value) for slot, value in accepted.items()]
    if tracker["latest_message"]["intent"].get("name") == "ask_order_status":
        events.append(_set("wants_notice", None))  # an earlier wish, dropped before its order was known
    number = accepted.get("order_number", tracker["slots"].get("order_number"))
    if number and current_turn.get().customer_id is not None:
        events.append(_set("requested_slot", None))
    return {"events": events, "responses": []}


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


_ACCEPTED = {"order_number": _order_number, "email": _email}


def _set(slot: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": slot, "value": value}

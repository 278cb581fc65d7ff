"""What a customer wants, in one line, from the intents and slots of the dialogue. No language model."""

from collections.abc import Mapping

import orjson

WISHES: Mapping[str, str] = {
    "ask_about_charge": "Explain a charge",
    "ask_about_delivery_options": "Ways of delivery",
    "ask_for_invoice": "The invoice",
    "ask_for_refund": "A refund",
    "ask_order_status": "Where the order is",
    "ask_question": "A question",
    "ask_to_be_told": "To be told when it happens",
    "ask_when_it_arrives": "When it arrives",
    "ask_where_parcels_are": "Where the parcels are",
    "ask_where_refund_is": "Where the refund is",
    "ask_why_it_is_late": "Why it is late",
    "cancel_order": "Cancel the order",
    "change_address": "Change the address",
    "change_items": "Change the items",
    "complain": "A complaint",
    "praise": "Praise",
    "report_damaged_item": "Something came damaged",
    "report_double_charge": "Charged twice",
    "report_failed_payment": "A payment failed",
    "report_missing_parcel": "A parcel is missing",
    "report_wrong_item": "The wrong item came",
    "start_exchange": "Exchange it",
    "start_return": "Send it back",
    "undo_change": "Undo a change",
}
"""The intents that say what somebody wants; small talk and answers to questions do not."""

_ORDER_NUMBER = "order_number"


def wants(wish: str | None, snapshot: str | None) -> str:
    """`Cancel the order · 10042`; "" when the dialogue has neither a wish nor an order."""
    number = _slot(snapshot, _ORDER_NUMBER)
    return " · ".join(part for part in (WISHES.get(wish or ""), number) if part)


def taken_for(reason: str) -> str:
    """The reason of a turn as words: an intent's phrase, or what the reason says itself."""
    return WISHES.get(reason) or reason.replace("_", " ")


def _slot(snapshot: str | None, name: str) -> str | None:
    """The latest value of a slot; None when there is no dialogue that can be read."""
    if snapshot is None or f'"{name}"' not in snapshot:
        return None
    try:
        events = orjson.loads(snapshot)
        values = [event["value"] for event in events if event.get("name") == name and "value" in event]
    except (ValueError, AttributeError, TypeError, KeyError):
        return None
    value = values[-1] if values else None
    return value if isinstance(value, str) and len(value) <= 32 else None

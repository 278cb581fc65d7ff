"""What a customer wants, in one line, from the intents and slots of the dialogue. No language model."""

from collections.abc import Mapping

import orjson

from conversations.ownership import Owner

WISHES: Mapping[str, str] = {
    "ask_about_charge": "Explain a charge",
    "ask_about_delivery_options": "Ways of delivery",
    "ask_delivery_address": "Where it is sent to",
    "ask_for_invoice": "The invoice",
    "ask_for_refund": "A refund",
    "ask_order_status": "Where the order is",
    "ask_question": "A question",
    "ask_to_be_told": "To be told when it happens",
    "ask_what_is_in_order": "What was ordered",
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

_ELSE: Mapping[str, str] = {
    "acknowledge": "An “ok”",
    "ask_about_other_things": "Nothing that a shop can help with",
    "ask_for_another_order": "Another order",
    "ask_for_help": "What this chat can do",
    "ask_for_human": "A person",
    "ask_to_be_left_alone": "To be left alone",
    "ask_which_notices": "What they will be told",
    "cancel_notices": "To be told nothing more",
    "choice of an earlier question": "The answer to an earlier question",
    "choose_from_list": "One from the list",
    "decline_human": "No person any more",
    "give_order_details": "An answer to what was asked",
    "greet": "A greeting",
    "list_orders": "Their orders",
    "never_mind": "Never mind",
    "nlu_fallback": "Not understood",
    "address for notices": "An address for what comes later",
    "no text": "A picture, a file or a place",
    "not known": "A question without a help page",
    "not understood": "Not understood",
    "not understood, and nothing new to say": "Not understood",
    "report_problem": "Something is wrong with the order",
    "said before": "The same as before",
    "say_goodbye": "A goodbye",
    "say_no": "A no",
    "say_something_unclear": "Not understood",
    "say_thanks": "Thanks",
    "say_yes": "A yes",
    "start_over": "To start over",
}
"""What else ends a turn, by its reason: no wish, but to be named where it was tried."""

ORDER_NUMBER, CONTACT_EMAIL, HAS_LEFT = "order_number", "contact_email", "has_left_message"
"""The slots that are read here. An address that was left is for the team's answer, and proves no order."""

_LONGEST = {ORDER_NUMBER: 32, CONTACT_EMAIL: 254}


def wants(wish: str | None, snapshot: str | None, proved: str | None = None, owner: Owner = Owner.BOT) -> str:
    """`Cancel the order · 10042`; "" when nothing is known.

    The order that is talked about, or else `proved`: the last one that the customer has proved in this chat.
    Who waits without another wish has left a message, or wants a person.
    """
    of_team = owner in {Owner.WAITING, Owner.SUPPORT_AGENT}
    left = "A message for the team" if _slot(snapshot, HAS_LEFT) else "A person"
    number = _text_in(snapshot, ORDER_NUMBER) or proved
    return " · ".join(part for part in (WISHES.get(wish or "", left if of_team else ""), number) if part)


def contact_email(snapshot: str | None) -> str | None:
    """Where the customer said that they may be answered."""
    return _text_in(snapshot, CONTACT_EMAIL)


def taken_for(reason: str) -> str:
    """The reason of a turn as words; a reason that is no words is the name of what broke."""
    words = WISHES.get(reason) or _ELSE.get(reason)
    return words or (reason if " " in reason else "Not finished: something went wrong")


def _text_in(snapshot: str | None, name: str) -> str | None:
    value = _slot(snapshot, name)
    return value if isinstance(value, str) and len(value) <= _LONGEST[name] else None


def _slot(snapshot: str | None, name: str) -> object:
    """The latest value of a slot; None when there is no dialogue that can be read."""
    if snapshot is None or f'"{name}"' not in snapshot:
        return None
    try:
        events = orjson.loads(snapshot)
        values = [event["value"] for event in events if event.get("name") == name and "value" in event]
    except (ValueError, AttributeError, TypeError, KeyError):
        return None
    return values[-1] if values else None

"""The wishes between which a message leaves a doubt, as they are put to the customer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.order_talk.matters import Matter

EITHER = "either"
"""The key of a parsed message under which the intents stand that are too close to tell (`bot/nlu/`)."""

WISH_NAMES: Mapping[str, str] = {
    Matter.STATUS: "Where is my order?",
    Matter.PARCELS: "Where is the other parcel?",
    Matter.ARRIVAL: "When does it arrive?",
    Matter.LATENESS: "Why is it late?",
    Matter.REFUND_PLACE: "Where is my refund?",
    Matter.INVOICE: "I need the invoice",
    Matter.CHARGE: "What is this charge?",
    Matter.FAILED_PAYMENT: "My payment failed",
    Matter.DOUBLE_CHARGE: "I was charged twice",
    Matter.ADDRESS_NOW: "Where does it go?",
    Matter.CONTENTS: "What did I order?",
    Matter.CANCEL: "Cancel my order",
    Matter.ADDRESS: "Change the delivery address",
    Matter.ITEMS: "Change what I ordered",
    Matter.RETURN: "Send something back",
    Matter.EXCHANGE: "Exchange something",
    Matter.MISSING: "My parcel is missing",
    Matter.DAMAGED: "Something is damaged",
    Matter.WRONG: "I got the wrong thing",
    Matter.REFUND: "I want my money back",
    Matter.COMPLAINT: "I have a complaint",
    "ask_about_delivery_options": "How can it be delivered?",
    "ask_for_human": "Talk to a person",
}
"""What can be asked about. A wish that reaches far ("stop", "bye") is not offered by a guess."""


def close_wishes(message: Mapping[str, Any]) -> list[str]:
    """The intents, the likelier first, of a message that was heard as none of them; else nothing."""
    if message["intent"].get("name") != "nlu_fallback":
        return []
    return [intent for intent in message.get(EITHER) or () if intent in WISH_NAMES]


def is_only_likely(message: Mapping[str, Any]) -> bool:
    """Whether one wish alone is likely: the second question of a message, heard too weakly to act on it."""
    return len(message.get(EITHER) or ()) == 1

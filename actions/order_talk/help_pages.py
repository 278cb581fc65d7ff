"""Which help pages tell of a matter, and which matter is in talk: what is asked beside it is found there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from actions.order_talk.matters import Matter

_WAY_HERE = ("track-a-parcel", "not-at-home")
_WAY_BACK = ("return-label", "return-condition")
_MONEY_BACK = ("refund-times", "refund-method")

HELP_PAGES: Mapping[str, tuple[str, ...]] = {
    Matter.STATUS: _WAY_HERE,
    Matter.PARCELS: _WAY_HERE,
    Matter.ARRIVAL: _WAY_HERE,
    Matter.LATENESS: ("late-delivery", *_WAY_HERE),
    Matter.ADDRESS_NOW: ("change-delivery-address", *_WAY_HERE),
    Matter.CANCEL: ("cancel-an-order", "parcel-sent-back"),
    Matter.ADDRESS: ("change-delivery-address", *_WAY_HERE),
    Matter.ITEMS: ("change-items",),
    Matter.RETURN: ("returns", *_WAY_BACK),
    Matter.EXCHANGE: ("exchanges", *_WAY_BACK),
    Matter.DAMAGED: ("damaged-item", *_WAY_BACK),
    Matter.WRONG: ("damaged-item", *_WAY_BACK),
    Matter.MISSING: ("missing-parcel",),
    Matter.INVOICE: ("invoice",),
    Matter.REFUND: _MONEY_BACK,
    Matter.REFUND_PLACE: _MONEY_BACK,
    Matter.CHARGE: ("unknown-charge",),
    Matter.DOUBLE_CHARGE: ("charged-twice",),
    Matter.FAILED_PAYMENT: ("payment-declined", "payment-methods"),
    Matter.COMPLAINT: ("complaints",),
}
"""By slugs, the page that tells how it goes first; a shop need not have them all."""

ABOUT_DELIVERY = "delivery-countries"
"""The page on whose topic the ways of delivery to a country are (`actions/delivery_actions.py`)."""

_LATELY = 4
_ENDED = re.compile(r"(?:\d+ )?(?:done|refused|term) ")
_TOLD = re.compile(rf"({'|'.join(Matter)}|order) \d+: ")


def matter_in_talk(
    told: Mapping[str, int] | None, change: Mapping[str, Any] | None, ended: Mapping[str, Any] | None
) -> Matter | None:
    """Of an order: what is being changed, or was done or refused in the last answers, or else told in them.

    `told`, `change` and `ended` are the slots `told`, `change` and `spoken_of`.
    """
    if change is not None:
        return Matter(change["matter"])
    topics = [topic for topic in told or {} if not topic.startswith("utter_")][-_LATELY:]
    if ended is not None and any(map(_ENDED.match, topics)):
        return Matter(ended["matter"])
    found = next(filter(None, map(_TOLD.match, reversed(topics))), None)
    if found is None:
        return None
    return Matter.STATUS if found[1] == "order" else Matter(found[1])

"""How a thing is done, asked in general: which help page tells it. Plain Python, no Rasa."""

from __future__ import annotations

import re
from collections.abc import Mapping

from actions.order_talk.matters import Matter
from bot.nlu.plain_words import any_of, plain_words

_PAGES: Mapping[str, str] = {
    Matter.STATUS: "track-a-parcel",
    Matter.PARCELS: "track-a-parcel",
    Matter.CANCEL: "cancel-an-order",
    Matter.ADDRESS: "change-delivery-address",
    Matter.ITEMS: "change-items",
    Matter.RETURN: "returns",
    Matter.EXCHANGE: "exchanges",
    Matter.DAMAGED: "damaged-item",
    Matter.WRONG: "damaged-item",
    Matter.MISSING: "missing-parcel",
    Matter.INVOICE: "invoice",
    Matter.REFUND: "refund-times",
    Matter.REFUND_PLACE: "refund-times",
}
"""Each offers as its next step to do it at once."""

_WHERE_IT_IS = frozenset({Matter.STATUS, Matter.PARCELS, Matter.MISSING})

_HOW = any_of(
    r"\bhow (?:do|can|could|would|should|will|does|to)\b",
    r"\bwhere (?:do|can|could) (?:i|we) (?:see|find|get|download|track|follow|report|look)\b",
    r"\bhow (?:long|many days) (?:until|till|before)\b",
)
_OF_A_CERTAIN_ONE = re.compile(r"\b(?:it|them|these|those|one|mine)\b(?: (?:back|now|please|again))*\W*$")


def page_about(wish: str) -> str | None:
    """The page that tells in general how the wish is fulfilled; where a parcel is, no page knows."""
    return None if wish in _WHERE_IT_IS else _PAGES.get(wish)


def page_of_how(wish: str, text: str) -> str | None:
    """ "How do I get a refund?", but not "how do I send it back?": there a certain thing is meant."""
    words = plain_words(text)
    if wish not in _PAGES or not _HOW.search(words) or _OF_A_CERTAIN_ONE.search(words):
        return None
    return _PAGES[wish]

"""How a thing is done, asked in general: which help page tells it. Plain Python, no Rasa."""

from __future__ import annotations

import re

from actions.order_talk.help_pages import HELP_PAGES
from actions.order_talk.matters import Matter
from bot.nlu.plain_words import any_of, plain_words

_OF_ONES_OWN = frozenset(
    {Matter.CHARGE, Matter.DOUBLE_CHARGE, Matter.FAILED_PAYMENT, Matter.LATENESS}
    | {Matter.ARRIVAL, Matter.ADDRESS_NOW, Matter.COMPLAINT}
)
"""Of these "how could that happen?" asks for the order's own facts."""

_WHERE_IT_IS = frozenset({Matter.STATUS, Matter.PARCELS, Matter.MISSING})

_HOW = any_of(
    r"\bhow (?:do|can|could|would|should|will|does|to)\b",
    r"\bwhere (?:do|can|could) (?:i|we) (?:see|find|get|download|track|follow|report|look)\b",
    r"\bhow (?:long|many days) (?:until|till|before)\b",
)
_OF_A_CERTAIN_ONE = re.compile(r"\b(?:it|them|these|those|one|mine)\b(?: (?:back|now|please|again))*\W*$")


def page_about(wish: str) -> str | None:
    """The page that tells in general how the wish is fulfilled; where a parcel is, no page knows."""
    if wish not in HELP_PAGES or wish in _OF_ONES_OWN | _WHERE_IT_IS:
        return None
    return HELP_PAGES[wish][0]


def page_of_how(wish: str, text: str) -> str | None:
    """ "How do I get a refund?", but not "how do I send it back?": there a certain thing is meant."""
    words = plain_words(text)
    if wish not in HELP_PAGES or wish in _OF_ONES_OWN:
        return None
    if not _HOW.search(words) or _OF_A_CERTAIN_ONE.search(words):
        return None
    return HELP_PAGES[wish][0]

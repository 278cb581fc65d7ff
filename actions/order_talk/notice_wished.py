"""What somebody who wants to be told later wants to be told. Plain rules."""

from __future__ import annotations

import re
from enum import StrEnum


class Wish(StrEnum):
    """What a customer wants to be told; kept in the slot `wants_notice` until the order is known."""

    SHIPPED = "shipped"
    ARRIVED = "arrived"
    REFUNDED = "refunded"
    PAID = "paid"
    """ "When it's paid": a refund, or what else of an order waits for money."""

    ANYTHING = "anything"


_WORDS_OF = (
    (Wish.REFUNDED, re.compile(r"refund|money|paid back|pay me back", re.IGNORECASE)),
    (Wish.PAID, re.compile(r"\b(?:pay|pays|paid)\b", re.IGNORECASE)),
    (Wish.ARRIVED, re.compile(r"arriv|deliver|\b(?:come|comes|here|door|home)\b", re.IGNORECASE)),
    (
        Wish.SHIPPED,
        re.compile(r"ship|\b(?:sent|send|leaves?|left|way|out|going|gone)\b|dispatch", re.IGNORECASE),
    ),
)


OF_MONEY = frozenset({Wish.REFUNDED, Wish.PAID})


def wish_in(text: str) -> Wish:
    """What somebody who wants to be told wants to be told."""
    return next((wish for wish, words in _WORDS_OF if words.search(text)), Wish.ANYTHING)

"""An order told apart by how far it is: "the one that hasn't left yet", "the order I got last week".

Plain rules. Words that ask how far an order is tell none apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from actions.orders.lifecycle import BEFORE_SHIPPING, UNDERWAY, UNPAID
from actions.orders.order import Order, OrderState, ParcelState
from actions.orders.weighing.case import COMING_BACK

_OF_THE_ONE = re.compile(
    r"\b(?:the|my|that|and) (?:\w+ ){0,4}?\w+ (?:from \w+ \w+ )?(?:that|which|i) (?P<how>.+)"
    r"|\b(?:the|my) (?P<what>\w+) (?:one|order|purchase)\b"
)
_ONE_ALONE = re.compile(
    r"(?:and |but |no |ok |so |yes |what about |how about |i mean |i meant |it is |its )*(?:the|my) "
    r"(?:(?:\w+ ){0,2}?(?:one|order|purchase)(?: from \w+ \w+)?(?: that| which| i) (?P<how>.+)"
    r"|(?P<what>\w+) (?:one|order|purchase))"
)
_OF_ALL = re.compile(
    r"\b(?:which|what|any) (?:\w+ )?(?:(?:of|from|with|are|is) )?(?:the |my )?(?:orders?|purchases?|ones)\b"
    r"(?: of mine)? (?P<how>.+)|\b(?P<what>open) (?:orders|purchases)\b"
)
_RETURNS = re.compile(
    r"\b(?:which|what|any|how many) (?:of my )?(?:returns\b|return (?:is|was|have|did)\b)"
    r"(?:.*\b(?:open|running|started|going on|under ?way|active)\b| (?:do i have|have i got)(?: now| left)?$)"
)
""" "Which returns have I got running?": all that comes back, and no order by itself."""

_AUX = (
    r"(?:(?:i|we|you|has|have|had|is|are|was|were|did|do|does|s|ve|still|already|just|now|yet|been|finally"
    r"|only|even) )*"
)
_NOT = rf"{_AUX}(?:not|never) {_AUX}(?:got |be )?"
_LEFT = r"(?:left|leave|shipped|ship|sent|send|dispatched|dispatch|gone out|go out)\b(?! back)"
_CAME = r"(?:arrived?|come|came|here|there|delivered|received?|got|gotten)\b"


def in_state_named(words: str, orders: Sequence[Order]) -> list[Order] | None:
    """Those that are as far as the words say of the one that is meant; None where they say nothing of it."""
    state = state_named(words)
    return None if state is None else [order for order in orders if _STATES[state][1](order)]


def state_named(words: str) -> str | None:
    """One of `states_of`, of the order that the words speak of."""
    found = _OF_THE_ONE.search(_plain(words))
    return _state((found["how"] or found["what"]) if found else "")


def all_in_state(words: str, orders: Sequence[Order]) -> list[Order] | None:
    """ "Which of my orders is still open?": all that are so; None where the words say nothing of it."""
    if asks_for_returns(words):
        return [order for order in orders if comes_back(order)]
    found = _OF_ALL.search(_plain(words))
    state = _state((found["how"] or found["what"]) if found else "")
    return None if state is None else [order for order in orders if _STATES[state][1](order)]


def asks_for_returns(words: str) -> bool:
    return _RETURNS.search(_plain(words)) is not None


def names_by_state(text: str) -> bool:
    """Whether it says no more than which order is meant, by how far that is: "the delivered one"."""
    found = _ONE_ALONE.fullmatch(_plain(text))
    return _state((found["how"] or found["what"]) if found else "") is not None


def states_of(order: Order) -> list[str]:
    """How far it is, in all ways in which customers say so."""
    return [state for state, (_, fits) in _STATES.items() if fits(order)]


def is_there(order: Order) -> bool:
    """Whether the customer has something of it, and nothing of it comes back."""
    has_come = any(parcel.state is ParcelState.DELIVERED for parcel in order.parcels)
    return has_come and order.state in UNDERWAY | {OrderState.DELIVERED}


def is_open(order: Order) -> bool:
    """Whether something of it is still to come."""
    return order.state in BEFORE_SHIPPING | UNDERWAY


def is_late(order: Order) -> bool:
    return order.state is OrderState.LATE or any(one.state is ParcelState.LATE for one in order.parcels)


def has_not_left(order: Order) -> bool:
    return order.state in BEFORE_SHIPPING


def waits_for_money(order: Order) -> bool:
    return order.state in UNPAID


def comes_back(order: Order) -> bool:
    is_started = order.return_trip is not None and order.state is OrderState.DELIVERED
    return is_started or order.state in COMING_BACK or order.exchange is not None


def is_cancelled(order: Order) -> bool:
    return order.state is OrderState.CANCELLED or order.cancellation is not None


def has_paid_back(order: Order) -> bool:
    return order.refund is not None and order.refund.paid_on is not None


def _plain(text: str) -> str:
    words = re.sub(r"\b(do|does|did|is|are|was|were|has|have|had)n['’]?t\b", r"\1 not", text.casefold())
    return " ".join(re.sub(r"[^\w\s]", " ", words).split())


def _sign(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}\b")


def _state(said: str) -> str | None:
    return next((state for state, (sign, _) in _STATES.items() if sign.match(said)), None)


_STATES: Mapping[str, tuple[re.Pattern[str], Callable[[Order], bool]]] = {
    "not left": (
        _sign(rf"{_NOT}{_LEFT}|unshipped|{_AUX}(?:with you|being packed|waiting to be)"),
        has_not_left,
    ),
    "not paid": (_sign(rf"{_NOT}(?:paid|pay)|unpaid|{_AUX}(?:waiting for payment|failed)"), waits_for_money),
    "to come": (_sign(rf"{_NOT}{_CAME}|{_AUX}(?:open|outstanding|to come)"), is_open),
    "late": (_sign(rf"{_AUX}(?:so |very )?(?:late|delayed|overdue)"), is_late),
    "cancelled": (_sign(rf"{_AUX}(?:got )?cancell?ed"), is_cancelled),
    "refunded": (_sign(rf"{_AUX}(?:got )?refunded"), has_paid_back),
    "sent back": (_sign(rf"{_AUX}(?:returned|sent back|gave back|sending back|exchanged)"), comes_back),
    "on its way": (
        _sign(rf"{_AUX}(?:{_LEFT}|on (?:its|their|the) way|out for delivery|underway|in transit)"),
        lambda order: order.state in UNDERWAY,
    ),
    "here": (_sign(rf"{_AUX}{_CAME}"), is_there),
}

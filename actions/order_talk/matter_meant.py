"""What is meant by a wish, once it is known which order it is about, and how far that order is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from actions.order_talk.first_words import without_proof
from actions.order_talk.haste import wants_delivery_back
from actions.order_talk.items_named import named_items, pieces_named
from actions.order_talk.matters import Matter
from actions.order_talk.missing import INSIDE, missing_in
from actions.order_talk.own_words import is_question
from actions.order_talk.reasons import matter_of_reason, reason_told
from actions.order_talk.wanted import wanted_in
from actions.orders.lifecycle import BEFORE_SHIPPING
from actions.orders.order import Order, OrderState, ReturnReason

_TAKES_OUT = re.compile(
    r"\b(?:remove\w*|take|drop|without|less|fewer|cancel\w*|out|off|delete|only|just|not|dont)\b|n['’]t\b",
    re.IGNORECASE,
)
_NOT_THERE = re.compile(
    r"\b(?:missing|never|not|lost|stolen|gone|nowhere|without|only|short|empty|less)\b|n['’]?t\b",
    re.IGNORECASE,
)
_HAS_NOT_COME = re.compile(
    r"(?:\b(?:never|not|nothing|nowhere)|n['’]?t)\b.*\b(?:here|come|came|arrived?|received|shown|turned|there)\b"
    r"(?!.*\b(?:earlier|sooner|before|faster|in time|on time|until|till)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_BROKE = re.compile(
    r"\b(?:brok\w+|damag\w+|scratch\w+|dent\w+|ruin\w+|smash\w+|hit|wreck\w+|knocked over"
    r"|(?:drove|crashed|backed) (?:over|into)) (?:my|our) "
    r"(?!(?:orders?|parcels?|packages?|box|items?|things?|stuff|goods)\b)\w+",
    re.IGNORECASE,
)
_OWN_MISTAKE = re.compile(
    r"\bi (?:\w+ ){0,2}(?:ordered|chose|picked|selected|bought|took|clicked) (?:the |a )?wrong\b",
    re.IGNORECASE,
)
_ORDERED_OTHERWISE = re.compile(r"\bi (?:have )?(?:only|just) (?:ordered|bought|paid for)\b", re.IGNORECASE)
_CAME_OTHERWISE = re.compile(
    r"\b(?:got|received|(?:was|were|you|been) sent|came|contains?|there (?:is|are|was|were)) .*"
    r"\b(?:should (?:be|have been)|instead of|supposed to be|i (?:had )?ordered)\b",
    re.IGNORECASE,
)
"""Where that is said, the shop sent something else, and nobody has to pay the way of an exchange."""
_COSTS_BACK = re.compile(r"\b(?:shipping|delivery|postage|costs?|fees?)\b.*\bback\b", re.IGNORECASE)
_MONEY_BACK = re.compile(r"\b(?:money|price)\b.*\bback\b", re.IGNORECASE)
_CANCELS_ALL = re.compile(
    r"\bcancel\w*(?:\W+(?:my|the|this|that|whole|entire|complete|of|it|all))*\W+(?:order|everything)\b"
    r"(?!.*\b(?:only|just|except|keep|but)\b)",
    re.IGNORECASE,
)
_A_WHOLE_ORDER = re.compile(r"\b(?:order|parcel|package)\b", re.IGNORECASE)
_OF_THE_ORDER = re.compile(r"\b(?:from|of|in|off|out of) (?:my|the|this|that) order\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Said:
    """The words of a wish, and what they are about; `named` are the items spoken of."""

    text: str
    order: Order
    named: Sequence[str] = ()

    @cached_property
    def words(self) -> str:
        """Without the order's number, what proves it, and "from my order"."""
        return _OF_THE_ORDER.sub(" ", without_proof(self.text, self.order))

    @property
    def sentences(self) -> Sequence[str]:
        return _SENTENCE.findall(self.text)

    @property
    def has_left(self) -> bool:
        return self.order.state not in BEFORE_SHIPPING

    @property
    def is_delivered_in_order(self) -> bool:
        return self.order.state is OrderState.DELIVERED and not self.order.reports


def _breaks_other_things(said: _Said) -> bool:
    return _BROKE.search(said.text) is not None and not named_items(said.text, said.order.items)


def _is_soaked(said: _Said) -> bool:
    return not _NOT_THERE.search(said.words) and reason_told(said.words) is ReturnReason.DAMAGED


def _came_otherwise(said: _Said) -> bool:
    return said.has_left and _CAME_OTHERWISE.search(said.words) is not None


def _ordered_otherwise(said: _Said) -> bool:
    return said.has_left and _ORDERED_OTHERWISE.search(said.words) is not None


def _wants_others(said: _Said) -> bool:
    return bool(wanted_in(said.words)) and not _TAKES_OUT.search(said.words)


def _is_of_items(said: _Said) -> bool:
    if _CANCELS_ALL.search(said.text) or _A_WHOLE_ORDER.search(said.words):
        return False
    pieces = pieces_named(said.words, said.order.items)
    everything = {str(item.line): item.quantity for item in said.order.items}
    return pieces != everything if pieces else bool(said.named)


def _reports_damage(said: _Said) -> bool:
    return matter_of_reason(said.words) is Matter.DAMAGED


def _reports_wrong_item(said: _Said) -> bool:
    return matter_of_reason(said.words) is Matter.WRONG


def _is_delivered_and_damaged(said: _Said) -> bool:
    return said.is_delivered_in_order and _reports_damage(said)


def _is_delivered_and_wrong(said: _Said) -> bool:
    return said.is_delivered_in_order and _reports_wrong_item(said)


def _own_mistake(said: _Said) -> bool:
    return _OWN_MISTAKE.search(said.words) is not None


def _costs_back(said: _Said) -> bool:
    """Money for what can be sent back comes with its return."""
    is_of_money = not said.is_delivered_in_order and _MONEY_BACK.search(said.words) is not None
    return is_of_money or _COSTS_BACK.search(said.words) is not None


def _delivery_back(said: _Said) -> bool:
    return wants_delivery_back(said.text)


def _waits_for_other_part(said: _Said) -> bool:
    is_in_parts = said.order.state is OrderState.PARTLY_SHIPPED
    return is_in_parts and missing_in(without_proof(said.text, said.order), said.order) == {INSIDE: True}


def _has_not_come(said: _Said) -> bool:
    return said.is_delivered_in_order and any(map(_HAS_NOT_COME.search, said.sentences))


def _has_not_come_for_sure(said: _Said) -> bool:
    """Told, and not asked: "has it not arrived yet?" wants to know where it is."""
    told = (one for one in said.sentences if not is_question(one))
    return said.is_delivered_in_order and any(map(_HAS_NOT_COME.search, told))


_Rules = Sequence[tuple[frozenset[Matter], Callable[[_Said], bool], Matter]]
"""What was heard, what its words must say, and what is meant then; the first that holds counts."""
_OF_CHANGES: _Rules = (
    (frozenset({Matter.COMPLAINT, Matter.DAMAGED}), _breaks_other_things, Matter.COMPLAINT),
    (frozenset({Matter.COMPLAINT}), _reports_damage, Matter.DAMAGED),
    (frozenset({Matter.COMPLAINT}), _reports_wrong_item, Matter.WRONG),
    (frozenset({Matter.MISSING}), _is_soaked, Matter.DAMAGED),
    (frozenset({Matter.REFUND}), _is_delivered_and_damaged, Matter.DAMAGED),
    (frozenset({Matter.REFUND}), _is_delivered_and_wrong, Matter.WRONG),
    (frozenset({Matter.ITEMS, Matter.WRONG}), _own_mistake, Matter.EXCHANGE),
    (frozenset({Matter.EXCHANGE, Matter.ITEMS}), _came_otherwise, Matter.WRONG),
    (frozenset({Matter.ITEMS}), _ordered_otherwise, Matter.WRONG),
    (frozenset({Matter.ITEMS}), _wants_others, Matter.EXCHANGE),
    (frozenset({Matter.RETURN}), _costs_back, Matter.REFUND),
    (frozenset({Matter.CANCEL}), _is_of_items, Matter.ITEMS),
)
_WHERE_IT_IS = frozenset({Matter.STATUS, Matter.ARRIVAL, Matter.PARCELS})
_OF_WAITING: _Rules = (
    (frozenset({Matter.REFUND}), _delivery_back, Matter.LATENESS),
    (frozenset({Matter.MISSING}), _waits_for_other_part, Matter.PARCELS),
    (_WHERE_IT_IS, _has_not_come_for_sure, Matter.MISSING),
    (frozenset({Matter.LATENESS}), _has_not_come, Matter.MISSING),
)


def matter_meant(matter: Matter, order: Order, text: str, named: Sequence[str] = ()) -> Matter:
    """What is meant by what was heard, now that the order is known; `named` are the items spoken of.

    "Cancel the beanie" takes one item off an order of several, and cancels nothing else. "Change the boots to
    size 42" wants other ones in their place, and so does "I ordered the wrong colour". Who is angry that it
    came broken, or tells of a soaked box, reports that; of a fence that the driver broke it is a complaint.
    """
    return _first(_OF_CHANGES, matter, _Said(text, order, named))


def matter_of_waiting(matter: Matter, order: Order, text: str) -> Matter:
    """What is meant by who waits for a parcel, now that it is known how far the order is.

    "I only got half of it", of an order whose other part has not left, asks for its parcels; "it hasn't
    come", of one that is said to be delivered, is a report. "The delivery costs back" asks what a delay is
    worth, and not for all of the money.
    """
    return _first(_OF_WAITING, matter, _Said(text, order))


def _first(rules: _Rules, matter: Matter, said: _Said) -> Matter:
    meant = (meant for heard, says, meant in rules if matter in heard and says(said))
    return next(meant, matter)

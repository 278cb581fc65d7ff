"""What is understood, and still can't be taken: a postcode of another country, the colour one has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.order_talk.addresses import looks_foreign
from actions.order_talk.details import Detail, Details
from actions.order_talk.items_named import items_called
from actions.order_talk.matters import Matter
from actions.order_talk.wanted import has_already
from actions.orders import plain_words
from actions.orders.order import Item, Order, ReturnReason
from actions.orders.order_questions import country_name
from actions.orders.weighing.pieces import still_there

_OF_ITS_ITEMS = frozenset({Matter.ITEMS, Matter.RETURN, Matter.EXCHANGE, Matter.DAMAGED, Matter.MISSING})
"""In which the item that is named has to be in the order; a wrong one is not."""

_OUR_FAULT = frozenset({ReturnReason.DAMAGED, ReturnReason.WRONG_ITEM})


@dataclass(frozen=True, slots=True)
class Objection:
    """Which detail it is about, and why, in three wordings; the question for it follows."""

    detail: Detail
    wordings: tuple[str, str, str]


def objection_to(
    matter: Matter, order: Order, details: Details, named: Sequence[str] = ()
) -> Objection | None:
    """`named`: the items that the message speaks of, by the shop's names."""
    if matter in _OF_ITS_ITEMS and "items" not in details and order.items:
        strange = [name for name in named if not items_called(name, order.items)]
        if strange:
            holds = plain_words.items([(item, item.quantity) for item in order.items])
            return _objection(Detail.ITEMS, _NOT_IN_IT, name=strange[0], number=order.number, holds=holds)
    if matter is Matter.ADDRESS:
        return _foreign_postcode(order, details)
    if matter is Matter.EXCHANGE:
        return _same_as_now(order, details)
    return None


def _foreign_postcode(order: Order, details: Details) -> Objection | None:
    """A postcode of another country, where the customer named none."""
    now, address = order.address, details.get("address")
    if now is None or not address:
        return None
    _, postcode, _, country = address
    if country or "country" in details or not looks_foreign(postcode, now.country):
        return None
    return _objection(Detail.ADDRESS, _FOREIGN, postcode=postcode, country=country_name(now.country))


def _same_as_now(order: Order, details: Details) -> Objection | None:
    """The same again is no exchange, unless what came was broken or wrong."""
    wanted, lines = details.get("wanted"), details.get("items") or {}
    if not wanted or details.get("reason") in _OUR_FAULT:
        return None
    there = [item for item, _ in still_there(order)]
    item = has_already(wanted, [item for item in there if str(item.line) in lines] if lines else there)
    return _objection(Detail.WANTED, _SAME, what=_called(item)) if item else None


def _called(item: Item) -> str:
    return f"{item.name} ({', '.join(filter(None, (item.colour, item.size)))})"


def _objection(detail: Detail, wordings: tuple[str, str, str], **facts: str) -> Objection:
    first, again, brief = (wording.format(**facts) for wording in wordings)
    return Objection(detail, (first, again, brief))


_NOT_IN_IT = (
    "I don't see “{name}” in order {number}; it holds {holds}.",
    "Order {number} has no “{name}”: in it are {holds}.",
    "There is no “{name}” in order {number}, but {holds}. A person can help.",
)
_FOREIGN = (
    "“{postcode}” is no postcode of {country}, and an order can only move within its country.",
    "In {country} no postcode looks like “{postcode}”. To another country this order can't go.",
    "“{postcode}” can't be in {country}, so I can't take that address. A person can help.",
)
_SAME = (
    "That is what you have: {what}. An exchange needs another size, colour or item.",
    "You would get the same again: what you have is {what}. If it is broken, tell me that.",
    "It is {what} already, so nothing would change. A person can help.",
)

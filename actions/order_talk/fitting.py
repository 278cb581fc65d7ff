"""Which of a customer's orders a wish can be about, told by what state they are in. Plain rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from actions.order_talk.facts_asked import Fact, fact_asked
from actions.order_talk.items_named import count_of, is_called, items_called, named_items, names_of
from actions.order_talk.matters import Matter
from actions.order_talk.mentions import Mentions
from actions.order_talk.state_named import (
    comes_back,
    has_not_left,
    has_paid_back,
    is_cancelled,
    is_late,
    is_open,
    is_there,
    waits_for_money,
)
from actions.orders.lifecycle import UNDERWAY
from actions.orders.order import Order, OrderState, ReportKind

_OF_A_RETURN = re.compile(
    r"\b(?:returns?|exchanges?)\b|\b(?:sent|send|posted|mailed|shipped|brought|handed)\b(?: \w+){0,7} back\b",
    re.IGNORECASE,
)
_OF_A_CANCELLATION = re.compile(r"\bcancell?(?:ed|ation)\b", re.IGNORECASE)
_OF_SEVERAL_PARCELS = re.compile(
    r"\b(?:two|both|2|three|3|all|each of) (?:(?:of )?(?:my|the) )?(?:\w+ )?(?:parcels|packages|boxes)\b",
    re.IGNORECASE,
)
_DID_NOT_PAY = re.compile(
    r"\b(?:declined?|refused?|rejected|fail\w*|not go through|(?:did|does|could|would)n['’]?t \w+"
    r"|pay\b.*\bagain|try again)\b",
    re.IGNORECASE,
)
_ONE_IN_VIEW = re.compile(r"\b(?:it|its|this|that|they|them|these|those|same)\b", re.IGNORECASE)


def could_be_meant(
    matter: Matter | None, words: str, mentions: Mentions, orders: Sequence[Order], latest: int
) -> Sequence[Order]:
    """Of those that hold what is named, or came to the sum that is named, the ones that the wish fits.

    Where it fits none of these, all of these; where nothing is named, those that it fits; else all. What the
    `latest` so many of those that it fits, or of all, hold is not looked for in older ones; `orders` has the
    newest first.
    """
    fits = _said_by(matter, words) or _FITS.get(matter or "")
    fitting = [order for order in orders if fits(order)] if fits else []
    named = [_named(matter, words, mentions, some) for some in (fitting[:latest], orders[:latest], orders)]
    both = [[order for order in some if order in fitting] for some in named]
    return next(filter(None, [*both, *named, fitting]), orders)


def _said_by(matter: Matter | None, words: str) -> Callable[[Order], bool] | None:
    """What an order must be, where the words of the wish say more of it than the wish itself."""
    if matter is Matter.STATUS and _OF_A_RETURN.search(words):
        return comes_back
    if matter is Matter.STATUS and _OF_A_CANCELLATION.search(words):
        return is_cancelled
    if matter is Matter.FAILED_PAYMENT and not _DID_NOT_PAY.search(words):
        return waits_for_money
    if matter is Matter.REFUND_PLACE and fact_asked(words) is Fact.LESS_BACK:
        return has_paid_back
    return None


def fitting_instead(matter: Matter, words: str, in_view: Order, orders: Sequence[Order]) -> Order | None:
    """The one order that a question fits, where it is not the one in view: "my card was declined".

    None where the words leave it open, or say that the one in view is meant: "is it late?".
    """
    fits = _told_apart_by(matter, words)
    if fits is None or _ONE_IN_VIEW.search(words) or fits(in_view):
        return None
    fitting = [order for order in orders if fits(order)]
    return fitting[0] if len(fitting) == 1 else None


def of_sum_instead(amounts: Sequence[str], in_view: Order, orders: Sequence[Order]) -> Order | None:
    """The one order that a sum is of, where it is not one of the order in view."""
    found = [] if _of_sum(amounts, [in_view]) else _of_sum(amounts, orders)
    return found[0] if len(found) == 1 else None


def fitting_first(matter: Matter | None, orders: Sequence[Order]) -> list[Sequence[Order]]:
    """Those that have what is asked about, and after them all: "the refund from October"."""
    fits = _has_refund if matter is Matter.REFUND_PLACE else _FITS.get(matter or "")
    fitting = [order for order in orders if fits(order)] if fits else []
    return [orders] if not fitting else [fitting, orders]


def only_holding(items: Sequence[str], orders: Sequence[Order]) -> Order | None:
    """The one order that has one of these items, by the shop's names; None when none or several have."""
    by_name = [order for order in orders if any(is_called(name, order.items) for name in items)]
    holding = by_name or [order for order in orders if holds(order, items)]
    return holding[0] if len(holding) == 1 else None


def holds(order: Order, items: Sequence[str]) -> bool:
    return any(items_called(name, order.items) for name in items)


def holds_so_many(order: Order, words: str) -> bool:
    """Whether it has an item that the words name, and as many pieces of it as they say, if they do."""
    named = [item for item in order.items if items_called(words, [item])]
    return any(count_of(words, names_of(item)) in {None, item.quantity} for item in named)


def _named(matter: Matter | None, words: str, mentions: Mentions, orders: Sequence[Order]) -> Sequence[Order]:
    """A street of a new address may be called like an item, so only what is surely one counts beside it."""
    named = " ".join(mentions.items) if matter is Matter.ADDRESS else words
    items = named_items(named, [item for order in orders for item in order.items])
    holding = [order for order in orders if any(item in items for item in order.items)]
    return _of_sum(mentions.amounts, orders) or holding


def _of_sum(amounts: Sequence[str], orders: Sequence[Order]) -> list[Order]:
    cents = {round(Decimal(amount) * 100) for amount in amounts}
    return [order for order in orders if cents & _sums(order)]


def _sums(order: Order) -> set[int]:
    """In cents: what stands on a statement, and what its items cost."""
    return {order.total, *(one.amount for one in order.charges), *(item.price for item in order.items)}


def holding_instead(
    matter: Matter, words: str, items: Sequence[str], in_view: Order, orders: Sequence[Order]
) -> Order | None:
    """The one order with what is named that the wish fits, where the one in view does not fit or lacks it."""
    fits = _said_by(matter, words) or _FITS.get(matter)
    if fits is None or (fits(in_view) and holds(in_view, items)):
        return None
    for fit in (fits, _has_refund) if matter is Matter.REFUND_PLACE else (fits,):
        fitting = [order for order in orders if fit(order) and holds(order, items)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None


def _told_apart_by(matter: Matter, words: str) -> Callable[[Order], bool] | None:
    """What an order must be for the question, as far as its words say so themselves."""
    if matter in {Matter.STATUS, Matter.PARCELS, Matter.ARRIVAL} and _OF_SEVERAL_PARCELS.search(words):
        return lambda order: len(order.parcels) > 1 and is_open(order)
    if matter is Matter.STATUS and _OF_A_RETURN.search(words):
        return comes_back
    if matter is Matter.FAILED_PAYMENT:
        return _FITS[matter] if _DID_NOT_PAY.search(words) else None
    return {Matter.LATENESS: is_late, Matter.REFUND_PLACE: _has_refund}.get(matter)


def _has_left(order: Order) -> bool:
    return order.state in UNDERWAY | {OrderState.DELIVERED}


def _has_refund(order: Order) -> bool:
    """One is paid, promised, or asked for."""
    return order.refund is not None or any(one.kind is ReportKind.REFUND for one in order.reports)


def _pays_back(order: Order) -> bool:
    return order.refund is not None and order.refund.paid_on is None


_FITS: Mapping[Matter, Callable[[Order], bool]] = {
    Matter.STATUS: is_open,
    Matter.PARCELS: is_open,
    Matter.ARRIVAL: is_open,
    Matter.LATENESS: is_open,
    Matter.FAILED_PAYMENT: lambda order: order.state is OrderState.PAYMENT_FAILED,
    Matter.REFUND_PLACE: _pays_back,
    Matter.CANCEL: has_not_left,
    Matter.ADDRESS: has_not_left,
    Matter.ITEMS: has_not_left,
    Matter.MISSING: _has_left,
    Matter.RETURN: is_there,
    Matter.EXCHANGE: is_there,
    Matter.DAMAGED: is_there,
    Matter.WRONG: is_there,
}

"""An item that goes back locks nothing: the other items of the order can still follow it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from actions.orders.applying import applied
from actions.orders.changes import Change, Problem, ReportProblem, StartExchange, StartReturn
from actions.orders.order import Order, OrderState, PackedItem, ReturnReason
from actions.orders.terms import OrderTerms
from actions.orders.weighing import Possible, Refused, weigh
from actions.orders.weighing.case import Case
from tests.actions.orders.every_case import ORDERS
from tests.actions.orders.sample_orders import days
from tests.actions.orders.sample_terms import NOW, STRICT, TERMS

DELIVERED = ORDERS[OrderState.DELIVERED]  # a trainer, and two pairs of socks
OTHER = ReturnReason.OTHER


def after(order: Order, change: Change, terms: OrderTerms = TERMS) -> Order:
    assert isinstance(weigh(order, change, terms, NOW, NOW.tzinfo), Possible)
    return applied(Case(order, terms, NOW, NOW.tzinfo), change)


def answer(order: Order, change: Change, terms: OrderTerms = TERMS) -> Possible | Refused:
    return weigh(order, change, terms, NOW, NOW.tzinfo)


def back(quantities: Mapping[int, int], reason: ReturnReason = OTHER) -> StartReturn:
    return StartReturn(quantities, reason)


def test_a_second_item_goes_into_the_same_return() -> None:
    first = after(DELIVERED, back({1: 1}))
    added = answer(first, back({2: 1}))

    assert "add 1 of 2 × Burr merino socks (moss) to the return that is started" in added.sentence
    assert "€18.00 goes back" in added.sentence
    both = after(first, back({2: 1}))
    assert both.state is OrderState.RETURN_ON_THE_WAY
    assert both.return_trip.items == (PackedItem(1, 1), PackedItem(2, 1))
    assert both.refund.amount == first.refund.amount + 1800


def test_what_comes_back_in_two_steps_pays_what_one_step_pays() -> None:
    order = replace(DELIVERED, total=13990)
    in_two = after(after(order, back({1: 1})), back({2: 2}))

    assert in_two.refund == after(order, back({})).refund


def test_the_label_is_paid_once() -> None:
    first = after(DELIVERED, back({1: 1}), STRICT)
    added = answer(first, back({2: 1}), STRICT)

    assert added.cost == 0
    assert "€18.00 goes back" in added.sentence


def test_the_rest_can_be_exchanged_or_reported() -> None:
    first = after(DELIVERED, back({1: 1}))

    assert isinstance(answer(first, StartExchange({2: 1}, OTHER, "oat")), Possible)
    assert isinstance(answer(first, ReportProblem(Problem.DAMAGED, quantities={2: 1}, note="torn")), Possible)


@pytest.mark.parametrize("change", [back({1: 1}), StartExchange({1: 1}, OTHER, "size 43")])
def test_what_is_in_the_return_is_said_to_be(change: Change) -> None:
    refusal = answer(after(DELIVERED, back({1: 1})), change)

    assert "Quay trainer (chalk) of order 20001 is coming back to us already" in refusal.wordings[0]
    assert "2 × Burr merino socks" in refusal.wordings[0]


def test_of_a_whole_return_nothing_is_left() -> None:
    refusal = answer(after(DELIVERED, back({})), back({2: 1}))

    assert "nothing of it is left to send back" in refusal.wordings[0]


def test_once_the_carrier_has_the_parcel_a_person_sends_the_second_label() -> None:
    first = after(DELIVERED, back({1: 1}))
    handed_in = replace(first, return_trip=replace(first.return_trip, tracking_number="NP1"))

    assert "a person sends you that" in answer(handed_in, back({2: 1})).wordings[0]


def test_after_the_last_day_nothing_is_added() -> None:
    first = after(DELIVERED, back({1: 1}))
    parcels = tuple(
        replace(one, delivered_at=one.delivered_at - days(31), shipped_at=one.shipped_at - days(31))
        for one in first.parcels
    )

    assert isinstance(answer(replace(first, parcels=parcels), back({2: 1})), Refused)

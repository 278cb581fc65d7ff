"""What is told of a parcel's carrier, of sums and of reckoned days, in every state of an order."""

from dataclasses import replace
from datetime import UTC

import pytest

from actions.orders.order import (
    Charge,
    ChargeState,
    Exchange,
    Invoice,
    ParcelState,
    PaymentMethod,
    ReturnReason,
)
from actions.orders.order import OrderState as S
from actions.orders.order_questions import changing, nobody_in, packing, papers, reckoned, sums
from actions.orders.wordings.telling import Telling
from tests.actions.orders.every_case import HOME, ORDERS
from tests.actions.orders.sample_orders import TODAY, a_parcel, at, days
from tests.actions.orders.sample_terms import STRICT, TERMS

BOUGHT = ORDERS[S.PAID].items
NOBODY_IN = (
    nobody_in.nobody_home,
    nobody_in.elsewhere,
    nobody_in.another_day,
    nobody_in.collected,
    nobody_in.taken_in,
    nobody_in.on_the_page,
)


@pytest.mark.parametrize("state", list(S))
def test_each_fact_is_said_in_three_ways_or_not_known(state):
    order = replace(ORDERS[state], address=HOME)
    answers = [
        packing.carried_by(order, TODAY, UTC),
        packing.together(order, (), TODAY, UTC),
        packing.together(order, BOUGHT[:1], TODAY, UTC),
        packing.how_many(order, ()),
        sums.left_to_pay(order, TODAY, UTC),
        sums.total_of(order, TODAY, UTC),
        sums.price_of(order, BOUGHT, TODAY, UTC),
        reckoned.new_one_arrives(order, TERMS, TODAY, UTC),
        reckoned.arrives_when_paid(order, TERMS, TODAY, UTC),
        *(fact(Telling(order, TODAY, UTC), TERMS) for fact in NOBODY_IN),
    ]
    assert all(len(set(answer.wordings)) == 3 for answer in answers if answer)


def test_a_carrier_is_named_with_its_link_once_the_parcel_has_left():
    parcel = a_parcel(
        carrier="Bluewing", tracking_number="BW1", tracking_link="https://track.example.org/BW1"
    )
    said = packing.carried_by(replace(ORDERS[S.SHIPPED], parcels=(parcel,)), TODAY, UTC)
    assert "travels with Bluewing" in said.wordings[0]
    assert "https://track.example.org/BW1" in said.wordings[0]
    assert "known when it leaves us" in packing.carried_by(ORDERS[S.PACKED], TODAY, UTC).wordings[0]


def test_what_is_left_to_pay_is_nothing_of_what_was_charged_and_all_of_what_was_not():
    taken = Charge(at(TODAY), 13500, ChargeState.TAKEN, "SHOP")
    paid = replace(ORDERS[S.PAID], charges=(taken,), payment_method=PaymentMethod.CARD)
    by_invoice = replace(ORDERS[S.SHIPPED], charges=(), payment_method=PaymentMethod.INVOICE)
    assert "Nothing more: €135.00" in sums.left_to_pay(paid, TODAY, UTC).wordings[0]
    assert "€135.00 in all" in sums.left_to_pay(by_invoice, TODAY, UTC).wordings[0]
    assert "€135.00 for order" in sums.left_to_pay(ORDERS[S.PLACED], TODAY, UTC).wordings[0]
    assert "Nothing:" in sums.left_to_pay(ORDERS[S.CANCELLED], TODAY, UTC).wordings[0]


def test_the_days_of_an_exchange_are_fewer_once_the_old_one_is_here():
    exchange = Exchange(at(TODAY), (), "43", ReturnReason.DOES_NOT_FIT, send_by=TODAY + days(14))
    waiting = replace(ORDERS[S.DELIVERED], address=HOME, exchange=exchange)
    received = replace(waiting, exchange=replace(exchange, received_at=at(TODAY)))
    assert "If you hand the old one in today" in _new_one(waiting)
    assert "leaves us now" in _new_one(received)
    assert "is on its way" in _new_one(replace(waiting, exchange=replace(exchange, sent_on=TODAY)))


def test_a_neighbour_may_have_it_until_the_evening_before_it_comes():
    tomorrow = a_parcel(expected_on=TODAY + days(1))
    out = a_parcel(state=ParcelState.OUT_FOR_DELIVERY, expected_on=TODAY)
    on_its_way, today = (replace(ORDERS[S.SHIPPED], parcels=(parcel,)) for parcel in (tomorrow, out))
    assert _elsewhere(on_its_way).startswith("Yes")
    assert "probably too late" in _elsewhere(today)
    assert "As soon as" in _elsewhere(ORDERS[S.PACKED])
    assert "on its way to you" in _elsewhere(ORDERS[S.CANCELLED])


def test_each_of_several_orders_tells_its_invoice_or_that_there_is_none_yet():
    written = replace(ORDERS[S.SHIPPED], invoice=Invoice("HP-1", TODAY, "https://invoices.example.org/HP-1"))
    lines = papers.invoices_of([written, ORDERS[S.PAID]]).splitlines()
    assert lines[0].endswith("HP-1, https://invoices.example.org/HP-1")
    assert lines[1].endswith("no invoice yet")


def _new_one(order):
    return reckoned.new_one_arrives(order, TERMS, TODAY, UTC).wordings[0]


def test_money_that_came_back_is_compared_with_what_the_order_came_to():
    refunded = ORDERS[S.REFUNDED]
    goods = sum(item.price * item.quantity for item in refunded.items)
    assert sums.how_much_came_back(ORDERS[S.DELIVERED], TODAY, UTC) is None

    def told(total, amount):
        order = replace(refunded, total=total, refund=replace(refunded.refund, amount=amount))
        return sums.how_much_came_back(order, TODAY, UTC).wordings

    assert "all that it came to" in told(goods, goods)[0]
    assert "The €4.90 between is for delivery" in told(goods + 490, goods)[0]
    assert "a person can tell you what the €5.00 between is" in told(goods, goods - 500)[0]
    assert len(set(told(goods, goods))) == 3


def _elsewhere(order):
    return nobody_in.elsewhere(Telling(order, TODAY, UTC), TERMS).wordings[0]


def test_what_cancelling_costs_is_what_the_shop_keeps_when_it_is_done():
    telling = Telling(ORDERS[S.PAID], TODAY, UTC)

    free, fee = (changing.cost_of_cancelling(telling, terms) for terms in (TERMS, STRICT))

    assert "This costs nothing." in free.wordings[0]
    assert "This costs €5.00, which we keep" in fee.wordings[0]
    assert "€130.00 goes back" in fee.wordings[0]

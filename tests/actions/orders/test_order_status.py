"""What is said of an order is true on the day it is said, said three ways, and leads on."""

import re
from dataclasses import replace
from datetime import date, timezone

import pytest

from actions.orders.demo_orders import demo_orders
from actions.orders.next_steps import MOST, NextStep
from actions.orders.order import (
    Cancellation,
    CancelReason,
    Exchange,
    Order,
    OrderState,
    PackedItem,
    Parcel,
    ParcelState,
    PaymentMethod,
    Refund,
    Report,
    ReportKind,
    Return,
    ReturnReason,
)
from actions.orders.order_status import status_of
from tests.actions.orders.sample_orders import TODAY, a_parcel, an_order, at, days

BARE_ORDERS = [
    an_order(state=state, items=(), parcels=parcels)
    for state in OrderState
    for parcels in ((), (Parcel(1, ParcelState.SHIPPED, ()),))
]
"""As little as a back end can know of an order, in each state."""


def said(order: Order, today: date = TODAY) -> str:
    return status_of(order, today).wordings[0]


@pytest.mark.parametrize("order", [*demo_orders(TODAY), *BARE_ORDERS], ids=lambda o: f"{o.number}-{o.state}")
def test_every_order_has_three_different_wordings_and_somewhere_to_go(order: Order) -> None:
    status = status_of(order, TODAY)

    assert len(set(status.wordings)) == 3
    for wording in status.wordings:
        assert order.number in wording or wording.startswith("You ordered ")
        assert re.search(r"None|\s\s|\.\.|[{}]|\bat \.|^\s|\s$| [.,;:]", wording) is None, wording
        assert wording.endswith((".", order.parcels[-1].tracking_link or "." if order.parcels else "."))
    assert 2 <= len(status.next_steps) <= MOST
    assert len(set(status.next_steps)) == len(status.next_steps)
    assert NextStep.TALK_TO_PERSON in status.next_steps


@pytest.mark.parametrize("order", demo_orders(TODAY), ids=lambda order: f"{order.number}-{order.state}")
def test_nothing_private_is_said(order: Order) -> None:
    for wording in status_of(order, TODAY).wordings:
        assert order.email not in wording
        assert order.name not in wording


def test_an_order_that_waits_for_money_says_until_when() -> None:
    order = an_order(
        state=OrderState.PLACED, payment_method=PaymentMethod.BANK_TRANSFER, pay_by=TODAY + days(4)
    )

    assert "your bank transfer" in said(order)
    assert "until Tuesday 24 November" in said(order)


def test_a_failed_payment_says_why_and_that_nothing_was_charged() -> None:
    order = an_order(state=OrderState.PAYMENT_FAILED, payment_problem="the card has expired")

    assert "the card has expired" in said(order)
    assert "Nothing was charged" in said(order)
    assert status_of(order, TODAY).next_steps[0] is NextStep.PAYMENT_HELP


@pytest.mark.parametrize("state", [OrderState.PAID, OrderState.PACKED])
def test_an_order_in_the_shop_says_when_it_leaves(state: OrderState) -> None:
    order = an_order(state=state, ships_by=TODAY + days(1))

    assert "It leaves us tomorrow." in said(order)
    assert "should have left us yesterday" in said(order, TODAY + days(2))


def test_a_shipped_order_says_carrier_day_and_tracking() -> None:
    text = said(_shipped())

    assert "with Nordpost" in text
    assert "arrive tomorrow" in text
    assert "NP123" in text
    assert "https://track.example.org/nordpost/NP123" in text


def test_more_detail_says_what_was_ordered_and_when_it_left() -> None:
    detail = status_of(_shipped(), TODAY).wordings[1]

    assert "Quay trainer (chalk) and 2 × Burr merino socks (moss)" in detail
    assert "€135.00" in detail
    assert "on Wednesday 18 November" in detail


def test_the_last_wording_offers_a_person() -> None:
    assert "a person from our team" in status_of(_shipped(), TODAY).wordings[2]


def test_a_shipped_order_is_late_as_soon_as_its_day_has_passed() -> None:
    on_time, late = status_of(_shipped(), TODAY + days(1)), status_of(_shipped(), TODAY + days(2))

    assert on_time.standing is OrderState.SHIPPED
    assert late.standing is OrderState.LATE
    assert "is late" in late.wordings[0]
    assert "expected yesterday" in late.wordings[0]
    assert "no new day yet" in late.wordings[0]
    assert late.next_steps[0] is NextStep.TALK_TO_PERSON


def test_an_order_out_for_delivery_that_did_not_come_is_late() -> None:
    parcel = a_parcel(state=ParcelState.OUT_FOR_DELIVERY, expected_on=TODAY)
    order = an_order(state=OrderState.OUT_FOR_DELIVERY, parcels=(parcel,))

    assert "out for delivery" in said(order)
    assert "arrive today" in said(order)
    assert status_of(order, TODAY + days(1)).standing is OrderState.LATE


def test_a_late_order_says_why_since_when_and_until_when() -> None:
    order = _late(delayed_from=TODAY - days(2), expected_on=TODAY + days(3))

    assert "The reason that Nordpost gives: a lorry broke down." in said(order)
    assert "expected on Wednesday 18 November; the new day is Monday 23 November" in said(order)


def test_a_late_order_without_a_new_day_says_so() -> None:
    for order in (_late(delayed_from=TODAY - days(2), expected_on=None), _late(expected_on=TODAY - days(2))):
        assert "expected on Wednesday 18 November, and there is no new day yet" in said(order)


def test_a_split_order_says_each_parcel_in_a_line_of_its_own() -> None:
    parcels = (
        a_parcel(items=(PackedItem(1, 1),), state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(1))),
        a_parcel(number=2, items=(PackedItem(2, 1),), tracking_number="NP456", tracking_link=None),
        Parcel(3, ParcelState.PREPARING, (PackedItem(2, 1),)),
    )
    order = an_order(state=OrderState.PARTLY_SHIPPED, parcels=parcels, ships_by=TODAY)

    opening, first, second, third = said(order).splitlines()

    assert "3 parcels" in opening
    assert "delivered yesterday" in first
    assert "Quay trainer" in first
    assert "arrive tomorrow" in second
    assert "NP456" in second
    assert "still being packed" in third
    assert "leaves us today" in third
    assert "Burr merino socks (moss)." in third


def test_one_late_parcel_makes_a_split_order_late() -> None:
    parcels = (a_parcel(items=(PackedItem(1, 1),)), a_parcel(number=2, expected_on=TODAY - days(1)))

    assert status_of(an_order(state=OrderState.SHIPPED, parcels=parcels), TODAY).standing is OrderState.LATE


def test_a_delivered_order_says_when_and_where_and_at_which_hour_when_asked_again() -> None:
    status = status_of(_delivered(), TODAY)

    assert "was delivered yesterday and left with a neighbour" in status.wordings[0]
    assert "at 10:15" in status.wordings[1]
    assert status.next_steps[0] is NextStep.RETURN_POLICY


def test_days_and_hours_are_those_of_the_shops_time_zone() -> None:
    parcel = a_parcel(state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(1), hour=23))
    order = an_order(state=OrderState.DELIVERED, parcels=(parcel,))

    status = status_of(order, TODAY, zone=timezone(days(1) / 24))

    assert "delivered today" in status.wordings[0]
    assert "at 00:15" in status.wordings[1]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (CancelReason.BY_CUSTOMER, "as you asked"),
        (CancelReason.OUT_OF_STOCK, "ran out of stock"),
        (CancelReason.NEVER_PAID, "payment never reached us"),
    ],
)
def test_a_cancelled_order_says_when_and_why(reason: CancelReason, words: str) -> None:
    order = an_order(state=OrderState.CANCELLED, cancellation=Cancellation(at(TODAY - days(1)), reason))

    assert "cancelled yesterday" in said(order)
    assert words in said(order)


def test_a_cancelled_order_says_where_the_money_is() -> None:
    promised = _cancelled(Refund(13500, due_by=TODAY + days(4)))
    paid = _cancelled(Refund(13500, due_by=TODAY, paid_on=TODAY - days(1)))

    assert "€135.00 goes back to your card by Tuesday 24 November" in said(promised)
    assert "We paid €135.00 back to your card yesterday" in said(paid)
    assert "Nothing was charged" in said(_cancelled(None))


def test_a_refund_that_missed_its_day_is_not_called_paid() -> None:
    text = said(_cancelled(Refund(13500, due_by=TODAY - days(1))))

    assert "should have gone back to your card by yesterday" in text
    assert "We paid" not in text


def test_refund_times_are_offered_only_when_money_goes_back() -> None:
    assert NextStep.REFUND_TIMES not in status_of(_cancelled(None), TODAY).next_steps
    assert NextStep.REFUND_TIMES in status_of(_cancelled(Refund(1, TODAY)), TODAY).next_steps


def test_a_return_says_where_it_is() -> None:
    trip = Return(at(TODAY - days(3)), "Parcelo", "PL9")
    going = an_order(
        state=OrderState.RETURN_ON_THE_WAY, return_trip=trip, refund=Refund(500, TODAY + days(7))
    )
    here = replace(
        going, state=OrderState.RETURN_RECEIVED, return_trip=replace(trip, received_at=at(TODAY - days(1)))
    )

    assert "on its way back to us with Parcelo (tracking number PL9)" in said(going)
    assert "reached us yesterday" in said(here)


def test_a_return_that_was_just_started_asks_for_the_parcel_and_not_more() -> None:
    trip = Return(
        at(TODAY), "Nordpost", None, label="https://labels.example.org/20001", send_by=TODAY + days(9)
    )
    started = an_order(
        state=OrderState.RETURN_ON_THE_WAY, return_trip=trip, refund=Refund(500, TODAY + days(23))
    )

    assert "on its way" not in said(started)
    assert "hand the parcel in with Nordpost by Sunday 29 November" in said(started)
    assert "when it has reached us, at the latest by" in said(started)
    assert said(started).endswith("https://labels.example.org/20001")
    assert "had to be handed in with Nordpost by Sunday 29 November" in said(started, TODAY + days(11))


def test_an_exchange_is_told_as_far_as_it_is() -> None:
    begun = Exchange(at(TODAY), (PackedItem(1, 1),), "size 43", ReturnReason.DOES_NOT_FIT, TODAY + days(9))
    here = replace(begun, received_at=at(TODAY))
    sent = replace(here, sent_on=TODAY)

    for exchange, words in (
        (begun, "exchanging Quay trainer (chalk) for size 43: please hand it in by Sunday 29 November"),
        (here, "reached us today, and the new one leaves next"),
        (sent, "The new one of your exchange left us today"),
    ):
        for wording in status_of(replace(_delivered(), exchange=exchange), TODAY).wordings:
            assert words in wording


def test_what_the_customer_reported_stays_in_the_answer_for_a_month() -> None:
    reports = (
        Report(ReportKind.MISSING, at(TODAY - days(2)), "", parcel=1),
        Report(ReportKind.REFUND, at(TODAY - days(1)), ""),
        Report(ReportKind.PRAISE, at(TODAY), "so kind"),
    )
    order = replace(_delivered(), reports=reports)

    assert "You told us on Wednesday 18 November that parcel 1 is missing" in said(order)
    assert "You asked for a refund yesterday" in said(order)
    assert "kind" not in said(order)
    assert "missing" not in said(order, TODAY + days(40))


def test_a_refunded_order_says_how_much_and_when() -> None:
    order = an_order(state=OrderState.REFUNDED, refund=Refund(13500, TODAY, paid_on=TODAY - days(3)))

    assert "We paid €135.00 back to your card on Tuesday 17 November" in said(order)


def test_a_changed_fact_makes_a_new_answer() -> None:
    texts: set[str] = set()
    for order in (_shipped(), _late(expected_on=TODAY), _delivered()):
        texts.update(status_of(order, TODAY).wordings)

    assert len(texts) == 9


def test_a_step_that_was_just_said_is_not_offered_again() -> None:
    every_step = set(NextStep)
    for step in every_step:
        for order in demo_orders(TODAY):
            assert step not in status_of(order, TODAY, just_said={step}).next_steps


def test_every_step_has_a_label_and_leads_to_one_place() -> None:
    for step in NextStep:
        assert step.label
        assert (step.faq_slug is None) != (step.intent is None)


def _shipped() -> Order:
    return an_order(state=OrderState.SHIPPED, parcels=(a_parcel(),))


def _late(**changes: object) -> Order:
    parcel = a_parcel(state=ParcelState.LATE, delay_reason="a lorry broke down", **changes)
    return an_order(state=OrderState.LATE, parcels=(parcel,))


def _delivered() -> Order:
    parcel = a_parcel(
        state=ParcelState.DELIVERED, delivered_at=at(TODAY - days(1)), left_at="with a neighbour"
    )
    return an_order(state=OrderState.DELIVERED, parcels=(parcel,))


def _cancelled(refund: Refund | None) -> Order:
    cancellation = Cancellation(at(TODAY - days(2)), CancelReason.BY_CUSTOMER)
    return an_order(state=OrderState.CANCELLED, cancellation=cancellation, refund=refund)

"""The demo's orders are the same in every run, believable on every day, and enough to try everything."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from actions.orders import lifecycle
from actions.orders.demo_journey import AGES, journey
from actions.orders.demo_orders import cast, demo_edition, demo_orders
from actions.orders.order import ChargeState, Order, OrderState, ParcelState
from actions.orders.order_status import status_of
from actions.orders.terms import load_terms
from tests.actions.orders.sample_orders import TODAY, days

ORDERS = demo_orders(TODAY)
BY_NUMBER = {order.number: order for order in ORDERS}


def test_there_are_at_least_200_orders_and_some_in_every_state() -> None:
    counts = Counter(order.state for order in ORDERS)

    assert len(BY_NUMBER) == len(ORDERS) >= 200
    assert set(counts) == set(OrderState)
    assert min(counts.values()) >= 2


def test_order_10042_is_miras_and_on_its_way_with_tracking() -> None:
    order = BY_NUMBER["10042"]

    assert order.state is OrderState.SHIPPED
    assert (order.email, order.postcode) == ("mira.lindqvist@example.com", "8004")
    assert all(parcel.tracking_number and parcel.tracking_link for parcel in order.parcels)


def test_the_signed_in_customer_has_several_orders_to_choose_from() -> None:
    theirs = [order for order in ORDERS if order.customer_id == "demo-mira"]

    assert len(theirs) >= 5
    assert len({order.state for order in theirs}) >= 4


def test_another_process_makes_the_same_orders() -> None:
    command = "from actions.orders.demo_orders import demo_edition; print(demo_edition())"
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    done = subprocess.run([sys.executable, "-c", command], env=environment, capture_output=True, text=True)

    assert done.stdout.strip() == demo_edition()


@pytest.mark.parametrize("later", [1, 30, 366])
def test_on_another_day_only_the_days_differ(later: int) -> None:
    for now, then in zip(ORDERS, demo_orders(TODAY + days(later)), strict=True):
        assert then.placed_at - now.placed_at == days(later)
        assert (then.number, then.email, then.state, then.items) == (
            now.number,
            now.email,
            now.state,
            now.items,
        )


@pytest.mark.parametrize("later", range(7))
def test_nothing_leaves_or_arrives_on_a_sunday(later: int) -> None:
    today = TODAY + days(later)
    for order in demo_orders(today):
        of_parcels = [
            (
                one.shipped_at and one.shipped_at.date(),
                one.expected_on,
                one.delivered_at and one.delivered_at.date(),
            )
            for one in order.parcels
        ]
        moved = {order.ships_by, *(day for each in of_parcels for day in each)} - {None, today}

        assert [day for day in moved if day.weekday() == 6] == []


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.number}-{order.state}")
def test_nothing_has_happened_that_is_still_to_come(order: Order) -> None:
    trip = order.return_trip
    happened = [
        order.placed_at,
        *(parcel.shipped_at for parcel in order.parcels),
        *(parcel.delivered_at for parcel in order.parcels),
        trip and trip.started_at,
        trip and trip.received_at,
        order.cancellation and order.cancellation.at,
    ]
    moments = [moment for moment in happened if moment]

    assert min(moments) == order.placed_at
    assert max(moments).date() < TODAY
    assert all(charge.at.date() < TODAY for charge in order.charges)
    assert order.invoice is None or order.invoice.issued_on < TODAY
    assert order.refund is None or order.refund.paid_on is None or order.refund.paid_on < TODAY


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.number}-{order.state}")
def test_every_order_stands_as_its_state_says(order: Order) -> None:
    status = status_of(order, TODAY)

    assert status.standing is order.state
    assert "should have" not in status.wordings[0]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: f"{order.number}-{order.state}")
def test_the_parcels_hold_exactly_what_was_ordered(order: Order) -> None:
    if not order.parcels:
        return
    packed: Counter[int] = Counter()
    for parcel in order.parcels:
        packed.update({item.line: item.quantity for item in parcel.items})

    assert packed == {item.line: item.quantity for item in order.items}


def test_an_order_is_paid_in_full_with_what_delivery_to_its_country_costs() -> None:
    terms = load_terms()

    for order in ORDERS:
        assert order.address is not None
        zone = terms.zone_of(order.address.country)
        assert zone is not None
        standard = zone.options[0]
        goods = sum(item.price * item.quantity for item in order.items)
        assert order.total == goods + (0 if goods >= standard.free_from else standard.price)


def test_the_shop_delivers_to_every_address_of_the_demo() -> None:
    terms = load_terms()

    for order in ORDERS:
        assert order.address is not None
        assert order.address.postcode == order.postcode
        assert terms.zone_of(order.address.country), order.address


def test_what_was_charged_fits_what_the_order_has_been_through() -> None:
    for order in ORDERS:
        taken = [charge.amount for charge in order.charges if charge.state is ChargeState.TAKEN]
        paid_back = [charge.amount for charge in order.charges if charge.state is ChargeState.PAID_BACK]
        is_unpaid = order.state in (OrderState.PLACED, OrderState.PAYMENT_FAILED)
        assert taken in ([], [order.total])
        assert not (taken and is_unpaid)
        assert bool(paid_back) is (order.state is OrderState.REFUNDED)


def test_some_customers_were_charged_twice_as_it_seems_to_them() -> None:
    states = {tuple(charge.state for charge in order.charges) for order in ORDERS}

    assert (ChargeState.RESERVED, ChargeState.TAKEN) in states
    assert (ChargeState.RESERVED, ChargeState.REFUSED) in states


def test_split_orders_have_a_parcel_on_its_way_and_one_to_come() -> None:
    for order in ORDERS:
        if order.state is OrderState.PARTLY_SHIPPED:
            assert {parcel.state for parcel in order.parcels} == {ParcelState.SHIPPED, ParcelState.PREPARING}


def test_the_customers_live_on_domains_that_belong_to_nobody() -> None:
    assert {order.email.split("@")[1] for order in ORDERS} <= {"example.com", "example.org", "example.net"}


def test_newer_orders_have_higher_numbers() -> None:
    for older, newer in pairwise(ORDERS):
        assert int(older.number) < int(newer.number)
        assert older.placed_at.date() <= newer.placed_at.date()


@pytest.mark.parametrize("state", OrderState)
def test_every_age_of_a_state_is_a_possible_life(state: OrderState) -> None:
    import random

    for age in AGES[state]:
        way = journey(state, age, TODAY, random.Random(age))
        reached = list(way.days)
        assert reached[-1] is state
        assert lifecycle.is_life(reached)
        assert sorted(way.days.values()) == list(way.days.values())
        assert way.days[reached[-1]] <= TODAY


def test_a_leap_day_is_a_day_like_any_other() -> None:
    assert len(demo_orders(date(2028, 2, 29))) == len(ORDERS)


def test_the_roles_to_try_fit_the_age_of_their_numbers() -> None:
    for role in (*cast().to_try, *cast().more):
        age = (TODAY - BY_NUMBER[str(role.number)].placed_at.date()).days
        assert age in AGES[role.state], role.number

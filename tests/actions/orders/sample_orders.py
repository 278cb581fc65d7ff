"""Orders for the tests: one that says everything, and builders for what a test is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from actions.orders.order import (
    Address,
    Cancellation,
    CancelReason,
    Charge,
    ChargeState,
    Exchange,
    Invoice,
    Item,
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

TODAY = date(2026, 11, 20)  # a Friday
TRAINER = Item(1, "quay-trainer", "Quay trainer", "chalk", "42", 1, 9900)
SOCKS = Item(2, "burr-merino-socks", "Burr merino socks", "moss", "39–42", 2, 1800)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 15, tzinfo=UTC)


def an_order(**changes: Any) -> Order:
    """An order of Nora's, paid three days ago, with whatever the test changes."""
    return replace(
        Order(
            number="20001",
            email="nora.field@example.com",
            postcode="SW1A 1AA",
            name="Nora Field",
            state=OrderState.PAID,
            placed_at=at(TODAY - days(3)),
            items=(TRAINER, SOCKS),
            total=13500,
            currency="EUR",
            payment_method=PaymentMethod.CARD,
            customer_id="nora",
        ),
        **changes,
    )


def a_parcel(**changes: Any) -> Parcel:
    """A parcel that left the day before yesterday and should arrive tomorrow."""
    return replace(
        Parcel(
            number=1,
            state=ParcelState.SHIPPED,
            items=(PackedItem(1, 1), PackedItem(2, 2)),
            carrier="Nordpost",
            tracking_number="NP123",
            tracking_link="https://track.example.org/nordpost/NP123",
            shipped_at=at(TODAY - days(2)),
            expected_on=TODAY + days(1),
        ),
        **changes,
    )


def an_order_that_says_everything() -> Order:
    """No real order is all of this at once; a book must not lose any of it."""
    return an_order(
        state=OrderState.REFUNDED,
        parcels=(
            a_parcel(items=(PackedItem(1, 1),), delayed_from=TODAY, delay_reason="a lorry broke down"),
            a_parcel(number=2, items=(PackedItem(2, 2),), delivered_at=at(TODAY), left_at="at your door"),
        ),
        ships_by=TODAY + days(1),
        payment_problem="the card was declined",
        pay_by=TODAY + days(4),
        cancellation=Cancellation(at(TODAY - days(1)), CancelReason.OUT_OF_STOCK),
        return_trip=Return(
            at(TODAY - days(1)),
            "Parcelo",
            "PL9",
            received_at=at(TODAY),
            label="https://labels.example.org/20001",
            send_by=TODAY + days(20),
            reason=ReturnReason.NOT_LIKED,
            items=(PackedItem(1, 1),),
        ),
        refund=Refund(13500, due_by=TODAY + days(7), paid_on=TODAY),
        address=Address("Nora Field", "3 Quay Street", "SW1A 1AA", "London", "GB"),
        invoice=Invoice("INV-20001", TODAY, "https://invoices.example.org/20001"),
        charges=(
            Charge(at(TODAY - days(3)), 13500, ChargeState.RESERVED, "DEMO SHOP 20001"),
            Charge(at(TODAY - days(2)), 13500, ChargeState.TAKEN, "DEMO SHOP 20001"),
        ),
        exchange=Exchange(
            at(TODAY - days(1)),
            (PackedItem(2, 1),),
            "size 43",
            ReturnReason.DOES_NOT_FIT,
            TODAY + days(20),
            carrier="Parcelo",
            label="https://labels.example.org/20001",
            received_at=at(TODAY),
            sent_on=TODAY,
        ),
        reports=(
            Report(ReportKind.DAMAGED, at(TODAY - days(1)), "the sole is off", 1, (PackedItem(1, 1),)),
            Report(ReportKind.PRAISE, at(TODAY), "well packed"),
        ),
        version=7,
    )

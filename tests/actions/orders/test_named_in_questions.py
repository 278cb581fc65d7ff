"""What is said first where a question names a day, a sum of money or an item, and which parcel it means."""

from datetime import UTC

import pytest

from actions.order_talk.matters import Matter
from actions.order_talk.mentions import Mentions
from actions.order_talk.named_in_question import NamedInQuestion
from actions.orders.order import Charge, ChargeState, OrderPart, OrderState, PackedItem, ParcelState, Refund
from tests.actions.orders.sample_orders import TODAY, a_parcel, an_order, at, days

UNDERWAY = an_order(state=OrderState.SHIPPED, parcels=(a_parcel(),))
LATE = an_order(
    state=OrderState.LATE,
    parcels=(a_parcel(state=ParcelState.LATE, delayed_from=TODAY - days(2), expected_on=TODAY + days(3)),),
)
IN_TWO = an_order(
    state=OrderState.PARTLY_SHIPPED,
    parcels=(
        a_parcel(items=(PackedItem(1, 1),)),
        a_parcel(number=2, items=(PackedItem(2, 2),), expected_on=TODAY + days(4)),
    ),
)


def asked(matter, order, words="", **named):
    return NamedInQuestion(matter, order, words, Mentions(**named), TODAY, UTC)


@pytest.mark.parametrize(
    ("order", "words", "day", "lead"),
    [
        (UNDERWAY, "will it be here by monday", "monday", "Yes, by Monday 23 November."),
        (UNDERWAY, "does it come tomorrow", "+1", "Tomorrow is the day that the carrier names."),
        (UNDERWAY, "can it come today", "+0", "Not by today."),
        (IN_TWO, "will it be here by sunday", "sunday", "Not all of it by Sunday 22 November."),
        (
            LATE,
            "it should have come on wednesday",
            "wednesday",
            "Wednesday 18 November was the carrier's first promise, and it could not keep it.",
        ),
        (
            UNDERWAY,
            "it was due on 3 November",
            "--11-03",
            "I don't see Tuesday 3 November as a day that was promised for order 20001.",
        ),
        (an_order(state=OrderState.DELIVERED), "will it come by monday", "monday", ""),
        (an_order(state=OrderState.SHIPPED), "will it come by monday", "monday", ""),
    ],
)
def test_a_named_day_is_compared_with_what_the_carrier_promised(order, words, day, lead):
    assert asked(Matter.ARRIVAL, order, words, days=(day,)).lead() == lead


def test_a_day_that_there_is_not_changes_nothing():
    assert asked(Matter.ARRIVAL, UNDERWAY, "by 31 feb", days=("--02-31",)).lead() == ""


def charged(*charges):
    return an_order(charges=tuple(Charge(at(TODAY), amount, state, "SHOP") for amount, state in charges))


ONCE, TWICE = [(13500, ChargeState.TAKEN)], [(13500, ChargeState.TAKEN)] * 2


@pytest.mark.parametrize(
    ("order", "said", "lead"),
    [
        (charged(*TWICE), "135.00", "You are right: €135.00 was taken 2 times."),
        (charged(*ONCE), "135", "I see €135.00 here."),
        (charged(*ONCE), "99.00", "€99.00 is what one Quay trainer costs."),
        (charged((13990, ChargeState.TAKEN)), "139.91", "I don't see €139.91 in order 20001;"),
        (charged(*ONCE), "1250.00", "I don't see €1,250.00 in order 20001;"),
        (an_order(unknown=(OrderPart.CHARGES,)), "12.00", ""),
    ],
)
@pytest.mark.parametrize("matter", [Matter.CHARGE, Matter.DOUBLE_CHARGE])
def test_a_named_sum_is_looked_for_in_the_order(matter, order, said, lead):
    found = asked(matter, order, amounts=(said,)).lead()
    assert found.startswith(lead) and bool(found) == bool(lead)


def test_a_refund_of_another_sum_is_said_to_be_one():
    order = an_order(refund=Refund(13500, TODAY))
    assert asked(Matter.REFUND_PLACE, order, amounts=("135.00",)).lead() == ""
    assert "not €49.90" in asked(Matter.REFUND_PLACE, order, amounts=("49.90",)).lead()


def test_an_item_that_is_not_in_the_order_is_said_not_to_be():
    lead = asked(Matter.STATUS, UNDERWAY, items=("beanie",)).lead()
    assert lead.startswith("I don't see “beanie” in order 20001; it holds Quay trainer")
    assert asked(Matter.STATUS, UNDERWAY, items=("trainer",)).lead() == ""


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ({"items": ("trainer",)}, 0),
        ({"items": ("merino socks",)}, 1),
        ({"items": ("trainer", "socks")}, None),
        ({"items": ("beanie",)}, None),
        ({"days": ("+4",)}, 1),
        ({"days": ("+9",)}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("matter", [Matter.STATUS, Matter.PARCELS, Matter.ARRIVAL])
def test_the_parcel_that_an_item_or_a_day_belongs_to_is_meant(matter, named, place):
    assert asked(matter, IN_TWO, **named).parcel() == place


def test_an_invoice_is_told_not_to_have_the_item():
    assert "I don't see “beanie”" in asked(Matter.INVOICE, UNDERWAY, items=("beanie",)).lead()


@pytest.mark.parametrize("matter", [Matter.CONTENTS, Matter.FAILED_PAYMENT])
def test_for_other_questions_nothing_is_said_first(matter):
    named = {"days": ("friday",), "amounts": ("1.00",), "items": ("beanie",)}
    assert asked(matter, UNDERWAY, **named).lead() == ""

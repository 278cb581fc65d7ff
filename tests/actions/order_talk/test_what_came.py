"""What is missing of an order, told by what came and what did not."""

from datetime import date

import pytest

from actions.order_talk.corrections import corrected
from actions.order_talk.matters import Matter
from actions.order_talk.missing import HAS_COME, INSIDE, missing_in
from actions.order_talk.what_came import account_of
from actions.orders.demo_orders import demo_orders

ORDERS = {order.number: order for order in demo_orders(date(2026, 11, 22))}
ONE_PARCEL, TWO_PARCELS = ORDERS["10016"], ORDERS["10036"]
BEANIE, SANDALS, BOOTS = "1", "2", "3"


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("everything arrived besides the beanie", {BEANIE: 1}),
        ("everything is missing except the beanie", {SANDALS: 2, BOOTS: 2}),
        ("we opened it, and only the beanie was inside", {SANDALS: 2, BOOTS: 2}),
        ("the beanie came but there were no boots in it", {BOOTS: 2}),
        ("I received the boots and the beanie, not the sandals", {SANDALS: 2}),
        ("the boots are here and the beanie is missing", {BEANIE: 1}),
        ("the sandals didn't arrive with the rest", {SANDALS: 2}),
        ("only one pair of the boots came", {BOOTS: 1}),
        ("one pair of sandals is missing, all the others are here", {SANDALS: 1}),
    ],
)
def test_what_did_not_come_is_missing_and_what_came_is_not(words, missing):
    found = missing_in(words, ONE_PARCEL)
    assert (found["items"], found[INSIDE]) == (missing, True)


@pytest.mark.parametrize(
    ("words", "has_come"),
    [
        ("the parcel came today, and the beanie was not in it", True),
        ("we opened it, and only the beanie was inside", True),
        ("it is here already but a pair of boots is missing", True),
        ("I didn't know that it came in two, but one of the boots is missing", False),
        ("the beanie is missing, and it has not come yet", False),
    ],
)
def test_what_lacks_in_a_parcel_that_is_there_is_told_from_what_is_awaited(words, has_come):
    assert missing_in(words, ONE_PARCEL).get(HAS_COME, False) is has_come


@pytest.mark.parametrize(
    "words", ["only the jumper came, parcel 2 isn't here", "I got the jumper, the second box never arrived"]
)
def test_a_parcel_that_did_not_come_is_missing_as_a_whole(words):
    assert missing_in(words, TWO_PARCELS) == {"parcel": 2}


def test_what_is_fine_is_taken_off_what_is_missing():
    known = {"items": {BEANIE: 1, BOOTS: 2}, INSIDE: True}
    heard = corrected(Matter.MISSING, ONE_PARCEL, known, "the beanie is fine, take it off that list")
    assert heard is not None
    assert heard["items"] == {BOOTS: 2}


@pytest.mark.parametrize(
    "words",
    ["the jumper is missing", "it came yesterday", "I only want the boots", "I just got my parcel, thanks"],
)
def test_words_of_one_thing_alone_tell_nothing_apart(words):
    assert not account_of(words).tells_apart

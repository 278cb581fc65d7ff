"""What a customer said already when the matter is taken up, in all the ways in which people say it."""

from datetime import date

import pytest

from actions.order_talk.first_words import adds_to_report, points_back, said_already
from actions.order_talk.items_named import named_items, pieces_named
from actions.order_talk.matter_meant import matter_meant
from actions.order_talk.matters import Matter
from actions.order_talk.missing import missing_in
from actions.order_talk.wanted import has_already, wanted_in
from actions.orders.demo_orders import demo_orders

ORDERS = {order.number: order for order in demo_orders(date(2026, 11, 21))}
JUMPER_FLEECE_JACKETS = ORDERS["10036"]
BEANIE_SANDALS_BOOTS = ORDERS["10016"]
TWO_PARCELS = ORDERS["9967"]
DRY_BAG = ORDERS["9993"].items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("the jumper and one of the jackets", {"1": 1, "3": 1}),
        ("both jackets", {"3": 2}),
        ("one jacket", {"3": 1}),
        ("1x jacket", {"3": 1}),
        ("all jackets but one", {"3": 1}),
        ("two jackets by accident, one is enough", {"3": 1}),
        ("the newest one", {}),
        ("the fleese", {"2": 1}),
        ("my pullover", {"1": 1}),
        ("the slate one", {"2": 1}),
        ("the first one", {"1": 1}),
        ("it rained when it came first", {}),
        ("something", {}),
    ],
)
def test_items_are_named_with_their_pieces(text, items):
    assert pieces_named(text, JUMPER_FLEECE_JACKETS.items) == items


def test_what_two_items_share_names_neither():
    bags = ORDERS["10047"].items
    assert named_items("the bag", bags) == []
    assert [item.line for item in named_items("the dry bag", bags)] == [2]
    assert [item.line for item in named_items("both bags", bags)] == [1, 2]


@pytest.mark.parametrize(
    ("matter", "text", "said"),
    [
        (
            Matter.RETURN,
            "return the fleece from 10036, too small",
            {"items": {"2": 1}, "reason": "does_not_fit"},
        ),
        (Matter.RETURN, "I would like to return the fleece", {"items": {"2": 1}}),
        (Matter.RETURN, "send everything back, I don't like it", {"items": {}, "reason": "not_liked"}),
        (Matter.RETURN, "I no longer need it", {}),
        (Matter.EXCHANGE, "exchange the jumper for an M", {"items": {"1": 1}, "wanted": "an M"}),
        (
            Matter.EXCHANGE,
            "can i swap the broken fleece for a new one?",
            {"items": {"2": 1}, "wanted": "a new one", "reason": "damaged"},
        ),
        (Matter.EXCHANGE, "exchange the jumper for another size", {"items": {"1": 1}}),
        (Matter.DAMAGED, "the jumper is broken", {"items": {"1": 1}}),
        (
            Matter.DAMAGED,
            "the zip of the fleece is broken",
            {"items": {"2": 1}, "note": "the zip of the fleece is broken"},
        ),
        (
            Matter.WRONG,
            "I got socks instead of the jumper",
            {"items": {"1": 1}, "note": "I got socks instead of the jumper"},
        ),
        (Matter.ITEMS, "take out the jumper please", {"items": {"1": 1}}),
        (Matter.REFUND, "I want my money back for order 10036", {}),
        (Matter.CANCEL, "cancel the fleece", {}),
    ],
)
def test_what_was_said_is_heard(matter, text, said):
    heard = said_already(matter, JUMPER_FLEECE_JACKETS, [text])
    assert {name: value for name, value in heard.items() if name != "reason" or "reason" in said} == said


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("send 10036 to Mill Road 5, EH1 1AA Edinburgh", ["Mill Road 5", "EH1 1AA", "Edinburgh", ""], None),
        (
            "i moved, my new address is Mill Road 5, EH1 1AA Edinburgh please",
            ["Mill Road 5", "EH1 1AA", "Edinburgh", ""],
            None,
        ),
        (
            "to my sister Anna Berg, Mill Road 5, EH1 1AA Edinburgh",
            ["Mill Road 5", "EH1 1AA", "Edinburgh", ""],
            "Anna Berg",
        ),
        ("10036, EH6 5NP, change the address", None, None),
    ],
)
def test_a_new_address_is_heard_among_other_words(text, address, name):
    heard = said_already(Matter.ADDRESS, JUMPER_FLEECE_JACKETS, [text])
    assert (heard.get("address"), heard.get("name")) == (address, name)


def test_a_later_message_counts_more():
    texts = ["return the fleece", "no, the jumper, it is too small"]
    heard = said_already(Matter.RETURN, JUMPER_FLEECE_JACKETS, texts)
    assert heard == {"items": {"1": 1}, "reason": "does_not_fit"}


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("my parcel never arrived", {}),
        ("it says delivered but I didn't get it", {}),
        ("the second parcel is missing", {"parcel": 2}),
        ("the deck shoes never arrived", {"parcel": 2}),
        ("the deck shoes were not in the box", {"items": {"2": 1}, "inside": True, "has_come": True}),
        ("one of the vests is missing", {"items": {"1": 1}, "inside": True}),
        ("an item is missing", {"inside": True}),
        ("something was missing in my parcel", {"inside": True, "has_come": True}),
        ("none of them came", {"parcel": None}),
        ("none of them", {"inside": True}),
    ],
)
def test_a_missing_item_is_told_from_a_missing_parcel(text, missing):
    assert missing_in(text, TWO_PARCELS) == missing


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("exchange the dry bag for mustard", "mustard"),
        ("swap the boots in size 41 for size 43", "size 43"),
        ("the trainers are too small, I need a 43", "a 43"),
        ("the fleece, one size bigger please", "one size bigger"),
        ("i want to exchange it in blue instead of red", "blue"),
        ("I want to exchange the fleece", None),
        ("I want to exchange it for something else", None),
    ],
)
def test_what_shall_come_instead_is_heard(text, wanted):
    assert wanted_in(text) == wanted


def test_what_one_has_is_known_for_it():
    sandals = BEANIE_SANDALS_BOOTS.items[1:2]  # oat, 38
    assert has_already("mustard", DRY_BAG) == DRY_BAG[0]
    assert has_already("the mustard bag", DRY_BAG) == DRY_BAG[0]
    assert has_already("size 38", sandals) == sandals[0]
    assert has_already("38 in black", sandals) is None
    assert has_already("39 in oat", sandals) is None
    assert has_already("a new one", sandals) is None


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("cancel the fleece", Matter.ITEMS),
        ("cancel one of the jackets in 10036", Matter.ITEMS),
        ("please cancel the fleece from my order", Matter.ITEMS),
        ("cancel order 10036", Matter.CANCEL),
        ("cancel the order with the fleece", Matter.CANCEL),
        ("cancel the jumper, the fleece and both jackets", Matter.CANCEL),
        ("cancel it", Matter.CANCEL),
    ],
)
def test_to_cancel_an_item_is_to_take_it_off(text, matter):
    assert matter_meant(Matter.CANCEL, JUMPER_FLEECE_JACKETS, text) is matter


def test_more_for_a_report_is_told_from_a_hm():
    assert adds_to_report("I ordered black")
    assert adds_to_report("the strap came off")
    assert adds_to_report("I'd like a new one")
    assert not adds_to_report("hm, let me think")


def test_them_points_back():
    assert points_back("can I return them?")
    assert not points_back("can I return the boots?")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("I want to make a complaint about my order", False),
        ("I'd like to complain", False),
        ("I want to complain, the driver was rude", True),
    ],
)
def test_the_mere_wish_to_complain_says_nothing_of_the_reason(text, note):
    assert ("note" in said_already(Matter.COMPLAINT, JUMPER_FLEECE_JACKETS, [text])) is note


def test_who_is_angry_that_it_came_broken_reports_it():
    text = "this is a joke, the fleece is torn"
    assert matter_meant(Matter.COMPLAINT, JUMPER_FLEECE_JACKETS, text) is Matter.DAMAGED

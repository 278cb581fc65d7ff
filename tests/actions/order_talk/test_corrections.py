"""What is put right before a change is confirmed, and what is no correction."""

from dataclasses import replace
from datetime import date

import pytest

from actions.order_talk.addresses import corrected_address, looks_foreign, read_address
from actions.order_talk.corrections import (
    corrected,
    detail_spoken_of,
    keeps_all_pieces,
    put_right_after_undoing,
)
from actions.order_talk.details import Detail
from actions.order_talk.matters import Matter
from actions.orders.demo_orders import demo_orders

ORDERS = {order.number: order for order in demo_orders(date(2026, 11, 21))}
SWISS, THREE_ITEMS = ORDERS["10057"], ORDERS["10036"]
KNOWN = ["Quayside 12", "8004", "Zurich", ""]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("no, number 14 not 12", ["Quayside 14", "8004", "Zurich", ""]),
        ("14 instead of 12", ["Quayside 14", "8004", "Zurich", ""]),
        ("not Quayside but Lakeside", ["Lakeside 12", "8004", "Zurich", ""]),
        ("house number 14a", ["Quayside 14a", "8004", "Zurich", ""]),
        ("the postcode is 8005", ["Quayside 12", "8005", "Zurich", ""]),
        ("it's 3011 Bern", ["Quayside 12", "3011", "Bern", ""]),
        ("actually Harbour Road 3", ["Harbour Road 3", "8004", "Zurich", ""]),
        ("no wait Harbour Road 3", ["Harbour Road 3", "8004", "Zurich", ""]),
        ("hold on, it's 3 The Green", ["3 The Green", "8004", "Zurich", ""]),
        ("could you send it to my sister at Elm Road 3", ["Elm Road 3", "8004", "Zurich", ""]),
        ("4 Lake Road, 8001 Zurich, no sorry 5 Lake Road", ["5 Lake Road", "8001", "Zurich", ""]),
        ("Storgata 5, 8155 Zurich, sorry Storgata 6, 8156 Zurich", ["Storgata 6", "8156", "Zurich", ""]),
        ("no wait, New Road 3", ["New Road 3", "8004", "Zurich", ""]),
        ("well, the new address is The Green 3", ["The Green 3", "8004", "Zurich", ""]),
        ("no, 8005", ["Quayside 12", "8005", "Zurich", ""]),
        ("sorry, it's 14b", ["Quayside 14b", "8004", "Zurich", ""]),
        ("send it to Harbour Road 3, 8048 Zurich instead", ["Harbour Road 3", "8048", "Zurich", ""]),
        ("no leave it", None),
        ("hm", None),
    ],
)
def test_a_part_of_an_address_or_all_of_it_is_put_right(text, address):
    found = corrected_address(KNOWN, text)
    assert (found and found["address"]) == address


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Unter den Linden 5, 10115 Berlin, Germany", "DE"),
        ("5 Rue Cler, 75007 Paris France", "FR"),
        ("12 Elm Road, M4 1HQ Manchester, UK", "GB"),
        ("Quayside 5, 8004 Zurich", ""),
    ],
)
def test_a_country_in_an_address_is_heard(text, country):
    assert read_address(text)["address"][3] == country


def test_an_address_in_one_go_is_read():
    assert read_address("Quayside 5 8004 Zurich")["address"] == ["Quayside 5", "8004", "Zurich", ""]


def test_a_postcode_of_another_country_is_told_by_its_looks():
    assert looks_foreign("10115", "CH")
    assert not looks_foreign("8004", "CH")
    assert not looks_foreign("12345", "XX")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("no, only the fleece", {"2": 1}),
        ("the jumper, not the fleece", {"1": 1}),
        ("not the fleece", {"1": 1, "3": 2}),
        ("I keep the rain jacket", {"1": 1, "2": 1}),
        ("just one of the rain jackets", {"3": 1}),
    ],
)
def test_other_items_are_meant(text, items):
    known = {"items": {"1": 1, "2": 1, "3": 2}, "reason": "other"}
    assert corrected(Matter.RETURN, THREE_ITEMS, known, text)["items"] == items


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("actually size 43", "size 43"),
        ("no, in blue please", "blue"),
        ("sorry, I meant the mustard one", "mustard one"),
        ("make it XL", "XL"),
    ],
)
def test_something_else_is_wanted(text, wanted):
    assert corrected(Matter.EXCHANGE, SWISS, {"wanted": "another colour"}, text)["wanted"] == wanted


def test_only_the_size_is_another():
    assert (
        corrected(Matter.EXCHANGE, SWISS, {"wanted": "blue, size 42"}, "size 43")["wanted"] == "blue, size 43"
    )


def test_the_reason_is_another():
    order = replace(THREE_ITEMS, items=THREE_ITEMS.items[:1])
    assert (
        corrected(Matter.RETURN, order, {"reason": "other"}, "actually it is broken")["reason"] == "damaged"
    )


@pytest.mark.parametrize(
    "matter", [Matter.CANCEL, Matter.RETURN, Matter.EXCHANGE, Matter.DAMAGED, Matter.ADDRESS]
)
@pytest.mark.parametrize("text", ["no", "no, leave it", "no thanks, I keep it", "hm", "don't do it", "what?"])
def test_a_mere_no_or_a_hm_puts_nothing_right(matter, text):
    known = {"items": {"1": 1}, "reason": "other", "wanted": "size 42", "note": "torn", "address": KNOWN}
    assert corrected(matter, SWISS, known, text) is None


def test_what_is_called_wrong_is_known_by_its_name():
    assert detail_spoken_of(Matter.ADDRESS, {}, "that's the wrong street") is Detail.ADDRESS
    assert detail_spoken_of(Matter.EXCHANGE, {}, "not the right size") is Detail.WANTED
    assert detail_spoken_of(Matter.RETURN, {}, "that is wrong") is Detail.REASON
    assert detail_spoken_of(Matter.CANCEL, {}, "that is wrong") is None
    assert detail_spoken_of(Matter.ADDRESS, {}, "no") is None


TWO_PAIRS = ORDERS["10059"]


@pytest.mark.parametrize("text", ["no, two pairs is right", "hm both, sorry: two are fine", "keep two"])
def test_who_keeps_all_pieces_takes_none_off(text):
    one_off = {"items": {"1": 1}}
    assert corrected(Matter.ITEMS, TWO_PAIRS, one_off, text) is None
    assert keeps_all_pieces(Matter.ITEMS, TWO_PAIRS, one_off, text)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("I need the fleece, take the jumper off instead", {"1": 1}),
        ("sorry, the jumper", {"1": 1}),
        ("no, only one of the jackets", {"3": 1}),
    ],
)
def test_what_was_undone_is_not_meant_beside_another_item(text, items):
    heard = put_right_after_undoing(Matter.ITEMS, THREE_ITEMS, {"items": {"2": 1}}, text)
    assert heard is not None
    assert heard["items"] == items


@pytest.mark.parametrize("text", ["no", "one is enough", "take both off"])
def test_who_says_nothing_of_keeping_all_pieces_keeps_not_all(text):
    assert not keeps_all_pieces(Matter.ITEMS, TWO_PAIRS, {"items": {"1": 1}}, text)

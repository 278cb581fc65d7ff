"""What comes off an order when a customer says what it is to hold."""

from dataclasses import replace
from datetime import date

import pytest

from actions.order_talk.shall_hold import taken_off_by
from actions.orders.demo_orders import demo_orders

ORDERS = {order.number: order for order in demo_orders(date(2026, 11, 22))}
ONE_OF_EACH = ORDERS["10058"].items
BAG, BOOTS, BEANIE = "1", "2", "3"
TWO_OF_ONE = next(order.items for order in ORDERS.values() if order.items[0].quantity == 2)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("I only want the boots", {BAG: 1, BEANIE: 1}),
        ("all I need is the dry bag", {BOOTS: 1, BEANIE: 1}),
        ("just one of the things, the boots. Please cancel the rest", {BAG: 1, BEANIE: 1}),
        ("I just want the beanie removed", {}),
        ("I only want to take the beanie out", {}),
        ("remove the beanie, keep the rest", {}),
    ],
)
def test_everything_but_what_is_wanted_alone_comes_off(words, pieces):
    assert taken_off_by(words, ONE_OF_EACH) == pieces


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("I want two beanies instead of one", {BEANIE: -1}),
        ("could I have three dry bags please", {BAG: -2}),
        ("change the quantity of the beanie to 2", {BEANIE: -1}),
        ("change the boots to 42", {}),
        ("take two beanies out", {}),
    ],
)
def test_more_than_there_is_comes_off_as_less_than_none(words, pieces):
    assert taken_off_by(words, ONE_OF_EACH) == pieces


def test_of_two_one_comes_off_where_one_is_to_stay():
    item = TWO_OF_ONE[0]
    assert taken_off_by(f"change the quantity of the {item.name} to 1", TWO_OF_ONE) == {str(item.line): 1}


THREE, TWO = replace(ONE_OF_EACH[2], quantity=3), replace(ONE_OF_EACH[0], quantity=2)
SEVERAL = (TWO, ONE_OF_EACH[1], THREE)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("I would only need one dry bag, not two", {BAG: 1}),
        ("we want just one of the dry bags instead of the two", {BAG: 1}),
        ("I don't need three beanies, just one", {BEANIE: 2}),
        ("I need only 2 of the 3 beanies", {BEANIE: 1}),
        ("I only want the dry bags", {BOOTS: 1, BEANIE: 3}),
        ("take two of the beanies off, not one", {}),
    ],
)
def test_a_number_of_pieces_is_of_the_item_that_is_named(words, pieces):
    assert taken_off_by(words, SEVERAL) == pieces

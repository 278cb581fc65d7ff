"""An item that is named and is not in the order is not taken for one that is."""

from datetime import date

import pytest

from actions.order_talk.details import DOUBTED, Detail, next_question
from actions.order_talk.items_named import items_called
from actions.order_talk.matter_meant import matter_meant
from actions.order_talk.matters import Matter
from actions.order_talk.objections import objection_to
from actions.orders.demo_orders import demo_orders

ORDERS = {order.number: order for order in demo_orders(date(2026, 11, 21))}
DAYPACK = ORDERS["10030"]
BAG_BOOTS_BEANIE = ORDERS["10058"]


@pytest.mark.parametrize("matter", [Matter.EXCHANGE, Matter.RETURN, Matter.DAMAGED, Matter.ITEMS])
def test_an_item_of_another_order_is_objected_to(matter):
    objection = objection_to(matter, DAYPACK, {}, ["jumper"])
    assert objection is not None
    assert all("“jumper”" in wording and "Tern daypack" in wording for wording in objection.wordings)


def test_what_came_instead_needs_not_be_in_the_order():
    assert objection_to(Matter.WRONG, DAYPACK, {}, ["jumper"]) is None


def test_an_item_by_another_name_is_in_the_order():
    assert objection_to(Matter.RETURN, BAG_BOOTS_BEANIE, {}, ["hat"]) is None
    assert [item.name for item in items_called("hat", BAG_BOOTS_BEANIE.items)] == ["Buoy beanie"]


def test_the_only_item_is_asked_for_when_another_was_named():
    question = next_question(Matter.RETURN, DAYPACK, {DOUBTED: Detail.ITEMS.value})
    assert question is not None and question.detail is Detail.ITEMS
    assert [label for label, _ in question.choices] == ["Tern daypack, 20 litres (navy)"]


def test_to_cancel_an_item_that_is_not_there_cancels_no_order():
    assert matter_meant(Matter.CANCEL, BAG_BOOTS_BEANIE, "cancel the jumper", ["jumper"]) is Matter.ITEMS


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("change the boots to size 42", Matter.EXCHANGE),
        ("swap the beanie for a blue one", Matter.EXCHANGE),
        ("remove the boots in size 41", Matter.ITEMS),
        ("I don't want the boots in 41", Matter.ITEMS),
        ("change my items", Matter.ITEMS),
    ],
)
def test_to_change_an_item_for_another_is_an_exchange(text, matter):
    assert matter_meant(Matter.ITEMS, BAG_BOOTS_BEANIE, text) is matter

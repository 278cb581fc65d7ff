"""Which order is meant by how far it is."""

from datetime import date

import pytest

from actions.order_talk.state_named import in_state_named, names_by_state, state_named, states_of
from actions.orders.demo_orders import demo_orders

NAMED = {
    "cancel the one that hasn't gone out yet": "not left",
    "my order from Monday which is not sent": "not left",
    "the unpaid order": "not paid",
    "what about the order that has not arrived": "to come",
    "the jacket I still haven't received": "to come",
    "the delayed one": "late",
    "where is the money for the order I cancelled": "cancelled",
    "the one that is already on its way": "on its way",
    "return the boots that came on Friday": "here",
    "the delivered one": "here",
}


@pytest.mark.parametrize(("text", "state"), NAMED.items())
def test_words_say_how_far_the_order_is_that_is_meant(text, state):
    assert state_named(text) == state


@pytest.mark.parametrize(
    "text",
    [
        "my order hasn't left yet",
        "has it been delivered?",
        "the order that I placed on Monday",
        "where is it",
    ],
)
def test_words_that_ask_how_far_it_is_tell_no_order_apart(text):
    assert state_named(text) is None


@pytest.mark.parametrize("text", ["and the one that hasn't left?", "no, the cancelled order", "the late one"])
def test_an_order_may_be_named_by_that_alone(text):
    assert names_by_state(text)


def test_a_wish_says_more_than_which_order_is_meant():
    assert not names_by_state("cancel the one that hasn't left")


def test_orders_are_as_far_as_they_are_said_to_be():
    orders = [order for order in demo_orders(date(2026, 11, 21)) if order.number in {"10042", "10057"}]
    assert [one.number for one in in_state_named("the one that hasn't left", orders)] == ["10057"]
    assert in_state_named("where is it", orders) is None
    assert {one.number: states_of(one) for one in orders} == {
        "10042": ["to come", "on its way"],
        "10057": ["not left", "to come"],
    }

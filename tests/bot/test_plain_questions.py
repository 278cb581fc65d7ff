"""Questions about an order that the classifier takes for a wish, told by their words."""

import pytest

from bot.hearing.plain_questions import (
    asks_for_label,
    asks_what_is_in_it,
    asks_where_a_thing_is,
    asks_where_it_goes,
    asks_whether_it_came,
    asks_whether_it_is_paid,
)


@pytest.mark.parametrize(
    "text",
    [
        "which address does order 10052 go to?",
        "What address is it being sent to",
        "where is my order going to?",
        "where will it be delivered to?",
        "is that the right address?",
        "can you tell me which address you have for my order",
    ],
)
def test_a_question_for_the_address_is_one(text):
    assert asks_where_it_goes(text)


@pytest.mark.parametrize(
    "text",
    [
        "change the address to Quayside 5",
        "which e-mail address did I use for it?",
        "what address do I send the return to?",
        "where is my order?",
        "it is the wrong address",
        "what is your address?",
    ],
)
def test_a_wish_for_another_address_is_none(text):
    assert not asks_where_it_goes(text)


@pytest.mark.parametrize(
    "text", ["what did I order?", "what's in it", "which items are in order 10036", "which size did i order?"]
)
def test_a_question_for_the_items_is_one(text):
    assert asks_what_is_in_it(text)


@pytest.mark.parametrize("text", ["which items can I return?", "what do you sell", "what is in stock?"])
def test_a_question_for_the_shop_is_none_for_the_items(text):
    assert not asks_what_is_in_it(text)


@pytest.mark.parametrize(
    "text", ["is parcel 1 delivered?", "has it arrived", "did my parcel come?", "has 10030 been delivered?"]
)
def test_who_asks_whether_it_came_does_not_miss_it(text):
    assert asks_whether_it_came(text)


@pytest.mark.parametrize(
    "text",
    ["is my parcel not delivered?", "my parcel never arrived", "why has it not arrived?", "is it lost?"],
)
def test_who_misses_it_does_not_merely_ask(text):
    assert not asks_whether_it_came(text)


def test_a_thing_and_a_label_are_asked_for():
    assert asks_where_a_thing_is("where is the rain jacket?")
    assert not asks_where_a_thing_is("where is the size table?")
    assert not asks_where_a_thing_is("where is your shop?")
    assert asks_for_label("where do I get the label?")
    assert not asks_for_label("who pays?")


@pytest.mark.parametrize(
    "text",
    [
        "did you get my money?",
        "I already transferred the money",
        "is it paid",
        "has my payment arrived",
        "when do I have to pay?",
    ],
)
def test_who_asks_for_a_payment_asks_for_no_refund(text):
    assert asks_whether_it_is_paid(text)


@pytest.mark.parametrize(
    "text", ["I paid twice", "did you pay my money back?", "I paid but nothing came", "I paid for express"]
)
def test_what_was_paid_beside_something_else_is_no_question_for_the_payment(text):
    assert not asks_whether_it_is_paid(text)

import pytest

from actions.order_talk.choice_made import Choice, choice_in, wants_money_instead


@pytest.mark.parametrize(
    "text",
    [
        "I'd like a fresh one",
        "could you send it again",
        "a replacement, no refund",
        "can I have the right boots",
    ],
)
def test_a_new_one_is_wished_for(text):
    assert choice_in(text) is Choice.NEW_ONE


@pytest.mark.parametrize(
    "text",
    ["rather the money", "refund me, please", "I don't want a new one, pay me back", "just my money back"],
)
def test_the_money_is_wished_for(text):
    assert choice_in(text) is Choice.MONEY


@pytest.mark.parametrize(
    "text",
    [
        "do I get a new one or the money?",
        "when do I get my money",
        "i have another question",
        "the new one is broken as well",
        "exchange it for the right size",
        "where is the refund of 10011",
    ],
)
def test_a_question_or_another_wish_is_no_choice(text):
    assert choice_in(text) is None


@pytest.mark.parametrize(
    "text",
    ["no money back. no other pair", "a refund, please", "not another one", "can I have the money back?"],
)
def test_money_is_wished_in_place_of_another_item(text):
    assert wants_money_instead(text)


@pytest.mark.parametrize(
    "text",
    [
        "no other colour, just a bigger size",
        "not the money, a new one",
        "size 40, and the money if that is sold out",
        "when do I get the money?",
        "no, another one please",
    ],
)
def test_another_item_is_wished_and_no_money(text):
    assert not wants_money_instead(text)

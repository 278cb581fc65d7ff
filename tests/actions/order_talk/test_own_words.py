"""Questions, corrections and answers told apart, and what is asked of a change."""

from datetime import UTC, date, datetime

import pytest

from actions.order_talk.items_named import count_of
from actions.order_talk.naming import is_place, one_as_order, parcel_meant, place_in_list
from actions.order_talk.own_words import (
    could_answer,
    is_correction,
    is_mere_sound,
    is_question,
    says_nothing_new,
    wish_itself,
)
from actions.order_talk.terms_asked import Term, term_asked, terms_of
from actions.orders.changes import CancelOrder
from actions.orders.demo_orders import demo_orders
from actions.orders.shop import usual_shop
from actions.orders.weighing import weigh


@pytest.mark.parametrize(
    "text", ["why do you need that", "what?", "ok but how long", "is it free", "too small?"]
)
def test_a_question_is_one_with_or_without_its_sign(text):
    assert is_question(text)


@pytest.mark.parametrize("text", ["it is too small", "the strap is torn", "Quayside 5, 8004 Zurich", "no"])
def test_a_statement_is_no_question(text):
    assert not is_question(text)


@pytest.mark.parametrize("text", ["hm", "...", "ok, thanks", "uh", "oh well", "xx"])
def test_a_sound_says_nothing(text):
    assert is_mere_sound(text)


@pytest.mark.parametrize("text", ["just refund it now", "return it", "i want my money back please"])
def test_the_wish_said_again_says_nothing_new(text):
    assert says_nothing_new(text)
    assert not is_mere_sound(text)


@pytest.mark.parametrize("text", ["too big", "i never got it", "12", "my wife prefers another one"])
def test_an_answer_says_something(text):
    assert not says_nothing_new(text)


def test_a_correction_is_told_by_its_words():
    assert is_correction("no, I meant 10057")
    assert not is_correction("where is 10057")


@pytest.mark.parametrize(
    ("detail", "text", "answers"),
    [
        ("address", "can you send it to Quayside 5, 8004 Zurich?", True),
        ("address", "why do you need that?", False),
        ("items", "can I send back the beanie?", True),
        ("items", "what does it cost?", False),
        ("reason", "isn't it obvious? it is too small", True),
        ("reason", "why do you ask?", False),
        ("wanted", "can I have it in blue?", True),
        ("wanted", "what sizes are there?", False),
        ("note", "what happens then?", False),
    ],
)
def test_a_question_may_be_the_answer(detail, text, answers):
    change = {
        "detail": detail,
        "question": {"choices": [{"title": "Buoy beanie (rust)"}, {"title": "All of it"}]},
    }
    assert could_answer(change, text) is answers


def test_a_polite_wish_is_the_wish():
    assert wish_itself("Can I get it in blue, please?") == "blue"
    assert wish_itself("size 43") == "size 43"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("what does it cost?", Term.COST),
        ("is that free?", Term.COST),
        ("who pays the label?", Term.COST),
        ("how long does it take?", Term.TIME),
        ("when do I get my money back?", Term.MONEY),
        ("can I undo it?", Term.UNDO),
        ("how long does delivery take?", None),
        ("why?", None),
    ],
)
def test_what_is_asked_of_a_change(text, term):
    assert term_asked(text) is term


def test_the_answers_stand_in_what_is_promised():
    order = next(one for one in demo_orders(date(2026, 11, 21)) if one.number == "10057")
    shop, now = usual_shop(), datetime(2026, 11, 21, 12, tzinfo=UTC)
    terms = terms_of(weigh(order, CancelOrder(), shop.terms, now, UTC))
    assert terms["cost"] == "This costs nothing."
    assert "goes back to your card" in terms["money"]
    assert "undo" in terms["undo"]


@pytest.mark.parametrize(
    "text", ["the second one", "second", "the 2nd please", "number 2", "and the second one?"]
)
def test_a_place_in_a_list_stands_alone(text):
    assert place_in_list(text, 3) == 1


@pytest.mark.parametrize("text", ["the second of November", "cancel the second one", "second hand shoes"])
def test_more_than_a_place_is_more(text):
    assert not is_place(text)


def test_one_of_a_list_is_an_order_among_other_words():
    assert one_as_order("cancel the first one") == "cancel my order"
    assert one_as_order("cancel it") == "cancel it"


@pytest.mark.parametrize(
    ("text", "parcel"),
    [
        ("when does the second parcel arrive?", 1),
        ("where is parcel 1", 0),
        ("and the other one?", 1),
        ("when does it arrive?", None),
        ("where is my latest order", None),
    ],
)
def test_one_of_several_parcels_is_meant(text, parcel):
    assert parcel_meant(text, 2) == parcel
    assert parcel_meant(text, 1) is None


def test_how_many_pieces_are_meant():
    assert count_of("only one of them") == 1
    assert count_of("two of the socks") == 2
    assert count_of("all of it") is None

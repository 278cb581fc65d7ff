"""Which fact of an order a question asks for, told by its words."""

import pytest

from actions.order_talk.facts_asked import Fact, asks_why_split, fact_asked

ASKED = {
    "what's the courier": Fact.CARRIER,
    "who is bringing my parcel": Fact.CARRIER,
    "I need the tracking number": Fact.CARRIER,
    "were all of them sent together?": Fact.TOGETHER,
    "is the beanie in that box": Fact.TOGETHER,
    "how many pairs are left in it": Fact.COUNT,
    "do I owe you anything?": Fact.TO_PAY,
    "how much is outstanding, is anything still to pay": Fact.TO_PAY,
    "what does it come to": Fact.TOTAL,
    "how much is it in total including delivery?": Fact.TOTAL,
    "what did the hat cost on its own": Fact.PRICE,
    "how long will the exchange take?": Fact.NEW_ONE,
    "if I pay tomorrow, when is it here": Fact.WHEN_PAID,
    "please upgrade my order to express": Fact.FASTER,
    "may they leave it in the garage": Fact.ELSEWHERE,
    "why was so little paid back to me": Fact.LESS_BACK,
    "you gave me only a part of the money back": Fact.LESS_BACK,
    "the refund isn't complete, is it? it is not enough": Fact.LESS_BACK,
}
NOT_OF_AN_ORDER = [
    "which carriers do you use?",
    "which company are you",
    "the tracking number shows nothing",
    "how much do I have to pay for a return",
    "what does express cost in total?",
    "I send it back when the new one is here",
    "everything came in one box",
    "how many days do I have left to return it",
    "the neighbour took it in",
    "when do I get the money back",
    "there is not enough time to send it back",
]


@pytest.mark.parametrize(("text", "fact"), ASKED.items())
def test_a_question_for_a_fact_is_one(text, fact):
    assert fact_asked(text) is fact


@pytest.mark.parametrize("text", NOT_OF_AN_ORDER)
def test_what_is_told_or_asked_in_general_asks_for_no_fact(text):
    assert fact_asked(text) is None


def test_why_there_are_several_parcels_is_asked():
    assert asks_why_split("how come it is in two boxes?")
    assert not asks_why_split("are there two parcels?")

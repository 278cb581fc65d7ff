"""Anger is heard in the words that carry it, and not in ordinary ones."""

import pytest

from actions.handoff.angry_words import is_angry


@pytest.mark.parametrize(
    "text",
    [
        "This is absolutely ridiculous",
        "I AM FURIOUS",
        "what a disgrace of a shop",
        "you are useless",
        "stupid thing",
        "I hate this",
        "still nothing!!!",
        "worst service ever",
        "this is a joke",
        "what a waste of my time",
        "you are wasting my time",
        "this is driving me mad",
        "I'm livid",
        "I am losing my patience",
        "this is the third time I explain this",
        "you keep saying the same thing",
        "nobody helps me here",
        "for god's sake",
        "I will never order here again",
        "liars",
        "are you kidding me?",
        "is this a joke?",
    ],
)
def test_anger_is_heard(text):
    assert is_angry(text)


@pytest.mark.parametrize(
    "text",
    [
        "where is my order",
        "thanks!!",
        "I am not sure about the size",
        "why do you want my stupid postcode?",
        "is the jacket any good against the cold",
        "10042",
        "the jacket is a bit disappointing",
        "I would like to complain about the packaging",
        "the colour is not great",
        "can you tell me a joke",
        "this is the third time I order with you",
        "I am not happy with the size",
        "will I ever get the refund, or is it a waste of time to wait?",
    ],
)
def test_what_is_no_anger_is_not_taken_for_it(text):
    assert not is_angry(text)

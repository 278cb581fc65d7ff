"""Anger is heard in the words that carry it, and not in ordinary ones."""

import pytest

from actions.anger import is_angry


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
    ],
)
def test_what_is_no_anger_is_not_taken_for_it(text):
    assert not is_angry(text)

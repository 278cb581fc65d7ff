"""Who asks whether a machine answers, and who only wants a person."""

import pytest

from actions.handoff.who_answers import asks_who_answers


@pytest.mark.parametrize(
    "text",
    [
        "are you a robot?",
        "Am I talking to a human?",
        "ok, is this a bot",
        "who are you",
        "are you a real person or a bot",
    ],
)
def test_it_is_asked_who_answers(text):
    assert asks_who_answers(text)


@pytest.mark.parametrize(
    "text",
    [
        "can I talk to a human?",
        "is there a real person",
        "a person please",
        "are you open today",
        "is it real leather",
    ],
)
def test_something_else_is_wanted(text):
    assert not asks_who_answers(text)

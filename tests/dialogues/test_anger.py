"""Anger that names nothing to do is met with an offer of a person; a calm complaint is met calmly."""

import pytest

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "text",
    [
        "this is a joke",
        "you are wasting my time",
        "are you kidding me?",
        "you keep saying the same thing",
        "this is driving me mad",
        "go to hell",
        "absolutely appalling service",
    ],
)
async def test_who_is_angry_is_not_argued_with_and_offered_a_person(customer, text):
    heard = await customer.say(text)
    assert "I'm sorry, this should not be so hard. A person from our team can take over" in heard.text
    assert "Talk to a person" in heard.choices


@pytest.mark.parametrize(
    "text", ["the jacket is a bit disappointing", "I want to complain about the packaging"]
)
async def test_a_calm_complaint_is_taken_down_without_talk_of_anger(customer, text):
    heard = await customer.say(text)
    assert "I'm sorry to hear that. I take it down for our team" in heard.text
    assert "should not be so hard" not in heard.text
    assert "Talk to a person" in heard.choices


@pytest.mark.parametrize("text", ["where the hell is my damn order", "wtf, where is my order"])
async def test_an_oath_beside_a_wish_is_answered_as_the_wish(customer, text):
    heard = await customer.say(text)
    assert "order number" in heard.text
    assert "sorry" not in heard.text

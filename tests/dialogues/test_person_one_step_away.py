"""A person is one step away at every point: whatever is open, and however it is said."""

import pytest

pytestmark = pytest.mark.model

MIRA = "mira.lindqvist@example.com"
POINTS = {
    "at the very beginning": [],
    "while the number is asked for": ["where is my order?"],
    "while the proof is asked for": ["where is my order 10042?"],
    "after a wrong proof": ["where is my order 10042?", "nobody@example.com"],
    "after an answer": ["where is my order 10042?", MIRA],
    "while a detail of a change is asked for": ["exchange my order 10030", MIRA],
    "while a yes is asked for": ["cancel my order 10057", MIRA],
    "while the code is asked for": ["cancel my order 10057", MIRA, "yes"],
    "while it is asked which was meant": ["not happy with the size"],
    "after three things that were not understood": ["asdf", "qwer", "yxcv"],
    "after a stop": ["stop writing to me"],
    "after a goodbye": ["bye"],
    "while they wait already": ["let me talk to a human"],
    "while a message is asked for": ["let me talk to a human", "can I leave a message"],
    "after the wish was taken back": ["let me talk to a human", "I don't need a person any more"],
}
OFFERED = [
    "after a wrong proof",
    "while a detail of a change is asked for",
    "while a yes is asked for",
    "while the code is asked for",
    "while it is asked which was meant",
    "after three things that were not understood",
]
WISHES = ["human", "agent please", "I want to talk to a person"]


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("before", POINTS.values(), ids=POINTS)
async def test_whoever_asks_for_a_person_waits_for_one(customer, before, wish):
    for text in before:
        await customer.say(text)
    heard = await customer.say(wish)
    assert customer.owner == "waiting"
    assert "in line" in heard.text or "team" in heard.text, heard


@pytest.mark.parametrize("point", OFFERED)
async def test_where_a_person_is_offered_the_button_is_the_same_step(customer, point):
    for text in POINTS[point]:
        await customer.say(text)
    await customer.pick("Talk to a person")
    assert customer.owner == "waiting"

"""A person is one step away at every point: whatever is open, and however it is said."""

import pytest

from bot.snapshot import load_snapshot
from tests.dialogues.test_forms import DOMAIN

pytestmark = pytest.mark.model

MIRA = "mira.lindqvist@example.com"
POINTS = {
    "at the very beginning": [],
    "while the number is asked for": ["where is my order?"],
    "while the proof is asked for": ["where is my order 10042?"],
    "after a wrong proof": ["where is my order 10042?", "nobody@example.com"],
    "after an answer": ["where is my order 10042?", MIRA],
    "while a detail of a change is asked for": ["exchange my order 10030", MIRA],
    "while the reason of a return is asked for": ["send back order 10030", MIRA],
    "while the new address is asked for": ["change the address of order 10057", MIRA],
    "while the damage is asked for": ["something in order 10030 is broken", MIRA],
    "while the item that came is asked for": ["the wrong item came with order 10030", MIRA],
    "while the damaged item is asked for": [
        "i want to report a damaged item in order 10036",
        "otis.aalto29@example.net",
    ],
    "while a complaint is asked for": ["I want to complain about order 10030", MIRA],
    "while it is asked for after a refused answer": ["change the address of order 10057", MIRA, "no idea"],
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
QUESTIONS = sorted(
    {slot for form in DOMAIN["forms"].values() for slot in form["required_slots"]} - {"postcode"}
)
"""The postcode is never asked for by itself: where the e-mail address is asked for, it will do as well."""

WISHES = ["human", "agent please", "I want to talk to a person"]


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("before", POINTS.values(), ids=POINTS)
async def test_whoever_asks_for_a_person_waits_for_one(customer, before, wish):
    for text in before:
        await customer.say(text)
    heard = await customer.say(wish)
    assert customer.owner == "waiting"
    assert "in line" in heard.text or "team" in heard.text, heard


async def test_every_question_of_a_form_is_among_these_points(customer, agent):
    asked = {await open_question(customer.signed_in(None), agent, before) for before in POINTS.values()}
    assert set(QUESTIONS) <= asked


async def open_question(customer, agent, before):
    """The slot that is asked for after these messages."""
    snapshots = []

    async def think(find_said, turn, answer=customer.think):
        result = await answer(find_said, turn)
        snapshots.append(result.snapshot)
        return result

    customer.think = think
    for text in before:
        await customer.say(text)
    tracker = load_snapshot("chat", snapshots[-1] if snapshots else None, agent.domain)
    return tracker.get_slot("requested_slot")


@pytest.mark.parametrize("point", OFFERED)
async def test_where_a_person_is_offered_the_button_is_the_same_step(customer, point):
    for text in POINTS[point]:
        await customer.say(text)
    await customer.pick("Talk to a person")
    assert customer.owner == "waiting"

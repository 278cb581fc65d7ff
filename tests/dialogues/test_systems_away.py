"""What the actions need is away, and somebody asks for a person: the worker hands over."""

import pytest

from actions.handoff.outlook import Reception
from conversations.errors import JournalUnavailable

pytestmark = pytest.mark.model


class LostReception(Reception):
    """The actions', which can't read who waits; the worker has its own."""

    def outlook(self, conversation_id):
        raise JournalUnavailable("away")


@pytest.fixture
def reception_of_actions(reception, desk, clock):
    return LostReception(desk.team.waits, reception.hours, clock)


async def test_who_asks_for_a_person_is_in_line_and_hears_what_happens_next(customer):
    heard = await customer.say("can I talk to a human please")
    assert "You are the first in line." in heard.text
    assert "If nobody has joined by 13:15 (Berlin time), I tell you here." in heard.text
    assert "Some of our systems are away right now" in heard.text
    assert (heard.outcome, heard.reason, customer.owner) == ("answered", "ask_for_human", "waiting")


async def test_outside_hours_it_says_when_somebody_is_back(customer, clock, reception):
    clock.move(reception.hours.opens_at(clock()) - clock())
    clock.move(reception.hours.closes_at(clock()) - clock())
    heard = await customer.say("can I talk to a human please")
    assert "they are back on Monday at 9:00 (Berlin time)" in heard.text
    assert customer.owner == "waiting"


async def test_also_in_the_middle_of_a_question(customer):
    await customer.say("where is my order 10042?")
    heard = await customer.say("can I talk to a human please")
    assert "You are the first in line." in heard.text
    assert customer.owner == "waiting"


async def test_asked_again_it_says_that_the_place_is_kept(customer):
    await customer.say("can I talk to a human please")
    heard = await customer.say("a human please")
    assert "your place is kept" in heard.text
    assert customer.owner == "waiting"

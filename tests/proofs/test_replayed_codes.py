"""A one-time code is good once, for ten minutes, where it was asked for: through all of Deskbell.

The desk itself: `tests/conversations/test_one_time_codes.py` and, many at once, `test_identity_at_once.py`.
"""

import asyncio
from datetime import timedelta

import pytest

from actions.orders.order import OrderState
from tests.proofs.whole_deskbell import WholeDeskbell, settings_of

pytestmark = pytest.mark.model

ONE, OTHER = "31073006", "31073001"


@pytest.fixture
async def deskbell(agent, fresh_urls):
    url = next(fresh_urls)
    async with WholeDeskbell(url, agent, settings_of(url)) as deskbell:
        yield deskbell


async def at_the_code(deskbell, address="10.0.0.1", number=ONE):
    """A guest who has proved the order, wants it cancelled, and has the mail with the code."""
    person = await deskbell.open(address)
    await person.say(f"order {number} {deskbell.orders[number].email}")
    await person.say("cancel it")
    await person.say("yes")
    return person, deskbell.identity.truth.codes[-1].digits


def changed(deskbell):
    return [done.order for done in deskbell.book.done.values()]


async def test_the_right_code_cancels_the_order_it_was_sent_for(deskbell):
    person, code = await at_the_code(deskbell)
    await person.say(code)
    assert changed(deskbell) == [ONE]


async def test_a_code_that_was_used_is_worth_nothing_in_another_conversation(deskbell):
    person, code = await at_the_code(deskbell)
    await person.say(code)
    await person.say("undo that")
    thief, _ = await at_the_code(deskbell, "10.0.0.2")
    await thief.say(code)
    assert len(changed(deskbell)) == 2


async def test_a_code_of_another_conversation_is_a_wrong_one(deskbell):
    _, code = await at_the_code(deskbell)
    thief, own = await at_the_code(deskbell, "10.0.0.2")
    assert code != own
    assert "4 tries are left" in (await thief.say(code)).text
    assert changed(deskbell) == []


async def test_a_code_for_another_order_is_a_wrong_one(deskbell):
    person, code = await at_the_code(deskbell)
    await person.say("never mind")
    await person.say(f"order {OTHER} {deskbell.orders[OTHER].email}")
    await person.say(f"cancel order {OTHER}")
    await person.say("yes")
    assert "4 tries are left" in (await person.say(code)).text
    assert changed(deskbell) == []


async def test_a_code_that_has_run_out_is_no_longer_taken(deskbell):
    person, code = await at_the_code(deskbell)
    deskbell.clock.move(timedelta(minutes=10))
    await person.say(code)
    assert changed(deskbell) == []


async def test_a_code_that_was_replaced_is_no_longer_taken(deskbell):
    person, first = await at_the_code(deskbell)
    for step in range(1, 6):
        await person.say(f"{(int(first) + step) % 1_000_000:06}")
    await person.say("yes")
    assert deskbell.identity.truth.codes[-1].digits != first
    await person.say(first)
    assert changed(deskbell) == []


async def test_a_code_that_comes_twice_at_the_same_moment_is_used_once(deskbell):
    person, code = await at_the_code(deskbell)
    assert set(await asyncio.gather(*(person.send(text=code) for _ in range(4)))) == {202}
    await person.say("where is my order?")
    assert changed(deskbell) == [ONE]
    assert deskbell.book.find(ONE, deskbell.owner_of(ONE)).state is OrderState.CANCELLED

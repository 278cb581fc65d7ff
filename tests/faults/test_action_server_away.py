"""The action server dies, hangs or talks nonsense: the customer is told, and hears one answer in the end."""

from contextlib import AsyncExitStack

import pytest

from bot.replies import STILL_AWAY, WENT_WRONG
from tests.faults.broken_action_server import broken_action_server
from tests.faults.journal_audit import rows
from tests.faults.stubborn_customer import Reply, StubbornCustomer

pytestmark = [pytest.mark.model, pytest.mark.postgres, pytest.mark.faults]

QUESTION = "how do returns work?"
NONSENSE = {
    "an error": (500, b'{"error": "boom"}'),
    "not an action": (404, b'{"error": "unknown action"}'),
    "no JSON": (200, b"<html>It works!</html>"),
    "JSON of another shape": (200, b'[{"events": 5}]'),
    "nothing": (200, b""),
}


def state_of_dialogue(deskbell, customer):
    query = "SELECT data FROM snapshots WHERE conversation_id = :id"
    return rows(deskbell.database_url, query, id=customer.conversation_id)


async def test_a_message_is_answered_when_the_dead_action_server_is_back(deskbell, customer):
    deskbell.kill("actions")
    seq = await customer.say(QUESTION)
    delay = await customer.sees_delay(seq)
    assert delay.data["status"] == "delayed"
    deskbell.start_part("actions")
    reply = await customer.reply_to(seq)
    assert reply.outcome == "answered"
    assert len(reply.texts) == 1
    assert "30 days" in reply.texts[0]


async def test_an_action_server_killed_in_the_middle_of_a_call_leaves_no_trace(deskbell, customer):
    deskbell.freeze("actions")
    seq = await customer.say(QUESTION)
    await customer.sees_delay(seq)
    deskbell.kill("actions")
    deskbell.start_part("actions")
    reply = await customer.reply_to(seq)
    assert reply.outcome == "answered"
    assert len(reply.texts) == 1
    assert "30 days" in reply.texts[0]


async def test_a_person_is_one_step_away_while_the_action_server_hangs(deskbell, customer):
    """Also behind a question that waits for it."""
    deskbell.freeze("actions")
    question = await customer.say(QUESTION)
    person = await customer.say("I want to talk to a person")
    assert await customer.reply_to(question) == Reply("failed", (STILL_AWAY[0].text,))
    reply = await customer.reply_to(person)
    assert reply.outcome == "answered"
    assert "Some of our systems are away" in reply.texts[0]
    query = "SELECT owner FROM conversations WHERE id = :id"
    assert rows(deskbell.database_url, query, id=customer.conversation_id) == [("waiting",)]


async def test_a_message_that_needs_no_action_is_answered_without_the_action_server(deskbell, customer):
    deskbell.kill("actions")
    assert (await customer.ask("hi")).outcome == "answered"


async def test_an_action_server_that_talks_nonsense_changes_nothing_in_the_dialogue(deskbell):
    async with AsyncExitStack() as stack:
        customers = {
            kind: await stack.enter_async_context(StubbornCustomer(deskbell.url, "kim")) for kind in NONSENSE
        }
        for customer in customers.values():
            await customer.ask("where is my order 10042?")
        deskbell.kill("actions")
        for kind, customer in customers.items():
            before = state_of_dialogue(deskbell, customer)
            with broken_action_server(deskbell.action_port, *NONSENSE[kind]) as called:
                reply = await customer.ask("mira.lindqvist@example.com")
            assert called
            assert reply == Reply("failed", (WENT_WRONG[0].text,))
            assert state_of_dialogue(deskbell, customer) == before

        deskbell.start_part("actions")
        for customer in customers.values():
            assert "10042" in (await customer.ask("mira.lindqvist@example.com")).texts[0]

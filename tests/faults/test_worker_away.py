"""The worker dies: messages are taken all the same, and the next worker goes on where it stopped."""

import asyncio

import pytest

from tests.faults.journal_audit import rows
from tests.faults.stubborn_customer import PATIENCE

pytestmark = [pytest.mark.model, pytest.mark.postgres, pytest.mark.faults]


async def until_leased(deskbell, customer):
    """Returns when a worker is busy with the customer's message."""
    query = "SELECT lease FROM conversations WHERE id = :id"
    async with asyncio.timeout(PATIENCE):
        while rows(deskbell.database_url, query, id=customer.conversation_id) == [(None,)]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_messages_are_kept_while_the_worker_is_away_and_answered_in_order_afterwards(
    deskbell, customer
):
    deskbell.kill("bot")
    seqs = [
        await customer.say(text)
        for text in ("where is my order?", "10042", "mira.lindqvist@example.com", "thanks")
    ]
    delay = await customer.sees_delay(seqs[-1])
    assert delay.data["status"] == "delayed"
    deskbell.start_part("bot")
    replies = [await customer.reply_to(seq) for seq in seqs]
    assert [reply.outcome for reply in replies] == ["answered"] * 4
    assert "number" in replies[0].texts[0]
    assert "e-mail" in replies[1].texts[0]
    assert "10042" in replies[2].texts[0]
    assert [event.data["seq"] for event in customer.seen if event.kind == "turn"] == seqs


async def test_a_conversation_that_a_dead_worker_had_taken_goes_on_with_the_next_one(deskbell, customer):
    deskbell.freeze("actions")
    seq = await customer.say("how do returns work?")
    await until_leased(deskbell, customer)
    deskbell.kill("bot")
    deskbell.thaw("actions")
    deskbell.start_part("bot")
    reply = await customer.reply_to(seq)
    assert reply.outcome == "answered"
    assert len(reply.texts) == 1

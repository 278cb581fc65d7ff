"""The dialogue itself listens, whatever it knows, when a message carries no permit."""

import pytest
from rasa.core.channels.channel import UserMessage

from bot.collecting_channel import CollectingChannel
from bot.policies.initiative_policy import PERMIT
from bot.snapshot import load_snapshot
from bot.turn_context import TurnContext, current_turn

pytestmark = pytest.mark.model


async def words_after(agent, tracker, text, metadata):
    context = TurnContext(tracker)
    token = current_turn.set(context)
    channel = CollectingChannel()
    try:
        await agent.handle(UserMessage(text, channel, tracker.sender_id, metadata=metadata))
    finally:
        current_turn.reset(token)
    return channel.said, context.tracker


@pytest.mark.parametrize("text", ["hello", "where is my order", "talk to a person", "bye", "xqzv"])
async def test_without_a_permit_the_dialogue_says_nothing(agent, customer, text):
    words, _ = await words_after(agent, load_snapshot("c", None, agent.domain), text, metadata=None)
    assert words == []


async def test_without_a_permit_even_an_open_form_says_nothing(agent, customer):
    fresh = load_snapshot("c", None, agent.domain)
    words, tracker = await words_after(agent, fresh, "where is my order", {PERMIT: "reply"})
    assert words
    words, _ = await words_after(agent, tracker, "10042", metadata={})
    assert words == []


async def test_with_a_permit_the_dialogue_answers(agent, customer):
    words, _ = await words_after(agent, load_snapshot("c", None, agent.domain), "hello", {PERMIT: "reply"})
    assert len(words) == 1

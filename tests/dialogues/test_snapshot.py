"""A bounded snapshot predicts what the whole history predicts, and stays as small as it was."""

import asyncio
import json
import os
import random

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker

from bot.collecting_channel import CollectingChannel
from bot.policies.initiative_policy import PERMIT
from bot.snapshot import TURNS_KEPT, dump_snapshot, load_snapshot
from bot.turn_context import TurnContext, current_turn

pytestmark = pytest.mark.model

CONVERSATIONS = 60 if os.environ.get("DESKBELL_PROVE") == "1" else 6
MESSAGES = 12
SAID = (
    "hi",
    "where is my order",
    "where is my order 10042?",
    "10042",
    "no, 10043",
    "mira.lindqvist@example.com",
    "somebody@example.org",
    "how do returns work",
    "what about my other order",
    "talk to a person",
    "thanks",
    "never mind",
    "start over",
    "xqzv brrr",
    "bye",
)


async def hear(agent, tracker, text):
    """The names of the actions that the message led to, and the state after it."""
    before = len(tracker.events)
    context = TurnContext(tracker)
    token = current_turn.set(context)
    try:
        channel = CollectingChannel()
        await agent.handle(UserMessage(text, channel, tracker.sender_id, metadata={PERMIT: "reply"}))
    finally:
        current_turn.reset(token)
    after = context.tracker
    done = [event.action_name for event in list(after.events)[before:] if isinstance(event, ActionExecuted)]
    loop = after.active_loop and (after.active_loop_name, after.active_loop.rejected)
    return after, (done, len(channel.said), after.current_slot_values(), loop)


def whole(tracker, domain):
    """The same history, untouched: what a bot without snapshots would work on."""
    return DialogueStateTracker.from_events(
        tracker.sender_id, list(tracker.events), slots=domain.slots, domain=domain
    )


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(CONVERSATIONS))
async def test_a_snapshot_predicts_what_the_whole_history_predicts(seed, agent, customer):
    chance = random.Random(seed)
    full = load_snapshot("c", None, agent.domain)
    snapshot = None
    for text in chance.choices(SAID, k=MESSAGES):
        full, expected = await hear(agent, whole(full, agent.domain), text)
        cut, observed = await hear(agent, load_snapshot("c", snapshot, agent.domain), text)
        assert observed == expected, f"after {text!r}"
        snapshot = dump_snapshot(cut, agent.domain)


async def test_a_snapshot_holds_only_the_last_turns_however_long_the_conversation_is(agent, customer):
    sizes, snapshot = [], None
    for _ in range(TURNS_KEPT * 6):
        tracker, _ = await hear(agent, load_snapshot("c", snapshot, agent.domain), "thanks")
        snapshot = dump_snapshot(tracker, agent.domain)
        sizes.append(len(json.loads(snapshot)))
    assert max(sizes[TURNS_KEPT + 1 :]) == min(sizes[TURNS_KEPT + 1 :])


async def test_turns_that_think_at_the_same_time_keep_their_dialogue_states_apart(agent, customer):
    texts = ["where is my order", "hi", "where is my order 10042?", "bye"]
    trackers = [load_snapshot(text, None, agent.domain) for text in texts]
    alone = [(await hear(agent, load_snapshot(text, None, agent.domain), text))[1] for text in texts]
    together = await asyncio.gather(*(hear(agent, *pair) for pair in zip(trackers, texts, strict=True)))
    assert [state for _, state in together] == alone
